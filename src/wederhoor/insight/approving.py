"""Free text of a dossier without persons in it: proposed by the rules, read and approved by somebody, kept with the dossier.

Nothing leaves a dossier for learning without this. What is approved is looked at once more: whatever still looks like a
person must have been left there knowingly.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import ApprovedText, Compartment
from wederhoor.dossier.opening import OpenDossier
from wederhoor.dossier.papers import Inside
from wederhoor.insight.deidentify import Finding, Kind, Known, proposal, suspicions
from wederhoor.insight.deidentify.finding import apart
from wederhoor.insight.deidentify.tagging import Proposal, replaced
from wederhoor.organisations.models import Account

BY_HAND = "by hand"
TAG_BY_HAND = "[weggelaten]"
NEVER = frozenset({Kind.BSN, Kind.TELEPHONE, Kind.MAIL, Kind.IBAN})
"""What no reader needs in order to learn, and what no approval lets through; nor the name of somebody the dossier knows."""


class StillThere(ValueError):
    """The text still holds what looks like a person; ``findings`` says what and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings left in the text")
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What somebody made of a proposal: which findings stay (by their words), and what goes besides."""

    keep: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


def known_of(dossier: OpenDossier) -> list[Known]:
    """Whom and what the dossier knows: everybody in it, who works on it, the location, the provider."""
    accounts = {row.account_id for row in dossier.assignments} | {p.account for p in dossier.people if p.account}
    names = [person.name for person in dossier.people]
    names += list(Account.objects.filter(pk__in=accounts).order_by("name").values_list("name", flat=True))
    places = [dossier.organisation.name, dossier.row.location.name if dossier.row.location else ""]
    places += [dossier.row.member.name] if dossier.row.member else []
    return [*(Known(name) for name in dict.fromkeys(names)), *(Known(name, Kind.PLACE) for name in places if name)]


def proposed(text: str, known: Iterable[Known], reviewed: Reviewed | None = None) -> Proposal:
    """The text with tags, dates made coarser, as somebody reviewed it so far; the findings are all of them, kept ones too."""
    made = proposal(text, known, coarse_dates=True)
    choice = reviewed or Reviewed()
    found = apart([*by_hand(text, choice.also), *made.findings])
    return Proposal(text, tuple(found), replaced(text, [one for one in found if not stays(one, text, choice)]))


def stays(one: Finding, text: str, reviewed: Reviewed) -> bool:
    """Whether somebody left this finding as it is."""
    return one.reason != BY_HAND and one.of(text) in reviewed.keep


def by_hand(text: str, also: Iterable[str]) -> list[Finding]:
    """Passages that somebody marked: wherever these words stand, in capitals or not."""
    found, low = [], text.casefold()
    for words in (one.strip().casefold() for one in also if one.strip()):
        at = low.find(words)
        while at >= 0 and len(low) == len(text):
            found.append(Finding(at, at + len(words), Kind.NAME, BY_HAND, 1.0, TAG_BY_HAND))
            at = low.find(words, at + len(words))
    return found


def left(text: str, known: Iterable[Known]) -> list[Finding]:
    """What still looks like a person in a text that is about to be approved; tags are no names."""
    return [one for one in suspicions(text, known) if not _in_tag(text, one)]


def _in_tag(text: str, one: Finding) -> bool:
    opened = text.rfind("[", 0, one.start + 1)
    return opened >= 0 and "]" not in text[opened : one.start] and "]" in text[one.start : one.start + 40]


def approve(
    here: Inside, dossier: OpenDossier, text: str, made: Proposal, reviewed: Reviewed, *, use: str, goes_to: UUID,
    read: bool, actor: Actor, now: datetime,
) -> ApprovedText:  # fmt: skip
    """Keep with the dossier that this person approved this text, in the transaction of whatever uses it.

    ``read``: the person says to have read it, and that what is still marked is nobody. Raises StillThere otherwise, and always
    for what no approval lets through (``NEVER``).
    """
    rest = left(text, known_of(dossier))
    if hard := [one for one in rest if one.kind in NEVER or one.reason == "known"]:
        raise StillThere(hard)
    if rest and not read:
        raise StillThere(rest)
    place = Compartment.HANDLER.value if Compartment.HANDLER.value in here.seen else Compartment.PARTY.value
    row = ApprovedText(
        organisation=dossier.organisation, dossier_id=dossier.id, id=uuid.uuid4(), use=use, goes_to=goes_to, at=now,
        by=actor.who, role=actor.role, compartment=place, replaced=[_said(one, made.text, reviewed) for one in made.findings],
    )  # fmt: skip
    row.text = here.key_for(place).seal(text, place, f"approved {row.id.hex}", "text")
    ApprovedText.objects.bulk_create([row])
    return row


def _said(one: Finding, text: str, reviewed: Reviewed) -> dict[str, Any]:
    """What is kept of a finding: never its words."""
    return {"kind": one.kind.value, "reason": one.reason, "tag": one.tag, "replaced": not stays(one, text, reviewed)}
