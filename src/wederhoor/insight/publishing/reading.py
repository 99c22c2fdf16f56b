"""The figures of a written report as disclosure control takes them. What cannot be told to be safe is left out, with the reason. Pure.

A report counts three ways: complaints that were closed, parts of those, and complaints that came in. Tables of closed complaints go
out; of what came in only the number. Parts go with the complaints where there are as many; else they are counted by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wederhoor.insight.disclosure import releases
from wederhoor.insight.disclosure.releases import Dimension, Figures, Scope
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.tables import Table

CLOSED, PARTS, RECEIVED = "closed", "parts", "received"
UNKNOWN, OTHER = "?", "-"
"""Codes for 'not known', and for all complaints that a table of some does not show."""
WORK = frozenset({"measures", "nature of measures", "effect of measures", "recommendations"})
"""Tables of the organisation's own work: nobody who complained is counted in them."""
EXPLAINED = frozenset({"late", "over six weeks", "not taken up"})
"""Tables that divide a number of another table; both together would show more than each."""

TWO_WAYS = {"tenor": ("theme", "outcome"), "nature per route": ("route", "theme")}
"""Tables that divide twice: by what per row, and by what per column."""


@dataclass(slots=True)
class Asked:
    """What a report would publish, per way of counting; ``where`` says which column of which table became which dimension."""

    figures: list[Figures] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)


def asked(parts: Sequence[Part], scope: Scope, fewest: int) -> Asked:
    """Of these sections. ``fewest``: with fewer complaints a second total beside the first says too much."""
    found, every = Asked(), [table for part in parts for table in part.tables]
    closed = next((n for table in every for n in _closed(table)), None)
    if closed is None:
        found.left_out = {table.code: "basis" for table in every if table.code not in WORK}
        return found
    per: dict[str, list[releases.Table]] = {CLOSED: [], PARTS: []}
    whole: dict[str, int] = {CLOSED: closed}
    for table in every:
        if table.code not in WORK and table.code != "number" and table.code not in TWO_WAYS:
            _one_way(table, closed, per, whole, found)
    _tenor(every, per, whole, found)
    _natures(every, per, whole, found)
    if 0 < abs(whole.get(PARTS, closed) - closed) < fewest:
        found.left_out |= dict.fromkeys((code for code, basis in found.where.items() if basis == PARTS), "difference")
        per[PARTS] = []
    found.totals = whole
    found.figures = [Figures(scope, b, whole[b], tuple(made)) for b, made in per.items() if made or b == CLOSED]
    found.figures += [Figures(scope, RECEIVED, n, ()) for table in every for n in _received(table)][:1]
    return found


def column(table: Table) -> str:
    """Which column is counted: closed complaints, else their parts; '' where the table counts something else."""
    codes = [one.code for one in table.columns]
    return next((code for code in (CLOSED, PARTS) if code in codes), "")


def dimension(table: Table) -> str:
    """How the table divides complaints."""
    return table.code.removeprefix("per ")


def code_of(row: str) -> str:
    """The code of a row; that of 'not known' is no empty word."""
    return row or UNKNOWN


def counts_of(table: Table) -> dict[str, int]:
    """What is counted, per code."""
    return {code_of(row.code): table.count(row.code, column(table)) for row in table.rows}


def _closed(table: Table) -> Iterator[int]:
    if table.code == "number":
        yield table.count("closed", "number")
    elif column(table) == CLOSED and table.totals and table.code not in EXPLAINED:
        yield sum(counts_of(table).values())


def _received(table: Table) -> Iterator[int]:
    if table.code == "number" and any(row.code == "received" for row in table.rows):
        yield table.count("received", "number")


