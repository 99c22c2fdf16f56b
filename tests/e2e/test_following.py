"""A whole complaint with the complainant acting from their own pages, on a phone, to a judgement and the last questions.

The desk acts through the door; the complainant only through pages. Once without JavaScript, and with axe on every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.axe import assert_seen, first_look, sideways
from tests.frontdoor.following.conftest import Complaint, made
from wederhoor.correspondence import dispatch
from wederhoor.dossier import outbox
from wederhoor.procedure.answers import TEXT_KINDS

PHONE = {"width": 360, "height": 740}
WIDEST = """() => [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth)
  .slice(-3).map(one => one.outerHTML.slice(0, 120))"""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Own:
    """The complainant on a phone."""

    complaint: Complaint
    page: Page
    checked: bool

    def go(self, part: str = "") -> str:
        """Open a part and read it; nothing scrolls sideways, and axe finds nothing."""
        self.page.goto(self.complaint.at(part))
        return self.read()

    def read(self) -> str:
        page = self.page
        assert not sideways(page), f"{page.url} scrolls sideways: {page.evaluate(WIDEST)}"
        if self.checked:
            assert first_look(page) == []
        return " ".join(page.locator("main").inner_text().split())

    def enter(self) -> None:
        self.page.goto(f"/{self.complaint.here.code}/volgen/")
        self.page.locator("#code").fill(self.complaint.code)
        self.page.get_by_role("button", name="Kijk hoe het gaat").click()
        expect(self.page.locator("h1")).to_contain_text(self.complaint.number)

    def act(self, label: re.Pattern[str], answers: dict[str, str | list[str]]) -> str:
        """Do what is called so under 'Zelf doen', question by question, and say yes at the end."""
        self.go("doen/")
        self.page.get_by_role("link", name=label).first.click()
        for _ in range(9):
            self.read()
            sure = self.page.locator("button[name=sure]")
            if sure.count():
                expect(self.page.get_by_role("heading", name="Dit gebeurt er dan")).to_be_visible()
                sure.click()
                return self.read()
            self._answer(answers)
            self.page.locator("form.questions button[type=submit]").first.click()
        raise AssertionError("no end to the questions")

    def _answer(self, answers: dict[str, str | list[str]]) -> None:
        for name, given in answers.items():
            control = self.page.locator(f'form.questions [name="{name}"]:not([type=hidden])')
            if not control.count():
                continue
            if control.first.get_attribute("type") in ("radio", "checkbox"):
                for value in [given] if isinstance(given, str) else given:
                    self.page.locator(f'form.questions [name="{name}"][value="{value}"]').check()
            else:
                control.fill(str(given))

    def write(self, words: str) -> None:
        self.go("berichten/")
        self.page.locator("[name=message]").fill(words)
        self.page.get_by_role("button", name="Verstuur het bericht").click()
        expect(self.page.locator(".talk")).to_contain_text(words)


@dataclass(frozen=True)
class Way:
    """What the desk does for a judgement, and what the complainant does from their own pages."""

    provider: str
    judge: str
    values: dict[str, str]
    outcome: str
    scripts: bool


WAYS = (
    Way("ott", "board", {"law": "wlz"}, "upheld", scripts=False),
    Way("jot", "director", {"law": "wlz"}, "founded", scripts=True),
)


@pytest.fixture(params=WAYS, ids=lambda way: way.provider)
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


@pytest.fixture
def own(way: Way, chromium: Browser, live_server: LiveServer) -> Iterator[Own]:
    complaint = made(way.provider, **way.values)
    context: BrowserContext = chromium.new_context(
        base_url=live_server.url, locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=PHONE, java_script_enabled=way.scripts,
        bypass_csp=True, reduced_motion="reduce",
    )  # type: ignore[arg-type]  # fmt: skip
    context.set_default_timeout(20_000)
    yield Own(complaint, context.new_page(), way.scripts)
    context.close()


def post(complaint: Complaint) -> None:
    """The handler sends every letter that is complete."""
    dossier = complaint.open()
    for draft in dispatch.drafts(dossier, timezone.now()):
        if draft.letter and not draft.sent:
            dispatch.send(dossier, draft, actor=complaint.actor, now=timezone.now(), by_mail=False)
    outbox.printed(dossier, [row.id for row in outbox.rows_of(dossier)], actor=complaint.actor, now=timezone.now())


def desk(complaint: Complaint, act: str, *, role: str = "", **values: Any) -> None:
    """An act of the desk with words where words must be given, and its letters."""
    fields = complaint.open(role).regulation.acts[act].fields
    words = {name: "Zo is het gegaan." for name, field in fields.items() if field.kind in TEXT_KINDS and field.required}
    complaint.do(act, words, role=role, **values)
    post(complaint)


def event(complaint: Complaint, act: str) -> Any:
    return next(e for e in reversed(complaint.open().events) if e.act == act)


@pytest.mark.requirement("OTT-13", "JOT-03")
def test_a_whole_complaint_from_the_own_pages(own: Own, way: Way) -> None:
    complaint = own.complaint
    own.enter()
    assert "hier zijn wij nu" in own.go()
    desk(complaint, "acknowledge")
    desk(complaint, "contact", how="telephone")
    own.write("Wanneer hoor ik iets?")
    complaint.do("message", {"message": "Volgende week dinsdag."})
    assert "Volgende week dinsdag." in own.go("berichten/")
    _letters(own)
    if way.provider == "ott":
        desk(complaint, "inform")
        own.act(re.compile("Kies hoe"), {"route": ["judgement"], "reason": "Ik wil het weten."})
        assert event(complaint, "choose route").actor == "complainant-code"
    own.act(re.compile("help", re.IGNORECASE), {"name": "Hanna Helpster", "share": "everything"})
    for party in ("complainant", "accused"):
        desk(complaint, "hear", party=party, how="oral")
    if way.provider == "ott":
        desk(complaint, "investigate")
    desk(complaint, "judge", role=way.judge, outcome=way.outcome)
    assert complaint.open().regulation.letters["judgement"].label in own.go("brieven/")
    desk(complaint, "register", theme=next(iter(complaint.open().regulation.lists["themes"])))
    desk(complaint, "close")
    assert "Deze klacht is klaar." in own.go()
    if way.provider == "jot":
        own.act(re.compile("hoe het ging"), {"treatment": "goed", "result": "voldoende", "better": "Sneller bellen."})
        assert event(complaint, "ask satisfaction").values["treatment"] == "goed"
    for width, scheme in ((320, "light"), (360, "dark"), (1440, "dark")):
        own.page.set_viewport_size({"width": width, "height": 800})
        own.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
        for part in ("", "berichten/", "brieven/", "doen/", "papieren/", "gegevens/", "gekeken/"):
            assert own.go(part)
    own.page.get_by_role("button", name="Sluit af").click()
    expect(own.page.locator("main")).to_contain_text("Niemand kan hier meer meekijken")
    if own.checked:
        own.read()
        assert_seen("following")


def _letters(own: Own) -> None:
    """A letter opens on the screen, and there are a PDF and one in large print."""
    own.go("brieven/")
    own.page.get_by_role("link", name=re.compile("Lees de brief")).first.click()
    assert own.complaint.number in own.read()
    for name in ("Bewaar als PDF", "In grote letters"):
        link = own.page.get_by_role("link", name=name).first.get_attribute("href")
        answer = own.page.request.get(str(link))
        assert answer.body().startswith(b"%PDF-")


def test_the_mailed_link_fills_in_the_code_and_clears_the_address(chromium: Browser, live_server: LiveServer) -> None:
    complaint = made("ott", law="wlz")
    page = chromium.new_context(base_url=live_server.url, locale="nl-NL").new_page()
    page.goto(f"/{complaint.here.code}/volgen/#{complaint.code}")
    expect(page.locator("#code")).to_have_value(complaint.code)
    page.locator("form[data-code-form] button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text(complaint.number)
    assert complaint.code not in page.url
    page.context.close()
