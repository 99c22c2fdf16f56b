"""What a complaint costs: every page says what the regulation or a law says, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import strip_tags

from wederhoor.frontdoor.publishing import plain
from wederhoor.frontdoor.publishing.chapters import Line
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.sentences import sentences
from wederhoor.procedure.free import help_is_free

Under = Callable[[str], Provider]


def told(provider: Provider) -> tuple[Line, ...]:
    chapters = plain.chapters(provider.published, provider.address)
    return next(chapter.lines for chapter in chapters if chapter.key == "costs")


@pytest.mark.requirement("LOJ-04")
@pytest.mark.parametrize(("regulation", "says", "place"), [
    ("loj", "Wij vragen de klager geen geld.", "3.3"), ("ott", "Klagen en bemiddelen kost de klager niets.", "4.10"),
])  # fmt: skip
def test_where_the_regulation_says_that_it_is_free_so_do_its_pages_and_the_plain_rules_name_the_place(
    client: Client, under: Under, regulation: str, says: str, place: str
) -> None:
    found = under(regulation)
    assert any(line.words == says and f"Dit staat bij: {place}." in line.notes for line in told(found))
    page = strip_tags(client.get(found.url).content.decode())
    assert "Het kost u niets." in page or "Het kost je niets." in page


@pytest.mark.parametrize("regulation", ["jot", "zk", "zk-lid", "izw"])
def test_where_the_regulation_is_silent_no_page_calls_the_complaint_free(
    client: Client, under: Under, regulation: str
) -> None:
    found = under(regulation)
    assert told(found)[0].words == "De regeling zegt niets over geld. Vraag het ons."
    for url in (found.url, found.complain_url):
        page = strip_tags(client.get(url).content.decode())
        assert "kost u niets" not in page
        assert "kost je niets" not in page


SAID_WITH_A_SOURCE = {"complaining.check.free", "provider.do.complain.free", "provider.help.free", "plain.costs.help"}
"""Words that a page has only where the regulation or the law says so."""
FREE = re.compile(
    r"\bgratis\b|\bkost[^.]*\bniets|for free|is free\b|costs? (?:you )?nothing|free of charge", re.IGNORECASE
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_other_words_of_the_front_door_call_anything_free(language: str) -> None:
    assert {key for key, said in sentences(language).items() if FREE.search(str(said))} == SAID_WITH_A_SOURCE


def test_the_free_help_that_the_law_gives_is_told_with_its_article_and_for_which_care(under: Under) -> None:
    [_, line] = told(under("jot"))
    assert "gratis" in line.words
    assert any("Zvw" in note and "Wmo" not in note for note in line.notes)
    assert any("Wkkgz art. 15 lid 1" in note for note in line.notes)


def test_help_is_called_free_for_care_that_the_law_reaches_and_not_for_other_care(under: Under) -> None:
    rules = under("zk").regulation
    assert help_is_free(rules, "portal officer", ["wlz"])
    assert not help_is_free(rules, "portal officer", ["jeugdwet"])
    assert not help_is_free(rules, "portal officer"), "who did not say which care it is may have care under another law"
    assert not help_is_free(rules, "confidant", ["wlz"]), "the article is about the complaints officer"
