"""The post: mail that came in and waits for a person to file it in a dossier, make it a complaint, or set it aside."""

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
from django.views.decorators.http import require_POST, require_safe

from wederhoor.correspondence.inbox.filing import file_in
from wederhoor.correspondence.inbox.reading import Incoming, read_mail
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import post
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.post import Kept, Line, State
from wederhoor.procedure.commands import Refusal

SHOWN = {
    "waiting": post.WAITING, "aside": (State.ASIDE,), "filed": (State.FILED,),
}  # fmt: skip
TONES = {State.NEW: "info", State.MATCHED: "success", State.BOUNCED: "danger", State.UNREADABLE: "warning"}


class FilingForm(forms.Form):
    """Which dossier, and whether the complainant says it."""

    number = forms.CharField(label="Nummer van het dossier", max_length=20)
    whose = forms.ChoiceField(
        label="Van wie is dit bericht?", widget=forms.RadioSelect(),
        choices=[("complainant", "Van de klager, of namens de klager"), ("other", "Van iemand anders: alleen als stuk bewaren")],
    )  # fmt: skip


class AsideForm(forms.Form):
    """Why it is not for a dossier."""

    reason = forms.ChoiceField(label="Waarom hoort dit niet in een dossier?", choices=list(post.REASONS.items()))


def _row(line: Line, tab: str) -> dict[str, Any]:
    row = line.row
    return {
        "id": row.id, "subject": line.subject or gettext("(zonder onderwerp)"), "sender": line.sender, "when": row.came,
        "state": State(row.state).label, "tone": TONES.get(State(row.state), "neutral"), "dossier": row.dossier,
        "url": f"{reverse('desk:post one', args=[row.id])}?tab={tab}",
    }  # fmt: skip


def _tabs(tab: str) -> list[dict[str, Any]]:
    labels = {"waiting": gettext("Te doen"), "aside": gettext("Opzij gezet"), "filed": gettext("In een dossier")}
    address = reverse("desk:post")
    return [{"label": labels[code], "url": f"{address}?tab={code}", "current": code == tab} for code in SHOWN]


def _listed(who: Signed, tab: str) -> list[Line]:
    try:
        return post.listed(who.tenant, SHOWN[tab], actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None


def _opened(who: Signed, record: UUID) -> Kept:
    try:
        return post.opened(who.tenant, record, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None


def _tab(request: HttpRequest) -> str:
    tab = request.GET.get("tab", "waiting")
    return tab if tab in SHOWN else "waiting"


def _read(kept: Kept) -> Incoming | None:
    return read_mail(kept.raw) if kept.raw and kept.row.state != State.UNREADABLE else None


def _files(kept: Kept, mail: Incoming) -> list[dict[str, Any]]:
    return [
        {"label": file.name, "size": len(file.content), "url": reverse("desk:post file", args=[kept.row.id, n])}
        for n, file in enumerate(mail.attachments)
    ]


def _shown(kept: Kept, form: FilingForm | None) -> dict[str, Any]:
    mail, row, key = _read(kept), kept.row, [kept.row.id]
    whose = "complainant" if row.known_sender or not row.dossier else "other"
    return {
        "row": row, "mail": mail, "state": State(row.state).label, "tone": TONES.get(State(row.state), "neutral"),
        "html": mark_safe(mail.html) if mail and not mail.text else "",  # noqa: S308  # cleaned by inbox.cleaning
        "files": _files(kept, mail) if mail else [], "raw_url": reverse("desk:post original", args=key) if kept.raw else "",
        "reason": post.REASONS.get(row.reason, ""), "filing": form or FilingForm(initial={"number": row.dossier, "whose": whose}),
        "aside": AsideForm(), "file_url": reverse("desk:post filing", args=key), "aside_url": reverse("desk:post aside", args=key),
        "back_url": reverse("desk:post back", args=key), "dossier_url": reverse("desk:dossier", args=[row.dossier]) if row.dossier else "",
        "complaint_url": f"{reverse('desk:new')}?mail={row.id}", "filed": row.state == State.FILED, "is_aside": row.state == State.ASIDE,
    }  # fmt: skip


def _page(request: HttpRequest, who: Signed, kept: Kept | None, form: FilingForm | None = None) -> HttpResponseBase:
    tab = _tab(request)
    rows = [
        _row(line, tab) | {"current": kept is not None and line.row.id == kept.row.id} for line in _listed(who, tab)
    ]
    context = frame(request, who, "post") | {
        "tabs": _tabs(tab),
        "rows": rows,
        "one": _shown(kept, form) if kept else None,
    }
    return render(request, "desk/post.html", context, status=422 if form else 200)


@require_safe
@desk
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The mail that waits, that was set aside, or that was filed."""
    return _page(request, who, None)


@require_safe
@desk
def one(request: HttpRequest, who: Signed, record: UUID) -> HttpResponseBase:
    """One mail, with what can be done with it."""
    return _page(request, who, _opened(who, record))


@require_POST
@desk
def filing(request: HttpRequest, who: Signed, record: UUID) -> HttpResponseBase:
    """Put it in a dossier."""
    form, kept = FilingForm(request.POST), _opened(who, record)
    if not form.is_valid():
        return _page(request, who, kept, form)
    number, mine = form.cleaned_data["number"].strip().upper(), form.cleaned_data["whose"] == "complainant"
    try:
        done = file_in(who.tenant, record, number, of_complainant=mine, actor=who.actor, now=timezone.now())
    except NotFound:
        form.add_error("number", gettext("Dit dossier is er niet, of niet voor u. Kijk het nummer na."))
        return _page(request, who, kept, form)
    if isinstance(done, Refusal):
        form.add_error(None, f"{done.because} ({done.source})")
        return _page(request, who, kept, form)
    messages.success(request, gettext("Het bericht staat in dossier %(number)s.") % {"number": number})
    for name, because in done.refused:
        messages.warning(request, f"{name}: {because}")
    return redirect("desk:post")


@require_POST
@desk
def aside(request: HttpRequest, who: Signed, record: UUID) -> HttpResponseBase:
    """Not for a dossier."""
    form, kept = AsideForm(request.POST), _opened(who, record)
    if not form.is_valid():
        return _page(request, who, kept)
    post.set_aside(who.tenant, kept.row.id, form.cleaned_data["reason"], actor=who.actor, now=timezone.now())
    messages.success(request, gettext("Het bericht is opzij gezet. U vindt het terug onder ‘Opzij gezet’."))
    return redirect("desk:post")


@require_POST
@desk
def back(request: HttpRequest, who: Signed, record: UUID) -> HttpResponseBase:
    """Back to what is to be done."""
    kept = _opened(who, record)
    post.take_back(who.tenant, kept.row.id, actor=who.actor, now=timezone.now())
    return redirect("desk:post one", record)


def _download(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_safe
@desk
def original(request: HttpRequest, who: Signed, record: UUID) -> HttpResponseBase:
    """The mail as it came."""
    kept = _opened(who, record)
    if not kept.raw:
        raise Http404
    return _download(kept.raw, f"mail-{record.hex[:8]}.eml")


@require_safe
@desk
def attachment(request: HttpRequest, who: Signed, record: UUID, index: int) -> HttpResponseBase:
    """A file that came with a mail, to keep: never shown in the browser, because nobody checked it."""
    mail = _read(_opened(who, record))
    if mail is None or index >= len(mail.attachments):
        raise Http404
    ending = mail.attachments[index].name.rpartition(".")[2]
    return _download(mail.attachments[index].content, f"bijlage-{index + 1}.{ending if ending.isalnum() else 'bin'}")
