"""What a party at the desk does not get to know, on any page: the answers, the work within, what others owe each other."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils.timezone import localtime

from tests.desk.conftest import WORKLIST, Desk, dossier_address, text
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Summary
from wederhoor.dossier.queries import Filters, worklist
from wederhoor.dossier.queries.searching import search
from wederhoor.dossier.summaries import refresh_stale
from wederhoor.frontdoor.following.progress import promises
from wederhoor.frontdoor.sentences import Voice

WITHIN = (
    "inspectie", "Calamiteit", "Veiligheidsvraag", "Interne notitie", "begeleider van deze klacht", "Bevestig de ontvangst",
    "Webformulier",
)  # fmt: skip


@pytest.fixture
def number(desk: Desk) -> str:
    """A calamity of which the accused was told, and of which the support worker must not know."""
    number = desk.receive(**{"tell support worker": "no"})
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    assert desk.act("handler", number, "safety question", safety="calamity").status_code == 302
    assert desk.act("handler", number, "note", note="Hier staat een kanarienotitie.").status_code == 302
    return number


@pytest.mark.requirement("OTT-19", "JOT-10")
def test_the_accused_learns_nothing_of_the_work_within_nor_of_the_answers_of_the_complainant(
    desk: Desk, number: str
) -> None:
    known, page = text(desk.get("handler", dossier_address(number))), desk.get("accused", dossier_address(number))
    assert page.status_code == 200
    assert "inspectie" in known
    assert "Veiligheidsvraag" in known
    assert "Interne notitie" in known
    for words in WITHIN:
        assert words.casefold() not in text(page).casefold(), words
    assert "Het ging niet goed op de gang." in text(page), "the complaint itself is told"


@pytest.mark.requirement("OTT-19")
def test_what_a_party_opens_holds_only_its_own_events_and_duties(desk: Desk, number: str) -> None:
    found = desk.open(number, "accused")
    assert [(e.act, dict(e.values)) for e in found.events] == [
        ("receive", {}), ("hear", {"party": "accused", "how": "oral"})
    ]  # fmt: skip
    owed = {one.name: (one.holder, *one.owed_to) for one in found.duties(desk.now)}
    assert all("accused" in who for who in owed.values()), owed
    assert "tell support worker" not in found.values(desk.now)
    assert desk.open(number).values(desk.now)["tell support worker"] == "no"


def test_the_lists_of_the_accused_say_nothing_of_the_work_within(desk: Desk, number: str) -> None:
    for address in (WORKLIST, f"{WORKLIST}?tab=all", f"{WORKLIST}agenda/"):
        page = text(desk.get("accused", address)).casefold()
        for words in WITHIN:
            assert words.casefold() not in page, (address, words)
    assert number in text(desk.get("accused", f"{WORKLIST}?tab=all"))


def test_a_meeting_that_a_party_was_not_told_of_is_not_in_its_agenda(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    regulation = desk.open(number).regulation
    told = any("accused" in regulation.letters[one].to for one in regulation.acts["plan meeting"].letters)
    given = {"meeting": next(iter(regulation.meetings)), "meeting_at": "2026-03-10T14:00", "meeting_place": "Hier"}
    assert desk.act("handler", number, "plan meeting", invited="Kees Kanarie", **given).status_code == 302
    for who, there in (("handler", True), ("accused", told)):
        assert (number in text(desk.get(who, f"{WORKLIST}agenda/"))) == there, who


def last_seen(desk: Desk, role: str) -> tuple[list[datetime], list[datetime]]:
    """When something happened last, by the list and by search, for somebody in this role."""
    actor = Actor(desk.accounts[role].pk, role, desk.here.pk)
    listed = worklist(desk.here, actor, Filters("all", order="-last"), now=desk.now).rows
    found = search(desk.here, actor, "gang", Filters("all"), now=desk.now).hits
    return [row.last_at for row in listed], [hit.last_at for hit in found]


@pytest.mark.requirement("OTT-19")
def test_work_within_does_not_move_when_something_happened_last_for_a_party(desk: Desk, number: str) -> None:
    before, of_staff = last_seen(desk, "accused"), last_seen(desk, "handler")
    desk.later(hours=5)
    assert desk.act("handler", number, "note", note="Nog een notitie.").status_code == 302
    assert last_seen(desk, "accused") == before
    assert last_seen(desk, "handler") != of_staff
    desk.later(hours=1)
    assert desk.act("handler", number, "hear", party="accused", how="written").status_code == 302
    assert last_seen(desk, "accused") != before, "what it may know of moves it"


@pytest.mark.requirement("OTT-19")
def test_while_that_is_not_known_a_party_sees_the_day_it_came_until_the_next_night(desk: Desk, number: str) -> None:
    known = last_seen(desk, "accused")
    with in_organisation(desk.here.pk):
        Summary.objects.update(last_for_complainant=None, last_for_accused=None, closed=True)
        day = Summary.objects.get().received_on
    desk.later(days=5)
    assert desk.act("handler", number, "note", note="Nog een notitie.").status_code == 302
    with in_organisation(desk.here.pk):
        Summary.objects.update(last_for_complainant=None, last_for_accused=None, closed=True)
    listed, found = last_seen(desk, "accused")
    assert {localtime(moment).date() for moment in (*listed, *found)} == {day}
    assert len(listed) == len(found) == 1
    assert refresh_stale(desk.here, desk.now) == 1
    assert last_seen(desk, "accused") == known


@pytest.mark.requirement("OTT-19")
def test_the_report_to_the_inspectorate_is_shown_to_neither_side_also_after_both_were_heard(
    desk: Desk, number: str
) -> None:
    assert (
        desk.act(
            "handler", number, "hear", party="complainant", how="oral", said_by="Kees", said_how="telephone"
        ).status_code
        == 302
    )
    assert desk.act("director", number, "report to inspectorate").status_code == 302
    assert "report to inspectorate" in desk.acts(number)
    assert "report to inspectorate" not in [event.act for event in desk.open(number, "accused").events]
    assert "inspectie" not in text(desk.get("accused", dossier_address(number))).casefold()
    state = desk.open(number).state
    assert not [one for one in promises(state, Voice("u"), desk.now) if "inspectie" in one.title.casefold()]
