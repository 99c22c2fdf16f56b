"""The regular meeting and the meeting on a report are one: planned it stands in the calendar, with its minutes nobody owes it any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from tests.desk.conftest import text
from tests.desk.learning.test_report_meetings import the_meeting
from tests.desk.learning.test_reports import NOW, Place, place
from wederhoor.dossier.regulations import in_force, pinned
from wederhoor.insight import governing
from wederhoor.insight.obligations import Own
from wederhoor.organisations.models import Account

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


def _minuted(here: Place, page: str) -> None:
    done = here.post(
        "mediator", page, step="minutes", meeting=str(the_meeting(here).id), minutes="Vaker terugbellen werkt."
    )
    assert done.status_code == 302


def test_a_planned_meeting_on_a_report_stands_in_the_calendar_until_it_was(ott: Place) -> None:
    planned(ott)
    page = ott.get("board", CALENDAR)
    assert "Besprekingen van verslagen Kwartaalrapport maandag 12 oktober 2026 om 14:00" in text(page)
    assert "besprekingen/" in page.content.decode()
    with time_machine.travel(datetime(2026, 10, 13, 9, tzinfo=NOW.tzinfo), tick=False):
        ott.browsers["board"].force_login(Account.objects.get(email="board@voorbeeld.test"))
        assert "Besprekingen van verslagen" not in text(ott.get("board", CALENDAR))
