"""Who the pages are looked at with: each of the five providers, and a fresh visitor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.form_driver import PROVIDERS, Visit
from wederhoor.organisations.models import Location, Organisation


@pytest.fixture(params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> Organisation:
    """One provider, with a place."""
    row = Organisation.objects.create(
        code=f"proef-{request.param}", name="Proefzorg", regulation=request.param, brand_colour="0b6e6e"
    )
    Location.objects.create(organisation=row, code="hof", name="De Hof")
    return row


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """A fresh visitor: ``visit(width=360, has_touch=True)``. An error on a page fails the test."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def new(width: int = 390, **how: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, locale="nl-NL", viewport={"width": width, "height": 800}, bypass_csp=True, **how
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield new
    for context in opened:
        context.close()
    assert errors == []
