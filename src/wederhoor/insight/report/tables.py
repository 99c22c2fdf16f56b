"""A table of a report as plain data: the page, the PDF, the workbook and disclosure control read the same.

Rows and columns have codes besides their words, so that two reports can be compared and small counts hidden without
reading Dutch. No person, no number of a dossier and no free text stands in a table.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Cell = int | str | None
"""A count, a percentage, words, or None where there is nothing to count."""
Kind = Literal["count", "share", "words"]
"""'share' is a percentage that follows from counts in the same table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the first, which holds the names of the rows."""

    code: str
    label: str
    kind: Kind = "count"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its code ('' is: not known), its name, and a cell for each column."""

    code: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one section. ``totals`` has a cell for each column, or is empty where adding up says nothing."""

    code: str
    title: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was counted."""
        return not any(isinstance(cell, int) and cell for row in self.rows for cell in row.cells)

    @property
    def nothing(self) -> bool:
        """Whether it has no row at all: there is no table to read then."""
        return not self.rows

    @property
    def filled(self) -> tuple[Row, ...]:
        """The rows as files have them: a table without rows says that nothing was counted."""
        return self.rows or (Row("", "–", tuple(0 if one.kind == "count" else None for one in self.columns)),)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows with their cells in words."""
        return tuple(Row(row.code, row.label, self._words(row.cells)) for row in self.filled)

    @property
    def lines(self) -> tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]:
        """Every row that is shown, each cell with the name of its column: on a phone a row is a block of its own."""
        return tuple((row.label, self._named(row.cells)) for row in self.shown)

    @property
    def last_line(self) -> tuple[tuple[str, Cell], ...]:
        """The totals, each with the name of its column."""
        return self._named(self.sums)

    def _named(self, cells: tuple[Cell, ...]) -> tuple[tuple[str, Cell], ...]:
        return tuple((column.label, cell) for column, cell in zip(self.columns, cells, strict=False))

    @property
    def sums(self) -> tuple[str, ...]:
        """The totals in words."""
        return self._words(self.totals) if self.totals else ()

    def _words(self, cells: tuple[Cell, ...]) -> tuple[str, ...]:
        return tuple(in_words(cell, column.kind) for cell, column in zip(cells, self.columns, strict=True))

    def count(self, row: str, column: str) -> int:
        """One count by codes; 0 where there is no such row."""
        place = [one.code for one in self.columns].index(column)
        found = next((one.cells[place] for one in self.rows if one.code == row), 0)
        return found if isinstance(found, int) else 0

    def as_data(self) -> dict[str, Any]:
        """To keep as JSON."""
        return asdict(self)


def in_words(cell: Cell, kind: Kind) -> str:
    """A cell as a reader sees it."""
    if cell is None:
        return "–"
    return f"{cell}%" if kind == "share" else str(cell)


def read(kept: dict[str, Any]) -> Table:
    """A table again from what ``as_data`` gave."""
    rows = tuple(Row(row["code"], row["label"], tuple(row["cells"])) for row in kept["rows"])
    columns = tuple(Column(**column) for column in kept["columns"])
    listed = {key: tuple(kept[key]) for key in ("totals", "notes")}
    return Table(kept["code"], kept["title"], kept["head"], columns, rows, **listed, source=kept["source"])
