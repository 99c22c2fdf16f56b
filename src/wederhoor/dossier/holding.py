"""Legal hold: a dossier that may not be destroyed, with the reason (sealed), by whom, and when it was lifted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import Compartment, Dossier, LegalHold
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, gate

PARTY = Compartment.PARTY.value


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold, with its reasons opened."""

    id: uuid.UUID
    since: datetime
    role: str
    reason: str
    lifted: datetime | None
    lifted_role: str
    lifted_reason: str


def _rows(row: Dossier) -> Any:
    return LegalHold.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)


def is_held(row: Dossier) -> bool:
    """Whether a hold runs; behind the gate."""
    return bool(_rows(row).filter(lifted=None).exists())


def holds(dossier: OpenDossier, *, actor: Actor, now: datetime) -> list[Hold]:
    """Every hold of a dossier, the newest first."""
    row = dossier.row
    with gate(row.organisation, actor, now=now):
        admit(row, actor, "hold", now)
        ring = keys.keyring(row.organisation, row.id, [PARTY])
        return [_opened(one, ring) for one in _rows(row).order_by("-since")]


def _opened(one: LegalHold, ring: keys.Keyring) -> Hold:
    place = one.id.hex
    why, end = (ring.text(sealed, PARTY, place, name) for sealed, name in
                ((one.reason, "reason"), (one.lifted_reason, "lifted_reason")))  # fmt: skip
    return Hold(one.id, one.since, one.role, why, one.lifted, one.lifted_role, end)


def hold(dossier: OpenDossier, reason: str, *, actor: Actor, now: datetime) -> None:
    """Nobody destroys this dossier until the hold is lifted. Raises ValueError without a reason or where holds are not made."""
    row, key = dossier.row, uuid.uuid4()
    if not reason.strip() or not dossier.regulation.retention.hold:
        raise ValueError("a hold needs a reason, and a regulation that knows holds")
    with gate(row.organisation, actor, now=now):
        admit(row, actor, "hold", now)
        ring = keys.keyring(row.organisation, row.id, [PARTY])
        made = LegalHold(
            organisation_id=row.organisation_id, dossier_id=row.id, id=key, since=now, by=actor.who, role=actor.role,
            compartment=PARTY, reason=ring.seal(reason, PARTY, key.hex, "reason"),
        )  # fmt: skip
        LegalHold.objects.bulk_create([made])
        access.log(row.organisation_id, actor, "hold", now=now, dossier=row.number)


def lift(dossier: OpenDossier, which: uuid.UUID, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lift a hold, with the reason. Raises NotFound for one that does not run."""
    row = dossier.row
    if not reason.strip():
        raise ValueError("lifting a hold needs a reason")
    with gate(row.organisation, actor, now=now):
        admit(row, actor, "hold", now)
        ring = keys.keyring(row.organisation, row.id, [PARTY])
        sealed = ring.seal(reason, PARTY, which.hex, "lifted_reason")
        running = _rows(row).filter(id=which, lifted=None)
        if not running.update(lifted=now, lifted_by=actor.who, lifted_role=actor.role, lifted_reason=sealed):
            raise NotFound(row.number)
        access.log(row.organisation_id, actor, "lift hold", now=now, dossier=row.number)
