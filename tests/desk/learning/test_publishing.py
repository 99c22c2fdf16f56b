"""An adopted report goes outside: what is seen there, with which numbers hidden, who says so, and what is remembered."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pypdf
import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import text
from tests.desk.learning.test_reports import REPORTS, Place, place
from tests.insight.report.counting import row
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, RegisterRow
from wederhoor.insight import measures
from wederhoor.insight.measures import Subject
from wederhoor.insight.models import Publication, PublishedTable, PublishingRule
from wederhoor.organisations.models import Account, Membership, Organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
OUTSIDE = "/hier/geleerd/"
THEMES = {"care": 14, "treatment": 9, "information": 8, "food": 2}
SAID = "Wij bellen voortaan terug."


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def complaints(here: Place, **more: int) -> None:
    """So many closed complaints per theme."""
    with in_organisation(here.here.pk):
        RegisterRow.objects.bulk_create(
            row(here.here, theme=theme, kind="complaint", quarter="2025-Q3", received_quarter="2025-Q2", law="wmo")
            for theme, n in (more or THEMES).items()
            for _ in range(n)
        )


@pytest.fixture
def loj() -> Place:
    made = place("loj", "board", "confidant")
    complaints(made)
    return made


def adopted(here: Place, said: str = SAID, fine: str = "") -> str:
    """An adopted report over 2025, its writer having said which words are no person; its address."""
    address = here.begin("board", "public", "2025-01-01")
    assert here.submit("board", address, **{"text-4": said, "fine": fine}).status_code == 302
    assert here.adopt("board", address).status_code == 302
    return address


def seen(response: HttpResponse) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', response.content.decode())
    assert found
    return found[1]


def publish(here: Place, address: str, role: str = "board", **more: str) -> HttpResponse:
    """Look with these choices, and publish what was looked at."""
    looked = here.post(role, f"{address}openbaar/", look="1", **more)
    return here.post(role, f"{address}openbaar/", publish="1", seen=seen(looked), **more)


def public(address: str = OUTSIDE) -> HttpResponse:
    return Client().get(address)  # type: ignore[return-value]  # the client's own response adds to it


def of_report() -> str:
    """The address of the public report."""
    found = re.search(r'href="(/hier/geleerd/[0-9a-f-]{36}/)"', public().content.decode())
    assert found
    return found[1]


@pytest.mark.requirement("LOJ-36")
def test_a_public_annual_report_is_made_adopted_and_read_by_everybody(loj: Place) -> None:
    """Number and nature of what was received and settled, per way, and the measures that were taken: how many and in words."""
    took = {"origin": "itself", "actor": Actor(None, "board", loj.here.pk), "about": Subject(theme="care")}
    measures.take(loj.here, what="Na elke afspraak bellen wij terug", now=NOW.replace(year=2025), **took)  # type: ignore[arg-type]
    measures.take(loj.here, what="Dit was na het jaar", now=NOW, **took)  # type: ignore[arg-type]  # as above
    draft = loj.get("board", loj.begin("board", "public", "2025-01-01")).content.decode()
    proposed = re.search(r'<textarea name="text-4"[^>]*>\s*([^<]+)', draft)
    assert proposed
    assert proposed[1].strip() == "- Na elke afspraak bellen wij terug. Loopt nog."
    address = adopted(loj, proposed[1])
    assert "Er is nog geen verslag." in text(public())
    assert publish(loj, address, **{"goes-measures": "yes", "text-measures": proposed[1]}).status_code == 302
    assert "- Na elke afspraak bellen wij terug. Loopt nog." in text(public(of_report()))
    page = text(public(of_report()))
    assert "Openbaar jaarverslag over klachten 2025" in page
    assert "Binnengekomen in deze periode 33 Afgesloten in deze periode 33" in page
    assert "Aard van de klachten" in page
    assert "Aantal per weg" in page
    assert "Maatregelen per thema Thema Genomen Klaar Vervallen Niet op tijd klaar Zorgverlening 1 0 0 0" in page
    assert "Wat leerden we van klachten?" in text(public("/hier/"))


def test_a_small_number_is_not_outside_in_any_form_and_the_reader_reads_why(loj: Place) -> None:
    publish(loj, adopted(loj))
    address = of_report()
    page = text(public(address))
    assert "minder dan 5" in page
    assert "5 of meer" in page
    assert "Kleine getallen laten wij niet zien." in page
    papers = [
        page,
        printed(public(f"{address}pdf/")),
        sheets(public(f"{address}xlsx/")),
        lines(public(f"{address}csv/")),
    ]
    for one in papers:
        assert "minder dan 5" in one
        assert not re.search(r"(?i)food\W+2\b|eten\w*\W+2\b", one)


def test_what_is_inside_is_full_and_stays_inside(loj: Place) -> None:
    address = adopted(loj)
    page = text(loj.get("board", f"{address}openbaar/"))
    assert "Buiten" in page
    assert "Binnen" in page
    assert "Om een klein getal te dekken" in page


def test_the_json_holds_no_hidden_number(loj: Place) -> None:
    publish(loj, adopted(loj))
    told = public(f"{of_report()}json/").json()  # type: ignore[attr-defined]  # of the client
    cells = [cell for one in told["figures"] for table in one["tables"] for cell in table["cells"]]
    assert any("why" in cell for cell in cells)
    assert all("count" not in cell for cell in cells if "why" in cell)
    assert all(cell.get("count", 5) >= 5 or cell["count"] == 0 for cell in cells)


def test_a_text_goes_out_only_with_a_tick_and_never_with_a_telephone_number(loj: Place) -> None:
    address = adopted(loj)
    publish(loj, address)
    assert SAID not in text(public(of_report()))
    with in_organisation(loj.here.pk):
        again = Publication.objects.get()
    loj.post("board", f"/werkplek/leren/openbaar/{again.id}/", step="withdraw")
    words = {"goes-measures": "yes", "text-measures": f"{SAID} Bel Els de Vries op 06 12345678."}
    refused = publish(loj, address, **words)
    assert refused.status_code == 422
    assert "06 12345678" in text(refused)
    assert publish(loj, address, **{"goes-measures": "yes", "text-measures": SAID}).status_code == 302
    assert SAID in text(public(of_report()))


def test_a_text_with_a_name_is_shown_to_the_person_who_decides(loj: Place) -> None:
    address = adopted(loj, "Mevrouw De Vries klaagde over het eten.", fine="De Vries")
    assert "Staat hier een persoon in?" in text(loj.get("board", f"{address}openbaar/"))


def test_what_goes_out_is_what_was_looked_at(loj: Place) -> None:
    address = adopted(loj)
    looked = seen(loj.get("board", f"{address}openbaar/"))
    typed = {"goes-measures": "yes", "text-measures": SAID}
    refused = loj.post("board", f"{address}openbaar/", publish="1", seen=looked, **typed)
    assert refused.status_code == 422
    assert "Kijk nog eens" in text(refused)


def test_with_too_few_complaints_only_the_words_go_out() -> None:
    few = place("loj", "board")
    complaints(few, care=4, food=2)
    address = adopted(few)
    page = text(few.get("board", f"{address}openbaar/"))
    assert "Er zijn minder dan 10 klachten." in page
    assert publish(few, address).status_code == 422
    words = {"plain": "yes", "goes-measures": "yes", "text-measures": SAID}
    assert publish(few, address, **words).status_code == 302
    out = text(public(of_report()))
    assert SAID in out
    assert "te weinig klachten voor getallen" in out
    assert "Afgesloten in deze periode" not in out


def test_a_correction_that_would_show_one_late_complaint_is_refused_even_after_withdrawing(loj: Place) -> None:
    address = adopted(loj)
    publish(loj, address)
    with in_organisation(loj.here.pk):
        first = Publication.objects.get()
    loj.post("board", f"/werkplek/leren/openbaar/{first.id}/", step="withdraw")
    assert public(f"{OUTSIDE}{first.id}/").status_code == 404
    complaints(loj, food=1)
    corrected = loj.post("board", f"{address}stap/", step="correct").headers["Location"]
    loj.submit("board", corrected)
    loj.adopt("board", corrected)
    page = text(loj.get("board", f"{corrected}openbaar/"))
    assert "verschillen de totalen een paar klachten" in page
    assert publish(loj, corrected).status_code == 422


def test_a_correction_takes_the_place_of_the_report_it_corrects(loj: Place) -> None:
    address = adopted(loj)
    publish(loj, address)
    complaints(loj, care=30, treatment=20)
    corrected = loj.post("board", f"{address}stap/", step="correct").headers["Location"]
    loj.submit("board", corrected)
    loj.adopt("board", corrected)
    assert publish(loj, corrected).status_code == 302
    page = text(public())
    assert page.count("Openbaar jaarverslag over klachten 2025") == 1
    assert "2025, versie 2" in page
    assert public(f"{of_report()}json/").json()["facts"]["version"] == "2"  # type: ignore[attr-defined]  # of the client
    assert "Versie" in printed(public(f"{of_report()}pdf/"))
    assert "Vervangen door een correctie" in text(loj.get("board", f"{address}openbaar/"))


def test_a_second_person_approves_where_the_organisation_wishes(loj: Place) -> None:
    other = Account.objects.create_user("tweede@voorbeeld.test", "Tweede", "een lang wachtwoord")
    Membership.objects.create(account=other, organisation=loj.here, role="board")
    loj.browsers["second"] = Client()
    loj.browsers["second"].force_login(other)
    address = adopted(loj)
    loj.post("board", f"{address}openbaar/grens/", threshold="6", four_eyes="on")
    publish(loj, address)
    assert "Er is nog geen verslag." in text(public())
    with in_organisation(loj.here.pk):
        proposed = Publication.objects.get()
    loj.post("board", f"/werkplek/leren/openbaar/{proposed.id}/", step="yes")
    assert "Er is nog geen verslag." in text(public()), "not by the same person"
    loj.post("second", f"/werkplek/leren/openbaar/{proposed.id}/", step="yes")
    assert "minder dan 6" in text(public(of_report()))


def test_what_went_out_counted_in_complaints_does_not_go_out_in_parts_by_a_correction(loj: Place) -> None:
    """The memory holds for every way of counting: since the first edition six complaints turned out to have a second part."""
    with in_organisation(loj.here.pk):
        RegisterRow.objects.update(route="mediation")
    address = adopted(loj)
    assert publish(loj, address).status_code == 302
    assert "Aantal per weg" in text(public(of_report()))
    assert "Hulp en bemiddeling door de vertrouwenspersoon 33" in text(public(of_report()))
    with in_organisation(loj.here.pk):
        before = list(PublishedTable.objects.values_list("basis", flat=True))
        marks = list(RegisterRow.objects.values_list("complaint", flat=True)[:6])
        parts = [row(loj.here, theme="care", kind="complaint", quarter="2025-Q3", received_quarter="2025-Q2", law="wmo",
                     route="committee", more=True) for _ in marks]  # fmt: skip
        for part, mark in zip(parts, marks, strict=True):
            part.complaint = mark
        RegisterRow.objects.bulk_create(parts)
        RegisterRow.objects.filter(complaint__in=marks).update(several=True)
    again = loj.post("board", f"{address}stap/", step="correct").headers["Location"]
    assert loj.submit("board", again, **{"text-4": SAID}).status_code == 302
    loj.adopt("board", again)
    looked = text(loj.get("board", f"{again}openbaar/"))
    assert "Eerder ging deze verdeling naar buiten, maar anders geteld." in looked
    assert publish(loj, again).status_code == 302
    page = text(public(of_report()))
    assert "versie 2" in page
    assert "Oordeel van de klachtencommissie" not in page, "the six second parts stand nowhere"
    with in_organisation(loj.here.pk):
        assert list(PublishedTable.objects.values_list("basis", flat=True).order_by("at"))[: len(before)] == before
        assert "parts" not in PublishedTable.objects.values_list("basis", flat=True)


@pytest.mark.parametrize("role", ["client council", "secretary"])
def test_who_only_reads_the_report_is_no_second_person(role: str) -> None:
    here = place("loj", "board", role)
    complaints(here)
    address = adopted(here)
    here.post("board", f"{address}openbaar/grens/", threshold="5", four_eyes="on")
    publish(here, address)
    page = here.get(role, f"{address}openbaar/")
    assert page.status_code == 200
    assert "Een ander keurt dit goed." in text(page)
    assert "Keur goed" not in text(page)
    with in_organisation(here.here.pk):
        proposed = Publication.objects.get()
    for step in ("yes", "no"):
        here.post(role, f"/werkplek/leren/openbaar/{proposed.id}/", step=step)
    with in_organisation(here.here.pk):
        assert Publication.objects.get().state == Publication.State.PROPOSED
    assert "Er is nog geen verslag." in text(public())


def test_the_board_of_one_member_does_not_change_the_rule_of_the_whole_cooperative() -> None:
    here = place("zk")
    member = Organisation.objects.create(code="lid", name="Lid", regulation="", parent=here.here)
    account = Account.objects.create_user("lid@voorbeeld.test", "Lid", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=member, role="member board")
    here.browsers["member board"] = Client()
    here.browsers["member board"].force_login(account)
    address = here.post(
        "member board", f"{REPORTS}begin/", code="youth year", first="2025-01-01", group="", member=str(member.pk)
    ).headers["Location"]
    texts = {f"text-{number}": SAID for number in range(1, 10)}
    assert here.submit("member board", address, **texts).status_code == 302
    here.adopt("member board", address)
    assert here.get("member board", f"{address}openbaar/").status_code == 200
    here.post("member board", f"{address}openbaar/grens/", threshold="3")
    with in_organisation(here.here.pk):
        assert not PublishingRule.objects.exists()


def test_the_rule_is_set_beside_a_report_that_one_may_read(loj: Place) -> None:
    nowhere = f"{REPORTS}00000000-0000-4000-8000-000000000000/openbaar/grens/"
    assert loj.post("board", nowhere, threshold="3").status_code == 404
    with in_organisation(loj.here.pk):
        assert not PublishingRule.objects.exists()


def test_no_spreadsheet_executes_what_stands_in_the_public_file(loj: Place) -> None:
    publish(loj, adopted(loj))
    address = of_report()
    with in_organisation(loj.here.pk):
        row = Publication.objects.get()
        row.content["parts"][0]["tables"][0]["title"] = '=HYPERLINK("https://voorbeeld.test")'
        Publication.objects.filter(id=row.id).update(content=row.content)
    told = public(f"{address}csv/").content.decode("utf-8-sig")
    first = [line[0] for line in csv.reader(StringIO(told), delimiter=";")]
    assert any("HYPERLINK" in cell for cell in first)
    assert not any(cell.startswith("=") for cell in first)


def test_the_threshold_is_never_under_three_and_each_change_is_logged(loj: Place) -> None:
    address = adopted(loj)
    loj.post("board", f"{address}openbaar/grens/", threshold="2")
    loj.post("board", f"{address}openbaar/grens/", threshold="3")
    with in_organisation(loj.here.pk):
        assert [one.threshold for one in PublishingRule.objects.all()] == [3]
        assert AccessLog.objects.filter(action="set publishing").count() == 1


def test_each_step_outwards_is_logged_and_the_memory_cannot_be_emptied(loj: Place) -> None:
    publish(loj, adopted(loj))
    with in_organisation(loj.here.pk):
        actions = set(AccessLog.objects.values_list("action", flat=True))
        assert {"publishing", "propose publication", "publish"} <= actions
        assert {one.basis for one in PublishedTable.objects.all()} >= {"closed", "received"}
        with pytest.raises(DatabaseError), transaction.atomic():
            PublishedTable.objects.all().delete()


def test_who_only_reads_the_report_does_not_publish_it(loj: Place) -> None:
    address = adopted(loj)
    looked = loj.post("confidant", f"{address}openbaar/", look="1")
    assert looked.status_code in {403, 404} or "Maak openbaar" not in text(looked)


def test_a_report_that_is_not_public_or_not_adopted_has_no_such_page(loj: Place) -> None:
    draft = loj.begin("board", "public", "2025-01-01")
    assert loj.get("board", f"{draft}openbaar/").status_code == 404
    assert REPORTS in draft


def test_another_provider_has_other_reports(loj: Place) -> None:
    publish(loj, adopted(loj))
    other = loj.here.__class__.objects.create(code="daar", name="Zorg Daar", regulation="loj")
    assert "Er is nog geen verslag." in text(public(f"/{other.code}/geleerd/"))
    assert public(of_report().replace("/hier/", "/daar/")).status_code == 404


def printed(response: HttpResponse) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(response.content)).pages)


def sheets(response: HttpResponse) -> str:
    book = openpyxl.load_workbook(BytesIO(response.content))
    cells: list[Any] = [cell for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line]
    return " ".join(str(cell) for cell in cells if cell is not None)


def lines(response: HttpResponse) -> str:
    return " ".join(
        " ".join(line) for line in csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    )
