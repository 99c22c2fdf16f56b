"""Complaints that looked suspicious: whole dossiers, sealed, of which nobody is told until a person looked.

Who sent one has a number and a code that work, like everybody. Who handles complaints says 'this is a complaint' (then
everything counts from the moment it came) or 'it is none' (then it goes after some days, with a line in the log).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from wederhoor.dossier import access, destruction, helping, keys, notices, opening, register, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, Notice, Quarantine, Reception, SealedText
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, gate
from wederhoor.dossier.post import KINDS
from wederhoor.dossier.regulations import NoRegulation, in_force, pinned
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.calendar import standard
from wederhoor.procedure.terms import local_date

ACTION, NOTICE, LATE = "quarantine", "quarantine", "quarantine late"
KEPT = timedelta(days=30)
"""How long after 'this is no complaint' it can be taken back."""
PAGE, BATCH, MOST = 50, 50, 500
"""How many stand on a page, are decided in one transaction, and at the most with one button."""
PARTY = Compartment.PARTY.value


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list."""

    number: str
    subject: str
    received: datetime
    reasons: tuple[str, ...]
    destroy_on: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """How many were decided, and how many were left alone because somebody decided on them meanwhile."""

    done: int
    gone: int


def keep(row: Dossier, reasons: Sequence[str], now: datetime) -> None:
    """Put a new dossier aside, in the transaction that made it; who handles complaints hears of the first of a day, at each member."""
    one = Quarantine(organisation_id=row.organisation_id, dossier_id=row.id, reasons=",".join(reasons), came=now)
    Quarantine.objects.bulk_create([one])
    told = _of_today(row, now)
    if not Notice.objects.filter(organisation_id=row.organisation_id, kind=NOTICE, about=told).exists():
        notices.tell(row, NOTICE, told, _people(row, KINDS, now), now=now)


def _of_today(row: Dossier, now: datetime) -> str:
    """What a notice is about: the day, and the member where one is concerned, each of which has people of its own."""
    return f"day:{local_date(now)}:{row.member_id}" if row.member_id else f"day:{local_date(now)}"


def _people(row: Dossier, kinds: Iterable[str], now: datetime) -> set[UUID]:
    """Who holds a role of these kinds where the dossier is kept, or at the member it is about."""
    wanted = set(kinds)
    roles = [code for code, role in pinned(row.regulation).roles.items() if role.kind in wanted]
    places = [place for place in (row.organisation_id, row.member_id) if place]
    held = Membership.objects.filter(organisation__in=places, role__in=roles).current(local_date(now))
    return set(held.values_list("account_id", flat=True))


def _mine(organisation: Organisation, actor: Actor, now: datetime) -> QuerySet[Dossier]:
    """The dossiers in quarantine that this actor may look at; raises NotFound for who handles no complaints here."""
    today, places = local_date(now), Q(organisation=organisation) | Q(organisation__parent=organisation)
    held = Membership.objects.filter(places, account_id=actor.account or UUID(int=0), role=actor.role).current(today)
    here = set(held.values_list("organisation_id", flat=True))
    try:
        role = pinned(in_force(organisation, today)).roles.get(actor.role)
    except NoRegulation:
        raise NotFound from None
    if not here or role is None or role.kind not in KINDS:
        raise NotFound
    rows = Dossier.objects.filter(organisation=organisation, quarantined=True)
    return rows if organisation.pk in here else rows.filter(member_id__in=here)


def listed(
    organisation: Organisation, *, decided: bool, actor: Actor, now: datetime, page: int = 1, sign: str = ""
) -> tuple[list[Waiting], int]:
    """One page, the oldest first, and how many there are; with ``sign`` those that wait for it. Logged as a list. Raises NotFound."""
    with gate(organisation, actor, now=now):
        mine = _mine(organisation, actor, now)
        rows = _waiting(organisation, mine, decided, sign)
        total, found = rows.count(), list(rows[(page - 1) * PAGE : page * PAGE])
        dossiers = {row.id: row for row in mine.filter(id__in=[one.dossier_id for one in found])}
        lines = [_line(organisation, one, dossiers[one.dossier_id]) for one in found]
        access.log(organisation.pk, actor, ACTION, now=now, hits=len(lines))
    return lines, total


