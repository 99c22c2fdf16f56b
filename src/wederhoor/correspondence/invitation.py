"""The calendar file that goes with an invitation: when and where, and nothing of what it is about."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from wederhoor.dossier.opening import OpenDossier
from wederhoor.procedure.dossier import AMSTERDAM, LetterDue
from wederhoor.procedure.meetings import replaced, talk_of

MEDIA_TYPE = "text/calendar"
FILE = "afspraak.ics"
SUBJECT = "Afspraak"
"""Never what the talk is about: a calendar is seen by colleagues and housemates."""
LASTS = timedelta(hours=1)
PLACE = "meeting_place"


def calendar_file(dossier: OpenDossier, due: LetterDue, *, sender: str, now: datetime) -> bytes:
    """The invitation of a letter about a meeting, its new date, or that it is off; b'' for every other letter.

    It is the same appointment all the time: one identity, also when the mail server changes; a number that goes up with
    every change.
    """
    gone = replaced(dossier.state, due.seq, due.name)
    meeting = gone or talk_of(dossier.state, due.seq)
    if meeting is None:
        return b""
    off = gone is not None or meeting.cancelled == due.seq
    begins = meeting.at.astimezone(AMSTERDAM)
    made, one = Calendar(), Event()
    made.add("prodid", "-//Wederhoor//NL")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if off else "REQUEST")
    one.add("uid", f"{dossier.id.hex}-{meeting.first}@wederhoor")
    one.add("summary", SUBJECT)
    one.add("dtstamp", now)
    one.add("dtstart", begins)
    one.add("dtend", begins + LASTS)
    one.add("sequence", meeting.moves + off)
    one.add("status", "CANCELLED" if off else "CONFIRMED")
    one.add("organizer", vCalAddress(f"mailto:{sender}"))
    if place := dossier.texts.get((meeting.seq, PLACE), ""):
        one.add("location", vText(place))
    made.add_component(one)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def addressed(kept: bytes, address: str) -> bytes:
    """The file for one recipient, whom their calendar asks to accept."""
    made = Calendar.from_ical(kept)
    off = method(kept) == "CANCEL"
    for one in made.walk("VEVENT"):
        guest = vCalAddress(f"mailto:{address}")
        if not off:
            guest.params["rsvp"], guest.params["partstat"] = vText("TRUE"), vText("NEEDS-ACTION")
        one.add("attendee", guest)
    return bytes(made.to_ical())


def method(kept: bytes) -> str:
    """What the file asks of a calendar: REQUEST, or CANCEL for a talk that is off."""
    return str(Calendar.from_ical(kept)["method"])
