"""Messages both ways, with files along."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages as told
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import door, own
from wederhoor.dossier.door import Conflict, Intent, OpenDossier
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.uploading import takes_files
from wederhoor.frontdoor.following import writing
from wederhoor.frontdoor.following.files import FileFields, keep, not_yet
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.voices import voice_of
from wederhoor.procedure.acts import why_not
from wederhoor.procedure.commands import Command, Refusal

ACT, HOW, ONLINE = "receive message", "how", "web form"
AGAIN = timedelta(minutes=2)


class MessageForm(FileFields):
    """What the complainant writes, with files along."""

    message = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000)

    field_order = ("message", "papers")

    def __init__(self, request: HttpRequest, dossier: OpenDossier) -> None:
        super().__init__(request, dossier)
        address = self.address
        self.fields["message"].label = say("following.messages.write", address)
        self.fields["message"].error_messages["required"] = say("following.messages.empty", address)


def send(who: Follower, words: str, files: list[Taken], title: str = "") -> Refusal | None:
    """The act, and the files beside it. None when it is in the dossier, else why not. Raises Conflict, NotFound."""

    def ask(dossier: OpenDossier) -> Intent:
        return Intent(Command(ACT, dossier.actor.role, {HOW: ONLINE}), {"message": words}, dossier.seq)

    dossier, outcome = door.act_on(who.tenant, who.number, ask, actor=who.actor, now=timezone.now())
    if outcome is None or outcome.refusal:
        return outcome.refusal if outcome else None
    keep(dossier, files, title, who.actor)
    return None


@takes_files(signed=False)
@require_http_methods(["GET", "POST"])
@follower
def messages(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """What both wrote (GET), and writing (POST). What was new is read from now on."""
    dossier = who.opened()
    form = MessageForm(request, dossier)
    if request.method == "POST" and form.is_valid() and (files := form.taken()) is not None:
        new = not_yet(dossier, files, who.actor)
        again = not new and _just_sent(dossier, form.cleaned_data["message"])
        refused = None if again else _sent(who, form, new)
        if refused is None:
            told.success(request, say("following.messages.sent", voice_of(dossier)))
            return redirect(who.url("following messages"))
        form.add_error(None, refused.because)
    return _page(request, who, dossier, form)


def _just_sent(dossier: OpenDossier, words: str) -> bool:
    """The same words a moment ago, with no file that is new, are the same message, sent again over a shaky connection."""
    since = timezone.now() - AGAIN
    return any(one.own and one.words == (words,) and one.at > since for one in writing.messages(dossier, {}))


def _sent(who: Follower, form: MessageForm, files: list[Taken]) -> Refusal | None:
    try:
        return send(who, form.cleaned_data["message"], files)
    except Conflict:  # somebody acted in this very second: once more
        return send(who, form.cleaned_data["message"], files)


def _page(request: HttpRequest, who: Follower, dossier: OpenDossier, form: MessageForm) -> HttpResponseBase:
    now, seen = timezone.now(), own.seen_until(dossier, who.actor)
    closed = why_not(dossier.state, dossier.state.procedure.acts[ACT], who.actor.role, now)
    thread: list[Any] = writing.messages(dossier, seen)
    own.saw(dossier, own.MESSAGES, actor=who.actor, now=now)
    return shown(
        request, who, dossier, "messages", 422 if form.errors else 200, form=form, thread=thread, shut=closed,
    )  # fmt: skip
