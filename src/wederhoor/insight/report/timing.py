"""How long it took: classes of lead time, in term or not, what was late and why, what was extended, what went to a dispute."""

from __future__ import annotations

from collections import Counter
from typing import Any

from wederhoor.insight.report.facts import Facts
from wederhoor.insight.report.numbers import FROM_REGISTER, SHARE, flat, share
from wederhoor.insight.report.tables import Column, Row, Table
from wederhoor.insight.report.wording import IN_TIME, Wording

CLOSED = Column("closed", "Afgesloten klachten")
WITHIN_SIX_WEEKS = ("2 weeks", "6 weeks")
NO_REASON = "Nog geen uitleg in het register"
UNKNOWN_LENGTH = "Klachten waarvan het register niet weet hoe lang zij duurden"


def lead_times(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """From the day it came in to the day it was closed."""
    done = flat(facts.complaints("lead_time"))
    return (_shared("lead times", "Van binnenkomst tot afsluiten", "Duur", words.ordered("lead_time", done), done),)


def in_term(facts: Facts, _: Wording) -> tuple[Table, ...]:
    """Whether every term towards the complainant was kept; the percentage is of the complaints that had a term."""
    done = Counter({value: count for (value,), count in facts.complaints("in_time").items()})
    dated = done[True] + done[False]
    rows = tuple(
        Row(code, IN_TIME[value], (done[value], share(done[value], dated) if value is not None else None))
        for code, value in (("yes", True), ("no", False), ("none", None))
    )
    note = "Het percentage is van de klachten met een termijn naar de klager. Was één onderdeel te laat, dan telt de klacht als te laat."
    columns = (CLOSED, SHARE)
    return (Table("in term", "Termijnen", "", columns, rows, (done.total(), None), (note,), FROM_REGISTER),)


def late(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """What was later than the term, per reason."""
    found = Counter(
        {reason: n for (kept, reason), n in facts.complaints("in_time", "late_reason").items() if kept is False}
    )
    return (_explained("late", "Later dan de termijn", "late_reason", found, words),)


def over_six_weeks(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """What took longer than six weeks, per reason."""
    found: Counter[str] = Counter()
    unknown = 0
    for (length, reason), count in facts.complaints("lead_time", "late_reason").items():
        found[reason] += 0 if length in ("", *WITHIN_SIX_WEEKS) else count
        unknown += 0 if length else count
    notes = (f"{UNKNOWN_LENGTH}: {unknown}. Die tellen hier niet mee.",) if unknown else ()
    return (_explained("over six weeks", "Niet binnen zes weken afgehandeld", "late_reason", found, words, notes),)


def not_taken_up(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Complaints of which a part was not taken up, per reason; also what nobody gave a reason for yet."""
    found = Counter({reason: n for (yes, reason), n in facts.complaints("untreated", "not_taken_up").items() if yes})
    return (_explained("not taken up", "Niet in behandeling genomen", "not_taken_up", found, words),)


def extended(facts: Facts, _: Wording) -> tuple[Table, ...]:
    """How often more time was taken."""
    return (_yes_no("extended", "Termijn verlengd", flat(facts.complaints("extended"))),)


def disputes(facts: Facts, _: Wording) -> tuple[Table, ...]:
    """How many reached the dispute body."""
    return (_yes_no("disputes", "Voorgelegd aan de geschillencommissie", flat(facts.complaints("disputed"))),)


def _explained(
    code: str, title: str, column: str, found: Counter[str], words: Wording, notes: tuple[str, ...] = ()
) -> Table:
    named = [
        (reason, NO_REASON if reason == "" else label)
        for reason, label in words.ordered(column, found)
        if found[reason]
    ]
    rows = tuple(Row(reason, label, (found[reason],)) for reason, label in named)
    return Table(code, title, "Uitleg", (CLOSED,), rows, (found.total(),), notes, FROM_REGISTER)


def _shared(code: str, title: str, head: str, named: list[tuple[Any, str]], found: Counter[Any]) -> Table:
    whole = found.total()
    rows = tuple(Row(str(value), label, (found[value], share(found[value], whole))) for value, label in named)
    return Table(code, title, head, (CLOSED, SHARE), rows, (whole, None), (), FROM_REGISTER)


def _yes_no(code: str, title: str, found: Counter[Any]) -> Table:
    named: list[tuple[Any, str]] = [(True, "Ja"), (False, "Nee")]
    return _shared(code, title, "", [*named, *([(None, "Niet bekend")] if found[None] else [])], found)
