"""The acts of a side on its own pages by keys alone, with JavaScript off: from the list of what can be done to what was done.

Under every regulation acts that together have each kind of question that side is asked. That the pages of *every* act are made of
nothing but what these keys reach is proven in tests/frontdoor/test_every_own_act.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.desk.placing import Place, given, place_of
from tests.desk.plain_form import filled
from tests.desk.ways import Way, ways
from tests.e2e import test_acts_by_keyboard as by_keys
from tests.e2e.test_by_keyboard import MOST_TABS, tab_to
from tests.frontdoor.test_every_own_act import ELSEWHERE, MOST_PAGES, PROVIDERS, SIDES, Own, asked, come_in, happened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
clock, page = by_keys.clock, by_keys.page
AT = by_keys.AT.replace('one.form?.id === "act-form"', 'one.form?.matches("form.questions")').replace(
    "#act-form button[type=submit]", "form.questions button[type=submit]:not([name=back], [formaction])"
)
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
  const within = one.closest("label, summary, .ds-field"), around = within && getComputedStyle(within);
  return box.bottom > 0 && box.top < innerHeight && (ring || !!around && (around.outlineStyle !== "none" || around.boxShadow !== "none"));
}"""


def chosen(provider: str, side: str) -> list[Way]:
    """Acts that together have every kind of question of this side; those with most kinds first."""
    found = {act: way for act, way in ways(provider, side).items() if act not in ELSEWHERE}
    kinds = {a: {field.kind for field in way.state.regulation.acts[a].fields.values()} for a, way in found.items()}
    picked, left = [], set().union(*kinds.values())
    while left:
        act = max(sorted(kinds), key=lambda name: len(kinds[name] & left))
        picked.append(act)
        left -= kinds[act]
    return [found[act] for act in picked]


def entered(page: Page, site: str, own: Own) -> None:
    """This side's session in the browser that has only keys."""
    page.context.clear_cookies()
    kept = [{"name": name, "value": one.value, "url": f"{site}/"} for name, one in own.browser.cookies.items()]
    page.context.add_cookies(kept)  # type: ignore[arg-type]  # name, value and url are enough


def one_page(page: Page, sent: Mapping[str, list[str]]) -> None:
    """The questions of this page in the order of Tab, each seen to have the focus, and the button that goes on."""
    passed: set[tuple[str, str]] = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if not (at["mine"] or at["sends"]):
            continue
        assert page.evaluate(SEEN), f"the focus is not to be seen at {at['name'] or 'the button'} on {page.url}"
        if at["sends"]:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        which = (at["name"], at["value"] if at["type"] == "checkbox" else "")
        if at["tag"] != "button" and which not in passed:
            passed.add(which)
            by_keys.answer(page, at, sent.get(at["name"], []))
    raise AssertionError(f"Tab never comes at the button on {page.url}")


def done_with_keys(page: Page, place: Place, way: Way, own: Own) -> None:
    """From the list of what can be done through every question, to the button that does it."""
    slug, wanted = way.command.act.replace(" ", "-"), given(place, way.state, way.command)
    page.goto(f"{own.home}doen/" if "/volgen/" in own.home else own.home)
    tab_to(page, f"main a[href*='/doen/{slug}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/doen/{slug}/**")
    for _ in range(MOST_PAGES):
        form = asked(page.content().encode())
        if form is None or f"/doen/{slug}/" not in page.url:
            return
        one_page(page, filled(form, wanted, random.Random(slug)))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_side_does_its_own_acts_with_keys_alone(
    provider: str, side: str, page: Page, live_server: LiveServer, clock: Iterator[time_machine.Coordinates]
) -> None:
    place = place_of(provider)
    for way in chosen(provider, side):
        own = come_in(place, way, clock)  # type: ignore[arg-type]  # what the fixture yields
        entered(page, live_server.url, own)
        done_with_keys(page, place, way, own)
        assert (way.command.act, way.role) in happened(place, way, own.number), (way.command.act, page.url)
