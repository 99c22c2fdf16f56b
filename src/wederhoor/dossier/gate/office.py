"""Files of Word, Excel, PowerPoint and LibreOffice: a zip whose inside is looked at before anything is believed of it."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from wederhoor.dossier.gate.bad import Bad

MOST_PARTS = 5000
MOST_INSIDE = 200 * 1024 * 1024
MOST_RATIO = 200
OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "word/document.xml": OOXML + "wordprocessingml.document",
    "xl/workbook.xml": OOXML + "spreadsheetml.sheet",
    "ppt/presentation.xml": OOXML + "presentationml.presentation",
}
ODF = {f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")}
MACROS = re.compile(r"vbaproject|vbadata|macrosheets|dialogsheets|^basic/|^scripts/|activex", re.IGNORECASE)
OBJECTS = re.compile(
    r"oleobject|afchunk|(^|/)embeddings/.*\.bin$|^objectreplacements/.*\.bin$|\.(exe|dll|js|vbs|hta|lnk|scr)$",
    re.IGNORECASE,
)
DDE = re.compile(rb"ddeauto|<ddelink|instrtext[^>]*>\s*\"?dde\b|vnd\.sun\.star\.oleobject|of:=dde\(", re.IGNORECASE)
"""Fields that start another program when the document opens, and objects of other programs."""
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NOBODY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>",
}  # fmt: skip


def cleaned(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """The same document, packed anew: no macros, no files inside, no links that load, no maker's name."""
    try:
        with zipfile.ZipFile(BytesIO(blobs[0])) as packed:
            media_type = looked_at(packed)
            warnings, made = _packed_anew(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, ElementTree.ParseError):
        raise Bad("damaged") from None
    return {"media_type": media_type, "warnings": warnings}, [made]


def looked_at(packed: zipfile.ZipFile) -> str:
    """The media type by what is inside. Refuses too much, what is locked, macros, and files in files."""
    parts = packed.infolist()
    inside, outside = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or inside > MOST_INSIDE or inside > MOST_RATIO * max(outside, 1):
        raise Bad("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Bad("locked")
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise Bad("damaged")
    media_type = _media_type(packed, set(names))
    _without_programs(packed, names)
    return media_type


def _media_type(packed: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in TYPES.items() if part in names), "") or _not_known()
    if "mimetype" in names:
        kind = packed.read("mimetype").decode("ascii", "replace").strip()
        if b"encryption-data" in (packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""):
            raise Bad("locked")
        return kind if kind in ODF else _not_known()
    return _not_known()


def _not_known() -> str:
    raise Bad("archive")


def _without_programs(packed: zipfile.ZipFile, names: list[str]) -> None:
    types = packed.read("[Content_Types].xml").lower() if "[Content_Types].xml" in names else b""
    if any(MACROS.search(name) for name in names) or b"macroenabled" in types or b"vbaproject" in types:
        raise Bad("macros")
    if any(OBJECTS.search(name) for name in names):
        raise Bad("files inside")


def _packed_anew(packed: zipfile.ZipFile) -> tuple[list[str], bytes]:
    out, warnings, left = BytesIO(), set(), MOST_INSIDE
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in packed.infolist():
            content = _read(packed, part, left)
            left -= len(content)
            kept = _kept(part.filename, content)
            if kept != content and part.filename.lower().endswith(".rels"):
                warnings.add("links off")
            fresh = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            fresh.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(fresh, kept)
    return sorted(warnings), out.getvalue()


def _read(packed: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """The part, never more than what is left to unpack, whatever its header says."""
    with packed.open(part) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise Bad("bomb")
    return content


def _kept(name: str, content: bytes) -> bytes:
    known = {part.lower(): nobody for part, nobody in NOBODY.items()}
    if name.lower() in known:
        return known[name.lower()]
    if name.lower().endswith(".xml") and DDE.search(content):
        raise Bad("macros")
    return _unlinked(content) if name.lower().endswith(".rels") else content


def _unlinked(content: bytes) -> bytes:
    """Relations to the outside that load by themselves (a template, a picture elsewhere) lead nowhere; plain links stay."""
    if any(sign in content for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
        raise Bad("damaged")
    root = ElementTree.fromstring(content)  # noqa: S314  # no declarations, in the child
    loading = [
        relation
        for relation in root
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
    ]
    if not loading:
        return content
    for relation in loading:
        relation.set("Target", "about:blank")
    ElementTree.register_namespace("", RELATIONS)
    kept: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return kept
