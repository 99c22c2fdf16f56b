"""What runs beside every regulation: safety, progress, requests under the AVG, and everyday acts that no text states."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at
from wederhoor.procedure.duties import duties

FIVE = ("jot", "zk", "ott", "izw", "loj")
ASKS = {"jot": "handler", "zk": "chair", "ott": "mediator", "izw": "directors", "loj": "officer"}


def opened(provider: str, law: str = "wlz") -> Case:
    case = Case(provider)
    channel = {"zk": "letter", "loj": "letter"}.get(provider, "email")
    more = {"door": "officer"} if provider == "loj" else {}
    case.open(law=law, channel=channel, **more)
    return case


def running(case: Case, day: str) -> dict[str, str]:
    return {d.name: d.holder for d in duties(case.state, at(day)) if d.status == "open"}


@pytest.mark.parametrize("provider", [p for p in FIVE if p != "izw"] + ["izw"])
def test_a_calamity_opens_the_report_to_the_inspectorate_with_who_and_when(provider: str) -> None:
    case = opened(provider)
    case.do("2026-03-03T10:00", "safety question", ASKS[provider], safety="calamity")
    report = case.duty("report to inspectorate by law", "2026-03-03T11:00")
    assert (report.holder, report.due, report.statute) == (
        case.regulation.statute_roles["provider"],
        date(2026, 3, 6),
        "wkkgz 11.1",
    )
    case.do("2026-03-04T10:00", "report to inspectorate", report.holder)
    assert case.duty("report to inspectorate by law", "2026-03-04T11:00").done_on == date(2026, 3, 4)


@pytest.mark.parametrize("provider", FIVE)
def test_danger_and_abuse_open_a_duty_under_every_law(provider: str) -> None:
    case = opened(provider, law="wmo")
    case.do("2026-03-03T10:00", "safety question", ASKS[provider], safety="danger")
    assert "take danger away" in running(case, "2026-03-03T11:00")
    case.do("2026-03-03T12:00", "safety question", ASKS[provider], safety="abuse")
    found = running(case, "2026-03-03T13:00")
    assert {"follow the reporting code by law", "report to municipal supervisor by law"} <= set(found)
    assert "report to inspectorate by law" not in found


def test_violence_in_youth_care_goes_to_the_inspectorate_by_the_jeugdwet() -> None:
    case = opened("ott", law="jeugdwet")
    case.do("2026-03-03T10:00", "safety question", "mediator", safety="violence")
    assert case.duty("report to youth inspectorate by law", "2026-03-03T11:00").statute == "jeugdwet 4.1.8"
    assert "report to inspectorate by law" not in running(case, "2026-03-03T11:00")


@pytest.mark.parametrize("provider", FIVE)
def test_progress_is_owed_by_the_wkkgz_and_only_there(provider: str) -> None:
    case = opened(provider)
    informed = case.duty("keep informed by law", "2026-03-03T10:00")
    assert (informed.status, informed.statute, informed.round) == ("open", "wkkgz 16.3", 1)
    assert informed.due == date(2026, 3, 23)
    assert "geen ritme" in informed.doubt, "the rhythm is ours, and says so"
    assert "keep informed by law" not in running(opened(provider, law="wmo"), "2026-03-03T10:00")


@pytest.mark.parametrize("provider", FIVE)
def test_either_side_may_ask_for_its_data_and_gets_an_answer_within_a_month(provider: str) -> None:
    case = opened(provider)
    case.do("2026-03-03T10:00", "request data", "accused", what="access", whose="accused")
    owed = case.duty("answer data request by law", "2026-03-04T10:00")
    assert (owed.due, owed.statute) == (date(2026, 4, 3), "avg 12.3")
    board = case.regulation.statute_roles["provider"]
    case.do("2026-03-20T10:00", "extend data request", board, "reasons")
    assert case.duty("answer data request by law", "2026-03-21T10:00").due == date(2026, 6, 3)
    case.do("2026-05-01T10:00", "answer data request", board, "reasons", answer="granted")
    assert case.duty("answer data request by law", "2026-05-02T10:00").status == "met"


@pytest.mark.parametrize("provider", FIVE)
def test_proof_is_asked_the_client_heard_a_second_complainant_added_and_death_recorded(provider: str) -> None:
    case = opened(provider)
    staff = case.regulation.staff[0]
    case.do("2026-03-03T10:00", "record proof", staff, shown="no")
    case.do("2026-03-03T10:10", "record client view", staff, client_view="disagrees")
    case.do("2026-03-03T10:20", "add complainant", staff, person="p2", capacity="client")
    assert case.has("client disagrees", "2026-03-03T11:00")
    assert "overleden" in case.why_not(staff, "end after death", "2026-03-03T11:00").because
    case.do("2026-03-04T10:00", "record death", staff, goes_on="no")
    case.do("2026-03-05T10:00", "end after death", staff, asked="relatives")
    assert all(d.status != "open" for d in duties(case.state, at("2026-03-06T10:00")) if d.name in ("judge", "decide"))


@pytest.mark.parametrize("provider", ["jot", "zk", "izw"])
def test_where_the_text_is_silent_an_objection_does_not_stop_a_person_until_it_is_granted(provider: str) -> None:
    case = opened(provider)
    board = case.regulation.statute_roles["provider"]
    case.do("2026-03-03T10:00", "object to person", "complainant", "reasons", person="h1")
    assert case.duty("decide objection", "2026-03-03T11:00").holder == board
    case.do("2026-03-03T12:00", "note", ASKS[provider], "note", actor="h1")
    case.do("2026-03-04T10:00", "decide objection", board, "reasons", person="h1", decision="granted")
    assert case.refused("2026-03-04T11:00", "note", ASKS[provider], "note", actor="h1").code == "excluded"


def test_after_the_special_committee_the_way_to_court_is_told() -> None:
    case = opened("ott", law="wzd")
    case.do("2026-03-02T15:00", "forward to committee", "board")
    case.do("2026-03-04T10:00", "record receipt by committee", "board", received_on="2026-03-03", effect="yes")
    assert case.duty("tell way to court by law", "2026-03-17T10:00").status == "not applicable"
    assert case.duty("tell way to court by law", "2026-03-18T10:00").status == "open"
    case.do("2026-03-19T10:00", "tell way to court", "board")
    assert case.duty("tell way to court by law", "2026-03-20T10:00").status == "met"
