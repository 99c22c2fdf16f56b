"""The one way to look into a dossier: policy, then keys, then the access log, all in one transaction.

Who is refused leaves a line too. Absent and forbidden take the same road: the same questions to the database, the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from wederhoor.dossier import access, codes, keys, policy, presence, questions, reasons, regulations, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.involvement import SIDES, involved
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Assignment, Document, Dossier, Person
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.organisations.standing_in import absent_for
from wederhoor.procedure import events, needs
from wederhoor.procedure.dossier import AMSTERDAM, State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Value as Answer
from wederhoor.procedure.model import Regulation


class NotFound(LookupError):
    """There is no such dossier, or not for you: both are the same answer. ``number`` is for the log only, when it exists."""

    def __init__(self, number: str = "") -> None:
        super().__init__()
        self.number = number


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the dossier, opened. ``code`` is how events name them (or the opaque id of their account)."""

    code: str
    side: str
    capacity: str
    name: str
    contact: dict[str, str]
    account: UUID | None

    @property
    def opaque(self) -> str | None:
        """The opaque id of their account, as events write it."""
        return self.account.hex if self.account else None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document, without its content; ``door.read_document`` opens that."""

    id: UUID
    seq: int
    kind: str
    letter: str
    name: str
    media_type: str
    size: int
    sha256: str
    added: datetime
    compartment: str
    leaving: str = ""
    """Of a letter that did not leave yet: 'waiting', 'sending' or 'failed'."""
    shown_to: str = ""
    by: str = ""
    paper: UUID | None = None
    shown_at: datetime | None = None
    shown_by: str = ""
    telling: tuple[str, ...] = ()
    """Of a letter: the codes of who somebody still must tell it to."""
    left: bool = False
    """Of a letter: whether anybody it is for has it."""

    @property
    def kept_back(self) -> bool:
        """Whether this is a letter that can still be stopped: nobody has it yet, and no party finds it on its own page."""
        return self.leaving in ("waiting", "failed") and not self.left


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier as far as this actor may see it."""

    organisation: Organisation
    row: Dossier
    regulation: Regulation
    actor: Actor
    state: State
    events: tuple[events.Event, ...]
    compartments: frozenset[str]
    subject: str
    texts: dict[tuple[int, str], str]
    people: tuple[PersonView, ...]
    documents: tuple[DocumentView, ...]
    assignments: tuple[Assignment, ...]

    @property
    def id(self) -> UUID:
        """The random id of the dossier."""
        return self.row.id

    @property
    def number(self) -> str:
        """The number people use, such as K-2026-0001."""
        return self.row.number

    @property
    def seq(self) -> int:
        """The number of the last event: give it back to ``perform`` as ``expected_seq``."""
        return self.state.seq

    def duties(self, now: datetime) -> list[DutyStatus]:
        """The duties that are for this actor to know of."""
        return [one for one in duties(self.state, now) if needs.concerns(self.state, self.actor.role, one)]

    def values(self, now: datetime, part: str = "") -> Mapping[str, Answer]:
        """The case values that are for this actor to know."""
        return needs.values(self.state, self.actor.role, now, part)

    def name_of(self, code: str) -> str:
        """The name behind a person's code or account id in an event; '' when it is not for this actor."""
        same = (person.name for person in self.people if code in (person.code, person.opaque))
        return next(same, "")


def fence_of(organisation: Organisation, actor: Actor) -> tuple[int, ...]:
    """For which organisations the row-level fence opens: the dossier's own for who belongs there, else only assignments."""
    if actor.organisation == organisation.pk:
        return (organisation.pk,)
    below = Organisation.objects.filter(pk=actor.organisation, parent=organisation).exists()
    return (organisation.pk,) if below else ()


@contextmanager
def gate(organisation: Organisation, actor: Actor, *, now: datetime) -> Iterator[None]:
    """One transaction behind the fence, outermost. A refusal is logged after it, and goes on as ``NotFound``."""
    try:
        with in_organisation(*fence_of(organisation, actor), account=actor.account):
            yield
    except NotFound as refused:
        log_refusal(organisation, actor, refused.number, now=now)
        raise


