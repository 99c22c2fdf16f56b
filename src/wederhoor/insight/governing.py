"""Keeping what was done of an organisation's own duties, and walking the steps of a change of its regulation.

Each function takes the organisation that owes: the one that keeps the dossiers, or a member under a regulation of its own. What
is of the one is not of the other. Every look and every write of a person leaves a line in the access log; what people wrote is
sealed with the key of the organisation that keeps the dossiers.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from wederhoor.correspondence import lapsing
from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight import adopting, sealed
from wederhoor.insight.adopting import Change, Doing, Step
from wederhoor.insight.discussed import MINUTED, Planned, held, minuted, planned
from wederhoor.insight.models import OwnDone, RegulationChange, RegulationStep
from wederhoor.insight.obligations import Kept, Own, obligations
from wederhoor.insight.report.listing import Reader
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

OFFICES = ("handler", "coordinator", "mediator", "confidant", "committee", "board")
"""Kinds of role whose end somebody must prepare: a term of office."""
AHEAD_OF_OFFICE = 180
LOOKED = "own duties"
"""What the access log calls a look at the calendar."""


class NotPossible(ValueError):
    """A step that cannot be done now, with the reason (Dutch)."""


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody whose term in a role ends."""

    name: str
    role: str
    until: date


@dataclass(frozen=True, slots=True)
class Record:
    """Something that was done, with its words opened."""

    id: UUID
    code: str
    on: date
    told: Mapping[str, str]
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the regulation with its steps, opened."""

    id: UUID
    change: Change
    what: str
    holds_from: date | None
    steps: tuple[Step, ...]
    words: tuple[str, ...]
    """Beside each step."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that stands on the calendar."""

    owed: list[Own]
    proposals: list[Proposal]
    offices: list[Office]
    meetings: list[Planned]
    """Those on reports that are to come."""


def owing(tenant: Organisation, member: Organisation | None) -> Organisation:
    """Whose duties somebody sees: those of the member they work at where it has a regulation of its own, else of the whole."""
    return member if member and member.regulation else tenant


def keeps(organisation: Organisation, actor: Actor) -> bool:
    """Whether somebody records for it: who works there. Staff of a member under the cooperative's regulation only reads."""
    return actor.organisation == organisation.pk


def owed(organisation: Organisation, regulation: Regulation, today: date) -> list[Own]:
    """Its own duties by its regulation, and the affiliations that have an end. Not logged: for the software's own reminders."""
    with in_organisation(organisation.tenant_id):
        rows = OwnDone.objects.filter(
            organisation=organisation.tenant_id, owing=organisation, provider=regulation.provider
        ).values_list("code", "on", "told")
        found = list(rows.union(minuted(organisation, regulation), all=True))
        discussed = [(on, about) for code, on, about in found if code == MINUTED]
        kept = [Kept(code, on) for code, on in held(organisation, regulation, discussed)]
    kept += [_kept(code, on, told) for code, on, told in found if code != MINUTED]
    since = _held_since(organisation, regulation, today)
    owned = [
        *obligations(regulation, kept, held_since=since, today=today),
        *_affiliations(organisation, regulation, today),
    ]
    return sorted(owned, key=lambda own: (own.due is None, own.due or today, own.label))


def _kept(code: str, on: date, told: Mapping[str, str]) -> Kept:
    return Kept(code, on, {role: date.fromisoformat(day) for role, day in told.items()})


def coming(organisation: Organisation, regulation: Regulation, *, actor: Actor, now: datetime) -> list[Own]:
    """The same for a person."""
    with in_organisation(organisation.tenant_id, account=actor.account):
        found = owed(organisation, regulation, local_date(now))
        access.log(organisation.tenant_id, actor, LOOKED, now=now, hits=len(found))
    return found


def calendar(organisation: Organisation, reader: Reader, *, now: datetime) -> Calendar:
    """Its duties, the changes of its regulation, whose term of office ends, and the meetings of who looks."""
    regulation, actor, today = reader.regulation, reader.actor, local_date(now)
    with in_organisation(organisation.tenant_id, account=actor.account):
        proposals = _proposals(organisation, _changes(organisation).order_by("-opened"))
        found = Calendar(
            owed(organisation, regulation, today), proposals, offices(organisation, regulation, today),
            planned(reader, now),
        )  # fmt: skip
        access.log(organisation.tenant_id, actor, LOOKED, now=now, hits=len(found.owed) + len(proposals))
    return found


