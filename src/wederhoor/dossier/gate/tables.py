"""A table from a workbook or from text with separators, as rows of short texts: nothing in it is executed or followed."""

from __future__ import annotations

import csv
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from wederhoor.dossier.gate.bad import Bad
from wederhoor.dossier.gate.office import looked_at
from wederhoor.dossier.gate.texts import decoded

MOST_ROWS = 50_000
MOST_COLUMNS = 100
EMPTY_ROWS = 1000
"""So many empty rows after each other, and the table is at its end."""
LONGEST = 500
SEPARATORS = ";,\t|"
SAMPLE = 20
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
Cells = list[str]


def read(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """JSON with the heads and the numbered rows; the heads are the first row with two texts in it."""
    content = blobs[0]
    rows = _workbook(content) if content.startswith(b"PK\x03\x04") else _text(content)
    heads, body = _table(rows)
    return {"rows": len(body)}, [json.dumps({"heads": heads, "rows": body}, ensure_ascii=False).encode()]


def _table(rows: Iterable[tuple[int, Cells]]) -> tuple[Cells, list[tuple[int, Cells]]]:
    """The heads, and below them every row that holds something."""
    heads: Cells = []
    body: list[tuple[int, Cells]] = []
    for number, cells in rows:
        if not heads:
            heads = cells if sum(map(bool, cells)) > 1 else []
        elif any(cells):
            body.append((number, cells))
        if len(body) > MOST_ROWS:
            raise Bad("too many rows")
    width = max((place for place, head in enumerate(heads, 1) if head), default=0)
    if not width or not body:
        raise Bad("no table")
    if width > MOST_COLUMNS:
        raise Bad("too many columns")
    return heads[:width], [(number, (cells + [""] * width)[:width]) for number, cells in body]


def _workbook(content: bytes) -> Iterator[tuple[int, Cells]]:
    """The first sheet with anything in it; formulas as the value that was kept with them."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if not looked_at(packed).endswith("spreadsheetml.sheet"):
                raise Bad("no table")
            _without_declarations(packed)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if found := list(_sheet(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True))):
                yield from found
                return
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        ParseError,
    ):
        raise Bad("damaged") from None


def _without_declarations(packed: zipfile.ZipFile) -> None:
    for part in packed.infolist():
        with packed.open(part) as stream:
            if any(sign in stream.read(4096) for sign in DECLARATIONS):
                raise Bad("damaged")


def _sheet(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Cells]]:
    empty = 0
    for number, row in enumerate(rows, 1):
        cells = [_cell(value) for value in row]
        empty = 0 if any(cells) else empty + 1
        if empty > EMPTY_ROWS:
            return
        if number > MOST_ROWS + 2 * EMPTY_ROWS:
            raise Bad("too many rows")
        if not empty:
            yield number, cells


def _cell(value: Any) -> str:
    """A value as a short text: a day as 2026-03-31, a whole number without a point, yes and no in Dutch."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())[:LONGEST]


def _text(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Text with separators; the encoding and the separator are found out."""
    text = decoded(content)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for row in reader:
            if reader.line_num > 4 * MOST_ROWS:
                raise Bad("too many rows")
            yield reader.line_num, [_cell(cell) for cell in row[: MOST_COLUMNS + 1]]
    except csv.Error:
        raise Bad("damaged") from None


def _separator(text: str) -> str:
    """The sign that cuts the first lines in the most columns, the same number on each."""

    def columns(sign: str) -> int:
        lines = islice(csv.reader(StringIO(text[:100_000], newline=""), delimiter=sign), SAMPLE)
        widths = [len(line) for line in lines if any(line)]
        usual = max(set(widths), key=widths.count, default=0)
        return usual * widths.count(usual)

    best = max(SEPARATORS, key=columns)
    if columns(best) == 0:
        raise Bad("no table")
    return best
