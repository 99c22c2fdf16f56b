"""The worklist by keyboard alone, with keys that can be switched off for good; and everything of it without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.test_accessibility import complaint, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_keys_move_choose_open_search_and_can_be_switched_off(page: Page, live_server: LiveServer) -> None:
    address = complaint()
    signed_in(page)
    page.keyboard.press("/")
    expect(page.locator("[data-key='/']")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("tbody input:checked")).to_have_count(1)
    expect(page.locator(".bulk b")).to_have_text("1 gekozen")
    page.keyboard.press("x")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("tbody tr[data-at]")).to_have_count(0)
    page.locator("tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_without_script_one_chooses_follows_keeps_a_view_and_searches(
    chromium: Browser, live_server: LiveServer
) -> None:
    complaint()
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL", java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    signed_in(page)
    page.locator("tbody input[name=number]").check()
    page.locator("button[value=follow]").click()
    expect(page.locator("main")).to_contain_text("U volgt nu 1 dossier")
    page.locator("details.keep summary").click()
    page.locator("#keep-name").fill("Wat ik volg")
    page.locator("details.keep button").click()
    expect(page.locator(".tabs a.kept")).to_contain_text("Wat ik volg")
    page.locator("header [name=q]").fill("klag")
    page.locator("header [name=q]").press("Enter")
    expect(page.locator("#found-title")).to_contain_text("1 dossier gevonden")
    assert "klag" not in page.url
    context.close()


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_list_fits_its_panel_and_no_word_is_cut(page: Page, live_server: LiveServer, width: int) -> None:
    complaint()
    page.set_viewport_size({"width": width, "height": 900})
    signed_in(page)
    page.evaluate("""() => {
        document.querySelector("tbody .c-last small").textContent = "Cliëntenvertrouwenspersoon Wzd aangeboden";
        document.querySelector("tbody .c-phase .ds-tag").textContent = "Vergoeding beoordelen";
        document.querySelector("tbody .c-term").insertAdjacentHTML("beforeend", "<small>De klager op de hoogte houden van de voortgang</small>");
    }""")
    wide = page.evaluate(
        "() => { const at = document.querySelector('.panel .scroll'); return at.scrollWidth - at.clientWidth }"
    )
    assert wide <= 0, f"{wide} px of the list are out of sight"
    assert page.evaluate("() => getComputedStyle(document.querySelector('.work .c-last')).overflowWrap") != "anywhere"
