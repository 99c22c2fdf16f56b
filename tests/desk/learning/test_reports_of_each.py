"""The reports of each regulation: exactly what its text asks, from the register, for whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from tests.desk.conftest import text
from tests.desk.learning.test_reports import REPORTS, Place, edition, place
from tests.insight.report.counting import contact
from tests.insight.report.counting import rows as rows_of
from wederhoor.dossier import contacts, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.contacts import NewContact
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import ReceptionContact, RegisterRow
from wederhoor.insight import measures
from wederhoor.insight.models import Measure, WrittenReport
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_for

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def closed(made: Place, *rows: dict[str, object]) -> None:
    with in_organisation(made.here.pk):
        RegisterRow.objects.bulk_create(rows_of(made.here, rows))


def heads(made: Place, role: str, address: str) -> list[str]:
    """The headings of the sections, in order."""
    return re.findall(
        r'<h2 class="ds-heading" data-size="xs" id="s-\d+" lang="nl">([^<]+)', made.get(role, address).content.decode()
    )


@pytest.mark.requirement("IZW-17")
def test_the_annual_report_of_izw_has_exactly_its_four_tables_and_asks_for_missing_explanations() -> None:
    izw = place("izw", "coordinator", "directors")
    closed(
        izw, {"law": "wmo"}, {"law": "wmo", "lead_time": "10 weeks", "late_reason": "absence"}, {"lead_time": "longer"},
        {"not_taken_up": "too old"}, {"outcome": "not taken up"}, {"treatment": "tevreden"},
    )  # fmt: skip
    address = izw.begin("coordinator", "annual", "2026-01-01")
    assert heads(izw, "coordinator", address) == [
        "Aantal klachten", "Niet binnen zes weken afgehandeld", "Niet in behandeling genomen", "Tevredenheid",
    ]  # fmt: skip
    page = text(izw.get("coordinator", address))
    assert "Ziekte of afwezigheid 1 Nog geen uitleg in het register 1 Totaal 2" in page
    assert "Te lang geleden 1 Nog geen uitleg in het register 1 Totaal 2" in page
    assert "Tevreden 1 100%" in page
    assert "Bij 1 klacht staat de uitleg niet in het register." in page
    silent = izw.submit("coordinator", address)
    assert silent.status_code == 422
    assert "uitleg die nog ontbreekt: Niet binnen zes weken afgehandeld" in text(silent)
    assert "afgehandeld, Niet in behandeling genomen" in text(silent)
    said = {"text-1": "De klager was lang weg.", "text-2": "De klager trok zich terug."}
    assert izw.submit("coordinator", address, **said).status_code == 302
    assert izw.adopt("directors", address).status_code == 302


@pytest.mark.requirement("JOT-21")
def test_the_quarterly_report_of_jot_is_made_from_the_register_with_room_for_advice() -> None:
    jot = place("jot", "handler", "director")
    closed(
        jot, {"quarter": "2026-Q4", "kind": "complaint", "theme": "care"}, {"quarter": "2026-Q4", "kind": "discontent"}
    )
    address = jot.begin("handler", "quarter", "2026-10-01")
    page = text(jot.get("handler", address))
    assert "Klacht 0 1" in page
    assert "Uiting van ongenoegen 0 1" in page
    assert "Zorg en begeleiding 0 1" in page
    assert {"Maatregelen", "Resultaten", "Adviezen", "Tevredenheid"} <= set(heads(jot, "handler", address))
    place_of_advice = heads(jot, "handler", address).index("Adviezen")
    assert jot.submit("handler", address, **{f"text-{place_of_advice}": "Bel eerder terug."}).status_code == 302
    assert "Bel eerder terug." in text(jot.get("director", address))


@pytest.mark.requirement("JOT-02")
def test_complaints_and_expressions_of_discontent_are_counted_apart() -> None:
    jot = place("jot", "handler", "director")
    kinds = ["complaint", "complaint", "discontent", "complaint"]
    closed(jot, *({"quarter": "2026-Q4", "kind": kind, "theme": "care"} for kind in kinds))
    page = text(jot.get("handler", jot.begin("handler", "quarter", "2026-10-01")))
    assert "Klacht 0 3" in page
    assert "Uiting van ongenoegen 0 1" in page


@pytest.mark.requirement("JOT-22")
def test_the_management_review_is_one_yearly_file_equal_to_the_register() -> None:
    """Twelve complaints of which one late, one answer about satisfaction each way, and one measure that worked: on the page and in the file."""
    jot = place("jot", "handler", "director")
    quarters = ["2026-Q1", "2026-Q2", "2026-Q2", "2026-Q4"]
    rows = [
        {"quarter": quarter, "theme": theme, "kind": "complaint", "in_time": True}
        for quarter in quarters
        for theme in ("care", "safety", "")
    ]
    rows[0] |= {"in_time": False, "treatment": "goed"}
    rows[1] |= {"kind": "discontent", "treatment": "onvoldoende"}
    closed(jot, *rows)
    with in_organisation(jot.here.pk):
        Measure.objects.bulk_create([
            Measure(organisation=jot.here, kind="measure", origin="itself", status="done", theme="care", by="x", by_role="handler",
                    made_on=date(2026, 3, 1), done_on=date(2026, 5, 1), conclusion="worked")
        ])  # fmt: skip
    address = jot.begin("handler", "management review", "2026-01-01")
    assert heads(jot, "handler", address) == [
        "Aantal klachten", "Aantal per soort", "Aantal per thema", "Gehaalde termijnen", "Maatregelen en hun effect", "Tevredenheid",
    ]  # fmt: skip
    page = text(jot.get("handler", address))
    for said in (
        "Afgesloten in deze periode 12", "Klacht 11 11", "Uiting van ongenoegen 1 1", "Totaal 12 12", "Zorg en begeleiding 4 4",
        "Veiligheid 4 4",
        "Niet bekend 4 4", "Op tijd 11 92% Te laat 1 8%", "Effect van maatregelen Thema Klaar Werkte Werkte deels Werkte niet",
        "Zorg en begeleiding 1 1 0 0 Totaal 1 1 0 0", "Onvoldoende 1 50%", "Goed 1 50%",
        "Doel: voldoende of beter. Gehaald: 50% van wie antwoord gaf.",
    ):  # fmt: skip
        assert said in page, said
    register = "/werkplek/leren/register/?since=2026-Q1&until=2026-Q4"
    assert "12 klachten" in text(jot.get("handler", register))
    assert "11 klachten" in text(jot.get("handler", f"{register}&in_time=yes"))
    assert "4 klachten" in text(jot.get("handler", f"{register}&theme=safety"))
    book = load_workbook(BytesIO(jot.get("handler", f"{address}xlsx/").content))
    cells = [[cell.value for cell in line] for sheet in book.worksheets for line in sheet.iter_rows()]
    assert [line[:2] for line in cells if line[0] == "Afgesloten in deze periode"] == [
        ["Afgesloten in deze periode", 12]
    ]
    assert ["Te laat", 1, 0.08] in [line[:3] for line in cells]


@pytest.mark.requirement("LOJ-18")
def test_confidant_and_committee_each_report_on_their_own_work_and_see_only_that() -> None:
    loj = place("loj", "confidant", "committee", "board")
    closed(
        loj,
        {"route": "mediation"},
        {"route": "mediation"},
        {"route": "committee", "outcome": "founded"},
        {"route": "talk"},
        {"route": "committee", "more": True},
    )
    own = loj.begin("confidant", "confidant", "2026-01-01")
    theirs = loj.begin("committee", "committee", "2026-01-01")
    assert "Afgesloten in deze periode 2" in text(loj.get("confidant", own))
    assert "Afgesloten in deze periode 2" in text(loj.get("committee", theirs))
    assert "nog open 0" not in text(loj.get("committee", theirs))
    assert heads(loj, "committee", theirs) == ["Aantal klachten", "Stand van zaken", "Wijze van afdoen"]
    assert "Oordeel van de klachtencommissie 2 100%" in text(loj.get("committee", theirs))
    assert loj.get("committee", own).status_code == loj.get("confidant", theirs).status_code == 404
    assert "Binnengekomen in deze periode" not in text(loj.get("committee", theirs))
    assert "van een open klacht staat de weg nog niet vast" in text(loj.get("committee", theirs))
    assert {"Stand van zaken", "Wijze van afdoen"} <= set(heads(loj, "committee", theirs))
    loj.submit("committee", theirs)
    loj.adopt("board", theirs)
    assert loj.get("board", theirs).status_code == 200
    assert loj.get("confidant", theirs).status_code == 404
    assert "klachtencommissie" not in text(loj.get("confidant", REPORTS))
    assert loj.get("committee", own).status_code == 404


@pytest.mark.requirement("LOJ-36")
def test_the_public_annual_report_counts_per_way_and_names_measures_and_is_adopted_by_the_board() -> None:
    loj = place("loj", "board", "confidant")
    closed(loj, {"route": "mediation", "theme": "care"}, {"route": "committee"}, {"route": "committee"})
    with in_organisation(loj.here.pk):
        Measure.objects.bulk_create([
            Measure(organisation=loj.here, kind="measure", origin="itself", status="done", theme="care", by="x", by_role="board",
                    made_on=date(2026, 3, 1), done_on=date(2026, 5, 1))
        ])  # fmt: skip
    address = loj.begin("board", "public", "2026-01-01")
    page = text(loj.get("board", address))
    assert "Hulp en bemiddeling door de vertrouwenspersoon 1 33%" in page
    assert "Oordeel van de klachtencommissie 2 67%" in page
    assert "Maatregelen per thema Thema Genomen Klaar Vervallen Niet op tijd klaar" in page
    assert " 1 1 0 0 Totaal 1 1 0 0" in page
    assert "Openbaar ja, na vaststellen" in page
    assert "geen dag genoemd" in text(loj.get("board", REPORTS))
    loj.submit("board", address)
    assert loj.adopt("board", address).status_code == 302


@pytest.mark.requirement("JOT-21")
def test_the_words_of_measures_that_came_later_are_taken_into_the_text_with_a_press_of_a_button() -> None:
    jot = place("jot", "handler", "director")
    took = {"origin": "itself", "actor": Actor(None, "handler", jot.here.pk)}
    measures.take(jot.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    address = jot.begin("handler", "quarter", "2026-10-01")
    measures.take(jot.here, what="De folder is herschreven", now=datetime(2026, 12, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    page = jot.get("handler", address)
    place_of = heads(jot, "handler", address).index("Maatregelen")
    assert "1 op de lijst staat niet in uw tekst De folder is herschreven. Loopt nog. Zet in de tekst" in text(page)
    typed = {f"text-{place_of}": "Zelf getypt.", "text-0": "Ook dit blijft."}
    done = jot.post("handler", f"{address}bewaar/", edition=edition(page), take="measures", **typed)
    assert done.status_code == 302
    again = jot.get("handler", address).content.decode()
    assert "Zelf getypt.\n- De folder is herschreven. Loopt nog.</textarea>" in again
    assert "Ook dit blijft." in again
    assert "1 op de lijst staat niet in uw tekst" in again, "the line that was taken out of the text can come back"


def test_the_youth_care_report_of_the_law_counts_youth_care_only_and_is_due_before_the_first_of_june() -> None:
    ott = place("ott", "board", "mediator")
    closed(ott, {"law": "jeugdwet"}, {"law": "wlz"}, {"law": "wlz"})
    assert "Wet: Jeugdwet art. 4.3.1 en 4.3.2 2026 maandag 31 mei 2027" in text(ott.get("board", REPORTS))
    address = ott.begin("board", "youth care report", "2026-01-01")
    assert "Afgesloten in deze periode 1" in text(ott.get("board", address))
    assert heads(ott, "board", address)[:4] == [
        "De klachtenregeling in het kort", "Hoe de regeling bekend is gemaakt", "Samenstelling van de klachtencommissie",
        "Of de waarborgen zijn nageleefd",
    ]  # fmt: skip
    assert "Alleen onder Jeugdwet" in text(ott.get("board", address))


def test_the_youth_care_report_goes_to_the_ministers_the_supervisors_and_the_interest_groups() -> None:
    """Jeugdwet 4.3.2: before 1 June; who got it on which day is kept, and what is still to be sent stays in sight."""
    ott = place("ott", "board", "mediator")
    closed(ott, {"law": "jeugdwet"})
    address = ott.begin("board", "youth care report", "2026-01-01")
    assert "Ook te sturen aan" not in text(ott.get("board", address))
    ott.submit("board", address)
    assert ott.adopt("board", address).status_code == 302
    page = text(ott.get("board", address))
    assert "Ook te sturen aan Voor wie het buiten krijgt: uiterlijk maandag 31 mei 2027." in page
    assert "nog te sturen aan 3" in text(ott.get("board", REPORTS))
    for wrong, said in (
        ({"to": "Onze Ministers", "on": "2027-01-12"}, "Kies een dag vanaf het vaststellen"),
        ({"to": "Onze Ministers", "on": "2027-01-10"}, "Kies een dag vanaf het vaststellen"),
        ({"to": "de buurman", "on": "2027-01-11"}, "Kies eerst wie het verslag kreeg."),
        ({"to": "Onze Ministers", "on": "gisteren"}, "Kies de dag van verzenden."),
    ):
        refused = ott.post("board", f"{address}verstuurd/", **wrong)
        assert refused.status_code == 422
        assert said in text(refused)
    assert ott.post("board", f"{address}verstuurd/", to="Onze Ministers", on="2027-01-11").status_code == 302
    assert "Onze Ministers maandag 11 januari 2027" in text(ott.get("board", address))
    assert "nog te sturen aan 2" in text(ott.get("board", REPORTS))
    assert ott.post("mediator", f"{address}verstuurd/", to="Onze Ministers", on="2027-01-11").status_code in (404, 422)


def sent_report(ott: Place) -> str:
    """An adopted report that the law sends to three, on 15 January 2027."""
    closed(ott, {"law": "jeugdwet"})
    address = ott.begin("board", "youth care report", "2026-01-01")
    ott.submit("board", address)
    assert ott.adopt("board", address).status_code == 302
    return address


def test_a_mistake_in_who_got_a_report_is_put_right_and_the_last_word_counts() -> None:
    ott = place("ott", "board", "mediator")
    address, whom = sent_report(ott), "Onze Ministers"

    def after(days: int, **data: str) -> HttpResponse:
        """What the board sees, or gets for what it sends, so many days later."""
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            ott.browsers["board"].force_login(Account.objects.get(email="board@voorbeeld.test"))
            return ott.post("board", f"{address}verstuurd/", **data) if data else ott.get("board", address)

    def later(days: int, **data: str) -> int:
        return after(days, **data).status_code

    def page() -> str:
        return text(after(9))

    assert later(4, to=whom, on="2027-01-14") == 302
    assert later(5, to=whom, on="2027-01-12") == 302
    assert f"{whom} dinsdag 12 januari 2027" in page(), "an earlier day that was typed later is the right one"
    assert later(6, undo=whom) == 302
    assert f"{whom} dinsdag" not in page()
    assert 'name="to" value="Onze Ministers"' in after(9).content.decode(), "it can be ticked again"
    assert "nog te sturen aan 3" in text(ott.get("board", REPORTS))
    assert later(7, undo=whom) == 422
    assert later(8, to=whom, on="2027-01-13") == 302
    assert f"{whom} woensdag 13 januari 2027" in page()
    assert ott.post("mediator", f"{address}verstuurd/", undo=whom).status_code in (404, 422)


def test_who_was_ticked_stays_ticked_when_the_day_is_refused() -> None:
    ott = place("ott", "board", "mediator")
    address = sent_report(ott)
    refused = ott.post("board", f"{address}verstuurd/", to="Onze Ministers", on="2027-03-01")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="Onze Ministers" checked' in page
    assert 'name="on" value="2027-03-01"' in page


def test_a_report_on_one_law_counts_a_complaint_of_which_a_later_part_is_under_it() -> None:
    ott = place("ott", "board", "mediator")
    closed(
        ott, {"law": "wlz", "in_time": True}, {"law": "jeugdwet", "in_time": False, "more": True},
        {"law": "jeugdwet"}, {"law": "jeugdwet", "more": True}, {"law": "wlz"},
    )  # fmt: skip
    page = text(ott.get("board", ott.begin("board", "youth care report", "2026-01-01")))
    assert "Binnengekomen in deze periode 2 Afgesloten in deze periode 2" in page


@pytest.mark.requirement("ZK-01")
def test_a_member_of_a_cooperative_sees_its_own_report_and_no_others() -> None:
    zk = place("zk", "chair")
    members = [Organisation.objects.create(code=f"lid-{n}", name=f"Lid {n}", parent=zk.here) for n in "ab"]
    account = Account.objects.create_user("lid-a@voorbeeld.test", "Lid A", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=members[0], role="member board")
    zk.browsers["member"] = Client()
    zk.browsers["member"].force_login(account)
    closed(zk, {"member_id": members[0].pk}, {"member_id": members[1].pk}, {"member_id": members[1].pk})
    addresses = []
    for member in members:
        begun = zk.post("chair", f"{REPORTS}begin/", code="member", first="2026-01-01", group="", member=str(member.pk))
        addresses.append(begun.headers["Location"])
        zk.submit("chair", addresses[-1])
    assert "Afgesloten in deze periode 1" in text(zk.get("member", addresses[0]))
    assert zk.get("member", addresses[1]).status_code == 404
    assert "Lid b" not in text(zk.get("member", REPORTS))
    whole = zk.begin("chair", "cooperative", "2026-01-01")
    over_all = text(zk.get("chair", whole))
    assert "Lid a 1 1" in over_all
    assert "Lid b 2 2" in over_all
    assert "Afgesloten in deze periode 3" in over_all
    assert edition(zk.get("chair", whole)) == "0"


def of_member(zk: Place, code: str, role: str) -> Account:
    """Somebody of a member of the cooperative, with a browser."""
    member = Organisation.objects.create(code=code, name=code.title(), parent=zk.here)
    account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Iemand van {code}", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=member, role=role)
    zk.browsers[code] = Client()
    zk.browsers[code].force_login(account)
    return account


def test_a_confidant_of_a_member_counts_the_contacts_of_that_member_only() -> None:
    zk = place("zk", "chair")
    for code, times in (("lid-a", 1), ("lid-b", 4)):
        account = of_member(zk, code, "confidant")
        actor = Actor(account.pk, "confidant", account.memberships.get().organisation_id)
        for _ in range(times):
            told = NewContact(NOW.date().replace(year=2026), "telephone", "", "short")
            contacts.record(zk.here, load_for("zk", "2026-01-11"), told, actor=actor, now=NOW)
    for code, times in (("lid-a", 1), ("lid-b", 4)):
        own = str(Organisation.objects.get(code=code).pk)
        begun = zk.post(code, f"{REPORTS}begin/", code="confidant contacts", first="2026-01-01", group="", member=own)
        page = text(zk.get(code, begun.headers["Location"]))
        assert f"Totaal {times} 0" in page
        assert re.search(rf"kwartaal 2026 {times} 0", text(zk.get(code, "/werkplek/contacten/")))


def test_a_contact_from_before_belongs_to_the_one_member_where_its_writer_held_the_role() -> None:
    zk = place("zk", "chair")
    account = of_member(zk, "lid-a", "confidant")
    with in_organisation(zk.here.pk):
        for one in (account, None):
            made = contact(zk.here, role="confidant", topic="", day=NOW.date())
            made.account = one
            made.save(force_insert=True)
    with in_organisation(zk.here.pk), connection.cursor() as cursor:
        cursor.execute(import_module("wederhoor.dossier.migrations.0023_front").WHERE)
    with in_organisation(zk.here.pk):
        found = {row.account_id: row.member_id for row in ReceptionContact.objects.all()}
    assert found == {account.pk: account.memberships.get().organisation_id, None: None}


@pytest.fixture
def without_annual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The regulation of OTT with a version from 2027 that asks another annual report, and calls the quarterly one otherwise."""
    for name in ("law", "regulations"):
        (tmp_path / name).mkdir()
        for file in (root() / name).iterdir():
            (tmp_path / name / file.name).symlink_to(file)
    old = root() / "regulations" / "ott"
    (tmp_path / "regulations" / "ott").unlink()
    (tmp_path / "regulations" / "ott").mkdir()
    for file in old.iterdir():
        (tmp_path / "regulations" / "ott" / file.name).symlink_to(file)
    later = (
        (old / "2024-01-01.yaml").read_text("utf-8").replace("in_force_from: 2024-01-01", "in_force_from: 2027-01-01")
    )
    later = later.replace("  annual: {label: Jaarverslag,", "  of the year: {label: Verslag van het jaar,")
    later = later.replace("label: Kwartaalrapport,", "label: Rapport per kwartaal,")
    (tmp_path / "regulations" / "ott" / "2027-01-01.yaml").write_text(later, "utf-8")
    monkeypatch.setenv("WEDERHOOR_DATA", str(tmp_path))
    yield place("ott", "mediator", "board")
    regulations.pinned.cache_clear()


