"""The pages of a complaint when things are otherwise: a member, no cookies, no database, too much text, another language."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from tests.frontdoor.complaining.test_form import FORM, STORY, _dossiers, _text
from tests.frontdoor.complaint import answered, sent, walked
from wederhoor.dossier import receiving, unsent
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Unsent
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.commands import Refusal


def test_a_member_receives_under_its_own_name(client: Client, member: Organisation) -> None:
    pages = walked(client, "plank", {"complaint": STORY})
    assert "De Springplank" in pages[0]
    assert "Wie ben je?" in pages[0]
    assert member.parent is not None
    (row,) = _dossiers(member.parent)
    assert row.member_id == member.pk
    assert row.regulation.startswith("zk-lid/")


def test_a_cooperative_shows_the_way_to_its_members(client: Client, member: Organisation) -> None:
    page = _text(client.get("/samen/klacht/"))
    assert 'href="/plank/klacht/">De Springplank' in page


def test_an_unknown_provider_or_page_is_not_there(client: Client, linde: Organisation) -> None:
    assert client.get("/niets/klacht/").status_code == 404
    assert client.get("/linde/klacht/onzin/").status_code == 404


def test_change_comes_straight_back_to_the_check(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    page = _text(client.get(f"{FORM}controle/"))
    assert f'href="{FORM}verhaal/?terug#id_complaint"' in page
    assert 'Verander<span class="ds-sr-only"> Vertel wat er is gebeurd' in page
    assert client.post(f"{FORM}verhaal/?terug", {"complaint": "Anders."})["Location"] == f"{FORM}controle/"
    assert "Anders." in _text(client.get(f"{FORM}controle/"))


def test_the_script_gets_the_next_page_in_the_answer(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    answer = client.post(f"{FORM}verhaal/", {"complaint": STORY}, headers={"X-Wederhoor-Page": "1"})
    assert (answer.status_code, answer["X-Page"]) == (200, f"{FORM}wens/")
    assert "Stap 3 van 5" in _text(answer)
    assert f'name="next" value="{FORM}wens/"' in _text(answer), "the language switch keeps the place"


def test_without_cookies_a_complaint_still_arrives_and_the_page_says_so(linde: Organisation) -> None:
    page, url = _text(Client().get(FORM)), FORM
    for _ in range(5):
        fields = dict(re.findall(r'<input type="hidden" name="(bewaard|opened)" value="([^"]*)"', page))
        action = re.findall(r'class="questions asking[^"]*" method="post" action="([^"]*)"', page)[0]
        story = {"complaint": STORY} if 'name="complaint"' in page else {}
        answer = Client().post(action, fields | story)
        page, url = _text(answer), answer["X-Page"]
        assert answer.status_code == 200
        assert "onthoudt niets" in page or "data-sent" in page
    assert (url, "Uw klacht is verstuurd" in page) == (f"{FORM}ontvangen/", True)
    assert len(_dossiers(linde)) == 1


def test_a_form_of_another_site_begins_with_nothing(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    answer = Client().post(f"{FORM}contact/", {"bewaard": words}, headers={"Origin": "https://elders.test"})
    assert words not in _text(answer)
    other = Client().get(f"{FORM}controle/", headers={"Origin": "https://elders.test"})
    assert STORY not in _text(other)


def test_when_the_database_is_away_the_text_stays_and_can_be_sent_again(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    with patch.object(unsent, "change", side_effect=OperationalError("down")):
        answer = client.post(f"{FORM}verhaal/", {"complaint": STORY, "naar": "files"})
    page = _text(answer)
    assert answer.status_code == 503
    assert f'<input type="hidden" name="complaint" value="{STORY}">' in page
    assert f'<p class="typed">{STORY}</p>' in page
    assert "Probeer het opnieuw" in page
    with patch("wederhoor.frontdoor.publishing.pages.find", side_effect=OperationalError("down")):
        assert STORY in _text(client.post(f"{FORM}verhaal/", {"complaint": STORY}))
        assert client.get(FORM).status_code == 503


@pytest.mark.requirement("LOJ-11")
def test_what_the_regulation_refuses_stays_and_the_page_says_what_to_do(client: Client, linde: Organisation) -> None:
    refused = Refusal("receive", "dat kan nu niet", "4.1", "not now")
    with patch.object(receiving, "received", return_value=refused):
        answer = sent(client, linde, {"complaint": STORY})
    page = _text(answer)
    assert answer.status_code == 422
    assert "Versturen lukte niet: dat kan nu niet. Uw tekst is bewaard." in page
    assert STORY in page
    assert client.post(f"{FORM}controle/").status_code == 302


def test_far_too_much_text_is_told_and_not_lost(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    answer = client.post(f"{FORM}verhaal/", {"complaint": "woord " * 50_000})
    assert answer.status_code == 422
    assert "Dit is te lang. Maak de tekst korter." in _text(answer)
    assert "woord woord" in _text(answer)


def test_nothing_is_kept_before_something_was_answered(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    with in_organisation(linde.pk):
        assert Unsent.objects.count() == 0
    assert _dossiers(linde) == []


def test_english_keeps_the_place_and_the_answers(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    switched = client.post("/taal/setlang/", {"language": "en", "next": f"{FORM}verhaal/"})
    page = _text(client.get(switched["Location"]))
    assert "Step 2 of 5" in page
    assert STORY in page
    assert '<html lang="en"' in page
