"""Making a case note from a closed dossier: the story with what was found in it, what is left out, and approving it.

Nothing is kept until it is approved; everything typed comes back with the page. Works without JavaScript.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk import tabs
from wederhoor.desk.learning import note_words as words
from wederhoor.desk.learning.tabs import outside
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.insight import approving, notes
from wederhoor.insight.approving import Reviewed, StillThere
from wederhoor.insight.deidentify.tagging import Proposal

LONGEST = 20_000
COMPLAINT = 1
"""The event with the words of the complaint."""


@require_http_methods(["GET", "POST"])
@desk
def make(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The page: the story first, then the proposal beside what was found, then approving."""
    dossier = opened(who, number)
    try:
        because = _refusal(dossier)
    except NotFound:
        raise Http404 from None
    context = tabs.page(request, who, dossier, "note") | {"because": because, "story": first_story(dossier)}
    if request.method == "GET" or because:
        return _shown(request, context, 200 if request.method == "GET" else 409)
    story, reviewed = _given(request, "story"), _reviewed(request)
    made = approving.proposed(story, approving.known_of(dossier), reviewed)
    text = made.proposed
    if edited := _edited(request):
        text = approving.proposed(edited, approving.known_of(dossier), reviewed).proposed
    context |= _context(made, reviewed, text)
    if not story.strip():
        return _shown(request, context | {"empty": True, "review": False}, 422)
    if request.POST.get("step") != "approve":
        return _shown(request, context, 200)
    return _approved(request, who, dossier, made, reviewed, context)


def _approved(
    request: HttpRequest, who: Signed, dossier: OpenDossier, made: Proposal, reviewed: Reviewed, context: dict[str, Any]
) -> HttpResponseBase:
    text, read = _given(request, "text").strip(), request.POST.get("read") == "yes"
    if not text:
        return _shown(request, context | {"nothing": True}, 422)
    try:
        note = notes.make(dossier, text, made, reviewed, read=read, actor=who.actor, now=timezone.now())
    except StillThere as still:
        left = words.rows(text, still.findings, frozenset())
        hard = any(one.kind in approving.NEVER or one.reason == "known" for one in still.findings)
        more = {"left": left, "hard": hard, "text": text, "difference": list(words.difference(made.text, text))}
        return _shown(request, context | more, 422)
    messages.success(request, gettext("De casus is goedgekeurd. Wie de cijfers ziet, kan hem nu lezen."))
    return redirect("desk:dossier", dossier.number) if outside(who.membership) else redirect("desk:case note", note)


def _shown(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponseBase:
    answer = render(request, "desk/learning/note_make.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _refusal(dossier: OpenDossier) -> str:
    """Why no note can be made now, in words; '' when it can."""
    try:
        notes.refuse(dossier)
    except notes.NotYet:
        return gettext("Deze klacht loopt nog. Een casus maakt u nadat zij gesloten is.")
    except notes.TooFew:
        return gettext(
            "Er zijn te weinig gesloten klachten. Iedereen zou weten van wie dit verhaal is. Bespreek het in het dossier."
        )
    return ""


def first_story(dossier: OpenDossier) -> str:
    """What the complainant wrote, as far as this person reads it."""
    return "\n\n".join(text for (seq, _), text in sorted(dossier.texts.items()) if seq == COMPLAINT)


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\0", "")[:LONGEST]


def _reviewed(request: HttpRequest) -> Reviewed:
    also = tuple(line.strip() for line in _given(request, "also").splitlines() if line.strip())
    return Reviewed(frozenset(request.POST.getlist("keep")), also)


def _edited(request: HttpRequest) -> str:
    """The proposal as somebody changed it; '' where it is still what we proposed."""
    text = _given(request, "text")
    return text if text and sign(text) != request.POST.get("sign", "") else ""


def sign(text: str) -> str:
    """A mark by which an unchanged proposal is known."""
    return sha256(text.strip().encode()).hexdigest()[:16]


def _context(made: Proposal, reviewed: Reviewed, text: str) -> dict[str, Any]:
    return {
        "review": True, "story": made.text, "text": text, "sign": sign(made.proposed), "also": "\n".join(reviewed.also),
        "rows": words.rows(made.text, made.findings, reviewed.keep), "marked": list(words.marked(made.text, made.findings)),
        "difference": list(words.difference(made.text, text)),
    }  # fmt: skip
