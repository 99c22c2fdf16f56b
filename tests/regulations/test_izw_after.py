"""IZW: not taking up, the directors, the closing letter, disputes, and who may complain."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at, doubted
from tests.regulations.izw_case import ANSWER, MOMENT, at_portal, letter, oral, ready_to_answer
from wederhoor.correspondence.errors import MissingParts
from wederhoor.dossier.acting import consequences
from wederhoor.dossier.policy import Standing, compartments, refusal
from wederhoor.frontdoor.publishing.directory import Asker, directory
from wederhoor.procedure.acts import Allowed


@pytest.fixture
def izw() -> Case:
    return Case("izw")


@pytest.mark.requirement("IZW-12")
def test_the_portal_tells_the_directors_and_speaks_with_the_client_each_with_its_date(izw: Case) -> None:
    at_portal(izw)
    assert izw.duty("tell directors from portal", "2026-06-02T10:00").holder == "portal officer"
    izw.do("2026-06-03T10:00", "portal tells directors", "portal officer")
    izw.do("2026-06-05T10:00", "record portal contact", "portal officer")
    assert izw.duty("tell directors from portal", "2026-06-08T10:00").done_on == date(2026, 6, 3)
    assert izw.duty("portal contact", "2026-06-08T10:00").done_on == date(2026, 6, 5)
    assert [d.to for d in izw.state.letters if d.name == "receipt-to-board"] == [("directors",)]


@pytest.mark.requirement("IZW-13")
def test_not_taken_up_is_told_within_six_weeks_of_receipt(izw: Case) -> None:
    at_portal(izw, "2026-03-02T10:00")
    assert izw.duty("tell not taken up", "2026-03-03T10:00").status == "not applicable"
    izw.do("2026-03-16T10:00", "decide whether complaint", "portal officer", "reasons", answer="not a complaint")
    owed = izw.duty("tell not taken up", "2026-03-17T10:00")
    assert (owed.status, owed.holder, owed.source) == ("open", "directors", "Niet in behandeling")
    assert (owed.start, owed.due) == (date(2026, 3, 2), date(2026, 4, 13))
    izw.do("2026-04-13T10:00", "not take up", "directors", "reasons", ground="not a complaint")
    assert izw.duty("tell not taken up", "2026-04-14T10:00").status == "met"


@pytest.mark.requirement("IZW-13")
def test_without_reasons_there_is_no_letter_that_a_complaint_is_not_taken_up(izw: Case) -> None:
    izw.open()
    assert izw.refused("2026-03-04T10:00", "not take up", "directors", ground="other reason").field == "reasons"
    assert "not-taken-up" not in izw.letters
    izw.do("2026-03-04T10:00", "not take up", "directors", "reasons", ground="other reason")
    assert izw.letters[-1] == "not-taken-up"
    with pytest.raises(MissingParts):
        letter("not-taken-up")
    assert "Het gaat over een ander" in letter("not-taken-up", reasons="Het gaat over een ander.")


@pytest.mark.requirement("IZW-14")
@pytest.mark.parametrize("channel", ["telephone", "in person", "email", "printed form", "letter"])
def test_the_directors_are_told_of_every_complaint(channel: str) -> None:
    case = Case("izw")
    case.open(channel=channel, by="employee", received_by="coordinator")
    owed = case.duty("tell directors", MOMENT)
    assert (owed.status, owed.holder, owed.owed_to) == ("open", "employee", ("directors",))
    case.do("2026-03-03T10:00", "tell directors", "employee")
    assert case.duty("tell directors", "2026-03-04T10:00").done_on == date(2026, 3, 3)
    assert case.state.letters[-1].to == ("directors",)


@pytest.mark.requirement("IZW-14")
def test_the_web_form_and_the_portal_reach_the_directors_by_themselves(izw: Case) -> None:
    izw.open(channel="web form")
    assert izw.duty("tell directors", MOMENT).status == "met"
    portal = at_portal(Case("izw"))
    portal.do("2026-06-03T10:00", "portal tells directors", "portal officer")
    assert portal.duty("tell directors", "2026-06-04T10:00").status == "met"


@pytest.mark.requirement("IZW-15")
def test_the_directors_write_procedure_outcome_lead_time_and_satisfaction_and_no_part_may_be_missing(izw: Case) -> None:
    parts = {
        "procedure_followed": "Gesprek met de coördinator",
        "outcome_words": "Opgelost",
        "lead_time": "16 dagen",
        "satisfaction": "Tevreden",
    }
    assert set(izw.regulation.letters["closing"].must_contain) == set(parts)
    text = letter("closing", **parts)
    assert all(words in text for words in parts.values())
    for missing in parts:
        with pytest.raises(MissingParts):
            letter("closing", **{name: words for name, words in parts.items() if name != missing})


@pytest.mark.requirement("IZW-15")
def test_the_closing_letter_is_owed_by_the_directors_and_follows_from_closing(izw: Case) -> None:
    izw.open()
    ready_to_answer(izw).do("2026-03-11T10:00", "judge", "directors", *ANSWER, outcome="upheld")
    owed = izw.duty("write closing letter", "2026-03-11T11:00")
    assert (owed.status, owed.holder, owed.source, owed.due) == ("open", "directors", "Directie", None)
    izw.do("2026-03-12T10:00", "close", "directors", "procedure_followed", "outcome_words")
    assert izw.letters[-1] == "closing"
    assert izw.duty("write closing letter", "2026-03-12T11:00").status == "met"


@pytest.mark.requirement("IZW-15")
@pytest.mark.parametrize("answer", [{"treatment": "tevreden"}, {"follows": "yes"}])
def test_satisfaction_is_asked_before_closing_or_said_to_follow(answer: dict[str, str]) -> None:
    case = Case("izw")
    case.open()
    event = case.do("2026-03-10T10:00", "ask satisfaction", "directors", **answer)
    assert dict(event.values) == answer


@pytest.mark.requirement("IZW-18")
def test_the_dispute_committee_is_told_after_failed_mediation(izw: Case) -> None:
    at_portal(izw)
    assert izw.duty("tell dispute way", "2026-06-02T10:00").status == "not applicable"
    izw.do("2026-06-08T10:00", "start mediation", "portal officer")
    izw.do("2026-06-22T10:00", "record mediation result", "portal officer", result="not settled")
    owed = izw.duty("tell dispute way", "2026-06-22T11:00")
    assert (owed.status, owed.source, owed.due) == ("open", "Geschil", None)
    for role in ("portal officer", "directors"):
        assert "tell dispute way" in izw.may(role, "2026-06-22T11:00")
    assert "put dispute" in izw.may("complainant", "2026-06-22T11:00")


@pytest.mark.requirement("IZW-18")
def test_by_law_the_way_to_the_dispute_committee_opens_when_the_term_passed(izw: Case) -> None:
    izw.open()
    assert "put dispute" not in izw.may("complainant", "2026-04-13T23:59")
    assert "put dispute" in izw.may("complainant", "2026-04-14T00:01")
    owed = izw.duty("tell dispute way", "2026-04-14T00:01")
    assert (owed.status, owed.statute) == ("open", "wkkgz 18.5")
    assert "wet" in owed.doubt


@pytest.mark.requirement("IZW-18")
def test_the_two_names_of_the_dispute_committee_are_a_doubt(izw: Case) -> None:
    bodies = [body for body in izw.regulation.external_bodies.values() if body.kind == "dispute"]
    assert len(bodies) == 1
    assert "Geschillenportaal" in bodies[0].doubt
    assert "Dezelfde commissie" in doubted(izw.regulation, "naam van de commissie")


@pytest.mark.requirement("IZW-20")
def test_client_legal_representative_and_surviving_relative_may_complain_and_nobody_else(izw: Case) -> None:
    assert set(izw.regulation.capacities) == {"client", "legal representative", "surviving relative"}
    assert {c.source for c in izw.regulation.capacities.values()} == {"Wat te doen"}
    no = izw.refused(MOMENT, "receive", "complainant", "complaint", channel="email", capacity="neighbour",
                     kind="complaint")  # fmt: skip
    assert no.field == "capacity"


@pytest.mark.requirement("IZW-20")
@pytest.mark.parametrize("capacity", ["client", "legal representative", "surviving relative"])
def test_each_of_the_three_gets_the_same_handling(capacity: str) -> None:
    case = Case("izw")
    case.open(capacity=capacity)
    assert case.state.value("capacity") == capacity
    assert case.duty("confirm receipt", MOMENT).due == date(2026, 3, 9)
    assert case.duty("answer", MOMENT).due == date(2026, 4, 13)


@pytest.mark.requirement("IZW-22")
def test_the_contact_points_of_directors_and_portal_are_those_of_the_text(izw: Case) -> None:
    points = izw.regulation.contact_points
    directors, portal = points["directors"], points["portal"]
    assert (directors.telephone, directors.mail) == ("0515 543623", "info@iederzijnwerk.nl")
    assert "8775 XD" in directors.post
    assert (portal.mail, portal.missing) == ("info@klachtenportaalzorg.nl", ("telephone",))
    shown = {e.name: (e.phone, e.mail) for e in directory(izw.regulation, "u", Asker(), at(MOMENT)).others}
    assert ("0515 543623", "info@iederzijnwerk.nl") in shown.values()


@pytest.mark.requirement("IZW-24")
def test_an_investigation_and_the_views_of_both_precede_the_answer(izw: Case) -> None:
    izw.open()
    for missing, act, values in (
        ("onderzoek", "investigate", {}),
        ("de klager is nog niet gehoord", "hear", {"party": "complainant", "how": "oral"}),
        ("de aangeklaagde is nog niet gehoord", "hear", {"party": "accused", "how": "oral"}),
    ):
        no = izw.refused("2026-03-10T10:00", "judge", "directors", *ANSWER, outcome="upheld")
        assert missing in no.because.lower()
        assert "Tot slot" in no.source
        izw.do("2026-03-10T10:00", act, "coordinator", *(["findings"] if act == "investigate" else []), **values)
    izw.do("2026-03-10T11:00", "judge", "directors", *ANSWER, outcome="upheld")


@pytest.mark.requirement("IZW-24")
def test_the_investigation_is_open_only_to_directors_and_coordinator_and_never_to_an_outsider(izw: Case) -> None:
    kept_in = izw.fields("investigate")["findings"].compartment
    sees = {n for n, role in izw.regulation.roles.items() if kept_in in compartments(role.kind, role.sees)}
    assert sees == {"directors", "coordinator"}
    assert refusal("coordinator", "read", Standing())
    assert refusal("coordinator", "read", Standing(member=True, recused=True))


@pytest.mark.requirement("IZW-25")
def test_the_separate_regulation_and_the_portals_own_procedure_are_named_with_their_version(izw: Case) -> None:
    linked = izw.regulation.principles["linked documents"]
    assert "De klachtenregeling van de organisatie: de tekst noemt geen versie." in linked.says
    assert izw.regulation.external_bodies["portal"].rules == ("klachtenprocedure Klachtenportaal Zorg (flyer 2024)",)


@pytest.mark.requirement("IZW-25")
def test_which_of_the_texts_prevails_is_a_doubt(izw: Case) -> None:
    assert "niet welk voorgaat" in izw.regulation.principles["linked documents"].doubt
    assert "niet gezegd" in doubted(izw.regulation, "twee stukken")


@pytest.mark.requirement("IZW-16")
def test_the_employee_concerned_hears_what_came_of_it_and_when_by_whom_and_how_is_recorded(izw: Case) -> None:
    oral(izw, kind="discontent")
    izw.do("2026-03-05T10:00", "record talk", "employee", step="employee", result="settled")
    izw.do("2026-03-06T10:00", "close", "directors", "procedure_followed", "outcome_words")
    owed = izw.duty("tell employee", "2026-03-06T11:00")
    assert (owed.status, owed.holder, owed.owed_to) == ("open", "directors", ("accused",))
    for left_out in ("told_on", "told_by", "how"):
        given = {"told_on": "2026-03-09", "told_by": "a" * 32, "how": "talk"}
        given.pop(left_out)
        assert izw.refused("2026-03-09T10:00", "tell employee", "coordinator", **given).field == left_out.replace(
            "_", " "
        )
    event = izw.do(
        "2026-03-09T10:00", "tell employee", "coordinator", "note", told_on="2026-03-09", told_by="a" * 32, how="talk"
    )
    assert dict(event.values) == {"told on": "2026-03-09", "told by": "a" * 32, "how": "talk"}
    assert izw.duty("tell employee", "2026-03-09T11:00").status == "met"


@pytest.mark.requirement("IZW-16")
def test_closing_says_that_the_employee_is_still_to_be_told(izw: Case) -> None:
    oral(izw, kind="discontent")
    izw.do("2026-03-05T10:00", "record talk", "employee", step="employee", result="settled")
    brings = consequences.of(izw.state, Allowed("close", ""), at("2026-03-06T10:00")).sentences
    assert any("De betrokken medewerker vertellen wat eruit kwam" in sentence for sentence in brings)
