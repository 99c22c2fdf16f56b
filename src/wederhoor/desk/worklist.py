"""The worklist: which dossiers, what must be done first and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.words import initials, term_words
from wederhoor.dossier import queries
from wederhoor.dossier.queries import Filters, Row

SIZE = 50


def _tabs() -> dict[str, tuple[str, Filters]]:
    return {
        "mine": (gettext("Mijn dossiers"), Filters(handler="me")),
        "unassigned": (gettext("Niet toegewezen"), Filters(handler="nobody")),
        "week": (gettext("Termijn deze week"), Filters(within_days=7)),
        "overdue": (gettext("Over de termijn"), Filters(late=True)),
        "open": (gettext("Alle open"), Filters()),
        "closed": (gettext("Gesloten"), Filters(closed=True, order="-last")),
        "all": (gettext("Alles"), Filters(closed=None, order="-received")),
    }


def _row(row: Row, today: date) -> dict[str, Any]:
    term = term_words(row.next_aim, today, late=row.late) if row.next_aim or row.next_duty else None
    day = term_words(row.next_due, today, late=True) if row.late else term
    return {
        "number": row.number, "url": reverse("desk:dossier", args=[row.number]),
        "subject": row.subject or gettext("Alleen voor wie het dossier mag lezen"), "sub": row.next_duty_label, "handler": row.handler,
        "handler_initials": initials(row.handler), "phase": row.phase_label, "phase_code": row.phase,
        "term": None if row.closed else day, "last_act": row.last_act, "last_when": "",
    }  # fmt: skip


def _filters(request: HttpRequest, tab: str) -> Filters:
    chosen = _tabs()[tab][1]
    return replace(
        chosen, phase=request.GET.get("phase", "").replace("\0", ""), search=request.GET.get("q", "").strip()
    )


@require_safe
@desk
def worklist(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Rows the person may see, 50 a page, filters and page in the address."""
    tabs = _tabs()
    tab = request.GET.get("tab", "open")
    tab = tab if tab in tabs else "open"
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    filters = _filters(request, tab)
    found = queries.worklist(who.tenant, who.actor, filters, now=timezone.now(), page=page, size=SIZE, counted=True)
    context = frame(request, who, "all" if tab == "all" else "worklist") | {
        "worklist": _shown(request, who, tab, found, filters), "query": filters.search,
        "page": Paginator(range(found.total), SIZE).get_page(page),
        "base_query": urlencode({k: v for k, v in request.GET.items() if k != "page"}) + "&",
    }  # fmt: skip
    return render(request, "desk/worklist.html", context)


def _shown(request: HttpRequest, who: Signed, tab: str, found: queries.Page, filters: Filters) -> dict[str, Any]:
    address, tabs, counts = reverse("desk:worklist"), _tabs(), found.counts
    shown = [
        {"label": label, "count": counts.get(code), "url": f"{address}?tab={code}", "current": code == tab}
        for code, (label, _) in tabs.items()
    ]
    phases = [("", gettext("Alle fasen"), not filters.phase)]
    phases += [(code, phase.label, code == filters.phase) for code, phase in who.regulation.phases.items()]
    options = [{"value": v, "label": label, "selected": chosen} for v, label, chosen in phases]
    may_receive = who.role in who.regulation.acts["receive"].by
    return {
        "counts": {"new": counts["unassigned"], "busy": counts["open"], "this_week": counts["week"], "overdue": counts["overdue"]},
        "new_url": reverse("desk:new") if may_receive else "", "tabs": shown, "tab": tab, "text": filters.search,
        "filters": [{"name": "phase", "label": gettext("Fase"), "options": options}], "caption": "",
        "rows": [_row(row, timezone.localdate()) for row in found.rows],
    }  # fmt: skip
