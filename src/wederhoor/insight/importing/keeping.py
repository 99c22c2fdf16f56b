"""A file of an older register on its way in: kept sealed while its columns are named, then all its rows at once, or none.

Each function is one transaction. What came in can be taken out again as a whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import MOST, confined
from wederhoor.dossier.gate.names import tidy
from wederhoor.dossier.models import RegisterRow
from wederhoor.dossier.register_words import headings
from wederhoor.dossier.regulations import in_force, pinned
from wederhoor.insight import sealed
from wederhoor.insight.importing.checking import Checked, Choices, checked
from wederhoor.insight.importing.columns import CODED, LEAVE, Column, columns_of, guessed, plain
from wederhoor.insight.models import RegisterImport
from wederhoor.insight.register.labels import Labels, labels_of
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.register_words import headings_of
from wederhoor.procedure.terms import local_date

LOGGED, UNDONE, LOOKED = "register read in", "register undone", "register import"
State = RegisterImport.State
UNFINISHED = timedelta(days=7)
"""So long a file waits half read; then it goes."""
BATCH = 2000
MARK = 12
Rows = Sequence[tuple[int, Sequence[str]]]


class Refused(ValueError):
    """A file that cannot be read in; ``code`` is a key of the gate's REFUSALS, or 'twice'."""

    def __init__(self, code: str, at: datetime | None = None) -> None:
        super().__init__(code)
        self.code, self.at = code, at


class Gone(LookupError):
    """There is no such import, or it is past this step."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read in."""

    id: UUID
    name: str
    heads: tuple[str, ...]
    rows: Rows
    columns: tuple[Column, ...]
    choices: Choices
    labels: Labels
    groups: tuple[str, ...]

    def words(self, target: str) -> dict[str, str]:
        """What can be chosen for a column of ours."""
        return {one: one for one in self.groups} if target == "location_group" else self.labels.choices(target)

    def to_map(self) -> dict[str, dict[str, str]]:
        """Per coded column that was named: each value of the file with the code that was chosen, or seems right."""
        found: dict[str, dict[str, str]] = {}
        for column in self.columns:
            target = self.choices.columns.get(column.place, LEAVE)
            if target in CODED:
                known, words = self.choices.values.get(target, {}), self.words(target)
                found[target] = {value: known.get(value, guessed(value, words)) for value in column.values}
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading in would do: the rows, the mistakes, and the rows that came in before."""

    checked: Checked
    doubles: tuple[int, ...] = ()
    alike: tuple[int, ...] = field(default=())
    """Rows that are the same as another row of the file; they count, and are named."""


def listed(organisation: Organisation, *, actor: Actor, now: datetime) -> list[tuple[RegisterImport, str]]:
    """Every file that was read in or is on its way, the newest first, with its name."""
    with in_organisation(organisation.pk, account=actor.account):
        rows = list(
            RegisterImport.objects.filter(organisation=organisation).defer("cells", "marks").order_by("-made")[:50]
        )
        access.log(organisation.pk, actor, LOOKED, now=now, hits=len(rows))
    return [(row, sealed.text(organisation, row.name, _record(row.id), "name")) for row in rows]


def begin(organisation: Organisation, name: str, content: bytes, *, actor: Actor, now: datetime) -> UUID:
    """Read the table in a file, in the child, and keep it sealed. Raises Refused."""
    if not content or len(content) > MOST:
        raise Refused("too large" if content else "empty")
    answer = confined.run("table", {}, content)
    if answer.refused:
        raise Refused(answer.refused)
    cells, made = answer.blobs[0].decode(), uuid.uuid4()
    digest = _mark(organisation, cells).hex()
    with in_organisation(organisation.pk, account=actor.account):
        mine = RegisterImport.objects.filter(organisation=organisation)
        if before := mine.filter(digest=digest, state=State.DONE).first():
            raise Refused("twice", before.finished)
        texts = {
            "name": tidy(name) or "-",
            "cells": cells,
            "mapping": json.dumps(_guess(organisation, json.loads(cells))),
        }
        RegisterImport.objects.create(
            organisation=organisation, id=made, made=now, by=actor.who, digest=digest, rows=int(answer.said["rows"]),
            **{column: sealed.seal(organisation, text, _record(made), column) for column, text in texts.items()},
        )  # fmt: skip
        access.log(organisation.pk, actor, LOGGED, now=now)
    return made


def _guess(organisation: Organisation, table: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen last time for a column of this name, else what its name says; the values as last time."""
    before, values = _remembered(organisation)
    columns = columns_of(table["heads"], table["rows"])
    chosen = {str(c.place): before.get(plain(c.head), c.guess) for c in columns if not c.refused}
    taken: set[str] = set()
    for place, target in chosen.items():
        chosen[place] = LEAVE if target in taken else target
        taken.add(target)
    return {
        "columns": {place: target for place, target in chosen.items() if target},
        "values": values,
        "heads": table["heads"],
    }


