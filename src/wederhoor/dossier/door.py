"""The one door: every change to a dossier is a command that goes through ``perform``; ``receive`` opens a new one.

Each runs in one transaction: policy, events, decision, event with its sealed texts and people, summary, access log.
Never call them inside a transaction of your own.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from wederhoor.dossier import (
    access,
    codes,
    drafts,
    helping,
    involvement,
    keys,
    measured,
    mentions,
    notices,
    opening,
    outside_drafts,
    policy,
    questions,
    register,
    summaries,
    writing,
)
from wederhoor.dossier.actor import Actor, visitor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Compartment, Document, Dossier, DossierKey, Person
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of, open_by_code, open_dossier
from wederhoor.dossier.questions import Footing
from wederhoor.dossier.receiving import Received, receive
from wederhoor.dossier.writing import NewPerson
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure import needs
from wederhoor.procedure.acts import decide
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.terms import local_date

__all__ = [
    "Actor", "Conflict", "Intent", "Involved", "NewPerson", "NotFound", "OpenDossier", "Outcome", "Received", "act_on", "assign", "attach",
    "open_by_code",
    "open_dossier", "perform", "read_document", "receive", "release", "visitor",
]  # fmt: skip

PARTY = Compartment.PARTY.value


class Conflict(Exception):
    """Somebody else acted meanwhile; ``events`` are those added since the caller looked."""

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__(f"{len(events)} event(s) were added since you looked")
        self.events = tuple(events)


class Involved(ValueError):
    """Somebody in the complaint is not given it to handle."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: an event, or a refusal with its reason. ``state`` is the state after it."""

    state: State
    event: Event | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """One act as somebody wants to do it, with what they had seen when they asked."""

    command: Command
    texts: Mapping[str, str]
    expected_seq: int
    people: Sequence[NewPerson] = ()
    mentioned: Sequence[UUID] = ()
    said: str = ""
    """Who said it and how, when it is recorded in another's name."""


def perform(
    dossier: OpenDossier,
    command: Command,
    *,
    texts: Mapping[str, str],
    actor: Actor,
    now: datetime,
    expected_seq: int,
    people: Sequence[NewPerson] = (),
    beside: Callable[[Event], None] | None = None,
) -> Outcome:
    """Do one act. A refusal comes back with its reason; ``Conflict`` when somebody acted after ``expected_seq``.

    ``beside`` writes what belongs to the event, in the same transaction.
    """
    intent = Intent(command, texts, expected_seq, people)
    row = dossier.row
    with _guarded(row.organisation, row.number, actor, now, expected_seq):
        outcome = _performed(_Standing.of(row, actor, now), intent, now)
        if beside and outcome.event:
            beside(outcome.event)
        return outcome


def act_on(
    organisation: Organisation,
    number: str,
    ask: Callable[[OpenDossier], Intent | None],
    *,
    actor: Actor,
    now: datetime,
    looked_at: bool = True,
) -> tuple[OpenDossier, Outcome | None]:
    """Open a dossier and do in it what ``ask`` makes of it, all in one transaction; with None nothing is done.

    The dossier is given without its texts and documents. Raises NotFound, Conflict, and ReasonNeeded as opening it does;
    ``looked_at`` is False when nobody is shown anything of it, as when several are given to somebody at once.
    """
    seen: list[Intent] = []
    with _guarded(organisation, number, actor, now, None, seen):
        here = opening.found(organisation, actor, now, number=number)
        standing = _Standing.of(here.row, actor, now, here.state, footing=here.footing)
        if not here.there:
            raise NotFound
        if looked_at:
            opening.reason_of(standing.dossier, actor, now, here.footing)
        intent = ask(standing.dossier)
        if intent is None:
            access.log(organisation.pk, actor, "act", now=now, dossier=number)
            return standing.dossier, None
        seen.append(intent)
        return standing.dossier, _performed(standing, intent, now)


@contextmanager
def _guarded(
    organisation: Organisation, number: str, actor: Actor, now: datetime, seq: int | None, asked: Sequence[Intent] = ()
) -> Iterator[None]:
    """One transaction. Two writers at the very same moment become a ``Conflict`` for the second."""
    try:
        with opening.gate(organisation, actor, now=now):
            yield
    except IntegrityError as error:
        last = asked[0].expected_seq if asked else seq
        if last is None:
            raise
        with in_organisation(*fence_of(organisation, actor), account=actor.account):
            state = summaries.state_of(opening.find(organisation, number))
        if state.seq > last:
            raise Conflict([e for e in needs.shown(state, actor.role, now) if e.seq > last]) from error
        raise


