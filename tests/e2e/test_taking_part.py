"""Two complaints under two regulations in which both sides take part from their own pages, from the complaint to the judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.axe import assert_seen, first_look, sideways
from tests.e2e.desk_driver import Answers, Desk, send, squeezed, staffed

STORY = "Het is al drie weken koud in mijn kamer. Ik heb het vaak gezegd."
ANSWER = "Ik heb het gemeld, maar de monteur kwam niet."
HELPS = "Namens Bo: het stond in het rapport van de nacht."
SAW = "Ik voelde dat de radiator koud was."
COMMENT = "Ik zei dat ik het twee keer meldde."
REASONS = "De kamer was te koud en wij deden te lang niets."
PHONE = {"width": 360, "height": 740}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Way:
    """How one regulation goes: who keeps the dossier, who judges, and what lets the accused and the witness know."""

    name: str
    keeper: str
    judge: tuple[str, Answers]
    before: list[tuple[str, Answers]]
    form: Answers
    scripts: bool


MISSED = "Er staat niet dat ik het drie keer vroeg."
CLOSING = {"procedure_followed": "Wij spraken met iedereen.", "outcome_words": "De kamer is weer warm."}
SAID = {"said_by": "Ada", "said_how": "telephone"}
WAYS = {
    "ott": Way(
        "Huis Proefdal", "mediator", ("board", {"outcome": "upheld", "reasons": REASONS}),
        [
            ("acknowledge", {}), ("choose route", {"route": ["judgement"], **SAID}),
            ("give consent", {"step": "tell accused", "answer": "given", "given_by": "complainant", **SAID}),
            ("give consent", {"step": "ask others", "answer": "given", "given_by": "complainant", **SAID}), ("inform accused", {}),
        ], {"law": "wlz"}, scripts=False,
    ),
    "jot": Way(
        "Bureau Proefdal", "handler", ("director", {"outcome": "founded", "reasons": REASONS}),
        [("acknowledge", {}), ("contact", {}), ("plan meeting", {"meeting": "talk"})], {"law": "wlz"}, scripts=True,
    ),
}  # fmt: skip


@pytest.fixture
def desk(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[Desk]:
    """The site of one provider with its people."""
    way = WAYS[request.param]
    row, regulation = staffed(request.param, way.name, timezone.localdate())
    found = Desk(chromium, live_server.url, row, regulation)
    yield found
    found.leave()


def follow(page: Page, link: Locator) -> None:
    """Click, and wait for the page that comes: a busy machine else looks at one that is not there yet."""
    with page.expect_navigation():
        link.click()


class Guest:
    """Somebody at their own pages, on a phone. Every page is looked at by axe, and may not scroll sideways."""

    def __init__(self, desk: Desk, link: str, digits: str, *, scripts: bool) -> None:
        self.desk, self.checked = desk, list[str]()
        self.context = desk.browser.new_context(
            base_url=desk.site, locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=PHONE, java_script_enabled=scripts,
            reduced_motion="reduce", bypass_csp=True,
        )  # fmt: skip
        self.context.set_default_timeout(10_000)
        desk.contexts.append(self.context)
        self.page = self.context.new_page()
        self.page.goto(link)
        self._look()
        self.page.locator("#id_said").fill(digits)
        follow(self.page, self.page.get_by_role("button", name="Ga verder"))
        self._look()
        self.way_back = self.page.locator("p.code").inner_text()
        follow(self.page, self.page.get_by_role("link", name="Ga verder"))
        self.home = self.page.url

    def _look(self) -> None:
        """A check needs a script of its own: where the visitor has none, in a second look at the same page."""
        page = self.page if self._scripted else self._second_look()
        assert not sideways(page), page.url
        assert first_look(page) == []
        self.checked.append(self.page.url)
        if page is not self.page:
            page.context.close()

    @property
    def _scripted(self) -> bool:
        return bool(WAYS[self.desk.regulation.provider].scripts)

    def _second_look(self) -> Page:
        context = self.desk.browser.new_context(
            base_url=self.desk.site, viewport=PHONE, storage_state=self.context.storage_state(), bypass_csp=True
        )
        page = context.new_page()
        page.set_content(self.page.content().replace('="/', f'="{self.desk.site}/'))
        return page

    def words(self, *, at: str = "") -> str:
        """What a page says."""
        self.page.goto(f"{self.home}{at}")
        self._look()
        return squeezed(self.page.locator("main").inner_text())

    def do(self, link: str, answers: dict[str, str]) -> None:
        """Follow a link on the first page, fill what is asked, look, and send."""
        self.page.goto(self.home)
        follow(self.page, self.page.get_by_role("link", name=link).first)
        self._look()
        for name, answer in answers.items():
            field = self.page.locator(f'[name="{name}"]')
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f'[name="{name}"][value="{answer}"]').check()
            else:
                field.fill(answer)
        follow(self.page, self.page.get_by_role("button", name=re.compile("^Verstuur")))
        expect(self.page).to_have_url(self.home)
        self._look()


class Complainant:
    """Who complained, at their own pages behind the code: every page is looked at for what scrolls sideways."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.page = desk, desk.window()
        self.page.set_viewport_size({"width": 360, "height": 740})
        self.page.goto(f"/{desk.organisation.code}/volgen/")
        self.page.locator("#code").fill(desk.code)
        follow(self.page, self.page.get_by_role("button", name="Kijk hoe het gaat"))

    def do(self, label: re.Pattern[str], answers: dict[str, str]) -> None:
        """What is called so under 'Zelf doen', question by question, to the last page; of a choice without an answer the first."""
        page = self.page
        page.goto(f"/{self.desk.organisation.code}/volgen/{self.desk.number}/doen/")
        follow(page, page.get_by_role("link", name=label).first)
        while not page.locator("button[name=sure]").count():
            assert not sideways(page), page.url
            for name, answer in answers.items():
                if page.locator(f'form.questions textarea[name="{name}"]').count():
                    page.locator(f'form.questions textarea[name="{name}"]').fill(answer)
            if page.locator("form.questions input[type=radio]").count():
                page.locator("form.questions input[type=radio]").first.check()
            follow(page, page.locator("form.questions button[type=submit]").first)
        follow(page, page.locator("button[name=sure]"))
        expect(page.locator(".ds-alert").first).to_be_visible()


