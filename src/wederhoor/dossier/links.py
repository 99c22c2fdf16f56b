"""Dossiers of one organisation that belong together. Both must open for whoever ties, unties or sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from wederhoor.dossier import access, opening
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Link
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of
from wederhoor.dossier.people import KEEPERS


@dataclass(frozen=True, slots=True)
class Linked:
    """Another dossier, how it belongs to this one, and whether this one is the one that follows."""

    number: str
    kind: str
    later: bool


def _kept(dossier: OpenDossier, actor: Actor, now: datetime) -> None:
    admit(dossier.row, actor, "act", now)
    if dossier.regulation.roles[actor.role].kind not in KEEPERS:
        raise NotFound


def add(dossier: OpenDossier, number: str, kind: str, *, actor: Actor, now: datetime) -> None:
    """Tie this dossier to another. Raises NotFound when the other does not open for this actor, ValueError for itself."""
    row = dossier.row
    if number == row.number:
        raise ValueError("a dossier is not tied to itself")
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        _kept(dossier, actor, now)
        other = opening.find(row.organisation, number)
        admit(other, actor, "read", now)
        if not _between(row, other).exists():
            Link.objects.bulk_create(
                [
                    Link(
                        organisation_id=row.organisation_id,
                        dossier_id=row.id,
                        other_id=other.id,
                        kind=Link.Kind(kind),
                        made=now,
                        by=actor.who,
                    )
                ]
            )
        access.log(row.organisation_id, actor, "link", now=now, dossier=row.number)
        access.log(row.organisation_id, actor, "link", now=now, dossier=other.number)


def remove(dossier: OpenDossier, number: str, *, actor: Actor, now: datetime) -> None:
    """Untie two dossiers. Raises NotFound."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        _kept(dossier, actor, now)
        other = opening.find(row.organisation, number)
        admit(other, actor, "read", now)
        _between(row, other).delete()
        access.log(row.organisation_id, actor, "unlink", now=now, dossier=row.number)


def _between(row: Dossier, other: Dossier) -> Any:
    mine = Link.objects.filter(organisation_id=row.organisation_id)
    return mine.filter(Q(dossier_id=row.id, other_id=other.id) | Q(dossier_id=other.id, other_id=row.id))


def linked(dossier: OpenDossier, *, actor: Actor, now: datetime) -> list[Linked]:
    """The dossiers tied to this one that this actor may open."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = Link.objects.filter(organisation_id=row.organisation_id).filter(
            Q(dossier_id=row.id) | Q(other_id=row.id)
        )
        found = [
            (link, link.other_id if link.dossier_id == row.id else link.dossier_id) for link in mine.order_by("made")
        ]
        near = Dossier.objects.filter(organisation_id=row.organisation_id, id__in=[i for _, i in found])
        others = {other.id: other for other in near}
        rows = [(link, others[i]) for link, i in found if i in others and _opens(others[i], dossier, actor, now)]
    return [Linked(other.number, link.kind, link.dossier_id == row.id) for link, other in rows]


def _opens(other: Dossier, dossier: OpenDossier, actor: Actor, now: datetime) -> bool:
    other.organisation = dossier.organisation
    try:
        admit(other, actor, "read", now)
    except NotFound:
        return False
    return True
