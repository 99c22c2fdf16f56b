"""What was measured before and after a measure: complaints that came in on its theme, at its place and about its team, over equal periods.

Counted by day from the lists, so no longer back than dossiers are kept; a number is written down when it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Summary
from wederhoor.dossier.models.core import COMPLIMENT
from wederhoor.dossier.summaries import THEME, about_theme
from wederhoor.insight.models import Measure
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.term_legs import plus_months

DAY = timedelta(days=1)


def received(row: Measure, first: date, last: date) -> int:
    """How many came in from the first to the last day (both included) on the theme, at the place and about the team of this measure.

    A complaint counts once, whichever of its parts is about the theme. Inside ``in_organisation``.
    """
    found = _complaints(row.organisation_id).filter(received_on__range=(first, last))
    found = found.annotate(about=THEME).filter(about_theme(row.theme)) if row.theme else found
    found = found.filter(team=row.team_id) if row.team_id else found
    found = found.filter(member_id=row.member_id) if row.member_id else found
    return (found.filter(location_id=row.location_id) if row.location_id else found).count()


def _complaints(organisation: int) -> QuerySet[Summary]:
    """What came in, without what was praise."""
    return Summary.objects.filter(organisation_id=organisation).exclude(kind=COMPLIMENT)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days before and after: from ``first`` to the day before it was ``done``, and from then to the day before ``end``."""

    first: date
    done: date
    end: date
    days: int | None = None
    """How many, when it is not whole months."""


def stretch(row: Measure, looked: date | None = None) -> Stretch | None:
    """As long before as after: the months of the plan, or fewer days when somebody ``looked`` sooner. None without a plan."""
    if row.done_on is None or row.check_months is None:
        return None
    end = plus_months(row.done_on, row.check_months)
    if looked is None or looked + DAY >= end:
        return Stretch(plus_months(row.done_on, -row.check_months), row.done_on, end)
    days = max(0, (looked + DAY - row.done_on).days)
    return Stretch(row.done_on - timedelta(days=days), row.done_on, looked + DAY, days)


def before(row: Measure, over: Stretch) -> int:
    """In the days before it was done."""
    return received(row, over.first, over.done - DAY)


def after(row: Measure, over: Stretch) -> int:
    """In as many days after."""
    return received(row, over.done, over.end - DAY)


def by_month(organisation: Organisation, locations: list[int], today: date) -> list[tuple[date, int]]:
    """How many came in at these locations in each of the twelve months up to this one. Logged by who asks."""
    first = plus_months(today.replace(day=1), -11)
    with in_organisation(organisation.pk):
        found = _complaints(organisation.pk).filter(location_id__in=locations, received_on__gte=first)
        counts = dict(found.values_list(TruncMonth("received_on")).annotate(n=Count("pk")).order_by())
    months = (plus_months(first, n) for n in range(12))
    return [(month, counts.get(month, 0)) for month in months]


def by_place(organisation: Organisation, locations: list[int], today: date) -> dict[int, int]:
    """How many came in at each of these locations in the same twelve months. Logged by who asks."""
    first = plus_months(today.replace(day=1), -11)
    with in_organisation(organisation.pk):
        found = _complaints(organisation.pk).filter(location_id__in=locations, received_on__gte=first)
        counted = found.order_by().values_list("location_id").annotate(n=Count("pk"))
        return {place: n for place, n in counted if place is not None}
