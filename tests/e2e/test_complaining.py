"""A complaint at each of the five providers: by keyboard, by touch on a phone, without JavaScript, in forced colours, on a bad line.

Each walks through the pages as people do; axe looks at every page on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Unsent
from wederhoor.organisations.models import Location, Organisation

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PROVIDERS = ("izw", "jot", "loj", "ott", "zk")
STORY = "Het is al drie weken koud in mijn kamer. Ik heb het vaak gezegd."
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth + 1"
SMALL = """() => [...document.querySelectorAll("main a, main button, main label.choice, main summary, nav.back a")]
  .filter(one => one.getClientRects().length && !one.closest("p, li, dd, .contact"))
  .map(one => ({text: one.innerText, height: one.getBoundingClientRect().height}))
  .filter(one => one.height < 24)"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]


@pytest.fixture(params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> Organisation:
    """One provider, with a place."""
    row = Organisation.objects.create(
        code=f"proef-{request.param}", name="Proefzorg", regulation=request.param, brand_colour="0b6e6e"
    )
    Location.objects.create(organisation=row, code="hof", name="De Hof")
    return row


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """A fresh visitor: ``visit(width=360, has_touch=True)``. An error on a page fails the test."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def new(width: int = 390, **how: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, locale="nl-NL", viewport={"width": width, "height": 800}, bypass_csp=True, **how
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield new
    for context in opened:
        context.close()
    assert errors == []


def received(row: Organisation) -> list[Dossier]:
    """What came in."""
    with in_organisation(row.pk):
        return list(Dossier.objects.filter(organisation=row))


def looked_at(page: Page) -> None:
    """axe finds nothing, nothing sticks out, and nothing is too small to hit."""
    assert not page.evaluate(SIDEWAYS), f"{page.url} scrolls sideways"
    assert page.evaluate(SMALL) == [], page.url
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(result => result.violations)")
    assert [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found] == [], page.url


def arrived(page: Page, row: Organisation) -> None:
    """There is a receipt, with the number of the one dossier."""
    expect(page.locator("h1")).to_contain_text("klacht is verstuurd")
    (dossier,) = received(row)
    expect(page.locator(".ds-card b").first).to_have_text(dossier.number)
    looked_at(page)


def at(page: Page, step: int) -> None:
    """The page of this step is there."""
    expect(page.locator("#step")).to_contain_text(f"Stap {step} van 5")


def filled(page: Page) -> None:
    """Tell the story, where this page asks for it."""
    if page.locator("[name=complaint]").count():
        page.locator("[name=complaint]").fill(STORY)


def test_by_keyboard_only(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/")
    for step in range(1, 6):
        at(page, step)
        looked_at(page)
        _by_keys(page)
    arrived(page, provider)


def _by_keys(page: Page) -> None:
    """Only Tab, arrows and Enter: tell the story, choose the second tile of each group, press the button."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const a = document.activeElement; return {tag: a.tagName, type: a.type || '', name: a.name || '',"
            " seen: a.getClientRects().length > 0, onward: !!a.closest('.onward') }; }"
        )
        assert here["seen"], here
        if here["name"] == "complaint":
            page.keyboard.type(STORY)
        if here["type"] == "radio" and here["name"] == "hope":
            page.keyboard.press("ArrowDown")
        if here["tag"] == "BUTTON" and here["onward"]:
            page.keyboard.press("Enter")
            page.wait_for_timeout(50)
            page.locator(".connection:not(:empty)").wait_for(state="detached")
            return
    raise AssertionError("Tab never came to the button")


def test_by_touch_on_a_small_phone(provider: Organisation, visit: Visit) -> None:
    page = visit(width=360, has_touch=True, is_mobile=True, device_scale_factor=2)
    page.goto(f"/{provider.code}/klacht/")
    for step in range(1, 6):
        at(page, step)
        looked_at(page)
        for tile in page.locator("fieldset .choice:first-child").all():
            if (
                tile.is_visible()
                and tile.locator("[name^=place]").count() == 0
                and tile.locator("[name=way]").count() == 0
            ):
                tile.tap()
        filled(page)
        page.locator(".onward button").first.tap()
        page.wait_for_timeout(50)
    arrived(page, provider)


def test_without_javascript(provider: Organisation, visit: Visit) -> None:
    page = visit(width=320, java_script_enabled=False)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"/{provider.code}/klacht/")
    for step in range(1, 6):
        at(page, step)
        filled(page)
        page.locator(".onward button").first.click()
    expect(page.locator("h1")).to_contain_text("klacht is verstuurd")
    assert len(received(provider)) == 1
    pages = [one.url for one in asked if one.resource_type == "document"]
    assert len(pages) <= 12, pages
    expect(page.locator("[data-print]")).to_be_hidden()


def test_in_forced_colours_and_dark(provider: Organisation, visit: Visit) -> None:
    page = visit(forced_colors="active", color_scheme="dark")
    page.goto(f"/{provider.code}/klacht/")
    for step in range(1, 6):
        at(page, step)
        chosen = page.locator(".choice:has(input:checked)")
        if chosen.count():
            wide, usual = (
                page.locator(tile).first.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)")
                for tile in (".choice:has(input:checked)", ".choice:not(:has(input:checked))")
            )
            assert wide > usual, "what is chosen shows without colour"
        filled(page)
        page.locator(".onward button").first.click()
        page.wait_for_timeout(50)
    arrived(page, provider)


