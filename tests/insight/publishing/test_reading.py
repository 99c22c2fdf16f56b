"""Which figures of a report may be weighed for outside, and which stay inside whatever they say."""

from __future__ import annotations

import pytest

from tests.insight.worlds import attacked
from wederhoor.insight.disclosure.deciding import control
from wederhoor.insight.disclosure.releases import Scope
from wederhoor.insight.disclosure.weighing import weighed
from wederhoor.insight.publishing.reading import asked
from wederhoor.insight.publishing.writing import public
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.tables import Column, Row, Table

YEAR = Scope(frozenset({"2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"}))
CLOSED, PARTS, SHARE = Column("closed", "Afgesloten"), Column("parts", "Onderdelen"), Column("share", "Deel", "share")
NUMBER = Table(
    "number",
    "Aantal",
    "",
    (Column("number", "Aantal"),),
    (Row("received", "Binnen", (43,)), Row("closed", "Klaar", (40,))),
)


def counted(code: str, counts: dict[str, int], column: Column = CLOSED) -> Table:
    rows = tuple(Row(key, key or "onbekend", (n, round(100 * n / 40))) for key, n in counts.items())
    return Table(code, code, "", (column, SHARE), rows, (sum(counts.values()), None), ("Gehaald: 83%.",))


def part(*tables: Table) -> tuple[Part, ...]:
    return (Part("here", "Hier", "", (NUMBER, *tables), ""),)


def test_parts_of_complaints_beside_complaints_are_left_out_when_the_difference_is_small() -> None:
    found = asked(part(counted("per theme", {"a": 40}), counted("per route", {"x": 42}, PARTS)), YEAR, 5)
    assert found.left_out == {"per route": "difference"}
    assert {one.basis for one in found.figures} == {"closed", "received"}


def test_why_something_was_late_is_not_published_beside_how_much_was_late() -> None:
    late = counted("late", {"ill": 3, "away": 4})
    assert asked(part(counted("in term", {"yes": 33, "no": 7}), late), YEAR, 5).left_out == {"late": "nested"}


def test_judgements_per_theme_are_not_published_beside_how_complaints_without_one_ended() -> None:
    judged = Table(
        "tenor", "Oordelen", "Thema", (Column("upheld", "Gegrond"),), (Row("a", "A", (21,)), Row("b", "B", (9,))), (30,)
    )
    themes = counted("per theme", {"a": 28, "b": 12})
    alone = asked(part(themes, judged), YEAR, 5)
    assert (alone.left_out, alone.where["tenor"]) == ({}, "closed")
    unjudged = {key: n for key, n in alone.figures[0].tables[-1].counts.items() if key[1] == "-"}
    assert unjudged == {("a", "-"): 7, ("b", "-"): 3}
    both = asked(part(themes, judged, counted("per outcome", {"upheld": 30, "withdrawn": 10}, PARTS)), YEAR, 5)
    assert both.left_out == {"tenor": "nested"}


@pytest.mark.parametrize("seed", range(20))
def test_why_something_was_not_taken_up_does_not_show_how_many_were_inadmissible(seed: int) -> None:
    """10 not taken up, and reasons for 13: three were inadmissible."""
    outcomes = counted("per outcome", {"founded": 21, "not taken up": 10, "inadmissible": 3, "settled": 6}, PARTS)
    reasons = Table(
        "not taken up", "Niet", "", (CLOSED,), (Row("late", "Te laat", (6,)), Row("own", "Niet zelf", (7,))), (13,)
    )
    found = asked(part(outcomes, reasons), YEAR, 5)
    shown = weighed(found.figures, (), threshold=5, secret=str(seed)).shown
    assert shown["closed"].tables
    assert attacked(list(shown.values())) == {}


def test_contacts_and_other_tables_that_count_no_closed_complaints_stay_inside() -> None:
    contacts = Table("contacts", "Contacten", "", (Column("contacts", "Contacten"),), (Row("c", "C", (3,)),), (3,))
    assert asked(part(contacts), YEAR, 5).left_out == {"contacts": "basis"}


def test_no_percentage_and_no_note_stands_beside_a_hidden_number() -> None:
    parts = part(counted("per theme", {"a": 28, "b": 9, "c": 3}))
    found = asked(parts, YEAR, 5)
    shown = {one.basis: out for one in found.figures if (out := control(one, (), secret="x").release)}
    table = public(parts, found, shown, {}, {})[0].tables[1]
    assert [one.code for one in table.columns] == ["closed"]
    assert not any("83" in note for note in table.notes)
    assert "minder dan 5" in table.rows[2].cells


def test_themes_by_ways_go_out_as_a_whole_two_way_table_and_no_small_number_of_it_is_shown() -> None:
    """Forty complaints: of the thirty along x eight are about b; of the ten along y two are."""
    ways = Table(
        "nature per route", "Themas per weg", "Weg", (Column("a", "A"), Column("b", "B")),
        (Row("x", "X", (22, 8)), Row("y", "Y", (8, 2))), (30, 10),
    )  # fmt: skip
    themes, routes = counted("per theme", {"a": 30, "b": 10}), counted("per route", {"x": 30, "y": 10}, PARTS)
    found = asked(part(themes, routes, ways), YEAR, 5)
    assert (found.left_out, found.where["nature per route"]) == ({}, "closed")
    assert found.figures[0].tables[-1].counts == {("a", "x"): 22, ("a", "y"): 8, ("b", "x"): 8, ("b", "y"): 2}
    shown = weighed(found.figures, [], threshold=5, secret="x").shown
    assert attacked(list(shown.values())) == {}
    outside = public(part(themes, routes, ways), found, shown, {}, {})
    (made,) = [table for one in outside for table in one.tables if table.code == "nature per route"]
    cells = [cell for row in made.rows for cell in row.cells]
    assert 2 not in cells
    assert "minder dan 5" in cells
    assert cells.count("5 of meer") >= 1, "a single small number would follow from the totals"
    assert asked(part(themes, ways), YEAR, 5).left_out == {"nature per route": "basis"}
