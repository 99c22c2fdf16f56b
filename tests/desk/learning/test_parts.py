"""The parts of a complaint in what is counted of it: each under the theme that the register refined it to."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk
from wederhoor.dossier import register_entry
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Summary
from wederhoor.dossier.register_entry import Filled
from wederhoor.dossier.summaries import THEME, about_theme, rebuilt, refresh_stale

PARTS = {"law": "wlz", "subject": "Het eten"}


def split(desk: Desk) -> str:
    """A complaint about care, of which the food was set apart: part A and part B."""
    number = desk.receive(theme="care")
    desk.act("handler", number, "acknowledge")
    assert desk.act("handler", number, "split part", **PARTS).status_code == 302
    return number


def refine(desk: Desk, number: str, part: str, theme: str) -> None:
    actor = Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    register_entry.keep(desk.open(number), part, Filled(theme=theme), actor=actor, now=desk.now)


def about(desk: Desk, theme: str) -> int:
    with in_organisation(desk.here.pk):
        return Summary.objects.annotate(about=THEME).filter(about_theme(theme)).count()


def summary(desk: Desk) -> Summary:
    with in_organisation(desk.here.pk):
        return Summary.objects.get()


@pytest.mark.requirement("LOJ-10")
def test_a_later_part_counts_under_the_theme_that_the_register_refined_it_to(desk: Desk) -> None:
    """Signals, effects of measures, lists and reports of what is open all read these columns."""
    number = split(desk)
    assert summary(desk).further == [["wlz", "complaint", "care"]]
    refine(desk, number, "B", "food")
    assert (about(desk, "care"), about(desk, "food")) == (1, 1), "A is about care still, B about food"
    refine(desk, number, "A", "medication")
    assert (about(desk, "care"), about(desk, "food"), about(desk, "medication")) == (0, 1, 1)


def test_an_act_the_night_and_making_it_anew_keep_the_refined_theme_of_a_later_part(desk: Desk) -> None:
    number = split(desk)
    refine(desk, number, "B", "food")
    desk.act("handler", number, "note", note="Er is gebeld.")
    assert about(desk, "food") == 1, "an act writes the row anew"
    with in_organisation(desk.here.pk):
        assert rebuilt(Dossier.objects.get(), desk.now).further == [["wlz", "complaint", "food"]]
    assert refresh_stale(desk.here, desk.now) == 0
    with in_organisation(desk.here.pk):
        Summary.objects.update(edition=0, further=[["wlz", "complaint", "care"]])
    assert (refresh_stale(desk.here, desk.now), about(desk, "food")) == (1, 1), "a row of an older version is put right"


def test_what_the_register_said_before_a_complaint_was_split_is_about_its_first_part(desk: Desk) -> None:
    number = desk.receive(theme="care")
    desk.act("handler", number, "acknowledge")
    refine(desk, number, "", "medication")
    desk.act("handler", number, "split part", **PARTS)
    with in_organisation(desk.here.pk):
        assert rebuilt(Dossier.objects.get(), desk.now).finer == "medication"
    actor = Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    seen = register_entry.of(desk.open(number), actor=actor, now=desk.now)
    assert [(one.part, one.filled.theme) for one in seen.parts] == [("A", "medication"), ("B", "")]
