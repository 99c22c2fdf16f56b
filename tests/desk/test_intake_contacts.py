"""Contacts without a complaint: recorded, counted, and a confidant's only for the confidant."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse

from tests.desk.conftest import WORKLIST, Desk, text
from wederhoor.dossier import contacts
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, ReceptionContact
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.surroundings import LooseContact

PAGE = f"{WORKLIST}contacten/"
GIVEN = {
    "day": "2026-03-02",
    "channel": "telephone",
    "duration": "hour",
    "note": "Wilde weten hoe klagen gaat.",
    "did": ["listened"],
}


@pytest.fixture
def ott(desk: Desk) -> Desk:
    """The cast under OTT, whose mediators read what each of them records: the 'handler' mediates, the 'director' is the board."""
    desk.here.regulation = "ott"
    Organisation.objects.filter(pk=desk.here.pk).update(regulation="ott")
    for old, new in (("handler", "mediator"), ("director", "board")):
        Membership.objects.filter(organisation=desk.here, role=old).update(role=new)
    return desk


def record(desk: Desk, who: str, **changed: Any) -> HttpResponse:
    return desk.browser(who).post(PAGE, GIVEN | changed)  # type: ignore[return-value]


def second(desk: Desk, role: str) -> None:
    """One more colleague in a role, under the name 'second'."""
    desk.accounts["second"] = Account.objects.create_user("tweede@voorbeeld.test", "Tweede", "een lang wachtwoord")
    Membership.objects.create(account=desk.accounts["second"], organisation=desk.here, role=role)


@pytest.mark.requirement("OTT-03")
def test_hearing_and_informing_somebody_is_recorded_and_counted_without_a_dossier(ott: Desk) -> None:
    assert record(ott, "handler").status_code == 302
    record(ott, "handler", day="2026-02-27", duration="short", did=["informed", "advised", "assisted", "listened"])
    record(ott, "handler", day="2025-12-30")
    page = text(ott.get("handler", PAGE))
    assert "Wilde weten hoe klagen gaat." in page
    counted = text(ott.get("director", PAGE))
    assert "Geluisterd: 2 Uitgelegd: 1 Raad gegeven: 1 Geholpen: 1" in counted
    assert record(ott, "handler", did=[]).status_code == 422, "the regulation asks what was done"
    assert re.search(r"1e kwartaal 2026 2 0", page)
    assert re.search(r"4e kwartaal 2025 1 0", page)
    with in_organisation(ott.here.pk):
        assert Dossier.objects.count() == 0


@pytest.mark.requirement("OTT-03")
def test_a_complaint_can_follow_and_is_counted_as_such(ott: Desk) -> None:
    record(ott, "handler")
    found = re.search(r'action="([^"]+/klacht/)"', ott.get("handler", PAGE).content.decode())
    assert found
    onwards = ott.post("handler", found.group(1)).headers["Location"]
    assert onwards == f"{WORKLIST}nieuw/?channel=telephone"
    assert re.search(r'value="telephone"[^>]*checked', ott.get("handler", onwards).content.decode())
    assert re.search(r"1e kwartaal 2026 1 1", text(ott.get("handler", PAGE)))
    assert ott.get("handler", found.group(1)).status_code == 405
    assert ott.post("outsider", found.group(1)).status_code == 404


@pytest.mark.requirement("ZK-12")
def test_what_a_confidant_records_is_seen_by_that_confidant_only_and_counted(desk: Desk) -> None:
    second(desk, "confidant")
    record(desk, "confidant", note="Kanarie kwam langs.")
    assert "Kanarie kwam langs." in text(desk.get("confidant", PAGE))
    assert desk.get("handler", PAGE).status_code == 404, "the regulation counts it for the director only"
    for other in ("second", "director"):
        page = text(desk.get(other, PAGE))
        assert "Kanarie" not in page
        assert re.search(r"1e kwartaal 2026 1 0", page), other


def test_colleagues_in_the_same_role_read_each_others_and_a_board_the_numbers_only(ott: Desk) -> None:
    second(ott, "mediator")
    record(ott, "handler")
    assert "Wilde weten" in text(ott.get("second", PAGE))
    board = text(ott.get("director", PAGE))
    assert "Wilde weten" not in board
    assert "Leg een contact vast" not in board
    assert record(ott, "director").status_code == 404


def test_a_note_is_sealed_and_wiped_after_two_years_and_the_count_stays(ott: Desk) -> None:
    record(ott, "handler", note="Kanarie aan de lijn")
    with in_organisation(ott.here.pk):
        assert b"anarie" not in bytes(ReceptionContact.objects.get().note)
    assert contacts.run_forget(ott.now) == 0
    assert contacts.run_forget(ott.now + timedelta(days=800)) == 1
    with in_organisation(ott.here.pk):
        row = ReceptionContact.objects.get()
        assert (bytes(row.note), row.account_id) == (b"", None)
    assert re.search(r"1e kwartaal 2026 1 0", text(ott.get("handler", PAGE)))


def test_what_is_wrong_is_named_and_nothing_is_lost(ott: Desk) -> None:
    wrong = record(ott, "handler", day="2026-03-09")
    assert wrong.status_code == 422
    assert "Deze dag moet nog komen" in text(wrong)
    assert "Wilde weten hoe klagen gaat." in text(wrong)


def test_others_have_no_such_page(desk: Desk) -> None:
    record(desk, "confidant")
    for who in ("accused", "care professional"):
        assert desk.get(who, PAGE).status_code == 404
    assert desk.get("visitor", PAGE).status_code == 302
    assert "Wilde weten" not in text(desk.get("outsider", PAGE))
    assert desk.browser("confidant").put(PAGE).status_code == 405
    assert Organisation.objects.count() == 2


def test_who_records_reads_and_counts_is_as_the_regulation_says() -> None:
    usual = load_for("jot", "2026-03-02")
    said = LooseContact(
        label="Advies", by=("confidant", "handler"), seen_by=("director",), counted_for=("director",), source="x", may_become_complaint=False
    )  # fmt: skip
    own = usual.model_copy(update={"contacts_without_dossier": {"advice": said}})
    assert [contacts.records(own, role) for role in ("confidant", "handler", "director")] == [True, True, False]
    assert [contacts.counts(own, role) for role in ("director", "care professional")] == [True, False]
    assert (contacts.private(own, "confidant"), contacts.private(usual, "confidant")) == (False, True)
    assert (contacts.becomes_complaint(own, "handler"), contacts.becomes_complaint(usual, "confidant")) == (False, True)
