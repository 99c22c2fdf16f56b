"""Which facts an act can bring about, and the sentence of each: worked out once per regulation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import Act, Regulation

_SLOT = re.compile(r"\{([^}]+)\}")


def slots(fact: str) -> list[str]:
    """The field names in a fact like 'heard {party}'."""
    return _SLOT.findall(fact)


def fill(fact: str, values: Mapping[str, object]) -> str:
    """'heard {party}' with the values of an event; a missing value leaves an empty word."""
    return _SLOT.sub(lambda m: str(values.get(m[1], "")), fact) if "{" in fact else fact


def _expanded(regulation: Regulation, act: Act, fact: str) -> Iterator[tuple[str, str]]:
    names = slots(fact)
    lists = [choices_of(regulation, act.fields[n]) if n in act.fields else {} for n in names]
    for combination in product(*(sorted(c) for c in lists)):
        chosen = dict(zip(names, combination, strict=True))
        words = ", ".join(c[code] for c, code in zip(lists, combination, strict=True))
        yield fill(fact, chosen), f"{act.done} ({words})" if words else act.done


def facts_of(regulation: Regulation, name: str, act: Act) -> set[str]:
    """The act itself and every fact it can bring about."""
    return {name, *(fact for e in act.brings_about for fact, _ in _expanded(regulation, act, e.fact))}


PROVISIONAL = "decided provisionally"
"""What a decision on a provisional ground brings about, so that confirming it can be owed."""


def _option_facts(regulation: Regulation) -> Iterator[tuple[str, str]]:
    for name in (
        "channels",
        "capacities",
        "laws",
        "kinds",
        "schemes",
        "routes",
        "steps",
        "consents",
        "hopes",
        "admissibility",
        "outcomes",
    ):
        for option in getattr(regulation, name).values():
            yield from ((fact, option.label) for fact in option.brings_about)
    for options in regulation.lists.values():
        for option in options.values():
            yield from ((fact, option.label) for fact in option.brings_about)
    if any(ground.provisional for ground in regulation.admissibility.values()):
        yield PROVISIONAL, "voorlopige beslissing genomen"
    if any(channel.written for channel in regulation.channels.values()):
        yield "in writing", "klacht op schrift"


def fact_labels(regulation: Regulation) -> dict[str, str]:
    """Every fact that can come about under this regulation, with a Dutch sentence for it."""
    found: dict[str, str] = {}
    for name, act in regulation.acts.items():
        found.setdefault(name, act.done)
        for effect in act.brings_about:
            for fact, label in _expanded(regulation, act, effect.fact):
                found.setdefault(fact, label)
    for fact, label in _option_facts(regulation):
        found.setdefault(fact, label)
    for duty in regulation.duties.values():
        for fact in duty.when_passed.opens if duty.when_passed else ():
            found.setdefault(fact, f"termijn voorbij: {duty.label}")
        for fact in duty.when_passed.at_aim if duty.when_passed else ():
            found.setdefault(fact, f"strengste datum voorbij: {duty.label}")
    return {fact: regulation.facts.get(fact, label) for fact, label in found.items()}