def test_with_the_connection_cut_at_every_step(provider: Organisation, visit: Visit) -> None:
    """Before the server has it, and after: nothing is lost and nothing is double."""
    page = visit()
    page.clock.install()
    page.goto(f"/{provider.code}/klacht/")
    cuts = {"before": 0, "after": 0}

    def cut(route: Route) -> None:
        if route.request.method != "POST" or cuts["before"] + cuts["after"] == 0:
            route.fallback()
        elif cuts["before"]:
            cuts["before"] -= 1
            route.abort("internetdisconnected")
        else:
            cuts["after"] -= 1
            route.fetch()
            route.abort("connectionreset")

    page.route("**/klacht/**", cut)
    for step in range(1, 6):
        at(page, step)
        filled(page)
        cuts.update(before=1, after=1)
        page.locator(".onward button").first.click()
        for _ in range(2):
            expect(page.locator(".connection")).to_contain_text("Geen verbinding")
            page.clock.run_for(5_000)
        if step < 5:
            at(page, step + 1)
    arrived(page, provider)
    assert page.evaluate("Object.keys(sessionStorage).length") == 0


def test_what_was_typed_is_back_after_the_tab_was_reloaded(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/verhaal/")
    page.locator("[name=complaint]").fill(STORY)
    page.reload()
    expect(page.locator("[name=complaint]")).to_have_value(STORY)
    expect(page.locator(".restored")).to_be_visible()


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_what_is_missing_is_said_first_and_leads_to_the_question(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/verhaal/")
    page.locator("[name=accused]").fill("De nachtdienst")
    page.locator(".onward button").first.click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    looked_at(page)
    page.get_by_role("link", name="Schrijf op wat er is gebeurd").click()
    expect(page.locator("[name=complaint]")).to_be_focused()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    expect(page.locator("[name=accused]")).to_have_value("De nachtdienst")


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_back_and_forward_and_a_second_tab(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/")
    page.locator(".onward button").first.click()
    at(page, 2)
    filled(page)
    page.locator(".onward button").first.click()
    at(page, 3)
    page.go_back()
    at(page, 2)
    expect(page.locator("[name=complaint]")).to_have_value(STORY)
    page.go_forward()
    at(page, 3)
    second = page.context.new_page()
    second.goto(f"/{provider.code}/klacht/contact/")
    second.locator("[name=name]").fill("Ada Boom")
    second.locator(".onward button").first.click()
    at(second, 5)
    page.goto(f"/{provider.code}/klacht/controle/")
    expect(page.locator("main")).to_contain_text("Ada Boom")
    for tab in (page, second):
        tab.locator("form.asking button[type=submit]").click()
        expect(tab.locator("h1")).to_contain_text("klacht is verstuurd")
    assert len(received(provider)) == 1


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_a_cold_first_visit_and_the_whole_complaint_in_twelve_requests(provider: Organisation, visit: Visit) -> None:
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url.split('/', 3)[3]}"))
    page.goto(f"/{provider.code}/klacht/")
    for step in range(1, 6):
        at(page, step)
        filled(page)
        page.locator(".onward button").first.click()
        page.wait_for_timeout(50)
    expect(page.locator("h1")).to_contain_text("klacht is verstuurd")
    files = {one for one in asked if "static/" in one or "theme/" in one}  # one of these is fetched once and kept
    assert len(files) + len([one for one in asked if one not in files]) <= 12, asked


@pytest.mark.parametrize("provider", ["jot"], indirect=True)
def test_keep_it_and_go_on_with_the_words_on_another_phone(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/verhaal/")
    page.locator("[name=complaint]").fill(STORY)
    page.get_by_role("button", name="Bewaren en later verder").click()
    expect(page.locator("h1")).to_have_text("Uw antwoorden zijn bewaard")
    looked_at(page)
    words = page.locator("p.code").inner_text()
    with in_organisation(provider.pk):
        (row,) = Unsent.objects.all()
    assert STORY.encode() not in bytes(row.content)
    other = visit()
    other.goto(f"/{provider.code}/klacht/verder/#{words}")
    expect(other.locator("[name=woorden]")).to_have_value(words)
    looked_at(other)
    other.get_by_role("button", name="Ga verder").click()
    other.goto(f"/{provider.code}/klacht/controle/")
    expect(other.locator("main")).to_contain_text(STORY)


@pytest.mark.parametrize("provider", ["izw"], indirect=True)
def test_a_compliment_is_a_short_way(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/")
    page.locator("a[href*='kind=compliment']").click()
    expect(page.locator("#step")).to_have_text("Stap 1 van 3")
    looked_at(page)
    page.locator("[name=complaint]").fill("Mijn begeleider luistert heel goed.")
    for step in range(1, 4):
        expect(page.locator("#step")).to_have_text(f"Stap {step} van 3")
        page.locator(".onward button").first.click()
    expect(page.locator("h1")).to_have_text("Dank u wel")
    looked_at(page)
