"""What a party is still writing on their own page: kept sealed under the id they act as, and gone when it is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.drafts import LONGEST, Kept
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, DossierKey, OutsideDraft
from wederhoor.organisations.prepared import remove

PARTY = Compartment.PARTY.value


def keep(row: Dossier, act: str, part: str, typed: Mapping[str, list[str]], *, actor: Actor, now: datetime) -> None:
    """Keep what was typed; nothing typed takes the draft away. For who was let in already. Raises ValueError when too long."""
    content = json.dumps(dict(typed), ensure_ascii=False)
    if len(content) > LONGEST:
        raise ValueError("this is longer than a draft can be")
    with in_organisation(row.organisation_id, account=actor.account):
        if any(value.strip() for values in typed.values() for value in values):
            _save(row, act, part, content, actor, now)
        else:
            _mine(row, actor.who).filter(act=act, part=part).delete()
        access.log(row.organisation_id, actor, "draft", now=now, dossier=row.number)


def _save(row: Dossier, act: str, part: str, content: str, actor: Actor, now: datetime) -> None:
    ring = keys.keyring(row.organisation, row.id, [PARTY])
    DossierKey.objects.bulk_create(ring.add([PARTY]))
    draft = OutsideDraft(
        organisation_id=row.organisation_id, dossier_id=row.id, who=actor.who, act=act, part=part, compartment=PARTY, saved=now,
        content=ring.seal(content, PARTY, f"{actor.who}:{act}:{part}", "draft"),
    )  # fmt: skip
    OutsideDraft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["organisation", "dossier_id", "who", "act", "part"],
        update_fields=["compartment", "saved", "content"],
    )  # fmt: skip


def kept(row: Dossier, act: str, part: str, *, actor: Actor) -> Kept | None:
    """The draft of this person in this act, opened."""
    with in_organisation(row.organisation_id, account=actor.account):
        draft = _mine(row, actor.who).filter(act=act, part=part).first()
        if draft is None:
            return None
        ring = keys.keyring(row.organisation, row.id, [draft.compartment])
        text = ring.text(draft.content, draft.compartment, f"{draft.who}:{act}:{part}", "draft")
    return Kept(act, part, draft.saved, json.loads(text))


def done(row: Dossier, who: str, act: str, part: str) -> None:
    """It was sent: its draft goes. Inside a transaction in the organisation."""
    remove(OutsideDraft, organisation_id=row.organisation_id, dossier_id=row.id, who=who, act=act, part=part)


def _mine(row: Dossier, who: str) -> Any:
    return OutsideDraft.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, who=who)
