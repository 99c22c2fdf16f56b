"""A regulation made ready to execute: conditions as functions, labels and lists looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wederhoor.procedure.besides import special
from wederhoor.procedure.calendar import Profile, profile
from wederhoor.procedure.choices import brings, choices_of, holding, list_of, options_of
from wederhoor.procedure.conditions import Clause, Words, compiled
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.facts import PROVISIONAL, fact_labels, facts_of, slots
from wederhoor.procedure.model import (
    Act,
    Channel,
    Duty,
    Ground,
    Option,
    Outcome,
    Reads,
    Regulation,
    StartRule,
    WorkingDays,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing one option brings about and sets."""

    facts: tuple[str, ...]
    sets: Mapping[str, str]
    when: Clause | None = None
    by: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadyEffect:
    """A fact of an act with its condition, and what it sets."""

    fact: str
    plain: bool
    when: Clause | None
    dated: str
    sets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadyAct:
    """An act with everything worked out that does not depend on the dossier."""

    name: str
    rule: Act
    when: Clause
    effects: tuple[ReadyEffect, ...]
    choices: Mapping[str, Mapping[str, str]]
    chosen: Mapping[str, Mapping[str, Choice]]
    letters: tuple[tuple[str, Clause], ...]
    place: str
    belongs: str
    special: bool
    consents: tuple[str, ...]
    names_roles: tuple[str, ...]
    guarded: bool
    careful: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class ReadyDuty:
    """A duty with its conditions as functions."""

    name: str
    rule: Duty
    when: Clause
    scope: Clause
    lapses_when: Clause | None
    terms: tuple[tuple[str, Clause], ...]
    start: StartRule
    profile: Profile
    survives_closing: bool
    extend_when: Mapping[str, Clause]


def _scope(when: Condition | None) -> Condition | None:
    """The part of a condition about law, kind and the like: outside it a duty is not applicable, even when its act was done.

    The route is left out: it may change on the way, and what was done before stays done.
    """
    if when is None:
        return None
    wanted, unwanted = ({n: c for n, c in values.items() if n != "route"} for values in (when.is_, when.is_not))
    return Condition(is_=wanted, is_not=unwanted, law=when.law)


def _names_talks(act: Act) -> bool:
    return any(field.kind in ("planned", "attendance") for field in act.fields.values())


def _start(duty: Duty) -> StartRule:
    return StartRule(any_of=(duty.from_,)) if isinstance(duty.from_, str) else duty.from_


