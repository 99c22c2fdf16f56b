"""Ons Tweede Thuis: each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case, doubted
from tests.regulations.ott_case import SIDES, chosen, consent, judged, mediated


@pytest.fixture
def ott() -> Case:
    return Case("ott")


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
    assert ott.fields("receive")["capacity"].choices == "capacities"
    assert "capacity" in ott.fields("complete intake"), "what was left open is asked at the first contact"
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
    assert ott.duty("discuss the ways", "2026-03-02T11:00").status == "not applicable", "first it is confirmed"
    ott.do("2026-03-03T10:00", "acknowledge", "mediator")
    owed = ott.duty("discuss the ways", "2026-03-03T11:00")
    assert (owed.status, owed.holder, owed.owed_to) == ("open", "mediator", ("complainant",))
    ott.do("2026-03-04T10:00", "inform", "mediator")
    assert ott.duty("discuss the ways", "2026-03-04T11:00").status == "met"


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
                   good_care=["professional", "cooperation"])  # fmt: skip
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
