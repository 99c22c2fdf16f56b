"""typst, whose compilers are kept alive: it refuses what is not PDF/UA-1 (and for a letter PDF/A-2a).

The words go in as JSON and are only ever shown as text, so nothing anybody types can become typst code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from wederhoor.correspondence.press import FAMILY

HERE = Path(__file__).resolve().parent
#: Where the build puts the house font as .ttf: typst reads neither woff2 nor variable fonts.
FONTS = HERE.parents[1] / "site" / "static_built" / "wederhoor" / "letters"
FALLBACK = ("Libertinus Serif", "DejaVu Sans Mono")
#: Stands for a character that no font here can draw (an emoji, say); the HTML of the letter keeps it.
UNDRAWN = "□"
NO_GLYPH = "could not be displayed"
EMPTY = {
    "title": "", "organisation": "", "date": [2000, 1, 1], "sender": [""], "recipient": [""], "facts": [], "footer": "", "body": [],
    "large": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of typst beside this one, and what its PDF must comply with."""

    file: str
    standards: Sequence[typst.PDFStandard]


SHEETS = {
    "letter": Sheet("letter.typ", ("ua-1", "a-2a")), "inspection": Sheet("inspection.typ", ("ua-1",)),
    "published": Sheet("published.typ", ("ua-1",)), "form": Sheet("form.typ", ("ua-1",)),
    "report": Sheet("report.typ", ("ua-1",)),
}  # fmt: skip


def set_in_type(given: dict[str, Any], blobs: list[bytes]) -> bytes:
    """The PDF. A character without a glyph is shown as an open square rather than losing the document."""
    sheet, words = given["sheet"], blobs[0].decode()
    try:
        return _compiled(sheet, words, given.get("date"))
    except typst.TypstError as error:
        if NO_GLYPH not in error.message:
            raise
    return _compiled(sheet, json.dumps(drawn(json.loads(words))), given.get("date"))


def _compiled(sheet: str, words: str, date: Sequence[int] | None) -> bytes:
    made = _compiler(sheet).compile(
        format="pdf",
        sys_inputs={"words": words, "fonts": json.dumps(families())},
        pdf_standards=list(SHEETS[sheet].standards),
        timestamp=datetime(date[0], date[1], date[2], tzinfo=UTC) if date else None,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


def places(sheet: str, words: str) -> list[dict[str, Any]]:
    """What the sheet left behind as `<field>`: the places to fill in, each with its page and where on it."""
    inputs = {"words": words, "fonts": json.dumps(families())}
    setter = typst.Compiler(HERE / SHEETS[sheet].file, root=HERE, font_paths=fonts(), sys_inputs=inputs)
    found: list[dict[str, Any]] = json.loads(setter.query("<field>", field="value"))
    return found


@lru_cache
def _compiler(sheet: str) -> typst.Compiler:
    """Starting one costs more than a letter."""
    return typst.Compiler(HERE / SHEETS[sheet].file, root=HERE, font_paths=fonts())


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
        return {key: value if key == "href" else drawn(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [drawn(item) for item in data]
    return data


@lru_cache(maxsize=4096)
def _drawable(sign: str) -> bool:
    try:
        _compiled("letter", json.dumps(EMPTY | {"title": sign}), None)
    except typst.TypstError:
        return False
    return True
