"""Cleaning a PDF: nothing in it acts, nothing hides in it, and nothing stays of who made it or of earlier versions."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, sanitize

from wederhoor.dossier.gate.bad import Bad

MOST_PAGES = 1000


def cleaned(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """The PDF without scripts, actions, files, film, forms in XML, metadata, or bytes outside it."""
    try:
        with pikepdf.open(BytesIO(blobs[0]), suppress_warnings=True) as pdf:
            return _cleaned(pdf)
    except pikepdf.PasswordError:
        raise Bad("locked") from None
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError):
        raise Bad("damaged") from None


def _cleaned(pdf: pikepdf.Pdf) -> tuple[dict[str, Any], list[bytes]]:
    pages = len(pdf.pages)
    if not pages:
        raise Bad("damaged")
    if pages > MOST_PAGES:
        raise Bad("too many pages")
    found = _found(pdf)
    _strip(pdf)
    made = BytesIO()
    pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    if pdf.get_warnings():
        found.append("repaired")
    return {"media_type": "application/pdf", "pages": pages, "warnings": found}, [made.getvalue()]


def _found(pdf: pikepdf.Pdf) -> list[str]:
    """What is about to be removed, as warnings."""
    kinds, keys = set(), set()
    for thing in pdf.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            keys |= set(thing.keys())
            kinds.add(str(thing.get(Name.S, "")))
    active = keys & {"/JS", "/OpenAction", "/AA", "/XFA", "/RichMediaContent"} or kinds & {"/JavaScript", "/Launch"}
    warnings = ["active removed"] if active else []
    warnings += ["links off"] if "/URI" in kinds else []
    return [*warnings, "files removed"] if len(pdf.attachments) or "/EF" in keys else warnings


def _strip(pdf: pikepdf.Pdf) -> None:
    for remove in (
        sanitize.remove_javascript, sanitize.remove_external_access, sanitize.remove_attachments, sanitize.remove_multimedia,
        sanitize.remove_thumbnails, sanitize.remove_web_capture, sanitize.remove_private_app_data, sanitize.remove_search_index,
        sanitize.remove_collection,
    ):  # fmt: skip
        remove(pdf)
    form = [pdf.Root.AcroForm] if Name.AcroForm in pdf.Root else []  # it need not be an object of its own
    for thing in (*pdf.objects, *form):
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in (Name.AA, Name.XFA, Name.Metadata, Name.OpenAction):
                if key in thing:
                    del thing[key]
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
