"""Whoever owes something of the organisation's own hears of it ahead, once per warning, in a mail that names no complaint."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core import mail
from pytest_django import Settings

from wederhoor.insight import reminding
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation
from wederhoor.procedure.dossier import AMSTERDAM


@pytest.fixture
def here(db: None, settings: Settings) -> Organisation:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="loj")
    board = Account.objects.create_user("bestuur@hier.test", "Bestuur")
    Membership.objects.create(account=board, organisation=row, role="board")
    Administrator.objects.create(account=Account.objects.create_user("beheer@hier.test", "Beheer"), organisation=row)
    return row


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 7, 35, tzinfo=AMSTERDAM)


@pytest.mark.requirement("LOJ-13")
def test_the_board_hears_of_the_evaluation_at_sixty_and_fourteen_days_and_when_it_passed(here: Organisation) -> None:
    assert reminding.run(at(2025, 10, 1)) == 0
    assert [reminding.run(at(2025, 11, 10)), reminding.run(at(2025, 11, 11))] == [1, 0]
    assert reminding.run(at(2025, 12, 20)) == 1
    assert reminding.run(at(2026, 1, 2)) == 1
    assert [one.to for one in mail.outbox] == [["bestuur@hier.test"]] * 3
    assert "Evaluatie van de regeling: uiterlijk 01-01-2026. Dat is over 52 dagen." in mail.outbox[0].body
    assert "niet vastgelegd" in mail.outbox[2].body


def test_where_nobody_holds_the_role_who_runs_the_place_hears_of_it(here: Organisation) -> None:
    Membership.objects.all().delete()
    reminding.run(at(2026, 1, 2))
    assert [one.to for one in mail.outbox] == [["beheer@hier.test"]]
