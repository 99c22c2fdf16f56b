"""The providers of the front door: an organisation with the regulation that is in force today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from wederhoor.dossier.regulations import NoRegulation, in_force, pinned
from wederhoor.organisations.contacts import as_here
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.reading import RegulationError


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider somebody can complain to; a member of a cooperative stands under its own name."""

    row: Organisation
    regulation: Regulation

    @property
    def name(self) -> str:
        """The name the client knows."""
        return self.row.name

    @property
    def code(self) -> str:
        """The word in the addresses of its pages."""
        return self.row.code

    @property
    def colour(self) -> str:
        """The brand colour, six hexadecimal digits, or ''."""
        return self.row.brand_colour.removeprefix("#")

    @property
    def logo_url(self) -> str:
        """Where its logo is; '' without one."""
        return self.row.logo_url

    @property
    def address(self) -> str:
        """How its regulation addresses people: 'u' or 'je'."""
        return self.regulation.address

    @property
    def tenant(self) -> Organisation:
        """The organisation that keeps the dossiers."""
        return self.row.parent or self.row

    @property
    def member(self) -> Organisation | None:
        """The member provider the complaint is about, when that is another than the keeper."""
        return self.row if self.row.parent else None

    @property
    def regulation_title(self) -> str:
        """The title of the regulation."""
        return self.regulation.title

    @property
    def version(self) -> str:
        """The version of the regulation."""
        return self.regulation.version

    @property
    def in_force_from(self) -> date:
        """The first day of the regulation."""
        return self.regulation.in_force_from

    @property
    def url(self) -> str:
        """How to complain here."""
        return reverse("frontdoor:provider", args=[self.code])

    @property
    def complain_url(self) -> str:
        """The form."""
        return reverse("frontdoor:complain", args=[self.code])

    @property
    def follow_url(self) -> str:
        """Following with a code."""
        return reverse("frontdoor:follow", args=[self.code])

    @property
    def summary(self) -> str:
        """One line for the list of providers."""
        return self.row.city


def _with_regulation(row: Organisation, today: date) -> Provider | None:
    try:
        return Provider(row, as_here(pinned(in_force(row, today)), row))
    except (NoRegulation, RegulationError):
        return None


def providers(today: date) -> Iterator[Provider]:
    """Every organisation that gives care and has a regulation in force."""
    rows = (
        Organisation.objects.exclude(kind=Organisation.Kind.EXTERNAL)
        .select_related("parent")
        .prefetch_related("contact_points")
    )
    return filter(None, (_with_regulation(row, today) for row in rows))


def find(code: str, today: date) -> Provider | None:
    """The provider with this code, or None when there is none or it has no regulation in force."""
    rows = Organisation.objects.exclude(kind=Organisation.Kind.EXTERNAL).select_related("parent")
    row = rows.filter(code=code).first()
    return _with_regulation(row, today) if row else None
