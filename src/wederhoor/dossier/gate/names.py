"""A file name that is safe to show and to save under: no folders, no hidden signs, the ending that fits the content."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 100
ENDINGS = {
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt", "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp", "message/rfc822": ".eml", "audio/mpeg": ".mp3", "audio/mp4": ".m4a",
    "audio/wav": ".wav", "audio/ogg": ".ogg", "video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm",
}  # fmt: skip
NOT_IN_NAMES = '<>:"|?*/\\'


def tidy(name: str, media_type: str = "") -> str:
    """The name without folders, control signs or signs that turn the reading order; with the ending of ``media_type``."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in NOT_IN_NAMES)
    bare = " ".join(shown.split()).strip(". ")
    ending = ENDINGS.get(media_type, "")
    stem = PurePosixPath(bare).stem if ending and bare else bare
    return (stem[:LONGEST].strip(". ") or "bestand") + ending
