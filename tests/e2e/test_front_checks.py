"""Every public page, from the home page on: readable, reachable, named, in order, and within 320 px; and nothing from elsewhere."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk_driver import Scheme, staffed
from tests.e2e.looking import problems, public_pages, sideways, without_visible_focus
from wederhoor.dossier import door
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.commands import Command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}


@pytest.fixture
def place(live_server: LiveServer) -> Organisation:
    """A provider with everything that its pages show."""
    return staffed("jot", "Proef Noord", timezone.localdate())[0]


def _window(chromium: Browser, url: str, scheme: Scheme, width: int) -> Page:
    context = chromium.new_context(
        base_url=url, locale="nl-NL", color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    return context.new_page()


def _following(page: Page, row: Organisation) -> str:
    """A complaint that is followed in this window; the address of its first page."""
    got = door.receive(
        row, Command("receive", "complainant", VALUES), texts={"complaint": "Het was koud in de gang."}, people=[],
        subject="Koud", actor=door.visitor(row.pk), now=timezone.now(), submitted_key="kijk",
    )  # fmt: skip
    assert isinstance(got, door.Received)
    page.goto(f"/{row.code}/volgen/")
    page.fill("[name=code]", got.code)
    page.locator("form:has([name=code]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/volgen/.+"))
    return page.url.split("/", 3)[-1]


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1440)])
def test_every_public_page_is_readable_reachable_and_in_order(
    chromium: Browser, live_server: LiveServer, place: Organisation, scheme: Scheme, width: int
) -> None:
    page = _window(chromium, live_server.url, scheme, width)
    own = f"/{_following(page, place)}"
    found, pages = [], []
    for path in public_pages(page, "/", own):
        pages.append(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found += problems(page)
    assert {"/", f"/{place.code}/", f"/{place.code}/klacht/", f"/{place.code}/regeling/", own} <= set(pages)
    assert found == []


def test_the_tab_key_shows_where_it_is_on_every_public_page(
    chromium: Browser, live_server: LiveServer, place: Organisation
) -> None:
    page = _window(chromium, live_server.url, "light", 390)
    assert [line for _ in public_pages(page, "/") for line in without_visible_focus(page)] == []


def test_no_public_page_scrolls_sideways_at_320(
    chromium: Browser, live_server: LiveServer, place: Organisation
) -> None:
    page = _window(chromium, live_server.url, "light", 390)
    paths = list(public_pages(page, "/", f"/{_following(page, place)}"))
    assert [line for path in paths for line in sideways(page, path)] == []


def test_no_public_page_fetches_anything_from_elsewhere(
    chromium: Browser, live_server: LiveServer, place: Organisation
) -> None:
    page = _window(chromium, live_server.url, "light", 390)
    elsewhere: list[str] = []
    problem: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            elsewhere.append(request.url)

    page.on("request", asked)
    page.on("console", lambda told: problem.append(told.text) if "Content Security Policy" in told.text else None)
    for _ in public_pages(page, "/", f"/{_following(page, place)}"):
        page.wait_for_load_state("networkidle")
    assert elsewhere == []
    assert problem == []


def test_a_whole_complaint_takes_twelve_requests_and_its_puzzle_is_solved(
    chromium: Browser, live_server: LiveServer, place: Organisation
) -> None:
    page = _window(chromium, live_server.url, "light", 390)
    asked: list[str] = []
    page.on(
        "request", lambda request: None if request.url.startswith(("data:", "blob:")) else asked.append(request.url)
    )
    page.goto(f"/{place.code}/klacht/")
    while not page.locator("input[name=solution]").count():
        if page.locator("[name=complaint]:visible").count():
            page.fill("[name=complaint]", "Het was koud in de gang, drie dagen lang.")
        before = page.url
        page.locator(".further a:visible, .onward .go:visible").first.click()
        page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]  # a default binds it
    expect(page.locator("input[name=solution]")).to_have_value(re.compile(r"\w{50,}"), timeout=60_000)
    page.locator("form.asking button[type=submit]").last.click()
    expect(page.locator("body")).to_contain_text(re.compile(r"K-\d{4}-\d{4}"))
    files = {address for address in asked if "/static/" in address or "/theme/" in address}
    pages = [address for address in asked if address not in files]
    assert len(files) + len(pages) <= 12, (files, pages)  # a file once: under its name with a hash it is kept for ever
