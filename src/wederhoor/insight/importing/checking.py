"""The rows of an older register read as ours: each cell that cannot be read is named with its row, its column and what to do.

Pure: no database. ``Mapping`` says which column is which and which value is which code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from wederhoor.dossier.register import WEEKS, lead_time, quarter
from wederhoor.insight.importing.columns import CODED, DATED, TRUTHS, plain

EARLIEST = 1990
DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
QUARTER = re.compile(
    r"(\d{4})[ -]*(?:q|kwartaal|kw|k) ?([1-4])|(?:q|kwartaal|kw|k)? ?([1-4])(?:e kwartaal)?(?: van)?[ -]+(\d{4})"
)
YES, NO = (
    frozenset({"ja", "j", "yes", "y", "waar", "true", "1", "x"}),
    frozenset({"nee", "n", "no", "onwaar", "false", "0", "-"}),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """Column of the file -> our column, and per column of ours: value of the file -> code ('' is left empty)."""

    columns: dict[int, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A cell that cannot be read: where it is, what is wrong, what to do."""

    row: int
    head: str
    wrong: str
    remedy: str


@dataclass(slots=True)
class Checked:
    """What the rows become, with the number of the row they come from; or the mistakes in them."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


class Unreadable(Exception):
    """A cell that cannot be read: what is wrong, and what to do."""


def checked(heads: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], choices: Choices, today: date) -> Checked:
    """Every row read; nothing of a row with a mistake."""
    found = Checked()
    for number, cells in rows:
        values, wrong = _read(number, heads, cells, choices)
        wrong += [] if wrong else list(_unlikely(number, heads, values, choices, today))
        found.mistakes += wrong
        if not wrong:
            found.rows.append((number, _row(values)))
    return found


def _read(
    number: int, heads: Sequence[str], cells: Sequence[str], choices: Choices
) -> tuple[dict[str, Any], list[Mistake]]:
    values: dict[str, Any] = {}
    wrong = []
    for place, target in choices.columns.items():
        try:
            values[target] = cell(target, cells[place], choices)
        except Unreadable as why:
            wrong.append(Mistake(number, heads[place], str(why.args[0]), str(why.args[1])))
    return values, wrong


def cell(target: str, text: str, choices: Choices) -> Any:
    """What one cell says. Raises Unreadable."""
    if target in CODED:
        return choices.values.get(target, {}).get(text, "")
    if not text:
        return None
    if target in DATED:
        return _day(text)
    return _truth(text) if target in TRUTHS else _lead(text)


def _day(text: str) -> date | str:
    """A day, or a quarter such as '2024-Q3'."""
    said = plain(text)
    if found := ISO.fullmatch(said):
        return _date(text, *map(int, found.groups()))
    if found := DAY.fullmatch(said):
        day, month, year = map(int, found.groups())
        return _date(text, year, month, day)
    if found := QUARTER.fullmatch(said):
        return f"{found[1] or found[4]}-Q{found[2] or found[3]}"
    raise Unreadable(_said(text), gettext("Schrijf een datum als 31-03-2024, of een kwartaal als 2024-Q1."))


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(_said(text), gettext("Deze dag bestaat niet. Kijk de datum na.")) from None


def _said(text: str) -> str:
    return gettext("‘%(value)s’ kunnen wij niet lezen.") % {"value": text[:60]}


def _truth(text: str) -> bool:
    said = plain(text)
    if said in YES or said in NO:
        return said in YES
    raise Unreadable(_said(text), gettext("Schrijf ja of nee, of laat de cel leeg."))


def _lead(text: str) -> str:
    """The class of lead time, from a number of days."""
    said = plain(text).removesuffix("dagen").removesuffix("dag").strip()
    if said.isdecimal() and len(said) < 5:
        return lead_time(int(said))
    if plain(text) in {f"{weeks} weeks" for weeks in WEEKS}:
        return plain(text)
    raise Unreadable(_said(text), gettext("Schrijf het aantal dagen als een getal."))


def _unlikely(
    number: int, heads: Sequence[str], values: dict[str, Any], choices: Choices, today: date
) -> Iterator[Mistake]:
    """What can be read but cannot be."""
    named = {target: heads[place] for place, target in choices.columns.items()}
    closed, received = values.get("closed"), values.get("received")
    if closed is None:
        yield Mistake(number, named.get("closed", ""), gettext("Hier staat niet wanneer de klacht is gesloten."),
                      gettext("Vul de datum of het kwartaal in. Wat nog openstaat hoort niet in dit bestand."))  # fmt: skip
        return
    if not f"{EARLIEST}-Q1" <= _quarter(closed) <= quarter(today):
        yield Mistake(
            number,
            named["closed"],
            gettext("Deze klacht sloot in een jaar dat niet kan."),
            gettext("Kijk het jaar na."),
        )
    if received is not None and (_quarter(received) > _quarter(closed) or _after(received, closed)):
        yield Mistake(
            number,
            named["received"],
            gettext("De klacht kwam binnen nadat zij was gesloten."),
            gettext("Kijk beide datums na."),
        )


def _after(received: date | str, closed: date | str) -> bool:
    return isinstance(received, date) and isinstance(closed, date) and received > closed


def _quarter(day: date | str) -> str:
    return quarter(day) if isinstance(day, date) else day


def _row(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of a register row."""
    closed, received = values["closed"], values.get("received")
    length = values.get("lead_time") or ""
    if not length and isinstance(closed, date) and isinstance(received, date):
        length = lead_time((closed - received).days)
    kept = {name: values[name] for name in CODED if name in values}
    truths = {name: values.get(name) for name in TRUTHS}
    return kept | truths | {
        "quarter": _quarter(closed), "received_quarter": _quarter(received or closed), "lead_time": length,
    }  # fmt: skip
