"""Every section against numbers counted by hand in a scenario."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from tests.insight.planting import plant
from tests.insight.report.counting import fill, scenario
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.models import Measure
from wederhoor.insight.report import sections
from wederhoor.insight.report.facts import STANDING, Facts, gathered
from wederhoor.insight.report.tables import Table
from wederhoor.insight.report.wording import Wording
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.data import section_labels, vocabulary
from wederhoor.procedure.loading import load_for

pytestmark = pytest.mark.django_db
TOLD = scenario("ott-quarter")
WORDS = Wording(load_for("ott", "2026-01-01"))


@pytest.fixture
def here() -> Organisation:
    made = Organisation.objects.create(code="hier", name="Hier", regulation="ott")
    fill(made, TOLD)
    return made


def counted(here: Organisation, *codes: str, **cut: Any) -> dict[str, tuple[Table, ...]]:
    with in_organisation(here.pk):
        facts = gathered(Cut(here, Period.of_quarter("2026-Q3"), **cut), sections.needs(codes), date(2026, 11, 1))
    return sections.tables_of(codes, facts, WORDS)


def plain(table: Table) -> dict[str, dict[str, Any]]:
    """The rows in which anything was counted."""
    columns = [column.code for column in table.columns]
    return {row.code: dict(zip(columns, row.cells, strict=True)) for row in table.rows}


@pytest.mark.requirement("OTT-08")
@pytest.mark.parametrize("section", TOLD["expected"])
def test_a_section_says_what_was_counted_by_hand(here: Organisation, section: str) -> None:
    made = counted(here, section)[section]
    for table, expected in zip(made, TOLD["expected"][section], strict=True):
        totals = expected.get("totals")
        rows = {str(code): cells for code, cells in expected.items() if code != "totals"}
        found = plain(table)
        assert {code: {column: found[code][column] for column in cells} for code, cells in rows.items()} == rows
        assert all(
            not any(isinstance(n, int) and n for n in cells.values())
            for code, cells in found.items()
            if code not in rows
        )
        assert totals is None or list(table.totals) == totals


def test_all_sections_of_the_common_words_have_figures_or_ask_the_writer() -> None:
    silent = {code for code, said in vocabulary()["sections"].items() if said.get("own words")}
    assert set(sections.SECTIONS) | silent == set(section_labels())
    assert not set(sections.SECTIONS) & silent


@pytest.mark.requirement("OTT-03")
def test_contacts_count_beside_complaints_also_when_none_followed(here: Organisation) -> None:
    (by_role, _) = counted(here, "contacts")["contacts"]
    assert (by_role.totals, by_role.count("mediator", "followed")) == ((3, 1), 1)


@pytest.mark.requirement("OTT-08")
def test_a_region_has_its_own_numbers_and_the_regions_add_up(here: Organisation) -> None:
    north, south = (counted(here, "per theme", group=group)["per theme"][0].totals for group in ("Noord", "Zuid"))
    assert (north, south) == ((3, 2, 3), (2, 3))
    whole = counted(here, "per theme")["per theme"][0].totals
    assert [whole[0], whole[1]] == [north[0] + south[0], north[1] + south[1]]


def test_a_report_on_youth_care_counts_no_other_law(here: Organisation) -> None:
    (table,) = counted(here, "number", laws=("jeugdwet",))["number"]
    assert (table.count("received", "number"), table.count("closed", "number")) == (1, 1)


def test_how_a_complaint_ended_stands_in_dutch_and_is_no_judgement(here: Organisation) -> None:
    made = counted(here, "outcomes", "tenor of judgements")
    named = {row.code: row.label for row in made["outcomes"][0].rows}
    assert (named["settled"], named["not taken up"]) == ("Opgelost naar tevredenheid", "Niet in behandeling genomen")
    assert {column.code for column in made["tenor of judgements"][0].columns} == set(WORDS.regulation.outcomes)


def test_beside_outcomes_and_themes_stands_that_a_complaint_which_runs_is_not_in_them(here: Organisation) -> None:
    made = counted(here, "outcomes", "tenor of judgements")
    for table in (made["outcomes"][0], made["tenor of judgements"][0]):
        assert any("Alleen klachten die in deze periode zijn afgesloten tellen mee" in note for note in table.notes)
        assert "Een klacht die nog loopt, heeft nog geen uitkomst." in table.notes
    for table in counted(here, "causes")["causes"]:
        assert table.notes, "it says what it counts"
        assert not any("uitkomst" in note for note in table.notes), "a cause is no outcome"


def test_a_complaint_of_which_one_part_is_late_is_late(here: Organisation) -> None:
    in_time = counted(here, "in term")["in term"][0]
    assert (in_time.count("yes", "closed"), in_time.count("no", "closed")) == (2, 2)
    fill(here, {"complaints": [
        {"in_time": True}, {"in_time": False, "late_reason": "illness", "more": True}, {"in_time": None, "more": True},
    ]})  # fmt: skip
    made = counted(here, "in term", "late with explanation")
    assert (made["in term"][0].count("no", "closed"), made["in term"][0].count("none", "closed")) == (3, 1)
    assert made["late with explanation"][0].count("illness", "closed") == 2


@pytest.mark.requirement("IZW-17")
def test_a_complaint_of_which_any_part_was_not_taken_up_stands_there_with_its_reason(here: Organisation) -> None:
    (before,) = counted(here, "not taken up with explanation")["not taken up with explanation"]
    fill(here, {"complaints": [
        {"outcome": "upheld"}, {"outcome": "not taken up", "not_taken_up": "too old", "more": True},
        {"outcome": "upheld"}, {"outcome": "inadmissible", "more": True},
    ]})  # fmt: skip
    (table,) = counted(here, "not taken up with explanation")["not taken up with explanation"]
    assert table.count("too old", "closed") == before.count("too old", "closed") + 1
    assert table.count("", "closed") == before.count("", "closed") + 1
    assert table.totals == (sum(row.cells[0] for row in before.rows) + 2,)  # type: ignore[misc]  # counts


def test_an_unknown_duration_is_not_over_six_weeks(here: Organisation) -> None:
    fill(here, {"complaints": [{"lead_time": ""}, {"lead_time": ""}]})
    (table,) = counted(here, "over six weeks with explanation")["over six weeks with explanation"]
    assert table.totals == (2,)
    (note,) = table.notes
    assert note == "Klachten waarvan het register niet weet hoe lang zij duurden: 2. Die tellen hier niet mee."


def test_nothing_counted_is_an_empty_table_and_no_percentage(here: Organisation) -> None:
    made = sections.tables_of(list(sections.SECTIONS), Facts(), WORDS)
    assert all(table.empty for tables in made.values() for table in tables)
    assert not any(
        cell for tables in made.values() for table in tables for row in table.rows for cell in row.cells if cell
    )


def test_measures_are_counted_in_the_period_in_which_they_were_taken_and_done(here: Organisation) -> None:
    with in_organisation(here.pk):
        Measure.objects.bulk_create([
            measure(here, theme="information", status="done", made_on=date(2026, 7, 2), done_on=date(2026, 9, 1), conclusion="worked"),
            measure(here, theme="information", made_on=date(2026, 8, 2), due=date(2026, 9, 15), aim="prevent"),
            measure(here, theme="information", made_on=date(2026, 5, 2), status="done", done_on=date(2026, 10, 2)),
            measure(here, kind="recommendation", theme="", status="rejected", made_on=date(2026, 7, 9), decided_on=date(2026, 8, 9)),
        ])  # fmt: skip
    made = counted(here, "measures", "measures with effect", "nature of measures", "recommendations")
    assert plain(made["measures"][0]) == {"information": {"taken": 2, "done": 1, "dropped": 0, "late": 1}}
    effect = made["measures with effect"][1]
    assert plain(effect) == {"information": {"done": 1, "worked": 1, "partly": 0, "not_worked": 0}}
    assert made["nature of measures"][0].count("prevent", "taken") == 1
    assert plain(made["recommendations"][0]) == {"": {"taken": 1, "done": 0, "dropped": 1, "late": 0}}


def measure(here: Organisation, **given: Any) -> Measure:
    usual = {"kind": "measure", "origin": "itself", "status": "open", "by": "x", "by_role": "y"}
    return Measure(organisation=here, id=uuid.uuid4(), **(usual | given))


@pytest.mark.requirement("IZW-21")
def test_what_is_open_at_the_end_of_the_period_holds_no_compliment(here: Organisation) -> None:
    for kind in ("complaint", "compliment"):
        plant(here, [(date(2026, 9, 1), "care", None)], file="ott/2024-01-01.yaml", kind=kind)
    with in_organisation(here.pk):
        found = gathered(Cut(here, Period.of_quarter("2026-Q3")), [STANDING], date(2026, 11, 1)).standing
    assert dict(found) == {"handling": 1}
