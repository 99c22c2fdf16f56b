"""The sentences of the public pages: each one used, each one there, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import wederhoor
from wederhoor.frontdoor.sentences import LANGUAGES, MissingSentenceError, say, sentences
from wederhoor.procedure.loading import load_regulation, providers, versions

SOURCE = Path(str(wederhoor.__file__)).parent
USED = re.compile(r"""\{% words "([a-z0-9_.]+)"|\bsay\(\s*"([a-z0-9_.]+)\"""")


def used() -> set[str]:
    """Every key that a page or a module asks for by its whole name."""
    files = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]
    return {"".join(found) for file in files for found in USED.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_a_page_asks_for_is_in_the_files(language: str) -> None:
    assert used() <= set(sentences(language))


def test_both_languages_have_the_same_sentences() -> None:
    assert set(sentences("nl")) == set(sentences("en"))


def test_a_dutch_sentence_follows_the_form_of_address() -> None:
    with translation.override("nl"):
        assert (
            "ziet u" in say("complaining.sent.why", "u"),
            "zie je" in say("complaining.sent.why", "je"),
        ) == (True, True)


def test_a_sentence_that_nobody_wrote_says_in_which_file_it_belongs() -> None:
    with pytest.raises(MissingSentenceError, match=r"texts/nl/complaining\.yaml"):
        say("complaining.nowhere", "u")


def test_every_promise_to_who_complains_stands_in_plain_words() -> None:
    texts = [load_regulation(path) for provider in providers() for path in versions(provider)]
    owed = {name for text in texts for name, duty in text.duties.items() if "complainant" in duty.owed_to}
    assert sorted(name for name in owed if f"promises.owed.{name}" not in sentences("nl")) == []
