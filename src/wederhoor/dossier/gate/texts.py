"""Text and mail: made readable as plain text, so that nothing in it can act."""

from __future__ import annotations

import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

from wederhoor.dossier.gate.bad import Bad

PLAIN = "text/plain"
HEADERS = ("from", "to", "cc", "date", "subject")
LABELS = {"from": "Van", "to": "Aan", "cc": "Kopie", "date": "Datum", "subject": "Onderwerp"}
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def cleaned(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Mail as text with its heads; text as UTF-8. What is neither is refused."""
    if _is_mail(blobs[0]):
        return _mail(blobs[0])
    return {"media_type": PLAIN}, [decoded(blobs[0]).encode()]


def decoded(content: bytes) -> str:
    """The text; signs that steer a terminal or turn the reading order are left out."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return _shown(_as(content, name))
    if b"\0" in content:
        raise Bad("unknown")
    try:
        return _shown(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _shown(_as(content, "cp1252"))


def _as(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise Bad("unknown") from None


def _shown(text: str) -> str:
    odd = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text)
    if odd > 8 + len(text) / 100:
        raise Bad("unknown")
    return "".join(sign for sign in text if sign in "\t\n" or unicodedata.category(sign) not in ("Cc", "Cf"))


def _is_mail(content: bytes) -> bool:
    heads = content[:65536].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    names = {line.partition(b":")[0] for line in heads.split(b"\n") if line[:1].isalpha()}
    return b"from" in names and bool(names & {b"message-id", b"received", b"mime-version"}) and b"date" in names


def _mail(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    try:
        message = message_from_bytes(content, policy=policy.default)
        if not isinstance(message, EmailMessage):
            raise Bad("damaged")
        heads = [f"{LABELS[name]}: {message[name]}" for name in HEADERS if message[name]]
        attached = [str(part.get_filename() or "zonder naam") for part in message.iter_attachments()]
        body = _body(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Bad("damaged") from None
    listed = ["Bijlagen: " + "; ".join(attached)] if attached else []
    text = "\n".join([*heads, *listed]) + "\n\n" + body
    return {"media_type": PLAIN, "warnings": ["attachments apart"] if attached else []}, [_shown(text).encode()]


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = str(part.get_content())
    return _Words.of(text) if part.get_content_type() == "text/html" else text


class _Words(HTMLParser):
    """The words of HTML, without what no reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style", "head")
        self.parts.append("\n" if tag in ("p", "br", "div", "li", "tr") else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "head") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self.hidden else data)

    @classmethod
    def of(cls, text: str) -> str:
        """The words of this HTML."""
        parser = cls()
        parser.feed(text)
        return "".join(parser.parts).strip()
