"""An organisation's own mail server: set up in Beheer, tried, sealed, and used for its letters only."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail as outbox
from django.utils import timezone
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, text
from wederhoor.correspondence import line
from wederhoor.dossier import mail_server
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.mail_server import Server
from wederhoor.dossier.models import MailServer
from wederhoor.organisations.models import Administrator

MAIL = f"{WORKLIST}beheer/mail/"
OWN = {
    "do": "server", "server-sender": "klachten@zorg.test", "server-scheme": "smtps", "server-host": "mail.zorg.test",
    "server-user": "klachten", "server-password": "ge/heim:@",
}  # fmt: skip


@pytest.fixture
def place(desk: Desk, settings: Settings) -> Desk:
    """The director runs the place."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Administrator.objects.create(account=desk.accounts["director"], organisation=desk.here)
    return desk


class Kept(Message):
    """A mail server that keeps what it took."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[email.message.Message] = []

    def handle_message(self, message: email.message.Message) -> None:
        self.taken.append(email.message_from_bytes(bytes(message), policy=policy.default))


@pytest.fixture
def server() -> Iterator[tuple[Kept, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    handler = Kept()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def test_the_mail_server_is_set_up_in_beheer_and_its_password_is_never_shown_or_readable_in_the_database(
    place: Desk,
) -> None:
    assert place.post("director", MAIL, **OWN).status_code == 302
    page = text(place.get("director", MAIL))
    assert "klachten@zorg.test" in page
    assert "mail.zorg.test:465" in page
    assert "ja, met TLS" in page
    assert "ge/heim" not in page
    with in_organisation(place.here.pk):
        assert b"mail.zorg.test" not in bytes(MailServer.objects.get().source)
    kept = mail_server.of(place.here.pk)
    assert kept == Server("klachten@zorg.test", "smtps://klachten:ge%2Fheim%3A%40@mail.zorg.test:465")


def test_what_is_missing_is_said_and_nothing_is_kept(place: Desk) -> None:
    answer = place.post("director", MAIL, **OWN | {"server-sender": "geen adres"})
    assert answer.status_code == 422
    assert "mail.zorg.test" in answer.content.decode(), "what was typed is still there"
    assert mail_server.of(place.here.pk) is None


def test_a_test_mail_and_every_other_mail_of_this_organisation_go_along_its_own_server(
    place: Desk, server: tuple[Kept, int]
) -> None:
    handler, port = server
    own = Server("klachten@zorg.test", f"smtp://127.0.0.1:{port}")
    mail_server.keep(
        place.here, own, actor=Actor(place.accounts["director"].pk, "administrator", place.here.pk), now=timezone.now()
    )
    place.post("director", MAIL, do="test")
    place.post("director", f"{WORKLIST}beheer/mensen/", name="Nina", email="nina@voorbeeld.test", roles=["handler"])
    assert [message["From"] for message in handler.taken] == ["klachten@zorg.test"] * 2
    assert outbox.outbox == [], "nothing went along the line of the installation"


def test_another_organisation_does_not_use_it(place: Desk) -> None:
    place.post("director", MAIL, **OWN)
    other = line.of(place.elsewhere)
    assert other is not None
    assert other.sender != "klachten@zorg.test"


def test_taken_away_the_line_of_the_installation_counts_again(place: Desk, settings: Settings) -> None:
    place.post("director", MAIL, **OWN)
    settings.MAIL_ON = False
    assert line.of(place.here) is not None, "its own server is enough"
    place.post("director", MAIL, do="no server")
    assert line.of(place.here) is None


def test_a_demo_never_uses_a_server(place: Desk, settings: Settings) -> None:
    place.post("director", MAIL, **OWN)
    settings.DEMO = True
    found = line.of(place.here)
    assert found is not None
    assert found.sender == settings.DEFAULT_FROM_EMAIL
