"""Rapporten: which are owed and when, which are being written, which were adopted."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.report_words import reader, stand
from wederhoor.desk.signed import Signed, role_label
from wederhoor.desk.words import term_words
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight import rights
from wederhoor.insight.publishing import sending
from wederhoor.insight.report import listing, owed, work
from wederhoor.insight.report.listing import Entry, State
from wederhoor.procedure.model import Regulation


@require_safe
@learning(rights.reads_any_report)
def page(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The list: to do for me first, then what is under way, then what was adopted."""
    today, found = timezone.localdate(), listing.listed(reader(who), now=timezone.now())
    mine = [entry for entry in found if listing.waits(entry)]
    adopted = [entry for entry in found if entry.row and entry.row.state == State.ADOPTED]
    earlier = [entry for entry in found if entry not in mine and entry.row is None and entry.mine]
    others = [entry for entry in found if entry not in [*mine, *adopted, *earlier]]
    unsent = _unsent(who, adopted)
    context = around(request, who, "reports") | {
        name: [_row(entry, who.regulation, today) | {"unsent": _to_send(unsent, entry)} for entry in some]
        for name, some in {"mine": _soonest(mine), "others": others, "adopted": adopted, "earlier": earlier}.items()
    }
    return render(request, "desk/learning/reports.html", context)


def _unsent(who: Signed, adopted: list[Entry]) -> dict[UUID, int]:
    """How many outside did not get an adopted report yet, of those to whom the law sends it."""
    owed_to = {entry.row.id: entry.rule.sent_to for entry in adopted if entry.row and entry.rule.sent_to}
    if not owed_to:
        return {}
    with in_organisation(who.tenant.pk, account=who.actor.account):
        got = sending.sent(who.tenant, owed_to)
    return {report: sum(to not in got.get(report, {}) for to in whom) for report, whom in owed_to.items()}


def _to_send(unsent: dict[UUID, int], entry: Entry) -> str:
    count = unsent.get(entry.row.id, 0) if entry.row else 0
    return ngettext("nog te sturen aan %(n)s", "nog te sturen aan %(n)s", count) % {"n": count} if count else ""


def _soonest(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.owed.due or date.max, -entry.owed.period.last.toordinal()))


def _row(entry: Entry, regulation: Regulation, today: date) -> dict[str, Any]:
    row, one = entry.row, entry.owed
    open_still = not row or row.state != State.ADOPTED
    return {
        "label": entry.rule.label, "period": owed.named(one.period), "about": entry.place.label, "due": one.due,
        "term": term_words(one.due, today, late=one.late(today)) if one.due and open_still else None,
        "stand": stand(row), "url": reverse("desk:report", args=[row.id]) if row else "", "version": row.version if row else 1,
        "adopted": row.adopted if row else None, "source": entry.rule.source, "code": entry.code, "first": one.period.first.isoformat(),
        "group": entry.place.group, "member": entry.place.member.pk if entry.place.member else "", "mine": entry.mine,
        "by": "" if entry.mine else role_label(regulation, entry.rule.by),
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
