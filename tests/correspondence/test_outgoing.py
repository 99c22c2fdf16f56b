"""Letters leave through a real mail server on loopback, from a worker in a process of its own that is killed at every step."""

from __future__ import annotations

import email
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, connection
from django.utils import timezone

from wederhoor.correspondence import outgoing
from wederhoor.correspondence.dispatch import draft, send
from wederhoor.dossier import door, outbox
from wederhoor.dossier.door import Actor, NewPerson, Received
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Document, LetterSent, Outbox
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command

VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
WORKER = """
import json, os, signal, sys
import django
told = json.loads(sys.argv[1])
django.setup()
from datetime import datetime
from django.db import connection
connection.settings_dict["NAME"] = told["database"]
from wederhoor.correspondence import outgoing
from wederhoor.dossier import outbox
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if told["dies_at"]:
    place, name = told["dies_at"].split(".")
    setattr({"outgoing": outgoing, "outbox": outbox}[place], name, die)
outgoing.deliver(datetime.fromisoformat(told["now"]))
"""


@dataclass
class Server:
    """A mail server that keeps what it took; `answer` is what it says to the next messages, `kill` who dies as it listens."""

    taken: list[bytes] = field(default_factory=list)
    answer: str = "250 OK"
    refuses: str = ""
    kill: bool = False
    worker: subprocess.Popen[bytes] | None = None

    async def handle_RCPT(  # noqa: N802  # the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.refuses:
            envelope.rcpt_tos.append(address)
        return self.refuses or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.taken.append(bytes(envelope.content or b""))
        if self.kill and self.worker:
            self.worker.kill()
            self.worker.wait()
        return self.answer

    @property
    def ids(self) -> list[str]:
        return [str(email.message_from_bytes(mail, policy=policy.default)["Message-ID"]) for mail in self.taken]


@dataclass
class Post:
    """One posted letter, the server, and workers to send it."""

    server: Server
    port: int
    organisation: Organisation
    actor: Actor
    number: str
    made: datetime

    def open(self) -> door.OpenDossier:
        return door.open_dossier(self.organisation, self.number, actor=self.actor, action="read", now=timezone.now())

    @property
    def row(self) -> Outbox:
        (only,) = outbox.rows_of(self.open())
        return only

    @property
    def gone(self) -> list[LetterSent]:
        with in_organisation(self.organisation.pk):
            return list(LetterSent.objects.all())

    def deliver(self, later: timedelta = timedelta(0)) -> None:
        """The worker's chore without a process of its own."""
        outgoing.deliver(timezone.now() + later)

    def work(self, *, dies_at: str = "", later: timedelta = timedelta(0)) -> int:
        """A worker in its own process; the code it ended with."""
        told = {
            "database": connection.settings_dict["NAME"],
            "dies_at": dies_at,
            "now": (timezone.now() + later).isoformat(),
        }
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "wederhoor.site.settings", "EMAIL_URL": f"smtp://127.0.0.1:{self.port}",
        }  # fmt: skip
        self.server.worker = subprocess.Popen([sys.executable, "-c", WORKER, json.dumps(told)], env=environment)
        return self.server.worker.wait(60)


