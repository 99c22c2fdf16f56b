"""Talks on the page of a dossier: who came, what is off, and what each side said of the minutes."""

from __future__ import annotations

import re

import pytest

from tests.desk.conftest import WORKLIST, Desk, act_address, dossier_address, text
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Notice

AGENDA = f"{WORKLIST}agenda/"
TALK = {"meeting": "talk", "meeting_at": "2026-03-10T14:00", "meeting_place": "Kamer zeven"}


@pytest.fixture
def number(desk: Desk) -> str:
    """A talk with both sides is planned."""
    number = desk.receive()
    assert (
        desk.act("handler", number, "plan meeting", guests=["p1", desk.accounts["accused"].opaque], **TALK).status_code
        == 302
    )
    return number


def talks(desk: Desk, number: str, who: str = "handler") -> str:
    """The panel of the talks, in words."""
    page = text(desk.get(who, dossier_address(number)))
    return page.split("Gesprekken Gesprek van")[1].split("Verloop")[0][:400] if "Gesprekken Gesprek van" in page else ""


@pytest.mark.requirement("JOT-14")
def test_the_talk_stands_on_the_page_with_who_is_asked_and_what_to_do_next(desk: Desk, number: str) -> None:
    shown = talks(desk, number)
    for words in (
        "gepland",
        "10 maart 2026 14:00",
        "Kamer zeven",
        "Kees Kanarie",
        "Bram Beklaagd",
        "Leg het gesprek vast",
        "Zeg een gesprek af",
    ):
        assert words in shown, words
    assert "Zeg een gesprek af" not in talks(desk, number, "accused")
    page = desk.get("handler", dossier_address(number)).content.decode()
    found = re.search(r'href="([^"]+cancel-meeting/[?][^"]*)"', page)
    assert found
    form = desk.get("handler", found.group(1).replace("&amp;", "&")).content.decode()
    assert re.search(r'value="2"[^>]*(checked|selected)', form), "the talk is chosen already"


@pytest.mark.requirement("JOT-14")
def test_a_talk_that_is_off_leaves_the_agenda_and_who_must_know_is_told(desk: Desk, number: str) -> None:
    assert number in text(desk.get("accused", AGENDA))
    assert (
        desk.act("director", number, "assign", role="confidant", person=desk.accounts["confidant"].opaque).status_code
        == 302
    )
    assert desk.act("handler", number, "cancel meeting", planned="2", reason="Kees is ziek.").status_code == 302
    assert "afgezegd" in talks(desk, number)
    for who in ("accused", "handler"):
        assert "Gesprek van klager en aangeklaagde 14:00" not in text(desk.get(who, AGENDA))
    assert "14:00" not in text(desk.get("accused", AGENDA))
    with in_organisation(desk.here.pk):
        told = set(Notice.objects.filter(kind="meeting off").values_list("account_id", flat=True))
    assert desk.accounts["confidant"].pk in told
    assert desk.accounts["accused"].pk not in told, "a party is told by letter"


@pytest.mark.requirement("JOT-14")
def test_attendance_is_asked_of_each_and_shown_by_name(desk: Desk, number: str) -> None:
    form = text(desk.get("handler", act_address(number, "hold meeting")))
    assert "Was erbij: Kees Kanarie" in form
    accused = desk.accounts["accused"].opaque
    given = {"meeting": "talk", "planned": "2", "minutes": "Wij praatten.", "attendance_p1": "present"}
    answer = desk.act("handler", number, "hold meeting", **given)
    assert answer.status_code == 422
    assert "zeg van iedereen die was uitgenodigd of die er was" in text(answer)
    assert (
        desk.act("handler", number, "hold meeting", **given, **{f"attendance_{accused}": "excused"}).status_code == 302
    )
    shown = talks(desk, number)
    assert "Kees Kanarie : ja" in shown.replace("Kanarie:", "Kanarie :")
    assert "nee, met bericht" in shown
    assert "Was erbij: Bram Beklaagd" in text(desk.get("handler", dossier_address(number)))


def test_a_guest_whom_one_does_not_see_any_more_is_asked_after_without_a_name(desk: Desk) -> None:
    number, gone = desk.receive(), desk.accounts["confidant"].opaque
    desk.act("director", number, "assign", role="confidant", person=gone)
    assert desk.act("handler", number, "plan meeting", guests=["p1", gone], **TALK).status_code == 302
    with in_organisation(desk.here.pk):
        Assignment.objects.filter(account=desk.accounts["confidant"]).delete()
    form = text(desk.get("handler", act_address(number, "hold meeting")))
    assert "Was erbij: Iemand anders die was uitgenodigd" in form
    given = {"meeting": "talk", "minutes": "Wij praatten.", "attendance_p1": "present", f"attendance_{gone}": "absent"}
    assert desk.act("handler", number, "hold meeting", **given).status_code == 302


@pytest.mark.requirement("JOT-14")
def test_minutes_wait_for_each_side_in_the_agenda_and_on_the_page(desk: Desk, number: str) -> None:
    assert desk.act("handler", number, "hold meeting", meeting="talk", minutes="Wij praatten.",
                    attendance_p1="present", **{f"attendance_{desk.accounts['accused'].opaque}": "present"}).status_code == 302  # fmt: skip
    assert desk.act("handler", number, "send minutes", until="2026-03-20").status_code == 302
    for who in ("handler", "accused"):
        assert "Reacties op het verslag" in text(desk.get(who, AGENDA)), who
    assert desk.act("accused", number, "comment on minutes", comments="Het was anders.").status_code == 302
    assert "Reacties op het verslag" not in text(desk.get("accused", AGENDA))
    assert "Reacties op het verslag" in text(desk.get("handler", AGENDA)), "the other side may still answer"
    page = text(desk.get("handler", dossier_address(number)))
    assert "Reageren kan tot en met 20 mrt" in page
    assert "Het was anders." in page
    assert "Klager: nog geen reactie" in page
    desk.later(days=30)
    assert "Klager: reageerde niet" in text(desk.get("handler", dossier_address(number)))


def test_the_appointment_of_an_invitation_is_a_file_that_a_calendar_opens(desk: Desk, number: str) -> None:
    page = desk.get("handler", f"{dossier_address(number)}deel/party/").content.decode()
    found = re.search(r'href="([^"]+/stuk/[^"]+)">[^<]*\(voor in de agenda\)', page)
    assert found, page
    answer = desk.get("handler", found[1])
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Content-Disposition"].endswith('.ics"')


def test_yes_and_no_of_an_act_are_words_in_the_story(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "plan meeting", moved="no", guests=["p1"], **TALK).status_code == 302
    story = text(desk.get("handler", dossier_address(number)))
    assert re.search(r"al gepland was ?: nee\b", story)
    assert not re.search(r"al gepland was ?: no\b", story)
