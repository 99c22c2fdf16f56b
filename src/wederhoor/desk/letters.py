"""Letters: those of a dossier with what is missing in them, sending, and the register of all letters that were sent or wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.correspondence.dispatch import Draft, as_sent, draft, send
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.desk.dossier_page import head, is_party, may_send
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import queries
from wederhoor.dossier.door import NotFound, OpenDossier, read_document


class MissingForm(forms.Form):
    """The parts of a letter that are still empty."""

    def __init__(self, parts: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name, label in parts:
            self.fields[name] = forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _typed(request: HttpRequest) -> dict[str, str]:
    """The parts typed for this letter. They stay in the form until the letter is sent and sealed: nothing is kept elsewhere."""
    if request.method != "POST":
        return {}
    return {
        name: str(text)
        for name, text in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "send", "save") and text
    }


def _draft(dossier: OpenDossier, name: str, seq: int, typed: dict[str, str]) -> Draft:
    found = draft(dossier, name, seq, timezone.now(), typed)
    if found is None or (is_party(dossier) and not found.sent):
        raise Http404
    return found


def _parts(found: Draft, typed: dict[str, str]) -> list[tuple[str, str]]:
    """The parts to fill in: those typed before, and those still missing."""
    names = dict.fromkeys([*typed, *(name for name, _ in found.missing)])
    return [(name, PLACEHOLDERS[name].label) for name in names if name in PLACEHOLDERS]


def _html(dossier: OpenDossier, found: Draft) -> str:
    """A letter that was sent as it was sent; another as it will be."""
    if found.sent:
        kept = as_sent(dossier, found, actor=dossier.actor, now=timezone.now())
        return kept or f"<p>{gettext('Open de brief als PDF.')}</p>"
    return found.letter.html if found.letter else f"<p>{gettext('Vul eerst de onderdelen in die nog missen.')}</p>"


def _context(
    request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft, typed: dict[str, str]
) -> dict[str, Any]:
    stored = next((d for d in dossier.documents if d.id == found.sent), None)
    pdf = reverse("desk:document", args=[dossier.number, found.sent]) if found.sent else ""
    return frame(request, who, "letters") | {
        "dossier": head(dossier),
        "letter": {
            "label": found.label, "to": found.recipient, "html": mark_safe(_html(dossier, found)),  # noqa: S308  # composed and cleaned by correspondence
            "sent_on": stored.added if stored else None, "way": "", "pdf_url": pdf,
            "problems": [gettext("Nog leeg: %(part)s") % {"part": label} for _, label in found.missing],
        },
        "form": MissingForm(_parts(found, typed), initial=typed),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk
def letter(request: HttpRequest, who: Signed, number: str, name: str, seq: int) -> HttpResponseBase:
    """A letter as it will go out, with what is missing. POST shows it with what was typed, or with `send` sends it."""
    sending = "send" in request.POST
    dossier, typed = opened(who, number, "act" if sending else "read"), _typed(request)
    found = _draft(dossier, name, seq, typed)
    if not found.sent and not may_send(dossier, who.role, found):
        raise Http404
    if sending and not found.missing and found.letter:
        return _sent(request, who, dossier, found)
    status = 422 if sending else 200
    return render(request, "desk/letter.html", _context(request, who, dossier, found, typed), status=status)


def send_out(request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft) -> None:
    """Post a letter and say so; it leaves after a few minutes, in which it can still be stopped."""
    send(dossier, found, actor=who.actor, now=timezone.now(), by_mail=True)
    messages.success(request, gettext("Brief staat klaar om te vertrekken: %(label)s") % {"label": found.label})


def _sent(request: HttpRequest, who: Signed, dossier: OpenDossier, found: Draft) -> HttpResponseBase:
    if not found.sent:
        send_out(request, who, dossier, found)
    return redirect("desk:dossier", dossier.number)


@require_safe
@desk
def document(request: HttpRequest, who: Signed, number: str, document: UUID) -> HttpResponseBase:
    """A document as it is kept, such as a letter as it was sent."""
    dossier = opened(who, number)
    try:
        _, media_type, content = read_document(dossier, document, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    ending = ".pdf" if media_type == "application/pdf" else ""
    disposition = f'inline; filename="{number}-{document.hex[:8]}{ending}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


@require_safe
@desk
def register(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The register of letters: which letter of which dossier was sent when."""
    found = queries.letters(who.tenant, who.actor, now=timezone.now())
    rows = [
        {"number": n, "label": label, "when": when, "url": reverse("desk:document", args=[n, document])}
        for n, label, when, document in found
    ]
    return render(request, "desk/letters.html", frame(request, who, "letters") | {"letters": rows})
