"""A question to a named person without an account: one link, one question, one answer; nothing else of the dossier."""

from __future__ import annotations

import re
import tracemalloc
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.desk.conftest import Desk, dossier_address, text
from tests.desk.test_papers import listed
from tests.dossier.test_uploading import BETWEEN, MEGABYTE, Stream
from wederhoor.dossier import asked, noticing
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import Refused
from wederhoor.dossier.models import Asked

GIVEN = {"person": "Gerda Getuige", "question": "Wat zag u op maandag?", "valid_until": "2026-03-16"}
SECRETS = ("Kanarie", "koud", "Bram", "K-2026", "Het ging niet goed op de gang.")


def ask(desk: Desk, number: str, who: str = "handler", **changed: Any) -> HttpResponse:
    return desk.browser(who).post(f"{dossier_address(number)}vragen/", GIVEN | changed)  # type: ignore[return-value]


def link(desk: Desk, number: str, **changed: Any) -> str:
    """Ask, and the path of the link that is then shown."""
    assert ask(desk, number, **changed).status_code == 302
    found = re.search(r"(/vraag/[\w.-]+/)", desk.get("handler", f"{dossier_address(number)}vragen/").content.decode())
    assert found
    return found.group(1)


@pytest.mark.requirement("JOT-14")
def test_a_named_person_answers_one_question_without_an_account(desk: Desk) -> None:
    number = desk.receive()
    where = link(desk, number)
    page = text(desk.get("visitor", where))
    assert "Wat zag u op maandag?" in page
    assert not [word for word in SECRETS if word in page]
    assert "aangekomen" in text(desk.post("visitor", where, answer="Ik zag niets bijzonders."))
    assert desk.acts(number)[-2:] == ["ask information", "receive information"]
    shown = text(desk.get("handler", dossier_address(number)))
    assert "Gerda Getuige (via de link):" in shown
    assert "Ik zag niets bijzonders." in shown
    assert desk.open(number).events[-1].actor == "asked-link"
    found, _ = noticing.listed(desk.here, Actor(desk.accounts["handler"].pk, "handler", desk.here.pk))
    assert "answer" in [told.kind for told in found]


@pytest.mark.requirement("JOT-14")
def test_files_come_along_with_the_answer_and_only_who_handles_it_sees_them(desk: Desk) -> None:
    number = desk.receive()
    where = link(desk, number)
    sent = SimpleUploadedFile("gang.txt", b"De gang was nat.")
    assert desk.post("visitor", where, answer="Zie het stuk.", papers=sent).status_code == 200
    page = text(desk.get("handler", f"{dossier_address(number)}stukken/"))
    assert ("gang.txt" in page, "Getuige" in page) == (True, True)
    accused = desk.get("accused", f"{dossier_address(number)}stukken/")
    assert "gang.txt" not in text(accused)


def test_an_answer_with_sixty_megabytes_of_files_takes_the_memory_of_one_of_them(desk: Desk) -> None:
    number = desk.receive()
    where, size = link(desk, number), 14 * MEGABYTE
    form = f'--{BETWEEN}\r\nContent-Disposition: form-data; name="answer"\r\n\r\nZie de opnames.\r\n'.encode()
    sent = Stream(*[size] * 4, before=form, content=b"ID3\x04" + bytes(28))
    browser = desk.browser("visitor")
    tracemalloc.start()
    try:
        answer = browser.generic(
            "POST", where,
            **{"wsgi.input": sent, "CONTENT_LENGTH": str(4 * size + 4096), "CONTENT_TYPE": f"multipart/form-data; boundary={BETWEEN}"},
        )  # fmt: skip
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 200, text(answer)
    assert [paper.size for paper in listed(desk, number)] == [size] * 4
    assert peak < 4 * size, f"{peak / MEGABYTE:.0f} MB"


def test_a_file_that_is_refused_says_why_and_nothing_is_answered(desk: Desk) -> None:
    number = desk.receive()
    where = link(desk, number)
    answer = desk.post("visitor", where, answer="Zie het stuk.", papers=SimpleUploadedFile("p.exe", b"MZ" + bytes(99)))
    assert answer.status_code == 422
    assert "p.exe:" in text(answer)
    assert "Zie het stuk." in answer.content.decode(), "the text is not lost"
    assert "receive information" not in desk.acts(number)


