"""The questions of the intake that no act asks: who, about whom, how to reach them, and through whom it came."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django import forms
from django.db.models import Q
from django.utils.translation import gettext

from wederhoor.desk.signed import Signed
from wederhoor.organisations.models import Account, Location, Membership, Organisation, Team
from wederhoor.organisations.staffing import complaining_roles
from wederhoor.procedure.model import Regulation

Fields = Mapping[str, forms.Field]


def _line(label: str, help_text: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=200, help_text=help_text, widget=forms.TextInput(attrs=attrs)
    )


def _picks(label: str, options: list[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    shown = [("", gettext("Niet gevraagd")), *options]
    return forms.ChoiceField(
        label=label, choices=shown, required=False, help_text=help_text, widget=forms.RadioSelect(), initial=""
    )


def _listed(label: str, options: list[tuple[str, str]], empty: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", empty), *options], required=False, widget=forms.Select())


def places_of(who: Signed) -> list[int]:
    """The organisation, and for who works at the top of a cooperative also its members."""
    own = who.membership.organisation
    members = list(own.members.values_list("pk", flat=True)) if own.pk == who.tenant.pk else []
    return [own.pk, *members]


def about_whom(who: Signed) -> Fields:
    """Whom and where it is about. Nobody has to be named."""
    own, places = who.membership.organisation, places_of(who)
    held = Membership.objects.filter(organisation__in={who.tenant.pk, *places})
    held = held.exclude(role__in=complaining_roles(who.regulation))
    staff = Account.objects.filter(memberships__in=held).distinct().order_by("name")
    found: dict[str, forms.Field] = {
        "accused_account": forms.ModelChoiceField(
            staff, label=gettext("Gaat het over een collega met een account?"), required=False, empty_label=gettext("Nee, of niet bij naam"),
            help_text=gettext("Wie hier gekozen wordt, kan dit dossier niet behandelen."),
        ),
        "accused_name": forms.CharField(
            label=gettext("Of over iemand anders? Wie?"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext("Elke naam op een eigen regel. Leeg laten als de klacht over niemand bij naam gaat."),
        ),
        "location": forms.ModelChoiceField(
            Location.objects.filter(organisation__in=places), label=gettext("Waar was het?"), required=False,
            empty_label=gettext("Niet bekend"),
        ),
    }  # fmt: skip
    teams = Team.objects.filter(organisation__in=places)
    if teams.exists():
        found["team"] = forms.ModelChoiceField(
            teams.order_by("name"),
            label=gettext("Over welk team gaat het?"),
            required=False,
            empty_label=gettext("Niet bekend"),
        )
    if len(places) > 1:
        members = Organisation.objects.filter(Q(pk__in=places) & ~Q(pk=own.pk)).order_by("name")
        found["member"] = forms.ModelChoiceField(
            members, label=gettext("Over welke zorgaanbieder gaat het?"), required=False,
            empty_label=gettext("Over %(name)s zelf") % {"name": own.name},
        )  # fmt: skip
    return found


def who_complains(regulation: Regulation) -> Fields:
    """The complainant and, where that is another, the client."""
    asks = [f"{c.label}: {', '.join(c.asks)}" for c in regulation.capacities.values() if c.asks]
    seen = [("yes", gettext("Gezien")), ("later", gettext("Komt nog")), ("no", gettext("Is er niet"))]
    found: dict[str, forms.Field] = {
        "complainant_name": _line(gettext("Naam van de klager"), gettext("Leeg laten als de klager geen naam wil noemen.")),
        "client_name": _line(gettext("Naam van de cliënt, als dat iemand anders is")),
    }  # fmt: skip
    if asks:
        stops = gettext("Dit houdt de klacht niet tegen.")
        found["proof"] = _picks(gettext("Is er wat daarbij gevraagd wordt?"), seen, f"{'; '.join(asks)}. {stops}")
    return found


def reaching() -> Fields:
    """How and when the complainant wants to be reached, and with what help."""
    ways = [
        ("telephone", gettext("Bellen")), ("mail", gettext("Mailen")), ("post", gettext("Brief")), ("in person", gettext("Gesprek")),
        ("helper", gettext("Via een helper")), ("none", gettext("Geen contact")),
    ]  # fmt: skip
    return {
        "way": _picks(gettext("Hoe wil de klager bericht krijgen?"), ways),
        "telephone": _line(gettext("Telefoon van de klager"), inputmode="tel", autocomplete="off"),
        "call_times": _line(gettext("Wanneer bellen?"), gettext("Bijvoorbeeld: na vier uur, niet op woensdag.")),
        "email": forms.EmailField(label=gettext("E-mailadres van de klager"), required=False),
        "address": _line(gettext("Adres van de klager"), gettext("Mag ook ‘niet gegeven’ zijn.")),
        "interpreter": _line(gettext("Tolk nodig? In welke taal?")),
        "helper": _line(gettext("Wie helpt de klager, en hoe is die te bereiken?")),
        "large_print": forms.BooleanField(label=gettext("Brieven in grote letters"), required=False),
    }


def through_others(regulation: Regulation) -> Fields:
    """A complaint that came first to a body outside: theirs and our dates, and their reference."""
    bodies = [(code, body.label) for code, body in regulation.external_bodies.items()]
    ways = [("letter", gettext("Brief")), ("mail", gettext("E-mail"))]
    return {
        "body": _listed(gettext("Welke instantie stuurde de klacht?"), bodies, gettext("Geen, rechtstreeks")),
        "body_reference": _line(gettext("Kenmerk daar")),
        "received_there": forms.DateField(
            label=gettext("Wanneer kwam de klacht daar binnen?"), required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        ),
        "known_by": _listed(gettext("Hoe maakte de instantie de klacht hier bekend?"), ways, gettext("Niet bekend")),
    }  # fmt: skip


def wording() -> Fields:
    """Whether the complainant heard the words and agrees."""
    heard = [("confirmed", gettext("Ja, en het klopt")), ("later", gettext("Nog niet"))]
    return {"wording": _picks(gettext("Is de tekst voorgelezen aan de klager?"), heard)}


def right_place(regulation: Regulation) -> Fields:
    """The questions of the regulation that tell whether a complaint belongs here; only those that can lead elsewhere."""
    asked = {n: q for n, q in regulation.applicability.items() if any(a.leads_to != "here" for a in q.answers.values())}
    return {
        f"place_{name.replace(' ', '_')}": _picks(
            question.question, [(c, a.label) for c, a in question.answers.items()]
        )
        for name, question in asked.items()
    }


def leads_to(regulation: Regulation, given: Mapping[str, object]) -> list[str]:
    """Where the answers lead that do not lead here."""
    found = []
    for name, question in regulation.applicability.items():
        answer = question.answers.get(str(given.get(f"place_{name.replace(' ', '_')}") or ""))
        if answer and answer.leads_to != "here":
            found.append(answer.leads_to)
    return found


def new_key() -> forms.CharField:
    """A random key: the same form sent twice is one complaint."""
    return forms.CharField(widget=forms.HiddenInput(), initial=lambda: uuid.uuid4().hex, max_length=64)
