"""The sentences of the own pages: short, in common words, and never u and je in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wordfreq import top_n_list

from wederhoor.frontdoor.sentences import sentences

MOST_WORDS = 12
KNOWN = {
    "behandelt", "bestanden", "bewaar", "ingevuld", "mailadres", "mb", "meekijken", "pdf", "regeling", "telefoonnummer", "tolk", "verstuur",
    "verstuurd", "voorlezen", "vul", "weggelaten",
}  # fmt: skip
"""Outside the 5,000 most common words, and still what people say; every one of them stands here."""


def own() -> Iterator[tuple[str, str, str]]:
    """Key, form of address ('' for both) and sentence."""
    for key, found in sentences("nl").items():
        if key.startswith("following."):
            yield from (
                [(key, "", found)] if isinstance(found, str) else [(key, how, words) for how, words in found.items()]
            )


def test_no_sentence_is_longer_than_twelve_words() -> None:
    parts = [(key, part) for key, _, words in own() for part in re.split(r"(?<=[.?!:])\s", words)]
    assert [(key, part) for key, part in parts if len(part.split()) > MOST_WORDS] == []


def test_every_word_is_common_or_named_here() -> None:
    common = set(top_n_list("nl", 5000)) | KNOWN
    plain = {key: re.findall(r"[a-zà-ÿ]+", re.sub(r"\{[^}]*\}", "", words).lower()) for key, _, words in own()}
    assert {key: odd for key, found in plain.items() if (odd := [word for word in found if word not in common])} == {}


def test_u_and_je_are_never_mixed() -> None:
    mixed = {"": r"\b(u|uw|je|jij|jou|jouw)\b", "u": r"\b(je|jij|jou|jouw)\b", "je": r"\b(u|uw)\b"}
    assert [(key, words) for key, how, words in own() if re.search(mixed[how], words.lower())] == []
