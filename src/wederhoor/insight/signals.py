"""Signals: found in what came in, raised once per cause, given to somebody, looked at, and decided on with a reason.

Every Monday night the weeks that ended are looked at again (`run`); by hand any time (`look_again`), which finds the same. A
signal keeps its figures, so that what somebody decided on stays visible when complaints are destroyed; the points of its
charts go with the complaints (`fade`). What was decided comes back only on complaints that came after the decision.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from wederhoor.correspondence import own_duties
from wederhoor.dossier import access, regulations
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Summary
from wederhoor.dossier.models.core import COMPLIMENT
from wederhoor.dossier.opening import fence_of
from wederhoor.dossier.queries.visible import visible
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.dossier.summaries import THEME, about_theme
from wederhoor.insight import measures, scanning, sealed, signal_points
from wederhoor.insight.measures import Owner, Subject
from wederhoor.insight.models import Signal, SignalStep
from wederhoor.insight.scanning import PAST, Complaint, Found, Key, Watch
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.organisations.prepared import ask
from wederhoor.procedure.terms import local_date

LOG = logging.getLogger(__name__)
DECISIONS = ("investigate", "measure", "watch", "no action")
OWNERS = ("coordinator", "handler")
"""Kinds of role that get a new signal: the first that somebody holds."""

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))"
MOST = 100
SUBJECT = "Een signaal wacht op u"
BODY = """Beste collega,

Bij {name} viel iets op in de klachten. U bent de eigenaar van dit signaal.
Kijk ernaar en beslis wat ermee gebeurt.
{where}
"""


class Changed(Exception):
    """Somebody else did something with the signal meanwhile."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why. A measure also has its owner and last day."""

    code: str
    reason: str
    what: str = ""
    owner: Owner | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history of a signal."""

    seq: int
    step: str
    at: datetime
    by: str
    role: str
    said: Mapping[str, Any]
    words: str


def run(now: datetime) -> int:
    """Look at every organisation, and tell owners of what is theirs now; returns how many signals were raised."""
    places = Organisation.objects.filter(parent=None).exclude(wrapped_key=b"").exclude(regulation="")
    return sum(_looked(place, now) for place in places)


def _looked(organisation: Organisation, now: datetime) -> int:
    """What goes wrong at one organisation keeps no other waiting."""
    try:
        fade(organisation, now=now)
        raised = look(organisation, now=now)
        tell(organisation, now=now)
    except Exception:
        LOG.exception("signals of '%s' could not be looked for", organisation.code)
        return 0
    return raised


def fade(organisation: Organisation, *, now: datetime) -> None:
    """Take the points away that are as old as complaints are kept: what tells of few of them does not outlive them."""
    kept = local_date(now) - timedelta(weeks=PAST)
    with in_organisation(organisation.pk):
        rows = Signal.objects.filter(organisation=organisation).exclude(chart={})
        for row in rows.select_for_update(of=("self",)):
            if (left := signal_points.younger(row.chart, row.since, kept)) != row.chart:
                Signal.objects.filter(organisation=organisation, id=row.id).update(chart=left)


def tell(organisation: Organisation, *, now: datetime) -> int:
    """Mail every owner once about a signal that waits for them, without a word of what it is about. Returns how many left."""
    with in_organisation(organisation.pk):
        waiting = Signal.objects.filter(organisation=organisation, status="open").exclude(owner=None)
        pairs = [(row.id, row.owner) for row in waiting.select_related("owner").order_by("raised")]
    return sum(_told(organisation, signal, owner, now) for signal, owner in pairs if owner and owner.is_active)


def _told(organisation: Organisation, signal: UUID, owner: Account, now: datetime) -> int:
    where = f"{settings.SITE_URL}/werkplek/leren/signalen/{signal}/" if settings.SITE_URL else ""
    words = BODY.format(name=organisation.name, where=where)
    one = own_duties.Telling(f"signal:{signal.hex}", "owner", "open", SUBJECT, words)
    return own_duties.tell(organisation, one, [owner], now=now)


def look_again(organisation: Organisation, *, actor: Actor, now: datetime) -> int:
    """The same at somebody's request, logged."""
    raised = look(organisation, now=now)
    with in_organisation(organisation.pk):
        access.log(organisation.pk, actor, "look for signals", now=now, hits=raised)
    return raised


def look(organisation: Organisation, *, now: datetime, earlier: Sequence[Complaint] = ()) -> int:
    """Raise what is new, and renew what is open; returns how many were raised.

    ``earlier``: complaints that are known from before they were kept here.
    """
    last = local_date(now) - timedelta(days=local_date(now).weekday() + 1)
    first = last + timedelta(days=1 - PAST * 7)
    with in_organisation(organisation.pk):
        _one_at_a_time(organisation)
        watch = Watch([*earlier, *_complaints(organisation, first, last)], first, PAST)
        known = list(
            Signal.objects.filter(organisation=organisation).order_by("raised").select_for_update(of=("self",))
        )
        found = scanning.signals(watch, PAST, decided=_decided(known, first), fresh=False)
        open_ = {key_of(row): row for row in known if row.status == "open"}
        owner = _usual_owner(organisation, local_date(now)) if found else None
        return sum(_keep(organisation, watch, one, open_, owner, last, now) for one in found)


