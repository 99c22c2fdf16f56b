"""The last page before sending: what was answered, and what was not, each with the way to its question."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.frontdoor.complaint import answered, begun, page_of
from wederhoor.organisations.models import Organisation

FORM = "/linde/klacht/"
STORY = "Het is al drie weken koud in mijn kamer."

pytestmark = pytest.mark.django_db


def left_open(page: str) -> list[tuple[str, str]]:
    """The questions that were not answered, with where each leads."""
    found = re.search(r'<section class="skipped".*?</section>', page, re.DOTALL)
    return re.findall(r'<a class="ds-link" href="([^"]+)">([^<]+)</a>', found[0]) if found else []


@pytest.mark.requirement("LOJ-04")
def test_what_was_not_answered_stands_on_the_last_page_with_a_way_to_answer_it_and_need_not(
    client: Client, linde: Organisation
) -> None:
    answered(client, linde, {"complaint": STORY, "accused": "De nachtdienst"})
    page = page_of(client.get(f"{FORM}controle/"))
    opened = dict(left_open(page))
    assert opened[f"{FORM}verhaal/?terug#id_when_it_was"] == "Wanneer was het?"
    assert not {"Vertel wat er is gebeurd", "Over wie gaat het?"} & set(opened.values())
    assert "Dat mag. Alleen de klacht zelf is nodig." in page
    client.post(f"{FORM}verhaal/?terug", {"complaint": STORY, "accused": "De nachtdienst", "when_it_was": "gisteren"})
    after = left_open(page_of(client.get(f"{FORM}controle/")))
    assert "Wanneer was het?" not in dict(after).values()


def test_a_telephone_number_is_not_asked_for_again_of_who_did_not_choose_to_be_called(
    client: Client, linde: Organisation
) -> None:
    answered(client, linde, {"complaint": STORY})
    asked = dict(left_open(page_of(client.get(f"{FORM}controle/")))).values()
    assert "Wat is uw telefoonnummer?" not in asked


def test_who_said_not_to_know_it_is_not_asked_again(client: Client) -> None:
    care = "Om welke zorg of hulp gaat het?"
    organisation = begun("jot")
    client.post("/proef/klacht/verhaal/", {"complaint": STORY})
    assert care in dict(left_open(page_of(client.get("/proef/klacht/controle/")))).values()
    answered(client, organisation, {"complaint": STORY, "law": ""})
    assert care not in dict(left_open(page_of(client.get("/proef/klacht/controle/")))).values()


@pytest.mark.parametrize(
    "halfway", [{"letters": "1"}, {"naar": "keep"}, {"naar": "here"}], ids=["larger letters", "kept", "shown"]
)
def test_who_did_not_pass_a_question_is_still_asked_it(client: Client, halfway: dict[str, str]) -> None:
    """Larger letters or keeping the words to come back says nothing about the care, though the list stood at 'weet ik niet'."""
    begun("jot")
    client.post("/proef/klacht/", {"capacity": "client", "law": ""} | halfway)
    client.post("/proef/klacht/verhaal/", {"complaint": STORY})
    asked = dict(left_open(page_of(client.get("/proef/klacht/controle/")))).values()
    assert "Om welke zorg of hulp gaat het?" in asked


def test_a_compliment_is_sent_without_a_list_of_questions(client: Client) -> None:
    answered(client, begun("izw"), {"complaint": "Fijn team.", "kind": "compliment"})
    page = page_of(client.get("/proef/klacht/controle/"))
    assert "Fijn team." in page
    assert left_open(page) == []


def test_which_care_it_is_is_asked_in_words_that_fit_who_complains_for_somebody_else(client: Client) -> None:
    begun("jot")
    page = page_of(client.get("/proef/klacht/"))
    assert "Om welke zorg of hulp gaat het?" in page
    assert "krijgt u?" not in page
