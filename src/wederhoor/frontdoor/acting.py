"""What a party may do, as public pages: the acts of the regulation in plain words, a form, what follows from it, and doing it.

Shared by `following` (the complainant with a code) and `taking_part` (everybody else). Nothing is decided here: what may be done
comes from `procedure`, doing it goes through the door. All words stand in `texts/<language>/acting.yaml`.

    offers(dossier, now=now)                      what this reader may do now           -> list of Offer
    not_now(dossier, now=now)                     what is theirs, but not now, and why  -> list of NotNow
    offer_at(dossier, slug, part, now=now)        one of them, for its page             -> Offer, NotNow or None
    form = PartyForm(dossier, offer, data, seen)  its questions; what has one possible answer is not asked
    outlook(dossier, offer, now=now, form=form)   what will come of it                  -> Outlook
    do(organisation, number, slug, part, data, actor=actor, now=now)                    -> Done

`Done.event` is set when it was done. If not, show `Done.form` again: with its errors, `Done.refused` (why not) or `Done.meanwhile`
(something changed that this reader may know of; the form carries the new state, so sending it again works). Nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html

from wederhoor.dossier import door
from wederhoor.dossier.accused import spoken_for
from wederhoor.dossier.acting.forms import SEQ, ActForm, Offered, plain
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor import naming
from wederhoor.frontdoor.sentences import dutch, say, say_if_any
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure import foreseen, needs
from wederhoor.procedure.acts import Allowed, permitted
from wederhoor.procedure.answers import required
from wederhoor.procedure.choices import choices_of, list_of
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.foreseen import Change, Changes
from wederhoor.procedure.meetings import AT, Planned, planned
from wederhoor.procedure.model import FormField
from wederhoor.procedure.offering import Hidden, hidden
from wederhoor.procedure.saying import role_label, small
from wederhoor.procedure.terms import local_date

OWN_SIDE = frozenset({"party", "side", "whose", "given by"})
"""Questions about whose side it is: on a party's own page that is their own."""
BY_THIS_PAGE = ("web form", "form", "written", "mail", "letter")
"""What is done on a page is in writing; the first of these that a question offers is the answer to 'how'."""
HOW = frozenset({"how", "way"})
NOT_ASKED = "-"
OWN_CHOICE = "eigen keuze"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done now. ``slug`` is its place in an address; ``known`` the answers that are not asked."""

    act: str
    part: str
    label: str
    help: str
    source: str
    danger: bool
    preferred: bool = False
    known: Mapping[str, Value] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.act.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class NotNow:
    """Something that is theirs to do, but not now."""

    act: str
    label: str
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What follows from an act: sentences that hold whatever is answered, and per answer what it brings."""

    sentences: tuple[str, ...]
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(slots=True)
class Done:
    """What came of it. ``said``: what to say when it was done; ``refused``: why not; ``meanwhile``: something changed first."""

    dossier: OpenDossier
    offer: Offer | None = None
    form: PartyForm | None = None
    event: Event | None = None
    said: str = ""
    refused: str = ""
    meanwhile: str = ""


def _own(dossier: OpenDossier, key: str) -> str:
    return say_if_any(f"acting.{key}", voice_of(dossier))


def _say(dossier: OpenDossier, key: str, **values: object) -> str:
    return say(f"acting.{key}", voice_of(dossier), **values)


def label(dossier: OpenDossier, act: str) -> str:
    """What an act is called for a party."""
    return _own(dossier, f"acts.{act}.label") or dutch(dossier.regulation.acts[act].label)


def offers(dossier: OpenDossier, *, now: datetime) -> list[Offer]:
    """What this reader may do now, in the order of the regulation."""
    state, role = dossier.state, dossier.actor.role
    found = (one for one in permitted(state, role, now).may if not one.on_behalf_of)
    return [_offer(dossier, one, now) for one in found if not _about_no_meeting(dossier, one.act, now)]


def upcoming(dossier: OpenDossier, now: datetime) -> list[Planned]:
    """The meetings that this side was told of and that stand, from today on."""
    told, today = {event.seq for event in dossier.events if AT in event.values}, local_date(now)
    return [one for one in planned(dossier.state) if one.seq in told and one.stands and local_date(one.at) >= today]


def _asks_meeting(dossier: OpenDossier, act: str) -> list[str]:
    """The questions of an act about which meeting it is."""
    return [name for name, asked in dossier.regulation.acts[act].fields.items() if list_of(asked) == "meetings"]


