"""With several accused: whose each thing is, since each answers for themselves until the regulation shows the papers.

An act says in its form whom of them it is about, a helper says whom they help, a paper whom it is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wederhoor.dossier import own_letters
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.models import Document, Person
from wederhoor.dossier.opened import DocumentView, OpenDossier, PersonView
from wederhoor.procedure import needs
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.events import Event
from wederhoor.procedure.meetings import planned

AnyPerson = Person | PersonView
HEARD = "heard accused"


def accused_of(dossier: OpenDossier) -> list[tuple[str, str]]:
    """The accused of a dossier by code and name; nobody where there is one or none, since then nothing has to be said."""
    found = [(one.code, one.name or one.code) for one in dossier.people if one.side == "accused"]
    return found if len(found) > 1 else []


def spoken_for(dossier: OpenDossier) -> list[tuple[str, str]]:
    """Of several accused those whom this reader can mean: all for who handles it; for who helps several, those, since they must say for whom.

    Nobody where it is clear: an accused means themselves, who helps one means that one, and who complains speaks for no accused.
    """
    several, kind = accused_of(dossier), needs.kind_of(dossier.state, dossier.actor.role)
    if not several or kind not in needs.PARTIES:
        return several
    if kind != "accused":
        return []
    helps = helped(dossier.people, dossier.actor.who)
    return [(code, name) for code, name in several if code in helps] if len(helps) > 1 else []


def known_as(person: AnyPerson) -> set[str]:
    """How events and papers name somebody: by their code, or their account."""
    account = person.account_id if isinstance(person, Person) else person.account
    return {person.code} | ({account.hex} if account else set())


def names(people: Iterable[AnyPerson]) -> frozenset[str]:
    """How events and papers name any of these."""
    return frozenset[str]().union(*(known_as(one) for one in people))


def helped(people: Iterable[AnyPerson], who: str) -> tuple[str, ...]:
    """The accused for whom somebody speaks: themselves, or whom they help: the one there is where nothing was said."""
    everybody = list(people)
    me = next((one for one in everybody if one.side in SIDES["accused"] and who in known_as(one)), None)
    if me is None:
        return ()
    return (me.code,) if me.side == "accused" else _codes(me.helps) or only_one(everybody)


def _codes(written: str | tuple[str, ...]) -> tuple[str, ...]:
    """Codes as a row has them, or as a view of it."""
    return tuple(written.split()) if isinstance(written, str) else written


def whose(people: Iterable[AnyPerson], who: str) -> tuple[str, ...]:
    """Whose a thing is that somebody of the accused's side brought: who helps several brought it alone. Nobody from elsewhere."""
    everybody = list(people)
    principals = helped(everybody, who)
    if len(principals) == 1:
        return principals
    return tuple(one.code for one in everybody if one.side in SIDES["accused"] and who in known_as(one))


def only_one(people: Iterable[AnyPerson]) -> tuple[str, ...]:
    """The accused, where there is one: then it is clear who is meant."""
    found = tuple(one.code for one in people if one.side == "accused")
    return found if len(found) == 1 else ()


def beside(side: Iterable[AnyPerson], who: str) -> Iterator[AnyPerson]:
    """Somebody of the accused's side with those who are one with them: whom they help, and who helps the same."""
    everybody = list(side)
    principals = set(helped(everybody, who))
    for one in everybody:
        if who in known_as(one) or one.code in principals or principals & set(_codes(one.helps)):
            yield one


def own(side: Iterable[AnyPerson], who: str) -> Iterator[AnyPerson]:
    """Whose things are somebody's own: theirs, of whom they help, and of who helps nobody else than these."""
    everybody = list(side)
    principals = set(helped(everybody, who))
    for one in everybody:
        speaks_for = set(helped(everybody, one.code))
        if who in known_as(one) or (speaks_for and speaks_for <= principals):
            yield one


def unheard(dossier: OpenDossier) -> list[str]:
    """The names of those of several accused of whom nothing says that they were heard, or that they waived it."""
    heard = set[str]()
    for event in dossier.state.events:
        if any(_hears(effect.fact, event) for effect in dossier.regulation.acts[event.act].brings_about):
            heard |= needs.about(dossier.state, event) or set(helped(dossier.people, event.actor))
    return [name for code, name in accused_of(dossier) if code not in heard]


def _hears(fact: str, event: Event) -> bool:
    return fact.replace("{party}", str(event.values.get("party", ""))) == HEARD


def waits_for_hearing(when: Condition | None) -> bool:
    """Whether an act may be done only after the accused was heard."""
    if when is None:
        return False
    return HEARD in (*when.after, *when.after_any) or any(waits_for_hearing(one) for one in when.any_)


@dataclass(frozen=True, slots=True)
class Talks:
    """Talks to which people of the dossier were asked by name: those with nobody of one's own side are not for that side."""

    ours: frozenset[str] = frozenset()
    asked: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """By the event that plans, moves or cancels a talk: who is asked to it."""
    fell_out: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """By the event that moves a talk: who was asked to it and is not any more."""
    letters: frozenset[str] = frozenset()
    """The letters that say that a talk is off."""

    def event(self, seq: int) -> bool:
        """Whether this event is about a talk with others."""
        return self._others(self.asked.get(seq))

    def whom(self, letter: str, seq: int) -> frozenset[str] | None:
        """Who gets this letter about a talk; None for any other letter."""
        return self.fell_out[seq] if letter in self.letters and seq in self.fell_out else self.asked.get(seq)

    def letter(self, name: str, seq: int) -> bool:
        """Whether this letter about a talk is for others."""
        return self._others(self.whom(name, seq))

    def _others(self, who: frozenset[str] | None) -> bool:
        return who is not None and not who & self.ours


