"""Counting: what closed and what came in, per quarter, without a person."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from tests.insight.planting import plant
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.report.facts import gathered
from wederhoor.insight.tallies import still_open
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
