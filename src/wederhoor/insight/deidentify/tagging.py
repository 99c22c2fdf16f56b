"""What stands in the place of a finding: the same person has the same tag throughout. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.known import Person, alike
from wederhoor.insight.deidentify.tokens import tokens
from wederhoor.insight.deidentify.vocabulary import PREFIXES

TAGS = {
    Kind.BSN: "[bsn]", Kind.TELEPHONE: "[telefoonnummer]", Kind.MAIL: "[e-mailadres]", Kind.ADDRESS: "[adres]",
    Kind.BIRTH: "[geboortedatum]", Kind.IBAN: "[rekeningnummer]", Kind.NUMBER: "[nummer]", Kind.PLATE: "[kenteken]",
    Kind.WEB: "[internetadres]", Kind.ROOM: "[kamer]", Kind.PLACE: "[locatie]",
}  # fmt: skip
AGE = "[leeftijd]"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text as it was, what was found in it, and the text with the tags."""

    text: str
    findings: tuple[Finding, ...]
    proposed: str


def tagged(text: str, found: list[Finding], known: list[Person]) -> list[Finding]:
    """The findings with their tags; persons are numbered as they come in the text."""
    persons = [set(person.parts) for person in known if person.known.kind is Kind.NAME]
    numbers: dict[int, int] = {}
    return [replace(one, tag=_tag(text, one, persons, numbers)) for one in found]


def _tag(text: str, one: Finding, persons: list[set[str]], numbers: dict[int, int]) -> str:
    if one.kind is Kind.NAME:
        parts = {word.plain for word in tokens(one.of(text)) if word.plain not in PREFIXES}
        return f"[persoon {numbers.setdefault(_person(parts, persons), len(numbers) + 1)}]"
    if one.reason == "age":
        return AGE
    return one.tag or TAGS[one.kind]


def _person(parts: set[str], persons: list[set[str]]) -> int:
    """Which person this is: one who shares a part of the name, else somebody new."""
    for place, person in enumerate(persons):
        if parts & person or any(_same(part, other) for part in parts for other in person):
            person |= parts
            return place
    persons.append(set(parts))
    return len(persons) - 1


def _same(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return False
    return alike(one, other) or (len(one) > 3 and other.startswith(one)) or (len(other) > 3 and one.startswith(other))


def replaced(text: str, found: Iterable[Finding]) -> str:
    """The text with the tag of each finding in its place."""
    parts, at = [], 0
    for one in sorted(found, key=lambda f: f.start):
        parts += [text[at : one.start], one.tag]
        at = one.end
    return "".join([*parts, text[at:]])
