"""The one way to look into a dossier: policy, then keys, then the access log, all in one transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from wederhoor.dossier import access, keys, policy, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Assignment, Document, Dossier, Event, Person, SealedText
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure import events
from wederhoor.procedure.dossier import AMSTERDAM, State, fold
from wederhoor.procedure.model import Regulation

SIDES = {
    "complainant": {"complainant", "client", "representative", "assistant of complainant"},
    "accused": {"accused", "assistant of accused"},
}


class NotFound(LookupError):
    """There is no such dossier, or not for you: both are the same answer."""


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


def _today(now: datetime) -> date:
    return now.astimezone(AMSTERDAM).date()


def _member(account: UUID, role: str, dossier: Dossier, today: date) -> bool:
    places = [place for place in (dossier.organisation_id, dossier.member_id) if place]
    held = Membership.objects.filter(account_id=account, role=role, organisation__in=places)
    return held.current(today).exists()


def _running(assignment: Assignment, today: date) -> bool:
    return assignment.since <= today and (assignment.until is None or assignment.until >= today)


def standing(
    actor: Actor, dossier: Dossier, kind: str, assignments: list[Assignment], people: list[Person], today: date
) -> policy.Standing:
    """How the actor stands towards the dossier."""
    if actor.account is None:
        known = keys.code_hash(dossier.organisation, actor.code) if actor.code else b""
        return policy.Standing(assigned=kind == "complainant" and compare_digest(known, bytes(dossier.code_hash)))
    mine = [row for row in assignments if row.account_id == actor.account]
    sides = {person.side for person in people if person.account_id == actor.account}
    assigned = any(row.role == actor.role and not row.recused and _running(row, today) for row in mine)
    return policy.Standing(
        member=_member(actor.account, actor.role, dossier, today),
        assigned=assigned or bool(sides & SIDES.get(kind, set())),
        accused="accused" in sides,
        recused=any(row.recused and _running(row, today) for row in mine),
    )


def _rows(model: Any, dossier: Dossier) -> Any:
    return model.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)


def find(organisation: Organisation, number: str) -> Dossier:
    """The row of a dossier, with where it is. Raises NotFound."""
    found = Dossier.objects.select_related("location", "member")
    row = found.filter(organisation=organisation, number=number).first()
    if row is None:
        raise NotFound
    row.organisation = organisation
    return row


def admit(
    row: Dossier, actor: Actor, action: str, now: datetime
) -> tuple[frozenset[str], list[Assignment], list[Person]]:
    """The compartments that open for this actor and action, with the rows that decided it. Raises NotFound."""
    role = regulations.pinned(row.regulation).roles.get(actor.role)
    assignments, people = list(_rows(Assignment, row)), list(_rows(Person, row))
    if role is None:
        raise NotFound
    if policy.refusal(role.kind, action, standing(actor, row, role.kind, assignments, people, _today(now))):
        raise NotFound
    return policy.compartments(role.kind, role.sees), assignments, people


def _person(row: Person, ring: Keyring, actor: Actor, kind: str) -> PersonView:
    """A party sees how to reach itself, never how to reach the other side."""
    own = row.account_id == actor.account if actor.account else row.side in SIDES["complainant"]
    shown = own or kind not in policy.PARTIES
    contact = ring.text(row.contact, row.compartment, row.code, "contact") if shown else ""
    name = ring.text(row.name, row.compartment, row.code, "name")
    return PersonView(row.code, row.side, row.capacity, name, json.loads(contact or "{}"), row.account_id)


def _reads(regulation: Regulation, actor: Actor, row: Document) -> bool:
    return policy.reads_document(regulation, actor.role, row.kind, row.letter, row.shown_to)


def _document(row: Document, ring: Keyring) -> DocumentView:
    name = ring.text(row.name, row.compartment, row.id.hex, "name")
    return DocumentView(
        row.id, row.seq, row.kind, row.letter, name, row.media_type, row.size, row.sha256, row.added, row.compartment
    )


def _texts(row: Dossier, ring: Keyring, seen: frozenset[str]) -> dict[tuple[int, str], str]:
    sealed = _rows(SealedText, row).filter(compartment__in=seen)
    return {
        (seq, field): ring.text(ciphertext, compartment, f"{seq}:{field}", "text")
        for seq, field, compartment, ciphertext in sealed.values_list("seq", "field", "compartment", "ciphertext")
    }


def opened(row: Dossier, actor: Actor, action: str, now: datetime) -> OpenDossier:
    """The dossier for this actor; inside ``in_organisation``, without the access log line."""
    seen, assignments, people = admit(row, actor, action, now)
    ring = keys.keyring(row.organisation, row.id, seen)
    return assembled(row, actor, ring, seen, assignments, people)


def assembled(
    row: Dossier, actor: Actor, ring: Keyring, seen: frozenset[str], assignments: list[Assignment], people: list[Person],
    *, bare: bool = False,
) -> OpenDossier:  # fmt: skip
    """The dossier from the rows that admitted the actor; ``bare`` leaves out texts and documents, for who only acts."""
    payloads = _rows(Event, row).order_by("seq").values_list("payload", flat=True)
    happened = tuple(events.Event.from_json(payload) for payload in payloads)
    regulation = regulations.pinned(row.regulation)
    texts = {} if bare else _texts(row, ring, seen)
    documents = (
        [] if bare else _rows(Document, row).filter(compartment__in=seen).defer("content").order_by("added", "id")
    )
    return OpenDossier(
        organisation=row.organisation, row=row, regulation=regulation, actor=actor, state=fold(regulation, happened),
        events=happened, compartments=seen, subject=texts.pop((0, "subject"), ""), texts=texts,
        people=tuple(
            _person(person, ring, actor, regulation.roles[actor.role].kind) for person in people if person.compartment in seen
        ),
        documents=tuple(
            _document(document, ring) for document in documents if _reads(regulation, actor, document)
        ),
        assignments=tuple(assignments),
    )  # fmt: skip


def open_dossier(organisation: Organisation, number: str, *, actor: Actor, action: str, now: datetime) -> OpenDossier:
    """Open a dossier to read (``action`` is the page's name for it, such as 'read'). Raises NotFound."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        dossier = opened(find(organisation, number), actor, action, now)
        access.log(organisation.pk, actor, action, now=now, dossier=number)
    return dossier


def open_by_code(organisation: Organisation, code: str, *, now: datetime) -> OpenDossier:
    """The dossier of a complainant's code. Raises NotFound."""
    actor = Actor(account=None, role="complainant", organisation=organisation.pk, code=code)
    with in_organisation(organisation.pk):
        hashed = keys.code_hash(organisation, code)
        row = Dossier.objects.filter(organisation=organisation, code_hash=hashed).first()
        if row is None:
            raise NotFound
        row.organisation = organisation
        dossier = opened(row, actor, "read", now)
        access.log(organisation.pk, actor, "read", now=now, dossier=row.number)
    return dossier