def log_refusal(organisation: Organisation, actor: Actor, number: str, *, now: datetime) -> None:
    """A line 'refused': here for who belongs here, else in the log of their own organisation, without the number."""
    own = organisation.pk if fence_of(organisation, actor) else actor.organisation
    home = Organisation.objects.filter(pk=own).values_list("parent_id", "pk").first() or (None, organisation.pk)
    log_of = home[0] or home[1]
    with in_organisation(log_of, account=actor.account):
        access.log(log_of, actor, access.REFUSED, now=now, dossier=number if log_of == organisation.pk else "")


def _today(now: datetime) -> date:
    return now.astimezone(AMSTERDAM).date()


def _member(account: UUID, role: str, dossier: Dossier, today: date) -> bool:
    places = [place for place in (dossier.organisation_id, dossier.member_id) if place]
    held = Membership.objects.filter(account_id=account, role=role, organisation__in=places)
    return held.current(today).exists()


def _running(assignment: Assignment, today: date) -> bool:
    return assignment.since <= today and (assignment.until is None or assignment.until >= today)


def standing(
    actor: Actor, dossier: Dossier, kind: str, assignments: list[Assignment], people: list[Person], state: State | None,
    now: datetime, *, held: bool | None = None,
) -> policy.Standing:  # fmt: skip
    """How the actor stands towards the dossier; ``state`` where the policy needs to know what happened in it.

    ``held``: whether they hold their role there, when the caller knows.
    """
    shut = state is not None and needs.kept_out(state, actor.role, now)
    if actor.account is None:
        return presence.outside(actor, dossier, kind, people, state, now, shut=shut)
    today, sides = _today(now), {person.side for person in people if person.account_id == actor.account}
    mine = [row for row in assignments if row.account_id == actor.account and _running(row, today)]
    given = any(row.role == actor.role and not row.recused for row in mine) or bool(sides & SIDES.get(kind, set()))
    return policy.Standing(
        member=_member(actor.account, actor.role, dossier, today) if held is None else held, assigned=given, accused="accused" in sides,
        involved=involved(people, actor.account, kind),
        recused=any(row.recused for row in mine), kept_out=shut,
        objected=state is not None and actor.account.hex in state.objected,
        untold=state is not None and not needs.knows(state, actor.role, now),
        substitute=not given and kind not in policy.PARTIES and _stands_in(actor, dossier, assignments, today),
    )  # fmt: skip


def _colleagues(actor: Actor, assignments: list[Assignment], today: date) -> set[UUID]:
    """Who else has the dossier in the same role."""
    others = (row for row in assignments if row.role == actor.role and row.account_id != actor.account)
    return {row.account_id for row in others if not row.recused and _running(row, today)}


def _stands_in(actor: Actor, dossier: Dossier, assignments: list[Assignment], today: date) -> bool:
    """Whether this actor stands in for an absent colleague who has the dossier, in this role or one it may stand in for."""
    roles = regulations.pinned(dossier.regulation).roles
    mine = {actor.role} | {code for code, role in roles.items() if role.substitute == actor.role}
    others = {row.account_id for row in assignments if row.role in mine and not row.recused and _running(row, today)}
    return bool(others - {actor.account} and actor.account and others & absent_for(actor.account, today))


def find(organisation: Organisation, number: str) -> Dossier:
    """The row of a dossier, with where it is. Raises NotFound."""
    row = Dossier.objects.select_related("location", "member").filter(organisation=organisation, number=number).first()
    if row is None:
        raise NotFound
    row.organisation = organisation
    return row


@dataclass(frozen=True, slots=True)
class Found:
    """A dossier as it was a moment ago: its row, whether it is there, what happened in it, and whether the actor holds their role."""

    row: Dossier
    there: bool
    state: State
    held: bool


def found(organisation: Organisation, actor: Actor, now: datetime, **by: Any) -> Found:
    """The dossier, in one question. For one that is not there stands an empty one, so that both take the same road."""
    (column, value), account = by.popitem(), actor.account or UUID(int=0)
    row: Any = questions.finding(column).first(
        organisation=organisation.pk, value=value, account=account, role=actor.role, today=_today(now)
    )
    stand_in = row or Dossier(id=uuid4(), code_hash=b"", regulation=_any_file(organisation))
    stand_in.organisation = organisation
    state = summaries.folded(stand_in, row.story if row else [])
    return Found(stand_in, row is not None, state, bool(row and row.held))


def _any_file(organisation: Organisation) -> str:
    try:
        return regulations.in_force(organisation, timezone.localdate())
    except regulations.NoRegulation:
        raise NotFound from None


