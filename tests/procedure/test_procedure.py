"""What a jurist would say of the small regulation: who may do what, when not, and why."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.procedure.conftest import Play, at
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.dossier import fold
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Event
from wederhoor.procedure.retention import destroy_after

JUDGED = ("reasons", "decisions", "measures_by")


def named(play: Play, name: str, day: str, part: str = "") -> DutyStatus:
    return next(d for d in duties(play.state, at(day)) if d.name == name and d.part == part)


def test_nothing_can_be_done_before_a_complaint_came_in(play: Play) -> None:
    refused = play.refused("2026-04-02T10:00", "acknowledge", "handler")
    assert refused.code == "not opened"


def test_received_the_evening_before_good_friday_five_working_days_skip_easter(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    confirm = named(play, "confirm receipt", "2026-04-03T09:00")
    assert (confirm.start, confirm.due, confirm.aim) == (date(2026, 4, 2), date(2026, 4, 13), date(2026, 4, 10))
    assert any("Goede Vrijdag" in step for step in confirm.why)


def test_a_statutory_term_that_ends_on_ascension_day_runs_on_over_the_decree_day_until_monday(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    judge = named(play, "judge", "2026-04-03T09:00")
    assert (judge.due, judge.aim) == (date(2026, 5, 18), date(2026, 5, 14))


def test_outside_the_law_the_same_six_weeks_do_not_shift(play: Play) -> None:
    play.receive("2026-04-02T22:15", law="wmo")
    assert named(play, "judge", "2026-04-03T09:00").due == date(2026, 5, 14)


def test_a_judgement_before_both_sides_were_heard_is_refused_and_names_who_is_missing(play: Play) -> None:
    play.receive()
    play.do("2026-04-08T10:00", "hear", "handler", party="complainant", how="oral")
    refused = play.refused("2026-04-09T10:00", "judge", "board", *JUDGED, outcome="founded")
    assert refused.because == "de aangeklaagde is nog niet gehoord", "who is missing, and not the klager who was heard"
    assert refused.source == "1 (wkkgz 17.1)"


def test_extension_is_allowed_on_the_last_day_and_refused_the_day_after_with_its_article(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    late = play.refused("2026-05-19T00:01", "extend", "board", "reasons")
    assert "voor het einde" in late.because
    assert "art. 17 lid 2" in late.source
    play.do("2026-05-18T23:59", "extend", "board", "reasons")
    assert named(play, "judge", "2026-05-19T09:00").due == date(2026, 6, 11)


def test_a_second_extension_is_refused(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    play.do("2026-05-01T10:00", "extend", "board", "reasons")
    assert "hoogstens 1 keer" in play.refused("2026-05-20T10:00", "extend", "board", "reasons").because


def test_extending_after_the_aim_warns(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    warned = next(a for a in permitted(play.state, "board", at("2026-05-15T09:00")).may if a.act == "extend")
    assert "14-05-2026" in warned.warning


def test_late_only_after_due_and_then_the_dispute_way_opens(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    assert named(play, "judge", "2026-05-18T23:00").status == "open"
    assert named(play, "judge", "2026-05-19T00:00").status == "overdue"
    play.refused("2026-05-18T12:00", "put dispute", "complainant")
    play.do("2026-05-19T12:00", "put dispute", "complainant")


def test_the_dispute_way_stays_open_when_the_judgement_came_late(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    for party in ("complainant", "accused"):
        play.do("2026-05-10T10:00", "hear", "handler", party=party, how="oral")
    play.do("2026-06-01T10:00", "judge", "board", *JUDGED, outcome="founded")
    assert named(play, "judge", "2026-06-02T10:00").status == "met late"
    play.do("2026-06-03T10:00", "put dispute", "complainant")


def test_an_oral_complaint_has_no_statutory_term_until_it_is_on_paper(play: Play) -> None:
    play.receive("2026-04-02T22:15", channel="telephone")
    assert named(play, "judge", "2026-04-03T09:00").status == "not applicable"
    play.do("2026-04-10T10:00", "put in writing", "handler", "complaint", how="form")
    judge = named(play, "judge", "2026-04-11T09:00")
    assert (judge.start, judge.due) == (date(2026, 4, 10), date(2026, 5, 22))


def test_after_withdrawal_the_duties_lapse_and_only_closing_remains(play: Play) -> None:
    play.receive()
    play.do("2026-04-10T10:00", "withdraw", "complainant", how="mail")
    assert named(play, "judge", "2026-04-11T10:00").status == "lapsed"
    assert play.refused("2026-04-11T10:00", "hear", "handler", party="accused", how="oral").code == "stopped"
    play.do("2026-04-11T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert play.state.closed


def test_the_handler_records_the_complainants_acts_in_their_name(play: Play) -> None:
    play.receive()
    event = play.do("2026-04-10T10:00", "withdraw", "handler", how="oral")
    assert (event.by, event.on_behalf_of) == ("handler", "complainant")


def test_a_missing_required_text_is_named_and_free_text_never_enters_an_event(play: Play) -> None:
    play.receive()
    for party in ("complainant", "accused"):
        play.do("2026-04-08T10:00", "hear", "handler", party=party, how="oral")
    missing = play.refused("2026-04-09T10:00", "judge", "board", "reasons", "decisions", "measures", outcome="founded")
    assert missing.field == "measures_by"
    leak = play.refused("2026-04-09T10:00", "judge", "board", *JUDGED, outcome="founded", measures="veel")
    assert leak.code == "text in event"


def test_an_unknown_choice_is_refused(play: Play) -> None:
    play.receive()
    assert play.refused("2026-04-08T10:00", "hear", "handler", party="neighbour", how="oral").field == "party"


def test_somebody_involved_can_neither_act_nor_be_assigned(play: Play) -> None:
    play.receive()
    play.do("2026-04-03T10:00", "declare conflict", "handler", actor="a1", person="a2")
    assert play.refused("2026-04-04T10:00", "acknowledge", "handler", actor="a2").code == "excluded"
    assert play.refused("2026-04-04T10:00", "assign", "handler", role="handler", person="a2").code == "excluded"
    play.do("2026-04-04T10:00", "acknowledge", "handler", actor="a1")


def test_nothing_happens_in_the_future(play: Play, small: object) -> None:
    play.receive()
    from wederhoor.procedure.acts import decide
    from wederhoor.procedure.commands import Command, Refusal

    command = Command("acknowledge", "handler", at=at("2026-05-01T10:00"))
    result = decide(play.state, command, actor="x", now=at("2026-04-03T10:00"))
    assert isinstance(result, Refusal)
    assert result.code == "future"


def test_a_correction_moves_the_date_and_leaves_the_mistake_visible(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    play.do("2026-04-07T10:00", "correct", "handler", "reason", event="1", at="2026-04-01T10:00")
    confirm = named(play, "confirm receipt", "2026-04-08T09:00")
    assert (confirm.start, confirm.due) == (date(2026, 4, 1), date(2026, 4, 10))
    assert [e.act for e in play.state.events] == ["receive", "correct"]


def test_a_part_under_another_law_has_its_own_way_beside_the_rest(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    play.do("2026-04-07T10:00", "split part", "handler", "subject", law="wzd")
    assert set(play.state.parts) == {"A", "B"}
    assert named(play, "forward to special committee by law", "2026-04-08T09:00", "B").status == "open"
    assert named(play, "forward to special committee by law", "2026-04-08T09:00", "A").status == "not applicable"
    play.do("2026-04-08T09:30", "forward to committee", "handler", part="B")
    play.do(
        "2026-04-09T09:30", "record receipt by committee", "handler", part="B", received_on="2026-04-08", effect="yes"
    )
    assert named(play, "decision of special committee", "2026-04-10T09:00", "B").due == date(2026, 4, 22)
    assert named(play, "judge", "2026-04-10T09:00").due == date(2026, 5, 18)


def test_a_term_changes_on_the_way_when_the_decision_lost_its_effect(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    play.do("2026-04-07T10:00", "split part", "handler", "subject", law="wzd")
    play.do("2026-04-08T09:30", "forward to committee", "handler", part="B")
    play.do(
        "2026-04-09T09:30", "record receipt by committee", "handler", part="B", received_on="2026-04-08", effect="no"
    )
    assert named(play, "decision of special committee", "2026-04-10T09:00", "B").due == date(2026, 5, 6)


def test_events_survive_storage_and_replay_gives_the_same(play: Play) -> None:
    play.receive()
    play.do("2026-04-07T10:00", "acknowledge", "handler")
    stored = json.loads(json.dumps([e.to_json() for e in play.state.events]))
    again = fold(play.state.regulation, [Event.from_json(row) for row in stored])
    assert again.events == play.state.events
    assert duties(again, at("2026-04-20T10:00")) == duties(play.state, at("2026-04-20T10:00"))


def test_destruction_is_two_years_after_closing_and_unknown_before(play: Play) -> None:
    play.receive()
    assert destroy_after(play.state) is None
    play.do("2026-04-10T10:00", "withdraw", "complainant", how="mail")
    play.do("2026-04-11T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert destroy_after(play.state) == date(2028, 4, 11)


def test_reopening_makes_acts_possible_again(play: Play) -> None:
    play.receive()
    play.do("2026-04-10T10:00", "withdraw", "complainant", how="mail")
    play.do("2026-04-11T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert play.refused("2026-04-12T10:00", "acknowledge", "handler").code == "closed"
    play.do("2026-04-13T10:00", "reopen", "handler", "reason")
    assert not play.state.closed
    play.do("2026-04-14T10:00", "acknowledge", "handler")


def test_every_refusal_says_why_and_where(play: Play) -> None:
    play.receive()
    for role in play.state.regulation.roles:
        found = permitted(play.state, role, at("2026-04-05T10:00"))
        assert len({a.act for a in found.may} | {r.act for r in found.may_not}) == len(play.state.regulation.acts)
        assert all(r.because and r.source for r in found.may_not)


@pytest.mark.parametrize("day", ["2026-04-03T09:00", "2026-05-30T09:00"])
def test_phases_are_computed(play: Play, day: str) -> None:
    play.receive()
    assert play.state.phase(at(day)) == "new"


def test_the_total_cap_never_undoes_the_shift_of_the_law(play: Play) -> None:
    """Ten weeks after 5 March is Ascension Day, the next day is equated by decree, then comes a weekend: Monday it is."""
    play.receive("2026-03-05T10:00")
    play.do("2026-04-01T10:00", "extend", "board", "reasons")
    assert named(play, "judge", "2026-04-02T09:00").due == date(2026, 5, 18)


def test_a_way_that_opened_because_a_term_passed_stays_open_after_closing(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    play.do("2026-05-20T10:00", "put dispute", "complainant")
    play.do("2026-05-21T10:00", "withdraw", "complainant", how="mail")
    play.do("2026-05-22T10:00", "close", "handler", "procedure_followed", "outcome_words")
    judge = named(play, "judge", "2026-06-22T10:00")
    assert (judge.status, judge.passed) == ("lapsed", True)
    assert named(play, "tell of the dispute way by law", "2026-06-22T10:00").start == date(2026, 5, 18)


def test_a_term_that_had_not_passed_at_closing_never_passes(play: Play) -> None:
    play.receive("2026-04-02T22:15")
    play.do("2026-04-10T10:00", "withdraw", "complainant", how="mail")
    play.do("2026-04-11T10:00", "close", "handler", "procedure_followed", "outcome_words")
    assert not named(play, "judge", "2027-01-01T10:00").passed
