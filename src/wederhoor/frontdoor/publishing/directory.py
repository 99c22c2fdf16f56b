"""Who can help: for this age, this region and this law, and whether they can be reached now. What the text does not give is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wederhoor.frontdoor.publishing.opening import hours_words, openness
from wederhoor.frontdoor.sentences import dutch, say, together
from wederhoor.organisations.contacts import web_address
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Contact

CLOSED_WAYS = frozenset({"dispute", "court", "inspectorate", "municipality", "special", "insurer", "committee"})
"""Bodies that stand among the other ways, not among those who help."""
GIVEN = ("telephone", "mail", "post", "web", "opening hours")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is asking, as far as they say. Nothing of it is kept."""

    age: int | None = None
    region: str = ""
    law: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asker:
        """From the address of the page; what makes no sense counts as not said."""
        age = given.get("leeftijd", "")
        return cls(int(age) if age.isascii() and age.isdigit() else None, given.get("regio", ""), given.get("wet", ""))

    @property
    def said(self) -> bool:
        """Whether anything was chosen."""
        return self.age is not None or bool(self.region or self.law)


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to somebody: how, when, for whom, and what is missing."""

    code: str
    name: str
    about: tuple[str, ...] = ()
    phone: str = ""
    mail: str = ""
    chat: str = ""
    web: str = ""
    post: str = ""
    hours: tuple[str, ...] = ()
    open_now: str = ""
    tone: str = "neutral"
    missing: str = ""
    doubt: str = ""
    confidant: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list in the form."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """Who fits, who does not, and what can be chosen."""

    confidants: list[Entry]
    others: list[Entry]
    hidden: list[Entry]
    ages: list[Choice] = field(default_factory=list)
    regions: list[Choice] = field(default_factory=list)
    laws: list[Choice] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.ages or self.regions or self.laws)


def directory(rules: Regulation, address: str, asker: Asker, now: datetime) -> Directory:
    """Everybody who helps, for this asker at this moment."""
    helping = {code: point for code, point in rules.contact_points.items() if _helps(rules, point)}
    fitting = {code for code, point in helping.items() if fits(point, asker)}
    entries = {code: entry(rules, code, point, address, now) for code, point in helping.items()}
    shown = [entries[code] for code in sorted(fitting, key=lambda c: _order(helping[c], asker, list(helping).index(c)))]
    return Directory(
        [one for one in shown if one.confidant], [one for one in shown if not one.confidant],
        [entries[code] for code in helping if code not in fitting],
        _ages(helping, address, asker), _regions(helping, address, asker), _laws(rules, helping, asker),
    )  # fmt: skip


def _helps(rules: Regulation, point: Contact) -> bool:
    body = rules.external_bodies.get(point.body)
    if body is None:
        return True
    return body.kind not in CLOSED_WAYS or bool(point.role)


def fits(point: Contact, asker: Asker) -> bool:
    """Whether this one is there for who asks; what was not said shuts nobody out."""
    if asker.age is not None and not (point.age_from or 0) <= asker.age < (point.age_under or 200):
        return False
    if asker.region and point.regions and asker.region not in point.regions:
        return False
    return not (asker.law and point.laws and asker.law not in point.laws)


def _order(point: Contact, asker: Asker, place: int) -> tuple[bool, int]:
    """Who is there for exactly this age, region or law goes first."""
    exact = (asker.law and point.laws) or (asker.region and point.regions) or (asker.age is not None and _aged(point))
    return not exact, place


def _aged(point: Contact) -> bool:
    return bool(point.age_under or point.age_from)


def entry(rules: Regulation, code: str, point: Contact, address: str, now: datetime) -> Entry:
    """How to reach this one."""
    opened, role = openness(point.hours, now), rules.roles.get(point.role)
    body = rules.external_bodies.get(point.body)
    confidant = (role is not None and role.kind == "confidant") or (body is not None and body.kind == "confidant")
    return Entry(
        code, point.label, tuple(_about(rules, point, address)), point.telephone, point.mail, web_address(point.chat),
        web_address(point.web), dutch(point.post), tuple(hours_words([hours]) for hours in point.hours), opened.words,
        opened.tone, missing(point, address), point.doubt, confidant,
    )  # fmt: skip


def missing(point: Contact, address: str) -> str:
    """What the text names but does not give, in words."""
    what = [say(f"provider.help.missing_words.{w}", address) if w in GIVEN else dutch(w) for w in point.missing]
    if not what and not (point.telephone or point.mail or point.web or point.post or point.chat):
        what = [say(f"provider.help.missing_words.{w}", address) for w in ("telephone", "mail")]
    return together(what, ", ")


def _about(rules: Regulation, point: Contact, address: str) -> list[str]:
    laws = [rules.laws[law].label for law in point.laws if law in rules.laws]
    found = []
    if laws:
        found.append(say("provider.help.for_law", address, laws=dutch(", ".join(laws))))
    if _aged(point):
        found.append(say("provider.help.for_age", address, ages=_age_words(point.age_from, point.age_under, address)))
    if point.regions:
        found.append(say("provider.help.for_region", address, regions=", ".join(point.regions)))
    if point.find and not (point.telephone or point.mail or point.web or point.post or point.chat):
        found.append(dutch(point.find))
    return found


def _age_words(first: int | None, under: int | None, address: str) -> str:
    if first and under:
        return say("provider.help.between", address, **{"from": first, "under": under})
    return say("provider.help.older", address, age=first) if first else say("provider.help.younger", address, age=under)


def _ages(points: Mapping[str, Contact], address: str, asker: Asker) -> list[Choice]:
    """A group between each two ages at which something changes."""
    bounds = sorted({age for point in points.values() for age in (point.age_under, point.age_from) if age})
    if not bounds:
        return []
    starts = [0, *bounds]
    ends: list[int | None] = [*bounds, None]
    return [
        Choice(str(first), _age_words(first, under, address), _in(asker.age, first, under))
        for first, under in zip(starts, ends, strict=True)
    ]


def _in(age: int | None, first: int, under: int | None) -> bool:
    return age is not None and first <= age < (under or 200)


def _regions(points: Mapping[str, Contact], address: str, asker: Asker) -> list[Choice]:
    found = sorted({region for point in points.values() for region in point.regions})
    if not found:
        return []
    elsewhere = say("provider.help.elsewhere", address)
    return [Choice(r, r, asker.region == r) for r in found] + [Choice("-", elsewhere, asker.region == "-")]


def _laws(rules: Regulation, points: Mapping[str, Contact], asker: Asker) -> list[Choice]:
    if not any(point.laws for point in points.values()):
        return []
    return [Choice(code, law.label, asker.law == code) for code, law in rules.laws.items()]