def duty(
    organisation: Organisation, regulation: Regulation, code: str, *, actor: Actor, now: datetime
) -> tuple[Own, list[Record]] | None:
    """One duty, and when it was done, the last first; None where it is not owed."""
    with in_organisation(organisation.tenant_id, account=actor.account):
        own = next((one for one in owed(organisation, regulation, local_date(now)) if one.code == code), None)
        found = _records(organisation, regulation, code) if own else []
        access.log(organisation.tenant_id, actor, LOOKED, now=now, hits=len(found))
    return (own, found) if own else None


def proposal(organisation: Organisation, change: UUID, *, actor: Actor, now: datetime) -> Proposal | None:
    """One change; None when there is no such."""
    with in_organisation(organisation.tenant_id, account=actor.account):
        found = _proposals(organisation, _changes(organisation).filter(id=change))
        access.log(organisation.tenant_id, actor, LOOKED, now=now, hits=len(found))
    return found[0] if found else None


def _held_since(organisation: Organisation, regulation: Regulation, today: date) -> date:
    """From which day the organisation is under this regulation: as it chose, else as the text says."""
    begun = [day for day in sorted(organisation.chosen) if date.min.isoformat() < day <= today.isoformat()]
    return max(date.fromisoformat(begun[-1]), regulation.in_force_from) if begun else regulation.in_force_from


def _affiliations(organisation: Organisation, regulation: Regulation, today: date) -> Iterator[Own]:
    rules = {rule.body: rule for rule in regulation.affiliations.values()}
    provider = regulation.statute_roles.get("provider", "")
    for one in lapsing.ends(organisation, today):
        rule = rules.get(one.code)
        yield Own(
            f"affiliation:{one.code}", "affiliation", one.body, provider, one.until, (), rule.source if rule else "", rule.doubt if rule else "",
            ahead=max(lapsing.AHEAD),
        )  # fmt: skip


def offices(organisation: Organisation, regulation: Regulation, today: date) -> list[Office]:
    """Whose term in a role ends within half a year, the first first."""
    roles = [code for code, role in regulation.roles.items() if role.kind in OFFICES]
    held = Membership.objects.filter(organisation=organisation, role__in=roles, until__gte=today)
    ending = held.select_related("account").order_by("until", "account__name")
    return [
        Office(one.account.name, one.role, one.until)
        for one in ending
        if one.until and (one.until - today).days <= AHEAD_OF_OFFICE
    ]


def _records(organisation: Organisation, regulation: Regulation, code: str) -> list[Record]:
    keeper = _keeper(organisation)
    return [
        Record(row.id, row.code, row.on, row.told, sealed.text(keeper, row.words, _done(row.id), "words"), row.role)
        for row in _of(organisation, regulation, code)
    ]


def _keeper(organisation: Organisation) -> Organisation:
    """Whose key seals the words: who keeps the dossiers."""
    return organisation.parent or organisation


def _of(organisation: Organisation, regulation: Regulation, code: str) -> QuerySet[OwnDone]:
    """The last first."""
    return OwnDone.objects.filter(
        organisation=organisation.tenant_id, owing=organisation, provider=regulation.provider, code=code
    ).order_by("-on")


def _changes(organisation: Organisation) -> QuerySet[RegulationChange]:
    return RegulationChange.objects.filter(organisation=organisation.tenant_id, owing=organisation)


def _may_keep(organisation: Organisation, actor: Actor) -> None:
    if not keeps(organisation, actor):
        raise NotPossible("Alleen wie bij deze organisatie zelf werkt, legt dit vast.")


def _done(record: UUID) -> str:
    return f"own done {record.hex}"


