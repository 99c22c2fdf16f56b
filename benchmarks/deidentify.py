"""De-identification over the labelled texts, and groups of texts.

`python -m benchmarks deidentify` prints recall and precision of the texts that the rules learned from, of those kept apart where there
are any, and what was missed. The first runs over texts that nobody had read stand in docs/decisions/037.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from random import Random
from time import process_time

from benchmarks.table import Figure
from tests.insight import shapes
from tests.insight.labelled import Labelled, Score, score, texts
from wederhoor.insight.alike import Told, groups
from wederhoor.insight.deidentify import Kind, suspicions

MARKED = (Kind.NAME, Kind.BSN, Kind.TELEPHONE, Kind.MAIL, Kind.ADDRESS, Kind.BIRTH)
"""The kinds that have a mark."""
RECALL, PRECISION = 0.98, 0.9
MANY, LONG = 2000, 2000
WORST = {4_000: 200.0, 16_000: 1_000.0}
"""Milliseconds that a text of so many characters may take, whatever stands in it."""
LINE = 100
"""Shorter texts are lines written to see what is missed; they would flatter the speed."""


def rows() -> list[Figure]:
    """Recall per kind and precision, of both sets; how long a text takes, and groups among two thousand."""
    known, apart = texts(kept_apart=False), texts(kept_apart=True)
    found = [*_of(f"the {len(known)} learned from", score(known))]
    found += _of(f"the {len(apart)} kept apart", score(apart)) if apart else ()
    whole = [one for one in known if len(one.text) >= LINE]
    return [*found, _speed(whole), _long(whole), *map(_worst, WORST), _groups([*whole, *apart])]


def _of(name: str, counted: Score) -> Iterator[Figure]:
    for kind in MARKED:
        told = f"{counted.found[kind]} of {counted.labels[kind]}"
        yield Figure(f"{name}: recall of {kind.value}", counted.recall(kind), told, RECALL, at_least=True)
    said = f"{counted.ages_found} of {counted.ages}"
    yield Figure(f"{name}: recall of ages, no mark", counted.ages_found / max(1, counted.ages), said)
    told = f"{counted.right.total()} of {counted.marked.total()}"
    yield Figure(f"{name}: precision, every kind", counted.precision(), told, PRECISION, at_least=True)
    names = f"{counted.right[Kind.NAME]} of {counted.marked[Kind.NAME]}"
    yield Figure(f"{name}: precision of names", counted.precision(Kind.NAME), names, PRECISION, at_least=True)
    for kind, words, _ in counted.missed:
        print(f"{name}: missed {kind.value} {words!r}", file=sys.stderr)
    for kind, words, _ in counted.wrong:
        print(f"{name}: wrongly {kind.value} {words!r}", file=sys.stderr)


def _speed(some: list[Labelled]) -> Figure:
    began = process_time()
    for one in some:
        suspicions(one.text, one.known)
    return Figure("milliseconds of processor for one text", 1000 * (process_time() - began) / len(some), "deduce 9")


def _long(some: list[Labelled]) -> Figure:
    """A text of two thousand characters, as a letter or a report is."""
    chance = Random(7)
    long = [" ".join(chance.choice(some).text for _ in range(9))[:LONG] for _ in range(50)]
    began = process_time()
    for text in long:
        suspicions(text)
    return Figure(
        f"milliseconds of processor for a text of {LONG:,} characters", 1000 * (process_time() - began) / len(long), ""
    )


def _worst(length: int) -> Figure:
    """The slowest of the shapes that nobody means to write: a line of dashes, one word again and again."""
    took: dict[str, float] = {}
    for text in shapes.texts(length):
        began = process_time()
        suspicions(text)
        took[text] = 1000 * (process_time() - began)
    slowest = max(took, key=lambda text: took[text])
    told = f"{slowest[-8:]!r}, of {len(took)} shapes"
    return Figure(f"milliseconds of processor for the worst {length:,} characters", took[slowest], told, WORST[length])


def _groups(some: list[Labelled]) -> Figure:
    """Two thousand texts, each two of the labelled ones after another."""
    chance = Random(5)
    told = [Told(str(n), f"{chance.choice(some).text} {chance.choice(some).text}") for n in range(MANY)]
    began = process_time()
    groups(told)
    return Figure(f"seconds of processor to group {MANY:,} texts", process_time() - began, "", 1.0)
