"""Being away: a colleague stands in, sees what was given, and only as long as it lasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.desk.conftest import WORKLIST, Desk, _account, dossier_address, text
from wederhoor.dossier import door
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.notices import around
from wederhoor.dossier.summaries import state_of
from wederhoor.organisations.models import Absence
from wederhoor.organisations.standing_in import absent_for, stand_ins, substitutes

AWAY = f"{WORKLIST}account/afwezig/"
TODAY = date(2026, 3, 2)


@pytest.fixture
def colleague(desk: Desk) -> Desk:
    """A second confidant, and a complaint that the first one has."""
    desk.accounts["colleague"] = _account("colleague", "Hugo Helpt", desk.here, "confidant")
    return desk


def given(desk: Desk) -> str:
    number = desk.receive()
    handler = door.Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    door.assign(desk.open(number), desk.accounts["confidant"].pk, "confidant", actor=handler, now=desk.now)
    return number


def away(desk: Desk, days: int = 7) -> Absence:
    return Absence.objects.create(
        account=desk.accounts["confidant"],
        substitute=desk.accounts["colleague"],
        since=TODAY,
        until=TODAY + timedelta(days),
    )


def test_who_stands_in_today_follows_from_the_dates_alone(colleague: Desk) -> None:
    absence = away(colleague)
    absent, substitute = colleague.accounts["confidant"].pk, colleague.accounts["colleague"].pk
    assert stand_ins([absence], TODAY) == {absent: substitute}
    assert stand_ins([absence], TODAY - timedelta(1)) == {}
    assert stand_ins([absence], TODAY + timedelta(7)) == {absent: substitute}, "the last day counts"
    assert stand_ins([absence], TODAY + timedelta(8)) == {}
    assert substitutes([absent], TODAY) == {absent: substitute}
    assert absent_for(substitute, TODAY) == {absent}
    assert absent_for(absent, TODAY) == frozenset()
    assert substitutes([substitute], TODAY) == {}


def test_the_substitute_sees_the_dossiers_of_who_is_away_and_no_longer(colleague: Desk) -> None:
    number = given(colleague)
    assert colleague.get("colleague", dossier_address(number)).status_code == 404
    away(colleague)
    page = colleague.get("colleague", dossier_address(number))
    assert page.status_code == 200
    assert "Hugo Helpt neemt waar voor Vera Vertrouwt t/m 9 maart." in text(page)
    colleague.later(days=8)
    assert colleague.get("colleague", dossier_address(number)).status_code == 404


def test_the_substitute_finds_them_in_the_worklist(colleague: Desk) -> None:
    number = given(colleague)
    away(colleague)
    assert number in text(colleague.get("colleague", f"{WORKLIST}?tab=all"))


def test_the_substitute_is_told_what_the_absent_one_would_be(colleague: Desk) -> None:
    number = given(colleague)
    away(colleague)
    with in_organisation(colleague.here.pk):
        row = Dossier.objects.get(number=number)
        near = around(row, state_of(row), TODAY)
        state = state_of(row)
    assert colleague.accounts["colleague"].pk in near.holders(state, "confidant")


def test_one_records_ones_own_absence_with_somebody_who_can(colleague: Desk) -> None:
    form = text(colleague.get("confidant", AWAY))
    assert "Hugo Helpt" in form
    assert "Hanna Behandelt" not in form, "a handler does not stand in for a confidant"
    wrong = {"since": "2026-03-09", "until": "2026-03-02", "substitute": colleague.accounts["colleague"].pk}
    assert colleague.post("confidant", AWAY, **wrong).status_code == 422
    other = {"since": "2026-03-02", "until": "2026-03-09", "substitute": colleague.accounts["handler"].pk}
    assert colleague.post("confidant", AWAY, **other).status_code == 422
    right = {"since": "2026-03-02", "until": "2026-03-09", "substitute": colleague.accounts["colleague"].pk}
    assert colleague.post("confidant", AWAY, **right).status_code == 302
    assert colleague.post("confidant", AWAY, **right).status_code == 422, "one substitute at a time"
    absence = Absence.objects.get()
    assert colleague.post("colleague", AWAY, remove=absence.pk).status_code == 302
    assert Absence.objects.exists(), "nobody takes away the absence of another"
    assert colleague.post("confidant", AWAY, remove=absence.pk).status_code == 302
    assert not Absence.objects.exists()


def test_being_accused_shuts_out_a_substitute_too(colleague: Desk) -> None:
    colleague.accounts["accused"], kept = colleague.accounts["colleague"], colleague.accounts["accused"]
    number = given(colleague)
    colleague.accounts["accused"] = kept
    away(colleague)
    assert colleague.get("colleague", dossier_address(number)).status_code == 404


def test_who_the_regulation_lets_stand_in_sees_it_in_their_own_role(colleague: Desk) -> None:
    colleague.here.regulation = "ott"
    colleague.here.save()
    for who, role in (("handler", "mediator"), ("colleague", "external mediator")):
        colleague.accounts[who].memberships.update(role=role)
    mediator = door.Actor(colleague.accounts["handler"].pk, "mediator", colleague.here.pk)
    number = colleague.receive(channel="letter")
    opened = door.open_dossier(colleague.here, number, actor=mediator, action="read", now=colleague.now)
    door.assign(opened, colleague.accounts["handler"].pk, "mediator", actor=mediator, now=colleague.now)
    assert colleague.get("colleague", dossier_address(number)).status_code == 404
    chosen = {"since": "2026-03-02", "until": "2026-03-09", "substitute": colleague.accounts["colleague"].pk}
    assert colleague.post("handler", AWAY, **chosen).status_code == 302
    assert colleague.get("colleague", dossier_address(number)).status_code == 200
    assert number in text(colleague.get("colleague", f"{WORKLIST}?tab=all"))


def test_a_handler_who_stands_in_finds_the_others_dossiers_among_their_own(desk: Desk) -> None:
    desk.accounts["second"] = _account("second", "Sanne Tweede", desk.here, "handler")
    number = desk.receive()
    handler = door.Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    door.assign(desk.open(number), desk.accounts["handler"].pk, "handler", actor=handler, now=desk.now)
    mine = f"{WORKLIST}?tab=mine"
    assert number not in text(desk.get("second", mine))
    Absence.objects.create(
        account=desk.accounts["handler"], substitute=desk.accounts["second"], since=TODAY, until=TODAY + timedelta(1)
    )
    assert number in text(desk.get("second", mine))
