"""A consent that lacks: the link at what cannot be done yet goes to its form, with the consent filled in and not the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from django.test import Client

from tests.frontdoor.taking_part.conftest import House


def test_the_link_fills_in_which_consent_is_asked_and_never_the_answer(build_house: Callable[..., House]) -> None:
    house = build_house("ott")
    desk = Client()
    desk.force_login(house.accounts["mediator"])
    desk.post("/werkplek/zorgvuldigheid/geheimhouding/")
    page = desk.get(f"/werkplek/dossiers/{house.number}/nog-niet/").content.decode()
    links = [unescape(one) for one in re.findall(r'href="([^"]*step=ask\+others[^"]*)"', page)]
    assert links, "asking information asks consent first"
    form = desk.get(links[0]).content.decode()
    assert re.search(r'value="ask others"[^>]*(checked|selected)', form)
    assert not re.search(r'name="answer"[^>]*(checked|value="given" selected)', form)
