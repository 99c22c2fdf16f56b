"""LOJ on the screens of those who use it: what the text asks is on the page, and a refusal there says why and where that stands."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, act_address, dossier_address
from tests.desk.shown import shown
from tests.regulations.case import Case
from tests.regulations.loj_case import admitted, at_committee, complete, mediating, with_confidant

REFUSED = "Dit kan nu niet"


@pytest.mark.requirement("LOJ-40")
def test_the_page_to_begin_mediation_refuses_until_both_sides_said_to_be_willing(desk: Desk) -> None:
    case = shown(desk, with_confidant(Case("loj"))).on("2026-03-03T08:00")
    page = case.act("confidant", "start mediation")
    assert f"{REFUSED} toestemming ontbreekt voor ‘Bereidheid van de klager tot bemiddeling’" in page
    assert "Staat in: 5.5; 5.7" in page
    assert not case.offers("confidant", "start mediation")
    consent = {"step": "mediation by complainant", "answer": "given", "given by": "complainant"}
    case.do("confidant", "give consent", **consent)
    assert "‘Bereidheid van de aangeklaagde tot bemiddeling’" in case.act("confidant", "start mediation")
    willing = {"step": "mediation by accused"}
    case.do("confidant", "accused agrees to mediation", **willing, answer="refused")
    assert REFUSED in case.refused("confidant", "start mediation")
    case.do("confidant", "accused agrees to mediation", **willing, answer="given")
    assert case.offers("confidant", "start mediation")
    case.do("confidant", "start mediation")
    assert "Bemiddeling begonnen" in case.dossier("confidant")


@pytest.mark.requirement("LOJ-40")
def test_the_page_for_its_result_refuses_until_each_party_was_spoken_to(desk: Desk) -> None:
    case = shown(desk, mediating(Case("loj"))).on("2026-03-06T10:00")
    result = {"result": "settled", "conclusions": "Voortaan belt de leiding eerst.", "tried": "Twee gesprekken."}
    for party in ("complainant", "accused"):
        assert REFUSED in case.refused("confidant", "record mediation result", **result)
        case.do("confidant", "speak with party", party=party)
    case.do("confidant", "record mediation result", **result)
    assert case.last_words in case.dossier("confidant")
    assert case.last.values["result"] == "settled"


@pytest.mark.requirement("LOJ-19")
def test_documents_and_others_are_asked_on_the_page_only_with_the_clients_consent(desk: Desk) -> None:
    case = shown(desk, admitted(Case("loj"))).on("2026-03-11T10:00")
    page = case.act("committee", "ask information")
    assert f"{REFUSED} toestemming ontbreekt" in page
    assert "9.1" in page
    case.do("secretary", "give consent", step="information", answer="refused", **{"given by": "client"})
    assert REFUSED in case.act("committee", "ask information")
    case.do("secretary", "give consent", step="information", answer="given", **{"given by": "client"})
    assert REFUSED not in case.act("committee", "ask information")
    case.do("committee", "ask information", question="Wat weet u van die avond?")
    assert "Informatie gevraagd" in case.dossier("committee")
    assert REFUSED in case.refused("chair", "engage expert", question="Was dit goede zorg?")


@pytest.mark.requirement("LOJ-19")
def test_an_expert_is_engaged_only_after_the_board_approved_the_cost_on_its_page(desk: Desk) -> None:
    case = shown(desk, admitted(Case("loj"))).on("2026-03-12T10:00")
    assert "eerst nodig" in case.act("chair", "engage expert")
    case.do("chair", "propose expert", why="Wij missen kennis over deze ziekte.", costs="900")
    assert "eerst nodig" in case.act("chair", "engage expert")
    assert not case.offers("chair", "approve expert")
    case.do("board", "approve expert")
    case.do("chair", "engage expert", question="Was dit goede zorg?")
    case.do("chair", "summon", who="De nachtdienst van 2 maart")
    case.do("chair", "enter rooms", note="De gang van De Hof, om de kou te voelen.")
    case.do("committee", "investigate", findings="Het was twaalf graden.")
    story = case.dossier("chair")
    for done in ("Iemand opgeroepen", "Ruimte bezocht", "Kosten"):
        assert done in story


@pytest.mark.requirement("LOJ-29")
def test_care_of_another_provider_is_marked_and_judged_only_under_an_agreement_with_the_committees_advice(
    desk: Desk,
) -> None:
    case = shown(desk, complete(Case("loj"))).on("2026-03-24T10:00")
    case.do("secretary", "mark care of other provider", agreement="missing")
    assert "Gemerkt als cliënt van een andere zorgorganisatie" in case.dossier("board")
    assert REFUSED in case.act("chair", "judge by committee")
    said = case.refused("secretary", "mark care of other provider", agreement="made")
    assert "advies" in said.lower()
    case.do("secretary", "mark care of other provider", agreement="made", advice="De commissie raadt dit aan.")
    assert case.offers("chair", "judge by committee")


@pytest.mark.requirement("LOJ-20")
@pytest.mark.parametrize("who", ["confidant", "board"])
def test_client_and_provider_both_ask_the_portals_officer_on_a_page(desk: Desk, who: str) -> None:
    case = shown(desk, with_confidant(Case("loj"))).on("2026-03-03T10:00")
    case.do(who, "ask officer")
    assert case.last.act == "ask officer"
    assert case.last_words in case.dossier("officer")


@pytest.mark.requirement("LOJ-05")
@pytest.mark.parametrize(("decision", "reads"), [("granted", (404, 404)), ("refused", (200, 200))])
def test_an_objection_is_decided_on_its_page_with_reasons_and_until_then_who_it_is_about_does_nothing(
    desk: Desk, decision: str, reads: tuple[int, int]
) -> None:
    case = shown(desk, at_committee(Case("loj"))).on("2026-03-03T10:00")
    member, theirs = case.place.accounts["committee"].opaque, case.place.browser("committee")

    def opens() -> tuple[int, int]:
        """Whether the one objected to opens the dossier, and the page of an act in it."""
        pages = (dossier_address(case.number), act_address(case.number, "committee note"))
        own, act = (theirs.get(page).status_code for page in pages)
        return own, act

    assert not case.offers("chair", "decide objection"), "nobody objected"
    assert f"{REFUSED} niemand maakte nog bezwaar" in case.act("chair", "decide objection")
    assert opens() == (200, 200)
    case.do("secretary", "object to person", person=member, reasons="Zij kent mijn broer.")
    assert opens() == (200, 404), "until it is decided they do nothing more"
    page = case.act("chair", "decide objection")
    for words in ("Over wie gaat het bezwaar?", "Iemand anders neemt het over", "Afgewezen", "Redenen", "3.4"):
        assert words in page
    assert "Redenen" in case.refused("chair", "decide objection", person=member, decision=decision, reasons="")
    case.do("chair", "decide objection", person=member, decision=decision, reasons="Daarom en daarom.")
    story = case.dossier("chair")
    assert "Op bezwaar beslist" in story
    assert "Daarom en daarom." in story
    assert opens() == reads
