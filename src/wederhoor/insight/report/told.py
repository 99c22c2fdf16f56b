"""What was done, in words: the measures and recommendations of the period as they stand on the list, for the text of a report.

Only a proposal to who writes the report: they read, change and leave out; nothing of it is in the report before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from wederhoor.insight import measures, sealed
from wederhoor.insight.figures import Cut
from wederhoor.insight.models import Measure
from wederhoor.insight.steps import MEASURE, RECOMMENDATION

SECTIONS: Mapping[str, str] = {
    "measures": MEASURE, "measures with effect": MEASURE, "nature of measures": MEASURE, "recommendations": RECOMMENDATION,
}  # fmt: skip
"""Sections about the organisation's own work, and what of the list stands in them; of each once a report."""
MOST = 100
"""So many are proposed; more than that nobody reads in a report."""


def proposed(cut: Cut, contains: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Per section of a report the lines of what was taken or done in its period. Inside ``in_organisation``."""
    of_kind: dict[str, str] = {}
    for code in contains:
        if code in SECTIONS:
            of_kind.setdefault(SECTIONS[code], code)
    return {code: lines for kind, code in of_kind.items() if (lines := _lines(cut, kind))}


def _lines(cut: Cut, kind: str) -> tuple[str, ...]:
    within = (cut.period.first, cut.period.last)
    rows = measures.of(cut, kind).filter(
        Q(made_on__range=within) | Q(done_on__range=within) | Q(decided_on__range=within)
    )
    found = (_line(cut, row) for row in rows.select_related("organisation").order_by("made_on", "id")[:MOST])
    return tuple(dict.fromkeys(line for line in found if line))


def _line(cut: Cut, row: Measure) -> str:
    """'Na elke afspraak bellen wij terug. Klaar op 3-2-2026.'; '' where its words still have to be found without names."""
    what = sealed.text(row.organisation, row.what, measures.record(row.id), "what").strip()
    if not what:
        return ""
    done = row.done_on and row.done_on <= cut.period.last
    dropped = row.status in ("dropped", "rejected") and row.decided_on and row.decided_on <= cut.period.last
    stands = f"Klaar op {_day(row.done_on)}." if done else "Gaat niet door." if dropped else "Loopt nog."
    return f"- {what.rstrip('.')}. {stands}"


def _day(day: object) -> str:
    return f"{day:%-d-%-m-%Y}"
