"""Two at the very same moment, on two connections: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import DataError, connection, transaction

from tests.dossier.conftest import NOW, Cast, people_of_the_cast
from wederhoor.dossier import access, door, search_index, search_keys, titling
from wederhoor.dossier.door import Conflict
from wederhoor.dossier.fence import END, ON_DISK, in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, Summary
from wederhoor.dossier.queries.searching import search
from wederhoor.dossier.queries.worklist import Filters
from wederhoor.organisations import attempts
from wederhoor.organisations.prepared import ask
from wederhoor.procedure.commands import Command


@pytest.fixture
def committed(data: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Cast:
    """The cast, really committed, so that other connections see it."""
    monkeypatch.setenv("WEDERHOOR_DATA", str(data))
    return people_of_the_cast()


def together(*works: Callable[[], object]) -> list[object]:
    """Run each on a connection of its own, started at the same moment; an exception is its answer."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_act_goes_in_and_the_other_sees_it(committed: Cast) -> None:
    cast = committed
    dossier = cast.open(cast.receive().number)

    def act() -> object:
        return door.perform(
            dossier,
            Command("note", "officer"),
            texts={"note": "n"},
            actor=cast.actor(cast.officer),
            now=NOW,
            expected_seq=1,
        )

    answers = together(act, act, act)
    conflicts = [answer for answer in answers if isinstance(answer, Conflict)]
    assert sum(isinstance(answer, door.Outcome) for answer in answers) == 1
    assert [[event.act for event in conflict.events] for conflict in conflicts] == [["note"], ["note"]]
    assert cast.open(dossier.number).seq == 2


def test_the_same_form_at_the_same_moment_is_one_complaint(committed: Cast) -> None:
    answers = together(*[committed.receive] * 4)
    assert {answer.number for answer in answers if isinstance(answer, door.Received)} == {"K-2026-0001"}
    assert len({answer.code for answer in answers if isinstance(answer, door.Received)}) == 1
    assert [answer.new for answer in answers if isinstance(answer, door.Received)].count(True) == 1


def test_the_chain_of_the_access_log_has_no_forks(committed: Cast) -> None:
    number = committed.receive().number
    together(*[lambda: committed.open(number)] * 6)
    assert access.first_broken(committed.here.pk) is None
    assert access.anchor(committed.here.pk)[0] == 7


def test_while_a_title_waits_for_somebody_else_in_the_same_dossier_everybody_goes_on_opening_others(
    committed: Cast,
) -> None:
    cast = committed
    first, second = cast.open(cast.receive().number), cast.receive("tweede").number
    held, opened = Event(), Event()

    def acting() -> object:
        with in_organisation(cast.here.pk):
            list(Summary.objects.select_for_update().filter(dossier_id=first.row.id))
            held.set()
            return opened.wait(timeout=20)

    def naming() -> object:
        held.wait(timeout=20)
        titling.put_right(first, "Kou op de gang", None, None, actor=cast.actor(cast.officer), now=NOW, seen=None)
        return True

    def reading() -> object:
        try:
            _until(WAITING)
            ask("SELECT set_config('lock_timeout', '2s', false)", [])
            return cast.open(second).number == second
        finally:
            opened.set()

    assert together(acting, naming, reading) == [True, True, True]
    assert cast.open(first.number).subject == "Kou op de gang"


WAITING = "SELECT EXISTS(SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
"""Whether somebody in this database waits for somebody else: other tests have databases of their own on the same server."""


def _until(question: str) -> None:
    """Wait until PostgreSQL says yes."""
    for _ in range(200):
        if ask(question, [])[0][0]:
            return
        sleep(0.05)
    raise AssertionError(question)


