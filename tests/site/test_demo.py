"""The demo: people in every role, and complaints in every phase, made through the one door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Event, Summary
from wederhoor.organisations.models import Membership, Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import load_for
from wederhoor.site.demo import making as building
from wederhoor.site.demo.script import scripts

NOW = datetime(2026, 6, 17, 16, 0, tzinfo=AMSTERDAM)


@pytest.fixture(scope="module")
def skipped(django_db_setup: str, django_db_blocker: Any) -> Iterator[list[str]]:
    """The demo is there for the tests of this file, and forgotten after; returns the steps that were not allowed."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = building.skipped(NOW)
        yield found
        transaction.set_rollback(True)


def _tenants() -> Iterator[Organisation]:
    yield from Organisation.objects.filter(demo=True, parent=None)


def _summaries() -> list[Summary]:
    found: list[Summary] = []
    for tenant in _tenants():
        with in_organisation(tenant.pk):
            found += list(Summary.objects.filter(organisation=tenant))
    return found


def test_every_step_of_every_script_is_allowed_by_its_regulation(skipped: list[str]) -> None:
    assert skipped == []


def test_about_sixty_complaints_open_overdue_and_closed(skipped: list[str]) -> None:
    rows = _summaries()
    assert 55 <= len(rows) <= 75
    assert sum(row.closed for row in rows) >= 12
    assert sum(bool(row.next_due and row.next_due < NOW.date() and not row.closed) for row in rows) >= 5


def test_phases_are_spread_over_every_regulation(skipped: list[str]) -> None:
    phases: dict[str, set[str]] = {}
    for row in _summaries():
        phases.setdefault(row.regulation.split("/")[0], set()).add(row.phase)
    for provider in ("jot", "zk", "ott", "izw", "loj"):
        missing = set(load_for(provider, NOW.date()).phases) - phases[provider]
        assert len(missing) <= 2, f"{provider}: nothing in {missing}"


def test_everybody_can_sign_in_in_every_role(skipped: list[str]) -> None:
    lines = "\n".join(building.build(NOW))
    for script in scripts():
        for role in load_for(script.regulation, NOW.date()).roles:
            held = Membership.objects.get(organisation__code=script.code, role=role)
            assert held.account.check_password(building.PASSWORD)
            assert held.account.email in lines


def test_building_twice_changes_nothing(skipped: list[str]) -> None:
    before = {(row.number, row.last_seq) for row in _summaries()}
    assert building.skipped(NOW) == []
    assert {(row.number, row.last_seq) for row in _summaries()} == before


def test_nobody_wrote_around_the_door(skipped: list[str]) -> None:
    for tenant in _tenants():
        with in_organisation(tenant.pk):
            for row in Summary.objects.filter(organisation=tenant):
                stored = Event.objects.filter(organisation=tenant, dossier_id=row.dossier_id).order_by("seq")
                assert [event.seq for event in stored] == list(range(1, row.last_seq + 1))
