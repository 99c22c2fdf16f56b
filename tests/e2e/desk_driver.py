"""Working the site as people do: pages, links and forms in Chromium, with JavaScript off. Nothing here goes around a page."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from wederhoor.organisations.models import Account, Location, Membership, Organisation
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation

PASSWORD = "wachtwoord van de proef"
Answers = Mapping[str, str | list[str]]
Scheme = Literal["light", "dark"]


def window(chromium: Browser, url: str, scheme: Scheme, width: int) -> BrowserContext:
    """A window in Dutch of this width (CSS pixels), in which a check may run its own script: without our content policy."""
    return chromium.new_context(
        base_url=url,
        locale="nl-NL",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )


def squeezed(text: str) -> str:
    """Text with every run of white space as one space, so that line ends of a PDF do not matter."""
    return " ".join(text.split())


def staffed(provider: str, name: str, today: date) -> tuple[Organisation, Regulation]:
    """One organisation under the regulation of a provider, with an account in every role that signs in."""
    regulation = load_for(provider, today)
    row = Organisation.objects.create(code=f"proef-{provider}", name=name, regulation=provider, brand_colour="0b6e6e")
    Location.objects.create(organisation=row, code="hof", name="De Hof")
    for code, role in regulation.roles.items():
        if role.kind not in ("complainant", "accused"):
            account = Account.objects.create_user(address(code), f"Proef {role.label}", PASSWORD)
            Membership.objects.create(account=account, organisation=row, role=code)
    return row, regulation


def address(role: str) -> str:
    """The e-mail address of whoever holds the role."""
    return f"{role.replace(' ', '-')}@voorbeeld.test"


QUESTIONS = """groups => groups.map(group => {
  const all = [...group.querySelectorAll("input, select, textarea")], one = all[0];
  return {
    name: one.name, kind: one.tagName === "INPUT" ? one.type : one.tagName.toLowerCase(),
    optional: !!group.querySelector(".opt"), chosen: all.some(other => other.checked),
    first: one.tagName === "SELECT" ? [...one.options].map(o => o.value).find(Boolean) : one.value,
    label: group.querySelector("legend, label").innerText.trim(),
  };
})"""


def send(page: Page, answers: Answers, *, form: str = "form.questions") -> None:
    """Fill the form by the names of its questions and send it. What must be answered and was not gets something fitting."""
    found = page.locator(form)
    found.locator("button[type=submit]").last.wait_for()  # it stands last: the whole form is there
    asked = found.locator(".ds-field, fieldset.ds-fieldset").evaluate_all(QUESTIONS)
    strange = set(answers) - {question["name"] for question in asked}
    assert not strange, f"no question for {sorted(strange)} on {page.url}"
    for question in asked:
        given = answers.get(question["name"]) or _fitting(question)
        if given:
            _answer(found, question, given)
    found.locator("button[type=submit]").click()


def _fitting(question: dict[str, Any]) -> str:
    """Any answer; nothing where none is needed or one is chosen already. Dates lie a week ahead."""
    if question["optional"] or question["chosen"]:
        return ""
    if question["kind"] in ("radio", "checkbox", "select"):
        return str(question["first"])
    if question["kind"] in ("date", "datetime-local"):
        ahead = timezone.localtime() + timedelta(days=7)
        return ahead.strftime("%Y-%m-%d" if question["kind"] == "date" else "%Y-%m-%dT%H:%M")
    return f"{question['label']}: zo staat het in de proef." if question["kind"] in ("text", "textarea") else ""


def _answer(form: Locator, question: dict[str, Any], given: str | list[str]) -> None:
    control = form.locator(f'[name="{question["name"]}"]')
    if question["kind"] in ("radio", "checkbox"):
        for value in [given] if isinstance(given, str) else given:
            form.locator(f'[name="{question["name"]}"][value="{value}"]').check()
    elif question["kind"] == "select":
        control.select_option(given)
    else:
        control.fill(str(given))


@dataclass
class Desk:
    """The site seen by a complainant and by everybody at the desk, each in a browser of their own."""

    browser: Browser
    site: str
    organisation: Organisation
    regulation: Regulation
    number: str = ""
    code: str = ""
    scripts: bool = False
    windows: dict[str, Page] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    fresh: str = ""
    """The role whose window shows the dossier as it is now."""

    def window(self) -> Page:
        """A fresh browser window."""
        context = self.browser.new_context(
            base_url=self.site,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=self.scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()

    def complain(self, story: str, answers: Answers) -> None:
        """Send in the public form; keeps the number and the code that the receipt shows."""
        page = self.window()
        page.goto(f"/{self.organisation.code}/")
        page.locator(f'a[href="/{self.organisation.code}/klacht/"]').first.click()
        page.locator("form.asking").wait_for()
        left = {"complaint": story, **answers}
        while page.locator("form.asking").count():
            if page.locator(".everything a").count():
                page.locator(".everything a").click()
            mine = [name for name in left if page.locator(f'form.asking [name="{name}"]').count()]
            with page.expect_navigation():
                send(page, {name: left.pop(name) for name in mine}, form="form.asking")
        assert not left, f"no question for {sorted(left)}"
        expect(page.locator("h1")).to_contain_text("klacht is verstuurd")
        self.number = page.locator(".ds-card b").first.inner_text()
        self.code = page.locator("p.code").inner_text()
        page.close()

    def follow(self) -> str:
        """What the complainant reads with the code."""
        page = self.window()
        page.goto(f"/{self.organisation.code}/volgen/")
        page.locator("#code").fill(self.code)
        page.get_by_role("button", name="Kijk hoe het gaat").click()
        expect(page.locator("h1")).to_contain_text(self.number)
        return squeezed(page.locator("main").inner_text())

    def sign_in(self, role: str) -> Page:
        """The window of whoever holds this role, signed in with the password form."""
        if role not in self.windows:
            page = self.windows[role] = self.window()
            page.goto("/werkplek/aanmelden/")
            page.locator("[name=login]").fill(address(role))
            page.locator("[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="Aanmelden").click()
            expect(page.locator("h1")).not_to_contain_text("Aanmelden")
        return self.windows[role]

    def worklist(self, role: str, tab: str = "open") -> list[str]:
        """The rows of the worklist, each as its text."""
        page, self.fresh = self.sign_in(role), ""
        page.goto(f"/werkplek/?tab={tab}")
        return [squeezed(row.inner_text()) for row in page.locator("table.ds-table tbody tr").all()]

    def dossier(self, role: str) -> Page:
        """The dossier, opened by its number in the worklist, and after that by its address."""
        page = self.sign_in(role)
        if self.fresh == role:
            return page
        if role in self.addresses:
            page.goto(self.addresses[role])
        else:
            page.goto("/werkplek/?tab=all")
            page.get_by_role("link", name=self.number, exact=True).click()
            self.addresses[role] = page.url
        expect(page.locator("#now-title")).to_be_visible()
        return page

    def whole(self, role: str) -> Page:
        """The dossier with everything that happened, as it goes on paper."""
        page = self.dossier(role)
        page.goto(f"{page.url.split('?')[0]}?print")
        self.fresh = ""
        return page

    def may(self, role: str, act: str) -> Locator:
        """The link to an act under 'U mag nu'."""
        return self.dossier(role).locator(f'a.act-link[href*="/daad/{act.replace(" ", "-")}/"]')

    def open_act(self, role: str, act: str) -> Page:
        """The form of an act, by its link on the dossier."""
        link = self.may(role, act).first
        page = self.windows[role]
        folded = page.locator("details.acts-group:not([open])", has=page.locator(f'a[href="{_href(link)}"]'))
        if folded.count():
            folded.locator("summary").click()
        link.click()
        self.fresh = ""
        return page

    def do(self, role: str, act: str, answers: Answers | None = None) -> None:
        """Do an act through its page and send the letters that come of it."""
        page = self.open_act(role, act)
        send(page, answers or {})
        errors = page.locator(".ds-error-summary, .ds-alert[data-color=danger], .ds-validation-message")
        found = [squeezed(error.inner_text()) for error in errors.all()]
        assert page.locator("#now-title").count(), (
            f"{act} by {role}: {found or page.locator('body').inner_text()[:400]}"
        )
        expect(page.locator("ol.tl > li").first).to_contain_text(self._done(act))
        self.send_waiting(role)
        self.fresh = role

    def _done(self, act: str) -> re.Pattern[str]:
        """How the history says that an act was done: its own sentence, or that of the fact it brought about."""
        rule, facts = self.regulation.acts[act], self.regulation.facts
        begins = [effect.fact.split("{")[0] for effect in rule.brings_about if "{" in effect.fact]
        worded = [words[:1].upper() + words[1:] for fact, words in facts.items() if fact.startswith(tuple(begins))]
        return re.compile("|".join(map(re.escape, (rule.done, *worded))))

    def send_waiting(self, role: str) -> None:
        """Complete and send every letter that still waits in the dossier."""
        page = self.windows[role]
        waiting = page.locator(".duty", has_text="Nog niet verstuurd").locator("a")
        for _ in range(waiting.count()):
            waiting.first.click()
            for empty in page.locator("main textarea").all():
                empty.fill("Dit staat in de brief van de proef.")
            page.locator("button[name=send]").click()
            expect(page.locator("#now-title")).to_be_visible()

    def refused(self, role: str, act: str) -> str:
        """Why the act cannot be done yet, as the dossier says it."""
        page = self.dossier(role)
        label = page.get_by_text(self.regulation.acts[act].label, exact=True)
        page.locator("section[aria-labelledby=not-title] a").click()
        self.fresh = ""
        reasons = page.locator("section[aria-labelledby=not-title]")
        return squeezed(reasons.locator("li", has=label).first.inner_text())

    def phase(self, role: str) -> str:
        """The phase the dossier says it is in."""
        return squeezed(self.dossier(role).locator("[aria-current=step]").inner_text())

    def letter(self, role: str, name: str) -> str:
        """The text of a letter as it was sent: its PDF, fetched by the link in the dossier."""
        page, label = self.whole(role), self.regulation.letters[name].label
        line = page.locator("ol.tl p.row", has=page.get_by_role("link", name=label, exact=True)).first
        link = line.get_by_role("link", name=re.compile("^PDF"))
        answer = page.request.get(self.site + str(_href(link)))
        assert answer.ok
        assert answer.headers["content-type"] == "application/pdf"
        reader = PdfReader(io.BytesIO(answer.body()))
        return squeezed(" ".join(one.extract_text() for one in reader.pages))


def _href(link: Locator) -> str | None:
    return link.get_attribute("href")
