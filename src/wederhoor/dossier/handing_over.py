"""Handing somebody's dossiers over when they leave, and dossiers in which nobody is left to act.

An administrator does this without seeing a dossier: numbers and roles only. Each hand-over is an assignment, made as the
door makes one and written in the access log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from wederhoor.dossier import access, involvement, regulations, summaries, writing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Dossier, Person, Summary
from wederhoor.dossier.models.core import AFTERWARDS, OPEN
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.organisations.staffing import Gap, gaps
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Held:
    """A dossier somebody acts in, by number, and the role they have there."""

    dossier: UUID
    number: str
    role: str
    role_label: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier that could not be handed over, and why."""

    number: str
    because: str


def held_by(organisation: Organisation, account: UUID, today: date) -> list[Held]:
    """The dossiers of this organisation in which somebody acts: open, or closed with something still to do."""
    with in_organisation(organisation.pk):
        rows = list(_running(organisation, account, today))
        open_ones = Summary.objects.filter(
            OPEN | AFTERWARDS, organisation=organisation, dossier_id__in=[r.dossier_id for r in rows]
        )
        known = {row.dossier_id: row for row in open_ones.only("dossier_id", "number", "regulation")}
    found = [_held(row, known[row.dossier_id]) for row in rows if row.dossier_id in known]
    return sorted(found, key=lambda held: (held.number, held.role))


def _running(organisation: Organisation, account: UUID, today: date) -> list[Assignment]:
    rows = Assignment.objects.filter(organisation=organisation, account_id=account, recused=False, since__lte=today)
    return list(rows.exclude(until__lt=today))


def _held(row: Assignment, summary: Summary) -> Held:
    roles = regulations.pinned(summary.regulation).roles
    return Held(row.dossier_id, summary.number, row.role, roles[row.role].label if row.role in roles else row.role)


def hand_over(
    organisation: Organisation, leaver: UUID, receiver: UUID, *, actor: Actor, now: datetime
) -> tuple[int, list[Kept]]:
    """Give every open dossier of the leaver to the receiver, in the same role; how many went, and which stayed and why."""
    today, done, kept = local_date(now), 0, list[Kept]()
    for held in held_by(organisation, leaver, today):
        with in_organisation(organisation.pk):
            row = Dossier.objects.get(organisation=organisation, id=held.dossier)
            row.organisation = organisation
            because = _refused(row, held, receiver, today)
            if because:
                kept.append(Kept(held.number, because))
                continue
            _moved(row, held, leaver, receiver, actor, now)
            done += 1
    return done, kept


def _refused(row: Dossier, held: Held, receiver: UUID, today: date) -> str:
    """Why this person cannot have the dossier in this role; '' when they can."""
    here = Q(organisation__in=[place for place in (row.organisation_id, row.member_id) if place])
    outside = Q(organisation__works_for__organisation=row.organisation_id)
    if not Membership.objects.filter(here | outside, account_id=receiver, role=held.role).current(today).exists():
        return gettext("heeft de rol %s hier niet") % held.role_label
    kind = roles[held.role].kind if held.role in (roles := regulations.pinned(row.regulation).roles) else ""
    if involvement.involved(involvement.people_of(row), receiver, kind):
        return gettext("is zelf betrokken bij deze klacht")
    own = _running_of(row, receiver, today)
    if any(one.recused for one in own):
        return gettext("is van deze zaak uitgesloten")
    clash = next((o.role for o in own if o.role in roles and _clash(roles, held.role, o.role)), "")
    if not clash:
        return ""
    words = gettext("is hier al %(role)s; dat gaat niet samen (%(source)s)")
    return words % {"role": roles[clash].label, "source": roles[clash].source}


def _clash(roles: Mapping[str, object], one: str, two: str) -> bool:
    return two in getattr(roles.get(one), "incompatible_with", ()) or one in getattr(
        roles.get(two), "incompatible_with", ()
    )


def _running_of(row: Dossier, account: UUID, today: date) -> list[Assignment]:
    rows = Assignment.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, account_id=account)
    return [one for one in rows if one.since <= today and (one.until is None or one.until >= today)]


def _moved(row: Dossier, held: Held, leaver: UUID, receiver: UUID, actor: Actor, now: datetime) -> None:
    today = local_date(now)
    end(row, leaver, held.role, today)
    writing.save_assignments(
        row, regulations.pinned(row.regulation), [writing.assignment(row, receiver, held.role, today)]
    )
    summaries.write(row, summaries.state_of(row), now, handler_id=summaries.handler_of(row, today))
    access.log(row.organisation_id, actor, "hand over", now=now, dossier=row.number)


def end(row: Dossier, account: UUID, role: str, today: date) -> None:
    """Their assignment held until yesterday; one that began today never was."""
    mine = Assignment.objects.filter(
        organisation_id=row.organisation_id, dossier_id=row.id, account_id=account, role=role
    )
    mine = mine.filter(recused=False).exclude(until__lt=today)
    mine.filter(since__gte=today).delete()
    mine.update(until=today - timedelta(days=1))


def end_assignment(
    organisation: Organisation, account: UUID, number: str, role: str, *, actor: Actor, now: datetime
) -> bool:
    """End one assignment, of somebody from outside; False when there was none."""
    with in_organisation(organisation.pk):
        row = Dossier.objects.filter(organisation=organisation, number=number).first()
        if row is None or not any(one.role == role for one in _running_of(row, account, local_date(now))):
            return False
        row.organisation = organisation
        end(row, account, role, local_date(now))
        summaries.write(row, summaries.state_of(row), now, handler_id=summaries.handler_of(row, local_date(now)))
        access.log(organisation.pk, actor, "end assignment", now=now, dossier=number)
    return True


def stuck(
    organisation: Organisation, held: Mapping[str, frozenset[UUID]], today: date
) -> list[tuple[str, Regulation, Gap]]:
    """Open dossiers in which a needed role has nobody left, because who holds it is accused or excluded."""
    with in_organisation(organisation.pk):
        out = _out_of_it(organisation, today)
        rows = Summary.objects.filter(OPEN | AFTERWARDS, organisation=organisation, dossier_id__in=list(out))
        listed = list(rows.order_by("number").values_list("dossier_id", "number", "regulation"))
    found = []
    for dossier, number, file in listed:
        regulation = regulations.pinned(file)
        already = {gap.role for gap in gaps(regulation, held)}
        found += [
            (number, regulation, gap)
            for gap in gaps(regulation, held, frozenset(out[dossier]))
            if gap.role not in already
        ]
    return found


def _out_of_it(organisation: Organisation, today: date) -> dict[UUID, set[UUID]]:
    """Dossier -> the accounts that are somebody in it or excluded from it."""
    people = Person.objects.filter(organisation=organisation, side__in=involvement.CORE, account__isnull=False)
    recused = Assignment.objects.filter(organisation=organisation, recused=True, since__lte=today).exclude(
        until__lt=today
    )
    found: dict[UUID, set[UUID]] = {}
    for rows in (people, recused):
        for dossier, account in rows.values_list("dossier_id", "account_id"):
            found.setdefault(dossier, set()).add(account)
    return found
