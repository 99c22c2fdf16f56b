"""What a regulation promises who complains: what, by whom, within what term, counted from when; with an example for today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from wederhoor.procedure.compiled import Procedure, procedure_of
from wederhoor.procedure.having import first_holder
from wederhoor.procedure.model import CaseTerm, Duty, Regulation, StartRule
from wederhoor.procedure.term_syntax import parse_term
from wederhoor.procedure.term_words import Language, is_aim, term_words
from wederhoor.procedure.terms import count, local_date

NONE = "none"
RECEIVED = frozenset({"received", "in writing"})
"""A complaint through the site is there, and on paper, the moment it is sent."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that is owed to the complainant; ``day`` and ``why`` when the complaint is made on a given day."""

    code: str
    label: str
    who: str
    term: str
    starts: tuple[str, ...]
    when: str
    source: str
    statute: str
    decides: bool
    met_by: tuple[str, ...]
    all_of: bool = False
    """Whether the term counts from the last of several starts; else from whichever comes first."""
    day: date | None = None
    why: tuple[str, ...] = ()


def language() -> Language:
    """The language of the page."""
    return "en" if get_language() == "en" else "nl"


def promises(text: Regulation, today: date | None = None) -> list[Promise]:
    """What is owed to who complains, in the order of the regulation. ``text`` is the published regulation itself."""
    ready = procedure_of(text)
    return [_promise(ready, code, duty, today) for code, duty in text.duties.items() if _owed(duty)]


def _owed(duty: Duty) -> bool:
    return "complainant" in duty.owed_to and not duty.external and not duty.internal


def of_regulation(found: Iterable[Promise]) -> list[Promise]:
    """Those with a term that the regulation itself promises: the statute's own are told apart."""
    return [promise for promise in found if promise.term and not promise.source.startswith("Wet:")]


def named(rules: Regulation, code: str) -> str:
    """The name of who owes or reads something: a role, or a body outside."""
    found = rules.roles.get(code) or rules.external_bodies.get(code)
    return found.label if found else code


def starts(rules: Regulation, code: str) -> tuple[str, ...]:
    """From what the term of a duty counts, each said once."""
    ready = procedure_of(rules)
    return tuple(dict.fromkeys(ready.words.facts.get(fact, fact) for fact in _began(ready.duties[code].start)))


def _began(start: StartRule) -> tuple[str, ...]:
    return start.all_of or start.any_of or ((start.latest,) if start.latest else ())


def owing(rules: Regulation, code: str) -> str:
    """The name of who owes this of a new complaint: the same as its dossier will say."""
    ready = procedure_of(rules)
    return named(rules, first_holder(ready, ready.duties[code]))


def _promise(ready: Procedure, code: str, duty: Duty, today: date | None) -> Promise:
    rules, start = ready.regulation, ready.duties[code].start
    names = _began(start)
    began = (rules.duties[start.end_of].label,) if start.end_of else starts(rules, code)
    day, why = _example(ready, code, duty, today) if today and names and set(names) <= RECEIVED else (None, ())
    return Promise(
        code, duty.label, owing(rules, code), term_in_words(duty), began, _when(rules, duty), duty.source,
        duty.statute, duty.decides, duty.met_by, bool(start.all_of), day, why,
    )  # fmt: skip


def _when(rules: Regulation, duty: Duty) -> str:
    """For which laws and ways it holds, when not for all."""
    if duty.when is None:
        return ""
    laws = [rules.laws[law].label for law in duty.when.law if law in rules.laws]
    ways = [rules.routes[way].label for way in duty.when.is_.get("route", ()) if way in rules.routes]
    schemes = [rules.schemes[code].label for code in duty.when.is_.get("scheme", ()) if code in rules.schemes]
    return ", ".join((*laws, *ways, *schemes))


def _example(ready: Procedure, code: str, duty: Duty, today: date) -> tuple[date | None, tuple[str, ...]]:
    """The last day when the complaint is sent today, with the steps to it."""
    written = _written(duty)
    if len(written) != 1 or written[0] == NONE:
        return None, ()
    counted = count(
        parse_term(written[0]), today, profile=ready.duties[code].profile, statutory=bool(duty.statute),
        language=language(),
    )  # fmt: skip
    return local_date(counted.due), tuple(step for step in counted.steps if not is_aim(step))


def term_in_words(duty: Duty) -> str:
    """'binnen 5 werkdagen'; '' when the rule gives no date or it depends on the case."""
    found = dict.fromkeys(_within(term) for term in _written(duty) if term != NONE)
    return gettext(" of ").join(found)


def _written(duty: Duty) -> list[str]:
    if isinstance(duty.within, str):
        return [duty.within]
    return [] if isinstance(duty.within, CaseTerm) else [case.within for case in duty.within]


def _within(text: str) -> str:
    term = parse_term(text)
    words = term_words(term, language())
    return words if term.unit == "before" or not term.amount else gettext("binnen %s") % words


def term_words_of(text: str) -> str:
    """'2 jaar'."""
    return term_words(parse_term(text), language())
