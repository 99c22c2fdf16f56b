"""A table is plain data: the same on the page, on paper, in a workbook, and again from what was kept."""

from __future__ import annotations

import json

from wederhoor.insight.report.numbers import share
from wederhoor.insight.report.tables import Column, Row, Table, read

TABLE = Table(
    "per theme", "Klachten per thema", "Thema", (Column("closed", "Afgesloten"), Column("share", "Deel", "share")),
    (Row("care", "Zorg", (3, 75)), Row("", "Niet bekend", (1, None))), (4, None), ("Een noot.",), "Register",
)  # fmt: skip


def test_a_table_that_was_kept_is_the_same_table() -> None:
    assert read(json.loads(json.dumps(TABLE.as_data()))) == TABLE


def test_a_count_is_found_by_the_codes_of_its_row_and_column() -> None:
    assert TABLE.count("care", "closed") == 3
    assert TABLE.count("nobody", "closed") == 0


def test_a_half_is_rounded_upwards_as_everybody_reckons() -> None:
    """One of eight is 12.5 percent: 13, as three of eight is 38."""
    assert (share(1, 8), share(3, 8), share(1, 3), share(2, 3), share(0, 4), share(0, 0)) == (13, 38, 33, 67, 0, None)
