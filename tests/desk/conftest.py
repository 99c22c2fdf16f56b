"""The cast of the desk: one provider under the regulation of JOT, somebody elsewhere, and one complaint about a colleague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, NewPerson
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation
from wederhoor.procedure.commands import Command

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
SIGN_IN = "/werkplek/aanmelden/"
WORKLIST = "/werkplek/"
PEOPLE = {
    "handler": "Hanna Behandelt",
    "director": "Dirk Bestuurt",
    "confidant": "Vera Vertrouwt",
    "care professional": "Zoë Verzorgt",
    "accused": "Bram Beklaagd",
}


@dataclass
class Desk:
    """Everybody of the cast, each with a browser of their own, and the clock."""

    here: Organisation
    elsewhere: Organisation
    accounts: dict[str, Account]
    clock: time_machine.Coordinates
    browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """The browser of a role here, of the 'outsider' (handler elsewhere), or of an anonymous 'visitor'."""
        if who not in self.browsers:
            self.browsers[who] = Client()
            if who != "visitor":
                self.browsers[who].force_login(self.accounts[who])
        return self.browsers[who]

    def get(self, who: str, address: str) -> HttpResponse:
        return self.browser(who).get(address)  # type: ignore[return-value]  # the client's own response adds to it

    def post(self, who: str, address: str, **data: Any) -> HttpResponse:
        return self.browser(who).post(address, data)  # type: ignore[return-value]  # the client's own response adds to it

    def later(self, **distance: float) -> None:
        """The clock goes on; everybody stays signed in."""
        self.clock.shift(timedelta(**distance))
        self.browsers.clear()

    def receive(self, key: str = "form", mail: str = "kanarie@voorbeeld.test", way: str = "", **values: str) -> str:
        """A complaint of a client about the accused; the number of its dossier."""
        contact = {name: value for name, value in (("email", mail), ("way", way)) if value}
        people = [
            NewPerson("complainant", "Kees Kanarie", "client", contact),
            NewPerson("accused", PEOPLE["accused"], account=self.accounts["accused"].pk),
        ]
        received = door.receive(
            self.here, Command("receive", "complainant", VALUES | values), texts={"complaint": "Het ging niet goed op de gang."},
            people=people, subject="De gang was koud", actor=door.visitor(self.here.pk), now=self.now, submitted_key=key,
        )  # fmt: skip
        assert isinstance(received, door.Received)
        return received.number

    @property
    def now(self) -> datetime:
        return datetime.now(NOW.tzinfo)

    def open(self, number: str, role: str = "handler") -> door.OpenDossier:
        """The dossier as somebody sees it, without a page."""
        actor = Actor(self.accounts[role].pk, role, self.here.pk)
        return door.open_dossier(self.here, number, actor=actor, action="read", now=self.now)

    def acts(self, number: str) -> list[str]:
        return [event.act for event in self.open(number).events]

    def act(self, who: str, number: str, act: str, **data: Any) -> HttpResponse:
        """Fill in the form of an act and send it, having seen everything that happened."""
        given = data if "expected_seq" in data else {"expected_seq": self.open(number).seq} | data
        return self.post(who, act_address(number, act), **given)


def dossier_address(number: str) -> str:
    return f"/werkplek/dossiers/{number}/"


def act_address(number: str, act: str) -> str:
    return f"/werkplek/dossiers/{number}/daad/{act.replace(' ', '-')}/"


def text(response: HttpResponse) -> str:
    """The words of a page, without its tags; one space between them."""
    import html

    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(bare).split())


def section(response: HttpResponse, title: str) -> str:
    """The words of the section of the dossier page under this heading, until the next one."""
    page = response.content.decode()
    start = page.index(f'id="{title}"')
    end = page.find("<section", start)
    return text(HttpResponse(page[start : end if end > 0 else None].split(">", 1)[1]))


def queries(captured: CaptureQueriesContext) -> list[str]:
    """The statements that count: not those of the session, the fence, or the transaction that each test runs in."""
    left_out = ("SAVEPOINT", "app.organisation", "_session")
    return [query["sql"] for query in captured if not any(word in query["sql"] for word in left_out)]


def counting() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


@pytest.fixture
def desk(db: None, settings: Settings, tmp_path: Path) -> Iterator[Desk]:
    """The cast, on a Monday morning; mail lands in a folder."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.DEMO = False
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
    elsewhere = Organisation.objects.create(code="daar", name="Zorg Daar", regulation="jot")
    accounts = {role: _account(role, name, here, role) for role, name in PEOPLE.items()}
    accounts["outsider"] = _account("outsider", "Olga Buiten", elsewhere, "handler")
    with time_machine.travel(NOW, tick=False) as clock:
        yield Desk(here, elsewhere, accounts, clock)


def _account(code: str, name: str, organisation: Organisation, role: str) -> Account:
    email = f"{code.replace(' ', '-')}@voorbeeld.test"
    account = Account.objects.create_user(email, name, "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=organisation, role=role)
    return account


@pytest.fixture
def place(desk: Desk, settings: Settings) -> Desk:
    """The director runs the place, and the outsider runs the other one."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Administrator.objects.create(account=desk.accounts["director"], organisation=desk.here)
    Administrator.objects.create(account=desk.accounts["outsider"], organisation=desk.elsewhere)
    return desk


@pytest.fixture
def told(desk: Desk) -> str:
    """A complaint of which the accused knows: they were heard."""
    number = desk.receive()
    assert desk.act("handler", number, "acknowledge").status_code == 302
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    return number
