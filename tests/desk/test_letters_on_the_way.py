"""Letters on their way out: a few minutes to stop them, paper, what did not succeed, a second pair of eyes, and what is kept."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import pypdf
import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from docx import Document as Word
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, dossier_address, section, text
from wederhoor.correspondence import outgoing
from wederhoor.correspondence.mail import sent
from wederhoor.dossier import letterlists, outbox
from wederhoor.dossier.door import Actor
from wederhoor.dossier.opening import say_why
from wederhoor.dossier.regulations import pinned
from wederhoor.organisations.models import Membership

OUT, PRINT, CHECK, REGISTER = (f"{WORKLIST}brieven/{name}" for name in ("uit/", "printen/", "beoordelen/", ""))


@pytest.fixture
def number(desk: Desk, settings: Settings) -> str:
    """A complaint whose confirmation was just posted, with three minutes to stop it."""
    settings.LETTERS_WAIT = timedelta(minutes=3)
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    return number


@pytest.fixture
def forwarded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """A letter that still lacks the reasons, under a regulation that wants a second pair of eyes on it."""
    number = desk.receive()
    letters = pinned(desk.open(number).row.regulation).letters
    monkeypatch.setitem(letters, "forwarded", letters["forwarded"].model_copy(update={"four_eyes": True}))
    desk.act("handler", number, "forward", body="complaints desk")
    return f"{dossier_address(number)}brief/forwarded/2/"


def mails() -> int:
    outgoing.deliver(timezone.now())
    return len(sent(django_settings.MAIL_FOLDER))


def states(desk: Desk, number: str) -> list[str]:
    return [row.state for row in outbox.rows_of(desk.open(number))]


def test_a_letter_waits_a_few_minutes_and_then_leaves(desk: Desk, number: str) -> None:
    assert mails() == 0
    page = text(desk.get("handler", OUT))
    assert number in page
    assert "Wacht nog even" in page
    desk.later(minutes=4)
    assert mails() == 1
    assert "De postbus uit is leeg." in text(desk.get("handler", OUT))
    assert number in text(desk.get("handler", REGISTER))


def test_a_duty_is_done_but_its_letter_not_gone_until_it_left(desk: Desk, number: str) -> None:
    assert "brief nog niet weg" in section(desk.get("handler", dossier_address(number)), "now-title")
    desk.later(minutes=4)
    mails()
    assert "brief nog niet weg" not in text(desk.get("handler", dossier_address(number)))


def test_stopped_in_the_outbox_it_does_not_leave_and_is_there_to_write_again(desk: Desk, number: str) -> None:
    address = f"{dossier_address(number)}brief/confirmation/2/"
    page = desk.browser("handler").post(f"{address}stop/", follow=True)
    assert "Tegengehouden" in text(page)  # type: ignore[arg-type]
    desk.later(minutes=4)
    assert mails() == 0
    assert "Nog niet verstuurd" in text(desk.get("handler", address))
    assert desk.post("handler", address, send="1").status_code == 302
    desk.later(minutes=4)
    assert mails() == 1


def test_what_left_cannot_be_stopped(desk: Desk, number: str) -> None:
    desk.later(minutes=4)
    assert mails() == 1
    page = desk.browser("handler").post(f"{dossier_address(number)}brief/confirmation/2/stop/", follow=True)
    assert "Te laat" in text(page)  # type: ignore[arg-type]
    assert states(desk, number) == ["sent"]


def test_nobody_else_stops_a_letter(desk: Desk, number: str) -> None:
    for who in ("accused", "outsider"):
        assert desk.post(who, f"{dossier_address(number)}brief/confirmation/2/stop/").status_code == 404
        assert number not in text(desk.get(who, OUT))
    assert states(desk, number) == ["waiting"]


def test_without_address_it_is_printed_and_somebody_says_it_is_posted(desk: Desk) -> None:
    number = desk.receive(mail="")
    desk.act("handler", number, "acknowledge")
    page = desk.get("handler", PRINT)
    assert number in text(page)
    whole = desk.get("handler", f"{PRINT}alles/")
    assert "Kees Kanarie" in pypdf.PdfReader(io.BytesIO(whole.content)).pages[0].extract_text()
    assert number not in text(desk.get("handler", REGISTER)), "on paper is not yet gone"
    [row] = outbox.rows_of(desk.open(number))
    done = desk.browser("handler").post(PRINT, {"entry": str(row.id)}, follow=True)
    assert "1 brief is op de post." in text(done)  # type: ignore[arg-type]
    assert "Er is niets te printen." in text(desk.get("handler", PRINT))
    assert f"{number} Ontvangstbevestiging Klager per post" in text(desk.get("handler", REGISTER))


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("telephone", "wil gebeld worden. Bel en vertel wat er in de brief staat"),
        ("in person", "in een gesprek horen"),
        ("helper", "via een helper. Geef de brief aan de helper"),
    ],
)
def test_a_letter_goes_by_the_way_the_complainant_chose_and_somebody_says_it_was_told(
    desk: Desk, way: str, words: str
) -> None:
    number = desk.receive(way=way)
    desk.act("handler", number, "acknowledge")
    desk.later(minutes=4)
    assert mails() == 0
    assert words in text(desk.get("handler", OUT))
    assert number not in text(desk.get("handler", REGISTER))
    [row] = outbox.rows_of(desk.open(number))
    assert desk.post("accused", OUT, number=number, entry=str(row.id), arrived="1").status_code == 404
    desk.post("handler", OUT, number=number, entry=str(row.id), arrived="1")
    assert f"{number} Ontvangstbevestiging Klager door een collega" in text(desk.get("handler", REGISTER))


def test_who_wants_no_contact_gets_no_letter_and_the_reason_is_seen(desk: Desk) -> None:
    number = desk.receive(way="none")
    desk.act("handler", number, "acknowledge")
    desk.later(minutes=4)
    assert mails() == 0
    assert "Deze persoon wil geen contact. De brief gaat niet weg." in text(desk.get("handler", OUT))
    assert "wil geen contact" in text(desk.get("handler", f"{dossier_address(number)}brief/confirmation/2/"))
    assert number not in text(desk.get("handler", PRINT))
    [row] = outbox.rows_of(desk.open(number))
    desk.post("handler", OUT, number=number, entry=str(row.id), print="1")
    assert number in text(desk.get("handler", PRINT)), "what the law demands can still go by post"


def test_a_letter_that_did_not_leave_says_why_and_what_to_do(desk: Desk, number: str) -> None:
    [row] = outbox.rows_of(desk.open(number))
    desk.later(minutes=4)
    parcel = outbox.take(row.organisation_id, row.dossier_id, row.id, sender="a@b.test", now=timezone.now())
    assert parcel
    with outbox.held(parcel) as one:
        assert one
        outbox.unsure(one, timezone.now())
    page = text(desk.get("handler", OUT))
    for words in ("Niet gelukt", "Niet zeker of deze mail is aangekomen", parcel.message_id, "Is aangekomen"):
        assert words in page
    assert "kanarie" not in page.lower(), "no name and no address in a list"
    desk.post("handler", OUT, number=number, entry=str(row.id), print="1")
    assert number in text(desk.get("handler", PRINT))


def test_only_who_may_send_decides_on_a_letter_that_failed(desk: Desk, number: str) -> None:
    [row] = outbox.rows_of(desk.open(number))
    desk.later(minutes=4)
    parcel = outbox.take(row.organisation_id, row.dossier_id, row.id, sender="a@b.test", now=timezone.now())
    assert parcel
    with outbox.held(parcel) as one:
        assert one
        outbox.unsure(one, timezone.now())
    for who in ("accused", "confidant", "care professional", "outsider"):
        given = {"number": number, "entry": str(row.id), "arrived": "1"}
        assert desk.post(who, OUT, **given).status_code == 404, who
    assert states(desk, number) == ["failed"]
    for nowhere in ("", "onzin", "00000000-0000-0000-0000-000000000000"):
        assert desk.post("handler", OUT, number=number, entry=nowhere, arrived="1").status_code == 404
    unknown = f"{REGISTER}{number}/00000000-0000-0000-0000-000000000000/nagaan/"
    assert desk.post("handler", unknown).status_code == 404
    assert desk.post("handler", OUT, number=number, entry=str(row.id), arrived="1").status_code == 302
    assert states(desk, number) == ["sent"]


def test_the_kept_letter_is_compared_with_what_left(desk: Desk, number: str) -> None:
    desk.later(minutes=4)
    mails()
    document = next(d.id for d in desk.open(number).documents if d.kind == "letter")
    page = desk.browser("handler").post(f"{REGISTER}{number}/{document}/nagaan/", follow=True)
    assert "Klopt: de bewaarde brief is precies wat er wegging" in text(page)  # type: ignore[arg-type]


def test_the_register_goes_on_over_pages_and_an_old_letter_is_still_verified(
    desk: Desk, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterlists, "PAGE", 1)
    monkeypatch.setattr(letterlists, "MOST", 1)
    desk.later(minutes=4)
    mails()
    newer = desk.receive(key="second")
    desk.act("handler", newer, "acknowledge")
    desk.later(minutes=4)
    mails()
    first, second = text(desk.get("handler", REGISTER)), text(desk.get("handler", f"{REGISTER}?page=2"))
    assert (newer in first, number in first, "Volgende" in first) == (True, False, True)
    assert (newer in second, number in second, "Volgende" in second) == (False, True, False)
    assert number in text(desk.get("handler", f"{REGISTER}?q={number}&letter=confirmation&way=mail"))
    assert number not in text(desk.get("handler", f"{REGISTER}?letter=forwarded"))
    document = next(d.id for d in desk.open(number).documents if d.kind == "letter")
    page = desk.browser("handler").post(f"{REGISTER}{number}/{document}/nagaan/", follow=True)
    assert "Klopt: de bewaarde brief" in text(page)  # type: ignore[arg-type]


def test_what_is_typed_is_kept_and_comes_back(desk: Desk, forwarded: str) -> None:
    answer = desk.post("handler", f"{forwarded}concept/", parts="1", reasons="Zij kunnen dit beter.")
    assert "Zij kunnen dit beter." in text(answer)
    assert "<nav" not in answer.content.decode(), "only the preview"
    desk.later(hours=2)
    page = desk.get("handler", forwarded)
    assert page.content.decode().count("Zij kunnen dit beter.") == 2, "in the field and in the preview"


def test_the_preview_shows_the_letter_with_its_gaps_and_how_plain_it_reads(desk: Desk, forwarded: str) -> None:
    page = text(desk.get("handler", forwarded))
    assert "[redenen]" in page
    long = " ".join(["woord"] * 20)
    seen = text(
        desk.post("handler", forwarded, save="1", parts="1", reasons=f"{long}. Klachtenfunctionarissen helpen.")
    )
    assert "Kan makkelijker" in seen
    assert f"meer dan 15 woorden: {long}." in seen
    assert "Klachtenfunctionarissen" in seen
    assert "regulations/_letters/forwarded.md" in seen
    assert "greeting" in seen


def second_handler(desk: Desk, number: str) -> None:
    """The director also handles complaints, and said why they look at this one."""
    second = Membership.objects.create(account=desk.accounts["director"], organisation=desk.here, role="handler")
    desk.browsers.pop("director", None)
    browser = desk.browser("director")
    session = browser.session
    session["seat"] = f"{second.pk}-{desk.here.pk}"
    session.save()
    helper = Actor(desk.accounts["director"].pk, "handler", desk.here.pk)
    say_why(desk.here, number, "asked", "", actor=helper, now=desk.now)


def page_of(desk: Desk, who: str, address: str) -> dict[str, str]:
    """What the form of a letter holds when somebody opens it: the hidden fields and the one text."""
    page = desk.get(who, address).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(seen|sha256|parts)" value="(\w*)"', page))
    words = re.search(r'<textarea[^>]*name="reasons"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return fields | {"reasons": html.unescape(words.group(1)) if words else ""}


def test_a_letter_for_four_eyes_leaves_after_somebody_else_approved_just_that(desk: Desk, forwarded: str) -> None:
    desk.post("handler", forwarded, save="1", parts="1", reasons="Zij doen dit.")
    desk.post("handler", forwarded, send="1", reasons="Zij doen dit.")
    assert mails() == 0
    desk.post("handler", forwarded, ask="1", reasons="Zij doen dit.")
    assert "Bericht van overdracht" in text(desk.get("handler", CHECK))
    desk.post("handler", forwarded, approve="1")
    assert "U vroeg dit zelf" in text(desk.get("handler", forwarded))
    second_handler(desk, forwarded.split("/")[3])
    back = page_of(desk, "director", forwarded) | {"return": "1", "remark": "Noem de termijn."}
    desk.post("director", forwarded, **back)
    assert "Noem de termijn." in text(desk.get("handler", forwarded))
    desk.post("handler", forwarded, ask="1", reasons="Zij doen dit in zes weken.")
    assert desk.post("director", forwarded, approve="1").status_code == 409, "it does not say what was looked at"
    desk.post("director", forwarded, **page_of(desk, "director", forwarded), approve="1")
    assert "Akkoord. De brief mag weg." in text(desk.get("handler", forwarded))
    desk.post("handler", forwarded, send="1", reasons="Iets heel anders.")
    assert mails() == 0, "another text was not approved"
    desk.post("handler", forwarded, ask="1", reasons="Zij doen dit in zes weken.")
    desk.post("director", forwarded, **page_of(desk, "director", forwarded), approve="1")
    desk.later(days=1)
    desk.post("handler", forwarded, send="1")
    assert mails() == 1


def test_a_reviewer_with_an_old_page_overwrites_nothing_and_approves_nothing(desk: Desk, forwarded: str) -> None:
    desk.post("handler", forwarded, ask="1", parts="1", reasons="Eerste tekst.")
    second_handler(desk, forwarded.split("/")[3])
    old = page_of(desk, "director", forwarded)
    desk.post("handler", forwarded, ask="1", parts="1", reasons="Nieuwere tekst.")
    answer = desk.post("director", forwarded, **old, approve="1", remark="Mooi zo.")
    assert answer.status_code == 409
    assert "Mooi zo." in answer.content.decode(), "what was typed is not lost"
    assert "Nieuwere tekst." in text(answer)
    page = text(desk.get("handler", forwarded))
    assert ("Nieuwere tekst." in page, "Akkoord. De brief mag weg." in page) == (True, False)


def test_of_two_writers_the_second_hears_it_and_loses_nothing(desk: Desk, forwarded: str) -> None:
    desk.post("handler", forwarded, save="1", parts="1", reasons="Samen begonnen.")
    second_handler(desk, forwarded.split("/")[3])
    begun = page_of(desk, "director", forwarded)
    desk.post("handler", forwarded, save="1", parts="1", reasons="Van Hanna.")
    mine = begun | {"reasons": "Van Dirk."}
    assert desk.post("director", f"{forwarded}concept/", **mine).status_code == 409, "while typing"
    answer = desk.post("director", forwarded, **mine, save="1")
    assert answer.status_code == 409
    assert ("Van Hanna." in text(answer), "Van Dirk." in text(answer)) == (True, True)
    assert page_of(desk, "handler", forwarded)["reasons"] == "Van Hanna."
    again = page_of(desk, "director", forwarded) | {"reasons": "Van Dirk."}
    assert desk.post("director", forwarded, **again, save="1").status_code == 200
    assert page_of(desk, "handler", forwarded)["reasons"] == "Van Dirk."


def test_who_wrote_in_it_does_not_approve_what_a_colleague_asked(desk: Desk, forwarded: str) -> None:
    second_handler(desk, forwarded.split("/")[3])
    desk.post("director", forwarded, save="1", parts="1", reasons="Van Dirk.")
    desk.post("handler", forwarded, **page_of(desk, "handler", forwarded), ask="1")
    desk.post("director", forwarded, **page_of(desk, "director", forwarded), approve="1")
    page = text(desk.get("director", forwarded))
    assert "schreef eraan mee" in page
    assert "Akkoord. De brief mag weg." not in page


def test_the_letter_as_word_has_headings_and_dutch(desk: Desk, number: str) -> None:
    answer = desk.get("handler", f"{dossier_address(number)}brief/confirmation/2/word/")
    made = Word(io.BytesIO(answer.content))
    assert made.core_properties.language == "nl-NL"
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 1
    assert "Heading 2" in styles
    words = " ".join(paragraph.text for paragraph in made.paragraphs)
    assert "Beste Kees Kanarie" in words
    assert "Wij hebben uw klacht ontvangen" in words


def test_large_print_has_the_same_words_on_more_paper(desk: Desk, number: str) -> None:
    address = f"{dossier_address(number)}brief/confirmation/2/"
    [(document)] = [d.id for d in desk.open(number).documents if d.kind == "letter"]
    usual = pypdf.PdfReader(io.BytesIO(desk.get("handler", f"{dossier_address(number)}stuk/{document}/").content))
    large = pypdf.PdfReader(io.BytesIO(desk.get("handler", f"{address}groot/").content))
    assert len(large.pages) > len(usual.pages)


def test_letters_of_many_dossiers_go_out_together_and_can_still_be_stopped(desk: Desk, settings: Settings) -> None:
    settings.LETTERS_WAIT = timedelta(minutes=3)
    numbers = [desk.receive(key) for key in "ab"]
    for number in numbers:
        desk.act("handler", number, "acknowledge")
        desk.post("handler", f"{dossier_address(number)}brief/confirmation/2/stop/")
    page = desk.post("handler", f"{REGISTER}samen/", number=numbers)
    assert all(number in text(page) for number in numbers)
    ticked = [f"{number} confirmation 2" for number in numbers]
    desk.post("handler", f"{REGISTER}samen/", number=numbers, letter=ticked, send="1")
    assert [states(desk, number).count("waiting") for number in numbers] == [1, 1]
    desk.post("handler", f"{dossier_address(numbers[0])}brief/confirmation/2/stop/")
    desk.later(minutes=4)
    assert mails() == 1
