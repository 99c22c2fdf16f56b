"""What the rows of a list show: whom it is about in codes, which duty by when and why, and the last act with when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from wederhoor.desk.addresses import reverse
from wederhoor.desk.words import TermWords, initials, term_words
from wederhoor.dossier import regulations
from wederhoor.dossier.queries import Row, Task
from wederhoor.procedure.facts import fact_labels
from wederhoor.procedure.model import Duty
from wederhoor.procedure.saying import outside, small
from wederhoor.procedure.terms import AMSTERDAM, TermError, local_date, parse_term
from wederhoor.procedure.terms import term_words as length_words


class Shown(NamedTuple):
    """One row in words; ``why`` says where its date comes from."""

    number: str
    url: str
    subject: str
    sub: str
    handler: str
    initials: str
    phase: str
    phase_code: str
    term: TermWords | None
    duty: str
    why: str
    when: str
    act: str
    followed: bool


def shown(rows: Sequence[Row], role: str, view: str, *, now: datetime) -> list[Shown]:
    """The rows for somebody in this role; in their own work each date comes with its reason."""
    today, address = local_date(now), reverse("desk:dossier", args=["-"]).removesuffix("-/")
    words = gettext("nog iets te vragen"), gettext("Alleen voor wie het dossier mag lezen"), get_language() or ""
    return [_row(row, role, view, today, address, *words) for row in rows]


def _row(row: Row, role: str, view: str, today: date, address: str, to_ask: str, closed: str, language: str) -> Shown:
    task = _task(row, view)
    ask = to_ask if row.unasked and _asks(row.regulation, role) else ""
    return Shown(
        number=row.number, url=f"{address}{row.number}/", subject=row.subject or closed,
        sub=" · ".join(filter(None, (row.capacity, row.location, row.team, ask))), handler=row.handler, initials=initials(row.handler),
        phase=row.phase_label, phase_code=row.phase, term=_term(task, today, language) if task else None,
        duty=_duty(row, task, role) if task else "",
        why=" · ".join(filter(None, (_last_day(task, today), why(row.regulation, task.duty)))) if task and view == "mine" else "",
        when=when_words(row.last_at, today), act=row.last_act, followed=row.followed,
    )  # fmt: skip


@lru_cache(maxsize=512)
def _asks(file: str, role: str) -> bool:
    """Whether this role writes down what the reception did not ask."""
    act = regulations.pinned(file).acts.get("complete intake")
    return bool(act and role in act.by)


def _task(row: Row, view: str) -> Task | None:
    """The duty to show: in one's own work one's own, of what is late the one that is late, else the first."""
    if view == "mine" and row.own:
        return row.own
    return row.ending if row.late else row.next


def _term(task: Task, today: date, language: str) -> TermWords:
    late = bool(task.due and task.due < today)
    return _term_of(task.due if late else task.aim or task.due, today, late, language)


def _last_day(task: Task, today: date) -> str:
    """'uiterlijk 7 dec', where the day to work to comes before it."""
    if not (task.aim and task.due and task.aim < task.due and task.due >= today):
        return ""
    return gettext("uiterlijk %(day)s") % {"day": _day_words(task.due, today, get_language() or "")}


@lru_cache(maxsize=2048)
def _term_of(day: date | None, today: date, late: bool, language: str) -> TermWords:
    """A page holds the same days many times; ``language`` is part of what is remembered."""
    return term_words(day, today, late=late)


def _duty(row: Row, task: Task, role: str) -> str:
    if task.holder == role:
        return task.label
    if outside(regulations.pinned(row.regulation), task.holder):
        return gettext("%(duty)s · wacht op %(who)s") % {"duty": task.label, "who": task.holder_label}
    return f"{task.label} · {small(task.holder_label)}"


def why(file: str, name: str) -> str:
    """Where the date of a duty comes from, in words: 'binnen 5 werkdagen na: Klacht ontvangen (4.0 §3)'."""
    return _why(file, name, get_language() or "")


@lru_cache(maxsize=512)
def _why(file: str, name: str, language: str) -> str:
    regulation = regulations.pinned(file)
    duty = regulation.duties[name]
    start = duty.from_ if isinstance(duty.from_, str) else ""
    after = fact_labels(regulation).get(start, "")
    place = f"({duty.source})" if duty.source else ""
    return " ".join(
        filter(None, (_within(duty, language), gettext("na: %(fact)s") % {"fact": after} if after else "", place))
    )


def _within(duty: Duty, language: str) -> str:
    if not isinstance(duty.within, str):
        return ""
    try:
        return gettext("binnen %(term)s") % {
            "term": length_words(parse_term(duty.within), "en" if language == "en" else "nl")
        }
    except TermError:
        return ""


def when_words(moment: datetime, today: date) -> str:
    """'Vandaag 09:12', 'Gisteren', '19 nov', and the year when it is another."""
    local = moment.astimezone(AMSTERDAM)
    if local.date() == today:
        return gettext("Vandaag %(time)s") % {"time": f"{local:%H:%M}"}
    return _day_words(local.date(), today, get_language() or "")


@lru_cache(maxsize=2048)
def _day_words(day: date, today: date, language: str) -> str:
    if day == today - timedelta(days=1):
        return gettext("Gisteren")
    return date_format(day, "j M" if day.year == today.year else "j M Y").lower()
