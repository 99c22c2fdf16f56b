"""Who is told what about a dossier, once each. Notices hold codes only; who is told follows from the regulation.

The door calls ``after`` with every event, in its own transaction; ``passed`` is for the periodic job. Nobody is told of
a dossier that is about them or kept from them, and nobody whose role the complainant does not want told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Contains

from wederhoor.dossier import involvement
from wederhoor.dossier.models import Assignment, Dossier, Notice, NoticeChoice, Person, Summary
from wederhoor.organisations.invitations import waits
from wederhoor.organisations.models import Membership
from wederhoor.organisations.prepared import Among, Given, Prepared, put
from wederhoor.organisations.staffing import reading
from wederhoor.organisations.standing_in import substitutes, there
from wederhoor.procedure import needs
from wederhoor.procedure.choices import given_to
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties, end_of
from wederhoor.procedure.events import Event
from wederhoor.procedure.meetings import planned
from wederhoor.procedure.terms import local_date
from wederhoor.procedure.watching import Escalation, escalations, reminders

USUAL = {
    "assigned": "once", "new": "once", "message": "once", "mention": "once", "letter failed": "once", "due": "once",
    "answer": "once", "help": "once", "party": "once", "near": "daily", "aim": "daily",
    "meeting": "daily", "meeting off": "once", "call": "once",
    "quarantine": "once", "quarantine late": "once",
    "measure": "once", "own": "once",
}  # fmt: skip
"""Every kind of notice, with how it comes when somebody chose nothing."""
WAYS = ("once", "daily", "app", "none")
RUNNING = ("open", "overdue")
NEAR = timedelta(days=3)
"""So long before its aim the holder of a duty is reminded."""
BY_ASSIGNMENT = frozenset({"complainant", "accused", "confidant", "committee", "mediator", "external", "employee"})
Account = UUID
HELD: Prepared[tuple[str, UUID, bool]] = Prepared(
    lambda: (
        Membership.objects.filter(Among(F("organisation_id"), Given("places")))
        .current(Given("today"))
        .values_list("role", "account_id", waits())
    )
)


@dataclass(frozen=True, slots=True)
class Around:
    """Who stands around one dossier today: by role at the provider, by assignment, who must hear nothing, and who cannot sign in yet."""

    roles: dict[str, set[Account]]
    assigned: dict[str, set[Account]]
    shut: set[Account]
    waiting: Set[Account] = frozenset()

    def handlers(self, state: State) -> set[Account]:
        """Who has the dossier; while nobody does, everybody who could take it up."""
        if found := self._of(self.assigned, (code for code, rank in state.procedure.holding.items() if not rank)):
            return found
        can = {role: accounts - self.waiting for role, accounts in self.roles.items()}
        read = reading(state.regulation, self.assigned, can, without=self.shut)
        return read or reading(state.regulation, self.roles, without=self.shut)

    def holders(self, state: State, role: str) -> set[Account]:
        """Who holds a role in this dossier: those it was given to, else those who hold it at the provider."""
        given = self.assigned.get(role, set()) - self.shut
        if given or role not in state.regulation.roles or state.regulation.roles[role].kind in BY_ASSIGNMENT:
            return given
        return self.roles.get(role, set()) - self.shut

    def _of(self, held: dict[str, set[Account]], codes: Iterable[str]) -> set[Account]:
        return set().union(*(held.get(code, set()) for code in codes)) - self.shut


def unwanted_roles(state: State, now: datetime) -> set[str]:
    """The roles that may know nothing of the complaint, such as those that the complainant does not want told."""
    return {role for role in state.procedure.kept_out if needs.kept_out(state, role, now)}


Known = tuple[Sequence[Assignment], Sequence[Person]]
"""The assignments and the people of a dossier, from who read them in this transaction."""


Held = Sequence[tuple[str, UUID, bool]]
"""Each role at the provider with an account that holds it, and whether that still waits to sign in."""


def held(row: Dossier, today: date) -> Held:
    """Who holds a role today where this dossier is."""
    return HELD.rows(places=[place for place in (row.organisation_id, row.member_id) if place], today=today)


def around(row: Dossier, state: State, today: date, known: Known | None = None, here: Held | None = None) -> Around:
    """Everybody with a role here today, and who stands in for them. Four queries; two less with what is ``known``, one with who is ``here``."""
    found = held(row, today) if here is None else here
    assigned = _assigned(row, today) if known is None else _running(known[0], today)
    unwanted, everybody = unwanted_roles(state, end_of(today)), _by_role((role, account) for role, account, _ in found)
    people = involvement.people_of(row) if known is None else known[1]
    shut = {account for _, account, recused in assigned if recused} | _involved(people, state, everybody)
    for role in unwanted:
        shut |= everybody.get(role, set()) | {account for given_as, account, _ in assigned if given_as == role}
    given_to = [(role, account) for role, account, out in assigned if not out]
    away = substitutes((account for _, account in given_to), today) if given_to else {}
    given_to += [(role, away[account]) for role, account in given_to if account in away]
    waiting = {account for _, account, waits_still in found if waits_still}
    return Around(everybody, _by_role(given_to), shut, waiting)


def _assigned(row: Dossier, today: date) -> list[tuple[str, UUID, bool]]:
    given = Assignment.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, since__lte=today)
    return list(given.exclude(until__lt=today).values_list("role", "account_id", "recused"))


def _running(assignments: Sequence[Assignment], today: date) -> list[tuple[str, UUID, bool]]:
    return [
        (a.role, a.account_id, a.recused) for a in assignments if a.since <= today and not (a.until and a.until < today)
    ]


def _involved(people: Sequence[Person], state: State, held: Mapping[str, set[Account]]) -> set[Account]:
    """Who is somebody in the complaint: in none of their roles here are they told of it."""
    roles = state.regulation.roles
    kinds: dict[Account, set[str]] = {}
    for code, accounts in held.items():
        for account in accounts if code in roles else ():
            kinds.setdefault(account, set()).add(roles[code].kind)
    return {
        one.account_id
        for one in people
        if one.account_id and all(involvement.conflicts(one.side, kind) for kind in kinds.get(one.account_id, {""}))
    }


def _by_role(pairs: Iterable[tuple[str, UUID]]) -> dict[str, set[Account]]:
    found: dict[str, set[Account]] = {}
    for role, account in pairs:
        found.setdefault(role, set()).add(account)
    return found


def after(
    row: Dossier, state: State, event: Event, now: datetime, *, known: Known | None = None,
    running: Sequence[DutyStatus] | None = None, held: Held | None = None,
) -> None:  # fmt: skip
    """Tell what one event means for whom. Call inside the transaction of the event, after it was applied.

    Of one in quarantine nobody is told. ``known`` and ``held`` as for ``around``; ``running``: the duties, when the caller computed them.
    """
    if row.quarantined:
        return
    if _shuts(state, event, now):
        _take_back(row, state, now)
    kinds = set(_kinds(state, event))
    if not kinds:
        return
    near = around(row, state, local_date(now), known, held)
    for kind in kinds:
        tell(
            row,
            kind,
            f"event:{event.seq}",
            _audience(kind, near, state, event, running, local_date(now)) - {_account(event.actor)},
            now=now,
        )


def _shuts(state: State, event: Event, now: datetime) -> bool:
    """Whether somebody may not know of it any more, by this event or one before."""
    act = state.regulation.acts[event.act]
    return bool(act.excludes and event.values.get(act.excludes)) or bool(act.adds_to or unwanted_roles(state, now))


def _kinds(state: State, event: Event) -> Iterable[str]:
    """What an event is to the people around it."""
    act = state.regulation.acts[event.act]
    if act.opens:
        yield "new"
    elif state.regulation.roles[event.by].kind == "complainant":
        yield "message"
    elif state.regulation.roles[event.by].kind == "accused":
        yield "party"
    if act.assigns and event.values.get(act.assigns):
        yield "assigned"
    if any(effect.fact == "meeting planned" for effect in act.brings_about):
        yield "meeting"
    if act.cancels:
        yield "meeting off"


def _audience(
    kind: str, near: Around, state: State, event: Event, running: Sequence[DutyStatus] | None, today: date
) -> set[Account]:
    if kind == "assigned":
        given = _account(str(event.values[state.regulation.acts[event.act].assigns]))
        return {given} - near.shut if given else set()
    if kind in ("meeting", "meeting off"):
        assigned = set().union(*near.assigned.values()) - near.shut - _not_asked(near, state, event)
        return near.handlers(state) | assigned
    told = (chosen(near, state, event, today) if kind == "new" else set()) or near.handlers(state)
    return (
        told.union(*(near.holders(state, role) for role in must_know(state, event, running))) if kind == "new" else told
    )


def chosen(near: Around, state: State, event: Event, today: date) -> set[Account]:
    """Who holds the roles to which the answers of this event bring the complaint, and who stands in for them."""
    roles = given_to(state.regulation, event.act, event.values)
    held = set[Account]().union(*(near.roles.get(role, set()) for role in roles)) - near.shut
    return seen_by(near, state, held, today) if held else held


def seen_by(near: Around, state: State, people: set[Account], today: date) -> set[Account]:
    """These and who stands in for them; when nobody of all these is there today, also who handles the dossier."""
    present = there(people, today) - near.shut
    return people | present if present else people | near.handlers(state)


def _not_asked(near: Around, state: State, event: Event) -> set[Account]:
    """The accused to whom a dossier was given, where the talk is with others."""
    talk = next((one for one in planned(state) if event.seq in (one.seq, one.cancelled)), None)
    if talk is None or not talk.who:
        return set()
    accused = [accounts for role, accounts in near.assigned.items() if needs.kind_of(state, role) == "accused"]
    return {account for account in set[Account]().union(*accused) if account.hex not in talk.who}


def must_know(state: State, event: Event, running: Sequence[DutyStatus] | None = None) -> set[str]:
    """The board roles that the regulation wants told of every complaint: by a letter at receipt, or by a duty towards them alone."""
    roles = state.regulation.roles
    boards = {code for code, role in roles.items() if role.kind == "board"}
    letters = {to for letter in state.letters if letter.seq == event.seq for to in letter.to}
    known = duties(state, event.recorded) if running is None else running
    owed = {to for duty in known if duty.status in RUNNING and set(duty.owed_to) <= boards for to in duty.owed_to}
    return boards & (letters | owed)


def _account(who: str) -> UUID | None:
    try:
        return UUID(hex=who)
    except ValueError:
        return None


def _take_back(row: Dossier, state: State, now: datetime) -> None:
    """Somebody may not know of it (any more): what they did not read yet goes, and what was not mailed yet is not."""
    involvement.unread(row, around(row, state, local_date(now)).shut)


def shut_to(organisation: int | Given, account: Any, roles: Iterable[str]) -> Q:
    """The dossiers of which this account is told nothing: it is somebody in them, excluded, or its role may not know."""
    mine = Q(organisation_id=organisation, account_id=account)  # few: asked once, and not again at every notice
    people = Person.objects.filter(mine, side__in=involvement.CORE).values("dossier_id")
    out = Assignment.objects.filter(mine, recused=True).values("dossier_id")
    found = Q(dossier_id__in=people) | Q(dossier_id__in=out)
    here = Summary.objects.filter(organisation_id=organisation, dossier_id=OuterRef("dossier_id"))
    hidden = Coalesce(Subquery(here.values("hidden_from")), Value(""))  # by its key, one at a time
    for role in roles:
        found |= Q(Contains(hidden, f"|{role}|"))
    return found


CHOSEN = Prepared(
    lambda: NoticeChoice.objects.filter(
        Among(F("account_id"), Given("people")), organisation_id=Given("organisation")
    ).values_list("account_id", "how")
)


def tell(row: Dossier, kind: str, about: str, accounts: Iterable[UUID | None], *, now: datetime) -> int:
    """Tell these accounts one thing about a dossier; who was told it before is not told again. Returns how many were asked."""
    people = {account for account in accounts if account}
    if not people:
        return 0
    how = dict(CHOSEN.rows(organisation=row.organisation_id, people=list(people)))
    ways = {account: how.get(account, {}).get(kind, USUAL[kind]) for account in people}
    rows = [
        Notice(
            organisation_id=row.organisation_id, dossier_id=row.id, account_id=account, number=row.number, kind=kind,
            about=about, at=now, mail=way if way in ("once", "daily") else "",
        )
        for account, way in ways.items() if way != "none"
    ]  # fmt: skip
    put(rows, again=True)
    return len(rows)


def mention(row: Dossier, state: State, accounts: Iterable[UUID], seq: int, *, now: datetime) -> int:
    """Somebody is named in a note. Only who may know of the dossier is told."""
    return tell(row, "mention", f"event:{seq}", set(accounts) - around(row, state, local_date(now)).shut, now=now)


def letter_failed(row: Dossier, state: State, letter: str, *, now: datetime) -> int:
    """A letter could not be delivered: who handles the dossier must know."""
    return tell(row, "letter failed", f"letter:{letter}", around(row, state, local_date(now)).handlers(state), now=now)


def to_call(row: Dossier, state: State, about: str, *, now: datetime) -> int:
    """Somebody wants to hear a letter from a person: who handles the dossier must know."""
    return tell(row, "call", about, around(row, state, local_date(now)).handlers(state), now=now)


def passed(row: Dossier, state: State, *, now: datetime) -> int:
    """Tell of the terms that come near or passed: at the aim the holder, after the due day also the role it escalates to."""
    late, coming = escalations(state, now), reminders(state, now, NEAR.days)
    if not late and not coming:
        return 0
    near = around(row, state, local_date(now))
    terms = sum(_of_term(row, one.level, _hear(state, near, one), one.duty, now) for one in late)
    return terms + sum(_of_term(row, "near", _holders(state, near, one.duty.holder), one.duty, now) for one in coming)


def _hear(state: State, near: Around, one: Escalation) -> set[Account]:
    own = _holders(state, near, one.duty.holder)
    return own | near.holders(state, one.to) if one.level == "due" else own


def _holders(state: State, near: Around, role: str) -> set[Account]:
    """Who holds a duty, or stands in for who holds it; else who handles the dossier."""
    known = state.regulation.roles.get(role)
    found = near.holders(state, role) or near.holders(state, known.substitute if known else "")
    return found or near.handlers(state)


def _of_term(row: Dossier, kind: str, people: set[Account], duty: DutyStatus, now: datetime) -> int:
    day = duty.due if kind == "due" else duty.aim
    return tell(row, kind, f"{duty.name}:{duty.part}:{day}", people, now=now)
