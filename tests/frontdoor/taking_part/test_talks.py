"""Somebody who is no party and is invited to a talk: they read when and where, and say whether they come or when they could."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.frontdoor.taking_part.conftest import STORY, House, words_of
from tests.frontdoor.taking_part.test_pages import question
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Notice


def planned(house: House, *guests: str) -> int:
    """A talk to which these are invited; the event that planned it."""
    meeting = next(iter(house.regulation.meetings))
    house.do(
        "plan meeting", texts={"meeting_place": "De Lindehof, kamer 2"}, meeting=meeting, guests=list(guests),
        meeting_at=f"{house.now + timedelta(days=10):%Y-%m-%dT%H:%M}",
    )  # fmt: skip
    return int(house.open().seq)


@pytest.mark.requirement("JOT-14")
@pytest.mark.parametrize("provider", ["jot", "ott", "izw", "zk", "loj"])
def test_a_witness_who_is_invited_says_whether_they_come_or_when_they_could(build_house: Any, provider: str) -> None:
    house = build_house(provider)
    if "plan meeting" not in house.regulation.acts:
        pytest.skip("no talks in this text")
    seq = planned(house, "p3")
    wim = house.enter("p3")
    page = wim.words()
    assert "De Lindehof, kamer 2" in page
    for other in (STORY, "Kees", "Bram", "Koude soep"):
        assert other not in page, "when and where, and nothing of what it is about"
    nothing = wim.post(f"afspraak/{seq}/komen/", reason="Dinsdag")
    assert nothing.status_code == 422
    assert "Dinsdag" in nothing.content.decode(), "nothing typed is lost"
    assert wim.post(f"afspraak/{seq}/komen/", coming="no", reason="Dinsdag na twee uur kan ik wel.").status_code == 302
    event = house.open().events[-1]
    assert (event.act, event.values["party"], event.values["person"], event.values["coming"], event.actor) == (
        "answer invitation", "guest", "p3", "no", "p3",
    )  # fmt: skip
    assert house.open().texts[event.seq, "reason"] == "Dinsdag na twee uur kan ik wel."
    with in_organisation(house.here.pk):
        assert Notice.objects.filter(kind="answer").exists(), "who planned it hears of it"
    familiar = house.regulation.address == "je"
    assert ("Je zei dat je niet kunt." if familiar else "U zei dat u niet kunt.") in wim.words()
    assert wim.post(f"afspraak/{seq}/komen/", coming="yes").status_code == 302, "it may change"


def test_who_is_not_invited_sees_no_talk_and_answers_none(house: House) -> None:
    seq = planned(house, "p1")
    question(house, "p3")
    wim = house.enter("p3")
    assert "De Lindehof" not in wim.words()
    assert wim.get(f"afspraak/{seq}/komen/").status_code == 404
    assert wim.post(f"afspraak/{seq}/komen/", coming="yes").status_code == 404


def test_a_talk_that_was_moved_or_is_over_is_not_asked_about(house: House) -> None:
    seq = planned(house, "p3")
    wim = house.enter("p3")
    house.clock.shift(timedelta(days=11))
    assert wim.get(f"afspraak/{seq}/komen/").status_code == 404


def test_who_calls_is_written_down_by_the_desk(house: House) -> None:
    planned(house, "p3")
    desk = Client()
    desk.force_login(house.accounts[house.keeper])
    address = f"/werkplek/dossiers/{house.number}/daad/answer-invitation/"
    shown = words_of(desk.get(address))
    assert "Iemand anders die is uitgenodigd" in shown
    seq = house.open().seq
    unnamed = desk.post(address, {"expected_seq": seq, "party": "guest", "coming": "yes"})
    assert unnamed.status_code == 422, "it says who"
    done = desk.post(address, {"expected_seq": seq, "party": "guest", "person": "p3", "coming": "yes"})
    assert done.status_code == 302, words_of(done)
    assert house.open().events[-1].values["person"] == "p3"


def test_who_it_is_is_asked_of_a_guest_alone(house: House) -> None:
    planned(house, "p3")
    desk = Client()
    desk.force_login(house.accounts[house.keeper])
    address, seq = f"/werkplek/dossiers/{house.number}/daad/answer-invitation/", house.open().seq
    mixed = desk.post(address, {"expected_seq": seq, "party": "complainant", "person": "p3", "coming": "yes"})
    assert mixed.status_code == 422
    assert "hoort alleen bij ‘Iemand anders die is uitgenodigd’" in words_of(mixed)
    assert house.open().seq == seq
