"""axe finds nothing on any page, in light and dark, on a phone and on a wide screen, and no page is left out. Necessary, not sufficient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.mail import EmailMessage
from django.http import Http404
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.e2e import axe
from tests.e2e.axe import answered, assert_seen, every_look, violations
from tests.e2e.desk_driver import PASSWORD, address, staffed, window
from tests.site.test_reachable import addresses
from wederhoor.desk.account_urls import urlpatterns as account
from wederhoor.dossier import asked, door
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.asked import Asking
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import PrivacyOfficer
from wederhoor.frontdoor.complaining.serving import trouble
from wederhoor.insight.models import WrittenReport
from wederhoor.organisations.models import Account, Administrator, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.site.demo.making import PASSWORD as DEMO
from wederhoor.site.demo.making import learns, made
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import scripts

SCRIPT = next(script for script in scripts() if script.regulation == "jot")
COMPLAINING = ("", "verhaal/", "wens/", "contact/", "bestanden/", "verder/", "ergens-anders/")
PUBLIC = (
    "",
    "uitleg/",
    "regeling/",
    "regeling/2024-01-01/",
    "geleerd/",
    "volgen/",
    "volgen/kwijt/",
    *(f"klacht/{one}" for one in COMPLAINING),
)
FILES = {name.partition(":")[2] for name in axe.NO_PAGES["files"]}
"""Addresses that answer with a file."""
FILE = re.compile(r"\.(pdf|json|ics)/?$")
VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def everywhere(page: Page, *starts: str, only: Callable[[str], bool] = bool) -> Iterator[str]:
    """Every page of the desk that a link leads to, one of each kind (of act forms each act), from these on."""
    known, waiting = set(), list(starts)
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if kind is None or kind in known or not only(path):
            continue
        known.add(kind)
        yield path
        links = page.locator("a[href]").evaluate_all("links => links.map(one => one.getAttribute('href'))")
        waiting += [
            urljoin(path, link).split("#")[0] for link in links if not link.startswith(("http", "mailto", "tel"))
        ]


def _kind(path: str) -> tuple[str, str] | None:
    """The name of a page's address, and the act of an act form; None for what is no page of the desk."""
    try:
        found = resolve(urlsplit(path).path)
    except Http404:
        return None
    if not path.startswith("/werkplek/") or found.url_name in FILES or FILE.search(urlsplit(path).path):
        return None
    return (found.url_name or "", str(found.kwargs.get("act", found.kwargs.get("compartment", ""))))


def complaint() -> str:
    """A complaint with a story and two people; the address of its dossier."""
    row, _ = staffed("jot", "Proef Noord", timezone.localdate())
    handler = Account.objects.get(email=address("handler"))
    Administrator.objects.create(account=handler, organisation=row)
    with in_organisation(row.pk):
        PrivacyOfficer.objects.create(account=handler, organisation=row)
    return received(row, "De gang was koud")


def received(row: Organisation, subject: str, suspicion: tuple[str, ...] = (), **contact: str) -> str:
    """The address of the dossier of a complaint about this."""
    people = [NewPerson("complainant", "Kim Klager", "client", contact), NewPerson("accused", "Bo Beklaagd")]
    taken = door.receive(
        row, Command("receive", "complainant", VALUES), texts={"complaint": f"{subject}."}, people=people,
        subject=subject, actor=door.visitor(row.pk), now=timezone.now(), submitted_key=subject, suspicion=suspicion,
    )  # fmt: skip
    assert isinstance(taken, door.Received)
    return f"/werkplek/dossiers/{taken.number}/"


def signed_in(page: Page) -> None:
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", address("handler"))
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url("**/werkplek/")


