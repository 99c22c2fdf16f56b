"""The register of one dossier: every column with what it says and where that comes from, and what is missing to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wederhoor.desk import presenting, tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import placing, register_entry
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.register_entry import Filled, PartView, View
from wederhoor.insight.register.labels import Labels, missing_words, title
from wederhoor.procedure.register_words import HEADINGS, THEMES

SHOWN = (
    "law", "kind", "source", "route", "theme", "cause", "team", "hope", "came_of_it", "outcome", "in_time", "late_reason",
    "not_taken_up", "treatment", "result",
)  # fmt: skip
"""The columns of one dossier, in the order of the page."""
OTHER = "other"
"""The reason that says nothing without words."""


class EntryForm(forms.Form):
    """What the events of a dossier do not say, for one part."""

    theme = forms.ChoiceField(label=_("Thema, fijner"), required=False)
    cause = forms.ChoiceField(label=_("Oorzaak"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    came_of_it = forms.ChoiceField(label=_("Kwam uit waar de klager op hoopte?"), required=False)
    late_reason = forms.ChoiceField(label=_("Waarom duurde het langer dan de termijn?"), required=False)
    late_words = forms.CharField(
        label=_("Uitleg"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen te lezen in dit dossier. In rapporten staat alleen de reden van hierboven."),
    )  # fmt: skip
    not_taken_up = forms.ChoiceField(label=_("Waarom is de klacht niet behandeld?"), required=False)
    not_taken_up_words = forms.CharField(
        label=_("Uitleg bij niet behandelen"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen te lezen in dit dossier. In rapporten staat alleen de reden van hierboven."),
    )  # fmt: skip

    def __init__(self, view: View, part: PartView, data: Any = None) -> None:
        filled = {one.name: getattr(part.filled, one.name) for one in fields(Filled)}
        super().__init__(data, prefix=f"part{part.part}", initial=filled | {"team": part.filled.team or ""})
        for name in register_entry.CODES:
            self._choices(name, [("", gettext("Nog niet ingevuld")), *_options(view, name, getattr(part.filled, name))])
        self._choices("team", [("", gettext("Geen")), *view.teams.items()])
        for name in _needless(view, part):
            del self.fields[name]
        self._owed(part.missing)

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above

    def _owed(self, missing: tuple[str, ...]) -> None:
        """What the register misses may be kept empty, and the page does not say that it need not be filled in."""
        for name in self.fields.keys() & set(missing):
            self.fields[name].still_owed = True  # type: ignore[attr-defined]  # read by the template of a field
        if "theme" in missing:
            self.fields["theme"].label = gettext("Thema")

    def clean(self) -> dict[str, Any]:
        """A reason 'other' needs words; a team is a number."""
        found = dict(self.cleaned_data)
        if "team" in found:
            found["team"] = int(found["team"] or register_entry.NO_TEAM)
        for code, words in (("late_reason", "late_words"), ("not_taken_up", "not_taken_up_words")):
            if found.get(code) == OTHER and not found.get(words, "").strip():
                self.add_error(words, gettext("Zeg in een zin waarom: ‘anders’ alleen legt niets uit."))
        return found

    def filled(self, before: Filled) -> Filled:
        """What to keep; what was not asked stays as it was."""
        return Filled(
            **{one.name: self.cleaned_data.get(one.name, getattr(before, one.name)) for one in fields(Filled)}
        )


def _options(view: View, name: str, now: str) -> Iterator[tuple[str, Any]]:
    """What can be chosen today, and what stood there; themes under their heading."""
    today, listed = timezone.localdate(), view.lists[register_entry.CODES[name]]
    known = {code: word for code, word in listed.items() if word.chosen_on(today) or code == now}
    if name != "theme":
        yield from ((code, word.label) for code, word in known.items())
        return
    for code, heading in view.lists[HEADINGS].items():
        if below := [(theme, word.label) for theme, word in known.items() if word.heading == code]:
            yield heading.label, below


def _needless(view: View, part: PartView) -> Iterator[str]:
    """The questions that do not apply to this part."""
    if not part.said["hope"]:
        yield "came_of_it"
    if part.in_time is not False and not part.filled.late_reason:
        yield from ("late_reason", "late_words")
    if not part.not_treated and not part.filled.not_taken_up:
        yield from ("not_taken_up", "not_taken_up_words")
    if not view.teams:
        yield "team"


@require_http_methods(["GET", "POST"])
@desk
def entry(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The register of this dossier, for who keeps it."""
    found, now = opened(who, number), timezone.now()
    try:
        view = register_entry.of(found, actor=who.actor, now=now)
    except NotFound:
        raise Http404 from None
    asked = request.POST.get("part", "") if request.method == "POST" else None
    forms_of = [EntryForm(view, part, request.POST if asked == part.part else None) for part in view.parts]
    for part, form in zip(view.parts, forms_of, strict=True):
        if asked == part.part and form.is_valid() and _kept(found, part, form, who, now):
            messages.success(request, gettext("Het register is bijgewerkt."))
            return redirect("desk:register entry", number)
    wrong = next((form for form in forms_of if form.errors), None)
    labels = Labels(view.lists, (found.regulation,))
    shown = [_shown(found, labels, view, part, form) for part, form in zip(view.parts, forms_of, strict=True)]
    context = tabs.page(request, who, found, "register") | {"parts": shown, "form": wrong}
    return render(request, "desk/learning/register_entry.html", context, status=422 if wrong else 200)


