"""Fetching mail: every mail is first kept as it came, with what was made of it; then the source may let it go."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connection

from wederhoor.correspondence.inbox import sources
from wederhoor.correspondence.inbox.belonging import Belongs, belongs, tell
from wederhoor.correspondence.inbox.reading import Incoming, read_mail
from wederhoor.dossier import post
from wederhoor.dossier.models import Mailbox
from wederhoor.dossier.post import Judgement, State
from wederhoor.organisations.models import Organisation

LOG = logging.getLogger(__name__)
_ID = re.compile(rb"^Message-ID:\s*(<[^>\r\n]+>)", re.IGNORECASE | re.MULTILINE)


def collect(organisations: Iterable[Organisation], *, now: datetime) -> int:
    """Look in every mailbox of these organisations; returns how many mails were new. One broken mailbox stops no other."""
    return sum(_safely(one, box, address, now) for one in organisations for box, address in post.mailboxes(one))


def _safely(organisation: Organisation, box: Mailbox, address: str, now: datetime) -> int:
    try:
        return _look(organisation, box, address, now)
    except Exception:  # one mailbox may not keep the others waiting; it is looked into again the next time
        LOG.exception("mailbox %s could not be read", box.id)
        post.looked(
            box, cursor=box.cursor, problem="Er ging iets mis bij het ophalen; zie het logboek van de server.", now=now
        )
        return 0


def _look(organisation: Organisation, box: Mailbox, address: str, now: datetime) -> int:
    """Two workers never read the same mailbox at once: the second finds it locked and leaves it."""
    with _locked(box) as mine:
        return _read(organisation, box, address, now) if mine else 0


def _read(organisation: Organisation, box: Mailbox, address: str, now: datetime) -> int:
    """Each mail is committed before the source moves on, so that a crash at any moment loses none."""
    cursor, problem, new = box.cursor, "", 0
    try:
        with sources.opened(address, cursor) as source:
            for raw in source.mails():
                new += take(organisation, raw, now=now)
            cursor = source.cursor
    except sources.CannotRead as error:
        problem = str(error)
        LOG.warning("mailbox %s: %s", box.id, problem)
    post.looked(box, cursor=cursor, problem=problem, now=now)
    return new


@contextmanager
def _locked(box: Mailbox) -> Iterator[bool]:
    """A lock of this connection, not of a transaction: the mails in between are committed one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 20260511))", [box.id.hex])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 20260511))", [box.id.hex])


def take(organisation: Organisation, raw: bytes, *, now: datetime) -> bool:
    """Keep one mail; False when it was kept before. A mail that cannot be read is kept too, for a person to look at."""
    try:
        mail = read_mail(raw)
    except Exception:  # whatever a mail does to the reader, it may not get lost or stop the others
        LOG.exception("a mail could not be read")
        marked = _ID.search(raw[:20_000])
        key = marked[1].decode("ascii", "replace") if marked else ""
        return post.keep(organisation, raw, key, Judgement(State.UNREADABLE), now=now) is not None
    found = _belongs(organisation, mail)
    record = post.keep(organisation, raw, mail.message_id, judged(mail, found), now=now)
    if record and found.number and mail.sort in ("message", "bounce"):
        _tell(organisation, mail, found, record, now)
    return record is not None


def _belongs(organisation: Organisation, mail: Incoming) -> Belongs:
    """To which dossier; to none when looking fails: the mail is kept all the same."""
    try:
        return belongs(organisation, mail)
    except Exception:  # a stranger writes the mail: whatever is in it may not keep the others from coming in
        LOG.exception("the dossier of a mail could not be found")
        return Belongs()


def _tell(organisation: Organisation, mail: Incoming, found: Belongs, record: UUID, now: datetime) -> None:
    failed = mail.sort == "bounce"
    about = f"letter:{found.letter}" if failed and found.letter else f"mail:{record.hex}"
    try:
        tell(organisation, found.number, "letter failed" if failed else "message", about, now=now)
    except Exception:  # it is kept and stands in the post; the next mail must come in too
        LOG.exception("nobody could be told of a mail")


def judged(mail: Incoming, found: Belongs) -> Judgement:
    """What sort of mail it is and to which dossier it seems to belong. A person decides."""
    state, reason = _state(mail, found)
    kept = state != State.ASIDE
    return Judgement(
        state, mail.sort, found.number if kept else "", found.known_sender and kept, reason,
        subject=mail.subject, sender=mail.sender_name or mail.sender,
    )  # fmt: skip


def _state(mail: Incoming, found: Belongs) -> tuple[str, str]:
    """Where it goes first, and the code of why when it is set aside."""
    if mail.sort == "loop" or (mail.sort == "automatic" and not found.number):
        return State.ASIDE, mail.sort
    if mail.sort == "bounce":
        return State.BOUNCED, ""
    return (State.MATCHED if found.number else State.NEW), ""


def everywhere(now: datetime) -> int:
    """Look in the mailboxes of every organisation; a chore of the background worker."""
    return collect(Organisation.objects.filter(parent=None), now=now)
