"""The register as a file: a workbook, CSV for a spreadsheet, or JSON with a schema (``schema.json``). Codes and words, no person."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterLink, RegisterRow
from wederhoor.insight.register.labels import YES_OR_NO, Labels, labels_of, title
from wederhoor.insight.register.wanted import Wanted, rows
from wederhoor.organisations.models import Location, Organisation, Team
from wederhoor.procedure.terms import local_date

LOGGED = "register export"
COLUMNS = (
    "quarter", "received_quarter", "counts", "law", "kind", "heading", "theme", "route", "outcome", "location_group", "location",
    "team", "in_time", "lead_time", "days", "source", "hope", "came_of_it", "cause", "extended", "disputed", "treatment", "result",
    "late_reason", "not_taken_up", "imported",
)  # fmt: skip
"""In this order in every file."""
LIVE = ("location", "team", "days")
"""Columns that are known only as long as the dossier exists."""
PLAIN = ("quarter", "received_quarter", "location_group", *LIVE)
TRUTHS = ("counts", "imported", *YES_OR_NO)
BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would execute."""
SCHEMA = Path(__file__).parent / "schema.json"
FORMAT = "wederhoor register 1"
One = dict[str, Any]


def exported(
    organisation: Organisation, wanted: Wanted, kind: str, *, member: Organisation | None, actor: Actor, now: datetime
) -> bytes:
    """What is wanted, as 'xlsx', 'csv' or 'json'; logged with how many rows. Raises KeyError for another kind."""
    make = {"xlsx": workbook, "csv": separated, "json": document}[kind]
    with in_organisation(organisation.pk, account=actor.account):
        labels, found = labels_of(organisation), list(rows(organisation, member, wanted).order_by("quarter", "id"))
        live = _live(organisation, found)
        values = [_values(row, live.get(row.id, {})) for row in found]
        files = [row.regulation for row in found]
        access.log(organisation.pk, actor, LOGGED, now=now, hits=len(found))
    return make(values, files, labels, organisation, now)


def _live(organisation: Organisation, found: Iterable[RegisterRow]) -> dict[UUID, One]:
    """Location, team and days of the rows whose dossier still exists, in three questions."""
    wanted = {row.id for row in found}
    places = dict(
        Location.objects.filter(organisation__in=[organisation, *organisation.members.all()]).values_list("id", "name")
    )
    teams = dict(
        Team.objects.filter(organisation__in=[organisation, *organisation.members.all()]).values_list("id", "name")
    )
    links = RegisterLink.objects.filter(organisation=organisation)
    return {
        row: {
            "location": places.get(place, "") if place else "", "team": teams.get(team, "") if team else "",
            "days": (closed - came).days if closed and came else None,
        }
        for row, place, team, closed, came in links.values_list("row", "location_id", "team", "closed_on", "received_on")
        if row in wanted
    }  # fmt: skip


def _values(row: RegisterRow, live: Mapping[str, Any]) -> One:
    known = {name: None if name == "days" else "" for name in LIVE} | dict(live)
    return {name: known[name] if name in LIVE else getattr(row, name) for name in COLUMNS}


def _words(one: One, file: str, labels: Labels) -> Iterator[Any]:
    """The cells of a row as people read them."""
    for name, value in one.items():
        if name in TRUTHS:
            yield labels.of("extended", value)
        elif name in PLAIN or value in ("", None):
            yield value
        else:
            yield labels.of(name, value, file)


def workbook(values: list[One], files: list[str], labels: Labels, organisation: Organisation, now: datetime) -> bytes:
    """A workbook; every text is written as a text, never as a formula or a link."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet, bold = book.add_worksheet("Register"), book.add_format({"bold": True})
    book.set_properties({"title": f"Register van klachten {organisation.name}", "created": now.replace(tzinfo=None)})
    sheet.write_row(0, 0, [title(name) for name in COLUMNS], bold)
    for line, (one, file) in enumerate(zip(values, files, strict=True), 1):
        for place, value in enumerate(_words(one, file, labels)):
            if isinstance(value, str):
                sheet.write_string(line, place, value)
            elif value is not None:
                sheet.write_number(line, place, value)
    sheet.autofilter(0, 0, max(len(values), 1), len(COLUMNS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 18)
    book.close()
    return stream.getvalue()


def separated(values: list[One], files: list[str], labels: Labels, organisation: Organisation, now: datetime) -> bytes:
    """CSV as a Dutch spreadsheet opens it: UTF-8 with a mark, semicolons, no cell that is executed."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([title(name) for name in COLUMNS])
    for one, file in zip(values, files, strict=True):
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in _words(one, file, labels)])
    return (BOM + stream.getvalue()).encode()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def document(values: list[One], files: list[str], labels: Labels, organisation: Organisation, now: datetime) -> bytes:
    """JSON as ``schema.json`` describes: the rows in codes, and per column the words for the codes that occur."""
    used = {
        name: sorted({str(one[name]) for one in values if one[name]})
        for name in COLUMNS
        if name not in (*PLAIN, *TRUTHS)
    }
    said = {
        "format": FORMAT, "organisation": organisation.name, "made": local_date(now).isoformat(), "rows": values,
        "words": {name: {code: labels.of(name, code) for code in codes} for name, codes in used.items()},
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
