"""A day of everybody who works with complaints: from the worklist to where nothing of their own is left, by the pages alone.

Of each regulation every role at the desk signs in to a worklist in which every duty runs that is theirs to end, and works: opens a
dossier from its row, presses the button beside the duty, answers the form, sends the letters, takes the next duty, and goes back to
the list. What is then left is what the page says that it waits for, and nothing else. Who by the regulation never has anything to
do reads that, with the way to the figures. Which complaints make such a day follows from the regulation and its scenarios
(`day_ways.py`, `day_seeds.py`). With `WEDERHOOR_PICTURES=yes` in the environment every step is kept as a picture, and of each role
a page with all of them, in `var/days/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.e2e.day_album import Album
from tests.e2e.day_driver import Day
from tests.e2e.day_seeds import brought
from tests.e2e.day_ways import at_the_desk, chosen, never_ended, wanted
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.loading import load_for
from wederhoor.site.demo.making import staged
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import Script, scripts

PICTURES = Path("var/days") if os.environ.get("WEDERHOOR_PICTURES") else None
SCRIPTS = {script.code: script for script in scripts()}
NOBODY = {
    "loj": {"tell board of written complaint": "each act that begins it ends it"},
    "ott": {
        "judgement by law": "judge: alleen bij Gekozen weg ‘Een oordeel van de raad van bestuur’; "
        "record committee judgement: alleen bij wet ‘Jeugdwet’"
    },
}
"""The duties that nobody at the desk can end while they run, by regulation, each with what its own text says of the acts that would."""


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    opened = chromium.new_context(
        base_url=live_server.url, locale="nl-NL", timezone_id="Europe/Amsterdam", java_script_enabled=PICTURES is not None,
        reduced_motion="reduce",
    )  # fmt: skip
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def stage(script: Script, settings: Settings, tmp_path: Path) -> Stage:
    """One organisation with its people, and that to which it belongs."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    now = timezone.localtime()
    if script.parent:
        staged(SCRIPTS[script.parent], now)
    return staged(script, now)


def _known(provider: str, today: date) -> None:
    """A duty is left out of every day only where the text lets nobody at the desk end it while it runs; each other begins one.

    Said in the test of the days itself: the search for ways, which takes seconds, is then done once.
    """
    left_out, law = never_ended(provider, today), load_for(provider, today)
    assert dict(left_out) == NOBODY.get(provider, {})
    for role in at_the_desk(law):
        begins = {duty.name for way in chosen(provider, today, role) for duty in way.runs}
        assert wanted(law, role, State(procedure_of(law))) - left_out.keys() <= begins, role


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_day_of_every_role(script: Script, context: BrowserContext, stage: Stage) -> None:
    """Each role ends every duty of its day; together they end every duty of the regulation that somebody at the desk can end."""
    _known(script.regulation, stage.now.date())
    empty, done = State(procedure_of(stage.regulation)), set[str]()
    page = context.new_page()
    for role in at_the_desk(stage.regulation):
        context.clear_cookies()
        numbers = brought(stage, role)
        assert stage.skipped == []
        day = Day(page, stage, role, Album(PICTURES, stage.row.code, role))
        ended = day.worked(numbers)
        left = (wanted(stage.regulation, role, empty) - ended) - never_ended(script.regulation, stage.now.date()).keys()
        assert not left, f"{role} did not end: {sorted(left)}"
        done |= ended
    assert done == stage.regulation.duties.keys() - never_ended(script.regulation, stage.now.date()).keys()