@dataclass(frozen=True, slots=True)
class Apart:
    """What of the accused's side is kept from one of that side, while several are accused and each answers for themselves.

    An act or a paper may say which of them it is about, and that decides, whoever did it; where nobody said so, all that is not
    one's own is kept, also what somebody said or gave who helps others too. What one did oneself is never kept.
    """

    on: bool
    me: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    """Whom they know to be on their own side: besides those whose things are theirs, also who helps others too."""
    side: frozenset[str] = frozenset()
    about: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Per event whom of them it is about, where that was said."""
    talks: Talks = field(default_factory=Talks)
    """For both sides, also where one is accused."""
    reads: frozenset[str] = frozenset()
    """Of a party: whose letters it reads, of those that have several readers."""

    def event(self, state: State, event: Event) -> bool:
        """Whether this event is kept from them."""
        if self.talks.event(event.seq):
            return True
        if not self.on or event.actor in self.me:
            return False
        if about := self.about.get(event.seq):
            return not about & self.mine
        return event.actor not in self.mine and needs.is_of(state, event, "accused")

    def over(self, state: State, role: str, now: datetime) -> bool:
        """Whether the regulation shows them the papers: by what happened to their side without what was of another alone.

        So who was not heard yet does not read what another said because that other was heard.
        """
        if not needs.reads_papers(state, role, now):
            return False
        others = {event.seq for event in state.events if self._alone(event)}
        return not others or needs.reads_papers(
            fold(state.regulation, (event for event in state.events if event.seq not in others)), role, now
        )

    def _alone(self, event: Event) -> bool:
        """Whether an event is of others of the accused, and not of them."""
        if event.actor in self.me:
            return False
        about = self.about.get(event.seq)
        return not about & self.mine if about else event.actor in self.side

    def document(self, one: Document | DocumentView) -> bool:
        """Whether this paper is kept from them: it is for another, or of another and nobody showed it."""
        if one.letter and one.only_for:
            return bool(self.reads) and self.reads.isdisjoint(_codes(one.only_for))
        if one.letter and self.talks.letter(one.letter, one.seq):
            return True
        if not self.on or one.by in self.me:
            return False
        told = self.talks.whom(one.letter, one.seq) or self.about.get(one.seq) if one.letter else None
        if named := frozenset(_codes(one.only_for)) or (told or frozenset[str]()) & self.side_and_me:
            return not named & self.mine
        if one.by in self.mine:
            return False
        return not one.shown_by and (one.by in self.side or (one.kind, one.shown_to) == ("inspection", "accused"))

    @property
    def side_and_me(self) -> frozenset[str]:
        """Everybody of the accused's side."""
        return self.side | self.mine | self.known

    def person(self, one: Person | PersonView) -> bool:
        """Whether it is kept from them who this is: who helps whom is not for the other."""
        return self.on and one.side == "assistant of accused" and not (self.known & known_as(one))


def of_others(who: str, role: str, people: Iterable[Person | PersonView], state: State, now: datetime) -> Apart:
    """What is kept from who is on the accused's side, until the regulation shows the papers to them; and talks with others alone."""
    people = list(people)
    kind, talks = needs.kind_of(state, role), _talks(who, role, people, state)
    if kind not in needs.PARTIES:
        return Apart(on=False, talks=talks)
    side = [one for one in people if one.side in SIDES[kind]]
    reads = (names(own(side, who)) if kind == "accused" else own_letters.codes_of(side, who)) | {who, role}
    several = sum(one.side == "accused" for one in side) > 1
    if not several:
        return Apart(on=False, talks=talks, reads=reads)
    me = names(one for one in side if who in known_as(one)) | {who}
    mine, known, all_of_it = names(own(side, who)) | me, names(beside(side, who)) | me, names(side)
    apart = Apart(True, me, mine, known, all_of_it - mine, _about(state, all_of_it), talks, reads)
    return Apart(on=False, talks=talks, reads=reads) if apart.over(state, role, now) else apart


def meant_by(state: State, side: frozenset[str], letter: str, seq: int) -> frozenset[str]:
    """Whom of a side a letter is for: of a talk that was moved, the letter that it is off is for who is not asked any more."""
    off = any(act.cancels and letter in act.letters for act in state.regulation.acts.values())
    moved = next((one for one in planned(state) if off and one.moved == seq), None)
    now = _about(state, side).get(seq, frozenset())
    return (frozenset(moved.who) & side or side) - now if moved else now


def _about(state: State, side: frozenset[str]) -> dict[int, frozenset[str]]:
    """Per event whom of the side it is about: as it says, or as the talk was planned that it moves, cancels or was."""
    talks = ((seq, frozenset(one.who)) for one in planned(state) for seq in (one.seq, one.cancelled, one.held))
    said = [*talks, *((event.seq, needs.about(state, event)) for event in state.events)]
    return {seq: of_side for seq, who in said if (of_side := who & side)}


def _talks(who: str, role: str, people: list[Person | PersonView], state: State) -> Talks:
    """The talks with people of the dossier, as one of a side needs them; a complainant who stands nowhere by name is always asked."""
    kind = needs.kind_of(state, role)
    side = [one for one in people if one.side in SIDES.get(kind, ())]
    found = planned(state) if kind in needs.PARTIES and (side or kind == "accused") else []
    if not found:
        return Talks()
    here, asked = names(people), dict[int, frozenset[str]]()
    for one in found:
        if (named := frozenset(one.who)) & here:
            asked |= {seq: named for seq in (one.seq, one.cancelled) if seq}
    fell_out = {
        one.moved: (frozenset(one.who) & here or here) - asked[one.moved] for one in found if one.moved in asked
    }
    off = frozenset(name for act in state.regulation.acts.values() if act.cancels for name in act.letters)
    return Talks(names(side) | {who}, asked, fell_out, off)