def _one_way(
    table: Table, closed: int, per: dict[str, list[releases.Table]], whole: dict[str, int], found: Asked
) -> None:
    basis, counts = column(table), counts_of(table) if column(table) else {}
    total = sum(counts.values())
    if not basis or not table.totals:
        found.left_out[table.code] = "basis"
    elif table.code in EXPLAINED:
        found.left_out[table.code] = "nested"
    else:
        if basis == PARTS and total == closed:
            basis = CLOSED
        whole.setdefault(basis, total)
        if total < whole[basis]:
            counts[OTHER] = whole[basis] - total
        found.where[table.code] = basis
        shape = Dimension(dimension(table), tuple(counts))
        per[basis].append(releases.Table(table.code, (shape,), {(code,): n for code, n in counts.items()}))


def _tenor(every: Iterable[Table], per: dict[str, list[releases.Table]], whole: dict[str, int], found: Asked) -> None:
    """Themes by judgements: with what was not judged it is a whole two-way table, where parts and complaints are the same."""
    for table in every:
        if table.code == "tenor":
            themes = next((one for one in per[CLOSED] if one.name == "per theme"), None)
            if themes is None or whole.get(PARTS, whole[CLOSED]) != whole[CLOSED]:
                found.left_out[table.code] = "basis"
                continue
            rest = _unjudged(table, per[CLOSED])
            if not rest:
                found.left_out[table.code] = "nested"
                continue
            outcomes = Dimension("outcome", (*(one.code for one in table.columns), rest))
            counts: dict[tuple[str, ...], int] = {}
            for (theme,), n in themes.counts.items():
                judged = {one.code: table.count("" if theme == UNKNOWN else theme, one.code) for one in table.columns}
                counts |= {(theme, outcome): count for outcome, count in judged.items()}
                counts[theme, rest] = n - sum(judged.values())
            if min(counts.values(), default=0) < 0:
                found.left_out[table.code] = "basis"
                continue
            found.where[table.code] = CLOSED
            per[CLOSED].append(releases.Table("tenor", (themes.dimensions[0], outcomes), counts))
            _same_outcomes(per[CLOSED], outcomes)


def _natures(every: Iterable[Table], per: dict[str, list[releases.Table]], whole: dict[str, int], found: Asked) -> None:
    """Themes by ways: with both beside it by themselves a whole two-way table, where parts and complaints are the same."""
    alone = {one.name: one for one in per[CLOSED]}
    for table in every:
        if table.code != "nature per route":
            continue
        if not {"per theme", "per route"} <= alone.keys() or whole.get(PARTS, whole[CLOSED]) != whole[CLOSED]:
            found.left_out[table.code] = "basis"
            continue
        shapes = (alone["per theme"].dimensions[0], alone["per route"].dimensions[0])
        counts: dict[tuple[str, ...], int] = {
            (code_of(theme.code), code_of(route.code)): table.count(route.code, theme.code)
            for route in table.rows
            for theme in table.columns
        }
        found.where[table.code] = CLOSED
        per[CLOSED].append(releases.Table(table.code, shapes, counts))


def _unjudged(tenor: Table, made: Iterable[releases.Table]) -> str:
    """The code of what was not judged; '' where another table divides that, so that both together would show more than each."""
    beside = next((one for one in made if one.name == "per outcome"), None)
    if beside is None:
        return OTHER
    judged = {UNKNOWN, *(one.code for one in tenor.columns)}
    return "" if any(n and code not in judged for (code,), n in beside.counts.items()) else UNKNOWN


def _same_outcomes(made: list[releases.Table], outcomes: Dimension) -> None:
    """Outcomes that a table by themselves has and the other has not are 0 in the other; the tables must agree on all."""
    for place, table in enumerate(made):
        if table.name == "per outcome":
            codes = tuple(dict.fromkeys([*table.dimensions[0].codes, *outcomes.codes]))
            made[place] = releases.Table(table.name, (Dimension("outcome", codes),), table.counts)
            last = made[-1]
            made[-1] = releases.Table(last.name, (last.dimensions[0], Dimension("outcome", codes)), last.counts)
