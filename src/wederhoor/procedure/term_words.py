"""The words for dates, terms and the steps of a count, in Dutch and English."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal

from wederhoor.procedure.calendar import DECREE_DAY, Profile, calendar, holidays
from wederhoor.procedure.term_syntax import Term

Language = Literal["nl", "en"]

_WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_UNITS = {
    "nl": {
        "hours": ("uur", "uur"), "workdays": ("werkdag", "werkdagen"), "days": ("dag", "dagen"),
        "weeks": ("week", "weken"), "months": ("maand", "maanden"), "years": ("jaar", "jaar"),
    },
    "en": {
        "hours": ("hour", "hours"), "workdays": ("working day", "working days"), "days": ("day", "days"),
        "weeks": ("week", "weeks"), "months": ("month", "months"), "years": ("year", "years"),
    },
}  # fmt: skip

SENTENCES: dict[str, dict[str, str]] = {
    "nl": {
        "begin": "begin: {}; deze dag telt niet mee",
        "same day": "dezelfde dag: tot en met {}, 24.00 uur",
        "begin moment": "begin: {}",
        "begin day": "begin: {}, uur onbekend; de uren tellen vanaf het einde van die dag",
        "off": "{} is {}: geen werkdag",
        "off decree": "{} is bij besluit met een feestdag gelijkgesteld: geen werkdag in dit profiel",
        "sum": "{}: samen {}",
        "workdays": "{} later: tot en met {}, 24.00 uur",
        "days": "{} later: tot en met {}, 24.00 uur",
        "weeks": "{} later, dezelfde weekdag: tot en met {}, 24.00 uur",
        "months": "{} later, hetzelfde dagnummer: tot en met {}, 24.00 uur",
        "last day": "{} later; die maand heeft dat dagnummer niet, dus de laatste dag: tot en met {}, 24.00 uur",
        "before": "{}: de dag ervoor, voor het eerst na het begin: tot en met {}, 24.00 uur",
        "hours": "{} later, in verstreken uren: {}",
        "stop": "de klok staat stil vanaf {} en loopt weer vanaf {}: {} erbij",
        "stop hours": "de klok staat stil vanaf {} en loopt weer vanaf {}, beide om 0.00 uur",
        "stopped": "daardoor tot en met {}, 24.00 uur",
        "standing": "de klok staat stil sinds {}: de datum schuift op zolang dat duurt",
        "weekend": "{} valt in het weekend",
        "holiday": "{} is {}",
        "decree": "{} is bij besluit met een feestdag gelijkgesteld",
        "article 1": "de termijn loopt door tot en met {} (Algemene termijnenwet art. 1)",
        "article 2": "de termijn loopt door tot en met {}, met twee gewone dagen (Algemene termijnenwet art. 2)",
        "no law": "een termijn die alleen in een regeling staat schuift daarvoor niet op",
        "no calendar": "een kalenderdatum schuift daarvoor niet op",
        "no reach": "zo’n termijn schuift daarvoor niet op (Algemene termijnenwet art. 4)",
        "aim": "strengste lezing: {}; streef naar {}",
        "aim start": "telt vanaf {}",
        "aim workday": "{} telt als werkdag",
        "aim profile": "meer dagen tellen als werkdag",
        "aim shift": "zonder verschuiving",
        "undecreed": "de gelijkgestelde dagen van {} zijn hier nog niet bekend: deze datum kan veranderen",
    },
    "en": {
        "begin": "start: {}; this day does not count",
        "same day": "the same day: until the end of {}",
        "begin moment": "start: {}",
        "begin day": "start: {}, hour unknown; the hours count from the end of that day",
        "off": "{} is {}: not a working day",
        "off decree": "{} is equated with a holiday by royal decree: not a working day in this profile",
        "sum": "{}: together {}",
        "workdays": "{} later: until the end of {}",
        "days": "{} later: until the end of {}",
        "weeks": "{} later, the same weekday: until the end of {}",
        "months": "{} later, the same day number: until the end of {}",
        "last day": "{} later; that month has no such day, so its last day: until the end of {}",
        "before": "{}: the day before it, the first time after the start: until the end of {}",
        "hours": "{} later, in elapsed hours: {}",
        "stop": "the clock stands still from {} and runs again from {}: {} added",
        "stop hours": "the clock stands still from {} and runs again from {}, both at midnight",
        "stopped": "therefore until the end of {}",
        "standing": "the clock has stood still since {}: the date moves on for as long as that lasts",
        "weekend": "{} is in the weekend",
        "holiday": "{} is {}",
        "decree": "{} is equated with a holiday by royal decree",
        "article 1": "the term runs through {} (Algemene termijnenwet art. 1)",
        "article 2": "the term runs through {}, so that it holds two ordinary days (Algemene termijnenwet art. 2)",
        "no law": "a term that only a regulation sets does not move for that",
        "no calendar": "a calendar date does not move for that",
        "no reach": "a term in this form or of this length does not move for that (Algemene termijnenwet art. 4)",
        "aim": "strictest reading: {}; aim for {}",
        "aim start": "counts from {}",
        "aim workday": "{} counts as a working day",
        "aim profile": "more days count as working days",
        "aim shift": "without the shift",
        "undecreed": "the days of {} equated with holidays are not known here yet: this date may change",
    },
}


def say(language: Language, key: str, *words: object) -> str:
    """One step in words."""
    return _sentence(language, key).format(*words)


def is_aim(step: str) -> bool:
    """Whether a step is about the day that staff aim for, by the strictest reading; a letter promises the last day."""
    return step.startswith(tuple(words["aim"].partition(":")[0] for words in SENTENCES.values()))


def _sentence(language: str, key: str) -> str:
    return SENTENCES[language][key]


@lru_cache(maxsize=200_000)
def short(day: date, language: Language) -> str:
    """'vrijdag 3 april'."""
    return f"{_WEEKDAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]}"


@lru_cache(maxsize=200_000)
def full(day: date, language: Language) -> str:
    """'vrijdag 3 april 2026'."""
    return f"{short(day, language)} {day.year}"


def moment(at: date | datetime, language: Language) -> str:
    """'vrijdag 3 april 2026, 22.15 uur', or the day alone."""
    if not isinstance(at, datetime):
        return full(at, language)
    clock = f"{at.hour}.{at.minute:02} uur" if language == "nl" else f"{at.hour}:{at.minute:02}"
    return f"{full(at.date(), language)}, {clock}"


@lru_cache(maxsize=4096)
def term_words(term: Term, language: Language) -> str:
    """'5 werkdagen', 'vóór 1 april'."""
    if term.amount == 0:
        return {"nl": "dezelfde dag", "en": "the same day"}[language]
    if term.unit == "before":
        date_words = f"{term.day} {_MONTHS[language][term.month - 1]}{f' {term.year}' if term.year else ''}"
        return f"{'vóór' if language == 'nl' else 'before'} {date_words}"
    return f"{term.amount} {_UNITS[language][term.unit][term.amount != 1]}"


def holiday_words(name: str, language: Language) -> str:
    """The name of a holiday as people say it."""
    holiday = calendar().holidays[name]
    return holiday.label if language == "nl" else holiday.english


@lru_cache(maxsize=64)
def off_days(profile: Profile, language: Language) -> tuple[str, ...]:
    """For each day that a profile leaves out, in its order: the step that says so."""
    return tuple(
        say(language, "off decree", short(day, language)) if name == DECREE_DAY
        else say(language, "off", short(day, language), holiday_words(name, language))
        for day, name in profile.off
    )  # fmt: skip


@cache
def _equated() -> frozenset[date]:
    return calendar().equated()


def not_ordinary(day: date, language: Language) -> str:
    """Why a day is not an ordinary one under the Algemene termijnenwet, or ''."""
    named = holidays(day.year).get(day)
    if named:
        return say(language, "holiday", short(day, language), holiday_words(named, language))
    if day in _equated():
        return say(language, "decree", short(day, language))
    return say(language, "weekend", short(day, language)) if day.weekday() > 4 else ""
