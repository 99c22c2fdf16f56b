"""What somebody was still writing in an act: kept sealed for that account alone, and gone when the act is done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation, tell_last
from wederhoor.dossier.models import Compartment, Dossier, DossierKey, Draft
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of
from wederhoor.organisations.prepared import Given, Prepared, removal
from wederhoor.procedure.events import Event
from wederhoor.procedure.model import Act

LONGEST = 200_000
"""Characters of one draft; more is no text that somebody typed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft, opened: the answers by question as they were typed, and when they were kept."""

    act: str
    part: str
    saved: datetime
    typed: Mapping[str, list[str]]


def compartment_of(act: Act) -> str:
    """Where what is typed in this act is sealed: the most closed compartment that one of its texts goes to."""
    found = {field.compartment for field in act.fields.values()} - {Compartment.PARTY.value}
    return min(found, default=Compartment.PARTY.value)


def keep(
    dossier: OpenDossier, act: str, typed: Mapping[str, list[str]], *, part: str = "", actor: Actor, now: datetime
) -> None:
    """Keep what was typed; nothing typed takes the draft away. Raises NotFound, ValueError when it is too long."""
    row, content = dossier.row, json.dumps(dict(typed), ensure_ascii=False)
    if len(content) > LONGEST:
        raise ValueError("this is longer than a draft can be")
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "act", now)
        if actor.account is None:
            raise NotFound
        if any(value.strip() for values in typed.values() for value in values):
            _save(dossier, act, part, actor.account, content, now)
        else:
            _mine(row, actor.account).filter(act=act, part=part).delete()
        access.log(row.organisation_id, actor, "draft", now=now, dossier=row.number)


def _save(dossier: OpenDossier, act: str, part: str, account: UUID, content: str, now: datetime) -> None:
    row, compartment = dossier.row, compartment_of(dossier.regulation.acts[act])
    ring = keys.keyring(row.organisation, row.id, [compartment])
    DossierKey.objects.bulk_create(ring.add([compartment]))
    draft = Draft(
        organisation_id=row.organisation_id, dossier_id=row.id, account_id=account, act=act, part=part, compartment=compartment,
        saved=now, content=ring.seal(content, compartment, _record(account, act, part), "draft"),
    )  # fmt: skip
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["organisation", "dossier_id", "account", "act", "part"],
        update_fields=["compartment", "saved", "content"],
    )  # fmt: skip


def _with_keys() -> Any:
    here = {"organisation_id": Given("organisation"), "dossier_id": Given("dossier")}
    key = DossierKey.objects.filter(**here, compartment=OuterRef("compartment"))
    return Draft.objects.filter(**here, account_id=Given("account")).annotate(wrapped=Subquery(key.values("wrapped")))


MINE: Prepared[Any] = Prepared(_with_keys)


def mine(dossier: OpenDossier) -> dict[tuple[str, str], Kept]:
    """The drafts of this actor in this dossier, by act and part. Inside the opening's transaction."""
    row, account = dossier.row, dossier.actor.account
    if account is None:
        return {}
    rows = MINE.rows(organisation=row.organisation_id, dossier=row.id, account=account)
    ring = keys.Keyring(row.organisation, row.id, {d.compartment: bytes(d.wrapped) for d in rows})
    return {(d.act, d.part): _opened(d, account, ring) for d in rows}


def _opened(draft: Draft, account: UUID, ring: keys.Keyring) -> Kept:
    text = ring.text(draft.content, draft.compartment, _record(account, draft.act, draft.part), "draft")
    return Kept(draft.act, draft.part, draft.saved, json.loads(text))


def done(row: Dossier, account: UUID, event: Event) -> None:
    """The act was done: its draft goes, with the commit. Inside the transaction of the door."""
    mine = {"organisation_id": row.organisation_id, "dossier_id": row.id, "account_id": account}
    tell_last(removal(Draft, **mine, act=event.act, part=event.part))


def _mine(row: Dossier, account: UUID) -> Any:
    return Draft.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, account_id=account)


def _record(account: UUID, act: str, part: str) -> str:
    return f"{account.hex}:{act}:{part}"
