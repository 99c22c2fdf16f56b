"""Mail that came in: kept sealed before anything else is done with it, until a person files it in a dossier or sets it aside.

It belongs to the organisation, not yet to a dossier, and opens for who handles complaints there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q

from wederhoor.dossier import access, keys, regulations, sealing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, IncomingMail, Mailbox
from wederhoor.dossier.opening import NotFound, admit
from wederhoor.dossier.queries.visible import visible
from wederhoor.dossier.sealing import Place
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.terms import local_date

KINDS = frozenset({"handler", "coordinator"})
"""Kinds of role that open the post: those who register complaints."""
HEAD = 200
"""Signs of a subject and a sender that a list shows."""
State = IncomingMail.State
WAITING = (State.NEW, State.MATCHED, State.BOUNCED, State.UNREADABLE)
REASONS = {
    "not for us": "Niet voor ons", "automatic": "Automatisch antwoord", "spam": "Ongewenste reclame", "double": "Was er al",
    "loop": "Een mail van onszelf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was made of a mail when it came in."""

    state: str
    sort: str = ""
    dossier: str = ""
    known_sender: bool = False
    reason: str = ""
    subject: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail with its bytes, opened."""

    row: IncomingMail
    raw: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """A mail in a list: who wrote and about what, without its bytes."""

    row: IncomingMail
    subject: str
    sender: str


def _place(organisation: Organisation, record: UUID, column: str) -> Place:
    return Place(organisation.pk, "", "post", record.hex, column)


def _seal(organisation: Organisation, record: UUID, column: str, plain: bytes) -> bytes:
    return sealing.seal(plain, keys.organisation_key(organisation), _place(organisation, record, column))


def _unseal(organisation: Organisation, record: UUID, column: str, sealed: bytes) -> bytes:
    return sealing.unseal(sealed, keys.organisation_key(organisation), _place(organisation, record, column))


def fingerprint(organisation: Organisation, message_id: str, raw: bytes) -> bytes:
    """The same for the same mail, and nothing to others. A mail without Message-ID is known by its bytes."""
    known = b"id\x1f" + message_id.encode() if message_id else b"raw\x1f" + hashlib.sha256(raw).digest()
    return hmac.digest(keys.organisation_key(organisation), b"mail\x1f" + known, hashlib.sha256)


def keep(organisation: Organisation, raw: bytes, message_id: str, judged: Judgement, *, now: datetime) -> UUID | None:
    """Keep a mail; None when it was kept before. After this it cannot be lost: only then may its source let it go."""
    record = uuid4()
    row = IncomingMail(
        organisation=organisation, id=record, fingerprint=fingerprint(organisation, message_id, raw),
        raw=_seal(organisation, record, "raw", raw), head=_head(organisation, record, judged),
        size=len(raw), state=judged.state, sort=judged.sort,
        dossier=judged.dossier, known_sender=judged.known_sender, reason=judged.reason, came=now,
    )  # fmt: skip
    with in_organisation(organisation.pk):
        try:
            with transaction.atomic():
                IncomingMail.objects.bulk_create([row])
        except IntegrityError:
            return None
    return record


def may_open(organisation: Organisation, actor: Actor, now: datetime) -> bool:
    """Whether the post opens for this actor: somebody who handles complaints here."""
    today = local_date(now)
    role = regulations.pinned(regulations.in_force(organisation, today)).roles.get(actor.role)
    if role is None or role.kind not in KINDS or actor.account is None:
        return False
    held = Membership.objects.filter(account_id=actor.account, role=actor.role, organisation=organisation)
    return held.current(today).exists()


def _admit(organisation: Organisation, actor: Actor, now: datetime) -> None:
    if not may_open(organisation, actor, now):
        raise NotFound


def listed(
    organisation: Organisation, states: Sequence[str], *, actor: Actor, now: datetime, most: int = 100
) -> list[Line]:
    """The mails in these states, newest first, without those of dossiers that are not for this actor.

    Logged as a list with its number of hits. Raises NotFound.
    """
    with in_organisation(organisation.pk, account=actor.account):
        _admit(organisation, actor, now)
        rows = IncomingMail.objects.filter(organisation=organisation, state__in=states).defer("raw")
        mine = visible(organisation, actor, local_date(now))
        numbers = mine.rows.values("number") if mine else []
        found = rows.filter(Q(dossier="") | Q(dossier__in=numbers)).order_by("-came", "id")[:most]
        lines = [_line(organisation, row) for row in found]
        access.log(organisation.pk, actor, "post", now=now, hits=len(lines))
    return lines


def _head(organisation: Organisation, record: UUID, judged: Judgement) -> bytes:
    words = json.dumps([judged.subject[:HEAD], judged.sender[:HEAD]])
    return _seal(organisation, record, "head", words.encode())


def _line(organisation: Organisation, row: IncomingMail) -> Line:
    head = bytes(row.head)
    subject, sender = json.loads(_unseal(organisation, row.id, "head", head)) if head else ("", "")
    return Line(row, subject, sender)


def _kept(organisation: Organisation, row: IncomingMail) -> Kept:
    raw = bytes(row.raw)
    return Kept(row, _unseal(organisation, row.id, "raw", raw) if raw else b"")


def waiting(organisation: Organisation) -> int:
    """How many mails wait for a person. Inside the organisation's fence or not: it opens its own."""
    with in_organisation(organisation.pk):
        return IncomingMail.objects.filter(organisation=organisation, state__in=WAITING).count()


