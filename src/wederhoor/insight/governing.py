"""Keeping what was done of an organisation's own duties, and walking the steps of a change of its regulation.

Every write leaves a line in the organisation's access log; what people wrote is sealed with the organisation's key.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from wederhoor.correspondence import lapsing
from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight import adopting, sealed
from wederhoor.insight.adopting import Change, Doing, Step
from wederhoor.insight.models import OwnDone, RegulationChange, RegulationStep
from wederhoor.insight.obligations import Kept, Own, obligations
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

OFFICES = ("handler", "coordinator", "mediator", "confidant", "committee", "board")
"""Kinds of role whose end somebody must prepare: a term of office."""
AHEAD_OF_OFFICE = 180


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


def owed(organisation: Organisation, regulation: Regulation, today: date) -> list[Own]:
    """The organisation's own duties by its regulation, and the affiliations that have an end."""
    with in_organisation(organisation.pk):
        rows = OwnDone.objects.filter(organisation=organisation).values_list("code", "on", "told")
        kept = [
            Kept(code, on, {role: date.fromisoformat(day) for role, day in told.items()}) for code, on, told in rows
        ]
    since = _held_since(organisation, regulation, today)
    found = [
        *obligations(regulation, kept, held_since=since, today=today),
        *_affiliations(organisation, regulation, today),
    ]
    return sorted(found, key=lambda own: (own.due is None, own.due or today, own.label))


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


def records(organisation: Organisation, regulation: Regulation, code: str) -> list[Record]:
    """When this was done, the last first."""
    with in_organisation(organisation.pk):
        rows = list(_of(organisation, regulation, code))
    return [
        Record(
            row.id, row.code, row.on, row.told, sealed.text(organisation, row.words, _done(row.id), "words"), row.role
        )
        for row in rows
    ]


def _of(organisation: Organisation, regulation: Regulation, code: str) -> QuerySet[OwnDone]:
    """The last first; a member under a regulation of its own has its own duties."""
    return OwnDone.objects.filter(organisation=organisation, provider=regulation.provider, code=code).order_by("-on")


def _done(record: UUID) -> str:
    return f"own done {record.hex}"


def record(
    organisation: Organisation, regulation: Regulation, code: str, on: date, words: str, told: Mapping[str, date],
    *, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """That it was done on this day. Raises NotPossible for a day that has not come."""
    if max([on, *told.values()]) > local_date(now):
        raise NotPossible("Deze dag moet nog komen.")
    new = uuid.uuid4()
    row = OwnDone(
        organisation=organisation, id=new, provider=regulation.provider, code=code, on=on,
        told={role: day.isoformat() for role, day in told.items()},
        words=sealed.seal(organisation, words, _done(new), "words"), by=actor.who, role=actor.role, at=now,
    )  # fmt: skip
    with in_organisation(organisation.pk):
        OwnDone.objects.bulk_create([row])
        access.log(organisation.pk, actor, "record own duty", now=now)


def tell(
    organisation: Organisation, regulation: Regulation, code: str, role: str, on: date, *, actor: Actor, now: datetime
) -> None:
    """That this role heard of the last time it was done. Raises NotPossible when it was never done, or before that day."""
    with in_organisation(organisation.pk):
        row = _of(organisation, regulation, code).first()
        if row is None or not row.on <= on <= local_date(now):
            raise NotPossible("Kies een dag van de uitvoering tot en met vandaag.")
        OwnDone.objects.filter(organisation=organisation, id=row.id).update(told={**row.told, role: on.isoformat()})
        access.log(organisation.pk, actor, "record own duty", now=now)


def propose(
    organisation: Organisation, change: Change, what: str, holds_from: date | None, *, actor: Actor, now: datetime
) -> UUID:
    """Begin a change of the regulation with its proposal; returns its id."""
    new = uuid.uuid4()
    row = RegulationChange(
        organisation=organisation, id=new, change=change, what=sealed.seal(organisation, what, _change(new), "what"),
        holds_from=holds_from, opened=now,
    )  # fmt: skip
    with in_organisation(organisation.pk):
        RegulationChange.objects.bulk_create([row])
        _keep(organisation, new, Step("propose", "", local_date(now)), "", 1, actor, now)
    return new


def proposals(organisation: Organisation) -> list[Proposal]:
    """Every change with its steps, the last first."""
    with in_organisation(organisation.pk):
        rows = list(RegulationChange.objects.filter(organisation=organisation).order_by("-opened"))
        steps = list(RegulationStep.objects.filter(organisation=organisation).order_by("change", "seq"))
    return [_proposal(organisation, row, [step for step in steps if step.change == row.id]) for row in rows]


def proposal(organisation: Organisation, change: UUID) -> Proposal | None:
    """One change; None when there is no such."""
    return next((one for one in proposals(organisation) if one.id == change), None)


def _proposal(organisation: Organisation, row: RegulationChange, steps: list[RegulationStep]) -> Proposal:
    return Proposal(
        row.id, row.change, sealed.text(organisation, row.what, _change(row.id), "what"), row.holds_from,  # type: ignore[arg-type]  # only such are kept
        tuple(Step(step.doing, step.of, step.on, step.answer) for step in steps),  # type: ignore[arg-type]  # as above
        tuple(sealed.text(organisation, step.words, _step(row.id, step.seq), "words") for step in steps),
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
    with in_organisation(organisation.pk):
        row = RegulationChange.objects.select_for_update().filter(organisation=organisation, id=change).first()
        known = list(RegulationStep.objects.filter(organisation=organisation, change=change).order_by("seq"))
        if row is None:
            raise NotPossible("Dit voorstel is er niet.")
        one = _proposal(organisation, row, known)
        if because := _refused(regulation, one, step.doing, step.role):
            raise NotPossible(because)
        last = RegulationStep.objects.filter(organisation=organisation, change=change).aggregate(n=Max("seq"))["n"]
        _keep(organisation, change, step, words, last + 1, actor, now)


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
    kept = RegulationStep(
        organisation=organisation, change=change, seq=seq, doing=step.doing, of=step.role, on=step.on, answer=step.answer,
        words=sealed.seal(organisation, words, _step(change, seq), "words"), by=actor.who, role=actor.role, at=now,
    )  # fmt: skip
    RegulationStep.objects.bulk_create([kept])
    access.log(organisation.pk, actor, "change regulation", now=now)
