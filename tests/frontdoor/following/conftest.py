"""A complaint and who follows it: the complainant's browser, and the handler at the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from wederhoor.dossier import door
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.loading import load_for

STORY = "Het is al drie weken koud in mijn kamer."


@dataclass
class Complaint:
    """One complaint under a regulation, and short ways for both sides to act."""

    here: Organisation
    role: str
    account: Account
    number: str
    code: str
    browser: Client = field(default_factory=Client)

    @property
    def actor(self) -> Actor:
        return Actor(self.account.pk, self.role, self.here.pk)

    def open(self, role: str = "") -> door.OpenDossier:
        actor = Actor(self.account.pk, role or self.role, self.here.pk)
        return door.open_dossier(self.here, self.number, actor=actor, action="read", now=timezone.now())

    def do(self, act: str, texts: dict[str, str] | None = None, role: str = "", **values: Any) -> None:
        """An act of the desk."""
        by = role or self.role
        dossier, actor = self.open(by), Actor(self.account.pk, by, self.here.pk)
        done = door.perform(
            dossier, Command(act, by, {k.replace("_", " "): v for k, v in values.items()}), texts=texts or {}, actor=actor,
            now=timezone.now(), expected_seq=dossier.seq,
        )  # fmt: skip
        assert done.event, done.refusal

    def enter(self, code: str = "", browser: Client | None = None) -> Any:
        """Type the code."""
        return (browser or self.browser).post(f"/{self.here.code}/volgen/", {"code": code or self.code}, follow=True)

    def at(self, page: str = "") -> str:
        return f"/{self.here.code}/volgen/{self.number}/{page}"

    def see(self, page: str = "") -> str:
        """What a page says."""
        answer = self.browser.get(self.at(page))
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    def send(self, page: str, typed: dict[str, Any]) -> HttpResponse:
        answer: HttpResponse = self.browser.post(self.at(page), typed, follow=True)  # type: ignore[assignment]  # the test client's
        return answer


HANDLERS = {"ott": "mediator", "jot": "handler", "loj": "officer", "izw": "coordinator", "zk": "chair"}


def made(provider: str, *people: NewPerson, **values: str) -> Complaint:
    """A complaint at a provider, with every role in one account, followed by nobody yet."""
    here = Organisation.objects.create(code=f"huis-{provider}", name="Huis Proef", regulation=provider)
    account = Account.objects.create_user(f"{provider}@voorbeeld.test", "Bo Behandelaar")
    rules = load_for(provider, timezone.localdate())
    for code, role in rules.roles.items():
        if role.kind not in ("complainant", "accused"):
            Membership.objects.create(account=account, organisation=here, role=code)
    public = next(n for n, c in rules.channels.items() if c.public and ("web" in n or "form" in n or "site" in n))
    capacity, kind = next(iter(rules.capacities)), next(iter(rules.kinds))
    client = NewPerson(
        "complainant", "Klara Klager", "client", {"email": "klara@voorbeeld.test", "telephone": "0612345678"}
    )
    given = {"channel": public, "capacity": capacity, "kind": kind} | values
    received = door.receive(
        here, Command("receive", "complainant", given), texts={"complaint": STORY}, people=(client, *people), subject="Kou",
        actor=door.visitor(here.pk), now=timezone.now(), submitted_key="proef",
    )  # fmt: skip
    assert isinstance(received, door.Received), received
    return Complaint(here, HANDLERS[provider], account, received.number, received.code)


@pytest.fixture
def complaint(db: None) -> Complaint:
    """A complaint that says u, followed in a browser."""
    one = made("ott", law="wlz")
    one.enter()
    return one
