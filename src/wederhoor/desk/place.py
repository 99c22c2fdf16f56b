"""Where a complaint was and which team it is about, when that was not known at the reception or turned out otherwise."""

from __future__ import annotations

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
from wederhoor.dossier import people, placing
from wederhoor.dossier.door import OpenDossier
from wederhoor.organisations.models import Location, Team


class PlaceForm(forms.Form):
    """One location and one team, of this provider."""

    location = forms.ModelChoiceField(
        Location.objects.none(), label=_("Waar was het?"), required=False, empty_label=_("Niet bekend")
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Over welk team gaat het?"), required=False, empty_label=_("Niet bekend"),
        help_text=_("Teams staan bij Beheer, Locaties en teams."),
    )  # fmt: skip

    def __init__(self, dossier: OpenDossier, data: Any = None) -> None:
        super().__init__(data, initial={"location": dossier.row.location_id, "team": dossier.row.team})
        there = placing.places_of(dossier)
        for name, model in (("location", Location), ("team", Team)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = model.objects.filter(organisation__in=there).order_by("name")


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
        placing.put_right(dossier, given["location"], given["team"], actor=who.actor, now=timezone.now())
        messages.success(request, gettext("Locatie en team zijn bewaard."))
        return redirect("desk:dossier", number)
    context = tabs.page(request, who, dossier, "overview") | {"form": form}
    return render(request, "desk/place.html", context, status=422 if form.errors else 200)
