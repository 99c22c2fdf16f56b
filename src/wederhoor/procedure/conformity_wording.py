"""Looks of a check at the text itself: laws it cites, places it refers to, how long it keeps, which days it counts, what only words tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from wederhoor.procedure.base import Strict
from wederhoor.procedure.conditions_model import Words
from wederhoor.procedure.conformity_text import Outcome, Text
from wederhoor.procedure.model import WorkingDays


class Gone(Strict):
    """A law that is repealed: under which other words it is met, since when, and what came in its place."""

    also: Words = ()
    since: date
    now: str


class RepealedLook(Strict):
    """No paragraph cites a law that is repealed (`cites`, or in its words)."""

    look: Literal["repealed"]
    laws: dict[str, Gone]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        yield Outcome("good")
        until = text.regulation.until
        gone_by_then = {name: gone for name, gone in self.laws.items() if until is None or gone.since <= until}
        for place, paragraph in text.regulation.paragraphs.items():
            words = " ".join((paragraph.says, *paragraph.cites)).casefold()
            for name, gone in gone_by_then.items():
                if any(word.casefold() in words for word in (name, *gone.also)):
                    why = f"{place} noemt de {name}; vervallen op {gone.since:%d-%m-%Y}, nu de {gone.now}"
                    yield Outcome("wrong", why, (("paragraphs", place),))


class RetentionLook(Strict):
    """How long a dossier is kept, and from when."""

    look: Literal["retention"]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        rule, here = text.regulation.retention, ("retention",)
        if rule.term == "none" or not text.states(rule):
            yield Outcome("missing", "de tekst noemt geen bewaartermijn", (here,))
        else:
            yield Outcome("partly" if rule.doubt else "good", rule.doubt, (here,))


class WorkingDaysLook(Strict):
    """Where terms are counted in working days, the text says which days those are."""

    look: Literal["working days"]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        duties = text.regulation.duties.items()
        used = tuple(("duties", n) for n, d in duties if "workday" in str(d.within) and text.states(d))
        days = text.regulation.working_days
        told = isinstance(days, WorkingDays) and text.states(days)
        yield (
            Outcome("missing", "de tekst telt werkdagen en zegt niet welke dat zijn", used)
            if used and not told
            else Outcome("good")
        )


class ReferencesLook(Strict):
    """Every place to which a paragraph refers (`refers_to`) is there."""

    look: Literal["references"]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        paragraphs = text.regulation.paragraphs
        lost = [
            (p, place)
            for p, paragraph in paragraphs.items()
            for place in paragraph.refers_to
            if place not in paragraphs
        ]
        for paragraph, place in lost:
            yield Outcome("wrong", f"{paragraph} verwijst naar {place}; dat is er niet", (("paragraphs", paragraph),))
        if not lost:
            known = any(paragraph.refers_to for paragraph in paragraphs.values())
            yield (
                Outcome("good")
                if known
                else Outcome("open", "het bestand zegt niet waarheen de tekst verwijst (refers_to)")
            )


class StatedLook(Strict):
    """Only words can tell: who writes the regulation out says it under `conformity`."""

    look: Literal["stated"]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        yield Outcome("open", "het bestand zegt niet of de tekst dit regelt")
