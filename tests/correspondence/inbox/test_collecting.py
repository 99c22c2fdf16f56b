"""Mail from a real IMAP server and from a folder: nothing lost, nothing twice, whatever happens."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from imap_tools import MailBoxUnencrypted

from tests.correspondence.inbox.test_reading import BOUNCE, mail
from wederhoor.correspondence.inbox import collecting, reading
from wederhoor.dossier import post
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.opening import NotFound
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.site.cli import main

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def place(db: None) -> Organisation:
    return Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")


@pytest.fixture
def handler(place: Organisation) -> Actor:
    account = Account.objects.create_user("hanna@voorbeeld.test", "Hanna")
    Membership.objects.create(account=account, organisation=place, role="handler")
    return Actor(account.pk, "handler", place.pk)


@pytest.fixture
def folder(tmp_path: Path, place: Organisation) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    post.add_mailbox(place, str(path), actor=Actor(None, WORKER, place.pk), now=NOW)
    return path


def look(place: Organisation) -> int:
    return collecting.collect([place], now=NOW)


def found(place: Organisation, actor: Actor, *states: str) -> list[post.Kept]:
    lines = post.listed(place, states or post.WAITING, actor=actor, now=NOW)
    return [post.opened(place, line.row.id, actor=actor, now=NOW) for line in lines]


def test_a_mail_in_the_folder_is_kept_sealed_and_moves_on(place: Organisation, folder: Path, handler: Actor) -> None:
    (folder / "een.eml").write_bytes(mail("Kanarietekst").as_bytes())
    assert look(place) == 1
    (kept,) = found(place, handler)
    assert reading.read_mail(kept.raw).text == "Kanarietekst"
    assert b"Kanarietekst" not in bytes(kept.row.raw)
    assert list(folder.iterdir()) == []
    assert look(place) == 0


def test_the_same_mail_twice_is_one(place: Organisation, folder: Path, handler: Actor) -> None:
    raw = mail().as_bytes()
    (folder / "een.eml").write_bytes(raw)
    (folder / "twee.eml").write_bytes(b"X-Way: other\n" + raw)
    assert look(place) == 1
    assert len(found(place, handler)) == 1


def test_a_mail_that_stops_the_reader_waits_for_a_person(
    place: Organisation, folder: Path, handler: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "een.eml").write_bytes(mail("Eerste", Message_ID="<1@x>").as_bytes())
    (folder / "twee.eml").write_bytes(mail("Tweede", Message_ID="<2@x>").as_bytes())

    def stumbles(raw: bytes) -> reading.Incoming:
        if b"Eerste" in raw:
            raise RecursionError
        return reading.read_mail(raw)

    monkeypatch.setattr(collecting, "read_mail", stumbles)
    assert look(place) == 2
    assert [kept.row.state for kept in found(place, handler, "unreadable")] == ["unreadable"]
    assert len(found(place, handler, "new")) == 1


def test_a_crash_between_keeping_and_letting_go_loses_nothing_and_doubles_nothing(
    place: Organisation, folder: Path, handler: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (folder / f"{number}.eml").write_bytes(mail(f"Tekst {number}", Message_ID=f"<{number}@x>").as_bytes())

    def stops(self: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", stops)
        with pytest.raises(KeyboardInterrupt):
            look(place)
    look(place)
    texts = sorted(reading.read_mail(kept.raw).text for kept in found(place, handler))
    assert texts == ["Tekst 0", "Tekst 1", "Tekst 2"]


def test_no_mail_of_a_stranger_keeps_the_others_from_coming_in(
    place: Organisation, folder: Path, handler: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.eml").write_bytes(b"In-Reply-To: <a\0b@c>\nMessage-ID: <1@x>\nFrom: x@y.test\n\nHallo")
    (folder / "b.eml").write_bytes(mail("Daarna", Message_ID="<2@x>").as_bytes())
    assert look(place) == 2

    def fails(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(collecting, "belongs", fails)
    (folder / "c.eml").write_bytes(mail("En dan", Message_ID="<3@x>").as_bytes())
    assert look(place) == 1
    assert len(found(place, handler)) == 3


def test_what_was_set_aside_is_wiped_after_three_months(place: Organisation, folder: Path, handler: Actor) -> None:
    (folder / "a.eml").write_bytes(mail(X_Wederhoor="1").as_bytes())
    look(place)
    assert post.run_forget(NOW + timedelta(days=89)) == 0
    assert post.run_forget(NOW + timedelta(days=91)) == 1
    assert found(place, handler, "aside") == []


def test_a_loop_and_an_automatic_answer_are_set_aside_and_a_bounce_is_shown(
    place: Organisation, folder: Path, handler: Actor
) -> None:
    (folder / "a.eml").write_bytes(mail(X_Wederhoor="1", Message_ID="<1@x>").as_bytes())
    (folder / "b.eml").write_bytes(mail(Auto_Submitted="auto-replied", Message_ID="<2@x>").as_bytes())
    (folder / "c.eml").write_bytes(BOUNCE)
    look(place)
    assert sorted(kept.row.reason for kept in found(place, handler, "aside")) == ["automatic", "loop"]
    assert [kept.row.state for kept in found(place, handler)] == ["bounced"]


def test_a_mailbox_that_cannot_be_reached_says_so_and_stops_no_other(
    place: Organisation, folder: Path, handler: Actor
) -> None:
    post.add_mailbox(
        place,
        "imap://naam:geheim@127.0.0.1:1/INBOX",
        actor=Actor(None, WORKER, place.pk),
        now=NOW,
    )
    post.add_mailbox(place, str(folder / "weg"), actor=Actor(None, WORKER, place.pk), now=NOW)
    (folder / "een.eml").write_bytes(mail().as_bytes())
    assert look(place) == 1
    problems = {box.problem for box, _ in post.mailboxes(place)}
    assert problems == {"", "De mailserver is niet bereikbaar.", "De map met post bestaat niet."}


def test_only_who_handles_complaints_here_opens_the_post(place: Organisation, folder: Path, handler: Actor) -> None:
    (folder / "een.eml").write_bytes(mail().as_bytes())
    look(place)
    elsewhere = Organisation.objects.create(code="daar", name="Zorg Daar", regulation="jot")
    director, stranger = (Account.objects.create_user(f"{name}@voorbeeld.test", name) for name in ("dirk", "olga"))
    Membership.objects.create(account=director, organisation=place, role="director")
    Membership.objects.create(account=stranger, organisation=elsewhere, role="handler")
    for actor in (Actor(director.pk, "director", place.pk), Actor(stranger.pk, "handler", elsewhere.pk)):
        with pytest.raises(NotFound):
            found(place, actor)
    with pytest.raises(NotFound):
        post.opened(
            elsewhere, found(place, handler)[0].row.id, actor=Actor(stranger.pk, "handler", elsewhere.pk), now=NOW
        )


@pytest.fixture(scope="module")
def imap() -> Iterator[str]:
    """A real IMAP server (pymap) for one user."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    process = subprocess.Popen([*command, "dict", "--demo-data"], stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"imap://demouser:demopass@127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the IMAP server did not start")


