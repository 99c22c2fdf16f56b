"""A talk to come stands on the first page, with its day, hour, place and the button to say whether one comes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.frontdoor.following.conftest import Complaint, made
from wederhoor.dossier import door
from wederhoor.procedure.commands import Command
from wederhoor.site.templatetags.look import full_day


@pytest.fixture
def planned(db: None) -> Complaint:
    """A complaint that nobody named anybody in, with a talk in nine days."""
    one = made("jot", law="wlz")
    one.enter()
    plan(one, days=9)
    return one


def plan(one: Complaint, *, days: int) -> None:
    dossier, values = one.open(), {"meeting": "talk", "meeting_at": moment(days)}
    done = door.perform(
        dossier, Command("plan meeting", one.role, values), texts={"meeting_place": "Noordkade 1"}, actor=one.actor,
        now=timezone.now(), expected_seq=dossier.seq,
    )  # fmt: skip
    assert done.event, done.refusal


def moment(days: int) -> str:
    at = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return at.isoformat(timespec="minutes")


def day(days: int) -> str:
    return full_day(datetime.fromisoformat(moment(days)))


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def section(page: str, title: str) -> str:
    return words(page[page.index(f'id="{title}"') :].split("</section>")[0])


@pytest.mark.requirement("JOT-14")
def test_the_first_page_says_when_and_where_the_talk_is_and_asks_whether_one_comes(planned: Complaint) -> None:
    page = planned.see()
    said = section(page, "talks-title")
    assert day(9) in said
    assert "10:00" in said
    assert "Waar: Noordkade 1." in said
    assert "Zeg of ik kom" in said
    (address,) = re.findall(r'href="([^"]+)"', page[page.index('id="talks-title"') :].split("</section>")[0])
    assert planned.browser.get(address.replace("&amp;", "&")).status_code == 200


def test_what_happened_says_which_day_the_talk_is(planned: Complaint) -> None:
    said = section(planned.see(), "happened-title")
    assert f"Dag van het gesprek: {day(9)}" in said


def test_without_a_talk_to_come_there_is_no_such_part(complaint: Complaint) -> None:
    assert 'id="talks-title"' not in complaint.see()


def told(one: Complaint, coming: str) -> None:
    """They telephoned, and the handler writes down whether they come."""
    dossier, values = one.open(), {"party": "complainant", "meeting": "talk", "coming": coming}
    done = door.perform(
        dossier, Command("answer invitation", one.role, values), texts={}, actor=one.actor, now=timezone.now(),
        expected_seq=dossier.seq,
    )  # fmt: skip
    assert done.event, done.refusal


def test_of_two_talks_of_a_kind_an_answer_is_about_the_first_to_come(planned: Complaint) -> None:
    plan(planned, days=3)
    told(planned, "no")
    said = section(planned.see(), "talks-title")
    first, later = said.split(day(9)) if said.index(day(3)) < said.index(day(9)) else said.split(day(3))[::-1]
    assert said.count("U zei dat u niet kunt") == 1
    assert "U zei dat u niet kunt" in first
    assert "Zeg of ik kom" not in later, "the form names the kind of talk: it would change the answer about the first"


def test_what_the_desk_wrote_down_of_coming_is_not_asked_again(planned: Complaint) -> None:
    assert "Zeg of ik kom" in section(planned.see(), "talks-title")
    told(planned, "yes")
    said = section(planned.see(), "talks-title")
    assert "Zeg of ik kom" not in said
    assert "U zei dat u komt" in said
