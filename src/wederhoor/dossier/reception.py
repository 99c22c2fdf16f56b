"""How a complaint came in: the moment it was received and the moment it was registered apart, and what was not asked yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from wederhoor.dossier import keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, Reception
from wederhoor.dossier.opening import OpenDossier, fence_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.terms import local_date

PARTY = Compartment.PARTY.value
MARK = "\x01"
"""Before what is kept as JSON. Of before that only the reference was kept, as somebody typed it: that is never guessed at."""


@dataclass(frozen=True, slots=True)
class HowItCame:
    """What the form says beside the complaint itself. ``wording``: confirmed or later."""

    body: str = ""
    received_there: date | None = None
    known_by: str = ""
    reference: str = ""
    wording: str = ""
    applies: Mapping[str, str] = field(default_factory=dict)
    """Per question about applicability the answer, by their codes: also one that led elsewhere, of who went on here."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """How a complaint came in, for a page."""

    received: datetime
    registered: datetime
    how: HowItCame
    known_here: date | None


def came(row: Dossier, state: State, how: HowItCame, ring: keys.Keyring, actor: Actor, now: datetime) -> Reception:
    """The row to write beside the first event, in its transaction."""
    received = state.events[0].at
    told = _told(how)
    reference = ring.seal(told, PARTY, "reception", "reference") if told else b""
    return Reception(
        organisation_id=row.organisation_id, dossier_id=row.id, received=received, registered=now, by=actor.who, body=how.body,
        received_there=how.received_there, known_here=local_date(received) if how.body else None, known_by=how.known_by,
        reference=reference, wording=how.wording,
    )  # fmt: skip


def _told(how: HowItCame) -> str:
    """What is sealed: the reference, or the answers with it."""
    if not (how.reference or how.applies):
        return ""
    return MARK + json.dumps({"reference": how.reference, "applies": dict(how.applies)})


def _as_told(text: str) -> tuple[str, dict[str, str]]:
    if not text.startswith(MARK):
        return text, {}
    told = json.loads(text.removeprefix(MARK))
    return told["reference"], told["applies"]


def came_in(dossier: OpenDossier) -> CameIn | None:
    """How an opened dossier came in; None when its reader does not see the party file."""
    row = dossier.row
    if PARTY not in dossier.compartments:
        return None
    with in_organisation(*fence_of(row.organisation, dossier.actor), account=dossier.actor.account):
        found = Reception.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).first()
        if found is None:
            return None
        ring = keys.keyring(row.organisation, row.id, [PARTY])
        reference, applies = _as_told(ring.text(found.reference, PARTY, "reception", "reference"))
    how = HowItCame(found.body, found.received_there, found.known_by, reference, found.wording, applies)
    return CameIn(found.received, found.registered, how, found.known_here)
