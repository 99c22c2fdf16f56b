"""JOT: what its procedure promises, each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case, doubted
from wederhoor.correspondence.letters import load_letter
from wederhoor.procedure.acts import decide, refusals
from wederhoor.procedure.commands import Command
from wederhoor.procedure.events import Event

OFFICER = "complaints desk"


@pytest.fixture
def jot() -> Case:
    return Case("jot")


def heard(case: Case, day: str = "2026-03-05T10:00") -> Case:
    """Both sides were heard."""
    for party in ("complainant", "accused"):
        case.do(day, "hear", "handler", party=party, how="oral")
    return case


def judged(case: Case, day: str = "2026-03-10T10:00", outcome: str = "unfounded") -> Case:
    """The director decided after hearing both."""
    heard(case).do(day, "judge", "director", "reasons", "decisions", "measures_by", outcome=outcome)
    return case


@pytest.mark.requirement("JOT-01")
def test_intake_asks_the_law_and_offers_wlz_zvw_and_by_own_choice_wmo(jot: Case) -> None:
    assert "law" in jot.fields("receive")
    assert set(jot.regulation.laws) == {"wlz", "zvw", "wmo"}
    assert jot.refused("2026-03-02T10:00", "receive", "complainant", channel="email", law="jeugdwet", capacity="client",
                       kind="complaint").field == "law"  # fmt: skip


@pytest.mark.requirement("JOT-01")
@pytest.mark.parametrize("law", ["wlz", "zvw", "wmo"])
def test_the_same_procedure_runs_under_all_three_laws(law: str) -> None:
    case = Case("jot")
    case.open(law=law)
    decide_duty = "decide wmo" if law == "wmo" else "decide"
    assert {"acknowledge", "contact", "plan meeting", "hear", "analyse cause"} <= case.may(
        "handler", "2026-03-02T11:00"
    )
    assert case.duty(decide_duty, "2026-03-02T11:00").due == date(2026, 4, 13)
    assert "judge" in heard(case).may("director", "2026-03-06T10:00")


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


@pytest.mark.requirement("JOT-02")
@pytest.mark.parametrize("kind", ["complaint", "discontent"])
def test_a_complaint_and_an_expression_of_discontent_can_both_be_registered(kind: str) -> None:
    case = Case("jot")
    case.open(kind=kind)
    assert case.state.value("kind") == kind
    assert set(case.regulation.kinds) == {"complaint", "discontent"}


@pytest.mark.requirement("JOT-02")
def test_the_kind_can_change_and_only_a_complaint_has_to_be_decided(jot: Case) -> None:
    jot.open(kind="discontent")
    assert jot.duty("decide", "2026-03-03T10:00").status == "not applicable"
    assert "Klacht" in jot.duty("decide", "2026-03-03T10:00").why[0]
    jot.do("2026-03-04T10:00", "complete intake", "handler", kind="complaint")
    assert jot.state.value("kind") == "complaint"
    assert jot.duty("decide", "2026-03-05T10:00").status == "open"


@pytest.mark.requirement("JOT-02")
def test_the_quarterly_report_counts_the_two_kinds_apart(jot: Case) -> None:
    assert "soort" in jot.regulation.reports["quarter"].per


@pytest.mark.requirement("JOT-05")
def test_intake_asks_in_which_capacity_and_knows_those_of_the_text(jot: Case) -> None:
    assert jot.fields("receive")["capacity"].required
    named = {name for name, capacity in jot.regulation.capacities.items() if "Indienen 1" in capacity.source}
    assert named == {
        "client",
        "legal representative",
        "authorised person",
        "acting without mandate",
        "surviving relative",
    }


@pytest.mark.requirement("JOT-05")
def test_another_capacity_gets_a_clear_answer(jot: Case) -> None:
    no = jot.refused(
        "2026-03-02T10:00", "receive", "complainant", channel="email", capacity="neighbour", kind="complaint"
    )
    assert no.field == "capacity"
    answer = jot.regulation.applicability["who"].answers["other"].leads_to
    assert "klachtenbehandelaar" in answer
    assert "machtiging" in answer


@pytest.mark.requirement("JOT-06")
def test_the_channels_are_those_of_the_text_and_the_web_form_is_public(jot: Case) -> None:
    channels = jot.regulation.channels
    assert {n for n, c in channels.items() if c.source == "Indienen 2"} == {
        "in person", "telephone", "letter", "email", "web form"
    }  # fmt: skip
    assert channels["web form"].public
    assert {n: c.written for n, c in channels.items() if c.source == "Indienen 2"} == {
        "in person": False, "telephone": False, "letter": True, "email": True, "web form": True
    }  # fmt: skip


@pytest.mark.requirement("JOT-06")
@pytest.mark.parametrize("channel", ["in person", "telephone", "letter", "email", "web form"])
def test_each_channel_is_recorded_with_its_own_moment_of_receipt(channel: str) -> None:
    case = Case("jot")
    values = {"channel": channel, "capacity": "client", "kind": "complaint", "law": "wlz"}
    command = Command("receive", "handler", values, frozenset({"complaint"}), at=at("2026-03-02T16:40"))
    event = decide(case.state, command, actor="id-1", now=at("2026-03-05T09:00"))
    assert isinstance(event, Event)
    assert (event.at, event.recorded) == (at("2026-03-02T16:40"), at("2026-03-05T09:00"))
    case.state = case.state.apply(event)
    assert case.duty("decide", "2026-03-05T10:00").start == date(2026, 3, 2)


@pytest.mark.requirement("JOT-07")
def test_intake_asks_about_a_talk_with_the_care_professional_and_does_not_wait_for_the_answer(jot: Case) -> None:
    spoken = jot.fields("receive")["spoken"]
    assert set(spoken.choices or ()) == {"yes", "no", "wanted"}
    assert not spoken.required
    jot.open()
    assert {"advise to talk", "contact", "acknowledge"} <= jot.may("handler", "2026-03-02T10:01")
    assert jot.duty("confirm receipt", "2026-03-02T10:01").status == "open"


@pytest.mark.requirement("JOT-08")
def test_nothing_stands_between_submission_and_the_internal_handler(jot: Case) -> None:
    assert {n for n, f in jot.fields("receive").items() if f.required} == {"channel", "capacity", "kind"}
    jot.open(channel="web form")
    held = {n for n in ("confirm receipt", "tell about the regulation", "talk", "find the cause")
            if jot.duty(n, "2026-03-02T10:00").status == "open" and jot.duty(n, "2026-03-02T10:00").holder == "handler"}  # fmt: skip
    assert held == {"confirm receipt", "tell about the regulation", "talk", "find the cause"}
    assert {"acknowledge", "contact", "plan meeting", "hear", "investigate"} <= jot.may("handler", "2026-03-02T10:00")


@pytest.mark.requirement("JOT-08")
def test_a_talk_with_the_care_professional_is_advice_and_never_a_condition(jot: Case) -> None:
    jot.open(spoken="no")
    assert jot.regulation.acts["advise to talk"].preferred
    assert "analyse cause" in jot.may("handler", "2026-03-02T11:00")
    assert "judge" in heard(jot).may("director", "2026-03-06T11:00")


@pytest.mark.requirement("JOT-10")
def test_when_the_support_worker_may_not_know_no_letter_reaches_him(jot: Case) -> None:
    jot.open(tell_support_worker="no")
    jot.do("2026-03-03T10:00", "plan meeting", "handler", "meeting_place", "invited", meeting="talk",
           meeting_at="2026-03-09T14:00")  # fmt: skip
    assert "invitation" in jot.letters
    assert all("support worker" not in letter.to for letter in jot.state.letters)


@pytest.mark.requirement("JOT-10")
def test_every_letter_to_the_support_worker_is_held_back_and_no_screen_shows_him_the_complaint(jot: Case) -> None:
    to_him = [letter for letter in jot.regulation.letters.values() if "support worker" in letter.to]
    assert to_him
    assert all(letter.when and letter.when.is_not["tell support worker"] == ("no",) for letter in to_him)
    assert jot.regulation.roles["support worker"].sees == ()
    jot.open(tell_support_worker="no")
    assert jot.may("support worker", "2026-03-02T11:00") == set()


@pytest.mark.requirement("JOT-11")
def test_a_complaint_through_the_external_officer_counts_from_the_day_it_reached_the_provider(jot: Case) -> None:
    values = {"channel": "external officer", "capacity": "client", "kind": "complaint", "law": "zvw"}
    command = Command("receive", "external officer", values, frozenset({"complaint"}), at=at("2026-03-03T09:00"))
    event = decide(jot.state, command, actor="id-officer", now=at("2026-03-06T09:00"))
    assert isinstance(event, Event)
    jot.state = jot.state.apply(event)
    assert jot.state.value("channel") == "external officer"
    assert jot.duty("decide", "2026-03-06T10:00").due == date(2026, 4, 14)
    assert "acknowledge" in jot.may("handler", "2026-03-06T10:00")
    assert jot.regulation.channels["external officer"].source == "Indienen 7"


@pytest.mark.requirement("JOT-12")
def test_a_written_complaint_is_confirmed_as_soon_as_possible_without_a_date(jot: Case) -> None:
    jot.open("2026-04-02T22:15")
    confirm = jot.duty("confirm receipt", "2026-04-03T09:00")
    assert (confirm.status, confirm.due, confirm.aim, confirm.holder) == ("open", None, None, "handler")
    assert "geen termijn" in confirm.why[-1]
    jot.do("2026-04-07T09:00", "acknowledge", "handler")
    assert jot.duty("confirm receipt", "2026-04-07T10:00").status == "met"


@pytest.mark.requirement("JOT-12")
def test_contact_within_three_working_days_counts_from_the_confirmation_and_aims_from_receipt(jot: Case) -> None:
    jot.open("2026-04-02T22:15")
    before = jot.duty("make contact", "2026-04-03T09:00")
    assert (before.due, before.aim) == (None, date(2026, 4, 8))
    jot.do("2026-04-07T09:00", "acknowledge", "handler")
    contact = jot.duty("make contact", "2026-04-07T10:00")
    assert (contact.start, contact.due, contact.aim) == (date(2026, 4, 7), date(2026, 4, 10), date(2026, 4, 8))
    assert "bij de ontvangst of bij de bevestiging" in contact.doubt
    assert jot.duty("make contact", "2026-04-10T23:00").status == "open"
    assert jot.duty("make contact", "2026-04-11T00:01").status == "overdue"
    jot.do("2026-04-13T09:00", "contact", "handler", how="telephone")
    assert jot.duty("make contact", "2026-04-13T10:00").status == "met late"


@pytest.mark.requirement("JOT-13")
def test_the_confirmation_tells_of_the_regulation_and_the_external_officer_and_discharges_that_duty(jot: Case) -> None:
    jot.open()
    assert jot.duty("tell about the regulation", "2026-03-03T09:00").status == "open"
    jot.do("2026-03-03T10:00", "acknowledge", "handler")
    assert jot.duty("tell about the regulation", "2026-03-03T11:00").status == "met"
    assert {"regulation_title", "external_officer"} <= set(jot.regulation.letters["confirmation"].must_contain)


@pytest.mark.requirement("JOT-13")
def test_an_oral_complaint_gets_no_confirmation_so_another_message_must_tell_it(jot: Case) -> None:
    jot.open(channel="telephone")
    assert "schriftelijke klacht" in jot.why_not("handler", "acknowledge", "2026-03-02T11:00").because
    jot.do("2026-03-03T10:00", "contact", "handler", how="telephone")
    assert jot.duty("tell about the regulation", "2026-03-03T11:00").status == "open"
    jot.do("2026-03-04T10:00", "inform", "handler")
    assert jot.letters == ["information"]
    assert {"regulation_title", "external_officer"} <= set(jot.regulation.letters["information"].must_contain)
    assert jot.duty("tell about the regulation", "2026-03-04T11:00").status == "met"


@pytest.mark.requirement("JOT-15")
def test_measures_follow_the_cause_and_an_improvement_path_follows_consulting_the_parties(jot: Case) -> None:
    jot.open()
    measure = {"aim": "prevent", "ready_by": "2026-06-01"}
    no = jot.refused("2026-03-03T10:00", "take measure", "handler", "measure", **measure)
    assert (no.because, no.source) == ("eerst nodig: Oorzaak vastgelegd", "Procedure 4")
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


@pytest.mark.requirement("JOT-18")
def test_the_closing_letter_has_a_place_for_the_dispute_body(jot: Case) -> None:
    assert "closing" in jot.regulation.acts["close"].letters
    assert "dispute_body" in load_letter("jot", jot.regulation.letters["closing"].template).placeholders


@pytest.mark.requirement("JOT-19")
def test_for_wmo_the_municipality_is_asked_and_the_letter_names_its_desk_or_how_to_find_it(jot: Case) -> None:
    jot.open(law="wmo")
    assert jot.fields("tell wmo desk")["municipality"].kind == "text"
    assert not jot.fields("tell wmo desk")["municipality"].required
    no = jot.refused("2026-03-03T10:00", "tell wmo desk", "handler", "municipality")
    assert no.field == "explanation"
    jot.do("2026-03-03T10:00", "tell wmo desk", "handler", "explanation")
    assert jot.letters == ["wmo-desk"]
    assert jot.regulation.letters["wmo-desk"].must_contain == ("explanation",)
    assert "14 met het netnummer" in jot.regulation.contact_points["wmo desk"].missing[0]


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
    assert (no.because, no.source) == ("eerst nodig: in het register gezet", "Afhandeling 1")
    command = Command("register", "handler", {}, frozenset({"planned"}))
    missing = {r.field for r in refusals(jot.state, command, actor="id", now=at("2026-03-11T11:00"))}
    assert missing == {"theme", "actions", "results"}


@pytest.mark.requirement("JOT-24")
def test_an_employees_own_complaint_is_pointed_to_the_external_officer_and_stays_out_of_the_register(jot: Case) -> None:
    asked = jot.regulation.applicability["own employment"]
    assert asked.answers["yes"].leads_to.startswith("Klachtenloket Zorg")
    assert asked.answers["no"].leads_to == "here"
    assert "niet in het register van cliënten" in asked.answers["yes"].leads_to
    no = jot.refused(
        "2026-03-02T10:00", "receive", "complainant", channel="email", capacity="employee", kind="complaint"
    )
    assert no.field == "capacity"


@pytest.mark.requirement("JOT-25")
def test_somebody_close_to_the_client_can_register_discontent_and_hears_what_makes_it_a_complaint(jot: Case) -> None:
    jot.open(capacity="close person")
    assert jot.state.value("kind") == "discontent"
    assert jot.duty("answer close person", "2026-03-03T10:00").status == "open"
    jot.do("2026-03-03T10:00", "explain when it is a complaint", "handler", "reasons", "explanation")
    assert jot.letters == ["not-a-complaint"]
    assert "explanation" in jot.regulation.letters["not-a-complaint"].must_contain
    assert jot.duty("answer close person", "2026-03-03T11:00").status == "met"
    assert "lijst" in jot.regulation.capacities["close person"].doubt


@pytest.mark.requirement("JOT-25")
def test_the_discontent_of_a_close_person_is_not_decided_on_until_it_is_a_complaint(jot: Case) -> None:
    jot.open(capacity="close person")
    heard(jot)
    assert "alleen over een klacht" in jot.why_not("director", "judge", "2026-03-06T10:00").because
    jot.do("2026-03-07T10:00", "complete intake", "handler", capacity="authorised person", kind="complaint")
    assert "judge" in jot.may("director", "2026-03-08T10:00")


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
