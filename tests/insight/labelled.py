"""The labelled texts and how they are counted: shared by the tests and the benchmark.

Markup in the YAML files: ``[[kind|words]]``. A label counts as found when all its letters and digits are covered by findings
of its kind; a finding counts as right when at least half of it lies in labels of its kind. ``leeftijd`` is an age: it is replaced
like a date of birth and counted by itself. A question mark before the kind: careful people could differ, neither missed nor wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from wederhoor.insight.deidentify import Kind, suspicions

FOLDER = Path(__file__).parent / "deidentification"
KEPT_APART = "kept-apart.yaml"
_MARK = re.compile(r"\[\[(\??)(\w+)\|([^\]]+)\]\]")
_AGE = "leeftijd"
Span = tuple[int, int, Kind]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text without its markup, the labels in it, and whom the dossier knows."""

    text: str
    labels: tuple[Span, ...]
    known: tuple[str, ...]
    uncounted: tuple[Span, ...] = ()
    """Labels about which careful people could differ, and ages: right when found."""
    ages: tuple[Span, ...] = ()


@dataclass(slots=True)
class Score:
    """Counts per kind, and what was missed or wrongly marked."""

    labels: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    marked: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    ages: int = 0
    ages_found: int = 0
    missed: list[tuple[Kind, str, str]] = field(default_factory=list)
    wrong: list[tuple[Kind, str, str]] = field(default_factory=list)

    def recall(self, kind: Kind) -> float:
        """Which part of the labels was found whole."""
        return self.found[kind] / self.labels[kind] if self.labels[kind] else 1.0

    def precision(self, kind: Kind | None = None) -> float:
        """Which part of what was marked is right; of all kinds together without one."""
        if kind is None:
            return self.right.total() / max(1, self.marked.total())
        return self.right[kind] / self.marked[kind] if self.marked[kind] else 1.0


def texts(*, kept_apart: bool) -> list[Labelled]:
    """Those that nobody has read yet, if there are any, or all those that the rules learned from."""
    files = sorted(path for path in FOLDER.glob("*.yaml") if (path.name == KEPT_APART) == kept_apart)
    return [_read(one) for path in files for one in yaml.safe_load(path.read_text("utf-8"))]


def _read(one: dict[str, object]) -> Labelled:
    marked, plain, at = str(one["text"]), "", 0
    labels: dict[str, list[Span]] = {"": [], "?": [], _AGE: []}
    for found in _MARK.finditer(marked):
        plain += marked[at : found.start()]
        kind = Kind.BIRTH if found[2] == _AGE else Kind(found[2])
        labels[_AGE if found[2] == _AGE else found[1]].append((len(plain), len(plain) + len(found[3]), kind))
        plain, at = plain + found[3], found.end()
    known = one.get("known") or []
    names = tuple(map(str, known if isinstance(known, list) else []))
    return Labelled(plain + marked[at:], tuple(labels[""]), names, (*labels["?"], *labels[_AGE]), tuple(labels[_AGE]))


def score(some: Iterable[Labelled]) -> Score:
    """Count over these texts."""
    counted = Score()
    for one in some:
        found = [(f.start, f.end, f.kind) for f in suspicions(one.text, one.known)]
        _labels(one, found, counted)
        _marked(one, found, counted)
    return counted


def _letters(text: str, spans: Iterable[Span], kind: Kind) -> Iterator[int]:
    for start, end, of in spans:
        if of is kind:
            yield from (at for at in range(start, end) if text[at].isalnum())


def _labels(one: Labelled, found: list[Span], counted: Score) -> None:
    counted.ages += len(one.ages)
    for start, end, kind in one.ages:
        counted.ages_found += _covered(one, (start, end, kind), found)
    for start, end, kind in one.labels:
        counted.labels[kind] += 1
        if _covered(one, (start, end, kind), found):
            counted.found[kind] += 1
        else:
            counted.missed.append((kind, one.text[start:end], one.text))


def _covered(one: Labelled, label: Span, found: list[Span]) -> bool:
    return set(_letters(one.text, [label], label[2])) <= set(_letters(one.text, found, label[2]))


def _marked(one: Labelled, found: list[Span], counted: Score) -> None:
    for start, end, kind in found:
        if any(start < other and at < end for at, other, _ in set(one.uncounted) - set(one.ages)):
            continue
        counted.marked[kind] += 1
        inside = set(_letters(one.text, [(start, end, kind)], kind))
        if 2 * len(inside & set(_letters(one.text, [*one.labels, *one.ages], kind))) >= len(inside):
            counted.right[kind] += 1
        else:
            counted.wrong.append((kind, one.text[start:end], one.text))
