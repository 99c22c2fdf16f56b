"""Scenarios: dated events under a regulation, and on given days what is due, what may be done and what not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from wederhoor.procedure.acts import decide, permitted
from wederhoor.procedure.base import Strict
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.conditions_model import Words
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.loading import load_regulation
from wederhoor.procedure.reading import Problem, RegulationError, dotted, read_yaml
from wederhoor.procedure.retention import destroy_after
from wederhoor.procedure.terms import AMSTERDAM


class Step(Strict):
    """One dated event; with `refused` it must be refused, and that text must stand in the reason or the source."""

    at: datetime | date
    act: str
    by: str
    with_: dict[str, Any] = Field(default_factory=dict, alias="with")
    texts: Words = ()
    part: str = ""
    actor: str = ""
    recorded: datetime | None = None
    refused: str | None = None


class ExpectedDuty(Strict):
    """What a duty must look like; only the keys given are compared. `why` must occur in the steps."""

    status: str | None = None
    holder: str | None = None
    due: datetime | date | None = None
    aim: datetime | date | None = None
    no_date: bool = False
    done_on: date | None = None
    why: str | None = None
    source: str | None = None
    statute: str | None = None
    not_before: date | None = None
    escalates_to: str | None = None
    doubt: str | None = None


class Expectation(Strict):
    """What must hold at a moment."""

    at: datetime | date
    phase: str | None = None
    closed: bool | None = None
    destroy_after: date | None = None
    duties: dict[str, ExpectedDuty] = Field(default_factory=dict)
    may: dict[str, Words] = Field(default_factory=dict)
    may_not: dict[str, dict[str, str]] = Field(default_factory=dict)
    letters: Words = ()


class Scenario(Strict):
    """A scenario file."""

    name: str
    regulation: str
    requirements: Words = ()
    events: tuple[Step, ...]
    expect: tuple[Expectation, ...] = ()


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario with the state after each event and what was refused on the way."""

    scenario: Scenario
    states: tuple[tuple[datetime, State], ...]
    failures: tuple[str, ...]

    def state_at(self, now: datetime) -> State:
        """The state at a moment: after every event up to and including it."""
        return [state for at, state in self.states if at <= now][-1]


def moment(value: datetime | date) -> datetime:
    """A moment of a scenario: without zone it is Amsterdam time; a day is its noon."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, 12, tzinfo=AMSTERDAM)
    return value if value.tzinfo else value.replace(tzinfo=AMSTERDAM)


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file. Raises RegulationError with every problem in it."""
    read = read_yaml(path)
    try:
        return Scenario.model_validate(read.data)
    except ValidationError as error:
        found = [
            Problem(str(path), read.line(tuple(e["loc"])), dotted(tuple(e["loc"])), e["msg"]) for e in error.errors()
        ]
        raise RegulationError(read.problems + found) from error


def _command(step: Step) -> Command:
    values = {
        k: str(v) if isinstance(v, date) else "yes" if v is True else "no" if v is False else v
        for k, v in step.with_.items()
    }
    return Command(step.act, step.by, values, frozenset(step.texts), step.part, moment(step.at))


def _failure(step: Step, result: object) -> str | None:
    where = f"{step.at} {step.act} by {step.by}"
    if isinstance(result, Refusal):
        said = f"{result.because} [{result.source}]"
        if step.refused is None:
            return f"{where}: refused: {said}"
        return (
            None
            if step.refused.lower() in said.lower()
            else f"{where}: refused, but because: {said}; expected: {step.refused}"
        )
    return f"{where}: was done, but should be refused ({step.refused})" if step.refused is not None else None


def play(path: Path) -> Played:
    """Do the events of a scenario one by one."""
    scenario = load_scenario(path)
    state = State(procedure_of(load_regulation(path.parent / scenario.regulation)))
    states, failures = [(datetime.min.replace(tzinfo=AMSTERDAM), state)], []
    for step in scenario.events:
        command, now = _command(step), moment(step.recorded or step.at)
        result = decide(state, command, actor=step.actor or f"a-{step.by}", now=max(now, moment(step.at)))
        failure = _failure(step, result)
        failures += [failure] if failure else []
        if not isinstance(result, Refusal):
            state = state.apply(result)
            states.append((result.recorded, state))
    return Played(scenario, tuple(states), tuple(failures))


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def _duty_json(d: DutyStatus) -> dict[str, Any]:
    shown = {
        "name": d.name, "label": d.label, "holder": d.holder, "owed_to": list(d.owed_to), "from": _iso(d.start), "due": _iso(d.due),
        "aim": _iso(d.aim), "status": d.status, "done_on": _iso(d.done_on), "source": d.source, "why": list(d.why),
    }  # fmt: skip
    extra = {
        "statute": d.statute,
        "doubt": d.doubt,
        "part": d.part,
        "not_before": _iso(d.not_before),
        "external": d.external,
    }
    return {**shown, **{key: value for key, value in extra.items() if value}}


