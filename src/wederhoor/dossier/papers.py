"""Papers of a dossier: kept as they came and as the gate cleaned them, listed, moved, withdrawn, shown. Part of the door.

A paper lies in one compartment. A party opens only what it handed in itself or what was shown to it; who works on papers
opens what lies in the compartments of the role. Each function is one transaction with its line in the access log.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from wederhoor.dossier import access, keys, notices, policy, reasons, regulations, summaries
from wederhoor.dossier.accused import Apart, of_others
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Compartment, Document, Dossier, DossierKey, Paper, PaperChange, Person, Redaction
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of, find, gate, letter_left, owes_reason
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

PAPER, REDACTION, INSPECTION = "paper", "redaction", "inspection"
BOTH = "both"
KINDS = {
    "photo": "Foto of schermafdruk", "message": "Brief of bericht", "report": "Rapport of verslag", "care": "Uit het zorgdossier",
    "statement": "Verklaring", "hearing": "Verslag van een hoorzitting", "deliberation": "Stuk van het beraad", "other": "Ander stuk",
}  # fmt: skip
STORE = "UPDATE dossier_document SET content = %s WHERE organisation_id = %s AND dossier_id = %s AND id = %s"
OWN_PLACE = {"confidant": "confidant", "committee": "committee", "mediator": "mediation"}
"""The kinds of role whose papers lie in their own compartment, unless they say otherwise."""
PLACE_OF_KIND = {"hearing": "party", "deliberation": "committee"}


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What is said of a paper when it is handed in."""

    title: str
    kind: str
    side: str
    dated: date
    compartment: str
    shown_to: str = ""
    version_of: UUID | None = None
    only_for: tuple[str, ...] = ()
    """Of several accused the codes of those whom it is shown to; empty for all."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper as it is listed: without its content."""

    id: UUID
    original: UUID
    clean: UUID
    title: str
    name: str
    kind: str
    side: str
    compartment: str
    shown_to: str
    dated: date
    added: datetime
    by: str
    media_type: str
    size: int
    sha256: str
    original_sha256: str
    pages: int
    warnings: tuple[str, ...]
    scanned: str
    withdrawn: bool
    version_of: UUID | None = None
    before: tuple[UUID, str] | None = None
    """The paper that this is a newer version of, when it opens: its id and title."""
    after: tuple[tuple[UUID, str], ...] = ()
    """Its newer versions."""
    only_for: tuple[str, ...] = ()
    """Of several accused the codes of those whom it is shown to; empty for all."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Something that was done with a paper, and why."""

    what: str
    before: str
    after: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RedactionView:
    """A copy in which something was blacked out."""

    id: UUID
    document: UUID
    rules: Mapping[str, Any]
    pages: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Inside:
    """An opened dossier within its transaction: the row, the compartments that open, and their keys."""

    row: Dossier
    kind: str
    seen: frozenset[str]
    ring: Keyring

    def mine(self, model: Any) -> Any:
        """The rows of this dossier in the compartments that open."""
        rows = model.objects.filter(organisation_id=self.row.organisation_id, dossier_id=self.row.id)
        return rows.filter(compartment__in=self.seen)

    def key_for(self, compartment: str) -> Keyring:
        """The keyring with a key for this compartment, made when there is none yet. Raises NotFound for another's."""
        if compartment not in self.seen:
            raise NotFound
        DossierKey.objects.bulk_create(self.ring.add([compartment]))
        return self.ring


