"""Every table of every report of each regulation, cell by cell, against numbers that a person counted from a small scenario; on paper tagged.

The scenarios stand in ``by_hand/``: what came in, what was closed and done, and below it each report with its tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.desk.learning.counted_by_hand import FILES, World, lines, tables_of, told
from tests.desk.learning.on_paper import on_paper
from tests.desk.learning.test_reports_of_each import NOW
from wederhoor.insight.report.facts import Facts
from wederhoor.insight.report.sections import tables_of as sections_of
from wederhoor.insight.report.wording import Wording
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_for

PROVES = {
    "jot-quarter": pytest.mark.requirement("JOT-21"),
    "jot-review": pytest.mark.requirement("JOT-22"),
    "ott-quarterly": pytest.mark.requirement("OTT-08", "OTT-03"),
    "ott-region": pytest.mark.requirement("OTT-08"),
    "ott-annual": pytest.mark.requirement("OTT-09"),
    "izw": pytest.mark.requirement("IZW-17", "IZW-21"),
    "loj": pytest.mark.requirement("LOJ-18", "LOJ-36"),
    "zk": pytest.mark.requirement("ZK-01", "ZK-12"),
}
"""What each scenario proves, where the text of a provider asks the report."""
Tables = set[tuple[str, str, str]]
"""Of which regulation, in which report, called what."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("file", [pytest.param(one, id=one.stem, marks=PROVES.get(one.stem, ())) for one in FILES])
def test_every_cell_of_every_table_is_what_was_counted_by_hand(file: Path) -> None:
    scenario = told(file)
    world = World(scenario)
    for code, rule in scenario["reports"].items():
        address = world.begun(code, rule)
        page = world.read(address, rule)
        on_paper(
            world.made.get(rule["writer"], f"{address}pdf/").content, code, sum(map(bool, rule["tables"].values()))
        )
        counted = {title: lines(table) for title, table in rule["tables"].items()}
        assert tables_of(page) == counted, code
        assert "In deze periode kwam dit niet voor." not in page, f"{code}: a table without a row shows nothing"


def test_no_table_of_any_report_is_left_uncounted() -> None:
    """Read from the regulations: a table or report that is added there is missed here until somebody counts it by hand."""
    counted = {(one["organisation"], code) for one in map(told, FILES) for code in one["reports"]}
    by_hand: Tables = {
        (one["organisation"], code, title)
        for one in map(told, FILES)
        for code, rule in one["reports"].items()
        for title in rule["tables"]
    }
    asked: Tables = set()
    for provider in sorted(one.name for one in (root() / "regulations").iterdir() if one.is_dir()):
        if provider.startswith("_"):
            continue
        text = load_for(provider, date(2026, 12, 31))
        for code, rule in text.reports.items():
            assert (provider, code) in counted, f"nobody counted the report '{code}' of {provider} by hand"
            made = sections_of(rule.contains, Facts(), Wording(text))
            asked |= {(provider, code, table.title) for tables in made.values() for table in tables}
    assert asked == by_hand
    assert len(asked) > 60
