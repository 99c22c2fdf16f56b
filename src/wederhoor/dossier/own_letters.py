"""Whose letters somebody opens, of those that each reader has of their own: an address is private on one's own side too."""

from __future__ import annotations

from collections.abc import Iterable

from wederhoor.dossier.actor import BY_CODE
from wederhoor.dossier.involvement import HELPERS
from wederhoor.dossier.models import Person
from wederhoor.dossier.opened import PersonView

AnyPerson = Person | PersonView
FIRST = ("complainant", "representative", "client")
"""Who complains, as letters are for them: the first of these that there is."""


def codes_of(side: Iterable[AnyPerson], who: str) -> frozenset[str]:
    """The codes of those of the complainant's side whose letters somebody of it opens: their own, and of whom they help.

    A letter to who complains has no reader of their side beside who helps them: a client or representative has letters of their own.
    """
    people = list(side)
    me = _me(people, who)
    if me is None:
        return frozenset()
    if me.side not in HELPERS:
        return _own(people, me)
    return frozenset[str]({me.code}).union(*(_own(people, one) for one in _helped(people, me)))


def _me(people: list[AnyPerson], who: str) -> AnyPerson | None:
    """Who is asking: by account, by the code of the person, or with the code of the dossier, which is of who complained."""
    if who == BY_CODE:
        return next(iter(_complaining(people)), None)
    code = who.removeprefix(BY_CODE).strip()
    return next((one for one in people if code and code in (one.code, _account(one))), None)


def _account(one: AnyPerson) -> str:
    account = one.account_id if isinstance(one, Person) else one.account
    return account.hex if account else ""


def _complaining(people: list[AnyPerson]) -> list[AnyPerson]:
    """Who complains, first who came first."""
    there = (sorted((one for one in people if one.side == side), key=_came) for side in FIRST)
    return next(filter(None, there), [])


def _came(one: AnyPerson) -> int:
    return int(one.code[1:])


def _helped(people: list[AnyPerson], helper: AnyPerson) -> list[AnyPerson]:
    """Whom somebody helps: as was said, else who complains alone."""
    named = named_by(helper)
    return [one for one in people if one.code in named and one.side in FIRST] if named else _alone(people)


def _alone(people: list[AnyPerson]) -> list[AnyPerson]:
    """Who complains alone; of several nobody knows who is meant, so nobody."""
    complaining = _complaining(people)
    return complaining if len(complaining) == 1 else []


def named_by(helper: AnyPerson) -> frozenset[str]:
    """The codes of whom it was said that somebody helps them."""
    return frozenset(helper.helps.split() if isinstance(helper.helps, str) else helper.helps)


def helped_by(people: Iterable[AnyPerson], who: str = "") -> tuple[str, ...]:
    """Whom a helper helps whom somebody brings in: that one, or whom that one helps; who complains alone where it is nobody of that side."""
    everybody = list(people)
    me = _me(everybody, who)
    found = _alone(everybody) if me is None else _helped(everybody, me) if me.side in HELPERS else [me]
    return tuple(one.code for one in found)


def several(people: Iterable[PersonView]) -> list[PersonView]:
    """Those of the complainant's side who can be helped, where there are more than one."""
    found = [one for one in people if one.side in FIRST]
    return found if len(found) > 1 else []


def _own(people: list[AnyPerson], me: AnyPerson) -> frozenset[str]:
    """Somebody's own; and of who complains alone, as somebody without a name does, those to whom letters then go instead.

    Only who came after them: who joins a complaint of another opens nothing of before.
    """
    if [one.code for one in _complaining(people)] != [me.code]:
        return frozenset({me.code})
    return frozenset(one.code for one in people if one.side in FIRST and _came(one) >= _came(me))
