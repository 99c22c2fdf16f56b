"""A question to a named person without an account: a link that shows one question, until a day, and takes one answer.

Only the hash of the link is kept. The answer goes through the door's own steps in one transaction: the act ``receive
information`` of the role that asked, done by the link.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError

from wederhoor.dossier import access, door, keys, notices, summaries, writing
from wederhoor.dossier.actor import BY_LINK, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.models import Asked, Compartment, Dossier, DossierKey, SealedText
from wederhoor.dossier.opening import NotFound, OpenDossier, fence_of
from wederhoor.dossier.papers import NewPaper, put_in
from wederhoor.dossier.secret_links import hashed, organisation_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.acts import decide
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

ASK, ANSWER = "ask information", "receive information"
QUESTION, ANSWERED, COMPLAINT = "question", "answer", "complaint"
WITNESS = "witness"
"""The side on which the files of an answer lie."""


@dataclass(frozen=True, slots=True)
class Link:
    """One question that was asked, for who asked it. ``state``: open, answered, ended (its day passed) or revoked."""

    id: UUID
    person: str
    question: str
    valid_until: date
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody with the link sees: never more than the question, unless the complaint was shared."""

    organisation: Organisation
    member: Organisation | None
    regulation: Regulation
    question: str
    complaint: str
    valid_until: date


def asks(dossier: OpenDossier) -> bool:
    """Whether this reader's role may ask people for information at all."""
    act = dossier.regulation.acts.get(ASK)
    return act is not None and dossier.actor.role in act.by


def _compartment(dossier: OpenDossier) -> str:
    """Where the name is kept: what the asker's role sees and the parties do not, where there is such a place."""
    inside = (c for c in ("handler", "committee", "mediation", "confidant") if c in dossier.compartments)
    return next(inside, Compartment.PARTY.value)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to a named person: until when the link works, and whether it shows the complaint too."""

    person: str
    question: str
    valid_until: date
    shares_complaint: bool = False


def ask(dossier: OpenDossier, given: Asking, *, actor: Actor, now: datetime) -> str | Refusal:
    """Do the act and make its link, both or neither. The link is shown once. Raises NotFound and Conflict."""
    secret, command = secrets.token_urlsafe(32), Command(ASK, actor.role)

    def beside(event: Event) -> None:
        _linked(dossier, given, event.seq, secret, actor, now)

    outcome = door.perform(
        dossier, command, texts={QUESTION: given.question}, actor=actor, now=now, expected_seq=dossier.seq, beside=beside,
    )  # fmt: skip
    return outcome.refusal or f"{dossier.row.organisation_id}.{secret}"


def _linked(dossier: OpenDossier, given: Asking, seq: int, secret: str, actor: Actor, now: datetime) -> None:
    row, compartment, key = dossier.row, _compartment(dossier), uuid.uuid4()
    ring = keys.keyring(row.organisation, row.id, [compartment])
    DossierKey.objects.bulk_create(ring.add([compartment]))
    link = Asked(
        organisation_id=row.organisation_id, dossier_id=row.id, id=key, secret_hash=hashed(secret), seq=seq, role=actor.role,
        account_id=actor.account, compartment=compartment, person=ring.seal(given.person, compartment, key.hex, "person"),
        shares_complaint=given.shares_complaint, made=now, valid_until=given.valid_until,
    )  # fmt: skip
    Asked.objects.bulk_create([link])
    access.log(row.organisation_id, actor, "ask by link", now=now, dossier=row.number)


def links(dossier: OpenDossier, *, now: datetime) -> list[Link]:
    """The questions asked by link, newest first, as far as the reader sees where their names are kept."""
    row, actor = dossier.row, dossier.actor
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = Asked.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
        found = list(mine.filter(compartment__in=dossier.compartments).order_by("-made"))
        ring = keys.keyring(row.organisation, row.id, dossier.compartments)
    return [
        Link(
            one.id, ring.text(one.person, one.compartment, one.id.hex, "person"), dossier.texts.get((one.seq, QUESTION), ""),
            one.valid_until, _state(one, local_date(now)),
        )
        for one in found
    ]  # fmt: skip


def _state(one: Asked, today: date) -> str:
    if one.answered_at:
        return "answered"
    if one.revoked_at:
        return "revoked"
    return "open" if today <= one.valid_until else "ended"


def revoke(dossier: OpenDossier, link: UUID, *, actor: Actor, now: datetime) -> bool:
    """The link stops working; False when there was nothing to stop."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = Asked.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, id=link)
        done = mine.filter(compartment__in=dossier.compartments, answered_at=None, revoked_at=None).update(
            revoked_at=now
        )
        access.log(row.organisation_id, actor, "revoke link", now=now, dossier=row.number)
    return bool(done)


