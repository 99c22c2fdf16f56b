"""JOT: what its procedure promises, each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.procedure.conftest import at
from tests.regulations.case import Case
from wederhoor.procedure.acts import decide
from wederhoor.procedure.commands import Command
from wederhoor.procedure.events import Event

OFFICER = "complaints desk"


@pytest.fixture
def jot() -> Case:
    return Case("jot")


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
    case.hear_both("handler")
    assert "judge" in case.may("director", "2026-03-06T10:00")


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


def test_the_quarterly_report_counts_the_two_kinds_apart(jot: Case) -> None:
    assert "per kind" in jot.regulation.reports["quarter"].contains


@pytest.mark.requirement("JOT-05")
def test_intake_asks_in_which_capacity_and_knows_those_of_the_text(jot: Case) -> None:
    assert jot.fields("receive")["capacity"].choices == "capacities"
    assert "capacity" in jot.fields("complete intake"), "what was left open is asked at the first contact"
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
    assert {n for n, f in jot.fields("receive").items() if f.required} == {"channel", "kind"}
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
    jot.hear_both("handler")
    assert "judge" in jot.may("director", "2026-03-06T11:00")


@pytest.mark.requirement("JOT-10")
@pytest.mark.parametrize(("answer", "invited"), [("no", False), ("", False), ("yes", True)])
def test_the_support_worker_gets_a_letter_only_when_the_complainant_said_so(answer: str, invited: bool) -> None:
    case = Case("jot")
    case.open(tell_support_worker=answer)
    meeting = {"meeting": "talk", "meeting_at": "2026-03-09T14:00"}
    case.do("2026-03-03T10:00", "plan meeting", "handler", "meeting_place", "invited", **meeting)
    assert "invitation" in case.letters
    assert any("support worker" in letter.to for letter in case.state.letters) == invited


@pytest.mark.requirement("JOT-10")
def test_a_no_is_stronger_than_a_consent_and_no_screen_shows_the_support_worker_the_complaint(jot: Case) -> None:
    assert jot.regulation.roles["support worker"].sees == ()
    jot.open(tell_support_worker="no")
    assert jot.may("support worker", "2026-03-02T11:00") == set()
    given = {"step": "invite support worker", "answer": "given", "given_by": "client"}
    jot.do("2026-03-03T09:00", "give consent", "complainant", **given)
    meeting = {"meeting": "talk", "meeting_at": "2026-03-09T14:00"}
    jot.do("2026-03-03T10:00", "plan meeting", "handler", "meeting_place", "invited", **meeting)
    assert jot.letters == ["invitation"]
    assert [name for name, x in jot.regulation.letters.items() if "support worker" in x.to] == [
        "cancellation-support-worker",
        "invitation-support-worker",
    ]


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
    jot.hear_both("handler")
    assert "alleen bij Soort bericht ‘Klacht’" in jot.why_not("director", "judge", "2026-03-06T10:00").because
    jot.do("2026-03-07T10:00", "complete intake", "handler", capacity="authorised person", kind="complaint")
    assert "judge" in jot.may("director", "2026-03-08T10:00")


@pytest.mark.requirement("JOT-12")
@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from(["contact", "acknowledge", "inform"])), min_size=2, max_size=6
    )
)
def test_who_was_called_once_need_not_be_called_again_whenever_the_confirmation_leaves(
    steps: list[tuple[int, str]],
) -> None:
    case, hour, called = Case("jot"), 9, ""
    case.open("2026-03-02T09:00")
    for hours, act in steps:
        hour += hours
        moment = f"2026-03-{2 + hour // 24:02}T{hour % 24:02}:30"
        answers = {"how": "telephone"} if act == "contact" else {}
        if isinstance(case.decide(moment, act, "handler", **answers), Event):
            case.do(moment, act, "handler", **answers)
            called = called or (moment[:10] if act == "contact" else "")
        found = case.duty("make contact", "2026-03-31T10:00")
        assert (found.status in ("open", "overdue")) <= (not called)
        if called and found.done_on:
            assert found.done_on.isoformat() == called
