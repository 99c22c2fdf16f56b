"""The pages of the other side in English: what is the regulation's is marked as Dutch; and what is law is said to be law."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from tests.frontdoor.taking_part.conftest import STORY, SUBJECT, House, words_of
from tests.frontdoor.test_english import ACT, wrong_in

PAGES = ("", "gezegd/", "stukken/")
COLLEAGUE = re.compile(r": Aya [^()]*\([^()]*\)?$")
"""The name of somebody who works there, before their role between brackets."""
OWN_WORDS = {STORY, SUBJECT, "Zorg Hier", "kamer 2", "Beide kanten"}


@pytest.mark.parametrize("provider", ["ott", "jot", "zk", "izw", "loj"])
def test_no_english_page_of_the_accused_has_dutch_that_is_not_marked(
    build_house: Callable[[str], House], provider: str
) -> None:
    house = build_house(provider)
    house.tell_accused()
    visitor = house.enter("p2")
    visitor.browser.cookies["django_language"] = "en"
    acts = dict.fromkeys(html.unescape(one) for one in ACT.findall(visitor.get().content.decode()))
    assert acts
    found = [f"{page}: {wrong}" for page in (*PAGES, *acts) for wrong in wrong_in(visitor.get(page).content.decode())]
    left = [one for one in found if not any(own in one for own in OWN_WORDS) and not COLLEAGUE.search(one)]
    assert not left, "\n".join(left)


def test_what_stands_in_the_law_is_said_to_stand_there(house: House) -> None:
    house.tell_accused()
    said = " ".join(re.sub(r"<[^>]+>", " ", words_of(house.enter("p2").get("doen/request-data/"))).split())
    assert "Dit staat in de wet, bij: AVG art. 15" in said
    assert "Wet:" not in said
