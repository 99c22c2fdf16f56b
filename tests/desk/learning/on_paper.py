"""What a report on paper must be for everybody: tagged, in Dutch, with headings and with tables whose heads are heads."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf


def marks(node: Any) -> Iterator[str]:
    """The kinds of everything in the structure tree: /H1, /Table, /TH."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from marks(one)
    elif isinstance(node, pikepdf.Dictionary):
        yield str(node.get("/S", ""))
        yield from marks(node.get("/K", []))


def on_paper(content: bytes, code: str, tables: int) -> None:
    """Assert it of a report with so many tables that have rows."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        meta, found = pdf.open_metadata(), Counter(marks(pdf.Root.StructTreeRoot))
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)[:2], meta["pdfuaid:part"]) == (True, "nl", "1"), code
        assert str(meta["dc:title"]).strip(), code
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), code
        assert found["/H1"] == 1, code
        assert (found["/Table"] >= tables, found["/TH"] >= 2 * tables) == (True, True), code
