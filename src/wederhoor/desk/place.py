"""Where a complaint was and which team it is about, when that was not known at the reception or turned out otherwise."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wederhoor.desk import tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import people, placing, titling
from wederhoor.dossier.door import OpenDossier
from wederhoor.organisations.models import Account, Location, Team


def contradiction(found: placing.Elsewhere) -> str:
    """That a team and a place do not go together, with both names."""
    words = gettext("%(team)s werkt in %(there)s, en u koos %(here)s. Kies een van de twee.")
    return words % {"team": found.team.name, "there": found.team.location, "here": found.location}


class PlaceForm(forms.Form):
    """One location and one team, of this provider; and what stood there when the form was made."""

    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    title = forms.CharField(
        label=_("Titel van het dossier"), required=False, max_length=titling.LONGEST,
        help_text=_("Een paar woorden, zonder namen. De titel staat in lijsten en boven elke brief, ook aan de andere kant."),
    )  # fmt: skip
    location = forms.ModelChoiceField(
        Location.objects.none(), label=_("Waar was het?"), required=False, empty_label=_("Niet bekend")
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Over welk team gaat het?"), required=False, empty_label=_("Niet bekend"),
        help_text=_("Teams staan bij Beheer, Locaties en teams."),
    )  # fmt: skip

    def __init__(self, dossier: OpenDossier, data: Any = None) -> None:
        known = {
            "location": dossier.row.location_id,
            "team": dossier.row.team,
            "title": dossier.subject,
            "seen": _written(dossier),
        }
        super().__init__(data, initial=known)
        there = placing.places_of(dossier)
        for name, model in (("location", Location), ("team", Team)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = model.objects.filter(organisation__in=there).order_by("name")

    def clean(self) -> dict[str, Any]:
        """A team that works at one place goes with no other."""
        given = super().clean() or {}
        try:
            given["location"], given["team"] = placing.together(given.get("location"), given.get("team"))
        except placing.Elsewhere as found:
            self.add_error("location", contradiction(found))
        return given

    @property
    def before(self) -> placing.Place | None:
        """What stood there when the form was made, as it says itself."""
        location, found, rest = str(self.cleaned_data.get("seen") or "").partition("/")
        team = rest.partition("/")[0]
        if not found or not (location + team).isdecimal():
            return None
        return int(location) or None, int(team) or None

    def retitled(self, dossier: OpenDossier) -> bool:
        """Whether somebody else gave it another title since the form was made."""
        title = str(self.cleaned_data.get("seen") or "").rpartition("/")
        return "/" in title[0] and title[2] != _mark(dossier) and self.cleaned_data["title"] != dossier.subject


def _mark(dossier: OpenDossier) -> str:
    return sha256(dossier.subject.encode()).hexdigest()[:16]


def _written(dossier: OpenDossier) -> str:
    location, team = placing.place_of(dossier.row)
    return f"{location or 0}/{team or 0}/{_mark(dossier)}"


def _earlier(dossier: OpenDossier) -> list[dict[str, Any]]:
    """What stood there before, with who put it right and when; a place or team that is gone has no name any more."""
    rows = placing.before(dossier)
    places = Location.objects.in_bulk({row.location for row in rows})
    teams = Team.objects.in_bulk({row.team for row in rows})
    people = {
        one.hex: name for one, name in Account.objects.filter(pk__in={row.by for row in rows}).values_list("pk", "name")
    }
    return [
        {
            "words": " · ".join(str(one) for one in (places.get(row.location), teams.get(row.team)) if one) or gettext("Niet bekend"),
            "until": row.until, "by": people.get(row.by, ""),
        }
        for row in rows
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@desk
def place(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """Say where it was and which team it is about."""
    dossier = opened(who, number, "act")
    if not people.keeps(dossier):
        raise Http404
    form = PlaceForm(dossier, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if form.retitled(dossier):
            return _overtaken(request, who, number)
        now = timezone.now()
        try:
            titling.put_right(
                dossier, given["title"], given["location"], given["team"], actor=who.actor, now=now, seen=form.before
            )
        except (placing.Overtaken, titling.Retitled):
            return _overtaken(request, who, number)
        messages.success(request, gettext("Titel, locatie en team zijn bewaard."))
        return redirect("desk:dossier", number)
    return _page(request, who, dossier, form, status=422 if form.errors else 200)


def _overtaken(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The form with what was chosen, and what somebody else made of it meanwhile; sent again it counts."""
    fresh = opened(who, number, "act")
    typed = request.POST.copy()
    typed["seen"] = _written(fresh)
    now = " · ".join(str(one) for one in (fresh.subject, fresh.row.location, placing.team_name(fresh.row)) if one)
    return _page(request, who, fresh, PlaceForm(fresh, typed), now=now or gettext("Niet bekend"), status=409)


def _page(
    request: HttpRequest, who: Signed, dossier: OpenDossier, form: PlaceForm, *, now: str = "", status: int
) -> HttpResponseBase:
    context = tabs.page(request, who, dossier, "overview") | {
        "form": form,
        "overtaken": now,
        "earlier": _earlier(dossier),
    }
    return render(request, "desk/place.html", context, status=status)