def _one_at_a_time(organisation: Organisation) -> None:
    """Who looks in the same organisation meanwhile waits until this transaction is over, and finds what it raised."""
    ask(LOCK, [f"signals {organisation.pk}"])


def _complaints(organisation: Organisation, first: date, last: date) -> Iterable[Complaint]:
    """One for every complaint that came in these weeks, open or closed, with the themes of all its parts."""
    rows = Summary.objects.filter(organisation=organisation, received_on__range=(first, last)).exclude(kind=COMPLIMENT)
    about = rows.annotate(about=THEME).values_list("received_on", "about", "location_id", "further")
    counted = about.annotate(n=Count("pk")).order_by("received_on")
    for day, theme, location, further, many in counted.iterator():
        for _ in range(many):
            yield Complaint(day, theme, str(location or ""), tuple(part[2] for part in further))


def key_of(row: Signal) -> Key:
    """The series of a signal."""
    return row.theme, str(row.location_id or "")


def _decided(known: Iterable[Signal], first: date) -> dict[Key, int]:
    """The first week after the last decision, per series."""
    return {key_of(row): max(0, (row.decided_on - first).days // 7 + 1) for row in known if row.decided_on}


def _keep(
    organisation: Organisation, watch: Watch, found: Found, open_: Mapping[Key, Signal], owner: UUID | None, last: date,
    now: datetime,
) -> bool:  # fmt: skip
    """Whether it became a new signal; of an open one the figures are renewed when a new week says more."""
    same = [row for key, row in open_.items() if scanning.related(key, found.key)]
    for row in same:
        if key_of(row) == found.key and last > row.evidence_on:
            _fill(row, watch, found, last)
            kept = {name: getattr(row, name) for name in ("rule", "evidence_on", "since", "figures", "chart")}
            Signal.objects.filter(organisation=organisation, id=row.id).update(**kept)
            remember(row, "more", row.figures, now=now)
    if same:
        return False
    theme, location = found.key
    row = Signal(organisation=organisation, theme=theme, location_id=int(location) if location else None, raised=now)
    row.owner_id = owner
    _fill(row, watch, found, last)
    Signal.objects.bulk_create([row])
    remember(row, "raise", row.figures, now=now)
    if owner:
        remember(row, "own", {"to": owner.hex}, now=now)
    return True


def _fill(row: Signal, watch: Watch, found: Found, last: date) -> None:
    first = last + timedelta(days=1 - watch.weeks * 7)
    row.rule, row.evidence_on = found.chart, last
    row.since = first + timedelta(weeks=found.since // 7 if found.chart == "g" else found.since)
    row.figures = {
        "count": found.count, "expected": round(found.expected, 1), "value": round(found.value, 2),
        "limit": round(found.limit, 2), "weeks": watch.weeks - watch.first(watch.weeks),
    }  # fmt: skip
    row.chart = signal_points.of(watch, found, first)


def _usual_owner(organisation: Organisation, today: date) -> UUID | None:
    """Who coordinates, else who handles: the first by name."""
    try:
        roles = regulations.pinned(regulations.in_force(organisation, today)).roles
    except NoRegulation:
        return None
    held = Membership.objects.filter(organisation=organisation, account__is_active=True).current(today)
    for kind in OWNERS:
        codes = [code for code, role in roles.items() if role.kind == kind and not role.external]
        row = held.filter(role__in=codes).order_by("account__name").first()
        if row:
            return row.account_id
    return None


def remember(
    row: Signal, step: str, said: Mapping[str, Any], *, now: datetime, actor: Actor | None = None, words: str = ""
) -> SignalStep:
    """One line of its history; inside the transaction of the step. Without an actor it is the software itself."""
    _alone(row)
    mine = SignalStep.objects.filter(organisation_id=row.organisation_id, signal=row.id)
    line = SignalStep(
        organisation_id=row.organisation_id, id=uuid.uuid4(), signal=row.id, step=step, at=now,
        seq=(mine.aggregate(last=Max("seq"))["last"] or 0) + 1, said=dict(said),
        by=actor.who if actor else WORKER, role=actor.role if actor else "",
    )  # fmt: skip
    line.words = sealed.seal(row.organisation, words, f"signal step {line.id.hex}", "words")
    SignalStep.objects.bulk_create([line])
    return line


def _alone(row: Signal) -> Signal:
    """The row as it is now, and nobody else's until the transaction is over."""
    mine = Signal.objects.filter(organisation_id=row.organisation_id, id=row.id)
    return mine.select_related("organisation", "location__organisation").select_for_update(of=("self",)).get()


def rows(organisation: Organisation, member: Organisation | None = None) -> QuerySet[Signal]:
    """The signals of an organisation; of a member of a cooperative those of its own locations."""
    found = Signal.objects.filter(organisation=organisation).select_related("location", "owner")
    return found.filter(location__organisation=member) if member and member != organisation else found


def listed(
    organisation: Organisation, *, actor: Actor, now: datetime, member: Organisation | None = None,
    only: Mapping[str, Any] | None = None,
) -> list[Signal]:  # fmt: skip
    """Signals, the open and the newest first; logged as one line with the number of hits."""
    with in_organisation(organisation.pk):
        found = list(rows(organisation, member).filter(**(only or {})).order_by("-status", "-raised", "id"))
        access.log(organisation.pk, actor, "signals", now=now, hits=len(found))
    return found


def opened(
    organisation: Organisation, signal: UUID, *, actor: Actor, now: datetime, member: Organisation | None = None
) -> tuple[Signal, list[Line]] | None:
    """One signal with its history; that somebody looked is part of it, once per person. None where it is not theirs."""
    with in_organisation(organisation.pk):
        row = rows(organisation, member).filter(id=signal).first()
        if row is None:
            return None
        steps = list(SignalStep.objects.filter(organisation=organisation, signal=signal).order_by("seq"))
        if not any(step.step == "look" and step.by == actor.who for step in steps):
            steps.append(remember(row, "look", {}, actor=actor, now=now))
        access.log(organisation.pk, actor, "signal", now=now)
    return row, [_line(organisation, step) for step in steps]


def _line(organisation: Organisation, step: SignalStep) -> Line:
    words = sealed.text(organisation, step.words, f"signal step {step.id.hex}", "words")
    return Line(step.seq, step.step, step.at, step.by, step.role, step.said, words)


def newest(lines: Iterable[Line]) -> int:
    """The last line that changed something: who only looked did not."""
    return max((line.seq for line in lines if line.step != "look"), default=0)


def _unchanged(row: Signal, seen: int) -> Signal:
    """The row, locked, when nothing happened after line ``seen``. Raises Changed."""
    found = _alone(row)
    steps = SignalStep.objects.filter(organisation_id=row.organisation_id, signal=row.id).exclude(step="look")
    if (steps.aggregate(last=Max("seq"))["last"] or 0) != seen:
        raise Changed
    return found


def give(row: Signal, to: UUID | None, *, seen: int, actor: Actor, now: datetime) -> None:
    """Somebody else looks after it from now on, or nobody in particular. Raises Changed when something happened after ``seen``."""
    with in_organisation(row.organisation_id):
        _unchanged(row, seen)
        Signal.objects.filter(organisation_id=row.organisation_id, id=row.id).update(owner_id=to)
        remember(row, "own", {"to": to.hex if to else ""}, actor=actor, now=now)
        access.log(row.organisation_id, actor, "signal step", now=now)


def decide(row: Signal, decision: Decision, *, seen: int, actor: Actor, now: datetime) -> UUID | None:
    """Decide on a signal, with the reason; deciding again replaces it and the history keeps both. Returns the measure taken.

    Raises Changed when somebody did something after line ``seen`` of its history.
    """
    if decision.code not in DECISIONS or not decision.reason:
        raise ValueError("a decision on a signal is one of the four, with its reason")
    today = local_date(now)
    with in_organisation(row.organisation_id):
        row = _unchanged(row, seen)
        made = _measure(row, decision, actor, now) if decision.code == "measure" else None
        mine = Signal.objects.filter(organisation_id=row.organisation_id, id=row.id)
        mine.update(status="decided", decision=decision.code, decided_on=today)
        said = {"decision": decision.code} | ({"measure": made.hex} if made else {})
        remember(row, "decide", said, actor=actor, now=now, words=decision.reason)
        access.log(row.organisation_id, actor, "signal step", now=now)
    return made


def _measure(row: Signal, decision: Decision, actor: Actor, now: datetime) -> UUID:
    place = row.location
    member = place.organisation_id if place and place.organisation_id != row.organisation_id else None
    return measures.take(
        row.organisation, origin="signal", origin_id=row.id, what=decision.what or decision.reason, owner=decision.owner,
        due=decision.due, about=Subject(member, row.location_id, None, row.theme), actor=actor, now=now,
    )  # fmt: skip


def complaints(row: Signal, *, actor: Actor, now: datetime) -> tuple[list[tuple[str, date]], int]:
    """The numbers and days of its complaints that this person may list, the newest first, and how many there are in all."""
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        seen, mine = visible(row.organisation, actor, local_date(now)), _about(row)
        every = Summary.objects.annotate(about=THEME).filter(mine, organisation_id=row.organisation_id).count()
        listed = (
            seen.rows.annotate(about=THEME).filter(mine).order_by("-received_on", "-number")
            if seen
            else Summary.objects.none()
        )
        found = list(listed.values_list("number", "received_on")[:MOST])
        access.log(row.organisation_id, actor, "list", now=now, hits=len(found))
    return found, every


def _about(row: Signal) -> Q:
    found = Q(received_on__range=(row.since, row.evidence_on)) & ~Q(kind=COMPLIMENT)
    found &= about_theme(row.theme) if row.theme else Q()
    return found & (Q(location=row.location_id) if row.location_id else Q())
