"""A picture to scan, drawn here as part of the page: no other site, no script."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

PATTERN = 3
"""Which of the eight patterns of the standard goes over it. Drawing all eight to choose one took longer than all else of the page."""


def qr(text: str) -> SafeString:
    """The text as a QR code."""
    drawn = segno.make(text, error="m", mask=PATTERN).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True
    )
    # Safe: shapes drawn by the library; the text is not in it.
    return mark_safe(drawn)  # noqa: S308
