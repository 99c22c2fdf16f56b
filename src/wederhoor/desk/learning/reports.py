"""Rapporten: which are owed and when, which are being written, which were adopted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.report_words import reader, stand
from wederhoor.desk.signed import Signed
from wederhoor.desk.words import term_words
from wederhoor.insight import rights
from wederhoor.insight.report import listing, owed, work
from wederhoor.insight.report.listing import Entry, State


@require_safe
@learning(rights.reads_any_report)
def page(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The list: to do for me first, then what is under way, then what was adopted."""
    today, found = timezone.localdate(), listing.listed(reader(who), now=timezone.now())
    mine = [entry for entry in found if listing.waits(entry)]
    adopted = [entry for entry in found if entry.row and entry.row.state == State.ADOPTED]
    earlier = [entry for entry in found if entry not in mine and entry.row is None]
    others = [entry for entry in found if entry not in [*mine, *adopted, *earlier]]
    context = around(request, who, "reports") | {
        "mine": [_row(entry, today) for entry in _soonest(mine)], "others": [_row(entry, today) for entry in others],
        "adopted": [_row(entry, today) for entry in adopted],
        "earlier": [_row(entry, today) for entry in earlier],
    }  # fmt: skip
    return render(request, "desk/learning/reports.html", context)


def _soonest(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.owed.due or date.max, -entry.owed.period.last.toordinal()))


def _row(entry: Entry, today: date) -> dict[str, Any]:
    row, one = entry.row, entry.owed
    open_still = not row or row.state != State.ADOPTED
    return {
        "label": entry.rule.label, "period": owed.named(one.period), "about": entry.place.label, "due": one.due,
        "term": term_words(one.due, today, late=one.late(today)) if one.due and open_still else None,
        "stand": stand(row), "url": reverse("desk:report", args=[row.id]) if row else "", "version": row.version if row else 1,
        "adopted": row.adopted if row else None, "source": entry.rule.source, "code": entry.code, "first": one.period.first.isoformat(),
        "group": entry.place.group, "member": entry.place.member.pk if entry.place.member else "", "mine": entry.mine,
    }  # fmt: skip


@require_POST
@learning(rights.reads_any_report)
def start(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Begin a draft, or go on with the one that is there."""
    try:
        first = date.fromisoformat(request.POST.get("first", ""))
        member = int(request.POST["member"]) if request.POST.get("member") else None
    except ValueError:
        raise Http404 from None
    place = (request.POST.get("group", ""), member)
    made = work.start(reader(who), request.POST.get("code", ""), first, place, now=timezone.now())
    return redirect("desk:report", made)
