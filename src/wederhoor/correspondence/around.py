"""Who stands around a dossier, as words for its letters: outside bodies, contact points, confidants, ways to go on.

Only what fits the law and the age of this dossier is named: nothing of one law on care under another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from wederhoor.procedure.affiliating import lapsed_body
from wederhoor.procedure.conditions import compiled
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.surroundings import Contact, ExternalBody

MINORS = {"under 12", "12 to 15", "16 to 17"}
ADULT = "18 and over"
ELSEWHERE = {"inspectorate", "municipality", "court", "special"}


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of one part of a dossier at a moment."""

    state: State
    part: str
    now: datetime
    points: Mapping[str, Contact] | None = None
    """The contact points as they are at this organisation; None for those of the regulation."""

    @property
    def laws(self) -> tuple[str, ...]:
        """The law codes of this part; empty when not known."""
        value = self.state.value("law", self.part)
        return tuple(code for code in ((value,) if isinstance(value, str) else value) if code)

    def fits(self, laws: Iterable[str]) -> bool:
        """Whether something for these laws is for this part; no laws is for all, no law known is for none in particular."""
        wanted = set(laws)
        return not wanted or not wanted.isdisjoint(self.laws)

    def bodies(self, *kinds: str) -> dict[str, ExternalBody]:
        """The outside bodies of these kinds that are for this part, but where the provider is no longer joined."""
        listed = self.state.regulation.external_bodies
        return {code: body for code, body in listed.items() if body.kind in kinds and self.reaches(code)}

    def reaches(self, code: str) -> bool:
        """Whether somebody of this part can go to this body now."""
        fits = self.fits(self.state.regulation.external_bodies[code].laws)
        return fits and lapsed_body(self.state, code, self.now) is None

    def contacts(self, *, body: str = "", roles: Iterable[str] = ()) -> list[Contact]:
        """The contact points of a body or of roles that are for this part."""
        known = self.state.regulation.contact_points if self.points is None else self.points
        listed, wanted = known.values(), set(roles)
        mine = (point for point in listed if (body and point.body == body) or point.role in wanted)
        return [point for point in mine if self._open_to(point) and not self._left(point)]

    def _left(self, point: Contact) -> bool:
        """Whether this is how to reach a body to which the provider is no longer joined."""
        return bool(point.body) and lapsed_body(self.state, point.body, self.now) is not None

    def _open_to(self, point: Contact) -> bool:
        when = compiled(point.when, self.state.procedure.words) if point.when else None
        held = when is None or when(self.state, self.part, self.now) is None
        return held and self.fits(point.laws) and self._of_age(point)

    def _of_age(self, point: Contact) -> bool:
        first = self.state.events[0].values.get("age group", "") if self.state.events else ""
        age = self.state.value("age group", self.part) or first
        too_old = point.age_under is not None and age == ADULT
        return not too_old and not (point.age_from is not None and age in MINORS)

    def roles(self, kind: str = "", *, external: bool | None = None) -> tuple[str, ...]:
        """The roles of this kind, or outside the organisation."""
        listed = self.state.regulation.roles.items()
        same = (code for code, role in listed if kind in ("", role.kind) and external in (None, role.external))
        return tuple(same)


def reach(point: Contact) -> str:
    """`Stichting Steun: telefoon 012 345, e-mail a@b.example`; or how to find it."""
    ways = (("telefoon", point.telephone), ("e-mail", point.mail), ("website", point.web), ("post", point.post))
    said = ", ".join(f"{way} {value}" for way, value in ways if value)
    return f"{point.label}: {said or point.find}" if said or point.find else point.label


def body_words(around: Around, code: str) -> str:
    """A body, how to reach it, what it costs and asks."""
    body = around.state.regulation.external_bodies[code]
    points = around.contacts(body=code)
    rows = [reach(point) for point in points] or [body.label]
    rows += [f"Kosten: {body.fee}"] if body.fee else []
    rows += [f"Voorwaarde: {'; '.join(body.conditions)}"] if body.conditions else []
    return "\n".join(rows)


def dispute_body(around: Around) -> str:
    """The dispute bodies for this law; '' when there is none."""
    return "\n\n".join(body_words(around, code) for code in around.bodies("dispute"))


def ended(around: Around, name: str) -> list[tuple[str, str]]:
    """Why a place for a body outside stays empty: each affiliation for it that ended, with its source. None for other places."""
    rules = around.state.regulation
    bodies = {
        "dispute_body": [code for code, body in rules.external_bodies.items() if body.kind == "dispute"],
        "external_officer": [p.body for p in rules.contact_points.values() if p.body and p.role in _officers(around)],
    }
    mine = (code for code in dict.fromkeys(bodies.get(name, ())) if around.fits(rules.external_bodies[code].laws))
    return [why for code in mine if (why := lapsed_body(around.state, code, around.now))]


def confidant(around: Around) -> list[str]:
    """Every confidant there is for this person."""
    roles = around.roles("confidant")
    points = around.contacts(roles=roles)
    labels = [around.state.regulation.roles[role].label for role in roles]
    return [reach(point) for point in points] or labels


def external_officer(around: Around) -> list[str]:
    """Officers from outside the organisation."""
    return [reach(point) for point in around.contacts(roles=_officers(around))]


def _officers(around: Around) -> list[str]:
    return [role for kind in ("handler", "external", "mediator") for role in around.roles(kind, external=True)]


def other_ways(around: Around) -> list[str]:
    """Where the complainant may also go, outside this procedure."""
    found = around.bodies(*ELSEWHERE)
    return [body_words(around, code) for code, body in found.items() if not body.part_of_procedure]


def external_body(around: Around, event: Event) -> str:
    """The body an act sent the complaint to: the one chosen, else those that the act is toward and that fit this law."""
    bodies, act = around.state.regulation.external_bodies, around.state.regulation.acts[event.act]
    chosen = event.values.get("body", "")
    if isinstance(chosen, str) and chosen in bodies:
        return body_words(around, chosen)
    return "\n\n".join(body_words(around, code) for code in act.toward if around.fits(bodies[code].laws))


def contact(around: Around, roles: Iterable[str]) -> str:
    """How to reach whoever handles the complaint: telephone and mail."""
    points = around.contacts(roles=roles)
    return ", ".join(filter(None, (points[0].telephone, points[0].mail, points[0].web))) if points else ""
