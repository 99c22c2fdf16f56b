"""Compile a gettext catalogue (``.po``) to the binary form Django reads (``.mo``), without gettext's programs.

Reads what our own catalogues use: ``msgctxt``, ``msgid``, ``msgid_plural``, ``msgstr`` and ``msgstr[n]``, with texts
spread over lines. Entries marked fuzzy or without a translation are left out, so the Dutch source shows instead.
"""

from __future__ import annotations

import ast
import re
import struct
from pathlib import Path

MAGIC = 0x950412DE
APART = re.compile(r'^(msgstr.*\n(?:".*\n)*)(?=#|msgid |msgctxt )', re.M)  # a merge can lose the empty line between two
LINE = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)?\s*(".*")$')


def compiled(po: Path) -> bytes:
    """The ``.mo`` bytes of one ``.po`` file."""
    return binary(messages(po.read_text(encoding="utf-8")))


def messages(text: str) -> dict[str, str]:
    """Source texts with their translations, in gettext's own joining of contexts and plurals."""
    found: dict[str, str] = {}
    for block in blocks(text):
        found.update(entry(block))
    return found


def blocks(text: str) -> list[str]:
    """The entries of a catalogue that count, each as it is written."""
    return [block for block in re.split(r"\n\s*\n", APART.sub(r"\1\n", text)) if "#, fuzzy" not in block]


def entry(block: str) -> dict[str, str]:
    """One entry as {source: translation}; empty when there is none."""
    parts: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        match = LINE.match(line.strip())
        if match:
            key = match[1] or key
            parts[key] = parts.get(key, "") + str(ast.literal_eval(match[3]))
    translations = [value for name, value in sorted(parts.items()) if name.startswith("msgstr")]
    if "msgid" not in parts or not any(translations):
        return {}
    return {source(parts): "\0".join(translations)}


def source(parts: dict[str, str]) -> str:
    """The key of an entry: context, text and plural joined as gettext does."""
    context = f"{parts['msgctxt']}\4" if "msgctxt" in parts else ""
    plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
    return f"{context}{parts['msgid']}{plural}"


def binary(found: dict[str, str]) -> bytes:
    """GNU's binary layout: header, two tables of lengths and places, then the texts themselves."""
    pairs = sorted((key.encode(), value.encode()) for key, value in found.items())
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<2I", len(pair[column]), start + len(texts)))
            texts += pair[column] + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return header + b"".join(tables) + texts
