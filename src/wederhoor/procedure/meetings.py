"""The talks of a dossier: planned, moved, cancelled, held with who was there; and minutes sent for comment with what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.events import Event, Value, moment_of, put_right
from wederhoor.procedure.terms import local_date

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import Scope, State
    from wederhoor.procedure.model import Act

PLANNED, HELD, SENT, COMMENTED = "meeting planned", "meeting held", "minutes sent", "minutes commented"
AT, MEETING, MOVED, WHO, UNTIL = "meeting_at", "meeting", "moved", "guests", "until"
PARTIES = ("complainant", "accused")


@dataclass(frozen=True, slots=True)
class Planned:
    """One planning of a talk: the event that planned it first, how often it was moved since, and what became of it.

    `who` are the people invited; `held`, `cancelled` and `moved` the events that say so (0: none).
    """

    seq: int
    meeting: str
    at: datetime
    first: int
    done: datetime
    moves: int = 0
    stands: bool = True
    who: tuple[str, ...] = ()
    held: int = 0
    cancelled: int = 0
    moved: int = 0
    attendance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """What one side said of the minutes: the event, and whether its term had passed."""

    party: str
    seq: int
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes sent for comment: to which sides, until when, and what came back."""

    seq: int
    at: datetime
    until: date | None
    to: tuple[str, ...]
    comments: tuple[Comment, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The sides that did not answer."""
        said = {comment.party for comment in self.comments}
        return tuple(side for side in self.to if side not in said)


def _brings(act: Act, fact: str) -> bool:
    return any(effect.fact == fact for effect in act.brings_about)


def _as_corrected(state: State) -> Iterator[tuple[Act, Event]]:
    """Every event as it reads now, with its act."""
    acts = state.regulation.acts
    fixes = [event for event in state.events if acts[event.act].corrects]
    return ((acts[event.act], put_right(event, fixes) if fixes else event) for event in state.events)


def planned(state: State) -> list[Planned]:
    """Every planning in order; one that says so takes the place of the last of the same talk that stands."""
    found: list[Planned] = []
    for act, event in _as_corrected(state):
        if AT in event.values and _brings(act, PLANNED):
            _add(found, event)
        elif act.cancels:
            _cancel(found, str(event.values.get(act.cancels, "")), event)
        elif _brings(act, HELD):
            _hold(found, act, event)
    return found


def standing(state: State) -> list[Planned]:
    """The talks that are still to come, or of which nobody said yet how they went."""
    return [one for one in planned(state) if one.stands and not one.held]


def _codes(event: Event, name: str) -> tuple[str, ...]:
    value = event.values.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _add(found: list[Planned], event: Event) -> None:
    meeting = str(event.values.get(MEETING, ""))
    at, who = moment_of(event.values[AT], event.at), _codes(event, WHO)
    new = Planned(event.seq, meeting, at, event.seq, event.at, who=who)
    if event.values.get(MOVED) == "yes":
        open_ = [n for n, old in enumerate(found) if old.meeting == meeting and old.stands and not old.held]
        if open_:
            old = found[open_[-1]]
            found[open_[-1]] = replace(old, stands=False, moved=event.seq)
            new = replace(new, first=old.first, moves=old.moves + 1, who=who or old.who)
    found.append(new)


def _cancel(found: list[Planned], first: str, event: Event) -> None:
    for n, old in enumerate(found):
        if str(old.first) == first and old.stands:
            found[n] = replace(old, stands=False, cancelled=event.seq)


def _hold(found: list[Planned], act: Act, event: Event) -> None:
    talk = meant(found, act, event.values)
    if talk:
        found[found.index(talk)] = replace(talk, held=event.seq, attendance=attendance(act, event))


def meant(found: list[Planned], act: Act, values: Mapping[str, Value]) -> Planned | None:
    """The talk that answers speak of: the one they name, else the first of its kind that nobody spoke of yet."""
    open_ = [one for one in found if one.stands and not one.held]
    if named := named_in(act, values):
        return next((one for one in open_ if str(one.first) == named), None)
    return next((one for one in open_ if one.meeting == values.get(MEETING, "")), None)


def named_in(act: Act, values: Mapping[str, Value]) -> str:
    """The talk that is chosen in the answers; '' when none is."""
    asked = (name for name, one in act.fields.items() if one.kind == "planned")
    return str(next((values[name] for name in asked if name in values), ""))


def attendance(act: Act, event: Event) -> Mapping[str, str]:
    """Who was there, and how: a code per person."""
    asked = next((name for name, one in act.fields.items() if one.kind == "attendance"), "")
    given = event.values.get(asked, {})
    return given if isinstance(given, dict) else {}


def minutes(state: State) -> list[Minutes]:
    """Every time that minutes went out for comment, with the comments that followed it."""
    found: list[Minutes] = []
    for act, event in _as_corrected(state):
        if _brings(act, SENT):
            found.append(Minutes(event.seq, event.at, _until(event), _sides(state, event)))
        elif found and _brings(act, COMMENTED):
            found[-1] = _commented(state, found[-1], event)
    return found


def _until(event: Event) -> date | None:
    given = event.values.get(UNTIL, "")
    return date.fromisoformat(given[:10]) if isinstance(given, str) and given else None


def _sides(state: State, event: Event) -> tuple[str, ...]:
    roles = state.regulation.roles
    to = {roles[role].kind for due in state.letters if due.seq == event.seq for role in due.to if role in roles}
    return tuple(side for side in PARTIES if side in to)


def _commented(state: State, sent: Minutes, event: Event) -> Minutes:
    said, roles = str(event.values.get("party", "")), state.regulation.roles
    by = roles.get(event.on_behalf_of or event.by)
    party = said or (by.kind if by else "")
    late = sent.until is not None and local_date(event.at) > sent.until
    return replace(sent, comments=(*sent.comments, Comment(party, event.seq, event.at, late)))


def taken_back(state: State, act: Act, event: Event) -> dict[str, object]:
    """The scopes of a state without the fact that a talk was planned, when that talk is cancelled: what it met opens again."""
    first, known = str(event.values.get(act.cancels, "")), planned(state)
    kept = {one.done for one in known if one.stands and str(one.first) != first}
    gone = {one.done for one in known if str(one.first) == first} - kept
    parts = {name: _without(scope, gone) for name, scope in state.parts.items()}
    return {"whole": _without(state.whole, gone), "parts": parts}


def _without(scope: Scope, gone: set[datetime]) -> Scope:
    left = tuple(at for at in scope.facts.get(PLANNED, ()) if at not in gone)
    others = {fact: times for fact, times in scope.facts.items() if fact != PLANNED}
    return replace(scope, facts={**others, **({PLANNED: left} if left else {})})


def told(state: State, act: Act, event: Event, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Of these roles the ones a letter about a talk is for: who is asked to it; of a cancelled one who was invited to it."""
    if act.cancels:
        return _had(state, str(event.values.get(act.cancels, "")), roles)
    meeting = state.regulation.meetings.get(str(event.values.get(MEETING, ""))) if _brings(act, PLANNED) else None
    return tuple(role for role in roles if role in meeting.invited) if meeting else roles


def _had(state: State, first: str, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Of these roles the ones that had a letter about a talk."""
    about = {one.seq for one in planned(state) if str(one.first) == first}
    had = {role for due in state.letters if due.seq in about for role in due.to}
    return tuple(role for role in roles if role in had)


def talk_of(state: State, seq: int) -> Planned | None:
    """The talk that an event plans or cancels."""
    return next((one for one in planned(state) if seq in (one.seq, one.cancelled)), None)


def replaced(state: State, seq: int, letter: str) -> Planned | None:
    """The planning that an event took the place of, where a letter that follows tells that it is off."""
    if not any(act.cancels and letter in act.letters for act in state.regulation.acts.values()):
        return None
    return next((one for one in planned(state) if one.moved == seq), None)


def not_any_more(state: State, act: Act, event: Event, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Of these roles the ones in which somebody may not be asked any more to a talk, since it was moved to be with others."""
    if event.values.get(MOVED) != "yes" or not _codes(event, WHO) or not _brings(act, PLANNED):
        return ()
    old = next((one for one in planned(state) if one.moved == event.seq), None)
    if old is None or (old.who and set(old.who) <= set(_codes(event, WHO))):
        return ()
    return _had(state, str(old.first), roles)
