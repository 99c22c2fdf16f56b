"""Following a dossier: a list of one's own, and who is told. Only of dossiers that one may list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Follow
from wederhoor.dossier.opening import fence_of
from wederhoor.dossier.queries.visible import visible
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date


def follow(organisation: Organisation, numbers: Sequence[str], *, on: bool, actor: Actor, now: datetime) -> list[str]:
    """Follow these dossiers, or no more; returns the numbers that were found."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        seen = visible(organisation, actor, local_date(now))
        rows = dict(seen.rows.filter(number__in=list(numbers)).values_list("dossier_id", "number")) if seen else {}
        if not seen:
            return []
        mine = Follow.objects.filter(organisation=organisation, account_id=seen.account, dossier_id__in=list(rows))
        mine.delete()
        if on:
            new = [Follow(organisation=organisation, dossier_id=i, account_id=seen.account, since=now) for i in rows]
            Follow.objects.bulk_create(new)
        access.log(organisation.pk, actor, "follow" if on else "unfollow", now=now, hits=len(rows))
    return sorted(rows.values())
