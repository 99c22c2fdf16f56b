"""What can be printed or downloaded: the regulation in plain words and in full, and the complaint form, also to fill in on a computer.

A paper is made once for what it says: its name on disk holds the hash of its words, so a new regulation, another sentence or another
telephone number makes a new one, and the old one goes. No visitor waits for typesetting but the first.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language

from wederhoor import __version__
from wederhoor.correspondence import press
from wederhoor.frontdoor.publishing import plain, whole
from wederhoor.frontdoor.publishing.chapters import Chapter
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.publishing.questions import sections
from wederhoor.frontdoor.sentences import say, unmarked
from wederhoor.procedure.surroundings import Contact

KINDS = ("uitleg", "regeling", "formulier", "invulformulier")
"""The papers by the word in their address."""
SHEETS = {"uitleg": "published", "regeling": "published", "formulier": "form", "invulformulier": "form"}
DARK = 1.05 / 4.5 - 0.05
"""The luminance that has 4.5 to 1 on white."""


def paper(provider: Provider, kind: str) -> bytes:
    """The PDF, made now when it is not there yet."""
    words = json.dumps(_words(provider, kind), ensure_ascii=False, sort_keys=True)
    path = _path(provider, kind, words)
    if not path.exists():
        _keep(path, _made(kind, words))
    return path.read_bytes()


def _path(provider: Provider, kind: str, words: str) -> Path:
    mark = hashlib.sha256(f"{__version__} {kind} {words}".encode()).hexdigest()[:16]
    return Path(settings.WEDERHOOR_HOME) / "papers" / f"{provider.code}.{kind}.{_language()}.{mark}.pdf"


def _made(kind: str, words: str) -> bytes:
    return press.made("fillable" if kind == "invulformulier" else "type", {"sheet": SHEETS[kind]}, words.encode())


def _keep(path: Path, made: bytes) -> None:
    """Whole or not at all, and in the place of the one it follows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    draft.write_bytes(made)
    draft.replace(path)
    shared = ".".join(path.name.split(".")[:3])
    for old in path.parent.glob(f"{shared}.*.pdf"):
        if old != path:
            old.unlink(missing_ok=True)


def _language() -> str:
    return "en" if get_language() == "en" else "nl"


def _words(provider: Provider, kind: str) -> dict[str, Any]:
    """Everything that stands on the paper."""
    day = date_format(provider.in_force_from, "j F Y")
    version = say("full.page.version", provider.address, version=provider.version, day=day)
    shared = {
        "organisation": provider.name, "colour": ink(provider.colour), "language": _language(),
        "footer": f"{provider.name} · {provider.regulation_title} · {version}",
    }  # fmt: skip
    return shared | (_form(provider) if SHEETS[kind] == "form" else _text(provider, kind, version))


def ink(colour: str) -> str:
    """The brand colour as headings have it: made darker until it stands out on white (4.5 to 1)."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)] if colour else [0, 0, 0]
    while _light(parts) > DARK:
        parts = [int(part * 0.95) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _light(parts: list[int]) -> float:
    """Relative luminance, as the WCAG defines it."""
    shares = [part / 255 for part in parts]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _text(provider: Provider, kind: str, version: str) -> dict[str, Any]:
    address = provider.address
    if kind == "uitleg":
        title, lead = say("plain.page.title", address), say("plain.page.lead", address)
        found = plain.chapters(provider.published, address)
    else:
        title, lead = provider.regulation_title, say("full.page.lead", address)
        found = whole.chapters(provider.published, address)
    about = [lead, f"{provider.regulation_title}. {version}"]
    return {"title": title, "about": about, "chapters": _chapters(found)}


def _chapters(found: Iterable[Chapter]) -> list[dict[str, Any]]:
    return [_unmarked(asdict(chapter)) | {"short": chapter.short} for chapter in found]


def _unmarked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unmarked(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_unmarked(inner) for inner in value]
    return unmarked(value) if isinstance(value, str) else value


def _form(provider: Provider) -> dict[str, Any]:
    address = provider.address
    return {
        "title": say("paper.title", address),
        "about": [say("paper.lead", address), say("paper.optional", address)],
        "sections": [asdict(section) for section in sections(provider)],
        "send": {"title": say("paper.send.title", address), "lines": send_to(provider)},
    }


def send_to(provider: Provider) -> list[str]:
    """Where the form goes: to who takes complaints in, by post and by mail, as far as the text gives it; else by hand."""
    address, rules = provider.address, provider.regulation
    takers = [p for p in rules.contact_points.values() if p.role in rules.acts["receive"].by and (p.post or p.mail)]
    lines = [line for point in takers for line in _to(point, address)]
    if not lines:
        lines = [say("paper.send.by_hand", address, name=provider.name)]
    return [*lines, say("paper.send.copy", address)]


def _to(point: Contact, address: str) -> list[str]:
    posted = [say("paper.send.post", address, who=point.label, where=point.post)] if point.post else []
    mailed = [say("paper.send.mail", address, who=point.label, where=point.mail)] if point.mail else []
    return posted + mailed
