"""The pages of the desk that are more than the form of an act, by keys alone, with JavaScript off: from the dossier to what came of it.

What a complaint is called and where it was, leaving words out of a paper, giving a party its inspection, and writing and sending a letter.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import test_by_keyboard as by_keyboard
from tests.e2e.test_accessibility import complaint, signed_in
from tests.e2e.test_by_keyboard import tab_to
from tests.e2e.test_own_acts_by_keyboard import SEEN
from tests.e2e.test_papers_in_browser import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
page = by_keyboard.page


def follow(page: Page, link: str) -> None:
    """Tab to a link or button, where the focus is seen, and press it."""
    tab_to(page, link)
    assert page.evaluate(SEEN), f"the focus is not to be seen at {link} on {page.url}"
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, field: str, words: str) -> None:
    """Tab to a field and type in it, instead of what stood there."""
    tab_to(page, field)
    assert page.evaluate(SEEN), f"the focus is not to be seen at {field} on {page.url}"
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


@pytest.fixture
def dossier(page: Page) -> str:
    """A dossier whose handler is signed in; its address."""
    address = complaint()
    signed_in(page)
    page.goto(address)
    return address


def test_a_complaint_gets_another_title_with_keys_alone(page: Page, dossier: str) -> None:
    follow(page, "main a[href$='/plaats/']")
    write(page, "form.questions [name=title]", "Kou op de gang van Noord")
    follow(page, "form.questions button[type=submit]")
    expect(page.locator("main")).to_contain_text("Kou op de gang van Noord")
    assert page.url.endswith(dossier)


def test_words_are_left_out_of_a_paper_and_a_party_gets_its_inspection_with_keys_alone(
    page: Page,
    dossier: str,
) -> None:
    page.goto(f"{dossier}stukken/")
    page.locator("[name=sent]").set_input_files([PDF])  # which file: the window of the system, not a page of ours
    write(page, "#put-in [name=title]", "Verslag van het gesprek")
    follow(page, "#put-in button[type=submit]")
    follow(page, ".papers a")
    follow(page, "main a[href$='/weglaten/']")
    write(page, "#id_texts", "Jansen")
    write(page, "#id_reason", "Gegevens van anderen")
    follow(page, "button[name=make]")
    expect(page.locator("main")).to_contain_text("Kopie met weglatingen")

    page.goto(f"{dossier}inzage/")
    follow(page, "main a[href$='/inzage/complainant/']")
    follow(page, "form.cols button.ds-button")
    expect(page.locator("main")).to_contain_text("Verslag van het gesprek")
    expect(page.locator("main section.panel h3")).to_have_count(1)


def test_a_letter_is_written_and_sent_with_keys_alone(page: Page, dossier: str) -> None:
    page.goto(f"{dossier}daad/forward/")
    tab_to(page, "#act-form [name=body]")
    page.keyboard.press("Space")
    follow(page, "#act-form button[type=submit]")
    page.goto(dossier)
    follow(page, "main a[href*='/brief/forwarded/']")
    write(page, "main textarea", "Dit hoort bij het klachtenloket.")
    follow(page, "button[name=save]")
    expect(page.locator("#letter-preview")).to_contain_text("Dit hoort bij het klachtenloket.")
    follow(page, "button[name=send]")
    page.goto(dossier)
    expect(page.locator("#story-title + ol")).to_contain_text("PDF Bericht van overdracht")
    expect(page.locator(".duty", has_text="Nog niet verstuurd")).to_have_count(0)
