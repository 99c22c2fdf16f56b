"""The calendar file that goes with an invitation: when and where, and nothing of what it is about."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from wederhoor.dossier.opening import OpenDossier
from wederhoor.procedure.dossier import AMSTERDAM, LetterDue
from wederhoor.procedure.meetings import planned

MEDIA_TYPE = "text/calendar"
FILE = "afspraak.ics"
SUBJECT = "Afspraak"
"""Never what the talk is about: a calendar is seen by colleagues and housemates."""
LASTS = timedelta(hours=1)
PLACE = "meeting_place"


def calendar_file(dossier: OpenDossier, due: LetterDue, *, sender: str, now: datetime) -> bytes:
    """The invitation of a letter about a meeting, or its new date for a calendar that has it; b'' for every other letter."""
    meeting = next((one for one in planned(dossier.state) if one.seq == due.seq), None)
    if meeting is None:
        return b""
    begins = meeting.at.astimezone(AMSTERDAM)
    made, one = Calendar(), Event()
    made.add("prodid", "-//Wederhoor//NL")
    made.add("version", "2.0")
    made.add("method", "REQUEST")
    one.add("uid", f"{dossier.id.hex}-{meeting.first}@{sender.rpartition('@')[2]}")
    one.add("summary", SUBJECT)
    one.add("dtstamp", now)
    one.add("dtstart", begins)
    one.add("dtend", begins + LASTS)
    one.add("sequence", meeting.moves)
    one.add("status", "CONFIRMED")
    one.add("organizer", vCalAddress(f"mailto:{sender}"))
    if place := dossier.texts.get((due.seq, PLACE), ""):
        one.add("location", vText(place))
    made.add_component(one)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def addressed(kept: bytes, address: str) -> bytes:
    """The file for one recipient, whom their calendar asks to accept."""
    made = Calendar.from_ical(kept)
    for one in made.walk("VEVENT"):
        guest = vCalAddress(f"mailto:{address}")
        guest.params["rsvp"], guest.params["partstat"] = vText("TRUE"), vText("NEEDS-ACTION")
        one.add("attendee", guest)
    return bytes(made.to_ical())
