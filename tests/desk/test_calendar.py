"""Agenda: what stands for whom, by week; and an address for one's own calendar that says no names and can be revoked."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.desk.conftest import WORKLIST, Desk, counting, text

PAGE = f"{WORKLIST}agenda/"
RENEW, REVOKE = f"{PAGE}adres/", f"{PAGE}adres/intrekken/"
SECRETS = ("Kanarie", "koud", "Bram", "kanarie@voorbeeld.test", "Kamer zeven", "Kees")


def address(desk: Desk, role: str = "handler") -> str:
    """Make a calendar address; only its path."""
    assert desk.post(role, RENEW).status_code == 302
    found = re.search(r"(/agenda/[^<\s]+\.ics)", desk.get(role, PAGE).content.decode())
    assert found
    return found.group(1)


def events(desk: Desk, where: str) -> list[tuple[str, date | datetime]]:
    response = desk.get("visitor", where)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    return [(str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]


def plan(desk: Desk, number: str) -> None:
    regulation = desk.open(number).regulation
    given = {
        "meeting": next(iter(regulation.meetings)), "meeting_at": "2026-03-10T14:00", "meeting_place": "Kamer zeven",
        "invited": "Kees Kanarie",
    }  # fmt: skip
    response = desk.act("handler", number, "plan meeting", **given)
    assert response.status_code == 302, text(response)


def test_terms_stand_under_their_week_and_link_to_their_dossier(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", PAGE)
    assert "Week 10" in text(page)
    assert f"/dossiers/{number}/" in page.content.decode()
    assert "Er staan nu geen termijnen" in text(desk.get("outsider", PAGE))
    assert "Er staan nu geen termijnen" in text(desk.get("accused", PAGE))


def test_the_agenda_takes_as_many_queries_for_many_dossiers_as_for_one(desk: Desk) -> None:
    desk.receive("a")
    desk.get("handler", PAGE)
    with counting() as one:
        desk.get("handler", PAGE)
    for key in "bcdef":
        desk.receive(key)
    with counting() as many:
        desk.get("handler", PAGE)
    assert len(many) == len(one)


def test_a_term_that_passed_stands_on_top(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.later(days=30)
    page = text(desk.get("handler", PAGE))
    assert "Al voorbij" in page
    assert "te laat" in page


def test_each_row_says_a_day_once(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    for days in (1, 30):
        desk.later(days=days)
        rows = re.findall(r"<li>.*?</li>", desk.get("handler", PAGE).content.decode(), re.S)
        dated = [re.findall(r"\b\d{1,2} (?:jan|feb|mrt|apr|mei|jun)\b", row) for row in rows if "/dossiers/" in row]
        assert dated
        assert all(len(found) == len(set(found)) for found in dated), dated


def test_the_address_gives_terms_and_meetings_without_names(desk: Desk) -> None:
    number = desk.receive()
    plan(desk, number)
    where = address(desk)
    found = events(desk, where)
    assert all(summary.startswith(f"{number}: ") for summary, _ in found)
    meetings = [at for _, at in found if isinstance(at, datetime)]
    assert [at.astimezone(desk.now.tzinfo).strftime("%d-%m %H:%M") for at in meetings] == ["10-03 14:00"]
    assert any(isinstance(at, date) and not isinstance(at, datetime) for _, at in found)
    plain = desk.get("visitor", where).content.decode()
    assert not [word for word in SECRETS if word in plain.replace("\r\n ", "")]


def test_the_address_is_shown_once_and_a_new_one_ends_the_old(desk: Desk) -> None:
    first = address(desk)
    assert ".ics" not in desk.get("handler", PAGE).content.decode()
    second = address(desk)
    assert desk.get("visitor", first).status_code == 404
    assert desk.get("visitor", second).status_code == 200
    assert desk.post("handler", REVOKE).status_code == 302
    assert desk.get("visitor", second).status_code == 404


def test_the_address_of_a_leaver_or_of_nobody_is_not_there(desk: Desk) -> None:
    where = address(desk)
    desk.accounts["handler"].memberships.update(until=desk.now.date() - timedelta(days=1))
    assert desk.get("visitor", where).status_code == 404
    for wrong in (
        "/agenda/onzin.ics",
        "/agenda/1.onzin.ics",
        "/agenda/%00.ics",
        "/agenda/²³.x.ics",
        "/agenda/99999999999.x.ics",
    ):
        assert desk.get("visitor", wrong).status_code == 404, wrong


def test_the_address_shows_what_its_holder_may_see_and_no_more(desk: Desk) -> None:
    desk.receive()
    assert events(desk, address(desk, "confidant")) == []
    assert events(desk, address(desk, "accused")) == []
    assert events(desk, address(desk, "outsider")) == []


@pytest.mark.parametrize("page", [RENEW, REVOKE])
def test_only_a_button_changes_the_address(desk: Desk, page: str) -> None:
    assert desk.get("handler", page).status_code == 405
    assert desk.post("visitor", page).status_code == 302
    assert desk.browser("handler").post(PAGE).status_code == 405
    assert desk.browser("visitor").post("/agenda/1.x.ics").status_code == 405