@pytest.fixture
def server() -> Iterator[tuple[Server, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def post(transactional_db: None, server: tuple[Server, int], settings: Any) -> Post:
    settings.LETTERS_WAIT = timedelta(0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server[1]
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    now = timezone.now()
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
    account = Account.objects.create_user("behandelaar@voorbeeld.test", "Naam Behandelaar")
    Membership.objects.create(account=account, organisation=here, role="handler")
    people = [NewPerson("complainant", "Kees Kanarie", "client", {"email": "kanarie@voorbeeld.test"})]
    received = door.receive(
        here, Command("receive", "complainant", VALUES), texts={"complaint": "Het was koud."}, people=people,
        subject="De gang was koud", actor=door.visitor(here.pk), now=now, submitted_key=uuid4().hex,
    )  # fmt: skip
    assert isinstance(received, Received)
    made = Post(server[0], server[1], here, Actor(account.pk, "handler", here.pk), received.number, now)
    dossier = made.open()
    command = Command("acknowledge", "handler", {})
    done = door.perform(dossier, command, texts={}, actor=made.actor, now=now, expected_seq=dossier.seq)
    assert done.event, done.refusal
    found = draft(made.open(), "confirmation", 2, now)
    assert found
    send(made.open(), found, actor=made.actor, now=now, by_mail=True)
    return made


def test_a_letter_leaves_once_and_its_hash_stays(post: Post) -> None:
    assert (post.row.state, post.gone) == ("waiting", [])
    for _ in range(2):
        assert post.work() == 0
    [mail] = post.server.taken
    message = email.message_from_bytes(mail, policy=policy.default)
    [attached] = message.iter_attachments()
    content = attached.get_payload(decode=True)
    assert isinstance(content, bytes)
    [left] = post.gone
    assert hashlib.sha256(content).hexdigest() == left.sha256 == post.row.sha256
    assert (left.letter, left.seq, left.recipient, left.way, post.row.state) == (
        "confirmation",
        2,
        "p1",
        "mail",
        "sent",
    )
    head = f"{message['Subject']} {attached.get_filename()} {message['Message-ID']}".lower()
    assert not any(word in head for word in ("kanarie", post.number.lower(), "koud", "klacht"))


@pytest.mark.parametrize(
    ("step", "sent_by_then", "state_after"),
    [
        ("outbox.take", 0, "sent"),  # before anything is said: simply sent by the next worker
        ("outgoing.hand_over", 0, "failed"),  # `sending`, but the server heard nothing
        ("outbox.gone", 1, "failed"),  # the server has it, nobody wrote that down
    ],
)
def test_killed_at_any_step_nothing_is_lost_and_nothing_goes_twice(
    post: Post, step: str, sent_by_then: int, state_after: str
) -> None:
    assert post.work(dies_at=step) == -signal.SIGKILL
    assert len(post.server.taken) == sent_by_then
    for minutes in (0, 3, 60, 3000):
        post.deliver(timedelta(minutes=minutes))
    assert len(post.server.taken) == (1 if state_after == "sent" else sent_by_then)
    assert post.row.state == state_after
    if state_after == "failed":
        assert post.row.reason == "unsure", "visible, with what it is"
        assert post.gone == []


def test_killed_while_the_server_listens_it_is_asked_not_sent_again(post: Post) -> None:
    post.server.kill = True
    assert post.work() == -signal.SIGKILL
    post.server.kill = False
    assert (len(post.server.taken), post.row.state) == (1, "sending")
    post.deliver()
    assert post.row.state == "sending", "it may still be another worker that is at it"
    post.deliver(timedelta(minutes=3))
    assert (post.row.state, post.row.reason, len(post.server.taken)) == ("failed", "unsure", 1)


def test_a_person_decides_about_an_unsure_letter(post: Post) -> None:
    post.work(dies_at="outbox.gone")
    post.deliver(timedelta(minutes=3))
    assert outbox.arrived(post.open(), post.row.id, actor=post.actor, now=timezone.now())
    assert (post.row.state, len(post.gone), len(post.server.taken)) == ("sent", 1, 1)
    assert not outbox.again(post.open(), post.row.id, actor=post.actor, now=timezone.now()), "it is gone"


def test_sent_again_by_a_person_it_carries_the_same_identity(post: Post) -> None:
    post.work(dies_at="outbox.gone")
    post.deliver(timedelta(minutes=3))
    assert outbox.again(post.open(), post.row.id, actor=post.actor, now=timezone.now())
    post.deliver()
    first, second = post.server.ids
    assert first == second
    assert (post.row.state, len(post.gone)) == ("sent", 1)


def test_refused_for_now_it_is_tried_later_and_longer_and_then_becomes_work(post: Post) -> None:
    post.server.answer = "451 try later"
    waits = []
    for _ in range(len(outbox.PAUSES) + 1):
        now = post.row.not_before + timedelta(seconds=1)
        outgoing.deliver(now)
        waits.append(post.row.not_before - now)
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[0] == timedelta(minutes=2)
    assert (post.row.state, post.row.reason, post.gone) == ("failed", "refused", [])


def test_an_address_that_does_not_exist_becomes_work_at_once(post: Post) -> None:
    post.server.refuses = "550 no such user"
    post.deliver()
    assert (post.row.state, post.row.reason, post.server.taken) == ("failed", "refused", [])


def test_without_a_mail_server_a_letter_makes_way_for_others_and_becomes_work(post: Post, settings: Any) -> None:
    settings.MAIL_ON = False
    for tries in range(1, len(outbox.PAUSES) + 2):
        now = post.row.not_before + timedelta(seconds=1)
        outgoing.deliver(now)
        assert post.row.tries == tries
        assert not outbox.to_mail(now)
    assert (post.row.state, post.row.reason) == ("failed", "unreachable")


def test_a_server_that_does_not_answer_is_called_once_in_a_round(
    post: Post, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    calls, real, settings.EMAIL_PORT = [], outgoing.line.of, 1
    (waiting,) = outbox.to_mail(timezone.now())
    monkeypatch.setattr(outbox, "to_mail", lambda now: [waiting, (waiting[0], waiting[1], uuid4())])
    monkeypatch.setattr(outgoing.line, "of", lambda organisation: calls.append(organisation) or real(organisation))
    post.deliver()
    assert calls == [post.organisation.pk]
    assert (post.row.reason, post.row.tries) == ("unreachable", 1)


def test_a_mail_server_that_is_away_takes_nothing_and_loses_nothing(post: Post, settings: Any) -> None:
    right, settings.EMAIL_PORT = post.port, 1
    post.deliver()
    assert (post.row.state, post.row.reason, post.row.tries) == ("waiting", "unreachable", 1)
    settings.EMAIL_PORT = right
    post.deliver(timedelta(minutes=3))
    assert (post.row.state, len(post.server.taken)) == ("sent", 1)


def test_stopped_in_time_it_never_leaves_and_can_be_written_again(post: Post) -> None:
    assert outbox.stop(post.open(), "confirmation", 2, actor=post.actor, now=timezone.now())
    post.deliver()
    assert (post.server.taken, post.gone) == ([], [])
    found = draft(post.open(), "confirmation", 2, timezone.now())
    assert found
    assert found.sent is None
    send(post.open(), found, actor=post.actor, now=timezone.now(), by_mail=True)
    post.deliver()
    assert len(post.server.taken) == 1
    assert not outbox.stop(post.open(), "confirmation", 2, actor=post.actor, now=timezone.now()), "too late"


def test_posted_by_two_people_at_once_it_is_in_the_outbox_once(post: Post) -> None:
    outbox.stop(post.open(), "confirmation", 2, actor=post.actor, now=timezone.now())
    one = draft(post.open(), "confirmation", 2, timezone.now())
    assert one
    documents = {send(post.open(), one, actor=post.actor, now=timezone.now(), by_mail=True) for _ in range(2)}
    assert len(documents) == 1
    assert [row.state for row in outbox.rows_of(post.open())].count("waiting") == 1
    letters = [d for d in post.open().documents if d.kind == "letter"]
    assert len(letters) == 1


def test_what_left_cannot_be_changed_nor_taken_away(post: Post) -> None:
    post.deliver()
    document = next(d.id for d in post.open().documents if d.kind == "letter")
    changes: tuple[Callable[[], object], ...] = (
        lambda: Document.objects.filter(id=document).update(sha256="0" * 64),
        lambda: Document.objects.filter(id=document).delete(),
        lambda: LetterSent.objects.all().update(sha256="0" * 64),
        lambda: LetterSent.objects.all().delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match=r"stays|kept|denied"), in_organisation(post.organisation.pk):
            change()
    assert len(post.gone) == 1