def _kept(dossier: OpenDossier, part: PartView, form: EntryForm, who: Signed, now: datetime) -> bool:
    """Whether it is in the register; if not, the form says why."""
    try:
        register_entry.keep(dossier, part.part, form.filled(part.filled), actor=who.actor, now=now)
    except placing.Elsewhere as found:
        words = gettext(
            "%(team)s werkt in %(there)s, en deze klacht is van %(here)s. Kies een ander team, of verander eerst de locatie."
        )
        names = {"team": found.team.name, "there": found.team.location, "here": found.location}
        form.add_error("team", words % names)
        return False
    return True


def _shown(dossier: OpenDossier, labels: Labels, view: View, part: PartView, form: EntryForm) -> dict[str, Any]:
    return {
        "code": part.part, "label": presenting.part_label(part.part), "form": form,
        "columns": list(_columns(dossier, labels, view, part)), "missing": missing_words(part.missing),
    }  # fmt: skip


def _columns(dossier: OpenDossier, labels: Labels, view: View, part: PartView) -> Iterator[dict[str, Any]]:
    """Every column: its value in words, whether the dossier or a person says so, and what leads to it when it is missing."""
    for name in SHOWN:
        ours = str(getattr(part.filled, name, "") or "")
        value = labels.of(name, ours or part.said.get(name, "")) if ours or part.said.get(name) else ""
        if name == "team":
            value = view.teams.get(part.filled.team, "")
        if name == "in_time":
            value = labels.of(name, part.in_time) if part.in_time is not None else gettext("geen termijn")
        if not value and name not in part.missing:
            continue
        heading = view.lists[THEMES][ours].heading if name == "theme" and ours in view.lists[THEMES] else ""
        yield {
            "title": title(name), "value": value, "missing": name in part.missing,
            "heading": view.lists[HEADINGS][heading].label if heading else "",
            "by": gettext("hier ingevuld") if ours else gettext("uit het dossier") if value else "",
            "url": _act_url(dossier, name) if name in part.missing else "",
        }  # fmt: skip


def _act_url(dossier: OpenDossier, name: str) -> str:
    """The act that asks for a value which only the dossier itself can hold."""
    if name in register_entry.CODES:
        return ""
    acts = dossier.regulation.acts.items()
    act = next((code for code, rule in acts if name in rule.fields and not rule.opens and not rule.splits), "")
    return reverse("desk:act", args=[dossier.number, act.replace(" ", "-")]) if act else ""
