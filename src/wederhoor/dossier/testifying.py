"""What was asked of somebody who takes part, and their answer: of a witness or a partner this is all there is of the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError

from wederhoor.dossier import access, asked, keys, outside_drafts, summaries
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.taking_part import Here, may_read
from wederhoor.procedure import needs
from wederhoor.procedure.acts import decide
from wederhoor.procedure.besides import Question
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.meetings import MEETING, Planned, standing
from wederhoor.procedure.terms import local_date

COMING, WHEN, PLACE = "answer invitation", "reason", "meeting_place"


@dataclass(frozen=True, slots=True)
class Put:
    """A question put to somebody: what is asked, by when, and what they answered ('' while it waits)."""

    seq: int
    words: str
    before: date | None
    asked: datetime
    answer: str = ""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk to come that somebody is invited to: what, when and where, and whether they said to come ('', 'yes' or 'no')."""

    seq: int
    label: str
    at: datetime
    place: str
    coming: str = ""


@dataclass(frozen=True, slots=True)
class Testimony:
    """Everything that was asked of somebody, the oldest first; the complaint where it was shared with them."""

    questions: tuple[Put, ...]
    complaint: str = ""
    closed: bool = False
    talks: tuple[Talk, ...] = ()

    @property
    def waiting(self) -> tuple[Put, ...]:
        """What is still to be answered; nothing once the complaint is closed."""
        return () if self.closed else tuple(one for one in self.questions if not one.answered)


def put_to(here: Here, *, now: datetime) -> Testimony:
    """What was asked of this person; logged as a look of theirs."""
    with in_organisation(here.organisation.pk, account=here.actor.account):
        state = summaries.state_of(here.row)
        found = tuple(_put(here, state, one) for one in _theirs(here, state))
        first = state.events[0].seq if state.events else 0
        shared = here.shares_complaint and may_read(state, here.side)
        complaint = asked.text_of(here.row, first, asked.COMPLAINT) if shared else ""
        talks = tuple(_talk(here, state, one) for one in _invited(here, state, now))
        access.log(here.organisation.pk, here.actor, "asked", now=now, dossier=here.row.number)
    return Testimony(found, complaint, state.closed, talks)


def _invited(here: Here, state: State, now: datetime) -> list[Planned]:
    """The talks that stand, from today on, to which this person was asked."""
    coming = (one for one in standing(state) if local_date(one.at) >= local_date(now))
    return [] if state.closed else [one for one in coming if here.known_as & set(one.who)]


def _talk(here: Here, state: State, one: Planned) -> Talk:
    said = [e for e in state.events if e.act == COMING and e.seq > one.seq and e.actor in here.known_as]
    about = [e for e in said if e.values.get(MEETING, one.meeting) == one.meeting]
    known = state.regulation.meetings.get(one.meeting)
    place = asked.text_of(here.row, one.seq, PLACE)
    coming = str(about[-1].values.get("coming", "")) if about else ""
    return Talk(one.seq, known.label if known else "", one.at, place, coming)


def come(here: Here, seq: int, coming: str, words: str, *, now: datetime) -> Refusal | None:
    """Whether somebody who is invited comes, or when they could. None when it is in the dossier. Raises NotFound."""
    row = here.row
    with in_organisation(here.organisation.pk, account=here.actor.account):
        state = summaries.state_of(row)
        talk = next((one for one in _invited(here, state, now) if one.seq == seq), None)
        if talk is None or COMING not in state.regulation.acts:
            raise NotFound(row.number)
        planning = next(event for event in state.events if event.seq == seq)
        decided = _said_to_come(here, state, talk, planning, coming, words, now)
        if isinstance(decided, Refusal):
            return decided
        ring = keys.keyring(here.organisation, row.id, Compartment.values)
        asked.write_down(row, ring, state, decided, words, account_of(planning), now, field=WHEN)
        access.log(here.organisation.pk, here.actor, COMING, now=now, dossier=row.number)
    return None


def _said_to_come(
    here: Here, state: State, talk: Planned, planning: Event, coming: str, words: str, now: datetime
) -> Event | Refusal:
    """The answer, recorded in the role that planned the talk, else in one that may record it."""
    known = next(code for code in talk.who if code in here.known_as)
    values = {"party": "guest", "person": known, "coming": coming, **({MEETING: talk.meeting} if talk.meeting else {})}
    texts = frozenset({WHEN} if words else ())
    roles = [role for role in (planning.by, *state.regulation.acts[COMING].by) if not needs.is_party(state, role)]
    found = [
        decide(state, Command(COMING, role, values, texts), actor=here.actor.who, now=now)
        for role in dict.fromkeys(roles)
    ]
    return next((one for one in found if not isinstance(one, Refusal)), found[0])


def _theirs(here: Here, state: State) -> list[Question]:
    return [one for one in state.besides.questions if one.person in here.known_as]


def _put(here: Here, state: State, one: Question) -> Put:
    answer = asked.text_of(here.row, one.answered, asked.ANSWERED) if one.answered and _own(here, state, one) else ""
    words = asked.text_of(here.row, one.seq, asked.QUESTION)
    return Put(one.seq, words, one.before, one.asked, answer, bool(one.answered))


def _own(here: Here, state: State, one: Question) -> bool:
    """Whether they gave the answer themselves: what somebody else wrote down of it is not shown here."""
    return next(event for event in state.events if event.seq == one.answered).actor in here.known_as


def answer(here: Here, seq: int, words: str, files: Sequence[Taken] = (), *, now: datetime) -> Refusal | None:
    """Take the answer with its files, once. None when it is in the dossier. Raises NotFound for a question that is not theirs."""
    try:
        return _answered(here, seq, words, files, now)
    except IntegrityError:  # somebody acted at the very same moment: once more, after them
        return _answered(here, seq, words, files, now)


def _answered(here: Here, seq: int, words: str, files: Sequence[Taken], now: datetime) -> Refusal | None:
    row = here.row
    with in_organisation(here.organisation.pk, account=here.actor.account):
        state = summaries.state_of(row)
        one = next((one for one in _theirs(here, state) if one.seq == seq and not one.answered), None)
        if one is None:
            raise NotFound(row.number)
        asking = next(event for event in state.events if event.seq == seq)
        decided = decide(state, _command(state, asking), actor=here.actor.who, now=now)
        if isinstance(decided, Refusal):
            return decided
        ring = keys.keyring(here.organisation, row.id, Compartment.values)
        asked.write_down(row, ring, state, decided, words, account_of(asking), now)
        asked.lay_down(row, state, files, here.actor, now)
        outside_drafts.done(row, here.actor.who, asked.ANSWER, str(seq))
        access.log(here.organisation.pk, here.actor, asked.ANSWER, now=now, dossier=row.number)
    return None


def _command(state: State, asking: Event) -> Command:
    """The answer, in the role that asked; about the person it was asked of, where the act says whose answer it is."""
    fields = state.regulation.acts[asked.ANSWER].fields
    people = {n: v for n, v in asking.values.items() if n in fields and fields[n].kind == "person"}
    return Command(asked.ANSWER, asking.by, people, frozenset({asked.ANSWERED}))


def account_of(event: Event) -> UUID | None:
    """The account of who did this; None for somebody without one."""
    return UUID(hex=event.actor) if len(event.actor) == 32 else None
