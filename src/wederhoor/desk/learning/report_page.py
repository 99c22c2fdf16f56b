"""One report: written section by section beside its figures, handed in, adopted, sent back or corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.report_words import because, doubt_words, reader, stand
from wederhoor.desk.signed import Signed, role_label
from wederhoor.desk.words import term_words
from wederhoor.insight import rights
from wederhoor.insight.figures import Period
from wederhoor.insight.publishing import sending
from wederhoor.insight.publishing.work import publishes
from wederhoor.insight.report import doubts, owed, work
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.listing import State
from wederhoor.insight.report.work import Opened, Refused


class Texts(forms.Form):
    """A text for each section, in order: ``text-0``, ``text-1``, ..."""

    def __init__(self, parts: tuple[Part, ...], data: QueryDict | None = None) -> None:
        super().__init__(data)
        for place, part in enumerate(parts):
            label = part.asks or gettext("Uw toelichting")
            self.fields[f"text-{place}"] = forms.CharField(
                label=label, required=bool(part.missing), initial=part.text, max_length=work.LONGEST,
                widget=forms.Textarea(attrs={"rows": 3, "class": "ds-input"}),
            )  # fmt: skip


class Remark(forms.Form):
    """Why a report goes back to who wrote it."""

    remark = forms.CharField(
        label=gettext_lazy("Waarom terug?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
@learning(rights.reads_any_report)
def page(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """To write, for its maker while it is a draft; to read, for others and afterwards."""
    return _shown(request, who, work.opened(reader(who), report, now=timezone.now()))


def _shown(
    request: HttpRequest,
    who: Signed,
    found: Opened,
    refused: str = "",
    data: QueryDict | None = None,
    status: int = 200,
) -> HttpResponseBase:
    row, writes = found.row, found.mine and found.row.state == State.DRAFT and "bekijk" not in request.GET
    form = Texts(found.parts, data)
    context = around(request, who, "reports") | {
        "report": head(found), "number": row.id, "writes": writes, "refusal": refused,
        "sections": _sections(found, form if writes else None, data),
        "edition": row.edition, "form": form, "remark": Remark(), "keep_url": reverse("desk:keep report", args=[row.id]),
        "move_url": reverse("desk:move report", args=[row.id]), "versions": _versions(who, found), "sending": _sending(who, found, data),
        "doubts": _doubts(who, found), "nobody": "nobody" in (data or {}),
    }  # fmt: skip
    return render(request, "desk/learning/report.html", context, status=status)


def _doubts(who: Signed, found: Opened) -> list[dict[str, Any]]:
    """For whoever hands it in or adopts it: what to look at first."""
    turn = (found.mine and found.row.state == State.DRAFT) or (found.adopts and found.row.state == State.SUBMITTED)
    return [doubt_words(one) for one in doubts.of(reader(who), found, today=timezone.localdate())] if turn else []


def head(found: Opened) -> dict[str, Any]:
    """What stands above a report."""
    row, facts = found.row, found.facts
    adopter = ", ".join(role_label(found.regulation, role) for role in rights.adopters(found.regulation, found.rule))
    return {
        "title": facts["title"], "period": facts["period"], "about": facts["about"], "maker": facts["maker"], "facts": facts,
        "stand": stand(row), "state": row.state, "version": row.version, "source": found.rule.source, "doubt": found.rule.doubt,
        "due": owed.due(found.rule, Period(row.first, row.last)), "adopter": adopter, "remark": found.remark, "mine": found.mine,
        "adopts": found.adopts, "adopted": row.adopted, "submitted": row.submitted, "sha256": row.sha256,
        "public": found.rule.public, "meetings_url": reverse("desk:report meetings", args=[row.id]) if row.state != State.DRAFT else "",
        "publish_url": reverse("desk:publish report", args=[row.id]) if found.rule.public and row.adopted else "",
        "url": reverse("desk:report", args=[row.id]),
        "pdf_url": reverse("desk:report pdf", args=[row.id]), "xlsx_url": reverse("desk:report workbook", args=[row.id]),
    }  # fmt: skip


def _sections(found: Opened, form: Texts | None, data: QueryDict | None = None) -> list[dict[str, Any]]:
    typed = _typed(found, data) if data else {}
    return [
        {
            "code": part.code, "label": part.label, "tables": part.tables, "alone": len(part.tables) == 1, "text": part.text,
            "missing": part.missing, "field": form[f"text-{place}"] if form else None,
            "personal": _personal(part.text, data) if form else [],
            "proposed": part.proposed if form else (),
            "theirs": part.text if part.text.strip() != typed.get(part.code, part.text).strip() else "",
        }
        for place, part in enumerate(found.parts)
    ]  # fmt: skip


def _personal(text: str, data: QueryDict | None) -> list[dict[str, Any]]:
    """The words that look like somebody's name or data, whether they may stay, and what the writer said of them."""
    fine = data.getlist("fine") if data else []
    return [{"words": words, "never": never, "fine": words in fine} for words, never in doubts.personal(text).items()]


