"""Contacts that became no complaint: somebody was heard, informed, advised or helped. Recorded and counted; no dossier comes of it.

What a confidant records is the confidant's own: others get the count and nothing else. The note is sealed with a key of
the role, or of the account where it is private, and is wiped after two years; the count stays.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from wederhoor.dossier import access, keys, sealing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import ReceptionContact
from wederhoor.dossier.opening import NotFound
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import LooseContact
from wederhoor.procedure.terms import local_date

KEPT = timedelta(days=730)
MOST = 200


@dataclass(frozen=True, slots=True)
class NewContact:
    """What is recorded of a contact: codes, and a note that is sealed."""

    day: date
    channel: str
    topic: str
    duration: str
    note: str = ""
    followed: bool = False
    did: tuple[str, ...] = ()
    """What was done for who came, where the regulation asks it."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as its reader sees it."""

    id: UUID
    what: NewContact
    role: str
    own: bool


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many contacts in one quarter: in all, that became a complaint, and per topic, channel, duration and what was done."""

    name: str
    total: int
    followed: int
    topics: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int], ...]
    durations: tuple[tuple[str, int], ...]
    did: tuple[tuple[str, int], ...]


def _own(regulation: Regulation, role: str) -> list[LooseContact]:
    return [contact for contact in regulation.contacts_without_dossier.values() if role in contact.by]


def records(regulation: Regulation, role: str) -> bool:
    """Whether this role records contacts, as the regulation says."""
    return bool(_own(regulation, role))


def counts(regulation: Regulation, role: str) -> bool:
    """Whether this role sees the numbers."""
    told = any(role in contact.counted_for for contact in regulation.contacts_without_dossier.values())
    return told or records(regulation, role)


def private(regulation: Regulation, role: str) -> bool:
    """Whether what this role records is for the one who wrote it only."""
    return not any(contact.seen_by for contact in _own(regulation, role))


def done_for(regulation: Regulation, roles: Iterable[str] = ()) -> dict[str, str]:
    """What can be done for who comes, as the regulation asks it of these roles; of any role where none is given."""
    wanted = set(roles)
    asked = (
        one.asks.get("did") for one in regulation.contacts_without_dossier.values() if not wanted or wanted & {*one.by}
    )
    return {code: label for field in asked if field for code, label in choices_of(regulation, field).items()}


def becomes_complaint(regulation: Regulation, role: str) -> bool:
    """Whether this role can make a complaint of a contact."""
    may = any(contact.may_become_complaint for contact in _own(regulation, role))
    return may and role in regulation.acts["receive"].by


def _read_by(regulation: Regulation, role: str) -> set[str]:
    """The roles whose contacts this role reads back, its own with them."""
    said = regulation.contacts_without_dossier.values()
    return {role, *(writer for contact in said if role in contact.seen_by for writer in contact.by)}


def _belongs(organisation: Organisation, actor: Actor, today: date) -> None:
    """Only who holds the role at the organisation or one of its members. Raises NotFound."""
    places = Q(organisation=organisation) | Q(organisation__parent=organisation)
    if actor.account is None:
        raise NotFound
    if not Membership.objects.filter(places, account_id=actor.account, role=actor.role).current(today).exists():
        raise NotFound


def _member(organisation: Organisation, actor: Actor) -> int | None:
    """The member of a cooperative somebody works at; None for who works at the cooperative itself."""
    return actor.organisation if actor.organisation != organisation.pk else None


def _of_place(organisation: Organisation, actor: Actor) -> Q:
    """Of a member only its own; at the cooperative all."""
    own = _member(organisation, actor)
    return Q(member=own) if own else Q()


def _key(organisation: Organisation, row: ReceptionContact) -> bytes:
    owner = f"account:{row.account_id.hex}" if row.private and row.account_id else f"role:{row.role}"
    return hmac.digest(keys.organisation_key(organisation), f"contact\x1f{owner}".encode(), hashlib.sha256)


def _place(row: ReceptionContact) -> sealing.Place:
    return sealing.Place(row.organisation_id, row.id.hex, "contact", row.role, "note")


def record(
    organisation: Organisation, regulation: Regulation, contact: NewContact, *, actor: Actor, now: datetime
) -> UUID:
    """Keep one contact. Raises NotFound for a role that records none."""
    if not records(regulation, actor.role):
        raise NotFound
    _belongs(organisation, actor, local_date(now))
    row = ReceptionContact(
        organisation=organisation, id=uuid.uuid4(), member_id=_member(organisation, actor), account_id=actor.account, role=actor.role,
        private=private(regulation, actor.role), day=contact.day, channel=contact.channel, topic=contact.topic,
        duration=contact.duration, did=",".join(contact.did), followed=contact.followed, forget_after=contact.day + KEPT,
    )  # fmt: skip
    if contact.note:
        row.note = sealing.seal(contact.note.encode(), _key(organisation, row), _place(row))
    with in_organisation(organisation.pk, account=actor.account):
        ReceptionContact.objects.bulk_create([row])
        access.log(organisation.pk, actor, "contact", now=now)
    return row.id


def _seen(organisation: Organisation, roles: set[str], actor: Actor) -> QuerySet[ReceptionContact]:
    """One's own, and of these roles what is not private; at a member of a cooperative only that member's."""
    mine = Q(account_id=actor.account) | (Q(role__in=roles, private=False) & _of_place(organisation, actor))
    return ReceptionContact.objects.filter(mine, organisation=organisation)


def listed(organisation: Organisation, regulation: Regulation, *, actor: Actor, now: datetime) -> list[Contact]:
    """The contacts this person may read, newest first; logged as a list. Raises NotFound."""
    if not records(regulation, actor.role):
        raise NotFound
    _belongs(organisation, actor, local_date(now))
    with in_organisation(organisation.pk, account=actor.account):
        rows = list(_seen(organisation, _read_by(regulation, actor.role), actor).order_by("-day", "id")[:MOST])
        access.log(organisation.pk, actor, "contacts", now=now, hits=len(rows))
    return [_read(organisation, row, actor) for row in rows]


def _read(organisation: Organisation, row: ReceptionContact, actor: Actor) -> Contact:
    note = sealing.unseal(bytes(row.note), _key(organisation, row), _place(row)).decode() if row.note else ""
    what = NewContact(row.day, row.channel, row.topic, row.duration, note, row.followed, _codes(row.did))
    return Contact(row.id, what, row.role, row.account_id == actor.account)


def follows(organisation: Organisation, regulation: Regulation, contact: UUID, *, actor: Actor, now: datetime) -> str:
    """A complaint follows from this contact; returns by what channel it came. Raises NotFound."""
    if not becomes_complaint(regulation, actor.role):
        raise NotFound
    _belongs(organisation, actor, local_date(now))
    with in_organisation(organisation.pk, account=actor.account):
        mine = _seen(organisation, _read_by(regulation, actor.role), actor).filter(id=contact)
        row = mine.first()
        if row is None:
            raise NotFound
        mine.update(followed=True)
        access.log(organisation.pk, actor, "contact", now=now)
    return row.channel


def counted(organisation: Organisation, regulation: Regulation, *, actor: Actor, now: datetime) -> list[Quarter]:
    """The numbers per quarter, newest first, the private ones with them: numbers say nobody's story. Raises NotFound."""
    if not counts(regulation, actor.role):
        raise NotFound
    _belongs(organisation, actor, local_date(now))
    with in_organisation(organisation.pk, account=actor.account):
        rows = ReceptionContact.objects.filter(_of_place(organisation, actor), organisation=organisation).order_by(
            "-day"
        )
        found = list(rows.values_list("day", "followed", "topic", "channel", "duration", "did"))
        access.log(organisation.pk, actor, "contacts counted", now=now, hits=len(found))
    quarters: dict[str, list[tuple[date, bool, str, str, str, str]]] = {}
    for one in found:
        quarters.setdefault(f"{one[0].year}-{(one[0].month + 2) // 3}", []).append(one)
    return [_quarter(name, rows_of) for name, rows_of in quarters.items()]


def _codes(kept: str) -> tuple[str, ...]:
    return tuple(filter(None, kept.split(",")))


def _quarter(name: str, rows: list[tuple[date, bool, str, str, str, str]]) -> Quarter:
    def per(column: int) -> tuple[tuple[str, int], ...]:
        return tuple(Counter(str(row[column]) for row in rows).most_common())

    did = Counter(code for row in rows for code in _codes(row[5]))
    return Quarter(name, len(rows), sum(row[1] for row in rows), per(2), per(3), per(4), tuple(did.most_common()))


def run_forget(now: datetime) -> int:
    """Wipe the notes, and who wrote them, when their time is over. Returns how many."""
    done = 0
    for organisation in Organisation.objects.exclude(wrapped_key=b""):
        with in_organisation(organisation.pk):
            old = ReceptionContact.objects.filter(organisation=organisation, forget_after__lt=local_date(now))
            done += old.exclude(note=b"", account=None).update(note=b"", account=None)
    return done
