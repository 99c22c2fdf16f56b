"""Teams: a complaint is about one, the worklist filters on it, the register takes it over, and who is in it finds it back."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests.desk.conftest import PEOPLE, WORKLIST, Desk, dossier_address, text
from tests.desk.learning.test_register_entry import ready
from wederhoor.dossier import register_entry
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, RegisterEntry, RegisterLink, RegisterRow, Summary
from wederhoor.dossier.placing import Elsewhere
from wederhoor.organisations.models import Account, Location, Membership, Team


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


def put(desk: Desk, number: str, **given: object) -> tuple[int, str]:
    """Send the form of place and team as it stands, with these answers."""
    page = desk.get("handler", place_address(number)).content.decode()
    seen = re.findall(r'name="seen" value="([^"]*)"', page)
    answer = desk.post("handler", place_address(number), **{"seen": seen[0] if seen else ""} | given)
    return answer.status_code, text(answer)


def test_a_team_of_one_place_and_another_place_contradict_each_other_and_both_are_named(desk: Desk, team: Team) -> None:
    south = Location.objects.create(organisation=desk.here, code="zuid", name="Huis Zuid")
    number = desk.receive()
    status, page = put(desk, number, location=south.pk, team=team.pk)
    assert status == 422
    assert "Nachtploeg Noord werkt in Huis Noord, en u koos Huis Zuid." in page
    with in_organisation(desk.here.pk):
        assert Dossier.objects.get(number=number).location_id is None
    data = {
        "complaint": "Het was koud.", "channel": "telephone", "capacity": "client", "kind": "complaint", "law": "wlz",
        "team": team.pk, "location": south.pk, "key": "k2", "expected_seq": 0,
    }  # fmt: skip
    answer = desk.post("handler", f"{WORKLIST}nieuw/", **data)
    assert answer.status_code == 422
    assert "Nachtploeg Noord werkt in Huis Noord, en u koos Huis Zuid." in text(answer)


def test_a_team_alone_brings_its_place_along(desk: Desk, team: Team) -> None:
    number = desk.receive()
    assert put(desk, number, team=team.pk)[0] == 302
    with in_organisation(desk.here.pk):
        assert Dossier.objects.get(number=number).location_id == team.location_id
        assert Summary.objects.get(number=number).location_id == team.location_id


def test_the_second_of_two_who_put_the_place_right_hears_it_and_overwrites_nothing(desk: Desk, team: Team) -> None:
    south = Location.objects.create(organisation=desk.here, code="zuid", name="Huis Zuid")
    number = desk.receive()
    page = desk.get("handler", place_address(number)).content.decode()
    old = re.findall(r'name="seen" value="([^"]*)"', page)[0]
    assert put(desk, number, team=team.pk)[0] == 302
    late = desk.post("handler", place_address(number), seen=old, location=south.pk)
    assert late.status_code == 409
    assert "Iemand anders was u net voor" in text(late)
    assert "Huis Noord" in text(late)
    assert f'<option value="{south.pk}" selected>' in late.content.decode(), "what was chosen still stands there"
    with in_organisation(desk.here.pk):
        assert Dossier.objects.get(number=number).location_id == team.location_id
    now = re.findall(r'name="seen" value="([^"]*)"', late.content.decode())[0]
    assert desk.post("handler", place_address(number), seen=now, location=south.pk).status_code == 302


def test_what_the_place_was_before_is_kept_with_who_changed_it_and_when(desk: Desk, team: Team) -> None:
    south = Location.objects.create(organisation=desk.here, code="zuid", name="Huis Zuid")
    number = desk.receive()
    assert put(desk, number, team=team.pk)[0] == 302
    assert put(desk, number, location=south.pk, team="")[0] == 302
    assert put(desk, number, location=south.pk, team="")[0] == 302, "the same again changes nothing"
    page = text(desk.get("handler", place_address(number)))
    before = page.split("Wat hier eerder stond")[1]
    assert "Huis Noord · Nachtploeg Noord" in before
    assert "Niet bekend" in before
    assert before.count("Hanna Behandelt") == 2
    team.delete()
    assert "Huis Noord" in text(desk.get("handler", place_address(number))), "a team that is gone takes nothing along"


def test_the_register_takes_no_team_of_another_place_and_keeps_what_was_typed(desk: Desk, team: Team) -> None:
    south = Location.objects.create(organisation=desk.here, code="zuid", name="Huis Zuid")
    other = Team.objects.create(organisation=desk.here, name="Dagploeg Zuid", location=south)
    number = ready(desk)
    given_to(desk, number, team)
    address = f"{dossier_address(number)}register/"
    sent = {"part": "", "part-cause": "knowledge", "part-team": other.pk}
    wrong = desk.post("handler", address, **sent)
    assert wrong.status_code == 422
    assert "Dagploeg Zuid werkt in Huis Zuid, en deze klacht is van Huis Noord." in text(wrong)
    assert f'value="{other.pk}" selected' in wrong.content.decode()
    assert 'value="knowledge" selected' in wrong.content.decode()
    with pytest.raises(Elsewhere):
        register_entry.keep(
            desk.open(number), "", register_entry.Filled(team=other.pk),
            actor=desk.open(number).actor, now=desk.now,
        )  # fmt: skip
    here = Team.objects.create(organisation=desk.here, name="Avondploeg Noord", location=team.location)
    for chosen, kept in ((here.pk, here.pk), ("", None), (team.pk, team.pk)):
        assert desk.post("handler", address, **sent | {"part-team": chosen}).status_code == 302
        with in_organisation(desk.here.pk):
            assert RegisterEntry.objects.get().team == kept


def test_a_team_that_the_register_named_before_its_place_changed_is_said_and_stops_nothing_else(
    desk: Desk, team: Team
) -> None:
    number = ready(desk)
    given_to(desk, number, team)
    south = Location.objects.create(organisation=desk.here, code="zuid", name="Huis Zuid")
    Team.objects.filter(pk=team.pk).update(location=south)
    address = f"{dossier_address(number)}register/"
    assert (
        desk.post("handler", address, part="", **{"part-cause": "knowledge", "part-team": team.pk}).status_code == 302
    )


def test_who_moves_a_team_hears_how_many_dossiers_it_has_first(place: Desk, team: Team) -> None:
    south = Location.objects.create(organisation=place.here, code="zuid", name="Huis Zuid")
    page = f"/werkplek/beheer/locaties/team/{team.pk}/"
    for key in ("one", "two"):
        given_to(place, place.receive(key), team)
    sent = {"name": team.name, "location": south.pk}
    once = place.post("director", page, **sent)
    assert once.status_code == 422
    assert "Over dit team gaan 2 dossiers" in text(once)
    assert "Huis Noord" in text(once)
    assert f'value="{south.pk}" selected' in once.content.decode(), "what was chosen is still there"
    team.refresh_from_db()
    assert team.location.name == "Huis Noord"
    assert place.post("director", page, **sent, seen="2").status_code == 302
    team.refresh_from_db()
    assert team.location == south


def test_another_name_for_a_team_or_moving_one_without_dossiers_asks_nothing(place: Desk, team: Team) -> None:
    south = Location.objects.create(organisation=place.here, code="zuid", name="Huis Zuid")
    page = f"/werkplek/beheer/locaties/team/{team.pk}/"
    assert place.post("director", page, name=team.name, location=south.pk).status_code == 302
    team.refresh_from_db()
    given_to(place, place.receive(), team)
    assert place.post("director", page, name="Nachtploeg", location=south.pk).status_code == 302


def test_in_a_team_is_who_works_here_and_nobody_who_complained(place: Desk) -> None:
    account = Account.objects.create_user("ander@voorbeeld.test", "Ada Anders", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=place.here, role="complainant")
    page = text(place.get("director", "/werkplek/beheer/locaties/"))
    assert PEOPLE["handler"] in page
    assert "Ada Anders" not in page
