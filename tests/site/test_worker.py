"""The worker's chores: each in its turn, never two at once, one that fails does not stop the others."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from wederhoor.dossier import jobs
from wederhoor.dossier.models import Job
from wederhoor.site.worker import CHORES, Chore, turn

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_chore_is_done_when_it_is_due_and_not_before() -> None:
    done: list[datetime] = []
    chores = (Chore("tidy", done.append, every=timedelta(minutes=5)),)
    with time_machine.travel(NOW, tick=False) as clock:
        assert [turn(chores), turn(chores)] == [1, 0]
        clock.shift(timedelta(minutes=5))
        assert turn(chores) == 1
    assert done == [NOW, NOW + timedelta(minutes=5)]


@pytest.mark.django_db
def test_two_workers_never_do_the_same_chore_at_once() -> None:
    later = NOW + timedelta(minutes=1)
    assert jobs.take("tidy", later, alone=True, now=NOW)
    assert not jobs.take("tidy", later, alone=True, now=NOW)
    assert not jobs.take("tidy", later, alone=True, now=later), "the first is still at it"
    jobs.ended("tidy", "", now=later)
    assert jobs.take("tidy", later, alone=True, now=later)


@pytest.mark.django_db
def test_a_chore_of_a_worker_that_died_is_taken_up_again() -> None:
    assert jobs.take("tidy", NOW, alone=True, now=NOW)
    assert jobs.take("tidy", NOW, alone=True, now=NOW + jobs.LOST + timedelta(seconds=1))


@pytest.mark.django_db
def test_a_chore_that_fails_says_what_and_does_not_stop_the_others() -> None:
    done: list[datetime] = []

    def broken(now: datetime) -> None:
        raise OSError("naam van iemand")

    assert turn((Chore("broken", broken), Chore("whole", done.append))) == 2
    assert len(done) == 1
    assert Job.objects.get(name="broken").problem == "OSError", "the kind of error, never its words"


def test_a_daily_chore_has_its_hour_here_not_in_utc() -> None:
    chore = Chore("night", print, at=time(0, 5))
    assert chore.following(datetime(2026, 3, 28, 23, 0, tzinfo=UTC)) == datetime(2026, 3, 28, 23, 5, tzinfo=UTC)
    assert chore.following(datetime(2026, 3, 28, 23, 5, tzinfo=UTC)) == datetime(2026, 3, 29, 22, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_every_chore_runs_on_an_empty_system() -> None:
    assert turn() == len(CHORES)
    assert dict(Job.objects.exclude(problem="").values_list("name", "problem")) == {}
