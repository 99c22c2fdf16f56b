"""What is read with a dossier about who opens it decides nothing else than was decided with questions of its own: a table of footings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.dossier.conftest import NOW, Cast
from tests.dossier.test_access import colleague, taken
from wederhoor.dossier import door, opening
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Dossier
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.reasons import ReasonNeeded
from wederhoor.organisations.models import Absence, Membership

TODAY = NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
OPENS, ASKS_WHY, SHUT = "opens", "asks why", "is not there"

Footed = Callable[[Cast, str], Actor]


def given(cast: Cast, number: str, who: Actor, **row: object) -> None:
    """An assignment as it stands in the table, in the role of this actor."""
    with in_organisation(cast.here.pk):
        dossier = Dossier.objects.get(organisation=cast.here, number=number)
        of = {"organisation": cast.here, "dossier_id": dossier.id, "account_id": who.account, "role": who.role}
        Assignment.objects.create(**of, **({"since": YESTERDAY - timedelta(days=9)} | row))


def assigned(**row: object) -> Footed:
    """A colleague in the same role, of whom the assignment says this."""

    def footed(cast: Cast, number: str) -> Actor:
        given(cast, number, colleague(cast), **row)
        return colleague(cast)

    return footed


def outside(**row: object) -> Footed:
    """A mediator of elsewhere, who opens only what is assigned."""

    def footed(cast: Cast, number: str) -> Actor:
        who = cast.actor(cast.mediator, "mediator", cast.elsewhere)
        given(cast, number, who, **row)
        return who

    return footed


def standing_in(since: int, until: int) -> Footed:
    """A colleague, for whom the officer's absence runs from and until so many days from today."""

    def footed(cast: Cast, number: str) -> Actor:
        days = {"since": TODAY + timedelta(days=since), "until": TODAY + timedelta(days=until)}
        Absence.objects.create(account=cast.officer, substitute=cast.colleague, **days)
        return colleague(cast)

    return footed


def said_why(days_ago: int = 0, role: str = "officer") -> Footed:
    """A colleague who gave a reason, that long ago or in another role."""

    def footed(cast: Cast, number: str) -> Actor:
        then = NOW - timedelta(days=days_ago)
        Membership.objects.get_or_create(account=cast.colleague, organisation=cast.here, role=role)
        opening.say_why(cast.here, number, "asked", "", actor=cast.actor(cast.colleague, role), now=then)
        return colleague(cast)

    return footed


def member(**row: object) -> Footed:
    """Somebody without an assignment, whose membership of the place says this."""

    def footed(cast: Cast, number: str) -> Actor:
        Membership.objects.filter(account=cast.colleague).update(**row)
        return colleague(cast)

    return footed


TABLE: dict[str, tuple[Footed, str]] = {
    "a colleague": (lambda cast, number: colleague(cast), ASKS_WHY),
    "assigned": (assigned(), OPENS),
    "assigned until today": (assigned(until=TODAY), OPENS),
    "assigned until yesterday": (assigned(until=YESTERDAY), ASKS_WHY),
    "assigned from tomorrow": (assigned(since=TOMORROW), ASKS_WHY),
    "recused": (assigned(recused=True), SHUT),
    "assigned outside": (outside(), OPENS),
    "assigned outside until yesterday": (outside(until=YESTERDAY), SHUT),
    "assigned outside from tomorrow": (outside(since=TOMORROW), SHUT),
    "recused outside": (outside(recused=True), SHUT),
    "substitute": (standing_in(0, 0), OPENS),
    "substitute until yesterday": (standing_in(-9, -1), ASKS_WHY),
    "substitute from tomorrow": (standing_in(1, 9), ASKS_WHY),
    "said why today": (said_why(), OPENS),
    "said why yesterday": (said_why(days_ago=1), ASKS_WHY),
    "said why in another role": (said_why(role="director"), ASKS_WHY),
    "member until yesterday": (member(until=YESTERDAY), SHUT),
    "member in another role": (member(role="director"), SHUT),
}


def outcome(cast: Cast, number: str, who: Actor) -> str:
    try:
        door.open_dossier(cast.here, number, actor=who, action="read", now=NOW)
    except ReasonNeeded:
        return ASKS_WHY
    except NotFound:
        return SHUT
    return OPENS


@pytest.mark.parametrize("footing", TABLE)
def test_who_stands_so_towards_a_dossier_that_a_colleague_has_is_let_in_so(cast: Cast, footing: str) -> None:
    number = taken(cast)
    footed, expected = TABLE[footing]
    assert outcome(cast, number, footed(cast, number)) == expected


@pytest.mark.parametrize("footing", [name for name, (_, expected) in TABLE.items() if expected == SHUT])
def test_who_is_shut_out_cannot_act_either(cast: Cast, footing: str) -> None:
    number = taken(cast)
    who = TABLE[footing][0](cast, number)
    with pytest.raises(NotFound):
        door.act_on(cast.here, number, lambda dossier: None, actor=who, now=NOW)