def _found(organisation: Organisation, secret: str, now: datetime, *, lock: bool) -> tuple[Asked, Dossier, State]:
    """The question behind a link that still works. Inside the fence. Raises NotFound."""
    rows = Asked.objects.select_for_update() if lock else Asked.objects
    one = rows.filter(organisation=organisation, secret_hash=hashed(secret)).first()
    if one is None or _state(one, local_date(now)) != "open":
        raise NotFound
    row = Dossier.objects.select_related("member__parent").get(organisation=organisation, id=one.dossier_id)
    row.organisation = organisation
    state = summaries.state_of(row)
    if state.closed:
        raise NotFound
    return one, row, state


def shown(address: str, *, now: datetime) -> Shown:
    """What the link shows; logged. Raises NotFound for a link that is not known, used, revoked or past its day."""
    organisation, secret = organisation_of(address)
    with in_organisation(organisation.pk):
        one, row, state = _found(organisation, secret, now, lock=False)
        question = text_of(row, one.seq, QUESTION)
        complaint = text_of(row, state.events[0].seq, COMPLAINT) if one.shares_complaint else ""
        access.log(organisation.pk, Actor(None, BY_LINK, organisation.pk), "asked", now=now, dossier=row.number)
    return Shown(organisation, row.member, state.regulation, question, complaint, one.valid_until)


def text_of(row: Dossier, seq: int, field: str) -> str:
    """One text of a dossier, opened for who was let in already; '' when there is none."""
    found = SealedText.objects.filter(
        organisation_id=row.organisation_id, dossier_id=row.id, seq=seq, field=field
    ).first()
    if found is None:
        return ""
    ring = keys.keyring(row.organisation, row.id, [found.compartment])
    return ring.text(found.ciphertext, found.compartment, f"{seq}:{field}", "text")


def answer(address: str, text: str, files: Sequence[Taken] = (), *, now: datetime) -> Refusal | None:
    """Take the answer with its files, once. None when it is in the dossier; else why not. Raises NotFound."""
    organisation, secret = organisation_of(address)
    try:
        return _answered(organisation, secret, text, files, now)
    except IntegrityError:  # somebody acted at the very same moment: once more, after them
        return _answered(organisation, secret, text, files, now)


def _answered(
    organisation: Organisation, secret: str, text: str, files: Sequence[Taken], now: datetime
) -> Refusal | None:
    with in_organisation(organisation.pk):
        one, row, state = _found(organisation, secret, now, lock=True)
        command = Command(ANSWER, one.role, _whom(state, one), frozenset({ANSWERED}))
        decided = decide(state, command, actor=BY_LINK, now=now)
        if isinstance(decided, Refusal):
            return decided
        _kept(one, row, state, decided, text, now)
        lay_down(row, state, files, Actor(None, BY_LINK, row.organisation_id), now)
    return None


def lay_down(row: Dossier, state: State, files: Sequence[Taken], actor: Actor, now: datetime) -> None:
    """The files of the answer lie where the question lies; neither party sees them until they are shown."""
    place = writing.compartment_of(state.regulation.acts[ASK], QUESTION)
    ring = keys.keyring(row.organisation, row.id, [place])
    new = NewPaper("", "other", WITNESS, local_date(now), place)
    for taken in files:
        put_in(row, ring, taken, new, actor=actor, now=now)


def _whom(state: State, one: Asked) -> dict[str, str]:
    """The person the question was put to, where the act asks whose answer it is."""
    asked = next(event for event in state.events if event.seq == one.seq)
    fields = state.regulation.acts[ANSWER].fields
    return {
        name: str(value) for name, value in asked.values.items() if name in fields and fields[name].kind == "person"
    }


def _kept(one: Asked, row: Dossier, state: State, event: Event, text: str, now: datetime) -> None:
    ring = keys.keyring(row.organisation, row.id, Compartment.values)
    name = ring.text(one.person, one.compartment, one.id.hex, "person")
    write_down(row, ring, state, event, f"{name} (via de link):\n\n{text}", one.account_id, now)
    Asked.objects.filter(organisation_id=row.organisation_id, id=one.id).update(answered_at=now)
    access.log(row.organisation_id, Actor(None, BY_LINK, row.organisation_id), ANSWER, now=now, dossier=row.number)


def write_down(
    row: Dossier, ring: keys.Keyring, state: State, event: Event, words: str, asker: UUID | None, now: datetime,
    *, field: str = ANSWERED,
) -> None:  # fmt: skip
    """The event of an answer with its words, and who must hear of it. Inside the transaction."""
    draft = writing.Draft(row, ring)
    draft.seal(event, {field: words})
    draft.save(event)
    after = state.apply(event)
    summaries.write(row, after, now, handler_id=summaries.handler_of(row, local_date(now)))
    notices.after(row, after, event, now)
    near = notices.around(row, after, local_date(now))
    notices.tell(row, "answer", f"event:{event.seq}", {asker} - near.shut or near.handlers(after), now=now)