def _waiting(organisation: Organisation, mine: QuerySet[Dossier], decided: bool, sign: str) -> QuerySet[Quarantine]:
    rows = Quarantine.objects.filter(organisation=organisation, destroy_on__isnull=not decided)
    rows = rows.filter(dossier_id__in=mine.values("id"), reasons__contains=sign)
    return rows.order_by("came", "dossier_id")


def numbers(organisation: Organisation, *, decided: bool, sign: str, actor: Actor, now: datetime) -> list[str]:
    """The oldest of a list as it is now, at most ``MOST``: for who is to decide on all of what is shown. Raises NotFound."""
    with gate(organisation, actor, now=now):
        mine = _mine(organisation, actor, now)
        found = [one.dossier_id for one in _waiting(organisation, mine, decided, sign)[:MOST]]
        access.log(organisation.pk, actor, ACTION, now=now, hits=len(found))
        return list(mine.filter(id__in=found).order_by("number").values_list("number", flat=True))


def _line(organisation: Organisation, one: Quarantine, row: Dossier) -> Waiting:
    return Waiting(row.number, _subject(organisation, row)[1], one.came, tuple(one.reasons.split(",")), one.destroy_on)


def _subject(organisation: Organisation, row: Dossier) -> tuple[bytes, str]:
    """The subject, sealed and opened."""
    text = SealedText.objects.filter(organisation=organisation, dossier_id=row.id, seq=0, field="subject").first()
    if text is None:
        return b"", ""
    ring = keys.keyring(organisation, row.id, [PARTY])
    return bytes(text.ciphertext), ring.text(text.ciphertext, PARTY, "0:subject", "text")


def opened(organisation: Organisation, number: str, *, actor: Actor, now: datetime) -> tuple[OpenDossier, Waiting]:
    """The whole complaint, to look at. Raises NotFound."""
    with gate(organisation, actor, now=now):
        row = _row(organisation, number)
        here = opening.found(organisation, actor, now, number=number)
        dossier = opening.opened(here, actor, ACTION, now)
        line = _line(organisation, _mark(row), row)
        access.log(organisation.pk, actor, ACTION, now=now, dossier=number)
    return dossier, line


def _row(organisation: Organisation, number: str) -> Dossier:
    row = opening.find(organisation, number)
    if not row.quarantined:
        raise NotFound(number)
    return row


def _mark(row: Dossier) -> Quarantine:
    mine = Quarantine.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
    found: Quarantine | None = mine.select_for_update().first()
    if found is None:
        raise NotFound(row.number)
    return found


def are_complaints(organisation: Organisation, numbers: Sequence[str], *, actor: Actor, now: datetime) -> Decided:
    """They are complaints: from now on dossiers like all others, received when they came. As `_each`."""

    def accept(row: Dossier) -> None:
        _mark(row).delete()
        Dossier.objects.filter(organisation=organisation, id=row.id).update(quarantined=False)
        row.quarantined = False
        Reception.objects.filter(organisation=organisation, dossier_id=row.id).update(registered=now, by=actor.who)
        _begin(row, now)

    return _each(organisation, numbers, accept, "is a complaint", actor, now)


def _begin(row: Dossier, now: datetime) -> None:
    """What else comes with a new dossier: its place in the lists, and who is told."""
    state = summaries.state_of(row)
    subject, _ = _subject(row.organisation, row)
    summaries.write(row, state, now, subject=subject, handler_id=summaries.handler_of(row, local_date(now)))
    for event in state.events:
        notices.after(row, state, event, now)
        helping.after(row, state, event, now)
    if state.closed:
        register.keep(row, state, now)


def no_complaint(organisation: Organisation, numbers: Sequence[str], *, actor: Actor, now: datetime) -> Decided:
    """They are none: they go after ``KEPT``, and can be taken back until then. As `_each`."""

    def refuse(row: Dossier) -> None:
        _decided(row, destroy_on=local_date(now + KEPT), decided=now, by=actor.who, role=actor.role)

    return _each(organisation, numbers, refuse, "no complaint", actor, now)


