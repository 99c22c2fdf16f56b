"""Every act of every regulation: somebody who may do it does so on its page, without JavaScript and with keys alone.

The form is read as a browser without JavaScript has it, filled with what it offers, and sent as that browser would.
"""

from __future__ import annotations

import random

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.desk.conftest import NOW, Desk, act_address, text
from tests.desk.placing import Place, given, place_of, placed
from tests.desk.plain_form import faults, filled, form_on
from tests.desk.ways import Way, acts_of, ways
from wederhoor.desk import act_page
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.summaries import state_of
from wederhoor.procedure.loading import load_for

LISTED: dict[str, tuple[str, ...]] = {
    "assign": ("assign",), "contact": ("contact",), "route": ("choose route", "choose step"), "talk first": ("advise to talk", "choose step"),
    "talks": ("plan meeting", "hold meeting", "cancel meeting", "send minutes", "comment on minutes"),
    "ask somebody": ("ask information", "receive information"), "cause": ("analyse cause",), "hear": ("hear", "waive hearing"),
    "admissibility": ("decide admissibility", "declare inadmissible", "not take up"),
    "advice": ("ask advice", "receive advice", "propose expert", "approve expert", "engage expert"),
    "judge": ("judge", "judge by committee"), "deviate, measures": ("tell measures", "take measure", "recommend"),
    "extend": ("extend", "agree extension", "extend by agreement"), "compensation": ("request compensation", "assess compensation"),
    "hand over": ("forward", "forward to committee", "hand over to partner", "file at portal", "hand over to external officer"),
    "dispute": ("put dispute", "record dispute outcome"), "withdraw": ("withdraw",),
    "inspectorate": ("announce report", "report recommendations to inspectorate"), "not regulated": ("decide outside regulation",),
    "correct": ("correct",), "close": ("close",), "reopen": ("reopen",),
}  # fmt: skip
"""What the list of the desk asks, and the acts that are it."""
EXPECTED = {
    "izw": 20, "jot": 22, "loj": 34, "ott": 27, "zk": 18,
}  # fmt: skip
"""How many acts of the list each regulation has: one that falls away is seen."""
PROVIDERS = tuple(EXPECTED)
TRIES = 8


def listed(provider: str) -> set[str]:
    acts = load_for(provider, NOW.date()).acts
    return {act for several in LISTED.values() for act in several if act in acts}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_regulation_has_its_acts_of_the_list(provider: str) -> None:
    assert len(listed(provider)) >= EXPECTED[provider], sorted(listed(provider))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_there_is_a_way_to_every_act_that_the_desk_can_do(provider: str) -> None:
    assert acts_of(provider) - ways(provider).keys() == set()


def done_on_its_page(place: Place, desk: Desk, way: Way) -> list[str]:
    """Do the act on the page of who may do it; what was wrong. Undone afterwards."""
    with transaction.atomic():
        desk.clock.move_to(way.state.events[0].at)
        address = act_address(placed(place, way.state).number, way.command.act) + way.asked
        desk.clock.move_to(way.now)
        wrong = _tried(place, address, way) or _not_done(place, way)
        transaction.set_rollback(True)
    return wrong


def _tried(place: Place, address: str, way: Way) -> list[str]:
    browser = place.browser(way.role)
    answer = browser.get(address)
    if answer.status_code != 200:
        return [f"the page answers {answer.status_code}"]
    wrong = faults(form_on(answer.content))
    for nth in range(TRIES):
        sent = filled(form_on(answer.content), given(place, way.state, way.command), random.Random(nth))
        answer = browser.post(address, sent)
        if answer.status_code == 302:
            return wrong
    return [*wrong, _refused(answer)]


def _not_done(place: Place, way: Way) -> list[str]:
    """Nothing when the act is what happened last, by this role."""
    with in_organisation(place.row.pk):
        happened = state_of(Dossier.objects.get(organisation=place.row)).events[len(way.state.events) :]
    done = [(event.act, event.by) for event in happened]
    return [] if (way.command.act, way.role) in done else [f"happened: {done}"]


def _refused(answer: HttpResponse) -> str:
    return f"refused: {text(answer)[:1500]}"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_act_is_done_on_its_page_without_javascript_and_with_keys_alone(
    provider: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(act_page, "_send_letters", lambda *_: None)
    place = place_of(provider)
    wrong = {act: found for act, way in ways(provider).items() if (found := done_on_its_page(place, desk, way))}
    assert wrong == {}
