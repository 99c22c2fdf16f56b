"""Measures and recommendations that acts of dossiers brought about come on the organisation's list by themselves.

Which act does so, and which of its questions says what, stands in the regulation (``tracks``). A text in which somebody seems
to be named stays in the dossier: the list asks a person for words without names. After the dossier is gone the row stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from wederhoor.dossier import access, keys, summaries
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, MeasureLink, Person, SealedText
from wederhoor.insight import measures, naming, sealed
from wederhoor.insight.models import Measure
from wederhoor.insight.steps import MEASURE, RECOMMENDATION, Step, refused
from wederhoor.organisations.models import Account, Organisation
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.duties import duties
from wederhoor.procedure.events import Event
from wederhoor.procedure.facts import facts_of
from wederhoor.procedure.fields_model import Tracks
from wederhoor.procedure.terms import local_date

EFFECTS = {"yes": "worked", "partly": "partly", "no": "not", "too early": "too early"}
LOOK_AGAIN = 3
"""Months until somebody looks again at what was too early to say."""
REMINDED = timedelta(weeks=6)
"""Our own choice, where a regulation gives no term for the answer to a recommendation: then who must answer is reminded. Nobody is late."""
MADE = {"measure": MEASURE, "recommendation": RECOMMENDATION}
MOST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a dossier that the list follows: what it is there, and what it says."""

    dossier: Dossier
    state: State
    event: Event
    tracks: Tracks
    words: str
    clean: bool
    """Nobody seems to be named in the words."""

    def value(self, question: str) -> str:
        """The answer to the question that ``tracks`` names; '' without one."""
        name = getattr(self.tracks, question)
        return str(self.event.values.get(name, "")) if name else ""

    @property
    def actor(self) -> Actor:
        """Who did the act."""
        return Actor(_account(self.event.actor), self.event.by, self.dossier.organisation_id)

    @property
    def on(self) -> date:
        """The day of the act."""
        return local_date(self.event.at)


def gather(organisation: Organisation, now: datetime) -> int:
    """Take up what waits; returns how many events. Cheap when nothing does; two at once share the work."""
    done = 0
    while taken := _some(organisation, now):
        done += taken
    return done


def everywhere(now: datetime) -> int:
    """The chore: the same for every organisation."""
    return sum(gather(one, now) for one in Organisation.objects.exclude(wrapped_key=b""))


def _some(organisation: Organisation, now: datetime) -> int:
    with in_organisation(organisation.pk):
        waiting = MeasureLink.objects.filter(organisation=organisation, waits=True).order_by("dossier_id", "seq")
        if not (links := list(waiting.select_for_update(skip_locked=True)[:MOST])):
            return 0
        for dossier in Dossier.objects.filter(organisation=organisation, id__in={link.dossier_id for link in links}):
            _taken_up(dossier, [link for link in links if link.dossier_id == dossier.id], now)
    return len(links)


def _taken_up(dossier: Dossier, links: list[MeasureLink], now: datetime) -> None:
    state = summaries.state_of(dossier)
    ring = keys.keyring(dossier.organisation, dossier.id, Compartment.values)
    names = _names(dossier, ring)
    for link in links:
        event = next((event for event in state.events if event.seq == link.seq), None)
        if event and (tracks := state.regulation.acts[event.act].tracks):
            words = _words(dossier, ring, event.seq, tracks.words)
            link.measure = _follow(Told(dossier, state, event, tracks, words, not naming.seen(words, names)), now)
        link.waits = False
        mine = MeasureLink.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id, seq=link.seq)
        mine.update(waits=False, measure=link.measure)
    worker = Actor(None, WORKER, dossier.organisation_id)
    access.log(dossier.organisation_id, worker, "gather measures", now=now, dossier=dossier.number)


def _names(dossier: Dossier, ring: keys.Keyring) -> list[str]:
    people = Person.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)
    return [ring.text(one.name, one.compartment, one.code, "name") for one in people]


def _words(dossier: Dossier, ring: keys.Keyring, seq: int, question: str) -> str:
    mine = SealedText.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id, seq=seq)
    row = mine.filter(field=question).first() if question else None
    return ring.text(row.ciphertext, row.compartment, f"{seq}:{question}", "text") if row else ""


