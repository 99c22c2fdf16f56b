"""Every report of every regulation on paper is for everybody: tagged, in Dutch, with headings and with tables whose heads are heads."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine

from tests.desk.learning.counted_by_hand import FILES, World, told
from tests.desk.learning.test_reports_of_each import NOW


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def marks(node: Any) -> Iterator[str]:
    """The kinds of everything in the structure tree: /H1, /Table, /TH."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from marks(one)
    elif isinstance(node, pikepdf.Dictionary):
        yield str(node.get("/S", ""))
        yield from marks(node.get("/K", []))


@pytest.mark.django_db
@pytest.mark.parametrize("file", [pytest.param(one, id=one.stem) for one in FILES])
def test_a_report_on_paper_is_read_aloud_in_order_with_its_tables(file: Path) -> None:
    scenario = told(file)
    world = World(scenario)
    for code, rule in scenario["reports"].items():
        content = world.made.get(rule["writer"], f"{world.begun(code, rule)}pdf/").content
        with pikepdf.open(io.BytesIO(content)) as pdf:
            meta, found = pdf.open_metadata(), Counter(marks(pdf.Root.StructTreeRoot))
            assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)[:2], meta["pdfuaid:part"]) == (
                True,
                "nl",
                "1",
            ), code
            assert str(meta["dc:title"]).strip(), code
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), code
            assert found["/H1"] == 1, code
            filled = [table for table in rule["tables"].values() if table]
            assert (found["/Table"] >= len(filled), found["/TH"] >= 2 * len(filled)) == (True, True), code
