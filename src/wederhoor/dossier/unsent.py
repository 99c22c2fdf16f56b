"""A complaint that is not sent yet. What was filled in waits here, sealed; no dossier exists and nobody at the desk can read it.

The visitor holds a secret of six words (in a cookie, and on paper if they wish). Mark and key both follow from those words
and the organisation's key: a reader of the database has neither, somebody at the desk has no words. After ``KEPT`` days
without a change it is destroyed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wederhoor.dossier import keys, receiving, sealing
from wederhoor.dossier.fence import in_organisation, look, tell_last
from wederhoor.dossier.gate import Aside, Taken
from wederhoor.dossier.models import Unsent, UnsentFile
from wederhoor.dossier.receiving import Received, Submission
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Given, Prepared, Rows, Told, insertion
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.terms import local_date

KEPT = timedelta(days=14)
LONGEST = 200_000
"""Characters of all answers together; more is no complaint that somebody typed."""
MOST_FILES = 10


LETTERS = re.compile(r"[^\W_]+")
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))"
ROW = Prepared(lambda: Unsent.objects.filter(organisation_id=Given("organisation"), mark=Given("mark")))


class TooLong(ValueError):
    """More than a complaint can be."""


@dataclass(slots=True)
class Waiting:
    """What was filled in so far. ``key`` is that of the submission to be; ``files`` says that files were added, ``sent`` that it arrived.

    ``final`` is the key with which it was once handed in: it stays that key, whatever is answered after. ``given``
    are the answers it was handed in with.
    """

    answers: dict[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    files: bool = False
    sent: bool = False
    final: str = ""
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that goes with it, without its content."""

    id: UUID
    name: str
    size: int


def tidy(words: str) -> str:
    """The secret as it was given out, however somebody typed it: capitals, spaces, commas."""
    return "-".join(LETTERS.findall(words.lower()))


def _derived(key: bytes, words: str, what: str) -> bytes:
    return hmac.digest(key, f"unsent {what}\x1f{words}".encode(), hashlib.sha256)


class _Seal:
    """Seals and opens what waits under one secret."""

    def __init__(self, organisation: Organisation, secret: str) -> None:
        key, words = keys.organisation_key(organisation), tidy(secret)
        self.organisation, self.mark = organisation, _derived(key, words, "mark").hex()
        self._key = _derived(key, words, "key")

    def _place(self, record: str, column: str) -> sealing.Place:
        return sealing.Place(self.organisation.pk, self.mark, "unsent", record, column)

    def seal(self, plain: bytes, record: str, column: str) -> bytes:
        return sealing.seal(plain, self._key, self._place(record, column))

    def unseal(self, sealed: bytes | memoryview, record: str, column: str) -> bytes:
        return sealing.unseal(bytes(sealed), self._key, self._place(record, column))

    def read(self, row: Unsent) -> Waiting:
        return Waiting(**json.loads(self.unseal(row.content, "", "content")))

    def about(self, row: UnsentFile) -> dict[str, Any]:
        return dict(json.loads(self.unseal(row.about, row.id.hex, "about")))

    def asked(self) -> Told:
        return ROW.question(organisation=self.organisation.pk, mark=self.mark)

    def found(self, rows: Rows) -> Waiting | None:
        return next((self.read(row) for row in ROW.shaped(rows)), None)

    def mine(self, model: Any) -> Any:
        return model.objects.filter(organisation=self.organisation, mark=self.mark)


def opened(organisation: Organisation, secret: str) -> Waiting | None:
    """What waits under these words; None when there is nothing (any more)."""
    seal = _Seal(organisation, secret)
    (rows,) = look(organisation.pk, seal.asked())
    return seal.found(rows)


@contextmanager
def _locked(seal: _Seal, *, many: bool = False) -> Iterator[Waiting]:
    """What waits, for one writer at a time: two tabs never lose each other's answers."""
    asking = (LOCK, [seal.mark]), seal.asked()
    with in_organisation(seal.organisation.pk, many=many, asking=asking) as (_, rows):
        yield seal.found(rows) or Waiting()


def change(organisation: Organisation, secret: str, by: Callable[[Waiting], None], *, now: datetime) -> Waiting:
    """Change what waits and keep it. Raises TooLong; then nothing is changed."""
    seal = _Seal(organisation, secret)
    with _locked(seal) as waiting:
        by(waiting)
        if sum(map(len, waiting.answers.values())) > LONGEST:
            raise TooLong
        _save(seal, waiting, now)
    return waiting


def _save(seal: _Seal, waiting: Waiting, now: datetime) -> None:
    content = json.dumps(asdict(waiting), ensure_ascii=False)
    row = Unsent(
        organisation=seal.organisation, mark=seal.mark, content=seal.seal(content.encode(), "", "content"),
        forget_after=local_date(now) + KEPT,
    )  # fmt: skip
    tell_last(insertion([row], replace=("organisation_id", "mark")), before=True)


