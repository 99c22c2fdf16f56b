"""Locations, teams, contact points and affiliations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence.lapsing import AHEAD
from wederhoor.desk.absence import DAY
from wederhoor.desk.manage.page import Place, frame_of, manages
from wederhoor.desk.manage.start import unreachable
from wederhoor.dossier.placing import left_behind
from wederhoor.organisations.contacts import WAYS, is_provider, points
from wederhoor.organisations.models import Account, Affiliation, ContactPoint, Location, Organisation, Team
from wederhoor.organisations.staffing import complaining_roles
from wederhoor.procedure.affiliating import joinable
from wederhoor.procedure.model import Regulation

SEEN = "seen"
"""In the form of a team that moves, once it was said how many dossiers stay where they were: that number."""


class LocationForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """A place where care is given."""

    class Meta:
        model = Location
        fields = ("name", "city", "group")
        labels = {
            "name": gettext_lazy("Naam van de locatie"), "city": gettext_lazy("Plaats"), "group": gettext_lazy("Groep in rapporten"),
        }  # fmt: skip
        help_texts = {"group": gettext_lazy("Kleine locaties samen, zodat een rapport niemand aanwijst.")}

    def keep(self, row: Organisation) -> None:
        """Add it, with a short name of its own for addresses."""
        location = self.save(commit=False)
        base = slugify(location.name)[:40] or "locatie"
        taken = set(row.locations.values_list("code", flat=True))
        location.organisation = row
        location.code = next(code for n in range(1, 1000) if (code := base if n == 1 else f"{base}-{n}") not in taken)
        location.save()


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """People who work together."""

    class Meta:
        model = Team
        fields = ("name", "location", "members")
        labels = {
            "name": gettext_lazy("Naam van het team"),
            "location": gettext_lazy("Locatie"),
            "members": gettext_lazy("Mensen"),
        }
        widgets = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance.organisation = place.organisation
        complaining = complaining_roles(place.regulation) if place.regulation else []
        colleagues = row.memberships.exclude(role__in=complaining)
        here = Account.objects.filter(memberships__in=colleagues, is_active=True).distinct().order_by("name")
        self.fields["members"] = forms.ModelMultipleChoiceField(
            here, label=gettext("Mensen"), required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["location"] = forms.ModelChoiceField(row.locations.all(), label=gettext("Locatie"), required=False)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = Team.objects.filter(organisation=self.instance.organisation, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(gettext("Er is al een team met deze naam."))
        return name


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """How to reach one contact point here."""

    class Meta:
        model = ContactPoint
        fields = ("telephone", "mail", "web", "post")
        labels = {
            "telephone": gettext_lazy("Telefoon"), "mail": gettext_lazy("E-mailadres"), "web": gettext_lazy("Website"),
            "post": gettext_lazy("Postadres"),
        }  # fmt: skip


class AffiliationForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """Affiliated with which body, from and until."""

    class Meta:
        model = Affiliation
        fields = ("body", "number", "since", "until")
        labels = {
            "body": gettext_lazy("Instantie"), "number": gettext_lazy("Lidnummer"), "since": gettext_lazy("Vanaf"),
            "until": gettext_lazy("Tot en met"),
        }  # fmt: skip
        widgets = {"since": DAY, "until": DAY}

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            raise forms.ValidationError(gettext("De laatste dag ligt voor de eerste."))
        return found


def _removed(request: HttpRequest, place: Place) -> bool:
    """Remove what the button names: 'location-3', 'team-1', 'affiliation-2'."""
    kind, _, key = request.POST.get("remove", "").partition("-")
    rows: dict[str, Any] = {
        "location": place.organisation.locations, "team": place.organisation.teams, "affiliation": place.organisation.affiliations,
    }  # fmt: skip
    if kind not in rows or not key.isdecimal():
        raise Http404
    try:
        return bool(rows[kind].filter(pk=key).delete()[0])
    except ProtectedError:
        messages.error(request, gettext("Deze locatie hoort bij een dossier en blijft."))
        return False


@require_http_methods(["GET", "POST"])
@manages
def places(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Locations and teams."""
    asked = request.POST.get("kind") if request.method == "POST" else ""
    location = LocationForm(request.POST if asked == "location" else None, prefix="l")
    team = TeamForm(request.POST if asked == "team" else None, prefix="t", place=place)
    if request.method == "POST":
        if "remove" in request.POST:
            done = _removed(request, place)
        elif asked == "location" and location.is_valid():
            location.keep(place.organisation)
            done = True
        else:
            done = asked == "team" and team.is_valid() and bool(team.save())
        if done or "remove" in request.POST:
            return redirect("desk:manage places")
    context = frame_of(request, place, "manage places") | {
        "locations": place.organisation.locations.all(),
        "teams": place.organisation.teams.prefetch_related("members").select_related("location"),
        "location_form": location, "team_form": team, "form": team if asked == "team" else location,
    }  # fmt: skip
    return render(request, "desk/manage/places.html", context, status=422 if location.errors or team.errors else 200)


