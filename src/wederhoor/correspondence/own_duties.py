"""Telling of what an organisation itself owes by a day: an affiliation to renew, an evaluation, a measure. Everybody once per stage.

It stands among their notices, and goes by mail as they chose. A mail says what and by when, and nothing of a complaint.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from wederhoor.correspondence import line
from wederhoor.correspondence.outgoing import LATER, hand_over
from wederhoor.dossier import noticing
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import OwnTold
from wederhoor.organisations.models import Account, Organisation

AHEAD = (60, 14)
"""So many days before the last day somebody is told."""
PASSED = "passed"
BY_MAIL = ("once", "daily")


def stage(left: int, ahead: tuple[int, ...] = AHEAD) -> str:
    """Which warning holds with so many days left (negative: passed); '' while it is far away."""
    if left < 0:
        return PASSED
    return next((str(days) for days in sorted(ahead) if left <= days), "")


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell: what it is about (opaque, with its date: another date is told again), at which stage, in what words."""

    about: str
    code: str
    stage: str
    subject: str
    words: str

    def known_as(self, account: Account) -> str:
        """How it is remembered that this account was told."""
        return f"{self.about}:{account.pk.hex}:{self.code}"[:200]


def tell(organisation: Organisation, one: Telling, people: Collection[Account], *, now: datetime) -> int:
    """Tell whoever was not told yet, among their notices and by mail as they chose; returns how many mails left.

    A mail server that is away leaves the mails for the next turn.
    """
    ways = noticing.told_of_own(organisation.parent or organisation, one.about, one.code, one.stage, people, now=now)
    mailed = [account for account in people if ways.get(account.pk) in BY_MAIL]
    along, untold = line.of(organisation.parent or organisation), _untold(organisation, one, mailed)
    if along is None or not untold:
        return 0
    try:
        along.connection.open()
        return sum(_mailed(along, organisation, one, account, now) for account in untold)
    except (OSError, SMTPException):
        return 0
    finally:
        with suppress(OSError, SMTPException):
            along.connection.close()


def _untold(organisation: Organisation, one: Telling, people: Iterable[Account]) -> list[Account]:
    tenant = organisation.parent or organisation
    with in_organisation(tenant.pk):
        known = set(OwnTold.objects.filter(organisation=tenant, stage=one.stage).values_list("about", flat=True))
    found = (account for account in set(people) if one.known_as(account) not in known)
    return sorted(found, key=lambda account: account.email)


def _mailed(along: line.Line, organisation: Organisation, one: Telling, account: Account, now: datetime) -> bool:
    """Kept as told in the transaction that mails it, so that another worker waits, and what fails is not kept."""
    tenant = organisation.parent or organisation
    with in_organisation(tenant.pk):
        row, new = OwnTold.objects.get_or_create(
            organisation=tenant, about=one.known_as(account), stage=one.stage, defaults={"at": now}
        )
        if new and hand_over(along.message(one.subject, one.words, [account.email])) == LATER:
            OwnTold.objects.filter(organisation=tenant, id=row.id).delete()
            return False
    return new
