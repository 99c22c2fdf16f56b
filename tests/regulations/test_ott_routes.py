"""Ons Tweede Thuis, the routes and the ways outside: each proof with the number of the requirement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case, doubted
from tests.regulations.ott_case import SIDES, chosen, consent, judged, mediated, registered_and_closed
from wederhoor.procedure.acts import permitted


@pytest.fixture
def ott() -> Case:
    return Case("ott")


@pytest.mark.requirement("OTT-04")
def test_when_the_term_passes_the_way_to_the_dispute_committee_opens_and_is_to_be_told(ott: Case) -> None:
    ott.open()
    chosen(ott, "judgement")
    due = ott.duty("judge", "2026-03-04T10:00").due
    assert due == date(2026, 4, 14)
    assert "put dispute" not in ott.may("complainant", "2026-04-14T23:00")
    aim = ott.duty("judge", "2026-03-04T10:00").aim
    assert aim == date(2026, 4, 13)
    assert ott.duty("tell dispute way", "2026-04-13T23:00").status == "not applicable"
    assert ott.duty("tell dispute way", "2026-04-14T09:00").status == "open"
    assert "put dispute" in ott.may("complainant", "2026-04-15T09:00")
    told = ott.duty("tell dispute way", "2026-04-15T09:00")
    assert (told.status, told.holder, told.statute) == ("open", "mediator", "wkkgz 18.5")


@pytest.mark.requirement("OTT-04")
def test_it_is_a_dispute_only_once_the_complainant_put_it_there(ott: Case) -> None:
    ott.open()
    chosen(ott, "judgement")
    assert ott.state.phase(at("2026-04-20T10:00")) == "judgement"
    ott.do("2026-04-20T10:00", "tell dispute way", "mediator")
    assert "dispute-way" in ott.letters
    assert ott.state.phase(at("2026-04-20T11:00")) == "judgement"
    ott.do("2026-04-21T10:00", "put dispute", "complainant", body="geschillencommissie")
    assert ott.state.phase(at("2026-04-21T11:00")) == "dispute"


@pytest.mark.requirement("OTT-14")
def test_registration_only_ends_in_the_register_without_a_judgement(ott: Case) -> None:
    ott.open()
    chosen(ott, "registration")
    assert ott.duty("register signal", "2026-03-04T10:00").status == "open"
    assert ott.duty("judge", "2026-03-04T10:00").status == "not applicable"
    assert registered_and_closed(ott, "2026-03-05").letters[-1] == "closing"
    assert ott.state.closed


@pytest.mark.requirement("OTT-14", "OTT-15")
def test_a_solution_ends_in_the_register_and_with_the_conclusions_in_writing(ott: Case) -> None:
    ott.open()
    mediated(ott, "settled")
    assert ott.duty("confirm conclusions", "2026-03-20T11:00").status == "open"
    ott.do("2026-03-20T12:00", "register", "mediator", "actions", theme="information")
    ott.refused("2026-03-20T13:00", "close", "mediator", "procedure_followed", "outcome_words")
    ott.do("2026-03-21T10:00", "confirm conclusions", "mediator", "conclusions")
    ott.do("2026-03-21T11:00", "close", "mediator", "procedure_followed", "outcome_words")
    assert "conclusions" in ott.letters
    assert ott.state.closed


@pytest.mark.requirement("OTT-14")
def test_a_judgement_is_the_boards_and_goes_to_both_sides(ott: Case) -> None:
    ott.open()
    judged(ott)
    letter = next(letter for letter in ott.state.letters if letter.name == "judgement")
    assert set(letter.to) == set(SIDES)
    assert ott.duty("judge", "2026-03-21T10:00").status == "met"
    assert registered_and_closed(ott, "2026-03-23").state.closed


@pytest.mark.requirement("OTT-14", "OTT-17")
def test_compensation_is_put_to_the_board_and_assessed_by_the_provider_or_its_insurer(ott: Case) -> None:
    ott.open()
    chosen(ott, "compensation")
    no = ott.refused(
        "2026-03-04T10:00", "assess compensation", "board", "reasons", assessed_by="insurer", outcome="granted"
    )
    assert "voorgelegd" in no.because
    ott.do("2026-03-04T10:00", "put compensation to board", "mediator")
    event = ott.do(
        "2026-03-24T10:00", "assess compensation", "board", "reasons", assessed_by="insurer", outcome="granted"
    )
    assert event.values["assessed by"] == "insurer"
    assert ott.letters[-1] == "compensation"
    assert ott.duty("assess compensation", "2026-03-25T10:00").status == "met"


@pytest.mark.requirement("OTT-14")
def test_on_a_change_of_route_the_old_duty_no_longer_applies_and_the_new_one_names_its_start(ott: Case) -> None:
    ott.open()
    chosen(ott, "mediation")
    assert ott.duty("seek solution", "2026-03-04T10:00").status == "open"
    chosen(ott, "judgement", day="2026-03-09T10:00")
    assert ott.duty("seek solution", "2026-03-10T10:00").status == "not applicable"
    assert "om een oordeel gevraagd" in ott.duty("judge", "2026-03-10T10:00").why[0]
    assert "09-03-2026" in ott.duty("judge", "2026-03-10T10:00").why[0]


@pytest.mark.requirement("OTT-14")
def test_combining_routes_is_possible_and_said_to_be_our_choice(ott: Case) -> None:
    ott.open()
    chosen(ott, "judgement", "compensation")
    assert ott.duty("judge", "2026-03-04T10:00").status == "open"
    assert ott.duty("put compensation to board", "2026-03-04T10:00").status == "open"
    assert "zegt niet of" in ott.regulation.acts["choose route"].doubt


@pytest.mark.requirement("OTT-15")
def test_when_a_talk_does_not_satisfy_the_term_runs_from_the_request_and_aims_from_submission(ott: Case) -> None:
    ott.open("2026-03-02T10:00")
    mediated(ott, "not settled")
    chosen(ott, "judgement", day="2026-03-23T10:00")
    duty = ott.duty("judge", "2026-03-24T10:00")
    assert (duty.start, duty.due, duty.aim) == (date(2026, 3, 23), date(2026, 5, 4), date(2026, 4, 13))
    assert "de wet bij het indienen" in duty.doubt


@pytest.mark.requirement("OTT-15")
@pytest.mark.parametrize(("law", "due"), [("wlz", date(2026, 4, 14)), ("zvw", date(2026, 4, 14)), ("wmo", None)])
def test_the_six_weeks_come_from_the_statute_and_only_where_it_applies(law: str, due: date | None) -> None:
    case = Case("ott")
    case.open(law=law)
    chosen(case, "judgement")
    duty = case.duty("judge", "2026-03-04T10:00")
    assert (duty.status, duty.due) == ("open", due)
    assert due is None or duty.statute == "wkkgz 17.1"
    assert doubted(case.regulation, "zes weken").endswith("bij Wmo en Jeugdwet geen datum.")


@pytest.mark.requirement("OTT-15")
def test_the_statutory_extension_is_refused_a_day_too_late_with_its_article(ott: Case) -> None:
    ott.open("2026-03-02T10:00")
    chosen(ott, "judgement")
    assert "extend" in ott.may("board", "2026-04-14T23:00")
    no = ott.refused("2026-04-15T09:00", "extend", "board", "reasons")
    assert "einde van de termijn" in no.because
    assert "Wkkgz art. 17 lid 2" in no.source


@pytest.mark.requirement("OTT-16")
def test_the_board_may_ask_the_committee_for_advice_on_a_wkkgz_complaint_only(ott: Case) -> None:
    ott.open()
    chosen(ott, "judgement")
    ott.do("2026-03-04T10:00", "ask advice", "board", "question")
    ott.do("2026-03-16T10:00", "receive advice", "advisory committee", "advice", advised="upheld")
    for party in SIDES:
        ott.do("2026-03-17T10:00", "hear", "board", party=party, how="oral")
    texts = ("reasons", "decisions", "measures_by", "deviation_reasons")
    ott.do("2026-03-18T10:00", "judge", "board", *texts, outcome="upheld", follows_advice="yes")
    assert ott.fields("judge")["deviation_reasons"].letter
    other = Case("ott")
    other.open(law="wmo")
    chosen(other, "judgement")
    assert "Wkkgz-klacht" in other.why_not("board", "ask advice", "2026-03-04T10:00").because


@pytest.mark.requirement("OTT-18")
def test_withdrawal_is_in_writing_by_the_complainant_and_stops_the_handling_with_three_notices(ott: Case) -> None:
    ott.open()
    chosen(ott, "mediation")
    assert ott.refused("2026-03-04T10:00", "withdraw", "complainant", how="oral").field == "how"
    assert ott.why_not("board", "withdraw", "2026-03-04T10:00").code == "role"
    ott.do("2026-03-04T10:00", "withdraw", "complainant", how="letter")
    told = {role for letter in ott.state.letters if letter.act == "withdraw" for role in letter.to}
    assert told == {"complainant", "accused", "board"}
    assert ott.duty("seek solution", "2026-03-04T11:00").status == "lapsed"


@pytest.mark.requirement("OTT-18")
def test_going_on_after_withdrawal_needs_a_new_complaint(ott: Case) -> None:
    ott.open()
    ott.do("2026-03-04T10:00", "withdraw", "complainant", how="mail")
    for role, act in (("complainant", "choose route"), ("mediator", "plan meeting"), ("board", "judge")):
        assert "gestopt" in ott.why_not(role, act, "2026-03-05T10:00").because
    registered_and_closed(ott, "2026-03-05")
    assert "nieuwe klacht" in ott.why_not("mediator", "reopen", "2026-03-06T10:00").because


@pytest.mark.requirement("OTT-22")
@pytest.mark.parametrize("result", ["upheld", "not upheld", "settled", "damages"])
def test_a_dispute_is_recorded_with_its_outcome_and_the_board_gets_a_copy(result: str) -> None:
    case = Case("ott")
    case.open()
    assert case.why_not("complainant", "put dispute", "2026-03-02T11:00").source == "2 Geschil; 5.0 Wlz (wkkgz 21.1)"
    judged(case).do("2026-03-24T10:00", "put dispute", "complainant", body="geschillencommissie")
    copy = case.state.letters[-1]
    assert (copy.name, copy.to) == ("receipt-to-board", ("board",))
    case.do("2026-09-24T10:00", "record dispute outcome", "board", result=result)
    assert case.regulation.external_bodies["geschillencommissie"].binding


@pytest.mark.requirement("OTT-23")
def test_a_wzd_complaint_is_forwarded_by_the_provider_the_same_day_with_a_checklist(ott: Case) -> None:
    ott.open("2026-03-02T10:00", law="wzd")
    duty = ott.duty("forward to KCOZ", "2026-03-02T11:00")
    assert (duty.holder, duty.status) == ("board", "open")
    assert ott.duty("forward to KCOZ", "2026-03-04T10:00").status == "overdue"
    assert ott.regulation.external_bodies["kcoz"].approach == "through provider"
    assert ott.why_not("complainant", "forward to committee", "2026-03-02T11:00").code == "role"
    event = ott.do("2026-03-02T15:00", "forward to committee", "board", package=["complaint", "decision", "care plan"])
    ott.do("2026-03-03T09:00", "record receipt by committee", "board", received_on="2026-03-03", effect="yes")
    assert (event.at, ott.state.times("received by special committee")[0].date()) == (
        at("2026-03-02T15:00"), date(2026, 3, 3)
    )  # fmt: skip
    assert "forwarded" in ott.letters
    assert "judge" not in ott.may("board", "2026-03-03T10:00")


@pytest.mark.requirement("OTT-24")
@pytest.mark.parametrize("law", ["wmo", "jeugdwet"])
def test_the_municipality_is_offered_and_not_forced_with_the_help_recorded(law: str) -> None:
    case = Case("ott")
    case.open(law=law)
    event = case.do("2026-03-03T10:00", "offer municipality", "mediator", answer="not wanted", help="yes")
    assert event.values["help"] == "yes"
    assert "choose route" in case.may("complainant", "2026-03-03T11:00")
    assert "klachtencommissie van de aanbieder zelf" in case.regulation.laws["jeugdwet"].doubt


@pytest.mark.requirement("OTT-25")
def test_a_complaint_about_a_chain_partner_goes_there_only_with_consent_and_jointly_the_terms_run_on(ott: Case) -> None:
    ott.open("2026-03-02T10:00")
    chosen(ott, "judgement")
    ott.refused("2026-03-04T10:00", "handle jointly", "mediator", "contact")
    consent(ott, "handle jointly", "2026-03-04T11:00")
    assert ott.refused("2026-03-04T12:00", "handle jointly", "mediator").field == "contact"
    before = ott.duty("judge", "2026-03-04T12:00")
    ott.do("2026-03-04T12:00", "handle jointly", "mediator", "contact")
    assert ott.duty("judge", "2026-03-05T10:00").due == before.due == date(2026, 4, 14)
    consent(ott, "hand over to partner", "2026-03-06T11:00")
    ott.do("2026-03-06T12:00", "hand over to partner", "board", "contact")
    assert ott.letters[-1] == "forwarded"


@pytest.mark.requirement("OTT-23")
def test_what_the_law_asks_to_hand_over_is_not_refused_for_a_date_that_nobody_renewed(ott: Case) -> None:
    """Wzd 55: a complaint about involuntary care goes to the KCOZ; who forwards it is told of the date."""
    ott.open(law="wzd")
    ott.state = replace(ott.state, joined={"kcoz": ((None, date(2026, 3, 1)),)})
    may = permitted(ott.state, "board", at("2026-03-02T15:00"), only="forward to committee").may
    assert [one.warning for one in may] == [
        "let op: de aansluiting bij Klachtencommissie Onvrijwillige Zorg (KCOZ) liep af op 01-03-2026; de wet vraagt dit toch"
    ]
    ott.do("2026-03-02T15:00", "forward to committee", "board", package=["complaint", "decision", "care plan"])
    assert ott.duty("forward to KCOZ", "2026-03-09").status == "met"
