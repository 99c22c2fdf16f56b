"""Letters at the desk: sent with the act when nothing is missing, waiting when something is, and read by who they are for."""

from __future__ import annotations

import email
from email import policy
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, dossier_address, section, text
from wederhoor.correspondence import dispatch, outgoing
from wederhoor.correspondence.mail import MailOnFile, sent
from wederhoor.dossier.door import NotFound, read_document

INTERNAL = "Alleen voor de behandelaar"


def mails() -> list[MailOnFile]:
    """What left, once the worker has come by."""
    outgoing.deliver(timezone.now())
    return sent(django_settings.MAIL_FOLDER)


def letters(desk: Desk, number: str, role: str = "handler") -> list[tuple[str, UUID]]:
    return [(d.letter, d.id) for d in desk.open(number, role).documents if d.kind == "letter"]


@pytest.fixture
def waiting(desk: Desk) -> str:
    """A complaint that was forwarded: its letter lacks the reasons."""
    number = desk.receive()
    assert desk.act("handler", number, "forward", body="complaints desk").status_code == 302
    return number


def test_a_letter_with_everything_goes_out_with_the_act(desk: Desk) -> None:
    number = desk.receive()
    response = desk.act("handler", number, "acknowledge")
    assert response.status_code == 302
    page = desk.get("handler", dossier_address(number))
    assert "Brief staat klaar om te vertrekken: Ontvangstbevestiging" in text(page)
    assert "Brief: Ontvangstbevestiging" not in section(page, "now-title")
    [(name, document)] = letters(desk, number)
    assert name == "confirmation"
    kept = desk.get("handler", f"{dossier_address(number)}stuk/{document}/")
    assert (kept.headers["Content-Type"], kept.content[:5]) == ("application/pdf", b"%PDF-")
    [mail] = mails()
    assert mail.to == "kanarie@voorbeeld.test"
    assert "gang" not in mail.subject + mail.body
    message = email.message_from_bytes((django_settings.MAIL_FOLDER / mail.name).read_bytes(), policy=policy.default)
    [attached] = message.iter_attachments()
    assert attached.get_payload(decode=True) == kept.content


def test_without_a_mail_address_the_letter_is_kept_and_nothing_is_mailed(desk: Desk) -> None:
    number = desk.receive(mail="")
    desk.act("handler", number, "acknowledge")
    assert [name for name, _ in letters(desk, number)] == ["confirmation"]
    assert mails() == []


def test_a_letter_that_lacks_something_is_not_sent_and_waits(desk: Desk, waiting: str) -> None:
    page = desk.get("handler", dossier_address(waiting))
    assert "nog niet af" in text(page)
    assert "Bericht van overdracht" in section(page, "now-title")
    assert (letters(desk, waiting), mails()) == ([], [])


def test_the_letter_page_refuses_to_send_and_names_what_is_missing(desk: Desk, waiting: str) -> None:
    address = f"{dossier_address(waiting)}brief/forwarded/2/"
    assert "Nog leeg: redenen" in text(desk.get("handler", address))
    refused = desk.post("handler", address, send="1")
    assert refused.status_code == 422
    for words in ("De brief is nog niet af", "Nog leeg: redenen"):
        assert words in text(refused)
    assert (letters(desk, waiting), mails()) == ([], [])


def test_the_missing_part_is_typed_seen_and_sent_once(desk: Desk, waiting: str) -> None:
    address, reasons = f"{dossier_address(waiting)}brief/forwarded/2/", "Zij zijn <i>onafhankelijk</i>."
    seen = desk.post("handler", address, reasons=reasons, save="1")
    assert seen.status_code == 200
    assert "<i>onafhankelijk" not in seen.content.decode()
    assert "Nog leeg" not in text(seen)
    assert letters(desk, waiting) == [], "looking is not sending"
    for _ in range(2):
        assert desk.post("handler", address, reasons=reasons, send="1").status_code == 302
    assert [name for name, _ in letters(desk, waiting)] == ["forwarded"]
    assert len(mails()) == 1
    kept = text(desk.get("handler", address))
    assert "Versturen naar" not in kept
    assert "Zij zijn <i>onafhankelijk</i>." in kept, "a sent letter shows what was sent, typed parts too"


def test_a_place_that_the_dossier_fills_is_not_for_typing(desk: Desk, waiting: str) -> None:
    address = f"{dossier_address(waiting)}brief/forwarded/2/"
    page = text(desk.post("handler", address, reasons="Redenen", onzin="Mag niet", save="1"))
    assert "Mag niet" not in page


