"""The page behind a one-time link: one question, one answer, nothing else of the dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import asked
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.uploading import ManyFiles, taken, takes_files
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations import attempts


class AnswerForm(forms.Form):
    """One text, and files with it."""

    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)
    papers = forms.FileField(required=False, widget=ManyFiles())

    def __init__(self, address: str, data: Any = None) -> None:
        super().__init__(data)
        self.address = address
        self.fields["answer"].label = say("asked.answer", address)
        self.fields["answer"].error_messages["required"] = say("asked.missing", address)
        self.fields["papers"].label = say("asked.papers", address)
        self.fields["papers"].help_text = say("asked.limits", address)


def _look(shown: asked.Shown) -> dict[str, Any]:
    mine = {"name": shown.organisation.name, "colour": shown.organisation.brand_colour.lstrip("#")}
    return {"organisation": mine, "address": voice_of(shown)}


def _answered(request: HttpRequest, form: AnswerForm, address: str, now: datetime) -> bool:
    """Whether the answer is in the dossier; if not, the form says why. Files are only looked at behind a good text."""
    sent, place = bool(request.FILES), attempts.place_of(request)
    if form.is_valid() and sent and attempts.too_many("answer", address=address, place=place, now=now):
        form.add_error("papers", say("asked.often", form.address))
    too_large = say("asked.too_large", form.address)
    files = [] if form.errors else taken(request, form, "papers", too_large=too_large)
    if form.errors:
        if sent:
            form.add_error("papers", say("asked.again", form.address))
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
    now = timezone.now()
    try:
        shown = asked.shown(address, now=now)
        form = AnswerForm(voice_of(shown), request.POST if request.method == "POST" else None)
        if request.method == "POST" and _answered(request, form, address, now):
            return render(request, "frontdoor/asked.html", _look(shown) | {"done": True})
    except NotFound:
        return render(request, "frontdoor/asked.html", {"gone": True, "address": "u"}, status=404)
    context = _look(shown) | {"shown": shown, "form": form}
    return render(request, "frontdoor/asked.html", context, status=422 if form.errors else 200)
