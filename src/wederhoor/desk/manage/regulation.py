"""Which regulation holds from which day: the file checked as `wederhoor check` does it, also against the law, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.desk.absence import DAY
from wederhoor.desk.manage.page import Place, frame_of, manages
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.conformity import Finding, LawFindings, conformity
from wederhoor.procedure.conformity_text import Result
from wederhoor.procedure.loading import advice_of, problems_of, providers, versions
from wederhoor.procedure.model import Doubt, Regulation
from wederhoor.procedure.reading import Problem, read_yaml

RESULTS: dict[Result, tuple[Any, str, str]] = {
    "good": (gettext_lazy("Goed"), "success", "check"),
    "partly": (gettext_lazy("Gedeeltelijk"), "warning", "alert-triangle"),
    "open": (gettext_lazy("Niet te zeggen"), "info", "help-circle"),
    "missing": (gettext_lazy("Ontbreekt"), "warning", "alert-triangle"),
    "wrong": (gettext_lazy("Anders dan de wet"), "danger", "alert-triangle"),
}
"""What a check against the law found: in words, with its tone and sign."""
NO_LAW = {"wrong": gettext_lazy("Klopt niet")}
"""What belongs in every regulation and stands in no law (version, references) cannot differ from the law."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One check: the finding, and how its result reads."""

    finding: Finding
    label: Any
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class LawShown:
    """A law: for which care it holds here, what is to be looked at and what is good."""

    name: str
    bases: tuple[str, ...]
    to_mend: tuple[Shown, ...]
    good: tuple[Finding, ...]


def _shown(regulation: Regulation, law: LawFindings) -> LawShown:
    labels = (regulation.laws[base].label for base in law.bases) if law.law else ()
    bases = tuple(label for label in labels if label != law.name)
    said = RESULTS if law.law else {one: (NO_LAW.get(one, words), *more) for one, (words, *more) in RESULTS.items()}
    to_mend = tuple(Shown(finding, *said[finding.result]) for finding in law.to_mend)
    return LawShown(law.name, bases, to_mend, tuple(f for f in law.findings if f.result == "good"))


@dataclass(frozen=True, slots=True)
class Version:
    """One regulation file: from and until when, what is wrong in it, and what its text leaves in doubt."""

    file: str
    title: str
    version: str
    since: date
    until: date | None
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    """What is better mended first; it can be chosen all the same."""
    doubts: tuple[Doubt, ...]
    laws: tuple[LawShown, ...]


@lru_cache(maxsize=64)
def _checked(path: Path, modified: float) -> Version:
    """A file is checked once; when it changes, again."""
    file, since = f"{path.parent.name}/{path.name}", date.fromisoformat(path.stem)
    regulation, problems = problems_of(path)
    if regulation is None:
        return Version(file, path.parent.name, "", since, None, tuple(problems), (), (), ())
    laws = tuple(_shown(regulation, law) for law in conformity(regulation, read_yaml(path)))
    return Version(
        file, regulation.title, regulation.version, since, regulation.until, tuple(problems), tuple(advice_of(path)),
        regulation.doubts, laws,
    )  # fmt: skip


def checked(provider: str) -> list[Version]:
    """Every version of a provider's regulation, newest first, checked."""
    return [_checked(path, path.stat().st_mtime) for path in versions(provider)][::-1]


class ChooseForm(forms.Form):
    """A regulation and the day from which it holds here."""

    provider = forms.ChoiceField(label=gettext_lazy("Regeling"))
    since = forms.DateField(
        label=gettext_lazy("Geldt hier vanaf"), widget=DAY,
        help_text=gettext_lazy("Klachten die eerder zijn ontvangen, houden de regeling die toen gold."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [("", gettext("Maak een keuze")), *_titles()]
        self.fields["provider"] = forms.ChoiceField(label=gettext("Regeling"), choices=found)

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        if self.errors:
            return found
        begun = [version for version in checked(found["provider"]) if version.since <= found["since"]]
        if not begun:
            raise forms.ValidationError(
                gettext("Op die dag geldt er nog geen versie van deze regeling. Kies een latere dag.")
            )
        if begun[0].problems:
            raise forms.ValidationError(
                gettext("In het bestand van deze regeling staan fouten. Laat die eerst herstellen.")
            )
        if begun[0].until and begun[0].until < found["since"]:
            raise forms.ValidationError(gettext("Op die dag geldt deze regeling niet meer."))
        return found


def _title(provider: str) -> str:
    found = checked(provider)
    return f"{found[0].title} ({provider})" if found else provider


def _titles() -> list[tuple[str, str]]:
    """Every regulation there is, by its code, with its name."""
    return [(code, _title(code)) for code in providers()]


def choose(row: Organisation, provider: str, since: date) -> None:
    """From this day on the organisation has this regulation; what held before keeps its days."""
    before = {date.min.isoformat(): row.regulation} if row.regulation and not row.chosen else {}
    row.chosen = dict(sorted({**before, **row.chosen, since.isoformat(): provider}.items()))
    row.regulation = row.regulation or provider
    row.save(update_fields=["chosen", "regulation"])


def periods(row: Organisation, today: date) -> list[dict[str, Any]]:
    """What was chosen, in order, with what holds today."""
    if not row.chosen:
        return [{"since": None, "title": _title(row.regulation), "now": True, "day": ""}] if row.regulation else []
    firsts = sorted(row.chosen)
    begun = [first for first in firsts if first <= today.isoformat()]
    return [
        {
            "since": None if first == date.min.isoformat() else date.fromisoformat(first), "title": _title(row.chosen[first]),
            "now": bool(begun) and first == begun[-1], "day": first if first > today.isoformat() else "",
        }
        for first in firsts
    ]  # fmt: skip


def _withdraw(row: Organisation, day: str, today: date) -> bool:
    """Take back a choice that has not begun."""
    if day <= today.isoformat() or day not in row.chosen:
        return False
    row.chosen = {first: provider for first, provider in row.chosen.items() if first != day}
    row.save(update_fields=["chosen"])
    return True


@require_http_methods(["GET", "POST"])
@manages
def regulation(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Look at a regulation with its check, and choose it from a day on."""
    if request.method == "POST" and "withdraw" in request.POST:
        if _withdraw(place.organisation, request.POST["withdraw"], place.today):
            messages.success(request, gettext("De keuze is ingetrokken."))
        return redirect("desk:manage regulation")
    first = {"since": place.today, "provider": place.organisation.provider_on(place.today)}
    form = ChooseForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        choose(place.organisation, form.cleaned_data["provider"], form.cleaned_data["since"])
        messages.success(request, gettext("Vastgelegd."))
        return redirect("desk:manage regulation")
    wanted = request.GET.get("bekijk") or place.organisation.provider_on(place.today)
    shown = wanted if wanted in providers() else ""
    begun = [version for version in checked(shown) if version.since <= place.today] if shown else []
    context = frame_of(request, place, "manage regulation") | {
        "form": form, "periods": periods(place.organisation, place.today), "shown": shown, "all": _titles(),
        "versions": checked(shown) if shown else [], "in_force": begun[0].file if begun else "",
    }  # fmt: skip
    return render(request, "desk/manage/regulation.html", context, status=422 if form.errors else 200)
