"""Beside each duty on a dossier: the button of who can end it now, and else what stands in the way."""

from __future__ import annotations

import re

from tests.desk.conftest import Desk, act_address, dossier_address, text


def duty(page: str, label: str) -> str:
    """The block of one duty."""
    blocks = page.split('<div class="duty"')
    return next(block for block in blocks if f">{label}</h3>" in block).split("</section>")[0]


def test_a_duty_that_cannot_be_done_yet_says_why_and_what_to_do_first(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    page = desk.get("director", dossier_address(number)).content.decode()
    stuck = duty(page, "Beslissen over de klacht")
    assert "Kan nog niet: " in stuck
    assert "gehoord" in stuck
    assert "Doe dit eerst:" in stuck
    assert act_address(number, "judge") not in stuck


def test_a_duty_that_can_be_done_has_its_button_and_no_reason(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", dossier_address(number)).content.decode()
    confirm = duty(page, "Ontvangst bevestigen")
    assert act_address(number, "acknowledge") in confirm
    assert "Kan nog niet" not in confirm


def test_the_duty_of_somebody_else_is_explained_to_who_can_never_end_it_by_whose_it_is(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    page = desk.get("handler", dossier_address(number))
    judging = duty(page.content.decode(), "Beslissen over de klacht")
    assert "Kan nog niet" not in judging
    assert "Bestuurder" in re.sub(r"<[^>]+>", "", judging)
    assert "Kan nog niet" in text(page), "the section about the acts is still there"
