"""What an act does besides bringing about facts: consent, assignment, objection, questions asked, legal hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wederhoor.procedure.compiled import ReadyAct
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.events import Event
    from wederhoor.procedure.model import Act

PER_PERSON = "@"
"""Between the step and the person in the key of a consent that counts for one person: 'contact others@p3'."""


@dataclass(frozen=True, slots=True)
class Question:
    """Information asked of a named person; `answered` is the number of the event that brought the answer (0: none yet)."""

    seq: int
    act: str
    person: str
    asked: datetime
    before: date | None
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Besides:
    """The less common things that acts leave behind in a dossier."""

    questions: tuple[Question, ...] = ()
    givers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    held_since: datetime | None = None


NOTHING = Besides()


def special(rule: Act) -> bool:
    """Whether an act does anything of this kind; most do not."""
    return bool(
        rule.consents or rule.assigns or rule.excludes or rule.objects or rule.answers_objection or rule.asks
        or rule.answers or rule.holds or rule.releases
    )  # fmt: skip


def changes(state: State, act: ReadyAct, event: Event) -> dict[str, object]:
    """The fields of the state that this act changes besides facts and values."""
    rule, found = act.rule, dict[str, object]()
    besides = _questions(act, event, state.besides)
    if rule.holds or rule.releases:
        besides = replace(besides, held_since=event.at if rule.holds else None)
    if rule.consents:
        besides, found["consents"] = _consented(state, rule, event, besides)
    if rule.objects or rule.answers_objection:
        found["objected"] = _objected(state, rule, event)
    if rule.assigns or rule.excludes:
        found.update(_people(state, rule, event))
    return {**found, "besides": besides}


def _named(event: Event, name: str) -> str:
    return str(event.values.get(name, "")) if name else ""


def _objected(state: State, rule: Act, event: Event) -> frozenset[str]:
    """Who waits until an objection is decided; a decision that names nobody decides about all."""
    if rule.answers_objection:
        return state.objected - {_named(event, "person")} if _named(event, "person") else frozenset()
    return state.objected | {_named(event, rule.objects)}


def _questions(act: ReadyAct, event: Event, besides: Besides) -> Besides:
    rule = act.rule
    if rule.asks:
        before = _named(event, rule.answer_by)
        asked = Question(
            event.seq, act.name, _named(event, rule.asks), event.at, date.fromisoformat(before[:10]) if before else None
        )
        return replace(besides, questions=(*besides.questions, asked))
    return replace(besides, questions=_answered(besides.questions, rule, event)) if rule.answers else besides


def _answered(questions: tuple[Question, ...], rule: Act, event: Event) -> tuple[Question, ...]:
    """An answer closes what was asked of that person; without a name the question that waits longest."""
    waiting, person = [q for q in questions if not q.answered], _named(event, rule.answers)
    mine = [q for q in waiting if q.person == person] if person else waiting[:1]
    return tuple(replace(q, answered=event.seq) if q in mine else q for q in questions)


def excluded_by(rule: Act, event: Event) -> str:
    """The person who may no longer take part because of this act, or ''."""
    holds = all(_named(event, name) in answers for name, answers in rule.excludes_if.items())
    return _named(event, rule.excludes) if holds else ""


def _people(state: State, rule: Act, event: Event) -> dict[str, object]:
    gone, assigned = excluded_by(rule, event), dict(state.assigned)
    if gone:
        kept = {role: tuple(p for p in people if p != gone) for role, people in assigned.items()}
        assigned = {role: people for role, people in kept.items() if people}
    if person := _named(event, rule.assigns):
        role = _named(event, "role")
        known = state.regulation.roles.get(role)
        before = assigned.get(role, ()) if known and known.held_by == "several" else ()
        assigned[role] = (*(p for p in before if p != person), person)
    return {"assigned": assigned, "excluded": state.excluded | {gone} if gone else state.excluded}


def _consented(state: State, rule: Act, event: Event, besides: Besides) -> tuple[Besides, dict[str, str]]:
    """The consent as it stands now: of whoever must give it at the age of the client, the strictest answer counts."""
    step, answer = _named(event, rule.consents), _named(event, "answer")
    key, person = step, _named(event, "person")
    if person and state.regulation.consents[step].per_person:
        key = f"{step}{PER_PERSON}{person}"
    givers = {**besides.givers.get(key, {}), _giver(state, event): answer}
    stands = _strictest(state, step, givers, answer, event.part)
    return replace(besides, givers={**besides.givers, key: givers}), {**state.consents, key: stands}


def _giver(state: State, event: Event) -> str:
    """Who gave it; a complainant is the client, or acts for the client."""
    given = _named(event, "given by")
    if given != "complainant":
        return given
    return "client" if state.value("capacity") in ("client", "child") else "representative"


def _strictest(state: State, step: str, givers: Mapping[str, str], answer: str, part: str) -> str:
    needed = state.regulation.consents[step].by_age.get(str(state.value("age group", part)), ())
    if not needed:
        return answer
    said = [givers.get(who, "missing") for who in needed]
    return next((word for word in ("refused", "withdrawn", "missing") if word in said), "given")