@pytest.fixture
def looking(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A window in which axe may run."""
    context = window(chromium, live_server.url, "light", 1440)
    yield context.new_page()
    context.close()


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> Stage:
    """An organisation in full swing; who handles complaints there runs the place too and may look into the log of who looked."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.DEMO = True
    EmailMessage("Uw klacht", "Er is iets nieuws.", to=["kim@voorbeeld.test"]).send()
    stage = made(SCRIPT, timezone.localtime())
    learns(stage)
    handler = stage.cast["handler"]
    Administrator.objects.get_or_create(account=handler, organisation=stage.row)
    with in_organisation(stage.row.pk):
        PrivacyOfficer.objects.get_or_create(account=handler, organisation=stage.row)
    return stage


def entered(page: Page, account: Account) -> None:
    """Signed in as somebody of the demo."""
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", account.email)
    page.fill("[name=password]", DEMO)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url("**/werkplek/")


def test_axe_finds_nothing_in_a_dossier(looking: Page, live_server: LiveServer) -> None:
    start = complaint()
    signed_in(looking)
    found = [one for path in everywhere(looking, start, only=_in_a_dossier) for one in violations(looking, path)]
    assert found == []
    assert_seen("dossier")


def test_axe_finds_nothing_at_the_desk(looking: Page, house: Stage) -> None:
    entered(looking, house.cast["handler"])
    found = []
    for path in everywhere(looking, "/werkplek/", only=lambda path: not _in_a_dossier(path)):
        found += violations(looking, path)
    assert found + _of_reports(looking, house.row) + _of_a_proposal(looking) == []
    assert_seen("desk")


def _of_reports(page: Page, row: Organisation) -> list[str]:
    """What is decided about a report that was adopted: its meetings, and what the world may read."""
    with in_organisation(row.pk):
        ready = WrittenReport.objects.filter(organisation=row).exclude(state=WrittenReport.State.DRAFT)
        adopted = ready.values_list("id", flat=True).first()
    return [
        one
        for path in (f"leren/rapporten/{adopted}/besprekingen/", f"leren/rapporten/{adopted}/openbaar/")
        for one in violations(page, f"/werkplek/{path}")
    ]


def _of_a_proposal(page: Page) -> list[str]:
    """A change of the regulation that was proposed, and the mail of the demo with one mail open."""
    page.goto("/werkplek/leren/kalender/regeling/")
    page.locator("[name=change]").first.check()
    page.locator("[name=what]").fill("Een kortere termijn.")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/regeling/[0-9a-f-]{36}/"))
    found = every_look(page) + violations(page, "/werkplek/mail/")
    page.locator("main a[href*='/werkplek/mail/']").first.click()
    page.wait_for_url(re.compile("/mail/.+/"))
    return found + every_look(page)


def test_axe_finds_nothing_on_what_comes_seldom(looking: Page, live_server: LiveServer) -> None:
    complaint()
    row = Organisation.objects.get(code="proef-jot")
    odd = received(row, "Dit leek van een machine", suspicion=("trap",)).removeprefix("/werkplek/dossiers/")
    by_telephone = received(row, "Bel mij liever", way="telephone")
    signed_in(looking)
    looking.goto(f"{by_telephone}daad/acknowledge/")
    looking.locator("form.questions button[type=submit]").last.click()
    looking.locator("#now-title").wait_for()
    found = violations(looking, f"{by_telephone}brief/confirmation/2/")
    for path in (
        _asked(row, by_telephone),
        f"{by_telephone}waarom/",
        by_telephone.replace("dossiers", "nieuw"),
        "/werkplek/signaal/",
        f"/werkplek/quarantaine/{odd}",
        "/werkplek/bellen/",
        f"{by_telephone}bellen/",
        "/werkplek/zorgvuldigheid/geheimhouding/",
    ):
        found += violations(looking, path)
    looking.goto("/werkplek/")
    looking.locator("header [name=q]").fill("gang")
    looking.locator("header [name=q]").press("Enter")
    looking.locator("#found-title").wait_for()
    found += every_look(looking)
    looking.goto("/werkplek/")
    looking.locator("tbody input[name=number]").first.check()
    looking.get_by_role("button", name="Brieven").click()
    looking.wait_for_url("**/samen/")
    found += every_look(looking)
    assert found == []
    assert_seen("seldom")


def _asked(row: Organisation, dossier: str) -> str:
    """The address of a question that was put by link."""
    account, now = Account.objects.get(email=address("handler")), timezone.now()
    actor = Actor(account.pk, "handler", row.pk)
    opened = door.open_dossier(row, dossier.split("/")[-2], actor=actor, action="read", now=now)
    question = Asking("Wim Getuige", "Was het koud?", now.date() + timedelta(days=7))
    return f"/vraag/{asked.ask(opened, question, actor=actor, now=now)}/"


def _in_a_dossier(path: str) -> bool:
    return path.startswith("/werkplek/dossiers/")


def test_axe_finds_nothing_outside(looking: Page, live_server: LiveServer) -> None:
    complaint()
    found = [
        one
        for path in ("/", "/bestaat/niet/", "/meedoen/", *(f"/proef-jot/{rest}" for rest in PUBLIC))
        for one in violations(looking, path)
    ]
    found += _led_elsewhere(looking)
    found += [one for path, body in _gone_wrong() for one in answered(looking, path, body)]
    assert found == []
    assert_seen("outside")


def _gone_wrong() -> Iterator[tuple[str, bytes]]:
    """What the site says when something is not allowed or went wrong, and when the database is away while somebody complains."""
    request = RequestFactory().post("/", {"complaint": "Het is koud."})
    yield "/fout/500/", get_template("500.html").render().encode()
    for name in ("403.html", "403_csrf.html"):
        yield f"/fout/{name}", get_template(name).render(request=request).encode()
    yield "/fout/503/", trouble(request, "u").content


def _led_elsewhere(page: Page) -> list[str]:
    """Where the form leads who says to be somebody else."""
    page.goto("/proef-jot/klacht/")
    page.locator("[name=capacity][value='place who other']").evaluate("one => one.click()")
    page.locator("form.asking button[type=submit]").last.evaluate("one => one.click()")
    page.wait_for_url("**/ergens-anders/")
    return every_look(page)


def test_no_page_is_left_out() -> None:
    due = [name for names in axe.DUE.values() for name in names]
    left_out = {name for names in axe.NO_PAGES.values() for name in names}
    known = {*addresses(), *(f":{one.name}" for one in account if one.name)}
    assert sorted(known - {*due, *left_out}) == [], (
        "say in tests/e2e/axe.py which test looks at them, or why they are no page"
    )
    assert sorted({*due, *left_out} - known) == [], "no such page any more"
    assert {*due} & left_out == set()
