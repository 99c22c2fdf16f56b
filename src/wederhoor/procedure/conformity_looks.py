"""How a check looks at a regulation: a few kinds of look, each written in law/*.yaml with what it needs (docs/regulation-format.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from wederhoor.procedure.base import Strict
from wederhoor.procedure.conditions_model import Words
from wederhoor.procedure.conformity_terms import ExtensionLook, OnceLook, TermLook
from wederhoor.procedure.conformity_text import Found, Outcome, Text, conditions_in, start_facts
from wederhoor.procedure.conformity_wording import (
    ReferencesLook,
    RepealedLook,
    RetentionLook,
    StatedLook,
    WorkingDaysLook,
)
from wederhoor.procedure.facts import facts_of
from wederhoor.procedure.model import Act
from wederhoor.procedure.reading import Place
from wederhoor.procedure.roles import RoleKind

Groups = dict[str, Words]


class LawsLook(Strict):
    """The text names each law that this statute governs here."""

    look: Literal["laws"]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        for base in text.bases:
            rule = text.regulation.laws[base]
            stated = text.states(rule)
            yield Outcome(
                "good" if stated else "missing",
                "" if stated else f"de tekst noemt haar niet: {rule.label}",
                (("laws", base),),
            )


class ListedLook(Strict):
    """Of each group at least one code is in a list, from the text."""

    look: Literal["listed"]
    in_: Literal["capacities", "channels"] = Field(alias="in")
    groups: Groups

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        options = getattr(text.regulation, self.in_)
        for label, codes in self.groups.items():
            yield text.part(label, [((self.in_, code), options[code]) for code in codes if code in options])


class CarriedLook(Strict):
    """A rule of the text carries each of these articles (`statute:`)."""

    look: Literal["carried"]
    articles: Words

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        for article in self.articles:
            yield text.part(text.articles[article].rstrip("."), text.carrying(article))


class RoleLook(Strict):
    """Somebody in the text is what the law calls so (`statute_roles`), and does something."""

    look: Literal["role"]
    role: str
    label: str
    members: int = 0

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        code, regulation = text.role(self.role), text.regulation
        places = [(section, getattr(regulation, section).get(code)) for section in ("roles", "external_bodies")]
        found: Found = [((section, code), rule) for section, rule in places if rule is not None]
        yield text.part(self.label, found)
        if found and not any(code in act.by and text.states(act) for act in regulation.acts.values()):
            yield Outcome("missing", f"{found[0][1].label}: de tekst zegt niet wat die doet", (found[0][0],))  # type: ignore[attr-defined]  # roles and bodies have a label
        if found and self.members:
            yield self._members(text, code)

    def _members(self, text: Text, code: str) -> Outcome:
        role = text.regulation.roles.get(code)
        there = max(len(role.members), role.quorum or 0) if role else 0
        if not there:
            return Outcome("open", f"{self.label}: hoeveel leden zij heeft en wie voorzit, staat er niet")
        few = f"{self.label}: {there} leden; de wet vraagt er minstens {self.members}"
        return Outcome("good" if there >= self.members else "wrong", few * (there < self.members), (("roles", code),))


class LetterLook(Strict):
    """A letter of this template is in the text, and none of these parts may be empty in it."""

    look: Literal["letter"]
    template: str
    parts: dict[str, str]

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        letters = [
            (("letters", c), rule) for c, rule in text.regulation.letters.items() if rule.template == self.template
        ]
        stated = [(place, rule) for place, rule in letters if text.states(rule)]
        if not stated:
            yield text.part("de brief", [(place, rule) for place, rule in letters])
        for place, rule in stated:
            lacking = [label for part, label in self.parts.items() if part not in rule.must_contain]
            yield Outcome(
                "wrong" if lacking else "good",
                f"in de brief mag ontbreken: {', '.join(lacking)}" * bool(lacking),
                (place,),
            )


class BodyLook(Strict):
    """For the care under this law the text names one body of this kind, and the membership of it."""

    look: Literal["body"]
    kind: str
    label: str
    affiliated: bool = False

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        bodies = {code: body for code, body in text.regulation.external_bodies.items() if body.kind == self.kind}
        for base in text.bases:
            here = [(("external_bodies", c), b) for c, b in bodies.items() if not b.laws or base in b.laws]
            stated = [(place, body) for place, body in here if text.states(body)]
            if len(stated) > 1:
                names = " en ".join(body.label for _, body in stated)
                yield Outcome("wrong", f"meer dan één genoemd: {names}", tuple(place for place, _ in stated))
            else:
                yield text.part(f"{self.label} bij {text.regulation.laws[base].label}", here)
        joined = {affiliation.body for affiliation in text.regulation.affiliations.values()}
        if self.affiliated and bodies and not joined & set(bodies):
            yield Outcome("open", f"of de organisatie bij {self.label} is aangesloten, staat nergens")


class GroundsLook(Strict):
    """The act by which one goes on rests on a fact of each group, and the text itself brings that fact about."""

    look: Literal["grounds"]
    article: str
    act: str
    groups: Groups

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        acts = {
            place[1]: rule
            for place, rule in text.carrying(self.article)
            if isinstance(rule, Act) and place[0] == "acts"
        }
        acts |= {self.act: text.regulation.acts[self.act]} if self.act in text.regulation.acts else {}
        acts = {name: act for name, act in acts.items() if act.label and text.states(act)}
        if not acts:
            yield Outcome("missing", "de weg staat niet in de tekst")
            return
        rests = {f for act in acts.values() for c in conditions_in(act.when) for f in (*c.after, *c.after_any)}
        places: tuple[Place, ...] = tuple(("acts", name) for name in acts)
        for label, facts in self.groups.items():
            own = {fact for fact in facts if fact in rests and _from_the_text(text, fact)}
            yield Outcome("good", "", places) if own else Outcome("missing", f"{label}: staat niet in de tekst", places)


def _from_the_text(text: Text, fact: str) -> bool:
    """Whether an act, an option or a term that the text itself has brings this fact about."""
    regulation = text.regulation
    if any(text.states(act) and fact in facts_of(regulation, name, act) for name, act in regulation.acts.items()):
        return True
    if any(fact in getattr(o, "brings_about", ()) and text.states(o) for p, o in text.rules if p[0] != "acts"):
        return True
    passed = (duty.when_passed for duty in regulation.duties.values() if text.states(duty))
    return any(fact in (*then.opens, *then.at_aim) for then in passed if then)


class ToldLook(Strict):
    """The text has this role told of complaints as they come in; and gets a copy of a judgement that it does not give itself."""

    look: Literal["told"]
    role: str
    article: str
    template: str

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        code, regulation = text.role(self.role), text.regulation
        duties: Found = [
            (("duties", n), d) for n, d in regulation.duties.items()
            if code in d.owed_to and any(f.startswith(("received", "in writing")) for f in _starts(d))
        ]  # fmt: skip
        first = {name for act in regulation.acts.values() if act.opens for name in act.letters}
        letters = [(("letters", n), rule) for n, rule in regulation.letters.items() if n in first and code in rule.to]
        yield text.part("de zorgaanbieder hoort van een klacht die loopt", [*duties, *letters])
        if any(duty.holder != code for _, duty in text.duties(self.article)):
            copies = [
                (("letters", n), r)
                for n, r in regulation.letters.items()
                if r.template == self.template and code in r.to
            ]
            yield text.part("de zorgaanbieder krijgt het oordeel in afschrift", copies)


def _starts(duty: object) -> tuple[str, ...]:
    rule = start_facts(duty)  # type: ignore[arg-type]  # only duties come here
    return (*rule.any_of, *rule.all_of, rule.latest)


class HappensLook(Strict):
    """The text has an act for each group that brings one of its facts about, and asks consent first."""

    look: Literal["happens"]
    groups: Groups
    consent: bool = False

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        for label, facts in self.groups.items():
            acts = {n: a for n, a in text.regulation.acts.items() if {e.fact for e in a.brings_about} & set(facts)}
            careful = {n: a for n, a in acts.items() if a.when and a.when.consent and text.states(a)}
            stated = [name for name, act in acts.items() if text.states(act)]
            if self.consent and stated and not careful:
                yield Outcome("wrong", f"{label}: zonder toestemming van de klager", (("acts", stated[0]),))
            else:
                yield text.part(label, [(("acts", n), a) for n, a in (careful or acts).items()])


class ConsentOfLook(Strict):
    """The text has somebody of this kind consent to the regulation."""

    look: Literal["consent of"]
    kind: RoleKind
    label: str

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        kinds = {code for code, role in text.regulation.roles.items() if role.kind == self.kind}
        asked = {
            code: rule for code, rule in text.regulation.governance.items() if rule.consent_of and text.states(rule)
        }
        places: tuple[Place, ...] = tuple(("governance", code) for code in asked)
        if any(kinds & set(rule.consent_of) for rule in asked.values()):
            yield Outcome("good", "", places)
        elif asked:
            yield Outcome("wrong", f"anderen stemmen in, {self.label} niet", places)
        else:
            yield Outcome("open", f"de tekst zegt niet of {self.label} instemde")


class NeverLook(Strict):
    """Nothing that lets a complaint in or keeps it out depends on this value."""

    look: Literal["never"]
    value: str
    label: str

    def outcomes(self, text: Text) -> Iterator[Outcome]:
        r = text.regulation
        doors = [(("acts", n), a) for n, a in r.acts.items() if a.opens] + [
            ((section, code), option)
            for section in ("admissibility", "capacities", "channels") for code, option in getattr(r, section).items()
        ]  # fmt: skip
        shut = tuple(p for p, rule in doors if any(self.value in (*c.is_, *c.is_not) for c in conditions_in(rule.when)))
        yield Outcome("wrong", f"hangt af van: {self.label}", shut) if shut else Outcome("good")


Look = Annotated[
    LawsLook | ListedLook | CarriedLook | RoleLook | TermLook | ExtensionLook | OnceLook | LetterLook | BodyLook
    | GroundsLook | ToldLook | HappensLook | ConsentOfLook | NeverLook | RepealedLook | RetentionLook | WorkingDaysLook
    | ReferencesLook | StatedLook,
    Field(discriminator="look"),
]  # fmt: skip
