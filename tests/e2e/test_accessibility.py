"""axe finds nothing on any page, in light and dark, on a phone and on a wide screen. Necessary, not sufficient."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk_driver import PASSWORD, address, staffed
from wederhoor.dossier import door
from wederhoor.dossier.door import NewPerson
from wederhoor.procedure.commands import Command

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PUBLIC = (
    "/",
    "/proef-jot/",
    "/proef-jot/klacht/",
    "/proef-jot/regeling/",
    "/proef-jot/volgen/",
    "/werkplek/aanmelden/",
    "/bestaat/niet/",
)
DESK = (
    "/werkplek/",
    "/werkplek/?tab=mine",
    "/werkplek/zoeken/",
    "/werkplek/weergaven/",
    "/werkplek/nieuw/",
    "/werkplek/brieven/",
    "/werkplek/brieven/uit/",
    "/werkplek/brieven/printen/",
    "/werkplek/brieven/beoordelen/",
    "/werkplek/meldingen/",
    "/werkplek/meldingen/hoe/",
    "/werkplek/agenda/",
    "/werkplek/contacten/",
)
DOSSIER = (
    "",
    "binnenkomst/",
    "vragen/",
    "daad/acknowledge/",
    "daad/hear/",
    "daad/plan-meeting/",
    "daad/assign/",
    "daad/close/",
    "daad/give-consent/",
    "mensen/",
    "mensen/p1/",
    "deel/handler/",
    "gekoppeld/",
)
VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def violations(page: Page, path: str) -> list[str]:
    """What axe finds on a page, with every fold-out open."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{path}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:120]}" for v in found]


def complaint() -> str:
    """A complaint with a story and two people; the address of its dossier."""
    row, _ = staffed("jot", "Proef Noord", timezone.localdate())
    people = [NewPerson("complainant", "Kim Klager", "client"), NewPerson("accused", "Bo Beklaagd")]
    received = door.receive(
        row, Command("receive", "complainant", VALUES), texts={"complaint": "Het was koud in de gang."}, people=people,
        subject="De gang was koud", actor=door.visitor(row.pk), now=timezone.now(), submitted_key="axe",
    )  # fmt: skip
    assert isinstance(received, door.Received)
    return f"/werkplek/dossiers/{received.number}/"


def signed_in(page: Page) -> None:
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", address("handler"))
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url("**/werkplek/")


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_axe_finds_nothing(chromium: Browser, live_server: LiveServer, scheme: Any, width: int) -> None:
    dossier = complaint()
    context = chromium.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    page = context.new_page()
    found = [v for path in PUBLIC for v in violations(page, path)]
    signed_in(page)
    found += [v for path in (*DESK, *(dossier + rest for rest in DOSSIER)) for v in violations(page, path)]
    context.close()
    assert found == []
