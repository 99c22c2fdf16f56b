"""The world to practise in: decided by its seed, played through the one door."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.test import override_settings

from wederhoor.dossier import access
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, Event, RegisterRow
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.site.cli import simulate
from wederhoor.site.demo import script
from wederhoor.site.practice.kinds import kinds
from wederhoor.site.practice.playing import play
from wederhoor.site.practice.stories import people, story
from wederhoor.site.practice.world import Kind, Provider, world

NOW = datetime(2026, 6, 17, 17, tzinfo=AMSTERDAM)
KIND = Kind("x", ("judged", "talk"), ("care", "money", "other"))


def planned(seed: int = 1, complaints: int = 4000, organisations: int = 8) -> list[Provider]:
    return world(
        [KIND], years=3, organisations=organisations, complaints=complaints, seed=seed, until=date(2026, 6, 17)
    )


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    assert planned(1) == planned(1)
    assert planned(1) != planned(2)


def test_every_complaint_asked_for_is_there_within_the_years() -> None:
    found = planned()
    assert sum(len(one.complaints) for one in found) == 4000
    days = [told.day for one in found for told in one.complaints]
    assert (min(days) >= date(2023, 6, 18), max(days) < date(2026, 6, 17)) == (True, True)


def test_nobody_complains_before_the_regulation_holds() -> None:
    since = date(2025, 1, 1)
    (found,) = world(
        [replace(KIND, since=since)], years=3, organisations=1, complaints=500, seed=1, until=date(2026, 6, 17)
    )
    assert len(found.complaints) == 500
    assert min(told.day for told in found.complaints) >= since
    assert all(kind.since >= date(2024, 1, 1) for kind in kinds(NOW.date()))


def test_summer_and_weekends_are_quieter() -> None:
    days = [told.day for one in planned() for told in one.complaints]
    months, week = Counter(day.month for day in days), Counter(day.isoweekday() for day in days)
    assert months[8] < months[3]
    assert week[7] < 0.7 * week[2]


def test_a_planted_problem_comes_up_more_often_once_it_began() -> None:
    troubled = [one for one in planned(complaints=20000) if one.trouble]
    assert troubled
    for one in troubled:
        about = one.trouble
        assert about
        before = [told for told in one.complaints if told.day < about.since]
        after = [told for told in one.complaints if told.day >= about.since]
        share = [
            sum((told.place, told.theme) == (about.place, about.theme) for told in part) / len(part)
            for part in (before, after)
        ]
        assert share[1] > 1.3 * share[0]


@pytest.mark.parametrize("wrong", [{"complaints": 3}, {"organisations": 0}])
def test_a_world_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least"):
        planned(**wrong)


def test_words_fit_the_theme_and_leave_nothing_open() -> None:
    from random import Random

    for theme in ("money", "treatment", "no such theme"):
        subject, words = story(theme, Random(1))
        assert subject
        assert "{" not in words
    assert " " in people(Random(1))


PLAYS = """
import json, sys, time
for number in sys.stdin:
    time.sleep(float(sys.argv[1]))
    print(json.dumps({"turns": 25}) + "\\n" + json.dumps({"number": int(number), "who": sys.argv[2], "done": 1}), flush=True)
"""


def test_whoever_is_done_gets_the_next_and_the_busiest_go_first() -> None:
    sizes = [len(one.complaints) for one in simulate.busiest_first(planned())]
    assert sizes == sorted(sizes, reverse=True)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PLAYS, wait, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for wait, who in (("0.5", "slow"), ("0", "quick"))
    ]
    found = list(simulate.shared_out(started, 12))
    done = [line for line in found if line.get("done")]
    assert sorted(line["number"] for line in done) == list(range(12))
    assert Counter(line["who"] for line in done)["quick"] > 6
    assert [process.wait() for process in started] == [0, 0]


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_every_act_goes_through_the_door_and_leaves_its_line() -> None:
    providers = world(kinds(NOW.date()), years=1, organisations=5, complaints=20, seed=4, until=NOW.date())
    for provider in providers:
        turns: list[int] = []
        tally = play(provider, NOW, lambda turns=turns: turns.append(1))
        here = Organisation.objects.get(code=provider.code)
        with in_organisation(here.pk):
            assert Dossier.objects.filter(organisation=here).count() == tally.complaints == len(provider.complaints)
            assert Event.objects.filter(organisation=here).count() == tally.acts
            assert AccessLog.objects.filter(organisation=here).count() >= tally.acts
        assert access.first_broken(here.pk) is None
        assert len(turns) >= tally.acts


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_playing_again_adds_nothing_and_closed_complaints_are_in_the_register() -> None:
    (provider,) = world(kinds(NOW.date())[:1], years=2, organisations=1, complaints=12, seed=2, until=NOW.date())
    first = play(provider, NOW, lambda: None)
    again = play(provider, NOW, lambda: None)
    assert (first.complaints, again.complaints, again.acts) == (12, 0, 0)
    here = Organisation.objects.get(code=provider.code)
    with in_organisation(here.pk):
        assert RegisterRow.objects.filter(organisation=here, counts=True).exclude(theme="").count() > 3


@pytest.mark.django_db
def test_a_real_organisation_is_never_played_with() -> None:
    assert simulate.real_organisation() == ""
    Organisation.objects.create(code="echt", name="Echte Zorg", regulation="jot")
    assert simulate.real_organisation() == "Echte Zorg"


def test_what_is_written_in_acts_is_read_from_its_file_once_whatever_the_day() -> None:
    """Reading it at each act of another day cost a fifth of all that playing a world takes."""
    before = script._texts.cache_info().misses
    wordings = [script.texts(day) for day in range(20)]

    assert any(one != wordings[0] for one in wordings)
    assert script._texts.cache_info().misses - before <= 1
