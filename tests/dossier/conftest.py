"""A cast for the dossier's tests: one provider with its people, a stranger elsewhere, and a small regulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, NewPerson, Received
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.data import root

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
VALUES = {"channel": "web", "capacity": "client", "kind": "complaint", "law": "wmo"}


@dataclass
class Cast:
    """Everybody, and the shortest way to have one of them do something."""

    here: Organisation
    elsewhere: Organisation
    officer: Account
    colleague: Account
    director: Account
    mediator: Account
    stranger: Account

    def actor(self, account: Account, role: str = "officer", at: Organisation | None = None) -> Actor:
        return Actor(account.pk, role, (at or self.here).pk)

    def receive(self, key: str = "form-1", people: tuple[NewPerson, ...] = (), **more: object) -> Received:
        command = Command("receive", "complainant", VALUES)
        client = NewPerson("complainant", "Zeldzaamnaam Kanarie", "client", {"email": "kanarie@voorbeeld.test"})
        received = door.receive(
            self.here, command, texts={"complaint": "Kanarietekst over de gang"}, people=(client, *people),
            subject="Kanarieonderwerp", actor=door.visitor(self.here.pk), now=NOW, submitted_key=key,
        )  # fmt: skip
        assert isinstance(received, Received)
        return received

    def open(self, number: str, actor: Actor | None = None, action: str = "read") -> door.OpenDossier:
        return door.open_dossier(self.here, number, actor=actor or self.actor(self.officer), action=action, now=NOW)

    def do(self, number: str, act: str, texts: dict[str, str] | None = None, **values: str) -> door.Outcome:
        dossier = self.open(number)
        command = Command(act, "officer", values)
        return door.perform(
            dossier, command, texts=texts or {}, actor=self.actor(self.officer), now=NOW, expected_seq=dossier.seq
        )


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real law and common words, and only the small regulation of these tests."""
    folder, real = tmp_path_factory.mktemp("data"), root()
    (folder / "law").symlink_to(real / "law")
    (folder / "regulations").mkdir()
    (folder / "regulations" / "proef").symlink_to(Path(__file__).parent / "regulations" / "proef")
    for file in real.glob("regulations/_*"):
        (folder / "regulations" / file.name).symlink_to(file)
    return folder


@pytest.fixture
def cast(data: Path, monkeypatch: pytest.MonkeyPatch, make_cast: Callable[[], Cast]) -> Cast:
    """The cast, in a database that forgets them after the test."""
    monkeypatch.setenv("WEDERHOOR_DATA", str(data))
    return make_cast()


@pytest.fixture
def make_cast(db: None) -> Callable[[], Cast]:
    return people_of_the_cast


def people_of_the_cast() -> Cast:
    """Make them."""
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="proef")
    elsewhere = Organisation.objects.create(code="daar", name="Zorg Daar", regulation="proef")
    people = {
        name: Account.objects.create_user(f"{name}@voorbeeld.test", f"Naam {name}")
        for name in ("officer", "colleague", "director", "mediator", "stranger")
    }
    held = [
        ("officer", here),
        ("colleague", here),
        ("director", here),
        ("mediator", elsewhere),
        ("stranger", elsewhere),
    ]
    for name, place in held:
        role = "officer" if name in {"colleague", "stranger"} else name
        Membership.objects.create(account=people[name], organisation=place, role=role)
    return Cast(here, elsewhere, **people)
