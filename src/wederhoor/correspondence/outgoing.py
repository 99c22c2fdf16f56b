"""The postman: takes letters from the outbox one by one and hands them to the mail server.

What the mail server says decides: taken (gone), refused for now (tried later), refused for good, or nothing was heard
back (unsure: a person decides). A letter is never sent twice by itself.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from email.mime.text import MIMEText
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from uuid import UUID

from django.core.mail import EmailMessage

from wederhoor.correspondence import invitation, line
from wederhoor.correspondence.inbox.reading import OURS
from wederhoor.correspondence.line import Line
from wederhoor.dossier import outbox, regulations
from wederhoor.dossier.outbox import Parcel

#: What a mail may say: neither its subject nor its file name tells anything.
SUBJECT = {"u": "Er is een brief voor u", "je": "Er is een brief voor jou"}
BODY = "Beste lezer,\n\nDe brief zit als bijlage bij deze mail.\n"
FILE = "brief.pdf"
GONE, LATER, NEVER, UNSURE = "gone", "later", "never", "unsure"
PERMANENT = 500


def deliver(now: datetime) -> int:
    """Send what may leave now; returns how many left. Two workers at once share the work."""
    outbox.left_behind(now)
    down: set[int] = set()
    return outbox.lay_ready(now) + sum(_one(*waiting, now, down) for waiting in outbox.to_mail(now))


def _one(organisation: int, dossier: UUID, entry: UUID, now: datetime, down: set[int]) -> bool:
    """Reach the server first, then say `sending`, then hand over: what dies before `sending` is simply sent later.

    ``down``: organisations without a server, or whose server did not answer in this round. It is not called again for
    each of their letters; those make way for the letters of others.
    """
    along = None if organisation in down else line.of(organisation)
    if along is None or not _reached(along):
        down.add(organisation)
        outbox.unreachable(organisation, dossier, entry, now)
        return False
    try:
        parcel = outbox.take(organisation, dossier, entry, sender=along.sender, now=now)
        return parcel is not None and _sent(parcel, along, now)
    finally:
        with suppress(OSError, SMTPException):
            along.connection.close()


def _reached(along: Line) -> bool:
    try:
        along.connection.open()
    except (OSError, SMTPException):
        return False
    return True


def _sent(parcel: Parcel, along: Line, now: datetime) -> bool:
    with outbox.held(parcel) as row:
        if row is None:
            return False
        answer = hand_over(message(parcel, along))
        if answer == GONE:
            outbox.gone(row, now)
        elif answer == UNSURE:
            outbox.unsure(row, now)
        else:
            outbox.put_back(row, outbox.REFUSED, now, final=answer == NEVER)
    return answer == GONE


def message(parcel: Parcel, along: Line) -> EmailMessage:
    """The mail of a letter; the same identity at every try, so that a second copy can be recognised."""
    address = regulations.pinned(parcel.regulation).address
    made = along.message(SUBJECT[address], BODY, [parcel.address])
    made.extra_headers |= {"Message-ID": parcel.message_id, OURS: "1", "Auto-Submitted": "auto-generated"}
    made.attach(FILE, parcel.content, "application/pdf")
    if parcel.calendar:
        made.attach(_calendar(invitation.addressed(parcel.calendar, parcel.address)))
    return made


def _calendar(content: bytes) -> MIMEText:
    """The part that mail programmes offer to accept."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", invitation.method(content))
    part.add_header("Content-Disposition", "attachment", filename=invitation.FILE)
    return part


def hand_over(made: EmailMessage) -> str:
    """What the mail server makes of it. No answer at all, once it was called, is unsure."""
    try:
        made.send()
    except SMTPServerDisconnected:
        return UNSURE
    except SMTPRecipientsRefused as refused:
        return _lasting(max(code for code, _ in refused.recipients.values()))
    except SMTPResponseException as refused:
        return _lasting(refused.smtp_code)
    except (OSError, SMTPException):
        return UNSURE
    return GONE


def _lasting(code: int) -> str:
    return NEVER if code >= PERMANENT else LATER