def _about_no_meeting(dossier: OpenDossier, act: str, now: datetime) -> bool:
    """Whether an act is about a meeting while none is coming."""
    return bool(_asks_meeting(dossier, act)) and not upcoming(dossier, now)


def _closed_answers(dossier: OpenDossier, act: str, part: str, now: datetime) -> Hidden:
    """The answers that this reader cannot give now, as question and code; of meetings only those to come can be meant."""
    ready, coming = dossier.state.procedure.acts[act], {one.meeting for one in upcoming(dossier, now)}
    others = {(n, code) for n in _asks_meeting(dossier, act) for code in ready.choices[n] if code not in coming}
    return hidden(dossier.state, ready, dossier.actor.role, now, part) | others


def _offer(dossier: OpenDossier, allowed: Allowed, now: datetime) -> Offer:
    act = dossier.regulation.acts[allowed.act]
    return Offer(
        allowed.act, allowed.part, label(dossier, allowed.act), _own(dossier, f"acts.{allowed.act}.help"), _place(allowed.source),
        act.closes or act.stops, allowed.preferred, _known(dossier, allowed, now),
    )  # fmt: skip


def not_now(dossier: OpenDossier, *, now: datetime) -> list[NotNow]:
    """What is this reader's to do, but not now, each once."""
    refused = permitted(dossier.state, dossier.actor.role, now).may_not
    own = (r for r in refused if r.code != "role" and not dossier.regulation.acts[r.act].opens)
    return list({r.act: _not_now(dossier, r) for r in own}.values())


def _not_now(dossier: OpenDossier, refused: Refusal) -> NotNow:
    return NotNow(refused.act, label(dossier, refused.act), why_not(dossier, refused), _place(refused.source))


def _place(source: str) -> str:
    """Where it stands; '' for what is our own choice and stands nowhere."""
    return "" if source == OWN_CHOICE else source


def why_not(dossier: OpenDossier, refused: Refusal) -> str:
    """Why something cannot be done, in plain words; never what the other side chose."""
    complains = needs.kind_of(dossier.state, dossier.actor.role) == "complainant"
    if refused.code == "condition" or (complains and refused.code == "consent"):
        return _say(dossier, "refused.condition", because=dutch(refused.because.rstrip(".")))
    return _own(dossier, f"refused.{refused.code}") or _say(dossier, "refused.otherwise")


def offer_at(dossier: OpenDossier, slug: str, part: str, *, now: datetime) -> Offer | NotNow | None:
    """The offer at an address; why not when it is not for now; None when it is nothing of this reader's."""
    found: Offer | NotNow | None = next((o for o in offers(dossier, now=now) if (o.slug, o.part) == (slug, part)), None)
    return found or next((n for n in not_now(dossier, now=now) if n.act.replace(" ", "-") == slug), None)


def _known(dossier: OpenDossier, allowed: Allowed, now: datetime) -> dict[str, Value]:
    """The answers that are not asked: one's own side, that it is done in writing, and where only one choice is open."""
    act, about = dossier.state.procedure.acts[allowed.act], _asks_meeting(dossier, allowed.act)
    out, found = _closed_answers(dossier, allowed.act, allowed.part, now), dict[str, Value]()
    for name, options in act.choices.items():
        codes, asked = [code for code in options if (name, code) not in out], act.rule.fields[name]
        own = _own_answer(dossier, name, codes) if len(codes) > 1 or asked.required else ""
        only = codes[0] if len(codes) == 1 and (asked.required or name in about) else ""
        if answer := own or only:
            found[name] = [answer] if asked.kind == "choices" else answer
    return found


def _own_answer(dossier: OpenDossier, name: str, codes: list[str]) -> str:
    side = needs.kind_of(dossier.state, dossier.actor.role)
    if name in OWN_SIDE:
        capacity = str(dossier.state.value("capacity")) if side == "complainant" else ""
        return next((code for code in (capacity, side) if code in codes), "")
    return next((way for way in BY_THIS_PAGE if way in codes), "") if name in HOW else ""


def _is_asked(dossier: OpenDossier, offer: Offer, name: str, question: FormField) -> bool:
    """Who a party cannot name, and when somebody else received it, are the desk's questions."""
    if name in offer.known or _own(dossier, f"acts.{offer.act}.ask.{name}") == NOT_ASKED:
        return False
    consent = bool(dossier.regulation.acts[offer.act].consents and question.required_when)
    return question.required or consent or question.kind not in ("person", "date", "moment", "event")


