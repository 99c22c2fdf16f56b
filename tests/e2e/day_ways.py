"""Which complaints bring a role every duty that it can end: from the regulation and its scenarios, computed without a database.

The ways are the scenarios, each up to any of its events. What none of them comes to is looked for from there: the opening with
another law, and one or two acts more that the regulation says begin the duty. Nothing here names a role, an act or a duty.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path

from tests.regulations.walking import command_for
from wederhoor.dossier.tasks import running
from wederhoor.procedure import mending, needs
from wederhoor.procedure.acts import decide, permitted, why_not
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.compiled import ReadyDuty
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.scenario import Step, moment, play

REGULATIONS = Path(__file__).parents[2] / "regulations"
PARTIES = ("complainant", "accused")
SOON, LATE = timedelta(days=4), timedelta(days=100)
"""How long after its last event a complaint is looked at: people of the demo do not work in weekends, and terms pass."""
THROWS, MENDS = 12, 5


@dataclass(frozen=True)
class Way:
    """A complaint that came this far, and how long ago that was."""

    name: str
    steps: tuple[Step, ...]
    state: State
    waits: timedelta = SOON

    @property
    def now(self) -> datetime:
        """The moment at which somebody looks at it."""
        return moment(self.steps[-1].at) + self.waits

    @cached_property
    def runs(self) -> tuple[DutyStatus, ...]:
        """The duties that run then."""
        return tuple(running(duties(self.state, self.now)))

    @cached_property
    def ends(self) -> frozenset[str]:
        """The duties that somebody at the desk can end then."""
        desk = list(at_the_desk(self.state.regulation))
        return frozenset(duty.name for duty in self.runs if any(_can(self, role, duty) for role in desk))


def at_the_desk(regulation: Regulation) -> Iterator[str]:
    """The roles that sign in for their work."""
    yield from (code for code, role in regulation.roles.items() if role.kind not in PARTIES)


def may_end(state: State, role: str, duty: str) -> bool:
    """Whether a role has an act in the dossier that ends this duty, whenever."""
    acts = state.procedure.acts
    return any(role in acts[name].rule.by and not acts[name].rule.opens for name in state.procedure.dischargers[duty])


def wanted(regulation: Regulation, role: str, state: State) -> frozenset[str]:
    """The duties of this role's day: what it owes and may end; what others owe who never can, when it is the first that may; else
    everything that it may end."""
    owed = {name for name, duty in regulation.duties.items() if duty.holder == role and may_end(state, role, name)}
    desk = list(at_the_desk(regulation))
    lent = {name for name, duty in regulation.duties.items() if not may_end(state, duty.holder, name)}
    mine = {name for name in lent if next((one for one in desk if may_end(state, one, name)), "") == role}
    return frozenset(owed | mine or {name for name in regulation.duties if may_end(state, role, name)})


def owed_now(way: Way, role: str) -> Mapping[str, bool]:
    """The duties that run and that this role may end whenever, and whether it can end them now."""
    found: dict[str, bool] = {}
    for duty in way.runs:
        if may_end(way.state, role, duty.name):
            found[duty.name] = found.get(duty.name, False) or _can(way, role, duty)
    return found


def _can(way: Way, role: str, duty: DutyStatus) -> bool:
    acts = [way.state.procedure.acts[name] for name in way.state.procedure.dischargers[duty.name]]
    mine = [act for act in acts if role in act.rule.by and not act.rule.opens]
    return any(
        why_not(way.state, act, role, way.now, duty.part if act.rule.per == "part" else "") is None for act in mine
    )


@lru_cache
def ways(provider: str, today: date) -> tuple[Way, ...]:
    """Every way of the scenarios, and those that were looked for: together they come to as many duties as can be."""
    paths = sorted((REGULATIONS / provider / "scenarios").glob("*.yaml"))
    told = [way for path in paths for way in _along(path)]
    found, regulation = list(told), told[0].state.regulation
    for name in regulation.duties:
        if not any(name in way.ends for way in found) and not _ends_itself(told[0], name):
            found += _looked_for(name, told)
    return tuple(found)


def _along(path: Path) -> Iterator[Way]:
    played = play(path)
    done = [step for step in played.scenario.events if step.refused is None]
    for nth, (_, state) in enumerate(played.states[1:], 1):
        if done[nth - 1].with_.get("person"):  # somebody of the scenario alone, whom the demo does not know
            return
        yield Way(path.stem, tuple(done[:nth]), state)


def _looked_for(duty: str, told: list[Way]) -> list[Way]:
    """The shortest way to where somebody can end this duty: by waiting, by another law at the door, by one act or two."""
    near = sorted(told, key=lambda way: len(way.steps))
    first = [way for way in near if len(way.steps) == 1]
    others = [other for way in first[:1] for other in _other_doors(way)]
    once = lambda bases: (more for way in bases for more in _begun(way, duty))  # noqa: E731
    late = (Way(way.name, way.steps, way.state, LATE) for way in near)
    doors = [*others, *near]
    runs = any(one.name == duty for way in told for one in way.runs)
    for tried in (late, once(doors), _mended(doors, duty), () if runs else _twice(doors, duty)):
        for way in tried:
            if duty in way.ends:
                return [way]
    return []


def _other_doors(way: Way) -> Iterator[Way]:
    """The same complaint under each law, and of each kind."""
    opening, procedure = way.steps[0], way.state.procedure
    act = procedure.acts[opening.act]
    for name in ("law", "kind", "scheme"):
        for code in act.choices.get(name, {}):
            step = opening.model_copy(update={"with_": {**opening.with_, name: code}})
            state = _done(State(procedure), step)
            if state:
                yield Way(way.name, (step,), state)


def _done(state: State, step: Step) -> State | None:
    at = moment(step.at)
    values = {name: str(v) if isinstance(v, date) else v for name, v in step.with_.items()}
    event = decide(
        state, Command(step.act, step.by, values, frozenset(step.texts), step.part, at), actor=f"a-{step.by}", now=at
    )
    return None if isinstance(event, Refusal) else state.apply(event)


def _starters(state: State, duty: ReadyDuty) -> list[str]:
    """The acts that can begin a duty, or bring about what it asks besides."""
    start, asked = duty.start, duty.rule.when
    facts = {*start.any_of, *start.all_of, start.latest, *((*asked.after, *asked.after_any) if asked else ())} - {""}
    facts |= {fact for name in state.procedure.dischargers[duty.name] for fact in _asked(state, name)}
    return [name for name, brought in state.procedure.facts.items() if brought & facts]


def _asked(state: State, act: str) -> tuple[str, ...]:
    when = state.procedure.acts[act].rule.when
    return (*when.after, *when.after_any) if when else ()


def _begun(way: Way, duty: str) -> Iterator[Way]:
    """This way with one act more that begins the duty, or comes nearer to ending it."""
    for name in _starters(way.state, way.state.procedure.duties[duty]):
        for role in sorted(way.state.procedure.acts[name].rule.by, key=PARTIES.__contains__):
            yield from _with(way, name, role, duty)


def _with(way: Way, act: str, role: str, duty: str) -> Iterator[Way]:
    now, dice, seen = moment(way.steps[-1].at) + timedelta(hours=1), random.Random(7), set[str]()
    for allowed in permitted(way.state, role, now, only=act).may if needs.knows(way.state, role, now) else ():
        for _ in range(THROWS):
            command = command_for(way.state, allowed, role, now, dice)
            event = decide(way.state, command, actor=f"a-{role}", now=now)
            if not isinstance(event, Refusal) and repr(command.values) not in seen:
                seen.add(repr(command.values))
                step = Step(
                    at=now,
                    act=act,
                    by=role,
                    part=command.part,
                    texts=tuple(command.texts),
                    **{"with": dict(command.values)},
                )
                yield Way(way.name, (*way.steps, step), way.state.apply(event))


def _twice(bases: list[Way], duty: str) -> Iterator[Way]:
    for way in bases:
        for nearer in _begun(way, duty):
            yield from _begun(nearer, duty)


def _mended(bases: list[Way], duty: str) -> Iterator[Way]:
    """From where it runs and cannot be ended yet: what the page says that must be done first, until it can."""
    for way in [*bases, *(more for base in bases for more in _begun(base, duty))]:
        late = Way(way.name, way.steps, way.state, LATE)
        if any(one.name == duty for one in late.runs):
            yield from _first_done(way, duty)


def _first_done(way: Way, duty: str) -> Iterator[Way]:
    for act in way.state.procedure.dischargers[duty]:
        reached: Way | None = way
        for _ in range(MENDS):
            reached = _one_mended(reached, act) if reached else None
            if reached:
                yield reached
                yield Way(reached.name, reached.steps, reached.state, LATE)


def _one_mended(way: Way, act: str) -> Way | None:
    """One of the steps that take away what stands in the way of an act."""
    now = moment(way.steps[-1].at) + timedelta(hours=1)
    by = way.state.procedure.acts[act].rule.by[0]
    for step in mending.steps(way.state, act, by, now):
        for role in step.by if step.now else ():
            found = (
                one
                for one in _with(way, step.act, role, act)
                if dict(step.answers).items() <= one.steps[-1].with_.items()
            )
            if (nearer := next(found, None)) is not None:
                return nearer
    return None


def never_ended(provider: str, today: date) -> Mapping[str, str]:
    """The duties that nobody at the desk can end on any way, each with what the regulation says of it."""
    found = ways(provider, today)
    procedure = found[0].state.procedure
    ended = frozenset[str]().union(*(way.ends for way in found))
    return {name: _because(found, name) for name in procedure.duties if name not in ended}


def _ends_itself(way: Way, duty: str) -> bool:
    """Whether whatever begins a duty meets it in the same breath: then it never waits for anybody."""
    procedure = way.state.procedure
    start = procedure.duties[duty].start
    begins = {name for name, facts in procedure.facts.items() if facts & {*start.any_of, *start.all_of, start.latest}}
    return bool(begins) and begins <= set(procedure.dischargers[duty])


def _because(found: tuple[Way, ...], duty: str) -> str:
    if _ends_itself(found[0], duty):
        return "each act that begins it ends it"
    procedure = found[0].state.procedure
    refused = {
        f"{name}: {no.because}"
        for way in found
        if any(one.name == duty for one in way.runs)
        for name in procedure.dischargers[duty]
        for no in [why_not(way.state, procedure.acts[name], procedure.acts[name].rule.by[0], way.now)]
        if no
    }
    return "; ".join(sorted(refused)) or "it runs on no way"


def chosen(provider: str, today: date, role: str) -> tuple[Way, ...]:
    """As few complaints as bring this role each duty of its day: first where it can end most of what is still missing."""
    found = ways(provider, today)
    regulation = found[0].state.regulation
    left = set(wanted(regulation, role, found[0].state))
    offered = [(way, {name for name, can in owed_now(way, role).items() if can} & left) for way in found]
    picked: list[Way] = []
    while left:
        best = max(offered, key=lambda one: (len(one[1] & left), -len(one[0].steps)))
        if not best[1] & left:
            break
        picked.append(best[0])
        left -= best[1]
    return tuple(picked)
