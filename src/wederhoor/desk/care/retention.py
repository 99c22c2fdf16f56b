"""Keeping and destroying: what is due, held or unknown; the two steps of destroying, and the certificate that stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.correspondence import mail
from wederhoor.correspondence.certificate import certificate, in_words
from wederhoor.desk.care.frame import care_frame, destroys
from wederhoor.desk.dossier_page import head
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import destruction, holding, outbox, regulations, retaining
from wederhoor.dossier.destruction import Held, TooEarly
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.models import Tombstone
from wederhoor.dossier.retaining import Kept

TERMS = {
    "1 year": gettext_lazy("1 jaar"), "2 years": gettext_lazy("2 jaar"), "3 years": gettext_lazy("3 jaar"),
    "5 years": gettext_lazy("5 jaar"),
}  # fmt: skip


class TermForm(forms.Form):
    """How long, where the regulation does not say it; and when the organisation decided that."""

    term = forms.ChoiceField(label=gettext_lazy("Bewaren na sluiten"), choices=list(TERMS.items()), initial="2 years")
    decided_on = forms.DateField(
        label=gettext_lazy("Besloten op"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(forms.Form):
    """The number of the dossier, typed: destroying cannot be undone."""

    number = forms.CharField(label=gettext_lazy("Typ het nummer van het dossier"), max_length=20)

    def __init__(self, wanted: str, data: Any = None) -> None:
        super().__init__(data)
        self.wanted = wanted

    def clean_number(self) -> str:
        typed = str(self.cleaned_data["number"]).strip().upper()
        if typed != self.wanted:
            raise forms.ValidationError(
                gettext("Dit is niet het nummer van dit dossier: %(number)s.") % {"number": self.wanted}
            )
        return typed


def _row(kept: Kept) -> dict[str, Any]:
    late = kept.days_late(timezone.localdate())
    words = (
        ngettext("%(n)s dag te laat", "%(n)s dagen te laat", late) % {"n": late} if late else gettext("vanaf vandaag")
    )
    return {
        "number": kept.number, "url": reverse("desk:dossier", args=[kept.number]), "closed_on": kept.closed_on, "until": kept.until,
        "source": kept.source, "words": words, "tone": "danger" if late else "warning",
        "destroy_url": reverse("desk:destroy", args=[kept.number]), "hold_url": reverse("desk:hold", args=[kept.number]),
    }  # fmt: skip


def _stone(stone: Tombstone) -> dict[str, Any]:
    roles = regulations.pinned(stone.regulation).roles
    return {
        "number": stone.number, "closed_on": stone.closed_on, "destroyed": stone.destroyed,
        "role": roles[stone.role].label if stone.role in roles else stone.role,
        "url": reverse("desk:certificate", args=[stone.dossier_id]),
    }  # fmt: skip


def _must_destroy(who: Signed) -> None:
    if not destroys(who):
        raise Http404


@require_http_methods(["GET", "POST"])
@desk
def retention(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Due, unknown and held dossiers, and what was destroyed. POST chooses the term of a regulation that states none."""
    _must_destroy(who)
    form = TermForm(request.POST if request.method == "POST" else None)
    now, provider = timezone.now(), request.POST.get("regulation", "")
    try:
        found = retaining.retention(who.tenant, actor=who.actor, now=now)
        if request.method == "POST" and provider in found.without_term and form.is_valid():
            given = form.cleaned_data
            retaining.choose(who.tenant, provider, given["term"], given["decided_on"], actor=who.actor, now=now)
            messages.success(request, gettext("De bewaartermijn is vastgelegd."))
            return redirect("desk:retention")
        stones = retaining.tombstones(who.tenant, actor=who.actor, now=now)
    except NotFound:
        raise Http404 from None
    context = care_frame(request, who, "retention") | {
        "due": [_row(k) for k in found.due], "unknown": [_row(k) for k in found.unknown], "held": [_row(k) for k in found.held],
        "coming": found.coming, "without_term": [(code, _title(found, code)) for code in found.without_term], "form": form,
        "stones": [_stone(stone) for stone in stones],
    }  # fmt: skip
    return render(request, "desk/care/retention.html", context, status=422 if form.errors else 200)


