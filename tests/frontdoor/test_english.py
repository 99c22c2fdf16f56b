"""An English page says in English what is ours, and marks as Dutch what is the regulation's: no sentence changes tongue unsaid."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.test import Client
from django.utils.translation import override
from wordfreq import zipf_frequency

from tests.frontdoor.complaint import sent
from tests.frontdoor.following.conftest import STORY, made
from tests.frontdoor.following.test_act_pages import carried
from wederhoor.frontdoor import english
from wederhoor.frontdoor.sentences import dutch
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.loading import load_regulation, providers, versions

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
    reader.feed(page.replace("<wbr>", ""))  # an address stays one piece
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


ACT = re.compile(r'href="[^"]*?(doen/[^"/]+/(?:\?[^"]*)?)"')
"""A link to the page of an act."""


@pytest.mark.parametrize("regulation", ["jot", "zk", "ott", "izw", "loj"])
def test_no_english_page_of_an_act_has_dutch_that_is_not_marked(regulation: str) -> None:
    """Every question of every act that the complainant may do: it is shown by going back from the page after it."""
    one = made(regulation, law="wlz", **({"door": "officer"} if regulation == "loj" else {}))
    one.browser.cookies["django_language"] = "en"
    one.enter()
    acts = dict.fromkeys(html.unescape(found) for found in ACT.findall(one.see("doen/")))
    assert acts
    found: list[str] = []
    for act in acts:
        found += _wrong(one.browser, one.at(act))
        for at in range(1, 9):
            page = one.browser.post(one.at(act), {"at": at + 1, "back": "1"}).content.decode()
            found += [f"{act} {at}: {said}" for said in wrong_in(page)]
    left = [wrong for wrong in found if STORY not in wrong and "Klara Klager" not in wrong]
    assert not left, "\n".join(dict.fromkeys(left))


def test_the_answers_are_marked_where_they_are_looked_through_and_where_what_follows_is_said() -> None:
    one = made("ott", law="wlz")
    one.do("acknowledge")
    one.do("inform")
    one.browser.cookies["django_language"] = "en"
    one.enter()
    page = one.browser.post(
        one.at("doen/choose-route/"), {"at": "1", "route": ["judgement", "talk"], "reason": "Zwart op wit"}
    )
    for _ in range(3):
        if 'name="sure"' in page.content.decode():
            break
        page = one.browser.post(
            one.at("doen/choose-route/"),
            carried(page.content.decode()) | {"route": ["judgement"], "reason": "Zwart op wit"},
        )
    said = page.content.decode()
    assert 'name="sure"' in said
    assert [wrong for wrong in wrong_in(said) if "Zwart op wit" not in wrong] == []


def test_an_option_of_a_list_is_marked_on_itself_for_it_can_hold_no_mark() -> None:
    with override("en"):
        field = forms.ChoiceField(choices=[("", "Choose"), ("a", dutch("Eerst praten"))], widget=forms.Select())
        shown = field.widget.render("x", "a", {})
    assert '<option value="a" selected lang="nl">Eerst praten</option>' in shown
    assert '<option value="">Choose</option>' in shown


def _wrong(browser: Client, address: str) -> list[str]:
    return [f"{address}: {said}" for said in wrong_in(browser.get(address).content.decode())]


def wrong_in(page: str) -> list[str]:
    """Everything in which a page says another language than it says it does."""
    marked = ["a mark shown as text"] if "&lt;span" in page or re.search("<title>[^<]*<span", page) else []
    return [*dutch_unsaid(page), *english_as_dutch(page), *marked]


TOLD = "Words that only this procedure has stay in Dutch."


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_words_that_regulations_share_are_english_and_each_page_says_that_the_others_stay_dutch(
    regulation: str,
) -> None:
    parent = (
        Organisation.objects.create(code="samen", name="Samen", regulation="zk") if regulation == "zk-lid" else None
    )
    Organisation.objects.create(code="proef", name="Huis Proef", regulation=regulation, parent=parent)
    page = _english_visitor().get("/proef/").content.decode()
    said = [words for _, words in spoken(page)]
    assert TOLD in said
    for words in ("Telefoon", "Brief", "Nabestaande", "Alleen registreren", "Cliënt"):
        assert words not in said, words


def test_behind_the_code_the_phase_the_talk_and_what_happened_are_english() -> None:
    one = made("jot", law="wlz")
    one.do("acknowledge")
    one.browser.cookies["django_language"] = "en"
    one.enter()
    page = one.see()
    said = [words for _, words in spoken(page)]
    assert TOLD in said
    for ours, theirs in (
        ("Talking with the complainant", "In gesprek met klager"),
        ("New", "Nieuw"),
        ("Closed", "Gesloten"),
    ):
        assert (ours in said, theirs in said) == (True, False), theirs
    assert '<span lang="nl">' in page, "what only this provider has stays Dutch, and is marked"


def test_a_dutch_page_says_nothing_of_tongues() -> None:
    Organisation.objects.create(code="proef", name="Huis Proef", regulation="ott")
    page = Client().get("/proef/").content.decode()
    assert "staan in het Nederlands" not in page
    assert "Telefoon" in page


def test_every_english_word_is_of_dutch_words_that_a_regulation_or_the_common_words_have() -> None:
    texts = [load_regulation(path) for provider in providers() for path in versions(provider)]
    kinds = (
        "phases", "channels", "capacities", "routes", "steps", "roles", "kinds", "meetings", "external_bodies", "outcomes", "letters",
    )  # fmt: skip
    known = {option.label for text in texts for kind in kinds for option in getattr(text, kind).values()}
    known |= {act.done for text in texts for act in text.acts.values()}
    known |= {asked for text in texts for capacity in text.capacities.values() for asked in capacity.asks}
    known |= {words for text in texts for words in text.facts.values()} | {"eerst binnen geprobeerd"}
    assert sorted(words for words in english._words() if words not in known) == []