def test_while_one_dossier_gets_a_new_search_key_another_is_acted_in_and_searched(committed: Cast) -> None:
    cast = committed
    first, second = cast.receive().number, cast.receive("tweede").number
    search_keys.begin(cast.here, now=NOW)
    busy, looked = Event(), Event()

    def renewing() -> object:
        with in_organisation(cast.here.pk):
            row = Dossier.objects.get(number=first)
            row.organisation = cast.here
            search_keys._again(row, search_index.key_of(cast.here, NOW))
            busy.set()
            return looked.wait(timeout=20)

    def acting() -> object:
        busy.wait(timeout=20)
        dossier = cast.open(second)
        done = door.perform(
            dossier, Command("note", "officer"), texts={"note": "albatros"}, actor=cast.actor(cast.officer), now=NOW, expected_seq=1
        )  # fmt: skip
        found = search(cast.here, cast.actor(cast.officer), "albatros", Filters(), now=NOW)
        looked.set()
        return done.event is not None and [hit.number for hit in found.hits] == [second]

    assert together(renewing, acting) == [True, True]
    assert search_keys.rebuild(cast.here, leaked=False, now=NOW, wait=0) >= 1


def test_who_sends_one_of_many_waits_for_the_disk_after_the_others_may_go_on(committed: Cast) -> None:
    """The locks end with the transaction; the answer comes after a line in PostgreSQL's log that waits for the disk."""
    asked: list[str] = []

    def noted(execute: Callable[..., object], statement: str, values: object, many: bool, context: object) -> object:
        asked.append(statement)
        return execute(statement, values, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")  # a database for tests is in less of a hurry
    with connection.execute_wrapper(noted):
        with in_organisation(committed.here.pk, many=True), connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("off",)
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
    assert asked[-3:-1] == [END, ON_DISK]
    connection.close()


def test_what_the_guard_counts_is_counted_whether_or_not_it_waits_for_the_disk(committed: Cast) -> None:
    counters = [(b"network", timedelta(hours=1)), (b"organisation", timedelta(hours=1))]
    assert [attempts.counted(counters, now=NOW) for _ in range(2)] == [[1, 1], [2, 2]]
    with in_organisation(committed.here.pk):
        assert attempts.counted(counters[1:], now=NOW) == [3]
    assert attempts.counted(counters, now=NOW + timedelta(hours=2)) == [1, 1]


def test_nobody_waits_for_the_log_of_a_look_that_is_not_over(committed: Cast) -> None:
    """Its line, which locks the chain of the organisation, is written with the commit."""
    cast = committed
    number, reading, other = cast.receive().number, Event(), Event()

    def slow() -> object:
        def beside(dossier: object) -> None:
            reading.set()
            assert other.wait(timeout=10)

        return door.open_dossier(
            cast.here, number, actor=cast.actor(cast.officer), action="read", now=NOW, beside=beside
        )

    def quick() -> object:
        assert reading.wait(timeout=10)
        with in_organisation(cast.here.pk):
            access.log(cast.here.pk, cast.actor(cast.officer), "list", now=NOW, hits=1)
        return other.set()

    assert not [one for one in together(slow, quick) if isinstance(one, Exception)]
    with in_organisation(cast.here.pk):
        assert list(AccessLog.objects.order_by("seq").values_list("action", flat=True))[-2:] == ["list", "read"]
    assert access.first_broken(cast.here.pk) is None
    connection.close()


def test_a_look_that_cannot_be_logged_does_not_end_well(committed: Cast) -> None:
    cast = committed
    number = cast.receive().number
    with pytest.raises(DataError), in_organisation(cast.here.pk, many=True):
        access.log(cast.here.pk, cast.actor(cast.officer), "r" * 500, now=NOW, dossier=number)
    assert cast.open(number).number == number  # the connection is as good as before
    connection.close()


def test_within_a_savepoint_the_line_goes_with_what_is_undone(committed: Cast) -> None:
    here = committed.here.pk
    with in_organisation(here):
        before = AccessLog.objects.count()
        with suppress(LookupError), transaction.atomic():
            access.log(here, committed.actor(committed.officer), "undone", now=NOW)
            raise LookupError
    with in_organisation(here):
        assert AccessLog.objects.count() == before
    connection.close()