def _title(found: retaining.Retention, provider: str) -> str:
    file = next(kept.file for kept in found.unknown if kept.source == provider)
    return regulations.pinned(file).title


@require_http_methods(["GET", "POST"])
@desk
def destroy(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """First what would go (GET), then destroying it with the number typed (POST)."""
    dossier, now = opened(who, number, "destroy"), timezone.now()
    form = ConfirmForm(number, request.POST if request.method == "POST" else None)
    try:
        rows = destruction.counted(dossier, actor=who.actor, now=now)
        if request.method == "POST" and form.is_valid():
            return _destroyed(request, who, dossier)
    except (TooEarly, Held) as because:
        held = isinstance(because, Held)
        early = gettext("De bewaartermijn is niet voorbij, of niet bekend.")
        words = gettext("Er ligt een verbod op vernietigen.") if held else early
        context = frame(request, who, "care") | {"dossier": head(dossier), "because": words}
        return render(request, "desk/care/destroy.html", context, status=409)
    context = frame(request, who, "care") | {"dossier": head(dossier), "form": form, "rows": in_words(rows)}
    return render(request, "desk/care/destroy.html", context, status=422 if form.errors else 200)


def _destroyed(request: HttpRequest, who: Signed, dossier: OpenDossier) -> HttpResponseBase:
    now = timezone.now()
    mailed = outbox.message_ids(dossier)
    stone = destruction.destroy(dossier, actor=who.actor, now=now)
    mail.forget(settings.MAIL_FOLDER, mailed)
    destruction.keep_certificate(stone, certificate(stone, dossier.regulation), actor=who.actor, now=now)
    messages.success(request, gettext("Dossier %(number)s is vernietigd.") % {"number": stone.number})
    return redirect("desk:retention")


@require_safe
@desk
def paper(request: HttpRequest, who: Signed, dossier: UUID) -> HttpResponseBase:
    """The certificate; made now when it could not be made at the time."""
    now = timezone.now()
    try:
        stone, pdf = destruction.certificate(who.tenant, dossier, actor=who.actor, now=now)
    except NotFound:
        raise Http404 from None
    if not pdf:
        pdf = certificate(stone, regulations.pinned(stone.regulation))
        destruction.keep_certificate(stone, pdf, actor=who.actor, now=now)
    name = f'inline; filename="vernietigd-{stone.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@require_http_methods(["GET", "POST"])
@desk
def hold(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The holds of a dossier; POST makes one, or with `lift` ends one. Both ask why."""
    dossier, now = opened(who, number, "hold"), timezone.now()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _held(request, who, dossier, form.cleaned_data["reason"])
    rows = holding.holds(dossier, actor=who.actor, now=now)
    roles = dossier.regulation.roles
    shown = [
        {"id": h.id.hex, "since": h.since, "role": roles[h.role].label, "reason": h.reason, "lifted": h.lifted,
         "lifted_role": roles[h.lifted_role].label if h.lifted_role in roles else "", "lifted_reason": h.lifted_reason}
        for h in rows
    ]  # fmt: skip
    context = frame(request, who, "care") | {
        "dossier": head(dossier), "form": form, "holds": shown, "running": next((h["id"] for h in shown if not h["lifted"]), ""),
        "may_hold": dossier.regulation.retention.hold,
    }  # fmt: skip
    return render(request, "desk/care/hold.html", context, status=422 if form.errors else 200)


def _held(request: HttpRequest, who: Signed, dossier: OpenDossier, reason: str) -> HttpResponseBase:
    lifted, now = request.POST.get("lift", ""), timezone.now()
    try:
        if lifted:
            holding.lift(dossier, UUID(lifted), reason, actor=who.actor, now=now)
        else:
            holding.hold(dossier, reason, actor=who.actor, now=now)
    except (NotFound, ValueError):
        raise Http404 from None
    messages.success(
        request, gettext("Het verbod is opgeheven.") if lifted else gettext("Het dossier wordt vastgehouden.")
    )
    return redirect("desk:hold", dossier.number)
