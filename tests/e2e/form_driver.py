"""The public form in a browser: a provider, a visitor, and each question in its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import first_look, sideways

PROVIDERS = ("izw", "jot", "loj", "ott", "zk")
STORY = "Het is al drie weken koud in mijn kamer. Ik heb het vaak gezegd."
SMALL = """() => [...document.querySelectorAll("main a, main button, main label.choice, main summary, nav.back a")]
  .filter(one => one.getClientRects().length && !one.closest("p, li, dd, .contact"))
  .map(one => ({text: one.innerText, height: one.getBoundingClientRect().height}))
  .filter(one => one.height < 24)"""

Visit = Callable[..., Page]


def looked_at(page: Page) -> None:
    """axe finds nothing, nothing sticks out, and nothing is too small to hit."""
    assert not sideways(page), f"{page.url} scrolls sideways"
    assert page.evaluate(SMALL) == [], page.url
    assert first_look(page) == []


def at(page: Page, step: int) -> None:
    """The page of this step is there."""
    expect(page.locator("#step")).to_contain_text(f"Stap {step} van 5")


ONWARD = ".further a:visible, .onward .go:visible, form[data-sends] .onward button:visible"


def questions(page: Page, *, onward: Callable[[Locator], None] = Locator.click) -> Iterator[None]:
    """One step: each of its questions alone, in turn; the story is told where it is asked for. The last button sends the step."""
    asked: list[str] = []
    while True:
        shown = page.locator(".ask:visible")
        if page.locator(".one-by-one").count():
            assert shown.count() == 1, "one question at a time"
            asked.append(str(shown.get_attribute("id")))
        if page.locator("[name=complaint]:visible").count():
            page.locator("[name=complaint]").fill(STORY)
        yield
        button = page.locator(ONWARD).first
        last = "further" not in str(button.evaluate("one => one.parentElement.className"))
        if last:
            assert asked == page.locator(".ask").evaluate_all("all => all.map(one => one.id)")
        onward(button)
        if last:
            return


def filled(page: Page) -> None:
    """Every question of this step, up to its button that sends it."""
    for _ in questions(page, onward=_before_sending):
        pass


def _before_sending(button: Locator) -> None:
    """On within the step; what sends it is left alone."""
    if button.evaluate("one => one.tagName") == "A":
        button.click()


def sent(page: Page) -> None:
    """Every question of this step, and on to the next."""
    filled(page)
    page.locator(ONWARD).first.click()
