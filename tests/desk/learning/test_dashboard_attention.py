"""What asks for attention on the dashboard: measures that are late, effects to look at, and what the register misses, each with its list."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest

from tests.desk.conftest import NOW, Desk, text
from tests.desk.learning.test_measures import row, step, taken
from tests.desk.learning.test_register_entry import closed
from wederhoor.insight.measures import Subject

DASHBOARD, TODAY = "/werkplek/leren/", NOW.date()


def attention(desk: Desk, who: str) -> dict[str, tuple[int, str]]:
    """What stands there: how many of what, and where it leads ('' nowhere)."""
    page = desk.get(who, DASHBOARD).content.decode()
    panel = page[page.index("Vraagt aandacht") :].partition("</ul>")[0]
    lines = re.findall(r"<li>(.*?)</li>", panel, re.DOTALL)
    found = (
        re.fullmatch(r'.*?>\s*(\d+)\s*<.*?<span>(?:<a class="ds-link" href="([^"]+)">)?([^<]+).*', one, re.DOTALL)
        for one in lines
    )
    return {one[3]: (int(one[1]), html.unescape(one[2] or "")) for one in found if one}


def rows(desk: Desk, who: str, address: str) -> int:
    """How many measures are in the list behind a number."""
    page = desk.get(who, address).content.decode()
    return len(set(re.findall(r'href="/werkplek/leren/maatregelen/([0-9a-f-]{36})/"', page)))


@pytest.mark.requirement("JOT-15")
def test_the_board_sees_how_many_measures_are_late_run_and_are_to_be_looked_at_and_each_leads_to_those(
    desk: Desk,
) -> None:
    for days in (-9, -1, 0, 30):
        taken(desk, due=TODAY + timedelta(days=days))
    looked = taken(desk, due=date(2025, 11, 1), about=Subject(theme="care"))
    assert step(desk, "handler", looked, "finish", words="Gedaan.", on="2025-11-01", months="3").status_code == 302
    assert row(desk, looked).check_on is not None
    shown = attention(desk, "director")
    assert {label: number for label, (number, _) in shown.items()} == {
        "maatregelen te laat": 2, "effect te bekijken": 1, "maatregelen lopen": 4,
    }  # fmt: skip
    assert {label: rows(desk, "director", address) for label, (_, address) in shown.items()} == {
        label: number for label, (number, _) in shown.items()
    }, "behind each number that many"


def test_where_nothing_asks_for_attention_the_page_says_so(desk: Desk) -> None:
    assert attention(desk, "director") == {}
    assert "Niets op dit moment." in text(desk.get("director", DASHBOARD))


@pytest.mark.requirement("JOT-20")
def test_what_the_register_misses_is_counted_for_all_and_a_link_for_who_fills_it_in(desk: Desk) -> None:
    number = closed(desk, hope="solution")
    label = "klacht onvolledig in het register"
    count, address = attention(desk, "handler")[label]
    assert (count, number in text(desk.get("handler", address))) == (1, True)
    assert attention(desk, "director")[label] == (1, ""), "the board does not fill it in"
