"""What is being written for a letter: kept sealed for all who work on it, and looked at by a second person where that is wished."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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
    typed_by: tuple[str, ...] = ()
    """Who wrote in it, the last one last."""

    @property
    def version(self) -> str:
        """The hash of what is typed."""
        return version(self.typed)

    @property
    def makers(self) -> frozenset[str]:
        """Who may not be the second person."""
        return frozenset((self.asked_by, *self.typed_by)) - {""}


class SamePerson(Exception):
    """Who wrote a letter is not the one to approve it."""


class Overtaken(Exception):
    """A colleague changed the letter after this person looked."""


def version(typed: Mapping[str, str]) -> str:
    """The hash of a text as it was typed; line ends do not matter."""
    plain = sorted((name, text.replace("\r\n", "\n")) for name, text in typed.items())
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


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
        return _opened(kept, keys.keyring(row.organisation, row.id, [PARTY]))


def _opened(kept: LetterDraft, ring: keys.Keyring) -> Written:
    typed = ring.text(kept.typed, PARTY, f"{kept.letter}:{kept.seq}", "letter draft")
    remark = ring.text(kept.remark, PARTY, f"{kept.letter}:{kept.seq}", "letter remark")
    return Written(
        json.loads(typed or "{}"), kept.state, kept.sha256, kept.asked_by, kept.checked_by, remark, kept.changed,
        tuple(kept.typed_by.split()),
    )  # fmt: skip


def keep(
    dossier: OpenDossier, letter: str, seq: int, typed: Mapping[str, str], *, seen: str, actor: Actor, now: datetime
) -> None:
    """Keep what was typed. What a second person approved was another text: after a change it is asked again.

    ``seen`` is the version the writer went on from. Raises Overtaken when a colleague wrote after that.
    """
    content = json.dumps(dict(typed), ensure_ascii=False)
    if len(content) > LONGEST:
        raise ValueError("this is longer than a letter can be")
    with _changing(dossier, letter, seq, "letter draft", actor, now) as (before, save):
        if before.version == version(typed):
            return
        if before.typed and seen != before.version and before.typed_by[-1:] != (actor.who,):
            raise Overtaken
        writers = [who for who in before.typed_by if who != actor.who] + [actor.who]
        changes = {"state": State.TYPED, "sha256": "", "checked_by": "", "typed_by": " ".join(writers)}
        save({"typed": (content, "letter draft")} | changes)


def ask(dossier: OpenDossier, letter: str, seq: int, sha256: str, *, seen: str, actor: Actor, now: datetime) -> None:
    """Ask a second person to look at exactly this content, made of the text of version ``seen``. Raises Overtaken."""
    with _changing(dossier, letter, seq, "ask letter check", actor, now) as (before, save):
        if before.version != seen:
            raise Overtaken
        save({"state": State.ASKED, "sha256": sha256, "asked_by": actor.who, "checked_by": ""})


def check(
    dossier: OpenDossier,
    letter: str,
    seq: int,
    sha256: str,
    *,
    approved: bool,
    remark: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Approve what was asked, or give it back with a remark; ``sha256`` is of the letter as it was asked when they looked.

    Raises SamePerson for who asked or wrote in it, Overtaken when it is no longer what was asked.
    """
    with _changing(dossier, letter, seq, "letter check", actor, now) as (before, save):
        if actor.who in before.makers:
            raise SamePerson
        if before.state != State.ASKED or before.sha256 != sha256:
            raise Overtaken
        state = State.APPROVED if approved else State.RETURNED
        save({"state": state, "checked_by": actor.who, "remark": (remark, "letter remark")})


def approved(dossier: OpenDossier, letter: str, seq: int, sha256: str) -> bool:
    """Whether a second person approved exactly this content."""
    found = written(dossier, letter, seq)
    return found.state == State.APPROVED and found.sha256 == sha256 and found.checked_by not in ("", *found.makers)


Save = Callable[[Mapping[str, Any]], None]


@contextmanager
def _changing(
    dossier: OpenDossier, letter: str, seq: int, action: str, actor: Actor, now: datetime
) -> Iterator[tuple[Written, Save]]:
    """One transaction on a letter in the making, with nobody else at it: what there is, and what writes changes."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "act", now)
        ring = keys.keyring(row.organisation, row.id, [PARTY])
        DossierKey.objects.bulk_create(ring.add([PARTY]))
        fresh = LetterDraft(organisation_id=row.organisation_id, dossier_id=row.id, letter=letter, seq=seq, changed=now)
        LetterDraft.objects.bulk_create([fresh], ignore_conflicts=True)
        mine = _mine(dossier, letter, seq)

        def save(changes: Mapping[str, Any]) -> None:
            sealed = {
                name: ring.seal(value[0], PARTY, f"{letter}:{seq}", value[1]) if isinstance(value, tuple) else value
                for name, value in changes.items()
            }
            mine.update(changed=now, **sealed)
            access.log(row.organisation_id, actor, action, now=now, dossier=row.number)

        yield _opened(mine.select_for_update().get(), ring), save
