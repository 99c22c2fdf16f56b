"""A code that was lost: a new one by mail or from the handler; nothing tells whether an address is known."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.frontdoor.complaint import sent
from tests.frontdoor.following.conftest import Complaint
from wederhoor.correspondence import lost_codes, mail, outgoing
from wederhoor.dossier import codes, door, keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, CodeAsked
from wederhoor.organisations.models import Account, Membership, Organisation

KNOWN, STRANGE = "klara@voorbeeld.test", "niemand@voorbeeld.test"


@pytest.fixture(autouse=True)
def letters(settings: Settings, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.SITE_URL = "https://klachten.voorbeeld.test"
    return tmp_path / "mail"


def ask(complaint: Complaint, address: str) -> str:
    answer = Client().post(f"/{complaint.here.code}/volgen/kwijt/", {"email": address})
    assert answer.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def mailed(folder: Path) -> tuple[str, str]:
    """The code and the link of the one mail."""
    (one,) = mail.sent(folder)
    (link,) = re.findall(r"https://\S+", one.body)
    (code,) = re.findall(r"Typ dan: (\S.*)", one.body)
    return code, link


def test_the_answer_is_the_same_for_an_address_that_is_known_and_one_that_is_not(complaint: Complaint) -> None:
    assert ask(complaint, KNOWN) == ask(complaint, STRANGE)
    with in_organisation(complaint.here.pk):
        rows = list(CodeAsked.objects.all())
    assert len(rows) == 2, "both leave a sealed row; nothing was looked up"
    assert all(KNOWN.encode() not in bytes(row.address) for row in rows)


def test_who_is_known_gets_a_mail_and_nobody_else_and_the_question_is_wiped(
    complaint: Complaint, letters: Path
) -> None:
    ask(complaint, KNOWN)
    ask(complaint, STRANGE)
    assert lost_codes.run(timezone.now()) == 1
    (one,) = mail.sent(letters)
    assert one.to == KNOWN
    assert complaint.number not in one.body + one.subject
    with in_organisation(complaint.here.pk):
        assert not CodeAsked.objects.exists()


@pytest.mark.parametrize("answer", [outgoing.LATER, outgoing.UNSURE])
def test_a_mail_that_did_not_leave_is_tried_again_for_a_day(complaint: Complaint, letters: Path, answer: str) -> None:
    ask(complaint, KNOWN)
    start = timezone.now()
    with patch.object(lost_codes, "hand_over", return_value=answer) as tried:
        for minutes in (0, 1, 20, 40):
            lost_codes.run(start + timedelta(minutes=minutes))
        assert tried.call_count == 3, "not at once again"
        for hours in range(1, 40):
            lost_codes.run(start + timedelta(hours=hours))
        assert tried.call_count < 30
    with in_organisation(complaint.here.pk):
        assert not CodeAsked.objects.exists(), "after a day it is over"
    ask(complaint, KNOWN)
    with patch.object(lost_codes, "hand_over", return_value=answer):
        lost_codes.run(timezone.now())
    assert lost_codes.run(timezone.now() + timedelta(hours=1)) == 1


def test_without_mail_the_page_says_to_call_and_nothing_is_kept(complaint: Complaint, settings: Settings) -> None:
    ask(complaint, KNOWN)
    settings.MAIL_ON = False
    page = ask(complaint, KNOWN)
    assert 'name="email"' not in page
    assert "Wij kunnen u ook een nieuwe code voorlezen" in page
    lost_codes.run(timezone.now() + timedelta(hours=25))
    with in_organisation(complaint.here.pk):
        assert not CodeAsked.objects.exists()


def test_the_mail_changes_nothing_until_it_is_used_and_then_the_old_code_stops(
    complaint: Complaint, letters: Path
) -> None:
    ask(complaint, KNOWN)
    lost_codes.run(timezone.now())
    code, link = mailed(letters)
    assert link == f"https://klachten.voorbeeld.test/{complaint.here.code}/volgen/#{code}", (
        "behind the #: no server sees it"
    )
    assert complaint.enter().status_code == 200, "somebody else asked: the old code goes on"
    browser = Client()
    page = complaint.enter(code, browser).content.decode()
    (fresh,) = re.findall(r'class="code">([^<]+)</p>', page)
    assert browser.get(complaint.at()).status_code == 200
    for gone in (code, complaint.code):
        assert Client().post(f"/{complaint.here.code}/volgen/", {"code": gone}).status_code == 422
    assert complaint.enter(fresh, Client()).status_code == 200
    with in_organisation(complaint.here.pk):
        actions = set(AccessLog.objects.filter(dossier=complaint.number).values_list("action", flat=True))
    assert {"mail code", "exchange code", "new code"} <= actions


def test_a_mailed_code_also_works_once_where_the_code_is_asked_again(complaint: Complaint, letters: Path) -> None:
    ask(complaint, KNOWN)
    lost_codes.run(timezone.now())
    code, _ = mailed(letters)
    complaint.browser.post(f"/{complaint.here.code}/volgen/sluiten/")
    page = complaint.send("berichten/", {"message": "Ik ben er nog.", "code_again": code}).content.decode()
    (fresh,) = re.findall(r'class="code">([^<]+)</p>', page)
    assert 'name="message" value="Ik ben er nog."' in page, "what was typed goes on"
    sent_on = complaint.send("berichten/", {"message": "Ik ben er nog."}).content.decode()
    assert "Uw bericht is verstuurd." in sent_on
    assert complaint.enter(code, Client()).status_code == 422
    assert complaint.enter(fresh, Client()).status_code == 200


def test_a_mailed_code_works_for_a_day(complaint: Complaint, letters: Path) -> None:
    ask(complaint, KNOWN)
    lost_codes.run(timezone.now())
    code, _ = mailed(letters)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert Client().post(f"/{complaint.here.code}/volgen/", {"code": code}).status_code == 422
        assert complaint.enter().status_code == 200, "losing a code never ends a complaint"


def test_the_handler_makes_a_new_code_on_the_tab_with_people(complaint: Complaint) -> None:
    desk = Client()
    handler = Account.objects.create_user("alleen@voorbeeld.test", "Alleen Behandelaar")
    Membership.objects.create(account=handler, organisation=complaint.here, role=complaint.role)
    desk.force_login(handler)
    (person,) = [p.code for p in complaint.open().people if p.side == "complainant"]
    at = f"/werkplek/dossiers/{complaint.number}/mensen/"
    assert "Nieuwe code" in desk.get(at).content.decode()
    page = desk.post(f"{at}{person}/", {"code": "new"}).content.decode()
    (fresh,) = re.findall(r'class="code">([^<]+)</p>', page)
    assert f"/{complaint.here.code}/volgen/" in page
    assert complaint.enter(fresh, Client()).status_code == 200
    assert Client().post(f"/{complaint.here.code}/volgen/", {"code": complaint.code}).status_code == 422


def test_the_receipt_of_before_leads_to_following_once_there_is_a_new_code(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": "Te koud.", "name": "Ada"}, key="bon")
    assert client.get("/linde/klacht/ontvangen/").status_code == 200
    dossier = door.open_by_code(linde, keys.code_for(linde, "bon"), now=timezone.now())
    with in_organisation(linde.pk):
        codes.give(dossier.row, "", actor=dossier.actor, now=timezone.now())
    assert client.get("/linde/klacht/ontvangen/")["Location"] == "/linde/volgen/"


def test_who_left_nothing_to_be_reached_by_gets_six_words_again(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": "Te koud."}, key="naamloos")
    dossier = door.open_by_code(linde, keys.code_for(linde, "naamloos"), now=timezone.now())
    with in_organisation(linde.pk):
        code = codes.give(dossier.row, "", actor=dossier.actor, now=timezone.now())
    assert len(code.split("-")) == 6
