"""Learning in the browser: board and quality officer go from the dashboard to a signal, decide, and see the measure and the reports."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.desk.learning.test_publishing import OUTSIDE, adopted, complaints, of_report, publish
from tests.desk.learning.test_reports import place as with_reports
from tests.desk.learning.test_road import reported
from tests.e2e.axe import answered, assert_seen, violations
from tests.e2e.desk_driver import PASSWORD, address, staffed, window
from tests.e2e.looking import problems
from tests.insight.planting import every, plant
from tests.insight.report.counting import fill, scenario
from tests.insight.test_gathering import NOW
from tests.insight.test_gathering import Place as Committee
from wederhoor.dossier import keys
from wederhoor.insight import signals
from wederhoor.organisations.models import Location, Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHO = [("jot", "director"), ("izw", "coordinator")]
"""A board, and a quality officer."""


def place(provider: str) -> Organisation:
    """Two quiet years, then much more about one theme at De Hof."""
    now = timezone.now()
    row, regulation = staffed(provider, "Proef Leren", now.date())
    keys.organisation_key(row)
    hof = Location.objects.get(organisation=row)
    elm = Location.objects.create(organisation=row, code="iep", name="De Iep")
    first, second = list(regulation.lists["themes"])[:2]
    last = now.date() - timedelta(days=now.date().weekday() + 1)
    begin, file = last - timedelta(days=700), f"{provider}/2024-01-01.yaml"
    quiet = [(21, first, hof), (23, second, hof), (19, first, elm), (29, second, elm)]
    rows = [one for days, theme, where in quiet for one in every(days, theme, where, begin, last)]
    plant(row, rows, file=file, closed=True)
    plant(row, every(5, first, hof, last - timedelta(days=60), last), file=file, next_due=last, next_aim=last)
    assert signals.look(row, now=now) == 1
    return row


def signed_in(page: Page, role: str) -> None:
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", address(role))
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url("**/werkplek/")


@pytest.mark.requirement("LOJ-10")
@pytest.mark.parametrize(("provider", "role"), WHO)
def test_from_the_dashboard_to_a_signal_a_decision_its_measure_and_the_reports(
    chromium: Browser, live_server: LiveServer, provider: str, role: str
) -> None:
    place(provider)
    context = window(chromium, live_server.url, "light", 1440)
    page = context.new_page()
    signed_in(page, role)
    page.get_by_role("link", name="Leren", exact=True).click()
    expect(page.get_by_role("heading", name="Overzicht", level=1)).to_be_visible()
    expect(page.get_by_role("img", name="Binnengekomen en gesloten per maand")).to_be_visible()
    page.get_by_role("link", name="bij De Hof").click()
    expect(page.get_by_role("img", name="Klachten per vier weken")).to_be_visible()
    page.get_by_text("Bekijk de cijfers in een tabel").first.click()
    expect(page.get_by_role("columnheader", name="Grens").first).to_be_visible()
    page.get_by_label("Maatregel nemen").check()
    page.get_by_role("button", name="Leg het besluit vast").click()
    expect(page.get_by_role("alert")).to_contain_text("Zeg waarom")
    page.get_by_label("Waarom").fill("Te weinig mensen in de avond.")
    page.get_by_label("Welke maatregel").fill("Een extra avonddienst.")
    page.get_by_role("button", name="Leg het besluit vast").click()
    expect(page.get_by_text("Uw besluit staat erbij.")).to_be_visible()
    page.get_by_role("link", name="Naar de maatregel").click()
    expect(page.locator("main")).to_contain_text("Een extra avonddienst.")
    page.get_by_role("navigation", name="Leren").get_by_role("link", name="Rapporten").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("navigation", name="Leren").get_by_role("link", name="Signalen").click()
    expect(page.get_by_text("Nu valt er niets op.")).to_be_visible()
    context.close()


def test_a_report_keeps_itself_at_every_pause_and_is_handed_in_after_that(page: Page) -> None:
    row, _ = staffed("ott", "Proef Leren", timezone.localdate())
    fill(row, scenario("ott-quarter"))
    signed_in(page, "mediator")
    page.goto("/werkplek/leren/rapporten/")
    page.get_by_role("button", name="Begin").first.click()
    text, said = page.locator("textarea").first, page.locator(".saved")
    for number, words in enumerate(("Eerst.", "Eerst. En toen.", "Eerst. En toen. Ten slotte."), 1):
        text.fill(words)
        expect(page.locator("[name=edition]")).to_have_value(str(number), timeout=20_000)
        expect(said).to_contain_text("Bewaard om")
    page.reload()
    expect(text).to_have_value("Eerst. En toen. Ten slotte.")
    text.fill("Klaar.")
    page.get_by_label("Ik heb alles nagelezen").check()
    for other in page.locator("textarea").all()[1:]:
        other.fill("Uitgelegd.")
    page.get_by_role("button", name="Dien in").click()
    expect(page.get_by_text("Het verslag is ingediend.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Klaar.")


def test_what_is_typed_before_the_script_has_come_is_kept_too(page: Page) -> None:
    row, _ = staffed("ott", "Proef Leren", timezone.localdate())
    fill(row, scenario("ott-quarter"))
    signed_in(page, "mediator")
    page.goto("/werkplek/leren/rapporten/")
    held: list[Route] = []
    page.route("**/drafts*.js", lambda route: held.append(route))
    page.get_by_role("button", name="Begin").first.click()
    page.locator("textarea").first.fill("Op een trage lijn getypt.")
    expect(page.locator("[name=edition]")).to_have_value("0")
    held[0].continue_()
    expect(page.locator("[name=edition]")).to_have_value("1", timeout=20_000)
    page.unroute_all()
    page.reload()
    expect(page.locator("textarea").first).to_have_value("Op een trage lijn getypt.")


def test_the_pages_of_learning_are_for_everybody(chromium: Browser, live_server: LiveServer) -> None:
    row = place("jot")
    context = window(chromium, live_server.url, "light", 320)
    page = context.new_page()
    signed_in(page, "director")
    page.goto("/werkplek/leren/signalen/")
    one = page.locator("tbody th a").get_attribute("href")
    found = []
    for path in ("/werkplek/leren/", "/werkplek/leren/signalen/", str(one), "/werkplek/contacten/"):
        found += violations(page, path) + problems(page, "contrast", "nameless", "small")
    context.close()
    assert found == [], row.name
    assert_seen("learning")


@pytest.mark.parametrize("width", [320, 768])
def test_what_was_learned_is_for_everybody(chromium: Browser, live_server: LiveServer, width: int) -> None:
    """The public pages: nothing for axe to find, and on a phone no column of a table is cut off."""
    here = with_reports("loj", "board", "confidant")
    complaints(here)
    publish(here, adopted(here))
    context = window(chromium, live_server.url, "light", width)
    page, found = context.new_page(), []
    for path in (OUTSIDE, of_report()):
        found += violations(page, path) + problems(page)
        cut = "tables => tables.filter(one => one.scrollWidth > one.parentElement.clientWidth + 1).map(one => one.innerText)"
        found += page.locator("main table").evaluate_all(cut)
    context.close()
    assert found == []
    assert_seen("learned")


def test_the_report_of_a_committee_to_the_inspectorate_is_for_everybody(
    chromium: Browser, live_server: LiveServer
) -> None:
    loj = Committee("loj", "board", "chair", "committee", "secretary", "confidant", "officer")
    address = f"/werkplek/leren/maatregelen/{reported(loj)}/melding/"
    with time_machine.travel(NOW + timedelta(days=71), tick=False):
        browser = Client()
        browser.force_login(loj.accounts["chair"])
        shown = browser.get(address)
    context = window(chromium, live_server.url, "light", 1440)
    found = answered(context.new_page(), address, shown.content)
    context.close()
    assert shown.status_code == 200
    assert found == []
    assert_seen("committee")
