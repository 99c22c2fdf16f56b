"""How extensions move the end of a term: fixed, 'once the regular term', to a date, and never beyond a total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from wederhoor.procedure.compiled import ReadyDuty
from wederhoor.procedure.dossier import Extension
from wederhoor.procedure.terms import Counted, Term, count, parse_term

REGULAR = "regular term"
Count = Callable[[tuple[Term, ...]], Counted]


def _is_date(given: str) -> bool:
    return given[:4].isdigit() and given[4:5] == "-"


def _length(extension: Extension, term: Term) -> Term:
    return term if extension.given == REGULAR else parse_term(extension.given)


def extended(
    counting: Count, duty: ReadyDuty, term: Term, extensions: Sequence[Extension], start: date, statutory: bool
) -> Counted:
    """The term with its extensions. A date given replaces the end; lengths are added; a total caps both."""
    lengths = tuple(_length(e, term) for e in extensions if not _is_date(e.given))
    counted = counting(lengths)
    for extension in extensions:
        counted = _moved(counted, extension) if _is_date(extension.given) else counted
        counted = _capped(counted, duty, extension, start, statutory)
    return counted


def _moved(counted: Counted, extension: Extension) -> Counted:
    new = date.fromisoformat(extension.given)
    step = f"verlengd tot en met {new:%d-%m-%Y}"
    return replace(counted, due=new, aim=new, steps=(*counted.steps, step))


def _capped(counted: Counted, duty: ReadyDuty, extension: Extension, start: date, statutory: bool) -> Counted:
    total = duty.rule.extend[extension.act].total
    if not total:
        return counted
    last = count(parse_term(total), start, profile=duty.profile, statutory=statutory).due
    if _day(counted.due) <= _day(last):
        return counted
    step = f"nooit verder dan {total} vanaf het begin: {last:%d-%m-%Y}"
    return replace(counted, due=last, aim=min(_day(counted.aim), _day(last)), steps=(*counted.steps, step))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
