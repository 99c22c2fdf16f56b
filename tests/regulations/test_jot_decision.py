"""JOT from the decision on: each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case, doubted
from wederhoor.correspondence.letters import load_letter
from wederhoor.procedure.acts import refusals
from wederhoor.procedure.commands import Command

OFFICER = "complaints desk"


@pytest.fixture
def jot() -> Case:
    return Case("jot")


def judged(case: Case, day: str = "2026-03-10T10:00", outcome: str = "unfounded") -> Case:
    """The director decided after hearing both."""
    case.hear_both("handler")
    case.do(day, "judge", "director", "reasons", "decisions", "measures_by", outcome=outcome)
    return case


@pytest.mark.requirement("JOT-01", "JOT-18", "JOT-19")
@pytest.mark.parametrize(
    ("law", "way", "not_the_way"),
    [
        ("wlz", "tell dispute way", "tell wmo desk"),
        ("zvw", "tell dispute way", "tell wmo desk"),
        ("wmo", "tell wmo desk", "tell dispute way"),
    ],
)
def test_the_way_out_differs_per_law(law: str, way: str, not_the_way: str) -> None:
    case = Case("jot")
    case.open(law=law)
    judged(case)
    may = case.may("handler", "2026-03-11T10:00")
    assert way in may
    assert not_the_way not in may
    assert case.duty(way, "2026-03-11T10:00").status == "open"
    assert case.duty(not_the_way, "2026-03-11T10:00").status == "not applicable"


@pytest.mark.requirement("JOT-15")
def test_measures_follow_the_cause_and_an_improvement_path_follows_consulting_the_parties(jot: Case) -> None:
    jot.open()
    measure = {"aim": "prevent", "ready_by": "2026-06-01"}
    no = jot.refused("2026-03-03T10:00", "take measure", "handler", "measure", **measure)
    assert (no.because, no.source) == ("de oorzaak is nog niet vastgelegd", "Procedure 4")
    jot.do("2026-03-03T11:00", "analyse cause", "handler", "cause")
    jot.refused("2026-03-03T12:00", "start improvement path", "handler", "measure", **measure)
    jot.do("2026-03-03T13:00", "consult parties", "handler", "note")
    jot.do("2026-03-03T14:00", "start improvement path", "handler", "measure", owner="id-owner", **measure)
    jot.do("2026-06-02T10:00", "record measure result", "handler", effect="partly")
    assert set(jot.regulation.lists["measure aims"]) == {"solve", "limit", "prevent"}


@pytest.mark.requirement("JOT-16")
def test_the_director_decides_within_six_weeks_from_receipt(jot: Case) -> None:
    jot.open("2026-04-02T10:00")
    duty = jot.duty("decide", "2026-04-03T09:00")
    assert (duty.holder, duty.start, duty.source) == ("director", date(2026, 4, 2), "Procedure 5")
    assert (duty.aim, duty.due) == (
        date(2026, 5, 14),
        date(2026, 5, 18),
    )  # Hemelvaartsdag, then a decree day and a weekend
    assert "geen begin" in duty.doubt
    assert jot.regulation.acts["judge"].by == ("director",)


@pytest.mark.requirement("JOT-16")
def test_after_the_aim_it_is_the_directors_and_after_the_due_date_it_goes_to_the_role_in_the_data(jot: Case) -> None:
    jot.open("2026-04-02T10:00")
    on_aim, after = jot.duty("decide", "2026-05-15T09:00"), jot.duty("decide", "2026-05-19T09:00")
    assert (on_aim.aim_passed(at("2026-05-15T09:00")), on_aim.status, on_aim.holder) == (True, "open", "director")
    assert (after.status, after.escalates_to) == ("overdue", "handler")


@pytest.mark.requirement("JOT-17", "JOT-23")
def test_what_the_confidant_does_not_solve_goes_with_consent_and_date_to_the_external_officer(jot: Case) -> None:
    jot.open()
    handing = {"sent_on": "2026-03-10"}
    assert (
        "niet naar tevredenheid"
        in jot.why_not("confidant", "hand over to external officer", "2026-03-02T11:00").because
    )
    jot.do("2026-03-03T10:00", "start mediation", "confidant", actor="id-confidant")
    jot.do("2026-03-09T10:00", "record mediation result", "confidant", result="not settled")
    no = jot.refused("2026-03-10T09:00", "hand over to external officer", "confidant", "reasons", **handing)
    assert "toestemming ontbreekt" in no.because
    jot.do("2026-03-10T10:00", "give consent", "complainant", step="hand over", answer="given", given_by="complainant")
    assert "sent on" in {r.field for r in refusals(
        jot.state, Command("hand over to external officer", "confidant", {}, frozenset({"reasons"})),
        actor="id", now=at("2026-03-10T11:00"))}  # fmt: skip
    event = jot.do("2026-03-10T11:00", "hand over to external officer", "confidant", "reasons", **handing)
    assert event.values == {"sent on": "2026-03-10"}
    assert jot.letters[-1] == "forwarded"
    assert jot.state.phase(at("2026-03-10T12:00")) == "external officer"
    assert "record mediation result" in jot.may("external officer", "2026-03-11T10:00")


@pytest.mark.requirement("JOT-17", "JOT-26")
def test_the_external_officer_can_be_reached(jot: Case) -> None:
    desk = jot.regulation.contact_points[OFFICER]
    assert (desk.label, desk.role, desk.body) == ("Klachtenloket Zorg", "external officer", OFFICER)
    assert all((desk.telephone, desk.mail, desk.web))


@pytest.mark.requirement("JOT-23")
def test_the_complainant_may_also_go_to_the_officer_at_once_and_the_doubt_about_the_order_is_shown(jot: Case) -> None:
    jot.open()
    jot.do("2026-03-03T10:00", "choose step", "complainant", step="external officer")
    jot.do("2026-03-03T10:10", "give consent", "complainant", step="hand over", answer="given", given_by="complainant")
    assert "hand over to external officer" in jot.may("handler", "2026-03-03T11:00")
    assert "meteen" in jot.regulation.acts["hand over to external officer"].doubt
    assert doubted(jot.regulation, "volgorde van de bemiddeling") == "De klager kiest."


@pytest.mark.requirement("JOT-23")
def test_mediating_first_is_the_confidants_and_not_the_handlers_or_directors(jot: Case) -> None:
    jot.open()
    assert "start mediation" in jot.may("confidant", "2026-03-03T10:00")
    for role in ("handler", "director"):
        no = jot.why_not(role, "start mediation", "2026-03-03T10:00")
        assert (no.because, no.source) == ("dit is aan: Interne vertrouwenspersoon", "Verantwoordelijkheden 2")


@pytest.mark.requirement("JOT-18")
def test_an_unresolved_wlz_complaint_becomes_a_dispute_that_the_complainant_brings_himself(jot: Case) -> None:
    jot.open()
    assert "put dispute" not in jot.may("complainant", "2026-03-03T10:00")
    judged(jot).do("2026-03-11T10:00", "say whether resolved", "complainant", answer="not settled")
    jot.do("2026-03-12T10:00", "tell dispute way", "handler")
    assert "dispute-way" in jot.letters
    assert "dispute_body" in jot.regulation.letters["dispute-way"].must_contain
    assert jot.regulation.external_bodies["dispute committee"].approach == "directly"
    assert jot.regulation.acts["put dispute"].by == ("complainant",)
    jot.do("2026-03-20T10:00", "put dispute", "complainant", body="dispute committee")
    assert jot.state.phase(at("2026-03-21T10:00")) == "dispute"
    jot.do("2026-09-20T10:00", "record dispute outcome", "director", result="partly")
    assert jot.has("dispute decided", "2026-09-21T10:00")


@pytest.mark.requirement("JOT-18")
def test_the_dispute_way_opens_when_the_six_weeks_pass_and_survives_closing(jot: Case) -> None:
    jot.open("2026-03-02T10:00")
    assert "put dispute" not in jot.may("complainant", "2026-04-13T23:00")
    assert "put dispute" in jot.may("complainant", "2026-04-14T09:00")
    assert jot.duty("tell dispute way", "2026-04-14T09:00").status == "open"
    closed = Case("jot")
    closed.open()
    judged(closed).do("2026-03-11T10:00", "register", "handler", "actions", "results", theme="care")
    closed.do("2026-03-12T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert closed.state.closed
    assert "put dispute" in closed.may("complainant", "2026-03-13T10:00")


def test_the_closing_letter_has_a_place_for_the_dispute_body(jot: Case) -> None:
    assert "closing" in jot.regulation.acts["close"].letters
    assert "dispute_body" in load_letter("jot", jot.regulation.letters["closing"].template).placeholders


@pytest.mark.requirement("JOT-19")
def test_for_wmo_the_municipality_is_asked_and_may_be_unknown(jot: Case) -> None:
    jot.open(law="wmo")
    assert jot.fields("tell wmo desk")["municipality"].kind == "text"
    assert not jot.fields("tell wmo desk")["municipality"].required
    no = jot.refused("2026-03-03T10:00", "tell wmo desk", "handler", "municipality")
    assert no.field == "explanation"
    jot.do("2026-03-03T10:00", "tell wmo desk", "handler", "explanation")
    assert jot.letters == ["wmo-desk"]
    assert jot.regulation.letters["wmo-desk"].must_contain == ("explanation",)
    assert "14 met het netnummer" in jot.regulation.contact_points["wmo desk"].find


@pytest.mark.requirement("JOT-19")
def test_a_wmo_complaint_does_not_go_to_the_dispute_committee_and_no_statute_sets_its_term(jot: Case) -> None:
    jot.open(law="wmo")
    assert jot.duty("decide wmo", "2026-03-03T10:00").statute == ""
    assert jot.duty("decide", "2026-03-03T10:00").status == "not applicable"
    judged(jot)
    assert "alleen bij" in jot.why_not("complainant", "put dispute", "2026-03-11T10:00").because


@pytest.mark.requirement("JOT-20")
def test_closing_waits_for_the_register_and_what_the_register_misses_is_named(jot: Case) -> None:
    jot.open()
    judged(jot)
    no = jot.refused("2026-03-11T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert (no.because, no.source) == ("de klacht staat nog niet in het register", "Afhandeling 1")
    command = Command("register", "handler", {}, frozenset({"planned"}))
    missing = {r.field for r in refusals(jot.state, command, actor="id", now=at("2026-03-11T11:00"))}
    assert missing == {"theme", "actions", "results"}


@pytest.mark.requirement("JOT-26")
def test_handler_external_officer_and_dispute_committee_have_one_contact_record_each(jot: Case) -> None:
    points = jot.regulation.contact_points
    assert [p.label for p in points.values() if p.role == "handler"] == ["Interne klachtenbehandelaar"]
    assert [p.telephone for p in points.values() if p.body == OFFICER] == ["070 - 310 53 92"]
    assert [p.telephone for p in points.values() if p.body == "dispute committee"] == ["070 - 310 53 80"]
    assert all(point.body in jot.regulation.external_bodies for point in points.values() if point.body)


@pytest.mark.requirement("JOT-26")
def test_the_named_person_and_the_personal_mailbox_became_a_role(jot: Case) -> None:
    handler = jot.regulation.contact_points["handler"]
    assert handler.role == "handler"
    assert handler.mail == ""
    assert "algemeen e-mailadres" in handler.missing
    assert "persoonlijk" in handler.doubt


def test_when_measures_are_done_is_asked_only_where_there_are_measures(jot: Case) -> None:
    jot.open()
    jot.hear_both("handler")
    no = jot.refused("2026-03-10T10:00", "judge", "director", "reasons", "decisions", "measures", outcome="founded")
    assert (no.field, no.code) == ("measures_by", "required")
    jot.do("2026-03-10T10:00", "judge", "director", "reasons", "decisions", outcome="unfounded")
