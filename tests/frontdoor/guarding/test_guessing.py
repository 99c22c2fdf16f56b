"""Guessing a code is slow, tells nothing, and never locks out who has the right one."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wederhoor.dossier import door, keys
from wederhoor.frontdoor.guarding import WaitFirst, open_by_code, proof
from wederhoor.frontdoor.guarding.thresholds import thresholds
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.commands import Command

WRONG = "appel-fiets-molen-regen-0000"
VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint"}


@pytest.fixture
def code(linde: Organisation) -> str:
    """The code of a complaint that is there."""
    got = door.receive(
        linde, Command("receive", "complainant", VALUES), texts={"complaint": "Het is koud."}, people=[],
        subject="Koud", actor=door.visitor(linde.pk), now=timezone.now(), submitted_key="een",
    )  # fmt: skip
    assert isinstance(got, door.Received), got
    return got.code


def _try(place: Organisation, code: str, now: datetime, address: str = "203.0.113.7", **data: str) -> object:
    request: HttpRequest = RequestFactory().post("/", data, REMOTE_ADDR=address)
    try:
        return open_by_code(request, place, code, now=now).number
    except door.NotFound:
        return "unknown"
    except WaitFirst as wait:
        return wait


def _flood(place: Organisation, now: datetime, address: str = "203.0.113.7") -> None:
    for nth in range(thresholds().guesses_network):
        assert _try(place, f"{WRONG}{nth}", now, address) == "unknown"


def test_who_has_the_right_code_gets_in_at_once(linde: Organisation, code: str) -> None:
    assert str(_try(linde, code, timezone.now())).startswith("K-")


def test_after_many_wrong_codes_of_a_network_a_try_waits_and_the_right_code_still_opens(
    linde: Organisation, code: str
) -> None:
    now = timezone.now()
    _flood(linde, now)
    wait = _try(linde, code, now)
    assert isinstance(wait, WaitFirst)
    soon, later = now + timedelta(seconds=2), now + timedelta(seconds=wait.seconds)
    assert isinstance(_try(linde, code, soon, ticket=wait.ticket), WaitFirst)
    assert str(_try(linde, code, later, ticket=wait.ticket)).startswith("K-")


def test_with_the_puzzle_solved_there_is_nothing_to_wait_for(linde: Organisation, code: str) -> None:
    now = timezone.now()
    _flood(linde, now)
    wait = _try(linde, code, now)
    assert isinstance(wait, WaitFirst)
    solution = proof.solved(wait.puzzle)
    assert str(_try(linde, code, now, ticket=wait.ticket, solution=solution)).startswith("K-")
    other = _try(linde, WRONG, now)
    assert isinstance(other, WaitFirst)
    again = _try(linde, WRONG, now, ticket=other.ticket, solution=solution)
    assert isinstance(again, WaitFirst), "a puzzle pays for one code"


def test_a_ticket_is_for_one_code_and_one_organisation(linde: Organisation, code: str) -> None:
    now = timezone.now()
    _flood(linde, now)
    wait = _try(linde, WRONG, now)
    assert isinstance(wait, WaitFirst)
    later = now + timedelta(seconds=wait.seconds)
    assert isinstance(_try(linde, code, later, ticket=wait.ticket), WaitFirst)
    for forged in ("", "x", "1.x", "é.é", f"{int(now.timestamp()) - 60}.{wait.ticket.partition('.')[2]}"):
        assert isinstance(_try(linde, WRONG, later, ticket=forged), WaitFirst)


def test_somebody_elsewhere_notices_nothing_of_it(linde: Organisation, code: str) -> None:
    now = timezone.now()
    _flood(linde, now)
    assert str(_try(linde, code, now, address="198.51.100.9")).startswith("K-")


def test_guesses_from_everywhere_are_braked_too(linde: Organisation, code: str) -> None:
    now, rules = timezone.now(), thresholds()
    for nth in range(rules.guesses_organisation):
        assert _try(linde, WRONG, now, address=f"10.{nth // 200}.{nth % 200}.1") == "unknown"
    wait = _try(linde, code, now, address="198.51.100.9")
    assert isinstance(wait, WaitFirst)
    later = now + timedelta(seconds=wait.seconds)
    assert str(_try(linde, code, later, address="198.51.100.9", ticket=wait.ticket)).startswith("K-")


def test_a_quarter_of_an_hour_later_it_is_as_before(linde: Organisation, code: str) -> None:
    now = timezone.now()
    _flood(linde, now)
    assert str(_try(linde, code, now + timedelta(minutes=16))).startswith("K-")


def test_waiting_says_the_same_for_a_code_that_exists_and_one_that_does_not(linde: Organisation, code: str) -> None:
    now = timezone.now()
    _flood(linde, now)
    asked = [_queries(linde, one, now) for one in (code, WRONG)]
    assert asked[0] == asked[1]


def test_wrong_revoked_and_strange_codes_ask_the_database_the_same(linde: Organisation, code: str) -> None:
    now = timezone.now()
    _try(linde, WRONG, now)  # what is asked once per process
    asked = [
        _queries(linde, one, now) for one in (WRONG, code[:-1], "K-2026-0001", "' OR 1=1 --", "\0", "é" * 5000, "")
    ]
    assert all(one == asked[0] for one in asked)


def _queries(place: Organisation, code: str, now: datetime) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        _try(place, code, now)
    shapes = [query["sql"].partition(" VALUES ")[0] for query in captured]
    return [_shape(sql) for sql in shapes]


def _shape(sql: str) -> str:
    """A statement without its values."""
    return hashlib.sha256("".join(sign for sign in sql.split("WHERE")[0] if not sign.isdigit()).encode()).hexdigest()


def test_twenty_thousand_guesses_hit_nothing(linde: Organisation, code: str) -> None:
    """A million, through the database, is in `benchmarks.front`."""
    mine = keys.code_hash(linde, code)
    assert all(keys.code_hash(linde, keys.code_for(linde, f"gok{nth}")) != mine for nth in range(20_000))
