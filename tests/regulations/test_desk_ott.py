"""What the desk needs of the rules of OTT: consent, advice, hope and outcome, retention, papers, reception, regulation given."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at
from tests.regulations.ott_case import chosen, consent, registered_and_closed
from wederhoor.procedure.commands import Command
from wederhoor.procedure.retention import retained, retention_duty
from wederhoor.procedure.vetoes import warnings
from wederhoor.procedure.watching import escalations, impossible


@pytest.fixture
def ott() -> Case:
    made = Case("ott")
    made.open(hope="recognition", age_group="12 to 15")
    return made


@pytest.mark.requirement("OTT-03")
def test_hearing_informing_advising_and_assisting_is_recorded_and_counted_also_without_a_complaint(ott: Case) -> None:
    contact = ott.regulation.contacts_without_dossier["reception"]
    assert {"mediator", "external mediator"} == set(contact.by)
    assert set(contact.asks["did"].choices or ()) == {"listened", "informed", "advised", "assisted"}
    assert contact.counted_for == ("board",)
    assert contact.may_become_complaint


@pytest.mark.requirement("OTT-06")
def test_without_consent_steps_are_closed_and_the_refusal_says_how_to_get_it(ott: Case) -> None:
    closed = {found.act for found in impossible(ott.state, at("2026-03-03T10:00"))}
    assert {"ask information", "read care file", "hand over to partner", "handle jointly"} <= closed
    no = ott.why_not("mediator", "read care file", "2026-03-03T10:00")
    assert (no.code, no.source) == ("consent", "3.0 Integriteit")
    assert "Leg toestemming vast" in no.because


@pytest.mark.requirement("OTT-06")
def test_the_accused_is_not_invited_before_the_complainant_consents(ott: Case) -> None:
    meeting = {"meeting": "mediation talk", "meeting_at": "2026-03-09T14:00"}
    ott.do("2026-03-03T10:00", "plan meeting", "mediator", "meeting_place", "invited", **meeting)
    assert ott.letters == ["invitation"]
    consent(ott, "tell accused", "2026-03-04T10:00")
    ott.do("2026-03-05T10:00", "plan meeting", "mediator", "meeting_place", "invited", **meeting)
    assert ott.letters == ["invitation", "invitation", "invitation-accused"]


@pytest.mark.requirement("OTT-10")
def test_what_the_complainant_hopes_for_is_kept_and_compared_with_what_came_of_it(ott: Case) -> None:
    assert set(ott.regulation.hopes) == {
        "vent", "recognition", "restore relation", "explore treatment", "end situation", "damages"
    }  # fmt: skip
    chosen(ott, "registration")
    ott.do("2026-03-20T10:00", "register", "mediator", "actions", theme="information")
    ott.do("2026-03-20T11:00", "close", "mediator", "procedure_followed", "outcome_words", hope_met="partly")
    assert (ott.state.value("hope"), ott.state.value("hope met")) == ("recognition", "partly")


@pytest.mark.requirement("OTT-16")
def test_who_asked_advice_says_whether_it_is_followed_and_gives_reasons_when_not(ott: Case) -> None:
    chosen(ott, "judgement")
    ott.do("2026-03-04T10:00", "ask advice", "board", "question")
    ott.do("2026-03-10T10:00", "receive advice", "board", "advice", advised="upheld")
    for party in ("complainant", "accused"):
        ott.do("2026-03-11T10:00", "hear", "board", party=party, how="oral")
    words = ("reasons", "decisions", "measures_by")
    assert ott.refused("2026-03-20T10:00", "judge", "board", *words, outcome="not upheld").field == "follows advice"
    apart = {"outcome": "not upheld", "follows_advice": "no"}
    assert ott.refused("2026-03-20T10:00", "judge", "board", *words, **apart).field == "deviation_reasons"
    ott.do("2026-03-20T10:00", "judge", "board", *words, "deviation_reasons", **apart)


@pytest.mark.requirement("OTT-20")
def test_two_years_after_closing_the_dossier_is_listed_the_next_day_and_late_destruction_is_overdue(ott: Case) -> None:
    chosen(ott, "registration")
    registered_and_closed(ott, "2026-03-20")
    assert retained(ott.state).until == date(2028, 3, 20)
    assert retention_duty(ott.state, at("2028-03-20T23:00")) is None
    listed = retention_duty(ott.state, at("2028-03-21T09:00"))
    assert listed is not None
    assert (listed.status, listed.holder, listed.source) == ("open", "board", "4.9")
    assert "begin" in listed.doubt or "vanaf wanneer" in listed.doubt
    (late,) = escalations(ott.state, at("2028-03-22T09:00"))
    assert (late.duty.status, late.level, late.to) == ("overdue", "due", "board")
    assert ott.regulation.retention.not_in_care_file


@pytest.mark.requirement("OTT-20")
def test_where_no_term_is_stated_choosing_one_is_a_visible_duty() -> None:
    jot = Case("jot")
    jot.open()
    jot.do("2026-03-04T10:00", "withdraw", "complainant", how="mail")
    jot.do("2026-03-05T10:00", "register", "handler", "actions", "results", theme="care")
    jot.do("2026-03-06T10:00", "close", "handler", "procedure_followed", "outcome_words")
    choose = retention_duty(jot.state, at("2026-03-07T10:00"))
    assert choose is not None
    assert (choose.label, choose.due, choose.holder) == ("Een bewaartermijn kiezen", None, "director")


@pytest.mark.requirement("OTT-23")
def test_what_goes_to_the_kcoz_is_checked_against_its_list() -> None:
    case = Case("ott")
    case.open(law="wzd")
    command = Command("forward to committee", "board", {"package": ["complaint", "decision"]})
    assert "Het deel van het zorgplan dat erbij hoort" in warnings(case.state, command)[0]
    case.do("2026-03-02T15:00", "forward to committee", "board", package=["complaint", "decision"])
    assert case.duty("forward to KCOZ", "2026-03-03T10:00").status == "met"


@pytest.mark.requirement("OTT-29")
def test_handing_out_the_regulation_at_the_start_of_care_is_recorded_and_a_request_is_met(ott: Case) -> None:
    contact = ott.regulation.contacts_without_dossier["regulation given"]
    assert set(contact.asks) == {"to", "version", "why"}
    assert "employee" in contact.by
    ott.do("2026-03-03T10:00", "ask for regulation", "complainant", version="full")
    assert ott.duty("give the regulation", "2026-03-03T11:00").status == "open"
    ott.do("2026-03-04T10:00", "hand out regulation", "mediator", version="full", to="representative")
    assert ott.duty("give the regulation", "2026-03-04T11:00").status == "met"


@pytest.mark.requirement("OTT-31")
def test_the_package_for_the_dispute_committee_asks_what_was_tried(ott: Case) -> None:
    command = Command("put dispute", "complainant", {"body": "geschillencommissie", "package": ["de klacht"]})
    assert "wat is geprobeerd met data" in warnings(ott.state, command)[0]


@pytest.mark.requirement("OTT-32")
def test_the_wzd_confidant_can_be_added_as_helper_of_the_complainant() -> None:
    case = Case("ott")
    case.open(law="wzd")
    assert case.duty("offer wzd confidant", "2026-03-02T11:00").status == "open"
    case.do("2026-03-03T10:00", "add assistant", "complainant", "name", side="complainant")
    assert case.has("assistant of complainant", "2026-03-03T11:00")
