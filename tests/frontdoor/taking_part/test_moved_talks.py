"""A talk that is moved: it stays a talk with who was asked to it, and who is not asked any more hears that it is off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from tests.frontdoor.taking_part.conftest import House
from wederhoor.correspondence import dispatch
from wederhoor.correspondence.invitation import calendar_file

KEES, BRAM = "p1", "p2"


@pytest.fixture
def house(build_house: Callable[[str], House]) -> House:
    return build_house("jot")


def plan(house: House, *guests: str, days: int = 3, moved: bool = False) -> int:
    """A talk that the regulation holds with both sides; without guests nobody is named."""
    both = {"complainant", "accused"}
    meeting = next(code for code, rule in house.regulation.meetings.items() if both <= set(rule.invited))
    given = {"guests": list(guests)} if guests else {}
    again = {"moved": "yes"} if moved else {}
    house.do(
        "plan meeting", texts={"meeting_place": f"Kamer {days}"}, meeting=meeting,
        meeting_at=f"{house.now + timedelta(days=days):%Y-%m-%dT10:00}", **given, **again,
    )  # fmt: skip
    return int(house.open().seq)


def gets(house: House, name: str, seq: int) -> set[str]:
    """Who gets the letter of this name that follows from this event."""
    dossier = house.open()
    found = [one for one in dispatch.drafts(dossier, house.now) if (one.name, one.seq) == (name, seq)]
    people = {one.code: one.name for one in dossier.people}
    for draft in found:
        assert draft.missing == (), "it leaves with the act"
        to = {one.code for one in dispatch.recipients(dossier, draft, by_mail=True)}
        assert all((people[code] in draft.recipient) == (code in to) for code in (KEES, BRAM))
    return {one.code for draft in found for one in dispatch.recipients(dossier, draft, by_mail=True)}


@pytest.mark.requirement("JOT-14")
def test_a_talk_with_the_accused_alone_stays_so_when_it_is_moved_and_when_it_is_off(house: House) -> None:
    first = plan(house, BRAM)
    moved = plan(house, days=5, moved=True)
    assert gets(house, "invitation", moved) == {BRAM}, "Kees is not asked to the hearing of Bram"
    assert gets(house, "cancellation", moved) == set(), "nobody fell out"
    house.do("cancel meeting", texts={"reason": "Ziek"}, planned=str(first))
    assert gets(house, "cancellation", int(house.open().seq)) == {BRAM}


@pytest.mark.requirement("JOT-14")
@pytest.mark.parametrize("guests", [(KEES, BRAM), ()], ids=["by name", "as the regulation says"])
def test_who_is_not_asked_any_more_when_a_talk_is_moved_hears_that_it_is_off(
    house: House, guests: tuple[str, ...]
) -> None:
    plan(house, *guests)
    moved = plan(house, BRAM, days=5, moved=True)
    assert gets(house, "invitation", moved) == {BRAM}
    assert gets(house, "cancellation", moved) == {KEES}
    dossier = house.open()
    draft = dispatch.draft(dossier, "cancellation", moved, house.now)
    assert draft is not None
    assert draft.letter is not None
    for words in ("5 maart 2026 om 10.00 uur", "Kamer 3", "De afspraak is veranderd."):
        assert words in draft.letter.text, "the talk that is off, and not the new one"
    assert "Kamer 5" not in draft.letter.text
    assert "Bram" not in draft.letter.text


@pytest.mark.requirement("JOT-14")
def test_the_appointment_of_who_fell_out_leaves_their_calendar(house: House) -> None:
    plan(house, KEES, BRAM)
    moved = plan(house, BRAM, days=5, moved=True)
    dossier = house.open()
    files = {
        (due.name, due.seq): Calendar.from_ical(calendar_file(dossier, due, sender="zorg@hier.test", now=house.now))
        for due in dossier.state.letters
        if due.name in ("invitation", "cancellation")
    }
    off, new = files["cancellation", moved], files["invitation", moved]
    assert (str(off["method"]), str(new["method"])) == ("CANCEL", "REQUEST")
    (gone,), (stays,) = off.walk("VEVENT"), new.walk("VEVENT")
    assert str(gone["uid"]) == str(stays["uid"])
    assert f"{gone.decoded('dtstart'):%d}" == "05", "the day that they have"
    assert str(gone["location"]) == "Kamer 3"


def test_who_is_added_when_a_talk_is_moved_is_invited_and_nobody_hears_that_it_is_off(house: House) -> None:
    plan(house, BRAM)
    moved = plan(house, KEES, BRAM, days=5, moved=True)
    assert gets(house, "invitation", moved) == {KEES, BRAM}
    assert "cancellation" not in {one.name for one in dispatch.drafts(house.open(), house.now)}


def test_of_two_accused_a_moved_talk_stays_with_the_one_who_was_asked(build_house: Callable[[str], House]) -> None:
    house = build_house("ott")
    bea = house.add("accused", "Bea Beklaagd")
    house.tell_accused()
    plan(house, bea)
    moved = plan(house, days=5, moved=True)
    drafts = {one.name for one in dispatch.drafts(house.open(), house.now) if one.seq == moved}
    assert drafts == {"invitation-accused"}, "nothing to the complainant"
    assert gets(house, "invitation-accused", moved) == {bea}
    last = plan(house, BRAM, days=6, moved=True)
    assert gets(house, "invitation-accused", last) == {BRAM}
    assert gets(house, "cancellation", last) == {bea}
