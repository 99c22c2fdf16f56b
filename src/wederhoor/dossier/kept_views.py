"""Kept views: a name and the filters of a list, one's own or shared with everybody at the organisation."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import SavedView
from wederhoor.dossier.queries.counting import Kept, sealed_name, view_name
from wederhoor.organisations.models import Organisation

MOST = 20
LONGEST = 60


class TooMany(Exception):
    """Nobody keeps more than twenty views; tabs beyond that are no help."""


def _account(actor: Actor) -> UUID:
    if actor.account is None:
        raise ValueError("views are kept by somebody with an account")
    return actor.account


def keep(organisation: Organisation, name: str, query: str, *, shared: bool, actor: Actor, now: datetime) -> UUID:
    """Keep a view. Raises TooMany."""
    code = uuid.uuid4()
    with in_organisation(organisation.pk, account=actor.account):
        mine = SavedView.objects.filter(organisation=organisation, account_id=_account(actor))
        if mine.count() >= MOST:
            raise TooMany
        kept = SavedView(
            organisation=organisation, id=code, account_id=_account(actor), shared=shared, query=query, made=now,
            name=sealed_name(organisation, code, name[:LONGEST]),
        )  # fmt: skip
        SavedView.objects.bulk_create([kept])
    return code


def own(organisation: Organisation, actor: Actor) -> list[Kept]:
    """The views of this account, in the order they were made."""
    with in_organisation(organisation.pk, account=actor.account):
        mine = SavedView.objects.filter(organisation=organisation, account_id=_account(actor)).order_by("made")
        rows = list(mine.values_list("id", "name", "query", "shared"))
    return [Kept(i, view_name(organisation, i, bytes(name)), query, shared, True) for i, name, query, shared in rows]


def change(organisation: Organisation, code: UUID, name: str, *, shared: bool, actor: Actor) -> bool:
    """Give one's own view another name, share it or no more; whether it was there."""
    with in_organisation(organisation.pk, account=actor.account):
        mine = SavedView.objects.filter(organisation=organisation, id=code, account_id=_account(actor))
        return bool(mine.update(name=sealed_name(organisation, code, name[:LONGEST]), shared=shared))


def drop(organisation: Organisation, code: UUID, *, actor: Actor) -> bool:
    """Remove one's own view; whether it was there."""
    with in_organisation(organisation.pk, account=actor.account):
        mine = SavedView.objects.filter(organisation=organisation, id=code, account_id=_account(actor))
        return bool(mine.delete()[0])
