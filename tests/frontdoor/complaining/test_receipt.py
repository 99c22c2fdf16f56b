"""What the receipt says: by when, by whom, under which scheme, and the code with which one comes back."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from tests.frontdoor.complaint import answered, begun, complained, page_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM

STORY = "Het is al drie weken koud in mijn kamer."
FORM = "/proef/klacht/"

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("JOT-26")
def test_one_record_of_a_contact_point_feeds_the_page_and_the_receipt(client: Client) -> None:
    row = begun("jot")
    row.contact_points.create(code="complaints desk", telephone="0513 00 00 01")
    for where in (f"/{row.code}/", f"/{row.code}/regeling/"):
        page = page_of(client.get(where))
        assert ("0513 00 00 01" in page, "070 - 310 53 92" in page) == (True, False), where
    _, receipt = complained(client, row)
    assert ("0513 00 00 01" in receipt, "070 - 310 53 92" in receipt) == (True, False)


@pytest.mark.requirement("ZK-02")
@pytest.mark.parametrize(
    ("law", "scheme", "confidant", "other"),
    [
        ("jeugdwet", "Regeling jeugd", "Jeugdstem", "Regeling volwassenen"),
        ("wmo", "Regeling volwassenen", "Zorgbelang Drenthe", "Jeugdstem"),
    ],
)
def test_the_scheme_follows_from_the_law_and_the_receipt_shows_what_applies(
    client: Client, law: str, scheme: str, confidant: str, other: str
) -> None:
    dossier, page = complained(client, begun("zk"), law=law, capacity="parent")
    assert f"Hiervoor geldt: {scheme}." in page
    assert confidant in page
    assert other not in page
    assert dossier.state.value("scheme") == ("youth" if law == "jeugdwet" else "adults")


@pytest.mark.requirement("OTT-13")
def test_the_receipt_says_by_when_it_is_confirmed(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 2, 10, 0, tzinfo=AMSTERDAM), tick=False):
        _, page = complained(client, begun("ott"), law="wlz")
    assert "Dit doet: Klachtenbemiddelaar." in page
    assert "Uiterlijk op maandag 9 november 2026." in page
    assert "Samen zoeken wij een oplossing" in page


def test_the_receipt_says_who_calls_by_when_in_the_order_of_the_road(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 2, 10, 0, tzinfo=AMSTERDAM), tick=False):
        _, page = complained(client, begun("jot"), law="wlz", name="Ada", way="telephone", telephone="06 12345678")
    first = " ".join(re.sub(r"<[^>]+>", " ", page[page.index('<ol class="next">') :]).split())
    told = (
        "Wij schrijven u dat wij uw klacht hebben", "Wij nemen contact met u op", "Dit doet: Interne klachtenbehandelaar.",
        "Wij proberen dat te doen op donderdag 5 november 2026 of eerder.", "Samen zoeken wij een oplossing",
        "Uiterlijk op maandag 14 december 2026.",
    )  # fmt: skip
    assert [words for words in told if words not in first] == []
    places = [first.rindex(words) if words.startswith("Dit doet") else first.index(words) for words in told]
    assert places == sorted(places)


def test_where_nothing_is_owed_yet_the_receipt_still_says_what_comes_first(client: Client) -> None:
    _, page = complained(client, begun("zk"))
    first = page[page.index('<ol class="next">') :]
    assert (
        first.index("Wij lezen je klacht")
        < first.index("De regels noemen hiervoor geen dag.")
        < first.index("Samen zoeken")
    )


@pytest.mark.requirement("IZW-22")
def test_directors_and_portal_stand_on_the_receipt(client: Client) -> None:
    _, page = complained(client, begun("izw", "IederZijnWerk"))
    for shown in (
        "Directie",
        "0515 543623",
        "info@iederzijnwerk.nl",
        "Klachtenportaal Zorg",
        "info@klachtenportaalzorg.nl",
    ):
        assert shown in page


def test_without_a_name_the_code_is_six_words_and_the_page_said_so(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY, "way": "none", "telephone": "06 12 34 56 78"})
    assert "U krijgt een code van zes woorden." in page_of(client.get("/linde/klacht/controle/"))
    client.post("/linde/klacht/controle/")
    page = page_of(client.get("/linde/klacht/ontvangen/"))
    assert re.search(r'class="code">([a-z]+-){5}[a-z]+<', page)
    assert "Zonder deze code leest u ons antwoord niet." in page


def test_with_a_name_it_is_four_words_and_four_digits_and_a_lost_code_ends_nothing(
    client: Client, linde: Organisation
) -> None:
    answered(client, linde, {"complaint": STORY, "name": "Ada"})
    client.post("/linde/klacht/controle/")
    page = page_of(client.get("/linde/klacht/ontvangen/"))
    assert re.search(r'class="code">([a-z]+-){4}\d{4}<', page)
    assert "Dan gaat uw klacht gewoon door." in page
