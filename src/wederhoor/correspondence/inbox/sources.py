"""Where mail comes from: an IMAP mailbox or a folder of .eml files. A mail leaves its source only after it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

TIMEOUT = 30.0
"""Seconds to wait for a mail server."""
FETCHED = 50
"""Mails taken in one look: the next look goes on."""


class CannotRead(Exception):
    """A mailbox could not be read; the words are for a person and hold no address or password."""


class Source(Protocol):
    """A place with mail."""

    cursor: str

    def mails(self) -> Iterator[bytes]:
        """The mails not kept yet, oldest first. After a step of this loop the mail before it counts as kept."""


class Folder:
    """A folder of .eml files; a kept one is removed: from then on it is sealed in the post only."""

    def __init__(self, path: Path) -> None:
        self.path, self.cursor = path, ""

    def mails(self) -> Iterator[bytes]:
        """Every .eml file, in order of name."""
        if not self.path.is_dir():
            raise CannotRead("De map met post bestaat niet.")
        for file in sorted(self.path.glob("*.eml"))[:FETCHED]:
            yield file.read_bytes()
            file.unlink()


class Imap:
    """A folder of an IMAP mailbox, read by UID: what a person reads or flags there does not matter."""

    def __init__(self, box: BaseMailBox, cursor: str) -> None:
        self.box, self.cursor = box, cursor

    def mails(self) -> Iterator[bytes]:
        """Every mail above the last UID that was kept; after UIDVALIDITY changed, all of them (kept ones are known)."""
        valid = self.box.folder.status(self.box.folder.get(), ["UIDVALIDITY"])["UIDVALIDITY"]
        before, _, last = self.cursor.partition(":")
        start = int(last) if before == str(valid) and last else 0
        above = sorted(uid for uid in map(int, self.box.uids("ALL")) if uid > start)
        for uid in above[:FETCHED]:
            yield from self._raw(uid)
            self.cursor = f"{valid}:{uid}"

    def _raw(self, uid: int) -> Iterator[bytes]:
        answer = self.box.client.uid("fetch", str(uid), "(BODY.PEEK[])")[1]
        yield from (bytes(part[1]) for part in answer if isinstance(part, tuple))


@contextmanager
def opened(address: str, cursor: str) -> Iterator[Source]:
    """The source at this address: `imaps://user:password@host/folder`, `imap+starttls://`, `imap://` or a folder.

    Raises CannotRead in words for a person.
    """
    parts = urlsplit(address)
    if not parts.scheme.startswith("imap"):
        yield Folder(Path(address))
        return
    try:
        box = _box(parts)
        with _hung_up(box), box.login(unquote(parts.username or ""), unquote(parts.password or ""), _folder(parts)):
            yield Imap(box, cursor)
    except OSError as error:
        raise CannotRead("De mailserver is niet bereikbaar.") from error
    except CannotRead:
        raise
    except Exception as error:
        if type(error).__module__.startswith(("imaplib", "imap_tools")):  # both have many kinds, none says more
            raise CannotRead(
                f"De mailserver weigert: {type(error).__name__}. Kijk naar naam, wachtwoord en map."
            ) from error
        raise


@contextmanager
def _hung_up(box: BaseMailBox) -> Iterator[None]:
    """The library leaves the line open after a refused login."""
    try:
        yield
    except Exception:
        box.client.shutdown()
        raise


def _folder(parts: SplitResult) -> str:
    return unquote(parts.path.strip("/")) or "INBOX"


def _box(parts: SplitResult) -> BaseMailBox:
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        return MailBox(host, parts.port or 993, timeout=TIMEOUT)
    if parts.scheme == "imap+starttls":
        return MailBoxStartTls(host, parts.port or 143, timeout=TIMEOUT)
    return MailBoxUnencrypted(host, parts.port or 143, timeout=TIMEOUT)
