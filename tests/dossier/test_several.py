"""Names in one answer: a line each is a person each; names in one line are only proposed to be several."""

from __future__ import annotations

import pytest

from wederhoor.dossier import several


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("", []),
        ("Roos Vermeer", ["Roos Vermeer"]),
        ("Roos Vermeer\r\n\r\n  Jan   de Boer \n", ["Roos Vermeer", "Jan de Boer"]),
        ("Roos Vermeer en Jan de Boer", ["Roos Vermeer en Jan de Boer"]),
        ("Roos\nRoos", ["Roos"]),
    ],
)
def test_each_line_is_a_person(answer: str, names: list[str]) -> None:
    assert several.by_line(answer) == names


def test_of_very_many_lines_no_name_is_lost() -> None:
    names = [f"Naam {n}" for n in range(30)]
    found = several.by_line("\n".join(names))
    assert len(found) == several.MOST
    assert all(any(name in one for one in found) for name in names)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Roos Vermeer en Jan de Boer", ["Roos Vermeer", "Jan de Boer"]),
        ("Roos Vermeer, Jan de Boer & Ali", ["Roos Vermeer", "Jan de Boer", "Ali"]),
        ("Roos Vermeer", []),
        ("Jan van den Enden", []),
        ("iemand van eten en drinken", []),
        ("De nachtdienst", []),
        ("Roos en", []),
    ],
)
def test_names_in_one_line_are_seen(name: str, parts: list[str]) -> None:
    assert several.in_one(name) == parts
