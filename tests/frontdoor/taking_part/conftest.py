"""A provider under any regulation, with staff, and one complaint with an accused, their helper and somebody who may be asked."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from wederhoor.dossier import door, people, taking_part
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.dossier.taking_part import Given, Inviting
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.acts import why_not
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command
from wederhoor.procedure.loading import load_for

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
STORY, SUBJECT = "De soep was koud en niemand kwam.", "Koude soep"
KEEPS = ("handler", "coordinator")


def words_of(response: Any) -> str:
    """The words of a page, without its tags."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(bare).split())


@dataclass
class House:
    """One provider with everybody who works there, and one complaint."""

    here: Organisation
    provider: str
    clock: time_machine.Coordinates
    accounts: dict[str, Account] = field(default_factory=dict)
    number: str = ""
    code: str = ""
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def regulation(self) -> Any:
        return load_for(self.provider, NOW.date())

    @property
    def now(self) -> datetime:
        return datetime.now(NOW.tzinfo)

    @property
    def keeper(self) -> str:
        """The role that keeps the list of people."""
        kinds = {code: role.kind for code, role in self.regulation.roles.items() if not role.external}
        return next(code for kind in KEEPS for code, has in kinds.items() if has == kind)

    def actor(self, role: str = "") -> Actor:
        role = role or self.keeper
        return Actor(self.accounts[role].pk, role, self.here.pk)

    def open(self, role: str = "") -> OpenDossier:
        return door.open_dossier(self.here, self.number, actor=self.actor(role), action="read", now=self.now)

    def do(self, act: str, by: str = "", texts: dict[str, str] | None = None, **values: Any) -> None:
        """One act, by a role that may do it."""
        rule = self.regulation.acts[act]
        role = by or self.doer(act)
        self.assign(role)
        dossier = self.open(role)
        outcome = door.perform(
            dossier, Command(act, role, {name.replace("_", " ") if name not in rule.fields else name: v for name, v in values.items()}),
            texts=texts or {}, actor=self.actor(role), now=self.now, expected_seq=dossier.seq,
        )  # fmt: skip
        assert outcome.event, outcome.refusal

    def doer(self, act: str) -> str:
        """A role that may do this, if any may."""
        state = self.open().state
        ready = state.procedure.acts[act]
        refused = {role: why_not(state, ready, role, self.now) for role in (self.keeper, *self.accounts)}
        found = next((role for role, no in refused.items() if no is None), None)
        assert found, (act, refused)
        return found

    def assign(self, role: str) -> None:
        if role != self.keeper:
            door.assign(self.open(), self.accounts[role].pk, role, actor=self.actor(), now=self.now)

    def add(self, side: str, name: str, **contact: str) -> str:
        """Somebody in the dossier; their code."""
        return people.add(self.open(), NewPerson(side, name, "", contact), actor=self.actor(), now=self.now)

    def person(self, code: str) -> PersonView:
        return next(one for one in self.open().people if one.code == code)

    def invite(self, code: str, **more: Any) -> Given:
        given = {"valid_until": (self.now + timedelta(weeks=6)).date(), "second": taking_part.CODE} | more
        return taking_part.invite(self.open(), self.person(code), Inviting(**given), actor=self.actor(), now=self.now)

    def enter(self, code: str, **more: Any) -> Visitor:
        """Somebody is invited and comes in with a browser of their own."""
        given = self.invite(code, **more)
        visitor = Visitor(self, Client())
        visitor.taken = visitor.browser.post(f"/meedoen/link/{given.address}/", {"said": given.code})
        assert visitor.taken.status_code == 200, words_of(visitor.taken)
        return visitor

    def tell_accused(self) -> None:
        """Whatever this regulation does to let the accused know."""
        tell = TELLS[self.provider]
        tell(self)


@dataclass
class Visitor:
    """Somebody at their own pages."""

    house: House
    browser: Client
    taken: Any = None

    @property
    def home(self) -> str:
        return f"/meedoen/{self.house.open().id}/"

    def get(self, page: str = "") -> Any:
        return self.browser.get(f"{self.home}{page}")

    def post(self, page: str, **data: Any) -> Any:
        return self.browser.post(f"{self.home}{page}", data)

    def words(self, page: str = "") -> str:
        answer = self.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        return words_of(answer)

    def act(self, slug: str, **data: Any) -> Any:
        """Fill in the form of an act, having seen it."""
        seq = re.search(r'name="expected_seq" value="(\d+)"', self.get(f"doen/{slug}/").content.decode())
        return self.post(f"doen/{slug}/", expected_seq=seq[1] if seq else "", **data)


def _plan(house: House) -> None:
    meeting = next(iter(house.regulation.meetings))
    house.do(
        "plan meeting", texts={"meeting_place": "De Lindehof, kamer 2", "invited": "Beide kanten"}, meeting=meeting,
        meeting_at=f"{house.now + timedelta(days=10):%Y-%m-%dT%H:%M}",
    )  # fmt: skip


def _ott(house: House) -> None:
    given = {"step": "tell accused", "answer": "given", "given_by": "complainant"}
    house.do("give consent", **given)
    house.do("inform accused")


def _loj(house: House) -> None:
    house.do("inform accused")


TELLS: dict[str, Callable[[House], None]] = {"ott": _ott, "loj": _loj, "izw": _plan, "jot": _plan, "zk": _plan}


def build(provider: str, clock: time_machine.Coordinates) -> House:
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation=provider, brand_colour="0b6e6e")
    house = House(here, provider, clock)
    for number, (code, role) in enumerate(house.regulation.roles.items()):
        if role.kind not in ("complainant", "accused"):
            account = Account.objects.create_user(
                f"a{number}@voorbeeld.test", f"Aya {role.label}", "een lang wachtwoord"
            )
            Membership.objects.create(account=account, organisation=here, role=code)
            house.accounts[code] = account
    receive = house.regulation.acts["receive"].fields
    values = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
    for name, asked in receive.items():
        listed = choices_of(house.regulation, asked)
        if (name in values and values[name] not in listed) or (asked.required and name not in values and listed):
            values[name] = next(iter(listed))
    made = door.receive(
        here, Command("receive", "complainant", values), texts={"complaint": STORY}, subject=SUBJECT,
        people=[
            NewPerson("complainant", "Kees Klager", "client", {"email": "kees@voorbeeld.test", "telephone": "06 11111111"}),
            NewPerson("accused", "Bram Beklaagd", "", {"email": "bram@voorbeeld.test", "telephone": "06 22222222"}),
            NewPerson("witness", "Wim Getuige", "", {"email": "wim@voorbeeld.test"}),
        ], actor=door.visitor(here.pk), now=NOW, submitted_key="soep",
    )  # fmt: skip
    assert isinstance(made, door.Received), made
    house.number, house.code = made.number, made.code
    return house


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def build_house(db: None, clock: time_machine.Coordinates) -> Callable[[str], House]:
    return lambda provider: build(provider, clock)


@pytest.fixture
def house(build_house: Callable[[str], House]) -> House:
    """Under the regulation of OTT, where the accused reads the complaint once told with the complainant's consent."""
    return build_house("ott")
