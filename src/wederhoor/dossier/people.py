"""The people of a dossier: added, put right, taken out, tied to an account. Through the same policy, fence and log as an act.

Events name people by code only, so a wrong name is put right here without touching what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from wederhoor.dossier import (
    access,
    accused,
    codes,
    involvement,
    keys,
    likeness,
    own_letters,
    search_index,
    several,
    summaries,
    writing,
)
from wederhoor.dossier.actor import BY_CODE, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.involvement import HELPERS
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Compartment, Dossier, DossierKey, OutsideDraft, Person, Seen, TakingPart
from wederhoor.dossier.opening import NotFound, OpenDossier, PersonView, admit, fence_of
from wederhoor.dossier.writing import NewPerson
from wederhoor.organisations.models import Account, Membership
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.terms import local_date

#: Who keeps the list of people, by kind of role; a party adds its own assistant by an act of the regulation.
KEEPERS = frozenset({"handler", "coordinator", "board", "mediator"})
SIDES = (
    "complainant", "client", "representative", "assistant of complainant", "accused", "assistant of accused", "witness", "partner",
    "chain partner",
)  # fmt: skip


class InHistory(ValueError):
    """Somebody whom an event names is not taken out: what happened would no longer say about whom."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An account that may be somebody in this dossier: the same name or the same address. Offered, never decided."""

    code: str
    account: UUID
    name: str
    by: str


def keeps(dossier: OpenDossier) -> bool:
    """Whether this actor keeps the list of people."""
    return dossier.regulation.roles[dossier.actor.role].kind in KEEPERS


@contextmanager
def _at(dossier: OpenDossier, actor: Actor, now: datetime, action: str) -> Iterator[tuple[Keyring, list[Person]]]:
    """One transaction in which the people may be changed: policy first, the access log last."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        _, _, people = admit(row, actor, "act", now)
        if dossier.regulation.roles[actor.role].kind not in KEEPERS:
            raise NotFound
        yield keys.keyring(row.organisation, row.id, Compartment.values), people
        search_index.reindex(row, now)
        access.log(row.organisation_id, actor, action, now=now, dossier=row.number)


def _one(row: Dossier, people: Iterable[Person], code: str) -> Person:
    found = next((person for person in people if person.code == code), None)
    if found is None:
        raise NotFound
    return found


def add(dossier: OpenDossier, person: NewPerson, *, actor: Actor, now: datetime) -> str:
    """Add somebody; returns their code."""
    with _at(dossier, actor, now, "add person") as (ring, people):
        code = f"p{writing.following(dossier.row, people)}"
        DossierKey.objects.bulk_create(ring.add([person.compartment]))
        tied = replace(person, helps=_helps(person.side, person.helps, people))
        Person.objects.bulk_create([writing.person_row(dossier.row, tied, code, ring)])
        codes.settle(dossier.row, codes.first_of(people), now)
        _mark(dossier.row, person, now)
        _stood_down(dossier, person.account, now)
    return code


def _helps(side: str, given: Sequence[str], people: list[Person]) -> tuple[str, ...]:
    """Whom a helper helps: whom was said of that side, or the one there is."""
    if side not in HELPERS:
        return ()
    of_accused = side == "assistant of accused"
    there = {one.code for one in people if one.side in (("accused",) if of_accused else own_letters.FIRST)}
    said = tuple(code for code in given if code in there)
    return said or (accused.only_one(people) if of_accused else own_letters.helped_by(people))


def _mark(row: Dossier, person: NewPerson, now: datetime) -> None:
    """By whom other complaints can resemble this one; what somebody was called before stays a mark."""
    likeness.keep(row, likeness.of_people(row.organisation, [person]), local_date(now))


def change(
    dossier: OpenDossier, code: str, *, name: str, side: str, capacity: str, contact: Mapping[str, str], actor: Actor, now: datetime,
    helps: Sequence[str] = (),
) -> None:  # fmt: skip
    """Put somebody's data right; their code, and so what happened, stays."""
    with _at(dossier, actor, now, "change person") as (ring, people):
        old = _one(dossier.row, people, code)
        new = NewPerson(
            side, name, capacity, contact, old.account_id, old.compartment, helps=_helps(side, helps, people)
        )
        row = writing.person_row(dossier.row, new, code, ring)
        _mine(dossier, code).update(
            side=row.side, capacity=row.capacity, name=row.name, contact=row.contact, helps=row.helps
        )
        if side not in codes.OWN:
            codes.stop(dossier.row, code)
        codes.settle(dossier.row, codes.first_of(people), now)
        _mark(dossier.row, new, now)
        _stood_down(dossier, old.account_id, now)


def split(dossier: OpenDossier, code: str, *, actor: Actor, now: datetime) -> list[str]:
    """Make people of the names that stand together in one: the first keeps the code, with all that happened. Returns the names.

    Raises NotFound for who is one person.
    """
    one = next((person for person in dossier.people if person.code == code), None)
    names = several.in_one(one.name) if one else []
    if one is None or not names:
        raise NotFound
    with in_organisation(*fence_of(dossier.row.organisation, actor), account=actor.account):
        change(
            dossier, code, name=names[0], side=one.side, capacity=one.capacity, contact=one.contact, actor=actor, now=now,
            helps=one.helps,
        )  # fmt: skip
        for name in names[1:]:
            add(dossier, NewPerson(one.side, name, one.capacity, helps=one.helps), actor=actor, now=now)
    return names


