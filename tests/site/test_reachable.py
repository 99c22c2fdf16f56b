"""A feature nobody can find is none: every address of the pages is linked or redirected to from somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import wederhoor

SOURCE = Path(str(wederhoor.__file__)).parent
ROOMS = ("desk", "frontdoor")
LISTS = ("urls.py", "actions.py")
"""Files that name every address; being named there leads nobody anywhere."""
ENTRANCES = ("frontdoor:home",)


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of a list of addresses and of those below it."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        elif one.name:
            yield one.name


def addresses() -> list[str]:
    """Every named address of the desk and of the front door, as ``room:name``."""
    rooms = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and one.namespace in ROOMS]
    return sorted(f"{room.namespace}:{name}" for room in rooms for name in names(room.url_patterns))


@pytest.fixture(scope="module")
def written() -> str:
    """Every page and module, except the lists of addresses."""
    files = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py"), *SOURCE.rglob("*.txt"), *SOURCE.rglob("*.yaml")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.name not in LISTS)


@pytest.mark.parametrize("address", [one for one in addresses() if one not in ENTRANCES])
def test_some_page_leads_to_it(address: str, written: str) -> None:
    own = address.partition(":")[2]  # some lists of links hold the names without the room
    quoted = (f'"{address}"', f"'{address}'", f'"{own}"')
    assert any(one in written for one in quoted), f"{address}: no page links or redirects to it"
