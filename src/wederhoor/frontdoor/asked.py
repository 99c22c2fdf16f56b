"""The page behind a one-time link: one question, one answer, nothing else of the dossier."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import asked
from wederhoor.dossier.opening import NotFound


class AnswerForm(forms.Form):
    """One text."""

    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["answer"].label = gettext("Uw antwoord")
        self.fields["answer"].error_messages["required"] = gettext("Schrijf uw antwoord op.")


def _look(shown: asked.Shown) -> dict[str, str]:
    return {"name": shown.organisation.name, "colour": shown.organisation.brand_colour.lstrip("#")}


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, address: str) -> HttpResponse:
    """The question (GET) and its answer (POST). A link that does not work says so, and not why."""
    form, now = AnswerForm(request.POST if request.method == "POST" else None), timezone.now()
    try:
        shown = asked.shown(address, now=now)
        if request.method == "POST" and form.is_valid():
            refused = asked.answer(address, form.cleaned_data["answer"], now=now)
            if refused is None:
                return render(request, "frontdoor/asked.html", {"organisation": _look(shown), "done": True})
            form.add_error("answer", refused.because)
    except (NotFound, ValueError):
        return render(request, "frontdoor/asked.html", {"gone": True}, status=404)
    context = {"organisation": _look(shown), "shown": shown, "form": form}
    return render(request, "frontdoor/asked.html", context, status=422 if form.errors else 200)