def _acts_json(state: State, now: datetime) -> dict[str, Any]:
    found = {}
    for role in state.regulation.roles:
        allowed = permitted(state, role, now)
        may = [
            _filled(
                {"act": a.act, "source": a.source, "on_behalf_of": a.on_behalf_of, "part": a.part, "warning": a.warning}
            )
            for a in allowed.may
        ]
        found[role] = {
            "may": may,
            "may_not": [{"act": r.act, "because": r.because, "source": r.source} for r in allowed.may_not],
        }
    return found


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if value}


def picture(state: State, now: datetime) -> dict[str, Any]:
    """Everything about a dossier at a moment, as JSON: phase, duties, acts per role, letters."""
    letters = [{"name": lt.name, "to": list(lt.to), "act": lt.act, "on": lt.on.isoformat()} for lt in state.letters]
    return {
        "phase": state.phase(now),
        "duties": [_duty_json(d) for d in duties(state, now)],
        "acts": _acts_json(state, now),
        "letters": letters,
    }


def _duty_failures(state: State, now: datetime, wanted: Mapping[str, ExpectedDuty]) -> Iterator[str]:
    found = {f"{d.name} @{d.part}" if d.part else d.name: d for d in duties(state, now)}
    for name, expected in wanted.items():
        if name not in found:
            yield f"duty '{name}' is not there; there are: {', '.join(sorted(found))}"
            continue
        yield from _one_duty(name, found[name], expected)


def _one_duty(name: str, duty: DutyStatus, expected: ExpectedDuty) -> Iterator[str]:
    for key in ("status", "holder", "due", "aim", "done_on", "source", "statute", "not_before", "escalates_to"):
        wanted, found = getattr(expected, key), getattr(duty, key)
        wanted = moment(wanted) if isinstance(wanted, datetime) else wanted
        if wanted is not None and wanted != found:
            yield f"duty '{name}': {key} is {found}, expected {wanted}"
    if expected.no_date and duty.due is not None:
        yield f"duty '{name}': has date {duty.due}, but the rule gives none"
    if expected.doubt and expected.doubt.lower() not in duty.doubt.lower():
        yield f"duty '{name}': '{expected.doubt}' does not occur in its doubt: {duty.doubt or 'none'}"
    if expected.why and expected.why.lower() not in " ".join(duty.why).lower():
        yield f"duty '{name}': '{expected.why}' does not occur in: {' / '.join(duty.why)}"


def _retention_failures(state: State, expected: Expectation) -> Iterator[str]:
    found = destroy_after(state)
    if expected.destroy_after is not None and found != expected.destroy_after:
        yield f"destroy_after is {found}, expected {expected.destroy_after}"


def _act_failures(state: State, now: datetime, expected: Expectation) -> Iterator[str]:
    for role, acts in expected.may.items():
        refused = {r.act: r for r in permitted(state, role, now).may_not} if role in state.regulation.roles else {}
        allowed = {a.act for a in permitted(state, role, now).may} if role in state.regulation.roles else set()
        yield from (
            f"{role} may not {a}: {refused[a].because if a in refused else 'no such act or role'}"
            for a in acts
            if a not in allowed
        )
    for role, reasons in expected.may_not.items():
        refused = {r.act: r for r in permitted(state, role, now).may_not}
        for act, reason in reasons.items():
            said = f"{refused[act].because} [{refused[act].source}]" if act in refused else ""
            if act not in refused or reason.lower() not in said.lower():
                yield f"{role} {act}: expected refusal '{reason}', found: {said or 'it is allowed'}"


def _failures_at(played: Played, expected: Expectation) -> Iterator[str]:
    now = moment(expected.at)
    state = played.state_at(now)
    if expected.phase is not None and state.phase(now) != expected.phase:
        yield f"phase is {state.phase(now)}, expected {expected.phase}"
    if expected.closed is not None and state.closed != expected.closed:
        yield f"closed is {state.closed}, expected {expected.closed}"
    yield from _duty_failures(state, now, expected.duties)
    yield from _retention_failures(state, expected)
    yield from _act_failures(state, now, expected)
    letters = {letter.name for letter in state.letters}
    yield from (
        f"letter '{name}' is not there; there are: {', '.join(sorted(letters)) or 'none'}"
        for name in expected.letters
        if name not in letters
    )


def failures(path: Path) -> list[str]:
    """Every expectation of a scenario file that does not hold, with its moment; empty when all do."""
    played = play(path)
    found = list(played.failures)
    for expected in played.scenario.expect:
        found += [f"at {expected.at}: {failure}" for failure in _failures_at(played, expected)]
    return found
