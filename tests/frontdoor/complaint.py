"""Complaining in a test: through every page as people do, or straight to the last one with the answers in place."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from wederhoor.dossier import codewords, door, keys, unsent
from wederhoor.dossier.unsent import Waiting
from wederhoor.frontdoor.complaining.visit import COOKIE
from wederhoor.organisations.models import Organisation

FORM = re.compile(r'<form class="questions asking[^"]*" method="post" action="([^"]*)"')
KEY = re.compile(r'name="opened" value="([^"]*)"')


def answered(client: Client, organisation: Organisation, answers: dict[str, str], key: str = "") -> str:
    """Somebody gave these answers and is about to send them; returns their words."""
    words = codewords.random_words()

    def fill(waiting: Waiting) -> None:
        waiting.answers.update(answers)
        waiting.key = key or waiting.key

    keeper = organisation.parent or organisation
    unsent.change(keeper, f"{organisation.code}-{words}", fill, now=timezone.now())
    client.cookies[COOKIE] = words
    return words


def sent(client: Client, organisation: Organisation, answers: dict[str, str], *, key: str = "", **form: str) -> Any:
    """Send a complaint with these answers; ``key`` gives it a code that is known, ``form`` is what the last page sends.

    Who gives a key has a name: without one the key changes, and the code is longer.
    """
    answered(client, organisation, {"name": "Naam Bekend"} | answers if key else answers, key)
    return client.post(f"/{organisation.code}/klacht/controle/", form)


def walked(client: Client, code: str, answers: dict[str, str]) -> list[str]:
    """Every page in turn, each with the answers that it asks for; returns the pages, the receipt last."""
    url, seen = f"/{code}/klacht/", []
    while len(seen) < 9:
        page = client.get(url).content.decode()
        seen.append(page)
        if "data-sent" in page:
            return seen
        action = FORM.findall(page)[0]
        mine = {name: value for name, value in answers.items() if f'name="{name}"' in page}
        response = client.post(action, mine)
        assert response.status_code == 302, re.findall(r"<li>(.*?)</li>", response.content.decode())
        url = response["Location"]
    raise AssertionError(f"no receipt after {len(seen)} pages")


def begun(code: str, name: str = "Zorg") -> Organisation:
    """The one provider of the test, under this regulation."""
    return Organisation.objects.create(code="proef", name=name, regulation=code)


def opened(row: Organisation, key: str) -> door.OpenDossier:
    """What was sent with this key, as who complained opens it."""
    return door.open_by_code(row.parent or row, keys.code_for(row.parent or row, key), now=timezone.now())


def complained(client: Client, row: Organisation, **answers: str) -> tuple[door.OpenDossier, str]:
    """A complaint with these answers: its dossier and its receipt."""
    sent(client, row, {"complaint": "Het is al drie weken koud in mijn kamer.", **answers}, key="een")
    return opened(row, "een"), client.get(f"/{row.code}/klacht/ontvangen/").content.decode()


def page_of(response: Any) -> str:
    """The page that came back."""
    return str(response.content.decode())
