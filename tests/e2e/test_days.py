"""A day of everybody who works with complaints: from the worklist to the duties that are theirs, done by the pages alone.

The demo's organisations are the world: complaints in every phase, under five regulations. Each role signs in, looks at its
own work, opens what waits there, does what it must by the button beside the duty, sends the letters that follow, and sees
the duty gone. What was on the screen is kept as pictures in `var/days/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk_driver import send, squeezed
from wederhoor.organisations.models import Account
from wederhoor.site.demo.making import PASSWORD, made
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import scripts

MOST = 3
"""Duties that one role does in its day: enough to see, few enough for a test machine."""
PICTURES = Path("var/days")
NOT_AT_THE_DESK = ("complainant", "accused")


@dataclass
class Day:
    """One role at work in a browser of its own."""

    page: Page
    organisation: str
    role: str
    recurring: frozenset[str]
    done: list[str] = field(default_factory=list)
    pictures: int = 0

    def picture(self, what: str) -> None:
        """Keep what is on the screen."""
        self.pictures += 1
        folder = PICTURES / self.organisation / self.role.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self.pictures:02}-{what}.png")

    def begin(self, account: Account) -> None:
        """Sign in with the password."""
        self.page.goto("/werkplek/aanmelden/")
        self.page.locator("[name=login]").fill(account.email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Aanmelden", exact=True).click()
        expect(self.page.locator("nav.side")).to_be_visible()

    def work(self) -> None:
        """Every dossier that waits for this role, and in it what this role must do."""
        self.page.goto("/werkplek/?tab=mine")
        self.picture("worklist")
        for address in self._waiting():
            self._dossier(address)
            if len(self.done) >= MOST:
                return

    def _waiting(self) -> list[str]:
        links = self.page.locator("table.work tbody tr a.ds-link").all()
        return [str(link.get_attribute("href")) for link in links]

    def _dossier(self, address: str) -> None:
        self.page.goto(address)
        told: set[str] = set()
        for _ in range(MOST - len(self.done)):
            duty = self._next(told)
            if duty is None:
                return
            told |= {self._label(duty)} & self.recurring
            self._discharge(address, duty)

    def _next(self, told: set[str]) -> Locator | None:
        """What must be done first; what comes back each time it was done counts once."""
        duties = self.page.locator(".duty", has=self.page.locator("a.do[href*='/daad/']")).all()
        return next((duty for duty in duties if self._label(duty) not in told), None)

    def _label(self, duty: Locator) -> str:
        return squeezed(duty.locator("h3").inner_text())

    def _discharge(self, address: str, duty: Locator) -> None:
        label = self._label(duty)
        before = self._named(label)
        duty.locator("a.do").first.click()
        self.picture("act")
        send(self.page, {})
        expect(self.page.locator("#now-title")).to_be_visible()
        self._letters()
        assert self._named(label) < before or label in self.recurring, (
            f"{self.role}: '{label}' still stands at {address}"
        )
        self.done.append(label)
        self.picture("done")

    def _named(self, label: str) -> int:
        """How many running duties carry this name."""
        return sum(self._label(duty) == label for duty in self.page.locator(".duty:has(h3)").all())

    def _letters(self) -> None:
        """Complete and send the letters that the act left to be written."""
        waiting = self.page.locator(".duty", has_text="Nog niet verstuurd").locator("a")
        for _ in range(waiting.count()):
            waiting.first.click()
            for empty in self.page.locator("main textarea").all():
                empty.fill("Dit staat in de brief van de proef.")
            self.page.locator("button[name=send]").click()
            expect(self.page.locator("#now-title")).to_be_visible()


def holders(stage: Stage) -> Iterator[tuple[str, Account]]:
    """Everybody of this organisation who works at the desk, by role."""
    for role, rule in stage.regulation.roles.items():
        if rule.kind not in NOT_AT_THE_DESK and role in stage.cast:
            yield role, stage.cast[role]


@pytest.fixture
def windows(chromium: Browser, live_server: LiveServer) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("code", [script.code for script in scripts()])
def test_a_day_of_every_role(
    code: str,
    chromium: Browser,
    live_server: LiveServer,
    windows: list[BrowserContext],
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    known = {script.code: script for script in scripts()}
    if known[code].parent:
        made(known[known[code].parent], timezone.now())
    stage = made(known[code], timezone.now())
    days = []
    recurring = frozenset(duty.label for duty in stage.regulation.duties.values() if duty.recurs)
    for role, account in holders(stage):
        context = chromium.new_context(base_url=live_server.url, locale="nl-NL", timezone_id="Europe/Amsterdam")
        context.set_default_timeout(15_000)
        windows.append(context)
        day = Day(context.new_page(), code, role, recurring)
        day.begin(account)
        day.work()
        days.append(day)
        context.close()
    least = 1 if known[code].parent else 3  # a member's people see their own complaints, the cooperative's all
    assert sum(len(day.done) for day in days) >= least, {day.role: day.done for day in days}
