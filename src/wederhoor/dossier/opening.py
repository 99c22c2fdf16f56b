"""The one way to look into a dossier: policy, then keys, then the access log, all in one transaction.

Who is refused leaves a line too. Absent and forbidden take the same road: the same questions to the database, the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from wederhoor.dossier import access, codes, keys, policy, questions, reasons, regulations, summaries
from wederhoor.dossier.accused import Apart, of_others
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.admission import admit, fence_of, gate, log_refusal, owes_reason, standing, today_of
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Assignment, Document, Dossier, Person
from wederhoor.dossier.models.outbox import leaving, left
from wederhoor.dossier.opened import DocumentView, NotFound, OpenDossier, PersonView, kept_back
from wederhoor.organisations import affiliating
from wederhoor.organisations.models import Organisation
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import State

__all__ = [
    "DocumentView", "Found", "NotFound", "OpenDossier", "PersonView", "admit", "assembled", "fence_of", "find", "found", "gate", "letter_left",
    "log_refusal", "of_others", "open_by_code", "open_dossier", "opened", "owes_reason", "readable_events", "reads_document", "reads_person",
    "reason_of", "say_why", "standing",
]  # fmt: skip


def find(organisation: Organisation, number: str) -> Dossier:
    """The row of a dossier, with where it is. Raises NotFound."""
    row = Dossier.objects.select_related("location", "member").filter(organisation=organisation, number=number).first()
    if row is None:
        raise NotFound
    row.organisation = organisation
    return row


@dataclass(frozen=True, slots=True)
class Found:
    """A dossier as it was a moment ago: its row, whether it is there, what happened in it, and how the actor stands towards it."""

    row: Dossier
    there: bool
    state: State
    footing: questions.Footing


def found(organisation: Organisation, actor: Actor, now: datetime, **by: Any) -> Found:
    """The dossier, in one question. For one that is not there stands an empty one, so that both take the same road."""
    (column, value), account = by.popitem(), actor.account or UUID(int=0)
    row: Any = questions.finding(column).first(
        organisation=organisation.pk, value=value, account=account, role=actor.role, today=today_of(now)
    )
    stand_in = row or Dossier(id=uuid4(), code_hash=b"", regulation=_any_file(organisation))
    stand_in.organisation = organisation
    state = summaries.folded(stand_in, row.story if row else [])
    if row and row.joined:
        state = replace(state, joined=affiliating.spans(row.joined, row.member_id))
    return Found(stand_in, row is not None, state, questions.Footing.of(row) if row else questions.Footing())


def _any_file(organisation: Organisation) -> str:
    try:
        return regulations.in_force(organisation, timezone.localdate())
    except regulations.NoRegulation:
        raise NotFound from None


def _person(row: Person, ring: Keyring, actor: Actor, kind: str, mine: str) -> PersonView:
    """A party sees how to reach itself (``mine``: whose code it is), never how to reach somebody else."""
    own = row.account_id == actor.account if actor.account else row.code == mine
    shown = own or kind not in policy.PARTIES
    contact = ring.text(row.contact, row.compartment, row.code, "contact") if shown else ""
    name = ring.text(row.name, row.compartment, row.code, "name")
    return PersonView(
        row.code, row.side, row.capacity, name, json.loads(contact or "{}"), row.account_id, tuple(row.helps.split())
    )


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
        tuple(getattr(row, "telling", ())), bool(getattr(row, "left", False)), tuple(row.only_for.split()),
    )  # fmt: skip


def reads_document(row: Document, state: State, actor: Actor, now: datetime, apart: Apart) -> bool:
    """Whether a document of an open compartment is for this actor now.

    A party reads what was written to it or shown to it; a letter of which nothing says to whom, when it reads the papers.
    """
    if apart.document(row) or not policy.reads_document(
        state.regulation, actor.role, row.kind, row.letter, row.shown_to
    ):
        return False
    addressed = row.letter in state.regulation.letters or row.shown_to
    return bool(addressed) or needs.reads_papers(state, actor.role, now)


def letter_left(row: Document, state: State, actor: Actor) -> bool:
    """Whether a letter is beyond stopping, as far as that matters: a party opens none before. Nothing else waits."""
    if not row.letter or not needs.is_party(state, actor.role):
        return True
    mine = Document.objects.filter(organisation_id=row.organisation_id, dossier_id=row.dossier_id, id=row.id)
    return not kept_back(*mine.annotate(leaving=leaving(), left=left()).values_list("leaving", "left").get())


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
    seen, assignments, people = admit(here.row, actor, action, now, here.state, footing=here.footing)
    ring, sealed = _ring_and_texts(here.row, seen)
    return assembled(here.row, actor, ring, seen, assignments, people, state=here.state, now=now, sealed=sealed)


def assembled(
    row: Dossier, actor: Actor, ring: Keyring, seen: frozenset[str], assignments: list[Assignment], people: list[Person],
    *, state: State, now: datetime, sealed: list[questions.Sealed] | None = None,
) -> OpenDossier:  # fmt: skip
    """The dossier from the rows that admitted the actor; without ``sealed`` no texts and documents, for who only acts."""
    state = summaries.standing(state, assignments, today_of(now))
    regulation, kind, mine = state.regulation, needs.kind_of(state, actor.role), codes.person_of(actor, people)
    apart = of_others(actor.who, actor.role, people, state, now)
    readable = readable_events(state, actor.role, now) - {e.seq for e in state.events if apart.event(state, e)}
    texts = {} if sealed is None else _texts(ring, sealed, readable)
    found = [] if sealed is None else questions.DOCUMENTS.rows(**questions.beside(row), seen=list(seen))
    documents = [_document(one, ring) for one in found if reads_document(one, state, actor, now, apart)]
    waits = [one for one in documents if kind in policy.PARTIES and one.kept_back]
    return OpenDossier(
        organisation=row.organisation, row=row, regulation=regulation, actor=actor, state=state,
        events=tuple(event for event in needs.shown(state, actor.role, now) if not apart.event(state, event)),
        compartments=seen, subject=texts.pop((0, "subject"), ""), texts=texts,
        people=tuple(
            _person(person, ring, actor, kind, mine) for person in people
            if person.compartment in seen and reads_person(person, state, actor.role, now) and not apart.person(person)
        ),
        documents=tuple(one for one in documents if one not in waits), on_the_way=tuple(waits), assignments=tuple(assignments),
    )  # fmt: skip


LOOKS = {"destroy": "look before destroying", "hold": "look at holds", "inspect": "look at persons"}
"""Under what a look is logged at the page of an act that itself is logged when it is done."""


def open_dossier(
    organisation: Organisation, number: str, *, actor: Actor, action: str, now: datetime,
    beside: Callable[[OpenDossier], None] | None = None,
) -> OpenDossier:  # fmt: skip
    """Open a dossier to read (``action`` is the page's name for it, such as 'read'); ``beside`` reads more in the same transaction.

    Raises NotFound, or ReasonNeeded when a colleague in the same role has it and this actor did not say today why they look.
    """
    with gate(organisation, actor, now=now, many=True):
        here = found(organisation, actor, now, number=number)
        dossier = opened(here, actor, action, now)
        if not here.there:
            raise NotFound
        reason = reason_of(dossier, actor, now, here.footing)
        if beside:
            beside(dossier)
        access.log(organisation.pk, actor, LOOKS.get(action, action), now=now, dossier=number, reason=reason)
    return dossier


def reason_of(dossier: OpenDossier, actor: Actor, now: datetime, footing: questions.Footing) -> str:
    """The reason given today, where one is asked. Raises ReasonNeeded."""
    owed = owes_reason(dossier.row, actor, list(dossier.assignments), now, absent=footing.absent)
    return reasons.last(dossier.number, footing.reasons) if owed else ""


def say_why(organisation: Organisation, number: str, code: str, words: str, *, actor: Actor, now: datetime) -> None:
    """Give the reason that ``open_dossier`` asks for; it holds for this dossier today. Raises NotFound."""
    with gate(organisation, actor, now=now):
        row = find(organisation, number)
        admit(row, actor, "read", now)
        reasons.keep(row, actor, code, words, today_of(now), now)


def open_by_code(organisation: Organisation, code: str, *, now: datetime) -> OpenDossier:
    """The dossier of a complainant's code. Raises NotFound."""
    known = keys.code_hash(organisation, code)
    actor = Actor(account=None, role="complainant", organisation=organisation.pk, known=known)
    with gate(organisation, actor, now=now, many=True):
        dossier_id, person = codes.behind(organisation, known)
        actor = replace(actor, person=person)
        here = found(organisation, actor, now, id=dossier_id)
        if not here.there:
            raise NotFound
        dossier = opened(here, actor, "read", now)
        access.log(organisation.pk, actor, "read", now=now, dossier=here.row.number)
    return dossier
