"""Zorgkracht 12, the cooperative, and a member of it: each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case, doubted, hours_of
from wederhoor.frontdoor.publishing.opening import hours_words, openness
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import FieldChoices

NOW = at("2026-03-02T10:00")


@pytest.fixture
def zk() -> Case:
    return Case("zk")


def youth(case: Case, **more: str) -> Case:
    """A complaint on youth care, filed at the portal."""
    case.open(channel="portal form", law="jeugdwet", **more)
    return case


def test_reports_are_per_member_and_over_all(zk: Case) -> None:
    assert zk.regulation.reports["member"].for_ == ("member board",)
    assert zk.regulation.reports["member"].per == ("member",)
    assert "per member" in zk.regulation.reports["cooperative"].contains


@pytest.mark.requirement("ZK-02")
@pytest.mark.parametrize(
    ("law", "capacity", "age", "scheme"),
    [
        ("jeugdwet", "child", "12 to 15", "youth"),
        ("jeugdwet", "parent", "18 and over", "youth"),
        ("wmo", "client", "18 and over", "adults"),
        ("wmo", "client", "16 to 17", "adults"),
        ("wlz", "client", "18 and over", "adults"),
    ],
)
def test_the_scheme_follows_the_law_of_the_care_and_not_the_age(law: str, capacity: str, age: str, scheme: str) -> None:
    case = Case("zk")
    case.open(channel="letter", law=law, capacity=capacity, age_group=age)
    assert case.state.value("scheme") == scheme


@pytest.mark.requirement("ZK-02")
def test_the_scheme_changes_with_the_law_and_each_scheme_offers_only_what_applies(zk: Case) -> None:
    zk.open(channel="portal form", law="wmo")
    assert {"choose step", "skip step"} <= zk.may("complainant", "2026-03-03T10:00")
    assert "alleen bij" in zk.why_not("portal committee", "record committee judgement", "2026-03-03T10:00").because
    zk.do("2026-03-04T10:00", "complete intake", "chair", law="jeugdwet")
    assert zk.state.value("scheme") == "youth"
    assert "volwassenen" in zk.why_not("complainant", "choose step", "2026-03-05T10:00").because
    assert "record committee judgement" in zk.may("portal committee", "2026-03-05T10:00")


@pytest.mark.requirement("ZK-02")
def test_the_gaps_between_the_two_schemes_are_doubts(zk: Case) -> None:
    assert "Wmo" in zk.regulation.laws["wmo"].doubt
    assert "Wkkgz" in zk.regulation.laws["wmo"].doubt
    for about in ("welke wet bij volwassenen", "Wlz en Zvw", "minderjarige met Wmo"):
        assert doubted(zk.regulation, about)


@pytest.mark.requirement("ZK-03")
def test_the_portal_takes_complaints_by_form_and_post_and_helps_from_nine_to_twelve(zk: Case) -> None:
    assert zk.regulation.channels["portal form"].public
    portal = zk.regulation.contact_points["portal"]
    assert (bool(portal.post), bool(portal.mail), bool(portal.telephone)) == (True, True, True)
    assert hours_of(portal) == {((), "09:00", "12:00", "telefoon")}
    youth(zk)
    assert zk.has("filed at portal", "2026-03-02T11:00")


@pytest.mark.requirement("ZK-03")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-03-03T08:00", "Nu dicht"),
        ("2026-03-03T10:00", "Nu misschien open: de dagen staan niet in de regeling"),
        ("2026-03-07T10:00", "Nu misschien open: de dagen staan niet in de regeling"),
    ],
    ids=["Tuesday at eight", "Tuesday at ten", "Saturday at ten"],
)
def test_the_opening_hours_of_the_portal_are_shown_truthfully(zk: Case, moment: str, words: str) -> None:
    hours = zk.regulation.contact_points["portal"].hours
    assert openness(hours, at(moment)).words.startswith(words)
    assert hours_words(hours) == "telefoon, van 9.00 uur tot 12.00 uur, op welke dagen staat niet in de regeling"


@pytest.mark.requirement("ZK-04")
@pytest.mark.parametrize("stage", ["advice", "mediation", "judgement"])
def test_a_stage_at_the_portal_has_a_body_a_kind_and_a_date_and_blocks_closing_until_its_result(stage: str) -> None:
    case = youth(Case("zk"))
    assert (
        case.refused("2026-03-03T10:00", "record external stage", "chair", body="portal", stage=stage).field == "since"
    )
    case.do("2026-03-03T10:00", "record external stage", "chair", body="portal", stage=stage, since="2026-03-03")
    no = case.refused("2026-03-04T10:00", "close", "chair", "procedure_followed", "outcome_words")
    assert "geen stap bij Klachtenportaal Zorg open" in no.because
    case.do("2026-03-20T10:00", "record stage result", "portal officer", result="settled")
    case.do("2026-03-21T10:00", "close", "chair", "procedure_followed", "outcome_words")
    assert case.state.closed


@pytest.mark.requirement("ZK-04")
def test_without_news_of_the_portal_the_chair_has_to_ask(zk: Case) -> None:
    youth(zk).do(
        "2026-03-03T10:00", "record external stage", "chair", body="portal", stage="advice", since="2026-03-03"
    )
    reminder = zk.duty("ask news of portal", "2026-03-18T10:00")
    assert (reminder.holder, reminder.status, reminder.due) == ("chair", "overdue", date(2026, 3, 17))
    assert reminder.source == "eigen keuze"
    zk.do("2026-03-18T11:00", "record news of portal", "portal officer", "note")
    assert zk.duty("ask news of portal", "2026-03-18T12:00").due == date(2026, 4, 1)


@pytest.mark.requirement("ZK-05")
def test_the_inspectorate_is_another_way_and_not_part_of_the_procedure(zk: Case) -> None:
    body = zk.regulation.external_bodies["inspectorate"]
    assert (body.part_of_procedure, body.approach) == (False, "directly")
    assert body.source == "Jeugd 4; Volwassenen 6"
    assert zk.regulation.contact_points["inspectorate"].web


@pytest.mark.requirement("ZK-06")
def test_the_confidant_helps_to_word_and_to_talk_but_takes_no_complaint_and_decides_nothing(zk: Case) -> None:
    no = zk.refused("2026-03-02T09:00", "receive", "confidant", channel="in person", capacity="child", kind="complaint")
    assert no.code == "role"
    youth(zk, capacity="child")
    assert zk.may("confidant", "2026-03-03T10:00") == {"help with wording", "help to talk"}
    for act in ("register", "judge", "close", "record committee judgement", "file at portal", "complete intake"):
        assert zk.why_not("confidant", act, "2026-03-03T10:00").code == "role"
    assert not zk.regulation.roles["confidant"].speaks_for_complainant


@pytest.mark.requirement("ZK-08")
def test_steps_one_and_two_can_be_skipped_by_the_complainants_choice_and_that_is_recorded(zk: Case) -> None:
    zk.open(channel="in person", law="wmo", by="chair")
    choices = zk.fields("skip step")["step"].choices
    assert isinstance(choices, FieldChoices)
    assert set(choices.only) == {"talk", "chair"}
    assert zk.regulation.acts["skip step"].by == ("complainant",)
    for step in ("talk", "chair"):
        zk.do("2026-03-02T11:00", "skip step", "complainant", "reason", step=step)
    zk.do("2026-03-02T12:00", "choose step", "complainant", "reason", step="portal")
    zk.do("2026-03-02T12:10", "file at portal", "complainant", "reasons", way="form")
    assert all(zk.has(fact, "2026-03-03T10:00") for fact in ("skipped talk", "skipped chair", "step portal"))
    assert zk.state.phase(at("2026-03-03T10:00")) == "mediation"


@pytest.mark.requirement("ZK-08")
def test_step_two_is_an_appointment_with_the_chair_with_somebody_trusted_beside_the_complainant(zk: Case) -> None:
    zk.open(channel="in person", law="wmo", by="chair")
    zk.do("2026-03-02T11:00", "choose step", "complainant", step="chair")
    duty = zk.duty("talk with chair", "2026-03-03T10:00")
    assert (duty.holder, duty.status, duty.due) == ("chair", "open", None)
    zk.do("2026-03-03T10:00", "add assistant", "complainant", "name", side="complainant")
    assert zk.has("assistant of complainant", "2026-03-03T11:00")
    assert "portal officer" in zk.regulation.meetings["chair"].invited


@pytest.mark.requirement("ZK-08")
def test_step_four_needs_dissatisfaction_with_solution_and_handling(zk: Case) -> None:
    zk.open(channel="portal form", law="wmo")
    no = zk.why_not("complainant", "put dispute", "2026-03-03T10:00")
    assert (no.code, no.source) == ("condition", "Volwassenen 4")
    zk.do("2026-03-03T10:00", "record external stage", "portal officer", body="portal officers", stage="mediation",
          since="2026-03-03")  # fmt: skip
    zk.do("2026-03-20T10:00", "record stage result", "portal officer", result="not settled")
    assert "put dispute" not in zk.may("complainant", "2026-03-20T11:00")
    zk.do("2026-03-21T10:00", "say not satisfied", "complainant", answer="not satisfied")
    zk.do("2026-03-22T10:00", "put dispute", "complainant", body="dispute committee")
    assert zk.state.phase(at("2026-03-23T10:00")) == "dispute"


@pytest.mark.requirement("ZK-09")
def test_the_procedure_is_version_4_and_before_its_first_day_there_is_none() -> None:
    assert load_for("zk", "2024-01-01").version == "4"
    with pytest.raises(LookupError, match="2023-12-31"):
        load_for("zk", "2023-12-31")


@pytest.mark.requirement("ZK-10")
def test_a_members_own_regulation_names_its_own_confidant_beside_the_cooperatives() -> None:
    own, whole = load_for("zk-lid", "2026-04-02"), load_for("zk", "2026-04-02")
    assert own.part_of == whole.provider
    confidants = [p for p in own.contact_points.values() if p.role == "confidant"]
    assert [c.label for c in confidants] == ["Vertrouwenspersoon van deze zorgaanbieder"]
    assert confidants[0].telephone
    general = whole.contact_points["own confidant"]
    assert general.telephone == ""
    assert "regeling van je zorgaanbieder" in general.missing[0]


@pytest.mark.requirement("ZK-11")
@pytest.mark.parametrize(
    "channel", ["portal form", "portal post", "portal mail", "portal telephone", "in person", "letter"]
)
def test_any_expression_of_dissatisfaction_in_any_form_is_a_complaint(channel: str) -> None:
    case = Case("zk")
    case.do("2026-03-02T10:00", "receive", "complainant", channel=channel, capacity="anyone else", kind="complaint")
    assert case.has("received", "2026-03-02T10:00")
    assert not case.fields("receive")["complaint"].required


@pytest.mark.requirement("ZK-11")
def test_nobody_can_answer_that_it_is_not_a_complaint(zk: Case) -> None:
    assert set(zk.regulation.kinds) == {"complaint"}
    assert zk.regulation.admissibility == {}
    assert not {"not take up", "declare inadmissible", "decide admissibility"} & set(zk.regulation.acts)
    assert "not-a-complaint" not in {letter.template for letter in zk.regulation.letters.values()}
    assert all(a.leads_to == "here" for q in zk.regulation.applicability.values() for a in q.answers.values())


@pytest.mark.requirement("ZK-13")
def test_in_the_youth_scheme_nobody_inside_is_offered_to_judge(zk: Case) -> None:
    youth(zk, capacity="foster parent")
    assert "hear" not in zk.may("member board", "2026-03-03T10:00")
    for role in zk.regulation.roles:
        assert "judge" not in zk.may(role, "2026-03-03T10:00")
    assert "record committee judgement" in zk.may("portal committee", "2026-03-03T10:00")
    assert zk.regulation.external_bodies["portal committee"].laws == ("jeugdwet",)


@pytest.mark.requirement("ZK-14")
def test_no_rule_of_the_text_itself_carries_a_term(zk: Case) -> None:
    dated = {name: duty.source for name, duty in zk.regulation.duties.items() if duty.within != "none"}
    assert all(source == "eigen keuze" or source.startswith("Wet:") for source in dated.values()), dated
    assert doubted(zk.regulation, "termijnen").startswith("Geen datum uit deze regeling")


@pytest.mark.requirement("ZK-14")
@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ("wmo", {}),
        ("jeugdwet", {}),
        (
            "wlz",
            {"judgement by law": "Wet: Wkkgz art. 17 lid 1", "keep informed by law": "Wet: Wkkgz art. 16 lid 3"},
        ),
    ],
)
def test_a_date_appears_only_where_a_statute_applies_and_then_with_its_article(
    law: str, expected: dict[str, str]
) -> None:
    case = Case("zk")
    case.open("2026-04-02T10:00", channel="portal form", law=law)
    assert {name: duty.source for name, duty in case.dated("2026-04-03T10:00").items()} == expected


@pytest.mark.requirement("ZK-14")
def test_after_the_committees_judgement_the_month_of_the_youth_act_runs(zk: Case) -> None:
    youth(zk).do("2026-03-10T10:00", "record committee judgement", "portal committee", received_on="2026-03-10",
                 outcome="founded")  # fmt: skip
    told = zk.dated("2026-03-11T10:00")["measures by law"]
    assert (told.due, told.holder, told.source) == (date(2026, 4, 10), "member board", "Wet: Jeugdwet art. 4.2.1 lid 5")


def test_the_directory_holds_who_each_confidant_is_for_and_when(zk: Case) -> None:
    points = zk.regulation.contact_points
    jeugdstem = points["jeugdstem"]
    assert jeugdstem.age_under == 18
    assert hours_of(jeugdstem) == {
        ((1, 2, 3, 4, 5), "09:00", "17:00", "telefoon"),
        ((1, 2, 3, 4), "16:00", "20:00", "chat"),
        ((5,), "15:00", "17:00", "chat"),
    }
    assert points["zorgbelang drenthe"].regions == ("Drenthe",)
    assert points["zorgbelang groningen"].regions == ("Groningen",)
    assert "ouders" in jeugdstem.doubt
    assert openness(jeugdstem.hours, at("2026-03-07T10:00")).words == "Nu dicht. Opent maandag om 9.00 uur"
