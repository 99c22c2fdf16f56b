"""Notices by mail: at once or once a day. A mail says how many and of which dossiers, by number; never a name or a subject.

The mail server is reached first, then a notice is taken, then its mail goes: a server that cannot be reached or says
"later" costs no mail; killed in between, the mail is missed and the notice still stands at the desk. Nobody gets the same
mail twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min

from wederhoor.correspondence import line
from wederhoor.correspondence.line import Line
from wederhoor.correspondence.outgoing import GONE, LATER, hand_over
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Notice
from wederhoor.dossier.notices import shut_to
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.terms import AMSTERDAM, local_date

SUBJECT = {"once": "Er is nieuws in Wederhoor", "daily": "Wat er voor u klaarstaat in Wederhoor"}
LINES = {
    "assigned": "U bent aangewezen in dossier {number}.",
    "new": "Er is een nieuwe klacht: dossier {number}.",
    "message": "De klager deed iets in dossier {number}.",
    "mention": "U bent genoemd in dossier {number}.",
    "letter failed": "Een brief in dossier {number} kwam niet aan.",
    "due": "Een termijn is voorbij in dossier {number}.",
    "near": "Een streefdatum komt dichtbij in dossier {number}.",
    "aim": "Een streefdatum is voorbij in dossier {number}.",
    "answer": "Een vraag in dossier {number} is beantwoord.",
    "party": "Iemand uit de klacht deed iets in dossier {number}.",
    "help": "Iemand vraagt hulp bij het opschrijven: dossier {number}.",
    "quarantine": "Een bericht wacht in quarantaine: nummer {number}.",
    "quarantine late": "Een bericht wacht al een werkdag in quarantaine: nummer {number}.",
    "meeting": "Er is een gesprek gepland in dossier {number}.",
    "call": "Iemand wil een brief uit dossier {number} van u horen, niet lezen.",
    "meeting off": "Een gesprek in dossier {number} gaat niet door.",
}
BODY = "Beste collega,\n\n{lines}\n\n{where}\n\nOm de privacy staat er verder niets in deze mail.\n"
DIGEST_FROM = time(7)
"""The digest goes once a day, from this hour in the Netherlands."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one account still has to be mailed."""

    account: UUID
    first: datetime


def _where() -> str:
    place = settings.SITE_URL
    return f"U leest het hier: {place}/werkplek/meldingen/" if place else "U leest het op uw werkplek, bij Meldingen."


def run_notices(now: datetime) -> int:
    """Mail the notices that go at once. Returns how many mails went out."""
    return _all("once", now)


def run_digest(now: datetime) -> int:
    """Mail what waited for the daily digest; call it as often as you like. Returns how many mails went out."""
    return _all("daily", now) if now.astimezone(AMSTERDAM).time() >= DIGEST_FROM else 0


def _all(how: str, now: datetime) -> int:
    return sum(_of(organisation, how, now) for organisation in Organisation.objects.exclude(wrapped_key=b""))


def _of(organisation: Organisation, how: str, now: datetime) -> int:
    with in_organisation(organisation.pk):
        found = Notice.objects.filter(organisation=organisation, mail=how).values("account")
        waiting = [Waiting(row["account"], row["first"]) for row in found.annotate(first=Min("at"), n=Count("id"))]
    today = local_date(now)
    ready = [one.account for one in waiting if how == "once" or local_date(one.first) < today or _morning(one, now)]
    return sum(_mailed(organisation, account, how, now) for account in ready)


def _morning(one: Waiting, now: datetime) -> bool:
    """What came before the hour of the digest goes the same day."""
    return one.first.astimezone(AMSTERDAM).time() < DIGEST_FROM <= now.astimezone(AMSTERDAM).time()


def _mailed(organisation: Organisation, account: UUID, how: str, now: datetime) -> int:
    """Mail this account's notices as one. A server that cannot be reached leaves them for the next turn."""
    along = line.of(organisation)
    if along is None:
        return 0
    try:
        along.connection.open()
    except (OSError, SMTPException):
        return 0
    try:
        return _handed_over(organisation, account, how, along, now)
    finally:
        with suppress(OSError, SMTPException):
            along.connection.close()


def _handed_over(organisation: Organisation, account: UUID, how: str, along: Line, now: datetime) -> int:
    """Take the notices and hand over their mail; who holds no role any more gets no mail."""
    held = list(Membership.objects.filter(account_id=account).current(local_date(now)).values_list("role", flat=True))
    taken = _taken(organisation, account, how, held)
    told = list(dict.fromkeys(_lines(row for row in taken if row.read_at is None)))
    person = Account.objects.filter(pk=account, is_active=True).first() if held else None
    if not told or person is None:
        return 0
    body = BODY.format(lines="\n".join(told), where=_where())
    answer = hand_over(along.message(SUBJECT[how], body, [person.email]))
    if answer == LATER:
        _put_back(organisation, taken, how)
    return int(answer == GONE)


def _taken(organisation: Organisation, account: UUID, how: str, roles: Iterable[str]) -> list[Notice]:
    """What is to be mailed now, without what this account may not know of any more."""
    with in_organisation(organisation.pk):
        rows = Notice.objects.select_for_update(skip_locked=True)
        mine = list(rows.filter(organisation=organisation, account_id=account, mail=how).order_by("at", "number"))
        taken = Notice.objects.filter(organisation=organisation, id__in=[row.id for row in mine])
        shut = set(taken.filter(shut_to(organisation.pk, account, roles)).values_list("id", flat=True))
        taken.update(mail="")
    return [row for row in mine if row.id not in shut]


def _put_back(organisation: Organisation, taken: Iterable[Notice], how: str) -> None:
    """The server refused for now: these go with a next turn."""
    with in_organisation(organisation.pk):
        Notice.objects.filter(organisation=organisation, id__in=[row.id for row in taken]).update(mail=how)


def _lines(rows: Iterable[Notice]) -> Iterable[str]:
    return (f"- {LINES[row.kind].format(number=row.number)}" for row in rows)
