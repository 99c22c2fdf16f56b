"""Whom the complainant chooses to go to gets the complaint, and is told; whom they did not choose is not."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from re import sub
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.frontdoor.complaint import sent
from wederhoor.dossier import door
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Dossier, Notice
from wederhoor.organisations.models import Absence, Account, Membership, Organisation
from wederhoor.procedure.commands import Command

STORY = "Het is al drie weken koud in mijn kamer."

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Organisation:
    return Organisation.objects.create(code="proef", name="Zorg", regulation="loj")


def text_of(response: Any) -> str:
    return " ".join(unescape(sub(r"<[^>]+>", " ", response.content.decode())).split())


def _at(row: Organisation, role: str, name: str) -> Account:
    account = Account.objects.create_user(f"{name}@voorbeeld.test", name.title(), "wachtwoord van de proef")
    Membership.objects.create(account=account, organisation=row, role=role)
    return account


def _new(row: Organisation, client: Client, **given: str) -> tuple[Dossier, set[Account]]:
    """A complaint sent with the form; and who was told that it came in."""
    sent(client, row, {"complaint": STORY, **given}, key="deur")
    with in_organisation(row.pk):
        dossier = Dossier.objects.get(organisation=row)
        told = {
            notice.account
            for notice in Notice.objects.filter(dossier_id=dossier.id, kind="new").select_related("account")
        }
    return dossier, told


@pytest.mark.requirement("LOJ-02", "LOJ-15")
def test_who_chooses_the_confidant_is_seen_by_the_confidant_who_is_told_and_has_it_in_the_worklist(
    client: Client, row: Organisation
) -> None:
    confidant, second, officer = (
        _at(row, "confidant", "femke"),
        _at(row, "confidant", "fons"),
        _at(row, "officer", "arjan"),
    )
    dossier, told = _new(row, client, door="confidant")
    assert told == {confidant, second}, "who was chosen is told, who was not chosen is not"
    assert officer not in told
    browser = Client()
    browser.force_login(confidant)
    assert browser.get(f"/werkplek/dossiers/{dossier.number}/").status_code == 200
    mine = text_of(browser.get("/werkplek/?tab=mine"))
    assert dossier.number in mine
    assert "De klager de mogelijkheden uitleggen" in mine
    browser.force_login(officer)
    assert dossier.number not in text_of(browser.get("/werkplek/?tab=unassigned")), "somebody has it"
    assert "Niet toegewezen" not in _row_of(browser, dossier.number)
    assert any(name in _row_of(browser, dossier.number) for name in ("Femke", "Fons"))


def _row_of(browser: Client, number: str) -> str:
    """What the worklist says of one dossier."""
    page = browser.get("/werkplek/?tab=all").content.decode()
    row = next(part for part in page.split("<tr") if number in part)
    return " ".join(unescape(sub(r"<[^>]+>", " ", row.split(">", 1)[1])).split())


@pytest.mark.requirement("LOJ-02")
def test_without_a_confidant_who_handles_complaints_is_told(client: Client, row: Organisation) -> None:
    officer = _at(row, "officer", "arjan")
    _, told = _new(row, client, door="confidant")
    assert told == {officer}, "somebody must see it"


@pytest.mark.requirement("LOJ-02")
def test_who_chooses_another_door_does_not_bring_it_to_the_confidant(client: Client, row: Organisation) -> None:
    confidant, officer = _at(row, "confidant", "femke"), _at(row, "officer", "arjan")
    dossier, told = _new(row, client, door="officer")
    assert told == {officer}
    with in_organisation(row.pk):
        assert not Assignment.objects.filter(dossier_id=dossier.id, account=confidant).exists()


@pytest.mark.requirement("LOJ-02")
def test_the_complainant_does_not_read_that_talking_began_before_anybody_did(client: Client, row: Organisation) -> None:
    confidant = _at(row, "confidant", "femke")
    dossier, _ = _new(row, client, door="confidant")
    actor = Actor(confidant.pk, "confidant", row.pk)
    opened = door.open_dossier(row, dossier.number, actor=actor, action="read", now=timezone.now())
    assert opened.state.phase(timezone.now()) == "new"
    done = door.perform(
        opened, Command("inform", "confidant", {}), texts={"explanation": "Zo kan het."}, actor=actor, now=timezone.now(),
        expected_seq=opened.seq,
    )  # fmt: skip
    assert done.event, done.refusal
    assert done.state.phase(timezone.now()) == "informal"


def _away(account: Account, substitute: Account | None = None) -> None:
    today = timezone.localdate()
    Absence.objects.create(account=account, substitute=substitute, since=today, until=today + timedelta(days=30))


@pytest.mark.requirement("LOJ-02")
def test_who_stands_in_for_the_chosen_is_told_and_opens_it(client: Client, row: Organisation) -> None:
    confidant, officer, other = (
        _at(row, "confidant", "femke"),
        _at(row, "officer", "arjan"),
        _at(row, "officer", "anja"),
    )
    _away(confidant, officer)
    dossier, told = _new(row, client, door="confidant")
    assert told == {confidant, officer}, "who stands in is told; who does not is not"
    assert other not in told
    browser = Client()
    browser.force_login(officer)
    assert browser.get(f"/werkplek/dossiers/{dossier.number}/").status_code == 200


@pytest.mark.requirement("LOJ-02")
@pytest.mark.parametrize("substitute", ["nobody", "somebody who is away too"])
def test_when_all_who_were_chosen_are_away_who_handles_complaints_is_told_too(
    client: Client, row: Organisation, substitute: str
) -> None:
    confidant, second, officer = (
        _at(row, "confidant", "femke"),
        _at(row, "confidant", "fons"),
        _at(row, "officer", "arjan"),
    )
    _away(confidant, second if substitute != "nobody" else None)
    _away(second)
    _, told = _new(row, client, door="confidant")
    assert told == {confidant, second, officer}, "somebody who is there must see it"


@pytest.mark.requirement("LOJ-02")
def test_when_one_of_the_chosen_is_there_nobody_else_is_told(client: Client, row: Organisation) -> None:
    confidant, second = _at(row, "confidant", "femke"), _at(row, "confidant", "fons")
    _at(row, "officer", "arjan")
    _away(confidant)
    _, told = _new(row, client, door="confidant")
    assert told == {confidant, second}


def _chosen_later(row: Organisation, client: Client, officer: Account) -> tuple[Dossier, set[Account]]:
    """A complaint that came to the officer, of which the complainant chooses the confidant a day later; and who was told of that."""
    dossier, _ = _new(row, client, door="officer")
    actor, now = Actor(officer.pk, "officer", row.pk), timezone.now()
    opened = door.open_dossier(row, dossier.number, actor=actor, action="read", now=now)
    done = door.perform(
        opened, Command("choose step", "officer", {"step": "confidant"}, on_behalf_of="complainant"), texts={}, actor=actor, now=now,
        expected_seq=opened.seq,
    )  # fmt: skip
    assert done.event, done.refusal
    with in_organisation(row.pk):
        told = Notice.objects.filter(dossier_id=dossier.id, kind="assigned", about=f"event:{done.event.seq}")
        return dossier, {notice.account for notice in told.select_related("account")}


@pytest.mark.requirement("LOJ-02")
def test_a_confidant_chosen_later_who_is_away_has_it_and_who_stands_in_is_told(
    client: Client, row: Organisation
) -> None:
    confidant, second, officer = (
        _at(row, "confidant", "femke"),
        _at(row, "confidant", "fons"),
        _at(row, "officer", "arjan"),
    )
    _away(confidant, second)
    Membership.objects.filter(account=second).delete()
    dossier, told = _chosen_later(row, client, officer)
    assert told == {confidant, second}, "who stands in reads it; the officer, who has it already, need not be asked"
    with in_organisation(row.pk):
        assert Assignment.objects.filter(dossier_id=dossier.id, account=confidant, role="confidant").exists()


@pytest.mark.requirement("LOJ-02")
def test_when_every_confidant_chosen_later_is_away_who_handles_it_is_told(client: Client, row: Organisation) -> None:
    confidant, officer, other = (
        _at(row, "confidant", "femke"),
        _at(row, "officer", "arjan"),
        _at(row, "officer", "anja"),
    )
    _away(confidant)
    dossier, told = _chosen_later(row, client, officer)
    assert told == {confidant, officer}, "somebody who is there must see it; a colleague without it need not"
    assert other not in told
    with in_organisation(row.pk):
        assert Assignment.objects.filter(dossier_id=dossier.id, account=confidant).exists(), "it is the confidant's"
