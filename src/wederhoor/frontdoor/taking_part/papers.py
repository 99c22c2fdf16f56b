"""Papers of somebody who takes part: those they may open, and adding more of their own through the gate for files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import inspections, papers, uploading
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.papers import NewPaper
from wederhoor.dossier.taking_part import Here
from wederhoor.dossier.uploading import ManyFiles, takes_files
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.taking_part.here import look, opened, taking
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations import attempts
from wederhoor.procedure import needs
from wederhoor.procedure.terms import local_date

PARTY = Compartment.PARTY.value


class Files(forms.FileField):
    """Several files; the gate for files looks at each of them."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not data and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return data


class Papers(forms.Form):
    """Files to add."""

    papers = Files(required=False, widget=ManyFiles())

    def __init__(
        self, address: str, data: Any = None, initial: dict[str, Any] | None = None, files: Any = None
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.fields["papers"].label = say("taking_part.papers.files", address)
        self.fields["papers"].help_text = say("taking_part.papers.limits", address)


class NeededPapers(Papers):
    """The same where it is about the files alone."""

    def __init__(self, address: str, data: Any = None, files: Any = None) -> None:
        super().__init__(address, data, files=files)
        self.fields["papers"].required = True
        self.fields["papers"].error_messages["required"] = say("taking_part.papers.missing", address)


def taken(request: HttpRequest, here: Here, form: Papers, now: datetime) -> list[Taken]:
    """The files that may come in; what is refused is an error of the form, with its reason."""
    address, sent = voice_of(here), request.FILES.getlist("papers")
    if sent and attempts.too_many("answer", address=here.row.id.hex, place=attempts.place_of(request), now=now):
        form.add_error("papers", say("taking_part.papers.often", address))
        return []
    return uploading.taken(request, form, "papers", too_large=say("taking_part.papers.too_large", address))


@takes_files(signed=False)
@require_http_methods(["GET", "POST"])
@taking
def listed(request: HttpRequest, here: Here) -> HttpResponseBase:
    """The papers they may open, what they were given to inspect, and adding their own."""
    now, address = timezone.now(), voice_of(here)
    dossier = opened(here, now)
    form = NeededPapers(address, request.POST, request.FILES) if request.method == "POST" else NeededPapers(address)
    if request.method == "POST" and not dossier.state.closed and _added(request, here, form, now):
        messages.success(request, say("taking_part.papers.done", address))
        return redirect("frontdoor:taking part papers", here.row.id)
    context = look(here) | {
        "papers": papers.listed(dossier, actor=here.actor, now=now), "form": None if dossier.state.closed else form,
        "sets": inspections.given(dossier, actor=here.actor, now=now),
    }  # fmt: skip
    return render(request, "frontdoor/taking_part/papers.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, here: Here, form: Papers, now: datetime) -> bool:
    """Whether the files are in the dossier; the form says why not."""
    files = taken(request, here, form, now) if form.is_valid() else []
    if form.errors:
        return False
    dossier = opened(here, now, "attach")
    side = needs.kind_of(dossier.state, here.actor.role)
    new = NewPaper("", "other", side, local_date(now), PARTY, side)
    try:
        for file in files:
            papers.keep(dossier, file, new, actor=here.actor, now=now)
        papers.tell_of(dossier, actor=here.actor, now=now)
    except NotFound:
        raise Http404 from None
    return True
