"""Letters as PDF by typst: its compiler is kept alive, and refuses what is not PDF/UA-1 and PDF/A-2a.

The words go in as JSON and are only ever shown as text, so nothing anybody types can become typst code.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from wederhoor.correspondence.paper import Head
from wederhoor.correspondence.tree import Block

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
FAMILY = "Atkinson Hyperlegible Next"
FALLBACK = ("Libertinus Serif", "DejaVu Sans Mono")
#: Stands for a character that no font here can draw (an emoji, say); the HTML of the letter keeps it.
UNDRAWN = "□"
HERE = Path(__file__).resolve().parent
#: Where the build puts the house font as .ttf: typst reads neither woff2 nor variable fonts.
FONTS = HERE.parent / "site" / "static_built" / "wederhoor" / "letters"
_kept = threading.local()


def render(title: str, head: Head, body: Sequence[Block], *, large: bool) -> bytes:
    """The PDF. A character without a glyph is shown as an open square rather than losing the letter."""
    data = _data(title, head, body, large)
    try:
        return _compile(data)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    return _compile(drawn(data))


def _data(title: str, head: Head, body: Sequence[Block], large: bool) -> dict[str, Any]:
    return {
        "title": title,
        "organisation": head.organisation,
        "date": [int(part) for part in head.iso_date.split("-")],
        "sender": [head.organisation, *head.organisation_address],
        "recipient": head.recipient,
        "facts": head.facts,
        "footer": " · ".join(filter(None, (head.organisation, head.contact))),
        "body": [asdict(block) for block in body],
        "fonts": families(),
        "large": large,
    }


def _compile(data: dict[str, Any]) -> bytes:
    year, month, day = data["date"]
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"letter": json.dumps(data)},
        pdf_standards=STANDARDS,
        timestamp=datetime(year, month, day, tzinfo=UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


def _compiler() -> typst.Compiler:
    """One compiler a thread: it is not made for two at once, and starting it costs more than a letter."""
    if not hasattr(_kept, "compiler"):
        _kept.compiler = typst.Compiler(HERE / "letter.typ", root=HERE, font_paths=fonts())
    compiler: typst.Compiler = _kept.compiler
    return compiler


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The house font where the build has put it, else those inside typst."""
    folders = [str(FONTS)] if FONTS.is_dir() else []
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@lru_cache(maxsize=1)
def families() -> list[str]:
    """The fonts to take, in their order."""
    return [family for family in (FAMILY, *FALLBACK) if family in fonts().families()]


def drawn(data: Any) -> Any:
    """The same data with every character that cannot be drawn replaced."""
    if isinstance(data, str):
        return "".join(sign if sign.isascii() or _drawable(sign) else UNDRAWN for sign in data)
    if isinstance(data, dict):
        return {key: value if key in {"fonts", "href"} else drawn(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [drawn(item) for item in data]
    return data


@lru_cache(maxsize=4096)
def _drawable(sign: str) -> bool:
    head = Head("", (), ("",), "", "2000-01-01", "", "", "")
    try:
        _compile(_data(sign, head, (), False))
    except typst.TypstError:
        return False
    return True
