"""An organisation that uses another provider's text: no page behind the code sends anybody to that other."""

from __future__ import annotations

import pytest

from tests.frontdoor.following.conftest import made
from wederhoor.organisations.contacts import WAYS, is_provider
from wederhoor.procedure.loading import load_for

PUBLIC = ("", "uitleg/", "regeling/", "klacht/", "volgen/")
BEHIND = ("", "berichten/", "brieven/", "doen/", "papieren/", "gegevens/", "gekeken/")

pytestmark = pytest.mark.django_db


def lent(regulation: str) -> set[str]:
    """Where the provider of a text itself is reached."""
    text = load_for(regulation, "2026-04-02")
    own = [point for point in text.contact_points.values() if is_provider(text, point)]
    shared = {getattr(one, way) for one in text.contact_points.values() if one not in own for way in WAYS}
    return {getattr(one, way) for one in own for way in WAYS} - shared - {""}


def test_there_is_something_to_lend() -> None:
    assert all(lent(regulation) for regulation in ("jot", "ott", "izw", "zk-lid"))


@pytest.mark.parametrize("regulation", ["jot", "ott", "izw", "loj"])
def test_no_page_names_where_the_lender_is_reached(regulation: str) -> None:
    one = made(regulation, law="wlz", **({"door": "officer"} if regulation == "loj" else {}))
    one.enter()
    addresses = [f"/{one.here.code}/{page}" for page in PUBLIC] + [one.at(page) for page in BEHIND]
    pages = {address: one.browser.get(address).content.decode() for address in addresses}
    assert [(address, way) for address, page in pages.items() for way in lent(regulation) if way in page] == []
