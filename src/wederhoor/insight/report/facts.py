"""What is counted for a report: a few readings of the database for all its sections together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as Counted
from django.db.models import Q

from wederhoor.dossier.models import Assignment, ReceptionContact, Summary
from wederhoor.dossier.models.core import COMPLIMENT
from wederhoor.insight import measures, tallies
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.measures import Tally
from wederhoor.insight.steps import MEASURE, RECOMMENDATION
from wederhoor.insight.tallies import SHARED, By, Count, Open

CONTACTS: By = ("contacts",)
"""Asked for by a section that counts contacts."""
MEASURES: By = ("measures",)
AIMS: By = ("aims",)
RECOMMENDATIONS: By = ("recommendations",)
STANDING: By = ("standing",)
COMPLIMENTS: By = ("compliments",)
ASIDE = frozenset({CONTACTS, MEASURES, AIMS, RECOMMENDATIONS, STANDING, COMPLIMENTS})
"""What is not counted in the register."""
BEFORE = "before"
"""A first word of what is counted in the period before, too."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The counts of one report: closed and received in the period, what of that is still open, and the period before it."""

    closed: tallies.Tally = field(default_factory=dict)
    open: Open = field(default_factory=dict)
    before: tallies.Tally = field(default_factory=dict)
    ways: bool = False
    """Narrowed to ways: of an open complaint the way is not known yet, so that nobody knows what came in."""
    contacts: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    measures: dict[str, Tally] = field(default_factory=dict)
    aims: dict[str, Tally] = field(default_factory=dict)
    recommendations: dict[str, Tally] = field(default_factory=dict)
    standing: Counter[str] = field(default_factory=Counter)
    """Per phase: what came in before the period ended and is open now; of the work of a role, what was given to it."""
    compliments: Counter[str] = field(default_factory=Counter)
    """Per theme: what came in during the period that was no complaint but a compliment."""

    def complaints(self, *by: str) -> Counter[tuple[Any, ...]]:
        """Closed complaints in the period, each counted once."""
        return +Counter({value: count.complaints for value, count in self.closed.get(by, {}).items()})

    def parts(self, *by: str) -> Counter[tuple[Any, ...]]:
        """The same per part of a complaint."""
        return +Counter({value: count.parts for value, count in self.closed.get(by, {}).items()})

    def parts_before(self, *by: str) -> Counter[tuple[Any, ...]]:
        """The same of the period before."""
        return +Counter({value: count.parts for value, count in self.before.get(by, {}).items()})

    def received(self, *by: str) -> Counter[tuple[Any, ...]]:
        """Complaints that came in during the period, closed since or still open."""
        done = Counter({value: count.received for value, count in self.closed.get(by, {}).items()})
        return done + self.open.get(by, Counter())

    @property
    def waiting(self) -> Counter[tuple[Any, ...]]:
        """How many of what was received are open, under ()."""
        return self.open.get((), Counter())

    @property
    def total(self) -> Count:
        """All that closed in the period."""
        return self.closed.get((), {}).get((), Count(0, 0))


def gathered(cut: Cut, asked: Iterable[By], today: date, role: str = "", body: Collection[str] = ()) -> Facts:
    """Count all that these sections need; contacts only of ``role`` where it is given, and open complaints only of ``body``,
    the roles that work as one with it. Call inside ``in_organisation``."""
    wanted = {tuple(by) for by in asked}
    earlier = {by[1:] for by in wanted if by[:1] == (BEFORE,)}
    sets = {by for by in wanted if by not in ASIDE and by[:1] != (BEFORE,)} | {()}
    shared = {by for by in sets if set(by) <= set(SHARED)}
    return Facts(
        closed=tallies.tallied(cut, sets),
        open=tallies.still_open(cut, shared),
        before=tallies.tallied(replace(cut, period=earlier_than(cut.period)), earlier) if earlier else {},
        ways=bool(cut.routes),
        contacts=_contacts(cut, role) if CONTACTS in wanted else Counter(),
        measures=_followed(cut, "theme", MEASURE, today) if MEASURES in wanted else {},
        aims=_followed(cut, "aim", MEASURE, today) if AIMS in wanted else {},
        recommendations=_followed(cut, "theme", RECOMMENDATION, today) if RECOMMENDATIONS in wanted else {},
        standing=_standing(cut, body, today) if STANDING in wanted else Counter(),
        compliments=_compliments(cut) if COMPLIMENTS in wanted else Counter(),
    )


def _followed(cut: Cut, by: str, kind: str, today: date) -> dict[str, Tally]:
    return {key: tally for (key,), tally in measures.counts(cut, by, today=today, kind=kind).items()}


def earlier_than(period: Period) -> Period:
    """The period of as many quarters right before."""
    last = period.first - timedelta(days=1)
    months = 3 * len(period.quarters)
    place = period.first.year * 12 + period.first.month - 1 - months
    return Period(period.first.replace(year=place // 12, month=place % 12 + 1), last)


def _contacts(cut: Cut, role: str) -> Counter[tuple[str, str, bool]]:
    rows = ReceptionContact.objects.filter(
        organisation=cut.organisation, day__range=(cut.period.first, cut.period.last)
    )
    rows = rows.filter(role=role) if role else rows
    rows = rows.filter(member=cut.member) if cut.member else rows
    found = rows.order_by().values_list("role", "topic", "followed").annotate(n=Counted("id"))
    return Counter({(by, topic, followed): count for by, topic, followed, count in found})


def _compliments(cut: Cut) -> Counter[str]:
    apart, by = replace(cut, compliments=True), ("theme",)
    found = Facts(tallies.tallied(apart, {by}), tallies.still_open(apart, {by}))
    return Counter({theme: count for (theme,), count in found.received(*by).items()})


def _standing(cut: Cut, body: Collection[str], today: date) -> Counter[str]:
    rows = Summary.objects.filter(organisation=cut.organisation, closed=False, received_on__lte=cut.period.last)
    rows = rows.exclude(kind=COMPLIMENT)
    rows = rows.filter(member=cut.member) if cut.member else rows
    given = Assignment.objects.filter(organisation=cut.organisation, role__in=body, recused=False, since__lte=today)
    given = given.filter(Q(until=None) | Q(until__gte=today))
    rows = rows.filter(dossier_id__in=given.values("dossier_id")) if body else rows
    return Counter(dict(rows.order_by().values_list("phase").annotate(n=Counted("dossier_id"))))
