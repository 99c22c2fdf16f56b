"""What the desk needs of the rules of LOJ: helpers, the confidant's work, registers, votes, fee, another provider, exchange."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at
from tests.regulations.loj_case import at_committee, complete, formal, mediating
from wederhoor.procedure.duties import duties
from wederhoor.procedure.vetoes import handover


@pytest.fixture
def loj() -> Case:
    return Case("loj")


@pytest.mark.requirement("LOJ-06")
def test_each_side_adds_its_own_helper(loj: Case) -> None:
    at_committee(loj)
    loj.do("2026-03-03T10:00", "add assistant", "complainant", "name", side="complainant")
    loj.do("2026-03-03T11:00", "add assistant", "accused", "name", side="accused")
    assert all(loj.has(f"assistant of {side}", "2026-03-03T11:30") for side in ("complainant", "accused"))
    assert loj.refused("2026-03-03T12:00", "add assistant", "accused", "name", side="complainant").field == "side"


@pytest.mark.requirement("LOJ-15")
def test_the_confidant_receives_informs_helps_to_word_mediates_and_refers(loj: Case) -> None:
    mediating(loj)
    acts = {"inform", "help with wording", "speak with party", "support", "refer to committee"}
    assert acts <= loj.may_itself("confidant", "2026-03-06T10:00")
    mine = {d.name for d in duties(loj.state, at("2026-03-06T10:00")) if d.holder == "confidant" and d.status == "open"}
    assert {"inform complainant", "inform accused", "register"} <= mine


@pytest.mark.requirement("LOJ-16")
def test_a_claim_for_damages_runs_beside_the_mediation(loj: Case) -> None:
    mediating(loj)
    loj.do("2026-03-06T10:00", "request compensation", "complainant", "claim")
    assert "information-damages" in loj.letters
    assert loj.duty("put compensation to board", "2026-03-06T11:00").holder == "confidant"
    loj.do("2026-03-07T10:00", "put compensation to board", "confidant")
    assert loj.duty("keep board informed", "2026-03-07T11:00").status == "open"
    assert "speak with party" in loj.may_itself("confidant", "2026-03-07T11:00")


@pytest.mark.requirement("LOJ-18")
def test_confidant_and_committee_each_owe_their_own_register_entry(loj: Case) -> None:
    at_committee(loj)
    loj.do("2026-03-03T10:00", "register by committee", "secretary", theme="care", status="pending")
    assert loj.duty("register by committee", "2026-03-03T11:00").status == "met"
    assert {"status", "settlement"} <= set(loj.fields("register by committee"))
    other = Case("loj")
    mediating(other)
    assert other.duty("register", "2026-03-06T10:00").holder == "confidant"
    reports = loj.regulation.reports
    assert [reports[r].about_work_of for r in ("confidant", "committee")] == ["confidant", "committee"]


@pytest.mark.requirement("LOJ-19")
def test_information_needs_the_clients_consent_and_an_expert_the_boards_approval(loj: Case) -> None:
    mediating(loj)
    no = loj.refused("2026-03-06T10:00", "ask information", "confidant", "question")
    assert (no.code, "Leg toestemming vast" in no.because) == ("consent", True)
    assert "goedgekeurd" in loj.refused("2026-03-06T10:00", "engage expert", "confidant", "question").because


@pytest.mark.requirement("LOJ-22")
def test_fee_with_the_day_it_was_checked_and_conditions_stand_before_the_hand_over(loj: Case) -> None:
    formal(loj)
    shown = handover(loj.state, "kpz disputes", at("2026-08-01T10:00"))
    assert (shown.fee, shown.fee_checked, shown.binding) == ("€ 125", date(2026, 11, 21), True)
    assert shown.conditions
    assert "€ 90" in shown.doubt
    assert shown.lapsed == ""


@pytest.mark.requirement("LOJ-28")
def test_a_majority_is_one_and_the_minority_view_stands_in_the_judgement(loj: Case) -> None:
    complete(loj)
    even = {"outcome": "founded", "decided_by": "majority", "votes_for": "2", "votes_against": "2"}
    no = loj.refused("2026-04-01T10:00", "judge by committee", "chair", "minority_view", **even)
    assert "meerderheid" in no.because
    loj.do("2026-04-01T10:00", "judge by committee", "chair", "minority_view", **{**even, "votes_against": "1"})


@pytest.mark.requirement("LOJ-29")
def test_a_client_of_another_provider_is_treated_only_under_an_agreement(loj: Case) -> None:
    complete(loj)
    mark = {"agreement": "missing"}
    loj.do("2026-03-24T10:00", "mark care of other provider", "secretary", **mark)
    assert loj.has("care of other provider", "2026-03-24T11:00")
    assert "judge by committee" not in loj.may("chair", "2026-03-24T11:00")
    without = loj.refused("2026-03-25T10:00", "mark care of other provider", "secretary", agreement="made")
    assert without.field == "advice"
    loj.do("2026-03-25T10:00", "mark care of other provider", "secretary", "advice", agreement="made")
    assert "judge by committee" in loj.may("chair", "2026-03-25T11:00")


@pytest.mark.requirement("LOJ-34")
def test_the_secretary_plans_and_files_and_has_no_vote_and_costs_are_declared_approved_paid(loj: Case) -> None:
    complete(loj)
    assert {"plan meeting", "register by committee"} <= loj.may_itself("secretary", "2026-03-24T10:00")
    assert "judge by committee" not in loj.may("secretary", "2026-03-24T10:00")
    assert "pay costs" not in loj.may("board", "2026-03-24T10:00")
    loj.do("2026-03-24T10:00", "declare costs", "committee", "what", amount="40")
    loj.do("2026-03-25T10:00", "approve costs", "board")
    loj.do("2026-03-26T10:00", "pay costs", "board")
    assert loj.duty("pay costs", "2026-03-26T11:00").status == "met"


@pytest.mark.requirement("LOJ-42")
def test_questions_answers_and_positions_are_exchanged_within_the_term_each_with_its_side(loj: Case) -> None:
    formal(loj)
    words = {"what": "question", "how": "mail"}
    assert loj.refused("2026-06-05T10:00", "exchange", "officer", "words", **words).field == "party"
    event = loj.do("2026-06-05T10:00", "exchange", "officer", "words", **words, party="accused")
    assert (event.at.date(), event.values["party"]) == (date(2026, 6, 5), "accused")
    assert {"complainant", "accused", "officer", "board"} <= set(loj.regulation.acts["exchange"].by)
