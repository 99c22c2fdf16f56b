"""The talks on the own pages of a party: when and where, and whether they said that they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wederhoor.dossier import accused
from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor import acting
from wederhoor.procedure import needs
from wederhoor.procedure.events import Event
from wederhoor.procedure.meetings import Planned, planned
from wederhoor.procedure.terms import local_date

COMING, PLACE = "answer invitation", "meeting_place"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting they are invited to. ``coming``: '', 'yes' or 'no'; ``url``: where that is said, '' when it cannot be said here."""

    seq: int
    label: str
    at: datetime
    place: str
    coming: str
    url: str = ""


def meetings(dossier: OpenDossier, now: datetime, answer_url: str = "") -> list[Meeting]:
    """The meetings that this side was told of and that stand, from today on; ``answer_url`` is where they say that they come."""
    coming = acting.upcoming(dossier, now)
    return [_meeting(dossier, one, answer_url if _next(one, coming) else "") for one in coming]


def _next(one: Planned, coming: list[Planned]) -> bool:
    """Whether it is the first to come of its kind: an answer names the kind, and is about that one."""
    return one.at == min(other.at for other in coming if other.meeting == one.meeting)


def _meeting(dossier: OpenDossier, one: Planned, answer_url: str) -> Meeting:
    listed = dossier.regulation.meetings
    label = listed[one.meeting].label if one.meeting in listed else ""
    url = f"{answer_url}{'&' if '?' in answer_url else '?'}meeting={one.meeting}" if answer_url else ""
    place = dossier.texts.get((one.seq, PLACE), "")
    return Meeting(one.seq, label, one.at, place, _answered(dossier, one), url)


def _answered(dossier: OpenDossier, one: Planned) -> str:
    """What this side said of coming since the meeting was planned, also when the desk wrote that down for them."""
    said = [e for e in dossier.state.events if e.act == COMING and _about(dossier, e, one) and _ours(dossier, e)]
    return str(said[-1].values.get("coming", "")) if said else ""


def _about(dossier: OpenDossier, event: Event, one: Planned) -> bool:
    """Of several of a kind that were planned by then, the answer is about the first to come."""
    day = local_date(event.at)
    then = [p for p in planned(dossier.state) if p.seq < event.seq and p.stands and local_date(p.at) >= day]
    named = event.values.get("meeting", one.meeting)
    return one.meeting == named and min((p for p in then if p.meeting == named), key=_when, default=None) == one


def _when(one: Planned) -> datetime:
    return one.at


def _ours(dossier: OpenDossier, event: Event) -> bool:
    """Whether this side said it; of several accused only what this one reads, which is their own."""
    side = needs.kind_of(dossier.state, dossier.actor.role)
    several = side == "accused" and bool(accused.accused_of(dossier))
    return event in dossier.events or (not several and side in event.values.values())
