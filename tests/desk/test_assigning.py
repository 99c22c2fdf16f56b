"""Giving a dossier to somebody: who is offered for it, and who was named is told of by name."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.desk.conftest import PEOPLE, Desk, act_address, dossier_address, section, text
from wederhoor.organisations.models import Account, Membership

STORY = "story-title"


def colleague(desk: Desk, name: str = "Carla Collega") -> Account:
    account = Account.objects.create_user("carla@jot.test", name)
    Membership.objects.create(account=account, organisation=desk.here, role="handler")
    return account


def give(desk: Desk, number: str, to: Account, seen: int = 1) -> None:
    given = desk.act("director", number, "assign", role="handler", person=to.opaque, expected_seq=seen)
    assert given.status_code == 302


def test_who_was_made_the_handler_is_told_of_by_name_also_in_the_pdf_of_the_dossier(desk: Desk) -> None:
    number, carla = desk.receive(), colleague(desk)
    give(desk, number, carla)
    page = desk.get("director", dossier_address(number))
    assert "Wie: Carla Collega" in section(page, STORY).replace(" :", ":")
    made = desk.get("director", f"{dossier_address(number)}dossier.pdf")
    assert made.status_code == 200
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(made.content)).pages)
    assert "Wie: Carla Collega" in " ".join(words.split())
    assert carla.opaque not in text(page) + words


def test_a_handler_who_left_and_has_the_dossier_no_longer_is_still_told_of_by_name(desk: Desk) -> None:
    number, carla = desk.receive(), colleague(desk)
    give(desk, number, carla)
    give(desk, number, desk.accounts["handler"], seen=2)
    Membership.objects.filter(account=carla).delete()
    told = section(desk.get("director", dossier_address(number)), STORY)
    assert "Carla Collega" in told
    assert re.search(r"\b[0-9a-f]{32}\b", told) is None


def offered(desk: Desk, number: str, question: str) -> str:
    """The answers of one question of the form."""
    page = desk.get("director", act_address(number, "assign")).content.decode()
    found = re.search(rf'<select[^>]*name="{question}".*?</select>', page, re.DOTALL)
    chosen = [found[0]] if found else re.findall(rf'<input[^>]*name="{question}".*?</label>', page, re.DOTALL)
    assert chosen
    return " ".join(chosen)


@pytest.mark.requirement("OTT-06")
def test_only_who_can_be_given_the_dossier_is_offered(desk: Desk) -> None:
    number = desk.receive()
    people = offered(desk, number, "person")
    assert PEOPLE["handler"] in people
    assert PEOPLE["confidant"] in people
    assert "Kees Kanarie" not in people, "who complains is given no dossier"
    assert PEOPLE["accused"] not in people, "nor whom it is about"
    roles = offered(desk, number, "role")
    assert 'value="handler"' in roles
    assert 'value="complainant"' not in roles
    assert 'value="accused"' not in roles


def test_a_refused_assignment_says_that_it_cannot_be_and_still_offers_only_who_can(desk: Desk) -> None:
    number = desk.receive()
    given = {"role": "handler", "person": desk.accounts["confidant"].opaque}
    refused = desk.act("director", number, "assign", **given)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Dit kan zo niet" in text(refused)
    assert "Er mist nog iets" not in text(refused), "nothing is missing"
    assert "Kees Kanarie" not in page.split("<form")[-1]
    assert 'value="complainant"' not in page
    assert "Er mist nog iets" in text(desk.act("director", number, "assign", role="", person=""))
