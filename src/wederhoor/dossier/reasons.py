"""Why somebody looks at a dossier that a colleague has: asked once a day, a code in the log, the words sealed in the dossier."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import Compartment, Dossier, Why

REASONS = {
    "stand in": "Ik neem waar voor de behandelaar",
    "take over": "Ik neem het dossier over",
    "asked": "De behandelaar vroeg mij mee te kijken",
    "contact": "De klager of de aangeklaagde nam contact met mij op",
    "quality": "Controle van de behandeling",
    "other": "Iets anders",
}
"""Code in the log -> what stands on the screen."""
PARTY = Compartment.PARTY.value


class ReasonNeeded(Exception):
    """A colleague in the same role has this dossier: first say why you look."""

    def __init__(self, number: str) -> None:
        super().__init__(f"{number}: say why first")
        self.number = number


def given(row: Dossier, actor: Actor, today: date) -> str:
    """The code of the reason this actor gave today. Raises ReasonNeeded."""
    said = Why.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, role=actor.role, day=today)
    return last(row.number, [why.code for why in said if why.account_id == actor.account])


def last(number: str, codes: Sequence[str]) -> str:
    """The last of these codes. Raises ReasonNeeded when there is none."""
    if not codes:
        raise ReasonNeeded(number)
    return codes[-1]


def keep(row: Dossier, actor: Actor, code: str, words: str, today: date, now: datetime) -> None:
    """Write the reason down; behind the gate, for who was admitted."""
    if code not in REASONS or actor.account is None:
        raise ValueError(f"'{code}' is no reason: it is one of {', '.join(REASONS)}")
    key = uuid.uuid4()
    ring = keys.keyring(row.organisation, row.id, [PARTY])
    why = Why(
        organisation_id=row.organisation_id, dossier_id=row.id, id=key, account_id=actor.account, role=actor.role, day=today,
        code=code, words=ring.seal(words, PARTY, key.hex, "words") if words else b"",
    )  # fmt: skip
    Why.objects.bulk_create([why])
    access.log(row.organisation_id, actor, "say why", now=now, dossier=row.number, reason=code)
