"""Whether the provider is joined to a body outside on a day: what it wrote down itself goes before what its regulation says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.surroundings import Affiliation
from wederhoor.procedure.terms import local_date

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State
    from wederhoor.procedure.model import Regulation

Span = tuple[date | None, date | None]
"""The first and the last day of an affiliation (Europe/Amsterdam); None where nothing says when."""
Spans = Mapping[str, tuple[Span, ...]]
"""Body -> each time that the provider was, is or will be joined to it, as it wrote down itself."""


def lapsed(regulation: Regulation, own: Spans, body: str, day: date) -> tuple[str, str] | None:
    """Why nothing can be handed over to a body on this day, with its source: the affiliation did not begin yet, or ended.

    None as well for a body to which nobody has to be joined, such as a court.
    """
    told = [one for one in regulation.affiliations.values() if one.body == body]
    mine = own.get(body) or tuple((one.valid_from, one.valid_until) for one in told)
    if not mine or any((since or day) <= day <= (until or day) for since, until in mine):
        return None
    rule, ends = regulation.external_bodies[body], [until for _, until in mine if until]
    ended = f"liep af op {max(ends):%d-%m-%Y}" if ends and max(ends) < day else "is nog niet begonnen"
    return f"de aansluiting bij {rule.label} {ended}", told[0].source if told else rule.source


def merged(regulation: Regulation, own: Spans) -> dict[str, Affiliation]:
    """The affiliations of a regulation, of each body with the days that the provider wrote down itself."""
    found = dict[str, Affiliation]()
    for code, one in regulation.affiliations.items():
        for nth, (since, until) in enumerate(own.get(one.body) or ((one.valid_from, one.valid_until),)):
            dated = {"valid_from": since, "valid_until": until}
            found[f"{code} {nth}" if nth else code] = one.model_copy(update=dated)
    return found


def lapsed_body(state: State, body: str, now: datetime) -> tuple[str, str] | None:
    """The same of a body of a dossier's regulation, at a moment."""
    return lapsed(state.regulation, state.joined, body, local_date(now))
