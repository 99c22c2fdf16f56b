"""What an act will bring about, in words for the desk; `procedure/foreseen.py` finds it by doing the act in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from wederhoor.procedure.acts import Allowed
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Value
from wederhoor.procedure.foreseen import Change, Changes, foreseen
from wederhoor.procedure.saying import role_label, small


@dataclass(frozen=True, slots=True)
class Consequences:
    """Sentences that hold whatever is answered, and per answer of the first question what it brings about."""

    sentences: tuple[str, ...]
    asked: str = ""
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _sentence(state: State, change: Change) -> str:
    named, what = [role_label(state, role) for role in change.roles], change.label
    words = {
        "duty": what, "phase": what, "letter": what, "who": ", ".join(named), "to": ", ".join(map(small, named)),
        "day": date_format(change.day, "j F Y") if change.day else gettext("zonder datum"),
    }  # fmt: skip
    said = {
        "closed": gettext("De klacht wordt gesloten."),
        "reopened": gettext("De klacht wordt heropend."),
        "stopped": gettext("De behandeling stopt."),
        "phase": gettext("De fase wordt: %(phase)s."),
        "done": gettext("Klaar: %(duty)s."),
        "lapsed": gettext("Vervalt: %(duty)s."),
        "over": gettext("Geldt niet meer: %(duty)s."),
        "begins": gettext("Begint: %(duty)s, door %(who)s (%(day)s)."),
        "moved": gettext("Nieuwe datum voor %(duty)s: %(day)s."),
        "letter": gettext("Brief ‘%(letter)s’ voor: %(to)s."),
    }
    return said[change.kind] % words


def _sentences(state: State, changes: Changes, otherwise: str) -> tuple[str, ...]:
    return tuple(_sentence(state, change) for change in changes) or (otherwise,)


def of(state: State, allowed: Allowed, now: datetime, *, answers: Mapping[str, Value] | None = None) -> Consequences:
    """The consequences of an act: of these answers, or per answer to the question that decides while none are given."""
    found = foreseen(state, allowed, now, answers=answers)
    if found.unknown:
        return Consequences(
            (gettext("Wat er verandert hangt af van wat u invult. Bekijk het eerst, met de knop onderaan."),)
        )
    if not found.options:
        return Consequences(_sentences(state, found.changes, gettext("Dit komt in het verloop te staan.")))
    shared = tuple(_sentence(state, change) for change in found.changes)
    rows = tuple((label, _sentences(state, changes, gettext("Verder niets."))) for label, changes in found.options)
    return Consequences(shared, found.asked, rows)