def hand_in(
    organisation: Organisation, secret: str, made: Callable[[Waiting], Submission], *, now: datetime
) -> tuple[Waiting, Received | Refusal | None]:
    """What waits becomes a dossier and is done with, in one transaction; None when it was sent before.

    What has files stays until they are handed over too: ``made`` keeps the key it gives in ``final``.
    """
    seal = _Seal(organisation, secret)
    keys.organisation_key(organisation)
    with _locked(seal, many=True) as waiting:
        if waiting.sent:
            return waiting, None
        first = not waiting.final
        result = receiving.received(made(waiting), first=first)
        if isinstance(result, Refusal):
            waiting.final = ""
        elif not waiting.files:
            _done(waiting)
        _save(seal, waiting, now)
    return waiting, result


def sent(organisation: Organisation, secret: str, *, now: datetime) -> Waiting:
    """All of it arrived."""
    seal = _Seal(organisation, secret)
    with _locked(seal) as waiting:
        _done(waiting)
        _save(seal, waiting, now)
    return waiting


def _done(waiting: Waiting) -> None:
    """The answers are in the dossier and nowhere else; what stays is what the receipt needs."""
    waiting.answers, waiting.given, waiting.sent, waiting.key = {}, {}, True, waiting.final


def add_file(organisation: Organisation, secret: str, taken: Taken) -> bool:
    """Keep a file that passed the gate, once, however often it is sent; False when there are as many as there may be."""
    seal, made = _Seal(organisation, secret), uuid.uuid4()
    about = {
        "name": taken.name, "media_type": taken.media_type, "warnings": list(taken.warnings), "pages": taken.pages,
        "scanned": taken.scanned, "size": taken.as_it_came.size, "sha256": hashlib.sha256(taken.original).hexdigest(),
    }  # fmt: skip
    row = UnsentFile(
        organisation=organisation, mark=seal.mark, id=made, about=seal.seal(json.dumps(about).encode(), made.hex, "about"),
        original=seal.seal(taken.original, made.hex, "original"), cleaned=seal.seal(taken.clean, made.hex, "clean"),
    )  # fmt: skip
    with _locked(seal):
        there = [seal.about(one) for one in seal.mine(UnsentFile).defer("original", "cleaned")]
        if any((one["name"], one.get("sha256")) == (about["name"], about["sha256"]) for one in there):
            return True
        if len(there) >= MOST_FILES:
            return False
        UnsentFile.objects.bulk_create([row])
    return True


def files(organisation: Organisation, secret: str) -> list[FileView]:
    """The files that go with it."""
    seal = _Seal(organisation, secret)
    with in_organisation(organisation.pk):
        rows = list(seal.mine(UnsentFile).defer("original", "cleaned"))
    found = [(row.id, seal.about(row)) for row in rows]
    return sorted((FileView(file, about["name"], about["size"]) for file, about in found), key=lambda one: one.name)


def hand_over(organisation: Organisation, secret: str, give: Callable[[Taken], object]) -> None:
    """Give every file away, each exactly once, also when two tabs send at the same moment."""
    seal = _Seal(organisation, secret)
    for file in files(organisation, secret):
        with _locked(seal):
            row = seal.mine(UnsentFile).filter(id=file.id).first()
            if row:
                give(_taken(seal, row))
                seal.mine(UnsentFile).filter(id=file.id).delete()


def _taken(seal: _Seal, row: UnsentFile) -> Taken:
    about, record = seal.about(row), row.id.hex
    return Taken(
        about["name"], Aside(seal.unseal(row.original, record, "original")), Aside(seal.unseal(row.cleaned, record, "clean")),
        about["media_type"], tuple(about["warnings"]), about["pages"], about["scanned"],
    )  # fmt: skip


def remove_file(organisation: Organisation, secret: str, file: UUID) -> None:
    """Take one file away."""
    seal = _Seal(organisation, secret)
    with in_organisation(organisation.pk):
        seal.mine(UnsentFile).filter(id=file).delete()


def wipe(organisation: Organisation, secret: str) -> None:
    """Destroy what waits under these words."""
    seal = _Seal(organisation, secret)
    with in_organisation(organisation.pk):
        seal.mine(UnsentFile).delete()
        seal.mine(Unsent).delete()


def run_forget(now: datetime) -> int:
    """Destroy what nobody came back for. Returns how many."""
    done, today = 0, local_date(now)
    for organisation in Organisation.objects.exclude(wrapped_key=b""):
        with in_organisation(organisation.pk):
            old = Unsent.objects.filter(organisation=organisation, forget_after__lt=today)
            marks = list(old.values_list("mark", flat=True))
            UnsentFile.objects.filter(organisation=organisation, mark__in=marks).delete()
            done += old.delete()[0]
    return done
