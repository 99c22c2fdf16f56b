"""Checking the sentences that an organisation says in its own words: every problem with its file, line and remedy.

They stand in `$WEDERHOOR_HOME/texts/<code of the organisation>/<language>/<page>.yaml`, with the keys of our own files.
Only what differs needs to be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from wederhoor.frontdoor.sentences import ADDRESSES, LANGUAGES, Sentence, own_home, sentences
from wederhoor.procedure.nearest import did_you_mean
from wederhoor.procedure.reading import Place, Problem, Read, RegulationError, dotted, read_yaml


def problems(known: set[str], home: Path | None = None) -> list[Problem]:
    """Everything wrong in the own sentences; ``known`` are the codes of the organisations that are here."""
    folder = home or own_home()
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return [problem for path in files for problem in _in_file(path, path.relative_to(folder).parts, known)]


def _in_file(path: Path, parts: tuple[str, ...], known: set[str]) -> Iterator[Problem]:
    misplaced = _misplaced(parts, known)
    if misplaced:
        yield Problem(path.as_posix(), 1, "(file)", misplaced)
        return
    try:
        read = read_yaml(path)
    except RegulationError as error:
        yield from error.problems
        return
    yield from read.problems
    yield from _in_page(path, read, parts[1])


def _misplaced(parts: tuple[str, ...], known: set[str]) -> str:
    """What is wrong with where the file stands, or ''."""
    if len(parts) != 3 or not parts[2].endswith(".yaml"):
        return "this file is not read; put it at texts/<organisation>/<language>/<page>.yaml, or take it away"
    code, language, page = parts
    if code not in known:
        return f"there is no organisation '{code}'; {did_you_mean(code, known)}"
    if language not in LANGUAGES:
        return f"there is no language '{language}'; {did_you_mean(language, LANGUAGES)}"
    pages = {key.split(".")[0] for key in sentences(language)}
    name = page.removesuffix(".yaml")
    return "" if name in pages else f"there is no page '{name}'; {did_you_mean(name, pages)}"


def _in_page(path: Path, read: Read, language: str) -> Iterator[Problem]:
    shared = sentences(language)
    for place, value in _places((), read.data):
        key = ".".join((path.stem, *map(str, place)))
        wrong = _wrong(key, value, shared.get(key), [k for k in shared if k.startswith(f"{path.stem}.")])
        if wrong:
            yield Problem(path.as_posix(), read.line(place), dotted(place), wrong)


def _places(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    """Each leaf; a mapping with only ``u`` and ``je`` is one sentence in two forms."""
    if isinstance(value, dict) and not (value and set(value) <= ADDRESSES):
        for name, inside in value.items():
            yield from _places((*place, name), inside)
    else:
        yield place, value


def _wrong(key: str, value: Any, shared: Sentence | None, keys: list[str]) -> str:
    if shared is None:
        near = did_you_mean(key, keys).replace(f"{key.split('.')[0]}.", "")
        return f"there is no such sentence on this page; {near}"
    forms = value.values() if isinstance(value, dict) else [value]
    if not all(isinstance(form, str) and form.strip() for form in forms) or not forms:
        return "this is no sentence; write words, in quotes when there is a colon in them"
    if isinstance(value, dict) and set(value) != ADDRESSES:
        return "write one sentence, or one for 'u' and one for 'je'"
    return next(filter(None, (_places_differ(form, shared) for form in forms)), "")


def _places_differ(form: str, shared: Sentence) -> str:
    """A place to fill in that is missing, or that the page does not fill."""
    try:
        mine = open_places(form)
    except ValueError:
        return "a brace has no partner; write {name}, or {{ for a brace itself"
    asked = open_places(shared if isinstance(shared, str) else shared["u"])
    missing, extra = sorted(asked - mine), sorted(mine - asked)
    if extra:
        return f"the page fills in no {{{extra[0]}}}; {did_you_mean(extra[0], asked) if asked else 'take it out'}"
    return f"{{{missing[0]}}} is missing; the page fills it in, so put it where it belongs" if missing else ""


def open_places(text: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
