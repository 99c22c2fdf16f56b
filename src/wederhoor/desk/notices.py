"""Meldingen: what somebody is told about their dossiers, and how they want to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
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
from wederhoor.insight.report.reminding import HANDED_IN
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.model import Regulation

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LATE_STAGES = ("passed", "late")

ICONS = {
    "assigned": "user", "new": "inbox", "message": "message-circle", "mention": "message", "letter failed": "mail", "due": "alert-circle",
    "aim": "clock", "near": "clock", "meeting": "calendar", "meeting off": "ban", "call": "phone",
    "answer": "message-circle", "help": "lifebuoy",
    "party": "message-circle",
    "quarantine": "shield-lock", "quarantine late": "alert-circle",
    "measure": "target", "own": "building-community", "own own": "building-community", "own measure": "target",
    "own signal": "alert-triangle", "own report": "chart-bar", "own affiliation": "building-community",
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
        "own": gettext("De organisatie moet zelf iets doen"),
    }[kind]  # fmt: skip


def own_words(topic: str) -> str:
    """The same of what the organisation itself must do."""
    return {
        "measure": gettext("Een maatregel of aanbeveling vraagt aandacht"), "signal": gettext("Een signaal wacht op u"),
        "report": gettext("Een rapport moet klaar"), "affiliation": gettext("Een aansluiting loopt af"),
        "own": gettext("De organisatie moet zelf iets doen"), HANDED_IN: gettext("Een verslag wacht op uw vaststelling"),
    }[topic]  # fmt: skip


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


def _members(who: Signed, found: Iterable[Told]) -> dict[str, str]:
    """The names of the members of a cooperative that own notices are about, by how those name them."""
    named = {which for told in found if told.code and (which := told.number.partition(":")[0]).isdecimal()}
    rows = Organisation.objects.filter(parent=who.tenant, pk__in=named) if named else []
    return {str(row.pk): row.name for row in rows}


def _row(told: Told, law: Regulation, members: Mapping[str, str]) -> dict[str, Any]:
    if told.code:
        return _own_row(told, law, members)
    return {
        "id": told.id.hex, "what": words(told.kind), "number": told.number, "mention": told.kind == "mention",
        "suspect": told.kind in (NOTICE, LATE),
        "when": told.at, "read": told.read, "icon": ICONS[told.kind],
    }  # fmt: skip


def _own_row(told: Told, law: Regulation, members: Mapping[str, str]) -> dict[str, Any]:
    """What the organisation itself must do: its name in the regulation, for which member or place it is, and its day."""
    topic, which = told.kind.removeprefix("own "), told.number.split(":")
    sort, _, name = told.code.rpartition(":")
    own: Mapping[str, Any] = law.meetings if sort == "meeting" else law.governance
    lists: dict[str, Mapping[str, Any]] = {"report": law.reports, "affiliation": law.external_bodies, "own": own}
    found = lists.get(topic, {}).get(name)
    day = next((date.fromisoformat(part) for part in which if DAY.fullmatch(part)), None)
    late, place = told.stage.startswith(LATE_STAGES), which[-1] if topic == "report" else members.get(which[0], "")
    said = [found.label if found else "", f"({place})" if place else ""]
    return {
        "id": told.id.hex, "what": own_words(HANDED_IN if told.stage == HANDED_IN else topic),
        "own": f"{topic}:{which[0]}", "detail": " ".join(filter(None, said)), "day": day,
        "late": late, "when": told.at, "read": told.read, "icon": ICONS[told.kind],
    }  # fmt: skip


def _own_address(own: str, who: Signed) -> str:
    """Where that is done."""
    topic, _, which = own.partition(":")
    if topic == "signal" and (found := _ids([which])):
        return reverse("desk:learning signal", args=[found[0]])
    if topic == "report" and (found := _ids([which])):
        return reverse("desk:report", args=[found[0]])
    if topic == "affiliation" and who.administers:
        return reverse("desk:manage contact")
    places = {"measure": "desk:measures", "signal": "desk:signals", "report": "desk:reports"}
    return reverse(places.get(topic, "desk:governance")) + ("?mine=1" if topic == "measure" else "")


@require_safe
@desk
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The notices, newest first."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    found, more = noticing.listed(who.tenant, who.actor, page=page)
    members = _members(who, found)
    context = frame(request, who, "notices") | {
        "rows": [_row(told, who.regulation, members) for told in found], "next_page": page + 1 if more else None,
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
    if ids and "own" in request.POST:
        return redirect(_own_address(request.POST["own"], who))
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
