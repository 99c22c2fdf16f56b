"""Signals: which there are, open and decided, and looking for them now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.learning import signal_words as words
from wederhoor.desk.learning.page import around, learning, member_of
from wederhoor.desk.signed import Signed
from wederhoor.insight import rights, signals
from wederhoor.insight.models import Signal

VIEWS = ("open", "decided", "mine")


@require_safe
@learning(rights.sees_figures)
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The signals of one view, narrowed by theme and location."""
    view = request.GET.get("tab", "")
    view = view if view in VIEWS else "open"
    found = signals.listed(who.tenant, actor=who.actor, now=timezone.now(), member=member_of(who))
    rows = [row for row in found if _in(view, who, row)]
    chosen = {name: request.GET.get(name, "") for name in ("theme", "location")}
    shown = [row for row in rows if _passes(row, chosen)]
    context = around(request, who, "signals") | {
        "views": _views(who, found, view), "view": view, "filters": _filters(who, found, chosen), "chosen": any(chosen.values()),
        "rows": [_row(who, row) for row in shown], "look_url": reverse("desk:signals look"),
    }  # fmt: skip
    return render(request, "desk/learning/signals.html", context)


def _in(view: str, who: Signed, row: Signal) -> bool:
    return row.owner_id == who.account.pk and row.status == "open" if view == "mine" else row.status == view


def _passes(row: Signal, chosen: dict[str, str]) -> bool:
    theme, location = chosen["theme"], chosen["location"]
    return theme in ("", row.theme) and location in ("", str(row.location_id or ""))


def _views(who: Signed, found: list[Signal], view: str) -> list[dict[str, Any]]:
    named = {"open": gettext("Open"), "decided": gettext("Besloten"), "mine": gettext("Van mij")}
    return [
        {
            "label": label,
            "count": sum(_in(code, who, row) for row in found),
            "url": f"?tab={code}",
            "current": code == view,
        }
        for code, label in named.items()
    ]


def _filters(who: Signed, found: list[Signal], chosen: dict[str, str]) -> list[dict[str, Any]]:
    themes = {row.theme: words.theme_words(who).get(row.theme, row.theme) for row in found if row.theme}
    places = {str(row.location_id): row.location.name for row in found if row.location}
    given = [("theme", gettext("Thema"), themes), ("location", gettext("Locatie"), places)]
    return [
        {"name": name, "label": label, "options": [
            {"value": value, "label": text, "selected": value == chosen[name]} for value, text in sorted(options.items(), key=lambda o: o[1])
        ]}
        for name, label, options in given if options
    ]  # fmt: skip


def _row(who: Signed, row: Signal) -> dict[str, Any]:
    return {
        "url": reverse("desk:learning signal", args=[row.id]), "subject": words.subject(who, row), "summary": words.summary(row),
        "rule": words.rule_words()[row.rule], "raised": row.raised, "owner": row.owner.name if row.owner else "",
        "decision": words.decision_words().get(row.decision, ""), "tone": words.TONES.get(row.decision, "warning"),
        "decided_on": row.decided_on, "open": row.status == "open",
    }  # fmt: skip


@require_POST
@learning(rights.sees_figures)
def look(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Look for signals now instead of tonight."""
    raised = signals.look_again(who.tenant, actor=who.actor, now=timezone.now())
    said = ngettext("%(n)s nieuw signaal gevonden.", "%(n)s nieuwe signalen gevonden.", raised) % {"n": raised}
    messages.success(request, said if raised else gettext("Geen nieuwe signalen. Wat opviel, staat er al."))
    return redirect("desk:signals")
