"""axe on a page as it is shown, in light and dark, on a telephone and on a wide screen: each page is opened once and looked at four times.

`DUE` says which test looks at which page; a test ends with `assert_seen` of its own. Together with `NO_PAGES` they are every address
of the desk and the front door: `test_accessibility.py` holds that none is left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from django.http import Http404
from django.urls import resolve
from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
"""Its text, for `evaluate`: a script tag with its path takes twice as long on every page."""
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("light", 390),
    ("dark", 390),
    ("dark", 1440),
    ("light", 1440),
)
OPENED = "document.querySelectorAll('details').forEach(one => one.open = true)"
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
WIDE = "document.documentElement.scrollWidth > innerWidth + 1"
FOUND = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(result => result.violations)"
"""Only what is wrong is described: what is right takes a third of the time, and of style sheets from elsewhere there are none."""
LOOKED = """async () => {
  const all = [...document.querySelectorAll("*")];
  const boxes = all.map(one => {
    const {x, y, width, height} = one.getBoundingClientRect();
    return [x, y, width, height, one.checkVisibility({opacityProperty: true, visibilityProperty: true})].join();
  });
  const now = document.documentElement.outerHTML + boxes.join("|"), before = (window.axeSaw ??= {})[innerWidth];
  window.axeSaw[innerWidth] = now;
  const only = before === now ? {runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}} : {};
  return (await axe.run(document, {resultTypes: ["violations"], preload: false, ...only})).violations;
}"""
"""What axe finds in this look. Where the page stands exactly as it stood at this width before, element by element, only colours can
differ: then only the rules that look at colours are asked again. Every other rule reads what is written, shown and how large."""
SEEN: set[str] = set()
"""The pages that axe looked at in all four ways."""

DUE: dict[str, tuple[str, ...]] = {
    "dossier": (
        "desk:act", "desk:asking", "desk:coming in", "desk:compartment", "desk:dossier", "desk:give inspection", "desk:hold",
        "desk:inspection", "desk:invite", "desk:linked", "desk:looked", "desk:not yet", "desk:papers", "desk:people",
        "desk:person", "desk:persons data", "desk:place", "desk:register entry",
    ),
    "desk": (
        ":account_login", ":account_change_password", "desk:access log", "desk:agenda", "desk:alike", "desk:case note", "desk:case notes",
        "desk:governance", "desk:governed", "desk:improvement", "desk:kept views", "desk:letters", "desk:mail", "desk:mail one",
        "desk:manage letters", "desk:manage location", "desk:manage privacy", "desk:manage team", "desk:measure", "desk:measure new",
        "desk:measures",
        "desk:new", "desk:notices", "desk:notices how", "desk:outbox", "desk:post", "desk:post one", "desk:propose regulation",
        "desk:publish report", "desk:quarantine", "desk:register", "desk:register gaps", "desk:register imports",
        "desk:register words", "desk:regulation change", "desk:report", "desk:report meetings", "desk:reports", "desk:retention",
        "desk:to check", "desk:to print", "desk:worklist",
    ),
    "outside": (
        "frontdoor:come back", "frontdoor:complain", "frontdoor:elsewhere", "frontdoor:files", "frontdoor:follow lost", "frontdoor:home",
        "frontdoor:plain", "frontdoor:provider", "frontdoor:regulation", "frontdoor:regulation version", "frontdoor:step",
        "frontdoor:taking part",
    ),
    "beheer": (
        ":account_reauthenticate", ":account_reset_password", ":account_reset_password_done", ":account_reset_password_from_key",
        ":account_reset_password_from_key_done", ":mfa_activate_totp", ":mfa_add_webauthn", ":mfa_authenticate",
        ":mfa_deactivate_totp", ":mfa_edit_webauthn", ":mfa_generate_recovery_codes", ":mfa_index", ":mfa_list_webauthn",
        ":mfa_reauthenticate", ":mfa_remove_webauthn", ":mfa_view_recovery_codes", "desk:account", "desk:away", "desk:invited",
        "desk:manage", "desk:manage contact", "desk:manage contact point", "desk:manage factor", "desk:manage mail",
        "desk:manage new", "desk:manage organisation", "desk:manage outside", "desk:manage people", "desk:manage person",
        "desk:manage places", "desk:manage regulation", "desk:manage roles",
    ),
    "papers": (
        "desk:paper", "desk:paper original", "desk:redact",
    ),
    "complaining": ("frontdoor:kept",),
    "receipt": ("frontdoor:received",),
    "following": (
        "frontdoor:follow", "frontdoor:following", "frontdoor:following act", "frontdoor:following contact",
        "frontdoor:following doing", "frontdoor:following letter", "frontdoor:following letters", "frontdoor:following looked",
        "frontdoor:following messages", "frontdoor:following papers",
    ),
    "taking part": (
        "frontdoor:taking part act", "frontdoor:taking part back", "frontdoor:taking part home", "frontdoor:taking part leave",
        "frontdoor:taking part link", "frontdoor:taking part papers", "frontdoor:taking part question", "frontdoor:taking part said",
    ),
    "learning": (
        "desk:contacts", "desk:dashboard", "desk:learning signal", "desk:signals",
    ),
    "learned": (
        "frontdoor:learned", "frontdoor:learned report",
    ),
    "seldom": (
        "desk:agree", "desk:calls", "desk:letter", "desk:letters together", "desk:quarantine one", "desk:search", "desk:signal",
        "desk:taken in", "desk:to call", "desk:why", "frontdoor:asked",
    ),
    "reading in": (
        "desk:register columns", "desk:register preview", "desk:register values",
    ),
    "at the end": (
        "desk:destroy", "desk:make case note",
    ),
    "committee": (
        "desk:measure report",
    ),
}  # fmt: skip
"""By part: the pages at which the test of that part looks."""
NO_PAGES: dict[str, tuple[str, ...]] = {
    "files": (
        ":mfa_download_recovery_codes", "desk:access log csv", "desk:case note pdf", "desk:certificate", "desk:document", "desk:letter large",
        "desk:letter word", "desk:mail attachment", "desk:measures csv", "desk:paper file", "desk:paper sheet", "desk:person data",
        "desk:post file", "desk:print all", "desk:post original", "desk:register export", "desk:report meeting file", "desk:report pdf",
        "desk:report workbook", "desk:whole", "frontdoor:following letter file", "frontdoor:following paper",
        "frontdoor:learned file", "frontdoor:paper", "frontdoor:taking part appointment", "frontdoor:taking part document",
    ),
    "buttons": (
        ":account_inactive", "desk:sign in", ":account_logout", ":account_set_password", ":account_signup",
        ":mfa_login_webauthn", ":mfa_reauthenticate_webauthn", "desk:access log check", "desk:agenda renew", "desk:agenda revoke",
        "desk:asking revoke", "desk:become", "desk:change view", "desk:contact follows", "desk:draft", "desk:end sessions",
        "desk:keep report", "desk:keep view", "desk:letter keep", "desk:letter stop", "desk:letter verify", "desk:manage change",
        "desk:manage choose", "desk:move report", "desk:notices read", "desk:post aside", "desk:post back", "desk:post filing",
        "desk:publication", "desk:publishing rule", "desk:quarantine decide", "desk:register undo",
        "desk:selection", "desk:sent report", "desk:sign out", "desk:signals look", "desk:start report", "desk:take a role",
        "desk:undo", "frontdoor:following close", "frontdoor:taking part begun", "frontdoor:taking part coming",
        "frontdoor:taking part draft", "frontdoor:wipe",
    ),
}  # fmt: skip
"""At what axe does not look: files, and addresses that only take a press of a button or lead on."""


def sideways(page: Page) -> bool:
    """Whether the page scrolls sideways, once it is there: after a click that leads on, a busy machine has an empty one first."""
    page.wait_for_load_state()
    return bool(page.evaluate(WIDE))


def name_of(address: str) -> str:
    """'desk:paper' for the address of a paper; nothing for what is no page of ours."""
    try:
        found = resolve(urlsplit(address).path)
    except Http404:
        return ""
    return f"{found.namespace}:{found.url_name}"


def every_look(page: Page) -> list[str]:
    """What axe finds on the page as it is open now, with every fold-out open, and whether it scrolls sideways; it stays as it was."""
    page.wait_for_load_state()
    where, size, dark = urlsplit(page.url).path, page.viewport_size, page.evaluate(DARK)
    found: dict[str, None] = {}
    for number, (scheme, width) in enumerate(LOOKS):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        wide = sideways(page)
        if not number:
            page.evaluate(OPENED)
            page.evaluate(AXE)
        wrong: list[dict[str, Any]] = page.evaluate(LOOKED)
        told = [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in wrong]
        found |= dict.fromkeys(
            f"{where}: {scheme} {width}: {line}" for line in [*told, *(["scrolls sideways"] if wide else [])]
        )
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion=None)
    if size:
        page.set_viewport_size(size)
    SEEN.add(name_of(page.url))
    return list(found)


def first_look(page: Page) -> list[str]:
    """All four looks at a page of a kind that was not seen before, else one: for who comes by the same pages again and again."""
    page.wait_for_load_state()
    if name_of(page.url) not in SEEN:
        return every_look(page)
    page.evaluate(OPENED)
    page.evaluate(AXE)
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in page.evaluate(FOUND)]


def violations(page: Page, path: str) -> list[str]:
    """What is found at this address."""
    page.goto(path)
    return every_look(page)


def answered(page: Page, path: str, body: bytes) -> list[str]:
    """What is found on the page that this address answered to somebody elsewhere, or at another moment."""
    page.route(f"**{path}", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    return violations(page, path)


def assert_seen(part: str) -> None:
    """Every page that this test owes was looked at."""
    left = sorted(set(DUE[part]) - SEEN)
    assert not left, f"axe did not look at {left}: lead '{part}' to them, or say in tests/e2e/axe.py who looks at them"