@pytest.mark.requirement("OTT-09")
def test_a_new_version_of_the_regulation_does_not_forgive_the_year_before_it(without_annual: Place) -> None:
    """The year 2026 ended under the text that asks an annual report before 1 April; it is made under that text."""
    listed = text(without_annual.get("mediator", REPORTS))
    assert "Jaarverslag 3.0 Jaarverslag 2026 woensdag 31 maart 2027" in listed
    assert "Kwartaalrapport 3.0 Terugkoppeling; 2 Klachtenopvang 2026, kwartaal 4" in listed
    assert "Rapport per kwartaal" not in listed, "no quarter ended under the new text yet"
    assert "Verslag van het jaar" not in listed, "no text asked it over 2026"
    address = without_annual.begin("mediator", "annual", "2026-01-01")
    assert without_annual.get("mediator", address).status_code == 200
    with in_organisation(without_annual.here.pk):
        (row,) = WrittenReport.objects.all()
        assert (row.code, row.regulation) == ("annual", "ott/2024-01-01.yaml")
    with time_machine.travel(datetime(2028, 1, 11, 9, 0, tzinfo=NOW.tzinfo), tick=False):
        without_annual.browsers["mediator"].force_login(Account.objects.get(email="mediator@voorbeeld.test"))
        later = text(without_annual.get("mediator", REPORTS))
    assert "Jaarverslag 3.0 Jaarverslag 2026" in later
    assert "Jaarverslag 3.0 Jaarverslag 2027" not in later
    assert "Verslag van het jaar 3.0 Jaarverslag 2027" in later
    assert "Rapport per kwartaal 3.0 Terugkoppeling; 2 Klachtenopvang 2027, kwartaal 4" in later


