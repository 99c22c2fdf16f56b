"""How many: in all, and per kind, theme, law, source, location and member; received and settled beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from wederhoor.insight.report.facts import Facts
from wederhoor.insight.report.tables import Cell, Column, Row, Table
from wederhoor.insight.report.wording import Wording

Make = Callable[[Facts, Wording], tuple[Table, ...]]
RECEIVED, CLOSED = Column("received", "Binnengekomen"), Column("closed", "Afgesloten")
PARTS = Column("parts", "Onderdelen afgesloten")
SHARE = Column("share", "Deel", "share")
FROM_REGISTER = "Register van klachten"
SEVERAL = "Een klacht telt bij haar eerste onderdeel; onder ‘Onderdelen afgesloten’ tellen alle onderdelen."
WAY_UNKNOWN = (
    "Hoeveel er binnenkwamen en nog open zijn, staat hier niet: van een open klacht staat de weg nog niet vast."
)
HEADS = {
    "law": "Wet", "kind": "Soort", "theme": "Thema", "source": "Hoe binnengekomen", "location_group": "Locatiegroep",
    "member_id": "Zorgaanbieder", "route": "Weg", "outcome": "Uitkomst", "cause": "Oorzaak", "hope": "Hoop",
}  # fmt: skip


def flat(found: Counter[tuple[Any, ...]]) -> Counter[Any]:
    """The counts of one column by its codes; what is not known is ''."""
    counted: Counter[Any] = Counter()
    for (code,), count in found.items():
        counted["" if code is None else code] += count
    return counted


def share(part: int, whole: int) -> int | None:
    """A whole percentage, a half upwards as everybody reckons; or None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def number(facts: Facts, _: Wording) -> tuple[Table, ...]:
    """Received, settled, and how many of what was received in the period are open."""
    came, still = facts.received()[()], facts.waiting[()]
    rows: tuple[Row, ...] = (Row("closed", "Afgesloten in deze periode", (facts.total.complaints,)),)
    if not facts.ways:
        first = Row("received", "Binnengekomen in deze periode", (came,))
        rows = (first, *rows, Row("open", "Binnengekomen in deze periode en nog open", (still,)))
    notes = (WAY_UNKNOWN,) if facts.ways else ()
    columns = (Column("number", "Aantal"),)
    return (Table("number", "Aantal klachten", "", columns, rows, notes=notes, source=FROM_REGISTER),)


def per(column: str, title: str) -> Make:
    """A section that counts received and settled complaints per value of one column."""

    def make(facts: Facts, words: Wording) -> tuple[Table, ...]:
        came, done, parts = (flat(found(column)) for found in (facts.received, facts.complaints, facts.parts))
        several = parts.total() != done.total()
        counted = [(CLOSED, done)]
        counted = counted if facts.ways else [(RECEIVED, came), *counted]
        counted = [*counted, (PARTS, parts)] if several else counted
        rows = [
            Row(str(code), label, tuple(counts[code] for _, counts in counted))
            for code, label in words.ordered(column, {*came, *parts})
        ]
        totals: tuple[Cell, ...] = tuple(counts.total() for _, counts in counted)
        columns, notes = tuple(head for head, _ in counted), (SEVERAL,) if several else ()
        return (Table(f"per {column}", title, HEADS[column], columns, tuple(rows), totals, notes, FROM_REGISTER),)

    return make
