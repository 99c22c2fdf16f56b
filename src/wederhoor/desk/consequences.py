"""What an act will bring about, found by doing it in memory: which duties end and begin, with their dates, and which letters follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from wederhoor.desk.presenting import role_label
from wederhoor.procedure.acts import Allowed
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Event

RUNNING = ("open", "overdue")


@dataclass(frozen=True, slots=True)
class Consequences:
    """Sentences, and the names of the letters."""

    sentences: tuple[str, ...]
    letters: tuple[str, ...]


def _day(duty: DutyStatus) -> str:
    return f"{duty.due:%d-%m-%Y}" if duty.due else gettext("zonder datum")


def _changes(
    state: State, before: dict[tuple[str, str], DutyStatus], after: dict[tuple[str, str], DutyStatus]
) -> Iterator[str]:
    for key, new in after.items():
        old = before.get(key)
        was = old is not None and old.status in RUNNING
        words = {"duty": new.label, "day": _day(new), "who": role_label(state, new.holder)}
        if was and new.status not in RUNNING:
            yield gettext("Klaar: %(duty)s.") % words
        elif not was and new.status in RUNNING:
            yield gettext("Begint: %(duty)s, door %(who)s (%(day)s).") % words
        elif was and old is not None and old.due != new.due:
            yield gettext("Nieuwe datum voor %(duty)s: %(day)s.") % words


def of(state: State, allowed: Allowed, now: datetime) -> Consequences:
    """The consequences of an act as far as they do not depend on the answers still to be given."""
    act = state.procedure.acts[allowed.act]
    choosing = {name for name, f in act.rule.fields.items() if f.kind not in TEXT_KINDS and f.required}
    letters = tuple(state.regulation.letters[name].label for name, _ in act.letters)
    closing = (gettext("De klacht wordt gesloten."),) if act.rule.closes else ()
    stopping = (gettext("De behandeling stopt."),) if act.rule.stops else ()
    if choosing:
        depends = gettext("Wat er verandert hangt af van wat u kiest; het staat daarna meteen bij ‘Nu te doen’.")
        return Consequences((*closing, *stopping, depends), letters)
    event = Event(state.seq + 1, allowed.act, act.rule.by[0], now, now, "", allowed.part)
    new = state.apply(event)
    before, after = ({(d.name, d.part): d for d in duties(s, now)} for s in (state, new))
    found = tuple(_changes(state, before, after))
    return Consequences((*closing, *stopping, *found) or (gettext("Dit komt in het verloop te staan."),), letters)