def _sending(who: Signed, found: Opened, data: QueryDict | None = None) -> dict[str, Any] | None:
    """To whom outside the law sends this report, with the day on which each got it; None before it is adopted.

    ``data``: what was chosen and typed when it was refused.
    """
    row, rule = found.row, found.rule
    if row.state != State.ADOPTED or not rule.sent_to:
        return None
    got = sending.of_report(reader(who), row.id)
    due, today = owed.due(rule, Period(row.first, row.last)), timezone.localdate()
    waits, ticked = any(to not in got for to in rule.sent_to), data.getlist("to") if data else []
    return {
        "to": [{"label": to, "on": got.get(to), "ticked": to in ticked} for to in rule.sent_to], "due": due, "waits": waits,
        "day": data.get("on", "") if data else today.isoformat(),
        "term": term_words(due, today, late=due < today) if due and waits else None, "may": publishes(reader(who), found),
    }  # fmt: skip


@require_POST
@learning(rights.reads_any_report)
def sent(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """Who got it outside, and when; or that somebody did not get it after all."""
    person, now, mistaken = reader(who), timezone.now(), request.POST.get("undo", "")
    try:
        if mistaken:
            sending.undo(person, report, mistaken, now=now)
        else:
            on = date.fromisoformat(request.POST.get("on", ""))
            sending.keep(person, report, request.POST.getlist("to"), on, now=now)
        messages.success(request, gettext("Vastgelegd."))
    except (ValueError, Refused) as refused:
        said = because(refused) if isinstance(refused, Refused) else gettext("Kies de dag van verzenden.")
        return _shown(request, who, work.opened(person, report, now=now), said, request.POST, 422)
    return redirect("desk:report", report)


def _versions(who: Signed, found: Opened) -> list[dict[str, Any]]:
    rows = work.versions(reader(who), found.row)
    return [
        {
            "version": row.version,
            "url": reverse("desk:report", args=[row.id]),
            "stand": stand(row),
            "current": row.id == found.row.id,
        }
        for row in (rows if len(rows) > 1 else ())
    ]


def _typed(found: Opened, data: QueryDict) -> dict[str, str]:
    return {part.code: data.get(f"text-{place}", "") for place, part in enumerate(found.parts)}


def _with_proposed(found: Opened, typed: dict[str, str], asked: str) -> dict[str, str]:
    """What was typed, with the proposed lines of the section that is asked for behind it."""
    lines = next((part.proposed for part in found.parts if part.code == asked), ())
    new = [line for line in lines if line not in typed.get(asked, "")]
    return {**typed, asked: "\n".join([typed[asked].rstrip(), *new]).lstrip()} if new else typed


@require_POST
@learning(rights.reads_any_report)
def keep(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """Keep what was written: by itself while they type, or by the button; and hand it in or look at it first."""
    found = work.opened(reader(who), report, now=timezone.now(), action="write report")
    bare = request.headers.get("Accept", "").startswith("application/json")
    try:
        typed = _with_proposed(found, _typed(found, request.POST), request.POST.get("take", ""))
        kept = work.keep(reader(who), report, typed, _edition(request), now=timezone.now())
        if "submit" in request.POST:
            _submit(request, who, report, typed.values(), kept)
    except Refused as refused:
        if bare:
            return JsonResponse({"said": because(refused)}, status=409)
        again = work.opened(reader(who), report, now=timezone.now(), action="write report")
        return _shown(request, who, again, because(refused), request.POST, 422)
    if bare:
        return JsonResponse({"said": gettext("Bewaard om %s") % f"{timezone.localtime():%H:%M}", "edition": kept})
    if "preview" in request.POST:
        return redirect(f"{reverse('desk:report', args=[report])}?bekijk=1")
    if "submit" not in request.POST:
        messages.success(request, gettext("Bewaard."))
    return redirect("desk:report", report)


def _edition(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("edition", ""))
    except ValueError:
        raise Http404 from None


def _submit(request: HttpRequest, who: Signed, report: UUID, texts: Iterable[str], edition: int) -> None:
    """Each of the words that look like a person is asked about before anything is fixed."""
    if named := doubts.unanswered(texts, request.POST.getlist("fine")):
        raise Refused("a person", ", ".join(f"‘{words}’" for words in named))
    if "nobody" not in request.POST:
        raise Refused("look first")
    work.submit(reader(who), report, now=timezone.now(), edition=edition)
    messages.success(request, gettext("Het verslag is ingediend. De cijfers en de teksten staan nu vast."))


def _adopt(request: HttpRequest, who: Signed, report: UUID) -> None:
    """Where there is something to look at, only after they say that they did."""
    if "read" not in request.POST and _doubts(who, work.opened(reader(who), report, now=timezone.now())):
        raise Refused("read first")
    work.adopt(reader(who), report, now=timezone.now())


@require_POST
@learning(rights.reads_any_report)
def move(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """Adopt it, send it back, or begin a correction."""
    person, now, step = reader(who), timezone.now(), request.POST.get("step", "")
    try:
        if step == "adopt":
            _adopt(request, who, report)
            messages.success(request, gettext("Het verslag is vastgesteld. Het verandert niet meer."))
        elif step == "back":
            work.send_back(person, report, request.POST.get("remark", ""), now=now)
            messages.success(request, gettext("Het verslag is terug bij wie het schreef."))
            return redirect("desk:reports")
        elif step == "correct":
            report = work.correct(person, report, now=now)
            messages.success(request, gettext("Dit is een nieuwe versie. De vastgestelde versie blijft staan."))
    except Refused as refused:
        return _shown(request, who, work.opened(person, report, now=now), because(refused), status=422)
    return redirect("desk:report", report)
