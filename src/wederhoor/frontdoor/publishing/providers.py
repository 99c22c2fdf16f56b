"""The providers of the front door: an organisation with the regulation that is in force today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from wederhoor.dossier.regulations import NoRegulation, in_force, pinned
from wederhoor.frontdoor.sentences import Voice
from wederhoor.organisations import affiliating
from wederhoor.organisations.contacts import FILLED, as_here
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.organisations.staffing import is_open
from wederhoor.procedure.loading import versions
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.reading import RegulationError

CALLED: Prepared[Organisation] = Prepared(
    lambda: (
        Organisation.objects.exclude(kind=Organisation.Kind.EXTERNAL)
        .select_related("parent")
        .filter(code=Given("code"))
        .annotate(filled=FILLED, joined=affiliating.beside("pk", "parent_id"))
    )
)


@dataclass(frozen=True, slots=True)
class Version:
    """A published version of a regulation."""

    file: str
    text: Regulation
    day: str
    url: str
    here: bool

    @property
    def version(self) -> str:
        """As the text calls it."""
        return self.text.version


def voice(row: Organisation, regulation: Regulation) -> Voice:
    """How a regulation addresses people, and whose own sentences come first: a member's, then those of its cooperative."""
    return Voice(regulation.address, row.code, *([row.parent.code] if row.parent else []))


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider somebody can complain to; a member of a cooperative stands under its own name.

    ``published`` is the regulation as its file says; ``regulation`` the same with the contact points and affiliations of this organisation.
    """

    row: Organisation
    regulation: Regulation
    published: Regulation
    file: str

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
    def address(self) -> Voice:
        """How its regulation addresses people, 'u' or 'je', and whose own sentences come first."""
        return voice(self.row, self.regulation)

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
    def plain_url(self) -> str:
        """The regulation in plain words."""
        return reverse("frontdoor:plain", args=[self.code])

    @property
    def regulation_url(self) -> str:
        """The whole regulation."""
        return reverse("frontdoor:regulation", args=[self.code])

    @property
    def compliment(self) -> bool:
        """Whether the regulation welcomes what goes well."""
        return "compliment" in self.regulation.kinds

    @property
    def city(self) -> str:
        """Where it is."""
        return self.row.city

    @property
    def cooperative(self) -> str:
        """The name of the cooperative that it is a member of, or ''."""
        return self.row.parent.name if self.row.parent else ""

    @property
    def cooperative_url(self) -> str:
        """How to complain at its cooperative, or ''."""
        return reverse("frontdoor:provider", args=[self.row.parent.code]) if self.row.parent else ""

    def members(self, today: date) -> list[Provider]:
        """Its member providers, each with its own name and page."""
        rows = _told(self.row.members.all())
        return list(filter(None, (_with_regulation(row, today) for row in rows)))

    def versions(self, first: str) -> list[Version]:
        """Every published version that has begun, the newest first; ``here`` is the one that began on ``first``."""
        folder, _, now = self.file.partition("/")
        chosen = f"{first}.yaml" if first else now
        files = [path.name for path in reversed(versions(folder)) if path.name <= now]
        return [self._version(f"{folder}/{name}", here=name == chosen) for name in files]

    def _version(self, file: str, *, here: bool) -> Version:
        text = pinned(file)
        url = reverse("frontdoor:regulation version", args=[self.code, file.partition("/")[2].removesuffix(".yaml")])
        return Version(file, text, date_format(text.in_force_from, "j F Y"), url, here)

    def matches(self, words: str) -> bool:
        """Whether each typed word stands in its name, town or cooperative."""
        known = f"{self.name} {self.city} {self.cooperative}".casefold()
        return all(word in known for word in words.casefold().split())


def _with_regulation(row: Organisation, today: date, *, shut_too: bool = False) -> Provider | None:
    try:
        file = in_force(row, today)
        if not shut_too and not is_open(row, pinned(file), today):
            return None
        return Provider(row, as_here(pinned(file), row, today), pinned(file), file)
    except (NoRegulation, RegulationError):
        return None


def _told(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With what each filled in of itself, in one question for all."""
    known = rows.select_related("parent").prefetch_related("contact_points")
    return known.annotate(joined=affiliating.beside("pk", "parent_id"))


def providers(today: date) -> Iterator[Provider]:
    """Every organisation that gives care, has a regulation in force, and somebody who reads what comes in."""
    rows = _told(Organisation.objects.exclude(kind=Organisation.Kind.EXTERNAL))
    return filter(None, (_with_regulation(row, today) for row in rows))


def find(code: str, today: date, *, shut_too: bool = False) -> Provider | None:
    """The provider with this code, or None when there is none, it has no regulation in force, or is not open yet.

    ``shut_too``: also one that is not open yet, for who has a complaint there already.
    """
    row = CALLED.first(code=code)
    return _with_regulation(row, today, shut_too=shut_too) if row else None
