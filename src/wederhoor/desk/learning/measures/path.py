"""The improvement path of a location: everything that was taken and recommended about it, in order, with complaints before and after."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.desk.learning.measures.viewing import filters_of, locations, shown, viewer_of
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.signed import Signed
from wederhoor.insight import charts, effect, gathering, measure_lists, rights
from wederhoor.insight.charts import Bars
from wederhoor.insight.models import Measure
from wederhoor.insight.steps import RUNNING
from wederhoor.organisations.models import Location


@require_safe
@learning(rights.sees_figures)
def improvement(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """``?location=`` or ``?group=``; without one the places to choose from, with how much runs there."""
    now, today = timezone.now(), timezone.localdate()
    gathering.gather(who.tenant, now)
    place, group = filters_of(request.GET, who).location, request.GET.get("group", "")[:60]
    known = dict(locations(who))
    chosen = [int(key) for key in known if key == str(place)] or [row.pk for row in _of_group(known, group)]
    name = known.get(str(place), group if chosen else "")
    found = measure_lists.about(viewer_of(who), chosen or [int(key) for key in known], now=now)
    context = around(request, who, "measures") | {
        "rows": [shown(one, who, today) for one in found] if chosen else [], "name": name, "place": place, "group": group,
        "locations": [(int(key), label) for key, label in known.items()],
        "groups": sorted({row.group for row in Location.objects.filter(pk__in=known) if row.group}), "list_url": reverse("desk:measures"),
        "chart": _chart(who, chosen, today) if chosen else None,
        "places": [] if chosen else _places(who, known, [one.row for one in found], today),
    }  # fmt: skip
    return render(request, "desk/learning/measures/path.html", context)


def _places(who: Signed, known: dict[str, str], found: list[Measure], today: date) -> list[dict[str, Any]]:
    """Every location with what came in and what runs there."""
    complaints = effect.by_place(who.tenant, [int(key) for key in known], today)
    running = Counter(row.location_id for row in found if row.status in RUNNING)
    return [
        {
            "name": name,
            "url": f"?location={key}",
            "complaints": complaints.get(int(key), 0),
            "running": running[int(key)],
        }
        for key, name in known.items()
    ]


def _of_group(known: dict[str, str], group: str) -> list[Location]:
    return list(Location.objects.filter(pk__in=known, group=group)) if group else []


def _chart(who: Signed, locations: list[int], today: date) -> Bars:
    """Complaints per month here, the last twelve months."""
    months = effect.by_month(who.tenant, locations, today)
    labels = [date_format(first, "M Y").lower() for first, _ in months]
    total = gettext("In totaal %(n)s in twaalf maanden.") % {"n": sum(n for _, n in months)}
    series = [(gettext("Klachten"), [n for _, n in months])]
    return charts.bars("months", gettext("Klachten per maand"), total, labels, series, first=gettext("Maand"))
