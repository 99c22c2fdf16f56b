"""How somebody without an account stands towards a dossier: with its code, or by an invitation to take part."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import codes
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.models import Dossier, Person, TakingPart
from wederhoor.dossier.policy import Standing
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import State
from wederhoor.procedure.terms import local_date


def outside(
    actor: Actor, dossier: Dossier, kind: str, people: list[Person], state: State | None, now: datetime, *, shut: bool
) -> Standing:
    """Of who has no account: the complainant with the code of the dossier, or somebody who was invited."""
    if actor.link:
        return _invited(actor, dossier, kind, people, state, now, shut=shut)
    return Standing(assigned=kind == "complainant" and codes.holds(dossier, actor, now), kept_out=shut)


def _invited(
    actor: Actor, dossier: Dossier, kind: str, people: list[Person], state: State | None, now: datetime, *, shut: bool
) -> Standing:
    """The invitation must still work, and be of a person of this side; who may hear nothing in their work does not here either."""
    rows = TakingPart.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id, revoked=None)
    works = rows.filter(person=actor.person, valid_until__gte=local_date(now)).first()
    mine = works is not None and works.id == actor.link
    side = next((person.side for person in people if person.code == actor.person), "")
    silent = bool(works and works.works_as and state is not None and needs.kept_out(state, works.works_as, now))
    return Standing(
        assigned=mine and side in SIDES.get(kind, set()), kept_out=shut or silent,
        untold=state is not None and not needs.knows(state, actor.role, now),
    )  # fmt: skip
