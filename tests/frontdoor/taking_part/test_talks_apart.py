"""A talk with one side alone: the other side, which was not asked, finds nothing of it on its own pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.frontdoor.taking_part.conftest import House, words_of
from wederhoor.correspondence import dispatch
from wederhoor.correspondence.outgoing import deliver

BOTH = {"complainant", "accused"}
KEES, BRAM = "p1", "p2"


def plan(house: House, *guests: str, moved: str = "no") -> None:
    meeting = next(code for code, rule in house.regulation.meetings.items() if set(rule.invited) >= BOTH)
    house.do(
        "plan meeting", texts={"meeting_place": f"Kamer {'-'.join(guests)}."}, meeting=meeting, guests=list(guests),
        meeting_at=f"{house.now + timedelta(days=12):%Y-%m-%dT10:00}", moved=moved,
    )  # fmt: skip


@pytest.mark.requirement("JOT-14")
@pytest.mark.parametrize("provider", ["jot", "ott", "izw", "zk", "loj"])
def test_a_talk_stands_only_on_the_pages_of_who_is_asked(build_house: Callable[[str], House], provider: str) -> None:
    house = build_house(provider)
    house.tell_accused()
    bram, reads = house.enter(BRAM), {}
    for guests in ((KEES, BRAM), (BRAM,), (KEES,)):
        plan(house, *guests)
        words = bram.words() + bram.words("gezegd/")
        reads[guests] = f"Kamer {'-'.join(guests)}." in words
    assert reads == {(KEES, BRAM): True, (BRAM,): True, (KEES,): False}


def opens(house: House) -> dict[tuple[str, int], set[str]]:
    """Each letter that left, and which of the two sides opens it on its own pages."""
    bram, home, browser = house.enter(BRAM), f"/{house.here.code}/volgen/", Client()
    assert browser.post(home, {"code": house.code}).status_code == 302
    of_kees = browser.get(f"{home}{house.number}/brieven/").content.decode()
    assert "Uitnodiging" in words_of(browser.get(f"{home}{house.number}/brieven/"))
    found: dict[tuple[str, int], set[str]] = {}
    for one in (d for d in house.open().documents if d.kind == "letter"):
        who = {KEES} if str(one.id) in of_kees else set()
        who |= {BRAM} if bram.get(f"stukken/{one.id}/").status_code == 200 else set()
        assert not one.only_for or who == set(one.only_for), "each opens their own letter alone"
        found.setdefault((one.letter, one.seq), set()).update(who)
    return found


@pytest.mark.requirement("JOT-14")
def test_a_letter_about_a_talk_opens_for_who_got_it_and_not_for_the_other_side(
    build_house: Callable[[str], House],
) -> None:
    house, seqs = build_house("jot"), []
    for guests, moved in (((KEES, BRAM), "no"), ((BRAM,), "yes"), ((KEES,), "no")):
        plan(house, *guests, moved=moved)
        seqs.append(house.open().seq)
    for draft in dispatch.drafts(house.open(), house.now):
        dispatch.send(house.open(), draft, actor=house.actor(), now=house.now, by_mail=True)
    house.clock.shift(timedelta(hours=12))
    deliver(house.now)
    both, alone, kees = seqs
    assert opens(house) == {
        ("invitation", both): {KEES, BRAM},
        ("invitation", alone): {BRAM},
        ("cancellation", alone): {KEES},
        ("invitation", kees): {KEES},
    }
