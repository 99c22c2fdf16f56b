"""One question at a time within a step: with and without JavaScript, without asking the server, and nothing skipped or lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.form_driver import STORY, Visit, at, filled, looked_at, sent
from wederhoor.organisations.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_one_question_at_a_time_asks_the_server_nothing(provider: Organisation, visit: Visit, scripts: bool) -> None:
    page = visit(width=360, java_script_enabled=scripts)
    page.goto(f"/{provider.code}/klacht/verhaal/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[name=complaint]").fill(STORY)
    page.locator(".further a:visible").click()
    expect(page.get_by_role("textbox", name="Wanneer was het?")).to_be_visible()
    expect(page.locator("[name=complaint]")).to_be_hidden()
    expect(page.locator(".ask:visible .ask-at")).to_contain_text("Vraag 2 van")
    page.locator("[name=when_it_was]").fill("Gisteren")
    page.get_by_role("link", name="Vorige vraag").locator("visible=true").click()
    expect(page.locator("[name=complaint]")).to_have_value(STORY)
    page.go_back()
    expect(page.locator("[name=when_it_was]")).to_have_value("Gisteren")
    page.go_back()
    assert asked == []
    filled(page)
    page.locator(".onward .go").click()
    at(page, 3)


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_the_enter_key_skips_no_question(provider: Organisation, visit: Visit, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts)
    page.goto(f"/{provider.code}/klacht/contact/")
    page.locator("[name=name]").fill("Ada Boom")
    page.keyboard.press("Enter")
    at(page, 4)
    if scripts:
        expect(page.locator(".ask:visible .ask-at")).to_contain_text("Vraag 2 van")
    else:
        expect(page.locator("[name=name]")).to_be_visible()


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_a_story_that_is_missing_is_said_before_the_next_question(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/verhaal/")
    page.locator(".further a:visible").click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.locator(".ask:visible")).to_have_count(1)
    looked_at(page)
    expect(page).to_have_title(re.compile("^Fout: "))
    page.locator("[name=complaint]").fill(STORY)
    page.locator(".further a:visible").click()
    expect(page.locator(".ask:visible .ask-at")).to_contain_text("Vraag 2 van")
    expect(page.get_by_text("Er mist nog iets")).to_be_hidden()
    expect(page).to_have_title(re.compile("^Stap 2"))
    page.get_by_role("link", name="Vorige vraag").locator("visible=true").click()
    expect(page.locator("[name=complaint]")).to_have_value(STORY)
    expect(page.get_by_text("Er mist nog iets")).to_be_hidden()
    expect(page.get_by_text("Schrijf op wat er is gebeurd")).to_be_hidden()
    looked_at(page)


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_a_number_that_is_not_wanted_any_more_skips_no_question(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/contact/#contact-2")
    page.locator(".choice", has=page.locator("[name=way][value=telephone]")).click()
    page.get_by_role("button", name="Bewaren en later verder").click()
    expect(page.get_by_role("heading", name="Uw antwoorden zijn bewaard")).to_be_visible()
    page.goto(f"/{provider.code}/klacht/contact/#contact-2")
    expect(page.locator("[name=telephone]")).to_be_visible()
    page.locator(".choice", has=page.locator("[name=way][value=none]")).click()
    page.locator(".further a:visible").click()
    at(page, 4)
    expect(page.locator(".ask:visible .ask-at")).to_contain_text("Vraag 3 van")


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_an_answer_is_changed_alone_and_comes_straight_back(
    provider: Organisation, visit: Visit, scripts: bool
) -> None:
    page = visit(java_script_enabled=scripts)
    page.goto(f"/{provider.code}/klacht/verhaal/")
    sent(page)
    at(page, 3)
    page.goto(f"/{provider.code}/klacht/controle/")
    page.get_by_role("link", name="Verander Hoe mogen wij u bereiken?").click()
    expect(page.locator(".ask:visible")).to_have_count(1)
    page.locator(".choice", has=page.locator("[name=way][value=telephone]")).click()
    page.locator("[name=telephone]").fill("06 12345678")
    page.get_by_role("button", name="Bewaar en ga terug").click()
    at(page, 5)
    expect(page.locator("dl.checked")).to_contain_text("06 12345678")


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_back_from_the_next_step_is_the_last_question_of_the_step_before(provider: Organisation, visit: Visit) -> None:
    page = visit()
    page.goto(f"/{provider.code}/klacht/")
    sent(page)
    at(page, 2)
    page.go_back()
    at(page, 1)
    expect(page.locator(".ask-last")).to_be_visible()
    page.go_forward()
    at(page, 2)
    page.get_by_role("link", name="Vorige vraag").locator("visible=true").click()
    at(page, 1)
    expect(page.locator(".ask-last")).to_be_visible()


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_a_switch_halfway_a_step_keeps_the_place_and_what_was_typed(
    provider: Organisation, visit: Visit, scripts: bool
) -> None:
    page = visit(width=1000, java_script_enabled=scripts)
    page.goto(f"/{provider.code}/klacht/verhaal/")
    page.locator("[name=complaint]").fill(STORY)
    page.locator(".further a:visible").click()
    page.locator("[name=when_it_was]").fill("Gisteren")
    for switch, back in (("English", "Nederlands"), ("Grotere letters", "Gewone letters"), ("Donker", "Licht")):
        page.get_by_role("button", name=switch).click()
        if switch == "English":
            page.get_by_role("button", name=back).click()
        else:
            expect(page.get_by_role("button", name=back)).to_be_visible()
        expect(page.locator("#story-2")).to_be_visible()
        expect(page.locator(".ask:visible")).to_have_count(1)
        expect(page.locator("[name=complaint]")).to_have_value(STORY)
        expect(page.locator("[name=when_it_was]")).to_have_value("Gisteren")
    if scripts:
        looked_at(page)


@pytest.mark.parametrize("provider", ["ott"], indirect=True)
def test_the_enter_key_sends_a_question_that_stands_alone(provider: Organisation, visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto(f"/{provider.code}/klacht/verhaal/")
    sent(page)
    page.goto(f"/{provider.code}/klacht/contact/?terug#id_name")
    page.locator("[name=name]").fill("Ada Boom")
    page.keyboard.press("Enter")
    at(page, 5)
    expect(page.locator("dl.checked")).to_contain_text("Ada Boom")
