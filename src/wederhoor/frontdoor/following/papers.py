"""Papers: what the complainant brought or was shown, bringing more, and inspection with what was withheld and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.dossier import inspections
from wederhoor.dossier import papers as kept
from wederhoor.dossier.door import Conflict, NotFound, OpenDossier
from wederhoor.dossier.inspections import WITHHELD
from wederhoor.dossier.uploading import takes_files
from wederhoor.frontdoor.downloads import file_name
from wederhoor.frontdoor.following.doing import offers
from wederhoor.frontdoor.following.files import FileFields, rows
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.following.messages import send
from wederhoor.frontdoor.following.progress import day_words
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.voices import voice_of

ASK = "ask inspection"


class PaperForm(FileFields):
    """Papers, and what they are."""

    title = forms.CharField(required=False, max_length=200)

    field_order = ("papers", "title")

    def __init__(self, request: HttpRequest, dossier: OpenDossier) -> None:
        super().__init__(request, dossier)
        address = self.address
        self.fields["papers"].required = True
        self.fields["papers"].label = say("following.papers.file", address)
        self.fields["papers"].error_messages["required"] = say("following.papers.missing", address)
        self.fields["title"].label = say("following.papers.what", address)


@takes_files(signed=False)
@require_http_methods(["GET", "POST"])
@follower
def papers(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """The papers (GET); bringing more, or asking to inspect the file (POST)."""
    dossier = who.opened("document")
    form = PaperForm(request, dossier)
    if request.method == "POST" and (ASK in request.POST or form.is_valid()):
        done = _asked(request, who, dossier) if ASK in request.POST else _brought(request, who, dossier, form)
        if done:
            return redirect(who.url("following papers"))
    given = inspections.given(dossier, actor=who.actor, now=timezone.now())
    return shown(
        request, who, dossier, "papers", 422 if form.errors else 200, form=form, rows=rows(dossier, who.actor),
        asking=_asking(who, dossier), sets=[_set(who, one) for one in given], rules=_rules(dossier), file_name="following paper",
    )  # fmt: skip


def _asking(who: Follower, dossier: OpenDossier) -> str:
    """Where inspection is asked for, when the regulation has an act for it; else a message does it."""
    found = (offer for offer in offers(dossier, timezone.now()) if offer.act == ASK)
    return next((who.url("following act", offer.slug) for offer in found), "")


def _rules(dossier: OpenDossier) -> list[tuple[str, str]]:
    """What the regulation says of inspection."""
    return list(dict.fromkeys((one.says, one.source) for one in dossier.regulation.inspection.values()))


def _set(who: Follower, one: inspections.SetView) -> dict[str, Any]:
    withheld = [{"title": e["title"], "what": what, "why": why} for e in one.entries for what, why in e["withheld"]]
    return {
        "day_words": day_words(one.given), "count": sum(e["how"] != WITHHELD for e in one.entries), "withheld": withheld,
        "url": who.url("following paper", one.document),
    }  # fmt: skip


def _brought(request: HttpRequest, who: Follower, dossier: OpenDossier, form: PaperForm) -> bool:
    """The files, and a message by which the handler hears of them."""
    address = voice_of(dossier)
    files = form.taken()
    if files is None:
        return False
    title = form.cleaned_data["title"]
    words = say("following.papers.message", address, names=title or ", ".join(one.name for one in files))
    return _told(request, who, words, files, title, say("following.papers.brought", address), form)


def _asked(request: HttpRequest, who: Follower, dossier: OpenDossier) -> bool:
    address = voice_of(dossier)
    words, said = say("following.inspect.message", address), say("following.inspect.asked", address)
    return _told(request, who, words, [], "", said, None)


def _told(
    request: HttpRequest, who: Follower, words: str, files: list[Any], title: str, said: str, form: PaperForm | None
) -> bool:
    try:
        refused = send(who, words, files, title)
    except Conflict:  # somebody acted in this very second: once more
        refused = send(who, words, files, title)
    if refused is None:
        messages.success(request, said)
    elif form is not None:
        form.add_error(None, refused.because)
    else:
        messages.error(request, refused.because)
    return refused is None or form is None


@require_safe
@follower
def paper(request: HttpRequest, who: Follower, key: UUID) -> HttpResponseBase:
    """One file that the complainant may open."""
    try:
        name, media_type, content = kept.content(who.tenant, who.number, key, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    return HttpResponse(
        content, content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name(name)}"', "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
