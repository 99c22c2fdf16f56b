"""Papers in Chromium: dragged and pasted with an answer for each file, areas drawn with the mouse, and axe on every page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.dossier import hostile
from tests.e2e.axe import assert_seen, violations
from tests.e2e.desk_driver import window
from tests.e2e.test_accessibility import complaint, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": hostile.pdf("Aanwezig: Jansen", "Twee")}
PASTE = """kind => {
  const given = new DataTransfer();
  given.items.add(new File([Uint8Array.from(atob(kind.good), sign => sign.charCodeAt(0))], "image.png", {type: "image/png"}));
  given.items.add(new File(["MZ"], "kwaad.exe"));
  document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: given, bubbles: true, cancelable: true}));
}"""


def put_in(page: Page, papers: str) -> None:
    page.goto(papers)
    page.locator("[name=sent]").set_input_files([PDF])
    page.locator("[name=title]").fill("Verslag van het gesprek")
    page.locator("#put-in button[type=submit]").click()
    expect(page.locator(".papers a")).to_have_count(1)


def test_pasted_files_have_an_answer_each_and_nothing_is_lost(page: Page) -> None:
    import base64

    papers = complaint() + "stukken/"
    signed_in(page)
    put_in(page, papers)
    page.evaluate(PASTE, {"good": base64.b64encode(hostile.picture()).decode()})
    expect(page.locator(".sending li")).to_have_count(2)
    page.locator("#put-in button[type=submit]").click()
    expect(page.locator(".sending .wrong")).to_contain_text("Dit is een programma.")
    expect(page.locator(".sending li").first).to_contain_text("Bewaard")
    page.on("dialog", lambda asked: asked.accept())
    page.goto(papers)
    expect(page.locator(".papers a")).to_have_count(2)


def test_a_picture_pasted_in_a_note_becomes_a_paper_and_the_note_names_it(page: Page) -> None:
    import base64

    dossier = complaint()
    signed_in(page)
    page.goto(dossier)
    page.locator(".composer-tabs label").nth(1).click()
    note = page.locator("form[data-papers] textarea").first
    note.fill("Zie ")
    paste = PASTE.replace("document.dispatchEvent", "one.dispatchEvent").replace("kind =>", "(one, kind) =>")
    note.evaluate(
        paste.replace('  given.items.add(new File(["MZ"], "kwaad.exe"));\n', ""),
        {"good": base64.b64encode(hostile.picture()).decode()},
    )
    expect(note).to_have_value(re.compile(r"Zie \[Schermafdruk .*\] "))
    page.on("dialog", lambda asked: asked.accept())
    page.goto(dossier + "stukken/")
    expect(page.locator("section:has(#place-handler) .papers a")).to_contain_text("Schermafdruk")
    page.wait_for_load_state(
        "networkidle"
    )  # the note was kept when its page was left: nothing may write while tables are cleared


def test_an_area_is_drawn_with_the_mouse_and_is_a_line_that_can_be_typed_as_well(page: Page) -> None:
    papers = complaint() + "stukken/"
    signed_in(page)
    put_in(page, papers)
    page.locator(".papers a").click()
    page.get_by_role("link", name="Iets weglaten").click()
    sheet = page.locator('[data-page="1"]')
    sheet.locator("img").evaluate("one => one.decode()")
    frame = sheet.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + 60, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + 400, frame["y"] + 110)
    page.mouse.up()
    areas = page.locator("#id_areas")
    assert areas.input_value().startswith("1 ")
    expect(sheet.locator(".area")).to_have_count(1)
    areas.press("End")
    areas.press_sequentially("\n2 10 10 20 5")
    expect(page.locator('[data-page="2"] .area')).to_have_count(1)
    page.locator("#id_reason").fill("Gegevens van anderen")
    page.get_by_role("button", name="Maak de kopie").click()
    expect(page.locator("main")).to_contain_text("Kopie met weglatingen")


def test_axe_finds_nothing_on_the_pages_of_papers(chromium: Browser, live_server: LiveServer) -> None:
    dossier = complaint()
    context = window(chromium, live_server.url, "light", 1440)
    page = context.new_page()
    signed_in(page)
    put_in(page, dossier + "stukken/")
    paper = page.locator(".papers a").get_attribute("href") or ""
    page.goto(paper + "weglaten/")
    page.locator("#id_texts").fill("Jansen")
    page.locator("#id_reason").fill("Gegevens van anderen")
    page.get_by_role("button", name="Maak de kopie").click()
    page.goto(dossier + "inzage/complainant/")
    page.locator("form.cols button.ds-button").click()
    places = (
        dossier + "stukken/",
        paper,
        paper + "weglaten/",
        paper + "origineel/",
        dossier + "inzage/",
        dossier + "inzage/accused/",
    )
    found = [wrong for place in places for wrong in violations(page, place)]
    context.close()
    assert found == []
    assert_seen("papers")
