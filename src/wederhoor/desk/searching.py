"""Searching everything one may open. By POST: what people look for is a name more often than not, and no address or log may hold it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.addresses import reverse
from wederhoor.desk.list_filters import filters_of, query_of, tabs
from wederhoor.desk.presenting import SIDES
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.worklist_rows import when_words
from wederhoor.dossier import queries
from wederhoor.dossier.queries import Filters, Found, Hit
from wederhoor.procedure.questions import as_name
from wederhoor.procedure.terms import local_date

LONGEST = 200


@require_http_methods(["GET", "POST"])
@desk
def search(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The search page (GET), and what was found (POST); in one list when its filters come along."""
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    given = request.POST.get("query", "")
    filters = filters_of(QueryDict(given)) if given else Filters("all")
    context: dict[str, Any] = {
        "text": text,
        "list_query": query_of(filters) if given else "",
        "list_name": tabs()[filters.view] if given else "",
    }
    if text:
        found = queries.search(who.tenant, who.actor, text, filters, now=timezone.now())
        context |= {"found": _shown(found)}
    response = render(request, "desk/search.html", frame(request, who, "search") | context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _shown(found: Found) -> dict[str, Any]:
    return {"hits": [_hit(hit) for hit in found.hits], "more": found.more, "words": found.words}


def _hit(hit: Hit) -> dict[str, Any]:
    places = [
        {"label": _label(p.label), "before": p.before, "match": p.match, "after": p.after}
        for p in hit.places if p.label != "subject"
    ]  # fmt: skip
    return {
        "number": hit.number, "subject": hit.subject or hit.number, "phase": hit.phase_label, "closed": hit.closed,
        "when": when_words(hit.last_at, local_date(timezone.now())), "url": reverse("desk:dossier", args=[hit.number]), "places": places,
    }  # fmt: skip


def _label(label: str) -> str:
    if label.startswith("person:"):
        side = label.removeprefix("person:")
        return gettext(SIDES.get(side, side))
    return as_name(label)
