"""The end of a dossier: all its rows and keys go at once, and a tombstone without a person stays."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import access, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Tombstone
from wederhoor.dossier.opening import OpenDossier, admit, fence_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.retention import destroy_after
from wederhoor.procedure.terms import local_date


class TooEarly(Exception):
    """The dossier must still be kept, or its retention is unknown (then somebody must decide first)."""


def destroy(dossier: OpenDossier, *, actor: Actor, now: datetime) -> Tombstone:
    """Destroy a dossier whose retention has ended. Raises TooEarly, NotFound."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "destroy", now)
        state = summaries.state_of(row)
        last = destroy_after(state)
        if last is None or local_date(now) <= last:
            raise TooEarly(f"{row.number}: kept until {last or 'unknown'}")
        stone = _bury(row, state, actor, now)
        access.log(row.organisation_id, actor, "destroy", now=now, dossier=row.number)
    return stone


def _bury(row: Dossier, state: State, actor: Actor, now: datetime) -> Tombstone:
    stone = Tombstone(
        organisation_id=row.organisation_id, dossier_id=row.id, number=row.number, regulation=row.regulation,
        version=row.version, closed_on=summaries.day(state.closed_at), destroyed=now, by=actor.who,
    )  # fmt: skip
    Tombstone.objects.bulk_create([stone])
    Dossier.objects.filter(organisation_id=row.organisation_id, id=row.id).delete()
    return stone
