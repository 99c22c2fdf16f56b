"""One role at work in Chromium: its list, the dossiers in it, the button beside each duty, the form, the letters. Nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.e2e.day_album import Album
from tests.e2e.day_seeds import role_is_given, state_of
from tests.e2e.day_ways import Way, wanted
from tests.e2e.desk_driver import Answers, send, squeezed
from wederhoor.dossier import tasks
from wederhoor.procedure.compiled import ReadyAct, procedure_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.facts import fill, slots
from wederhoor.site.demo.making import PASSWORD
from wederhoor.site.demo.player import Stage

NOTHING_EVER = "De regeling geeft u geen taken. Wat u mag zien, staat bij ‘Leren’."
NOT_NOW = ("Kan nog niet: ", "Wacht op: ", "begint opnieuw, ")
"""What a page says beside a duty that this person cannot end, or not again, today."""
SAID = "Zo staat het in de proef."
AGAIN = "Druk dan nog een keer op de knop"
BLOCKS = """all => all.filter(one => !one.classList.contains("no-print")).map(one => {
  const to = one.querySelector("a.do[href*='/daad/']");
  const words = one.textContent.replace(/\\s+/g, " "), href = to ? to.getAttribute("href") : "";
  return {label: one.querySelector("h3").textContent.trim(), words, href};
})"""
ROWS = "all => all.map(one => [one.querySelector('a.ds-link').getAttribute('href'), one.innerText])"
MOST = 15
"""Acts in one dossier on one day: more means that the day does not end."""
Block = dict[str, str]


@dataclass
class Day:
    """What one role does from signing in until nothing is left that it can do."""

    page: Page
    stage: Stage
    role: str
    album: Album
    ended: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    """What the duties of this day are called."""

    def worked(self, numbers: Mapping[str, Way]) -> set[str]:
        """Work through all of it; the duties that this role ended."""
        law = self.stage.regulation
        self.labels = {law.duties[name].label for name in wanted(law, self.role, State(procedure_of(law)))}
        self._sign_in()
        rows = self._mine("the worklist in the morning")
        missing = numbers.keys() - rows.keys()
        assert not missing, f"{self.role}: not in the worklist: {[(n, numbers[n].name) for n in missing]}"
        for number, address in rows.items():
            self._dossier(number, address)
        if self.labels:
            self._evening(rows)
        else:
            self._nothing()
        self.album.bound()
        return self.ended

    def _sign_in(self) -> None:
        self._go("/werkplek/aanmelden/")
        self.page.locator("[name=login]").fill(self.stage.cast[self.role].email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Aanmelden", exact=True).click()
        expect(self.page.locator("nav.side")).to_be_visible()

    def _go(self, address: str) -> None:
        self.page.goto(address, wait_until="domcontentloaded")

    def _mine(self, what: str) -> dict[str, str]:
        """The rows of this person's own work, in order: the number of each dossier and where it opens."""
        self._go("/werkplek/?tab=mine")
        expect(self.page.locator("main h1")).to_be_visible()
        self.album.add(self.page, what)
        found = self.page.locator("table.work tbody tr").evaluate_all(ROWS)
        return {href.rstrip("/").rpartition("/")[2]: href for href, _ in found}

    def _dossier(self, number: str, address: str) -> None:
        """Everything that this role can end in one dossier."""
        before, done = state_of(self.stage, number, self.role), set[tuple[str, str]]()
        self._go(address)
        self.album.add(self.page, f"{number}: as it is opened")
        for _ in range(MOST):
            here = self._mine_now()
            done &= {(one["href"], one["label"]) for one in here}  # what was ended and begins anew is work again
            block = next((one for one in here if one["href"] and (one["href"], one["label"]) not in done), None)
            if block is None:
                break
            done.add((block["href"], block["label"]))
            self._do(block)
        after = state_of(self.stage, number, self.role)
        self.ended |= set(_ended(before, after))
        self._left(after)

    def _mine_now(self) -> list[Block]:
        """The duties on the page that are of this role's day."""
        expect(self.page.locator("#now-title")).to_be_visible()
        found: list[Block] = self.page.locator(".duty").evaluate_all(BLOCKS)
        return [one for one in found if one["label"] in self.labels]

    def _do(self, block: Block) -> None:
        """The button beside the duty, the form, a warning when one comes, and the letters."""
        what = block["label"]
        self.page.locator(f'.duty a.do[href="{block["href"]}"]').first.click()
        self.album.add(self.page, f"{what}: the form")
        self._send(self._answers(block))
        if self.page.get_by_text(AGAIN).count():  # a warning, and after it the decision stands
            self.album.add(self.page, f"{what}: are you sure")
            self.page.locator("form.questions button[type=submit]").last.click()
        self._accepted(what)
        self._letters()
        self.album.add(self.page, f"{what}: done")

    def _answers(self, block: Block) -> Answers:
        """The answers by which the act ends this duty, and where it asks for somebody in a role: whoever does it."""
        law, procedure = self.stage.regulation, procedure_of(self.stage.regulation)
        slug = block["href"].split("/daad/")[1].split("/")[0]
        act = next(one for name, one in procedure.acts.items() if name.replace(" ", "-") == slug)
        met = {fact for name, duty in law.duties.items() if duty.label == block["label"] for fact in duty.met_by}
        asked = self.page.locator("form.questions [name=role], form.questions [name=person]").count() == 2
        myself = {"role": self.role, "person": self.stage.cast[self.role].opaque} if asked else {}
        return {**_wished(act), **_aimed(act, met), **myself}

    def _send(self, answers: Answers) -> None:
        """Send the form; of several ways to end the duty only those are answered that it offers."""
        offered = self.page.locator("form.questions [name]").evaluate_all(
            "all => all.map(one => one.name + '=' + one.value)"
        )
        names = {one.partition("=")[0] for one in offered}
        free = {"role", "person"} | {name for name, said in answers.items() if said == SAID}
        fits = {n: v for n, v in answers.items() if f"{n}={v}" in offered or (n in names and n in free)}
        send(self.page, fits)

    def _accepted(self, what: str) -> None:
        wrong = self.page.locator(".ds-error-summary, .ds-validation-message")
        said = " / ".join(squeezed(one.inner_text()) for one in wrong.all()) if wrong.count() else ""
        assert not said, f"{self.role}: {what} at {self.page.url}: {said}"
        expect(self.page.locator("#now-title")).to_be_visible()

    def _letters(self) -> None:
        """Complete and send the letters that the act left to be written."""
        waiting = self.page.locator(".duty", has_text="Nog niet verstuurd").locator("a")
        for _ in range(waiting.count()):
            waiting.first.click()
            for empty in self.page.locator("main textarea").all():
                empty.fill("Dit staat in de brief van de proef.")
            self.album.add(self.page, "a letter")
            self.page.locator("button[name=send]").click()
            expect(self.page.locator("#now-title")).to_be_visible()

    def _left(self, state: State) -> None:
        """What stays is what runs by the regulation, and the page says of each why this person can do nothing now."""
        blocks = self._mine_now()
        for one in blocks:
            assert any(words in one["words"] for words in NOT_NOW), f"{self.role} at {self.page.url}: {one}"
        runs = sorted(duty.label for duty in tasks.running(_now(state)) if duty.label in self.labels)
        assert sorted(one["label"] for one in blocks) == runs

    def _evening(self, numbers: Iterable[str]) -> None:
        """The list holds exactly the dossiers in which something of this role waits, and its own work says for what."""
        rows = self._mine("the worklist in the evening")
        states = {number: state_of(self.stage, number, self.role) for number in numbers}
        given = role_is_given(self.stage, self.role)
        waits = {
            number
            for number, state in states.items()
            for task in tasks.of(state, _now(state))
            if task["role"] == self.role and (given or task["held"])
        }
        assert rows.keys() == waits

    def _nothing(self) -> None:
        """Nothing to do, today or ever: the worklist says so, and its figures and the way to learning are there."""
        expect(self.page.locator("main")).to_contain_text(NOTHING_EVER)
        expect(self.page.locator("table.work tbody tr")).to_have_count(0)
        expect(self.page.locator(".kpi, .kpis a").first).to_be_visible()
        self.page.locator("nav.side").get_by_role("link", name="Leren").click()
        expect(self.page.locator("main h1")).to_be_visible()
        self.album.add(self.page, "learning")