@dataclass(frozen=True, slots=True)
class _Standing:
    """A dossier about to be changed: admitted, with all its keys, and the rows that decided it."""

    dossier: OpenDossier
    ring: keys.Keyring
    known: list[Person]

    @classmethod
    def of(
        cls, row: Dossier, actor: Actor, now: datetime, state: State | None = None, *, footing: Footing | None = None
    ) -> _Standing:
        state = state or replace(summaries.state_of(row), joined=questions.joined(row))
        seen, assignments, people = admit(row, actor, "act", now, state, footing=footing)
        ring = keys.keyring(row.organisation, row.id, Compartment.values)
        dossier = opening.assembled(row, actor, ring, seen, assignments, people, state=state, now=now)
        return cls(dossier, ring, people)


def _performed(standing: _Standing, intent: Intent, now: datetime) -> Outcome:
    dossier, actor = standing.dossier, standing.dossier.actor
    command = replace(intent.command, texts=frozenset(name for name, text in intent.texts.items() if text))
    if command.by != actor.role:
        raise ValueError(f"the command is by '{command.by}', the actor is '{actor.role}': use on_behalf_of")
    row, state = dossier.row, dossier.state
    if state.seq != intent.expected_seq:
        raise Conflict([event for event in dossier.events if event.seq > intent.expected_seq])
    draft = writing.Draft(row, standing.ring)
    command = draft.add_people(command, intent.people, standing.known)
    decided = _not_held(row, state, command, now) or decide(state, command, actor=actor.who, now=now)
    if isinstance(decided, Event):
        state = state.apply(decided)
        if intent.said:
            draft.add_text(PARTY, decided.seq, writing.SAID, intent.said)
        draft.seal(decided, intent.texts)
        draft.save(decided)
        _beside(standing, draft, intent, state, decided, now)
    behalf = decided.on_behalf_of if isinstance(decided, Event) else command.on_behalf_of
    logged = replace(actor, on_behalf_of=behalf or actor.on_behalf_of)
    access.log(row.organisation_id, logged, command.act, now=now, dossier=row.number)
    return Outcome(state, decided) if isinstance(decided, Event) else Outcome(state, refusal=decided)


def _beside(
    standing: _Standing, draft: writing.Draft, intent: Intent, state: State, event: Event, now: datetime
) -> None:
    """What goes with an event: the summary, who handles it, who was asked to read it, and the draft that is done with."""
    row, actor, act = standing.dossier.row, standing.dossier.actor, state.regulation.acts[event.act]
    known = None if act.assigns else standing.dossier.assignments
    people = [*standing.known, *draft.added]
    handler, taken_up = writing.take_up(row, state.regulation, actor, local_date(now), people, known)
    summaries.write(row, state, now, handler_id=handler)
    if (act.closes or act.reopens or state.closed) and not row.quarantined:
        register.keep(row, state, now)
    if actor.account:
        drafts.done(row, actor.account, event)
    if needs.is_party(state, actor.role):
        outside_drafts.done(row, actor.who, event.act, event.part)
    if intent.people:
        codes.settle(row, codes.first_of(standing.known), now)
    mentions.add(row, event.seq, intent.mentioned)
    measured.after(row, act, event)
    notices.after(row, state, event, now, known=_still(standing, intent, state, event, taken_up))
    helping.after(row, state, event, now)
    if intent.mentioned:
        notices.mention(row, state, intent.mentioned, event.seq, now=now)


def _still(standing: _Standing, intent: Intent, state: State, event: Event, taken_up: bool) -> notices.Known | None:
    """Who it was given to and who is in it, as read before the act; None when the act itself may have changed that."""
    act, given = state.regulation.acts[event.act], standing.dossier.assignments
    changed = act.assigns or act.excludes or act.adds_to or intent.people
    return None if changed or taken_up else (given, standing.known)


def _not_held(row: Dossier, state: State, command: Command, now: datetime) -> Refusal | None:
    """Nobody is given a role in a dossier that they do not hold at the provider, its members or an outside organisation it works with."""
    act = state.regulation.acts.get(command.act)
    if act is None or not act.assigns:
        return None
    person, role = str(command.values.get(act.assigns, "")), str(command.values.get("role", ""))
    places = Q(organisation=row.organisation_id) | Q(organisation__parent=row.organisation_id)
    outside = Q(organisation__works_for__organisation=row.organisation_id)
    held = (
        Membership.objects.filter(places | outside, role=role)
        .current(local_date(now))
        .values_list("account_id", flat=True)
    )
    kind = state.regulation.roles[role].kind if role in state.regulation.roles else ""
    people = involvement.people_of(row)
    if any(
        involvement.involved(people, one.account_id, kind)
        for one in people
        if one.account_id and one.account_id.hex == person
    ):
        return Refusal(command.act, "deze persoon is zelf betrokken bij de klacht", act.source, "excluded", act.assigns)
    if person in {account.hex for account in held}:
        return None
    return Refusal(command.act, "deze persoon heeft die rol hier niet", act.source, "not held", act.assigns)