class Procedure:
    """A regulation ready to run. Make it with `procedure_of`, which keeps one per regulation."""

    def __init__(self, regulation: Regulation) -> None:
        self.regulation = regulation
        self.words = self._words()
        self.profile = self._profile(regulation.working_days)
        self.acts = {name: self._act(name, act) for name, act in regulation.acts.items()}
        self.duties = {name: self._duty(name, duty) for name, duty in regulation.duties.items()}
        self.phases = tuple((name, compiled(phase.when, self.words)) for name, phase in regulation.phases.items())
        self.schemes = tuple((n, compiled(s.when, self.words)) for n, s in regulation.schemes.items() if s.when)
        self.openers = self._openers()
        self.kept_out = {name: compiled(r.kept_out, self.words) for name, r in regulation.roles.items() if r.kept_out}
        self.reads = {name: self._reads(role.reads) for name, role in regulation.roles.items() if role.reads}
        self.extenders = {name: act.rule.extends for name, act in self.acts.items() if act.rule.extends}

    def _words(self) -> Words:
        r = self.regulation
        duties = {name: duty.label for name, duty in r.duties.items()}
        consents = {name: option.label for name, option in r.consents.items()}
        return Words(fact_labels(r), duties, self._value_labels(), consents, self._asking(), r.not_yet)

    def _asking(self) -> dict[str, str]:
        """Consent -> the act that records it, so that a refusal says how to get it."""
        found: dict[str, str] = {}
        for act in self.regulation.acts.values():
            if act.consents in act.fields:
                steps = choices_of(self.regulation, act.fields[act.consents])
                found.update({step: act.label for step in steps if step not in found})
        return found

    def _value_labels(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {
            ("written", ""): "schriftelijk",
            ("law", ""): "wet",
            ("scheme", ""): "regeling",
        }
        for code, scheme in self.regulation.schemes.items():
            found["scheme", code] = scheme.label
        for act in self.regulation.acts.values():
            for name in act.sets:
                if name in act.fields:
                    found.setdefault((name, ""), act.fields[name].label)
                    found.update(
                        {(name, code): label for code, label in choices_of(self.regulation, act.fields[name]).items()}
                    )
        return found

    def _profile(self, given: str | WorkingDays) -> Profile:
        if isinstance(given, str):
            return profile(given)
        name = f"{self.regulation.provider} {self.regulation.version}"
        return Profile.make(name, given.weekdays, given.not_counting, given.decree_days)

    def _act(self, name: str, act: Act) -> ReadyAct:
        effects = tuple(
            ReadyEffect(e.fact, not slots(e.fact), compiled(e.when, self.words) if e.when else None, e.dated, e.sets)
            for e in act.brings_about
        )
        choices = {field: choices_of(self.regulation, f) for field, f in act.fields.items() if f.choices is not None}
        letters = tuple((letter, compiled(self.regulation.letters[letter].when, self.words)) for letter in act.letters)
        place = f"{act.source} ({act.statute})" if act.statute else act.source
        belongs = f"dit is aan: {' of '.join(self.regulation.roles[role].label for role in act.by)}"
        when, chosen = compiled(act.when, self.words), self._chosen(act)
        return ReadyAct(
            name, act, when, effects, choices, chosen, letters, place, belongs, special(act),
            act.when.consent if act.when else (), tuple(n for n, f in act.fields.items() if list_of(f) == "roles"),
            bool(act.tells or act.holds or act.releases or act.cancels or act.hands_over in self.regulation.external_bodies),
            bool(act.adds_to or act.speaks_for or act.hands_over or any(list_of(f) == "roles" for f in act.fields.values())),
            bool(act.voting or act.hands_over or _names_talks(act) or (act.when and act.when.consent)),
        )  # fmt: skip

    def _chosen(self, act: Act) -> dict[str, dict[str, Choice]]:
        found: dict[str, dict[str, Choice]] = {}
        for name, field in act.fields.items():
            options = options_of(self.regulation, list_of(field))
            chosen = {code: self._choice(o) for code, o in (options or {}).items() if isinstance(o, Option)}
            found.update({name: chosen} if any(c.facts or c.sets or c.when or c.by for c in chosen.values()) else {})
        return found

    def _choice(self, option: Option) -> Choice:
        facts, sets = option.brings_about, option.sets
        if isinstance(option, Channel):
            facts = (*facts, "in writing") if option.written else facts
            sets = {**sets, "written": "yes" if option.written else "no"}
        if isinstance(option, Ground) and option.provisional:
            facts = (*facts, PROVISIONAL)
        by = option.by if isinstance(option, Outcome) else option.decided_by if isinstance(option, Ground) else ()
        when = compiled(option.when, self.words) if option.when else None
        return Choice(tuple(facts), dict(sets), when, by, option.source)

    def _duty(self, name: str, duty: Duty) -> ReadyDuty:
        terms = [(duty.within, None)] if isinstance(duty.within, str) else []
        cases = [(case.within, case.when) for case in duty.within] if isinstance(duty.within, tuple) else terms
        survives = bool(self.late_facts & set(duty.met_by))
        return ReadyDuty(
            name, duty, compiled(duty.when, self.words), compiled(_scope(duty.when), self.words),
            compiled(duty.lapses_when, self.words) if duty.lapses_when else None,
            tuple((within, compiled(when, self.words)) for within, when in cases), _start(duty),
            self._profile(duty.working_days) if duty.working_days else self.profile, survives,
            {act: compiled(rule.when, self.words) for act, rule in duty.extend.items()},
        )  # fmt: skip

    def _reads(self, reads: Reads) -> tuple[Clause, Clause]:
        return compiled(reads.complaint, self.words), compiled(reads.papers, self.words)

    def _openers(self) -> dict[str, tuple[tuple[str, bool], ...]]:
        """Fact -> the duties that open it, and whether at their strictest date already."""
        found: dict[str, tuple[tuple[str, bool], ...]] = {}
        for name, duty in self.regulation.duties.items():
            passed = duty.when_passed
            opened = [(f, False) for f in passed.opens] + [(f, True) for f in passed.at_aim] if passed else []
            for fact, aim in opened:
                found[fact] = (*found.get(fact, ()), (name, aim))
        return found

    @cached_property
    def holding(self) -> Mapping[str, int]:
        """The roles that can have the dossier, with 0 for who goes before the others."""
        along = (name for name, duty in self.regulation.duties.items() if duty.goes_along)
        return holding(self.regulation, {role for name in along for role in self.able[name]})

    @cached_property
    def facts(self) -> dict[str, frozenset[str]]:
        """Act -> the act itself and every fact it can bring about."""
        return {name: frozenset(facts_of(self.regulation, name, act)) for name, act in self.regulation.acts.items()}

    @cached_property
    def dischargers(self) -> dict[str, tuple[str, ...]]:
        """Duty -> the acts that discharge it, in the order of the regulation."""
        duties = self.regulation.duties.items()
        return {d: tuple(n for n, facts in self.facts.items() if facts & set(duty.met_by)) for d, duty in duties}

    @cached_property
    def able(self) -> dict[str, tuple[str, ...]]:
        """Duty -> the roles with an act in the dossier that discharges it: who handles complaints first, then who works within."""
        roles, acts = self.regulation.roles, self.regulation.acts
        found = {
            d: dict.fromkeys(r for n in names if not acts[n].opens for r in acts[n].by)
            for d, names in self.dischargers.items()
        }

        def order(role: str) -> tuple[bool, bool]:
            return role not in roles or roles[role].kind != "handler", role not in roles or roles[role].external

        return {duty: tuple(sorted(able, key=order)) for duty, able in found.items()}

    @cached_property
    def giving(self) -> frozenset[str]:
        """Acts by which a role may get the dossier: it is given to somebody, or an answer brings it there."""
        return frozenset(n for n, act in self.regulation.acts.items() if act.assigns or brings(self.regulation, act))

    @cached_property
    def ending(self) -> dict[str, frozenset[str]]:
        """Act -> the roles that do it and by it end what they were doing: it undoes what acts of that role bring about."""
        acts, known = self.regulation.acts, set(self.regulation.facts)

        def doing(role: str) -> set[str]:
            return {fact for name, act in acts.items() if role in act.by for fact in self.facts[name]}

        undone = {name: known & set(act.undoes) for name, act in acts.items()}
        return {name: frozenset(r for r in act.by if undone[name] & doing(r)) for name, act in acts.items()}

    @cached_property
    def late_facts(self) -> frozenset[str]:
        """Facts that can still come about after closing."""
        acts = self.regulation.acts
        return frozenset(f for name, act in acts.items() if act.after_closing for f in self.facts[name])

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Roles that may record the complainant's own acts in the complainant's name."""
        return frozenset(name for name, role in self.regulation.roles.items() if role.speaks_for_complainant)


_ready: dict[int, tuple[Regulation, Procedure]] = {}


def procedure_of(regulation: Regulation) -> Procedure:
    """The regulation made ready; the same object for the same (frozen) regulation."""
    found = _ready.get(id(regulation))
    if found is None or found[0] is not regulation:
        found = _ready[id(regulation)] = (regulation, Procedure(regulation))
    return found[1]