def take_back(organisation: Organisation, numbers: Sequence[str], *, actor: Actor, now: datetime) -> Decided:
    """They wait for a look again. As `_each`."""

    def back(row: Dossier) -> None:
        _decided(row, destroy_on=None, decided=None, by="", role="")

    return _each(organisation, numbers, back, "look again", actor, now)


def _each(
    organisation: Organisation, numbers: Sequence[str], do: Callable[[Dossier], None], action: str, actor: Actor, now: datetime
) -> Decided:  # fmt: skip
    """Do it for each, a batch in a transaction: what was done stays done, and what somebody decided meanwhile is left alone.

    Locked in the order of their numbers, so that two who decide at once wait for each other. Raises NotFound for whom it is not.
    """
    wanted, done = sorted(set(numbers)), 0
    for start in range(0, len(wanted), BATCH):
        with gate(organisation, actor, now=now):
            rows = [row for number in wanted[start : start + BATCH] if (row := _still(organisation, number))]
            for row in rows:
                admit(row, actor, ACTION, now)
                do(row)
            for row in rows:  # last: it holds up who looks elsewhere
                access.log(organisation.pk, actor, action, now=now, dossier=row.number)
        done += len(rows)
    return Decided(done, len(wanted) - done)


def _still(organisation: Organisation, number: str) -> Dossier | None:
    """The dossier with its mark locked; None when it is in quarantine no more. Raises NotFound where there is none."""
    row = opening.find(organisation, number)
    if row.quarantined:
        with suppress(NotFound):  # decided between the two
            _mark(row)
            return row
    return None


def _decided(row: Dossier, **columns: object) -> None:
    Quarantine.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).update(**columns)


def run_chores(now: datetime) -> int:
    """Destroy what was no complaint and whose days are over; tell of what nobody looked at in a working day."""
    done = 0
    for organisation in Organisation.objects.exclude(wrapped_key=b""):
        with in_organisation(organisation.pk):
            over = Quarantine.objects.filter(organisation=organisation, destroy_on__lt=local_date(now))
            ended = [(one.dossier_id, one.by, one.role) for one in over]
        for dossier, by, role in ended:
            done += _destroyed(organisation, dossier, by, role, now)
        done += _told_late(organisation, now)
    return done


def _destroyed(organisation: Organisation, dossier: UUID, by: str, role: str, now: datetime) -> int:
    """One at a time; the tombstone names who decided, and no day of closing: it never was a complaint."""
    actor = Actor(UUID(by) if by else None, role, organisation.pk)
    with in_organisation(organisation.pk):
        row = Dossier.objects.filter(organisation=organisation, id=dossier, quarantined=True).first()
        if row is None:
            return 0
        row.organisation = organisation
        destruction.bury(row, None, local_date(now), actor, now)
        access.log(organisation.pk, actor, "destroy", now=now, dossier=row.number)
    return 1


def _told_late(organisation: Organisation, now: datetime) -> int:
    """One notice a day and member about the oldest that nobody looked at, also to who stands above those who should."""
    with in_organisation(organisation.pk):
        undecided = Quarantine.objects.filter(organisation=organisation, destroy_on=None).order_by("-came")
        here = Dossier.objects.filter(organisation=organisation, quarantined=True)
        places = dict(here.values_list("id", "member_id"))
        oldest = {places[key]: (key, came) for key, came in undecided.values_list("dossier_id", "came")}
        return sum(_told_of(here.get(id=key), came, now) for key, came in oldest.values())


def _told_of(row: Dossier, came: datetime, now: datetime) -> int:
    told = _of_today(row, now)
    if local_date(now) <= _end_of_workday_after(local_date(came)):
        return 0
    if Notice.objects.filter(organisation_id=row.organisation_id, kind=LATE, about=told).exists():
        return 0
    return notices.tell(row, LATE, told, _people(row, KINDS | {"board"}, now), now=now)


def _end_of_workday_after(day: date) -> date:
    """The first working day after this one."""
    following = day + timedelta(days=1)
    while not standard().is_workday(following):
        following += timedelta(days=1)
    return following
