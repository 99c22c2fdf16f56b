"""The talks on the own pages of a party: when and where, and whether they said that they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor import acting
from wederhoor.procedure.events import Event
from wederhoor.procedure.meetings import Planned

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
    return [_meeting(dossier, one, answer_url) for one in acting.upcoming(dossier, now)]


def _meeting(dossier: OpenDossier, one: Planned, answer_url: str) -> Meeting:
    listed = dossier.regulation.meetings
    label = listed[one.meeting].label if one.meeting in listed else ""
    url = f"{answer_url}{'&' if '?' in answer_url else '?'}meeting={one.meeting}" if answer_url else ""
    place = dossier.texts.get((one.seq, PLACE), "")
    return Meeting(one.seq, label, one.at, place, _answered(dossier, one), url)


def _answered(dossier: OpenDossier, one: Planned) -> str:
    """What this side said of coming, since the meeting was planned."""
    own = [e for e in dossier.events if e.act == COMING and e.seq > one.seq and _about(e, one)]
    return str(own[-1].values.get("coming", "")) if own else ""


def _about(event: Event, one: Planned) -> bool:
    return event.values.get("meeting", one.meeting) == one.meeting
