"""What measures the focus finds what is wrong with it: each fault is planted once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.looking import without_visible_focus

FAULTS = {
    "changes nothing": "outline: none",
    "changes its ground only": "outline: none; background: #eee",
    "a ring nobody sees": "outline: 2px solid #e8e8e8",
    "a ring on a picture": "outline: 2px solid #000; outline-offset: -3px; background-image: linear-gradient(#fff, #eee)",
}


def _opened(page: Page, look: str) -> list[str]:
    style = f"button {{ background: #fff; border: 1px solid #000 }} button:focus-visible {{ {look} }}"
    page.set_content(f"<!doctype html><title>x</title><style>{style}</style><body><button>Verder</button></body>")
    return without_visible_focus(page)


@pytest.mark.parametrize("look", FAULTS.values(), ids=FAULTS)
def test_a_focus_that_cannot_be_seen_is_found(page: Page, look: str) -> None:
    assert len(_opened(page, look)) == 1


def test_a_dark_ring_on_a_light_ground_is_seen(page: Page) -> None:
    assert _opened(page, "outline: 2px solid #103060; outline-offset: 2px") == []