def test_the_youth_care_report_does_not_begin_with_the_words_of_measures_of_every_law() -> None:
    ott = place("ott", "mediator", "board")
    took = {"origin": "itself", "actor": Actor(None, "board", ott.here.pk)}
    measures.take(ott.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    address = ott.begin("board", "youth care report", "2026-01-01")
    page = ott.get("board", address)
    place_of = heads(ott, "board", address).index("Aard van de maatregelen")
    assert "1 op de lijst staat niet in uw tekst Wij bellen terug. Loopt nog. Zet in de tekst" in text(page)
    (written,) = re.findall(rf'<textarea name="text-{place_of}"[^>]*>([^<]*)', page.content.decode())
    assert written.strip() == "", "its writer takes what belongs there"


@pytest.mark.requirement("LOJ-18")
def test_the_chair_of_the_committee_reads_along_while_a_member_writes_and_the_officer_reads_why_not() -> None:
    loj = place("loj", "committee", "chair", "board", "officer")
    closed(loj, {"route": "committee"})
    address = loj.begin("committee", "committee", "2026-01-01")
    assert "Jaarrapport van de klachtencommissie" in text(loj.get("chair", REPORTS))
    page = loj.get("chair", address)
    assert "Afgesloten in deze periode 1" in text(page)
    assert "<textarea" not in page.content.decode()
    assert loj.get("board", address).status_code == 404, "a draft is the committee's"
    assert loj.post("chair", f"{address}stap/", step="adopt", read="yes").status_code == 422
    refused = loj.get("officer", REPORTS)
    assert refused.status_code == 403
    assert "De regeling noemt uw rol (Klachtenfunctionaris van Klachtenportaal Zorg) niet bij een verslag." in text(
        refused
    )
    assert "behandelt" not in text(refused)
    elsewhere = text(loj.get("chair", "/werkplek/leren/register/"))
    assert "Dit deel is er voor deze rollen: Ambtelijk secretaris, Raad van Bestuur" in elsewhere
    assert "Uw rol is nu: Voorzitter van de klachtencommissie." in elsewhere


def test_nobody_adopts_a_report_of_noughts_with_words_that_were_made_ready_without_looking() -> None:
    loj = place("loj", "board", "committee")
    took = {"origin": "itself", "actor": Actor(None, "board", loj.here.pk)}
    measures.take(loj.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    theirs = loj.begin("committee", "committee", "2026-01-01")
    assert "Alle cijfers in dit verslag zijn nul." in text(loj.get("committee", theirs)), "its writer is told as well"
    loj.submit("committee", theirs, **{"text-1": "Wat nog open staat, is op tijd."})
    page = text(loj.get("board", theirs))
    assert "Kijk hier eerst naar Alle cijfers in dit verslag zijn nul." in page
    assert "Er staat tekst bij cijfers die alle nul zijn. Klopt die tekst? Stand van zaken" in page
    refused = loj.post("board", f"{theirs}stap/", step="adopt")
    assert refused.status_code == 422
    assert "bevestig dat u dit verslag las" in text(refused)
    closed(loj, {"route": "committee"})
    assert "Het register telt nu anders dan bij het indienen. Aantal klachten, Wijze van afdoen" in text(
        loj.get("board", theirs)
    )
    assert loj.adopt("board", theirs).status_code == 302
    assert "Kijk hier eerst naar" not in text(loj.get("board", theirs))
    public = loj.begin("board", "public", "2026-01-01")
    loj.submit("board", public)
    made_ready = "Deze tekst is klaargezet uit de lijst van maatregelen. Niemand veranderde hem. Maatregelen"
    assert made_ready not in text(loj.get("board", public)), "nothing was kept of it: the writer left it out"
    ready = loj.post("board", f"{public}stap/", step="back", remark="Zet de maatregelen erin.")
    assert ready.status_code == 302


def test_words_that_were_made_ready_and_that_nobody_changed_are_asked_about() -> None:
    loj = place("loj", "board")
    took = {"origin": "itself", "actor": Actor(None, "board", loj.here.pk)}
    measures.take(loj.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    closed(loj, {"route": "committee", "theme": "care"})
    address = loj.begin("board", "public", "2026-01-01")
    asked = "Niemand veranderde hem. Maatregelen"
    assert asked in text(loj.get("board", address))
    place_of = heads(loj, "board", address).index("Maatregelen")
    loj.submit("board", address, **{f"text-{place_of}": "Wij bellen terug, sinds november."})
    assert asked not in text(loj.get("board", address))
    assert loj.post("board", f"{address}stap/", step="adopt").status_code == 302, "nothing to look at: one press"
