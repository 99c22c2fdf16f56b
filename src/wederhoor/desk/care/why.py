"""Two questions before a look: why at a colleague's dossier, and once for everybody: will you keep it confidential?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.desk import agreed
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import opening, overseeing
from wederhoor.dossier.door import NotFound
from wederhoor.dossier.reasons import REASONS


class WhyForm(forms.Form):
    """A reason from the list, and words where one wishes; with 'iets anders' they are needed."""

    reason = forms.ChoiceField(label=gettext_lazy("Waarom kijkt u?"), widget=forms.RadioSelect())
    words = forms.CharField(
        label=gettext_lazy("Toelichting"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix or None)
        self.fields["reason"].choices = [(code, gettext(label)) for code, label in REASONS.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).strip()
        if self.cleaned_data.get("reason") == "other" and not words:
            raise forms.ValidationError(gettext("Schrijf kort waarom u kijkt."))
        return words


def _next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise


@require_http_methods(["GET", "POST"])
@desk
def why(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """A colleague has this dossier: say why you look. It holds for today and stands in the log."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opening.say_why(who.tenant, number, given["reason"], given["words"], actor=who.actor, now=timezone.now())
        except NotFound:
            raise Http404 from None
        return redirect(_next(request, reverse("desk:dossier", args=[number])))
    context = frame(request, who, "worklist") | {"form": form, "number": number}
    return render(request, "desk/care/why.html", context, status=422 if form.errors else 200)


BESIDE = "why"
"""Before the names of these two questions when they are asked in the middle of something else."""


def said(request: HttpRequest, who: Signed, number: str) -> None:
    """Keep the reason that came along with something else, where there is one and it is whole. Raises Http404."""
    form = WhyForm(request.POST, BESIDE)
    if f"{BESIDE}-reason" in request.POST and form.is_valid():
        given = form.cleaned_data
        try:
            opening.say_why(who.tenant, number, given["reason"], given["words"], actor=who.actor, now=timezone.now())
        except NotFound:
            raise Http404 from None


def first(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """Ask why before what was sent is done; sending the answer sends that again, as it was typed."""
    form = WhyForm(request.POST if f"{BESIDE}-reason" in request.POST else None, BESIDE)
    ours = {"csrfmiddlewaretoken", *(f"{BESIDE}-{name}" for name in form.fields)}
    kept = [(name, value) for name, values in request.POST.lists() if name not in ours for value in values]
    context = frame(request, who, "worklist") | {"form": form, "number": number, "kept": kept}
    return render(request, "desk/care/why.html", context, status=422)


@require_http_methods(["GET", "POST"])
@desk
def agree(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """What one agrees to before the first look (kept with the wording)."""
    if request.method == "POST":
        overseeing.agree(who.tenant, who.account.pk, agreed.WORDING, now=timezone.now())
        return redirect(_next(request, reverse("desk:worklist")))
    return render(request, "desk/care/agree.html", frame(request, who, "care"))
