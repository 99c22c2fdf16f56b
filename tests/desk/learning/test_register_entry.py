"""The register of one dossier: what is missing is named before closing, filled in by who keeps it, and counted at once."""

from __future__ import annotations

import re

import pytest

from tests.desk.conftest import Desk, act_address, text
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, RegisterEntry, RegisterLink, RegisterRow
from wederhoor.organisations.models import Membership


def address(number: str) -> str:
    return f"/werkplek/dossiers/{number}/register/"


def row_of(desk: Desk) -> RegisterRow:
    with in_organisation(desk.here.pk):
        return RegisterRow.objects.get()


def ready(desk: Desk, after: int = 10, theme: str = "care", **values: str) -> str:
    """A complaint that may be closed: the client goes no further after so many days, and it was put in the register."""
    number = desk.receive(**values)
    desk.act("handler", number, "acknowledge")
    desk.later(days=after)
    said = {"said_by": "Kees Kanarie", "said_how": "telephone"}
    assert desk.act("handler", number, "stop going on", **said).status_code == 302
    desk.act(
        "handler", number, "register", theme=theme, actions="Er was een gesprek.", results="Het rooster is aangepast."
    )
    return number


def closed(desk: Desk, after: int = 10, **values: str) -> str:
    number = ready(desk, after, **values)
    done = desk.act("handler", number, "close", procedure_followed="Er was een gesprek.", outcome_words="Het is klaar.")
    assert done.status_code == 302, text(done)
    return number


@pytest.mark.requirement("JOT-20")
def test_the_closing_page_names_what_the_register_misses_and_leads_there(desk: Desk) -> None:
    number = ready(desk, hope="solution")
    page = desk.get("handler", act_address(number, "close"))
    assert "Het register mist nog: oorzaak, of uitkwam waar de klager op hoopte." in text(page)
    assert address(number) in page.content.decode()


@pytest.mark.requirement("JOT-20")
def test_a_question_whose_answer_the_register_misses_is_not_called_needless(desk: Desk) -> None:
    known, unknown = (text(desk.get("handler", address(number))) for number in (ready(desk), desk.receive("other")))
    assert "Oorzaak (nog in te vullen)" in known
    assert "Thema, fijner (hoeft niet)" in known
    assert "Thema (nog in te vullen)" in unknown


@pytest.mark.requirement("JOT-20")
def test_whoever_writes_in_the_register_is_asked_for_the_cause_as_well(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", act_address(number, "register"))
    assert re.search(r"Het register mist nog: [^.]*oorzaak", text(page))
    assert address(number) in page.content.decode()
    assert "Na het sluiten vervallen" not in text(page)


def test_what_is_filled_in_counts_at_once(desk: Desk) -> None:
    number = closed(desk, hope="solution")
    before = row_of(desk)
    assert (before.theme, before.heading, before.cause, before.came_of_it) == ("care", "care", "", "")
    done = desk.post("handler", address(number), part="", **{
        "part-theme": "medication", "part-cause": "knowledge", "part-came_of_it": "partly", "part-team": "",
    })  # fmt: skip
    assert done.status_code == 302, text(done)
    after = row_of(desk)
    assert (after.theme, after.heading, after.cause, after.came_of_it) == ("medication", "care", "knowledge", "partly")
    with in_organisation(desk.here.pk):
        assert RegisterLink.objects.get().missing == ""
        assert AccessLog.objects.filter(dossier=number, action="register entry").count() == 1
    page = text(desk.get("handler", address(number)))
    assert "Medicatie (Zorg en behandeling) hier ingevuld" in page
    assert "Alles is ingevuld." in page


def test_somebody_who_does_not_keep_the_register_cannot_look_in_it_or_write(desk: Desk) -> None:
    number = closed(desk)
    for who in ("director", "confidant", "accused", "outsider"):
        assert desk.get(who, address(number)).status_code == 404
        assert desk.post(who, address(number), part="", **{"part-cause": "knowledge"}).status_code == 404
    assert row_of(desk).cause == ""
    assert address(number) not in desk.get("director", f"/werkplek/dossiers/{number}/").content.decode()


@pytest.mark.requirement("IZW-17")
def test_a_late_complaint_asks_why_with_words_that_stay_sealed(desk: Desk) -> None:
    number = closed(desk, after=60)
    assert row_of(desk).in_time is False
    page = text(desk.get("handler", address(number)))
    assert "Waarom later ontbreekt" in page
    wrong = desk.post("handler", address(number), part="", **{"part-cause": "none found", "part-late_reason": "other"})
    assert wrong.status_code == 422
    assert "‘anders’ alleen legt niets uit" in text(wrong)
    assert 'value="none found" selected' in wrong.content.decode()
    secret = "De kanarie van de buren was ziek."
    desk.post("handler", address(number), part="", **{
        "part-cause": "none found", "part-late_reason": "other", "part-late_words": secret,
    })  # fmt: skip
    assert row_of(desk).late_reason == "other"
    with in_organisation(desk.here.pk):
        kept = RegisterEntry.objects.get()
    assert secret.encode() not in bytes(kept.late_words)
    assert secret in text(desk.get("handler", address(number)))


def test_the_answers_about_satisfaction_come_in_after_closing(desk: Desk) -> None:
    number = closed(desk)
    assert (row_of(desk).treatment, row_of(desk).result) == ("", "")
    desk.act("handler", number, "ask satisfaction", treatment="goed", result="matig")
    assert (row_of(desk).treatment, row_of(desk).result) == ("goed", "matig")
    assert row_of(desk).quarter == "2026-Q1"


def test_a_dossier_that_reopens_leaves_the_register_and_keeps_what_was_filled_in(desk: Desk) -> None:
    number = closed(desk)
    desk.post("handler", address(number), part="", **{"part-cause": "staffing"})
    desk.act("handler", number, "reopen", reason="Er is meer gebleken.")
    with in_organisation(desk.here.pk):
        assert not RegisterRow.objects.exists()
        assert RegisterEntry.objects.get().cause == "staffing"


def test_a_word_that_is_on_no_list_is_refused(desk: Desk) -> None:
    number = closed(desk)
    wrong = desk.post("handler", address(number), part="", **{"part-cause": "mevrouw Jansen"})
    assert wrong.status_code == 422
    assert row_of(desk).cause == ""


def test_an_outsider_who_handles_does_not_keep_the_register(desk: Desk) -> None:
    number = closed(desk)
    Membership.objects.filter(account=desk.accounts["handler"]).update(role="confidant")
    assert desk.get("handler", address(number)).status_code == 404
