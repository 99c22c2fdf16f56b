"""Inviting somebody from the people tab: what they would see, why not, the mail without content, and telling that something is ready."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.desk.conftest import Desk, dossier_address, text
from tests.desk.test_people import given, people_address
from wederhoor.correspondence.mail import MailOnFile, sent

DAY = "2026-04-01"


@pytest.fixture(autouse=True)
def letterbox(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.MAIL_FOLDER = tmp_path / "mail"


def last(settings: Settings) -> MailOnFile:
    """The last mail that left."""
    return sent(settings.MAIL_FOLDER)[0]


def invite_address(number: str, code: str = "p2") -> str:
    return f"{people_address(number, code)}uitnodigen/"


def planned(desk: Desk) -> str:
    """A complaint of which the accused was told: they were invited to a talk."""
    number = desk.receive()
    desk.post(
        "handler",
        people_address(number, "p2"),
        name="Bram Beklaagd",
        side="accused",
        capacity="",
        email="bram@voorbeeld.test",
    )
    desk.act("handler", number, "acknowledge")
    desk.act(
        "handler", number, "plan meeting", meeting="talk", meeting_at="2026-03-12T10:00", meeting_place="Hier", invited="Beide",
    )  # fmt: skip
    return number


def test_before_inviting_the_desk_reads_what_this_person_would_see_now(desk: Desk) -> None:
    number = planned(desk)
    page = text(desk.get("handler", invite_address(number)))
    assert "Wat deze persoon nu zou zien" in page
    assert "De klacht: ja" in page
    assert "Wat anderen zeiden en schreven: nee" in page
    assert "Telefoon, adres en e-mail van anderen: nee" in page


def test_an_accused_who_was_not_told_cannot_be_invited_and_the_desk_says_why(desk: Desk) -> None:
    number = desk.receive()
    page = text(desk.get("handler", invite_address(number)))
    assert "De aangeklaagde weet nog niet van de klacht." in page
    assert "Maak de link" not in page
    refused = desk.post("handler", invite_address(number), valid_until=DAY, way="paper", second="code", works_as="-")
    assert refused.status_code == 422


def test_the_mail_with_the_link_has_no_content_no_name_and_no_code(desk: Desk, settings: Settings) -> None:
    number = planned(desk)
    desk.post("handler", invite_address(number), valid_until=DAY, way="mail", second="code", works_as="-")
    letter = last(settings)
    assert letter.to == "bram@voorbeeld.test"
    assert letter.subject == "Er staat iets voor u klaar"
    words = f"{letter.subject} {letter.body}"
    assert "/meedoen/link/" in words
    for secret in (number, "Bram", "Kees", "Kanarie", "klacht", "gang", desk.here.name):
        assert secret not in words, secret


def test_the_digits_stand_on_the_screen_and_not_in_the_mail(desk: Desk, settings: Settings) -> None:
    number = planned(desk)
    answer = desk.post("handler", invite_address(number), valid_until=DAY, way="mail", second="code", works_as="-")
    digits = answer.context["code"]
    assert len(digits) == 6
    assert digits in text(answer)
    assert digits not in last(settings).body
    assert "/meedoen/link/" not in text(answer), "what was mailed stands nowhere else"


def test_on_paper_the_link_stands_there_once_with_a_square_to_scan(desk: Desk) -> None:
    number = planned(desk)
    answer = desk.post("handler", invite_address(number), valid_until=DAY, way="paper", second="code", works_as="-")
    assert "/meedoen/link/" in text(answer)
    assert "<svg" in answer.content.decode().split("qr-box")[1]
    again = text(desk.get("handler", invite_address(number)))
    assert "/meedoen/link/" not in again
    assert "De link is nog niet gebruikt." in again
    assert "uitgenodigd" in text(desk.get("handler", people_address(number)))


def test_who_takes_part_is_told_that_something_is_ready_and_nothing_else(desk: Desk, settings: Settings) -> None:
    number = planned(desk)
    answer = desk.post("handler", invite_address(number), valid_until=DAY, way="paper", second="code", works_as="-")
    link = str(answer.context["link"]).split("/meedoen/")[1]
    assert desk.post("handler", invite_address(number), ready="1").status_code == 404, "not before they came in"
    desk.post("visitor", f"/meedoen/{link}", said=answer.context["code"])
    assert desk.post("handler", invite_address(number), ready="1").status_code == 302
    body = last(settings).body
    assert f"/meedoen/terug/{desk.here.pk}/" in body
    assert not any(word in f"{last(settings).subject} {body}" for word in (number, "Bram", "klacht"))


def test_an_invitation_is_taken_back(desk: Desk) -> None:
    number = planned(desk)
    answer = desk.post("handler", invite_address(number), valid_until=DAY, way="paper", second="code", works_as="-")
    link = str(answer.context["link"]).split("/meedoen/")[1]
    desk.post("handler", invite_address(number), revoke="1")
    assert desk.get("visitor", f"/meedoen/{link}").status_code == 404
    assert "De uitnodiging is ingetrokken." in text(desk.get("handler", invite_address(number)))


def test_a_day_too_far_is_refused_at_the_question(desk: Desk) -> None:
    number = planned(desk)
    data = {"valid_until": "2028-01-01", "way": "paper", "second": "code", "works_as": "-"}
    answer = desk.post("handler", invite_address(number), **data)
    assert answer.status_code == 422
    assert "hooguit een jaar verder" in text(answer)


@pytest.mark.parametrize("who", ["confidant", "director", "care professional", "outsider"])
def test_who_does_not_handle_the_dossier_invites_nobody(desk: Desk, who: str) -> None:
    number = planned(desk)
    expected = 200 if who == "director" else 404
    assert desk.get(who, invite_address(number)).status_code == expected


def test_the_complainant_needs_no_invitation(desk: Desk) -> None:
    number = desk.receive()
    assert "volgt de klacht met de code" in text(desk.get("handler", invite_address(number, "p1")))


def test_the_history_says_who_of_the_people_answered(desk: Desk) -> None:
    number = planned(desk)
    desk.post("handler", people_address(number), **given(name="Wim Getuige"))
    answer = desk.post("handler", invite_address(number), valid_until=DAY, way="paper", second="code", works_as="-")
    link = str(answer.context["link"]).split("/meedoen/")[1]
    desk.post("visitor", f"/meedoen/{link}", said=answer.context["code"])
    own = f"/meedoen/{desk.open(number).id}/doen/respond/"
    seq = desk.open(number).seq
    assert desk.post("visitor", own, response="Het was anders.", expected_seq=str(seq)).status_code == 302
    assert "Bram Beklaagd" in text(desk.get("handler", dossier_address(number))).split("Het was anders.")[0][-400:]


def test_the_address_the_link_is_mailed_to_is_no_second_thing(desk: Desk, settings: Settings) -> None:
    number = planned(desk)
    answer = desk.post("handler", invite_address(number), valid_until=DAY, way="mail", second="mailbox", works_as="-")
    assert answer.status_code == 422
    assert "Kies de zes cijfers." in text(answer)
    assert not [one for one in sent(settings.MAIL_FOLDER) if "/meedoen/link/" in one.body]
