"""The list of measures and recommendations: tabs, filters in the address, and the same rows as a CSV file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.desk.care.log import safe_cell
from wederhoor.desk.learning.measures import words
from wederhoor.desk.learning.measures.viewing import filters_of, locations, query_of, shown, viewer_of
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.signed import Signed
from wederhoor.desk.worklist import page_number
from wederhoor.insight import gathering, measure_lists, rights
from wederhoor.insight.measure_lists import MOST, PAGE, Filters


@require_safe
@learning(rights.opens_measures)
def measures(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The rows somebody may see, 50 a page; what is new in dossiers is taken up first."""
    now, today, page = timezone.now(), timezone.localdate(), page_number(request.GET.get("page", "1"))
    gathering.gather(who.tenant, now)
    filters, viewer = filters_of(request.GET, who), viewer_of(who)
    found, total = measure_lists.listed(viewer, filters, now=now, today=today, page=page)
    base = f"?{query_of(filters)}&page="
    context = around(request, who, "measures") | {
        "rows": [shown(one, who, today) for one in found], "states": _states(who, filters), "filters": _fields(who, filters),
        "chosen": filters != Filters(state=filters.state), "clear_url": f"?{query_of(Filters(state=filters.state))}", "state": filters.state,
        "mine": filters.mine, "csv_url": f"{reverse('desk:measures csv')}?{query_of(filters)}", "new": _new(who),
        "path_url": f"{reverse('desk:improvement')}?{query_of(filters)}" if viewer.all else "",
        "page": {
            "first": (page - 1) * PAGE + 1, "last": (page - 1) * PAGE + len(found), "total": total, "number": page,
            "previous_url": f"{base}{page - 1}" if page > 1 else "", "next_url": f"{base}{page + 1}" if page * PAGE < total else "",
        },
    }  # fmt: skip
    return render(request, "desk/learning/measures/list.html", context)


def _states(who: Signed, filters: Filters) -> list[dict[str, Any]]:
    counts = measure_lists.counted(viewer_of(who), Filters(**_without_state(filters)), timezone.localdate())
    return [
        {"label": label, "count": counts.get(code), "url": f"?{query_of(filters, state=code)}", "current": code == filters.state}
        for code, label in words.states().items()
        if counts.get(code) or code in ("", "running", "late", "done", filters.state)
    ]  # fmt: skip


def _without_state(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in ("kind", "mine", "aim", "theme", "location", "origin")}


def _fields(who: Signed, filters: Filters) -> list[dict[str, Any]]:
    """The filter fields; one with nothing to choose is left out."""
    asked = {
        "kind": (gettext("Soort"), list(words.kinds().items())), "mine": (gettext("Van wie"), [("1", gettext("Van mij"))]),
        "aim": (gettext("Doel"), list(words.aims(who.regulation).items())),
        "theme": (gettext("Thema"), list(words.themes(who.regulation).items())),
        "location": (gettext("Locatie"), locations(who)), "origin": (gettext("Herkomst"), list(words.origins().items())),
    }  # fmt: skip
    now = {"mine": "1" if filters.mine else "", "location": str(filters.location or "")}
    return [
        {
            "name": name, "label": label,
            "options": [{"value": code, "label": text, "selected": code == now.get(name, getattr(filters, name))} for code, text in choices],
        }
        for name, (label, choices) in asked.items()
        if choices
    ]  # fmt: skip


def _new(who: Signed) -> list[dict[str, str]]:
    """What somebody may add: a measure, a recommendation."""
    may = {
        "measure": rights.sees_figures(who.regulation, who.role),
        "recommendation": rights.recommends(who.regulation, who.role),
    }
    said = {"measure": gettext("Nieuwe maatregel"), "recommendation": gettext("Nieuwe aanbeveling")}
    return [
        {"label": said[kind], "url": f"{reverse('desk:measure new')}?kind={kind}"} for kind, okay in may.items() if okay
    ]


@require_safe
@learning(rights.opens_measures)
def export(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The same rows as a CSV file; who took it stands in the log."""
    now, today = timezone.now(), timezone.localdate()
    viewer, filters = viewer_of(who), filters_of(request.GET, who)
    found, _ = measure_lists.listed(viewer, filters, now=now, today=today, size=MOST, action="export")
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    columns = _columns()
    writer.writerow(columns.values())
    for one in found:
        row = shown(one, who, today)
        writer.writerow([safe_cell(row[name]) for name in columns])
    name = f'attachment; filename="maatregelen-{today}.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _columns() -> dict[str, str]:
    return {
        "kind": gettext("Soort"), "what": gettext("Wat"), "aim": gettext("Doel"), "theme": gettext("Thema"), "place": gettext("Plaats"),
        "owner": gettext("Wie"), "due": gettext("Voor"), "status": gettext("Stand"), "origin": gettext("Herkomst"),
        "made_on": gettext("Genomen op"), "done_on": gettext("Klaar op"), "result": gettext("Resultaat"), "reason": gettext("Reden"),
        "check_on": gettext("Effect bekijken op"), "before": gettext("Klachten ervoor"), "after": gettext("Klachten erna"),
        "conclusion": gettext("Conclusie"),
    }  # fmt: skip
