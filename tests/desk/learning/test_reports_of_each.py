"""The reports of each regulation: exactly what its text asks, from the register, for whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from openpyxl import load_workbook

from tests.desk.conftest import text
from tests.desk.learning.test_reports import REPORTS, Place, edition, place
from tests.insight.report.counting import rows as rows_of
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.insight import measures
from wederhoor.insight.models import Measure

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
    assert "Waarom lukte het niet binnen zes weken? (hoeft niet)" not in page, (
        "it is asked: the report cannot go without"
    )
    assert "Uw toelichting (hoeft niet)" in page
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


def test_a_report_on_one_law_counts_a_complaint_of_which_a_later_part_is_under_it() -> None:
    ott = place("ott", "board", "mediator")
    closed(
        ott, {"law": "wlz", "in_time": True}, {"law": "jeugdwet", "in_time": False, "more": True},
        {"law": "jeugdwet"}, {"law": "jeugdwet", "more": True}, {"law": "wlz"},
    )  # fmt: skip
    page = text(ott.get("board", ott.begin("board", "youth care report", "2026-01-01")))
    assert "Binnengekomen in deze periode 2 Afgesloten in deze periode 2" in page
