"""A report as the outside world reads it: the same sections and tables, with numbers, ranges, and why a number is not there. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wederhoor.insight.disclosure.releases import TOTAL, Key, Release, Why, key_of
from wederhoor.insight.publishing.reading import (
    CLOSED,
    OTHER,
    RECEIVED,
    TWO_WAYS,
    WORK,
    Asked,
    code_of,
    column,
    dimension,
)
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.tables import Cell, Column, Row, Table

SMALL = "‘Minder dan {limit}’: een klein getal laten wij niet zien. Anders kan iemand weten over wie het gaat."
COVER = "‘{limit} of meer’: ook dit getal laten wij niet zien. Anders is een klein getal uit te rekenen."
REST = "Alle andere klachten"


def public(
    parts: Sequence[Part],
    asked: Asked,
    shown: Mapping[str, Release],
    left_out: Mapping[str, str],
    texts: Mapping[str, str],
) -> tuple[Part, ...]:
    """The sections; without a release no figures about complaints stand in them. ``texts`` are those a person approved."""
    return tuple(
        Part(part.code, part.label, "", tuple(_tables(part, asked, shown, left_out)), texts.get(part.code, ""))
        for part in parts
    )


def _tables(part: Part, asked: Asked, shown: Mapping[str, Release], left_out: Mapping[str, str]) -> list[Table]:
    found = []
    for table in part.tables:
        if table.code in WORK:
            found.append(table)
        elif table.code == "number":
            found += _number(table, shown)
        elif table.code not in left_out and (release := shown.get(asked.where.get(table.code, ""))):
            found.append(_two_ways(table, release) if table.code in TWO_WAYS else _one_way(table, release))
    return found


def word(release: Release, key: Key) -> Cell:
    """A number, or the range it is in."""
    why = release.hidden.get(key)
    if why is None:
        return release.cells.get(key, 0)
    return f"minder dan {release.threshold}" if why is Why.SMALL else f"{release.threshold} of meer"


def _number(table: Table, shown: Mapping[str, Release]) -> list[Table]:
    """How many came in and were closed; how many wait would say of a few how long they take."""
    there = [row for row in table.rows if row.code in shown and row.code in (RECEIVED, CLOSED)]
    rows = tuple(Row(row.code, row.label, (shown[row.code].cells[TOTAL],)) for row in there)
    return [Table(table.code, table.title, table.head, table.columns, rows)] if rows else []


def _one_way(table: Table, release: Release) -> Table:
    name, counted = dimension(table), column(table)
    place = [one.code for one in table.columns].index(counted)
    keys = {row.code: key_of([(name, code_of(row.code))]) for row in table.rows}
    rest = key_of([(name, OTHER)])
    hidden = [key for key in (*keys.values(), rest) if key in release.hidden]
    columns = [table.columns[place], *(one for one in table.columns if one.kind == "share" and not hidden)]
    rows = [Row(row.code, row.label, _cells(row, table, columns, word(release, keys[row.code]))) for row in table.rows]
    if release.cells.get(rest):
        rows.append(Row(OTHER, REST, (word(release, rest), *(None for _ in columns[1:]))))
    totals: tuple[Cell, ...] = (release.cells[TOTAL], *(None for _ in columns[1:]))
    return Table(table.code, table.title, table.head, tuple(columns), tuple(rows), totals, _notes(release, hidden))


def _cells(row: Row, table: Table, columns: Sequence[Column], first: Cell) -> tuple[Cell, ...]:
    places = {one.code: at for at, one in enumerate(table.columns)}
    return (first, *(row.cells[places[one.code]] for one in columns[1:]))


def _two_ways(table: Table, release: Release) -> Table:
    by_row, by_column = TWO_WAYS[table.code]

    def cell(row: str, other: str) -> Key:
        return key_of([(by_row, row), (by_column, code_of(other))])

    rows = tuple(
        Row(row.code, row.label, tuple(word(release, cell(code_of(row.code), one.code)) for one in table.columns))
        for row in table.rows
    )
    totals = tuple(word(release, cell("", one.code)) for one in table.columns)
    used = [cell(code_of(row.code), one.code) for row in table.rows for one in table.columns]
    hidden = [key for key in (*used, *(cell("", one.code) for one in table.columns)) if key in release.hidden]
    return Table(table.code, table.title, table.head, table.columns, rows, totals, _notes(release, hidden))


def _notes(release: Release, hidden: Sequence[Key]) -> tuple[str, ...]:
    whys = {release.hidden[key] for key in hidden}
    said = [text for why, text in ((Why.SMALL, SMALL), (Why.COVER, COVER)) if why in whys]
    return tuple(text.format(limit=release.threshold) for text in said)