@contextmanager
def inside(dossier: OpenDossier, action: str, logged: str, *, actor: Actor, now: datetime) -> Iterator[Inside]:
    """One transaction on the papers of a dossier, with its line in the access log."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        seen, _, _ = admit(row, actor, action, now)
        kind = regulations.pinned(row.regulation).roles[actor.role].kind
        yield Inside(row, kind, seen, keys.keyring(row.organisation, row.id, seen))
        access.log(row.organisation_id, actor, logged, now=now, dossier=row.number)


def place_for(dossier: OpenDossier, role_kind: str, paper_kind: str) -> str:
    """Where a new paper lies unless somebody says otherwise: with both parties, or with the own kind of role."""
    if paper_kind in PLACE_OF_KIND:
        return PLACE_OF_KIND[paper_kind]
    own = OWN_PLACE.get(role_kind, Compartment.PARTY.value)
    return own if own in dossier.compartments else Compartment.PARTY.value


def kinds_for(dossier: OpenDossier) -> dict[str, str]:
    """The kinds of paper, with their label, that somebody with these compartments can put in."""
    seen = dossier.compartments
    return {kind: label for kind, label in KINDS.items() if PLACE_OF_KIND.get(kind, "party") in seen or kind == "other"}


def fits(kind: str, compartment: str) -> bool:
    """Whether a paper of this kind may lie there: what belongs to the deliberation never leaves the committee."""
    return kind != "deliberation" or compartment == Compartment.COMMITTEE.value


def keep(dossier: OpenDossier, taken: Taken, new: NewPaper, *, actor: Actor, now: datetime) -> UUID:
    """Keep a file that passed the gate: the sealed original and the clean copy. Returns the id of the paper.

    What a party hands in lies with both parties' papers, and that party may open it. Raises NotFound for a compartment that
    does not open for the actor.
    """
    with inside(dossier, "attach", "attach", actor=actor, now=now) as here:
        if here.kind in policy.PARTIES and (new.compartment, new.shown_to) != (Compartment.PARTY.value, here.kind):
            raise NotFound
        if not fits(new.kind, new.compartment):
            raise NotFound
        if new.version_of and all(view.id != new.version_of for view in _views(dossier, here, now)):
            raise NotFound
        return put_in(here.row, here.key_for(new.compartment), taken, new, actor=actor, now=now)


def tell_of(dossier: OpenDossier, *, actor: Actor, now: datetime) -> None:
    """Who handles the complaint hears that a party handed in papers."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        near = notices.around(row, dossier.state, local_date(now))
        notices.tell(row, "party", f"papers:{now:%Y-%m-%dT%H:%M}", near.handlers(dossier.state), now=now)


def put_in(row: Dossier, ring: Keyring, taken: Taken, new: NewPaper, *, actor: Actor, now: datetime) -> UUID:
    """The rows of a paper, for who was admitted already. Call inside the transaction; the keyring has the compartment's key."""
    paper = uuid.uuid4()
    original = _document(row, ring, policy.ORIGINAL, paper, taken.name, taken.original, "", new, actor, now)
    clean = _document(row, ring, PAPER, paper, taken.name, taken.clean, taken.media_type, new, actor, now)
    kept = Paper(
        organisation_id=row.organisation_id, dossier_id=row.id, id=paper, original=original, cleaned=clean,
        compartment=new.compartment, kind=new.kind, side=new.side, dated=new.dated, pages=taken.pages,
        warnings=list(taken.warnings), scanned=taken.scanned, added=now, by=actor.who, version_of=new.version_of,
        title=ring.seal(new.title or taken.name, new.compartment, paper.hex, "title"),
    )  # fmt: skip
    Paper.objects.bulk_create([kept])
    return paper


def _document(
    row: Dossier, ring: Keyring, kind: str, paper: UUID, name: str, content: bytes, media_type: str, new: NewPaper, actor: Actor,
    now: datetime,
) -> UUID:  # fmt: skip
    """Keep one file; each by itself, so that memory holds one of them."""
    made = sealed_document(
        row, ring, kind=kind, name=name, content=content, media_type=media_type or "application/octet-stream",
        compartment=new.compartment, shown_to="" if kind == policy.ORIGINAL else new.shown_to, by=actor.who, now=now, paper=paper,
        only_for=() if kind == policy.ORIGINAL else new.only_for,
    )  # fmt: skip
    store(made)
    return made.id


