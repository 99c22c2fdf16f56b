"""Measures and recommendations on the pages: taking one, every step after, who sees which, and what is asked of a writer."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest

from tests.desk.conftest import WORKLIST, Desk, text
from tests.insight.planting import plant
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog
from wederhoor.insight import measures
from wederhoor.insight.measures import Owner, Subject
from wederhoor.insight.models import Measure
from wederhoor.organisations.models import Location

LIST = "/werkplek/leren/maatregelen/"
NEW = f"{LIST}nieuw/"


def taken(desk: Desk, what: str = "Elke week een vast overleg.", who: str = "handler", **more: object) -> UUID:
    given = {"aim": "prevent", "due": date(2026, 4, 1), "about": Subject(theme="care")} | more
    actor = Actor(desk.accounts[who].pk, who, desk.here.pk)
    return measures.take(desk.here, origin="itself", what=what, actor=actor, now=desk.now, **given)  # type: ignore[arg-type]


def step(desk: Desk, who: str, measure: UUID, name: str, **data: str):  # type: ignore[no-untyped-def]  # a response
    page = desk.get(who, f"{LIST}{measure}/").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    return desk.post(who, f"{LIST}{measure}/", **{"step": name, "seen": seen[1] if seen else "0"} | data)


def row(desk: Desk, measure: UUID) -> Measure:
    with in_organisation(desk.here.pk):
        return Measure.objects.get(organisation=desk.here, id=measure)


@pytest.mark.requirement("JOT-15")
def test_a_measure_has_an_aim_somebody_who_does_it_and_a_day(desk: Desk) -> None:
    director = f"{desk.accounts['director'].opaque}:director"
    without = desk.post("handler", NEW, what="Elke week een vast overleg.")
    assert without.status_code == 422
    assert "Elke week een vast overleg." in without.content.decode()
    made = desk.post(
        "handler", NEW, what="Elke week een vast overleg.", aim="prevent", owner=director, due="2026-04-01"
    )
    assert made.status_code == 302
    page = text(desk.get("handler", made["Location"]))
    for said in ("Elke week een vast overleg.", "Herhaling voorkomen", "Dirk Bestuurt", "woensdag 1 april 2026"):
        assert said in page
    assert "1 maatregel of aanbeveling ligt bij u" in text(desk.get("director", WORKLIST))
    assert "ligt bij u" not in text(desk.get("handler", WORKLIST))


def test_a_writer_who_seems_to_name_somebody_is_asked_to_look_again(desk: Desk) -> None:
    given = {"what": "Een gesprek met mevrouw De Vries.", "aim": "solve", "owner": ":handler", "due": "2026-04-01"}
    warned = desk.post("handler", NEW, **given)
    assert warned.status_code == 422
    assert "‘De Vries’ (naam)" in text(warned)
    assert "Ik heb gekeken: hier staat geen persoon in" in text(warned)
    assert desk.post("handler", NEW, **given, sure="on").status_code == 302
    number = given | {"what": "Dossier van 111222333 nakijken.", "sure": "on"}
    assert desk.post("handler", NEW, **number).status_code == 422


@pytest.mark.requirement("JOT-15")
def test_a_measure_is_done_and_its_effect_is_counted_before_and_after(desk: Desk) -> None:
    eik = Location.objects.create(organisation=desk.here, code="eik", name="De Eik")
    measure = taken(desk, about=Subject(location=eik.pk))
    done = step(desk, "handler", measure, "finish", words="Het overleg is er.", on="2026-03-02", months="3")
    assert done.status_code == 302
    page = text(desk.get("handler", f"{LIST}{measure}/"))
    assert "Bekijken op dinsdag 2 juni 2026" in page
    assert "Klachten in de 3 maanden ervoor" in page
    desk.later(days=92)
    assert "nu bekijken" in text(desk.get("handler", f"{LIST}?state=check"))
    wrong = step(desk, "handler", measure, "check", conclusion="too early", words="Er kwam weinig binnen.")
    assert wrong.status_code == 422
    assert "kies na hoeveel maanden" in text(wrong)
    assert step(desk, "handler", measure, "check", conclusion="worked", words="Geen klachten meer.").status_code == 302
    assert (row(desk, measure).conclusion, row(desk, measure).before, row(desk, measure).after) == ("worked", 0, 0)


def test_its_history_says_what_changed_and_by_whom(desk: Desk) -> None:
    measure = taken(desk, owner=Owner(desk.accounts["handler"].pk, "handler"))
    director = f"{desk.accounts['director'].opaque}:director"
    changed = step(
        desk,
        "handler",
        measure,
        "change",
        what="Elke dag een vast overleg.",
        aim="prevent",
        owner=director,
        due="2026-05-01",
        theme="care",
    )
    assert changed.status_code == 302
    page = text(desk.get("director", f"{LIST}{measure}/"))
    assert "wie het doet gewijzigd, eerst: Hanna Behandelt" in page
    assert "tekst gewijzigd" in page
    assert "te doen voor 1 mei 2026" in page
    assert "Elke dag een vast overleg." in page


def test_two_at_once_the_second_reads_that_somebody_was_first(desk: Desk) -> None:
    measure = taken(desk)
    assert step(desk, "handler", measure, "drop", words="Niet meer nodig.").status_code == 302
    late = desk.post("director", f"{LIST}{measure}/", step="reopen", seen="1", words="Toch wel.")
    assert late.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in text(late)
    assert "Toch wel." in late.content.decode()


def test_who_does_a_measure_sees_it_and_nothing_else(desk: Desk) -> None:
    own = taken(desk, "Deuren op tijd open.", owner=Owner(desk.accounts["care professional"].pk, "care professional"))
    other = taken(desk, "Rooster aanpassen.")
    page = text(desk.get("care professional", LIST))
    assert "Deuren op tijd open." in page
    assert "Rooster aanpassen." not in page
    assert desk.get("care professional", f"{LIST}{own}/").status_code == 200
    assert desk.get("care professional", f"{LIST}{other}/").status_code == 404
    assert desk.get("outsider", f"{LIST}{own}/").status_code == 404
    assert step(desk, "care professional", own, "finish", words="Ze zijn open.", on="2026-03-02").status_code == 302
    assert desk.post("care professional", f"{LIST}{own}/", step="drop", seen="2", words="x").status_code == 404


@pytest.mark.requirement("LOJ-10")
def test_a_confidant_recommends_unasked_and_sees_the_decision_with_its_reason(desk: Desk) -> None:
    given = {"what": "Laat cliënten kiezen wie er bij is.", "asked": "no", "owner": ":director", "due": "2026-04-13"}
    made = desk.post("confidant", f"{NEW}?kind=recommendation", **given)
    assert made.status_code == 302
    taken(desk, "Rooster aanpassen.")
    listed = text(desk.get("confidant", LIST))
    assert "Laat cliënten kiezen wie er bij is." in listed
    assert "Rooster aanpassen." not in listed
    measure = UUID(made["Location"].split("/")[-2])
    assert (
        desk.post("confidant", made["Location"], step="answer", seen="1", answer="accepted", words="ja").status_code
        == 404
    )
    assert step(desk, "director", measure, "answer", answer="rejected").status_code == 422
    assert (
        step(desk, "director", measure, "answer", answer="rejected", words="Dat kan niet in de nacht.").status_code
        == 302
    )
    page = text(desk.get("confidant", made["Location"]))
    assert "niet overgenomen" in page
    assert "Dat kan niet in de nacht." in page
    assert step(desk, "confidant", measure, "urge", words="Overdag kan het wel.").status_code == 302
    assert (
        step(
            desk, "director", measure, "answer", answer="accepted", words="Overdag doen we het.", due="2026-06-01"
        ).status_code
        == 302
    )
    assert (
        step(desk, "director", measure, "carry out", words="Ingevoerd op alle locaties.", on="2026-03-02").status_code
        == 302
    )
    assert row(desk, measure).status == "done"


def test_filters_stand_in_the_address_and_the_file_has_the_same_rows(desk: Desk) -> None:
    taken(desk, "Vast overleg.", due=date(2026, 2, 1))
    taken(desk, "=Folder maken.", aim="limit", about=Subject(theme="communication"))
    assert "Vast overleg." in text(desk.get("handler", f"{LIST}?state=late"))
    assert "Folder maken." not in text(desk.get("handler", f"{LIST}?state=late"))
    assert "Vast overleg." not in text(desk.get("handler", f"{LIST}?aim=limit&theme=communication"))
    assert "Folder maken." in text(desk.get("handler", f"{LIST}?aim=onzin&theme=communication"))
    sheet = desk.get("handler", f"{LIST}csv/?aim=limit").content.decode()
    assert "'=Folder maken." in sheet
    assert "Vast overleg." not in sheet


def test_every_look_and_every_step_stands_in_the_log(desk: Desk) -> None:
    measure = taken(desk)
    desk.get("handler", LIST)
    desk.get("handler", f"{LIST}csv/")
    step(desk, "handler", measure, "drop", words="Niet nodig.")
    with in_organisation(desk.here.pk):
        lines = list(AccessLog.objects.filter(organisation=desk.here).order_by("seq").values_list("action", "hits"))
    assert lines == [
        ("measure step", None),
        ("measures", 1),
        ("export", 1),
        ("measure", None),
        ("measure", None),
        ("measure step", None),
    ]


def test_the_improvement_path_of_a_location_has_what_was_done_there_in_order(desk: Desk) -> None:
    eik = Location.objects.create(organisation=desk.here, code="eik", name="De Eik", group="Noord")
    iep = Location.objects.create(organisation=desk.here, code="iep", name="De Iep", group="Noord")
    taken(desk, "Eerst dit.", about=Subject(location=eik.pk))
    desk.later(days=1)
    taken(desk, "Elders dat.", about=Subject(location=iep.pk))
    page = text(desk.get("handler", f"/werkplek/leren/verbeteren/?location={eik.pk}"))
    assert "Eerst dit." in page
    assert "Elders dat." not in page
    assert "Klachten per maand" in page
    plant(
        desk.here, [(date(2026, 1, 5), "care", eik), (date(2026, 2, 5), "care", eik), (date(2024, 2, 5), "care", eik)]
    )
    choice = text(desk.get("handler", "/werkplek/leren/verbeteren/"))
    assert "Alle locaties Locatie Klachten in een jaar Wat er loopt De Eik 2 1 De Iep 0 1" in choice
    region = text(desk.get("handler", "/werkplek/leren/verbeteren/?group=Noord"))
    assert region.index("Eerst dit.") < region.index("Elders dat.")
    assert desk.get("care professional", "/werkplek/leren/verbeteren/").status_code == 403


@pytest.mark.requirement("LOJ-10")
def test_a_measure_that_is_taken_because_of_a_recommendation_stands_on_its_page(desk: Desk) -> None:
    given = {"what": "Laat cliënten kiezen wie er bij is.", "asked": "yes", "owner": ":director", "due": "2026-04-13"}
    recommended = desk.post("confidant", f"{NEW}?kind=recommendation", **given)["Location"]
    follow = re.search(
        r'href="(/werkplek/leren/maatregelen/nieuw/[^"]+)"', desk.get("handler", recommended).content.decode()
    )
    assert follow
    given = {"what": "Een keuzelijst bij elk gesprek.", "aim": "prevent", "owner": ":handler", "due": "2026-05-01"}
    taken = desk.post("handler", follow[1].replace("&amp;", "&"), **given)["Location"]
    assert "Een keuzelijst bij elk gesprek." in text(desk.get("handler", recommended))
    assert "Een keuzelijst bij elk gesprek." not in text(desk.get("confidant", recommended))
    assert recommended in desk.get("handler", taken).content.decode()