def _in_dutch(shown: Any, ours: str) -> Any:
    """What is shown, with the words of the regulation in it marked; what is added to them is said in the page's own language."""
    marked = dutch(ours)
    if marked == ours or ours not in str(shown):
        return shown
    before, _, after = str(shown).partition(ours)
    return format_html("{}{}{}", before, marked, after)


class PartyForm(ActForm):
    """The questions of one act for a party: those with more than one possible answer, in plain words."""

    def __init__(
        self, dossier: OpenDossier, offer: Offer, data: Mapping[str, Any] | None = None, *, now: datetime,
        typed: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        act = dossier.state.procedure.acts[offer.act]
        out = _closed_answers(dossier, offer.act, offer.part, now) if data is None else frozenset()
        asks = any(question.kind == "person" for question in act.rule.fields.values())
        super().__init__(
            dossier.regulation, act.rule, data, people=naming.nameable(dossier, act.rule) if asks else [], events=[], seq=dossier.seq,
            ask_when=False, offered=Offered(out, typed=typed or {}, lists={"accused": spoken_for(dossier)}),
        )  # fmt: skip
        self.dossier, self.offer = dossier, offer
        for name, question in act.rule.fields.items():
            self._word(name, question)

    def _word(self, name: str, question: FormField) -> None:
        if not _is_asked(self.dossier, self.offer, name, question):
            self.fields.pop(plain(name), None)
            return
        for shown, asked in self.fields.items():
            if shown == plain(name) or shown.startswith(f"{plain(name)}_"):
                self._plainly(asked, name, question)

    def _plainly(self, asked: Any, name: str, question: FormField) -> None:
        asked.label = _own(self.dossier, f"acts.{self.offer.act}.ask.{name}") or _in_dutch(asked.label, question.label)
        asked.help_text = _in_dutch(asked.help_text, question.help or self.needed_when(question))
        if question.kind == "accused":
            asked.label, asked.help_text = (
                _say(self.dossier, f"form.{words}") for words in ("for whom", "not the others")
            )
        picks = hasattr(asked, "choices")
        asked.error_messages["required"] = _say(self.dossier, "form.choose" if picks else "form.required")
        if picks:
            asked.choices = [(code, self._answer(name, code, said, question)) for code, said in asked.choices]
            if isinstance(asked.widget, forms.RadioSelect) and asked.choices and not asked.choices[0][0]:
                asked.choices = [("", _say(self.dossier, "form.no_answer")), *asked.choices[1:]]

    def side_of(self, given: Mapping[str, Any]) -> str:
        """One's own side is not asked."""
        return str(self.offer.known.get(self._side()) or super().side_of(given))

    def _answer(self, name: str, code: str, said: str, question: FormField) -> str:
        own = _own(self.dossier, f"acts.{self.offer.act}.options.{name}.{code}")
        return own or _in_dutch(said, choices_of(self.regulation, question).get(code, ""))

    @property
    def values(self) -> dict[str, Value]:
        """The codes given, with those that were not asked."""
        return {**self.offer.known, **super().values}

    def command(self) -> Command:
        """The command these answers make."""
        role = self.dossier.actor.role
        return Command(self.offer.act, role, self.values, frozenset(self.texts), self.offer.part)

    def refuse(self, refused: Refusal) -> bool:
        """Put a refusal at its question; False when it is about none of them."""
        shown = plain(refused.field)
        if shown in self.fields:
            self.add_error(shown, dutch(refused.because))
        return shown in self.fields


def asks_nobody(dossier: OpenDossier, offer: Offer) -> bool:
    """Whether the act asks for a person while there is nobody to name yet."""
    act, role = dossier.state.procedure.acts[offer.act], dossier.actor.role
    persons = [name for name, question in act.rule.fields.items() if question.kind == "person"]
    command = Command(offer.act, role, dict(offer.known), part=offer.part)
    asked = any(required(dossier.state, act, name, command) for name in persons)
    return asked and not naming.nameable(dossier, act.rule)


def _day(day: date | datetime) -> str:
    return date_format(local_date(day), "j F Y")


def _sentence(dossier: OpenDossier, change: Change) -> str:
    who = dutch(", ".join(small(role_label(dossier.state, role)) for role in change.roles))
    about = dutch(change.label)
    if change.kind in ("begins", "moved") and change.day is None:
        return _say(dossier, f"brings.{change.kind} without day", label=about, who=who)
    day = _day(change.day) if change.day else ""
    return _say(dossier, f"brings.{change.kind}", label=about, who=who, day=day)


def _sentences(dossier: OpenDossier, offer: Offer, changes: Changes) -> tuple[str, ...]:
    """What will be different; where that is nothing, what becomes of the answers: words are kept, the rest is written down."""
    told = dict.fromkeys(_sentence(dossier, change) for change in changes)
    writes = any(field.kind in ("text", "long text") for field in dossier.regulation.acts[offer.act].fields.values())
    return tuple(told) or (_say(dossier, f"brings.{'nothing' if writes else 'noted'}"),)


def _themselves(dossier: OpenDossier, offer: Offer) -> tuple[str, ...]:
    """That nobody sends it for them, where all the bodies it can go to are gone to by oneself."""
    rules, act = dossier.regulation, dossier.regulation.acts[offer.act]
    codes = choices_of(rules, act.fields[act.hands_over]) if act.hands_over in act.fields else ()
    bodies = [rules.external_bodies[code] for code in codes if code in rules.external_bodies]
    alone = bodies and all(body.approach == "directly" for body in bodies)
    return (_say(dossier, "brings.themselves"),) if alone else ()


def outlook(dossier: OpenDossier, offer: Offer, *, now: datetime, form: PartyForm | None = None) -> Outlook:
    """What will come of it, as far as this side may know; of the answers of a valid ``form``, else per answer."""
    allowed, role = Allowed(offer.act, offer.source, part=offer.part), dossier.actor.role
    answers = form.values if form is not None and form.is_bound and form.is_valid() else None
    found = foreseen.foreseen(dossier.state, allowed, now, answers=answers, known=offer.known, role=role)
    if found.unknown:
        return Outlook((_say(dossier, "brings.depends"),))
    if not found.options:
        return Outlook((*_sentences(dossier, offer, found.changes), *_themselves(dossier, offer)))
    rows = tuple((dutch(said), _sentences(dossier, offer, changes)) for said, changes in found.options)
    return Outlook((*(_sentence(dossier, one) for one in found.changes), *_themselves(dossier, offer)), rows)


def do(
    organisation: Organisation, number: str, slug: str, part: str, data: Mapping[str, Any], *, actor: Actor, now: datetime
) -> Done:  # fmt: skip
    """Do it, in one transaction; the form is made from the dossier as it is then. Raises NotFound for what is not theirs."""
    tried: list[Done] = []

    def ask(dossier: OpenDossier) -> door.Intent | None:
        tried.append(_tried(dossier, slug, part, data, now))
        form = tried[-1].form
        if form is None or tried[-1].meanwhile or not form.is_valid():
            return None
        return door.Intent(form.command(), form.texts, dossier.seq)

    try:
        dossier, outcome = door.act_on(organisation, number, ask, actor=actor, now=now)
    except door.Conflict:  # somebody acted at the very same moment: once more, after them
        dossier, outcome = door.act_on(organisation, number, ask, actor=actor, now=now)
    done = tried[-1]
    if outcome and outcome.event and done.offer:
        done.event, done.said = outcome.event, said(dossier, done.offer)
    elif outcome and outcome.refusal and done.form and not done.form.refuse(outcome.refusal):
        done.refused = why_not(dossier, outcome.refusal)
    return done


def said(dossier: OpenDossier, offer: Offer) -> str:
    """What to say when it was done."""
    return _own(dossier, f"acts.{offer.act}.done") or dutch(dossier.regulation.acts[offer.act].done)


def _tried(dossier: OpenDossier, slug: str, part: str, data: Mapping[str, Any], now: datetime) -> Done:
    found = offer_at(dossier, slug, part, now=now)
    if found is None:
        raise door.NotFound(dossier.number)
    if isinstance(found, NotNow):
        return Done(dossier, refused=found.because)
    seen = str(data.get(SEQ, ""))
    known = int(seen) if seen.isdecimal() and len(seen) < 9 else dossier.seq
    news = any(event.seq > known for event in dossier.events)
    form = PartyForm(dossier, found, _renewed(data, dossier.seq), now=now)
    return Done(dossier, found, form, meanwhile=_say(dossier, "meanwhile") if news else "")


def _renewed(data: Mapping[str, Any], seq: int) -> Mapping[str, Any]:
    """What was sent, with the number of the last event as it is now."""
    if isinstance(data, QueryDict):
        fresh = data.copy()
        fresh[SEQ] = str(seq)
        return fresh
    return {**data, SEQ: str(seq)}