@require_http_methods(["GET", "POST"])
@manages
def change_place(request: HttpRequest, place: Place, kind: str, key: int) -> HttpResponseBase:
    """Another name, other people: what is about it stays about it."""
    row = place.organisation
    one: Any = (row.teams if kind == "team" else row.locations).filter(pk=key).first()
    if one is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form: Any = TeamForm(data, instance=one, place=place) if kind == "team" else LocationForm(data, instance=one)
    left = _left_behind(form, request.POST.get(SEEN, "")) if form.is_bound and form.is_valid() else 0
    if form.is_bound and form.is_valid() and not left:
        form.save()
        messages.success(request, gettext("%(name)s is bewaard.") % {"name": one.name})
        return redirect("desk:manage places")
    context = frame_of(request, place, "manage places") | {"form": form, "one": one, "left": left}
    return render(request, "desk/manage/place.html", context, status=422 if form.errors or left else 200)


def _left_behind(form: Any, seen: str) -> int:
    """Of a team that moves the number of dossiers that stay where they were; 0 when that was seen, or nobody moves."""
    if not isinstance(form, TeamForm) or "location" not in form.changed_data:
        return 0
    left = left_behind(form.instance, form.cleaned_data["location"])
    return 0 if str(left) == seen else left


def affiliation_words(row: Affiliation, place: Place) -> dict[str, Any]:
    """An affiliation with how long it still holds: a warning 90 and 30 days before, red when it lapsed."""
    left = row.days_left(place.today)
    tone = "neutral" if left is None else "danger" if left < 0 else "warning" if left <= max(AHEAD) else "success"
    words = (
        gettext("zonder einddatum")
        if left is None
        else gettext("verlopen")
        if left < 0
        else gettext("nog %s dagen") % left
    )
    if left is not None and 0 <= left <= min(AHEAD):
        tone = "danger"
    regulation = place.regulation
    bodies = regulation.external_bodies if regulation else {}
    return {
        "row": row,
        "body": bodies[row.body].label if row.body in bodies else row.body,
        "words": words,
        "tone": tone,
    }


def _points(place: Place) -> list[dict[str, Any]]:
    own = {row.code: row for row in place.organisation.contact_points.all()}
    listed = points(place.regulation, place.organisation) if place.regulation else {}
    return [
        {"code": code, "point": point, "own": own.get(code), "missing": unreachable(point) and code not in own}
        for code, point in listed.items()
        if point.role
    ]


@require_http_methods(["GET", "POST"])
@manages
def contact(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Contact points and affiliations."""
    asked = request.POST.get("kind") if request.method == "POST" else ""
    regulation = place.regulation
    form = AffiliationForm(request.POST if asked == "affiliation" else None)
    bodies = [(code, body.label) for code, body in joinable(regulation).items()] if regulation else []
    if bodies:
        form.fields["body"] = forms.ChoiceField(label=gettext("Instantie"), choices=bodies)
    if request.method == "POST" and "remove" in request.POST:
        _removed(request, place)
        return redirect("desk:manage contact")
    if asked == "affiliation" and form.is_valid():
        form.instance.organisation = place.organisation
        form.save()
        return redirect("desk:manage contact")
    context = frame_of(request, place, "manage contact") | {
        "points": _points(place), "form": form,
        "affiliations": [affiliation_words(row, place) for row in place.organisation.affiliations.all()],
        "named": list(regulation.affiliations.values()) if regulation else [],
    }  # fmt: skip
    return render(request, "desk/manage/contact.html", context, status=422 if form.errors else 200)


def _about_empty(*, whole: bool) -> str:
    return (
        gettext("Wat u hier leeg laat, staat er niet.")
        if whole
        else gettext("Wat u hier leeg laat, blijft zoals in de regeling.")
    )


def _as_in_text(regulation: Regulation, place: Place, code: str) -> dict[str, str]:
    """Where the provider itself is reached, to begin with; nothing of another organisation's text."""
    here = points(regulation, place.organisation)[code]
    return {way: getattr(here, way) for way in WAYS}


@require_http_methods(["GET", "POST"])
@manages
def contact_point(request: HttpRequest, place: Place, code: str) -> HttpResponseBase:
    """How one contact point of the regulation is reached here."""
    regulation = place.regulation
    if regulation is None or code not in regulation.contact_points or not regulation.contact_points[code].role:
        raise Http404
    point = regulation.contact_points[code]
    row = ContactPoint.objects.filter(organisation=place.organisation, code=code).first()
    whole = is_provider(regulation, point)
    known = _as_in_text(regulation, place, code) if whole and row is None else {}
    row = row or ContactPoint(organisation=place.organisation, code=code)
    form = ContactForm(request.POST or None, instance=row, initial=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Vastgelegd."))
        return redirect("desk:manage contact")
    context = frame_of(request, place, "manage contact") | {
        "form": form, "title": point.label, "intro": _about_empty(whole=whole),
        "back": "desk:manage contact",
    }  # fmt: skip
    return render(request, "desk/manage/form.html", context, status=422 if form.errors else 200)
