"""axe finds nothing on any page, in light and dark, on a phone and on a wide screen. Necessary, not sufficient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import Http404
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk_driver import PASSWORD, Scheme, address, staffed, window
from wederhoor.dossier import door
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import PrivacyOfficer
from wederhoor.organisations.models import Account, Administrator, Organisation
from wederhoor.procedure.commands import Command

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PUBLIC = (
    "/",
    "/proef-jot/",
    "/proef-jot/klacht/",
    "/proef-jot/klacht/verhaal/",
    "/proef-jot/klacht/wens/",
    "/proef-jot/klacht/contact/",
    "/proef-jot/klacht/bestanden/",
    "/proef-jot/klacht/verder/",
    "/proef-jot/regeling/",
    "/proef-jot/volgen/",
    "/werkplek/aanmelden/",
    "/bestaat/niet/",
)
FILES = {
    "document",
    "paper file",
    "paper sheet",
    "paper original",
    "whole",
    "letter word",
    "letter large",
    "access log csv",
    "measures csv",
}
"""Addresses that answer with a file."""
FILE = re.compile(r"\.(pdf|json|ics)/?$")
VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def violations(page: Page, path: str) -> list[str]:
    """What axe finds on a page, with every fold-out open, and whether it scrolls sideways."""
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    told = [f"{path}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:120]}" for v in found]
    return [*told, *([f"{path}: scrolls sideways"] if wide else [])]


def everywhere(page: Page, *starts: str) -> Iterator[str]:
    """Every page of the desk that a link leads to, one of each kind (of act forms each act), from these on."""
    known, waiting = set(), list(starts)
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if kind is None or kind in known:
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


def received(row: Organisation, subject: str) -> str:
    """The address of the dossier of a complaint about this."""
    people = [NewPerson("complainant", "Kim Klager", "client"), NewPerson("accused", "Bo Beklaagd")]
    taken = door.receive(
        row, Command("receive", "complainant", VALUES), texts={"complaint": f"{subject}."}, people=people,
        subject=subject, actor=door.visitor(row.pk), now=timezone.now(), submitted_key=subject,
    )  # fmt: skip
    assert isinstance(taken, door.Received)
    return f"/werkplek/dossiers/{taken.number}/"


def signed_in(page: Page) -> None:
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", address("handler"))
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url("**/werkplek/")


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_axe_finds_nothing(chromium: Browser, live_server: LiveServer, scheme: Scheme, width: int) -> None:
    dossier = complaint()
    context = window(chromium, live_server.url, scheme, width)
    page = context.new_page()
    found = [v for path in PUBLIC for v in violations(page, path)]
    signed_in(page)
    seen = []
    for path in everywhere(page, "/werkplek/", dossier):
        found += violations(page, path)
        seen.append(path)
    context.close()
    assert len(seen) > 40, seen
    assert found == []
