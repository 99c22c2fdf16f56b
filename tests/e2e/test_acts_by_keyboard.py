"""An act with each kind of question, and acts with pages of their own under every regulation, by keys alone, with JavaScript off.

From the dossier to its record. That the form of *every* act is made of nothing but what these keys reach is proven in
tests/desk/test_every_act.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.desk.conftest import act_address, dossier_address
from tests.desk.placing import Place, given, place_of, placed
from tests.desk.plain_form import filled, form_on
from tests.desk.test_every_act import PROVIDERS, TRIES
from tests.desk.ways import Way, ways
from tests.e2e.test_by_keyboard import MOST_TABS
from wederhoor.desk import act_page
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.summaries import state_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sent = Mapping[str, list[str]]
OWN_PAGES = {
    "jot": ("assign", "close", "give consent", "take measure"),
    "zk": ("judge", "reopen"),
    "izw": ("hear", "register"),
    "ott": ("extend", "hand over to partner"),
    "loj": ("decide outside regulation", "recommend"),
}
"""Acts whose page asks more than questions one by one; each under one regulation."""
WIDEST = "loj"
"""The regulation that asks in the most ways. A question is the same piece of page under every other."""
KINDS = {
    "accused", "amount", "answer", "attendance", "choice", "choices", "date", "event", "long text", "moment", "number", "outcomes",
    "people", "person", "planned", "text", "yes or no",
}  # fmt: skip
"""The ways of asking that are tried under it; one that only another regulation has is tried there."""
PARTS = 6
"""So many parts a moment has at most."""
LINK = "main a[href*='/daad/%s/']"
ASKED = "#act-form :is(input:not([type=hidden]), select, textarea)"
AT = """() => {
  const one = document.activeElement, several = one.form ? [...one.form.elements].filter(other => other.name === one.name) : [];
  return {
    tag: one.tagName.toLowerCase(), type: one.type || "", name: one.name || "", value: one.value || "", mine: one.form?.id === "act-form",
    sends: one.matches("#act-form button[type=submit]"), at: several.indexOf(one), values: several.map(other => other.value),
    options: one.options ? [...one.options].map(option => option.value) : [], chosen: one.selectedIndex ?? -1, checked: !!one.checked,
  };
}"""
ON_LINK = """link => {
  const one = document.activeElement;
  if (one.matches(link)) return "there";
  return one.tagName === "SUMMARY" && !one.parentElement.open && one.parentElement.querySelector(link) ? "closed" : "";
}"""


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime.now().astimezone(), tick=True) as clock:
        yield clock


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL", java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def chosen(provider: str) -> list[Way]:
    """Those with pages of their own, and acts that have every kind of question at the desk that the widest regulation does not try."""
    found = ways(provider)
    kinds = {
        act: {field.kind for field in way.state.regulation.acts[act].fields.values()} for act, way in found.items()
    }
    picked = list(OWN_PAGES[provider])
    here = set().union(*kinds.values())
    assert provider != WIDEST or here == KINDS
    left = (here if provider == WIDEST else here - KINDS) - set().union(*(kinds[act] for act in picked))
    while left:
        act = max(sorted(kinds), key=lambda name: len(kinds[name] & left))
        picked.append(act)
        left -= kinds[act]
    return [found[act] for act in picked]


def accepted(place: Place, way: Way) -> Sent:
    """Answers that the page offers and takes, tried out and undone."""
    with transaction.atomic():
        address = act_address(placed(place, way.state).number, way.command.act) + way.asked
        browser = place.browser(way.role)
        answer = browser.get(address)
        for nth in range(TRIES):
            sent = filled(form_on(answer.content), given(place, way.state, way.command), random.Random(nth))
            answer = browser.post(address, sent)
            if answer.status_code == 302:
                break
        transaction.set_rollback(True)
    return sent


def signed_in(page: Page, site: str, browser: Client) -> None:
    """This person's session in the browser that has only keys."""
    value = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": f"{site}/"}])


def to_the_act(page: Page, act: str) -> None:
    """From the dossier to the form: Tab to its link, opening with Enter what is folded around it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate(ON_LINK, LINK % act)
        if found == "there":
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/daad/{act}/**")
            return
        if found == "closed":
            page.keyboard.press("Enter")
    raise AssertionError(f"Tab never comes at '{act}' on {page.url}")


def answer_all(page: Page, sent: Sent) -> set[str]:
    """Every question answered in the order of Tab, and the button pressed; the names that were passed."""
    passed: set[tuple[str, str]] = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at["sends"]:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return {name for name, _ in passed}
        which = (at["name"], at["value"] if at["type"] == "checkbox" else "")
        if at["mine"] and at["tag"] != "button" and which not in passed:
            passed.add(which)
            answer(page, at, sent.get(at["name"], []))
    raise AssertionError(f"Tab never comes at the button on {page.url}")


def answer(page: Page, at: Mapping[str, Any], wanted: list[str]) -> None:
    """One question, by the keys for its kind."""
    if at["type"] == "checkbox":
        _press(page, "Space", int((at["value"] in wanted) != at["checked"]))
    elif not wanted or not wanted[0]:
        return
    elif at["type"] == "radio":
        away = (at["values"].index(wanted[0]) - at["at"]) % len(at["values"])
        _press(page, "ArrowDown", away)
        _press(page, "Space", int(not away and not at["checked"]))
    elif at["tag"] == "select":
        _press(page, "ArrowDown", at["options"].index(wanted[0]) - at["chosen"])
    elif at["type"] in ("date", "datetime-local"):
        _date(page, wanted[0])
    else:
        page.keyboard.type(wanted[0])


def _press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def _date(page: Page, wanted: str) -> None:
    """A day or moment, part by part, in the order in which this browser asks it: day first, or month first with a clock of twelve hours."""
    at = datetime.fromisoformat(wanted)
    timed = "T" in wanted
    for parts in (f"{at:%d %m %Y %H %M}".split(), f"{at:%m %d %Y %I %M %p}".split()):
        _press(page, "ArrowLeft", PARTS)
        for nth, part in enumerate(parts if timed else parts[:3]):
            _press(page, "ArrowRight", int(nth == 3))  # a year may have six digits: it does not go on by itself
            page.keyboard.type(part)
        if page.evaluate("document.activeElement.value") == wanted:
            return
    raise AssertionError(f"{wanted} cannot be typed on {page.url}")


def done(place: Place, number: str) -> tuple[str, str]:
    """What happened last, and by which role."""
    with in_organisation(place.row.pk):
        last = state_of(Dossier.objects.get(organisation=place.row, number=number)).events[-1]
    return last.act, last.by


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_act_with_each_kind_of_question_is_done_with_keys_alone(
    provider: str, page: Page, live_server: LiveServer, clock: time_machine.Coordinates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(act_page, "_send_letters", lambda *_: None)
    place = place_of(provider)
    for way in chosen(provider):
        act = way.command.act.replace(" ", "-")
        clock.move_to(way.now)
        sent, number = accepted(place, way), placed(place, way.state).number
        signed_in(page, live_server.url, place.browser(way.role))
        page.goto(dossier_address(number))
        to_the_act(page, act)
        asked = set(page.locator(ASKED).evaluate_all("all => all.map(one => one.name)"))
        assert answer_all(page, sent) == asked
        wrong = page.locator(".ds-error-summary, .ds-alert").all_inner_texts()
        assert page.url.endswith(dossier_address(number)), (act, wrong)
        assert done(place, number) == (way.command.act, way.role)
