"""Reads the address of a mail server. No Django here: the settings read it too."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

SUBMISSION = 587
"""The port on which mail programmes hand mail over, with STARTTLS."""


@dataclass(frozen=True, slots=True)
class Address:
    """How a mail server is reached. ``ssl``: TLS from the first byte; ``tls``: STARTTLS."""

    host: str
    port: int
    username: str
    password: str
    ssl: bool
    tls: bool


def read(url: str) -> Address | None:
    """``smtp://user:password@host:587``, or ``smtps://`` for TLS from the first byte; None when no host is named."""
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    port, ssl = parts.port or SUBMISSION, parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Address(parts.hostname, port, user, password, ssl, not ssl and port == SUBMISSION)


def written(scheme: str, user: str, password: str, host: str, port: int) -> str:
    """The address as `read` reads it, with whatever signs the password has."""
    return f"{scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}"
