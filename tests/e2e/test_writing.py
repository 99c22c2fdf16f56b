"""Writing in a dossier in Chromium: forms that never mix, drafts that keep themselves, and all of it by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_accessibility import complaint, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_note_and_a_message_keep_their_own_text_and_themselves(page: Page) -> None:
    address = complaint()
    signed_in(page)
    page.goto(address)
    page.locator("[name=composer]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#write_message")).to_be_hidden()
    expect(page.get_by_role("button", name="Notitie bewaren")).to_be_visible()
    page.locator("#write_note").fill("Alleen voor ons")
    expect(page.locator(".pane.internal .saved")).to_contain_text("Concept bewaard om")
    page.locator("[name=composer]").nth(1).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Versturen naar klager")).to_be_visible()
    expect(page.locator("#write_message")).to_have_value("")
    page.reload()
    expect(page.locator("#write_note")).to_have_value("Alleen voor ons")
    expect(page.locator("#write_message")).to_have_value("")


def test_the_form_of_an_act_keeps_itself_and_comes_back(page: Page) -> None:
    address = complaint()
    signed_in(page)
    page.goto(f"{address}daad/acknowledge/")
    page.locator("#id_explanation").fill("Half geschreven")
    expect(page.locator(".saved")).to_contain_text("Concept bewaard om")
    page.goto(address)
    page.get_by_role("link", name="Verder schrijven").click()
    expect(page.locator("#id_explanation")).to_have_value("Half geschreven")
    page.get_by_role("button", name="Gooi concept weg").click()
    expect(page.locator("#id_explanation")).to_have_value("")
