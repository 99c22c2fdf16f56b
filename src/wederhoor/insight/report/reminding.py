"""Telling whoever must make a report that has a day (a month and two weeks before, once it passed), and who adopts what was handed in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from wederhoor.correspondence import own_duties
from wederhoor.correspondence.own_duties import PASSED, Telling
from wederhoor.dossier import noticing, regulations
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.insight import rights
from wederhoor.insight.figures import Period
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.report import listing, owed
from wederhoor.insight.report.listing import Entry, Place, Reader, State
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report
from wederhoor.procedure.terms import local_date

AHEAD = (30, 14)
SUBJECT = "Een verslag moet gemaakt worden"
COMING = "{label} over {period}: uiterlijk {due}. Dat is over {left} dagen."
GONE_BY = "{label} over {period}: dit moest uiterlijk {due} vastgesteld zijn."
HANDED_IN = "handed in"
WAITS = "Een verslag wacht op vaststellen"
TO_ADOPT = "{label} over {period} is ingediend. U stelt het vast of stuurt het terug."
BODY = "Beste collega,\n\n{line}\n\nU vindt het bij Leren, Rapporten.\n{where}\n"


def run(now: datetime) -> int:
    """Tell of every report of every organisation at its next warning, everybody once. Returns how many mails left."""
    rows = Organisation.objects.exclude(regulation="").filter(parent=None).order_by("pk")
    return sum(_told(row, now) + _waiting(row, now) for row in rows)


def handed_in(organisation: Organisation, row: WrittenReport, *, now: datetime) -> None:
    """Put it among the notices of who adopts it, at once; the mail follows with the others. Not inside a transaction."""
    telling, people = _to_adopt(row, now)
    noticing.told_of_own(organisation, telling.about, telling.code, telling.stage, people, now=now)


def _waiting(organisation: Organisation, now: datetime) -> int:
    """Mails about the reports that wait for who adopts them."""
    with in_organisation(organisation.pk):
        rows = list(
            WrittenReport.objects.filter(organisation=organisation, state=State.SUBMITTED).order_by("submitted")
        )
        found = [_to_adopt(row, now) for row in rows]
    return sum(own_duties.tell(organisation, telling, people, now=now) for telling, people in found)


def _to_adopt(row: WrittenReport, now: datetime) -> tuple[Telling, list[Account]]:
    """What is told of a report that was handed in, anew each time that it is, and who adopts it: not who handed it in."""
    text = regulations.pinned(row.regulation)
    rule, place = text.reports[row.code], Place(row.group, row.member)
    people = [
        account for role in rights.adopters(text, rule) for account in _holding(row.organisation_id, place, role, now)
        if Actor(account.pk, role, row.organisation_id).who != row.submitted_by
    ]  # fmt: skip
    about = f"report:{row.id.hex}:{row.submitted:%Y%m%d%H%M%S}:{place.label}"
    said = TO_ADOPT.format(label=_label(rule, place), period=owed.named(Period(row.first, row.last)))
    words = BODY.format(line=said, where=_where())
    return Telling(about, row.code, HANDED_IN, WAITS, words), people


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
    said = (GONE_BY if stage == PASSED else COMING).format(
        label=_label(entry.rule, entry.place),
        period=owed.named(entry.owed.period),
        due=f"{entry.owed.due:%d-%m-%Y}",
        left=left,
    )
    about = f"report:{entry.owed.due}:{entry.place.label}"
    return Telling(about, entry.code, stage, SUBJECT, BODY.format(line=said, where=_where())) if stage else None


def _label(rule: Report, place: Place) -> str:
    return f"{rule.label} ({place.label})" if place.label else rule.label


def _where() -> str:
    return f"{settings.SITE_URL}/werkplek/leren/rapporten/" if settings.SITE_URL else ""


def _people(organisation: Organisation, entry: Entry, now: datetime) -> list[Account]:
    return _holding(organisation.pk, entry.place, entry.rule.by, now)


def _holding(organisation: int, about: Place, role: str, now: datetime) -> list[Account]:
    """Who holds this role: here, or at the member that it is about."""
    places = [place for place in (organisation, about.member.pk if about.member else None) if place]
    held = Membership.objects.filter(organisation__in=places, role=role).current(local_date(now))
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True))
