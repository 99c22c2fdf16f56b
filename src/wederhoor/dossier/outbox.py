"""Letters on their way out: posted (sealed and put in the outbox in one transaction), stopped, taken by the worker, gone.

A mail server cannot promise "exactly once". What is promised here: a row says `sending` before the server hears a word, and
nothing that was `sending` is ever sent again by itself. See docs/decisions/011-letters-leave-through-an-outbox.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q, QuerySet

from wederhoor.dossier import access, door, keys
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Document, Dossier, LetterSent, Outbox, Person, Way
from wederhoor.dossier.opening import OpenDossier, admit, fence_of
from wederhoor.organisations.models import Organisation

PARTY = Compartment.PARTY.value
PDF = "application/pdf"
LETTER, ON_SCREEN, LARGE, CALENDAR = "letter", "letter on screen", "letter large", "letter calendar"
MEDIA_TYPES = {ON_SCREEN: "application/json", CALENDAR: "text/calendar"}
#: How long to wait after each try that the mail server refused for now; after the last it is for a person.
PAUSES = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
#: A row that has been `sending` for so long while no process holds it was left behind by one that died.
GRACE = timedelta(minutes=2)
UNSURE, UNREACHABLE, REFUSED, NO_ADDRESS = "unsure", "unreachable", "refused", "no address"
CALL, TALK, HELPER, NO_CONTACT = "call", "talk", "helper", "no contact"
"""Why a letter goes by somebody's hand: how the person wants to hear of the complaint."""
BY_CODE = "by code"
"""It waits to be printed, and is found behind the code meanwhile: no address is known, or it was there before the post was chosen."""
State = Outbox.State


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a letter and how: the code of a person, or the role when nobody is named."""

    code: str
    role: str
    way: str
    large: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a letter: for everybody it is for, or of several readers for the one whose code and name these are."""

    pdf: bytes
    words: bytes
    large: bytes = b""
    only_for: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A letter that is ready to leave: its name, the event it follows from, and its forms, of several readers for each."""

    name: str
    label: str
    seq: int
    forms: Sequence[Forms]
    calendar: bytes = b""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter that the worker has taken: where to and what, opened for this one time."""

    organisation: int
    dossier: UUID
    id: UUID
    address: str
    message_id: str
    content: bytes
    calendar: bytes
    regulation: str


def post(
    dossier: OpenDossier, letter: Finished, recipients: Sequence[Recipient], *, leaves: datetime, actor: Actor, now: datetime
) -> UUID:  # fmt: skip
    """Keep the letter as it is and put it in the outbox, both or neither; returns its document.

    A letter that was posted before is not posted again: then the document of the first time is returned.
    """
    row = dossier.row
    try:
        with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
            kept = {one.only_for: _kept(dossier, letter, one, actor, now) for one in letter.forms}
            if letter.calendar:
                _attached(dossier, letter, CALENDAR, letter.label, letter.calendar, actor, now)
            rows = [_waiting(row, letter, r, kept.get(r.code) or kept[""], leaves, actor, now) for r in recipients]
            Outbox.objects.bulk_create(rows)
    except IntegrityError:
        return posted(dossier, letter.name, letter.seq)
    return next(iter(kept.values()))[False][0]


Kept = Mapping[bool, tuple[UUID, str]]
"""A letter as it is kept in usual and in large print: the document and its hash."""


def _kept(dossier: OpenDossier, letter: Finished, forms: Forms, actor: Actor, now: datetime) -> Kept:
    """Keep every form of a letter."""
    name = f"{letter.label}{f' – {forms.called}' if forms.called else ''}"
    _attached(dossier, letter, ON_SCREEN, name, forms.words, actor, now, forms.only_for)
    prints = {False: (LETTER, forms.pdf)} | ({True: (LARGE, forms.large)} if forms.large else {})
    return {
        large: (
            _attached(dossier, letter, kind, f"{name}.pdf", content, actor, now, forms.only_for),
            hashlib.sha256(content).hexdigest(),
        )
        for large, (kind, content) in prints.items()
    }


def _attached(
    dossier: OpenDossier, letter: Finished, kind: str, name: str, content: bytes, actor: Actor, now: datetime, only_for: str = ""
) -> UUID:  # fmt: skip
    return door.attach(
        dossier, name=name, content=content, media_type=MEDIA_TYPES.get(kind, PDF), kind=kind, actor=actor, now=now,
        letter=letter.name, seq=letter.seq, only_for=only_for,
    )  # fmt: skip


def _waiting(
    row: Dossier, letter: Finished, to: Recipient, kept: Kept, leaves: datetime, actor: Actor, now: datetime
) -> Outbox:
    document, sha256 = kept[to.large]
    return Outbox(
        organisation_id=row.organisation_id, dossier_id=row.id, letter=letter.name, seq=letter.seq, recipient=to.code,
        role=to.role, way=to.way, reason=to.reason, document=document, sha256=sha256, not_before=leaves, made=now, by=actor.who,
    )  # fmt: skip


