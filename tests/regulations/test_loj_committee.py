"""LOJ: hearing both sides, admissibility and what the committee may say."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case
from tests.regulations.loj_case import (
    GROUNDS,
    JUDGED,
    MOMENT,
    admitted,
    at_committee,
    complete,
    formal,
    heard,
    letter,
    with_confidant,
)
from wederhoor.correspondence.errors import MissingParts


@pytest.fixture
def loj() -> Case:
    return Case("loj")


@pytest.mark.requirement("LOJ-07")
def test_a_judgement_before_both_sides_were_heard_is_refused_and_names_what_is_missing(loj: Case) -> None:
    admitted(loj)
    ways = {
        "de klager is nog niet gehoord": ("hear in committee", "chair", (), {"party": "complainant", "how": "oral"}),
        "de aangeklaagde is nog niet gehoord": ("hear in committee", "chair", (), {"party": "accused", "how": "oral"}),
        "de klager kreeg de stukken nog niet": ("give papers", "secretary", ("given",), {"party": "complainant"}),
        "de aangeklaagde kreeg de stukken nog niet": ("give papers", "secretary", ("given",), {"party": "accused"}),
        "klager reageerde": ("react", "complainant", ("words",), {}),
        "aangeklaagde reageerde": ("react as accused", "accused", ("words",), {}),
    }
    for missing, (act, by, texts, values) in ways.items():
        no = loj.refused("2026-03-22T10:00", "judge by committee", "chair", outcome="founded", decided_by="consensus")
        assert missing.lower() in no.because.lower()
        assert "8.4" in no.source
        loj.do("2026-03-22T10:00", act, by, *texts, **values)
    loj.do("2026-03-22T11:00", "judge by committee", "chair", outcome="founded", decided_by="consensus")


@pytest.mark.requirement("LOJ-07")
@pytest.mark.parametrize("missing", ["react", "react as accused"])
def test_each_party_reacts_to_the_other_before_the_committee_judges(missing: str) -> None:
    case = heard(admitted(Case("loj")))
    for act, party in (("react", "complainant"), ("react as accused", "accused")):
        if act != missing:
            case.do("2026-03-23T10:00", act, party, "words")
    no = case.refused("2026-03-24T10:00", "judge by committee", "chair", outcome="founded", decided_by="consensus")
    assert ("klager" if missing == "react" else "aangeklaagde") + " reageerde" in no.because.lower()


@pytest.mark.requirement("LOJ-07")
def test_the_board_too_hears_both_sides_before_it_judges(loj: Case) -> None:
    formal(loj).do("2026-06-10T10:00", "hear", "officer", party="complainant", how="oral")
    no = loj.refused("2026-06-11T10:00", "judge", "board", *JUDGED, outcome="founded")
    assert "de aangeklaagde is nog niet gehoord" in no.because.lower()
    assert "3.6" in no.source


@pytest.mark.requirement("LOJ-07")
def test_only_the_party_itself_can_waive_being_heard(loj: Case) -> None:
    heard(admitted(loj), "complainant")
    for role in ("chair", "committee", "secretary", "board", "complainant", "confidant"):
        no = loj.refused("2026-03-22T10:00", "waive hearing as accused", role, how="written")
        assert "Aangeklaagde" in no.because
    for role in ("chair", "committee", "board", "accused", "manager"):
        assert "Klager" in loj.why_not(role, "waive hearing", "2026-03-22T10:00").because
    loj.do("2026-03-22T11:00", "waive hearing as accused", "accused", how="written")
    assert loj.has("heard accused", "2026-03-22T12:00")


@pytest.mark.requirement("LOJ-07")
def test_hearing_is_preferably_oral_and_may_be_written(loj: Case) -> None:
    how = loj.fields("hear in committee")["how"]
    assert "liefst mondeling" in how.label
    assert set(how.choices or ()) == {"oral", "written"}


@pytest.mark.requirement("LOJ-12")
def test_the_committee_can_only_say_whether_a_complaint_is_well_founded(loj: Case) -> None:
    offered = {name for name, outcome in loj.regulation.outcomes.items() if "committee" in outcome.by}
    assert offered == {"founded", "partly founded", "unfounded"}
    no = complete(loj).refused("2026-04-01T10:00", "judge by committee", "chair", outcome="liable",
                               decided_by="consensus")  # fmt: skip
    assert no.field == "outcome"


@pytest.mark.requirement("LOJ-12")
def test_confidant_and_committee_give_no_judgement_on_liability(loj: Case) -> None:
    with_confidant(loj)
    assert not any({"confidant", "officer"} & set(outcome.by) for outcome in loj.regulation.outcomes.values())
    for role in ("confidant", "committee", "chair", "officer"):
        assert "Raad van Bestuur" in loj.why_not(role, "assess compensation", MOMENT).because
    assert "commissie" in loj.why_not("confidant", "judge by committee", MOMENT).because


@pytest.mark.requirement("LOJ-23")
def test_a_written_complaint_reaches_the_board_the_same_day_and_admissibility_is_to_be_decided(loj: Case) -> None:
    at_committee(loj)
    told = loj.duty("tell board of written complaint", MOMENT)
    assert (told.status, told.done_on, told.source) == ("met", date(2026, 3, 2), "8.2")
    assert [(d.name, d.to) for d in loj.state.letters] == [("receipt-to-board", ("board",))]
    assert loj.duty("decide admissibility", MOMENT).status == "open"


@pytest.mark.requirement("LOJ-23")
def test_an_oral_complaint_is_not_forwarded_to_the_board_until_it_is_in_writing(loj: Case) -> None:
    at_committee(loj, channel="telephone")
    assert loj.letters == []
    assert loj.duty("tell board of written complaint", MOMENT).status == "not applicable"
    assert loj.duty("decide admissibility", MOMENT).status == "open"
    loj.do("2026-03-03T10:00", "put in writing", "complainant", "complaint", how="letter")
    assert loj.letters == ["receipt-to-board"]


@pytest.mark.requirement("LOJ-24")
def test_the_six_grounds_of_inadmissibility_are_data_with_their_place(loj: Case) -> None:
    grounds = loj.regulation.admissibility
    assert list(grounds) == GROUNDS
    assert {ground.source for ground in grounds.values()} == {"ontvankelijkheid 10.1"}
    assert {ground.decided_by for ground in grounds.values()} == {("chair",)}


@pytest.mark.requirement("LOJ-24")
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_complaint_can_be_declared_inadmissible_on_each_of_the_grounds(ground: str) -> None:
    case = at_committee(Case("loj"))
    case.do("2026-03-10T10:00", "declare inadmissible", "chair", "reasons", ground=ground)
    assert case.state.value("ground") == ground
    no = case.why_not("chair", "judge by committee", "2026-03-11T10:00")
    assert "ontvankelijk verklaard" in no.because.lower()


@pytest.mark.requirement("LOJ-24")
def test_there_is_no_seventh_ground_and_the_narrow_first_one_is_a_doubt(loj: Case) -> None:
    no = at_committee(loj).refused("2026-03-10T10:00", "declare inadmissible", "chair", "reasons", ground="too old")
    assert no.field == "ground"
    doubt = loj.regulation.admissibility["not about treatment"].doubt
    assert "artikel 1" in doubt
    assert "de wet" in doubt


@pytest.mark.requirement("LOJ-25")
@pytest.mark.parametrize("act", ["decide admissibility", "declare inadmissible"])
def test_only_the_chair_decides_on_admissibility(act: str) -> None:
    case = at_committee(Case("loj"))
    assert act in case.may("chair", MOMENT)
    for role in sorted(set(case.regulation.roles) - {"chair"}):
        no = case.why_not(role, act, MOMENT)
        assert "Voorzitter" in no.because
        assert "ontvankelijkheid 10.2" in no.source


@pytest.mark.requirement("LOJ-25")
@pytest.mark.parametrize("members", ["yes", "no"])
def test_the_chair_decides_alone_or_with_the_members_and_that_is_kept(members: str) -> None:
    case = at_committee(Case("loj"))
    event = case.do("2026-03-10T10:00", "decide admissibility", "chair", admissible="admissible", with_members=members)
    assert event.values["with members"] == members


@pytest.mark.requirement("LOJ-25")
def test_admissibility_is_decided_within_a_month_of_receipt_by_the_committee(loj: Case) -> None:
    loj.open("2026-01-02T10:00", door="confidant")
    assert loj.duty("decide admissibility", "2026-01-29T10:00").due is None
    loj.do("2026-01-30T16:00", "put to committee", "complainant", received_on="2026-01-30")
    owed = loj.duty("decide admissibility", "2026-02-01T10:00")
    assert (owed.start, owed.due, owed.holder) == (date(2026, 1, 30), date(2026, 2, 28), "chair")
    assert "vanaf ontvangst door de commissie" in owed.doubt


@pytest.mark.requirement("LOJ-25")
def test_there_is_no_letter_of_inadmissibility_without_ground_and_reasons(loj: Case) -> None:
    at_committee(loj)
    assert loj.refused("2026-03-10T10:00", "declare inadmissible", "chair", "reasons").field == "ground"
    assert loj.refused("2026-03-10T10:00", "declare inadmissible", "chair", ground="pending").field == "reasons"
    assert "inadmissible" not in loj.letters
    with pytest.raises(MissingParts):
        letter("inadmissible", reasons="Dezelfde klacht loopt al.")
    loj.do("2026-03-10T10:00", "declare inadmissible", "chair", "reasons", ground="pending")
    assert loj.letters[-1] == "inadmissible"
