"""What a party needs when, and who does nothing while an objection lies: pure, from the regulation and what happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wederhoor.procedure import needs
from wederhoor.procedure.dossier import State, fold
from wederhoor.procedure.events import Event, Value
from wederhoor.procedure.loading import load_for

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
RECEIVED: dict[str, Value] = {"channel": "letter", "capacity": "client", "kind": "complaint", "door": "committee"}


def happened(provider: str, *acts: tuple[str, str, dict[str, Value]]) -> State:
    """A complaint with these acts: name, role, answers."""
    steps = (("receive", "complainant", RECEIVED), *acts)
    events = [
        Event(n, act, by, NOW + timedelta(hours=n), NOW + timedelta(hours=n), "", "", values)
        for n, (act, by, values) in enumerate(steps, 1)
    ]
    return fold(load_for(provider, NOW.date()), events)


LATER = NOW + timedelta(days=1)


@pytest.mark.requirement("LOJ-05")
def test_who_is_objected_to_does_nothing_until_it_is_decided() -> None:
    objection = ("object to person", "complainant", {"person": "a" * 32})
    assert happened("loj", objection).objected == {"a" * 32}
    decided = ("decide objection", "board", {"decision": "refused"})
    assert happened("loj", objection, decided).objected == frozenset()


@pytest.mark.requirement("LOJ-07")
def test_papers_open_for_a_side_when_they_are_given_to_it() -> None:
    given: tuple[str, str, dict[str, Value]] = ("give papers", "secretary", {"party": "accused"})
    state = happened("loj", given)
    assert needs.reads_papers(state, "accused", LATER)
    assert not needs.reads_papers(state, "complainant", LATER)


def test_the_accused_knows_nothing_before_the_act_that_tells_them() -> None:
    assert not needs.knows(happened("ott"), "accused", LATER)
    told = happened("ott", ("inform accused", "mediator", {}))
    assert needs.knows(told, "accused", LATER)
    assert needs.reads_complaint(told, "accused", LATER)
    assert not needs.reads_papers(told, "accused", LATER)


def test_a_letter_to_the_accused_lets_them_know_of_it() -> None:
    withdrawn = happened("jot", ("withdraw", "complainant", {}))
    assert any("accused" in letter.to for letter in withdrawn.letters)
    assert needs.knows(withdrawn, "accused", LATER)
    assert not needs.reads_complaint(withdrawn, "accused", LATER)


@pytest.mark.requirement("LOJ-36")
def test_a_side_learns_the_way_from_what_it_did_and_not_which_other_way_was_gone_since() -> None:
    agreed = ("start mediation", "accused", dict[str, Value]())
    state = happened("loj", agreed)
    assert needs.values(state, "accused", LATER) == {"route": "mediation"}
    elsewhere = happened("loj", agreed, ("put to committee", "complainant", {"received on": "2026-03-03"}))
    assert elsewhere.value("route") == "committee"
    assert needs.values(elsewhere, "accused", LATER) == {}


@pytest.mark.requirement("JOT-10")
@pytest.mark.parametrize(("answer", "shut"), [("no", True), ("yes", False)])
def test_the_support_worker_is_kept_out_where_the_complainant_says_so(answer: str, shut: bool) -> None:
    state = fold(
        load_for("jot", NOW.date()),
        [Event(1, "receive", "complainant", NOW, NOW, "", "", {**RECEIVED, "tell support worker": answer})],
    )
    assert needs.kept_out(state, "support worker", LATER) == shut
    assert not needs.kept_out(state, "handler", LATER)


def test_staff_read_everything_at_once() -> None:
    state = happened("ott")
    assert needs.reads_event(state, "mediator", state.events[0], LATER)
    assert needs.reads_papers(state, "board", LATER)
