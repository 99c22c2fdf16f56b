"""An affiliation that ends is a duty of the organisation itself: renew it before its last day. Told ahead, and up when it passed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from wederhoor.correspondence import own_duties
from wederhoor.correspondence.own_duties import PASSED, Telling
from wederhoor.dossier import regulations
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation, running
from wederhoor.procedure.affiliating import Span, last_day
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

AHEAD = (90, 30)
"""So many days before the last day who runs the place is told: longer than of other duties, for a body takes its time (JOT-04)."""
SUBJECT = "Een aansluiting vraagt uw aandacht"
COMING = "De aansluiting van {name} bij {body} loopt tot en met {until}. Dat is over {left} dagen."
GONE_BY = (
    "De aansluiting van {name} bij {body} liep af op {until}. "
    "Nieuwe klachten kunnen daar niet meer heen, en geen brief noemt dat adres nog."
)
BODY = "Beste collega,\n\n{line}\n\nVernieuw haar en leg de nieuwe datum vast bij Beheer, Contact en aansluitingen.\n{where}\n"


@dataclass(frozen=True, slots=True)
class Lapsing:
    """One affiliation that ends: the body by its code and in words, the last day, and how many days are left (negative: passed)."""

    code: str
    body: str
    until: date
    left: int

    @property
    def stage(self) -> str:
        """Which warning holds now; '' while it is far away."""
        return own_duties.stage(self.left, AHEAD)


def lapsing(organisation: Organisation, today: date) -> list[Lapsing]:
    """The affiliations that end soon or ended, each body once. The first end first."""
    return [one for one in ends(organisation, today) if one.stage]


def _in_force(organisation: Organisation, today: date) -> Regulation | None:
    with suppress(NoRegulation):
        return regulations.pinned(regulations.in_force(organisation, today))
    return None


def _ends(organisation: Organisation, regulation: Regulation | None, today: date) -> dict[str, date | None]:
    """Body -> the last day; None without one. What the organisation wrote down goes before what its regulation says.

    Of a member under the regulation of its cooperative only what it wrote down itself: of the rest its cooperative is told.
    """
    own: dict[str, list[Span]] = {}
    for row in organisation.affiliations.all():
        own.setdefault(row.body, []).append((row.since, row.until))
    for rule in regulation.affiliations.values() if regulation and organisation.regulation else ():
        own.setdefault(rule.body, [(rule.valid_from, rule.valid_until)])
    return {body: last_day(spans, today) for body, spans in own.items()}


def _one(code: str, until: date, regulation: Regulation | None, today: date) -> Lapsing:
    known = regulation.external_bodies.get(code) if regulation else None
    return Lapsing(code, known.label if known else code, until, (until - today).days)


def ends(organisation: Organisation, today: date) -> list[Lapsing]:
    """Every affiliation with a last day, each body once: of now, or the last one that ended. The first end first."""
    regulation = _in_force(organisation, today)
    known = _ends(organisation, regulation, today)
    found = (_one(code, until, regulation, today) for code, until in known.items() if until)
    return sorted(found, key=lambda one: (one.until, one.body))


def run(now: datetime) -> int:
    """Tell of every affiliation at its next warning, everybody once. Returns how many mails left."""
    today = local_date(now)
    return sum(
        own_duties.tell(organisation, _telling(organisation, one), list(_people(organisation, one, today)), now=now)
        for organisation in Organisation.objects.exclude(kind=Organisation.Kind.EXTERNAL).select_related("parent")
        for one in lapsing(organisation, today)
    )


def _telling(organisation: Organisation, one: Lapsing) -> Telling:
    return Telling(
        f"affiliation:{organisation.pk}:{one.until}", one.code, one.stage, SUBJECT, _words(organisation, one)
    )


def _words(organisation: Organisation, one: Lapsing) -> str:
    said = (GONE_BY if one.stage == PASSED else COMING).format(
        name=organisation.name, body=one.body, until=f"{one.until:%d-%m-%Y}", left=one.left
    )
    where = f"{settings.SITE_URL}/werkplek/beheer/contact/" if settings.SITE_URL else ""
    return BODY.format(line=said, where=where)


def _people(organisation: Organisation, one: Lapsing, today: date) -> Iterator[Account]:
    """Who runs the place; once it passed also who sits on its board."""
    places = [place for place in (organisation.pk, organisation.parent_id) if place]
    runs = Administrator.objects.filter(running(today), organisation__in=places).values("account")
    yield from Account.objects.filter(pk__in=runs, is_active=True)
    if one.stage == PASSED and (regulation := _in_force(organisation, today)):
        boards = [code for code, role in regulation.roles.items() if role.kind == "board"]
        held = Membership.objects.filter(organisation__in=places, role__in=boards).current(today)
        yield from Account.objects.filter(pk__in=held.values("account"), is_active=True)
