"""What a file is, from its first bytes alone."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """How a file of this kind is treated: the task that cleans it, or kept as it is, or why it is refused."""

    task: str = ""
    media_type: str = ""
    refused: str = ""


PICTURE, OFFICE = Kind("picture"), Kind("office")
STARTS = (
    (b"%PDF-", Kind("pdf")),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"BM", PICTURE),
    (b"PK\x03\x04", OFFICE),
    (b"PK", Kind(refused="archive")),
    (b"\xd0\xcf\x11\xe0", Kind(refused="old office")),
    (b"{\\rtf", Kind(refused="rich text")),
    (b"MZ", Kind(refused="program")),
    (b"\x7fELF", Kind(refused="program")),
    (b"#!", Kind(refused="program")),
    (b"Rar!", Kind(refused="archive")),
    (b"7z\xbc\xaf", Kind(refused="archive")),
    (b"\x1f\x8b", Kind(refused="archive")),
    (b"ID3", Kind(media_type="audio/mpeg")),
    (b"OggS", Kind(media_type="audio/ogg")),
    (b"\x1a\x45\xdf\xa3", Kind(media_type="video/webm")),
)
RIFF = {b"WAVE": Kind(media_type="audio/wav"), b"WEBP": PICTURE}
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
MP3 = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
HTML = (b"<!doctype html", b"<html", b"<script", b"<head", b"<body", b"<iframe")


def kind_of(content: bytes) -> Kind:
    """What this is. Text, mail and what is not known are told apart by the task 'text'."""
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return RIFF.get(content[8:12], Kind(refused="unknown"))
    if content[4:8] == b"ftyp":
        return _boxed(content[8:12])
    if content.startswith(MP3):
        return Kind(media_type="audio/mpeg")
    return _worded(content)


def _boxed(brand: bytes) -> Kind:
    """The family of MP4: photographs of an iPhone, sound, film."""
    if brand in HEIC:
        return Kind(refused="heic")
    if brand in (b"avif", b"avis"):
        return PICTURE
    if brand in (b"M4A ", b"M4B "):
        return Kind(media_type="audio/mp4")
    return Kind(media_type="video/quicktime" if brand == b"qt  " else "video/mp4")


def _worded(content: bytes) -> Kind:
    begin = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begin.startswith(b"<") and b"<svg" in begin:
        return Kind(refused="drawing")
    if begin.startswith(HTML):
        return Kind(refused="web page")
    return Kind("text")
