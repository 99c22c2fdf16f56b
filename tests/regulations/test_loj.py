"""LOJ: what its regulation promises about coming in, each proof with the number of the requirement."""

from __future__ import annotations

import pytest

from tests.regulations.case import Case, doubted
from tests.regulations.loj_case import CAPACITIES, MOMENT, at_committee, mediating, with_confidant
from wederhoor.dossier.policy import Standing, refusal
from wederhoor.frontdoor.publishing.guidance import Word, glossary


@pytest.fixture
def loj() -> Case:
    return Case("loj")


@pytest.mark.requirement("LOJ-01")
@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("hoor en wederhoor", "hearing both sides"),
        ("klachtenopvang", "reception"),
        ("klachtenbemiddeling", "mediation"),
        ("klachtenbehandeling", "treatment"),
        ("klachtenafhandeling", "handling"),
        ("klager", "complainant"),
        ("aangeklaagde", "accused"),
    ],
)
def test_the_words_of_article_1_are_explained_in_the_glossary_of_this_regulation(word: str, english: str) -> None:
    rules = Case("loj").regulation
    assert (rules.glossary[word].english, rules.glossary[word].source) == (english, "1")
    assert Word(word, rules.glossary[word].says, english) in glossary(rules)


@pytest.mark.requirement("LOJ-01")
def test_hearing_both_sides_means_telling_reacting_and_seeing_the_papers_and_that_is_what_the_committee_asks(
    loj: Case,
) -> None:
    meaning = loj.regulation.glossary["hoor en wederhoor"].says
    assert all(word in meaning for word in ("verhaal", "reageren", "stukken"))
    asked = loj.regulation.acts["judge by committee"].when
    assert asked is not None
    for party in ("complainant", "accused"):
        assert {f"heard {party}", f"reacted {party}", f"papers to {party}"} <= set(asked.after)


@pytest.mark.requirement("LOJ-01")
def test_the_words_of_article_1_are_the_names_on_the_screens(loj: Case) -> None:
    rules = loj.regulation
    assert (rules.roles["accused"].label, rules.roles["complainant"].label) == ("Aangeklaagde", "Klager")
    assert "klachtencommissie" in rules.acts["put to committee"].label


@pytest.mark.requirement("LOJ-02")
@pytest.mark.parametrize("door", ["manager", "confidant", "officer", "committee"])
def test_every_door_leads_in_and_the_choice_of_door_is_kept(door: str) -> None:
    case = Case("loj")
    case.open(door=door)
    assert case.state.value("door") == door
    assert case.has("received", MOMENT)


@pytest.mark.requirement("LOJ-02")
@pytest.mark.parametrize("route", ["talk", "mediation", "officer", "committee"])
def test_the_complainant_is_free_to_choose_any_route_and_the_choice_is_kept(route: str) -> None:
    case = Case("loj")
    case.open(door="manager")
    case.do("2026-03-03T10:00", "choose route", "complainant", "reason", route=route)
    assert case.state.value("route") == route
    assert case.letters[-1] == "route-confirmed"
    assert case.regulation.acts["choose route"].by == ("complainant",)


@pytest.mark.requirement("LOJ-36")
@pytest.mark.parametrize(
    ("door", "way"),
    [("manager", "talk"), ("confidant", "mediation"), ("officer", "officer"), ("committee", "committee")],
)
def test_the_way_of_a_complaint_is_known_from_where_it_came_in(door: str, way: str) -> None:
    case = Case("loj")
    case.open(door=door)
    assert case.state.value("route") == way


@pytest.mark.requirement("LOJ-36")
def test_the_way_is_the_last_one_that_the_complaint_went() -> None:
    case = mediating(Case("loj"))
    assert case.state.value("route") == "mediation"
    case.do("2026-03-06T10:00", "talk", "confidant", result="not settled")
    assert case.state.value("route") == "mediation", "a talk during mediation is a part of it"
    case.do("2026-03-20T10:00", "put to committee", "complainant")
    assert case.state.value("route") == "committee"
    case.do("2026-03-23T10:00", "ask officer", "complainant")
    assert case.state.value("route") == "committee", "the officer only helps"


@pytest.mark.requirement("LOJ-36")
def test_a_choice_of_the_complainant_counts_until_the_complaint_goes_another_way() -> None:
    case = with_confidant(Case("loj"))
    case.do("2026-03-03T10:00", "choose route", "complainant", route="talk")
    assert case.state.value("route") == "talk"
    case.do("2026-03-04T10:00", "choose step", "complainant", step="confidant")
    assert case.state.value("route") == "mediation"
    case.do("2026-03-10T10:00", "make known to provider", "officer", made_known_on="2026-03-10", how="mail")
    assert case.state.value("route") == "officer"


@pytest.mark.requirement("LOJ-02")
def test_nobody_of_lojal_chooses_the_route_for_the_complainant(loj: Case) -> None:
    with_confidant(loj)
    for role in ("board", "manager", "chair", "committee"):
        assert "Klager" in loj.why_not(role, "choose route", MOMENT).because


