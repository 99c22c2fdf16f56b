"""Somebody who was asked something where people are addressed with je: by a link for one question, and by an invitation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests.frontdoor.taking_part.conftest import House, words_of
from wederhoor.dossier import asked
from wederhoor.dossier.asked import Asking


def test_the_page_behind_a_link_says_je_where_the_regulation_does(build_house: Callable[[str], House]) -> None:
    house = build_house("zk")
    given = Asking("Wim Getuige", "Wat zag je?", (house.now + timedelta(days=14)).date())
    address = asked.ask(house.open(), given, actor=house.actor(), now=house.now)
    browser = Client()
    page = words_of(browser.get(f"/vraag/{address}/"))
    assert "Een vraag aan jou" in page
    assert "Je kunt antwoorden tot en met" in page
    assert " uw " not in f" {page.lower()} "
    assert "Schrijf je antwoord op." in words_of(browser.post(f"/vraag/{address}/", {"answer": ""}))
    assert "Dank je wel" in words_of(browser.post(f"/vraag/{address}/", {"answer": "Ik zag niets."}))


def test_a_witness_is_invited_where_the_regulation_says_je(build_house: Callable[[str], House]) -> None:
    house = build_house("zk")
    house.do("ask information", texts={"question": "Wat zag je?"}, person="p3")
    visitor = house.enter("p3")
    assert "Wat zag je?" in visitor.words()
    assert visitor.post(f"vraag/{house.open().seq}/", answer="Ik zag niets.").status_code == 302
    assert "Ik zag niets." in house.open().texts.values()
