"""A first day, step by step: what is done, what remains, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.correspondence import line
from wederhoor.desk.manage.page import EXTERNAL, Place, frame_of, manages
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Counter
from wederhoor.dossier.regulations import in_force, pinned
from wederhoor.organisations.contacts import WAYS, points
from wederhoor.organisations.staffing import gaps, here, holders, nobody_reads, reading
from wederhoor.procedure.model import Regulation


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the first day."""

    label: str
    words: str
    url: str
    done: bool
    must: bool = True


def _received(place: Place) -> bool:
    """Whether there ever was a complaint: by the counter of numbers, no dossier is looked at."""
    with in_organisation(place.tenant.pk):
        return Counter.objects.filter(organisation=place.tenant, last__gt=0).exists()


def _first_complaint(place: Place, regulation: Regulation | None) -> str:
    shut = regulation is None or (place.organisation.held_back and bool(_unread(place)))
    return "" if shut else reverse("frontdoor:complain", args=[place.organisation.code])


def steps(place: Place) -> list[Step]:
    """All steps in their order."""
    regulation = place.regulation
    return [*_place_steps(place, regulation), *_people_steps(place, regulation), *_running_steps(place, regulation)]


def _place_steps(place: Place, regulation: Regulation | None) -> list[Step]:
    row = place.organisation
    chosen = regulation.title if regulation else gettext("Kies de klachtenregeling die hier geldt, en vanaf welke dag.")
    named, known, seen = (
        bool(row.city and row.municipality),
        regulation is not None,
        bool(row.brand_colour or row.logo_version),
    )
    about, looks = reverse("desk:manage organisation"), gettext("Zodat mensen herkennen waar zij zijn.")
    where = gettext("Waar de zorg gegeven wordt.")
    return [
        Step(gettext("De organisatie"), gettext("Naam, plaats en gemeente."), about, named),
        Step(gettext("De regeling"), chosen, reverse("desk:manage regulation"), known),
        Step(gettext("Kleur en logo"), looks, about, seen, must=False),
        Step(gettext("Locaties en teams"), where, reverse("desk:manage places"), row.locations.exists()),
    ]


def _people_steps(place: Place, regulation: Regulation | None) -> list[Step]:
    empty = gaps(regulation, holders(place.tenant, place.today)) if regulation else []
    labels = ", ".join(regulation.roles[gap.role].label for gap in empty) if regulation else ""
    unheld = gettext("Nog niemand: %s.") % labels if labels else gettext("Elke rol die iets moet doen, heeft iemand.")
    first = gettext("Kies eerst de regeling: zij zegt welke rollen er zijn.")
    held = regulation is not None and not empty
    reach = gettext("Telefoon en e-mail waar de regeling alleen een rol noemt.")
    contact, member = reverse("desk:manage contact"), gettext("Bij welke geschilleninstantie, en tot wanneer.")
    affiliated = place.organisation.affiliations.exists()
    return [
        Step(gettext("Mensen en rollen"), unheld if regulation else first, reverse("desk:manage people"), held),
        Step(gettext("Hoe men u bereikt"), reach, contact, _reachable(place, regulation)),
        Step(gettext("Aansluitingen"), member, contact, affiliated, must=False),
    ]


def _running_steps(place: Place, regulation: Regulation | None) -> list[Step]:
    off, mails = gettext("Mail staat uit: brieven gaan op papier."), line.of(place.tenant) is not None
    mail, factor = reverse("desk:manage mail"), gettext("Voor welke rollen een wachtwoord niet genoeg is.")
    roles, chosen = reverse("desk:manage roles"), bool(place.tenant.second_factor)
    first = gettext("Doe zelf een proefklacht langs de openbare kant, of wacht op de eerste echte.")
    return [
        Step(gettext("Mail"), gettext("Mail staat aan.") if mails else off, mail, mails, must=False),
        Step(gettext("Tweede stap bij aanmelden"), factor, roles, chosen, must=False),
        Step(gettext("De eerste klacht"), first, _first_complaint(place, regulation), _received(place)),
    ]


def _reachable(place: Place, regulation: Regulation | None) -> bool:
    if regulation is None:
        return False
    return not any(map(unreachable, points(regulation, place.organisation).values()))


def unreachable(point: Any) -> bool:
    """Whether the regulation names a role here without a way to reach it."""
    return bool(point.role) and not any(getattr(point, way) for way in WAYS)


def _unread(place: Place) -> str:
    """The roles that would read a complaint and that nobody holds; '' when somebody does, or no regulation was chosen."""
    regulation = place.regulation
    codes = nobody_reads(place.organisation, regulation, place.today) if regulation else []
    return ", ".join(regulation.roles[code].label for code in codes) if regulation else ""


def _members_read(place: Place) -> bool:
    """Whether complaints to a member of this cooperative are read there; of one to the cooperative itself they never hear."""
    found = place.organisation.members.select_related("parent") if place.regulation else ()
    return any(reading(pinned(in_force(one, place.today)), here(one, place.today)) for one in found)


@require_safe
@manages
def start(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The list of steps."""
    if place.organisation.kind == EXTERNAL:
        return redirect("desk:manage people")
    listed = steps(place)
    todo = next((step for step in listed if step.must and not step.done), None)
    context = frame_of(request, place, "manage") | {
        "unread": (unread := _unread(place)), "held_back": place.organisation.held_back,
        "members_read": bool(unread) and _members_read(place),
        "steps": listed, "next": todo, "done": sum(step.done for step in listed),
    }  # fmt: skip
    return render(request, "desk/manage/start.html", context)