def admit(
    row: Dossier, actor: Actor, action: str, now: datetime, state: State | None = None, *, held: bool | None = None
) -> tuple[frozenset[str], list[Assignment], list[Person]]:
    """The compartments that open for this actor and action, with the rows that decided it. Raises NotFound.

    ``state`` and ``held`` when the caller has them; else the events are read only where the policy needs them.
    """
    regulation = regulations.pinned(row.regulation)
    role = regulation.roles.get(actor.role)
    here = questions.beside(row)
    assignments, people = questions.ASSIGNED.rows(**here), questions.IN_IT.rows(**here)
    if role is None:
        raise NotFound(row.number)
    if state is None and (actor.link or needs.depend_on_events(regulation, actor.role)):
        state = summaries.state_of(row)
    how = standing(actor, row, role.kind, assignments, people, state, now, held=held)
    waits = row.quarantined and actor.account is not None and action != policy.QUARANTINE
    if waits or policy.refusal(role.kind, action, how):
        raise NotFound(row.number)
    return policy.compartments(role.kind, role.sees), assignments, people


def _person(row: Person, ring: Keyring, actor: Actor, kind: str, mine: str) -> PersonView:
    """A party sees how to reach itself (``mine``: whose code it is), never how to reach somebody else."""
    own = row.account_id == actor.account if actor.account else row.code == mine
    shown = own or kind not in policy.PARTIES
    contact = ring.text(row.contact, row.compartment, row.code, "contact") if shown else ""
    name = ring.text(row.name, row.compartment, row.code, "name")
    return PersonView(row.code, row.side, row.capacity, name, json.loads(contact or "{}"), row.account_id)


def reads_person(row: Person, state: State, role: str, now: datetime) -> bool:
    """A party knows its own side; of the others who they are once it may read the complaint, or the papers."""
    kind = needs.kind_of(state, role)
    if kind not in policy.PARTIES or row.side in SIDES[kind]:
        return True
    main = row.side in {"complainant", "client", "representative", "accused"}
    return needs.reads_complaint(state, role, now) if main else needs.reads_papers(state, role, now)


def _document(row: Document, ring: Keyring) -> DocumentView:
    name = ring.text(row.name, row.compartment, row.id.hex, "name")
    return DocumentView(
        row.id, row.seq, row.kind, row.letter, name, row.media_type, row.size, row.sha256, row.added, row.compartment,
        getattr(row, "leaving", None) or "", row.shown_to, row.by, row.paper, row.shown_at, row.shown_by,
        tuple(getattr(row, "telling", ())), bool(getattr(row, "left", False)),
    )  # fmt: skip


def reads_document(row: Document, state: State, actor: Actor, now: datetime) -> bool:
    """Whether a document of an open compartment is for this actor now.

    A party reads what was written to it or shown to it; a letter of which nothing says to whom, when it reads the papers.
    """
    if not policy.reads_document(state.regulation, actor.role, row.kind, row.letter, row.shown_to):
        return False
    addressed = row.letter in state.regulation.letters or row.shown_to
    return bool(addressed) or needs.reads_papers(state, actor.role, now)


def _ring_and_texts(row: Dossier, seen: frozenset[str]) -> tuple[Keyring, list[questions.Sealed]]:
    """The keys of these compartments and the texts in them, in one question; a key has no event."""
    both = questions.SEALED.rows(**questions.beside(row), seen=list(seen))
    ring = Keyring(row.organisation, row.id, {where: bytes(key) for seq, _, where, key in both if seq < 0})
    return ring, [one for one in both if one[0] >= 0]


def _texts(ring: Keyring, sealed: list[questions.Sealed], readable: frozenset[int]) -> dict[tuple[int, str], str]:
    return {
        (seq, field): ring.text(ciphertext, compartment, f"{seq}:{field}", "text")
        for seq, field, compartment, ciphertext in sealed
        if seq in readable
    }


def readable_events(state: State, role: str, now: datetime) -> frozenset[int]:
    """The events whose words are for this role now; 0 is the subject."""
    own = {event.seq for event in state.events if needs.knows_of(state, role, event, now)}
    return frozenset(own | ({0} if needs.reads_complaint(state, role, now) else set()))


