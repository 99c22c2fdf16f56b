"""How to reach somebody and how they want to be told, and a code for who helps them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import own
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.voices import voice_of

WAYS = ("mail", "post", "telephone", "helper", "none")
FIELDS = ("way", "email", "telephone", "call_times", "address", "print", "interpreter", "helper")
NEEDED = {"mail": "email", "post": "address", "telephone": "telephone", "helper": "helper"}
"""Per way, without what it cannot be."""


class ContactForm(forms.Form):
    """What somebody may change of themselves."""

    way = forms.ChoiceField(required=False, widget=forms.RadioSelect())
    email = forms.EmailField(required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    telephone = forms.CharField(
        required=False, max_length=60, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )
    call_times = forms.CharField(required=False, max_length=100)
    address = forms.CharField(
        required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"})
    )
    print = forms.ChoiceField(required=False, widget=forms.RadioSelect())
    interpreter = forms.CharField(required=False, max_length=100)
    helper = forms.CharField(required=False, max_length=200)

    def __init__(self, address: str, data: Any, initial: dict[str, str]) -> None:
        super().__init__(data, initial={"print": "", **initial})
        for name in FIELDS:
            self.fields[name].label = say(f"following.contact.{name}", address)
        self._choices("way", [(code, say(f"following.contact.ways.{code}", address)) for code in WAYS])
        self._choices(
            "print",
            [
                ("", say("following.contact.prints.normal", address)),
                ("large", say("following.contact.prints.large", address)),
            ],
        )
        self.fields["email"].error_messages["invalid"] = say("following.lost.wrong", address)

        needed = NEEDED.get((self.data if self.is_bound else initial).get("way", ""))
        if needed:  # what the chosen way cannot do without is not optional
            self.fields[needed].required = True
            self.fields[needed].error_messages["required"] = say(f"following.contact.needs.{needed}", address)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above


@require_http_methods(["GET", "POST"])
@follower
def contact(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """The data (GET) and changing them (POST); with `code` a code for a helper, shown once."""
    dossier, now = who.opened("act"), timezone.now()
    if "code" in request.POST:
        return _helper(request, who, dossier)
    me = own.me(dossier)
    form = ContactForm(voice_of(dossier), request.POST if request.method == "POST" else None, me.contact if me else {})
    if me and request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in FIELDS}
        own.change_contact(dossier, given, actor=who.actor, now=now)
        messages.success(request, say("following.contact.saved", voice_of(dossier)))
        return redirect(who.url("following contact"))
    return _page(request, who, dossier, form if me else None)


def _page(
    request: HttpRequest, who: Follower, dossier: OpenDossier, form: ContactForm | None, **more: Any
) -> HttpResponseBase:
    me = own.me(dossier)
    status = 422 if form and form.errors else 200
    return shown(
        request,
        who,
        dossier,
        "contact",
        status,
        form=form,
        name=me.name if me else "",
        helpers=own.helpers(dossier),
        **more,
    )


def _helper(request: HttpRequest, who: Follower, dossier: OpenDossier) -> HttpResponseBase:
    """A code for who helps, shown once; one that was given before stops."""
    me = own.me(dossier)
    form = ContactForm(voice_of(dossier), None, me.contact if me else {}) if me else None
    try:
        code = own.code_for_helper(dossier, request.POST["code"], actor=who.actor, now=timezone.now())
    except NotFound:
        return redirect(who.url("following contact"))
    name = next((p.name for p in dossier.people if p.code == request.POST["code"]), "")
    return _page(request, who, dossier, form, new_code=code, new_for=name)
