"""Several accused with an account at the desk: the agenda and the calendar address of each hold their own talks only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.frontdoor.taking_part.conftest import House
from wederhoor.dossier import agenda, door, opening, people
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Notice
from wederhoor.organisations.models import Account, Membership


def _with_account(house: House, name: str) -> tuple[str, UUID]:
    """One more accused, who has an account at the desk: their code, and the account."""
    account = Account.objects.create_user(f"{name.lower()}@werk.test", name)
    Membership.objects.create(account=account, organisation=house.here, role="accused")
    new = NewPerson("accused", name, "", {}, account.pk)
    return people.add(house.open(), new, actor=house.actor(), now=house.now), account.pk


def _talks(house: House, account: UUID, action: str) -> list[Any]:
    actor = Actor(account, "accused", house.here.pk)
    found = agenda.entries(house.here, actor, now=house.now, action=action)
    return [one.at for one in found if one.kind == "meeting"]


@pytest.mark.parametrize("provider", ["izw", "zk"])
def test_each_of_several_accused_finds_only_their_own_talks(build_house: Callable[[str], House], provider: str) -> None:
    house = build_house(provider)
    (bea, of_bea), (_, of_carl) = _with_account(house, "Bea"), _with_account(house, "Carl")
    house.tell_accused()
    both = _talks(house, of_carl, "agenda")
    at = house.now + timedelta(days=9)
    given: dict[str, Any] = {"meeting": next(iter(house.regulation.meetings), None), "guests": [bea]}
    house.do("plan meeting", texts={"meeting_place": "Kamer 9"}, meeting_at=f"{at:%Y-%m-%dT%H:%M}", **given)
    for action in ("agenda", "calendar feed"):
        assert at in _talks(house, of_bea, action)
        assert _talks(house, of_carl, action) == both, "the talk of Bea is not for Carl"
    later = at + timedelta(days=2)
    del given["guests"]
    moved: dict[str, Any] = {"meeting_at": f"{later:%Y-%m-%dT%H:%M}", "moved": "yes"}
    house.do("plan meeting", texts={"meeting_place": "Kamer 9"}, **moved, **given)
    assert later in _talks(house, of_bea, "agenda")
    assert later not in _talks(house, of_carl, "agenda"), "moved, it is still the talk of Bea"
    own = opening.of_others("p2", "accused", house.open().people, house.open().state, house.now)
    assert own.event(house.open().state, house.open().events[-1]), "nor does Bram read on his own page that it moved"


def test_an_accused_to_whom_the_dossier_was_given_is_not_told_of_the_talk_of_another(
    build_house: Callable[[str], House],
) -> None:
    house = build_house("izw")
    bea, _ = _with_account(house, "Bea")
    dirk = Account.objects.create_user("dirk@werk.test", "Dirk")
    Membership.objects.create(account=dirk, organisation=house.here, role="accused")
    door.assign(house.open(), dirk.pk, "accused", actor=house.actor(), now=house.now)
    talk: dict[str, Any] = {"meeting_at": "2026-03-11T10:00", "meeting": next(iter(house.regulation.meetings))}
    told = Notice.objects.filter(organisation=house.here, account=dirk, kind="meeting")
    house.do("plan meeting", texts={"meeting_place": "Kamer 9"}, guests=[bea], **talk)
    with in_organisation(house.here.pk):
        assert not told.exists()
    house.do("plan meeting", texts={"meeting_place": "Kamer 9"}, guests=[bea, dirk.pk.hex], **talk)
    with in_organisation(house.here.pk):
        assert told.exists()
