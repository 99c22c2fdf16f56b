"""LOJ: the judgement of the committee and what Lojal does with it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at, doubted
from tests.regulations.loj_case import JUDGED, admitted, at_committee, complete, heard, judged, letter, sent
from wederhoor.procedure.commands import Refusal


@pytest.fixture
def loj() -> Case:
    return Case("loj")


@pytest.mark.requirement("LOJ-26")
def test_the_committee_gathers_facts_hears_people_and_says_per_element_whether_it_is_well_founded(loj: Case) -> None:
    complete(loj)
    for act, texts in (("interview", "minutes"), ("investigate", "findings"), ("summon", "who")):
        loj.do("2026-03-24T10:00", act, "committee", texts)
    elements = {"delay": "founded", "tone": "unfounded"}
    event = loj.do("2026-04-01T10:00", "judge by committee", "chair", outcome="partly founded", elements=elements,
                   decided_by="consensus")  # fmt: skip
    assert event.values["elements"] == elements
    assert loj.has("committee outcome partly founded", "2026-04-01T11:00")


@pytest.mark.requirement("LOJ-26")
def test_a_judgement_per_element_is_one_of_the_outcomes_too(loj: Case) -> None:
    no = complete(loj).decide("2026-04-01T10:00", "judge by committee", "chair", outcome="founded",
                              elements={"delay": "liable"}, decided_by="consensus")  # fmt: skip
    assert isinstance(no, Refusal)
    assert no.field == "elements"


@pytest.mark.requirement("LOJ-26")
@pytest.mark.parametrize("recommends", [True, False])
def test_a_judgement_comes_with_or_without_recommendations(recommends: bool) -> None:
    case = judged(Case("loj"))
    if recommends:
        case.do("2026-04-02T10:00", "recommend", "committee", "recommendation", asked="unasked")
    expected = "open" if recommends else "not applicable"
    assert case.duty("answer recommendation", "2026-04-03T10:00").status == expected
    assert "send committee judgement" in case.may("secretary", "2026-04-03T10:00")


@pytest.mark.requirement("LOJ-27")
def test_the_judgement_is_sent_within_a_month_to_both_sides_with_a_copy_to_the_board(loj: Case) -> None:
    owed = judged(loj).duty("send committee judgement", "2026-04-02T10:00")
    assert (owed.start, owed.due, owed.source) == (date(2026, 4, 1), date(2026, 5, 1), "8.7")
    loj.do("2026-04-09T10:00", "send committee judgement", "secretary", *JUDGED)
    assert [(d.name, d.to) for d in loj.state.letters[-2:]] == [
        ("committee-judgement", ("complainant", "accused")),
        ("committee-judgement-copy", ("board",)),
    ]
    assert loj.duty("send committee judgement", "2026-04-10T10:00").status == "met"


@pytest.mark.requirement("LOJ-27")
def test_the_judgement_comes_within_two_months_after_the_last_hearing(loj: Case) -> None:
    heard(admitted(loj))
    assert loj.duty("committee judgement", "2026-03-21T11:00").due == date(2026, 5, 20)
    loj.do("2026-03-30T10:00", "hear in committee", "committee", party="accused", how="oral")
    owed = loj.duty("committee judgement", "2026-03-31T10:00")
    assert (owed.start, owed.due, owed.source) == (date(2026, 3, 30), date(2026, 5, 30), "8.8")


@pytest.mark.requirement("LOJ-27")
def test_else_a_reasoned_notice_to_both_and_lojal_gives_the_regular_term_once_more(loj: Case) -> None:
    heard(admitted(loj))
    assert loj.refused("2026-05-18T10:00", "give reasoned notice", "chair").field == "reasons"
    loj.do("2026-05-18T10:00", "give reasoned notice", "chair", "reasons")
    assert {d.to[0] for d in loj.state.letters if d.act == "give reasoned notice"} == {
        "complainant",
        "accused",
        "board",
    }
    assert loj.duty("committee judgement", "2026-05-19T10:00").due == date(2026, 7, 20)


@pytest.mark.requirement("LOJ-27")
def test_there_is_no_third_term(loj: Case) -> None:
    heard(admitted(loj)).do("2026-05-18T10:00", "give reasoned notice", "chair", "reasons")
    no = loj.refused("2026-07-15T10:00", "give reasoned notice", "chair", "reasons")
    assert "hoogstens 1 keer" in no.because
    assert no.source == "8.8"


@pytest.mark.requirement("LOJ-28")
def test_consensus_needs_no_votes(loj: Case) -> None:
    complete(loj).do("2026-04-01T10:00", "judge by committee", "chair", outcome="founded", decided_by="consensus")
    assert loj.has("committee judged", "2026-04-01T11:00")


@pytest.mark.requirement("LOJ-28")
def test_else_the_majority_decides_with_its_votes_and_the_view_of_the_minority(loj: Case) -> None:
    complete(loj)
    votes = {"votes_for": "2", "votes_against": "1"}
    for missing in votes:
        given = {name: value for name, value in votes.items() if name != missing}
        no = loj.refused("2026-04-01T10:00", "judge by committee", "chair", "minority_view", outcome="founded",
                         decided_by="majority", **given)  # fmt: skip
        assert no.field == missing.replace("_", " ")
    no = loj.refused(
        "2026-04-01T10:00", "judge by committee", "chair", outcome="founded", decided_by="majority", **votes
    )
    assert no.field == "minority_view"
    event = loj.do("2026-04-01T10:00", "judge by committee", "chair", "minority_view", outcome="founded",
                   decided_by="majority", **votes)  # fmt: skip
    assert (event.values["votes for"], event.values["votes against"]) == ("2", "1")


@pytest.mark.requirement("LOJ-28")
def test_the_letter_mentions_the_view_of_the_minority(loj: Case) -> None:
    assert loj.fields("send committee judgement")["minority_view"].letter
    words = {"outcome": "Gegrond", "reasons": "Omdat.", "decisions": "Beter plannen.", "measures_by": "1 juni"}
    text = letter("committee-judgement", **words, minority_view="Een lid vindt de klacht ongegrond")
    assert "Een lid vindt de klacht ongegrond" in text
    assert "Niet iedereen was het eens" not in letter("committee-judgement", **words)


@pytest.mark.requirement("LOJ-31")
def test_only_after_two_reminders_and_both_notices_is_the_inspectorate_told_without_names(loj: Case) -> None:
    act, sure = "report recommendations to inspectorate", {"serious_and_structural": "yes", "read_without_names": "yes"}
    at_committee(loj).do("2026-03-10T10:00", "recommend", "committee", "recommendation", asked="unasked")
    loj.do("2026-04-01T10:00", "urge", "chair", "words")
    assert (
        "Opnieuw aangedrongen".lower() in loj.refused("2026-05-01T10:00", act, "chair", "text", **sure).because.lower()
    )
    loj.do("2026-05-01T10:00", "urge again", "chair", "words")
    for to in ("provider", "accused"):
        assert loj.refused("2026-05-04T10:00", act, "chair", "text", **sure).source == "8.15"
        loj.do("2026-05-04T10:00", "announce report", "chair", "words", to=to)
    event = loj.do("2026-05-11T10:00", act, "chair", "text", **sure)
    assert set(event.values) == {"serious and structural", "read without names"}
    assert "zonder namen" in loj.fields(act)["text"].label


@pytest.mark.requirement("LOJ-32")
def test_deliberation_is_for_the_committee_and_its_secretary_and_a_hearing_report_for_both_sides(loj: Case) -> None:
    assert loj.fields("deliberate")["note"].compartment == "committee"
    sees = {name for name, role in loj.regulation.roles.items() if "committee" in role.sees}
    assert sees == {"chair", "committee", "secretary"}
    assert not loj.regulation.meetings["deliberation"].public
    assert loj.fields("hear in committee")["minutes"].compartment == "party"
    assert {"complainant", "accused"} <= set(loj.regulation.meetings["hearing"].seen_by)


@pytest.mark.requirement("LOJ-33")
def test_there_is_no_appeal_within_lojal_against_the_judgement_of_the_committee(loj: Case) -> None:
    sent(loj)
    no = loj.refused("2026-04-13T10:00", "judge by committee", "chair", outcome="unfounded", decided_by="consensus")
    assert "al gedaan" in no.because
    assert not [name for name, act in loj.regulation.acts.items() if "appeal" in name or "beroep" in act.label.lower()]
    assert loj.regulation.principles["no appeal"].source == "beroep 11.1"


@pytest.mark.requirement("LOJ-33")
def test_with_the_judgement_the_complainant_is_told_of_the_dispute_committee(loj: Case) -> None:
    sent(loj)
    assert loj.has("dispute told", "2026-04-09T11:00")
    assert "beroep 11.2" in loj.regulation.acts["send committee judgement"].source
    text = letter("committee-judgement", outcome="Gegrond", reasons="Omdat.", decisions="Geen.", measures_by="1 juni",
                  dispute_body="Geschillencommissie Geestelijke Gezondheidszorg")  # fmt: skip
    assert "Geschillencommissie Geestelijke Gezondheidszorg" in text
    assert "put dispute" in loj.may("complainant", "2026-04-10T10:00")


@pytest.mark.requirement("LOJ-33")
@pytest.mark.parametrize("body", ["kpz disputes", "ggz disputes"])
def test_the_two_dispute_committees_are_both_open_and_a_doubt(body: str) -> None:
    case = sent(Case("loj"))
    assert case.regulation.external_bodies[body].doubt
    assert "Beide" in doubted(case.regulation, "geschillencommissies")
    case.do("2026-04-20T10:00", "put dispute", "complainant", body=body)
    assert case.state.phase(at("2026-04-20T11:00")) == "dispute"


@pytest.mark.requirement("LOJ-35")
def test_within_a_month_of_receiving_the_judgement_lojal_says_whether_it_takes_measures_and_which(loj: Case) -> None:
    owed = sent(loj).duty("tell measures", "2026-04-11T10:00")
    assert (owed.start, owed.due, owed.aim) == (date(2026, 4, 10), date(2026, 5, 10), date(2026, 5, 9))
    assert (owed.holder, owed.source) == ("board", "13.1")
    assert set(owed.owed_to) == {"complainant", "accused", "confidant", "committee"}
    assert loj.refused("2026-04-20T10:00", "tell measures", "board", "measures_by", follows_advice="yes").field == (
        "measures"
    )
    loj.do("2026-04-20T10:00", "tell measures", "board", "measures", "measures_by", follows_advice="yes")
    assert loj.letters[-1] == "measures"
    assert set(loj.regulation.letters["measures"].must_contain) == {"measures", "measures_by"}
    assert loj.duty("tell measures", "2026-04-21T10:00").done_on == date(2026, 4, 20)


@pytest.mark.requirement("LOJ-35")
def test_later_only_with_reasons_and_a_date_at_most_two_months_on(loj: Case) -> None:
    act = "give later date for measures"
    sent(loj)
    assert loj.refused("2026-05-04T10:00", act, "board", until="2026-07-01").field == "reasons"
    assert loj.refused("2026-05-04T10:00", act, "board", "reasons").field == "until"
    too_far = loj.refused("2026-05-04T10:00", act, "board", "reasons", until="2026-07-11")
    assert (too_far.code, too_far.source) == ("limit", "13.1")
    loj.do("2026-05-04T10:00", act, "board", "reasons", until="2026-07-10")
    assert loj.letters[-2:] == ["notice-of-delay", "notice-of-delay-accused"]
    assert loj.duty("tell measures", "2026-05-05T10:00").due == date(2026, 7, 10)
    assert "hoogstens 1 keer" in loj.refused("2026-05-05T10:00", act, "board", "reasons", until="2026-07-20").because


@pytest.mark.requirement("LOJ-35")
def test_a_month_passed_in_silence_can_not_be_moved_any_more(loj: Case) -> None:
    no = sent(loj).refused("2026-05-11T00:01", "give later date for measures", "board", "reasons", until="2026-06-01")
    assert "eindigde op 10-05-2026" in no.because
    assert loj.duty("tell measures", "2026-05-11T00:01").status == "overdue"


@pytest.mark.requirement("LOJ-35")
def test_who_deviates_from_the_advice_gives_reasons(loj: Case) -> None:
    texts = ("measures", "measures_by")
    no = sent(loj).refused("2026-04-20T10:00", "tell measures", "board", *texts, follows_advice="no")
    assert no.field == "deviation_reasons"
    loj.do("2026-04-20T10:00", "tell measures", "board", *texts, "deviation_reasons", follows_advice="no")


@pytest.mark.requirement("LOJ-35")
def test_the_obligation_outlives_the_closing_of_the_dossier(loj: Case) -> None:
    sent(loj).do("2026-04-13T10:00", "close", "secretary", "procedure_followed", "outcome_words")
    assert loj.duty("tell measures", "2026-04-14T10:00").status == "open"
    assert "tell measures" in loj.may("board", "2026-04-14T10:00")


def test_a_board_that_takes_no_measures_says_why_and_not_when_they_are_done() -> None:
    loj = sent(Case("loj"))
    answers = {"follows_advice": "no"}
    texts = ("measures", "deviation_reasons")
    assert (
        loj.refused("2026-04-20T10:00", "tell measures", "board", *texts, taken="yes", **answers).field == "measures_by"
    )
    loj.do("2026-04-20T10:00", "tell measures", "board", *texts, taken="no", **answers)