def message_ids(dossier: OpenDossier) -> set[str]:
    """The Message-IDs under which letters of this dossier left."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, dossier.actor), account=dossier.actor.account):
        mine = Outbox.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
        return set(mine.exclude(message_id="").values_list("message_id", flat=True))


def posted(dossier: OpenDossier, name: str, seq: int) -> UUID:
    """The document of a letter that somebody posted a moment before."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, dossier.actor), account=dossier.actor.account):
        return _of(row.organisation_id, row.id, name, seq).latest("made").document


def _of(organisation: int, dossier: UUID, name: str, seq: int) -> QuerySet[Outbox]:
    rows = Outbox.objects.filter(organisation_id=organisation, dossier_id=dossier, letter=name, seq=seq)
    return rows.exclude(state=State.STOPPED)


def rows_of(dossier: OpenDossier) -> list[Outbox]:
    """The outbox of one dossier, newest first."""
    row, actor = dossier.row, dossier.actor
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        found = Outbox.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
        return list(found.order_by("-made", "id"))


def stop(dossier: OpenDossier, name: str, seq: int, *, actor: Actor, now: datetime) -> bool:
    """Hold back what has not left of a letter. When none of it left, the letter can be written again. False: too late."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "attach", now)
        mine = _of(row.organisation_id, row.id, name, seq)
        held = [one.id for one in mine.select_for_update() if one.stoppable(now)]
        stopped = mine.filter(id__in=held).update(state=State.STOPPED, ended=now, ended_by=actor.who)
        if stopped and not mine.exists():
            kept = Document.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, letter=name, seq=seq)
            kept.filter(kind__in=(LETTER, ON_SCREEN, LARGE, CALENDAR)).delete()
        access.log(row.organisation_id, actor, "stop letter", now=now, dossier=row.number)
    return bool(stopped)


def again(dossier: OpenDossier, entry: UUID, *, actor: Actor, now: datetime, way: str = "") -> bool:
    """A person decides that what failed is tried again, now or by post; the mail keeps its identity."""
    changes: dict[str, Any] = {"state": State.WAITING, "not_before": now, "tries": 0, "reason": ""}
    return _decided(dossier, entry, "send letter again", changes | ({"way": way} if way else {}), actor, now)


def arrived(dossier: OpenDossier, entry: UUID, *, actor: Actor, now: datetime) -> bool:
    """A person found out that a letter of which this was unsure did arrive, or told or gave it to who it is for."""
    return _decided(dossier, entry, "letter arrived", _gone(now, actor), actor, now)


def _gone(now: datetime, actor: Actor) -> dict[str, Any]:
    return {"state": State.SENT, "reason": "", "ended": now, "ended_by": actor.who}


def _decided(
    dossier: OpenDossier, entry: UUID, action: str, changes: dict[str, Any], actor: Actor, now: datetime
) -> bool:
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "attach", now)
        mine = Outbox.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, id=entry)
        for_a_person = Q(state=State.FAILED) | Q(state=State.WAITING, way=Way.HAND)
        one = mine.select_for_update().filter(for_a_person).first()
        if one is None:
            return False
        found = changes["state"] == State.WAITING and not one.stoppable(now)
        mine.update(**changes | ({"reason": BY_CODE} if found else {}))
        if changes["state"] == State.SENT:
            _remember(one, now, actor.who)
        access.log(row.organisation_id, actor, action, now=now, dossier=row.number)
    return True


def printed(dossier: OpenDossier, entries: Iterable[UUID], *, actor: Actor, now: datetime) -> int:
    """Letters on paper went into the post; returns how many."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "attach", now)
        mine = Outbox.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, id__in=list(entries))
        found = list(mine.select_for_update().filter(way=Way.PRINT, state=State.WAITING))
        mine.filter(id__in=[one.id for one in found]).update(**_gone(now, actor))
        for one in found:
            _remember(one, now, actor.who)
        access.log(row.organisation_id, actor, "letter posted", now=now, dossier=row.number, hits=len(found))
    return len(found)


def _remember(one: Outbox, now: datetime, by: str) -> None:
    """That the letter left, with its hash: written once, never changed."""
    gone = LetterSent(
        organisation_id=one.organisation_id, dossier_id=one.dossier_id, letter=one.letter, seq=one.seq, recipient=one.recipient,
        role=one.role, way=one.way, document=one.document, sha256=one.sha256, at=now, by=by,
    )  # fmt: skip
    LetterSent.objects.bulk_create([gone])


def _everywhere() -> list[int]:
    return list(Organisation.objects.values_list("pk", flat=True))


def to_mail(now: datetime, most: int = 100) -> list[tuple[int, UUID, UUID]]:
    """Mail that may leave now, oldest first: organisation, dossier, row. Only to look at: `take` decides who has it."""
    with in_organisation(*_everywhere()):
        due = Outbox.objects.filter(state=State.WAITING, way=Way.MAIL, not_before__lte=now).order_by("not_before")
        return list(due.values_list("organisation_id", "dossier_id", "id")[:most])


