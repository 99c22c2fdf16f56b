"""Meetings on a report: planned with whom the regulation says, with a calendar file; minutes kept; actions become measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from icalendar import Calendar
from pytest_django import Settings

from tests.desk.conftest import text
from tests.desk.learning.test_reports import NOW, Place, place
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight.models import Measure, ReportMeeting
from wederhoor.organisations.models import Location

pytestmark = pytest.mark.django_db
SAID = "Vaker terugbellen werkt."


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.MAIL_ON = True
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ott() -> Place:
    return place("ott", "mediator", "board", "treatment manager", "policy officer", "regional manager")


@pytest.fixture
def planned(ott: Place) -> str:
    """The page with one meeting on the quarterly report."""
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address)
    done = ott.post("mediator", f"{address}besprekingen/", step="plan", at="2026-10-12T14:00", place="Kamer 3")
    assert done.status_code == 302
    return f"{address}besprekingen/"


AFTER = datetime(2026, 10, 12, 16, 0, tzinfo=NOW.tzinfo)
"""When the meeting of ``planned`` is over."""


@pytest.fixture
def over(ott: Place, planned: str) -> Iterator[str]:
    """The same page after the meeting."""
    with ott.at(AFTER):
        yield planned


def the_meeting(ott: Place) -> ReportMeeting:
    with in_organisation(ott.here.pk):
        return ReportMeeting.objects.get(organisation=ott.here)


@pytest.mark.requirement("OTT-08")
def test_the_quarterly_meeting_is_planned_with_board_treatment_manager_and_policy_officer(
    ott: Place, planned: str
) -> None:
    assert the_meeting(ott).roles == ["mediator", "board", "treatment manager", "policy officer"]
    page = text(ott.get("board", planned))
    assert "maandag 12 oktober" in page
    assert "14:00 · Kamer 3" in page
    assert ott.get("regional manager", planned).status_code == 404


IN_REGION = ("quarterly per region", "2026-07-01", "Noord", ["mediator", "regional manager"])
OF_YEAR = ("annual", "2025-01-01", "", ["mediator", "board", "regional manager", "treatment manager"])


@pytest.mark.parametrize(
    ("code", "first", "group", "who"),
    [
        pytest.param(*IN_REGION, marks=pytest.mark.requirement("OTT-08")),
        pytest.param(*OF_YEAR, marks=pytest.mark.requirement("OTT-09")),
    ],
)
def test_the_meeting_on_each_report_is_with_whom_the_regulation_says(
    ott: Place, code: str, first: str, group: str, who: list[str]
) -> None:
    Location.objects.create(organisation=ott.here, code="eik", name="De Eik", group="Noord")
    address = ott.begin("mediator", code, first, group)
    assert ott.submit("mediator", address).status_code == 302
    done = ott.post("mediator", f"{address}besprekingen/", step="plan", at="2026-10-12T14:00", place="Kamer 3")
    assert done.status_code == 302
    assert the_meeting(ott).roles == who
    ott.adopt("board" if "board" in who else "regional manager", address)
    for role in who:
        assert ott.get(role, f"{address}besprekingen/").status_code == 200, role


@pytest.mark.requirement("OTT-08")
def test_everybody_invited_gets_a_calendar_file_without_a_person_in_it(
    ott: Place, planned: str, settings: Settings
) -> None:
    mails = [path.read_text("utf-8") for path in sorted(settings.MAIL_FOLDER.iterdir())]
    assert len(mails) == 4
    assert all(
        "Subject: Uitnodiging: bespreking van een verslag" in mail and "bespreking.ics" in mail for mail in mails
    )
    file = ott.get("board", f"{planned}{the_meeting(ott).id}/agenda.ics")
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert str(event["summary"]) == "Kwartaalrapport 2026, kwartaal 3: bespreking"
    assert event.decoded("dtstart").isoformat() == "2026-10-12T12:00:00+00:00"


@pytest.mark.requirement("OTT-08")
def test_of_a_meeting_that_is_still_to_come_nobody_keeps_minutes(ott: Place, planned: str) -> None:
    assert "Schrijf de notulen" not in text(ott.get("mediator", planned))
    refused = ott.post("mediator", planned, step="minutes", meeting=str(the_meeting(ott).id), minutes=SAID)
    assert refused.status_code == 422
    assert "Deze bespreking is nog niet geweest." in text(refused)
    assert not the_meeting(ott).held


@pytest.mark.requirement("OTT-08")
def test_minutes_are_kept_sealed_and_an_action_becomes_a_measure(ott: Place, over: str) -> None:
    planned = over
    meeting = str(the_meeting(ott).id)
    assert ott.post("mediator", planned, step="minutes", meeting=meeting, minutes=SAID).status_code == 302
    assert SAID.encode() not in bytes(the_meeting(ott).minutes)
    done = ott.post(
        "mediator",
        planned,
        step="action",
        meeting=meeting,
        what="Bel binnen een dag terug",
        role="treatment manager",
        due="2026-12-01",
    )
    assert done.status_code == 302
    with in_organisation(ott.here.pk):
        measure = Measure.objects.get(organisation=ott.here)
    assert (measure.origin, str(measure.origin_id), measure.role, str(measure.due)) == (
        "meeting", meeting, "treatment manager", "2026-12-01",
    )  # fmt: skip
    page = text(ott.get("board", planned))
    assert SAID in page
    assert "Bel binnen een dag terug" in page


@pytest.mark.parametrize("step", ["minutes", "action"])
def test_minutes_and_actions_name_nobody(ott: Place, over: str, step: str) -> None:
    planned, meeting, said = over, str(the_meeting(ott).id), "Praat met mevrouw De Vries"
    given = {"step": step, "meeting": meeting, "role": "treatment manager"}
    field = {"minutes": "minutes", "action": "what"}[step]
    for more in ({}, {"sure": "on", "number": ", bsn 111222333"}):
        answer = ott.post("mediator", planned, **given, **more, **{field: said + more.pop("number", "") + "."})
        assert answer.status_code == 422
        assert "Haal weg wie het is" in text(answer)
        assert said in text(answer)
        assert 'name="sure"' in answer.content.decode()
    assert ott.post("mediator", planned, **given, sure="on", **{field: f"{said}."}).status_code == 302


def test_a_meeting_moves_and_is_cancelled_with_the_same_mark_in_the_calendar(ott: Place, planned: str) -> None:
    meeting = str(the_meeting(ott).id)
    ott.post("mediator", planned, step="plan", meeting=meeting, at="2026-10-13T09:00", place="Kamer 4")
    ott.post("mediator", planned, step="cancel", meeting=meeting)
    (event,) = Calendar.from_ical(ott.get("board", f"{planned}{meeting}/agenda.ics").content).walk("VEVENT")
    assert (int(event["sequence"]), str(event["status"])) == (2, "CANCELLED")
    assert "Gaat niet door" in text(ott.get("board", planned))


def test_only_its_maker_plans_and_nothing_typed_is_lost(ott: Place, planned: str) -> None:
    refused = ott.post("board", planned, step="plan", at="2026-10-20T14:00", place="Zaal 9")
    assert refused.status_code == 422
    past = ott.post("mediator", planned, step="plan", at="2026-01-20T14:00", place="Zaal 9")
    assert past.status_code == 422
    assert "Kies een moment dat nog komt." in text(past)
    assert "Zaal 9" in past.content.decode()
