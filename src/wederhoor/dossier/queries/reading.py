"""The texts of many dossiers at once, for who looks what they have in common: only what this person may open, read in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.opening import fence_of
from wederhoor.dossier.queries.searching import opened_texts, owed_reasons
from wederhoor.dossier.queries.visible import visible
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody may read of one dossier, and the names in it."""

    number: str
    theme: str
    place: str
    text: str
    names: tuple[str, ...]


def read_many(organisation: Organisation, actor: Actor, *, most: int, logged: str, now: datetime) -> list[Read]:
    """The newest dossiers that this person may open, with their texts; one line in the log with how many.

    A dossier for which one says first why one opens it is not among them.
    """
    with in_organisation(*fence_of(organisation, actor), account=actor.account, many=True):
        seen = visible(organisation, actor, local_date(now))
        if seen is None:  # nothing is read, and the log of a strange organisation is not theirs to write
            return []
        rows = list(seen.rows.select_related("location").order_by(F("received_on").desc(), "-number")[:most])
        owed = owed_reasons(organisation, actor, rows, now)
        mine = [row for row in rows if row.number not in owed]
        opened = opened_texts(organisation, mine, seen, now)
        access.log(organisation.pk, actor, logged, now=now, hits=len(opened))
    found = []
    for row in mine:
        texts = opened.get(row.dossier_id, [])
        words = "\n".join(one.text for one in texts if not one.label.startswith(PERSON))
        names = tuple(one.text for one in texts if one.label.startswith(PERSON))
        found.append(Read(row.number, row.finer or row.theme, row.location.name if row.location else "", words, names))
    return found
