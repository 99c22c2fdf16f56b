"""JOT, ZK and IZW on the screens of those who use them: what the text asks is on the page, and a refusal says why and where that stands."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, dossier_address, text
from tests.desk.shown import shown
from tests.regulations.case import Case
from tests.regulations.izw_case import ANSWER, at_portal, ready_to_answer
from wederhoor.organisations.models import ContactPoint

REFUSED = "Dit kan nu niet"


def opened(provider: str, **more: str) -> Case:
    case = Case(provider)
    case.open(**more)
    return case


@pytest.mark.requirement("JOT-17")
def test_the_external_officer_gets_the_complaint_on_a_page_with_consent_a_date_and_its_contact_data(desk: Desk) -> None:
    case = shown(desk, opened("jot")).on("2026-03-03T10:00")
    page = case.act("confidant", "hand over to external officer")
    assert REFUSED in page
    assert "niet naar tevredenheid" in page
    case.do("confidant", "start mediation")
    case.do("confidant", "record mediation result", result="not settled")
    assert "toestemming ontbreekt" in case.act("confidant", "hand over to external officer")
    case.do("handler", "give consent", step="hand over", answer="given", **{"given by": "complainant"})
    page = case.act("confidant", "hand over to external officer")
    assert "Klachtenloket Zorg De klager of wij dienen hier in. 070 - 310 53 92 info@klachtenloket-zorg.nl" in page
    assert "Brief ‘Bericht van overdracht’ voor: klager." in page
    why = {"reasons": "Het gesprek hielp niet."}
    assert "Vul dit in" in case.refused("confidant", "hand over to external officer", **why)
    case.do("confidant", "hand over to external officer", **why, **{"sent on": "2026-03-03"})
    page = case.dossier("handler")
    assert "Bij het Klachtenloket Zorg" in page
    assert "Wanneer overgedragen: 3 maart 2026" in page
    assert "Zo staat het nu: Bij het Klachtenloket Zorg" in case.following()
    assert case.offers("external officer", "record mediation result")


@pytest.mark.requirement("JOT-17")
def test_the_contact_data_beside_the_hand_over_are_those_the_provider_keeps(desk: Desk) -> None:
    case = shown(desk, opened("jot")).on("2026-03-03T10:00")
    ContactPoint.objects.create(organisation=case.place.row, code="complaints desk", telephone="070 000 11 22")
    page = case.act("handler", "hand over to external officer")
    assert "070 000 11 22 info@klachtenloket-zorg.nl" in page


@pytest.mark.requirement("ZK-04")
@pytest.mark.parametrize("stage", ["advice", "mediation", "judgement"])
def test_a_step_at_the_portal_is_recorded_on_its_page_and_closing_waits_for_its_result(desk: Desk, stage: str) -> None:
    case = shown(desk, opened("zk", channel="portal form", law="jeugdwet")).on("2026-03-03T10:00")
    step = {"body": "portal", "stage": stage}
    assert "Vul dit in" in case.refused("chair", "record external stage", **step)
    case.do("chair", "record external stage", **step, since="2026-03-03")
    page = case.dossier("chair")
    words = {"advice": "Advies", "mediation": "Bemiddeling", "judgement": "Oordeel"}[stage]
    assert "Bij het portaal vragen hoe het staat 17 mrt nog 14 dagen" in page
    assert f"Wie: Klachtenportaal Zorg Sinds wanneer: 3 maart 2026 Wat doet het portaal: {words}" in page
    assert "geen stap bij Klachtenportaal Zorg open" in case.act("chair", "close")
    assert not case.offers("chair", "close")
    case.on("2026-03-18T10:00")
    assert "Bij het portaal vragen hoe het staat 17 mrt 1 dag te laat" in case.dossier("chair")
    case.do("portal officer", "record stage result", result="settled")
    assert REFUSED not in case.act("chair", "close")


@pytest.mark.requirement("ZK-06")
def test_the_confidant_helps_to_word_on_a_page_and_finds_no_page_to_register_or_decide(desk: Desk) -> None:
    case = shown(desk, opened("zk", channel="portal form", law="jeugdwet", capacity="child")).on("2026-03-03T10:00")
    for act in ("help with wording", "help to talk"):
        assert case.offers("confidant", act)
    for act in ("register", "judge", "close", "record committee judgement", "file at portal", "complete intake"):
        assert not case.offers("confidant", act)
        page = case.act("confidant", act)
        assert f"{REFUSED} dit is aan: " in page
        assert "Vertrouwenspersoon" not in page.split("dit is aan: ")[1].split("Staat in")[0]
    case.do("confidant", "help with wording", note="Samen drie zinnen gemaakt.")
    assert case.last.act == "help with wording"


@pytest.mark.requirement("IZW-04")
@pytest.mark.parametrize("kind", ["complaint", "discontent"])
def test_the_officer_of_the_portal_is_called_in_and_says_on_a_page_with_reasons_whether_it_is_a_complaint(
    desk: Desk, kind: str
) -> None:
    case = shown(desk, opened("izw", kind=kind)).on("2026-03-03T10:00")
    for act in ("start mediation", "investigate at portal"):
        assert REFUSED in case.act("portal officer", act)
    case.do("directors", "call in portal")
    for act in ("start mediation", "investigate at portal", "decide whether complaint", "plan meeting"):
        assert case.offers("portal officer", act)
    assert "Inschakelen portaal" in case.act("directors", "decide whether complaint")
    assert "Vul dit in" in case.refused("portal officer", "decide whether complaint", answer="a complaint")
    case.do("portal officer", "decide whether complaint", answer="a complaint", reasons="U vraagt om een oplossing.")
    assert "Is het een klacht: Ja Waarom U vraagt om een oplossing." in case.dossier("directors")
    assert "Gesprek van drie kanten" in case.act("portal officer", "plan meeting")


@pytest.mark.requirement("IZW-04")
def test_a_step_at_the_portal_holds_closing_until_its_result_and_silence_of_two_weeks_is_asked_about(
    desk: Desk,
) -> None:
    decided = ready_to_answer(opened("izw"))
    decided.do("2026-03-11T10:00", "judge", "directors", *ANSWER, outcome="upheld")
    case = shown(desk, decided).on("2026-03-12T10:00")
    assert case.offers("directors", "close")
    case.do("directors", "record external stage", body="portal", stage="investigation", since="2026-03-12")
    page = case.dossier("directors")
    assert "Wie: Klachtenportaal Zorg Sinds wanneer: 12 maart 2026 Wat doet het portaal: Onderzoek" in page
    assert "Bij het portaal vragen hoe het staat 26 mrt nog 14 dagen" in page
    assert not case.offers("directors", "close")
    assert "geen stap bij Klachtenportaal Zorg open staat" in case.act("directors", "close")
    case.on("2026-03-27T10:00")
    assert "Bij het portaal vragen hoe het staat 26 mrt 1 dag te laat" in case.dossier("directors")
    case.do("directors", "record stage result", result="advised")
    assert case.offers("directors", "close")


@pytest.mark.requirement("IZW-18")
def test_after_failed_mediation_and_after_the_term_the_way_to_the_dispute_committee_is_told_on_the_pages(
    desk: Desk,
) -> None:
    case = shown(desk, at_portal(Case("izw"))).on("2026-06-08T10:00")
    closed_way = case.following("doen/").split("Wat nu niet kan, en waarom")[-1]
    assert (
        "Ga naar de commissie voor geschillen Dit kan nu nog niet: eerst nodig: ‘niet naar tevredenheid opgelost’"
        in closed_way
    )
    case.do("portal officer", "start mediation")
    case.do("portal officer", "record mediation result", result="not settled")
    for role in ("portal officer", "directors"):
        assert case.offers(role, "tell dispute way")
        page = case.dossier(role)
        assert "De klager vertellen over de geschillencommissie" in page
        assert (
            "Na mislukte bemiddeling volgens de tekst; na het antwoord en na een verlopen termijn volgens de wet."
            in page
        )
    case.do("directors", "tell dispute way")
    assert case.last_words in case.dossier("coordinator")
    opened_way = case.following("doen/").split("Wat nu niet kan, en waarom")[0]
    assert "Ga naar de commissie voor geschillen" in opened_way


@pytest.mark.requirement("IZW-18")
def test_when_the_term_passed_the_complainants_page_opens_the_way_and_the_directors_must_tell_it(desk: Desk) -> None:
    case = shown(desk, opened("izw")).on("2026-04-13T23:59")
    way = "Ga naar de commissie voor geschillen"
    assert way not in case.following()
    case.on("2026-04-14T09:00")
    assert f"{way} Deze commissie beslist als u het niet eens bent." in case.following()
    page = case.dossier("directors")
    assert "De klager vertellen over de geschillencommissie" in page
    assert "Geschil (wkkgz 18.5)" in page


@pytest.mark.requirement("IZW-18")
def test_the_two_names_of_the_dispute_committee_are_a_doubt_beside_the_act_that_goes_there(desk: Desk) -> None:
    case = shown(desk, opened("izw")).on("2026-04-14T09:00")
    page = case.act("coordinator", "put dispute")
    assert "De tekst noemt haar ook Geschillencommissie Geschillenportaal Zorg; gelezen als dezelfde." in page


@pytest.mark.requirement("IZW-15")
def test_the_closing_letter_on_the_screen_holds_what_was_done_the_outcome_the_lead_time_and_the_satisfaction(
    desk: Desk,
) -> None:
    decided = ready_to_answer(opened("izw"))
    decided.do("2026-03-11T10:00", "judge", "directors", *ANSWER, outcome="upheld")
    case = shown(desk, decided).on("2026-03-12T10:00")
    case.do("directors", "ask satisfaction", follows="yes")
    close = {"procedure followed": "Twee gesprekken gehad.", "outcome words": "U krijgt een vaste begeleider."}
    assert "Vul dit in" in case.refused("directors", "close", **{"outcome words": close["outcome words"]})
    case.do("directors", "close", **close)
    letter = text(case.get("directors", f"{dossier_address(case.number)}brief/closing/{case.last.seq}/"))
    for part in (
        "Wat er is gebeurd Twee gesprekken gehad.",
        "De uitkomst Het oordeel is: Gegrond U krijgt een vaste begeleider.",
        "De behandeling duurde 10 dagen.",
        "Hoe tevreden u bent Volgt het antwoord later? Ja",
    ):
        assert part in letter
