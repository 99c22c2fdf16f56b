"""The four looks of axe find a fault wherever it shows: in both schemes, in one, at one width; and what is right is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.axe import every_look

FAULTS = """<!doctype html><html lang="nl"><head><title>Proef</title><style>
  body { background: white; color: black } .night, .wide { display: none }
  @media (prefers-color-scheme: dark) { body { background: black; color: white } .dim { color: #333 } NIGHT }
  @media (min-width: 1000px) { .wide { display: inline-block } }
</style></head><body><main><h1>Proef</h1>BODY</main></body></html>"""
SHOWN = ".night { display: block }"
EVERY = {"light 390", "dark 390", "dark 1440", "light 1440"}

pytestmark = pytest.mark.browser


@pytest.fixture
def blank(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def seen(page: Page, body: str, night: str = "") -> dict[str, set[str]]:
    """By rule, the looks in which axe finds it broken."""
    page.set_content(FAULTS.replace("NIGHT", night).replace("BODY", body))
    found: dict[str, set[str]] = {}
    for line in every_look(page):
        _, look, rule, *_ = line.split(": ")
        found.setdefault(rule, set()).add(look)
    return found


def test_a_page_without_faults_has_none(blank: Page) -> None:
    assert seen(blank, "<p>Alles is goed.</p><button class=wide>Verder</button>") == {}


def test_too_little_contrast_at_night_is_found_at_both_widths(blank: Page) -> None:
    assert seen(blank, "<p class=dim>Dit leest niemand.</p>") == {"color-contrast": {"dark 390", "dark 1440"}}


def test_too_little_contrast_by_day_is_found_at_both_widths(blank: Page) -> None:
    assert seen(blank, "<p style='color:#ddd;background:white'>Dit leest niemand.</p>") == {"color-contrast": EVERY}


def test_a_picture_without_words_is_found_at_both_widths(blank: Page) -> None:
    found = seen(blank, "<img src='data:,' width=40 height=40>")["image-alt"]
    assert {look.split()[1] for look in found} == {"390", "1440"}


def test_a_button_without_a_name_that_only_a_wide_screen_shows_is_found(blank: Page) -> None:
    found = seen(blank, "<button class=wide></button>")["button-name"]
    assert {look.split()[1] for look in found} == {"1440"}


def test_a_button_without_a_name_that_shows_only_at_night_is_found_at_both_widths(blank: Page) -> None:
    assert seen(blank, "<button class=night></button>", SHOWN)["button-name"] == {"dark 390", "dark 1440"}