def test_files_are_only_looked_at_behind_a_good_text_and_not_for_ever(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def take_in(name: str, content: bytes) -> Refused:
        looked.append(name)
        return Refused(name, "program")

    monkeypatch.setattr("wederhoor.dossier.gate.take_in", take_in)
    where = link(desk, desk.receive())
    answer = desk.post("visitor", where, answer="", papers=SimpleUploadedFile("p.pdf", b"%PDF"))
    assert (answer.status_code, looked) == (422, [])
    for _ in range(10):
        desk.post("visitor", where, answer="Zie.", papers=SimpleUploadedFile("p.pdf", b"%PDF"))
    last = desk.post("visitor", where, answer="Zie.", papers=SimpleUploadedFile("p.pdf", b"%PDF"))
    assert len(looked) == 10
    assert "Wacht een kwartier" in text(last)
    assert "Zie." in last.content.decode(), "the text is not lost"


def test_without_its_link_the_question_is_not_asked_either(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.receive()
    monkeypatch.setattr(asked, "_linked", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask(desk, number)
    assert "ask information" not in desk.acts(number)


def test_an_answer_is_given_once(desk: Desk) -> None:
    number = desk.receive()
    where = link(desk, number)
    desk.post("visitor", where, answer="Eerste")
    second = desk.post("visitor", where, answer="Tweede")
    assert (second.status_code, "werkt niet meer" in text(second)) == (404, True)
    assert desk.acts(number).count("receive information") == 1


def test_an_empty_answer_is_asked_again(desk: Desk) -> None:
    where = link(desk, desk.receive())
    response = desk.post("visitor", where, answer="")
    assert (response.status_code, "Schrijf uw antwoord op." in text(response)) == (422, True)


def test_the_link_ends_on_its_day_and_when_it_is_revoked(desk: Desk) -> None:
    number = desk.receive()
    first, second = link(desk, number), link(desk, number)
    with in_organisation(desk.here.pk):
        row = Asked.objects.order_by("made", "seq").last()
    assert row
    stop = f"{dossier_address(number)}vragen/{row.id}/intrekken/"
    assert desk.post("director", stop).status_code == 404, "who may not ask may not stop either"
    assert desk.get("handler", stop).status_code == 405
    assert desk.post("handler", stop).status_code == 302
    assert desk.get("visitor", second).status_code == 404
    desk.later(days=14)
    assert desk.get("visitor", first).status_code == 200
    desk.later(days=1)
    assert desk.get("visitor", first).status_code == 404
    assert desk.post("visitor", first, answer="Te laat").status_code == 404


def test_the_complaint_is_shown_only_when_that_was_chosen(desk: Desk) -> None:
    where = link(desk, desk.receive(), shares="on")
    assert "Het ging niet goed op de gang." in text(desk.get("visitor", where))


def test_the_link_and_the_name_are_not_kept_as_they_are(desk: Desk) -> None:
    where = link(desk, desk.receive())
    secret = where.split(".")[1].strip("/")
    with in_organisation(desk.here.pk):
        row = Asked.objects.get()
    assert secret.encode() not in bytes(row.secret_hash)
    assert b"Gerda" not in bytes(row.person)


def test_the_link_can_be_mailed_and_the_mail_says_nothing(desk: Desk, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ask(desk, desk.receive(), email="gerda@voorbeeld.test")
    (sent,) = mail.outbox
    assert sent.to == ["gerda@voorbeeld.test"]
    assert "/vraag/" in sent.body
    assert not [word for word in (*SECRETS, "maandag", "Gerda") if word in sent.body + sent.subject]


def test_when_the_mail_server_is_away_the_link_is_still_shown(desk: Desk, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    number = desk.receive()
    assert ask(desk, number, email="gerda@voorbeeld.test").status_code == 302
    page = desk.get("handler", f"{dossier_address(number)}vragen/")
    assert "De mail ging niet weg." in text(page)
    assert re.search(r"/vraag/[\w.-]+/", page.content.decode())


def test_what_is_wrong_is_named_and_nothing_is_lost(desk: Desk) -> None:
    number = desk.receive()
    for wrong in ({"valid_until": "2026-03-01"}, {"valid_until": "2026-09-01"}, {"person": ""}, {"question": ""}):
        response = ask(desk, number, **wrong)
        assert response.status_code == 422, wrong
    assert "Gerda Getuige" in response.content.decode()
    assert "ask information" not in desk.acts(number)


def test_only_who_may_ask_has_the_page(desk: Desk) -> None:
    number = desk.receive()
    page = f"{dossier_address(number)}vragen/"
    for who in ("director", "accused", "outsider"):
        assert desk.get(who, page).status_code == 404
        assert ask(desk, number, who).status_code == 404
    assert desk.get("visitor", page).status_code == 302
    assert desk.browser("handler").put(page).status_code == 405
    for nowhere in ("onzin", "1.onzin", f"{desk.here.pk}.onzin", "²³.x"):
        assert desk.get("visitor", f"/vraag/{nowhere}/").status_code == 404
        assert desk.post("visitor", f"/vraag/{nowhere}/", answer="x").status_code == 404
    assert desk.browser("visitor").put(f"/vraag/{desk.here.pk}.x/").status_code == 405
