"""What must still be done when the complaint is closed: it stands in somebody's work, comes too late like everything else, and is told of."""

from __future__ import annotations

import re

import pytest

from tests.desk.conftest import WORKLIST, Desk, text
from tests.desk.shown import SAID
from wederhoor.dossier import door, handing_over, noticing, summaries
from wederhoor.dossier.door import Actor
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.choices import choices_of

OWED = "Antwoorden op een AVG-verzoek"


def listed(desk: Desk, who: str, view: str) -> list[str]:
    page = desk.get(who, f"{WORKLIST}?tab={view}").content.decode()
    return re.findall(r'name="number" value="([\w-]+)"', page)


def counted(desk: Desk, who: str, label: str) -> int:
    """The number that a tab or card of the worklist shows."""
    page = text(desk.get(who, WORKLIST))
    found = re.search(rf"(\d+) {label}\b", page)
    assert found, page[:600]
    return int(found[1])


def done(desk: Desk, who: str, number: str, act: str, **answers: str) -> None:
    """Send the form of an act: a word where words are asked, the first choice where somebody must choose."""
    regulation = desk.open(number).regulation
    fields = regulation.acts[act].fields
    given = {name: "Zo is het." for name, field in fields.items() if "text" in field.kind}
    given |= {n: next(iter(choices_of(regulation, f))) for n, f in fields.items() if f.choices is not None}
    response = desk.act(who, number, act, **{**SAID, **given, **answers})
    assert response.status_code == 302, f"{act}: {text(response)}"


@pytest.fixture
def closed(desk: Desk) -> str:
    """Taken up, withdrawn, in the register, and closed."""
    number = desk.receive()
    for act in ("acknowledge", "withdraw", "register", "close"):
        done(desk, "handler", number, act)
    assert desk.open(number).state.closed
    return number


def test_what_is_owed_after_closing_stands_in_the_work_of_who_owes_it_until_it_is_done(desk: Desk, closed: str) -> None:
    assert listed(desk, "director", "mine") == listed(desk, "director", "overdue") == []
    done(desk, "handler", closed, "request data", what="access", whose="complainant")
    for view in ("mine", "closed", "all"):
        assert listed(desk, "director", view) == [closed], view
    assert listed(desk, "director", "open") == [], "the complaint itself stays closed"
    page = text(desk.get("director", f"{WORKLIST}?tab=mine"))
    assert OWED in page
    assert "binnen 1 maand" in page
    desk.later(days=27)
    assert listed(desk, "director", "week") == [closed]
    desk.later(days=10)
    assert listed(desk, "director", "overdue") == [closed]
    done(desk, "director", closed, "answer data request", answer="granted")
    assert listed(desk, "director", "mine") == listed(desk, "director", "overdue") == []


def test_a_term_that_passes_after_closing_is_told_to_who_owes_it(desk: Desk, closed: str) -> None:
    done(desk, "handler", closed, "request data", what="access", whose="complainant")
    desk.later(days=40)
    summaries.refresh_stale(desk.here, desk.now)
    assert noticing.run_escalations(desk.now) > 0
    director = Actor(desk.accounts["director"].pk, "director", desk.here.pk)
    told, _ = noticing.listed(desk.here, director)
    assert ("due", closed) in [(one.kind, one.number) for one in told]


def test_a_closed_complaint_in_which_nothing_is_owed_is_nobodys_work(desk: Desk, closed: str) -> None:
    state = desk.open(closed).state
    assert "ask satisfaction" in {allowed.act for allowed in permitted(state, "handler", desk.now).may}
    assert listed(desk, "handler", "mine") == [closed], "the text asks after closing how it went"
    done(desk, "handler", closed, "send survey")
    assert listed(desk, "handler", "mine") == []
    assert listed(desk, "handler", "closed") == [closed]


def test_nobody_waits_for_a_complaint_that_is_closed(desk: Desk, closed: str) -> None:
    confidant = desk.accounts["confidant"]
    door.assign(desk.open(closed), confidant.pk, "confidant", actor=desk.open(closed).actor, now=desk.now)
    assert listed(desk, "handler", "mine") == [closed], "the survey is to be sent"
    assert listed(desk, "confidant", "waiting") == [], "the handler owes it; for the confidant this complaint is over"
    assert "Wacht op anderen (0)" in text(desk.get("confidant", WORKLIST))
    assert listed(desk, "confidant", "closed") == [closed]


def test_what_is_owed_after_closing_is_handed_over_when_somebody_leaves(desk: Desk, closed: str) -> None:
    def held() -> list[str]:
        return [one.number for one in handing_over.held_by(desk.here, desk.accounts["handler"].pk, desk.now.date())]

    assert held() == [closed], "the survey is still to be sent"
    done(desk, "handler", closed, "send survey")
    assert held() == []