def _remembered(organisation: Organisation) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Of every file before: name of a column -> ours, and the values that were mapped; the last one wins."""
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    rows = RegisterImport.objects.filter(organisation=organisation).order_by("made")
    for row in rows.values_list("id", "mapping"):
        said = json.loads(sealed.text(organisation, row[1], _record(row[0]), "mapping") or "{}")
        columns |= {plain(said["heads"][int(place)]): target for place, target in said.get("columns", {}).items()}
        for target, known in said.get("values", {}).items():
            values.setdefault(target, {}).update(known)
    return columns, values


def reading(organisation: Organisation, key: UUID, *, actor: Actor, now: datetime) -> Reading:
    """A file that is being read in. Raises Gone."""
    with in_organisation(organisation.pk, account=actor.account):
        found = _reading(organisation, _half_read(organisation, key))
        access.log(organisation.pk, actor, LOOKED, now=now, hits=len(found.rows))
    return found


def _reading(organisation: Organisation, row: RegisterImport) -> Reading:
    table = json.loads(sealed.text(organisation, row.cells, _record(row.id), "cells"))
    said = json.loads(sealed.text(organisation, row.mapping, _record(row.id), "mapping"))
    groups = set(Location.objects.filter(organisation=organisation).exclude(group="").values_list("group", flat=True))
    return Reading(
        row.id, sealed.text(organisation, row.name, _record(row.id), "name"), tuple(table["heads"]), table["rows"],
        tuple(columns_of(table["heads"], table["rows"])),
        Choices({int(place): target for place, target in said["columns"].items()}, said["values"]), labels_of(organisation),
        tuple(sorted(groups)),
    )  # fmt: skip


def choose(organisation: Organisation, key: UUID, choices: Choices, *, actor: Actor, now: datetime) -> None:
    """Keep which column is which and which value is which code. Raises Gone."""
    with in_organisation(organisation.pk, account=actor.account):
        row = _half_read(organisation, key)
        heads = json.loads(sealed.text(organisation, row.mapping, _record(key), "mapping"))["heads"]
        said = {"columns": choices.columns, "values": choices.values, "heads": heads}
        row.mapping = sealed.seal(organisation, json.dumps(said), _record(key), "mapping")
        row.save(update_fields=["mapping"])
        access.log(organisation.pk, actor, LOOKED, now=now)


def previewed(organisation: Organisation, here: Reading, *, actor: Actor, now: datetime) -> Outcome:
    """What reading in would do; nothing is written."""
    with in_organisation(organisation.pk, account=actor.account):
        found = _outcome(organisation, here, now)
        access.log(organisation.pk, actor, LOOKED, now=now, hits=len(here.rows))
    return found


def _outcome(organisation: Organisation, here: Reading, now: datetime) -> Outcome:
    """A row that came in with an earlier file is skipped, as often as it did."""
    found = checked(here.heads, here.rows, here.choices, local_date(now))
    known, seen = _marks_before(organisation), Counter[bytes]()
    marks, doubles, alike = _marks(organisation, here), list[int](), list[int]()
    for number, mark in marks.items():
        seen[mark] += 1
        if seen[mark] <= known[mark]:
            doubles.append(number)
        elif seen[mark] - known[mark] > 1:
            alike.append(number)
    out = set(doubles)
    found.rows = [one for one in found.rows if one[0] not in out]
    found.mistakes = [one for one in found.mistakes if one.row not in out]
    return Outcome(found, tuple(doubles), tuple(alike))


def read_in(organisation: Organisation, key: UUID, *, actor: Actor, now: datetime) -> int:
    """Write every row, in one transaction; returns how many. Raises Gone, or Refused 'mistakes' or 'nothing'."""
    with in_organisation(organisation.pk, account=actor.account):
        row = _half_read(organisation, key, lock=True)
        here = _reading(organisation, row)
        outcome = _outcome(organisation, here, now)
        if outcome.checked.mistakes or not outcome.checked.rows:
            raise Refused("mistakes" if outcome.checked.mistakes else "nothing")
        RegisterRow.objects.bulk_create(_rows(organisation, key, outcome.checked, now), batch_size=BATCH)
        skipped = set(outcome.doubles)
        came = b"".join(mark for number, mark in _marks(organisation, here).items() if number not in skipped)
        row.state, row.finished, row.rows, row.cells = State.DONE, now, len(outcome.checked.rows), b""
        row.marks = sealed.seal(organisation, came.hex(), _record(key), "marks")
        row.save()
        access.log(organisation.pk, actor, LOGGED, now=now, hits=row.rows)
        return row.rows


def _rows(organisation: Organisation, key: UUID, found: Checked, now: datetime) -> list[RegisterRow]:
    file = in_force(organisation, local_date(now))
    of_theme = headings(organisation.pk) | headings_of(pinned(file))
    return [
        RegisterRow(
            organisation=organisation, id=uuid.uuid4(), regulation=file, imported=True, batch=key,
            **(values | {"heading": of_theme.get(values.get("theme", ""), "")}),
        )
        for _, values in found.rows
    ]  # fmt: skip


def undo(organisation: Organisation, key: UUID, *, actor: Actor, now: datetime) -> int:
    """Take out everything that came with this file, or give up one that is half read; returns how many rows. Raises Gone."""
    with in_organisation(organisation.pk, account=actor.account):
        row = RegisterImport.objects.select_for_update().filter(organisation=organisation, id=key).first()
        if row is None or row.state == State.UNDONE:
            raise Gone(str(key))
        gone, _ = RegisterRow.objects.filter(organisation=organisation, batch=key).delete()
        access.log(organisation.pk, actor, UNDONE, now=now, hits=gone)
        if row.state == State.READ:
            row.delete()
        else:
            row.state, row.finished, row.marks = State.UNDONE, now, b""
            row.save()
        return gone


def forget(now: datetime) -> int:
    """Throw away what waits half read for too long: it may hold names. Returns how many."""
    gone = 0
    for organisation in Organisation.objects.filter(parent=None):
        with in_organisation(organisation.pk):
            waiting = RegisterImport.objects.filter(organisation=organisation, state=State.READ)
            gone += waiting.filter(made__lt=now - UNFINISHED).delete()[0]
    return gone


def _half_read(organisation: Organisation, key: UUID, *, lock: bool = False) -> RegisterImport:
    rows = RegisterImport.objects.select_for_update() if lock else RegisterImport.objects
    row = rows.filter(organisation=organisation, id=key, state=State.READ).first()
    if row is None:
        raise Gone(str(key))
    return row


def _marks_before(organisation: Organisation) -> Counter[bytes]:
    """How often each row came in with earlier files."""
    found = Counter[bytes]()
    for key, marks in RegisterImport.objects.filter(organisation=organisation, state=State.DONE).values_list(
        "id", "marks"
    ):
        plain_marks = bytes.fromhex(sealed.text(organisation, marks, _record(key), "marks"))
        found.update(plain_marks[at : at + MARK] for at in range(0, len(plain_marks), MARK))
    return found


def _marks(organisation: Organisation, here: Reading) -> dict[int, bytes]:
    """A keyed mark of each whole row, by its number: from it nobody reads the row again."""
    key = keys.organisation_key(organisation)
    return {number: _keyed(key, "\x1f".join([*here.heads, *cells]))[:MARK] for number, cells in here.rows}


def _mark(organisation: Organisation, text: str) -> bytes:
    return _keyed(keys.organisation_key(organisation), text)


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.digest(key, f"register import\x1f{text}".encode(), hashlib.sha256)


def _record(key: UUID) -> str:
    return f"register import {key.hex}"
