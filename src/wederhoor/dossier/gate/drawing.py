"""Pages as pictures, so that a browser shows them without a program for PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from wederhoor.dossier.gate.bad import Bad

WIDEST = 2400
PDF = b"%PDF-"


def pages(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Those of the asked pages (from 1) of a PDF or a picture that there are, so many pixels wide, as WebP."""
    width = min(int(given["width"]), WIDEST)
    if blobs[0].startswith(PDF):
        document = opened(blobs[0])
        there = [number for number in given["pages"] if 0 < number <= len(document)]
        return {"pages": there}, [_written(_of_pdf(document[number - 1], width)) for number in there]
    there = [number for number in given["pages"] if number == 1]
    return {"pages": there}, [_written(_of_picture(blobs[0], width)) for _ in there]


def _written(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "WEBP", quality=82, method=2)
    return made.getvalue()


def _of_picture(content: bytes, width: int) -> Image.Image:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        shown = on_white(picture)
    shown.thumbnail((width, 4 * width))
    return shown


def on_white(picture: Image.Image) -> Image.Image:
    """The picture without anything to look through."""
    clear = picture.convert("RGBA")
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat


def _of_pdf(found: pdfium.PdfPage, width: int) -> Image.Image:
    return drawn(found, min(width / found.get_width(), WIDEST / found.get_height()))


def opened(content: bytes) -> pdfium.PdfDocument:
    """The PDF, with what was filled in on its forms. Refuses what pdfium cannot read."""
    try:
        document = pdfium.PdfDocument(content)
        document.init_forms()
    except pdfium.PdfiumError:
        raise Bad("damaged") from None
    return document


def drawn(found: pdfium.PdfPage, scale: float) -> Image.Image:
    """A page at this scale (1 is 72 dots an inch)."""
    picture: Image.Image = found.render(scale=scale).to_pil()
    return picture.convert("RGB")
