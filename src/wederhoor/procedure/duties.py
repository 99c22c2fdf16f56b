"""Duties: who owes whom what by when, with status and with the steps by which the date came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from wederhoor.procedure.compiled import ReadyDuty
from wederhoor.procedure.dossier import Extension, State
from wederhoor.procedure.extending import extended
from wederhoor.procedure.having import holder_of
from wederhoor.procedure.lapsing import Lapse, lapsed_by
from wederhoor.procedure.model import CaseTerm
from wederhoor.procedure.reach import in_reach, is_statutory
from wederhoor.procedure.terms import AMSTERDAM, Counted, Term, count, local_date, parse_term

NONE = "none"
"""The term of a duty that has no date in the text: the software invents none."""

term_of = lru_cache(maxsize=512)(parse_term)


@dataclass(frozen=True, slots=True)
class DutyStatus:
    """A duty at a moment. Dates are Europe/Amsterdam; `due` and `aim` are moments only for terms in hours."""

    name: str
    label: str
    holder: str
    owed_to: tuple[str, ...]
    start: date | None
    due: date | datetime | None
    aim: date | datetime | None
    status: str
    done_on: date | None
    source: str
    statute: str
    why: tuple[str, ...]
    doubt: str
    part: str = ""
    not_before: date | None = None
    escalates_to: str = ""
    passed: bool = False
    external: bool = False
    round: int = 0
    """Of a duty that comes back: the time that it is owed, from 1; 0 of every other duty."""

    def aim_passed(self, now: datetime) -> bool:
        """Whether the strictest date passed while the duty was not met."""
        running = self.status in ("open", "overdue")
        return running and self.aim is not None and now > end_of(self.aim)


def end_of(day: date | datetime) -> datetime:
    """The last moment of a day in Europe/Amsterdam; a moment is itself."""
    if isinstance(day, datetime):
        return day
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM) + timedelta(days=1, microseconds=-1)


def start_of(state: State, duty: ReadyDuty, part: str, now: datetime) -> datetime | None:
    """The moment from which the term of a duty runs, or None while it has not begun."""
    rule = duty.start
    if rule.end_of:
        ended = state.duty(rule.end_of, part, now).due
        return end_of(ended) if ended else None
    if rule.latest:
        return max(state.times(rule.latest, part), default=None)
    if rule.all_of:
        first = [min(times) if (times := state.times(f, part)) else None for f in rule.all_of]
        return None if None in first else max(t for t in first if t)
    return min((t for f in rule.any_of for t in _times_or_opened(state, f, part, now)), default=None)


def _times_or_opened(state: State, fact: str, part: str, now: datetime) -> Iterator[datetime]:
    yield from state.times(fact, part)
    for name, at_aim in state.procedure.openers.get(fact, ()):
        opener = state.duty(name, part, now)
        if at_aim and opener.aim and opener.aim_passed(now):
            yield end_of(opener.aim)
        elif not at_aim and opener.passed and opener.due:
            yield end_of(opener.due)


def _term(state: State, duty: ReadyDuty, part: str, now: datetime) -> str:
    """The term that holds: the first case whose condition holds, or the one set for this case by an act."""
    if isinstance(duty.rule.within, CaseTerm):
        return str(state.value(duty.rule.within.set_by, part)) or NONE
    return next((within for within, when in duty.terms if when(state, part, now) is None), NONE)


def _paused(state: State, duty: ReadyDuty, part: str) -> tuple[tuple[date, date | None], ...]:
    found: list[tuple[date, date | None]] = []
    for stretch in duty.rule.stands_still:
        ends = sorted(t for fact in stretch.until for t in state.times(fact, part))
        for began in state.times(stretch.from_, part):
            ended = next((t for t in ends if t > began), None)
            found.append((local_date(began), local_date(ended) if ended else None))
    return tuple(found)


def _aim_start(state: State, duty: ReadyDuty, part: str) -> datetime | None:
    return min((t for fact in duty.rule.aim_from for t in state.times(fact, part)), default=None)


def _counted(
    state: State, duty: ReadyDuty, part: str, term: Term, start: datetime, extensions: tuple[Extension, ...]
) -> Counted:
    statutory, paused = is_statutory(state, duty.rule, part), _paused(state, duty, part)
    begin = start if term.unit == "hours" else local_date(start)
    strict = _aim_start(state, duty, part) if not duty.rule.recurs else None

    def counting(extra: tuple[Term, ...]) -> Counted:
        return count(
            term, begin, profile=duty.profile, statutory=statutory, extensions=extra, paused=paused, aim_start=strict
        )

    return extended(counting, duty, term, extensions, local_date(start), statutory)


def _done(state: State, duty: ReadyDuty, part: str, start: datetime) -> datetime | None:
    """When it was done first. What the strictest reading counts is done by every reading, so it is not owed again at a later start.

    Of a term that begins anew each time (``latest``) what was done before belongs to the time before.
    """
    strict = None if duty.start.latest else _aim_start(state, duty, part)
    since = min(start, strict or start)
    return min((t for fact in duty.rule.met_by for t in state.times(fact, part) if t >= since), default=None)


def _blank(duty: ReadyDuty, holder: str, part: str, status: str, why: str, start: date | None = None) -> DutyStatus:
    r = duty.rule
    return DutyStatus(
        duty.name,
        r.label,
        holder,
        r.owed_to,
        start,
        None,
        None,
        status,
        None,
        r.source,
        r.statute,
        (why,),
        r.doubt,
        part,
    )


def _status(done: datetime | None, due: date | datetime | None, lapsed: Lapse | None, now: datetime) -> str:
    if done is not None:
        return "met late" if due is not None and done > end_of(due) else "met"
    if lapsed:
        return "lapsed"
    return "overdue" if due is not None and now > end_of(due) else "open"


def rounds(state: State, duty: ReadyDuty, part: str, start: datetime) -> list[datetime]:
    """When each round of a duty that comes back began: at its start, and every time that it was met."""
    met = {t for fact in duty.rule.met_by for t in state.times(fact, part) if t > start}
    return [start, *sorted(met)]


def duty_status(state: State, duty: ReadyDuty, part: str, now: datetime) -> DutyStatus:
    """One duty of one part at a moment; of a duty that comes back the round that runs now."""
    return _at(state, duty, part, start_of(state, duty, part, now), now)


def _at(state: State, duty: ReadyDuty, part: str, start: datetime | None, now: datetime) -> DutyStatus:
    if start is None:
        return _strictly_begun(state, duty, part, now)
    if duty.rule.recurs:
        begun = rounds(state, duty, part, start)
        return _round(state, duty, part, len(begun), begun[-1], None, now)
    return _begun(state, duty, part, start, _done(state, duty, part, start), now)


def _round(
    state: State, duty: ReadyDuty, part: str, number: int, start: datetime, done: datetime | None, now: datetime
) -> DutyStatus:
    """One round: from when the one before was met until it was met itself."""
    found = _begun(state, duty, part, start, done, now)
    words = f"begint opnieuw, {number}e keer: na {local_date(start):%d-%m-%Y}"
    return replace(
        found, round=number, why=(words, *found.why[1:]) if number > 1 and found.status in _SHOWN else found.why
    )


_SHOWN = frozenset({"open", "overdue", "met", "met late", "lapsed"})


def _before(state: State, duty: ReadyDuty, part: str, now: datetime) -> list[DutyStatus]:
    """The rounds of a duty that were met, the first one first."""
    start = start_of(state, duty, part, now) if duty.rule.recurs else None
    begun = rounds(state, duty, part, start) if start else []
    pairs = pairwise(begun)
    return [_round(state, duty, part, n, since, met, now) for n, (since, met) in enumerate(pairs, 1)]


def _begun(
    state: State, duty: ReadyDuty, part: str, start: datetime, done: datetime | None, now: datetime
) -> DutyStatus:
    unmet = duty.when(state, part, now)
    outside = duty.scope(state, part, now)
    if outside or (unmet and done is None):
        return _blank(
            duty,
            holder_of(state, duty),
            part,
            "not applicable",
            f"geldt nu niet: {outside or unmet}",
            local_date(start),
        )
    return _running(state, duty, part, start, done, now)


def _strictly_begun(state: State, duty: ReadyDuty, part: str, now: datetime) -> DutyStatus:
    """A duty whose start did not happen yet: by a stricter reading it can already run, with an `aim` and no `due`."""
    wait, strict = f"begint pas bij: {_start_words(state, duty)}", _aim_start(state, duty, part)
    if strict is None or duty.when(state, part, now) or lapsed_by(state, duty, part, strict, now):
        return _blank(duty, holder_of(state, duty), part, "not applicable", wait)
    found = _running(state, duty, part, strict, _done(state, duty, part, strict), now)
    if found.done_on or found.aim is None:
        return _blank(duty, holder_of(state, duty), part, "met" if found.done_on else "not applicable", wait)
    read = f"strengste lezing: vanaf {local_date(strict):%d-%m-%Y}"
    return replace(found, start=None, due=None, status="open", passed=False, why=(wait, read, *found.why[1:]))


def _running(
    state: State, duty: ReadyDuty, part: str, start: datetime, done: datetime | None, now: datetime
) -> DutyStatus:
    text = _term(state, duty, part, now)
    mine = tuple(e for e in state.extensions if e.duty == duty.name and e.part in ("", part))
    counted = None if text == NONE else _counted(state, duty, part, term_of(text), start, mine)
    due, aim = (counted.due, counted.aim) if counted and not counted.stands_still else (None, None)
    lapsed = None if done else lapsed_by(state, duty, part, start, now)
    status, rule = _status(done, due, lapsed, now), duty.rule
    ended = done or (lapsed.at if lapsed else None) or now
    late = due is not None and ended > end_of(due) and not (lapsed and lapsed.at is None)
    return DutyStatus(
        duty.name, rule.label, holder_of(state, duty), rule.owed_to, local_date(start), due, aim, status, local_date(done) if done else None,
        rule.source, in_reach(state, rule.statute, part),
        _why(state, duty, start, counted, lapsed, late), rule.doubt, part, _not_before(duty, start),
        rule.when_passed.escalates_to if rule.when_passed else "", late, rule.external,
    )  # fmt: skip


def _not_before(duty: ReadyDuty, start: datetime) -> date | None:
    if not duty.rule.not_before:
        return None
    opened = count(term_of(duty.rule.not_before), local_date(start), profile=duty.profile).due
    return local_date(opened) if isinstance(opened, datetime) else opened


def _start_words(state: State, duty: ReadyDuty) -> str:
    rule, facts = duty.start, state.procedure.words.facts
    if rule.end_of:
        return f"het einde van de termijn van ‘{state.procedure.words.duties[rule.end_of]}’"
    names = rule.all_of or rule.any_of or (rule.latest,)
    return (" en " if rule.all_of else " of ").join(facts.get(name, name) for name in names)


def _why(
    state: State, duty: ReadyDuty, start: datetime, counted: Counted | None, lapsed: Lapse | None, late: bool
) -> tuple[str, ...]:
    began = f"begint bij: {_start_words(state, duty)} ({local_date(start):%d-%m-%Y})"
    dated = counted.steps if counted else ("de regeling noemt hiervoor geen termijn: er is geen datum",)
    notice = duty.rule.when_passed.notice if late and duty.rule.when_passed else ""
    return (began, *dated, *filter(None, (lapsed.why if lapsed else "", notice)))


def _scopes(state: State, duty: ReadyDuty) -> tuple[str, ...]:
    return tuple(state.parts) if duty.rule.per == "part" and state.parts else ("",)


def duties(state: State, now: datetime) -> list[DutyStatus]:
    """All duties of the dossier at `now`, per part where they run per part, in the order of the regulation.

    Of a duty that comes back the rounds that were met come first, then the one that runs.
    """
    return [
        status
        for duty in state.procedure.duties.values()
        for part in _scopes(state, duty)
        for status in (*_before(state, duty, part, now), duty_status(state, duty, part, now))
    ]


def begun(state: State, now: datetime) -> list[DutyStatus]:
    """The same without what did not begin, by the strictest reading either: what lists and tasks are made of."""
    return [
        _at(state, duty, part, start, now)
        for duty in state.procedure.duties.values()
        for part in _scopes(state, duty)
        if (start := start_of(state, duty, part, now)) or _aim_start(state, duty, part)
    ]
