"""Reports, measures and the calendar in the browser: a board writes, adopts and publishes; a handler who keeps the quality mends and records."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.e2e.axe import violations
from tests.e2e.desk_driver import PASSWORD, squeezed, staffed, window
from tests.e2e.looking import problems
from tests.e2e.test_learning import signed_in
from tests.insight.report.counting import rows
from wederhoor.dossier import keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.insight import measures
from wederhoor.insight.measures import Subject
from wederhoor.insight.models import PublishingRule
from wederhoor.organisations.models import Account, Membership, Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Wij bellen voortaan zelf terug."
TOOK = "Na elke afspraak bellen wij terug"
THEMES = {"care": 14, "treatment": 9, "information": 8, "food": 2}


def place() -> Organisation:
    """Last year 33 complaints were closed, of which two about one theme; one measure was taken. Two people are the board."""
    row, _ = staffed("loj", "Proef Verslag", timezone.localdate())
    keys.organisation_key(row)
    second = Account.objects.create_user("tweede@voorbeeld.test", "Proef Tweede", PASSWORD)
    Membership.objects.create(account=second, organisation=row, role="board")
    year = timezone.localdate().year - 1
    closed(row, year, THEMES)
    actor, then = Actor(None, "board", row.pk), timezone.now().replace(year=year, month=5, day=4)
    measures.take(row, origin="itself", what=TOOK, about=Subject(theme="care"), actor=actor, now=then)
    with in_organisation(row.pk):
        PublishingRule.objects.create(organisation=row, threshold=5, four_eyes=True, since=timezone.now())
    return row


def closed(row: Organisation, year: int, themes: dict[str, int]) -> None:
    told = [
        {"theme": theme, "kind": "complaint", "law": "wlz", "quarter": f"{year}-Q3", "received": f"{year}-Q3", "route": "mediation"}
        for theme, n in themes.items() for _ in range(n)
    ]  # fmt: skip
    with in_organisation(row.pk):
        RegisterRow.objects.bulk_create(rows(row, told))


def begun(page: Page, title: str) -> None:
    """Press 'Begin' beside the report of last year."""
    page.goto("/werkplek/leren/rapporten/")
    line = page.locator("tr").filter(has_text=title).filter(has_text=str(timezone.localdate().year - 1))
    line.get_by_role("button", name="Begin").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def looked(page: Page, path: str) -> list[str]:
    return violations(page, path) + problems(page, "contrast", "nameless", "small")


@pytest.mark.requirement("LOJ-36")
def test_a_board_writes_a_report_adopts_it_and_two_of_them_make_it_public(
    chromium: Browser, live_server: LiveServer
) -> None:
    row, year = place(), timezone.localdate().year - 1
    context = window(chromium, live_server.url, "light", 1440)
    page = context.new_page()
    signed_in(page, "board")
    begun(page, "Openbaar jaarverslag over klachten")
    expect(page.locator("main")).to_contain_text("Afgesloten in deze periode")
    text = page.locator("textarea").last
    expect(text).to_have_value(f"- {TOOK}. Loopt nog.")
    text.fill(f"{SAID}\n- {TOOK}. Loopt nog.")
    expect(page.locator(".saved")).to_contain_text("Bewaard om", timeout=20_000)
    page.get_by_label("Ik heb alles nagelezen").check()
    page.get_by_role("button", name="Dien in").click()
    expect(page.get_by_text("Het verslag is ingediend.")).to_be_visible()
    page.get_by_role("button", name="Stel vast").click()
    expect(page.get_by_text("Het verslag is vastgesteld.")).to_be_visible()

    closed(row, year, {"care": 20})
    page.reload()
    settled = page.locator("tr").filter(has_text="Afgesloten in deze periode").locator("td").first
    expect(settled).to_have_text("33")
    printed = page.request.get(str(page.get_by_role("link", name="Op papier (PDF)").get_attribute("href")))
    words = squeezed(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(printed.body())).pages))
    assert "Afgesloten in deze periode 33" in words
    assert SAID in words

    page.get_by_role("link", name="Publiceren").click()
    expect(page.locator("main")).to_contain_text("minder dan 5")
    found = looked(page, page.url)
    page.get_by_label("Deze tekst mag naar buiten.").last.check()
    page.get_by_role("button", name="Bekijk opnieuw").click()
    page.get_by_role("button", name="Stel voor aan een tweede persoon").click()
    expect(page.get_by_text("Een ander keurt dit goed.")).to_be_visible()
    asked = page.url
    context.close()

    visitor = window(chromium, live_server.url, "light", 390)
    outside = visitor.new_page()
    outside.goto(f"/{row.code}/geleerd/")
    expect(outside.locator("main")).to_contain_text("Er is nog geen verslag.")
    other = window(chromium, live_server.url, "dark", 768)
    page = other.new_page()
    signed_in(page, "tweede")
    page.goto(asked)
    page.get_by_role("button", name="Keur goed").click()
    expect(page.get_by_text("Vastgelegd.")).to_be_visible()
    other.close()
    outside.reload()
    outside.get_by_role("link", name="Openbaar jaarverslag over klachten").first.click()
    expect(outside.locator("main")).to_contain_text(SAID)
    expect(outside.locator("main")).to_contain_text("minder dan 5")
    found += looked(outside, outside.url)
    visitor.close()
    assert found == []


@pytest.mark.requirement("JOT-15")
def test_who_keeps_the_quality_takes_a_measure_finishes_it_and_plans_to_look_at_its_effect(page: Page) -> None:
    staffed("jot", "Proef Maatregel", timezone.localdate())
    signed_in(page, "handler")
    page.goto("/werkplek/leren/maatregelen/")
    page.get_by_role("link", name="Nieuwe maatregel").click()
    page.get_by_role("button", name="Zet op de lijst").click()
    expect(page.locator("main")).to_contain_text("Wat gaat er gebeuren?")
    page.get_by_label("Wat gaat er gebeuren?").fill("Een vast gezicht in de avond.")
    page.get_by_label("Voorkomen").check()
    page.get_by_label("Wie voert het uit?").select_option(index=1)
    page.get_by_label("Wanneer klaar?").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Zet op de lijst").click()
    expect(page.locator("main")).to_contain_text("Een vast gezicht in de avond.")
    page.locator("summary").filter(has_text="Meld klaar").click()
    page.get_by_label("Wat is er gedaan?").fill("Het rooster is aangepast.")
    page.get_by_label("Na hoeveel maanden bekijkt u het effect?").select_option(index=1)
    page.locator("details[open] form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Het rooster is aangepast.")
    assert problems(page, "contrast", "nameless", "small") == []
    page.goto("/werkplek/leren/maatregelen/")
    expect(page.locator("main")).to_contain_text("Een vast gezicht in de avond.")


@pytest.mark.requirement("LOJ-10")
def test_a_confidant_recommends_unasked_and_the_board_decides_with_its_reason(page: Page) -> None:
    staffed("jot", "Proef Aanbeveling", timezone.localdate())
    signed_in(page, "confidant")
    page.goto("/werkplek/leren/maatregelen/")
    page.get_by_role("link", name="Nieuwe aanbeveling").click()
    page.get_by_label("Wat beveelt u aan?").fill("Laat cliënten kiezen wie er bij is.")
    page.get_by_label("Ongevraagd").check()
    page.get_by_label("Antwoord graag voor").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Zet op de lijst").click()
    expect(page.locator("main")).to_contain_text("Laat cliënten kiezen wie er bij is.")
    expect(page.locator("main")).not_to_contain_text("Neemt u de aanbeveling over?")
    page.context.clear_cookies()
    signed_in(page, "director")
    page.goto("/werkplek/leren/maatregelen/")
    page.get_by_role("link", name="Laat cliënten kiezen wie er bij is.").click()
    page.locator("summary").filter(has_text="Besluit over de aanbeveling").click()
    decision = page.locator("details[open] form")
    decision.get_by_role("radio", name="Nee").check()
    decision.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    decision.get_by_label("Waarom?").fill("Dat kan niet in de nacht.")
    decision.locator("button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("niet overgenomen")
    expect(page.locator("main")).to_contain_text("Dat kan niet in de nacht.")
    assert problems(page, "contrast", "nameless", "small") == []


@pytest.mark.requirement("LOJ-13")
def test_a_board_records_the_evaluation_and_who_was_told_of_it(page: Page) -> None:
    staffed("loj", "Proef Kalender", timezone.localdate())
    signed_in(page, "board")
    page.goto("/werkplek/leren/kalender/")
    page.get_by_role("link", name="Evaluatie van de regeling").first.click()
    page.get_by_label("Wat kwam eruit?").fill("De weg is bekend. De brieven kunnen korter.")
    page.get_by_label("Cliëntenraad").check()
    page.locator("form:has([value=done]) button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("De weg is bekend. De brieven kunnen korter.")
    expect(page.get_by_role("heading", name="Nog te vertellen")).to_be_visible()
    assert problems(page, "contrast", "nameless", "small") == []
    page.goto("/werkplek/leren/kalender/")
    expect(page.locator("main")).to_contain_text("Hoorde het nog niet:")
    expect(page.locator("main")).not_to_contain_text("Hoorde het nog niet: Cliëntenraad")
