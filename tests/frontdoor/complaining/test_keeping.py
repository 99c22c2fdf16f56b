"""Keep it and come back; files one by one; words that open only one's own; everything wiped in time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from tests.frontdoor.complaint import answered, sent
from wederhoor.dossier import door, gate, keys, papers, unsent
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Unsent, UnsentFile
from wederhoor.frontdoor.complaining.visit import COOKIE
from wederhoor.organisations.models import Organisation

FORM = "/linde/klacht/"
STORY = "Het is al drie weken koud in mijn kamer."


def _photo(name: str = "kamer.png") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), "image/png")


def _page(response: Any) -> str:
    return str(response.content.decode())


def test_nobody_without_the_words_can_read_what_waits(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY, "name": "Ada Boom"})
    with in_organisation(linde.pk):
        (row,) = Unsent.objects.all()
    kept = bytes(row.content) + row.mark.encode()
    assert not [text for text in (STORY, "Ada", *words.split("-")) if text.encode() in kept]
    assert unsent.opened(linde, "linde-" + "-".join(reversed(words.split("-")))) is None


def test_another_organisation_cannot_reach_what_waits(
    client: Client, linde: Organisation, member: Organisation
) -> None:
    answered(client, linde, {"complaint": STORY})
    assert member.parent is not None
    with in_organisation(member.parent.pk):
        assert Unsent.objects.count() == 0


def test_the_words_bring_it_back_on_another_device(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    page = _page(client.get(f"{FORM}bewaard/"))
    assert f'class="code">{words}<' in page
    assert "Uw klacht is nog niet verstuurd." in page
    assert "<svg" in page
    other = Client()
    back = other.post(f"{FORM}verder/", {"woorden": f"  {words.replace('-', ' ').upper()} "})
    assert back.status_code == 302
    assert other.cookies[COOKIE].value == words
    assert other.cookies[COOKIE]["httponly"]
    assert other.cookies[COOKIE]["samesite"] == "Lax"
    assert STORY in _page(other.get(f"{FORM}controle/"))


@pytest.mark.parametrize("typed", ["", "maan fiets", "x" * 400])
def test_wrong_words_are_told_kindly(client: Client, linde: Organisation, typed: str) -> None:
    answer = client.post(f"{FORM}verder/", {"woorden": typed})
    assert answer.status_code == 422
    assert 'href="#id_words"' in _page(answer)


def test_words_are_not_guessed_for_ever(client: Client, linde: Organisation) -> None:
    told = [_page(client.post(f"{FORM}verder/", {"woorden": f"maan fiets {nth}"})) for nth in range(70)]
    assert "Deze woorden kennen wij niet" in told[0]
    assert "Probeer het over een kwartier nog eens" in told[-1]


def test_the_words_come_by_mail_without_the_story(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    page = _page(client.post(f"{FORM}bewaard/", {"email": "ada@voorbeeld.test"}))
    assert "De mail met de woorden is weg." in page
    (sent_mail,) = mail.outbox
    assert words.replace("-", " ") in sent_mail.body
    assert f"#{words}" in sent_mail.body
    assert STORY not in sent_mail.body
    assert "klacht" not in sent_mail.subject.lower()
    assert _page(client.post(f"{FORM}bewaard/", {"email": "fout"})).count("Kijk het e-mailadres na") == 1


def test_number_and_code_come_by_mail(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": STORY, "name": "Ada", "way": "mail", "email": "ada@voorbeeld.test"})
    receipt = _page(client.get(f"{FORM}ontvangen/"))
    assert 'value="ada@voorbeeld.test"' in receipt
    code = re.findall(r'class="code">([\w-]+)<', receipt)[0]
    assert "De mail is weg." in _page(client.post(f"{FORM}ontvangen/", {"email": "ada@voorbeeld.test"}))
    assert code in mail.outbox[0].body
    assert STORY not in mail.outbox[0].body


def test_when_mailing_fails_the_page_says_what_to_do(client: Client, linde: Organisation, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answered(client, linde, {"complaint": STORY})
    page = _page(client.post(f"{FORM}bewaard/", {"email": "ada@voorbeeld.test"}))
    assert "Mailen lukte niet. Schrijf de woorden zelf op." in page


def test_everything_can_be_wiped(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    client.post(f"{FORM}bestanden/", {"bestand": _photo()})
    gone = client.post(f"{FORM}wissen/")
    assert gone["Location"] == FORM
    assert gone.cookies[COOKIE].value == ""
    assert unsent.opened(linde, f"linde-{words}") is None
    with in_organisation(linde.pk):
        assert (Unsent.objects.count(), UnsentFile.objects.count()) == (0, 0)


def test_what_nobody_came_back_for_is_destroyed_and_the_rest_stays(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    client.post(f"{FORM}bestanden/", {"bestand": _photo()})
    now = timezone.now()
    assert unsent.run_forget(now + unsent.KEPT) == 0
    assert unsent.run_forget(now + unsent.KEPT + timedelta(days=1)) == 1
    with in_organisation(linde.pk):
        assert (Unsent.objects.count(), UnsentFile.objects.count()) == (0, 0)


def test_after_sending_the_answers_are_in_the_dossier_and_nowhere_else(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    client.post(f"{FORM}controle/")
    waiting = unsent.opened(linde, f"linde-{words}")
    assert waiting is not None
    assert (waiting.answers, waiting.sent) == ({}, True)


def test_files_go_one_by_one_and_can_be_taken_away(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    for name in ("een.png", "twee.png"):
        assert client.post(f"{FORM}bestanden/", {"bestand": _photo(name)}).status_code == 302
    page = _page(client.get(f"{FORM}bestanden/"))
    assert ("een.png" in page, "twee.png" in page) == (True, True)
    first = re.findall(r'name="weg" value="([\w-]+)"', page)[0]
    client.post(f"{FORM}bestanden/", {"weg": first})
    assert "een.png" not in _page(client.get(f"{FORM}controle/"))
    client.post(f"{FORM}controle/")
    with in_organisation(linde.pk):
        key = Dossier.objects.get().submitted_key
    actor = door.visitor(linde.pk, code=keys.code_for(linde, key))
    dossier = door.open_by_code(linde, actor.code, now=timezone.now())
    (paper,) = papers.listed(dossier, actor=actor, now=timezone.now())
    assert (paper.name, paper.kind, paper.side) == ("twee.png", "photo", "complainant")
    assert unsent.files(linde, "linde-x") == []


@pytest.mark.parametrize(
    ("content", "because"),
    [(b"MZ" + b"\0" * 200, "programma"), (b"", "Dit bestand is leeg"), (b"%PDF-1.4 stuk", "kan niet mee")],
)
def test_a_file_that_is_refused_says_what_to_do_and_the_text_stays(
    client: Client, linde: Organisation, content: bytes, because: str
) -> None:
    answered(client, linde, {"complaint": STORY})
    answer = client.post(f"{FORM}bestanden/", {"bestand": SimpleUploadedFile("raar.pdf", content)})
    assert answer.status_code == 422
    assert because in _page(answer)
    assert 'href="#id_file"' in _page(answer)
    assert STORY in _page(client.get(f"{FORM}verhaal/"))


def test_no_more_than_ten_files(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    taken = gate.take_in("kamer.png", _photo().read())
    assert isinstance(taken, gate.Taken)
    each = [replace(taken, name=f"{nth}.png") for nth in range(11)]
    assert [unsent.add_file(linde, f"linde-{words}", one) for one in each] == [True] * 10 + [False]
    assert "Haal eerst iets weg." in _page(client.post(f"{FORM}bestanden/", {"bestand": _photo("elf.png")}))


def test_without_a_chosen_file_the_page_says_so(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    assert "Kies eerst een bestand." in _page(client.post(f"{FORM}bestanden/", {}))


def test_keep_saves_what_was_typed_without_asking_for_more(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    answer = client.post(f"{FORM}contact/", {"naar": "keep", "way": "telephone"})
    assert answer["Location"] == f"{FORM}bewaard/"
    assert 'value="telephone"' in _page(client.get(f"{FORM}contact/"))


def test_no_words_for_who_kept_nothing(client: Client, linde: Organisation) -> None:
    assert client.get(f"{FORM}bewaard/")["Location"] == FORM


ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elders.test"}


def test_another_site_cannot_make_somebody_write_in_its_own_complaint(client: Client, linde: Organisation) -> None:
    theirs = answered(Client(), linde, {"complaint": "Van een ander."})
    answer = client.post(f"{FORM}verder/", {"woorden": theirs}, headers=ELSEWHERE)
    assert answer.status_code == 200
    assert f'value="{theirs}"' in _page(answer), "the visitor sees the words and decides"
    assert COOKIE not in answer.cookies
    assert client.post(f"{FORM}verder/", {"woorden": theirs}).status_code == 302


@pytest.mark.parametrize("page", ["", "wissen/", "verhaal/", "verder/"])
def test_a_form_of_another_site_neither_wipes_nor_replaces_what_one_began(
    client: Client, linde: Organisation, page: str
) -> None:
    words = answered(
        Client(), linde, {"complaint": STORY}
    )  # a browser sends no such cookie along with another site's form
    answer = client.post(f"{FORM}{page}", {"complaint": "Iets anders"}, headers=ELSEWHERE)
    assert COOKIE not in answer.cookies
    assert unsent.opened(linde, f"linde-{words}") is not None


def test_after_sending_no_file_is_taken_that_would_go_nowhere(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": STORY})
    answer = client.post(f"{FORM}bestanden/", {"bestand": _photo()})
    assert answer["Location"] == f"{FORM}ontvangen/"
    with in_organisation(linde.pk):
        assert not UnsentFile.objects.exists()


def test_a_file_that_is_sent_again_over_a_shaky_connection_is_kept_once(client: Client, linde: Organisation) -> None:
    words = answered(client, linde, {"complaint": STORY})
    for name in ("een.png", "een.png", "twee.png"):
        client.post(f"{FORM}bestanden/", {"bestand": _photo(name)})
    assert [one.name for one in unsent.files(linde, f"linde-{words}")] == ["een.png", "twee.png"]
