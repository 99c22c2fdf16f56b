"""What somebody should look at before a report is handed in or adopted. Nothing of it forbids: it asks for a pair of eyes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wederhoor.dossier.fence import in_organisation
from wederhoor.insight.deidentify import Kind, suspicions
from wederhoor.insight.report import told, work
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.listing import Reader, State
from wederhoor.insight.report.numbers import FROM_REGISTER
from wederhoor.insight.report.tables import Table
from wederhoor.insight.report.work import Opened


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at, as a code, and the sections it is about; ``words``: what stands there, by section."""

    code: str
    sections: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()


def of(reader: Reader, found: Opened, *, today: date) -> tuple[Doubt, ...]:
    """Of a report as it stands: what is empty, what was only made ready, what does not agree with its figures."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        ready = told.proposed(work.cut_of(reader.organisation, found.row, found.rule), found.rule.contains)
        frozen = found.row.state != State.DRAFT
        now = work.parts_of(reader.organisation, found.row, found.regulation, today) if frozen else ()
    named = [
        ("all nought", () if _counts(found.parts) else tuple(part.label for part in found.parts if part.tables)),
        ("words beside nought", tuple(part.label for part in found.parts if _contradicts(part))),
        ("made ready", tuple(part.label for part in found.parts if _as_proposed(part, ready.get(part.code, ())))),
        ("silent", tuple(part.label for part in found.parts if not part.tables and not part.text.strip())),
        ("counts changed", tuple(_changed(found.parts, now))),
    ]
    return (*_persons(found.parts), *(Doubt(code, sections) for code, sections in named if sections))


def personal(text: str) -> dict[str, bool]:
    """The words that look like somebody's name or data, each once, and whether they are a citizen service number where they stand."""
    found: dict[str, bool] = {}
    for one in suspicions(text):
        found[one.of(text)] = found.get(one.of(text), False) or one.kind is Kind.BSN
    return found


def unanswered(texts: Iterable[str], fine: Collection[str]) -> tuple[str, ...]:
    """The words that look like a person and of which the writer did not say that they are none. Of a citizen service number nobody can."""
    return tuple(dict.fromkeys(
        words for text in texts for words, never in personal(text).items() if words not in fine or never
    ))  # fmt: skip


def _persons(parts: Sequence[Part]) -> Iterator[Doubt]:
    """Who may be named, with the words: who reads it decides, so who reads it must see them."""
    named = [(part.label, words) for part in parts if (words := tuple(personal(part.text)))]
    if named:
        yield Doubt("person", tuple(label for label, _ in named), tuple(words for _, words in named))


def _counts(parts: Sequence[Part]) -> bool:
    return any(not table.empty for part in parts for table in part.tables)


def _contradicts(part: Part) -> bool:
    """Words beside figures of which every one is nought."""
    return bool(part.text.strip() and part.tables and all(table.empty for table in part.tables))


def _as_proposed(part: Part, ready: Sequence[str]) -> bool:
    """Whether nothing stands there but lines that the software made ready."""
    lines = [line.strip() for line in part.text.splitlines() if line.strip()]
    return bool(lines) and all(line in ready for line in lines)


def _changed(parts: Sequence[Part], now: Sequence[Part]) -> Iterator[str]:
    """The sections that the register would count otherwise today; what runs, such as measures, changes every day."""
    counted = {part.code: _of_register(part) for part in now}
    return (part.label for part in parts if counted.get(part.code, _of_register(part)) != _of_register(part))


def _of_register(part: Part) -> list[Table]:
    return [table for table in part.tables if table.source == FROM_REGISTER]
