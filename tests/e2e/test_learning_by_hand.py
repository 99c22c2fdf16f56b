"""Learning in the browser, by hand: an older register read in, and a case note made of a complaint; the board reads both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.desk.conftest import PEOPLE, Desk
from tests.desk.learning.test_notes import more
from tests.desk.learning.test_register_entry import closed
from tests.e2e.axe import assert_seen, first_look, violations
from tests.e2e.desk_driver import address, staffed, window
from tests.e2e.test_learning import signed_in
from wederhoor.organisations.models import Account, Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLDER = "Naam;Afgehandeld;Thema;Wet\nKees Kanarie;31-01-2024;Bejegening;Wlz\nPiet;1-2-2024;Raar thema;Wlz\n"
REGISTER, CASES = "/werkplek/leren/register/", "/werkplek/leren/casussen/"


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A window in which axe may run."""
    context = window(chromium, live_server.url, "light", 1440)
    yield context.new_page()
    context.close()


def out(page: Page) -> None:
    page.context.clear_cookies()


@pytest.mark.requirement("JOT-20")
@pytest.mark.parametrize(
    ("provider", "keeper", "board"), [("jot", "handler", "director"), ("izw", "coordinator", "directors")]
)
def test_an_older_register_is_read_in_step_by_step_and_the_board_sees_it(
    page: Page, provider: str, keeper: str, board: str
) -> None:
    staffed(provider, "Proef Leren", timezone.localdate())
    signed_in(page, keeper)
    page.goto(REGISTER)
    page.get_by_role("link", name="Ouder register inlezen").click()
    page.locator("#id_sent").set_input_files({"name": "oud.csv", "mimeType": "text/csv", "buffer": OLDER.encode()})
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.get_by_role("heading", name="Welke kolom is wat?")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Blijft weg: hier lijkt een persoon")
    expect(page.locator("main")).not_to_contain_text("Kees Kanarie")
    found = first_look(page)
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("main")).to_contain_text("niet herkend")
    found += first_look(page)
    page.locator("form button[type=submit]").last.click()
    expect(page.get_by_role("heading", name="Bekijk wat er komt")).to_be_visible()
    assert found + first_look(page) == []
    assert_seen("reading in")
    page.get_by_role("button", name="Lees 2 regels in").click()
    out(page)
    signed_in(page, board)
    page.goto(REGISTER)
    expect(page.locator("main")).to_contain_text("2 klachten")
    expect(page.locator("main")).to_contain_text("ingelezen")
    page.get_by_text("Meer filters").click()
    page.get_by_label("Wet", exact=True).select_option(index=1)
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_text("Meer filters (1 gebruikt)")).to_be_visible()
    expect(page.get_by_label("Wet", exact=True)).to_be_visible()


def one_closed(row: Organisation) -> str:
    """A closed complaint of ten days ago, and four others like it."""
    roles = {who: who for who in ("handler", "director", "confidant", "care professional")} | {
        "accused": "care professional"
    }
    accounts = {who: Account.objects.get(email=address(role)) for who, role in roles.items()}
    assert set(accounts) == set(PEOPLE)
    with time_machine.travel(timezone.now() - timedelta(days=10)) as clock:
        desk = Desk(row, row, accounts, clock)
        number = closed(desk)
        more(desk)
    return number


def _term_chosen(page: Page) -> list[str]:
    """The regulation names no term: somebody says two years. What axe finds where that is asked."""
    found = violations(page, "/werkplek/zorgvuldigheid/")
    page.locator("[name=term]").select_option("2 years")
    page.locator("[name=decided_on]").fill("2026-03-01")
    page.locator("form:has([name=term]) button[type=submit]").click()
    return found


@pytest.mark.requirement("IZW-16")
def test_a_case_note_is_made_of_a_closed_complaint_and_the_board_reads_it_without_a_way_back(page: Page) -> None:
    row, _ = staffed("jot", "Proef Leren", timezone.localdate())
    number = one_closed(row)
    signed_in(page, "handler")
    page.goto(f"/werkplek/dossiers/{number}/casus/")
    page.get_by_label("Het verhaal").fill("Kees Kanarie zat in de kou. Hij belde 06-12345678. Niemand zei iets.")
    page.get_by_role("button", name="Zoek personen en doe een voorstel").click()
    expect(page.get_by_label("Deze tekst keurt u goed")).to_have_value(
        "[persoon 1] zat in de kou. Hij belde [telefoonnummer]. Niemand zei iets."
    )
    found = first_look(page)
    page.get_by_label("Deze tekst keurt u goed").fill("Kees zat in de kou.")
    page.get_by_label("Ik heb de tekst gelezen").check()
    page.get_by_role("button", name="Keur goed en maak de casus").click()
    expect(page.get_by_role("alert")).to_contain_text("Hier staat misschien nog een persoon in")
    page.get_by_label("Deze tekst keurt u goed").fill("Iemand zat in de kou. Niemand zei iets.")
    page.get_by_label("Ik heb de tekst gelezen").check()
    page.get_by_role("button", name="Keur goed en maak de casus").click()
    out(page)
    signed_in(page, "director")
    page.goto(CASES)
    page.locator("main tr", has_text="Iemand zat in de kou").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Iemand zat in de kou. Niemand zei iets.")
    assert number not in page.content()
    assert "Kanarie" not in page.content()
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        out(page)
        signed_in(page, "handler")
        found += _term_chosen(page) + violations(page, f"/werkplek/dossiers/{number}/vernietigen/")
        expect(page.locator("main")).to_contain_text("Alles van dit dossier gaat weg")
    assert found == []
    assert_seen("at the end")
