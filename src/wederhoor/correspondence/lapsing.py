"""An affiliation that ends is a duty of the organisation itself: renew it before its last day. Told ahead, and up when it passed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings

from wederhoor.correspondence import line
from wederhoor.correspondence.outgoing import LATER, hand_over
from wederhoor.dossier import regulations
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import OwnTold
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation, running
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

AHEAD = (60, 14)
"""So many days before the last day the administrators are told."""
PASSED = "passed"
SUBJECT = "Een aansluiting vraagt uw aandacht"
COMING = "De aansluiting van {name} bij {body} loopt tot en met {until}. Dat is over {left} dagen."
GONE_BY = "De aansluiting van {name} bij {body} liep af op {until}. Nieuwe klachten kunnen daar niet meer heen."
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
        if self.left < 0:
            return PASSED
        return next((str(days) for days in sorted(AHEAD) if self.left <= days), "")


def lapsing(organisation: Organisation, today: date) -> list[Lapsing]:
    """The affiliations that end soon or ended, each body once: what counts is its latest last day. The first end first."""
    regulation = _in_force(organisation, today)
    ends = _ends(organisation, regulation)
    found = (_one(code, until, regulation, today) for code, until in ends.items() if until)
    return sorted((one for one in found if one.stage), key=lambda one: (one.until, one.body))


def _in_force(organisation: Organisation, today: date) -> Regulation | None:
    with suppress(NoRegulation):
        return regulations.pinned(regulations.in_force(organisation, today))
    return None


def _ends(organisation: Organisation, regulation: Regulation | None) -> dict[str, date | None]:
    """Body -> the last day; None without one. What the organisation wrote down goes before what its regulation says."""
    found: dict[str, date | None] = {}
    for row in organisation.affiliations.all():
        found[row.body] = _latest(found[row.body], row.until) if row.body in found else row.until
    for rule in regulation.affiliations.values() if regulation else ():
        found.setdefault(rule.body, rule.valid_until)
    return found


def _latest(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _one(code: str, until: date, regulation: Regulation | None, today: date) -> Lapsing:
    known = regulation.external_bodies.get(code) if regulation else None
    return Lapsing(code, known.label if known else code, until, (until - today).days)


def run(now: datetime) -> int:
    """Tell of every affiliation at its next warning, everybody once. Returns how many mails left."""
    today = local_date(now)
    return sum(
        _told(organisation, one, now)
        for organisation in Organisation.objects.exclude(regulation="").select_related("parent")
        for one in lapsing(organisation, today)
    )


def _told(organisation: Organisation, one: Lapsing, now: datetime) -> int:
    """Mail the warning to who was not told yet; a mail server that is away leaves them for the next turn.

    Without mail the page alone says it.
    """
    along = line.of(organisation.parent or organisation)
    people = _untold(organisation, one, now)
    if along is None or not people:
        return 0
    try:
        along.connection.open()
        return sum(_mailed(along, organisation, one, account, now) for account in people)
    except (OSError, SMTPException):
        return 0
    finally:
        with suppress(OSError, SMTPException):
            along.connection.close()


def _about(organisation: Organisation, one: Lapsing, account: Account) -> str:
    return f"affiliation:{organisation.pk}:{one.until}:{account.pk.hex}:{one.code}"[:200]


def _untold(organisation: Organisation, one: Lapsing, now: datetime) -> list[Account]:
    tenant, people = organisation.parent or organisation, set(_people(organisation, one, local_date(now)))
    with in_organisation(tenant.pk):
        known = set(OwnTold.objects.filter(organisation=tenant, stage=one.stage).values_list("about", flat=True))
    found = (account for account in people if _about(organisation, one, account) not in known)
    return sorted(found, key=lambda account: account.email)


def _mailed(along: line.Line, organisation: Organisation, one: Lapsing, account: Account, now: datetime) -> bool:
    """Kept as told in the transaction that mails it, so that another worker waits, and what fails is not kept."""
    tenant, about = organisation.parent or organisation, _about(organisation, one, account)
    with in_organisation(tenant.pk):
        row, new = OwnTold.objects.get_or_create(
            organisation=tenant, about=about, stage=one.stage, defaults={"at": now}
        )
        if new and hand_over(along.message(SUBJECT, _words(organisation, one), [account.email])) == LATER:
            OwnTold.objects.filter(organisation=tenant, id=row.id).delete()
            return False
    return new


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
