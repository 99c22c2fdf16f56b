"""Who is let in: the fence and the transaction around a look, how somebody stands towards a dossier, and what opens for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from wederhoor.dossier import access, policy, presence, questions, regulations, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.involvement import SIDES, involved
from wederhoor.dossier.models import Assignment, Dossier, Person, Summary
from wederhoor.dossier.opened import NotFound
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.organisations.standing_in import absent_for
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import AMSTERDAM, State


def fence_of(organisation: Organisation, actor: Actor) -> tuple[int, ...]:
    """For which organisations the row-level fence opens: the dossier's own for who belongs there, else only assignments."""
    if organisation.pk in (actor.organisation, actor.above):
        return (organisation.pk,)
    below = actor.above is None and Organisation.objects.filter(pk=actor.organisation, parent=organisation).exists()
    return (organisation.pk,) if below else ()


@contextmanager
def gate(organisation: Organisation, actor: Actor, *, now: datetime, many: bool = False) -> Iterator[None]:
    """One transaction behind the fence (``many`` as there), outermost. A refusal is logged after it, and goes on as ``NotFound``."""
    try:
        with in_organisation(*fence_of(organisation, actor), account=actor.account, many=many):
            yield
    except NotFound as refused:
        log_refusal(organisation, actor, refused.number, now=now)
        raise


def log_refusal(organisation: Organisation, actor: Actor, number: str, *, now: datetime) -> None:
    """A line 'refused': here for who belongs here, else in the log of their own organisation, without the number."""
    own = organisation.pk if fence_of(organisation, actor) else actor.organisation
    home = Organisation.objects.filter(pk=own).values_list("parent_id", "pk").first() or (None, organisation.pk)
    log_of = home[0] or home[1]
    with in_organisation(log_of, account=actor.account):
        access.log(log_of, actor, access.REFUSED, now=now, dossier=number if log_of == organisation.pk else "")


def today_of(now: datetime) -> date:
    return now.astimezone(AMSTERDAM).date()


def _member(account: UUID, role: str, dossier: Dossier, today: date) -> bool:
    places = [place for place in (dossier.organisation_id, dossier.member_id) if place]
    held = Membership.objects.filter(account_id=account, role=role, organisation__in=places)
    return held.current(today).exists()


def _running(assignment: Assignment, today: date) -> bool:
    return assignment.since <= today and (assignment.until is None or assignment.until >= today)


def standing(
    actor: Actor, dossier: Dossier, kind: str, assignments: list[Assignment], people: list[Person], state: State | None,
    now: datetime, *, footing: questions.Footing | None = None,
) -> policy.Standing:  # fmt: skip
    """How the actor stands towards the dossier; ``state`` where the policy needs to know what happened in it.

    ``footing``: what was read with the dossier; else it is asked here.
    """
    shut = state is not None and needs.kept_out(state, actor.role, now)
    if actor.account is None:
        return presence.outside(actor, dossier, kind, people, state, now, shut=shut)
    today, sides = today_of(now), {person.side for person in people if person.account_id == actor.account}
    mine = [row for row in assignments if row.account_id == actor.account and _running(row, today)]
    given = any(row.role == actor.role and not row.recused for row in mine) or bool(sides & SIDES.get(kind, set()))
    held = footing.held if footing else _member(actor.account, actor.role, dossier, today)
    absent = footing.absent if footing else None
    return policy.Standing(
        member=held, assigned=given, accused="accused" in sides,
        involved=involved(people, actor.account, kind),
        recused=any(row.recused for row in mine), kept_out=shut,
        objected=state is not None and actor.account.hex in state.objected,
        untold=state is not None and not needs.knows(state, actor.role, now),
        substitute=not given and kind not in policy.PARTIES and _stands_in(actor, dossier, assignments, today, absent),
    )  # fmt: skip


def _colleagues(actor: Actor, assignments: list[Assignment], today: date) -> set[UUID]:
    """Who else has the dossier in the same role."""
    others = (row for row in assignments if row.role == actor.role and row.account_id != actor.account)
    return {row.account_id for row in others if not row.recused and _running(row, today)}


def _stands_in(
    actor: Actor, dossier: Dossier | Summary, assignments: list[Assignment], today: date, absent: frozenset[UUID] | None
) -> bool:
    """Whether this actor stands in for an absent colleague who has the dossier, in this role or one it may stand in for.

    ``absent``: for whom they stand in, when the caller knows.
    """
    roles = regulations.pinned(dossier.regulation).roles
    mine = {actor.role} | {code for code, role in roles.items() if role.substitute == actor.role}
    others = {row.account_id for row in assignments if row.role in mine and not row.recused and _running(row, today)}
    if actor.account is None or not others - {actor.account}:
        return False
    return bool(others & (absent_for(actor.account, today) if absent is None else absent))


def admit(
    row: Dossier,
    actor: Actor,
    action: str,
    now: datetime,
    state: State | None = None,
    *,
    footing: questions.Footing | None = None,
) -> tuple[frozenset[str], list[Assignment], list[Person]]:
    """The compartments that open for this actor and action, with the rows that decided it. Raises NotFound.

    ``state`` and ``footing`` when the caller has them; else the events are read only where the policy needs them.
    """
    regulation = regulations.pinned(row.regulation)
    role = regulation.roles.get(actor.role)
    here = questions.beside(row)
    assignments = list(footing.assignments) if footing else questions.ASSIGNED.rows(**here)
    people = questions.IN_IT.rows(**here)
    if role is None:
        raise NotFound(row.number)
    if state is None and (actor.link or needs.depend_on_events(regulation, actor.role)):
        state = summaries.state_of(row)
    how = standing(actor, row, role.kind, assignments, people, state, now, footing=footing)
    waits = row.quarantined and actor.account is not None and action != policy.QUARANTINE
    if waits or policy.refusal(role.kind, action, how):
        raise NotFound(row.number)
    return policy.compartments(role.kind, role.sees), assignments, people


def owes_reason(
    row: Dossier | Summary,
    actor: Actor,
    assignments: list[Assignment],
    now: datetime,
    *,
    absent: frozenset[UUID] | None = None,
) -> bool:
    """Whether a reason is asked: of who may open by role a dossier that a colleague has. ``absent`` as in ``_stands_in``."""
    today, kind = today_of(now), regulations.pinned(row.regulation).roles[actor.role].kind
    if policy.NEEDS[kind].per_dossier or not _colleagues(actor, assignments, today):
        return False
    own = (one for one in assignments if one.account_id == actor.account and one.role == actor.role)
    return not any(_running(one, today) for one in own) and not _stands_in(actor, row, assignments, today, absent)
