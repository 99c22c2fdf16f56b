"""Which steps take away what stands in the way of an act: generated from the conditions of the regulation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product

from wederhoor.procedure.acts import why_not
from wederhoor.procedure.compiled import ReadyAct
from wederhoor.procedure.conditions import compiled
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.dossier import State
from wederhoor.procedure.facts import fill, slots

PARTIES = ("complainant", "accused")
SEVERAL = "one of several"
NOT_YET = ("condition", "consent")
"""Refusals of a step that may go away later."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act that brings about what is not there yet, filled in with these answers; whose it is, and whether it can be done now."""

    act: str
    answers: tuple[tuple[str, str], ...]
    by: tuple[str, ...]
    now: bool
    mine: bool
    instead: bool = False
    """Whether it is one of several, of which one is enough."""


def steps(state: State, act: str, role: str, now: datetime, part: str = "") -> tuple[Step, ...]:
    """What is to be done first, all of it, when something did not happen yet; the judgement before all else.

    Of several ways all are named where each is ordinary work, as hearing or a talk before minutes; else the judgement alone: which other
    way it goes (solved, withdrawn, sent on) is not for a handler to bring about.
    """
    ready = state.procedure.acts[act]
    rule = ready.rule
    wanted = dict.fromkeys(_lacking(state, ready, rule.when, part, now) if rule.when and not rule.stops else ())
    ways = {need: list(_ways(state, need, act, role, now, part)) for need in wanted}
    if any(not found and _waits(state, *need) for need, found in ways.items()):
        return ()
    best = dict.fromkeys(one for (kind, _), found in ways.items() for one in _chosen(kind, found))
    return tuple(sorted(best, key=lambda step: (not _judges(state, step.act), not step.mine)))


def _chosen(kind: str, found: list[Step]) -> list[Step]:
    """The way to name: the best of them, or each where one of several is enough."""
    if kind != SEVERAL:
        return [min(found, key=_worst)] if found else []
    acts = {step.act: min((one for one in found if one.act == step.act), key=_worst) for step in found}
    return [replace(step, instead=len(acts) > 1) for step in acts.values()]


def _worst(step: Step) -> tuple[bool, bool]:
    return not step.mine, not step.now


def _waits(state: State, kind: str, name: str) -> bool:
    """Whether nobody but the complainant can bring it about, or nobody at all: then the rest may be of no use."""
    acts = (act for act in state.procedure.acts.values() if not act.rule.opens)
    return kind in ("value", "choice") or (
        kind == "fact" and not any(_brings(state, act, kind, name) is not None for act in acts)
    )


def _lacking(state: State, act: ReadyAct, c: Condition, part: str, now: datetime) -> Iterator[tuple[str, str]]:
    """What this condition still asks: facts, values nobody chose yet and consents. Nothing where it is shut for good."""
    if _shut(state, c, part, now):
        return
    yield from (("fact", fact) for fact in c.after if not state.has(fact, part, now))
    if c.after_any and not any(state.has(fact, part, now) for fact in c.after_any):
        usual = c.after_any if len(c.after_any) == 1 else _usual(state, act, c.after_any)
        yield from (("fact", fact) for fact in usual)
        if not usual and not act.rule.closes:
            ordinary = all(_made_by_handlers(state, fact) for fact in c.after_any)
            yield (SEVERAL, "|".join(c.after_any)) if ordinary else ("choice", "")  # none of them is ours to choose
    yield from (("value", name) for name in _values(c) if not state.value(name, part))
    yield from (("consent", step) for step in c.consent if state.consents.get(step) != "given")
    if c.any_ and all(compiled(branch, state.procedure.words)(state, part, now) for branch in c.any_):
        branches = (list(_lacking(state, act, branch, part, now)) for branch in c.any_)
        yield from next((found for found in branches if {name for _, name in found} & _judgements(state)), ())


def _made_by_handlers(state: State, fact: str) -> bool:
    """Whether ordinary work brings it about, and nothing else does."""
    makers = [act for act in state.procedure.acts.values() if _brings(state, act, "fact", fact) is not None]
    return bool(makers) and all(_ordinary(state, act, "fact") for act in makers)


def _usual(state: State, act: ReadyAct, facts: Iterable[str]) -> tuple[str, ...]:
    """The judgement, before it is closed or goes to the dispute body; none where the regulation has several."""
    bodies = state.regulation.external_bodies
    dispute = {bodies[code].kind for code in act.choices.get("body", {}) if code in bodies} == {"dispute"}
    found = tuple(fact for fact in facts if fact in _judgements(state))
    return found if len(found) == 1 and (act.rule.closes or dispute) else ()


def _judgements(state: State) -> set[str]:
    """The facts with which a procedure has its judgement."""
    return {fact for duty in state.regulation.duties.values() if duty.decides for fact in duty.met_by}