def remove(dossier: OpenDossier, code: str, *, actor: Actor, now: datetime) -> None:
    """Take somebody out who was put in by mistake. Raises InHistory when an event names them."""
    with _at(dossier, actor, now, "remove person") as (_, people):
        one = _one(dossier.row, people, code)
        if _named(summaries.state_of(dossier.row), one):
            raise InHistory(code)
        _mine(dossier, code).delete()
        codes.stop(dossier.row, code)
        codes.settle(dossier.row, codes.first_of(people), now)
        _left_behind(dossier.row, code, now)


def _left_behind(row: Dossier, code: str, now: datetime) -> None:
    """What was somebody's own goes with them, and their code stays taken: whoever is added next begins with nothing."""
    at: dict[str, Any] = {"organisation_id": row.organisation_id, "dossier_id": row.id}
    TakingPart.objects.filter(**at, person=code, revoked=None).update(revoked=now)
    OutsideDraft.objects.filter(**at, who__in=(code, f"{BY_CODE} {code}")).delete()
    Seen.objects.filter(**at, person=code).delete()
    Seen.objects.bulk_create([Seen(**at, person=code, what=Seen.GONE, at=now)])


def new_code(dossier: OpenDossier, code: str, *, actor: Actor, now: datetime) -> str:
    """A new code for somebody on the complainant's side, to read out or print; the old one stops. Raises NotFound for others.

    ``code`` is '' where nobody is named.
    """
    with _at(dossier, actor, now, "give code") as (_, people):
        if code and _one(dossier.row, people, code).side not in codes.OWN:
            raise NotFound
        return codes.give(dossier.row, code, actor=actor, now=now)


def link(dossier: OpenDossier, code: str, account: UUID | None, *, actor: Actor, now: datetime) -> None:
    """Tie somebody to an account (None: untie). From then on the vetoes and rights of their side hold for that account."""
    with _at(dossier, actor, now, "link person" if account else "unlink person") as (_, people):
        _one(dossier.row, people, code)
        if account and account not in dict(_colleagues(dossier.row)):
            raise NotFound
        _mine(dossier, code).update(account_id=account)
        _stood_down(dossier, account, now)


def _stood_down(dossier: OpenDossier, account: UUID | None, now: datetime) -> None:
    """Who turns out to be somebody in the complaint handles nothing of it any more."""
    row, today = dossier.row, local_date(now)
    if account is None:
        return
    kinds = {code: role.kind for code, role in dossier.regulation.roles.items()}
    involvement.stand_down(row, account, kinds, involvement.people_of(row))
    summaries.write(row, summaries.state_of(row), now, handler_id=summaries.handler_of(row, today))


def _mine(dossier: OpenDossier, code: str) -> Any:
    row = dossier.row
    return Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, code=code)


def _named(state: State, person: Person) -> bool:
    """Whether an event names them: in an answer, among several, as a key of a list of answers, or as who did it."""
    known = {person.code} | ({person.account_id.hex} if person.account_id else set())
    return any(not known.isdisjoint(_codes(event)) for event in state.events)


def _codes(event: Event) -> Iterator[str]:
    for value in event.values.values():
        yield from (value,) if isinstance(value, str) else value
    yield from event.actor.split()[-1:]


def _colleagues(row: Dossier) -> list[tuple[UUID, str]]:
    """The accounts of the provider and of who acts for it: id and name."""
    places = [place for place in (row.organisation_id, row.member_id) if place]
    mine = Membership.objects.filter(organisation__in=places)
    return list(Account.objects.filter(memberships__in=mine).distinct().order_by("name").values_list("pk", "name"))


def colleagues(dossier: OpenDossier) -> list[tuple[UUID, str]]:
    """The accounts a person of this dossier can be tied to."""
    return _colleagues(dossier.row)


def likenesses(dossier: OpenDossier) -> list[Likeness]:
    """People without an account here who carry the name or the address of one: shown as a warning, nothing is done by itself."""
    loose = [person for person in dossier.people if person.account is None and person.name]
    if not loose:
        return []
    places = [place for place in (dossier.row.organisation_id, dossier.row.member_id) if place]
    staff = Account.objects.filter(memberships__organisation__in=places).distinct().values_list("pk", "name", "email")
    return [
        Likeness(person.code, pk, name, by)
        for pk, name, email in staff
        for person in loose
        if (by := _alike(person, name, email))
    ]


def _alike(person: PersonView, name: str, email: str) -> str:
    if person.contact.get("email", "").strip().casefold() == email.casefold():
        return "email"
    names = {" ".join(one.split()).casefold() for one in (person.name, *several.in_one(person.name))}
    return "name" if " ".join(name.split()).casefold() in names else ""


def contact_of(given: Mapping[str, str]) -> dict[str, str]:
    """Contact data without what was left empty."""
    return {key: value.strip() for key, value in given.items() if value and value.strip()}
