"""Several papers bound into one PDF, with a bookmark for each."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from wederhoor.dossier.gate.blacking import as_pdf


def bound(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """The blobs (PDFs and pictures) one after the other, each under its title; tells on which page each begins."""
    begins: list[int] = []
    with pikepdf.new() as made:
        with made.open_outline() as outline:
            for title, blob in zip(given["titles"], blobs, strict=True):
                begins.append(len(made.pages) + 1)
                with pikepdf.open(BytesIO(as_pdf(blob))) as part:
                    made.pages.extend(part.pages)
                outline.root.append(pikepdf.OutlineItem(title, begins[-1] - 1))
        made.Root.Lang = pikepdf.String("nl-NL")
        made.Root.PageMode = pikepdf.Name.UseOutlines
        pages, out = len(made.pages), BytesIO()
        made.save(out, compress_streams=True)
    return {"begins": begins, "pages": pages}, [out.getvalue()]


def counted(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """How many pages each of the blobs takes."""
    pages = []
    for blob in blobs:
        with pikepdf.open(BytesIO(as_pdf(blob))) as part:
            pages.append(len(part.pages))
    return {"pages": pages}, []
