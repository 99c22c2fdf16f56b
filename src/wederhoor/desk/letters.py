"""One letter: what it says and what is missing, writing it with a preview, a second pair of eyes, sending, and what was kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from mimetypes import guess_extension
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wederhoor.correspondence import plainness, word
from wederhoor.correspondence.dispatch import (
    Desk,
    Draft,
    NotApproved,
    as_sent,
    draft,
    kept_as,
    kept_letter,
    send,
    writing_desk,
)
from wederhoor.correspondence.letters import Letter
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.desk.dossier_page import UNCHECKED, head, is_party, may_send
from wederhoor.desk.looking import opened
from wederhoor.desk.outbox_words import ways_words
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.words import capital
from wederhoor.dossier import letterdrafts, outbox
from wederhoor.dossier.door import NotFound, OpenDossier, read_document
from wederhoor.dossier.letterdrafts import Overtaken, SamePerson, Written

PDF = "application/pdf"
OURS = frozenset({"letter", "inspection"})
"""The kinds of document that are made here, and so may open in the browser itself."""
REMARK, READER = "remark", "aan"
SEEN, SHOWN = "seen", "sha256"
"""In the form: the version of the text it began with, and the hash of the letter about which somebody was asked."""
CONFLICT = 409
NOTHING: Mapping[str, str] = MappingProxyType({})
Typed = Mapping[str, str]


class PartsForm(forms.Form):
    """The parts of a letter that are somebody's own words: those that must be there first."""

    def __init__(self, found: Desk, data: Any = None) -> None:
        super().__init__(data)
        for place in found.places:
            if place.open:
                area = forms.Textarea(attrs={"rows": 4 if place.required else 3})
                self.fields[place.name] = forms.CharField(
                    label=place.label[:1].upper() + place.label[1:],
                    required=place.required,
                    widget=area,
                    initial=place.value,
                )


def _typed(request: HttpRequest, kept: Written) -> Typed:
    """What was typed now, else what was kept of before."""
    if request.method != "POST":
        return kept.typed
    now = {name: str(text) for name, text in request.POST.items() if name in PLACEHOLDERS and text}
    return now or ({} if "parts" in request.POST else kept.typed)


def _draft(dossier: OpenDossier, who: Signed, name: str, seq: int, typed: Typed = NOTHING) -> Draft:
    found = draft(dossier, name, seq, timezone.now(), typed)
    if found is None or (is_party(dossier) and not found.sent):
        raise Http404
    if not found.sent and not may_send(dossier, who.role, found):
        raise Http404
    return found


def _html(dossier: OpenDossier, found: Draft, letter: Letter | None, reader: str) -> str:
    """A letter that was sent as it was sent; another as it will be, with its gaps."""
    if found.sent:
        kept = as_sent(dossier, found, actor=dossier.actor, now=timezone.now(), reader=reader)
        return kept or f"<p>{gettext('Open de brief als PDF.')}</p>"
    return letter.html if letter else f"<p>{gettext('Vul eerst de onderdelen in die nog missen.')}</p>"


def _reader(request: HttpRequest, dossier: OpenDossier, found: Draft) -> str:
    """Whose letter is shown, of several readers: who was asked for, else the first."""
    several = [code for code, _ in _own_letters(dossier, found)]
    asked = request.GET.get(READER, "")
    return asked if asked in several else next(iter(several), "")


def _own_letters(dossier: OpenDossier, found: Draft) -> list[tuple[str, str]]:
    """The readers who each get, or got, a letter of their own: code and name. Nobody where one letter is for all."""
    if is_party(dossier) or len(found.readers) < 2:
        return []
    kept = [d for d in dossier.documents if (d.kind, d.letter, d.seq) == (outbox.LETTER, found.name, found.seq)]
    roles = dossier.regulation.roles
    first = sorted(found.readers, key=lambda one: one.role in roles and roles[one.role].kind != "complainant")
    named = {one.code: one.called for one in first}  # who complains before the others
    if not found.sent:
        return list(named.items())
    order = list(named)
    own = [(code, named.get(code) or dossier.called(code)) for one in kept for code in one.only_for]
    return sorted(own, key=lambda one: order.index(one[0]) if one[0] in order else len(order))


def _letter(dossier: OpenDossier, found: Draft, letter: Letter | None, reader: str) -> dict[str, Any]:
    stored = kept_as(dossier, outbox.LETTER, found.name, found.seq, reader) if found.sent else None
    address, several = [dossier.number, found.name, found.seq], _own_letters(dossier, found)
    whose = f"?{urlencode({READER: reader})}" if several else ""
    ways = ways_words(dossier, found) if found.sent and not is_party(dossier) else []
    stoppable = any(way["stoppable"] for way in ways)
    pdf = reverse("desk:document", args=[dossier.number, stored.id]) if stored else ""
    return {
        "label": found.label, "to": found.recipient, "html": mark_safe(_html(dossier, found, letter, reader)),  # noqa: S308  # composed and cleaned by correspondence
        "sent_on": stored.added if stored else None, "sha256": stored.sha256 if stored else "", "pdf_url": pdf,
        "word_url": reverse("desk:letter word", args=address) + whose if found.sent or found.letter else "",
        "large_url": reverse("desk:letter large", args=address) + whose if found.sent or found.letter else "",
        "readers": [{"name": name, "url": f"?{urlencode({READER: code})}", "current": code == reader} for code, name in several],
        "keep_url": reverse("desk:letter keep", args=address) + whose, "plain": plainness.of_letter(letter) if letter else None,
        "problems": [gettext("Nog leeg: %(part)s") % {"part": label} for _, label in found.missing],
        "left_out": _left_out(found),
        "ways": ways, "here": reverse("desk:letter", args=address),
        "stop_url": reverse("desk:letter stop", args=address) if stoppable else "",
    }  # fmt: skip


