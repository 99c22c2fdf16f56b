"""Charts are read in light, in dark, in forced colours of either kind and on paper: marks, words and the table below each."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk_driver import window
from tests.e2e.looking import TOOLS
from tests.e2e.test_learning import place, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active", "color_scheme": "light"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
    "paper": {"media": "print", "color_scheme": "light"},
    "paper from dark": {"media": "print", "color_scheme": "dark"},
}
AS_USUAL: dict[str, Any] = {"media": "screen", "forced_colors": "none"}
FAINT = """() => {
  const { seen, bright, parsed, over, ground, words } = looking.parts;
  const apart = (colour, under) => {
    const [light, dark] = [bright(over(parsed(colour), under)), bright(under)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const drawn = (one) => {
    const style = getComputedStyle(one);
    return [style.fill, style.stroke].filter((colour, nth) => colour !== "none" && (nth || style.fillOpacity !== "0"));
  };
  const marks = [...document.querySelectorAll(".chart-bar, .chart-line, .chart-dot, .chart-out, .chart-limit, .chart-centre")];
  const texts = [...document.querySelectorAll(".chart-word")];
  const shown = [...marks.map((one) => [one, 3]), ...texts.map((one) => [one, 4.5])].filter(([one]) => seen(one.closest("svg")));
  const faint = shown.filter(([one, least]) => Math.max(...drawn(one).map((c) => apart(c, ground(one.closest("svg"))))) < least);
  return { kinds: [...new Set(shown.map(([one]) => one.getAttribute("class").split(" ")[0]))], faint: faint.map(([one]) => words(one)) };
}"""
CELLS = "tables => tables.filter(one => !one.querySelector('td')?.checkVisibility()).length"


def faint(page: Page) -> tuple[set[str], list[str]]:
    """The kinds of marks that charts on this page have, and those that cannot be told from what they lie on."""
    page.evaluate(TOOLS)
    found = page.evaluate(FAINT)
    return set(found["kinds"]), found["faint"]


def test_every_mark_and_word_of_a_chart_is_seen_in_every_look_and_on_paper_with_its_table(
    chromium: Browser, live_server: LiveServer
) -> None:
    place("jot")
    context = window(chromium, live_server.url, "light", 1440)
    page = context.new_page()
    signed_in(page, "director")
    page.goto("/werkplek/leren/signalen/")
    signal = page.locator("tbody th a").get_attribute("href")
    kinds: set[str] = set()
    for path in ("/werkplek/leren/", str(signal)):
        page.goto(path)
        for name, look in LOOKS.items():
            page.emulate_media(**AS_USUAL | look)
            assert page.evaluate("matchMedia('(forced-colors: active)').matches") == ("forced" in name)
            here, wrong = faint(page)
            assert not wrong, f"{path} in {name}"
            kinds |= here
            tables = page.locator(".chart .chart-table table")
            assert tables.count() == page.locator(".chart").count() > 0, path
            folded = 0 if "paper" in name else tables.count()
            assert tables.evaluate_all(CELLS) == folded, f"{path} in {name}: the tables are folded, but on paper"
    page.emulate_media(**AS_USUAL | LOOKS["light"])
    page.locator(".chart-out").first.evaluate("one => { one.style.fill = '#eee'; one.style.stroke = 'none'; }")
    assert len(faint(page)[1]) == 1, "a mark that nobody sees is found"
    context.close()
    assert kinds == {"chart-bar", "chart-line", "chart-dot", "chart-out", "chart-limit", "chart-centre", "chart-word"}
