"""Opening a new dossier: the first event, pinned to the regulation in force, once per submission."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from wederhoor.dossier import (
    access,
    helping,
    involvement,
    keys,
    likeness,
    notices,
    policy,
    quarantine,
    reception,
    regulations,
    summaries,
    writing,
)
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.reception import HowItCame
from wederhoor.dossier.writing import NewPerson
from wederhoor.organisations.models import Location, Membership, Organisation
from wederhoor.organisations.prepared import Given, Prepared, ask, put
from wederhoor.organisations.staffing import open_for_good
from wederhoor.procedure.acts import decide
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.duties import DutyStatus, begun
from wederhoor.procedure.terms import local_date

DIRECTLY = HowItCame()
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, %s::bigint))"
EARLIER = Prepared(
    lambda: Dossier.objects.filter(organisation_id=Given("organisation"), submitted_key=Given("key")), planned=True
)


@dataclass(frozen=True, slots=True)
class Received:
    """A new dossier. ``code`` is for the complainant; ``new`` is False when this submission came before."""

    number: str
    code: str
    new: bool
    state: State


@dataclass(frozen=True)
class Submission:
    """A complaint as it was handed in: what ``receive`` takes, in one."""

    organisation: Organisation
    actor: Actor
    command: Command
    texts: Mapping[str, str]
    people: Sequence[NewPerson]
    subject: str
    key: str
    now: datetime
    member: Organisation | None = None
    location: Location | None = None
    team: int | None = None
    how: HowItCame = DIRECTLY
    suspicion: Sequence[str] = ()

    @cached_property
    def code(self) -> str:
        """The code for the complainant, from its key."""
        return keys.code_for(self.organisation, self.key)


def receive(
    organisation: Organisation,
    command: Command,
    *,
    texts: Mapping[str, str],
    people: Sequence[NewPerson],
    subject: str,
    actor: Actor,
    now: datetime,
    submitted_key: str,
    member: Organisation | None = None,
    location: Location | None = None,
    team: int | None = None,
    how: HowItCame = DIRECTLY,
    suspicion: Sequence[str] = (),
) -> Received | Refusal:
    """Open a dossier with its first event. The same ``submitted_key`` again gives the same dossier and code.

    Make the key when the form is shown (a random one), so that sending it twice is one complaint. With ``suspicion``
    (codes, from the guard of the front door) it waits in quarantine: the sender gets the same answer.
    """
    key = submitted_key or uuid.uuid4().hex
    given = Submission(
        organisation, actor, command, texts, people, subject, key, now, member, location, team, how, suspicion
    )
    keys.organisation_key(organisation)
    with in_organisation(organisation.pk, account=actor.account):
        return received(given)


def received(given: Submission, *, first: bool = False) -> Received | Refusal:
    """The same for who is inside ``in_organisation`` already, because more goes with it in the same transaction.

    ``first``: who holds the draft alone knows that it was never handed in.
    """
    texts = frozenset(name for name, text in given.texts.items() if text)
    earlier = None if first else _earlier(given)
    return earlier or _received(replace(given, command=replace(given.command, texts=texts)))


def _earlier(given: Submission) -> Received | None:
    """The dossier this submission made before. The lock makes a second submission wait for the first."""
    ask(LOCK, [given.key, given.organisation.pk])
    row = EARLIER.first(organisation=given.organisation.pk, key=given.key)
    if row is None:
        return None
    return Received(row.number, given.code, False, summaries.state_of(row))


def _may_receive(given: Submission) -> bool:
    """Anybody may complain; staff must hold the role they enter it in."""
    if given.actor.account is None:
        return given.actor.role == "complainant"
    places = [place.pk for place in (given.organisation, given.member) if place]
    held = Membership.objects.filter(account_id=given.actor.account, role=given.actor.role, organisation__in=places)
    return held.current(local_date(given.now)).exists()


def _received(given: Submission) -> Received | Refusal:
    if not _may_receive(given):
        raise NotFound
    try:
        row = _new_row(given)
    except regulations.NoRegulation:
        because = "op de dag van ontvangst gold hier nog geen regeling die bekend is"
        return Refusal(given.command.act, because, given.organisation.name, "no regulation", "at")
    draft = writing.Draft(row, keys.Keyring(given.organisation, row.id, {}))
    command = draft.add_people(given.command, given.people)
    state = fold(draft.regulation, [])
    decided = decide(state, command, actor=given.actor.who, now=given.now)
    if isinstance(decided, Refusal):
        return decided
    subject = draft.add_text(Compartment.PARTY, 0, "subject", given.subject)
    return _written(given, row, draft, state.apply(decided), subject)


def _written(given: Submission, row: Dossier, draft: writing.Draft, state: State, subject: bytes) -> Received:
    """Write it. Whoever else sends something here waits for the number until this is written, so what takes time is done before."""
    now, event, today = given.now, state.events[-1], local_date(given.now)
    draft.seal(event, given.texts)
    came = reception.came(row, state, given.how, draft.ring, given.actor, now)
    running, alike = begun(state, now), likeness.rows(row, _marks(given, row, state), today)
    columns = summaries.computed(state, now, running) | {"subject": subject}
    held = None if row.quarantined else notices.held(row, today)
    if (place := given.member or given.organisation).held_back:
        open_for_good(place)
    row.number = writing.next_number(given.organisation, today.year)
    if given.actor.account is None:
        draft.save(event, row, came, beside=[alike, *summaries.first(row, state, running, columns)])
    else:
        draft.save(event, row, came, beside=[alike])
        handler = _taken_in(row, draft, given.actor, today)
        put(*summaries.first(row, state, running, columns | {"handler_id": handler}))
    _told(given, row, draft, state, running, held)
    access.log(given.organisation.pk, given.actor, given.command.act, now=now, dossier=row.number)
    return Received(row.number, given.code, True, state)


def _told(
    given: Submission,
    row: Dossier,
    draft: writing.Draft,
    state: State,
    running: list[DutyStatus],
    held: notices.Held | None,
) -> None:
    """Who must know of it, or look at it first."""
    people, event = None if given.actor.account else draft.people, state.events[-1]
    known = None if people is None else ((), people)
    notices.after(row, state, event, given.now, known=known, running=running, held=held)
    helping.after(row, state, event, given.now)
    if given.suspicion:
        quarantine.keep(row, given.suspicion, given.now)


def _taken_in(row: Dossier, draft: writing.Draft, actor: Actor, today: date) -> UUID | None:
    """Who handles it now. Who takes a complaint in and needs dossiers to be given keeps this one, unless the role reads none."""
    if actor.account is None:
        return None
    regulation = draft.regulation
    role = regulation.roles[actor.role]
    if involvement.involved(draft.added, actor.account, role.kind):
        return None
    if policy.NEEDS[role.kind].per_dossier and role.kind not in policy.PARTIES | {"employee"}:
        writing.save_assignments(row, regulation, [writing.assignment(row, actor.account, actor.role, today)])
    return writing.take_up(row, regulation, actor, today, draft.added)[0]


def _marks(given: Submission, row: Dossier, state: State) -> likeness.Marks:
    place, kind = row.location_id, state.value("kind")
    about = likeness.of_complaint(given.organisation, given.subject, place, kind)
    return about | likeness.of_people(given.organisation, given.people)


def _new_row(given: Submission) -> Dossier:
    own = given.member if given.member and given.member.regulation else given.organisation
    received = local_date(given.command.at or given.now)
    file = regulations.in_force(own, received)
    beside = regulations.in_force(given.organisation, received) if own != given.organisation else ""
    return Dossier(
        organisation=given.organisation, id=uuid.uuid4(), code_hash=keys.code_hash(given.organisation, given.code),
        regulation=file, version=regulations.pinned(file).version, submitted_key=given.key, member=given.member,
        beside=beside,
        location=given.location, team=given.team, received=given.now, quarantined=bool(given.suspicion),
    )  # fmt: skip
