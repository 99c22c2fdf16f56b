"""What a dossier waits for beside its duties: answers of people who were asked, and what the complainant's wish closes."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, act_address, dossier_address, section, text


@pytest.mark.requirement("JOT-14")
def test_a_question_without_an_answer_stands_on_the_page_until_it_comes(desk: Desk) -> None:
    number = desk.receive()
    assert "Gevraagd, nog geen antwoord" not in text(desk.get("handler", dossier_address(number)))
    asked = {"person": "p1", "question": "Wat zag u?", "before": "2026-03-04"}
    assert desk.act("handler", number, "ask information", **asked).status_code == 302
    shown = section(desk.get("handler", dossier_address(number)), "questions-title")
    assert "Kees Kanarie" in shown
    assert "Te laat" not in shown
    desk.later(days=4)
    assert "Te laat" in section(desk.get("handler", dossier_address(number)), "questions-title")
    desk.act("handler", number, "receive information", person="p1", answer="Ik zag het niet.")
    assert "Gevraagd, nog geen antwoord" not in text(desk.get("handler", dossier_address(number)))


@pytest.mark.requirement("JOT-10")
def test_what_the_wish_not_to_tell_the_support_worker_closes_is_said_with_the_reason(desk: Desk) -> None:
    told, untold = (
        desk.receive("one", **{"tell support worker": "yes"}),
        desk.receive("two", **{"tell support worker": "no"}),
    )
    title = "Kan niet door een wens van de klager"
    assert title not in text(desk.get("handler", dossier_address(told)))
    shown = section(desk.get("handler", dossier_address(untold)), "wish-title")
    assert "de klager wil niet dat de begeleider van de klacht weet" in shown
    assert desk.here.regulation == "jot"
    assert "Vraag de klager of dit zo blijft" in shown


@pytest.mark.requirement("JOT-14")
def test_the_form_of_a_talk_says_whom_the_regulation_invites_and_who_stays_out(desk: Desk) -> None:
    told, untold = (
        desk.receive("one", **{"tell support worker": "yes"}),
        desk.receive("two", **{"tell support worker": "no"}),
    )
    shown = text(desk.get("handler", act_address(told, "plan meeting")))
    assert "Wie de regeling uitnodigt" in shown
    assert "Klager, Aangeklaagde, Interne klachtenbehandelaar, Begeleider" in shown
    assert "Van dit gesprek komt een verslag" in shown
    without = text(desk.get("handler", act_address(untold, "plan meeting")))
    assert "Klager, Aangeklaagde, Interne klachtenbehandelaar Niet:" in without
    assert "Begeleider" not in without.partition("Interne klachtenbehandelaar Niet:")[0].rpartition("uitnodigt")[2]


def test_what_cannot_be_done_yet_names_only_what_lacks_whom_it_concerns_and_the_step_that_mends_it(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "hear", party="complainant", how="oral").status_code == 302
    page = desk.get("director", f"{dossier_address(number)}nog-niet/")
    words = text(page)
    assert "Beslis over de klacht de aangeklaagde is nog niet gehoord" in words
    assert "de klager is nog niet gehoord" not in words, "that was done"
    assert "Hoor een partij (Aangeklaagde)" in words
    refused = desk.get("director", act_address(number, "judge"))
    assert "de aangeklaagde is nog niet gehoord" in text(refused)
    assert "Hoor een partij (Aangeklaagde)" in text(refused)


def test_who_may_do_the_step_goes_to_its_form_and_is_never_told_to_end_it(desk: Desk) -> None:
    number = desk.receive()
    address = f"{dossier_address(number)}nog-niet/"
    page = desk.get("handler", address)
    assert f'href="{act_address(number, "analyse cause")}"' in page.content.decode()
    shown = text(page)
    assert "de oorzaak is nog niet vastgelegd" in shown
    assert "Zo kan het wel" not in shown
    assert "Trek de klacht in" not in shown
    closing = shown.partition("Sluit de klacht")[2]
    assert "Doe dit eerst: Beslis over de klacht aan: Bestuurder; kan ook nog niet" in closing