def _left_out(found: Draft) -> list[str]:
    """Why a body that the letter should name is not in it: the provider is no longer joined to it."""
    renew = gettext("Wie beheert, legt de nieuwe aansluiting vast bij Beheer, Contact en aansluitingen.")
    return [f"{capital(why)} ({place}). {renew}" for why, place in found.left_out]


def _check(request: HttpRequest, dossier: OpenDossier, found: Draft, kept: Written) -> dict[str, Any] | None:
    """How far the second pair of eyes is, when one is wished."""
    if not found.four_eyes or found.sent:
        return None
    me, sha256 = dossier.actor.who, found.letter.undated_sha256 if found.letter else ""
    done = bool(sha256) and letterdrafts.approved(dossier, found.name, found.seq, sha256)
    state = "approved" if done else kept.state if kept.state != "approved" else ""
    return {
        "state": state, "mine": kept.asked_by == me, "wrote": me in kept.typed_by, "sha256": kept.sha256,
        "remark": kept.remark if state in ("returned", "approved") else "", "said": request.POST.get(REMARK, ""),
    }  # fmt: skip


def _context(
    request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft, typed: Typed, kept: Written
) -> dict[str, Any]:
    reader = _reader(request, dossier, found)
    place = None if found.sent else writing_desk(dossier, found.name, found.seq, timezone.now(), typed, reader)
    letter = found.of(reader) or (place.preview if place else None)
    other = kept.typed if letterdrafts.version(typed) != kept.version else {}
    return frame(request, who, "letters") | {
        "dossier": head(dossier), "letter": _letter(dossier, found, letter, reader), "writing": place, "seen": kept.version,
        "filled": [p for p in place.places if not p.open] if place else [], "check": _check(request, dossier, found, kept),
        "form": PartsForm(place) if place else None, "kept_on": kept.changed,
        "kept_parts": [(p.label, other.get(p.name, "")) for p in place.places if p.open] if place and other else [],
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk
def letter(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> HttpResponseBase:
    """A letter as it will go out, with what is missing. POST keeps what was typed, and sends, or asks a second person.

    Approving or giving back keeps nothing. When a colleague wrote meanwhile, nothing is done and both texts are shown.
    """
    acting = request.method == "POST"
    dossier = opened(who, number, "act" if acting else "read")
    sent = _draft(dossier, who, name, seq).sent
    kept = letterdrafts.written(dossier, name, seq)
    typed, status = _typed(request, kept), 422 if acting and "send" in request.POST else 200
    try:
        if acting and not sent:
            kept = _kept(request, dossier, name, seq, typed, kept)
        found = _draft(dossier, who, name, seq, typed)
        if acting and (answer := _acted(request, who, dossier, found, kept)):
            return answer
    except Overtaken:
        messages.error(request, gettext("De tekst is anders dan die u zag. Er is niets gedaan; kijk nog eens."))
        kept, status = letterdrafts.written(dossier, name, seq), CONFLICT
        typed = kept.typed if letterdrafts.version(typed) == request.POST.get(SEEN) else typed
        found = _draft(dossier, who, name, seq, typed)
    return render(request, "desk/letter.html", _context(request, who, dossier, found, typed, kept), status=status)


def _checks(request: HttpRequest) -> bool:
    return "approve" in request.POST or "return" in request.POST


def _kept(request: HttpRequest, dossier: OpenDossier, name: str, seq: int, typed: Typed, kept: Written) -> Written:
    """Keep what a writer typed. Who only looks keeps nothing. Raises Overtaken."""
    if _checks(request):
        if letterdrafts.version(typed) != kept.version:
            raise Overtaken
        return kept
    seen, now = str(request.POST.get(SEEN, "")), timezone.now()
    letterdrafts.keep(dossier, name, seq, typed, seen=seen, actor=dossier.actor, now=now)
    return letterdrafts.written(dossier, name, seq)


def _acted(
    request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft, kept: Written
) -> HttpResponseBase | None:
    """What a button did; None when the page is to be shown again."""
    here, now = redirect("desk:letter", dossier.number, found.name, found.seq), timezone.now()
    if found.sent:
        return redirect("desk:dossier", dossier.number)
    if found.letter is None or found.missing:
        return None
    if "ask" in request.POST:
        sha256 = found.letter.undated_sha256
        letterdrafts.ask(dossier, found.name, found.seq, sha256, seen=kept.version, actor=who.actor, now=now)
        messages.success(request, gettext("Een ander kijkt eerst. De brief staat bij ‘Ter beoordeling’."))
        return here
    if _checks(request):
        _checked(request, who, dossier, found, now)
        return here
    return _sent(request, who, dossier, found) if "send" in request.POST else None


def _checked(request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft, now: datetime) -> None:
    """Keep the second person's word. Raises Overtaken."""
    approve, remark, sha256 = "approve" in request.POST, request.POST.get(REMARK, ""), request.POST.get(SHOWN, "")
    try:
        letterdrafts.check(
            dossier, found.name, found.seq, sha256, approved=approve, remark=remark, actor=who.actor, now=now
        )
    except SamePerson:
        messages.error(request, gettext("U vroeg dit zelf, of schreef eraan mee. Een ander moet kijken."))
        return
    messages.success(request, gettext("Akkoord gegeven.") if approve else gettext("Teruggegeven met uw opmerking."))


def send_out(request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft) -> bool:
    """Post a letter and say so; it leaves after a few minutes, in which it can still be stopped. False: a second person first."""
    try:
        send(dossier, found, actor=who.actor, now=timezone.now(), by_mail=True)
    except NotApproved:
        messages.warning(
            request, gettext("Voor de brief ‘%(label)s’ is eerst akkoord van een ander nodig.") % {"label": found.label}
        )
        return False
    messages.success(request, gettext("Brief staat klaar om te vertrekken: %(label)s") % {"label": found.label})
    return True


def _sent(request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft) -> HttpResponseBase:
    if not send_out(request, who, dossier, found):
        return redirect("desk:letter", dossier.number, found.name, found.seq)
    return redirect("desk:dossier", dossier.number)


@require_POST
@desk
def keep(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> HttpResponseBase:
    """Keep what is being typed and answer with the preview: while typing, by script."""
    dossier = opened(who, number, "act")
    typed = _typed(request, Written())
    found = _draft(dossier, who, name, seq, typed)
    if found.sent:
        raise Http404
    try:
        _kept(request, dossier, name, seq, typed, Written())
    except Overtaken:
        return HttpResponse(status=CONFLICT)
    reader = _reader(request, dossier, found)
    place = writing_desk(dossier, name, seq, timezone.now(), typed, reader)
    context = {"letter": _letter(dossier, found, found.of(reader) or place.preview, reader)}
    response = render(request, "desk/parts/letter_preview.html", context)
    response["X-Seen"] = letterdrafts.version(typed)
    return response


@require_safe
@desk
def as_word(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> HttpResponseBase:
    """The letter as a Word document."""
    return _file(word.render(_whole(request, who, number, name, seq)), word.MEDIA_TYPE, f"{number}-{name}.docx")


@require_safe
@desk
def large(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> HttpResponseBase:
    """The letter as a PDF in large print."""
    return _file(_whole(request, who, number, name, seq).pdf(large=True), PDF, f"{number}-{name}-groot.pdf")


def _whole(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> Letter:
    """The letter as it was posted, or as it stands with what is kept of it; of several readers that of one."""
    dossier = opened(who, number, "document")
    found = _draft(dossier, who, name, seq)
    reader = _reader(request, dossier, found)
    if found.sent:
        letter = kept_letter(dossier, found, actor=who.actor, now=timezone.now(), reader=reader)
    else:
        letter = _draft(dossier, who, name, seq, letterdrafts.written(dossier, name, seq).typed).of(reader)
    if letter is None:
        raise Http404
    return letter


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@desk
def stop(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> HttpResponseBase:
    """Hold a letter back while it can be."""
    dossier = opened(who, number, "act")
    _may_decide(dossier, who, _draft(dossier, who, name, seq))
    if outbox.stop(dossier, name, seq, actor=who.actor, now=timezone.now()):
        messages.success(request, gettext("Tegengehouden. De brief staat weer klaar om te schrijven."))
    else:
        messages.error(request, gettext("Te laat: de brief is al weg. Stuur een verbetering."))
    back = str(request.POST.get("next", ""))
    return redirect(back if back.startswith(reverse("desk:worklist")) else reverse("desk:outbox"))


def _may_decide(dossier: OpenDossier, who: Signed, found: Draft) -> None:
    if is_party(dossier) or not may_send(dossier, who.role, found):
        raise Http404


@require_safe
@desk
def document(request: HttpRequest, who: Signed, number: str, document: UUID) -> HttpResponseBase:
    """A document as it is kept, such as a letter as it was sent."""
    dossier = opened(who, number)
    kept = next((one for one in dossier.documents if one.id == document), None)
    if kept is None or kept.kind in UNCHECKED:
        raise Http404
    try:
        _, media_type, content = read_document(dossier, document, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    own = media_type == PDF and kept.kind in OURS
    ending = guess_extension(media_type) or ""  # so that the calendar or the program for pictures opens it
    disposition = f'{"inline" if own else "attachment"}; filename="{number}-{document.hex[:8]}{ending}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
