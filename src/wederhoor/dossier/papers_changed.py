"""What is done with a paper after it was handed in: moved, withdrawn, put back, shown, redacted. The original always stays."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from wederhoor.dossier import policy
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Document, Paper, PaperChange, Redaction
from wederhoor.dossier.opening import NotFound, OpenDossier
from wederhoor.dossier.papers import BOTH, PAPER, REDACTION, Inside, fits, inside, sealed_document, store

SHOWN_TO = ("", "complainant", "accused", BOTH)


class NoReason(ValueError):
    """What is done with a paper of somebody needs its reason."""


def move(dossier: OpenDossier, paper: UUID, to: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """Lay a paper in another compartment, with all that was made of it: sealed anew, its bytes the same."""
    with inside(dossier, "attach", "move paper", actor=actor, now=now) as here:
        row = _mine(here, paper, reason)
        if not fits(row.kind, to):
            raise NotFound
        before, ring = row.compartment, here.key_for(to)
        _change(here, row, "moved", before, to, to, reason, actor, now)
        if before != to:
            _sealed_anew(here, row, to, ring)


def withdraw(
    dossier: OpenDossier, paper: UUID, reason: str, *, back: bool = False, actor: Actor, now: datetime
) -> None:
    """Take a paper out of the papers that count (or put it back). It stays, with its original, for who works on papers."""
    with inside(dossier, "attach", "withdraw paper", actor=actor, now=now) as here:
        row = _mine(here, paper, reason)
        here.mine(Paper).filter(id=paper).update(withdrawn=not back)
        if not back:
            here.mine(Document).filter(id=row.cleaned).update(shown_to="")
        _change(here, row, "back" if back else "withdrawn", "", "", row.compartment, reason, actor, now)


def show(dossier: OpenDossier, paper: UUID, to: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """Let a party open a paper as it is, or no longer. Only for papers in the file of both parties.

    Of several accused some can be named behind the party: 'accused p2', or 'both p2' for the complainant and that one.
    """
    side, *whose = to.split(" ")
    named = SIDES["accused"] if side in ("accused", BOTH) else ()
    there = {person.code for person in dossier.people if person.side in named}
    with inside(dossier, "attach", "show paper", actor=actor, now=now) as here:
        row = _mine(here, paper, reason)
        if side not in SHOWN_TO or not there.issuperset(whose) or row.withdrawn or (to and row.compartment != "party"):
            raise NotFound
        clean = here.mine(Document).filter(id=row.cleaned)
        was, before_for = clean.values_list("shown_to", "only_for").get()
        before = f"{was} {before_for}".strip() if was else ""
        clean.update(shown_to=side, only_for=" ".join(whose), shown_at=now, shown_by=actor.who)
        _change(here, row, "shown", before, to, row.compartment, reason, actor, now)


def keep_redaction(
    dossier: OpenDossier,
    paper: UUID,
    content: bytes,
    rules: Mapping[str, Any],
    *,
    pages: int,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a copy in which something was blacked out, beside the paper. Returns the id of the redaction."""
    with inside(dossier, "attach", "redact paper", actor=actor, now=now) as here:
        row, made = _mine(here, paper, "-"), uuid.uuid4()
        ring = here.key_for(row.compartment)
        name = ring.text(row.title, row.compartment, row.id.hex, "title")
        document = sealed_document(
            here.row, ring, kind=REDACTION, name=f"{name}.pdf", content=content, media_type="application/pdf",
            compartment=row.compartment, shown_to="", by=actor.who, now=now, paper=paper,
        )  # fmt: skip
        store(document)
        sealed = ring.seal(json.dumps(dict(rules)), row.compartment, made.hex, "rules")
        redaction = Redaction(
            organisation_id=here.row.organisation_id, dossier_id=here.row.id, id=made, paper=paper, document=document.id,
            compartment=row.compartment, rules=sealed, pages=pages, at=now, by=actor.who,
        )  # fmt: skip
        Redaction.objects.bulk_create([redaction])
    return made


def _mine(here: Inside, paper: UUID, reason: str) -> Paper:
    """The paper, for somebody who works on papers. Raises NotFound, NoReason."""
    row: Paper | None = here.mine(Paper).filter(id=paper).first()
    if row is None or here.kind not in policy.KEEPERS:
        raise NotFound
    if not reason.strip():
        raise NoReason
    return row


def _change(
    here: Inside, row: Paper, what: str, before: str, after: str, place: str, reason: str, actor: Actor, now: datetime
) -> None:
    made = uuid.uuid4()
    PaperChange.objects.bulk_create([
        PaperChange(
            organisation_id=here.row.organisation_id, dossier_id=here.row.id, id=made, paper=row.id, what=what, before=before,
            after=after, compartment=place, reason=here.ring.seal(reason, place, made.hex, "reason"), at=now, by=actor.who,
        )
    ])  # fmt: skip


def _sealed_anew(here: Inside, paper: Paper, to: str, ring: Keyring) -> None:
    """The paper, its files, its redactions and what was written about it, under the key of the new compartment."""
    redactions = list(here.mine(Redaction).filter(paper=paper.id))
    files = here.mine(Document).filter(id__in=[paper.original, paper.cleaned, *(row.document for row in redactions)])
    for file in files:
        _resealed(file, to, ring, "name", "content")
        if file.kind == PAPER and to != "party":
            Document.objects.filter(pk=file.pk).update(shown_to="")
    for row in redactions:
        _resealed(row, to, ring, "rules")
    for change in here.mine(PaperChange).filter(paper=paper.id).exclude(compartment=to):
        _resealed(change, to, ring, "reason")
    _resealed(paper, to, ring, "title")


def _resealed(row: Any, to: str, ring: Keyring, *columns: str) -> None:
    plain = {name: ring.unseal(getattr(row, name), row.compartment, row.id.hex, name) for name in columns}
    sealed = {name: ring.seal(text, to, row.id.hex, name) for name, text in plain.items()}
    type(row).objects.filter(pk=row.pk).update(compartment=to, **sealed)