def put(address: str, raw: bytes, folder: str = "Post") -> None:
    host, port = address.rsplit("@", 1)[1].split(":")
    with MailBoxUnencrypted(host, int(port)).login("demouser", "demopass") as box:
        if not box.folder.exists(folder):
            box.folder.create(folder)
        box.append(raw, folder)


def test_mail_from_an_imap_server_comes_in_once_and_stays_there(place: Organisation, imap: str, handler: Actor) -> None:
    put(imap, mail("Van de server", Message_ID="<i1@x>").as_bytes())
    post.add_mailbox(place, f"{imap}/Post", actor=Actor(None, WORKER, place.pk), now=NOW)
    assert look(place) == 1
    assert look(place) == 0
    put(imap, mail("Nog een", Message_ID="<i2@x>").as_bytes())
    assert look(place) == 1
    texts = sorted(reading.read_mail(kept.raw).text for kept in found(place, handler))
    assert texts == ["Nog een", "Van de server"]


def test_a_wrong_password_is_said_without_the_password(place: Organisation, imap: str) -> None:
    post.add_mailbox(
        place,
        imap.replace("demopass", "geheim1") + "/Post",
        actor=Actor(None, WORKER, place.pk),
        now=NOW,
    )
    assert look(place) == 0
    (box, _) = post.mailboxes(place)[0]
    assert "weigert" in box.problem
    assert "geheim1" not in box.problem


def test_the_command_line_adds_a_mailbox_and_looks(
    place: Organisation, tmp_path: Path, handler: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "een.eml").write_bytes(mail().as_bytes())
    assert main(["mailbox", "hier", "--add", str(tmp_path), "--look"]) == 0
    assert "1 new mail(s)" in capsys.readouterr().out
    assert len(found(place, handler)) == 1
    assert main(["mailbox", "daar"]) == 2
    post.add_mailbox(place, str(tmp_path / "weg"), actor=Actor(None, WORKER, place.pk), now=NOW)
    assert main(["mailbox", "hier", "--look", "--json"]) == 1
    assert str(tmp_path) not in capsys.readouterr().out
