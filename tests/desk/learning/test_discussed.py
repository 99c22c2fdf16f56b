"""The regular meeting and the meeting on a report are one: planned it stands in the calendar, with its minutes nobody owes it any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from tests.desk.conftest import text
from tests.desk.learning.test_reports import NOW, Place, place
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.regulations import in_force, pinned
from wederhoor.insight import governing
from wederhoor.insight.models import ReportMeeting
from wederhoor.insight.obligations import Own
from wederhoor.organisations.models import Location

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("OTT-08")]
CALENDAR = "/werkplek/leren/kalender/"


@pytest.fixture
def ott(settings: Settings, tmp_path: Path) -> Iterator[Place]:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    with time_machine.travel(NOW, tick=False):
        yield place("ott", "mediator", "board", "treatment manager", "policy officer", "regional manager")


def owed(here: Place, meeting: str, today: date) -> Own:
    regulation = pinned(in_force(here.here, today))
    return next(one for one in governing.owed(here.here, regulation, today) if one.code == f"meeting:{meeting}")


def planned(here: Place) -> str:
    address = here.begin("mediator", "quarterly")
    here.submit("mediator", address)
    here.post("mediator", f"{address}besprekingen/", step="plan", at="2026-10-12T14:00", place="Kamer 3")
    return f"{address}besprekingen/"


def test_with_the_minutes_of_the_meeting_on_the_quarterly_report_the_quarterly_meeting_was_held(ott: Place) -> None:
    page = planned(ott)
    assert owed(ott, "quarterly board meeting", date(2026, 10, 13)).last is None, "planned is not held"
    _minuted(ott, page)
    held = owed(ott, "quarterly board meeting", date(2026, 10, 13))
    assert (held.last, held.due) == (date(2026, 10, 12), date(2027, 1, 12))
    assert owed(ott, "quarterly regional meeting", date(2026, 10, 13)).last is None, (
        "the regional managers were not there"
    )


def _minuted(here: Place, page: str, day: int = 12) -> None:
    with in_organisation(here.here.pk):
        meeting = ReportMeeting.objects.get(organisation=here.here, held=False)
    with here.at(datetime(2026, 10, day, 17, tzinfo=NOW.tzinfo)):
        done = here.post("mediator", page, step="minutes", meeting=str(meeting.id), minutes="Vaker terugbellen werkt.")
    assert done.status_code == 302


def test_the_meeting_with_the_regional_managers_was_held_once_it_was_on_the_report_of_each_region(ott: Place) -> None:
    for group in ("Noord", "Zuid"):
        Location.objects.create(organisation=ott.here, code=group.lower(), name=f"Huis {group}", group=group)
    for group, day, held in (("Noord", 12, None), ("Zuid", 14, date(2026, 10, 14))):
        with ott.at(NOW):
            address = ott.begin("mediator", "quarterly per region", group=group)
            ott.submit("mediator", address)
            ott.post("mediator", f"{address}besprekingen/", step="plan", at=f"2026-10-{day}T14:00", place="")
        _minuted(ott, f"{address}besprekingen/", day)
        assert owed(ott, "quarterly regional meeting", date(2026, 10, 20)).last == held


def test_the_calendar_tells_who_is_invited_and_leads_only_who_may_read_the_report(ott: Place) -> None:
    """The report was handed in and not adopted: the board reads it, the treatment manager knows when they talk about it."""
    page, line = (
        planned(ott),
        "Besprekingen van verslagen Kwartaalrapport 2026, kwartaal 3 maandag 12 oktober 2026 om 14:00",
    )
    for role, told, leads in (
        ("board", True, True),
        ("treatment manager", True, False),
        ("regional manager", False, False),
    ):
        shown = ott.get(role, CALENDAR)
        assert (line in text(shown), page in shown.content.decode()) == (told, leads), role
        assert ott.get(role, page).status_code == (200 if leads else 404)


def test_a_meeting_on_the_report_of_a_region_names_it(ott: Place) -> None:
    Location.objects.create(organisation=ott.here, code="eik", name="De Eik", group="Noord")
    address = ott.begin("mediator", "quarterly per region", group="Noord")
    ott.submit("mediator", address)
    ott.post("mediator", f"{address}besprekingen/", step="plan", at="2026-10-12T14:00", place="")
    assert "Kwartaalrapport per regio 2026, kwartaal 3 Noord maandag 12 oktober" in text(ott.get("mediator", CALENDAR))


def test_a_planned_meeting_on_a_report_stands_in_the_calendar_until_it_was(ott: Place) -> None:
    planned(ott)
    page = ott.get("board", CALENDAR)
    assert "Besprekingen van verslagen Kwartaalrapport 2026, kwartaal 3 maandag 12 oktober 2026 om 14:00" in text(page)
    assert "besprekingen/" in page.content.decode()
    with ott.at(datetime(2026, 10, 13, 9, tzinfo=NOW.tzinfo)):
        assert "Besprekingen van verslagen" not in text(ott.get("board", CALENDAR))
