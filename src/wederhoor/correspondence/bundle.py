"""Several PDFs as one, behind a first part that says on which page each begins."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import pikepdf

Contents = Callable[[Mapping[str, int]], bytes]
"""Makes the first part from the page on which each of the others begins, by key."""


class NotReadable(ValueError):
    """A part that is no PDF we can open."""


def pages(content: bytes) -> int:
    """How many pages a PDF has. Raises NotReadable."""
    try:
        with pikepdf.open(io.BytesIO(content)) as found:
            return len(found.pages)
    except pikepdf.PdfError as error:
        raise NotReadable(str(error)) from error


def bundled(contents: Contents, parts: Sequence[tuple[str, str, bytes]]) -> bytes:
    """One PDF: the contents, then every part (key, name, PDF) in order, each with a bookmark."""
    lengths = {key: pages(content) for key, _, content in parts}
    first = contents(_begins(lengths, pages(contents(_begins(lengths, 1)))))
    whole = pikepdf.Pdf.open(io.BytesIO(first))
    with whole.open_outline() as outline:
        for _, name, content in parts:
            outline.root.append(pikepdf.OutlineItem(name, len(whole.pages)))
            with pikepdf.open(io.BytesIO(content)) as part:
                whole.pages.extend(part.pages)
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


def _begins(lengths: Mapping[str, int], offset: int) -> dict[str, int]:
    found, page = dict[str, int](), offset + 1
    for key, length in lengths.items():
        found[key] = page
        page += length
    return found
