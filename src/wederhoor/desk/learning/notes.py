"""Case notes: the list, one to read and print, and writing down that it was discussed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.correspondence import press
from wederhoor.desk.learning.page import around, learning, member_of
from wederhoor.desk.signed import Signed
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import naming, rights
from wederhoor.insight import notes as cases
from wederhoor.insight.approving import left
from wederhoor.insight.measures import Owner
from wederhoor.insight.notes import Note, Talk
from wederhoor.insight.register.labels import Labels, labels_of, title
from wederhoor.procedure.terms import local_date

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
WORDS = forms.Textarea(attrs={"rows": 3})
BEGINNING = 90
TERM = timedelta(days=90)
NAMELESS = gettext_lazy("Noem geen namen. Zeg 'het team', niet wie.")


class TalkForm(forms.Form):
    """That it was discussed: when, with which group, what was learned, and what is done about it."""

    held_on = forms.DateField(label=gettext_lazy("Besproken op"), widget=DAY)
    with_whom = forms.CharField(
        label=gettext_lazy("Met wie"),
        max_length=200,
        help_text=gettext_lazy("Een groep, zoals het team of de cliëntenraad."),
    )
    lessons = forms.CharField(
        label=gettext_lazy("Wat leren we hiervan"), max_length=4000, widget=WORDS, help_text=NAMELESS
    )
    what = forms.CharField(
        label=gettext_lazy("Welke maatregel"), max_length=2000, required=False, widget=WORDS,
        help_text=gettext_lazy("Komt op de lijst van maatregelen, met u als eigenaar."),
    )  # fmt: skip
    due = forms.DateField(label=gettext_lazy("Klaar uiterlijk op"), required=False, widget=DAY)
    nobody = forms.BooleanField(label=gettext_lazy("Ik heb het nagelezen: er staat geen persoon in."), required=False)

    def clean(self) -> dict[str, Any]:
        """Not in the future, and nobody named unless somebody looked again."""
        given = super().clean() or {}
        if given.get("held_on") and given["held_on"] > timezone.localdate():
            self.add_error("held_on", gettext("Deze dag moet nog komen. Vul in wanneer het besproken is."))
        for name in ("with_whom", "lessons", "what"):
            found = left(given.get(name, ""), ())
            if (found and not given.get("nobody")) or naming.numbered(given.get(name, "")):
                shown = ", ".join(one.of(given[name]) for one in found)
                self.add_error(
                    name,
                    gettext("Dit lijkt op een persoon: %(words)s. Haal het weg, of zeg onderaan dat u het nalas.")
                    % {"words": shown},
                )
        return given


@require_safe
@learning(rights.sees_figures)
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The notes, the newest month first."""
    found = cases.listed(who.tenant, actor=who.actor, now=timezone.now(), member=member_of(who))
    labels = _labels(who)
    rows = [_row(note, talks, labels) for note, talks in found]
    context = around(request, who, "notes") | {"rows": rows, "keeps": rights.keeps_register(who.regulation, who.role)}
    return render(request, "desk/learning/notes.html", context)


def _row(note: Note, talks: int, labels: Labels) -> dict[str, Any]:
    return {
        "url": reverse("desk:case note", args=[note.row.id]), "month": note.row.month, "talks": talks,
        "title": _title(note, labels), "begin": _begin(note.story), "wiped": not note.story,
    }  # fmt: skip


def _begin(story: str) -> str:
    line = " ".join(story.split())
    return line if len(line) <= BEGINNING else line[:BEGINNING].rsplit(" ", 1)[0] + " …"


def _labels(who: Signed) -> Labels:
    with in_organisation(who.tenant.pk):
        return labels_of(who.tenant)


def _codes(note: Note, labels: Labels) -> list[tuple[str, str]]:
    return [(title(name), labels.of(name, code)) for name, code in note.codes.items()]


def _title(note: Note, labels: Labels) -> str:
    if note.row.theme:
        return labels.of("theme", note.row.theme)
    return gettext("Casus uit %(month)s") % {"month": date_format(note.row.month, "F Y")}


def _found(who: Signed, note: UUID) -> Note:
    try:
        return cases.opened(who.tenant, note, actor=who.actor, now=timezone.now(), member=member_of(who))
    except NotFound:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
@learning(rights.sees_figures)
def one(request: HttpRequest, who: Signed, note: UUID) -> HttpResponseBase:
    """A note with its talks; writing down another one."""
    found = _found(who, note)
    form = TalkForm(request.POST if request.method == "POST" else None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        _discussed(who, note, form.cleaned_data)
        messages.success(request, gettext("De bespreking staat erbij."))
        return redirect("desk:case note", note)
    talks = [
        {"held_on": talk.held_on, "with_whom": talk.with_whom, "lessons": talk.lessons, "measure_url": _measure_url(talk.measure)}
        for talk in found.talks
    ]  # fmt: skip
    labels = _labels(who)
    context = around(request, who, "notes") | {
        "title": _title(found, labels), "codes": _codes(found, labels), "story": found.story, "note": found.row, "talks": talks,
        "form": form, "number": found.number, "pdf_url": reverse("desk:case note pdf", args=[note]),
    }  # fmt: skip
    return render(request, "desk/learning/note.html", context, status=422 if form.errors else 200)


def _discussed(who: Signed, note: UUID, given: dict[str, Any]) -> None:
    now = timezone.now()
    measure = None
    if given["what"]:
        due = given["due"] or local_date(now + TERM)
        measure = {"what": given["what"], "due": due, "owner": Owner(who.account.pk, who.role)}
    talk = Talk(given["held_on"], given["with_whom"], given["lessons"], None)
    cases.discuss(who.tenant, note, talk, actor=who.actor, now=now, measure=measure, member=member_of(who))


def _measure_url(measure: UUID | None) -> str:
    if measure is None:
        return ""
    try:
        return reverse("desk:measure", args=[measure])
    except NoReverseMatch:
        return ""


@require_safe
@learning(rights.sees_figures)
def paper(request: HttpRequest, who: Signed, note: UUID) -> HttpResponseBase:
    """The note on paper, to take to the discussion."""
    found, labels, today = _found(who, note), _labels(who), timezone.localdate()
    title = _title(found, labels)
    title = gettext("Casus: %(title)s") % {"title": title} if found.row.theme else title
    facts = [*_codes(found, labels), (gettext("Gemaakt in"), date_format(found.row.month, "F Y"))]
    sections = [{"label": gettext("Het verhaal"), "tables": [], "words": _lines(found.story)}]
    for talk in found.talks:
        label = gettext("Besproken op %(day)s met %(whom)s") % {
            "day": date_format(talk.held_on, "j F Y"),
            "whom": talk.with_whom,
        }
        sections.append({"label": label, "tables": [], "words": _lines(talk.lessons)})
    day = [today.year, today.month, today.day]
    words = {
        "title": title, "organisation": who.tenant.name, "date": day, "facts": facts, "footer": f"{who.tenant.name} · {title}",
        "sections": sections,
    }  # fmt: skip
    made = press.made("type", {"sheet": "report", "date": day}, json.dumps(words).encode())
    headers = {"Content-Disposition": 'attachment; filename="casus.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _lines(text: str) -> list[list[str]]:
    return [part.strip().splitlines() for part in text.split("\n\n") if part.strip()]