def lay_ready(now: datetime) -> int:
    """Letters for colleagues who read them in the dossier: once they may leave, they are there. Returns how many."""
    with in_organisation(*_everywhere()):
        due = Outbox.objects.filter(state=State.WAITING, way=Way.DESK, not_before__lte=now)
        found = list(due.select_for_update(skip_locked=True))
        for one in found:
            gone(one, now)
    return len(found)


def take(organisation: int, dossier: UUID, entry: UUID, *, sender: str, now: datetime) -> Parcel | None:
    """Take one to send: from now on it says `sending`. None when another worker was first, or it was stopped."""
    with in_organisation(organisation):
        mine = Outbox.objects.filter(organisation_id=organisation, dossier_id=dossier, id=entry)
        due = mine.filter(state=State.WAITING, way=Way.MAIL, not_before__lte=now)
        message_id = f"<{entry.hex}@{sender.rpartition('@')[2] or 'localhost'}>"
        one = due.select_for_update(skip_locked=True).first()
        if one is None:
            return None
        row = Dossier.objects.select_related("organisation").get(organisation_id=organisation, id=dossier)
        address = _address(row, one.recipient)
        if not address:
            mine.update(state=State.FAILED, reason=NO_ADDRESS, ended=now, ended_by=WORKER)
            return None
        mine.update(state=State.SENDING, tries=one.tries + 1, message_id=message_id, taken=now)
        mail = _content(row, Q(id=one.document))
        calendar = _content(row, Q(kind=CALENDAR, letter=one.letter, seq=one.seq))
        return Parcel(organisation, dossier, entry, address, message_id, mail, calendar, row.regulation)


def _address(row: Dossier, code: str) -> str:
    person = Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, code=code).first()
    if person is None or not person.contact:
        return ""
    ring = keys.keyring(row.organisation, row.id, [person.compartment])
    return str(json.loads(ring.text(person.contact, person.compartment, code, "contact")).get("email", ""))


def _content(row: Dossier, which: Q) -> bytes:
    kept = Document.objects.filter(which, organisation_id=row.organisation_id, dossier_id=row.id).first()
    if kept is None:
        return b""
    ring = keys.keyring(row.organisation, row.id, [kept.compartment])
    return ring.unseal(kept.content, kept.compartment, kept.id.hex, "content")


@contextmanager
def held(parcel: Parcel) -> Iterator[Outbox | None]:
    """The row of a parcel, locked as long as it is being sent; None when it is no longer ours to send."""
    with in_organisation(parcel.organisation):
        mine = Outbox.objects.filter(organisation_id=parcel.organisation, dossier_id=parcel.dossier, id=parcel.id)
        yield mine.filter(state=State.SENDING).select_for_update(skip_locked=True).first()


def gone(one: Outbox, now: datetime) -> None:
    """The mail server took it. Inside `held`."""
    mine = Outbox.objects.filter(organisation_id=one.organisation_id, dossier_id=one.dossier_id, id=one.id)
    worker = Actor(None, WORKER, one.organisation_id)
    mine.update(**_gone(now, worker))
    _remember(one, now, WORKER)
    number = Dossier.objects.values_list("number", flat=True).get(
        organisation_id=one.organisation_id, id=one.dossier_id
    )
    access.log(one.organisation_id, worker, "letter sent", now=now, dossier=number)


def put_back(one: Outbox, reason: str, now: datetime, *, final: bool) -> None:
    """It certainly did not leave: it waits for another try, longer each time, or becomes work for a person."""
    mine = Outbox.objects.filter(organisation_id=one.organisation_id, dossier_id=one.dossier_id, id=one.id)
    if final or one.tries > len(PAUSES):
        mine.update(state=State.FAILED, reason=reason, ended=now, ended_by=WORKER)
    else:
        mine.update(state=State.WAITING, reason=reason, not_before=now + PAUSES[max(one.tries, 1) - 1])


def unsure(one: Outbox, now: datetime) -> None:
    """It may have left and it may not: a person finds out and decides."""
    mine = Outbox.objects.filter(organisation_id=one.organisation_id, dossier_id=one.dossier_id, id=one.id)
    mine.update(state=State.FAILED, reason=UNSURE, ended=now, ended_by=WORKER)


def unreachable(organisation: int, dossier: UUID, entry: UUID, now: datetime) -> None:
    """The mail server could not be reached at all: the row was never taken, and waits."""
    with in_organisation(organisation):
        mine = Outbox.objects.filter(organisation_id=organisation, dossier_id=dossier, id=entry, state=State.WAITING)
        one = mine.select_for_update(skip_locked=True).first()
        if one is not None:
            one.tries += 1
            mine.update(tries=one.tries)
            put_back(one, UNREACHABLE, now, final=False)


def left_behind(now: datetime) -> int:
    """Rows that a worker was sending when it died become unsure; never sent again by themselves. Returns how many."""
    with in_organisation(*_everywhere()):
        old = Outbox.objects.filter(state=State.SENDING, taken__lt=now - GRACE).select_for_update(skip_locked=True)
        found = list(old)
        for one in found:
            unsure(one, now)
    return len(found)
