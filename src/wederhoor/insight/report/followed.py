"""Measures and recommendations in a report: how many were taken and done, what was late, and whether they worked."""

from __future__ import annotations

from typing import Any

from wederhoor.insight.measures import Tally
from wederhoor.insight.report.facts import Facts
from wederhoor.insight.report.tables import Column, Row, Table
from wederhoor.insight.report.wording import Wording

SOURCE = "Lijst van maatregelen"
MOVED = {"taken": "Genomen", "done": "Klaar", "dropped": "Vervallen", "late": "Niet op tijd klaar"}
GIVEN = {"taken": "Gedaan", "done": "Uitgevoerd", "dropped": "Niet overgenomen", "late": "Niet op tijd"}
EFFECT = {"done": "Klaar", "worked": "Werkte", "partly": "Werkte deels", "not_worked": "Werkte niet"}
WHOLE = "Aantal"


def measures(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Per theme."""
    return (_per("measures", "Maatregelen per thema", "theme", MOVED, facts.measures, words),)


def nature(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Per aim: to solve, to limit, to prevent."""
    return (_per("nature of measures", "Maatregelen per doel", "aim", MOVED, facts.aims, words),)


def effect(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Per theme, and what was found when their effect was looked at."""
    made = _per("effect of measures", "Effect van maatregelen", "theme", EFFECT, facts.measures, words)
    return (*measures(facts, words), made)


def recommendations(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Recommendations per theme."""
    return (_per("recommendations", "Aanbevelingen per thema", "theme", GIVEN, facts.recommendations, words),)


def _per(code: str, title: str, column: str, counted: dict[str, str], found: dict[str, Tally], words: Wording) -> Table:
    named = [one for one in words.ordered(column, found) if one[0] in found]
    cells: dict[Any, tuple[int, ...]] = {
        key: tuple(getattr(tally, name) for name in counted) for key, tally in found.items()
    }
    rows = tuple(Row(key, label, cells[key]) for key, label in named)
    columns = tuple(Column(name, label) for name, label in counted.items())
    totals = tuple(sum(column) for column in zip(*cells.values(), strict=True)) or tuple(0 for _ in counted)
    return Table(code, title, "Thema" if column == "theme" else "Doel", columns, rows, totals, (), SOURCE)
