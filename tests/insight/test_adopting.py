"""Adopting and changing a regulation: who advises and who consents first, as the text says (LOJ 17)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wederhoor.insight.adopting import GIVEN, REFUSED, Change, Step, ended, possible, rule_of
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.surroundings import Governance

DAY = date(2026, 3, 2)
PROPOSED = Step("propose", "", DAY)
ADVISED = (Step("hear", "confidant", DAY), Step("hear", "committee", DAY))
CONSENTED = (Step("consent", "client council", DAY, GIVEN), Step("consent", "works council", DAY, GIVEN))


@pytest.fixture(scope="module")
def rule() -> Governance:
    found = rule_of(load_for("loj", DAY))
    assert found
    return found[1]


def because(rule: Governance, change: Change, doing: str, role: str, *steps: Step) -> str:
    return next(one.because for one in possible(rule, change, steps) if (one.doing, one.role) == (doing, role))


@pytest.mark.requirement("LOJ-37")
def test_confidant_and_committee_advise_before_the_councils_consent_to_a_change(rule: Governance) -> None:
    assert because(rule, "change", "consent", "client council", PROPOSED) == "Eerst moeten de adviezen er zijn."
    assert because(rule, "change", "consent", "client council", PROPOSED, *ADVISED) == ""


@pytest.mark.requirement("LOJ-37")
def test_the_board_decides_only_with_both_consents(rule: Governance) -> None:
    missing = "Nog niet iedereen die moet instemmen heeft ingestemd."
    assert because(rule, "change", "decide", "board", PROPOSED, *ADVISED, CONSENTED[0]) == missing
    refused = Step("consent", "works council", DAY, REFUSED)
    assert because(rule, "change", "decide", "board", PROPOSED, *ADVISED, CONSENTED[0], refused) == missing
    assert because(rule, "change", "decide", "board", PROPOSED, *ADVISED, *CONSENTED) == ""


@pytest.mark.requirement("LOJ-37")
def test_for_a_first_adoption_nobody_need_advise_but_the_councils_consent(rule: Governance) -> None:
    steps = [(one.doing, one.role) for one in possible(rule, "adoption", ())]
    assert ("hear", "confidant") not in steps
    assert ("consent", "client council") in steps


def test_who_refused_may_consent_to_a_better_proposal(rule: Governance) -> None:
    refused = Step("consent", "client council", DAY, REFUSED)
    assert because(rule, "change", "consent", "client council", PROPOSED, *ADVISED, refused) == ""


def test_nothing_happens_before_a_proposal_or_after_the_decision(rule: Governance) -> None:
    assert because(rule, "change", "hear", "confidant") == "Er ligt nog geen voorstel."
    done = (PROPOSED, *ADVISED, *CONSENTED, Step("decide", "board", DAY))
    assert {one.because for one in possible(rule, "change", done)} == {"Hierover is al besloten."}


@given(st.lists(st.integers(0, 20), max_size=25), st.sampled_from(["adoption", "change", "withdrawal"]))
def test_however_one_walks_nothing_is_decided_without_every_consent(choices: list[int], change: Change) -> None:
    found = rule_of(load_for("loj", DAY))
    assert found
    steps: list[Step] = []
    for choice in choices:
        may = [one for one in possible(found[1], change, steps) if not one.because]
        if not may:
            break
        one = may[choice % len(may)]
        answer = (GIVEN, REFUSED)[choice % 2] if one.doing == "consent" else ""
        steps.append(Step(one.doing, one.role, DAY, answer))
    if any(step.doing == "decide" for step in steps):
        last = {step.role: step.answer for step in steps if step.doing == "consent"}
        assert last == dict.fromkeys(found[1].consent_of, GIVEN)
        assert ended(steps)
