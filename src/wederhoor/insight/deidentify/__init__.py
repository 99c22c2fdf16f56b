"""De-identification of Dutch text: what can point to a person is found, shown with its reason, and replaced after somebody approved.

``suspicions`` warns, ``proposal`` replaces. No rule here is sure: nothing leaves without a person who read it
(docs/decisions/028-de-identification.md). Pure: no Django, no clock, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from wederhoor.insight.deidentify import second_reader
from wederhoor.insight.deidentify.births import beside, births, dates
from wederhoor.insight.deidentify.finding import Finding, Kind, Known, apart
from wederhoor.insight.deidentify.known import known_names, people
from wederhoor.insight.deidentify.names import unknown_names
from wederhoor.insight.deidentify.numbers import numbers
from wederhoor.insight.deidentify.places import addresses
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.tagging import Proposal, replaced, tagged
from wederhoor.insight.deidentify.vocabulary import PREFIXES, plain, section

__all__ = ["Finding", "Kind", "Known", "Proposal", "proposal", "suspicions"]


_EDGES = " .,;:"
_TITLE = rule(
    rf"(?:(?:de|den|het|een)\s+)?(?:(?:{'|'.join(map(re.escape, sorted(section('titles'), key=len, reverse=True)))})\b\.?\s+)+",
    re.I,
)


def suspicions(text: str, known: Iterable[Known | str] = ()) -> list[Finding]:
    """What in this text can point to a person, in order; ``known`` are the names that the dossier knows."""
    here = people(known)
    names = [*known_names(text, here)]
    found = [*names, *numbers(text), *_behind(addresses(text), names), *births(text)]
    names = [*found, *unknown_names(text), *(second_reader.found(text) if second_reader.ready() else ())]
    return tagged(
        text, _trimmed(text, apart([*names, *beside(text, [one for one in names if one.kind is Kind.NAME])])), here
    )


def _trimmed(text: str, some: list[Finding]) -> list[Finding]:
    """Without blanks at their ends, and without what holds no letter or digit, or of a name no more than 'van' or 'in'."""
    bare = [(one, one.of(text)) for one in map(partial(_untitled, text), some)]
    return [
        replace(
            one,
            start=one.start + len(words) - len(words.lstrip(_EDGES)),
            end=one.end - len(words) + len(words.rstrip(" ,;:")),
        )
        for one, words in bare
        if any(map(str.isalnum, words)) and not (one.kind is Kind.NAME and PREFIXES.issuperset(plain(words).split()))
    ]


def _untitled(text: str, one: Finding) -> Finding:
    """A name without the title before it."""
    lead = _TITLE.match(text, one.start, one.end) if one.kind is Kind.NAME else None
    return replace(one, start=lead.end()) if lead and lead.end() < one.end else one


def _behind(some: Iterable[Finding], names: list[Finding]) -> Iterator[Finding]:
    """Addresses without the known name that stands right before the street."""
    ends = {one.end for one in names if one.end - one.start}
    for one in some:
        inside = [end for end in ends if one.start < end < one.end and any(n.start == one.start for n in names)]
        yield replace(one, start=max(inside) + 1) if inside else one


def proposal(text: str, known: Iterable[Known | str] = (), *, coarse_dates: bool = False) -> Proposal:
    """The text with a tag in the place of every finding; ``coarse_dates``: of other dates only the month stays."""
    found = suspicions(text, known)
    if coarse_dates:
        found = apart([*found, *dates(text)])
    return Proposal(text, tuple(found), replaced(text, found))
