"""Which texts resemble each other: words with light Dutch stemming, tf-idf, cosine, groups. Pure; two thousand texts in a second.

The words that are said of a group are no names and no numbers: each is shared by several dossiers, and is no name by any list,
nor of anybody those dossiers know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import log, sqrt

from wederhoor.dossier.words import EVERYWHERE
from wederhoor.insight.deidentify.vocabulary import (
    is_first,
    is_surname,
    is_word,
    mostly_name,
    mostly_word,
    no_person,
    plain,
    section,
)

TERMS = 30
"""The most telling words of one text that count."""
JOIN, MERGE = 0.28, 0.40
"""How alike a text must be to a group, and two groups to each other (cosine)."""
LEAST = 3
"""A group is of so many dossiers, and so many share each word that is said of it."""
SAID = 8
MOST = 200
"""Beyond so many groups a text alone is no longer compared with them."""
COMMON, FEW = 0.2, 10
"""A word in more than this part of the texts tells nothing, once that are more than a few."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDINGS = ("heden", "heid", "ingen", "ing", "tjes", "tje", "jes", "en", "e", "s")
_EMPTY = EVERYWHERE | section("empty")


@dataclass(frozen=True, slots=True)
class Told:
    """One text of one dossier: its key, its words, and the names that its dossier knows."""

    key: str
    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that resemble each other: their keys, the nearest to the middle first, and what they have in common."""

    keys: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(slots=True)
class _Cluster:
    """Places of texts, and the sum of their vectors with its length squared."""

    members: list[int] = field(default_factory=list)
    total: dict[str, float] = field(default_factory=dict)
    square: float = 0.0

    def add(self, members: Iterable[int], vector: dict[str, float]) -> None:
        """Take these in."""
        self.members += members
        for term, weight in vector.items():
            before = self.total.get(term, 0.0)
            self.total[term] = before + weight
            self.square += weight * (2 * before + weight)

    def cosine(self, other: _Cluster) -> float:
        """Of the two middles."""
        return _dot(other.total, self.total) / (sqrt(self.square * other.square) or 1.0)


def groups(texts: Sequence[Told], least: int = LEAST) -> list[Group]:
    """The groups of at least so many texts, the largest first."""
    hidden = {word for one in texts for name in one.names for word in _WORD.findall(plain(name))}
    read = [_terms(one.text, hidden) for one in texts]
    vectors = _vectors([Counter(stem for stem, _ in terms) for terms in read])
    found = [one for one in _merged(_joined(vectors)) if len(one.members) >= least]
    shown = (_group(one, texts, read, vectors, least) for one in found)
    return sorted((one for one in shown if one.words), key=lambda one: (-len(one.keys), one.words))


def stem(word: str) -> str:
    """A word without its usual ending: 'wachten', 'wacht' and 'wachtte' are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _terms(text: str, hidden: set[str]) -> list[tuple[str, str]]:
    """The telling words of a text, each with its stem; no names and no words of people."""
    return [
        (stem(word), word)
        for word in _WORD.findall(plain(text))
        if word not in _EMPTY and word not in hidden and _ordinary(word)
    ]


@lru_cache(maxsize=20_000)
def _ordinary(word: str) -> bool:
    if is_first(word) or mostly_name(word) or mostly_word(word):
        return False
    return is_word(word) or not (is_surname(word) or no_person(word))


def _vectors(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Tf-idf of length one, of the most telling words; a word of one text alone, or of nearly all, tells nothing."""
    many = Counter(term for one in counts for term in one)
    size = max(1, len(counts))
    usual = max(FEW, COMMON * size)
    weights = {term: log(size / n) + 0.1 for term, n in many.items() if 2 <= n <= usual}
    return [_vector(one, weights) for one in counts]


def _vector(counts: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    weighed = ((term, (1 + log(n)) * weights[term]) for term, n in counts.items() if term in weights)
    best = dict(sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:TERMS])
    length = _norm(best) or 1.0
    return {term: weight / length for term, weight in best.items()}


def _joined(vectors: Sequence[dict[str, float]]) -> list[_Cluster]:
    """Each text with the group whose middle it resembles most, else the first of a new one."""
    found: list[_Cluster] = []
    having: dict[str, set[int]] = {}
    for place, vector in enumerate(vectors):
        if not vector:
            continue
        scores: dict[int, float] = {}
        for term, weight in vector.items():
            for other in having.get(term, ()):
                scores[other] = scores.get(other, 0.0) + weight * found[other].total[term]
        likeness, best = max(((score / sqrt(found[n].square), n) for n, score in scores.items()), default=(0.0, 0))
        if likeness < JOIN:
            best = len(found)
            found.append(_Cluster())
        found[best].add([place], vector)
        for term in vector:
            having.setdefault(term, set()).add(best)
    return found


def _merged(clusters: list[_Cluster]) -> list[_Cluster]:
    """Groups whose middles resemble each other become one, the largest first."""
    kept: list[_Cluster] = []
    for one in sorted(clusters, key=lambda cluster: -len(cluster.members)):
        if len(one.members) == 1 and len(kept) > MOST:
            break
        near = max(kept, key=one.cosine, default=None)
        if near and near.cosine(one) >= MERGE:
            near.add(one.members, one.total)
        else:
            kept.append(one)
    return kept


def _group(
    cluster: _Cluster, texts: Sequence[Told], read: Sequence[list[tuple[str, str]]], vectors: Sequence[dict[str, float]], least: int
) -> Group:  # fmt: skip
    near = sorted(cluster.members, key=lambda place: (-_dot(vectors[place], cluster.total), place))
    return Group(tuple(texts[place].key for place in near), tuple(islice(_said(cluster, read, least), SAID)))


def _said(cluster: _Cluster, read: Sequence[list[tuple[str, str]]], least: int) -> Iterator[str]:
    """Common words that at least so many dossiers share, the most telling first, each as it is mostly written."""
    shared = Counter(term for place in cluster.members for term in {term for term, _ in read[place]})
    forms = Counter((term, word) for place in cluster.members for term, word in read[place])
    telling = sorted(
        (term for term in cluster.total if shared[term] >= least), key=lambda term: (-cluster.total[term], term)
    )
    for term in telling[: 2 * SAID]:
        known = [(-n, word) for (of, word), n in forms.items() if of == term and is_word(word)]
        if known:
            yield min(known)[1]


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _norm(vector: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in vector.values()))
