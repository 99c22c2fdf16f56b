"""An organisation's own words: they go before the shared ones, and every mistake in them has a file, a line and a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.frontdoor.complaint import sent
from tests.frontdoor.following.conftest import made
from wederhoor.frontdoor import sentences
from wederhoor.frontdoor.own_sentences import problems
from wederhoor.frontdoor.sentences import Voice, say
from wederhoor.organisations.models import Organisation


@pytest.fixture
def texts(tmp_path: Path, settings: object) -> Iterator[Path]:
    settings.WEDERHOOR_HOME = tmp_path  # type: ignore[attr-defined]
    sentences.own.cache_clear()
    yield tmp_path / "texts"
    sentences.own.cache_clear()


def _write(folder: Path, file: str, words: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def _wrong(folder: Path) -> list[tuple[int, str]]:
    return [(problem.line, problem.wrong) for problem in problems({"linde"}, folder)]


def test_own_words_go_before_the_shared_ones_on_the_page(client: Client, linde: Organisation, texts: Path) -> None:
    _write(texts, "linde/nl/provider.yaml", "hero:\n  title: Vertel het De Linde\n")
    page = client.get("/linde/").content.decode()
    assert "Vertel het De Linde" in page
    assert "Niet tevreden? Zeg het ons" not in page


def test_a_member_without_own_words_speaks_as_its_cooperative(texts: Path) -> None:
    _write(texts, "samen/nl/provider.yaml", "hero:\n  title: Samen komen we eruit\n")
    assert say("provider.hero.title", Voice("je", "plank", "samen")) == "Samen komen we eruit"


def test_another_organisation_keeps_the_shared_words(texts: Path) -> None:
    _write(texts, "linde/nl/provider.yaml", "hero:\n  title: Vertel het De Linde\n")
    assert say("provider.hero.title", Voice("u", "elders")) == "Niet tevreden? Zeg het ons"


OWED = "owed:\n  confirm receipt: Klara belt u op.\n"


def test_what_is_promised_is_said_in_own_words_on_the_receipt(client: Client, linde: Organisation, texts: Path) -> None:
    _write(texts, "linde/nl/promises.yaml", OWED)
    answer = sent(client, linde, {"complaint": "Het is koud.", "law": "wlz", "email": "kees@voorbeeld.test"})
    assert "Klara belt u op." in client.get(answer["location"]).content.decode()


def test_what_is_promised_is_said_in_own_words_while_following(db: None, texts: Path) -> None:
    _write(texts, "huis-ott/nl/promises.yaml", OWED)
    complaint = made("ott", law="wlz")
    complaint.enter()
    assert "Klara belt u op." in complaint.see()


def test_good_files_have_no_problems(texts: Path) -> None:
    _write(texts, "linde/nl/home.yaml", 'search:\n  found: "Er zijn er {count}."\n')
    assert _wrong(texts) == []


@pytest.mark.parametrize(
    ("file", "words", "line", "wrong"),
    [
        ("linde/nl/provider.yaml", "hero:\n  titel: Hallo\n", 2, "did you mean hero.title?"),
        ("linde/nl/home.yaml", "search:\n  found: Gevonden.\n", 2, "{count} is missing"),
        ("linde/nl/home.yaml", 'search:\n  found: "{count} {aantal}"\n', 2, "fills in no {aantal}"),
        ("linde/nl/home.yaml", 'title: "Klacht {doen"\n', 1, "a brace has no partner"),
        ("linde/nl/home.yaml", "title:\n  je: Klacht\n", 1, "one for 'u' and one for 'je'"),
        ("linde/nl/home.yaml", "title: 12\n", 1, "this is no sentence"),
        ("linde/nl/home.yaml", "title: [a\n", 2, "not valid YAML"),
        ("linde/nl/hoem.yaml", "title: Hallo\n", 1, "there is no page 'hoem'; did you mean home?"),
        ("linde/de/home.yaml", "title: Hallo\n", 1, "there is no language 'de'"),
        ("lindde/nl/home.yaml", "title: Hallo\n", 1, "there is no organisation 'lindde'; did you mean linde?"),
        ("linde/home.yaml", "title: Hallo\n", 1, "this file is not read"),
    ],
)
def test_a_mistake_is_told_with_line_and_remedy(texts: Path, file: str, words: str, line: int, wrong: str) -> None:
    _write(texts, file, words)
    ((told_line, told),) = _wrong(texts)
    assert told_line == line
    assert wrong in told
