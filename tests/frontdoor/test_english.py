"""An English page says in English what is ours, and marks as Dutch what is the regulation's: no sentence changes tongue unsaid."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from wordfreq import zipf_frequency

from tests.frontdoor.complaint import sent
from tests.frontdoor.following.conftest import STORY, made
from wederhoor.organisations.models import Organisation

REGULATIONS = ("jot", "zk", "zk-lid", "ott", "izw", "loj")
WITHOUT_END = {"br", "img", "input", "meta", "link", "hr", "path", "circle", "line", "polyline", "rect", "use"}
UNSEEN = {"script", "style", "title"}
WORD = re.compile(r"[^\W\d_]{3,}")
ADDRESS = re.compile(r"\S*[@./]\w\S*")
"""Of a mailbox or a site."""
NAMES = {"huis", "proef", "wederhoor", "drenthe", "groningen", "zvw", "algemene", "termijnenwet"}

pytestmark = pytest.mark.django_db


class Tongues(HTMLParser):
    """What a page says, each piece with the language that it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in WITHOUT_END:
            self.open.append((tag, dict(attrs).get("lang") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        while tag not in WITHOUT_END and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not UNSEEN & {tag for tag, _ in self.open}:
            language = next((lang for _, lang in reversed(self.open) if lang), "")
            self.said.append((language, " ".join(data.split())))


def spoken(page: str) -> list[tuple[str, str]]:
    reader = Tongues()
    reader.feed(page)
    assert reader.said[0][0] == "en"
    return reader.said


def dutch_unsaid(page: str) -> list[str]:
    """Pieces that are said to be English with a word that is common in Dutch and hardly English."""
    ours = [ADDRESS.sub("", said) for language, said in spoken(page) if language == "en"]
    return [said for said in ours if any(map(_dutch, WORD.findall(said)))]


def _dutch(word: str) -> bool:
    small = word.casefold()
    return small not in NAMES and zipf_frequency(small, "nl") > 2.5 + zipf_frequency(small, "en")


def english_as_dutch(page: str) -> list[str]:
    """Pieces that are marked Dutch and consist of English."""
    found = [(said, WORD.findall(said.casefold())) for language, said in spoken(page) if language == "nl"]
    return [said for said, words in found if len(words) > 3 and all(map(_english, words))]


def _english(word: str) -> bool:
    return zipf_frequency(word, "en") > zipf_frequency(word, "nl") + 0.5


def _english_visitor() -> Client:
    browser = Client()
    browser.cookies["django_language"] = "en"
    return browser


def test_the_look_for_another_tongue_finds_it() -> None:
    page = (
        '<html lang="en"><p>Not given: telefoonnummer.</p><p>This is <b lang="nl">een telefoonnummer</b>.</p>'
        '<p lang="nl">You may bring your friend.</p>'
    )
    assert dutch_unsaid(page) == ["Not given: telefoonnummer."]
    assert english_as_dutch(page) == ["You may bring your friend."]


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_no_english_page_of_a_provider_has_dutch_that_is_not_marked(regulation: str) -> None:
    Organisation.objects.create(code="huis", name="Huis Proef", regulation=regulation)
    browser = _english_visitor()
    for address in ("/", "/huis/", "/huis/uitleg/", "/huis/regeling/", "/huis/volgen/"):
        assert _wrong(browser, address) == []


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_no_english_page_of_the_form_has_dutch_that_is_not_marked(regulation: str) -> None:
    row = Organisation.objects.create(code="huis", name="Huis Proef", regulation=regulation)
    browser = _english_visitor()
    sent(browser, row, {"complaint": "It was cold.", **({"door": "officer"} if regulation == "loj" else {})}, key="een")
    assert _wrong(browser, "/huis/klacht/ontvangen/") == []
    fresh = _english_visitor()
    steps = ("", "verhaal/", "wens/", "contact/", "bestanden/", "controle/")
    assert [wrong for step in steps for wrong in _wrong(fresh, f"/huis/klacht/{step}")] == []


PAGES = ("", "berichten/", "brieven/", "doen/", "papieren/", "gegevens/", "gekeken/")


@pytest.mark.parametrize("regulation", ["jot", "ott", "loj"])
def test_no_english_page_behind_the_code_has_dutch_that_is_not_marked(regulation: str) -> None:
    one = made(regulation, law="wlz", **({"door": "officer"} if regulation == "loj" else {}))
    one.browser.cookies["django_language"] = "en"
    one.enter()
    found = [wrong for page in PAGES for wrong in _wrong(one.browser, one.at(page))]
    assert [wrong for wrong in found if STORY not in wrong] == []


def _wrong(browser: Client, address: str) -> list[str]:
    return [f"{address}: {said}" for said in wrong_in(browser.get(address).content.decode())]


def wrong_in(page: str) -> list[str]:
    """Everything in which a page says another language than it says it does."""
    marked = ["a mark shown as text"] if "&lt;span" in page else []
    return [*dutch_unsaid(page), *english_as_dutch(page), *marked]
