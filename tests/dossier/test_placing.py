"""Where it was and which team it is about, put right after closing: lists and register say the same."""

from __future__ import annotations

import pytest

from tests.dossier.conftest import NOW, Cast
from tests.dossier.test_destruction import close
from wederhoor.dossier import register, register_entry, titling
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterLink, RegisterRow, Summary
from wederhoor.dossier.register_entry import Filled
from wederhoor.organisations.models import Location, Team

Place = tuple[Location, Team]


@pytest.fixture
def places(cast: Cast) -> tuple[Place, Place]:
    """The wrong location with its team, and the right one."""
    made = []
    for name, group in (("Fout", "Noord"), ("Goed", "Zuid")):
        location = Location.objects.create(organisation=cast.here, code=name.lower(), name=name, group=group)
        made.append((location, Team.objects.create(organisation=cast.here, name=f"Ploeg {name}", location=location)))
    return made[0], made[1]


def put(cast: Cast, number: str, place: Place) -> None:
    titling.put_right(cast.open(number), "", *place, actor=cast.actor(cast.officer), now=NOW, seen=None)


def said(cast: Cast) -> tuple[set[str], set[str], set[tuple[int | None, int | None]]]:
    """What the lists, the rows and the links of the register say of the place."""
    with in_organisation(cast.here.pk):
        return (
            {one.location.name for one in Summary.objects.select_related("location") if one.location},
            set(RegisterRow.objects.values_list("location_group", flat=True)),
            set(RegisterLink.objects.values_list("location_id", "team")),
        )


def test_the_place_of_a_closed_dossier_put_right_reaches_the_register(cast: Cast, places: tuple[Place, Place]) -> None:
    wrong, right = places
    number = cast.receive().number
    put(cast, number, wrong)
    cast.do(number, "acknowledge")
    close(cast, number)
    assert said(cast) == ({"Fout"}, {"Noord"}, {(wrong[0].pk, wrong[1].pk)})
    put(cast, number, right)
    assert said(cast) == ({"Goed"}, {"Zuid"}, {(right[0].pk, right[1].pk)})


def test_who_opened_the_dossier_before_that_does_not_bring_the_wrong_place_back(
    cast: Cast, places: tuple[Place, Place]
) -> None:
    wrong, right = places
    number = cast.receive().number
    put(cast, number, wrong)
    cast.do(number, "acknowledge")
    close(cast, number)
    before = cast.open(number)
    put(cast, number, right)
    register.keep(before.row, before.state, NOW)
    assert said(cast) == ({"Goed"}, {"Zuid"}, {(right[0].pk, right[1].pk)})


@pytest.mark.parametrize("own", [False, True])
def test_a_team_that_somebody_said_in_the_register_stays(cast: Cast, places: tuple[Place, Place], own: bool) -> None:
    """What the register took from the dossier follows the dossier; what somebody chose there does not."""
    wrong, right = places
    night = Team.objects.create(organisation=cast.here, name="Nacht")
    number = cast.receive().number
    put(cast, number, wrong)
    kept = night.pk if own else wrong[1].pk
    register_entry.keep(cast.open(number), "", Filled(team=kept), actor=cast.actor(cast.officer), now=NOW)
    cast.do(number, "acknowledge")
    close(cast, number)
    put(cast, number, right)
    assert {team for _, team in said(cast)[2]} == {night.pk if own else right[1].pk}
