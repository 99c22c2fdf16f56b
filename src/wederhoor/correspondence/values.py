"""What a letter can say by itself: every open place that the dossier, its events and its regulation can fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wederhoor.correspondence import around as near
from wederhoor.correspondence.around import Around
from wederhoor.correspondence.dates import dutch_date
from wederhoor.correspondence.language import choose
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.dossier.accused import known_as
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.dossier.titling import titled
from wederhoor.organisations.contacts import points
from wederhoor.organisations.models import Account
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.dossier import AMSTERDAM, LetterDue
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Event
from wederhoor.procedure.meetings import planned, replaced
from wederhoor.procedure.saying import decided_provisionally, sentence
from wederhoor.procedure.surroundings import Contact
from wederhoor.procedure.term_words import is_aim
from wederhoor.procedure.terms import local_date

Values = dict[str, str | list[str]]

#: Texts of earlier acts that a later letter repeats when its own act does not give them.
OPEN_TALK = "Het gesprek is openbaar: ook anderen mogen erbij zijn."
CLOSED_TALK = "Het gesprek is besloten: alleen wie is uitgenodigd, is erbij."
PROVISIONAL = "Dit is een voorlopige beslissing. {U krijgt|Je krijgt} nog bericht of zij blijft."
NOT_IN_CARE_FILE = "De stukken van deze klacht staan niet in {uw|jouw} zorgdossier."
KEPT = ("tried", "conclusions", "decisions", "measures", "measures_by", "minority_view", "minutes", "deviation_reasons")
#: A field under another name than its place in a letter.
ALIASES = {"reason": "reasons"}
OPEN = {"open", "overdue"}
#: Who handles a complaint, by kind of role: the regulation need not have a handler.
HANDLING = ("handler", "mediator", "coordinator", "board")


@dataclass(frozen=True)
class Sources:
    """A dossier with what is computed once for all its letters."""

    dossier: OpenDossier
    now: datetime
    duties: tuple[DutyStatus, ...]
    names: Mapping[UUID, str]
    """Who was given a role in the dossier, and who writes: letters name people, and a role only where nobody holds it yet."""
    points: Mapping[str, Contact] | None = None
    """How people reach the organisation; None for the contact points as the regulation has them."""
    reader: str = ""
    """The code of who the letter is for, of several readers; '' for all of them together."""

    @property
    def today(self) -> date:
        """The day on the letter, Europe/Amsterdam."""
        return local_date(self.now)


def sources(dossier: OpenDossier, now: datetime) -> Sources:
    """Compute the duties once, and look up the names once."""
    if not dossier.state.letters:
        return Sources(dossier, now, (), {})
    wanted = [row.account_id for row in dossier.assignments]
    wanted += [dossier.actor.account] if dossier.actor.account else []
    names = dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
    reached = points(dossier.regulation, dossier.row.member or dossier.organisation)
    return Sources(dossier, now, tuple(duties(dossier.state, now)), names, reached)


def gathered(known: Sources, due: LetterDue) -> Values:
    """All values for one letter, without empty ones and without what its recipient may not see."""
    seq = getattr(replaced(known.dossier.state, due.seq, due.name), "seq", due.seq)
    event = next(event for event in known.dossier.state.events if event.seq == seq)
    withheld = set(known.dossier.regulation.letters[due.name].withholds)
    found: Values = {}
    for values in (_house(known), _people(known), _case(known, due, event), _dates(known, due, event)):
        found.update(values)
    found.update(_texts(known.dossier, event, withheld))
    found["subject"] = _subject(known, due)
    return {name: value for name, value in found.items() if value and name not in withheld}


def _house(known: Sources) -> Values:
    dossier, organisation = known.dossier, known.dossier.organisation
    handler = handler_role(dossier)
    around = Around(dossier.state, "", known.now, known.points)
    return {
        "organisation": organisation.name,
        "organisation_address": organisation.city,
        "number": dossier.number,
        "today": known.today.isoformat(),
        "regulation_title": dossier.regulation.title,
        "handler_role": _handled_by(known, handler),
        "signed_by": _signed_by(known, handler),
        "contact": near.contact(around, [handler, *around.roles("handler")])
        or near.contact(around, around.roles(external=False)),
    }


def _subject(known: Sources, due: LetterDue) -> str:
    """The title that somebody gave; else whose complaint of which day. Never the first words of the complaint, cut off."""
    dossier, state = known.dossier, known.dossier.state
    if titled(dossier):
        return dossier.subject
    kinds = {dossier.regulation.roles[role].kind for role in due.to if role in dossier.regulation.roles}
    whose = "{uw|jouw}" if kinds == {"complainant"} else "de"
    kind = dossier.regulation.kinds.get(str(state.value("kind")))
    words = f"{whose} {plain_kind(kind.label if kind else '')} van {dutch_date(local_date(state.events[0].at))}"
    return choose(words, dossier.regulation.address)


def plain_kind(label: str) -> str:
    """What a letter calls it: the kind of the regulation where that is one plain word, else a complaint."""
    return label.lower() if label.isalpha() else "klacht"


def handler_role(dossier: OpenDossier) -> str:
    """The role that handles the complaint: of who it is assigned to, else the first of the regulation that could."""
    roles = dossier.regulation.roles
    given = [row.role for row in dossier.assignments if not row.recused and row.role in roles]
    inside = [code for code in roles if not roles[code].external]
    found = (code for group in (given, inside) for kind in HANDLING for code in group if roles[code].kind == kind)
    return next(found, "")


def _handled_by(known: Sources, role: str) -> str:
    """`Hanna Visser, klachtenfunctionaris`; the role alone while nobody has the dossier."""
    given = (row for row in known.dossier.assignments if row.role == role and not row.recused)
    name = next((known.names[row.account_id] for row in given if known.names.get(row.account_id)), "")
    return _with_role(known.dossier, name, role)


def _signed_by(known: Sources, handler: str) -> str:
    """Who sends the letter; for a party, who handles the complaint."""
    actor = known.dossier.actor
    if known.dossier.regulation.roles[actor.role].kind in {"complainant", "accused"}:
        return _handled_by(known, handler)
    return _with_role(known.dossier, known.names.get(actor.account, "") if actor.account else "", actor.role)


def _with_role(dossier: OpenDossier, name: str, role: str) -> str:
    label = dossier.regulation.roles[role].label if role else ""
    return f"{name}, {label[:1].lower()}{label[1:]}" if name and label else label


def of_side(dossier: OpenDossier, side: str) -> list[PersonView]:
    """The people on a side, by name; for the complainant, who speaks for them when nobody else is known."""
    sides = ([person for person in dossier.people if person.side == name and person.name] for name in _speaking(side))
    return next(filter(None, sides), [])


def reached(dossier: OpenDossier, side: str) -> list[PersonView]:
    """Whom letters for a side go to: who is known by name, else who left a way to be reached, else who is there without either."""
    there = [[person for person in dossier.people if person.side == name] for name in _speaking(side)]
    left_a_way = ([person for person in people if person.contact] for people in there)
    return of_side(dossier, side) or next(filter(None, (*left_a_way, *there)), [])


def _speaking(side: str) -> tuple[str, ...]:
    return ("complainant", "representative", "client") if side == "complainant" else (side,)


def _people(known: Sources) -> Values:
    return {
        "complainant_name": [person.name for person in of_side(known.dossier, "complainant")],
        "accused_name": [person.name for person in of_side(known.dossier, "accused")],
    }


def _case(known: Sources, due: LetterDue, event: Event) -> Values:
    around = Around(known.dossier.state, due.part, known.now, known.points)
    regulation, steps = known.dossier.regulation, done(known.dossier, due.seq)
    return {
        "dispute_body": near.dispute_body(around),
        "confidant": near.confidant(around),
        "external_officer": near.external_officer(around),
        "other_ways": near.other_ways(around),
        "external_body": near.external_body(around, event),
        "route": _labels(known.dossier, _latest(known.dossier, "route", due), regulation.routes),
        "ground": _labels(known.dossier, event.values.get("ground", ""), regulation.admissibility),
        "outcome": outcome(known.dossier, due),
        "compensation_amount": str(event.values.get("amount", "")),
        "procedure_followed": steps,
        "progress": steps,
        "satisfaction": satisfaction(known.dossier),
        "care_file": choose(NOT_IN_CARE_FILE, regulation.address) if regulation.retention.not_in_care_file else "",
        "provisional": choose(PROVISIONAL, regulation.address) if decided_provisionally(regulation, event) else "",
    }


def _latest(dossier: OpenDossier, name: str, due: LetterDue) -> object:
    """What was last answered to a question, at or before the event of the letter."""
    told = (e.values[name] for e in reversed(dossier.state.events) if e.seq <= due.seq and name in e.values)
    return next(told, "")


def _labels(dossier: OpenDossier, codes: object, options: Mapping[str, object]) -> list[str]:
    several = [codes] if isinstance(codes, str) else codes if isinstance(codes, list | tuple) else []
    return [str(getattr(options[code], "label", code)) for code in several if code in options]


def outcome(dossier: OpenDossier, due: LetterDue) -> list[str]:
    """The outcome as the regulation words it; one line for each element when they were judged apart."""
    event = next(
        (e for e in reversed(dossier.state.events) if e.seq <= due.seq and {"outcome", "elements"} & set(e.values)),
        None,
    )
    if event is None:
        return []
    fields = dossier.regulation.acts[event.act].fields
    whole, apart = event.values.get("outcome", ""), event.values.get("elements", {})
    labels = choices_of(dossier.regulation, fields["outcome"]) if "outcome" in fields else {}
    known = {code: option.label for code, option in dossier.regulation.outcomes.items()} | labels
    said = [known.get(whole, whole)] if isinstance(whole, str) and whole else []
    return said + (
        [f"{name}: {known.get(code, code)}" for name, code in apart.items()] if isinstance(apart, dict) else []
    )


def done(dossier: OpenDossier, until: int) -> list[str]:
    """What was done up to event `until`, as the parties may know it: `3 maart 2026: Ontvangst bevestigd`."""
    acts, roles = dossier.regulation.acts, dossier.regulation.roles
    return [
        f"{dutch_date(local_date(event.at))}: {sentence(dossier.state.procedure, event)}"
        for event in dossier.state.events
        if event.seq <= until and not acts[event.act].internal and roles[event.by].kind != "confidant"
    ]


def satisfaction(dossier: OpenDossier) -> list[str]:
    """What the complainant answered about the treatment, in the words of the form."""
    asked = next((e for e in reversed(dossier.state.events) if e.act == "ask satisfaction"), None)
    if asked is None:
        return []
    fields = dossier.regulation.acts[asked.act].fields
    given = {name: str(code) for name, code in asked.values.items() if name in fields}
    words = {name: choices_of(dossier.regulation, fields[name]).get(code, code) for name, code in given.items()}
    return [f"{fields[name].label} {said}" for name, said in words.items()]


def _dates(known: Sources, due: LetterDue, event: Event) -> Values:
    state = known.dossier.state
    received = (*state.times("received", due.part), *(first.at for first in state.events[:1]))[0]
    withdrawn = state.times("withdrawn", due.part)[-1:]
    main, moved = main_duty(known, due.part), _moved(known, due, event)
    given, meeting = event.values.get("until", ""), _cancelled(known, event)
    return {
        "received_on": local_date(received).isoformat(),
        "withdrawn_on": local_date(withdrawn[0]).isoformat() if withdrawn else "",
        "lead_time": _days((local_date(state.closed_at or known.now) - local_date(received)).days),
        "due_on": _day(main.due) if main else "",
        "due_why": [step for step in main.why if not is_aim(step)] if main else [],
        "new_date": given if isinstance(given, str) and given else _day(moved.due) if moved else "",
        "meeting_at": _moment((meeting or event).values.get("meeting_at", "")),
        "meeting_place": known.dossier.texts.get((meeting.seq, "meeting_place"), "") if meeting else "",
        "invited": _asked(known, event),
        "openness": _openness(known.dossier, event),
    }


def _cancelled(known: Sources, event: Event) -> Event | None:
    """The planning of the talk that this event cancels."""
    one = next((one for one in planned(known.dossier.state) if one.cancelled == event.seq), None)
    return next((old for old in known.dossier.state.events if one and old.seq == one.seq), None)


def _openness(dossier: OpenDossier, event: Event) -> str:
    """Whether others may be at the talk, where the regulation says."""
    rule = dossier.regulation.meetings.get(str(event.values.get("meeting", "")))
    if rule is None or rule.public is None:
        return ""
    return OPEN_TALK if rule.public else CLOSED_TALK


def _asked(known: Sources, event: Event) -> list[str]:
    """The names of who is asked to a talk: people of the dossier, and colleagues who have it; not the reader of the letter."""
    reader = next((known_as(one) for one in known.dossier.people if one.code == known.reader), set[str]())
    guests, staff = event.values.get("guests", ()), {key.hex: name for key, name in known.names.items()}
    asked = (guests,) if isinstance(guests, str) else guests
    others = (code for code in asked if code not in reader)
    return [name for code in others if (name := known.dossier.called(code) or staff.get(code, ""))]


def main_duty(known: Sources, part: str) -> DutyStatus | None:
    """The open duty towards the complainant that ends the procedure: the judgement before all, then the latest date."""
    dated = (d for d in known.duties if d.status in OPEN and d.due and not d.round)
    owed = [d for d in dated if _owed(known, d) and part in ("", d.part)]
    return max(owed, key=lambda duty: (_weight(known, duty), _day(duty.due)), default=None)


def _owed(known: Sources, duty: DutyStatus) -> bool:
    roles = known.dossier.regulation.roles
    return any(role in roles and roles[role].kind == "complainant" for role in duty.owed_to)


def _weight(known: Sources, duty: DutyStatus) -> int:
    rule = known.dossier.regulation.duties[duty.name]
    return 2 * rule.decides + bool(duty.statute)


def _moved(known: Sources, due: LetterDue, event: Event) -> DutyStatus | None:
    """The duty whose term this act moved."""
    act, rules = known.dossier.regulation.acts[event.act], known.dossier.regulation.duties
    moved = [d for d in known.duties if d.due and (d.name == act.extends or event.act in rules[d.name].extend)]
    same = [duty for duty in moved if duty.part == due.part] or moved
    return max(same, key=lambda duty: _weight(known, duty), default=None)


def _day(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    return (local_date(moment) if isinstance(moment, datetime) else moment).isoformat()


def _days(number: int) -> str:
    return {0: "minder dan een dag", 1: "één dag"}.get(max(0, number), f"{number} dagen")


def _moment(value: object) -> str:
    """`dinsdag 12 mei 2026 om 14.00 uur`."""
    if not isinstance(value, str) or not value:
        return ""
    at = datetime.fromisoformat(value)
    at = at.astimezone(AMSTERDAM) if at.tzinfo else at
    return f"{dutch_date(at.date(), weekday=True)} om {at:%H.%M} uur"


def _texts(dossier: OpenDossier, event: Event, withheld: Iterable[str]) -> Values:
    """What was written for this letter, and what earlier acts said that it repeats."""
    hidden = set(withheld)
    earlier = [old for old in dossier.state.events if old.seq < event.seq]
    found: Values = {}
    for old in earlier:
        found.update({name: text for name, text in _written(dossier, old, hidden) if name in KEPT})
    own = dict(_written(dossier, event, hidden))
    return {**found, **own, **({"progress": own["explanation"]} if "explanation" in own else {})}


def _written(dossier: OpenDossier, event: Event, hidden: set[str]) -> Iterator[tuple[str, str]]:
    for name, field in dossier.regulation.acts[event.act].fields.items():
        place = ALIASES.get(name, name)
        text = dossier.texts.get((event.seq, name), "")
        public = field.letter or field.compartment == "party"
        if text and public and place in PLACEHOLDERS and not {name, place} & hidden:
            yield place, text
