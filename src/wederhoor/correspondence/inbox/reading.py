"""One mail, from its raw bytes: who wrote, what is new in it, what was quoted, and what sort of mail it is. Pure.

Reading never fails on what people and machines send: what cannot be read is left empty and named in ``defects``.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from typing import Literal

from wederhoor.correspondence.inbox.cleaning import clean_html, text_of_html
from wederhoor.correspondence.inbox.quoting import split_quoted

Sort = Literal["message", "automatic", "bounce", "loop"]
OURS = "X-Wederhoor"
"""Every mail that leaves here carries this header: one that comes back with it goes round."""
TEXT_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail, as it was sent: not checked yet."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail that came in. ``sent`` is what its sender's clock said, None when it says nothing that can be read."""

    message_id: str
    answers: tuple[str, ...]
    """Message-IDs it replies to or refers to, the nearest first; of a bounce, those of the mail that did not arrive."""
    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    sent: datetime | None
    text: str
    quoted: str
    html: str
    attachments: tuple[Attachment, ...]
    sort: Sort
    undelivered: tuple[str, ...]
    """Addresses that a bounce names."""
    defects: tuple[str, ...]


def read_mail(raw: bytes) -> Incoming:
    """The mail in these bytes (RFC 5322). Never raises for a mail that is merely strange."""
    message = email.message_from_bytes(raw, policy=policy.default)
    defects: list[str] = []
    plain, html = _body(message, defects)
    new, quoted = split_quoted((plain or text_of_html(html))[:TEXT_LIMIT])
    name, address = _sender(message)
    return Incoming(
        message_id=_header(message, "Message-ID"), answers=_answers(message), sender=address, sender_name=name, to=_to(message),
        subject=_header(message, "Subject"), sent=_sent(message), text=new, quoted=quoted, html=clean_html(html),
        attachments=tuple(_attachments(message, defects)), sort=_sort(message), undelivered=_undelivered(message),
        defects=tuple(defects),
    )  # fmt: skip


def _header(message: EmailMessage, name: str) -> str:
    """A header as one line; '' when absent or when the library stumbles over it."""
    try:
        return " ".join(str(message.get(name, "")).replace("\0", " ").split())
    except (ValueError, IndexError, TypeError, AttributeError):  # known stumbles of email.policy.default
        return ""


def _addresses(message: EmailMessage, *names: str) -> list[tuple[str, str]]:
    there = filter(None, (_header(message, name) for name in names))  # a strict parser drops all for one that is empty
    found = getaddresses(list(there))
    return [(name.strip(), address.strip().lower()) for name, address in found if "@" in address]


def _sender(message: EmailMessage) -> tuple[str, str]:
    return next(iter(_addresses(message, "From", "Sender")), ("", ""))


def _to(message: EmailMessage) -> tuple[str, ...]:
    found = _addresses(message, "To", "Cc", "Delivered-To", "X-Original-To")
    return tuple(dict.fromkeys(address for _, address in found))


def _sent(message: EmailMessage) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError):
        return None
    return moment.astimezone() if moment.tzinfo else None


def _answers(message: EmailMessage) -> tuple[str, ...]:
    replied = _header(message, "In-Reply-To").split()
    referred = list(reversed(_header(message, "References").split()))
    returned = [_header(part, "Message-ID") for part in _returned(message)]
    return tuple(dict.fromkeys(filter(None, (*returned, *replied, *referred))))


def _returned(message: EmailMessage) -> Iterator[EmailMessage]:
    """In a bounce: the mail that did not arrive, or its headers."""
    if message.get_content_type() != "multipart/report":
        return
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inside = part.get_payload()
            yield from (m for m in (inside if isinstance(inside, list) else []) if isinstance(m, EmailMessage))
        elif part.get_content_type() == "text/rfc822-headers":
            yield email.message_from_string(str(part.get_payload()), policy=policy.default)


def _undelivered(message: EmailMessage) -> tuple[str, ...]:
    found = [str(part.get("Final-Recipient", "")) for part in message.walk()]
    failed = [*found, _header(message, "X-Failed-Recipients")]
    return tuple(dict.fromkeys(word.split(";")[-1].strip().lower() for word in failed if "@" in word))


def _sort(message: EmailMessage) -> Sort:
    """Bounces and answers of machines are told from mail of people (RFC 3464, RFC 3834)."""
    if message.get(OURS):
        return "loop"
    if _is_report(message) or _returned_empty(message):
        return "bounce"
    said = _header(message, "Auto-Submitted").lower()
    bulk = _header(message, "Precedence").lower() in {"bulk", "junk", "auto_reply"}
    machine = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "List-Id"))
    return "automatic" if (said and said != "no") or bulk or machine else "message"


def _is_report(message: EmailMessage) -> bool:
    status = any(part.get_content_type() == "message/delivery-status" for part in message.walk())
    return status or bool(message.get("X-Failed-Recipients"))


def _returned_empty(message: EmailMessage) -> bool:
    """The empty return path of RFC 5321 with a sender that is a mail server."""
    return _header(message, "Return-Path") == "<>" and _sender(message)[1].startswith(("mailer-daemon@", "postmaster@"))


def _body(message: EmailMessage, defects: list[str]) -> tuple[str, str]:
    """The plain text and the HTML, each '' when absent."""
    return _text(message.get_body(("plain",)), defects), _text(message.get_body(("html",)), defects)


def _text(part: object, defects: list[str]) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    try:
        return str(part.get_content()).replace("\0", "")
    except (LookupError, ValueError, KeyError):  # an unknown alphabet, or a part that is not what it says
        defects.append("De tekst heeft een onbekende codering; leestekens kunnen anders zijn.")
        content = part.get_payload(decode=True)
        return content.decode("latin-1").replace("\0", "") if isinstance(content, bytes) else ""


def _attachments(message: EmailMessage, defects: list[str]) -> Iterator[Attachment]:
    for number, part in enumerate(_files(message), 1):
        kind = part.get_content_type()
        name = part.get_filename() or f"bijlage-{number}{'.eml' if kind == 'message/rfc822' else ''}"
        content = _bytes(part)
        if content is None:
            defects.append(f"Bijlage {number} is niet te lezen; zij zit nog in het oorspronkelijke bericht.")
        else:
            yield Attachment(name.replace("\0", ""), kind, content)


def _files(message: EmailMessage) -> Iterator[EmailMessage]:
    """Everything that is not the body; a picture inside the text is a file too."""
    bodies = [message.get_body(("plain",)), message.get_body(("html",))]
    inside = 0
    for part in message.walk():
        if inside:
            inside -= 1
        elif part.get_content_type() == "message/rfc822":
            inside = sum(1 for _ in part.walk()) - 1
            yield part
        elif not part.is_multipart() and part not in bodies and not _is_status(part):
            yield part


def _is_status(part: EmailMessage) -> bool:
    return part.get_content_type() in {"message/delivery-status", "text/rfc822-headers"}


def _bytes(part: EmailMessage) -> bytes | None:
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        return inside[0].as_bytes() if isinstance(inside, list) and isinstance(inside[0], EmailMessage) else None
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None
