"""Whether the provider is joined to a body outside on a day: what it wrote down itself goes before what its regulation says. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from wederhoor.procedure.surroundings import Affiliation, Contact, ExternalBody
from wederhoor.procedure.terms import local_date

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.model import Regulation

Span = tuple[date | None, date | None]
"""The first and the last day of an affiliation (Europe/Amsterdam); None where nothing says when."""
BY_AGREEMENT = ("dispute", "portal", "committee", "confidant", "special")
"""Kinds of body outside that a provider joins; an inspectorate or a court is there for everybody."""
Spans = Mapping[str, tuple[Span, ...]]
"""Body -> each time that the provider was, is or will be joined to it, as it wrote down itself."""


def joinable(regulation: Regulation) -> dict[str, ExternalBody]:
    """The bodies that a provider under this regulation can be joined to."""
    told = {one.body for one in regulation.affiliations.values()}
    bodies = regulation.external_bodies.items()
    return {code: body for code, body in bodies if code in told or body.kind in BY_AGREEMENT}


def lapsed(regulation: Regulation, own: Spans, body: str, day: date) -> tuple[str, str] | None:
    """Why nothing can be handed over to a body on this day, with its source: the affiliation did not begin yet, or ended.

    None as well for a body to which nobody has to be joined, such as a court.
    """
    told = [one for one in regulation.affiliations.values() if one.body == body]
    mine = own.get(body) or tuple((one.valid_from, one.valid_until) for one in told)
    if not mine or any(_holds(span, day) for span in mine):
        return None
    rule, ends = regulation.external_bodies[body], [until for _, until in mine if until]
    ended = f"liep af op {max(ends):%d-%m-%Y}" if ends and max(ends) < day else "is nog niet begonnen"
    return f"de aansluiting bij {rule.label} {ended}", told[0].source if told else rule.source


def _holds(span: Span, day: date) -> bool:
    since, until = span
    return (since or day) <= day <= (until or day)


def last_day(spans: Iterable[Span], today: date) -> date | None:
    """The last day of the affiliation that holds today, with what follows it without a gap; else of the last that ended.

    None where it goes on without an end, or did not begin yet.
    """
    listed = sorted(spans, key=lambda span: span[0] or date.min)
    if not any(_holds(span, today) for span in listed):
        return max((until for _, until in listed if until and until < today), default=None)
    end = today
    for since, until in listed:
        if since is None or since <= end + timedelta(days=1):
            if until is None:
                return None
            end = max(end, until)
    return end


def merged(regulation: Regulation, own: Spans) -> dict[str, Affiliation]:
    """The affiliations of a regulation and those that only the provider wrote down; of each body with its own days."""
    told = {one.body for one in regulation.affiliations.values()}
    bodies = {code: body for code, body in regulation.external_bodies.items() if code in own and code not in told}
    besides = {code: Affiliation(what=one.label, body=code, source=one.source) for code, one in bodies.items()}
    found = dict[str, Affiliation]()
    for code, one in {**besides, **regulation.affiliations}.items():
        for nth, (since, until) in enumerate(own.get(one.body) or ((one.valid_from, one.valid_until),)):
            dated = {"valid_from": since, "valid_until": until}
            found[f"{code} {nth}" if nth else code] = one.model_copy(update=dated)
    return found


def open_to(regulation: Regulation, own: Spans, points: Mapping[str, Contact], day: date) -> dict[str, Contact]:
    """The contact points, without those of a body to which the provider is not joined on this day."""
    return {code: one for code, one in points.items() if not one.body or lapsed(regulation, own, one.body, day) is None}


def lapsed_body(state: State, body: str, now: datetime) -> tuple[str, str] | None:
    """The same of a body of a dossier's regulation, at a moment."""
    return lapsed(state.regulation, state.joined, body, local_date(now))
