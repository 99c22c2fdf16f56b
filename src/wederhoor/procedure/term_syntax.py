"""How a term is written ('5 workdays', '6 weken', 'before 1 April') and read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

Unit = Literal["hours", "workdays", "days", "weeks", "months", "years", "before"]

MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MOST = 100_000
"""No term is longer than this many of its unit."""

_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("hours", "hour", "uur", "uren"), "hours"),
    **dict.fromkeys(("workdays", "workday", "working days", "working day"), "workdays"),
    **dict.fromkeys(("business days", "business day", "werkdagen", "werkdag"), "workdays"),
    **dict.fromkeys(("days", "day", "calendar days", "dagen", "dag", "kalenderdagen", "kalenderdag"), "days"),
    **dict.fromkeys(("weeks", "week", "weken"), "weeks"),
    **dict.fromkeys(("months", "month", "maanden", "maand"), "months"),
    **dict.fromkeys(("years", "year", "jaar", "jaren"), "years"),
}  # fmt: skip
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januari februari maart april mei juni juli augustus september oktober november december",
    )
    for number, name in enumerate(names.split(), 1)
}
_NUMBERS = {
    name: number
    for names in (
        "one two three four five six seven eight nine ten eleven twelve",
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    )
    for number, name in enumerate(names.split(), 1)
} | {"één": 1, "a": 1, "an": 1}
_DATED = re.compile(r"(?:before|vóór|voor)\s+(\d{1,2})\s+([^\W\d]+)(?:\s+(\d{4}))?")
_AMOUNT = re.compile(r"(?:within\s+|binnen\s+)?(\S+)\s+(\D+)")
EXAMPLES = "'5 workdays', '6 weeks', '4 days', '1 month', '2 years', '48 hours', 'same day' or 'before 1 April'"


class TermError(ValueError):
    """A term, profile or date that cannot be read or counted; says what is wrong and the nearest right word."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as written: so many of a unit, or the day before a calendar date (`month`, `day`, `year` if stated)."""

    amount: int
    unit: Unit
    month: int = 0
    day: int = 0
    year: int = 0

    def __str__(self) -> str:
        """As it would be written in a regulation file; `parse_term` reads it back."""
        if self == SAME_DAY:
            return _SAME_DAY[0]
        if self.unit == "before":
            return f"before {self.day} {_month_name(self.month)}" + (f" {self.year}" if self.year else "")
        return f"{self.amount} {self.unit if self.amount != 1 else self.unit[:-1]}"


SAME_DAY = Term(0, "days")
"""The day of the event itself, until 24:00."""
_SAME_DAY = ("same day", "dezelfde dag")


def nearest(word: str, known: list[str]) -> str:
    """'; did you mean "..."?' for a word close to a known one, else nothing."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


@lru_cache(maxsize=4096)
def parse_term(text: str) -> Term:
    """Read a term in English or Dutch words. Raises TermError."""
    words = " ".join(text.casefold().split())
    if words in ("", "none", "geen"):
        raise TermError(f"'{text}' is no term: without a term there is no date to count; write {EXAMPLES}")
    if words in _SAME_DAY:
        return SAME_DAY
    if words.split()[0] in ("before", "vóór", "voor"):
        return _before(text, words)
    found = _AMOUNT.fullmatch(words)
    if not found:
        raise TermError(f"'{text}' is not a term: it needs an amount and a unit, such as {EXAMPLES}")
    return Term(_amount(text, found[1]), _unit(text, found[2]))


def _amount(text: str, word: str) -> int:
    amount = int(word) if word.isascii() and word.isdigit() else _NUMBERS.get(word)
    if amount is None:
        raise TermError(f"'{text}': '{word}' is not a whole number{nearest(word, list(_NUMBERS))}")
    if not 1 <= amount <= MOST:
        raise TermError(f"'{text}': the amount must be from 1 to {MOST}")
    return amount


def _unit(text: str, word: str) -> Unit:
    unit = _UNITS.get(word)
    if unit is None:
        known = "hours, workdays, days, weeks, months or years"
        raise TermError(f"'{text}': '{word}' is not a unit of time{nearest(word, list(_UNITS)) or f' ({known})'}")
    return unit


def _before(text: str, words: str) -> Term:
    found = _DATED.fullmatch(words)
    if not found:
        raise TermError(f"'{text}': after 'before' comes a day and a month, as in 'before 1 April'")
    day, month = int(found[1]), _MONTHS.get(found[2])
    if month is None:
        raise TermError(f"'{text}': '{found[2]}' is not a month{nearest(found[2], list(_MONTHS))}")
    if not 1 <= day <= MONTH_DAYS[month - 1]:
        raise TermError(f"'{text}': {_month_name(month)} has no day {day}")
    return Term(1, "before", month, day, int(found[3] or 0))


def _month_name(month: int) -> str:
    return list(_MONTHS)[month - 1].capitalize()


_DAYS = {"hours": 1 / 24, "days": 1.0, "workdays": 1.4, "weeks": 7.0, "months": 30.0, "years": 365.0}


def days_in(text: str) -> float | None:
    """About how many days a term is, to compare terms in different units; None for what has no length ('none', a calendar date)."""
    try:
        term = parse_term(text)
    except TermError:
        return None
    return term.amount * _DAYS[term.unit] if term.unit in _DAYS else None


def longer(text: str, most: str) -> bool:
    """Whether one term is longer than another; False when one of them has no length.

    So many working days are at least so many weeks, and more with any holiday: as much is then already longer.
    """
    mine, legal = days_in(text), days_in(most)
    if mine is None or legal is None:
        return False
    by_workday, legal_too = (parse_term(one).unit == "workdays" for one in (text, most))
    return mine >= legal if by_workday and not legal_too else mine > legal
