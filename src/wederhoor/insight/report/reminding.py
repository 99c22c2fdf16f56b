"""Mails to whoever must make a report that has a day: a month and two weeks before, and once it passed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from wederhoor.correspondence import own_duties
from wederhoor.correspondence.own_duties import PASSED, Telling
from wederhoor.dossier import regulations
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.insight.report import listing, owed
from wederhoor.insight.report.listing import Entry, Reader, State
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

AHEAD = (30, 14)
SUBJECT = "Een verslag moet gemaakt worden"
COMING = "{label} over {period}: uiterlijk {due}. Dat is over {left} dagen."
GONE_BY = "{label} over {period}: dit moest uiterlijk {due} vastgesteld zijn."
BODY = "Beste collega,\n\n{line}\n\nU maakt het bij Leren, Rapporten.\n{where}\n"


def run(now: datetime) -> int:
    """Tell of every report of every organisation at its next warning, everybody once. Returns how many mails left."""
    rows = Organisation.objects.exclude(regulation="").filter(parent=None).order_by("pk")
    return sum(_told(row, now) for row in rows)


def _told(organisation: Organisation, now: datetime) -> int:
    try:
        regulation = regulations.pinned(regulations.in_force(organisation, local_date(now)))
    except NoRegulation:
        return 0
    roles = {rule.by for rule in regulation.reports.values() if rule.before}
    return sum(_of_role(organisation, regulation, role, now) for role in sorted(roles))


def _of_role(organisation: Organisation, regulation: Regulation, role: str, now: datetime) -> int:
    """``WORKER`` looks as the role would, without an account of its own."""
    reader = Reader(organisation, regulation, Actor(None, role, organisation.pk, on_behalf_of=WORKER))
    with in_organisation(organisation.pk):
        found = [entry for entry in listing.entries(reader, local_date(now)) if entry.mine and _unmade(entry)]
    return sum(
        own_duties.tell(organisation, telling, _people(organisation, entry, now), now=now)
        for entry in found
        if (telling := _telling(entry, now))
    )


def _unmade(entry: Entry) -> bool:
    return entry.owed.due is not None and (
        entry.row is None or (entry.row.state != State.ADOPTED and entry.row.version == 1)
    )


def _telling(entry: Entry, now: datetime) -> Telling | None:
    """What to say now; nothing while it is far away."""
    if entry.owed.due is None:
        return None
    left = (entry.owed.due - local_date(now)).days
    stage = own_duties.stage(left, AHEAD)
    name = f"{entry.rule.label} ({entry.place.label})" if entry.place.label else entry.rule.label
    said = (GONE_BY if stage == PASSED else COMING).format(
        label=name, period=owed.named(entry.owed.period), due=f"{entry.owed.due:%d-%m-%Y}", left=left
    )
    where = f"{settings.SITE_URL}/werkplek/leren/rapporten/" if settings.SITE_URL else ""
    about = f"report:{entry.owed.due}:{entry.place.label}"
    return Telling(about, entry.code, stage, SUBJECT, BODY.format(line=said, where=where)) if stage else None


def _people(organisation: Organisation, entry: Entry, now: datetime) -> list[Account]:
    """Who holds the role that makes it: here, or at the member that it is about."""
    places = [place for place in (organisation.pk, entry.place.member.pk if entry.place.member else None) if place]
    held = Membership.objects.filter(organisation__in=places, role=entry.rule.by).current(local_date(now))
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True))
