"""Which figures stand in which section of a report. The codes and their names stand in ``regulations/_vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wederhoor.insight.report.facts import Facts
from wederhoor.insight.report.numbers import Make, number, per
from wederhoor.insight.report.tables import Table
from wederhoor.insight.report.wording import Wording
from wederhoor.insight.tallies import By


@dataclass(frozen=True, slots=True)
class Section:
    """What a section counts by, and its tables. A code that is not here has the writer's own words and no figures."""

    needs: tuple[By, ...]
    make: Make


def _per(column: str, title: str) -> Section:
    return Section(((column,),), per(column, title))


SECTIONS: dict[str, Section] = {
    "number": Section(((),), number),
    "per kind": _per("kind", "Klachten per soort"),
    "per theme": _per("theme", "Klachten per thema"),
    "per law": _per("law", "Klachten per wet"),
    "per source": _per("source", "Klachten naar hoe zij binnenkwamen"),
    "per location": _per("location_group", "Klachten per groep locaties"),
    "per member": _per("member_id", "Klachten per zorgaanbieder"),
}


def needs(codes: Iterable[str]) -> set[By]:
    """All that must be counted for these sections."""
    return {by for code in codes if code in SECTIONS for by in SECTIONS[code].needs}


def tables_of(codes: Sequence[str], facts: Facts, words: Wording) -> dict[str, tuple[Table, ...]]:
    """The tables per section, in order; none for a section of words only."""
    return {code: SECTIONS[code].make(facts, words) if code in SECTIONS else () for code in codes}
