"""The worklist by keyboard alone, with keys that can be switched off for good; and everything of it without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.test_accessibility import complaint, received, signed_in
from wederhoor.organisations.models import Organisation

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
    page.keyboard.press("d")
    expect(page.locator("#bulk-to")).to_be_focused()
    page.locator("tbody a").first.focus()
    page.keyboard.press("x")
    expect(page.locator("tbody input:checked")).to_have_count(0)
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


def test_j_goes_down_and_k_goes_up(page: Page, live_server: LiveServer) -> None:
    first, second = complaint(), received(Organisation.objects.get(code="proef-jot"), "De soep was koud")
    signed_in(page)
    shown = page.locator("tbody tr td:nth-child(2) a")
    expect(shown).to_have_count(2)
    rows = shown.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert set(rows) == {first, second}
    at = page.locator("tbody tr[data-at] a")
    for key, there in (("j", 0), ("j", 1), ("j", 1), ("k", 0), ("k", 0), ("j", 1)):
        page.keyboard.press(key)
        expect(at).to_be_focused()
        expect(at).to_have_attribute("href", rows[there])
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{rows[0]}")


MANY = """() => { const row = document.querySelector("table.work tbody tr"); for (let n = 0; n < 20; n++) row.after(row.cloneNode(true)); }"""
IN_SIGHT = """() =>
  [...document.querySelectorAll("table.work tbody tr")].filter(row => row.getBoundingClientRect().bottom <= innerHeight).length
"""


def test_eight_rows_are_in_sight_and_what_is_done_with_several_comes_when_one_is_chosen(
    page: Page, live_server: LiveServer
) -> None:
    complaint()
    page.set_viewport_size({"width": 1280, "height": 900})
    signed_in(page)
    page.evaluate(MANY)
    assert page.evaluate(IN_SIGHT) >= 8
    expect(page.locator(".bulk")).not_to_be_in_viewport()
    page.locator("tbody input[name=number]").first.check()
    expect(page.locator(".bulk")).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate(IN_SIGHT) >= 1, "on a telephone the first complaint is on the first screen"


def test_the_filters_are_folded_until_one_is_used_and_then_counted(page: Page, live_server: LiveServer) -> None:
    complaint()
    signed_in(page)
    folded = page.locator("details.fold")
    expect(folded.locator("select").first).to_be_hidden()
    folded.locator("summary").press("Enter")
    folded.get_by_label("Wet").select_option("wlz")
    folded.get_by_role("button", name="Filter", exact=True).press("Enter")
    expect(folded.locator("summary")).to_have_text("Filter en zoek (1)")
    expect(folded.get_by_label("Wet")).to_be_visible()


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
