"""Teams: a complaint is about one, the worklist filters on it, the register takes it over, and who is in it finds it back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.desk.conftest import WORKLIST, Desk, dossier_address, text
from tests.desk.learning.test_register_entry import ready
from wederhoor.dossier import register_entry
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, RegisterLink, RegisterRow, Summary
from wederhoor.organisations.models import Location, Team


@pytest.fixture
def team(desk: Desk) -> Team:
    place = Location.objects.create(organisation=desk.here, code="noord", name="Huis Noord")
    return Team.objects.create(organisation=desk.here, name="Nachtploeg Noord", location=place)


def place_address(number: str) -> str:
    return f"{dossier_address(number)}plaats/"


def given_to(desk: Desk, number: str, team: Team) -> None:
    assert desk.post("handler", place_address(number), location=team.location_id, team=team.pk).status_code == 302


def test_the_intake_asks_for_the_team_and_knows_its_place(desk: Desk, team: Team) -> None:
    page = desk.get("handler", f"{WORKLIST}nieuw/").content.decode()
    assert "Over welk team gaat het?" in page
    data = {
        "complaint": "Het was koud.", "channel": "telephone", "capacity": "client", "kind": "complaint", "law": "wlz",
        "team": team.pk, "key": "k1", "expected_seq": 0,
    }  # fmt: skip
    answer = desk.post("handler", f"{WORKLIST}nieuw/", **data)
    assert answer.status_code == 302, text(answer)
    with in_organisation(desk.here.pk):
        row = Dossier.objects.get(organisation=desk.here)
        assert (row.team, row.location_id) == (team.pk, team.location_id)
        assert Summary.objects.get(organisation=desk.here).team == team.pk
    shown = text(desk.get("handler", dossier_address(row.number)))
    assert "Huis Noord" in shown
    assert "Nachtploeg Noord" in shown


def test_without_teams_nobody_is_asked_for_one(desk: Desk) -> None:
    assert "Over welk team" not in text(desk.get("handler", f"{WORKLIST}nieuw/"))


def test_the_worklist_filters_on_a_team_and_on_ones_own_team(desk: Desk, team: Team) -> None:
    other = Team.objects.create(organisation=desk.here, name="Dagploeg")
    one, two, three = desk.receive("one"), desk.receive("two"), desk.receive("three")
    given_to(desk, one, team)
    assert desk.post("handler", place_address(two), team=other.pk).status_code == 302
    listed = text(desk.get("handler", f"{WORKLIST}?tab=open&team={team.pk}"))
    assert one in listed
    assert two not in listed
    assert three not in listed
    assert "Team: Nachtploeg Noord" in listed, "the filter in force can be taken away"
    assert "Mijn team" not in text(desk.get("handler", WORKLIST))
    other.members.add(desk.accounts["handler"])
    assert "Mijn team" in text(desk.get("handler", WORKLIST))
    mine = text(desk.get("handler", f"{WORKLIST}?tab=open&team=mine"))
    assert two in mine
    assert one not in mine
    assert one not in text(desk.get("handler", f"{WORKLIST}?tab=open&team=onzin"))


def test_location_and_team_are_put_right_by_who_keeps_the_dossier_alone(desk: Desk, team: Team) -> None:
    number = desk.receive()
    elsewhere = Team.objects.create(organisation=desk.elsewhere, name="Van elders")
    assert desk.post("handler", place_address(number), team=elsewhere.pk).status_code == 422
    for who in ("outsider", "care professional", "accused"):
        assert desk.post(who, place_address(number), team=team.pk).status_code == 404
        assert desk.get(who, place_address(number)).status_code == 404
    given_to(desk, number, team)
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="place", dossier=number).count() == 1
    assert desk.acts(number) == ["receive"], "a fact beside what happened is no event"
    assert "Verander Locatie en team" in text(desk.get("handler", dossier_address(number)))


def test_the_register_begins_with_the_team_of_the_dossier(desk: Desk, team: Team) -> None:
    number = desk.receive()
    given_to(desk, number, team)
    dossier = desk.open(number)
    (part,) = register_entry.of(dossier, actor=dossier.actor, now=timezone.now()).parts
    assert part.filled.team == team.pk


def test_a_team_that_was_removed_is_no_longer_named(desk: Desk, team: Team) -> None:
    number = desk.receive()
    given_to(desk, number, team)
    team.delete()
    assert "Nachtploeg" not in text(desk.get("handler", dossier_address(number)))
    assert number in text(desk.get("handler", WORKLIST + "?tab=open"))


def test_what_is_put_right_after_closing_is_counted_there_in_the_register_too(desk: Desk, team: Team) -> None:
    Location.objects.filter(pk=team.location_id).update(group="Regio Noord")
    number = ready(desk, theme="care")
    closed = desk.act("handler", number, "close", procedure_followed="Er was een gesprek.", outcome_words="Klaar.")
    assert closed.status_code == 302
    given_to(desk, number, team)
    with in_organisation(desk.here.pk):
        assert list(RegisterRow.objects.values_list("location_group", flat=True)) == ["Regio Noord"]
        assert list(RegisterLink.objects.values_list("location_id", "team")) == [(team.location_id, team.pk)]