def _now(state: State) -> list[DutyStatus]:
    return duties(state, timezone.localtime())


def _wished(act: ReadyAct) -> dict[str, str]:
    """Words for what is asked only with certain answers: those may be ours."""
    asked = {name: one for name, one in act.rule.fields.items() if one.required_when is not None or one.required_by}
    return {name: SAID for name, one in asked.items() if one.kind in ("text", "long text")}


def _aimed(act: ReadyAct, met: set[str]) -> dict[str, str]:
    """The answers with which an act brings about one of these facts; none where it always does."""
    plain = act.name in met or any(effect.plain and effect.fact in met for effect in act.effects)
    return {} if plain else next(_bringing(act, met), {})


def _bringing(act: ReadyAct, met: set[str]) -> Iterator[dict[str, str]]:
    for effect in act.effects:
        names = [name for name in slots(effect.fact) if name in act.choices]
        for codes in product(*(act.choices[name] for name in names)):
            answers = dict(zip(names, codes, strict=True))
            if names and fill(effect.fact, answers) in met:
                yield answers
    for name, options in act.chosen.items():
        yield from ({name: code} for code, choice in options.items() if met & set(choice.facts))


def _ended(before: State, after: State) -> Iterator[str]:
    """The duties that were ended since by an act that ends them."""
    state = before
    for event in after.events[len(before.events) :]:
        ran = {(one.name, one.part, one.round) for one in tasks.running(duties(state, event.recorded))}
        state = state.apply(event)
        runs = {(one.name, one.part, one.round) for one in tasks.running(duties(state, event.recorded))}
        yield from (name for name, _, _ in ran - runs if event.act in state.procedure.dischargers[name])
