"""Mail out. A mail never says what is in a dossier: it says that something is ready, and where.

Without a configured mail server everything lands in a folder (`settings.MAIL_FOLDER`), which the demo shows.
"""

from __future__ import annotations

import email
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """A Django mail back end that writes each mail as an .eml file; the name holds a moment and a random id only."""

    def __init__(self, fail_silently: bool = False, *, folder: str | Path | None = None, **unused: object) -> None:
        """`unused`: a user name and password that Django passes to every back end."""
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(folder or settings.MAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            path = self.folder / f"{moment}-{uuid.uuid4().hex}.eml"
            path.write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class MailOnFile:
    """A mail that was written to the folder."""

    name: str
    to: str
    subject: str
    body: str
    at: datetime


def sent(folder: str | Path) -> list[MailOnFile]:
    """The mails in the folder, newest first; no folder yet is no mail yet."""
    return [_read(path) for path in sorted(Path(folder).glob("*.eml"), reverse=True)]


def forget(folder: str | Path, message_ids: Collection[str]) -> int:
    """Remove from the folder the mails with these Message-IDs; returns how many. Mail that left by a server is not ours any more."""
    ours = [path for path in Path(folder).glob("*.eml") if _message_id(path) in message_ids] if message_ids else []
    for path in ours:
        path.unlink(missing_ok=True)
    return len(ours)


def _message_id(path: Path) -> str:
    return str(BytesHeaderParser().parsebytes(path.read_bytes())["Message-ID"] or "").strip()


def _read(path: Path) -> MailOnFile:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    moment = datetime.strptime(path.name.split("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    words = body.get_content() if body else ""
    return MailOnFile(path.name, str(message["to"]), str(message["subject"]), words, moment)