def sealed_document(
    row: Dossier, ring: Keyring, *, kind: str, name: str, content: bytes, media_type: str, compartment: str, shown_to: str, by: str,
    now: datetime, paper: UUID | None = None, only_for: Sequence[str] = (),
) -> Document:  # fmt: skip
    """A document row with its bytes sealed; not saved."""
    made = uuid.uuid4()
    return Document(
        organisation_id=row.organisation_id, dossier_id=row.id, id=made, kind=kind, compartment=compartment, shown_to=shown_to, paper=paper,
        media_type=media_type, size=len(content), sha256=hashlib.sha256(content).hexdigest(), added=now, by=by,
        name=ring.seal(name, compartment, made.hex, "name"), content=ring.seal(content, compartment, made.hex, "content"),
        only_for=" ".join(only_for),
    )  # fmt: skip


def store(document: Document) -> None:
    """Save a new document. Its bytes go to the database as they are: written out in a statement they take ten times the memory."""
    content, document.content = document.content, b""
    Document.objects.bulk_create([document])
    key = [document.organisation_id, document.dossier_id, document.id]
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(STORE, [content, *key])
        if cursor.rowcount != 1:
            raise RuntimeError("the bytes of a document were not kept")


def listed(dossier: OpenDossier, *, actor: Actor, now: datetime) -> list[PaperView]:
    """The papers this actor may open, oldest first; never their content."""
    with inside(dossier, "document", "papers", actor=actor, now=now) as here:
        return _views(dossier, here, now)


def withdrawn(dossier: OpenDossier, *, actor: Actor) -> frozenset[UUID]:
    """The documents of papers that no longer count."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        rows = Paper.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, withdrawn=True)
        return frozenset(rows.values_list("cleaned", flat=True))


@contextmanager
def _file(
    organisation: Organisation, number: str, document: UUID, *, actor: Actor, now: datetime, logged: bool, without: tuple[str, ...] = ()
) -> Iterator[Document]:  # fmt: skip
    """One file of a paper within its transaction, for who may open it. Raises NotFound, ReasonNeeded."""
    with gate(organisation, actor, now=now):
        row = find(organisation, number)
        row.organisation = organisation
        seen, assignments, people = admit(row, actor, "document", now)
        reason = reasons.given(row, actor, local_date(now)) if owes_reason(row, actor, assignments, now) else ""
        rows = Document.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, compartment__in=seen)
        stored = rows.filter(id=document).defer(*without).first()
        rules = regulations.pinned(row.regulation)
        if stored is None or not policy.reads_document(rules, actor.role, stored.kind, stored.letter, stored.shown_to):
            raise NotFound(row.number)
        if _kept_from(stored, actor, people, row, now):
            raise NotFound(row.number)
        yield stored
        if logged:
            what = policy.ORIGINAL if stored.kind == policy.ORIGINAL else "document"
            access.log(row.organisation_id, actor, what, now=now, dossier=number, reason=reason)


def _kept_from(stored: Document, actor: Actor, people: list[Person], row: Dossier, now: datetime) -> bool:
    """Whether it is a paper of another accused that nobody showed to this one, or a letter of another or that did not leave.

    A paper needs no look where one is accused, as mostly.
    """
    if not stored.letter and sum(one.side == "accused" for one in people) < 2:
        return False
    state = summaries.state_of(row)
    return of_others(actor.who, actor.role, people, state, now).document(stored) or not letter_left(
        stored, state, actor
    )


def content(
    organisation: Organisation, number: str, document: UUID, *, actor: Actor, now: datetime, logged: bool = True
) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a file of a paper, without opening the rest of the dossier. Raises NotFound, ReasonNeeded.

    Only who logged this very look already passes ``logged=False``.
    """
    with _file(organisation, number, document, actor=actor, now=now, logged=logged) as stored:
        ring = keys.keyring(organisation, stored.dossier_id, [stored.compartment])
        name = ring.text(stored.name, stored.compartment, document.hex, "name")
        plain = ring.unseal(stored.content, stored.compartment, document.hex, "content")
    return name, stored.media_type, plain


def media_type(
    organisation: Organisation, number: str, document: UUID, *, actor: Actor, now: datetime, logged: bool = True
) -> str:
    """What kind of file it is, for who may open it: policy and access log as for ``content``, which stays sealed."""
    with _file(organisation, number, document, actor=actor, now=now, logged=logged, without=("content",)) as stored:
        return stored.media_type


