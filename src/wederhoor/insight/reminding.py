"""Mails to whoever owes something of the organisation's own: sixty and fourteen days before, and once it passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings

from wederhoor.correspondence import own_duties
from wederhoor.correspondence.own_duties import PASSED, Telling
from wederhoor.dossier import regulations
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.insight import governing
from wederhoor.insight.obligations import Own
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation, running
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

SUBJECT = "De organisatie moet iets doen volgens haar regeling"
BODY = "Beste collega,\n\n{line}\n\nWaarom en wat u kunt vastleggen staat bij Leren, Kalender.\n{where}\n"
COMING = "{label}: uiterlijk {due}. Dat is over {left} dagen."
GONE_BY = "{label}: dit moest uiterlijk {due} en is niet vastgelegd."


def run(now: datetime) -> int:
    """Tell of every duty of every organisation at its next warning, everybody once. Returns how many mails left."""
    return sum(_told(row, now) for row in Organisation.objects.exclude(regulation="").select_related("parent"))


def _told(organisation: Organisation, now: datetime) -> int:
    today = local_date(now)
    try:
        regulation = regulations.pinned(regulations.in_force(organisation, today))
    except NoRegulation:
        return 0
    owed = [own for own in governing.owed(organisation, regulation, today) if own.due and own.kind != "affiliation"]
    return sum(
        own_duties.tell(organisation, one, list(_people(organisation, regulation, own, today)), now=now)
        for own in owed
        if (one := _telling(organisation, own, today))
    )


def _telling(organisation: Organisation, own: Own, today: date) -> Telling | None:
    """What to say now; nothing while it is far away."""
    if own.due is None:
        return None
    left = (own.due - today).days
    stage = own_duties.stage(left)
    said = (GONE_BY if stage == PASSED else COMING).format(
        label=f"{own.label} ({organisation.name})" if organisation.parent_id else own.label,
        due=f"{own.due:%d-%m-%Y}",
        left=left,
    )
    where = f"{settings.SITE_URL}/werkplek/leren/kalender/" if settings.SITE_URL else ""
    about = f"own:{organisation.pk}:{own.due}" if organisation.parent_id else f"own:{own.due}"
    return Telling(about, own.code, stage, SUBJECT, BODY.format(line=said, where=where)) if stage else None


def _people(organisation: Organisation, regulation: Regulation, own: Own, today: date) -> Iterator[Account]:
    """Who holds the role that owes it; who runs the place where nobody of the house does."""
    places = [place for place in (organisation.pk, organisation.parent_id) if place]
    role = regulation.roles.get(own.by)
    held = Membership.objects.filter(organisation__in=places, role=own.by).current(today).values("account")
    owing = list(Account.objects.filter(pk__in=held, is_active=True)) if role and not role.external else []
    runs = Administrator.objects.filter(running(today), organisation__in=places).values("account")
    yield from owing or Account.objects.filter(pk__in=runs, is_active=True)
