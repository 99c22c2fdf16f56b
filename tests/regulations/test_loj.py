"""LOJ: what its regulation promises to whoever complains, each proof with the number of the requirement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at, doubted
from wederhoor.correspondence.errors import MissingParts
from wederhoor.correspondence.letters import compose, load_letter
from wederhoor.dossier.policy import Standing, refusal
from wederhoor.frontdoor.guidance import contacts, glossary
from wederhoor.procedure.commands import Refusal

MOMENT = "2026-03-02T10:00"
JUDGED = ("reasons", "decisions", "measures_by")
HEAD = {"organisation": "Woonzorg Lojal", "recipient_name": "de klager", "number": "2026-0001", "today": "2026-03-02"}
CAPACITIES = ["client", "representative", "close relation", "surviving relative", "refused representative"]
GROUNDS = ["not about treatment", "not entitled", "same body before", "anonymous", "pending", "treated before"]


@pytest.fixture
def loj() -> Case:
    return Case("loj")


def letter(name: str, **values: str) -> str:
    """The text of a letter of this provider; a part that its regulation demands and that is empty stops it."""
    rule = Case("loj").regulation.letters[name]
    return compose(load_letter("loj", rule.template), {**HEAD, **values}, "u", also_needs=rule.must_contain).text


def with_confidant(case: Case) -> Case:
    case.open(door="confidant")
    return case


def mediating(case: Case) -> Case:
    """Both sides are willing and the confidant mediates."""
    with_confidant(case)
    agree(case).do("2026-03-05T09:00", "start mediation", "confidant")
    return case


def agree(case: Case) -> Case:
    case.do("2026-03-03T09:00", "give consent", "complainant", step="mediation by complainant", answer="given",
            given_by="complainant")  # fmt: skip
    case.do("2026-03-04T09:00", "accused agrees to mediation", "accused", step="mediation by accused", answer="given")
    return case


def formal(case: Case, day: str = "2026-06-01") -> Case:
    """The officer made the complaint known to Lojal."""
    case.open(f"{day}T09:00", door="officer")
    case.do(f"{day}T10:00", "make known to provider", "officer", made_known_on=day, how="mail")
    return case


def at_committee(case: Case, channel: str = "letter", day: str = MOMENT, **more: str) -> Case:
    case.open(day, door="committee", channel=channel, by="complainant" if channel == "letter" else "secretary", **more)
    return case


def admitted(case: Case) -> Case:
    at_committee(case).do("2026-03-10T10:00", "decide admissibility", "chair", admissible="admissible")
    return case


def heard(case: Case, *parties: str) -> Case:
    """The committee heard these parties and gave both the papers; each reacted to the other."""
    for party in parties or ("complainant", "accused"):
        case.do("2026-03-20T10:00", "hear in committee", "chair", party=party, how="oral")
        case.do("2026-03-21T10:00", "give papers", "secretary", "given", party=party)
    return case


def complete(case: Case) -> Case:
    heard(admitted(case))
    case.do("2026-03-23T10:00", "react", "complainant", "words")
    case.do("2026-03-23T11:00", "react as accused", "accused", "words")
    return case


def judged(case: Case, day: str = "2026-04-01T10:00") -> Case:
    complete(case).do(day, "judge by committee", "chair", outcome="founded", decided_by="consensus")
    return case


def sent(case: Case) -> Case:
    """The board received the committee's judgement on 10 April 2026."""
    judged(case).do("2026-04-09T10:00", "send committee judgement", "secretary", *JUDGED, received_on="2026-04-10")
    return case


def two_parts(case: Case) -> Case:
    """Ordinary care (A) beside involuntary care (B), both sides heard."""
    formal(case, "2026-03-02").do("2026-03-03T10:00", "split part", "officer", "subject", law="wzd")
    for party in ("complainant", "accused"):
        case.do("2026-03-10T10:00", "hear", "officer", party=party, how="oral")
    return case


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
    assert {"term": word, "meaning": rules.glossary[word].says} in glossary(rules)


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
def test_intake_asks_no_more_than_who_complains_and_where(loj: Case) -> None:
    required = {name for name, field in loj.fields("receive").items() if field.required}
    assert required == {"channel", "capacity", "kind", "door"}
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
    assert case.refused("2026-03-04T10:00", "decide objection", "chair", decision="granted").field == "reasons"
    case.do("2026-03-04T10:00", "decide objection", "chair", "reasons", decision="granted")
    case.do("2026-03-05T10:00", "replace person", "board", person="id-member")
    assert "id-member" in case.state.excluded
    assert case.duty("decide objection", "2026-03-05T11:00").status == "met"


