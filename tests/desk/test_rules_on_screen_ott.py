"""OTT on the screens of those who use it: what the text asks is on the page, and a refusal there says why and where that stands."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk
from tests.desk.shown import Shown, shown
from tests.regulations.case import Case
from tests.regulations.ott_case import chosen, judged

REFUSED = "Dit kan nu niet"


def opened(**more: str) -> Case:
    case = Case("ott")
    case.open(**more)
    return case


def consent(case: Shown, step: str, answer: str = "given") -> None:
    case.do("mediator", "give consent", step=step, answer=answer, **{"given by": "client"})


@pytest.mark.requirement("OTT-17")
def test_the_mediator_puts_a_claim_to_the_board_and_the_insurers_assessment_is_recorded_on_its_page(desk: Desk) -> None:
    case = shown(desk, chosen(opened(), "compensation")).on("2026-03-04T10:00")
    assessed = {"assessed by": "insurer", "outcome": "granted", "reasons": "De verzekeraar vindt de schade bewezen."}
    assert "voorgelegd" in case.act("board", "assess compensation")
    assert REFUSED in case.refused("board", "assess compensation", **assessed)
    assert not case.offers("board", "put compensation to board")
    case.do("mediator", "put compensation to board")
    board = case.dossier("board")
    assert "Het verzoek om vergoeding (laten) beoordelen" in board
    assert "Verzoek om vergoeding aan het bestuur voorgelegd" in board
    case.do("board", "assess compensation", **assessed)
    assert case.last.values["assessed by"] == "insurer"
    page = case.dossier("mediator")
    assert "Over vergoeding beslist 4 mrt" in page
    assert "Uitkomst: Toegekend Wie beoordeelde: Verzekeraar" in page
    assert "Antwoord op het verzoek om vergoeding" in page


@pytest.mark.requirement("OTT-22")
@pytest.mark.parametrize("result", ["upheld", "not upheld", "settled", "damages"])
def test_a_dispute_gets_its_outcome_on_its_page_and_the_board_gets_the_letter(desk: Desk, result: str) -> None:
    early = shown(desk, opened()).on("2026-03-02T11:00")
    page = early.act("mediator", "put dispute")
    assert REFUSED in page
    assert "2 Geschil; 5.0 Wlz (wkkgz 21.1)" in page
    case = shown(desk, judged(opened()), early.place).on("2026-03-24T10:00")
    page = case.act("mediator", "put dispute")
    assert "De Geschillencommissie Zorg De klager gaat er zelf heen. De uitspraak is bindend." in page
    assert "Brief ‘Afschrift voor de raad van bestuur’ voor: raad van bestuur." in page
    assert "wat is geprobeerd met data" in case.do("mediator", "put dispute", body="geschillencommissie")
    assert "Afschrift voor de raad van bestuur" in case.dossier("board")
    assert [letter.to for letter in case.state.letters if letter.act == "put dispute"] == [("board",)]
    case.on("2026-09-24T10:00").do("board", "record dispute outcome", result=result)
    assert case.last_words in case.dossier("mediator")


@pytest.mark.requirement("OTT-24")
@pytest.mark.parametrize("law", ["wmo", "jeugdwet"])
def test_the_municipality_is_offered_on_a_page_and_who_does_not_want_it_goes_on_here(desk: Desk, law: str) -> None:
    case = shown(desk, opened(law=law)).on("2026-03-03T10:00")
    page = case.act("mediator", "offer municipality")
    assert "Wil de klager naar de gemeente? Ja Nee Is er hulp gegeven bij het indienen? (hoeft niet)" in page
    assert "Staat in: 5.0 Wmo en Jeugd" in page
    case.do("mediator", "offer municipality", answer="not wanted", help="yes")
    assert case.last.values == {"answer": "not wanted", "help": "yes"}
    assert "Weg naar de gemeente uitgelegd" in case.dossier("mediator")
    assert "Kies hoe wij verder gaan" in case.following()
    assert ("Jeugdstem" in case.following()) == (law == "jeugdwet")
    doubt = "De Jeugdwet (4.2.1) vraagt een klachtencommissie van de aanbieder zelf; de tekst noemt alleen de gemeente."
    assert (doubt in case.dossier("mediator")) == (law == "jeugdwet")


@pytest.mark.requirement("OTT-24")
def test_where_no_municipality_is_concerned_its_page_refuses_and_says_for_which_law_it_is(desk: Desk) -> None:
    page = shown(desk, opened()).act("mediator", "offer municipality")
    assert REFUSED in page
    assert "Wet maatschappelijke ondersteuning" in page


@pytest.mark.requirement("OTT-25")
def test_a_chain_partner_gets_the_complaint_on_the_page_only_with_consent(desk: Desk) -> None:
    case = shown(desk, chosen(opened(), "judgement")).on("2026-03-04T10:00")
    due = case.state.duty("judge", "", desk.now).due
    for act, who in (("handle jointly", "mediator"), ("hand over to partner", "board")):
        assert f"{REFUSED} toestemming ontbreekt" in case.act(who, act)
        consent(case, act, "refused")
        assert REFUSED in case.refused(who, act, contact="Thuiszorg West, 030 123 45 67")
        consent(case, act)
        case.do(who, act, contact="Thuiszorg West, 030 123 45 67")
        page = case.dossier("mediator")
        assert case.last_words in page
        assert "Thuiszorg West, 030 123 45 67" in page
    assert case.state.duty("judge", "", desk.now).due == due, "the term runs on"
    assert "14 apr" in page
