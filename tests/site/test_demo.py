"""The demo: people in every role, and complaints in every phase, made through the one door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import (
    Asked,
    Event,
    Follow,
    InspectionSet,
    LegalHold,
    Mention,
    Notice,
    Outbox,
    Paper,
    PrivacyOfficer,
    ReceptionContact,
    Redaction,
    RegisterRow,
    SavedView,
    Summary,
    Way,
)  # fmt: skip
from wederhoor.dossier.overseeing import oversees
from wederhoor.dossier.policy import NEEDS, PARTIES
from wederhoor.dossier.queries import Filters, worklist
from wederhoor.dossier.retaining import retention
from wederhoor.insight.models import OwnDone, Signal
from wederhoor.organisations.models import Absence, Account, Administrator, Membership, Organisation
from wederhoor.procedure import events
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import load_for
from wederhoor.site.demo import building
from wederhoor.site.demo.script import scripts

NOW = datetime(2026, 6, 17, 16, 0, tzinfo=AMSTERDAM)
SHOWN: tuple[Any, ...] = (
    Asked, Follow, InspectionSet, LegalHold, Mention, Notice, Paper, PrivacyOfficer, ReceptionContact, Redaction, SavedView,
)  # fmt: skip


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


def test_about_ninety_complaints_of_now_open_overdue_and_closed_and_a_year_before_them(skipped: list[str]) -> None:
    rows = _summaries()
    earlier = sum(script.life.before for script in scripts())
    assert 75 <= len(rows) - earlier <= 95
    assert sum(row.closed for row in rows) >= 12 + 0.9 * earlier
    assert sum(bool(row.next_due and row.next_due < NOW.date() and not row.closed) for row in rows) >= 5


def test_phases_are_spread_over_every_regulation(skipped: list[str]) -> None:
    phases: dict[str, set[str]] = {}
    for row in _summaries():
        phases.setdefault(row.regulation.split("/")[0], set()).add(row.phase)
    for provider in ("jot", "zk", "ott", "izw", "loj"):
        missing = set(load_for(provider, NOW.date()).phases) - phases[provider]
        assert len(missing) <= 2, f"{provider}: nothing in {missing}"


def test_one_password_opens_every_account(skipped: list[str]) -> None:
    accounts = list(Account.objects.filter(demo=True))
    assert len({account.password for account in accounts}) == 1
    assert accounts[0].check_password(building.PASSWORD)


def test_everybody_can_sign_in_in_every_role(skipped: list[str]) -> None:
    lines = "\n".join(building.build(NOW))
    for script in scripts():
        for role in load_for(script.regulation, NOW.date()).roles:
            for held in Membership.objects.filter(organisation__code=script.code, role=role):
                assert held.account.email in lines


def test_in_every_organisation_somebody_runs_the_place_and_oversees_privacy(skipped: list[str]) -> None:
    for script in scripts():
        runs = Administrator.objects.get(organisation__code=script.code)
        tenant = runs.organisation.parent or runs.organisation
        assert oversees(tenant, runs.account_id, NOW.date())
    assert "\n".join(building.build(NOW)).count("ook beheerder en functionaris") == len(scripts())


def test_every_role_with_a_desk_finds_something_in_its_worklist(skipped: list[str]) -> None:
    """Also who works only on what is given to them: confidants, committees, people from outside."""
    empty = []
    for script in scripts():
        roles = load_for(script.regulation, NOW.date()).roles
        for held in Membership.objects.filter(organisation__code=script.code).select_related("organisation__parent"):
            kind = roles[held.role].kind
            if kind not in PARTIES and "list" in NEEDS[kind].actions:
                place = held.organisation.parent or held.organisation
                actor = Actor(held.account_id, held.role, held.organisation_id)
                if not worklist(place, actor, Filters("open"), now=NOW).rows:
                    empty.append((script.code, held.role))
    assert empty == []


def test_every_page_of_the_desk_has_something_to_show(skipped: list[str]) -> None:
    counts = dict.fromkeys(SHOWN, 0)
    for tenant in _tenants():
        with in_organisation(tenant.pk):
            for model in SHOWN:
                counts[model] += model.objects.filter(organisation=tenant).count()
    assert [model.__name__ for model, count in counts.items() if not count] == []
    assert Absence.objects.filter(since__lte=NOW.date(), until__gte=NOW.date(), substitute__isnull=False).exists()


def test_no_list_and_no_dossier_of_the_demo_is_a_page_of_more_than_sixty_kilobytes(skipped: list[str]) -> None:
    sizes: dict[tuple[str, str, str], int] = {}
    with time_machine.travel(NOW, tick=False):
        for tenant in _tenants():
            with in_organisation(tenant.pk):
                longest = list(Summary.objects.filter(organisation=tenant).order_by("-last_seq")[:4])
            for held in Membership.objects.filter(organisation=tenant, account__demo=True).select_related("account"):
                client = Client()
                client.force_login(held.account, backend="django.contrib.auth.backends.ModelBackend")
                for address in ("", *(f"dossiers/{row.number}/" for row in longest)):
                    answer = client.get(f"/werkplek/{address}")
                    if answer.status_code == 200:
                        sizes[tenant.code, held.role, address] = len(answer.content)
    assert len(sizes) > 60
    assert {place: size for place, size in sizes.items() if size >= 60_000} == {}


def test_letters_wait_to_be_mailed_and_to_be_printed(skipped: list[str]) -> None:
    ways = set()
    for tenant in _tenants():
        with in_organisation(tenant.pk):
            waiting = Outbox.objects.filter(organisation=tenant, state=Outbox.State.WAITING)
            ways |= set(waiting.values_list("way", flat=True))
    assert {Way.MAIL, Way.PRINT} <= ways


def test_one_old_dossier_must_be_destroyed_and_one_is_held(skipped: list[str]) -> None:
    tenant = Organisation.objects.get(code="de-linde")
    handler = Membership.objects.get(organisation=tenant, account__email="mediator@de-linde.voorbeeld")
    found = retention(tenant, actor=Actor(handler.account_id, handler.role, tenant.pk), now=NOW)
    assert (len(found.due), len(found.held)) == (1, 1)


def test_what_happens_now_and_then_happened_once(skipped: list[str]) -> None:
    """A calamity, a refused consent, an objection to a person, a meeting that is still to come."""
    happened: list[events.Event] = []
    for tenant in _tenants():
        with in_organisation(tenant.pk):
            stored = Event.objects.filter(organisation=tenant).values_list("payload", flat=True)
            happened += map(events.Event.from_json, stored)
    assert any(event.values.get("safety") == "calamity" for event in happened)
    assert any(event.values.get("answer") == "refused" for event in happened)
    assert any(event.act == "object to person" for event in happened)
    assert any(event.values.get("meeting_at", "") > NOW.isoformat() for event in happened)


def test_what_the_organisation_owes_was_recorded_by_who_owes_it(skipped: list[str]) -> None:
    loj = Organisation.objects.get(regulation="loj", parent=None)
    with in_organisation(loj.pk):
        done = OwnDone.objects.filter(organisation=loj, owing=loj, code="governance:evaluation")
        assert list(done.values_list("role", flat=True)) == ["board"]


@pytest.mark.requirement("LOJ-36")
def test_of_every_closed_complaint_the_way_is_known_where_the_public_report_counts_by_it(skipped: list[str]) -> None:
    loj = Organisation.objects.get(regulation="loj", parent=None)
    with in_organisation(loj.pk):
        ways = set(RegisterRow.objects.filter(kind="complaint").values_list("route", flat=True))
    assert ways <= set(load_for("loj", NOW.date()).routes)
    assert {"mediation", "officer", "committee"} <= ways


def test_a_signal_waits_in_some_organisations_and_says_where(skipped: list[str]) -> None:
    found = []
    for script in scripts():
        if script.life.quiet:
            tenant = Organisation.objects.get(code=script.code)
            with in_organisation(tenant.pk):
                rows = list(Signal.objects.select_related("location"))
            assert script.life.quiet in {row.location.code for row in rows if row.location}, script.code
            found += rows
    assert len(found) <= 6
    assert all(row.owner_id for row in found)


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
