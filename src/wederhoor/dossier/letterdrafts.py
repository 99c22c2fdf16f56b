"""What is being written for a letter: kept sealed for all who work on it, and looked at by a second person where that is wished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, DossierKey, LetterDraft
from wederhoor.dossier.opening import OpenDossier, admit, fence_of

PARTY = Compartment.PARTY.value
LONGEST = 200_000
State = LetterDraft.State


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in the making: the parts typed so far, and what a second person said of it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    sha256: str = ""
    asked_by: str = ""
    checked_by: str = ""
    remark: str = ""
    changed: datetime | None = None


class SamePerson(Exception):
    """Who wrote a letter is not the one to approve it."""


def _mine(dossier: OpenDossier, letter: str, seq: int) -> QuerySet[LetterDraft]:
    row = dossier.row
    return LetterDraft.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, letter=letter, seq=seq)


def written(dossier: OpenDossier, letter: str, seq: int) -> Written:
    """What there is of a letter so far."""
    row, actor = dossier.row, dossier.actor
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        kept = _mine(dossier, letter, seq).first()
        if kept is None:
            return Written()
        ring = keys.keyring(row.organisation, row.id, [PARTY])
    typed = ring.text(kept.typed, PARTY, f"{letter}:{seq}", "letter draft")
    remark = ring.text(kept.remark, PARTY, f"{letter}:{seq}", "letter remark")
    return Written(
        json.loads(typed or "{}"), kept.state, kept.sha256, kept.asked_by, kept.checked_by, remark, kept.changed
    )


def keep(dossier: OpenDossier, letter: str, seq: int, typed: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """Keep what was typed. What a second person approved was another text: after a change it is asked again."""
    before = written(dossier, letter, seq)
    if dict(before.typed) == dict(typed):
        return
    content = json.dumps(dict(typed), ensure_ascii=False)
    if len(content) > LONGEST:
        raise ValueError("this is longer than a letter can be")
    changes: dict[str, Any] = {"typed": (content, "letter draft"), "state": State.TYPED, "sha256": "", "checked_by": ""}
    _save(dossier, letter, seq, changes, "letter draft", actor, now)


def ask(dossier: OpenDossier, letter: str, seq: int, sha256: str, *, actor: Actor, now: datetime) -> None:
    """Ask a second person to look at exactly this content."""
    changes = {"state": State.ASKED, "sha256": sha256, "asked_by": actor.who, "checked_by": ""}
    _save(dossier, letter, seq, changes, "ask letter check", actor, now)


def check(
    dossier: OpenDossier, letter: str, seq: int, *, approved: bool, remark: str, actor: Actor, now: datetime
) -> None:
    """Approve what was asked, or give it back with a remark. Raises SamePerson for who asked."""
    if written(dossier, letter, seq).asked_by == actor.who:
        raise SamePerson
    state = State.APPROVED if approved else State.RETURNED
    changes = {"state": state, "checked_by": actor.who, "remark": (remark, "letter remark")}
    _save(dossier, letter, seq, changes, "letter check", actor, now)


def approved(dossier: OpenDossier, letter: str, seq: int, sha256: str) -> bool:
    """Whether a second person approved exactly this content."""
    found = written(dossier, letter, seq)
    return found.state == State.APPROVED and found.sha256 == sha256 and found.checked_by not in ("", found.asked_by)


def _save(
    dossier: OpenDossier, letter: str, seq: int, changes: Mapping[str, Any], action: str, actor: Actor, now: datetime
) -> None:
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "act", now)
        ring = keys.keyring(row.organisation, row.id, [PARTY])
        DossierKey.objects.bulk_create(ring.add([PARTY]))
        sealed = {
            name: ring.seal(value[0], PARTY, f"{letter}:{seq}", value[1]) if isinstance(value, tuple) else value
            for name, value in changes.items()
        }
        made = LetterDraft(
            organisation_id=row.organisation_id, dossier_id=row.id, letter=letter, seq=seq, changed=now, **sealed
        )
        LetterDraft.objects.bulk_create(
            [made], update_conflicts=True, unique_fields=["organisation", "dossier_id", "letter", "seq"],
            update_fields=["changed", *sealed],
        )  # fmt: skip
        access.log(row.organisation_id, actor, action, now=now, dossier=row.number)
