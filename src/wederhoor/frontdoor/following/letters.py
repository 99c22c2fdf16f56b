"""The letters to the complainant: to read here, to download, and in large print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from wederhoor.correspondence.dispatch import kept_as
from wederhoor.correspondence.letters import Letter, reread
from wederhoor.dossier import door, own
from wederhoor.dossier.opening import DocumentView, OpenDossier
from wederhoor.dossier.outbox import ON_SCREEN, PDF
from wederhoor.frontdoor.following import writing
from wederhoor.frontdoor.following.doing import offers
from wederhoor.frontdoor.following.frame import Follower, follower, shown

REPLIES = {
    "minutes": "comment on minutes", "extension": "answer about extension", "survey": "ask satisfaction", "dispute-way": "put dispute",
    "judgement": "put dispute", "information": "choose route",
}  # fmt: skip
"""What somebody may want to do with a letter in their hand."""
LARGE = "groot"


@require_safe
@follower
def letters(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """The letters, newest first; what was new is seen from now on."""
    dossier, now = who.opened(), timezone.now()
    seen = own.seen_until(dossier, who.actor).get(own.LETTERS)
    rows = [_row(who, dossier, one, new=seen is None or one.added > seen) for one in writing.letters(dossier)]
    own.saw(dossier, own.LETTERS, actor=who.actor, now=now)
    return shown(request, who, dossier, "letters", rows=rows, on_the_way=writing.on_the_way(dossier))


def _row(who: Follower, dossier: OpenDossier, one: DocumentView, *, new: bool) -> dict[str, Any]:
    return {
        "label": dossier.regulation.letters[one.letter].label, "added": one.added, "new": new, "url": who.url("following letter", one.id),
        "pdf_url": who.url("following letter file", one.id, "pdf"), "large_url": who.url("following letter file", one.id, LARGE),
    }  # fmt: skip


def _one(dossier: OpenDossier, key: UUID) -> DocumentView:
    found = next((one for one in writing.letters(dossier) if one.id == key), None)
    if found is None:
        raise Http404
    return found


def _words(who: Follower, dossier: OpenDossier, one: DocumentView) -> Letter | None:
    """The letter as it was posted, from which every form of it is made; None of old letters, of which only the PDF was kept."""
    kept = kept_as(dossier, ON_SCREEN, one.letter, one.seq, *one.only_for)
    return reread(door.read_document(dossier, kept.id, actor=who.actor, now=timezone.now())[2]) if kept else None


@require_safe
@follower
def letter(request: HttpRequest, who: Follower, key: UUID) -> HttpResponseBase:
    """One letter on the screen."""
    dossier = who.opened("document")
    one = _one(dossier, key)
    words, can = _words(who, dossier, one), {offer.act: offer for offer in offers(dossier, timezone.now())}
    reply = can.get(REPLIES.get(one.letter, ""))
    answer = {"label": reply.label, "url": who.url("following act", reply.slug)} if reply else None
    html = mark_safe(_below(words.html)) if words else ""  # noqa: S308  # made from the letter's own blocks, escaped there
    return shown(
        request, who, dossier, "letter", one=_row(who, dossier, one, new=False), words=html, reply=answer,
        back_url=who.url("following letters"),
    )  # fmt: skip


@require_safe
@follower
def file(request: HttpRequest, who: Follower, key: UUID, form: str) -> HttpResponseBase:
    """One letter as PDF, as it was sent or in large print."""
    dossier = who.opened("document")
    one = _one(dossier, key)
    words = _words(who, dossier, one) if form == LARGE else None
    content = (
        words.pdf(large=True) if words else door.read_document(dossier, key, actor=who.actor, now=timezone.now())[2]
    )
    name = f"brief-{dossier.number}{'-groot' if form == LARGE else ''}.pdf"
    return HttpResponse(
        content, content_type=PDF,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip


def _below(html: str) -> str:
    """The letter under the heading of the page: its own headings one level down."""
    for level in (3, 2, 1):
        html = html.replace(f"<h{level}>", f"<h{level + 1}>").replace(f"</h{level}>", f"</h{level + 1}>")
    return html
