"""Following with the code: where a complaint stands."""

from __future__ import annotations

from django.test import Client

from tests.frontdoor.complaint import sent
from wederhoor.dossier import keys
from wederhoor.organisations.models import Organisation


def test_following_with_the_code(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": "Te koud."}, key="volg")
    page = client.post("/linde/volgen/", {"code": keys.code_for(linde, "volg").lower()}, follow=True).content.decode()
    assert "Zo staat het nu:" in page
    assert " deed " in page[page.index("happened-title") :], "what happened is told to who reads it"
    assert "Waarom deze datum?" in page


def test_a_wrong_code_is_told_kindly(client: Client, linde: Organisation) -> None:
    answer = client.post("/linde/volgen/", {"code": "maan-fiets"})
    assert answer.status_code == 422
    assert "Deze code kennen wij niet" in answer.content.decode()
    assert "maan-fiets" in answer.content.decode()
