"""LOJ: the confidant, mediation, damages, the accused, and powers."""

from __future__ import annotations

import pytest

from tests.regulations.case import Case, doubted
from tests.regulations.loj_case import MOMENT, admitted, at_committee, complete, mediating, with_confidant


@pytest.fixture
def loj() -> Case:
    return Case("loj")


@pytest.mark.requirement("LOJ-14")
def test_what_comes_by_letter_mail_or_form_is_in_writing_and_what_is_said_is_not(loj: Case) -> None:
    assert {name: channel.written for name, channel in loj.regulation.channels.items()} == {
        "letter": True, "email": True, "web form": True, "in person": False, "telephone": False
    }  # fmt: skip
    assert loj.regulation.channels["email"].source == "4.5"


@pytest.mark.requirement("LOJ-14")
def test_an_email_to_the_committee_counts_as_written(loj: Case) -> None:
    loj.open(channel="email", door="committee")
    assert loj.has("in writing", MOMENT)
    assert loj.letters == ["receipt-to-board"]


@pytest.mark.requirement("LOJ-14")
def test_the_confidant_helps_with_the_wording(loj: Case) -> None:
    with_confidant(loj)
    loj.do("2026-03-03T10:00", "help with wording", "confidant", "note")
    assert loj.has("helped with wording", "2026-03-03T11:00")
    assert "4.3" in loj.regulation.acts["help with wording"].source


@pytest.mark.requirement("LOJ-14")
def test_written_only_against_oral_too_is_a_doubt(loj: Case) -> None:
    assert "Mondeling mag" in doubted(loj.regulation, "mondeling of op schrift")
    assert "8.1" in loj.regulation.channels["in person"].doubt
    assert "4.5" in loj.regulation.channels["in person"].doubt


@pytest.mark.requirement("LOJ-16")
def test_a_claim_for_damages_goes_to_the_board_while_mediation_goes_on(loj: Case) -> None:
    mediating(loj).do("2026-03-06T10:00", "request compensation", "complainant", "claim")
    assert loj.state.letters[-1].name == "information-damages"
    assert loj.state.letters[-1].to == ("complainant",)
    assert loj.duty("put compensation to board", "2026-03-06T11:00").holder == "confidant"
    loj.do("2026-03-06T12:00", "put compensation to board", "confidant")
    owed = loj.duty("keep board informed", "2026-03-06T13:00")
    assert (owed.status, owed.owed_to, owed.source) == ("open", ("board",), "5.6")
    assert "speak with party" in loj.may("confidant", "2026-03-06T13:00")


@pytest.mark.requirement("LOJ-17")
@pytest.mark.parametrize("choice", ["put to committee", "choose route"])
def test_the_confidant_stops_mediating_once_the_complainant_chooses_the_committee(choice: str) -> None:
    case = mediating(Case("loj"))
    mediation = {"speak with party"}
    assert mediation <= case.may("confidant", "2026-03-05T10:00")
    case.do("2026-03-06T10:00", choice, "complainant", **({"route": "committee"} if choice == "choose route" else {}))
    may = case.may_itself("confidant", "2026-03-06T11:00")
    assert not {"start mediation", "speak with party", "record mediation result"} & may
    assert "5.7" in case.why_not("confidant", "record mediation result", "2026-03-06T11:00").source


@pytest.mark.requirement("LOJ-17")
def test_the_confidant_may_still_support_after_that_choice(loj: Case) -> None:
    mediating(loj).do("2026-03-06T10:00", "put to committee", "complainant")
    assert {"support", "help with wording"} <= loj.may_itself("confidant", "2026-03-06T11:00")
    loj.do("2026-03-09T10:00", "support", "confidant", "note")


@pytest.mark.requirement("LOJ-19")
def test_papers_are_seen_with_consent_and_an_expert_comes_after_the_board_approved_the_costs(loj: Case) -> None:
    admitted(loj)
    assert "9.1" in loj.refused("2026-03-11T10:00", "ask information", "committee", "question").source
    loj.do("2026-03-11T10:00", "give consent", "complainant", step="information", answer="given", given_by="client")
    loj.do("2026-03-11T11:00", "ask information", "committee", "question")
    loj.do("2026-03-12T10:00", "propose expert", "chair", "why", costs="900")
    assert "eerst nodig" in loj.refused("2026-03-12T11:00", "engage expert", "chair", "question").because
    loj.do("2026-03-13T10:00", "approve expert", "board")
    loj.do("2026-03-13T11:00", "engage expert", "chair", "question")
    assert {"summon", "investigate", "interview", "enter rooms"} <= loj.may("committee", "2026-03-13T12:00")


@pytest.mark.requirement("LOJ-34")
def test_the_secretary_plans_and_files_and_has_no_vote(loj: Case) -> None:
    complete(loj)
    assert {"plan meeting", "give papers", "assign"} <= loj.may_itself("secretary", "2026-03-24T10:00")
    assert "judge by committee" not in loj.may("secretary", "2026-03-24T10:00")
    assert not any("secretary" in outcome.by for outcome in loj.regulation.outcomes.values())


@pytest.mark.requirement("LOJ-34")
def test_costs_of_members_are_declared_approved_and_paid(loj: Case) -> None:
    at_committee(loj)
    assert "eerst nodig" in loj.why_not("board", "approve costs", MOMENT).because
    loj.do("2026-03-10T10:00", "declare costs", "committee", "what", amount="45")
    assert "eerst nodig" in loj.refused("2026-03-11T10:00", "pay costs", "board").because
    loj.do("2026-03-11T10:00", "approve costs", "board")
    loj.do("2026-03-12T10:00", "pay costs", "board")
    assert loj.duty("pay costs", "2026-03-13T10:00").status == "met"