def added(desk: Desk, keeper: str, name: str, side: str) -> None:
    """Somebody is put in the dossier, on its people tab."""
    page = desk.dossier(keeper)
    page.goto(f"{desk.addresses.get(keeper) or page.url}mensen/")
    if page.locator("#id_name").count() and not page.locator("#id_name").is_visible():
        page.locator("summary", has_text="Voeg iemand toe").click()
    send(page, {"name": name, "side": side}, form="section[aria-labelledby=add-title] form.questions")
    desk.fresh = ""


def invited(desk: Desk, keeper: str, name: str) -> Guest:
    """Somebody is invited from the people tab: first what they would see, then the link and the digits."""
    page = desk.dossier(keeper)
    page.goto(f"{desk.addresses.get(keeper) or page.url}mensen/")
    page.get_by_role("link", name=f"Nodig uit {name}").click()
    expect(page.get_by_role("heading", name="Wat deze persoon nu zou zien")).to_be_visible()
    if page.locator("[name=works_as]").count():
        page.locator("[name=works_as]").select_option("-")
    page.get_by_role("button", name="Maak de link").click()
    link = page.locator(".secret").first.inner_text()
    digits = page.locator(".secret.big").inner_text()
    desk.fresh = ""
    return Guest(desk, link, digits, scripts=WAYS[desk.regulation.provider].scripts)


def person_code(desk: Desk, keeper: str, name: str) -> str:
    """How the form of an act names somebody in the dossier."""
    page = desk.open_act(keeper, "ask information")
    chosen = page.locator("label", has_text=name).first
    found = (
        chosen.locator("input").or_(page.locator("[name=person] option", has_text=name)).first.get_attribute("value")
    )
    assert found
    return found


