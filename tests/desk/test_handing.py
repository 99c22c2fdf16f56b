"""Before a complaint goes to a body outside: what that body asks stands beside the form, and what stays behind is said first."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import Desk, act_address, dossier_address, text
from tests.desk.test_act_forms import page_seq, received
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.loading import load_for

WHOLE = ["de klacht", "wat is geprobeerd met data", "het oordeel"]
SAID = {"said_by": "Kees", "said_how": "telephone"}


@pytest.fixture
def mediator(desk: Desk) -> tuple[Client, str]:
    """Somebody who may record for the complainant that it goes to the dispute committee."""
    _, browsers, number = received("ott")
    browser = browsers["mediator"]
    address = act_address(number, "say it cannot be asked")
    done = browser.post(address, {"reason": "Te ziek", "expected_seq": page_seq(browser, number)} | SAID)
    assert done.status_code == 302
    return browser, number


def put(browser: Client, number: str, package: list[str], **more: str) -> HttpResponse:
    given = {"body": "geschillencommissie", "package": package, "expected_seq": page_seq(browser, number)}
    return browser.post(act_address(number, "put dispute"), given | SAID | more)  # type: ignore[return-value]  # the client's own response adds to it


@pytest.mark.usefixtures("desk")
def test_of_a_member_of_a_cooperative_stands_how_the_body_is_reached_from_there(mediator: tuple[Client, str]) -> None:
    browser, number = mediator
    here = Organisation.objects.get(regulation="ott")
    code = next(
        code
        for code, point in load_for("ott", "2026-03-02").contact_points.items()
        if point.body == "geschillencommissie"
    )
    member = Organisation.objects.create(code="lid", name="Lid", regulation="ott", parent=here)
    here.contact_points.create(code=code, telephone="0511 00 00 01")
    member.contact_points.create(code=code, telephone="0511 00 00 02")
    with in_organisation(here.pk):
        Dossier.objects.filter(number=number).update(member=member)
    page = text(browser.get(act_address(number, "put dispute")))  # type: ignore[arg-type]
    assert "0511 00 00 02" in page
    assert "0511 00 00 01" not in page


def put_it(browser: Client, number: str) -> bool:
    return "Geschil voorgelegd" in text(browser.get(dossier_address(number)))  # type: ignore[arg-type]


@pytest.mark.requirement("OTT-31")
def test_what_the_body_asks_and_decides_stands_beside_the_form(mediator: tuple[Client, str]) -> None:
    browser, number = mediator
    page = text(browser.get(act_address(number, "put dispute")))  # type: ignore[arg-type]
    assert "De Geschillencommissie Zorg De klager gaat er zelf heen. De uitspraak is bindend." in page
    assert "wat is geprobeerd met data" in page.split("Waar de klacht heen gaat")[1]
    assert "kosten staan niet in de tekst" in page


@pytest.mark.requirement("OTT-31")
def test_papers_that_stay_behind_are_said_before_it_is_done_and_not_after(mediator: tuple[Client, str]) -> None:
    browser, number = mediator
    answer = put(browser, number, ["de klacht"])
    assert answer.status_code == 422
    assert "deze instantie vraagt ook: wat is geprobeerd met data; het oordeel" in text(answer)
    assert not put_it(browser, number)
    assert put(browser, number, ["de klacht"], warned="1").status_code == 302
    assert put_it(browser, number)


def test_the_preview_says_it_too_and_a_whole_package_goes_at_once(mediator: tuple[Client, str]) -> None:
    browser, number = mediator
    assert "deze instantie vraagt ook" in text(put(browser, number, [], preview="1"))
    assert put(browser, number, WHOLE).status_code == 302


@pytest.mark.requirement("OTT-23")
def test_the_package_of_the_kcoz_is_a_checklist_beside_the_form(desk: Desk) -> None:
    _, browsers, number = received("ott")
    browser = browsers["mediator"]
    given = {"law": "wzd", "subject": "De deur zat op slot", "expected_seq": page_seq(browser, number)}
    assert browser.post(act_address(number, "split part"), given).status_code == 302
    page = text(browser.get(f"{act_address(number, 'forward to committee')}?part=B"))  # type: ignore[arg-type]
    assert "Alleen wij dienen hier in." in page
    for paper in ("De klacht op schrift met redenen", "Het deel van het zorgplan dat erbij hoort"):
        assert paper in page.split("Waar de klacht heen gaat")[1]


@pytest.mark.requirement("LOJ-22")
@pytest.mark.usefixtures("desk")
def test_the_fee_of_the_dispute_committee_with_its_day_and_conditions_stands_before_the_hand_over() -> None:
    _, browsers, number = received("loj")
    page = text(browsers["officer"].get(act_address(number, "put dispute")))  # type: ignore[arg-type]
    beside = page.split("Waar de klacht heen gaat")[1]
    assert "€ 125" in beside
    assert "21 november 2026" in beside or "21-11-2026" in beside or "21 nov" in beside
    assert "De uitspraak is bindend." in beside


def test_hearing_a_side_that_is_not_in_the_dossier_is_asked_about_first(desk: Desk) -> None:
    """Hearing both sides means somebody: a dossier without an accused says so before it believes that they were heard."""
    _, browsers, number = received("jot")
    handler = browsers["handler"]
    heard: dict[str, Any] = {"party": "accused", "how": "oral", "minutes": "Zij zei het."}
    once = handler.post(act_address(number, "hear"), heard | {"expected_seq": page_seq(handler, number)})
    assert once.status_code == 422
    assert "In dit dossier staat geen aangeklaagde." in text(once)  # type: ignore[arg-type]
    assert "Zij zei het." in once.content.decode(), "what was typed is still there"
    assert "Aangeklaagde gehoord" not in text(handler.get(dossier_address(number)))  # type: ignore[arg-type]
    complainant = heard | {"party": "complainant", "expected_seq": page_seq(handler, number)}
    assert handler.post(act_address(number, "hear"), complainant).status_code == 302, "who complains is there"
    sure = heard | {"expected_seq": page_seq(handler, number), "warned": "1"}
    assert handler.post(act_address(number, "hear"), sure).status_code == 302, "a complaint may be about nobody by name"
    there = desk.receive()
    assert desk.act("handler", there, "hear", **heard).status_code == 302


def test_after_hearing_one_of_two_accused_the_judgement_names_who_was_not_heard(desk: Desk) -> None:
    number = desk.receive()
    added = {"name": "Bea Ook", "side": "accused"}
    assert desk.post("handler", f"{dossier_address(number)}mensen/", **added).status_code == 302
    for party, who in (("complainant", {}), ("accused", {"concerns": "p2"})):
        assert desk.act("handler", number, "hear", party=party, how="oral", **who).status_code == 302
    decision = {"outcome": "founded", "reasons": "Zo was het.", "decisions": "Wij bellen.", "measures_by": "2026-04-01"}
    once = desk.act("director", number, "judge", **decision)
    assert once.status_code == 422
    assert "Nog niet gehoord, en niet van horen afgezien: Bea Ook." in text(once)
    assert "judge" not in desk.acts(number)
    assert desk.act("director", number, "judge", **decision, warned="1").status_code == 302


def test_a_talk_with_a_side_that_is_not_in_the_dossier_is_asked_about_first(desk: Desk) -> None:
    _, browsers, number = received("jot")
    handler = browsers["handler"]
    talk: dict[str, Any] = {"meeting": "talk", "meeting_at": "2026-12-01T10:00", "meeting_place": "Kamer zeven"}
    once = handler.post(act_address(number, "plan meeting"), talk | {"expected_seq": page_seq(handler, number)})
    assert once.status_code == 422
    assert "In dit dossier staat geen aangeklaagde." in text(once)  # type: ignore[arg-type]
    assert "Kamer zeven" in once.content.decode(), "what was typed is still there"
    sure = talk | {"expected_seq": page_seq(handler, number), "warned": "1"}
    assert handler.post(act_address(number, "plan meeting"), sure).status_code == 302
    apart = talk | {"meeting": "talk with care professional", "expected_seq": page_seq(handler, number)}
    assert handler.post(act_address(number, "plan meeting"), apart).status_code == 302, "nobody is accused at that talk"
    there = desk.receive()
    assert desk.act("handler", there, "plan meeting", **talk).status_code == 302


def test_a_meeting_about_all_complaints_is_not_offered_in_one_of_them(desk: Desk) -> None:
    page = text(desk.get("handler", act_address(desk.receive(), "plan meeting")))
    assert "Gesprek van klager en aangeklaagde" in page
    assert "Kwartaaloverleg over klachten" not in page
