"""Acts of the complainant: one question a page, what it will bring about, and only then it is done."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from tests.frontdoor.following.conftest import Complaint, made
from wederhoor.dossier.door import NewPerson
from wederhoor.organisations.models import Account, Organisation

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
NAME = re.compile(r'(?:<input|<textarea|<select)[^>]*? name="([^"]+)"')


def carried(page: str) -> dict[str, str]:
    """The hidden answers of earlier pages."""
    main = page[page.index("<main") : page.index("</main>")]
    return {name: value for name, value in HIDDEN.findall(main) if name != "csrfmiddlewaretoken"}


def walk(complaint: Complaint, act: str, answers: dict[str, Any]) -> str:
    """Through every page of an act to the last, with these answers, and done; what the page after it says."""
    page = complaint.see(f"doen/{act}/")
    for _ in range(9):
        typed: dict[str, Any] = carried(page)
        if 'name="sure"' in page:
            return complaint.send(f"doen/{act}/", typed | {"sure": "1"}).content.decode()
        asked = set(NAME.findall(page[page.index("<main") : page.index("</main>")])) & answers.keys()
        page = complaint.send(f"doen/{act}/", typed | {name: answers[name] for name in asked}).content.decode()
    raise AssertionError("no end to the questions")


@pytest.mark.requirement("OTT-13")
def test_the_complainant_chooses_the_route_and_it_is_recorded_as_theirs(complaint: Complaint) -> None:
    complaint.do("acknowledge")
    complaint.do("inform")
    said = walk(complaint, "choose-route", {"route": ["judgement"], "reason": "Ik wil het zwart op wit."})
    assert "Klager koos de weg" in said or "oordeel" in said.lower()
    (event,) = [e for e in complaint.open().events if e.act == "choose route"]
    assert (event.by, event.actor, event.on_behalf_of) == ("complainant", "complainant-code", "")
    assert "Ik wil het zwart op wit." in complaint.open().texts.values()


def test_nothing_is_done_before_the_last_page_and_back_keeps_what_was_typed(complaint: Complaint) -> None:
    before = complaint.open().seq
    first = complaint.see("doen/object-to-person/")
    assert "Er is nog niemand van wie dit kan." in first
    complaint.do("contact", how="telephone")
    page = complaint.see("doen/object-to-person/")
    assert "Stap 1 van" in page
    typed = carried(page) | {"person": complaint.account.pk.hex}
    second = complaint.send("doen/object-to-person/", typed).content.decode()
    reasons = carried(second) | {"reasons": "Hij schold mij uit."}
    check = complaint.send("doen/object-to-person/", reasons).content.decode()
    assert "Hij schold mij uit." in check
    assert "Dit gebeurt er dan" in check
    back = complaint.send("doen/object-to-person/", carried(check) | {"back": "1"}).content.decode()
    assert ">\nHij schold mij uit.</textarea>" in back
    assert complaint.open().seq == before + 1, "only the contact of the handler"


@pytest.mark.requirement("LOJ-05")
@pytest.mark.django_db
def test_an_objection_with_its_reason_is_recorded_and_stands_until_it_is_decided() -> None:
    complaint = made("loj", law="wlz", door="officer")
    complaint.enter()
    complaint.do("acknowledge")
    walk(complaint, "object-to-person", {"person": complaint.account.pk.hex, "reasons": "Hij is mijn buurman."})
    dossier = complaint.open()
    assert complaint.account.pk.hex in dossier.state.objected
    assert "Hij is mijn buurman." in dossier.texts.values()


def test_a_question_without_an_answer_says_so_and_nothing_is_lost(complaint: Complaint) -> None:
    page = complaint.see("doen/add-assistant/")
    answer = complaint.browser.post(complaint.at("doen/add-assistant/"), carried(page) | {"name": ""})
    assert answer.status_code == 422
    assert "ds-error-summary" in answer.content.decode()


@pytest.mark.requirement("OTT-21", "LOJ-06")
def test_a_helper_is_added_and_gets_a_code_that_opens_the_same_side(complaint: Complaint) -> None:
    walk(complaint, "add-assistant", {"name": "Hanna Helpster"})
    page = complaint.see("gegevens/")
    assert "Hanna Helpster" in page
    (person,) = re.findall(r'name="code" value="(p\d+)"', page)
    shown = complaint.send("gegevens/", {"code": person}).content.decode()
    (code,) = re.findall(r'class="code">([^<]+)</p>', shown)
    helper = made_browser(complaint, code)
    assert helper.get(complaint.at()).status_code == 200
    own = helper.get(complaint.at("gegevens/")).content.decode()
    assert "klara@voorbeeld.test" not in own, "the contact data of who complained are theirs"
    complaint.send("gegevens/", {"code": person})
    assert helper.get(complaint.at()).status_code == 302, "a new code ended the old one"


def made_browser(complaint: Complaint, code: str) -> Any:
    browser = Client()
    complaint.enter(code, browser)
    return browser


ASKING = 'doen/ask-satisfaction/"'


def test_why_not_is_said_with_its_place(complaint: Complaint) -> None:
    page = complaint.see("doen/")
    part = page[page.index("Wat nu niet kan") :]
    assert "Dit kan nog niet" in part or "kan nu niet" in part or "nu nog niet" in part
    assert "Dit staat in de regeling, bij:" in part


def test_an_act_of_the_desk_is_no_page_here(complaint: Complaint) -> None:
    assert complaint.browser.get(complaint.at("doen/judge/")).status_code == 404
    assert complaint.browser.get(complaint.at("doen/receive/")).status_code == 404


def test_withdrawing_says_what_it_means_first(complaint: Complaint) -> None:
    page = complaint.see("doen/withdraw/")
    check = complaint.send("doen/withdraw/", carried(page) | {"reason": ""}).content.decode()
    assert "Dit gebeurt er dan" in check
    assert 'data-color="danger"' in check
    complaint.send("doen/withdraw/", carried(check) | {"sure": "1"})
    assert complaint.open().state.stopped_at


@pytest.mark.requirement("JOT-03")
@pytest.mark.django_db
def test_how_it_went_in_short_questions() -> None:
    complaint = made("jot", law="wlz")
    complaint.enter()
    for party in ("complainant", "accused"):
        complaint.do("hear", party=party, how="oral")
    first = complaint.see("doen/ask-satisfaction/")
    assert "Geen antwoord" in first
    assert "Niet ingevuld" not in first, "that is how the desk says it"
    page = walk(
        complaint, "ask-satisfaction", {"treatment": "goed", "result": "voldoende", "better": "Sneller bellen."}
    )
    assert "ds-alert" in page
    (event,) = [e for e in complaint.open().events if e.act == "ask satisfaction"]
    assert event.by == "complainant"
    assert {event.values["treatment"], event.values["result"]} == {"goed", "voldoende"}
    assert "Sneller bellen." in complaint.open().texts.values()


@pytest.mark.django_db
def test_how_it_went_is_pointed_at_when_it_is_over_and_until_it_was_answered() -> None:
    complaint = made("jot", law="wlz")
    complaint.enter()
    assert ASKING not in complaint.see(), "nobody asks how it went before it went"
    for party in ("complainant", "accused"):
        complaint.do("hear", party=party, how="oral")
    why = {"reasons": "Het was te koud.", "decisions": "Er komt een radiator.", "measures_by": "Mei."}
    complaint.do("judge", why, role="director", outcome="founded")
    theme = next(iter(complaint.open().regulation.lists["themes"]))
    complaint.do("register", {"actions": "De radiator is gemaakt.", "results": "Het is warm."}, theme=theme)
    complaint.do("close", {"procedure_followed": "Gesproken.", "outcome_words": "Het is warm."})
    assert ASKING in complaint.see()
    walk(complaint, "ask-satisfaction", {"treatment": "goed", "result": "voldoende", "better": ""})
    assert ASKING not in complaint.see()
    page = complaint.see("doen/")
    said = f"U deed dit al op {date_format(timezone.localdate(), 'j F Y')}."
    assert said in page[page.index(ASKING) :][:400], "it may be said again"


@pytest.mark.django_db
def test_whether_it_came_right_is_asked_after_talking_and_not_a_minute_after_complaining() -> None:
    complaint = made("jot", law="wlz")
    complaint.enter()
    asking = 'doen/say-whether-resolved/"'
    assert asking not in complaint.see()
    assert asking in complaint.see("doen/"), "who wants to say it may"
    complaint.do("hear", party="complainant", how="oral")
    assert asking in complaint.see()
    walk(complaint, "say-whether-resolved", {"answer": "settled", "reason": ""})
    assert asking not in complaint.see()


@pytest.mark.requirement("IZW-03")
@pytest.mark.django_db
def test_consent_for_a_contact_names_with_whom_and_is_not_asked_while_there_is_nobody() -> None:
    alone = made("izw")
    alone.enter()
    assert "Er is nog niemand van wie dit kan." in alone.see("doen/give-consent/")
    Organisation.objects.update(code="elders")
    Account.objects.update(email="elders@voorbeeld.test")
    complaint = made("izw", NewPerson("accused", "Bo Beklaagd"))
    complaint.enter()
    page = complaint.see("doen/give-consent/")
    assert "Bo Beklaagd" in complaint.send("doen/give-consent/", carried(page) | {"answer": "given"}).content.decode()
    walk(complaint, "give-consent", {"answer": "given", "person": "p2"})
    (event,) = [e for e in complaint.open().events if e.act == "give consent"]
    assert (event.by, event.values["person"], event.values["answer"]) == ("complainant", "p2", "given")
