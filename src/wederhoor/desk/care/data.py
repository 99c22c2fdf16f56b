"""Requests under the AVG at the desk: give somebody what is held about them, and put a text right."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.correspondence.persons_data import as_pdf
from wederhoor.desk.dossier_page import head
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import persons_data
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.opened import called

AREA = forms.Textarea(attrs={"rows": 4})


class RectifyForm(forms.Form):
    """Which text, what it should say, why, and whether what stood there goes for good."""

    which = forms.ChoiceField(label=gettext_lazy("Welke tekst"))
    text = forms.CharField(label=gettext_lazy("Zo moet het zijn"), widget=AREA)
    reason = forms.CharField(label=gettext_lazy("Waarom"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    wipe = forms.BooleanField(label=gettext_lazy("Bewaar niet wat er stond"), required=False)

    def __init__(self, dossier: OpenDossier, data: Any = None) -> None:
        super().__init__(data)
        acts, found = dossier.regulation.acts, {0: gettext("Onderwerp")}
        found |= {
            event.seq: f"{acts[event.act].done}, {timezone.localtime(event.at):%d-%m-%Y}" for event in dossier.events
        }
        keys = [(0, "subject"), *sorted(key for key in dossier.texts if key[0])]
        self.fields["which"].choices = [(f"{seq}:{name}", found[seq]) for seq, name in keys if seq in found]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@desk
def data(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The people whose data can be given out, what was put right before, and (POST) putting a text right."""
    dossier = opened(who, number, "inspect")
    try:
        before = persons_data.rectified(dossier, actor=who.actor, now=timezone.now())
    except NotFound:  # who gives data out does not always put texts right
        before = None
    form = RectifyForm(dossier, request.POST if request.method == "POST" else None) if before is not None else None
    if request.method == "POST" and form and form.is_valid():
        return _rectified(request, who, dossier, form.cleaned_data)
    roles = dossier.regulation.roles
    shown = [
        {"at": r.at, "role": roles[r.role].label if r.role in roles else r.role, "reason": r.reason, "before": r.before}
        for r in before or []
    ]
    people = [{"code": p.code, "name": called(dossier, p)} for p in dossier.people]
    context = frame(request, who, "worklist") | {
        "dossier": head(dossier), "people": people, "form": form, "before": shown,
    }  # fmt: skip
    return render(request, "desk/care/data.html", context, status=422 if form and form.errors else 200)


def _rectified(request: HttpRequest, who: Signed, dossier: OpenDossier, given: dict[str, Any]) -> HttpResponseBase:
    seq, _, field = given["which"].partition(":")
    try:
        persons_data.rectify(
            dossier,
            int(seq),
            field,
            given["text"],
            given["reason"],
            keep=not given["wipe"],
            actor=who.actor,
            now=timezone.now(),
        )
    except NotFound:
        raise Http404 from None
    messages.success(request, gettext("De tekst is verbeterd."))
    return redirect("desk:persons data", dossier.number)


@require_safe
@desk
def one(request: HttpRequest, who: Signed, number: str, code: str, form: str) -> HttpResponseBase:
    """Everything about one person, as JSON or as PDF."""
    dossier = opened(who, number, "inspect")
    try:
        found = persons_data.persons_data(dossier, code, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    name = {"Content-Disposition": f'attachment; filename="gegevens-{number}-{code}.{form}"'}
    if form == "json":
        said = json.dumps(found.as_json(number), ensure_ascii=False, indent=1)
        return HttpResponse(said, content_type="application/json", headers=name)
    return HttpResponse(as_pdf(found, dossier, timezone.localtime()), content_type="application/pdf", headers=name)
