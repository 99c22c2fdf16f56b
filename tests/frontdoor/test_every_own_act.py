"""Every act that a regulation gives to a side: done on that side's own pages, without JavaScript and with keys alone.

The pages are read as a browser without JavaScript has them: every question is a control of the browser itself, filled with what
it offers and sent as that browser would. What the keys do in a browser: tests/e2e/test_own_acts_by_keyboard.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from lxml import html
from lxml.html import HtmlElement

from tests.desk.placing import Place, given, place_of, placed
from tests.desk.plain_form import faults, filled
from tests.desk.ways import Way, acts_of, ways
from wederhoor.dossier import door, taking_part
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.summaries import state_of
from wederhoor.dossier.taking_part import Inviting

PROVIDERS = ("izw", "jot", "loj", "ott", "zk")
SIDES = ("complainant", "accused")
ELSEWHERE = frozenset({"receive message", "answer invitation"})
"""What is done where it belongs: a message on the page of the messages, and whether one comes beside the talk that is to come."""
MOST_PAGES, TRIES = 12, 6
FORM = "//main//form[contains(@class, 'questions')]"


@dataclass
class Own:
    """Somebody of a side with a browser, and where their acts are."""

    browser: Client
    home: str
    number: str

    def at(self, way: Way) -> str:
        return f"{self.home}doen/{way.command.act.replace(' ', '-')}/{way.asked}"


def complainant(place: Place, made: door.Received) -> Own:
    """Who complained, come in with the code."""
    browser = Client()
    entered = browser.post(f"/{place.row.code}/volgen/", {"code": made.code})
    return Own(browser, entered["Location"], made.number)


def accused(place: Place, made: door.Received) -> Own:
    """Who is accused, come in with a link and the digits beside it."""
    browser, keeper = Client(), keeper_of(place)
    actor = Actor(place.accounts[keeper].pk, keeper, place.row.pk)
    dossier = door.open_dossier(place.row, made.number, actor=actor, action="read", now=timezone.now())
    person = next(one for one in dossier.people if one.side == "accused")
    inviting = Inviting(valid_until=(timezone.now() + timedelta(weeks=6)).date(), second=taking_part.CODE, works_as="")
    link = taking_part.invite(dossier, person, inviting, actor=actor, now=timezone.now())
    browser.post(f"/meedoen/link/{link.address}/", {"said": link.code})
    return Own(browser, f"/meedoen/{dossier.id}/", made.number)


def keeper_of(place: Place) -> str:
    """The role that keeps the list of people."""
    from tests.frontdoor.taking_part.conftest import KEEPS
    from wederhoor.procedure.loading import load_for

    roles = load_for(place.row.regulation, timezone.localdate()).roles
    return next(code for kind in KEEPS for code, role in roles.items() if role.kind == kind and not role.external)


COME_IN = {"complainant": complainant, "accused": accused}


def come_in(place: Place, way: Way, clock: time_machine.Coordinates) -> Own:
    """A dossier in which exactly this happened, and this side in it now."""
    clock.move_to(way.state.events[0].at)
    made = placed(place, way.state)
    clock.move_to(way.now)
    return COME_IN[way.state.regulation.roles[way.role].kind](place, made)


def asked(page: bytes) -> HtmlElement | None:
    """The form of the act on this page."""
    return next(iter(html.document_fromstring(page.decode()).xpath(FORM)), None)


def answers(form: HtmlElement, wanted: Mapping[str, Any], dice: random.Random) -> dict[str, list[str]]:
    """What is sent from this page: its answers, and by the button that goes on or does it."""
    sure = form.xpath(".//button[@name='sure']")
    return filled(form, wanted, dice) | ({"sure": ["1"]} if sure else {})


def walked(own: Own, way: Way, wanted: Mapping[str, Any], dice: random.Random) -> Iterator[str]:
    """From the first question to the button that does it; what was wrong on the way."""
    address = own.at(way)
    answer = own.browser.get(address)
    for _ in range(MOST_PAGES):
        if answer.status_code == 302:
            return
        form = asked(answer.content)
        if form is None or answer.status_code not in (200, 422):
            yield f"{address} answers {answer.status_code} without a form"
            return
        yield from faults(form)
        answer = own.browser.post(address, answers(form, wanted, dice))
    told = html.document_fromstring(answer.content.decode()).xpath("string(//main)")
    yield f"{address}: no end to the questions: {' '.join(told.split())}"


def happened(place: Place, way: Way, number: str) -> list[tuple[str, str]]:
    """What was done after the moment at which they came in, and by which role."""
    with in_organisation(place.row.pk):
        events = state_of(Dossier.objects.get(organisation=place.row, number=number)).events
    return [(event.act, event.by) for event in events[len(way.state.events) :]]


def wrong_with(place: Place, way: Way, clock: time_machine.Coordinates) -> list[str]:
    """What kept this side from doing it; undone afterwards."""
    wanted = given(place, way.state, way.command)
    with transaction.atomic():
        own = come_in(place, way, clock)
        for nth in range(TRIES):
            wrong = list(walked(own, way, wanted, random.Random(nth)))
            if not wrong and (way.command.act, way.role) not in happened(place, way, own.number):
                wrong = ["nothing happened"]
            if not wrong:
                break
        transaction.set_rollback(True)
    return wrong


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime.now().astimezone(), tick=True) as clock:
        yield clock


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_there_is_a_way_to_every_act_of_a_side(provider: str, side: str) -> None:
    assert acts_of(provider, side) - ways(provider, side).keys() == set()


@pytest.mark.django_db
@pytest.mark.requirement("OTT-13", "LOJ-06")
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_act_of_a_side_is_done_on_its_own_pages(
    provider: str, side: str, clock: time_machine.Coordinates
) -> None:
    place = place_of(provider)
    mine = {act: way for act, way in ways(provider, side).items() if act not in ELSEWHERE}
    wrong = {act: found for act, way in mine.items() if (found := wrong_with(place, way, clock))}
    assert wrong == {}
