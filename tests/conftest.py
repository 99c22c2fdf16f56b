"""Fixtures for every test: the database of `wederhoor.site.testing`, and Chromium for the tests marked `browser`."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from wederhoor.site.cli.doctor import chromium_here

CHROMIUM = chromium_here()
LEFT_OUT = "browser tests LEFT OUT: Chromium is not here (apt-get install chromium-headless-shell, or chromium)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium, leave the browser tests out (`pytest_terminal_summary` says so); with it, spread them."""
    browser = [item for item in items if item.get_closest_marker("browser")]
    if CHROMIUM:
        items[:] = _spread(items, browser)
    else:
        config.hook.pytest_deselected(items=browser)
        items[:] = [item for item in items if item not in browser]


def _spread(items: list[pytest.Item], slow: list[pytest.Item]) -> list[pytest.Item]:
    """These evenly among the quick tests that come after the first of them, and none among the last of those.

    xdist hands out hundreds of tests at a time: browser tests in a row all came to one process, while the others had long
    finished. Nothing goes before its turn of pytest-django: what clears the database stays behind what rolls back.
    """
    chosen = set(slow)
    start = next((nth for nth, item in enumerate(items) if item in chosen), len(items))
    quick = [item for item in items[start:] if item not in chosen]
    step = len(quick) * 3 // 4 // max(len(slow), 1)
    mixed = [one for nth, item in enumerate(slow) for one in (item, *quick[nth * step : (nth + 1) * step])]
    return [*items[:start], *mixed, *quick[len(slow) * step :]]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One clear line when they were left out."""
    if not CHROMIUM:
        terminalreporter.write_line(LEFT_OUT)


hypothesis.settings.register_profile("untimed", deadline=None)  # a slow machine is no mistake
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_setup(test_database: str) -> str:
    """Instead of pytest-django's own: see `wederhoor.site.testing`."""
    return test_database


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh visitor of the running site: `page.goto("/werkplek/")`. An error on a page fails the test."""
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(10_000)
    visitor = context.new_page()
    errors: list[str] = []
    visitor.on("pageerror", lambda error: errors.append(str(error)))
    yield visitor
    context.close()
    assert not errors, errors


@pytest.fixture(autouse=True)
def everybody_agreed(settings: Settings) -> None:
    """Nobody is asked to keep things confidential, but in the tests about that."""
    settings.CONFIDENTIALITY = False