def opened(here: Found, actor: Actor, action: str, now: datetime) -> OpenDossier:
    """The dossier for this actor; behind the ``gate``, without the access log line."""
    seen, assignments, people = admit(here.row, actor, action, now, here.state, held=here.held)
    ring, sealed = _ring_and_texts(here.row, seen)
    return assembled(here.row, actor, ring, seen, assignments, people, state=here.state, now=now, sealed=sealed)


def assembled(
    row: Dossier, actor: Actor, ring: Keyring, seen: frozenset[str], assignments: list[Assignment], people: list[Person],
    *, state: State, now: datetime, sealed: list[questions.Sealed] | None = None,
) -> OpenDossier:  # fmt: skip
    """The dossier from the rows that admitted the actor; without ``sealed`` no texts and documents, for who only acts."""
    regulation, kind, mine = state.regulation, needs.kind_of(state, actor.role), codes.person_of(actor, people)
    texts = {} if sealed is None else _texts(ring, sealed, readable_events(state, actor.role, now))
    documents = [] if sealed is None else questions.DOCUMENTS.rows(**questions.beside(row), seen=list(seen))
    return OpenDossier(
        organisation=row.organisation, row=row, regulation=regulation, actor=actor, state=state, events=needs.shown(state, actor.role, now),
        compartments=seen, subject=texts.pop((0, "subject"), ""), texts=texts,
        people=tuple(
            _person(person, ring, actor, kind, mine) for person in people
            if person.compartment in seen and reads_person(person, state, actor.role, now)
        ),
        documents=tuple(_document(d, ring) for d in documents if reads_document(d, state, actor, now)),
        assignments=tuple(assignments),
    )  # fmt: skip


def open_dossier(
    organisation: Organisation, number: str, *, actor: Actor, action: str, now: datetime,
    beside: Callable[[OpenDossier], None] | None = None,
) -> OpenDossier:  # fmt: skip
    """Open a dossier to read (``action`` is the page's name for it, such as 'read'); ``beside`` reads more in the same transaction.

    Raises NotFound, or ReasonNeeded when a colleague in the same role has it and this actor did not say today why they look.
    """
    with gate(organisation, actor, now=now):
        here = found(organisation, actor, now, number=number)
        dossier = opened(here, actor, action, now)
        if not here.there:
            raise NotFound
        reason = reason_of(dossier, actor, now)
        if beside:
            beside(dossier)
        access.log(organisation.pk, actor, action, now=now, dossier=number, reason=reason)
    return dossier


def reason_of(dossier: OpenDossier, actor: Actor, now: datetime) -> str:
    """The reason given today, where one is asked. Raises ReasonNeeded."""
    owed = owes_reason(dossier.row, actor, list(dossier.assignments), now)
    return reasons.given(dossier.row, actor, _today(now)) if owed else ""


def owes_reason(row: Dossier, actor: Actor, assignments: list[Assignment], now: datetime) -> bool:
    """Whether a reason is asked: of who may open by role a dossier that a colleague has."""
    today, kind = _today(now), regulations.pinned(row.regulation).roles[actor.role].kind
    if policy.NEEDS[kind].per_dossier or not _colleagues(actor, assignments, today):
        return False
    own = (one for one in assignments if one.account_id == actor.account and one.role == actor.role)
    return not any(_running(one, today) for one in own) and not _stands_in(actor, row, assignments, today)


def say_why(organisation: Organisation, number: str, code: str, words: str, *, actor: Actor, now: datetime) -> None:
    """Give the reason that ``open_dossier`` asks for; it holds for this dossier today. Raises NotFound."""
    with gate(organisation, actor, now=now):
        row = find(organisation, number)
        admit(row, actor, "read", now)
        reasons.keep(row, actor, code, words, _today(now), now)


def open_by_code(organisation: Organisation, code: str, *, now: datetime) -> OpenDossier:
    """The dossier of a complainant's code. Raises NotFound."""
    known = keys.code_hash(organisation, code)
    actor = Actor(account=None, role="complainant", organisation=organisation.pk, known=known)
    with gate(organisation, actor, now=now):
        dossier_id, person = codes.behind(organisation, known)
        actor = replace(actor, person=person)
        here = found(organisation, actor, now, id=dossier_id)
        if not here.there:
            raise NotFound
        dossier = opened(here, actor, "read", now)
        access.log(organisation.pk, actor, "read", now=now, dossier=here.row.number)
    return dossier
