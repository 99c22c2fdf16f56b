"""Who does a measure, or must answer a recommendation, is reminded: before its day, on it and after; then also who coordinates.

An effect to look at comes back as work on its day. A mail says that something waits and where, and nothing of what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from wederhoor.correspondence.own_duties import Telling, tell
from wederhoor.dossier import regulations
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.insight.measures import remember, standing
from wederhoor.insight.models import Measure
from wederhoor.insight.steps import RUNNING, SETTLED
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.terms import local_date

BEFORE = 7
AGAIN = 14
"""Days before its day, and between reminders after it."""
SUBJECT = {"measure": "Een maatregel vraagt uw aandacht", "recommendation": "Een aanbeveling vraagt uw aandacht"}
SAID = {
    "near": "{what} die bij u ligt, moet klaar zijn op {day}.",
    "today": "{what} die bij u ligt, moet vandaag klaar zijn.",
    "late": "{what} had klaar moeten zijn op {day}.",
    "check": "{what} is een tijd klaar. Kijk nu of het heeft gewerkt.",
    "answer": "{what} wacht op uw antwoord. Er is geen uiterste dag.",
}
WHAT = {"measure": "Een maatregel", "recommendation": "Een aanbeveling"}
BODY = "Beste collega,\n\n{line}\n\nU vindt haar op uw werkplek bij Leren, Maatregelen.\n{where}\n"


def run(now: datetime) -> int:
    """Remind everybody once per stage; returns how many mails left."""
    return sum(_reminded(place, now) for place in Organisation.objects.exclude(wrapped_key=b"").filter(parent=None))


def stage(row: Measure, today: date) -> tuple[str, int]:
    """Which reminder holds today ('' for none), and the how manieth of its kind."""
    stands = standing(row)
    if stands.to_check(today) and stands.check_on:
        return "check", (today - stands.check_on).days // AGAIN
    if stands.status == "open" and stands.due is None and row.remind_on and row.remind_on <= today:
        return "answer", (today - row.remind_on).days // AGAIN
    if stands.status not in RUNNING or stands.due is None:
        return "", 0
    left = (stands.due - today).days
    if left < 0:
        return "late", (-left - 1) // AGAIN
    return ("today" if left == 0 else "near" if left <= BEFORE else ""), 0


def _reminded(organisation: Organisation, now: datetime) -> int:
    today = local_date(now)
    with in_organisation(organisation.pk):
        waits = Q(status__in=RUNNING) | (Q(check_on__lte=today) & ~Q(conclusion__in=SETTLED))
        rows = list(Measure.objects.filter(waits, organisation=organisation).select_related("organisation", "owner"))
    return sum(_told(row, now) for row in rows if stage(row, today)[0])


def _told(row: Measure, now: datetime) -> int:
    today, organisation = local_date(now), row.organisation
    name, times = stage(row, today)
    people = set(_holders(row, today))
    if not people or name == "late" or times:
        people |= set(_coordinators(row, today))
    told = tell(organisation, _telling(row, name, times), people, now=now)
    if told:
        with in_organisation(organisation.pk):
            Measure.objects.select_for_update().get(organisation=organisation, id=row.id)
            remember(row, "remind", {"stage": name}, "", actor=Actor(None, WORKER, organisation.pk), now=now)
    return told


def _telling(row: Measure, name: str, times: int) -> Telling:
    day = {"check": row.check_on, "answer": row.remind_on}.get(name, row.due)
    line = SAID[name].format(what=WHAT[row.kind], day=f"{day:%d-%m-%Y}")
    where = f"{settings.SITE_URL}/werkplek/leren/maatregelen/?mine=1" if settings.SITE_URL else ""
    about, words = f"measure:{row.id.hex}:{day}", BODY.format(line=line, where=where)
    return Telling(about, name, f"{name} {times}", SUBJECT[row.kind], words)


def _holders(row: Measure, today: date) -> Iterator[Account]:
    """Who does it: a person, else whoever holds the role where it is."""
    if row.owner:
        if row.owner.is_active:
            yield row.owner
        return
    yield from _in_roles(row, [row.role] if row.role else [], today)


def _coordinators(row: Measure, today: date) -> Iterator[Account]:
    """Who coordinates here; where nobody does, who handles, and else who governs."""
    with suppress(NoRegulation):
        roles = regulations.pinned(regulations.in_force(row.organisation, today)).roles
        for kind in ("coordinator", "handler", "board"):
            codes = [code for code, rule in roles.items() if rule.kind == kind and not rule.external]
            if found := list(_in_roles(row, codes, today)):
                yield from found
                return


def _in_roles(row: Measure, roles: list[str], today: date) -> Iterable[Account]:
    places = [place for place in (row.organisation_id, row.member_id) if place]
    held = Membership.objects.filter(organisation__in=places, role__in=roles).current(today)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True)