@pytest.mark.requirement("LOJ-06", "OTT-21")
@pytest.mark.parametrize("desk", sorted(WAYS), indirect=True)
def test_both_sides_take_part_from_their_own_pages_to_a_judgement(desk: Desk) -> None:
    way = WAYS[desk.regulation.provider]
    desk.complain(STORY, {"name": "Proefpersoon Ada", **way.form})
    for name, side in (("Bo Beklaagd", "accused"), ("Wim Getuige", "witness"), ("Hans Helper", "assistant of accused")):
        added(desk, way.keeper, name, side)
    _accused_must_wait(desk, way)
    for act, answers in way.before:
        desk.do(way.keeper, act, answers)

    accused = invited(desk, way.keeper, "Bo Beklaagd")
    assert STORY in accused.words(at="gezegd/")
    accused.do("vindt", {"response": ANSWER})
    helper = invited(desk, way.keeper, "Hans Helper")
    assert ANSWER in helper.words(at="gezegd/"), "an assistant reads what that side reads"
    helper.do("Vraag wat wij", {"what": "access", "words": HELPS})

    desk.do(
        way.keeper,
        "ask information",
        {"person": person_code(desk, way.keeper, "Wim Getuige"), "question": "Was het koud?"},
    )
    witness = invited(desk, way.keeper, "Wim Getuige")
    assert STORY not in witness.words()
    witness.do("Geef antwoord", {"answer": SAW})
    assert SAW not in accused.words(at="gezegd/"), "what others said is not theirs before both were heard"

    for party in ("complainant", "accused"):
        desk.do(way.keeper, "hear", {"party": party, "how": "oral"})
    assert SAW in accused.words(at="gezegd/")
    desk.do(way.keeper, "send minutes", {})
    accused.do("verslag", {"comments": COMMENT})
    complainant = Complainant(desk)
    complainant.do(re.compile("verslag"), {"comments": MISSED})
    if "investigate" in desk.regulation.acts and way.keeper == "mediator":
        desk.do(way.keeper, "investigate", {})
    desk.do(way.judge[0], "judge", way.judge[1])

    assert REASONS in accused.words(at="gezegd/")
    assert REASONS in helper.words(at="gezegd/")
    assert accused.words(at="stukken/")
    assert REASONS not in witness.words()
    story = squeezed(desk.whole(way.keeper).locator("ol.tl").inner_text())
    assert all(words in story for words in (ANSWER, SAW, COMMENT, MISSED))
    desk.do(way.keeper, "register", {})
    desk.do(way.keeper, "close", CLOSING)
    assert "Deze klacht is klaar." in desk.follow()
    complainant.do(re.compile("hoe het ging"), {})
    assert "Zeg hoe het ging" not in desk.follow(), "once it was said nobody asks again on the first page"
    _gone_and_back(desk, accused)


def _accused_must_wait(desk: Desk, way: Way) -> None:
    """Before the regulation lets the accused know, nobody can invite them, and the desk says why."""
    page = desk.dossier(way.keeper)
    page.goto(f"{desk.addresses.get(way.keeper) or page.url}mensen/")
    page.get_by_role("link", name="Nodig uit Bo Beklaagd").click()
    expect(page.locator("main")).to_contain_text("De aangeklaagde weet nog niet van de klacht.")
    expect(page.get_by_role("button", name="Maak de link")).to_have_count(0)
    desk.fresh = ""


def _gone_and_back(desk: Desk, guest: Guest) -> None:
    """Away at a shared computer, and back with the code."""
    follow(guest.page, guest.page.get_by_role("button", name="Sluit deze pagina's"))
    guest._look()
    follow(guest.page, guest.page.get_by_role("link", name="Kom terug met de code"))
    guest._look()
    guest.page.locator("#id_code").fill(guest.way_back.upper().replace("-", " "))
    guest.page.get_by_role("button", name="Ga verder").click()
    expect(guest.page).to_have_url(guest.home)
    assert len(set(guest.checked)) > 5
    if guest._scripted:
        assert_seen("taking part")