@pytest.mark.requirement("LOJ-07")
def test_a_judgement_before_both_sides_were_heard_is_refused_and_names_what_is_missing(loj: Case) -> None:
    admitted(loj)
    ways = {
        "Klager gehoord": ("hear in committee", "chair", (), {"party": "complainant", "how": "oral"}),
        "Aangeklaagde gehoord": ("hear in committee", "chair", (), {"party": "accused", "how": "oral"}),
        "stukken voor klager": ("give papers", "secretary", ("given",), {"party": "complainant"}),
        "stukken voor aangeklaagde": ("give papers", "secretary", ("given",), {"party": "accused"}),
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
    assert "aangeklaagde gehoord" in no.because.lower()
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
    assert "Innemen altijd" in doubted(loj.regulation, "no exclusion")


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


@pytest.mark.requirement("LOJ-14")
def test_what_comes_by_letter_mail_or_form_is_in_writing_and_what_is_said_is_not(loj: Case) -> None:
    assert {name: channel.written for name, channel in loj.regulation.channels.items()} == {
        "letter": True, "email": True, "web form": True, "in person": False, "telephone": False
    }  # fmt: skip
    assert loj.regulation.channels["email"].source == "4.5"


@pytest.mark.requirement("LOJ-14")
def test_an_email_to_the_committee_counts_as_written(loj: Case) -> None:
    loj.open(channel="email", door="committee")
    assert loj.has("in writing", MOMENT)
    assert loj.letters == ["receipt-to-board"]


@pytest.mark.requirement("LOJ-14")
def test_the_confidant_helps_with_the_wording(loj: Case) -> None:
    with_confidant(loj)
    loj.do("2026-03-03T10:00", "help with wording", "confidant", "note")
    assert loj.has("helped with wording", "2026-03-03T11:00")
    assert "4.3" in loj.regulation.acts["help with wording"].source


@pytest.mark.requirement("LOJ-14")
def test_written_only_against_oral_too_is_a_doubt(loj: Case) -> None:
    assert "Mondeling mag" in doubted(loj.regulation, "oral or written")
    assert "8.1" in loj.regulation.channels["in person"].doubt
    assert "4.5" in loj.regulation.channels["in person"].doubt


@pytest.mark.requirement("LOJ-16")
def test_a_claim_for_damages_goes_to_the_board_while_mediation_goes_on(loj: Case) -> None:
    mediating(loj).do("2026-03-06T10:00", "request compensation", "complainant", "claim")
    assert loj.state.letters[-1].name == "information-damages"
    assert loj.state.letters[-1].to == ("complainant",)
    assert loj.duty("put compensation to board", "2026-03-06T11:00").holder == "confidant"
    loj.do("2026-03-06T12:00", "put compensation to board", "confidant")
    owed = loj.duty("keep board informed", "2026-03-06T13:00")
    assert (owed.status, owed.owed_to, owed.source) == ("open", ("board",), "5.6")
    assert "speak with party" in loj.may("confidant", "2026-03-06T13:00")


@pytest.mark.requirement("LOJ-17")
@pytest.mark.parametrize("choice", ["put to committee", "choose route"])
def test_the_confidant_stops_mediating_once_the_complainant_chooses_the_committee(choice: str) -> None:
    case = mediating(Case("loj"))
    mediation = {"speak with party"}
    assert mediation <= case.may("confidant", "2026-03-05T10:00")
    case.do("2026-03-06T10:00", choice, "complainant", **({"route": "committee"} if choice == "choose route" else {}))
    may = case.may_itself("confidant", "2026-03-06T11:00")
    assert not {"start mediation", "speak with party", "record mediation result"} & may
    assert "5.7" in case.why_not("confidant", "record mediation result", "2026-03-06T11:00").source


@pytest.mark.requirement("LOJ-17")
def test_the_confidant_may_still_support_after_that_choice(loj: Case) -> None:
    mediating(loj).do("2026-03-06T10:00", "put to committee", "complainant")
    assert {"support", "help with wording"} <= loj.may_itself("confidant", "2026-03-06T11:00")
    loj.do("2026-03-09T10:00", "support", "confidant", "note")


@pytest.mark.requirement("LOJ-19")
def test_papers_are_seen_with_consent_and_an_expert_comes_after_the_board_approved_the_costs(loj: Case) -> None:
    admitted(loj)
    assert "9.1" in loj.refused("2026-03-11T10:00", "ask information", "committee", "question").source
    loj.do("2026-03-11T10:00", "give consent", "complainant", step="information", answer="given", given_by="client")
    loj.do("2026-03-11T11:00", "ask information", "committee", "question")
    loj.do("2026-03-12T10:00", "propose expert", "chair", "why", costs="900")
    assert "eerst nodig" in loj.refused("2026-03-12T11:00", "engage expert", "chair", "question").because
    loj.do("2026-03-13T10:00", "approve expert", "board")
    loj.do("2026-03-13T11:00", "engage expert", "chair", "question")
    assert {"summon", "investigate", "interview", "enter rooms"} <= loj.may("committee", "2026-03-13T12:00")


@pytest.mark.requirement("LOJ-20")
def test_lojal_is_affiliated_to_the_portal_since_13_may_2020(loj: Case) -> None:
    portal = loj.regulation.affiliations["portal"]
    assert (portal.body, portal.valid_from, portal.valid_until) == ("portal", date(2020, 5, 13), None)
    assert portal.source == "7.1"
    assert loj.regulation.external_bodies["portal"].stages == ("officer", "committee")


@pytest.mark.requirement("LOJ-20")
@pytest.mark.parametrize("who", ["complainant", "board"])
def test_client_and_provider_may_both_ask_the_officer_of_the_portal(who: str) -> None:
    case = with_confidant(Case("loj"))
    case.do("2026-03-03T10:00", "ask officer", who)
    assert case.duty("make known", "2026-03-03T11:00").status == "open"
    assert case.regulation.roles["officer"].external


@pytest.mark.requirement("LOJ-20")
def test_the_portal_is_reached_by_mail_or_site(loj: Case) -> None:
    point = loj.regulation.contact_points["portal"]
    assert (point.mail, point.web) == ("info@klachtenportaalzorg.nl", "www.klachtenportaalzorg.nl")
    assert "info@klachtenportaalzorg.nl" in {row.mail for row in contacts(loj.regulation, at(MOMENT))}


@pytest.mark.requirement("LOJ-21")
def test_the_formal_six_weeks_start_when_the_officer_makes_the_complaint_known(loj: Case) -> None:
    loj.open("2026-03-30T14:00", channel="web form", door="officer")
    assert loj.duty("give judgement", "2026-04-02T12:00").status == "not applicable"
    loj.do("2026-04-02T22:15", "make known to provider", "officer", made_known_on="2026-04-02", how="letter")
    owed = loj.duty("give judgement", "2026-04-03T09:00")
    assert (owed.start, owed.due, owed.aim) == (date(2026, 4, 2), date(2026, 5, 18), date(2026, 5, 11))
    assert (owed.holder, owed.source, owed.statute) == ("board", "7.4", "wkkgz 17.1")
    assert any("Hemelvaart" in step for step in owed.why)


@pytest.mark.requirement("LOJ-21")
def test_as_long_as_nothing_was_made_known_the_term_of_the_law_runs_from_submission(loj: Case) -> None:
    loj.open(door="officer")
    owed = loj.duty("give judgement by law", "2026-03-03T10:00")
    assert (owed.status, owed.start, owed.due) == ("open", date(2026, 3, 2), date(2026, 4, 13))


@pytest.mark.requirement("LOJ-21")
def test_the_start_and_the_word_after_are_doubts_shown_with_the_duty(loj: Case) -> None:
    owed = formal(loj).duty("give judgement", "2026-06-02T10:00")
    assert "de wet vanaf het indienen" in owed.doubt
    assert "binnen zes weken" in owed.doubt
    assert doubted(loj.regulation, "after six weeks") == "Binnen zes weken."


@pytest.mark.requirement("LOJ-21")
def test_the_judgement_gives_view_decisions_and_measures_with_reasons(loj: Case) -> None:
    assert set(loj.regulation.letters["judgement"].must_contain) == {"outcome", "reasons", "decisions", "measures_by"}
    formal(loj)
    for party in ("complainant", "accused"):
        loj.do("2026-06-10T10:00", "hear", "officer", party=party, how="oral")
    for empty in JUDGED:
        filled = [name for name in JUDGED if name != empty]
        assert loj.refused("2026-06-11T10:00", "judge", "board", *filled, outcome="founded").field == empty
    loj.do("2026-06-11T10:00", "judge", "board", *JUDGED, outcome="founded")
    assert loj.letters[-1] == "judgement"


@pytest.mark.requirement("LOJ-21")
def test_one_extension_of_four_weeks_with_reasons_before_the_term_ends(loj: Case) -> None:
    formal(loj)
    assert loj.refused("2026-07-06T10:00", "extend", "board").field == "reasons"
    loj.do("2026-07-06T10:00", "extend", "board", "reasons")
    assert (loj.letters[-1], loj.state.letters[-1].to) == ("extension", ("complainant",))
    assert loj.duty("give judgement", "2026-07-07T10:00").due == date(2026, 8, 10)
    assert "hoogstens 1 keer" in loj.refused("2026-07-07T10:00", "extend", "board", "reasons").because


@pytest.mark.requirement("LOJ-21")
def test_an_extension_a_day_too_late_is_refused_with_its_article(loj: Case) -> None:
    no = formal(loj).refused("2026-07-14T00:01", "extend", "board", "reasons")
    assert "13-07-2026" in no.because
    assert no.source == "7.4 (wkkgz 17.2)"


@pytest.mark.requirement("LOJ-21")
@pytest.mark.parametrize("first", ["complainant", "board"])
def test_one_more_only_when_both_agreed_and_then_it_shows_as_agreed_and_not_as_statutory(first: str) -> None:
    case = formal(Case("loj"))
    case.do("2026-07-06T10:00", "extend", "board", "reasons")

    def consent(who: str) -> None:
        if who == "complainant":
            case.do("2026-08-04T10:00", "agree extension", "complainant", how="mail")
        else:
            case.do("2026-08-04T10:00", "agree extension as provider", "board", "necessary")

    consent(first)
    no = case.refused("2026-08-05T10:00", "extend by agreement", "board", "reasons", until="2026-09-01")
    assert "instemming van " + ("Lojal" if first == "complainant" else "klager") in no.because
    consent("board" if first == "complainant" else "complainant")
    case.do("2026-08-05T10:00", "extend by agreement", "board", "reasons", until="2026-09-01")
    assert case.letters[-1] == "agreed-extension"
    assert case.duty("give judgement", "2026-08-06T10:00").due == date(2026, 9, 1)
    by_law = case.duty("ten weeks by law", "2026-08-06T10:00")
    assert (by_law.due, by_law.statute, by_law.status) == (date(2026, 8, 10), "wkkgz 17.2", "open")
    again = case.refused("2026-08-06T10:00", "extend by agreement", "board", "reasons", until="2026-10-01")
    assert "hoogstens 1 keer" in again.because


@pytest.mark.requirement("LOJ-21")
def test_the_second_extension_says_why_it_is_needed(loj: Case) -> None:
    formal(loj).do("2026-07-06T10:00", "extend", "board", "reasons")
    assert loj.refused("2026-08-04T10:00", "agree extension as provider", "board").field == "necessary"


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


@pytest.mark.requirement("LOJ-30")
@pytest.mark.parametrize("act", ["judge", "judge by committee"])
def test_choosing_involuntary_care_makes_a_part_that_lojal_and_its_committee_do_not_judge(act: str) -> None:
    case = two_parts(Case("loj"))
    assert case.state.value("law", "B") == "wzd"
    role = "board" if act == "judge" else "chair"
    no = case.why_not(role, act, "2026-03-11T10:00", part="B")
    assert "8.14" in no.source
    assert "Onvrijwillige zorg" in no.because


@pytest.mark.requirement("LOJ-30")
def test_the_part_goes_to_the_special_body_and_the_rest_is_judged_here(loj: Case) -> None:
    two_parts(loj)
    assert loj.duty("give judgement", "2026-03-11T10:00", "B").status == "not applicable"
    loj.do("2026-03-11T10:00", "forward to committee", "officer", "reasons", part="B")
    assert loj.letters[-1] == "forwarded"
    loj.do("2026-03-12T10:00", "judge", "board", *JUDGED, part="A", outcome="unfounded")
    assert loj.regulation.external_bodies["special committee"].laws == ("wzd", "wvggz")
    assert loj.duty("give judgement", "2026-03-13T10:00", "A").status == "met"


@pytest.mark.requirement("LOJ-30")
def test_the_repealed_article_is_read_as_the_laws_of_today(loj: Case) -> None:
    assert "Wzd" in doubted(loj.regulation, "repealed Bopz")
    assert "Bopz" in loj.regulation.laws["wzd"].doubt


@pytest.mark.requirement("LOJ-31")
def test_only_after_two_reminders_and_both_notices_is_the_inspectorate_told_without_names(loj: Case) -> None:
    act, sure = "report recommendations to inspectorate", {"serious_and_structural": "yes"}
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
    assert set(event.values) == {"serious and structural"}
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
    assert "Beide" in doubted(case.regulation, "dispute bodies")
    case.do("2026-04-20T10:00", "put dispute", "complainant", body=body)
    assert case.state.phase(at("2026-04-20T11:00")) == "dispute"


@pytest.mark.requirement("LOJ-34")
def test_the_secretary_plans_and_files_and_has_no_vote(loj: Case) -> None:
    complete(loj)
    assert {"plan meeting", "give papers", "assign"} <= loj.may_itself("secretary", "2026-03-24T10:00")
    assert "judge by committee" not in loj.may("secretary", "2026-03-24T10:00")
    assert not any("secretary" in outcome.by for outcome in loj.regulation.outcomes.values())


@pytest.mark.requirement("LOJ-34")
def test_costs_of_members_are_declared_approved_and_paid(loj: Case) -> None:
    at_committee(loj)
    assert "eerst nodig" in loj.why_not("board", "approve costs", MOMENT).because
    loj.do("2026-03-10T10:00", "declare costs", "committee", "what", amount="45")
    assert "eerst nodig" in loj.refused("2026-03-11T10:00", "pay costs", "board").because
    loj.do("2026-03-11T10:00", "approve costs", "board")
    loj.do("2026-03-12T10:00", "pay costs", "board")
    assert loj.duty("pay costs", "2026-03-13T10:00").status == "met"


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


@pytest.mark.requirement("LOJ-38")
def test_what_is_not_provided_for_is_decided_by_the_provider_after_hearing_committee_and_confidants(loj: Case) -> None:
    act = "decide outside regulation"
    with_confidant(loj)
    for who in ("committee", "confidants"):
        no = loj.refused("2026-03-03T10:00", act, "board", "heard_roles", "decision")
        assert (no.code, no.source) == ("condition", "18")
        loj.do("2026-03-03T11:00", "hear on gap", "board", "view", who=who)
    assert loj.refused("2026-03-04T10:00", act, "board", "decision").field == "heard_roles"
    loj.do("2026-03-04T10:00", act, "board", "heard_roles", "decision")
    assert loj.has("decided outside regulation", "2026-03-04T11:00")


@pytest.mark.requirement("LOJ-38")
def test_nobody_but_the_provider_decides_outside_the_regulation(loj: Case) -> None:
    with_confidant(loj)
    for role in ("confidant", "committee", "chair", "officer", "secretary"):
        assert "Raad van Bestuur" in loj.why_not(role, "decide outside regulation", MOMENT).because


@pytest.mark.requirement("LOJ-39")
def test_client_representative_close_relation_and_surviving_relative_may_complain(loj: Case) -> None:
    own = {name for name, capacity in loj.regulation.capacities.items() if capacity.source == "1"}
    assert own == {"client", "representative", "close relation", "surviving relative"}


@pytest.mark.requirement("LOJ-39")
@pytest.mark.parametrize("capacity", ["representative", "close relation"])
def test_on_behalf_of_the_client_a_mandate_is_asked_and_does_not_block(capacity: str) -> None:
    case = Case("loj")
    assert case.regulation.capacities[capacity].asks == ("mandate",)
    case.open(capacity=capacity, door="officer")
    assert case.state.value("capacity") == capacity
    assert {"acknowledge", "make known to provider"} <= case.may("officer", MOMENT)


@pytest.mark.requirement("LOJ-39")
def test_of_client_and_surviving_relative_no_mandate_is_asked(loj: Case) -> None:
    for capacity in ("client", "surviving relative"):
        assert loj.regulation.capacities[capacity].asks == ()


@pytest.mark.requirement("LOJ-40")
def test_mediation_cannot_start_before_both_sides_said_to_be_willing(loj: Case) -> None:
    with_confidant(loj)
    no = loj.refused("2026-03-03T08:00", "start mediation", "confidant")
    assert "toestemming ontbreekt" in no.because
    loj.do("2026-03-03T09:00", "give consent", "complainant", step="mediation by complainant", answer="given",
           given_by="complainant")  # fmt: skip
    assert "aangeklaagde" in loj.refused("2026-03-03T10:00", "start mediation", "confidant").because
    loj.do("2026-03-04T09:00", "accused agrees to mediation", "accused", step="mediation by accused", answer="refused")
    assert "5.5" in loj.refused("2026-03-04T10:00", "start mediation", "confidant").source
    loj.do("2026-03-05T09:00", "accused agrees to mediation", "accused", step="mediation by accused", answer="given")
    loj.do("2026-03-05T10:00", "start mediation", "confidant")


@pytest.mark.requirement("LOJ-40")
def test_mediation_has_no_result_before_both_parties_were_spoken_to(loj: Case) -> None:
    mediating(loj)
    for party in ("complainant", "accused"):
        no = loj.refused("2026-03-06T10:00", "record mediation result", "confidant", "conclusions", "tried",
                         result="settled")  # fmt: skip
        assert no.code == "condition"
        loj.do("2026-03-06T11:00", "speak with party", "confidant", party=party)
    loj.do("2026-03-07T10:00", "record mediation result", "confidant", "conclusions", "tried", result="settled")


@pytest.mark.requirement("LOJ-41")
def test_the_accused_is_informed_about_the_procedure_by_a_letter_in_the_register(loj: Case) -> None:
    owed = mediating(loj).duty("inform accused", "2026-03-05T10:00")
    assert (owed.status, owed.owed_to, owed.source) == ("open", ("accused",), "5.3")
    loj.do("2026-03-05T11:00", "inform accused", "confidant", "explanation")
    assert (loj.letters[-1], loj.state.letters[-1].to) == ("information-accused", ("accused",))
    assert loj.duty("inform accused", "2026-03-05T12:00").status == "met"


@pytest.mark.requirement("LOJ-43")
def test_the_rules_of_portal_and_dispute_committee_stand_beside_this_regulation_with_their_version(loj: Case) -> None:
    bodies = loj.regulation.external_bodies
    for name, rules in (("portal", "Klachtenreglement"), ("kpz disputes", "Geschillenreglement")):
        assert len(bodies[name].rules) == 1
        assert bodies[name].rules[0].startswith(rules)
        assert "versie" in bodies[name].rules[0]


@pytest.mark.requirement("LOJ-43")
def test_a_conflict_between_the_portals_rules_and_this_regulation_is_a_doubt(loj: Case) -> None:
    assert doubted(loj.regulation, "portal rules") == "Deze regeling gaat voor."
    doubt = loj.regulation.external_bodies["portal"].doubt
    assert "8.12" in doubt
    assert "7.4" in doubt
