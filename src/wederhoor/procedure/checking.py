"""References and sense of a regulation: nothing points nowhere, every duty can be discharged, every role that owes exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wederhoor.procedure.base import OWN_CHOICE, Rule
from wederhoor.procedure.calendar import calendar
from wederhoor.procedure.checking_besides import (
    act_findings,
    given_values,
    organisation_findings,
    recurring,
    role_findings,
    theme_findings,
    word_findings,
)
from wederhoor.procedure.choices import choices_of, list_names, list_of, options_of
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.facts import fact_labels, slots
from wederhoor.procedure.model import Act, CaseTerm, Duty, FieldChoices, Regulation, StartRule
from wederhoor.procedure.nearest import did_you_mean
from wederhoor.procedure.reach import governed
from wederhoor.procedure.reading import Place, Problem, Read, dotted
from wederhoor.procedure.terms import TermError, parse_term

Finding = tuple[Place, str]
ALWAYS_THERE = frozenset({"complainant", "accused"})


class Checker:
    """One regulation under examination; each method yields what is wrong in its part."""

    def __init__(self, regulation: Regulation) -> None:
        self.r = regulation
        self.facts = set(fact_labels(regulation))
        self.roles = set(regulation.roles)
        asked = {name: self._codes(name) for act in regulation.acts.values() for name in act.sets}
        derived: dict[str, set[str] | None] = {"written": {"yes", "no"}, "scheme": set(regulation.schemes)}
        self.values = given_values(regulation) | asked | derived
        self.statutory = {name for name, d in regulation.duties.items() if d.source.startswith("Wet:")}

    def _codes(self, name: str) -> set[str] | None:
        found: set[str] = set()
        for act in self.r.acts.values():
            field = act.fields.get(name)
            if field is not None and name in act.sets:
                if field.choices is None:
                    return None
                found |= set(choices_of(self.r, field))
        return found

    def unknown(self, place: Place, kind: str, word: str, known: Iterable[str]) -> Iterator[Finding]:
        if word and word not in known:
            yield place, f"{word}: unknown {kind}; {did_you_mean(word, known)}"

    def all_unknown(self, place: Place, kind: str, words: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
        options = set(known)
        for word in words:
            yield from self.unknown(place, kind, word, options)

    def term(self, place: Place, text: str, also: tuple[str, ...] = ("none",)) -> Iterator[Finding]:
        if text and text not in also:
            try:
                parse_term(text)
            except TermError as error:
                yield place, str(error)

    def condition(self, place: Place, c: Condition | None) -> Iterator[Finding]:
        if c is None:
            return
        yield from self.all_unknown((*place, "after"), "fact", (*c.after, *c.after_any, *c.not_after), self.facts)
        for duty in (*c.in_term, *c.passed, *c.aim_passed, *c.window_open):
            yield from self.unknown(place, "duty", duty, self.r.duties)
        yield from self.all_unknown((*place, "consent"), "consent", c.consent, self.r.consents)
        for name, codes in {
            **({"route": c.route} if c.route else {}),
            **({"law": c.law} if c.law else {}),
            **c.is_,
            **c.is_not,
        }.items():
            yield from self.unknown((*place, "is"), "value", name, self.values)
            known = self.values.get(name)
            yield from self.all_unknown((*place, name), name, codes, known) if known is not None else ()
        for branch in (*c.any_, *c.none):
            yield from self.condition(place, branch)

    def act(self, name: str, act: Act) -> Iterator[Finding]:
        here: Place = ("acts", name)
        yield from self.all_unknown((*here, "by"), "role", act.by, self.roles)
        yield from self.condition((*here, "when"), act.when)
        yield from self.all_unknown((*here, "letters"), "letter", act.letters, self.r.letters)
        yield from self.all_unknown((*here, "sets"), "field", act.sets, act.fields)
        yield from self.all_unknown((*here, "toward"), "external body", act.toward, self.r.external_bodies)
        yield from self.all_unknown((*here, "undoes"), "fact", act.undoes, self.facts)
        for effect in act.brings_about:
            yield from self.all_unknown((*here, "brings_about"), "field", slots(effect.fact), act.fields)
            yield from self.unknown((*here, "brings_about"), "field", effect.dated, act.fields)
            yield from self.condition((*here, "brings_about"), effect.when)
        yield from self.extension(here, name, act)
        yield from self.fields(here, act)

    def extension(self, here: Place, name: str, act: Act) -> Iterator[Finding]:
        yield from self.unknown((*here, "extends"), "duty", act.extends, self.r.duties)
        if act.extends in self.r.duties and name not in self.r.duties[act.extends].extend:
            yield (
                (*here, "extends"),
                f"duty '{act.extends}' has no extend rule for act '{name}'; write one under duties › {act.extends} › extend",
            )

    def fields(self, here: Place, act: Act) -> Iterator[Finding]:
        for name, field in act.fields.items():
            place = (*here, "fields", name)
            named = field.choices.list_ if isinstance(field.choices, FieldChoices) else field.choices
            if isinstance(named, str):
                yield from self.unknown(place, "list", named.partition(" of ")[0], list_names(self.r))
                owners = self.roles if list_of(field) != "package" else set(self.r.external_bodies)
                yield from self.unknown(place, "role", named.partition(" of ")[2], owners)
            if isinstance(field.choices, FieldChoices):
                known = options_of(self.r, field.choices.list_) or ()
                yield from self.all_unknown(place, "option", field.choices.only, known)
            if field.kind in ("choice", "choices", "outcomes", "attendance") and not choices_of(self.r, field):
                yield (
                    place,
                    f"question '{name}' has no options: the list '{named}' is empty; fill it or set the question to null",
                )

    def duty(self, name: str, duty: Duty) -> Iterator[Finding]:
        here: Place = ("duties", name)
        yield from self.unknown((*here, "holder"), "role", duty.holder, self.roles | set(self.r.external_bodies))
        yield from self.all_unknown((*here, "owed_to"), "role", duty.owed_to, self.roles | set(self.r.external_bodies))
        yield from self.start(here, duty)
        yield from self.terms(here, duty)
        yield from self.condition((*here, "when"), duty.when)
        yield from self.condition((*here, "lapses_when"), duty.lapses_when)
        yield from self.all_unknown((*here, "aim_from"), "fact", duty.aim_from, self.facts)
        yield from recurring(here, duty)
        yield from self.met(here, name, duty)
        yield from self.extends(here, duty)
        profiles = calendar().profiles
        yield from self.unknown((*here, "working_days"), "profile of working days", duty.working_days, profiles)
        for stretch in duty.stands_still:
            yield from self.all_unknown((*here, "stands_still"), "fact", (stretch.from_, *stretch.until), self.facts)
        told = duty.when_passed.escalates_to if duty.when_passed else ""
        yield from self.unknown((*here, "when_passed"), "role", told, self.roles)

    def start(self, here: Place, duty: Duty) -> Iterator[Finding]:
        rule = StartRule(any_of=(duty.from_,)) if isinstance(duty.from_, str) else duty.from_
        if not (rule.any_of or rule.all_of or rule.latest or rule.end_of):
            yield (*here, "from"), "say from which fact the term runs: any_of, all_of, latest or end_of"
        yield from self.all_unknown((*here, "from"), "fact", (*rule.any_of, *rule.all_of, rule.latest), self.facts)
        yield from self.unknown((*here, "from"), "duty", rule.end_of, self.r.duties)

    def terms(self, here: Place, duty: Duty) -> Iterator[Finding]:
        cases = duty.within if isinstance(duty.within, tuple) else ()
        for case in cases:
            yield from self.term((*here, "within"), case.within)
            yield from self.condition((*here, "within"), case.when)
        if isinstance(duty.within, str):
            yield from self.term((*here, "within"), duty.within)
        if isinstance(duty.within, CaseTerm):
            yield from self.unknown((*here, "within"), "value", duty.within.set_by, self.values)
        yield from self.term((*here, "not_before"), duty.not_before)

    def met(self, here: Place, name: str, duty: Duty) -> Iterator[Finding]:
        yield from self.all_unknown((*here, "met_by"), "act", duty.met_by, self.facts)
        if not any(fact in self.facts for fact in duty.met_by):
            why = f"nothing can discharge duty '{name}': no act brings about {' or '.join(duty.met_by)}"
            yield (*here, "met_by"), why

    def extends(self, here: Place, duty: Duty) -> Iterator[Finding]:
        for act, rule in duty.extend.items():
            place = (*here, "extend", act)
            yield from self.unknown(place, "act", act, self.r.acts)
            if act in self.r.acts and not self.r.acts[act].extends:
                yield place, f"act '{act}' does not say which duty it extends; write 'extends: {here[1]}' there"
            if bool(rule.by) == bool(rule.field):
                yield place, "give either 'by' (a length, or 'regular term') or 'field' (the question that holds it)"
            if rule.field and act in self.r.acts:
                yield from self.unknown(place, "field", rule.field, self.r.acts[act].fields)
            for text in (rule.by, rule.at_most, rule.at_least, rule.total):
                yield from self.term(place, text, ("none", "regular term"))
            yield from self.all_unknown(place, "fact", rule.consent, self.facts)
            yield from self.condition(place, rule.when)

    def held(self) -> Iterator[Finding]:
        """A role that is nobody: neither acts nor owes nor is owed, nor stands anywhere."""
        used = {r for a in self.r.acts.values() for r in a.by} | {
            r for d in self.r.duties.values() for r in (d.holder, *d.owed_to)
        }
        used |= {r for lt in self.r.letters.values() for r in lt.to} | {
            role.substitute for role in self.r.roles.values()
        }
        used |= {r for rep in self.r.reports.values() for r in (rep.by, *rep.for_, *rep.discussed_with)} | {
            c.role for c in self.r.contact_points.values()
        }
        used |= {r for g in self.r.governance.values() for r in (g.by, *g.consent_of, *g.heard, *g.told)} | {
            r for m in self.r.meetings.values() for r in m.invited
        }
        used |= {d.when_passed.escalates_to for d in self.r.duties.values() if d.when_passed} | set(
            self.r.statute_roles.values()
        )
        for name in self.r.roles:
            if name not in used and name not in ALWAYS_THERE:
                yield (
                    ("roles", name),
                    f"role '{name}' is held by nobody that does, owes or receives anything; give it an act, a duty or a letter, or leave it out",
                )

    def sources(self) -> Iterator[Finding]:
        for place, rule in rules_of(self.r):
            text = rule.source
            if not (
                text == OWN_CHOICE
                or text.startswith("Wet:")
                or any(s.strip() in self.r.paragraphs for s in text.split(";"))
            ):
                why = f"'{text}' is no place listed under paragraphs; {did_you_mean(text, self.r.paragraphs)}"
                yield (*place, "source"), why

    def statutes(self) -> Iterator[Finding]:
        """An article of a law of which law/ knows nothing: then nobody knows how far it reaches."""
        for place, rule in rules_of(self.r):
            for article in filter(None, (a.strip() for a in rule.statute.split(";"))):
                yield from self.unknown((*place, "statute"), "law", article.split(" ")[0], governed())

    def lists(self) -> Iterator[Finding]:
        for name in (
            "schemes",
            "phases",
            "channels",
            "capacities",
            "laws",
            "routes",
            "outcomes",
            "admissibility",
            "letters",
        ):
            for code, option in getattr(self.r, name).items():
                yield from self.condition((name, code, "when"), option.when)
        for code, outcome in self.r.outcomes.items():
            yield from self.all_unknown(("outcomes", code, "by"), "role", outcome.by, self.roles)
        for code, letter in self.r.letters.items():
            yield from self.all_unknown(
                ("letters", code, "to"), "role", letter.to, {*self.roles, *self.r.external_bodies}
            )
        yield from self.all_unknown(("retention", "from"), "fact", (self.r.retention.from_,), self.facts)
        yield from self.term(("retention", "term"), self.r.retention.term)
        days = self.r.working_days if isinstance(self.r.working_days, str) else ""
        yield from self.unknown(("working_days",), "profile of working days", days, calendar().profiles)
        for role, mapped in self.r.statute_roles.items():
            yield from self.unknown(("statute_roles", role), "role", mapped, self.roles | set(self.r.external_bodies))

    def around(self) -> Iterator[Finding]:
        bodies, roles = set(self.r.external_bodies), self.roles | set(self.r.external_bodies)
        for name, contact in self.r.contact_points.items():
            yield from self.unknown(("contact_points", name, "body"), "external body", contact.body, bodies)
            yield from self.unknown(("contact_points", name, "role"), "role", contact.role, self.roles)
        for name, affiliation in self.r.affiliations.items():
            yield from self.unknown(("affiliations", name, "body"), "external body", affiliation.body, bodies)
        yield from organisation_findings(self, roles)
        for name, principle in self.r.inspection.items():
            yield from self.unknown(("inspection", name, "act"), "act", principle.act, self.r.acts)

    def procedure(self) -> Iterator[Finding]:
        if not any(act.opens for act in self.r.acts.values()):
            yield ("acts",), "no act opens a dossier; give one 'opens: yes' (the standard act 'receive' has it)"
        if not any(act.closes for act in self.r.acts.values()):
            yield ("acts",), "no act closes a dossier; give one 'closes: yes' (the standard act 'close' has it)"
        first = next(iter(self.r.phases.values()), None)
        if first is None or first.when is not None:
            yield ("phases",), "the first phase must hold always: leave out its 'when'"
        if self.r.until and self.r.until < self.r.in_force_from:
            yield ("until",), "this day lies before in_force_from"

    def all(self) -> Iterator[Finding]:
        for name, act in self.r.acts.items():
            yield from self.act(name, act)
            yield from act_findings(self, name, act)
        for name, duty in self.r.duties.items():
            yield from self.duty(name, duty)
        for findings in (
            role_findings(self),
            theme_findings(self),
            word_findings(self),
            self.held(),
            self.sources(),
            self.statutes(),
            self.lists(),
            self.around(),
            self.procedure(),
        ):
            yield from findings


def rules_of(regulation: Regulation) -> Iterator[tuple[Place, Rule]]:
    """Every rule that carries a source, with its place in the file."""
    for section in type(regulation).model_fields:
        value = getattr(regulation, section)
        if isinstance(value, Rule):
            yield (section,), value
        elif isinstance(value, dict):
            yield from ((place, rule) for place, rule in _in_dict((section,), value))


def _in_dict(place: Place, value: dict[str, object]) -> Iterator[tuple[Place, Rule]]:
    for name, rule in value.items():
        if isinstance(rule, dict):
            yield from _in_dict((*place, name), rule)
        elif isinstance(rule, Rule):
            yield (*place, name), rule
            if isinstance(rule, Duty):
                yield from (((*place, name, "extend", act), extension) for act, extension in rule.extend.items())


def check(regulation: Regulation, read: Read, file: str) -> list[Problem]:
    """Everything in a well-formed regulation that points nowhere or cannot work."""
    return [Problem(file, read.line(place), dotted(place), wrong) for place, wrong in Checker(regulation).all()]