def _follow(told: Told, now: datetime) -> UUID | None:
    """Make the row, or move those that are there. Returns the id of the row it made."""
    if told.tracks.as_ in MADE:
        return _made(told) if told.words else None
    rows = _rows(told.dossier)
    match told.tracks.as_:
        case "result":
            _result(told, [row for row in rows if row.kind == MEASURE and row.status != "dropped"])
        case "answer":
            step = Step("answer", told.on, True, answer=told.value("answer"))
            _each(told, step, (row for row in rows if row.kind == RECOMMENDATION))
        case "done":
            _each(told, Step("carry out", told.on, True), (row for row in rows if row.kind == RECOMMENDATION))
        case "urge":
            _each(told, Step("urge", told.on, True), (row for row in rows if row.kind == RECOMMENDATION))
        case other:
            for row in rows:
                if row.kind == RECOMMENDATION and row.status != "done":
                    _remembered(told, row, other, {"to": told.value("to")} if told.tracks.to else {}, "")
    return None


def _made(told: Told) -> UUID:
    kind, owner = MADE[told.tracks.as_], _owner(told)
    about = measures.Subject(
        told.dossier.member_id, told.dossier.location_id, None, summaries.told(told.state, "theme", told.event.part)
    )
    row = measures.new(told.dossier.organisation, kind, "dossier", about, owner, told.actor, told.on)
    row.aim, row.due = told.value("aim"), _day(told.value("due"))
    if kind == RECOMMENDATION:
        row.asked, row.due = told.value("asked") == "asked", answer_due(told)
        row.remind_on = None if row.due else told.on + REMINDED
    if told.clean:
        row.what = sealed.seal(row.organisation, told.words, measures.record(row.id), "what")
    Measure.objects.bulk_create([row])
    _remembered(told, row, "take" if kind == MEASURE else "recommend", {}, "")
    return row.id


def answer_due(told: Told) -> date | None:
    """The last day for the answer to a recommendation: that of the duties which the answering act meets; None without a term."""
    text, at = told.state.regulation, told.event.at
    answers = [(name, act) for name, act in text.acts.items() if act.tracks and act.tracks.as_ == "answer"]
    facts = {fact for name, act in answers for fact in facts_of(text, name, act)}
    until = fold(text, [event for event in told.state.events if event.seq <= told.event.seq])
    owed = [one for one in duties(until, at) if one.due and facts & set(text.duties[one.name].met_by)]
    days = [local_date(one.due) if isinstance(one.due, datetime) else one.due for one in owed if one.due]
    return min(days, default=None)


def _owner(told: Told) -> measures.Owner:
    """Who does it: whom the act names; of a recommendation, the role that must answer it."""
    if told.tracks.as_ == "recommendation":
        acts = told.state.regulation.acts.values()
        return measures.Owner(None, next((act.by[0] for act in acts if act.tracks and act.tracks.as_ == "answer"), ""))
    account = _account(told.value("owner"))
    known = account and Account.objects.filter(pk=account).exists()
    return measures.Owner(account if known else None)


def _rows(dossier: Dossier) -> list[Measure]:
    """The rows that came from this dossier, in order."""
    mine = MeasureLink.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)
    made = [one for one in mine.order_by("seq").values_list("measure", flat=True) if one]
    rows = Measure.objects.filter(organisation_id=dossier.organisation_id, id__in=made)
    found = {row.id: row for row in rows.select_related("organisation").select_for_update(of=("self",))}
    return [found[one] for one in made if one in found]


def _each(told: Told, step: Step, rows: Iterable[Measure]) -> None:
    """The act is about all of this dossier that still waits for it."""
    for row in rows:
        if not refused(measures.standing(row), step):
            _stepped(told, row, step)


def _result(told: Told, rows: list[Measure]) -> None:
    """What came of a measure. With several that wait for it nobody can know which is meant: then a person says so in the list."""
    waiting = [row for row in rows if row.status == "open"] or rows
    effect = EFFECTS.get(told.value("effect"), "")
    if len(waiting) > 1:
        for row in waiting:
            _remembered(told, row, "result told", {"conclusion": effect}, told.words if told.clean else "")
        return
    for row in waiting:
        if row.status == "open":
            _stepped(told, row, Step("finish", told.on, True))
        check = Step("check", told.on, True, conclusion=effect, months=None if effect != "too early" else LOOK_AGAIN)
        if not refused(measures.standing(row), check):
            _stepped(told, row, check)


def _stepped(told: Told, row: Measure, step: Step) -> None:
    words = told.words if told.clean else ""
    measures.write(row, step, words, {}, actor=told.actor, now=told.event.recorded)


def _remembered(told: Told, row: Measure, step: str, said: Mapping[str, Any], words: str) -> None:
    measures.remember(row, step, said, words, actor=told.actor, now=told.event.recorded)


def _account(value: str) -> UUID | None:
    return UUID(hex=value) if len(value) == 32 and set(value) <= set("0123456789abcdef") else None


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
