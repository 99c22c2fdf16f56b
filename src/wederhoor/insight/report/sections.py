"""Which figures stand in which section of a report. The codes and their names stand in ``regulations/_vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wederhoor.insight.report import followed, results, timing
from wederhoor.insight.report.facts import (
    AIMS,
    BEFORE,
    COMPLIMENTS,
    CONTACTS,
    MEASURES,
    RECOMMENDATIONS,
    STANDING,
    Facts,
)
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


ROUTES = Section((("route",),), results.of_parts("route", "Klachten per weg", "Weg"))
OUTCOMES = Section((("outcome",),), results.of_parts("outcome", "Uitkomsten", "Uitkomst"))
KINDS, THEMES = _per("kind", "Klachten per soort"), _per("theme", "Klachten per thema")
SECTIONS: dict[str, Section] = {
    "number": Section(((),), number),
    "status": Section((STANDING,), results.standing),
    "nature": Section((*KINDS.needs, *THEMES.needs), results.both(KINDS.make, THEMES.make)),
    "per kind": KINDS,
    "per theme": THEMES,
    "per law": _per("law", "Klachten per wet"),
    "per route": ROUTES,
    "nature per route": Section((("theme", "route"),), results.nature_per_route),
    "per source": _per("source", "Klachten naar hoe zij binnenkwamen"),
    "per location": _per("location_group", "Klachten per groep locaties"),
    "per member": _per("member_id", "Klachten per zorgaanbieder"),
    "outcomes": OUTCOMES,
    "settlement": Section((*ROUTES.needs, *OUTCOMES.needs), results.both(ROUTES.make, OUTCOMES.make)),
    "tenor of judgements": Section((("theme", "outcome"),), results.tenor),
    "lead times": Section((("lead_time",),), timing.lead_times),
    "in term": Section((("in_time",),), timing.in_term),
    "late with explanation": Section((("in_time", "late_reason"),), timing.late),
    "over six weeks with explanation": Section((("lead_time", "late_reason"),), timing.over_six_weeks),
    "not taken up with explanation": Section((("untreated", "not_taken_up"),), timing.not_taken_up),
    "extended": Section((("extended",),), timing.extended),
    "disputes": Section((("disputed",),), timing.disputes),
    "satisfaction": Section((("treatment",), ("result",)), results.satisfaction),
    "hopes and what came of them": Section((("hope", "came_of_it"),), results.hopes),
    "causes": Section((("cause",),), results.of_parts("cause", "Oorzaken", "Oorzaak")),
    "bottlenecks that come back": Section((("theme",), (BEFORE, "theme")), results.coming_back),
    "contacts": Section((CONTACTS,), results.contacts),
    "compliments": Section((COMPLIMENTS,), results.compliments),
    "measures": Section((MEASURES,), followed.measures),
    "measures with effect": Section((MEASURES,), followed.effect),
    "nature of measures": Section((MEASURES, AIMS), results.both(followed.nature, followed.measures)),
    "recommendations": Section((RECOMMENDATIONS,), followed.recommendations),
}


def needs(codes: Iterable[str]) -> set[By]:
    """All that must be counted for these sections."""
    return {by for code in codes if code in SECTIONS for by in SECTIONS[code].needs}


def tables_of(codes: Sequence[str], facts: Facts, words: Wording) -> dict[str, tuple[Table, ...]]:
    """The tables per section, in order; none for a section of words only."""
    return {code: SECTIONS[code].make(facts, words) if code in SECTIONS else () for code in codes}
