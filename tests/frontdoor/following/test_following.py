"""The own pages of who complains: the code, where it stands, messages, letters, papers, own data, who looked."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.frontdoor.following.conftest import STORY, Complaint, made
from wederhoor.dossier import people
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Notice
from wederhoor.frontdoor import sentences
from wederhoor.organisations import attempts
from wederhoor.organisations.models import Session

NEW = 'class="how-many">1<'
PAGES = ("", "berichten/", "brieven/", "doen/", "papieren/", "gegevens/", "gekeken/")


def test_the_code_opens_every_page_and_is_nowhere_in_an_address(complaint: Complaint) -> None:
    answer = complaint.enter()
    assert [complaint.code in where for where, _ in answer.redirect_chain] == [False]
    for page in PAGES:
        assert complaint.number in complaint.see(page)


def test_the_code_itself_is_not_kept(complaint: Complaint) -> None:
    kept = [row.get_decoded() for row in Session.objects.all()]
    assert kept
    plain = complaint.code.replace("-", "").lower()
    assert plain not in str(kept).replace("-", "").lower()


@pytest.mark.parametrize("page", PAGES)
def test_without_the_code_no_page_opens_and_a_number_that_exists_answers_as_one_that_does_not(
    complaint: Complaint, page: str
) -> None:
    stranger = Client()
    known = stranger.get(complaint.at(page))
    unknown = stranger.get(complaint.at(page).replace(complaint.number, "K-2026-9999"))
    assert (known.status_code, known["Location"]) == (302, f"/{complaint.here.code}/volgen/")
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


def test_half_an_hour_of_quiet_closes_and_what_was_typed_comes_back_with_the_code(complaint: Complaint) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        asked = complaint.browser.post(complaint.at("berichten/"), {"message": "Ik ben er nog."})
        assert asked.status_code == 422
        assert 'value="Ik ben er nog."' in asked.content.decode()
        again = {"message": "Ik ben er nog.", "code_again": complaint.code}
        page = complaint.send("berichten/", again).content.decode()
        assert "Ik ben er nog." in page
        assert "Uw bericht is verstuurd." in page


def test_closing_forgets_it(complaint: Complaint) -> None:
    said = complaint.browser.post(f"/{complaint.here.code}/volgen/sluiten/", follow=True).content.decode()
    assert "Niemand kan hier meer meekijken" in said
    assert complaint.browser.get(complaint.at()).status_code == 302


@pytest.mark.requirement("OTT-13")
def test_where_it_stands_what_was_promised_and_why_that_date(complaint: Complaint) -> None:
    page = complaint.see()
    assert "hier zijn wij nu" in page
    assert 'aria-current="step"' in page
    assert "Uiterlijk op" in page
    why = page.split("Waarom deze datum?", 1)[1]
    assert "werkdag" in why.split("</details>")[0]
    assert "4.3" in why


def test_messages_go_both_ways_and_what_is_new_is_marked_once(complaint: Complaint) -> None:
    complaint.send("berichten/", {"message": "Wanneer belt u?"})
    dossier = complaint.open()
    assert "Wanneer belt u?" in dossier.texts.values()
    with in_organisation(complaint.here.pk):
        assert Notice.objects.filter(account=complaint.account, kind="message").exists()
    complaint.do("message", {"message": "Morgen om tien uur."})
    assert NEW in complaint.see()
    thread = complaint.see("berichten/")
    assert "Morgen om tien uur." in thread
    assert "Bo Behandelaar" not in thread
    assert NEW not in complaint.see()


def test_the_same_message_sent_twice_is_one(complaint: Complaint) -> None:
    for _ in range(2):
        page = complaint.send("berichten/", {"message": "Hoort u mij?\r\nIk wacht."}).content.decode()
        assert "Uw bericht is verstuurd." in page
    assert sum(e.act == "receive message" for e in complaint.open().events) == 1


def test_the_same_words_with_a_file_are_another_message_and_the_file_is_kept_once(complaint: Complaint) -> None:
    for content in (b"", b"veertien graden", b"veertien graden", b"twaalf graden"):
        files = {"papers": SimpleUploadedFile("meter.txt", content, "text/plain")} if content else {}
        complaint.send("berichten/", {"message": "Kijk maar."} | files)
    assert sum(e.act == "receive message" for e in complaint.open().events) == 3
    page = complaint.see("papieren/")
    addresses = set(re.findall(r'href="([^"]+/papieren/[0-9a-f-]{36}/)"', page))
    found = sorted(complaint.browser.get(address).content for address in addresses)
    assert found == [b"twaalf graden", b"veertien graden"]


def test_a_file_comes_along_and_is_there_to_open(complaint: Complaint) -> None:
    picture = SimpleUploadedFile("kamer.txt", b"de meter staat op 14 graden", "text/plain")
    complaint.send("berichten/", {"message": "Kijk maar.", "papers": picture})
    page = complaint.see("papieren/")
    (address,) = re.findall(r'href="([^"]+/papieren/[0-9a-f-]{36}/)"', page)
    assert complaint.browser.get(address).content == b"de meter staat op 14 graden"
    assert Client().get(address).status_code == 302


def test_others_at_the_same_address_do_not_use_up_how_many_files_one_may_send(complaint: Complaint) -> None:
    now = timezone.now()
    for _ in range(11):
        attempts.too_many("files", address="127.0.0.1", place="127.0.0.1", now=now)
    paper = SimpleUploadedFile("meter.txt", b"veertien graden", "text/plain")
    complaint.send("berichten/", {"message": "Kijk maar.", "papers": paper})
    assert "meter.txt" in complaint.see("papieren/")


def test_a_file_with_a_name_in_another_script_opens(complaint: Complaint) -> None:
    paper = SimpleUploadedFile("комната.txt", b"veertien graden", "text/plain")
    complaint.send("berichten/", {"message": "Kijk maar.", "papers": paper})
    (address,) = re.findall(r'href="([^"]+/papieren/[0-9a-f-]{36}/)"', complaint.see("papieren/"))
    answer = complaint.browser.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="_______.txt"'


def test_what_is_within_stays_within(complaint: Complaint) -> None:
    complaint.do("note", {"note": "Kanarie van binnen"})
    for page in PAGES:
        assert "Kanarie van binnen" not in complaint.see(page)


def test_who_looked_by_role_and_never_by_name(complaint: Complaint) -> None:
    complaint.open()
    page = complaint.see("gekeken/")
    role = complaint.open().regulation.roles["mediator"].label
    assert role in page
    assert "Bo Behandelaar" not in page


def test_contact_data_and_how_to_be_told_are_the_complainants_to_change(complaint: Complaint) -> None:
    complaint.send("gegevens/", {"way": "telephone", "telephone": "0687654321", "print": "large"})
    (me,) = [p for p in complaint.open().people if p.side == "complainant"]
    assert (me.contact["way"], me.contact["telephone"], me.contact["print"]) == ("telephone", "0687654321", "large")
    complaint.send("gegevens/", {"way": "helper", "helper": "Mijn zus, 0611111111"})
    (me,) = [p for p in complaint.open().people if p.side == "complainant"]
    assert (me.contact["way"], me.contact["helper"]) == ("helper", "Mijn zus, 0611111111")
    missing = complaint.browser.post(complaint.at("gegevens/"), {"way": "post"})
    assert missing.status_code == 422
    assert "Vul ook uw adres in." in missing.content.decode()


def test_several_complaints_are_open_in_one_browser(complaint: Complaint) -> None:
    other = made("jot")
    other.browser = complaint.browser
    other.enter()
    assert STORY in other.see()
    assert complaint.see()


def test_a_new_code_ends_the_old_one_and_is_logged(complaint: Complaint) -> None:
    code = people.new_code(complaint.open(), "", actor=complaint.actor, now=timezone.now())
    assert complaint.browser.get(complaint.at()).status_code == 302, "the session of the old code ended with it"
    assert complaint.browser.post(f"/{complaint.here.code}/volgen/", {"code": complaint.code}).status_code == 422
    assert complaint.enter(code).status_code == 200
    assert complaint.see()
    with in_organisation(complaint.here.pk):
        assert AccessLog.objects.filter(dossier=complaint.number, action="new code").exists()


def test_the_own_words_of_the_organisation_stand_behind_the_code_too(
    complaint: Complaint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sentences, "own_home", lambda: tmp_path / "texts")
    folder = tmp_path / "texts" / complaint.here.code / "nl"
    folder.mkdir(parents=True)
    (folder / "following.yaml").write_text("messages:\n  sent: Het huis heeft uw bericht.\n", encoding="utf-8")
    sentences.own.cache_clear()
    try:
        page = complaint.send("berichten/", {"message": "Hoort u mij?"}).content.decode()
    finally:
        sentences.own.cache_clear()
    assert "Het huis heeft uw bericht." in page


AIMED = "De termijn moet nog beginnen. Wij proberen het uiterlijk op donderdag 5 maart 2026 te doen."


def step_of(page: str, title: str) -> str:
    """One of the things that happen now."""
    found = [
        one
        for one in re.findall(r'<li><span class="n".*?</li>(?=<li><span class="n"|</ul>)', page, re.DOTALL)
        if title in one
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.requirement("JOT-03")
@time_machine.travel(datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam")), tick=False)
def test_a_term_that_begins_later_is_not_called_no_date_and_what_is_aimed_for_is_said(db: None) -> None:
    one = made("jot", law="wlz")
    one.enter()
    contact = step_of(one.see(), "Wij nemen contact met ")
    assert AIMED in contact
    assert "geen datum" not in contact
    assert "Waarom deze datum?" in contact
    assert "De regeling noemt hiervoor geen datum." in one.see(), "of what has no term at all that stays true"


@pytest.mark.django_db
def test_what_happens_now_stands_in_the_order_of_the_road_and_the_picture_shows_the_road_ahead() -> None:
    """By date the decision would stand before the receipt: the text gives no day to what comes first."""
    one = made("jot", law="wlz")
    one.enter()
    page = text_of(one.see())
    road = page[page.index("De weg van de klacht") : page.index("Dit kunt u nu doen")]
    assert re.findall(r"Nieuw|In gesprek met klager|Gesprek tussen partijen|Oorzaak en maatregelen|Beslist|Gesloten", road) == [
        "Nieuw", "In gesprek met klager", "Gesprek tussen partijen", "Oorzaak en maatregelen", "Beslist", "Gesloten",
    ]  # fmt: skip
    now = page[page.index("Wat gebeurt er nu?") : page.index("Dit is er gebeurd")]
    told = (
        "Wij schrijven u dat wij uw klacht hebben",
        "Wij nemen contact",
        "Wij maken een afspraak",
        "Wij beslissen over",
    )
    assert [now.index(words) for words in told] == sorted(now.index(words) for words in told)


@time_machine.travel(datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam")), tick=False)
def test_a_rule_of_the_law_is_said_to_stand_in_the_law_and_one_of_the_text_in_the_text(db: None) -> None:
    one = made("jot", law="wlz")
    one.enter()
    page = text_of(one.see())
    assert "Dit staat in de wet, bij: Wkkgz art. 16 lid 3" in page
    assert "Dit staat in de regeling, bij: Procedure 1" in page
    assert "Wet:" not in page


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
