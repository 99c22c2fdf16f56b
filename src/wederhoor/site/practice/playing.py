"""Playing the world: every complaint and every act goes through the one door, on its own day, in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from random import Random

from wederhoor.dossier import door
from wederhoor.dossier.summaries import refresh_stale
from wederhoor.procedure.choices import choices_of, list_of
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.model import Act, Regulation
from wederhoor.site.demo.making import staged
from wederhoor.site.demo.player import Stage, do, receive, workday
from wederhoor.site.demo.script import Complaint, Life, Script, Step, scripts
from wederhoor.site.practice.kinds import THEMES, themes
from wederhoor.site.practice.stories import people, story
from wederhoor.site.practice.world import Kind, Provider, Told, world

THEME = "theme"
VARIED = ("outcomes", "satisfaction")
"""Lists of which another answer than the script's may be given."""
BETWEEN = timedelta(minutes=45)


@dataclass
class Tally:
    """What was played: complaints received, acts done, and steps that nobody could do (each with its act)."""

    complaints: int = 0
    acts: int = 0
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """The next step of one complaint."""

    at: datetime
    nth: int
    step: int
    code: str
    told: Told = field(compare=False)
    complaint: Complaint = field(compare=False)
    received: door.Received | None = field(compare=False, default=None)


def play(provider: Provider, now: datetime, tick: Callable[[], None]) -> Tally:
    """Everything that happens at one organisation up to now; ``tick`` is called after each act."""
    script = next(one for one in scripts() if one.code == provider.kind.script)
    return _played(staged(_script(script, provider), now), script, provider, tick)


def before(stage: Stage, script: Script, complaints: int) -> Tally:
    """So many complaints at an organisation that is there, in the year before the last eight weeks, all gone to their end."""
    ends = [name for name, steps in script.plots.items() if _closes(stage.regulation, steps)]
    kind = Kind(script.code, tuple(ends), themes(stage.regulation))
    until = (stage.now - timedelta(weeks=8)).date()
    (found,) = world([kind], years=1, organisations=1, complaints=complaints, seed=len(ends), until=until)
    own = [place for place in stage.places if place != script.life.quiet]
    told = tuple(replace(one, place=own[found.places.index(one.place) % len(own)]) for one in found.complaints)
    return _played(stage, script, replace(found, code=f"{script.code}-before", complaints=told), lambda: None)


def _closes(regulation: Regulation, steps: tuple[Step, ...]) -> bool:
    return any(regulation.acts[step.act].closes for step in steps if step.act in regulation.acts)


def _played(stage: Stage, script: Script, provider: Provider, tick: Callable[[], None]) -> Tally:
    turns = [_first(script, provider, told) for told in provider.complaints]
    heapq.heapify(turns)
    tally = Tally()
    while turns and turns[0].at < stage.now:
        turn = _taken(stage, script, heapq.heappop(turns), tally)
        tick()
        if turn:
            heapq.heappush(turns, turn)
    refresh_stale(stage.tenant, stage.now)
    return tally


def _script(script: Script, provider: Provider) -> Script:
    """The organisation of the script under another name, without its own complaints."""
    places = {place: place.replace("-", " ").capitalize() for place in provider.places}
    names = {role: f"{name} ({provider.code})" for role, name in script.people.items()}
    teams = dict(zip(places, script.teams.values(), strict=False))
    own = {"code": provider.code, "name": provider.name, "locations": places, "people": names, "teams": teams}
    return script.model_copy(update=own | {"complaints": (), "life": Life()})


def _first(script: Script, provider: Provider, told: Told) -> Turn:
    luck = Random(f"{provider.code}/{told.nth}")  # noqa: S311  # a world to practise in needs no secrets
    alike = [one for one in script.complaints if one.plot == told.plot] or list(script.complaints)
    subject, words = story(told.theme, luck)
    new = {
        "subject": subject, "story": words, "who": people(luck), "place": told.place, "plot": told.plot, "mail": "", "telephone": "",
        "values": {**script.values, **luck.choice(alike).values, THEME: told.theme},
    }  # fmt: skip
    minutes = luck.randrange(14 * 60)
    moment = datetime.combine(told.day, time(8), AMSTERDAM) + timedelta(minutes=minutes)
    return Turn(moment, told.nth, -1, provider.code, told, luck.choice(alike).model_copy(update=new))


def _taken(stage: Stage, script: Script, turn: Turn, tally: Tally) -> Turn | None:
    """One turn: the complaint comes in, or its next step is done; what comes after it."""
    if turn.received is None:
        received = receive(stage, turn.complaint, turn.at, f"{turn.code}-{turn.nth}")
        if not received.new:
            return None  # it was played before
        tally.complaints += 1
        tally.acts += 1
        return _next(script, turn, received)
    step = _as_told(stage.regulation, script.plots[turn.told.plot][turn.step], turn)
    done = do(stage, turn.received, step, turn.at)
    if done and done[1].event:
        tally.acts += 1
    else:
        tally.skipped.append(f"{script.regulation}: {turn.told.plot}: {step.act}")
    return _next(script, turn, turn.received)


def _next(script: Script, turn: Turn, received: door.Received) -> Turn | None:
    steps, nth = script.plots[turn.told.plot], turn.step + 1
    if nth >= len(steps):
        return None
    start = datetime.combine(turn.told.day, turn.at.timetz())
    moment = workday(start + timedelta(days=round(steps[nth].day * turn.told.pace)))
    return Turn(max(moment, turn.at + BETWEEN), turn.nth, nth, turn.code, turn.told, turn.complaint, received)


def _as_told(regulation: Regulation, step: Step, turn: Turn) -> Step:
    """The step with the theme of this complaint, and another outcome or satisfaction than the script's."""
    act = regulation.acts.get(step.act)
    if act is None:
        return step
    luck = Random(f"{turn.told.day}/{turn.nth}/{turn.step}")  # noqa: S311  # as above
    return step.model_copy(update={"values": {**step.values, **dict(_varied(regulation, act, step, turn, luck))}})


def _varied(regulation: Regulation, act: Act, step: Step, turn: Turn, luck: Random) -> Iterator[tuple[str, str]]:
    for name, question in act.fields.items():
        if name == THEME and list_of(question) == THEMES:
            yield name, turn.told.theme
        elif name in step.values and list_of(question) in VARIED:
            yield name, luck.choice(list(choices_of(regulation, question)))
