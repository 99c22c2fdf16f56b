"""From form to closing letter, under each of the five regulations, through the pages alone and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk_driver import Answers, Desk, address, staffed
from wederhoor.organisations.models import Account

STORY = "Het is al drie weken koud in mijn kamer. Ik heb het vaak gezegd."
DONE = "Wij hebben met iedereen gesproken en de radiator gemaakt."
END = "De kamer is weer warm en dat blijft zo."
INSIDE = "Wij spraken intern over de verwarming van het hele huis."
ABOUT = "Bram Bakker"
REASONS = "De kamer was te koud en wij deden te lang niets."
CLOSING = {"procedure_followed": DONE, "outcome_words": END}
HEARD = [{"party": "complainant", "how": "oral"}, {"party": "accused", "how": "oral"}]

Step = tuple[str, str, Answers]


@dataclass(frozen=True)
class Journey:
    """One complaint: what the form gets besides the story, who does what, and what the letters must say."""

    name: str
    desk: str
    steps: list[Step]
    form: Answers = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)


def _heard(role: str) -> list[Step]:
    return [(role, "hear", party) for party in HEARD]


def _judged(role: str, outcome: str) -> Step:
    return (role, "judge", {"outcome": outcome, "reasons": REASONS})


JOURNEYS = {
    "jot": Journey(
        "Bureau Proefdal", "handler",
        [
            ("handler", "acknowledge", {}), ("handler", "contact", {}), *_heard("handler"), _judged("director", "founded"),
            ("handler", "register", {}), ("handler", "close", CLOSING),
        ],
        form={"law": "wlz"}, letters={"judgement": ["Gegrond", REASONS], "closing": [DONE, END]},
    ),
    "zk": Journey(
        "Zorgkring Proefdal", "chair",
        [
            ("chair", "acknowledge", {}), ("chair", "choose step", {"step": "talk"}),
            ("chair", "record step result", {"result": "not settled"}), ("chair", "choose step", {"step": "chair"}),
            *_heard("chair"), ("chair", "record step result", {"result": "settled"}),
            ("chair", "register", {}), ("chair", "close", CLOSING),
        ],
        form={"law": "wmo"}, letters={"closing": [DONE, END]},
    ),
    "ott": Journey(
        "Huis Proefdal", "mediator",
        [
            ("mediator", "acknowledge", {}), ("mediator", "choose route", {"route": ["judgement"]}), *_heard("mediator"),
            ("mediator", "investigate", {}), _judged("board", "upheld"), ("mediator", "register", {}),
            ("mediator", "close", CLOSING),
        ],
        form={"law": "wlz"}, letters={"judgement": ["Gegrond", REASONS], "closing": [DONE, END]},
    ),
    "izw": Journey(
        "Werk Proefdal", "coordinator",
        [
            ("coordinator", "acknowledge", {}), *_heard("coordinator"), ("coordinator", "investigate", {}),
            _judged("directors", "upheld"), ("coordinator", "register", {}), ("directors", "close", CLOSING),
        ],
        form={"law": "wmo"}, letters={"judgement": ["Gegrond", REASONS], "closing": [DONE, END]},
    ),
    "loj": Journey(
        "Woonzorg Proefdal", "officer",
        [
            ("officer", "acknowledge", {}), ("officer", "make known to provider", {"made_known_on": "today"}),
            *_heard("officer"), _judged("board", "founded"),
            ("officer", "assign", {"role": "confidant", "person": "confidant"}), ("confidant", "register", {}),
            ("officer", "close", CLOSING),
        ],
        form={"law": "wlz", "door": "officer"}, letters={"judgement": ["Gegrond", REASONS], "closing": [DONE, END]},
    ),
}  # fmt: skip


@pytest.fixture
def desk(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[Desk]:
    """The site of one provider with its people."""
    provider = getattr(request, "param", "jot")
    row, regulation = staffed(provider, JOURNEYS[provider].name, timezone.localdate())
    found = Desk(chromium, live_server.url, row, regulation)
    yield found
    found.leave()


def _answers(answers: Answers) -> Answers:
    """The answers with today's date, and the account of who is named by role."""
    found = {name: f"{timezone.localdate()}" if value == "today" else value for name, value in answers.items()}
    if "person" in found:
        found["person"] = Account.objects.get(email=address(str(found["person"]))).opaque
    return found


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("desk", sorted(JOURNEYS), indirect=True)
def test_from_form_to_closing_letter_without_javascript(desk: Desk) -> None:
    journey = JOURNEYS[desk.regulation.provider]
    desk.complain(STORY, {"name": "Proefpersoon Ada", "accused": ABOUT, **journey.form})
    assert any(desk.number in row for row in desk.worklist(journey.desk))
    for role, act, answers in journey.steps:
        desk.do(role, act, _answers(answers))
    assert any(desk.number in row for row in desk.worklist(journey.desk, "closed"))
    for name, parts in journey.letters.items():
        text = desk.letter(journey.desk, name)
        missing = [part for part in (desk.number, journey.name, "Proefpersoon Ada", *parts) if part not in text]
        assert not missing, f"{name}: {missing} not in {text}"
    assert re.search(r"(Uw|Je) klacht is klaar", desk.follow())


def _story_of_the_readme(desk: Desk) -> None:
    """Steps 1 to 5: complain, take up, see why, confirm, contact, hear the complainant."""
    desk.complain(STORY, {"name": "Proefpersoon Ada", "accused": ABOUT, "law": "wlz"})
    (row,) = desk.worklist("handler")
    assert desk.number in row
    why = desk.dossier("handler").locator(".duty details.why").first
    why.locator("summary").click()
    assert "begin:" in why.inner_text()
    assert "Staat in:" in why.inner_text()
    desk.do("handler", "acknowledge")
    assert desk.number in desk.letter("handler", "confirmation")
    desk.do("handler", "contact", {"how": "telephone"})
    desk.do("handler", "hear", HEARD[0])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_ten_minutes_of_the_readme(desk: Desk) -> None:
    _story_of_the_readme(desk)
    assert desk.may("director", "judge").count() == 0
    assert "aangeklaagde" in desk.refused("director", "judge").lower()
    desk.do("handler", "hear", HEARD[1])
    page = desk.open_act("director", "judge")
    page.locator("form.questions button[type=submit]").click()
    assert "Vul dit in" in page.locator(".ds-error-summary").inner_text()
    desk.do("director", "judge", {"outcome": "founded", "reasons": REASONS})
    desk.do("handler", "register", {"actions": INSIDE})
    desk.do("handler", "close", CLOSING)
    assert END in desk.letter("handler", "closing")
    seen = desk.follow()
    assert "Uw klacht is klaar" in seen
    assert INSIDE not in seen
    assert INSIDE in desk.whole("handler").locator("ol.tl").inner_text()