def one(
    dossier: OpenDossier, paper: UUID, *, shows: bool = False, actor: Actor, now: datetime
) -> tuple[PaperView, list[ChangeView], list[RedactionView]]:
    """A paper, what was done with it, and its redacted copies. With ``shows`` the look at its pages is logged. Raises NotFound."""
    with inside(dossier, "document", "document" if shows else "papers", actor=actor, now=now) as here:
        found = next((view for view in _views(dossier, here, now) if view.id == paper), None)
        if found is None:
            raise NotFound
        works = here.kind in policy.KEEPERS
        changes = [_change(row, here.ring) for row in here.mine(PaperChange).filter(paper=paper).order_by("at")]
        made = [_redaction(row, here.ring) for row in here.mine(Redaction).filter(paper=paper).order_by("at")]
    return found, changes if works else [], made if works else []


def newest_redactions(dossier: OpenDossier, *, actor: Actor, now: datetime) -> dict[UUID, RedactionView]:
    """The newest redacted copy of each paper that has one."""
    with inside(dossier, "document", "papers", actor=actor, now=now) as here:
        return {row.paper: _redaction(row, here.ring) for row in here.mine(Redaction).order_by("at")}


def _views(dossier: OpenDossier, here: Inside, now: datetime) -> list[PaperView]:
    files = {row.id: row for row in here.mine(Document).filter(kind__in=(PAPER, policy.ORIGINAL)).defer("content")}
    rows = here.mine(Paper).order_by("dated", "added", "id")
    actor = dossier.actor
    apart = of_others(actor.who, actor.role, dossier.people, dossier.state, now)
    mine = (row for row in rows if _opens(dossier, here, row, files[row.cleaned], apart))
    return _tied([_view(row, files, here.ring) for row in mine])


def _tied(views: list[PaperView]) -> list[PaperView]:
    """Each with the versions before and after it, as far as they open."""
    titles = {view.id: view.title for view in views}
    return [
        replace(
            view, before=(view.version_of, titles[view.version_of]) if view.version_of in titles else None,
            after=tuple((one.id, one.title) for one in views if one.version_of == view.id),
        )
        for view in views
    ]  # fmt: skip


def _opens(dossier: OpenDossier, here: Inside, paper: Paper, clean: Document, apart: Apart) -> bool:
    if paper.withdrawn and here.kind not in policy.KEEPERS:
        return False
    if apart.document(clean):
        return False
    return policy.reads_document(dossier.regulation, dossier.actor.role, clean.kind, "", clean.shown_to)


def _view(row: Paper, files: Mapping[UUID, Document], ring: Keyring) -> PaperView:
    clean, original = files[row.cleaned], files[row.original]
    return PaperView(
        id=row.id, original=row.original, clean=row.cleaned, title=ring.text(row.title, row.compartment, row.id.hex, "title"),
        name=ring.text(clean.name, row.compartment, clean.id.hex, "name"), kind=row.kind, side=row.side,
        compartment=row.compartment, shown_to=clean.shown_to, dated=row.dated, added=row.added, by=row.by,
        media_type=clean.media_type, size=clean.size, sha256=clean.sha256, original_sha256=original.sha256, pages=row.pages,
        warnings=tuple(row.warnings), scanned=row.scanned, withdrawn=row.withdrawn, version_of=row.version_of,
        only_for=tuple(clean.only_for.split()),
    )  # fmt: skip


def _change(row: PaperChange, ring: Keyring) -> ChangeView:
    reason = ring.text(row.reason, row.compartment, row.id.hex, "reason")
    return ChangeView(row.what, row.before, row.after, reason, row.at, row.by)


def _redaction(row: Redaction, ring: Keyring) -> RedactionView:
    rules = json.loads(ring.text(row.rules, row.compartment, row.id.hex, "rules"))
    return RedactionView(row.id, row.document, rules, row.pages, row.at, row.by)
