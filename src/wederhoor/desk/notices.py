"""Meldingen: what somebody is told about their dossiers, and how they want to be told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wederhoor.desk.dossier_page import FROM_MENTION
from wederhoor.desk.learning.measures.viewing import mine_waiting
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import notices, noticing
from wederhoor.dossier.noticing import Told
from wederhoor.dossier.quarantine import LATE, NOTICE

ICONS = {
    "assigned": "user", "new": "inbox", "message": "message-circle", "mention": "message", "letter failed": "mail", "due": "alert-circle",
    "aim": "clock", "near": "clock", "meeting": "calendar", "meeting off": "ban", "call": "phone",
    "answer": "message-circle", "help": "lifebuoy",
    "party": "message-circle",
    "quarantine": "shield-lock", "quarantine late": "alert-circle",
    "measure": "target",
}  # fmt: skip


def words(kind: str) -> str:
    """What a kind of notice says, without the dossier."""
    return {
        "assigned": gettext("U bent aangewezen"), "new": gettext("Nieuwe klacht"), "message": gettext("De klager deed iets"),
        "mention": gettext("U bent genoemd in een notitie"), "letter failed": gettext("Een brief kwam niet aan"),
        "due": gettext("Een termijn is voorbij"), "aim": gettext("Een streefdatum is voorbij"), "meeting": gettext("Gesprek gepland"),
        "meeting off": gettext("Een gesprek gaat niet door"), "call": gettext("Iemand wil een brief van u horen"),
        "answer": gettext("Een vraag is beantwoord"), "help": gettext("Iemand vraagt hulp bij het opschrijven"),
        "near": gettext("Een streefdatum komt dichtbij"),
        "party": gettext("Iemand uit de klacht deed iets"),
        "quarantine": gettext("Een bericht wacht in quarantaine"),
        "quarantine late": gettext("Een bericht wacht al een werkdag in quarantaine"),
        "measure": gettext("Een maatregel of aanbeveling vraagt aandacht"),
    }[kind]  # fmt: skip


class HowForm(forms.Form):
    """One choice per kind of notice."""

    def __init__(self, chosen: dict[str, str], data: Any = None) -> None:
        super().__init__(data)
        ways = [
            ("once", gettext("Hier en meteen per mail")), ("daily", gettext("Hier en één keer per dag per mail")),
            ("app", gettext("Alleen hier")), ("none", gettext("Niet")),
        ]  # fmt: skip
        self.names = {kind.replace(" ", "_"): kind for kind in notices.USUAL}
        for name, kind in self.names.items():
            self.fields[name] = forms.ChoiceField(choices=ways, label=words(kind), initial=chosen[kind])

    @property
    def how(self) -> dict[str, str]:
        """The choice per kind."""
        return {kind: str(self.cleaned_data[name]) for name, kind in self.names.items()}


def _row(told: Told) -> dict[str, Any]:
    return {
        "id": told.id.hex, "what": words(told.kind), "number": told.number, "mention": told.kind == "mention",
        "suspect": told.kind in (NOTICE, LATE),
        "when": told.at, "read": told.read, "icon": ICONS[told.kind],
    }  # fmt: skip


@require_safe
@desk
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The notices, newest first."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    found, more = noticing.listed(who.tenant, who.actor, page=page)
    context = frame(request, who, "notices") | {
        "rows": [_row(told) for told in found], "next_page": page + 1 if more else None,
        "previous_page": page - 1 if page > 1 else None, "measures": mine_waiting(who), "waiting": any(not told.read for told in found),
    }  # fmt: skip
    return render(request, "desk/notices.html", context)


def _ids(given: list[str]) -> list[UUID]:
    return [UUID(hex=text) for text in given if len(text) == 32 and set(text) <= set("0123456789abcdef")]


@require_POST
@desk
def read(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Mark one notice read and go to its dossier, or mark all of them read."""
    ids = _ids(request.POST.getlist("notice"))
    noticing.read(who.tenant, who.actor, ids if "notice" in request.POST else None, now=timezone.now())
    number = request.POST.get("number", "")
    if ids and "suspect" in request.POST:
        return redirect("desk:quarantine")
    if ids and number and "/" not in number:
        address = reverse("desk:dossier", args=[number])
        return redirect(f"{address}?{FROM_MENTION}" if FROM_MENTION in request.POST else address)
    return redirect("desk:notices")


@require_http_methods(["GET", "POST"])
@desk
def how(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """How somebody wants to be told, per kind."""
    form = HowForm(noticing.chosen(who.tenant, who.actor), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        noticing.choose(who.tenant, who.actor, form.how)
        messages.success(request, gettext("Uw keuze is bewaard."))
        return redirect("desk:notices")
    context = frame(request, who, "notices") | {"form": form}
    return render(request, "desk/notices_how.html", context, status=422 if form.errors else 200)
