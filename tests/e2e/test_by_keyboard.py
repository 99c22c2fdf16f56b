"""Every act at the desk by keyboard alone, with JavaScript off: each question and button is reached with Tab, and acts get done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.test_accessibility import complaint, everywhere, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 250
KEYS = """at => {
  const seen = one => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden" && !one.disabled;
  const all = [...document.querySelectorAll("main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)")].filter(seen);
  const key = one => one.type === "radio" ? `radio ${one.form?.id} ${one.name}` : String(all.indexOf(one));
  const one = document.activeElement;
  if (at) return all.includes(one) ? key(one) : one === document.body ? "end" : "outside";
  return Object.fromEntries(all.map(each => [key(each), each.outerHTML.slice(0, 90)]));
}"""


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL", java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def missed(page: Page) -> list[str]:
    """What stands on the page for a mouse alone: Tab goes by it."""
    wanted: dict[str, str] = page.evaluate(KEYS, False)
    reached: set[str] = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(KEYS, True)
        if at == "end" and reached:
            break
        if at in wanted:
            reached.add(at)
        if len(reached) == len(wanted):
            return []
    return [html for key, html in wanted.items() if key not in reached]


def test_every_question_and_button_of_every_act_is_reached_with_tab(page: Page) -> None:
    address = complaint()
    signed_in(page)
    acts, wrong = 0, {}
    for path in everywhere(page, address):
        if "/daad/" not in path:
            if path == address:
                page.goto(path)
            continue
        page.goto(path)
        acts += 1
        if found := missed(page):
            wrong[path] = found
    assert not wrong, wrong
    assert acts >= 15, f"only {acts} acts were looked at"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until it is there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes at {selector} on {page.url}")


def test_from_the_worklist_to_a_finished_act_without_a_mouse(page: Page) -> None:
    address = complaint()
    signed_in(page)
    tab_to(page, f"table a[href='{address}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    tab_to(page, "a.do[href*='acknowledge'], a[href*='/daad/acknowledge/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/daad/acknowledge/**")
    tab_to(page, "#id_explanation")
    page.keyboard.type("Wij hebben uw klacht gelezen.")
    tab_to(page, "#act-form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    expect(page.locator("#story-title + ol")).to_contain_text("Ontvangst bevestigd")
    page.goto(f"{address}daad/contact/")
    tab_to(page, "#act-form input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "#act-form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    expect(page.locator("main")).to_contain_text("Contact")
