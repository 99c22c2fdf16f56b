"""Texts that resemble each other: found together whatever their theme, and said without anybody's name."""

from __future__ import annotations

from wederhoor.insight.alike import Told, groups, stem

TAXI = [
    "De taxi kwam weer niet opdagen. Ik stond een uur te wachten op het vervoer.",
    "Mijn taxi was te laat en de chauffeur reed door rood. Het vervoer is slecht geregeld.",
    "Alweer wachten op de taxi. De chauffeur belde niet, het vervoer kwam een uur later.",
    "Vervoer: de taxi reed zonder mij weg, volgens Fatima omdat de chauffeur haast had.",
]
PILLS = [
    "De medicijnen werden te laat gegeven, de insuline was vergeten door de nachtdienst.",
    "Mijn insuline kwam te laat. Op de medicatielijst stond een ander medicijn.",
    "Door de nachtdienst kreeg vader verkeerde medicijnen, de insuline klopte ook niet.",
]
OTHER = ["De tuin is een rommel.", "Ik wil een andere kamer.", "Het boek is kwijt.", "Mijn fiets is gestolen."]


def told(names: tuple[str, ...] = ()) -> list[Told]:
    return [Told(f"K-{nth}", text, names) for nth, text in enumerate([*TAXI, *OTHER, *PILLS])]


def test_complaints_about_the_same_thing_are_found_together() -> None:
    found = groups(told())
    assert [set(one.keys) for one in found] == [{"K-0", "K-1", "K-2", "K-3"}, {"K-8", "K-9", "K-10"}]
    assert "taxi" in found[0].words
    assert "insuline" in found[1].words


def test_no_name_and_no_word_of_one_dossier_is_said_of_a_group() -> None:
    with_name = [Told(one.key, f"{one.text} Chauffeur Fatima Haddou, Kees Kok.", ("Kees Kok",)) for one in told()]
    said = {word for one in groups(with_name) for word in one.words}
    assert not said & {"fatima", "haddou", "kees", "rood", "haast"}


def test_a_name_that_is_a_word_is_not_said_where_a_dossier_knows_it() -> None:
    roos = [Told(one.key, f"{one.text} De kapper was erbij.", ("Ans Kapper",)) for one in told()]
    assert "kapper" not in {word for one in groups(roos) for word in one.words}


def test_two_are_no_group() -> None:
    assert groups(told()[:2]) == []


def test_endings_do_not_matter() -> None:
    assert stem("wachten") == stem("wacht") == stem("wachtte")
    assert stem("medicijnen") == stem("medicijn")
