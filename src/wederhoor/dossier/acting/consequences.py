"""What an act will bring about, found by doing it in memory: which duties end and begin, with their dates, and who is told what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from wederhoor.procedure.acts import Allowed
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.facts import slots
from wederhoor.procedure.saying import role_label

RUNNING = ("open", "overdue")
MOST = 8
"""Of a question with more answers than this the consequences are not worked out one by one."""
Found = Mapping[tuple[str, str], DutyStatus]


@dataclass(frozen=True, slots=True)
class Consequences:
    """Sentences that hold whatever is answered, and per answer of the first question what it brings about."""

    sentences: tuple[str, ...]
    asked: str = ""
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _day(duty: DutyStatus) -> str:
    return f"{duty.due:%d-%m-%Y}" if duty.due else gettext("zonder datum")


def _changes(state: State, before: Found, after: Found) -> Iterator[str]:
    for key, new in after.items():
        old = before.get(key)
        was = old is not None and old.status in RUNNING
        words = {"duty": new.label, "day": _day(new), "who": role_label(state, new.holder)}
        if was and new.status not in RUNNING:
            yield _ended(new) % words
        elif not was and new.status in RUNNING:
            yield gettext("Begint: %(duty)s, door %(who)s (%(day)s).") % words
        elif was and old is not None and old.due != new.due:
            yield gettext("Nieuwe datum voor %(duty)s: %(day)s.") % words


def _ended(duty: DutyStatus) -> str:
    """Done is done only when it was met; what lapses was not done."""
    if duty.status in ("met", "met late"):
        return gettext("Klaar: %(duty)s.")
    return gettext("Vervalt: %(duty)s.") if duty.status == "lapsed" else gettext("Geldt niet meer: %(duty)s.")


def _told(state: State, new: State) -> Iterator[str]:
    for due in new.letters[len(state.letters) :]:
        to = ", ".join(role_label(state, role).lower() for role in due.to)
        words = {"letter": state.regulation.letters[due.name].label, "to": to}
        yield gettext("Brief ‘%(letter)s’ voor: %(to)s.") % words


def _opened(state: State, new: State, now: datetime) -> Iterator[str]:
    """Where the complaint stands after it, when that changes."""
    if new.closed and not state.closed:
        yield gettext("De klacht wordt gesloten.")
    elif state.closed and not new.closed:
        yield gettext("De klacht wordt heropend.")
    if new.stopped_at and not state.stopped_at:
        yield gettext("De behandeling stopt.")
    before, after = state.phase(now), new.phase(now)
    if before != after and not new.closed:
        yield gettext("De fase wordt: %(phase)s.") % {"phase": state.regulation.phases[after].label}


def between(state: State, new: State, now: datetime) -> tuple[str, ...]:
    """Everything that is different in `new`, in sentences."""
    before, after = ({(d.name, d.part): d for d in duties(s, now)} for s in (state, new))
    return (*_opened(state, new, now), *_changes(state, before, after), *_told(state, new))


def _event(state: State, allowed: Allowed, act: ReadyAct, now: datetime, values: Mapping[str, Value]) -> Event:
    return Event(state.seq + 1, allowed.act, act.rule.by[0], now, now, "", allowed.part, dict(values))


def _after(state: State, allowed: Allowed, now: datetime, values: Mapping[str, Value]) -> tuple[str, ...] | None:
    """What these answers lead to; None when they are not enough to tell."""
    act = state.procedure.acts[allowed.act]
    try:
        return between(state, state.apply(_event(state, allowed, act, now, values)), now)
    except (KeyError, ValueError):
        return None


def _needed(act: ReadyAct) -> list[str]:
    """The questions that must be answered with a choice, a date or a person."""
    return [name for name, asked in act.rule.fields.items() if asked.kind not in TEXT_KINDS and asked.required]


def _bearing(act: ReadyAct, name: str) -> bool:
    """Whether the consequences can depend on the answer to this question; if not it only stands in the history."""
    rule = act.rule
    if name in act.chosen or name in rule.sets or (rule.consents and name in (rule.consents, "answer")):
        return True
    named = {slot for effect in act.effects for slot in slots(effect.fact)} | {effect.dated for effect in act.effects}
    return name in named or bool(rule.extends or rule.corrects)


def of(state: State, allowed: Allowed, now: datetime, *, answers: Mapping[str, Value] | None = None) -> Consequences:
    """The consequences of an act: of these answers, or per answer to the question that decides while none are given."""
    act = state.procedure.acts[allowed.act]
    needed = _needed(act)
    usual = {name: next(iter(act.choices.get(name) or {"": ""})) for name in needed}
    deciding = [name for name in needed if _bearing(act, name)]
    if answers is None and len(deciding) == 1 and 1 < len(act.choices.get(deciding[0], {})) <= MOST:
        return _per_option(state, allowed, deciding[0], usual, now)
    if answers is None and deciding:
        return Consequences(
            (gettext("Wat er verandert hangt af van wat u invult. Bekijk het eerst, met de knop onderaan."),)
        )
    found = _after(state, allowed, now, usual if answers is None else answers)
    return Consequences(found or (gettext("Dit komt in het verloop te staan."),))


def _per_option(state: State, allowed: Allowed, name: str, usual: Mapping[str, Value], now: datetime) -> Consequences:
    """Each answer with what it brings about; what all share is said once."""
    act, worked = state.procedure.acts[allowed.act], dict[str, tuple[str, ...]]()
    asked = act.rule.fields[name]
    for code, label in act.choices[name].items():
        found = _after(state, allowed, now, {**usual, name: [code] if asked.kind == "choices" else code})
        worked |= {label: found} if found is not None else {}
    shared = tuple(s for s in next(iter(worked.values()), ()) if all(s in found for found in worked.values()))
    own = {label: tuple(s for s in found if s not in shared) for label, found in worked.items()}
    if not any(own.values()):
        return Consequences(shared or (gettext("Dit komt in het verloop te staan."),))
    rows = tuple((label, found or (gettext("Verder niets."),)) for label, found in own.items())
    return Consequences(shared, asked.label.rstrip("?"), rows)
