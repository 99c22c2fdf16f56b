"""A regulation against the statutes: per law, what each check of law/*.yaml finds in the text, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from wederhoor.procedure.base import Rule, Strict
from wederhoor.procedure.conformity_data import EVERY, Checks, checks_of_laws
from wederhoor.procedure.conformity_looks import Look
from wederhoor.procedure.conformity_text import RESULTS, Outcome, Result, Text, combined
from wederhoor.procedure.loading import problems_of
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.reading import Place, Read, dotted, read_yaml
from wederhoor.procedure.surroundings import Said

ANSWERS: dict[str, Result] = {"stated": "good", "partly": "partly", "missing": "missing", "wrong": "wrong"}


class Check(Strict):
    """One question to a regulation, as law/*.yaml writes it."""

    id: str = Field(pattern=r"^CHK-\d\d$")
    asks: str
    article: str = ""
    level: Literal["must", "should"]
    looks: tuple[Look, ...] = Field(min_length=1)
    do: str
    who: str
    silent: str = Field("", description="Zwijgen is goed, en wat er dan geldt.")


@dataclass(frozen=True, slots=True)
class Quote:
    """A place of the regulation that was looked at: where in the file, and what the text says there."""

    path: str
    line: int | None
    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one check under one law."""

    check: str
    word: str
    law: str
    asks: str
    article: str
    level: Literal["must", "should"]
    result: Result
    why: str
    do: str
    who: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class LawFindings:
    """What a law asks of this regulation, for which care, and how that stands; no law means: of every regulation."""

    law: str
    name: str
    bases: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def to_mend(self) -> tuple[Finding, ...]:
        """Everything that is not good."""
        return tuple(finding for finding in self.findings if finding.result != "good")


@lru_cache(maxsize=1)
def _checks() -> tuple[tuple[Checks, dict[str, Check]], ...]:
    return tuple(
        (law, {word: Check.model_validate(raw) for word, raw in law.checks.items()}) for law in checks_of_laws()
    )


def _bases(regulation: Regulation, law: Checks) -> tuple[str, ...]:
    """The legal bases of care under which this law holds here: of itself, or because the regulation says that it follows it."""
    return tuple(code for code, rule in regulation.laws.items() if code in law.governs or law.law in rule.follows)


def conformity(regulation: Regulation, read: Read | None = None) -> tuple[LawFindings, ...]:
    """Every check, per law under which the provider works. With the file as it was read, each place has its line."""
    found = []
    for law, checks in _checks():
        bases = tuple(regulation.laws) if law.law == EVERY else _bases(regulation, law)
        if bases:
            text = Text(regulation, law.law, bases, law.articles)
            findings = tuple(_finding(text, word, check, read) for word, check in checks.items())
            found.append(LawFindings(law.law, law.name, bases, findings))
    return tuple(found)


def conformity_of(path: Path) -> tuple[LawFindings, ...]:
    """Every check on a regulation file, each place with its line; nothing when the file cannot be read as a regulation."""
    regulation, _ = problems_of(path)
    return conformity(regulation, read_yaml(path)) if regulation else ()


def _finding(text: Text, word: str, check: Check, read: Read | None) -> Finding:
    outcome = combined([found for look in check.looks for found in look.outcomes(text)])
    if check.silent and outcome.result == "missing":
        outcome = Outcome("good", check.silent, outcome.places)
    said = text.regulation.conformity.get(word)
    quotes = list(_quotes(text.regulation, outcome.places, read))
    if said:
        outcome = _with_answer(outcome, said)
        quotes += _said_where(text.regulation, word, said, read)
    return Finding(
        check.id, word, text.law, check.asks, check.article, check.level, outcome.result, outcome.why, check.do,
        check.who if outcome.result == "open" else "", tuple(dict.fromkeys(quotes)),
    )  # fmt: skip


def _with_answer(found: Outcome, said: Said) -> Outcome:
    """The answer of who wrote the file out tells what the file cannot, and may be stricter than it; never milder."""
    answer = ANSWERS[said.answer]
    if found.result == "open":
        return Outcome(answer, said.note, found.places)
    if found.result == "missing" and answer == "good":
        return Outcome("partly", "de tekst zegt het, maar geen regel in dit bestand voert het uit", found.places)
    if RESULTS.index(answer) > RESULTS.index(found.result):
        return Outcome(answer, said.note, found.places)
    return Outcome(found.result, "; ".join(filter(None, [found.why, said.note])), found.places)


def _quotes(regulation: Regulation, places: tuple[Place, ...], read: Read | None) -> Iterator[Quote]:
    """Where it stands; of several rules from the same place in the text the first."""
    seen: set[str] = set()
    for place in places:
        line = read.lines.get(place) if read else None
        source = str(place[1]) if place[0] == "paragraphs" else _rule_at(regulation, place).source
        if source not in seen:
            yield Quote(dotted(place), line, source, _says(regulation, source))
        seen.add(source)


def _rule_at(regulation: Regulation, place: Place) -> Rule:
    found: object = getattr(regulation, str(place[0]))
    for step in place[1:]:
        found = found[step] if isinstance(found, dict) else getattr(found, str(step))
    if not isinstance(found, Rule):
        raise TypeError(f"{dotted(place)} is no rule with a source")
    return found


def _says(regulation: Regulation, source: str) -> str:
    named = (place.strip() for place in source.split(";"))
    return " ".join(regulation.paragraphs[place].says for place in named if place in regulation.paragraphs)


def _said_where(regulation: Regulation, word: str, said: Said, read: Read | None) -> list[Quote]:
    line = read.lines.get(("conformity", word)) if read else None
    return [Quote(f"conformity › {word}", line, said.source, _says(regulation, said.source))] if said.source else []
