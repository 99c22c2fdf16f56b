"""The road of a recommendation that came from a dossier: its steps as the regulation has them, done, possible now, or why not.

The steps are acts of the dossier and are done there; for who may not open it the row alone says where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wederhoor.desk.learning.measures.viewing import shown, viewer_of
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.presenting import act_url
from wederhoor.desk.signed import Signed
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import MeasureLink
from wederhoor.dossier.opening import NotFound, OpenDossier, open_dossier
from wederhoor.dossier.queries.visible import visible
from wederhoor.dossier.reasons import ReasonNeeded
from wederhoor.dossier.register import quarter
from wederhoor.dossier.summaries import told
from wederhoor.insight import measure_lists, rights
from wederhoor.insight.measure_lists import Seen
from wederhoor.insight.steps import RECOMMENDATION
from wederhoor.procedure.acts import why_not
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.saying import role_label
from wederhoor.procedure.terms import local_date

ROAD = ("answer", "done", "urge", "announce", "report")


@dataclass(frozen=True, slots=True)
class Way:
    """Whether a dossier brought it about and still exists, its address for who may open it, and the road."""

    followed: bool = False
    number: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    report_url: str = ""
    unopened: bool = False
    """A reason must be given before this person opens the dossier."""


def of(who: Signed, seen: Seen, now: datetime) -> Way:
    """The road of one row; nothing for what came from no dossier."""
    followed, number = _dossier(who, seen)
    if not number or seen.row.kind != RECOMMENDATION:
        return Way(followed, number)
    try:
        dossier = open_dossier(who.tenant, number, actor=who.actor, action="read", now=now)
    except (NotFound, ReasonNeeded):
        return Way(followed, number, unopened=True)
    steps = [_step(dossier, act, now) for act in road(dossier)]
    report = reverse("desk:measure report", args=[seen.row.id]) if _reported(dossier) else ""
    return Way(followed, number, steps, report)


def _dossier(who: Signed, seen: Seen) -> tuple[bool, str]:
    """Whether a dossier stands behind it, and its number for who may open that."""
    with in_organisation(who.tenant.pk, account=who.account.pk):
        links = MeasureLink.objects.filter(organisation=who.tenant, measure=seen.row.id)
        behind = links.values_list("dossier_id", flat=True).first()
        if behind is None:
            return False, ""
        known = visible(who.tenant, who.actor, timezone.localdate())
        found = known.rows.filter(dossier_id=behind).values_list("number", flat=True).first() if known else None
    return True, found or ""


def road(dossier: OpenDossier) -> Iterator[ReadyAct]:
    """The acts that move a recommendation, in the order of the regulation."""
    for act in dossier.state.procedure.acts.values():
        if act.rule.tracks and act.rule.tracks.as_ in ROAD:
            yield act


def _step(dossier: OpenDossier, act: ReadyAct, now: datetime) -> dict[str, Any]:
    """One act: when it was done, and whether it can be done now: by this person, by somebody else, or by nobody yet."""
    state, mine = dossier.state, why_not(dossier.state, act, dossier.actor.role, now)
    theirs = mine and why_not(state, act, act.rule.by[0], now)
    return {
        "label": act.rule.label, "source": mine.source if mine else act.place, "done": _done(dossier, act),
        "url": "" if mine else act_url(dossier.number, act.name),
        "because": theirs.because if theirs and theirs.code != "once" else "", "over": bool(theirs and theirs.code == "once"),
        "by": ", ".join(role_label(state, role) for role in act.rule.by),
    }  # fmt: skip


def _done(dossier: OpenDossier, act: ReadyAct) -> list[dict[str, Any]]:
    """The times it was done, with to whom or with what answer."""
    tracks, found = act.rule.tracks, []
    question = tracks.to or tracks.answer if tracks else ""
    for event in dossier.state.events:
        if event.act == act.name:
            chosen = act.choices.get(question, {}).get(str(event.values.get(question, "")), "")
            found.append({"on": local_date(event.at), "chosen": chosen})
    return found


def _reported(dossier: OpenDossier) -> tuple[int, str] | None:
    """The event of the report and the question with its text, when it was made."""
    for act in road(dossier):
        if act.rule.tracks and act.rule.tracks.as_ == "report":
            events = [event.seq for event in dossier.state.events if event.act == act.name]
            return (events[-1], act.rule.tracks.words) if events else None
    return None


@require_safe
@learning(rights.opens_measures)
def report(request: HttpRequest, who: Signed, measure: UUID) -> HttpResponseBase:
    """The report to the inspectorate on paper: codes, days, and the text that a person wrote and approved; nobody's name."""
    now = timezone.now()
    try:
        seen, _ = measure_lists.one(viewer_of(who), measure, now=now)
        number = _dossier(who, seen)[1]
        dossier = open_dossier(who.tenant, number, actor=who.actor, action="read", now=now) if number else None
    except NotFound:
        raise Http404 from None
    said = _reported(dossier) if dossier else None
    if dossier is None or said is None:
        raise Http404
    state = dossier.state
    words = state.procedure.words.values
    codes = [(name, told(state, name)) for name in ("law", "kind", "theme")]
    context = around(request, who, "measures") | {
        "one": shown(seen, who, timezone.localdate()), "text": dossier.texts.get(said, ""),
        "steps": [_step(dossier, act, now) for act in road(dossier)],
        "codes": [(words.get((name, ""), name), words.get((name, code), code)) for name, code in codes if code],
        "quarter": quarter(local_date(state.events[0].at)), "provider": dossier.organisation.name,
    }  # fmt: skip
    return render(request, "desk/learning/measures/report.html", context)
