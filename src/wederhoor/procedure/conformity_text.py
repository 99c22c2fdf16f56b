"""What the text of a regulation itself says, apart from what the software adds by law or by choice; for checks against the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from wederhoor.procedure.base import Rule
from wederhoor.procedure.checking import rules_of
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.model import Duty, Regulation, StartRule
from wederhoor.procedure.reading import Place

Result = Literal["good", "partly", "open", "missing", "wrong"]
RESULTS: tuple[Result, ...] = ("good", "partly", "open", "missing", "wrong")
"""From good to bad. `open`: it cannot be told from the file; somebody must say."""
Found = list[tuple[Place, Rule]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look found: the result, why, and the rules it looked at."""

    result: Result
    why: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Text:
    """A regulation under one law: the legal bases of care that this law governs there, and the law's articles."""

    regulation: Regulation
    law: str
    bases: tuple[str, ...]
    articles: dict[str, str]

    @cached_property
    def rules(self) -> Found:
        """Every rule, with its place."""
        return list(rules_of(self.regulation))

    def states(self, rule: Rule) -> bool:
        """Whether the text says this, and not only the law or the makers of the file."""
        return any(place.strip() in self.regulation.paragraphs for place in rule.source.split(";"))

    def carrying(self, article: str) -> Found:
        """The rules that carry an article of this law."""
        wanted = f"{self.law} {article}"
        return [(place, rule) for place, rule in self.rules if wanted in (a.strip() for a in rule.statute.split(";"))]

    def duties(self, article: str) -> list[tuple[Place, Duty]]:
        """The duties that carry an article and stand in the text."""
        return [(place, rule) for place, rule in self.carrying(article) if isinstance(rule, Duty) and self.states(rule)]

    def role(self, role: str) -> str:
        """Who is in this regulation what the law calls so; '' when nobody is."""
        return self.regulation.statute_roles.get(role, "")

    def part(self, label: str, found: Iterable[tuple[Place, Rule]]) -> Outcome:
        """Good when one of these rules stands in the text; else missing, and whether the software does it all the same."""
        rules = list(found)
        stated = tuple(place for place, rule in rules if self.states(rule))
        if stated:
            return Outcome("good", "", stated)
        if rules:
            why = f"{label}: staat niet in de tekst; de software doet het wel ({rules[0][1].source})"
            return Outcome("missing", why, (rules[0][0],))
        return Outcome("missing", f"{label}: staat niet in de tekst")


def start_facts(duty: Duty) -> StartRule:
    """From which facts a term runs."""
    return StartRule(any_of=(duty.from_,)) if isinstance(duty.from_, str) else duty.from_


def conditions_in(condition: Condition | None) -> Iterator[Condition]:
    """A condition and all those inside it."""
    if condition is not None:
        yield condition
        for inner in (*condition.any_, *condition.none):
            yield from conditions_in(inner)


def combined(outcomes: list[Outcome]) -> Outcome:
    """Several parts as one: wrong when one is, good when all are, and partly when something is there and something is not."""
    results = {outcome.result for outcome in outcomes}
    why = "; ".join(dict.fromkeys(o.why for o in outcomes if o.why))
    places = tuple(dict.fromkeys(place for outcome in outcomes for place in outcome.places))
    if len(results) == 1:
        return Outcome(outcomes[0].result, why, places)
    if "wrong" in results:
        return Outcome("wrong", why, places)
    if "good" not in results and "partly" not in results:
        return Outcome("missing", why, places)
    return Outcome("open" if results == {"good", "open"} else "partly", why, places)