@pytest.mark.requirement("LOJ-03")
@pytest.mark.parametrize("role", ["confidant", "chair", "committee"])
def test_who_is_involved_takes_no_part_any_more_and_is_not_given_the_dossier(role: str) -> None:
    case = at_committee(Case("loj"))
    case.do("2026-03-03T10:00", "declare conflict", "board", person="id-involved")
    no = case.refused("2026-03-04T10:00", "recommend", role, "recommendation",
                      actor="id-involved", asked="unasked")  # fmt: skip
    assert "zelf betrokken" in no.because
    assert (
        "zelf betrokken" in case.refused("2026-03-04T10:00", "assign", "board", person="id-involved", role=role).because
    )


@pytest.mark.requirement("LOJ-03")
@pytest.mark.parametrize("role", ["confidant", "chair", "committee"])
def test_who_is_involved_cannot_open_the_dossier_either(role: str) -> None:
    kind = Case("loj").regulation.roles[role].kind
    assert not refusal(kind, "read", Standing(member=True, assigned=True))
    assert refusal(kind, "read", Standing(member=True, assigned=True, recused=True))
    assert refusal(kind, "read", Standing(member=True, assigned=True, accused=True))


@pytest.mark.requirement("LOJ-04")
def test_intake_demands_no_more_than_where(loj: Case) -> None:
    required = {name for name, field in loj.fields("receive").items() if field.required}
    assert required == {"channel", "kind", "door"}
    assert len(loj.regulation.kinds) == 1
    loj.do(MOMENT, "receive", "complainant", "complaint", channel="web form", capacity="client", kind="complaint",
           door="committee")  # fmt: skip
    assert loj.has("in writing", MOMENT)


@pytest.mark.requirement("LOJ-04")
def test_nothing_in_the_procedure_asks_money_of_the_complainant(loj: Case) -> None:
    amounts = {name for name, act in loj.regulation.acts.items() for f in act.fields.values() if f.kind == "amount"}
    assert all("complainant" not in loj.regulation.acts[name].by for name in amounts)
    assert loj.regulation.principles["free of charge"].source == "3.3"


@pytest.mark.requirement("LOJ-05")
@pytest.mark.parametrize("party", ["complainant", "accused"])
def test_both_parties_may_object_with_reasons_and_somebody_else_takes_over(party: str) -> None:
    case = at_committee(Case("loj"))
    assert case.refused("2026-03-03T10:00", "object to person", party, person="id-member").field == "reasons"
    case.do("2026-03-03T10:00", "object to person", party, "reasons", person="id-member")
    assert case.duty("decide objection", "2026-03-03T11:00").holder == "chair"
    waits = case.refused("2026-03-03T12:00", "committee note", "committee", "note", actor="id-member")
    assert "bezwaar" in waits.because
    assert (
        case.refused("2026-03-04T10:00", "decide objection", "chair", person="id-member", decision="granted").field
        == "reasons"
    )
    case.do("2026-03-04T10:00", "decide objection", "chair", "reasons", person="id-member", decision="granted")
    assert "id-member" in case.state.excluded
    new = {"person": "id-member", "role": "committee", "successor": "id-other"}
    case.do("2026-03-05T10:00", "replace person", "board", **new)
    assert case.state.assigned["committee"] == ("id-other",)
    assert case.duty("decide objection", "2026-03-05T11:00").status == "met"


@pytest.mark.requirement("LOJ-09")
def test_the_steps_are_offered_in_the_preferred_order_and_the_first_two_can_be_skipped(loj: Case) -> None:
    assert list(loj.regulation.steps) == [
        "accused or manager", "skip talk", "confidant", "skip confidant", "committee"
    ]  # fmt: skip
    assert list(loj.regulation.routes) == ["talk", "mediation", "officer", "committee"]
    assert loj.regulation.acts["talk"].preferred


@pytest.mark.requirement("LOJ-09")
@pytest.mark.parametrize("step", ["accused or manager", "skip talk", "confidant", "skip confidant", "committee"])
def test_each_step_taken_or_skipped_is_kept_with_its_reason(step: str) -> None:
    case = Case("loj")
    case.open(door="manager")
    event = case.do("2026-03-03T10:00", "choose step", "complainant", "reason", step=step)
    assert event.values["step"] == step
    assert case.has(f"step {step}", "2026-03-03T11:00")
    assert case.regulation.acts["choose step"].source == "3.8; 4.1; 4.2; 4.3"


@pytest.mark.requirement("LOJ-09")
def test_no_step_is_a_condition_for_the_next(loj: Case) -> None:
    loj.open(door="manager")
    loj.do("2026-03-02T11:00", "put to committee", "complainant", "reason", received_on="2026-03-02")
    assert "decide admissibility" in loj.may("chair", "2026-03-02T12:00")


@pytest.mark.requirement("LOJ-11")
@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize("door", ["manager", "confidant", "officer", "committee"])
def test_intake_refuses_nobody(capacity: str, door: str) -> None:
    case = Case("loj")
    case.open(capacity=capacity, door=door, law="")
    assert case.has("received", MOMENT)
    assert set(case.regulation.capacities) == set(CAPACITIES)


@pytest.mark.requirement("LOJ-11")
def test_that_nobody_is_excluded_while_there_are_six_grounds_is_a_doubt_the_chair_sees_when_deciding(loj: Case) -> None:
    at_committee(loj)
    owed = loj.duty("decide admissibility", MOMENT)
    assert (owed.holder, owed.status) == ("chair", "open")
    assert "3.12" in owed.doubt
    assert "10.1" in owed.doubt
    assert "Innemen altijd" in doubted(loj.regulation, "niemand uitgesloten")
