"""Who walks from part to part with a screen reader hears each name once on a page of learning."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.desk.conftest import Desk
from tests.desk.learning.test_no_trace import LEARN, crawled, number

__all__ = ["number"]

ROLES = {"nav": "navigation", "aside": "complementary", "main": "main", "section": "region", "form": "form"}
PARTS = frozenset(ROLES.values())


class Parts(HTMLParser):
    """The parts of a page: their role and name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.words: dict[str, list[str]] = {}
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("aria-label") or given.get("aria-labelledby", "")
        role = given.get("role") or ROLES.get(tag, "")
        if role in PARTS and (name or tag in ("nav", "aside")):
            self.found.append((role, name))
        if "id" in given:
            self.open.append((tag, given["id"]))
            self.words[given["id"]] = []

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words[self.open[-1][1]].append(data)

    def named(self) -> list[tuple[str, str]]:
        return [
            (role, "".join(self.words[name]).split("\n")[0].strip() if name in self.words else name)
            for role, name in self.found
        ]


def twice(page: str) -> list[tuple[str, str]]:
    parts = Parts()
    parts.feed(page)
    return [part for part, times in Counter(parts.named()).items() if times > 1]


@pytest.mark.parametrize("who", ["handler", "director"])
def test_no_two_parts_of_a_page_of_learning_have_the_same_name(desk: Desk, number: str, who: str) -> None:
    pages = crawled(desk, who, LEARN)
    assert len(pages) > 15
    assert {address: found for address, page in pages.items() if (found := twice(page))} == {}
