"""The world to practise in has months in which everybody is late and complaints that go to a dispute body; who plays it sees how far it is."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from tests.site.test_practice import NOW, planned
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.organisations.models import Organisation
from wederhoor.site.cli import simulate
from wederhoor.site.practice.kinds import kinds
from wederhoor.site.practice.playing import play
from wederhoor.site.practice.world import SLOW, Provider, world


def test_in_the_slow_months_of_some_organisations_everything_takes_more_than_twice_as_long() -> None:
    found = planned(organisations=20)
    slow = [one for one in found if one.slow_months]
    assert 0 < len(slow) < len(found)
    for one in slow:
        pace = {
            late: [told.pace for told in one.complaints if (told.day.month in one.slow_months) is late]
            for late in (True, False)
        }
        assert sum(pace[True]) / len(pace[True]) > 0.9 * SLOW * sum(pace[False]) / len(pace[False])


def _closed(provider: Provider) -> Counter[tuple[bool | None, bool]]:
    """How many rows of the register are in term or not, and were put to a dispute body."""
    play(provider, NOW, lambda: None)
    here = Organisation.objects.get(code=provider.code)
    with in_organisation(here.pk):
        rows = RegisterRow.objects.filter(organisation=here, counts=True)
        return Counter(rows.values_list("in_time", "disputed"))


def _one(plot: str, pace: float, times: int) -> Provider:
    """An organisation of the kind with this plot where everything goes so, a year ago."""
    kind = next(kind for kind in kinds(NOW.date()) if plot in kind.plots)
    (made,) = world([kind], years=2, organisations=1, complaints=times, seed=3, until=NOW.date())
    day = NOW.date() - timedelta(days=330)
    told = (
        replace(one, plot=plot, pace=pace, day=day + timedelta(days=nth)) for nth, one in enumerate(made.complaints)
    )
    return replace(made, complaints=tuple(told))


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_at_the_usual_pace_most_are_in_term_and_at_the_slow_one_none_is() -> None:
    usual, slow = (
        _closed(replace(_one("judgement", pace, 6), code=f"oefen-{pace}".replace(".", "-"))) for pace in (1.0, SLOW)
    )
    assert (usual[True, False], slow[True, False]) == (6, 0)
    assert slow[False, False] == 6


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_what_goes_to_a_dispute_body_in_the_world_is_in_the_register_as_such() -> None:
    found = _closed(_one("dispute", 1.0, 4))
    assert sum(many for (_, disputed), many in found.items() if disputed) == 4


def test_the_bar_is_full_when_every_organisation_is_ready(capsys: pytest.CaptureFixture[str]) -> None:
    simulate._draw(Counter(done=3, turns=70), 4)
    assert capsys.readouterr().err == "", "a file gets the end only"
    simulate._draw(Counter(done=4, turns=95), 4)
    assert capsys.readouterr().err == f"\r[{'#' * 30}] 4/4 organisations, 95 steps"


@pytest.mark.parametrize("as_json", [True, False])
def test_it_tells_how_much_was_played_how_fast_and_what_was_planted(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    found = Counter({"complaints": 400, "acts": 3000, "done": 8, "skipped jot: talk: hear": 2})
    made = planned(organisations=20)
    (first, *_) = [one for one in made if one.trouble]
    assert first.trouble
    simulate._tell(argparse.Namespace(json=as_json), made, found, 10.0)
    told = capsys.readouterr().out
    if as_json:
        said = json.loads(told)
        assert (said["acts"], said["a second"], said["skipped"]) == (3000, 300.0, {"jot: talk: hear": 2})
        assert said["planted"][0]["place"] == first.trouble.place
    else:
        assert "400 complaints, 3000 acts in 10 s: 300 a second" in told
        assert f"planted at {first.code}: {first.trouble.theme} at {first.trouble.place}" in told
        assert "not allowed: jot: talk: hear (2)" in told