@pytest.mark.requirement("LOJ-38")
def test_what_is_not_provided_for_is_decided_by_the_provider_after_hearing_committee_and_confidants(loj: Case) -> None:
    act = "decide outside regulation"
    with_confidant(loj)
    for who in ("committee", "confidants"):
        no = loj.refused("2026-03-03T10:00", act, "board", "heard_roles", "decision")
        assert (no.code, no.source) == ("condition", "18")
        loj.do("2026-03-03T11:00", "hear on gap", "board", "view", who=who)
    assert loj.refused("2026-03-04T10:00", act, "board", "decision").field == "heard_roles"
    loj.do("2026-03-04T10:00", act, "board", "heard_roles", "decision")
    assert loj.has("decided outside regulation", "2026-03-04T11:00")


@pytest.mark.requirement("LOJ-38")
def test_nobody_but_the_provider_decides_outside_the_regulation(loj: Case) -> None:
    with_confidant(loj)
    for role in ("confidant", "committee", "chair", "officer", "secretary"):
        assert "Raad van Bestuur" in loj.why_not(role, "decide outside regulation", MOMENT).because


@pytest.mark.requirement("LOJ-39")
def test_client_representative_close_relation_and_surviving_relative_may_complain(loj: Case) -> None:
    own = {name for name, capacity in loj.regulation.capacities.items() if capacity.source == "1"}
    assert own == {"client", "representative", "close relation", "surviving relative"}


@pytest.mark.requirement("LOJ-39")
@pytest.mark.parametrize("capacity", ["representative", "close relation"])
def test_on_behalf_of_the_client_a_mandate_is_asked_and_does_not_block(capacity: str) -> None:
    case = Case("loj")
    assert case.regulation.capacities[capacity].asks == ("machtiging van de cliënt",)
    case.open(capacity=capacity, door="officer")
    assert case.state.value("capacity") == capacity
    assert {"acknowledge", "make known to provider"} <= case.may("officer", MOMENT)


@pytest.mark.requirement("LOJ-39")
def test_of_client_and_surviving_relative_no_mandate_is_asked(loj: Case) -> None:
    for capacity in ("client", "surviving relative"):
        assert loj.regulation.capacities[capacity].asks == ()


@pytest.mark.requirement("LOJ-40")
def test_mediation_cannot_start_before_both_sides_said_to_be_willing(loj: Case) -> None:
    with_confidant(loj)
    no = loj.refused("2026-03-03T08:00", "start mediation", "confidant")
    assert "toestemming ontbreekt" in no.because
    loj.do("2026-03-03T09:00", "give consent", "complainant", step="mediation by complainant", answer="given",
           given_by="complainant")  # fmt: skip
    assert "aangeklaagde" in loj.refused("2026-03-03T10:00", "start mediation", "confidant").because
    loj.do("2026-03-04T09:00", "accused agrees to mediation", "accused", step="mediation by accused", answer="refused")
    assert "5.5" in loj.refused("2026-03-04T10:00", "start mediation", "confidant").source
    loj.do("2026-03-05T09:00", "accused agrees to mediation", "accused", step="mediation by accused", answer="given")
    loj.do("2026-03-05T10:00", "start mediation", "confidant")


@pytest.mark.requirement("LOJ-40")
def test_mediation_has_no_result_before_both_parties_were_spoken_to(loj: Case) -> None:
    mediating(loj)
    for party in ("complainant", "accused"):
        no = loj.refused("2026-03-06T10:00", "record mediation result", "confidant", "conclusions", "tried",
                         result="settled")  # fmt: skip
        assert no.code == "condition"
        loj.do("2026-03-06T11:00", "speak with party", "confidant", party=party)
    loj.do("2026-03-07T10:00", "record mediation result", "confidant", "conclusions", "tried", result="settled")


@pytest.mark.requirement("LOJ-41")
def test_the_accused_is_informed_about_the_procedure_by_a_letter_in_the_register(loj: Case) -> None:
    owed = mediating(loj).duty("inform accused", "2026-03-05T10:00")
    assert (owed.status, owed.owed_to, owed.source) == ("open", ("accused",), "5.3")
    loj.do("2026-03-05T11:00", "inform accused", "confidant", "explanation")
    assert (loj.letters[-1], loj.state.letters[-1].to) == ("information-accused", ("accused",))
    assert loj.duty("inform accused", "2026-03-05T12:00").status == "met"


@pytest.mark.requirement("LOJ-43")
def test_the_rules_of_portal_and_dispute_committee_stand_beside_this_regulation_with_their_version(loj: Case) -> None:
    bodies = loj.regulation.external_bodies
    for name, rules in (("portal", "Klachtenreglement"), ("kpz disputes", "Geschillenreglement")):
        assert len(bodies[name].rules) == 1
        assert bodies[name].rules[0].startswith(rules)
        assert "versie" in bodies[name].rules[0]


@pytest.mark.requirement("LOJ-43")
def test_a_conflict_between_the_portals_rules_and_this_regulation_is_a_doubt(loj: Case) -> None:
    assert doubted(loj.regulation, "reglement van het portaal") == "Deze regeling gaat voor."
    doubt = loj.regulation.external_bodies["portal"].doubt
    assert "8.12" in doubt
    assert "7.4" in doubt
