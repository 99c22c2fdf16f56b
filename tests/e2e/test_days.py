"""A day of everybody who works with complaints: from the worklist to the duties that are theirs, done by the pages alone.

Of each regulation every role at the desk signs in, looks at its own work, opens what waits there, does what it must by the button
beside the duty, sends the letters that follow, and sees the duty gone from its work. Who by the regulation never has anything to
do reads that, with the way to the figures. What each role has to do follows from the regulation and its scenarios
(`day_seeds.py`). With `WEDERHOOR_PICTURES=yes` in the environment every step is kept as a picture in `var/days/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.e2e.day_seeds import Work, at_the_desk, brought, duties_of, works
from tests.e2e.desk_driver import Answers, send, squeezed
from wederhoor.organisations.models import Account
from wederhoor.site.demo.making import PASSWORD, staged
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import Script, scripts

PICTURES = Path("var/days") if os.environ.get("WEDERHOOR_PICTURES") else None
SCRIPTS = {script.code: script for script in scripts()}
NOTHING_EVER = "De regeling geeft u geen taken. Wat u mag zien, staat bij ‘Leren’."


@dataclass
class Day:
    """One role at work in a browser of its own."""

    page: Page
    stage: Stage
    role: str
    done: list[str] = field(default_factory=list)
    pictures: int = 0

    def picture(self, what: str) -> None:
        """Keep what is on the screen, when asked."""
        if PICTURES is None:
            return
        self.pictures += 1
        folder = PICTURES / self.stage.row.code / self.role.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self.pictures:02}-{what}.png")

    def begin(self, account: Account) -> None:
        """Sign in with the password; that opens the worklist."""
        self.page.goto("/werkplek/aanmelden/")
        self.page.locator("[name=login]").fill(account.email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Aanmelden", exact=True).click()
        expect(self.page.locator("nav.side")).to_be_visible()

    def mine(self) -> None:
        """The page with this person's own work."""
        self.page.goto("/werkplek/?tab=mine")
        self.picture("worklist")

    def row(self, number: str) -> Locator:
        """The row of a dossier in the worklist."""
        return self.page.locator("table.work tbody tr", has_text=number)

    def work(self, number: str, work: Work) -> None:
        """From the worklist into the dossier, end the duty there, and see it gone from both."""
        label = self.stage.regulation.duties[work.duty].label
        again = self.stage.regulation.duties[work.duty].recurs
        self.mine()
        self.row(number).locator("a.ds-link").first.click()
        self._end(label, again=again)
        self.mine()
        left = [squeezed(words) for words in self.row(number).all_inner_texts()]
        assert again or not any(f"{label} " in f"{self._without_subject(words, label)} " for words in left), left
        self.done.append(work.duty)

    def _without_subject(self, words: str, label: str) -> str:
        """The subject of these complaints is the duty for which they came."""
        return words.replace(f"Proef: {label}", "")

    def _end(self, label: str, *, again: bool) -> None:
        before = self._named(label)
        duty = self.page.locator(".duty", has=self.page.get_by_role("heading", name=label, exact=True))
        self.picture("dossier")
        duty.locator("a.do[href*='/daad/']").first.click()
        self.picture("act")
        send(self.page, self._myself())
        if self.page.get_by_text(
            "Druk dan nog een keer op de knop"
        ).count():  # a warning, and after it the decision stands
            self.picture("sure")
            self.page.locator("form.questions button[type=submit]").last.click()
        expect(self.page.locator("#now-title")).to_be_visible()
        self._letters()
        self.picture("done")
        assert again or self._named(label) < before, f"{self.role}: '{label}' still stands at {self.page.url}"

    def _myself(self) -> Answers:
        """Where an act asks for somebody in a role: whoever does it."""
        asked = self.page.locator("form.questions [name=role], form.questions [name=person]").count() == 2
        return {"role": self.role, "person": self.stage.cast[self.role].opaque} if asked else {}

    def _named(self, label: str) -> int:
        """How many running duties carry this name."""
        expect(self.page.locator("#now-title")).to_be_visible()
        return self.page.locator(".duty h3").get_by_text(label, exact=True).count()

    def _letters(self) -> None:
        """Complete and send the letters that the act left to be written."""
        waiting = self.page.locator(".duty", has_text="Nog niet verstuurd").locator("a")
        for _ in range(waiting.count()):
            waiting.first.click()
            for empty in self.page.locator("main textarea").all():
                empty.fill("Dit staat in de brief van de proef.")
            self.page.locator("button[name=send]").click()
            expect(self.page.locator("#now-title")).to_be_visible()

    def nothing(self) -> None:
        """Nothing to do, today or ever: the worklist says so, and its figures and the way to learning are there."""
        self.mine()
        expect(self.page.locator("main")).to_contain_text(NOTHING_EVER)
        expect(self.page.locator("table.work tbody tr")).to_have_count(0)
        expect(self.page.locator(".kpi, .kpis a").first).to_be_visible()
        self.page.locator("nav.side").get_by_role("link", name="Leren").click()
        expect(self.page.locator("main h1")).to_be_visible()
        self.picture("learning")


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    opened = chromium.new_context(base_url=live_server.url, locale="nl-NL", timezone_id="Europe/Amsterdam")
    opened.set_default_timeout(15_000)
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


def day(context: BrowserContext, stage: Stage, role: str) -> Day:
    """Everything this role does today."""
    context.clear_cookies()
    found = Day(context.new_page(), stage, role)
    tasks = works(stage.regulation.provider, stage.now.date())[role]
    numbers = [brought(stage, role, work, nth) for nth, work in enumerate(tasks)]
    found.begin(stage.cast[role])
    for number, work in zip(numbers, tasks, strict=True):
        found.work(number, work)
    if not duties_of(stage.regulation, role):
        found.nothing()
    found.page.close()
    return found


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_day_of_every_role(script: Script, context: BrowserContext, stage: Stage) -> None:
    done = {role: day(context, stage, role).done for role in at_the_desk(stage.regulation)}
    assert stage.skipped == []
    idle = {role for role in done if duties_of(stage.regulation, role) and not done[role]}
    assert not idle, f"no scenario of {script.regulation} brings these roles something to do: {idle}"
    held = {role: duties_of(stage.regulation, role, held=True) for role in done}
    without = {role for role, own in held.items() if own and not own & set(done[role])}
    assert not without, f"{without} finished none of the duties that they hold: {done}"
