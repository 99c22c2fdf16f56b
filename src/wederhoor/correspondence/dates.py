"""Dates as a Dutch letter writes them."""

from __future__ import annotations

from datetime import date

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december")  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def dutch_date(day: date, *, weekday: bool = False) -> str:
    """`12 mei 2026`, or with its weekday `dinsdag 12 mei 2026`."""
    plain = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {plain}" if weekday else plain


def read_date(words: str) -> date | None:
    """The date in `2026-05-12`, `12 mei 2026` or `dinsdag 12 mei 2026`; None when it is none of these."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        pass
    parts = words.strip().lower().split()[-3:]
    if len(parts) != 3 or parts[1] not in MONTHS:
        return None
    try:
        return date(int(parts[2]), MONTHS.index(parts[1]) + 1, int(parts[0]))
    except ValueError:
        return None
