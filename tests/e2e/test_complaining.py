"""A complaint at each of the five providers: by keyboard, by touch on a phone, without JavaScript, in forced colours, on a bad line.

Each walks through the pages as people do; axe looks at every page on the way.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.e2e.axe import assert_seen
from tests.e2e.form_driver import ONWARD, STORY, Visit, at, filled, looked_at, questions, sent
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Unsent
from wederhoor.organisations.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def received(row: Organisation) -> list[Dossier]:
    """What came in."""
    with in_organisation(row.pk):
        return list(Dossier.objects.filter(organisation=row))


def arrived(page: Page, row: Organisation) -> None:
    """There is a receipt, with the number of the one dossier."""
    expect(page.locator("h1")).to_contain_text("klacht is verstuurd")
    (dossier,) = received(row)
    expect(page.locator(".ds-card b").first).to_have_text(dossier.number)
    looked_at(page)
    assert_seen("receipt")


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
            " seen: a.getClientRects().length > 0, onward: !!a.closest('.onward') && a.name !== 'naar',"
            " further: !!a.closest('.further') }; }"
        )
        assert here["seen"], here
        if here["further"]:
            page.keyboard.press("Enter")
            expect(page.locator(".ask:target")).to_be_focused()
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
        for _ in questions(page, onward=Locator.tap):
            looked_at(page)
            for tile in page.locator("fieldset .choice:first-child:visible").all():
                if tile.locator("[name^=place], [name=way]").count() == 0:
                    tile.tap()
        page.wait_for_timeout(50)
    arrived(page, provider)


def test_without_javascript(provider: Organisation, visit: Visit) -> None:
    page = visit(width=320, java_script_enabled=False)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"/{provider.code}/klacht/")
    for step in range(1, 6):
        at(page, step)
        sent(page)
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
        sent(page)
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
        page.locator(ONWARD).first.click()
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
    page.get_by_role("link", name="Laat alle vragen van deze stap zien").click()
    page.locator("[name=accused]").fill("De nachtdienst")
    page.locator(".onward .go").click()
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
    sent(page)
    at(page, 2)
    sent(page)
    at(page, 3)
    page.go_back()
    at(page, 2)
    expect(page.locator("[name=complaint]")).to_have_value(STORY)
    page.go_forward()
    at(page, 3)
    second = page.context.new_page()
    second.goto(f"/{provider.code}/klacht/contact/")
    second.locator("[name=name]").fill("Ada Boom")
    sent(second)
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
        sent(page)
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
    assert_seen("complaining")
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
    for step in range(1, 4):
        expect(page.locator("#step")).to_have_text(f"Stap {step} van 3")
        sent(page)
    expect(page.locator("h1")).to_have_text("Dank u wel")
    looked_at(page)
