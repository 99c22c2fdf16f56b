"""Which steps take away what stands in the way of an act: generated from the conditions of the regulation. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from wederhoor.procedure.acts import why_not
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.conditions import compiled
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.dossier import State
from wederhoor.procedure.facts import fill, slots

MOST = 4
"""More ways to the same thing than this help nobody."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act that brings about what is not there yet, filled in with these answers; whose it is, and whether it can be done now."""

    act: str
    answers: tuple[tuple[str, str], ...]
    by: tuple[str, ...]
    now: bool
    mine: bool


def steps(state: State, act: str, role: str, now: datetime, part: str = "") -> tuple[Step, ...]:
    """What to do first, when an act cannot be done because something did not happen yet; what this role may do itself comes first."""
    when = state.procedure.acts[act].rule.when
    wanted = list(dict.fromkeys(_lacking(state, when, part, now))) if when else []
    found = dict.fromkeys(one for need in wanted for one in _ways(state, need, act, role, now, part))
    doable = [step for step in found if step.now] or list(found)
    return tuple(sorted(doable, key=lambda step: not step.mine)[:MOST])


def _lacking(state: State, c: Condition, part: str, now: datetime) -> Iterator[tuple[str, str]]:
    """What this condition still asks: facts, values nobody chose yet and consents. Nothing where it is shut for good."""
    if _shut(state, c, part, now):
        return
    yield from (("fact", fact) for fact in c.after if not state.has(fact, part, now))
    if c.after_any and not any(state.has(fact, part, now) for fact in c.after_any):
        yield from (("fact", fact) for fact in c.after_any)
    yield from (("value", name) for name in _values(c) if not state.value(name, part))
    yield from (("consent", step) for step in c.consent if state.consents.get(step) != "given")
    if c.any_ and all(compiled(branch, state.procedure.words)(state, part, now) for branch in c.any_):
        for branch in c.any_:
            yield from _lacking(state, branch, part, now)


def _values(c: Condition) -> Mapping[str, tuple[str, ...]]:
    return {**({"route": c.route} if c.route else {}), **({"law": c.law} if c.law else {}), **c.is_}


def _shut(state: State, c: Condition, part: str, now: datetime) -> bool:
    """Whether what is known already speaks against it: another law, another way, or something that happened."""
    other = any(state.value(n, part) and not state.matches(n, codes, part) for n, codes in _values(c).items())
    unwanted = any(state.matches(name, codes, part) for name, codes in c.is_not.items())
    return other or unwanted or any(state.has(fact, part, now) for fact in c.not_after)


def _ways(state: State, need: tuple[str, str], wanted: str, role: str, now: datetime, part: str) -> Iterator[Step]:
    for name, act in state.procedure.acts.items():
        answers = None if act.rule.opens or name == wanted else _brings(state, act, *need)
        if answers is not None:
            scope = part if act.rule.per == "part" else ""
            able = {one for one in (*act.rule.by, role) if why_not(state, act, one, now, scope) is None}
            yield Step(name, answers, act.rule.by, bool(able), role in able)


def _brings(state: State, act: ReadyAct, kind: str, name: str) -> tuple[tuple[str, str], ...] | None:
    """The answers with which this act brings it about; None when it does not."""
    if kind == "consent":
        asks = act.rule.consents and name in act.choices.get(act.rule.consents, {})
        return ((act.rule.consents, name),) if asks else None
    if kind == "value":
        return () if name in act.rule.sets else None
    if name not in state.procedure.facts[act.name] and not _chosen(act, name):
        return None
    return _answers(act, name)


def _chosen(act: ReadyAct, fact: str) -> tuple[tuple[str, str], ...]:
    """The choice of an option that brings this fact about."""
    found = ((field, code) for field, options in act.chosen.items() for code, o in options.items() if fact in o.facts)
    return tuple(found)[:1]


def _answers(act: ReadyAct, fact: str) -> tuple[tuple[str, str], ...]:
    """What to fill in for this fact: 'heard accused' is hearing with the accused as party."""
    if fact == act.name or any(effect.fact == fact for effect in act.effects):
        return ()
    for effect in act.effects:
        names = [name for name in slots(effect.fact) if name in act.choices]
        for codes in product(*(act.choices[name] for name in names)):
            answers = dict(zip(names, codes, strict=True))
            if names and fill(effect.fact, answers) == fact:
                return tuple(answers.items())
    return _chosen(act, fact)
