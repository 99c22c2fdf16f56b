"""Counting: what closed and what came in, per quarter, without a person."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from random import Random

import pytest

from tests.insight.planting import plant
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.report.facts import gathered
from wederhoor.insight.tallies import still_open, tallied
from wederhoor.organisations.models import Organisation


def row(organisation: Organisation, **given: object) -> RegisterRow:
    known = {
        "quarter": "2026-Q1",
        "received_quarter": "2026-Q1",
        "law": "wmo",
        "regulation": "x",
        "lead_time": "2 weeks",
    }
    return RegisterRow(organisation=organisation, id=uuid.uuid4(), **(known | given))


def test_a_period_is_whole_quarters() -> None:
    third = Period.of_quarter("2026-Q3")
    assert (third.first, third.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert Period.of_quarter("2026-Q4").last == date(2026, 12, 31)
    assert Period.of_year(2026).quarters == ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


@pytest.mark.django_db
def test_an_open_complaint_counts_under_every_law_that_it_has_a_part_under() -> None:
    """Three are open: one under the Wmo and the Jeugdwet, one under the Wlz with a finer theme, one under the Jeugdwet only."""
    here = Organisation.objects.create(code="hier", name="Hier", regulation="x")
    day = date(2026, 3, 1)

    for about in (
        {"law": "wmo", "further": [["jeugdwet", "complaint", "contact"]]}, {"law": "wlz", "finer": "medication"}, {"law": "jeugdwet"},
    ):  # fmt: skip
        plant(here, [(day, "care", None)], **about)
    with in_organisation(here.pk):
        youth = still_open(Cut(here, Period.of_year(2026), laws=("jeugdwet",)), [("theme",), ("law",)])
        whole = still_open(Cut(here, Period.of_year(2026)), [("theme",), ("law",)])
        social = still_open(Cut(here, Period.of_year(2026), laws=("wmo",)), [("theme",)])
    assert (youth[()][()], youth["theme",], youth["law",]) == (2, {("contact",): 1, ("care",): 1}, {("jeugdwet",): 2})
    assert (whole[()][()], whole["theme",]) == (3, {("care",): 2, ("medication",): 1})
    assert (social[()][()], social["theme",]) == (1, {("care",): 1})


@pytest.mark.django_db
def test_complaints_count_once_and_their_parts_each() -> None:
    here = Organisation.objects.create(code="hier", name="Hier", regulation="x")
    year = Cut(here, Period.of_year(2026))
    with in_organisation(here.pk):
        mark = uuid.uuid4()
        RegisterRow.objects.bulk_create([
            row(here, complaint=mark, several=True), row(here, complaint=mark, several=True, counts=False, law="jeugdwet"),
            row(here, quarter="2026-Q2"),
            row(here, quarter="2027-Q1", received_quarter="2026-Q4", law="wlz"),
        ])  # fmt: skip
        found = gathered(year, [("law",)], date(2027, 6, 1))
        assert found.complaints("law") == {("wmo",): 2}
        assert found.parts("law") == {("wmo",): 2, ("jeugdwet",): 1}
        assert found.received("law") == {("wmo",): 2, ("wlz",): 1}
        assert gathered(Cut(here, Period.of_quarter("2026-Q2")), [()], date(2027, 6, 1)).total.complaints == 1


@pytest.mark.django_db
@pytest.mark.parametrize("laws", [(), ("wmo",)])
def test_what_is_counted_is_what_a_hand_counts_also_where_complaints_have_parts(laws: tuple[str, ...]) -> None:
    """Some hundred complaints of one to three parts: counted at their first (narrowed: their first under that law), late when one is."""
    here, by_chance = Organisation.objects.create(code="hier", name="Hier", regulation="x"), Random(7)
    complaints = [_parts(here, by_chance) for _ in range(150)]
    period = Period(date(2026, 1, 1), date(2026, 6, 30))
    with in_organisation(here.pk):
        RegisterRow.objects.bulk_create([one for parts in complaints for one in parts])
        found = tallied(Cut(here, period, laws=laws), [("quarter", "in_time"), ("law",), ("untreated",)])
        closed = tallied(Cut(here, period, laws=laws), [("law",)], received=False)
    under = [[one for one in parts if not laws or one.law in laws] for parts in complaints]
    wanted = [sorted(parts, key=lambda one: (not one.counts, one.id)) for parts in under if parts]
    ended = [parts for parts in wanted if parts[0].quarter in period.quarters]
    came = sum(parts[0].received_quarter in period.quarters for parts in wanted)
    first = [parts for parts in ended if laws or parts[0].counts]
    assert (found[()][()].complaints, found[()][()].parts, found[()][()].received) == (
        len(first),
        sum(map(len, ended)),
        came,
    )
    assert {key: one.complaints for key, one in found["quarter", "in_time"].items() if one.complaints} == Counter(
        (parts[0].quarter, _in_time(parts)) for parts in first
    )
    assert {key: one.parts for key, one in closed["law",].items()} == Counter(
        (row.law,) for parts in ended for row in parts
    )
    untreated = sum(any(row.not_taken_up for row in parts) for parts in first)
    assert found["untreated",][True,].complaints == untreated


def _parts(here: Organisation, by_chance: Random) -> list[RegisterRow]:
    many, mark = by_chance.choice([1, 1, 1, 2, 3]), uuid.uuid4()
    when = {name: by_chance.choice(["2025-Q4", "2026-Q1", "2026-Q2"]) for name in ("quarter", "received_quarter")}
    return [
        row(
            here, complaint=mark, several=many > 1, counts=n == 0, law=by_chance.choice(["wmo", "wlz"]), **when,
            in_time=by_chance.choice([True, False, None]), not_taken_up=by_chance.choice(["", "", "late"]),
        )
        for n in range(many)
    ]  # fmt: skip


def _in_time(parts: list[RegisterRow]) -> bool | None:
    known = [row.in_time for row in parts if row.in_time is not None]
    return all(known) if known else None
