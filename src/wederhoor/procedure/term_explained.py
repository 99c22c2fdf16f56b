"""The steps of a count in words: what counted, what did not, what moved, and why the date to aim for is earlier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from wederhoor.procedure.calendar import Profile
from wederhoor.procedure.term_legs import DAY, Leg, count_bare
from wederhoor.procedure.term_syntax import Term, Unit
from wederhoor.procedure.term_words import Language, full, not_ordinary, off_days, say, short, term_words


def legs_in_words(legs: Sequence[Leg], profile: Profile, language: Language) -> list[str]:
    """The steps of the legs: the start, days left out, each end, and where the clock stood still."""
    steps = [say(language, "begin", full(legs[0].start, language))]
    for leg in legs:
        if leg.term.unit == "workdays":
            left_out = profile.left_out(leg.start, leg.end)
            steps += off_days(profile, language)[left_out.start : left_out.stop]
        if len(leg.parts) > 1:
            parts = " + ".join(term_words(part, language) for part in leg.parts)
            steps.append(say(language, "sum", parts, term_words(leg.term, language)))
        steps.append(say(language, _kind(leg), term_words(leg.term, language), full(leg.bare, language)))
        if leg.stops:
            steps += _stops(leg, language)
    return steps


def _kind(leg: Leg) -> str:
    if leg.term.unit in ("months", "years"):
        return "months" if leg.bare.day == leg.start.day else "last day"
    return leg.term.unit


def _stops(leg: Leg, language: Language) -> Iterator[str]:
    unit: Unit = "workdays" if leg.term.unit == "workdays" else "days"
    for first, again, added in leg.stops:
        amount = term_words(Term(added, unit), language)
        yield say(language, "stop", full(first, language), full(again, language), amount)
    yield say(language, "stopped", full(leg.end, language))


def shift_in_words(end: date, shifted: date, due: date, language: Language) -> Iterator[str]:
    """Why the Algemene termijnenwet moved an end: each day passed over, then the article."""
    for ahead in range((shifted - end).days):
        yield not_ordinary(end + ahead * DAY, language)
    if shifted > end:
        yield say(language, "article 1", full(shifted, language))
    if due > shifted:
        yield say(language, "article 2", full(due, language))


def unmoved_in_words(last: Leg, statutory: bool, language: Language) -> Iterator[str]:
    """That an end on a Saturday, Sunday or holiday stays where it is, and why."""
    why = not_ordinary(last.end, language) if last.term.unit != "workdays" else ""
    law = "no reach" if statutory else "no law"
    if why:
        yield f"{why}: {say(language, 'no calendar' if last.term.unit == 'before' else law)}"


def aim_in_words(
    legs: Sequence[Leg],
    strict: Sequence[Leg],
    profiles: tuple[Profile, Profile],
    moved: bool,
    aim: date,
    language: Language,
) -> str:
    """What the strictest reading does differently."""
    reasons = []
    if strict[0].start < legs[0].start:
        reasons.append(say(language, "aim start", full(strict[0].start, language)))
    reasons += _counted_days(strict, profiles, language)
    if moved:
        reasons.append(say(language, "aim shift"))
    return say(language, "aim", ", ".join(reasons) or say(language, "aim profile"), full(aim, language))


def _counted_days(strict: Sequence[Leg], profiles: tuple[Profile, Profile], language: Language) -> Iterator[str]:
    used, stricter = profiles
    for leg in strict:
        if leg.term.unit != "workdays":
            continue
        days = (used.off[index][0] for index in used.left_out(leg.start, leg.end))
        for day in days:
            if count_bare(1, day - DAY, stricter) == day:
                yield say(language, "aim workday", short(day, language))