def record(
    organisation: Organisation, regulation: Regulation, code: str, on: date, words: str, told: Mapping[str, date],
    *, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """That it was done on this day. Raises NotPossible for a day that has not come, and for who does not work there."""
    _may_keep(organisation, actor)
    if max([on, *told.values()]) > local_date(now):
        raise NotPossible("Deze dag moet nog komen.")
    new, keeper = uuid.uuid4(), _keeper(organisation)
    row = OwnDone(
        organisation=keeper, id=new, owing=organisation, provider=regulation.provider, code=code, on=on,
        told={role: day.isoformat() for role, day in told.items()},
        words=sealed.seal(keeper, words, _done(new), "words"), by=actor.who, role=actor.role, at=now,
    )  # fmt: skip
    with in_organisation(keeper.pk):
        OwnDone.objects.bulk_create([row])
        access.log(keeper.pk, actor, "record own duty", now=now)


def tell(
    organisation: Organisation, regulation: Regulation, code: str, role: str, on: date, *, actor: Actor, now: datetime
) -> None:
    """That this role heard of the last time it was done. Raises NotPossible when it was never done, or before that day."""
    _may_keep(organisation, actor)
    with in_organisation(organisation.tenant_id):
        row = _of(organisation, regulation, code).first()
        if row is None or not row.on <= on <= local_date(now):
            raise NotPossible("Kies een dag van de uitvoering tot en met vandaag.")
        _of(organisation, regulation, code).filter(id=row.id).update(told={**row.told, role: on.isoformat()})
        access.log(organisation.tenant_id, actor, "record own duty", now=now)


def propose(
    organisation: Organisation, change: Change, what: str, holds_from: date | None, *, actor: Actor, now: datetime
) -> UUID:
    """Begin a change of the regulation with its proposal; returns its id. Raises NotPossible for who does not work there."""
    _may_keep(organisation, actor)
    new, keeper = uuid.uuid4(), _keeper(organisation)
    row = RegulationChange(
        organisation=keeper, id=new, owing=organisation, change=change, holds_from=holds_from, opened=now,
        what=sealed.seal(keeper, what, _change(new), "what"),
    )  # fmt: skip
    with in_organisation(keeper.pk):
        RegulationChange.objects.bulk_create([row])
        _keep(organisation, new, Step("propose", "", local_date(now)), "", 1, actor, now)
    return new


def _proposals(organisation: Organisation, changes: Iterable[RegulationChange]) -> list[Proposal]:
    """Each with its steps."""
    rows, keeper = list(changes), _keeper(organisation)
    known = RegulationStep.objects.filter(organisation=keeper, change__in=[row.id for row in rows])
    steps = list(known.order_by("change", "seq"))
    return [_proposal(keeper, row, [step for step in steps if step.change == row.id]) for row in rows]


def _proposal(keeper: Organisation, row: RegulationChange, steps: list[RegulationStep]) -> Proposal:
    return Proposal(
        row.id, row.change, sealed.text(keeper, row.what, _change(row.id), "what"), row.holds_from,  # type: ignore[arg-type]  # only such are kept
        tuple(Step(step.doing, step.of, step.on, step.answer) for step in steps),  # type: ignore[arg-type]  # as above
        tuple(sealed.text(keeper, step.words, _step(row.id, step.seq), "words") for step in steps),
    )  # fmt: skip


def _change(change: UUID) -> str:
    return f"regulation change {change.hex}"


def _step(change: UUID, seq: int) -> str:
    return f"regulation step {change.hex} {seq}"


def take_step(
    organisation: Organisation,
    regulation: Regulation,
    change: UUID,
    step: Step,
    words: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Do a step of a change. Raises NotPossible with the reason, also when two do it at once: the second sees the first."""
    if step.on > local_date(now):
        raise NotPossible("Deze dag moet nog komen.")
    _may_keep(organisation, actor)
    with in_organisation(organisation.tenant_id):
        row = _changes(organisation).select_for_update().filter(id=change).first()
        if row is None:
            raise NotPossible("Dit voorstel is er niet.")
        (one,) = _proposals(organisation, [row])
        if because := _refused(regulation, one, step.doing, step.role):
            raise NotPossible(because)
        _keep(organisation, change, step, words, len(one.steps) + 1, actor, now)


def _refused(regulation: Regulation, one: Proposal, doing: Doing, role: str) -> str:
    rule = adopting.rule_of(regulation)
    if rule is None:
        return "De regeling zegt niet wie haar vaststelt."
    known = adopting.possible(rule[1], one.change, one.steps)
    return next(
        (step.because for step in known if (step.doing, step.role) == (doing, role)), "Deze stap hoort hier niet."
    )


def _keep(
    organisation: Organisation, change: UUID, step: Step, words: str, seq: int, actor: Actor, now: datetime
) -> None:
    keeper = _keeper(organisation)
    kept = RegulationStep(
        organisation=keeper, change=change, seq=seq, doing=step.doing, of=step.role, on=step.on, answer=step.answer,
        words=sealed.seal(keeper, words, _step(change, seq), "words"), by=actor.who, role=actor.role, at=now,
    )  # fmt: skip
    RegulationStep.objects.bulk_create([kept])
    access.log(keeper.pk, actor, "change regulation", now=now)
