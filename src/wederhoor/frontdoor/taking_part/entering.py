"""Coming in: by the link of an invitation with a second known thing, back with a code, and going away again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wederhoor.dossier import regulations, taking_part
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.taking_part import Here, Wrong
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.taking_part.here import everywhere, forget, frame, remember, taking
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations.attempts import forget as forget_attempts
from wederhoor.organisations.attempts import place_of, too_many
from wederhoor.organisations.models import Organisation

ATTEMPTS, BACK = "taking part", "taking part again"


class SecondForm(forms.Form):
    """What is asked besides the link."""

    said = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))

    def __init__(self, second: str, address: str, data: Any = None) -> None:
        super().__init__(data)
        self.address, self.second = address, second
        self.fields["said"].label = say(f"taking_part.link.{second}", address)
        self.fields["said"].help_text = say(f"taking_part.link.{second}_help", address)
        self.fields["said"].error_messages["required"] = say(f"taking_part.link.{second}_missing", address)
        if second == taking_part.CODE:
            self.fields["said"].widget.attrs["inputmode"] = "numeric"


class BackForm(forms.Form):
    """The code to come back with."""

    code = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))

    def __init__(self, address: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["code"].label = say("taking_part.back.code", address)
        self.fields["code"].help_text = say("taking_part.back.help", address)
        self.fields["code"].error_messages["required"] = say("taking_part.back.missing", address)


def _address(organisation: Organisation) -> str:
    try:
        return regulations.pinned(regulations.in_force(organisation, timezone.localdate())).address
    except regulations.NoRegulation:
        return "u"


@require_GET
@never_cache
def start(request: HttpRequest) -> HttpResponseBase:
    """Every dossier this visitor takes part in; with one it opens at once."""
    found = everywhere(request, timezone.now())
    if len(found) == 1:
        return redirect("frontdoor:taking part home", found[0].row.id)
    context = {
        "found": found,
        "address": voice_of(found[0]) if found else "u",
        "sign_in_url": settings.LOGIN_URL,
    }
    return render(request, "frontdoor/taking_part/start.html", context, status=200)


@never_cache
@sensitive_post_parameters("said")
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, address: str) -> HttpResponseBase:
    """The page behind the link. Looking does not use it up; a link that does not work says so, and not why."""
    now = timezone.now()
    try:
        organisation, second = taking_part.waiting(address, now=now)
    except NotFound:
        return _gone(request)
    words = _address(organisation)
    form = SecondForm(second, words, request.POST if request.method == "POST" else None) if second else None
    context = frame(organisation, words) | {"form": form}
    if request.method == "GET" or (form is not None and not form.is_valid()):
        return render(request, "frontdoor/taking_part/link.html", context, status=422 if form and form.errors else 200)
    return _taken(request, address, form, context)


def _taken(request: HttpRequest, address: str, form: SecondForm | None, context: dict[str, Any]) -> HttpResponseBase:
    now, words = timezone.now(), context["address"]
    if too_many(ATTEMPTS, address=address, place=place_of(request), now=now):
        return render(request, "frontdoor/taking_part/gone.html", context | {"often": True}, status=429)
    try:
        entered = taking_part.enter(address, form.cleaned_data["said"] if form else "", now=now)
    except Wrong:
        if form is not None:
            form.add_error("said", say("taking_part.link.wrong", words))
        return render(request, "frontdoor/taking_part/link.html", context, status=422)
    except NotFound:
        return _gone(request)
    forget_attempts(ATTEMPTS, [address])
    remember(request, entered)
    found = {"way_back": entered.way_back, "key": entered.dossier, "place": entered.organisation}
    return render(request, "frontdoor/taking_part/welcome.html", context | found)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "frontdoor/taking_part/gone.html", {"address": "u"}, status=404)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, organisation: int) -> HttpResponseBase:
    """In again with the code. A wrong code gets one answer, whatever is wrong with it."""
    row = Organisation.objects.filter(pk=organisation).first()
    if row is None:
        raise Http404
    now, words = timezone.now(), _address(row)
    form = BackForm(words, request.POST if request.method == "POST" else None)
    context = frame(row, words) | {"form": form}
    if request.method == "POST" and form.is_valid():
        place = place_of(request)
        here = f"{organisation} {place}"
        if too_many(BACK, address=here, place=place, now=now):
            return render(request, "frontdoor/taking_part/gone.html", context | {"often": True}, status=429)
        try:
            entered = taking_part.come_back(row, form.cleaned_data["code"], now=now)
        except NotFound:
            form.add_error("code", say("taking_part.back.wrong", words))
        else:
            forget_attempts(BACK, [here])
            remember(request, entered)
            return redirect("frontdoor:taking part home", entered.dossier)
    return render(request, "frontdoor/taking_part/back.html", context, status=422 if form.errors else 200)


@require_POST
@taking
def leave(request: HttpRequest, here: Here) -> HttpResponseBase:
    """Away: nobody who comes after at this computer sees anything."""
    taking_part.leave(here, now=timezone.now())
    forget(request, here.row.id)
    context = frame(here.organisation, voice_of(here)) | {"place": here.organisation.pk}
    return render(request, "frontdoor/taking_part/left.html", context)
