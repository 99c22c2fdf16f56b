"""Lists of letters over many dossiers: what waits in the outbox, what is to be printed, what left, what awaits a second pair of eyes.

Through the same policy, fence and access log as every list; without names: a letter is to a role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from wederhoor.dossier import access, policy, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import LetterDraft, LetterSent, Outbox, Summary
from wederhoor.dossier.opening import OpenDossier, fence_of
from wederhoor.dossier.queries.visible import visible
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

MOST = 200
PAGE = 50
"""So many letters of the register at a time."""
State = Outbox.State


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter in a list, with its labels from the regulation of its dossier."""

    number: str
    name: str
    seq: int
    label: str
    to: str
    way: str
    state: str
    reason: str
    when: datetime
    id: UUID | None
    document: UUID | None
    sha256: str
    message_id: str
    by: str


def outbox(organisation: Organisation, actor: Actor, *, now: datetime) -> list[Entry]:
    """What waits to leave by mail or into the dossier, and what did not succeed: first what needs somebody."""
    rows = Outbox.objects.filter(organisation=organisation, state__in=(State.WAITING, State.SENDING, State.FAILED))
    found = _listed(organisation, actor, rows.order_by("not_before"), now)
    return sorted(
        (e for e in found if e.way != "print" or e.state == State.FAILED or e.when > now),
        key=lambda e: (e.state != State.FAILED, e.when),
    )


def to_print(organisation: Organisation, actor: Actor, *, now: datetime) -> list[Entry]:
    """What waits for paper, oldest first; not while it can still be stopped."""
    rows = Outbox.objects.filter(organisation=organisation, state=State.WAITING, way="print", not_before__lte=now)
    return _listed(organisation, actor, rows.order_by("made"), now)


def register(
    organisation: Organisation, actor: Actor, *, now: datetime, page: int = 1, wanted: Mapping[str, str] | None = None
) -> tuple[list[Entry], bool]:
    """One page of every letter that left, newest first, and whether there are more; ``wanted``: number, letter, way."""
    asked = {name: value for name, value in (wanted or {}).items() if value}
    rows = LetterSent.objects.filter(organisation=organisation)
    rows = rows.filter(**{name: value for name, value in asked.items() if name in ("letter", "way")})
    if number := asked.get("number"):
        named = Summary.objects.filter(organisation=organisation, number__icontains=number)
        rows = rows.filter(dossier_id__in=named.values("dossier_id"))
    begin = (page - 1) * PAGE
    rows = rows.order_by("-at", "dossier_id", "letter", "seq", "recipient")
    found, entries = _part(organisation, actor, rows, now, slice(begin, begin + PAGE + 1))
    return [entry for entry in entries[:PAGE] if entry], found > PAGE


def sealed_as(dossier: OpenDossier, document: UUID) -> set[str]:
    """The hashes that were written down when this letter left; empty while it did not."""
    row, actor = dossier.row, dossier.actor
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = LetterSent.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, document=document)
        return set(mine.values_list("sha256", flat=True))


def to_check(organisation: Organisation, actor: Actor, *, now: datetime) -> list[Entry]:
    """Letters that somebody else must look at before they leave."""
    rows = LetterDraft.objects.filter(organisation=organisation, state=LetterDraft.State.ASKED)
    return _listed(organisation, actor, rows.order_by("changed"), now)


def _listed(organisation: Organisation, actor: Actor, rows: Any, now: datetime) -> list[Entry]:
    return [entry for entry in _part(organisation, actor, rows, now, slice(0, MOST))[1] if entry]


def _part(
    organisation: Organisation, actor: Actor, rows: Any, now: datetime, part: slice
) -> tuple[int, list[Entry | None]]:
    """How many rows of this part there are in dossiers that the actor may list, and the rows in words."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        seen = visible(organisation, actor, local_date(now))
        if seen is None or not seen.reads_subjects:
            return 0, []
        found = list(rows.filter(dossier_id__in=seen.rows.values("dossier_id"))[part])
        asked = Summary.objects.filter(organisation=organisation, dossier_id__in={row.dossier_id for row in found})
        known = {row.dossier_id: row for row in asked.only("dossier_id", "number", "regulation")}
        entries = [_entry(row, known[row.dossier_id], actor.role) for row in found]
        access.log(organisation.pk, actor, "letters", now=now, hits=sum(entry is not None for entry in entries))
    return len(found), entries


def _entry(row: Any, summary: Summary, role: str) -> Entry | None:
    """The row in words; None for a letter that is not for who looks."""
    regulation = regulations.pinned(summary.regulation)
    if role not in regulation.roles or not policy.reads_letter(regulation, role, row.letter):
        return None
    rule = regulation.letters.get(row.letter)
    to = getattr(row, "role", "") or (rule.to[0] if rule else "")
    when = next(getattr(row, name) for name in ("at", "not_before", "changed") if hasattr(row, name))
    return Entry(
        number=summary.number, name=row.letter, seq=row.seq, label=rule.label if rule else row.letter, when=when,
        to=_label(regulation, to), way=getattr(row, "way", ""), state=getattr(row, "state", State.SENT),
        reason=getattr(row, "reason", ""), id=getattr(row, "id", None), document=getattr(row, "document", None),
        sha256=row.sha256, message_id=getattr(row, "message_id", ""), by=getattr(row, "by", "") or getattr(row, "asked_by", ""),
    )  # fmt: skip


def _label(regulation: Any, code: str) -> str:
    found = regulation.roles.get(code) or regulation.external_bodies.get(code)
    return str(found.label) if found else code
