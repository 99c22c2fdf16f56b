"""The page read aloud by the device's own voice: offered where there is one, hidden where there is none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from wederhoor.organisations.models import Organisation

VOICES = """
window.spoken = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, addEventListener() {}, cancel() { window.cancelled = true; },
  speak(words) {
    window.spoken.push([words.lang, words.text, words.voice && words.voice.name]);
    setTimeout(() => words.onend && words.onend(), 0);
  },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
LOCAL = '[{name: "Claire", lang: "nl-NL", localService: true}, {name: "Far", lang: "nl-NL", localService: false}]'
REMOTE = '[{name: "Far", lang: "nl-NL", localService: false}]'


@pytest.fixture
def organisation(transactional_db: None) -> Organisation:
    return Organisation.objects.create(code="linde", name="Zorggroep De Linde", regulation="ott")


@pytest.mark.browser
def test_every_sentence_is_read_once_by_the_voice_of_the_device(page: Page, organisation: Organisation) -> None:
    page.add_init_script(VOICES % LOCAL)
    page.goto("/linde/")
    button = page.get_by_role("button", name="Lees voor")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    spoken = page.evaluate("window.spoken")
    texts = [text for _, text, _ in spoken]
    assert texts[0] == "Niet tevreden? Zeg het ons"
    assert {voice for _, _, voice in spoken} == {"Claire"}
    assert sum("Doe uw klacht" in text for text in texts) == 1
    assert any("Nabestaande" in text for text in texts)


@pytest.mark.browser
def test_a_voice_that_sends_the_page_elsewhere_is_not_used(page: Page, organisation: Organisation) -> None:
    page.add_init_script(VOICES % REMOTE)
    page.goto("/linde/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-read-aloud]")).to_be_hidden()