def assign(
    dossier: OpenDossier, account: UUID, role: str, *, actor: Actor, now: datetime, until: date | None = None
) -> None:
    """Give somebody the dossier in a role (an outside mediator, a committee member, another handler).

    Raises Involved for who is somebody in the complaint.
    """
    row = dossier.row
    with opening.gate(row.organisation, actor, now=now):
        admit(row, actor, "assign", now)
        if role not in dossier.regulation.roles:
            raise ValueError(f"'{role}' is not a role of {dossier.regulation.name}")
        if involvement.involved(involvement.people_of(row), account, dossier.regulation.roles[role].kind):
            raise Involved(row.number)
        new = writing.assignment(row, account, role, local_date(now), until)
        writing.save_assignments(row, dossier.regulation, [new])
        handler = summaries.handler_of(row, local_date(now))
        summaries.write(row, summaries.state_of(row), now, handler_id=handler)
        access.log(row.organisation_id, actor, "assign", now=now, dossier=row.number)


def release(organisation: Organisation, number: str, account: UUID, role: str, *, actor: Actor, now: datetime) -> None:
    """Take back a dossier that was given in a role by mistake: it is nobody's again, or whose it was before."""
    with opening.gate(organisation, actor, now=now):
        row = opening.find(organisation, number)
        admit(row, actor, "assign", now)
        given = Assignment.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, recused=False)
        given.filter(account_id=account, role=role).delete()
        summaries.write(row, summaries.state_of(row), now, handler_id=summaries.handler_of(row, local_date(now)))
        access.log(row.organisation_id, actor, "release", now=now, dossier=row.number)


def attach(
    dossier: OpenDossier,
    *,
    name: str,
    content: bytes,
    media_type: str,
    kind: str,
    actor: Actor,
    now: datetime,
    compartment: str = PARTY,
    letter: str = "",
    seq: int = 0,
    only_for: str = "",
) -> UUID:
    """Keep a letter as it was sent (``kind='letter'``) or a file; returns its id. ``only_for``: of several readers its own."""
    row, document = dossier.row, uuid.uuid4()
    with opening.gate(row.organisation, actor, now=now):
        admit(row, actor, "attach", now)
        ring = keys.keyring(row.organisation, row.id, [compartment])
        DossierKey.objects.bulk_create(ring.add([compartment]))
        stored = Document(
            organisation_id=row.organisation_id, dossier_id=row.id, id=document, seq=seq, kind=kind, letter=letter,
            compartment=compartment, media_type=media_type, size=len(content), added=now, by=actor.who, only_for=only_for,
            sha256=hashlib.sha256(content).hexdigest(), name=ring.seal(name, compartment, document.hex, "name"),
            content=ring.seal(content, compartment, document.hex, "content"),
        )  # fmt: skip
        Document.objects.bulk_create([stored])
        access.log(row.organisation_id, actor, "attach", now=now, dossier=row.number)
    return document


def read_document(
    dossier: OpenDossier, document: UUID, *, actor: Actor, now: datetime, logged: bool = True
) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a document; not ``logged`` where a line already says that all was taken. Raises NotFound."""
    row = dossier.row
    with opening.gate(row.organisation, actor, now=now):
        state = summaries.state_of(row)
        seen, _, people = admit(row, actor, "document", now, state)
        apart = opening.of_others(actor.who, actor.role, people, state, now)
        stored = Document.objects.filter(
            organisation_id=row.organisation_id, dossier_id=row.id, id=document, compartment__in=seen
        ).first()
        if stored is None or not opening.reads_document(stored, state, actor, now, apart):
            raise NotFound(row.number)
        if not opening.letter_left(stored, state, actor):
            raise NotFound(row.number)
        ring = keys.keyring(row.organisation, row.id, [stored.compartment])
        name = ring.text(stored.name, stored.compartment, document.hex, "name")
        content = ring.unseal(stored.content, stored.compartment, document.hex, "content")
        action = policy.ORIGINAL if stored.kind == policy.ORIGINAL else "document"
        if logged:
            access.log(row.organisation_id, actor, action, now=now, dossier=row.number)
    return name, stored.media_type, content
