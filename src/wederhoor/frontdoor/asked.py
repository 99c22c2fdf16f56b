"""The page behind a one-time link: one question, one answer, nothing else of the dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import asked, gate
from wederhoor.dossier.gate import Refused, Taken
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.uploading import CUT_OFF, ManyFiles, takes_files
from wederhoor.organisations import attempts


class AnswerForm(forms.Form):
    """One text, and files with it."""

    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)
    papers = forms.FileField(required=False, widget=ManyFiles())

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["answer"].label = gettext("Uw antwoord")
        self.fields["answer"].error_messages["required"] = gettext("Schrijf uw antwoord op.")
        self.fields["papers"].label = gettext("Foto's of stukken bij uw antwoord")
        self.fields["papers"].help_text = gettext("Hooguit 15 MB per bestand, hooguit tien tegelijk.")


def _taken(request: HttpRequest, form: AnswerForm) -> list[Taken]:
    """The files that may come in; what is refused is an error of the form, with its reason."""
    found = [gate.take_in(file.name or "", file.read()) for file in request.FILES.getlist("papers")]
    if request.META.get(CUT_OFF):
        form.add_error("papers", gettext("Samen zijn de bestanden te groot. Kies er minder tegelijk."))
    for one in found:
        if isinstance(one, Refused):
            form.add_error("papers", f"{one.name}: {gettext(one.because)}")
    return [one for one in found if isinstance(one, Taken)]


def _look(shown: asked.Shown) -> dict[str, str]:
    return {"name": shown.organisation.name, "colour": shown.organisation.brand_colour.lstrip("#")}


def _answered(request: HttpRequest, form: AnswerForm, address: str, now: datetime) -> bool:
    """Whether the answer is in the dossier; if not, the form says why. Files are only looked at behind a good text."""
    sent = bool(request.FILES)
    if (
        form.is_valid()
        and sent
        and attempts.too_many("answer", address=address, place=attempts.place_of(request), now=now)
    ):
        form.add_error("papers", gettext("Dit ging te vaak achter elkaar. Probeer het over een kwartier opnieuw."))
    files = [] if form.errors else _taken(request, form)
    if form.errors:
        if sent:
            form.add_error("papers", gettext("Kies de bestanden nog een keer."))
        return False
    refused = asked.answer(address, form.cleaned_data["answer"], files, now=now)
    if refused:
        form.add_error("answer", refused.because)
    return refused is None


@takes_files(signed=False)
@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, address: str) -> HttpResponse:
    """The question (GET) and its answer (POST). A link that does not work says so, and not why."""
    form, now = AnswerForm(request.POST if request.method == "POST" else None), timezone.now()
    try:
        shown = asked.shown(address, now=now)
        if request.method == "POST" and _answered(request, form, address, now):
            return render(request, "frontdoor/asked.html", {"organisation": _look(shown), "done": True})
    except NotFound:
        return render(request, "frontdoor/asked.html", {"gone": True}, status=404)
    context = {"organisation": _look(shown), "shown": shown, "form": form}
    return render(request, "frontdoor/asked.html", context, status=422 if form.errors else 200)