def test_the_register_holds_what_was_sent_newest_first(desk: Desk) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    for number in (first, second):
        desk.act("handler", number, "acknowledge")
        assert mails()
        desk.later(hours=1)
    desk.get("handler", WORKLIST)  # takes the message that it was sent
    page = text(desk.get("handler", f"{WORKLIST}brieven/"))
    assert page.index(second) < page.index(first)
    assert page.count("Ontvangstbevestiging Klager per e-mail") == 2
    filtered = text(desk.get("handler", f"{WORKLIST}brieven/?q={first}&way=mail"))
    assert (first in filtered, f"{second} Ontvangst" in filtered) == (True, False)
    assert "Klager" not in text(desk.get("handler", f"{WORKLIST}brieven/?way=print"))


def told(desk: Desk) -> str:
    """A complaint of which the accused knows: they were heard."""
    number = desk.receive()
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    return number


def test_the_accused_sees_no_letter_to_the_complainant(desk: Desk) -> None:
    number = told(desk)
    desk.act("handler", number, "acknowledge")
    [(_, document)] = letters(desk, number)
    address = dossier_address(number)
    page = desk.get("accused", address)
    assert page.status_code == 200
    assert "brief/confirmation" not in page.content.decode()
    assert str(document) not in page.content.decode()
    assert letters(desk, number, "accused") == []
    assert desk.get("accused", f"{address}stuk/{document}/").status_code == 404
    assert desk.get("accused", f"{address}brief/confirmation/3/").status_code == 404
    register = text(desk.get("accused", f"{WORKLIST}brieven/"))
    assert number not in register
    assert "Er zijn nog geen brieven verstuurd." in register
    opened = desk.open(number, "accused")
    with pytest.raises(NotFound):
        read_document(opened, document, actor=opened.actor, now=desk.now)


def test_the_accused_does_not_send_a_letter_of_the_handler(desk: Desk, waiting: str) -> None:
    address = f"{dossier_address(waiting)}brief/forwarded/2/"
    assert desk.post("accused", address, reasons="Ik was het niet", send="1").status_code == 404
    assert (letters(desk, waiting), mails()) == ([], [])


def test_the_accused_sees_no_internal_note(desk: Desk) -> None:
    number = told(desk)
    desk.act("handler", number, "note", note=INTERNAL)
    assert INTERNAL in text(desk.get("handler", dossier_address(number)))
    assert INTERNAL not in text(desk.get("accused", dossier_address(number)))
    assert INTERNAL not in str(desk.open(number, "accused").texts)


def test_the_accused_reads_the_complaint_but_not_how_to_reach_the_complainant(desk: Desk) -> None:
    page = text(desk.get("accused", dossier_address(told(desk))))
    assert "Het ging niet goed op de gang." in page
    assert "kanarie@voorbeeld.test" not in page


def test_the_mail_folder_of_the_demo_shows_the_mail_and_its_letter(desk: Desk, settings: Settings) -> None:
    settings.DEMO = True
    desk.act("handler", desk.receive(), "acknowledge")
    [mail] = mails()
    folder = f"{WORKLIST}mail/"
    assert "Er is een brief voor u" in text(desk.get("handler", folder))
    one = desk.get("handler", f"{folder}{mail.name}/")
    assert "kanarie@voorbeeld.test" in text(one)
    assert desk.get("handler", f"{folder}{mail.name}/0/").content[:5] == b"%PDF-"
    for wrong in (f"{mail.name}/1/", "niets.eml/", "..%2Fsecret/", "secret/", "niets.eml/0/"):
        assert desk.get("handler", f"{folder}{wrong}").status_code == 404, wrong


@pytest.mark.parametrize("measures", ["", "Wij hangen een rooster op."])
def test_the_letter_says_when_measures_are_done_only_where_there_are_measures(desk: Desk, measures: str) -> None:
    number = desk.receive()
    for party in ("complainant", "accused"):
        assert desk.act("handler", number, "hear", party=party, how="oral").status_code == 302
    answers = {"outcome": "unfounded", "reasons": "Het rooster klopte.", "decisions": "Wij doen verder niets."}
    asked = desk.act("director", number, "judge", **answers, measures=measures, measures_by="")
    assert asked.status_code == (422 if measures else 302)
    if measures:
        assert "Vul in: Wanneer zijn de maatregelen klaar" in text(
            asked
        ) or "vul in: Wanneer zijn de maatregelen klaar" in text(asked)
        done = {"measures": measures, "measures_by": "Voor 1 juni."}
        assert desk.act("director", number, "judge", **answers, **done).status_code == 302
    (draft,) = (one for one in dispatch.drafts(desk.open(number), desk.now) if one.name == "judgement")
    assert (draft.missing, draft.letter is None) == ((), False)
    assert draft.letter
    assert ("Wanneer dat klaar is" in draft.letter.text) is bool(measures)
