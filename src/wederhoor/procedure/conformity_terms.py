"""Looks of a check at a term: how long, from when, how it is extended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from wederhoor.procedure.base import Strict
from wederhoor.procedure.conditions_model import Words
from wederhoor.procedure.conformity_text import Outcome, Text, start_facts
from wederhoor.procedure.facts import fact_labels
from wederhoor.procedure.model import Duty, ExtendRule
from wederhoor.procedure.reading import Place
from wederhoor.procedure.term_syntax import days_in, longer, parse_term
from wederhoor.procedure.term_words import term_words


def _words(term: str) -> str:
    return term_words(parse_term(term), "nl")


def _terms(duty: Duty, bases: tuple[str, ...]) -> list[str]:
    """The terms of a duty for the care under the law: by case those for its bases, else those for any."""
    if isinstance(duty.within, str):
        return [duty.within]
    if not isinstance(duty.within, tuple):
        return []
    here = [case.within for case in duty.within if case.when and set(case.when.law) & set(bases)]
    return here or [case.within for case in duty.within]


class TermLook(Strict):
    """The duties that carry the article: none longer than the law gives, none counted from a later moment."""

    look: Literal["term"]
    article: str
    label: str
    at_most: str = ""
    from_: Words = Field((), alias="from")

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        duties = text.duties(self.article)
        if not duties:
            yield text.part(
                self.label, [(p, rule) for p, rule in text.carrying(self.article) if isinstance(rule, Duty)]
            )
        for place, duty in duties:
            yield from self._term(text, place, duty)
            yield from self._start(text, place, duty)
            if duty.doubt:
                yield Outcome("partly", duty.doubt, (place,))

    def _term(self, text: Text, place: Place, duty: Duty) -> Iterator[Outcome]:
        for term in _terms(duty, text.bases):
            if days_in(term) is None:
                yield Outcome("missing", f"{self.label}: de tekst noemt geen termijn", (place,))
            elif self.at_most and longer(term, self.at_most):
                why = f"{self.label}: {_words(term)}; de wet geeft hoogstens {_words(self.at_most)}"
                yield Outcome("wrong", why, (place,))
            else:
                yield Outcome("good", "", (place,))

    def _start(self, text: Text, place: Place, duty: Duty) -> Iterator[Outcome]:
        """Who counts from a receipt by somebody in particular is near; who waits for more than that counts too late."""
        rule = start_facts(duty)
        if not self.from_ or set(rule.any_of) & set(self.from_):
            return
        later = [fact for fact in (*rule.any_of, *rule.all_of, rule.latest) if fact and fact not in self.from_]
        if later or rule.end_of:
            labels = fact_labels(text.regulation)
            near = all(fact.startswith("received") for fact in later) and not rule.end_of
            why = f"telt vanaf: {', '.join(labels.get(fact, fact) for fact in later) or rule.end_of}; de wet telt vanaf het indienen"
            yield Outcome("partly" if near else "wrong", why, (place,))


def _extensions(text: Text, article: str) -> list[tuple[Place, ExtendRule]]:
    found = text.carrying(article)
    return [(place, rule) for place, rule in found if isinstance(rule, ExtendRule) and text.states(rule)]


class ExtensionLook(Strict):
    """Each extension that carries the article is no longer than the law gives, and is told by letter with the new day."""

    look: Literal["extension"]
    article: str
    at_most: str
    total: str
    template: str
    part: str

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        found = _extensions(text, self.article)
        if not found:
            yield Outcome("missing", "de tekst zwijgt over verlengen")
        for place, rule in found:
            yield Outcome("good", "", (place,))
            for term, most in ((rule.by or rule.at_most, self.at_most), (rule.total, self.total)):
                if term and longer(term, most):
                    yield Outcome(
                        "wrong", f"verlengt met {_words(term)}; de wet geeft hoogstens {_words(most)}", (place,)
                    )
            if not self._told(text, str(place[-1])):
                yield Outcome("wrong", "er volgt geen brief met de nieuwe datum", (place,))

    def _told(self, text: Text, act: str) -> bool:
        letters = text.regulation.letters
        return any(
            letters[name].template == self.template and self.part in letters[name].must_contain
            for name in text.regulation.acts[act].letters
        )


class OnceLook(Strict):
    """The text lets a term move once by this article; beyond that only with the consent of somebody, and not as law."""

    look: Literal["once"]
    article: str
    of: str

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        yield Outcome("good")
        for place, duty in text.duties(self.of):
            stated = {act: rule for act, rule in duty.extend.items() if text.states(rule)}
            claims = [r for r in stated.values() if f"{text.law} {self.article}" in r.statute]
            if len(claims) > 1 or any(rule.times != 1 for rule in claims):
                yield Outcome("wrong", "de tekst verlengt vaker dan één keer op grond van de wet", (place,))
            if any(rule not in claims and not rule.consent for rule in stated.values()):
                yield Outcome("wrong", "de tekst verlengt nog eens, zonder dat iemand daarmee instemt", (place,))
