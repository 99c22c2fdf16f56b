"""A report as files: on paper (PDF/UA) and as a workbook with a sheet for each section, from the same tables as the page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from wederhoor.correspondence import press
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.tables import Table

HEAD = {
    "period": "Over", "about": "Betreft", "laws": "Alleen klachten onder", "routes": "Alleen klachten langs", "maker": "Geschreven door",
    "source": "Staat in de regeling", "version": "Versie",
}  # fmt: skip
SHEET_NAME = 31
"""Characters that the name of a sheet can have."""
Facts = Mapping[str, str]


def head_of(facts: Facts, stand: str) -> list[tuple[str, str]]:
    """What stands above the first section, in words; ``stand``: concept, handed in, or adopted and when."""
    first = facts.get("version") == "1"
    found = [(label, facts[key]) for key, label in HEAD.items() if facts.get(key) and not (key == "version" and first)]
    return [*found, ("Stand", stand)]


def pdf(facts: Facts, parts: Sequence[Part], stand: str, day: date) -> bytes:
    """The report set in type."""
    title = f"{facts['title']} {facts['period']}"
    words: dict[str, Any] = {
        "title": title, "organisation": facts["organisation"], "date": [day.year, day.month, day.day],
        "facts": head_of(facts, stand), "footer": f"{facts['organisation']} · {title}",
        "sections": [{"label": p.label, "tables": [_typed(t) for t in p.tables], "words": _lines(p.text)} for p in parts],
    }  # fmt: skip
    return press.made("type", {"sheet": "report", "date": words["date"]}, json.dumps(words).encode())


def _typed(table: Table) -> dict[str, Any]:
    rows = [{"label": row.label, "cells": row.cells} for row in table.shown]
    columns = [column.label for column in table.columns]
    return {
        "title": table.title,
        "nothing": "In deze periode kwam dit niet voor." if table.nothing else "",
        "head": table.head,
        "columns": columns,
        "rows": rows,
        "totals": table.sums,
        "notes": table.notes,
    }


def _lines(text: str) -> list[list[str]]:
    """The paragraphs of a text, each with its lines."""
    return [paragraph.strip().splitlines() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def workbook(facts: Facts, parts: Sequence[Part], stand: str) -> bytes:
    """The report as a workbook. Texts are written as texts: one that starts with '=' is no formula."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{facts['title']} {facts['period']}", "company": facts["organisation"]})
    bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})
    cover = book.add_worksheet("Verslag")
    for line, (label, value) in enumerate(
        [("Verslag", facts["title"]), ("Organisatie", facts["organisation"]), *head_of(facts, stand)]
    ):
        cover.write_string(line, 0, label, bold)
        cover.write_string(line, 1, value)
    cover.autofit()
    names: set[str] = set()
    for part in parts:
        _sheet(book.add_worksheet(_sheet_name(part.label, names)), part, bold, share)
    book.close()
    return stream.getvalue()


def _sheet(sheet: Any, part: Part, bold: Any, share: Any) -> None:
    line = 0
    for table in part.tables:
        sheet.write_string(line, 0, table.title, bold)
        sheet.write_row(line + 1, 0, [table.head, *(column.label for column in table.columns)], bold)
        line += 2
        rows = [(row.label, row.cells) for row in table.filled]
        for label, cells in [*rows, *([("Totaal", table.totals)] if table.totals else [])]:
            sheet.write_string(line, 0, label)
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True), 1):
                _cell(sheet, line, place, cell, share if column.kind == "share" else None)
            line += 1
        for note in table.notes:
            sheet.write_string(line, 0, note)
            line += 1
        line += 1
    for words in part.text.splitlines():
        sheet.write_string(line, 0, words)
        line += 1
    sheet.autofit(400)


def _cell(sheet: Any, line: int, place: int, cell: int | str | None, share: Any) -> None:
    if cell is not None:
        sheet.write(line, place, cell / 100 if share and isinstance(cell, int) else cell, share)


def _sheet_name(label: str, taken: set[str]) -> str:
    """A name that Excel takes and that is not there yet."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", label)[:SHEET_NAME].strip()
    name, number = plain, 2
    while name.lower() in taken:
        name, number = f"{plain[: SHEET_NAME - 3]} {number}", number + 1
    taken.add(name.lower())
    return name