def _judges(state: State, act: str) -> bool:
    return bool({act, *state.procedure.facts[act]} & _judgements(state))


def _values(c: Condition) -> Mapping[str, tuple[str, ...]]:
    return {**({"route": c.route} if c.route else {}), **({"law": c.law} if c.law else {}), **c.is_}


def _shut(state: State, c: Condition, part: str, now: datetime) -> bool:
    """Whether what is known already speaks against it: another law, another way, or something that happened."""
    other = any(state.value(n, part) and not state.matches(n, codes, part) for n, codes in _values(c).items())
    unwanted = any(state.matches(name, codes, part) for name, codes in c.is_not.items())
    return other or unwanted or any(state.has(fact, part, now) for fact in c.not_after)


def _ways(state: State, need: tuple[str, str], wanted: str, role: str, now: datetime, part: str) -> Iterator[Step]:
    if need[0] == SEVERAL:
        for fact in need[1].split("|"):
            yield from _ways(state, ("fact", fact), wanted, role, now, part)
        return
    for name, act in state.procedure.acts.items():
        answers = _brings(state, act, *need) if name != wanted and _ordinary(state, act, need[0]) else None
        if answers is not None and not _closed_off(state, act, part, now):
            scope = part if act.rule.per == "part" else ""
            refused = {one: why_not(state, act, one, now, scope) for one in (*act.rule.by, role)}
            able = {one for one, refusal in refused.items() if refusal is None}
            later = any(refusal and refusal.code in NOT_YET for refusal in refused.values())
            if able or (later and _may_come(state, act, scope, now)):
                yield Step(name, answers, act.rule.by, bool(able), role in able)


def _ordinary(state: State, act: ReadyAct, kind: str) -> bool:
    """Work of who handles it: nothing that ends, sends away or takes longer, and nothing that a party says, but a consent that is asked."""
    rule, roles = act.rule, state.regulation.roles
    ends = rule.opens or rule.closes or rule.stops or rule.reopens or rule.extends or rule.excludes
    away = rule.hands_over or rule.toward or "body" in rule.fields
    said = rule.speaks_for or any(one in roles and roles[one].kind in PARTIES for one in rule.by)
    return not (ends or away or (said and kind != "consent"))


def _closed_off(state: State, act: ReadyAct, part: str, now: datetime) -> bool:
    """Whether the step itself is shut for good, or waits for a choice that the complainant has not made: then it may never come."""
    when = act.rule.when
    return when is not None and (_shut(state, when, part, now) or not all(state.value(n, part) for n in _values(when)))


def _may_come(state: State, act: ReadyAct, part: str, now: datetime, over: frozenset[str] = frozenset()) -> bool:
    """Whether what a step itself waits for can still come about: nothing of it is left to acts alone that are shut for good."""
    if act.name in over or (act.rule.when and _shut(state, act.rule.when, part, now)):
        return False
    for kind, name in _lacking(state, act, act.rule.when, part, now) if act.rule.when else ():
        makers = _makers(state, name.split("|")[0]) if kind in ("fact", SEVERAL) else ()
        if makers and not any(_may_come(state, one, part, now, over | {act.name}) for one in makers):
            return False
    return True


def _makers(state: State, fact: str) -> list[ReadyAct]:
    """The acts in a dossier that alone bring a fact about; none where it comes by mere time."""
    procedure = state.procedure
    if fact in procedure.openers:
        return []
    acts = (act for name, act in procedure.acts.items() if fact in (name, *procedure.facts[name]))
    return [act for act in acts if not act.rule.opens]


def _brings(state: State, act: ReadyAct, kind: str, name: str) -> tuple[tuple[str, str], ...] | None:
    """The answers with which this act brings it about; None when it does not, or only by what somebody answers."""
    if kind == "consent":
        asks = act.rule.consents and name in act.choices.get(act.rule.consents, {})
        return ((act.rule.consents, name),) if asks else None
    if kind == "value":
        return () if name in act.rule.sets else None
    if kind == "choice":
        return None
    if name == act.name or any(effect.fact == name for effect in act.effects):
        return ()
    return _whom(state, act, name)


def _whom(state: State, act: ReadyAct, fact: str) -> tuple[tuple[str, str], ...] | None:
    """Whom it is about: 'heard accused' is hearing with the accused as party. Never what somebody is to answer."""
    for effect in act.effects:
        names = [name for name in slots(effect.fact) if name in act.choices]
        for codes in product(*(act.choices[name] for name in names)):
            answers = dict(zip(names, codes, strict=True))
            if names and fill(effect.fact, answers) == fact:
                return tuple(answers.items()) if set(codes) <= set(state.regulation.roles) else None
    return None
