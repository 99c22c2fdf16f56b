"""Ons Tweede Thuis: each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case, doubted

SIDES = ("complainant", "accused")


@pytest.fixture
def ott() -> Case:
    return Case("ott")


def chosen(case: Case, *routes: str, day: str = "2026-03-03T10:00") -> Case:
    """The complainant chose one route or more."""
    case.do(day, "choose route", "complainant", route=list(routes))
    return case


def judged(case: Case, day: str = "2026-03-20T10:00") -> Case:
    """A judgement was asked at once, both sides were heard, and the board judged."""
    chosen(case, "judgement")
    for party in SIDES:
        case.do("2026-03-10T10:00", "hear", "board", party=party, how="oral")
    case.do(day, "judge", "board", "reasons", "decisions", "measures_by", outcome="partly upheld")
    return case


def mediated(case: Case, result: str, day: str = "2026-03-20T10:00") -> Case:
    """With consent the mediator tried, with this result."""
    chosen(case, "mediation")
    consent(case, "mediation", "2026-03-04T10:00")
    case.do("2026-03-05T10:00", "start mediation", "mediator")
    case.do(day, "record mediation result", "mediator", result=result)
    return case


def consent(case: Case, step: str, day: str, answer: str = "given") -> None:
    """What the complainant answered about a step."""
    case.do(day, "give consent", "complainant", step=step, answer=answer, given_by="client")


def registered_and_closed(case: Case, day: str) -> Case:
    """The mediator filled the register and closed."""
    case.do(f"{day}T10:00", "register", "mediator", "actions", theme="information")
    case.do(f"{day}T11:00", "close", "mediator", "procedure_followed", "outcome_words")
    return case


@pytest.mark.requirement("OTT-02")
def test_the_words_of_the_text_are_explained_in_the_regulation_itself(ott: Case) -> None:
    words = ott.regulation.glossary
    named = {"cliënt", "vertegenwoordiger", "klacht", "klager", "aangeklaagde", "medewerker", "klachtenbemiddelaar",
             "cliëntvertrouwenspersoon", "klachtenopvang", "klachtenbemiddeling", "geschil", "geschillencommissie", "KCOZ"}  # fmt: skip
    assert named <= set(words)
    assert all(word.says and word.english and word.source == "2" for word in words.values())
    assert all(kind in words["medewerker"].says for kind in ("vrijwilliger", "leerling", "stagiair", "werkte"))
    assert "erkennen" in words["vertegenwoordiger"].says
    assert "mondeling of op schrift" in words["klacht"].says


@pytest.mark.requirement("OTT-04")
def test_when_the_term_passes_the_way_to_the_dispute_committee_opens_and_is_to_be_told(ott: Case) -> None:
    ott.open()
    chosen(ott, "judgement")
    due = ott.duty("judge", "2026-03-04T10:00").due
    assert due == date(2026, 4, 14)
    assert "put dispute" not in ott.may("complainant", "2026-04-14T23:00")
    assert ott.duty("tell dispute way", "2026-04-14T23:00").status == "not applicable"
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


@pytest.mark.requirement("OTT-05")
def test_the_mediator_advises_to_talk_mediates_or_refers_and_a_referral_needs_the_complainants_request(
    ott: Case,
) -> None:
    ott.open()
    ott.do("2026-03-03T10:00", "advise to talk", "mediator", "explanation")
    assert ott.refused("2026-03-04T10:00", "refer", "mediator", body="jeugdstem").field == "requested by complainant"
    event = ott.do("2026-03-04T10:00", "refer", "mediator", body="client confidant", requested_by_complainant="yes",
                   followed_on="2026-03-09")  # fmt: skip
    assert event.values["followed_on"] == "2026-03-09"
    mediated(ott, "settled")
    assert ott.has("referred to client confidant", "2026-03-21T10:00")


@pytest.mark.requirement("OTT-06")
@pytest.mark.parametrize(
    ("act", "step", "text"),
    [
        ("start mediation", "mediation", "note"),
        ("ask information", "ask others", "question"),
        ("inform accused", "tell accused", "explanation"),
        ("hand over to partner", "hand over to partner", "contact"),
        ("handle jointly", "handle jointly", "contact"),
    ],
)
def test_no_step_without_the_complainants_consent(act: str, step: str, text: str) -> None:
    case = Case("ott")
    case.open()
    chosen(case, "mediation")
    assert "toestemming ontbreekt" in case.refused("2026-03-04T10:00", act, "mediator", text).because
    consent(case, step, "2026-03-04T11:00", "refused")
    case.refused("2026-03-04T12:00", act, "mediator", text)
    consent(case, step, "2026-03-05T11:00")
    assert act in case.may("mediator", "2026-03-05T12:00")
    consent(case, step, "2026-03-06T11:00", "withdrawn")
    assert act not in case.may("mediator", "2026-03-06T12:00")


@pytest.mark.requirement("OTT-06")
def test_who_is_personally_involved_does_nothing_more_and_cannot_be_assigned(ott: Case) -> None:
    ott.open()
    ott.do("2026-03-03T10:00", "declare conflict", "mediator", "reason", person="id-first")
    no = ott.refused("2026-03-03T11:00", "contact", "mediator", actor="id-first", how="telephone")
    assert "zelf betrokken" in no.because
    assert ott.refused("2026-03-03T11:00", "assign", "board", role="mediator", person="id-first").code == "excluded"
    ott.do("2026-03-03T12:00", "assign", "board", role="external mediator", person="id-outside")
    assert ott.regulation.roles["mediator"].substitute == "external mediator"


@pytest.mark.requirement("OTT-06")
def test_a_wish_for_a_man_or_a_woman_drives_the_assignment_and_what_cannot_be_met_is_said(ott: Case) -> None:
    ott.open(mediator_preference="woman")
    assert ott.duty("choose mediator by preference", "2026-03-03T10:00").status == "open"
    no = ott.refused("2026-03-03T10:00", "assign", "board", role="mediator", person="id-man", preference_met="no")
    assert no.field == "reason"
    ott.do("2026-03-03T10:00", "assign", "board", "reason", role="mediator", person="id-man", preference_met="no")
    assert ott.duty("choose mediator by preference", "2026-03-03T11:00").status == "met"


@pytest.mark.requirement("OTT-11")
def test_each_channel_says_whether_it_counts_as_written(ott: Case) -> None:
    written = {name: channel.written for name, channel in ott.regulation.channels.items() if channel.source == "4.1"}
    assert written == {"in person": False, "telephone": False, "letter": True, "email": True}
    assert set(ott.regulation.lists["addressees"]) == {"mediator", "board"}


@pytest.mark.requirement("OTT-11")
def test_received_and_in_writing_are_two_moments_that_each_start_their_own_terms(ott: Case) -> None:
    ott.open("2026-03-02T10:00", channel="telephone")
    assert ott.duty("confirm receipt", "2026-03-03T10:00").start == date(2026, 3, 2)
    assert not ott.has("in writing", "2026-03-03T10:00")
    chosen(ott, "judgement")
    assert ott.duty("judge", "2026-03-04T10:00").due is None
    assert "op schrift" in ott.why_not("board", "judge", "2026-03-04T10:00").because
    ott.do("2026-03-09T10:00", "put in writing", "complainant", "complaint", how="form")
    assert (ott.duty("judge", "2026-03-10T10:00").start, ott.duty("judge", "2026-03-10T10:00").due) == (
        date(2026, 3, 9), date(2026, 4, 20)
    )  # fmt: skip
    assert ott.duty("confirm receipt", "2026-03-10T10:00").start == date(2026, 3, 2)


@pytest.mark.requirement("OTT-11")
def test_the_board_forwards_to_the_mediator_only_after_consent_and_the_doubt_about_that_is_shown(ott: Case) -> None:
    ott.open(addressee="board")
    no = ott.refused("2026-03-03T10:00", "forward to mediator", "board", agreed_with_mediator="yes")
    assert "toestemming ontbreekt" in no.because
    consent(ott, "forward to mediator", "2026-03-03T11:00")
    assert ott.refused("2026-03-03T12:00", "forward to mediator", "board").field == "agreed with mediator"
    ott.do("2026-03-03T12:00", "forward to mediator", "board", agreed_with_mediator="yes")
    assert doubted(ott.regulation, "doorsturen door de raad") == "Eerst toestemming vragen."
    assert doubted(ott.regulation, "eerst naar de bemiddelaar") == "Beide deuren zijn open."


@pytest.mark.requirement("OTT-12")
def test_the_five_who_may_complain_are_asked_what_belongs_to_them(ott: Case) -> None:
    named = {name: c.asks for name, c in ott.regulation.capacities.items() if "4.2" in c.source}
    assert set(named) == {"client", "representative", "authorised person", "person acting without mandate",
                          "surviving relative"}  # fmt: skip
    assert {name for name, asks in named.items() if not asks} == {"client"}
    assert ott.fields("receive")["capacity"].required
    for capacity in named:
        case = Case("ott")
        case.open(capacity=capacity)
        assert case.state.value("capacity") == capacity


@pytest.mark.requirement("OTT-13")
def test_receipt_is_confirmed_within_five_working_days(ott: Case) -> None:
    ott.open("2026-04-02T22:15")
    duty = ott.duty("confirm receipt", "2026-04-03T10:00")
    assert (duty.holder, duty.source) == ("mediator", "4.3")
    assert (duty.due, duty.aim) == (date(2026, 4, 13), date(2026, 4, 10))  # Goede Vrijdag and Tweede Paasdag between
    assert ott.duty("confirm receipt", "2026-04-14T00:01").status == "overdue"
    assert duty.doubt


@pytest.mark.requirement("OTT-13")
def test_the_route_is_the_complainants_choice_and_is_recorded_as_such(ott: Case) -> None:
    ott.open()
    assert ott.regulation.acts["choose route"].by == ("complainant",)
    no = ott.why_not("board", "choose route", "2026-03-03T10:00")
    assert (no.because, no.code) == ("dit is aan: Klager", "role")
    event = ott.do("2026-03-03T10:00", "choose route", "mediator", route=["mediation"])
    assert (event.by, event.on_behalf_of) == ("mediator", "complainant")
    assert ott.letters == ["route-confirmed"]


@pytest.mark.requirement("OTT-13")
def test_the_mediator_discusses_the_ways_after_confirming(ott: Case) -> None:
    ott.open()
    ott.do("2026-03-03T10:00", "acknowledge", "mediator")
    assert ott.duty("discuss the ways", "2026-03-03T11:00").status == "open"
    ott.do("2026-03-04T10:00", "inform", "mediator")
    assert ott.duty("discuss the ways", "2026-03-04T11:00").status == "met"


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
    assert (duty.due, duty.statute) == (due, "wkkgz 17.1")
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
    ott.do("2026-03-16T10:00", "receive advice", "advisory committee", "advice")
    for party in SIDES:
        ott.do("2026-03-17T10:00", "hear", "board", party=party, how="oral")
    texts = ("reasons", "decisions", "measures_by", "deviation_reasons")
    ott.do("2026-03-18T10:00", "judge", "board", *texts, outcome="upheld")
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


@pytest.mark.requirement("OTT-21")
@pytest.mark.parametrize("side", SIDES)
def test_either_side_may_be_assisted_at_every_part_of_the_procedure(side: str) -> None:
    case = Case("ott")
    case.open()
    assert "add assistant" in case.may_itself(side, "2026-03-02T11:00")
    case.do("2026-03-02T11:00", "add assistant", side, "name", side=side)
    assert case.has(f"assistant of {side}", "2026-03-02T12:00")
    judged(case)
    assert "add assistant" in case.may_itself(side, "2026-03-21T10:00")
    assert side in case.regulation.principles["assisted"].who


@pytest.mark.requirement("OTT-21")
def test_complaining_is_free_of_charge(ott: Case) -> None:
    assert ott.regulation.principles["free"].source == "4.10"
    assert "kost de klager niets" in ott.regulation.principles["free"].says
    assert "eigen kosten" in ott.regulation.principles["assisted"].says


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


@pytest.mark.requirement("OTT-26")
def test_a_judgement_can_be_tied_to_the_four_parts_of_good_care(ott: Case) -> None:
    parts = ott.regulation.lists["good care"]
    assert len(parts) == 4
    assert all(part.source == "2" for part in parts.values())
    ott.open()
    chosen(ott, "judgement")
    for party in SIDES:
        ott.do("2026-03-10T10:00", "hear", "board", party=party, how="oral")
    event = ott.do("2026-03-20T10:00", "judge", "board", "reasons", "decisions", "measures_by", outcome="upheld",
                   **{"good care": ["professional", "cooperation"]})  # fmt: skip
    assert event.values["good care"] == ["professional", "cooperation"]


@pytest.mark.requirement("OTT-27")
@pytest.mark.parametrize("capacity", ["asks for care", "former client", "parent or family"])
def test_who_only_the_definitions_name_can_complain_too_and_the_difference_is_a_doubt(capacity: str) -> None:
    case = Case("ott")
    case.open(capacity=capacity)
    assert {"choose route", "withdraw"} <= case.may("complainant", "2026-03-02T11:00")
    assert "4.2" in case.regulation.capacities[capacity].doubt
    assert doubted(case.regulation, "wie mag klagen").startswith("Iedereen wordt ontvangen")


@pytest.mark.requirement("OTT-28")
def test_a_representative_without_legal_ground_has_two_dated_recognitions(ott: Case) -> None:
    ott.open(capacity="representative")
    ott.do("2026-03-03T10:00", "recognise representative", "mediator", recognised_by="client", answer="recognised")
    ott.do("2026-03-05T10:00", "recognise representative", "board", recognised_by="provider", answer="recognised")
    dates = [ott.state.times(f"representative recognised by {who}")[0].date() for who in ("client", "provider")]
    assert dates == [date(2026, 3, 3), date(2026, 3, 5)]


@pytest.mark.requirement("OTT-28")
def test_refusing_a_representative_takes_reasons_and_can_itself_be_complained_about(ott: Case) -> None:
    ott.open(capacity="representative")
    values = {"recognised_by": "provider", "answer": "refused"}
    assert ott.refused("2026-03-03T10:00", "recognise representative", "board", **values).field == "reasons"
    ott.do("2026-03-03T10:00", "recognise representative", "board", "reasons", **values)
    assert ott.regulation.capacities["refused representative"].statute == "wkkgz 14.2"
    about_it = Case("ott")
    about_it.open(capacity="refused representative")
    assert "choose route" in about_it.may("complainant", "2026-03-02T11:00")


@pytest.mark.requirement("OTT-30")
def test_a_judgement_can_be_asked_on_the_first_day_without_any_talk_before(ott: Case) -> None:
    ott.open("2026-03-02T10:00")
    assert "choose route" in ott.may("complainant", "2026-03-02T10:01")
    chosen(ott, "judgement", day="2026-03-02T10:05")
    duty = ott.duty("judge", "2026-03-02T11:00")
    assert (duty.status, duty.start, duty.due) == ("open", date(2026, 3, 2), date(2026, 4, 13))
    assert ott.state.phase(at("2026-03-02T11:00")) == "judgement"


@pytest.mark.requirement("OTT-31")
def test_the_letters_that_point_outside_say_what_was_tried_inside(ott: Case) -> None:
    letters = ott.regulation.letters
    assert all("tried" in letters[name].must_contain for name in ("dispute-way", "closing", "conclusions"))
    assert "wat is geprobeerd met data" in ott.regulation.external_bodies["geschillencommissie"].package


@pytest.mark.requirement("OTT-32")
def test_the_wzd_confidant_is_offered_on_every_wzd_part_and_can_be_added_as_assistant(ott: Case) -> None:
    ott.open(law="wlz")
    assert ott.duty("offer wzd confidant", "2026-03-02T11:00").status == "not applicable"
    ott.do("2026-03-03T10:00", "split part", "mediator", "subject", law="wzd")
    assert ott.duty("offer wzd confidant", "2026-03-03T11:00", "A").status == "not applicable"
    assert ott.duty("offer wzd confidant", "2026-03-03T11:00", "B").status == "open"
    ott.do("2026-03-04T10:00", "offer wzd confidant", "mediator", part="B", answer="wanted")
    assert ott.duty("offer wzd confidant", "2026-03-04T11:00", "B").status == "met"
    assert "add assistant" in ott.may_itself("complainant", "2026-03-04T11:00")


@pytest.mark.requirement("OTT-33")
def test_the_telephone_is_a_channel_without_a_number_and_that_is_a_visible_doubt(ott: Case) -> None:
    mediator = ott.regulation.contact_points["mediator"]
    assert all((mediator.mail, mediator.post))
    assert (mediator.telephone, mediator.missing) == ("", ("telephone",))
    assert "geen nummer" in mediator.doubt
    assert doubted(ott.regulation, "telefoonnummer") == "Zichtbaar als ontbrekend."