def opened(organisation: Organisation, record: UUID, *, actor: Actor, now: datetime) -> Kept:
    """One mail. Raises NotFound."""
    with in_organisation(organisation.pk, account=actor.account):
        _admit(organisation, actor, now)
        row = IncomingMail.objects.filter(organisation=organisation, id=record).first()
        if row is None:
            raise NotFound
        _not_shut(organisation, row.dossier, actor, now)
        access.log(organisation.pk, actor, "open mail", now=now, dossier=row.dossier)
    return _kept(organisation, row)


def _not_shut(organisation: Organisation, number: str, actor: Actor, now: datetime) -> None:
    """The vetoes of a dossier hold for the mail that belongs to it. Raises NotFound."""
    row = Dossier.objects.filter(organisation=organisation, number=number).first() if number else None
    if row is not None:
        row.organisation = organisation
        admit(row, actor, "read", now)


def _decide(
    organisation: Organisation, record: UUID, actor: Actor, now: datetime, action: str, **columns: object
) -> None:
    with in_organisation(organisation.pk, account=actor.account):
        _admit(organisation, actor, now)
        rows = IncomingMail.objects.filter(organisation=organisation, id=record).exclude(state=State.FILED)
        if not rows.update(decided=now, by=actor.who, **columns):
            raise NotFound
        access.log(organisation.pk, actor, action, now=now, dossier=str(columns.get("dossier", "")))


def set_aside(organisation: Organisation, record: UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Not for a dossier, with the code of why; it can be taken back. Raises NotFound, KeyError for an unknown reason."""
    if reason not in REASONS:
        raise KeyError(reason)
    _decide(organisation, record, actor, now, "set mail aside", state=State.ASIDE, reason=reason)


def take_back(organisation: Organisation, record: UUID, *, actor: Actor, now: datetime) -> None:
    """A mail set aside is new again."""
    _decide(organisation, record, actor, now, "take mail back", state=State.NEW, reason="")


def filed(organisation: Organisation, record: UUID, number: str, *, actor: Actor, now: datetime) -> None:
    """The dossier has the mail now: its bytes go from here, so that destroying the dossier destroys the mail."""
    _decide(
        organisation, record, actor, now, "file mail", state=State.FILED, dossier=number, raw=b"", head=b"", reason=""
    )


ASIDE_KEPT = timedelta(days=90)
"""How long what was set aside can be taken back; then it is wiped."""


def run_forget(now: datetime) -> int:
    """Wipe what was set aside long enough ago, everywhere; a chore of the worker. Returns how many."""
    wiped = 0
    for organisation in Organisation.objects.filter(parent=None):
        with in_organisation(organisation.pk):
            old = IncomingMail.objects.filter(organisation=organisation, state=State.ASIDE)
            ended = Q(decided__lt=now - ASIDE_KEPT) | Q(decided=None, came__lt=now - ASIDE_KEPT)
            wiped += old.filter(ended).delete()[0]
    return wiped


def belonging(organisation: Organisation, number: str) -> int:
    """How many mails came in for a dossier. Inside the fence."""
    return IncomingMail.objects.filter(organisation=organisation, dossier=number).count()


def forget(organisation: Organisation, number: str) -> int:
    """Remove every mail that belongs to a dossier that is destroyed. Call inside its transaction; returns how many."""
    return IncomingMail.objects.filter(organisation=organisation, dossier=number).delete()[0]


def add_mailbox(organisation: Organisation, source: str, *, actor: Actor, now: datetime) -> Mailbox:
    """A place where mail comes in from now on; ``source`` (with its password) is sealed."""
    record = uuid4()
    box = Mailbox(organisation=organisation, id=record, source=_seal(organisation, record, "source", source.encode()))
    with in_organisation(organisation.pk):
        Mailbox.objects.bulk_create([box])
        access.log(organisation.pk, actor, "add mailbox", now=now)
    return box


def mailboxes(organisation: Organisation) -> list[tuple[Mailbox, str]]:
    """The active mailboxes, each with its source as it was given."""
    with in_organisation(organisation.pk):
        rows = list(Mailbox.objects.filter(organisation=organisation, active=True))
    return [(row, _unseal(organisation, row.id, "source", bytes(row.source)).decode()) for row in rows]


def looked(box: Mailbox, *, cursor: str, problem: str, now: datetime) -> None:
    """Remember how far a mailbox was read, or why it could not be."""
    with in_organisation(box.organisation_id):
        Mailbox.objects.filter(organisation_id=box.organisation_id, id=box.id).update(
            cursor=cursor, problem=problem[:200], looked=now
        )


def remove_mailbox(organisation: Organisation, record: UUID, *, actor: Actor, now: datetime) -> None:
    """No more mail from here; what was kept stays."""
    with in_organisation(organisation.pk):
        Mailbox.objects.filter(organisation=organisation, id=record).delete()
        access.log(organisation.pk, actor, "remove mailbox", now=now)
