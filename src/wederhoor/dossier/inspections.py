"""What each party was given to inspect: one PDF that only that party opens, and what was withheld in it and why."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from wederhoor.dossier import papers_changed, policy
from wederhoor.dossier.accused import accused_of, whose
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Compartment, InspectionSet
from wederhoor.dossier.opened import DocumentView
from wederhoor.dossier.opening import NotFound, OpenDossier, fence_of
from wederhoor.dossier.papers import BOTH, INSPECTION, inside, sealed_document, store

PARTY = Compartment.PARTY.value
WHOLE, REDACTED, WITHHELD = "whole", "redacted", "withheld"
WAYS = {
    "online": "Op het scherm, via deze site",
    "paper": "Op papier gegeven",
    "post": "Per post",
    "seen": "Ingezien op kantoor",
}


@dataclass(frozen=True, slots=True)
class NewSet:
    """A set as it was made: its PDF, what is in it, to whom it is given and how."""

    side: str
    content: bytes
    name: str
    entries: Sequence[Mapping[str, Any]]
    receiver: str
    way: str
    given: date
    seq: int = 0
    only_for: tuple[str, ...] = ()
    """Of several accused the codes of those whom it is for."""


@dataclass(frozen=True, slots=True)
class SetView:
    """A set that was given."""

    id: UUID
    document: UUID
    side: str
    way: str
    given: date
    seq: int
    entries: tuple[dict[str, Any], ...]
    receiver: str
    at: datetime
    by: str


def keep_set(dossier: OpenDossier, new: NewSet, *, actor: Actor, now: datetime) -> UUID:
    """Keep a set as a document of the party it is for; the other party does not open it. Raises NotFound."""
    if new.side not in policy.PARTIES or new.way not in WAYS:
        raise NotFound
    with inside(dossier, "attach", "give inspection", actor=actor, now=now) as here:
        if here.kind in policy.PARTIES:
            raise NotFound
        ring, made = here.key_for(PARTY), uuid.uuid4()
        document = sealed_document(
            here.row, ring, kind=INSPECTION, name=new.name, content=new.content, media_type="application/pdf", compartment=PARTY,
            shown_to=new.side, by=actor.who, now=now, only_for=new.only_for,
        )  # fmt: skip
        store(document)
        row = InspectionSet(
            organisation_id=here.row.organisation_id, dossier_id=here.row.id, id=made, document=document.id, side=new.side,
            way=new.way, given=new.given, seq=new.seq, at=now, by=actor.who,
            entries=ring.seal(json.dumps(list(new.entries)), PARTY, made.hex, "entries"),
            receiver=ring.seal(new.receiver, PARTY, made.hex, "receiver"),
        )  # fmt: skip
        InspectionSet.objects.bulk_create([row])
    return made


def give(
    dossier: OpenDossier, new: NewSet, apart: Mapping[UUID, str], reason: str, *, actor: Actor, now: datetime
) -> None:
    """Keep a set and show the papers that could not be bound, each to whom it says: all of it or nothing."""
    with in_organisation(*fence_of(dossier.row.organisation, actor), account=actor.account):
        keep_set(dossier, new, actor=actor, now=now)
        for paper, to in apart.items():
            papers_changed.show(dossier, paper, to, reason, actor=actor, now=now)


def also_shown(dossier: OpenDossier, file: DocumentView, side: str, only_for: Sequence[str] = ()) -> str:
    """To whom a paper is shown once this side opens it too, of several accused only these; '' where they open it already.

    Who opened it keeps it, and nobody else of the accused comes with them: it is what ``papers_changed.show`` takes.
    """
    sides = set(policy.PARTIES) if file.shown_to == BOTH else {file.shown_to} - {""}
    had, named = _opened_by(dossier, file), set[str]()
    if "accused" in sides:
        named = set(had)
    if side == "accused":
        everybody = not only_for or ("accused" in sides and not had)
        named = set() if everybody else {*named, *only_for}
    if side in sides and (side != "accused" or named == set(had)):
        return ""
    return " ".join((BOTH if len(sides | {side}) > 1 else side, *sorted(named)))


def _opened_by(dossier: OpenDossier, file: DocumentView) -> tuple[str, ...]:
    """Of several accused those who open a paper that is shown to their side; empty for all of them."""
    if file.only_for or file.shown_by or not accused_of(dossier):
        return file.only_for
    return whose(dossier.people, file.by)


def given(dossier: OpenDossier, *, actor: Actor, now: datetime) -> list[SetView]:
    """The sets that were given, newest first: to a party only its own."""
    with inside(dossier, "document", "inspections", actor=actor, now=now) as here:
        if PARTY not in here.seen:
            return []
        rows = InspectionSet.objects.filter(organisation_id=here.row.organisation_id, dossier_id=here.row.id)
        if here.kind in policy.PARTIES:
            opens = {one.id for one in dossier.documents if one.kind == INSPECTION}
            rows = rows.filter(side=here.kind, document__in=opens)
        return [_view(row, here.ring) for row in rows.order_by("-at")]


def _view(row: InspectionSet, ring: Keyring) -> SetView:
    entries = json.loads(ring.text(row.entries, PARTY, row.id.hex, "entries"))
    receiver = ring.text(row.receiver, PARTY, row.id.hex, "receiver")
    return SetView(
        row.id, row.document, row.side, row.way, row.given, row.seq, tuple(entries), receiver, row.at, row.by
    )
