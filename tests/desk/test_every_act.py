"""Every act of every regulation: somebody who may do it does so on its page, without JavaScript and with keys alone.

The form is read as a browser without JavaScript has it, filled with what it offers, and sent as that browser would.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import NOW, Desk, act_address, text
from tests.desk.plain_form import faults, filled, form_on
from tests.desk.ways import Way, acts_of, ways
from wederhoor.desk import act_page
from wederhoor.dossier import door
from wederhoor.dossier.acting.forms import plain
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.keys import organisation_key
from wederhoor.dossier.models import Assignment, Dossier
from wederhoor.dossier.models import Event as Stored
from wederhoor.dossier.summaries import state_of
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import State
from wederhoor.procedure.loading import load_for

LISTED: dict[str, tuple[str, ...]] = {
    "assign": ("assign",), "contact": ("contact",), "route": ("choose route", "choose step"), "talk first": ("advise to talk", "choose step"),
    "talks": ("plan meeting", "hold meeting", "cancel meeting", "send minutes", "comment on minutes"),
    "ask somebody": ("ask information", "receive information"), "cause": ("analyse cause",), "hear": ("hear", "waive hearing"),
    "admissibility": ("decide admissibility", "declare inadmissible", "not take up"),
    "advice": ("ask advice", "receive advice", "propose expert", "approve expert", "engage expert"),
    "judge": ("judge", "judge by committee"), "deviate, measures": ("tell measures", "take measure", "recommend"),
    "extend": ("extend", "agree extension", "extend by agreement"), "compensation": ("request compensation", "assess compensation"),
    "hand over": ("forward", "forward to committee", "hand over to partner", "file at portal", "hand over to external officer"),
    "dispute": ("put dispute", "record dispute outcome"), "withdraw": ("withdraw",),
    "inspectorate": ("announce report", "report recommendations to inspectorate"), "not regulated": ("decide outside regulation",),
    "correct": ("correct",), "close": ("close",), "reopen": ("reopen",),
}  # fmt: skip
"""What the list of the desk asks, and the acts that are it."""
EXPECTED = {
    "izw": 20, "jot": 22, "loj": 34, "ott": 27, "zk": 18,
}  # fmt: skip
"""How many acts of the list each regulation has: one that falls away is seen."""
PROVIDERS = tuple(EXPECTED)
TRIES = 8


@dataclass
class Place:
    """A provider with an account in every role at the desk."""

    row: Organisation
    accounts: dict[str, Account]

    def browser(self, role: str) -> Client:
        client = Client()
        client.force_login(self.accounts[role])
        return client


def place_of(provider: str) -> Place:
    row = Organisation.objects.create(code=f"bij-{provider}", name="Zorg", regulation=provider)
    accounts = {}
    for code, role in load_for(provider, NOW.date()).roles.items():
        if role.kind not in ("complainant", "accused"):
            email = f"{code.replace(' ', '-')}@{provider}.test"
            accounts[code] = Account.objects.create_user(email, role.label, "een lang wachtwoord")
            Membership.objects.create(account=accounts[code], organisation=row, role=code)
    organisation_key(row)  # kept in memory from its first use on: so before what is undone
    return Place(row, accounts)


def placed(place: Place, state: State) -> str:
    """A dossier in which exactly this happened, given to everybody in their role; its number."""
    first = state.events[0]
    people = [
        NewPerson("complainant", "Kees", "client", {"email": "kees@voorbeeld.test"}),
        NewPerson("accused", "Bo Beklaagd"),
    ]
    result = door.receive(
        place.row, Command(first.act, first.by, dict(first.values)), texts={"complaint": "Het was koud."}, people=people,
        subject="Kou", actor=door.visitor(place.row.pk), now=first.at, submitted_key="every act",
    )  # fmt: skip
    assert isinstance(result, door.Received), result
    with in_organisation(place.row.pk):
        dossier = Dossier.objects.get(organisation=place.row)
        own = {"organisation": place.row, "dossier_id": dossier.id}
        Assignment.objects.bulk_create(
            Assignment(**own, account=account, role=role, since=first.at.date())
            for role, account in place.accounts.items()
        )
        kept = Stored.objects.filter(**own).count()
        later = [event for event in state.events if event.seq > kept]
        Stored.objects.bulk_create(
            Stored(**own, seq=event.seq, recorded=event.recorded, payload=event.to_json()) for event in later
        )
    return result.number


def listed(provider: str) -> set[str]:
    acts = load_for(provider, NOW.date()).acts
    return {act for several in LISTED.values() for act in several if act in acts}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_regulation_has_its_acts_of_the_list(provider: str) -> None:
    assert len(listed(provider)) >= EXPECTED[provider], sorted(listed(provider))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_there_is_a_way_to_every_act_that_the_desk_can_do(provider: str) -> None:
    assert acts_of(provider) - ways(provider).keys() == set()


def given(place: Place, state: State, command: Command) -> dict[str, Any]:
    """The answers by the names that the page gives its questions; who gets a role is somebody who holds it."""
    act = state.regulation.acts[command.act]
    fields = act.fields
    sent: dict[str, Any] = {plain(name): "Woorden." for name in command.texts}
    for name, value in command.values.items():
        kind = fields[name].kind
        if kind == "attendance" and isinstance(value, dict):
            sent |= {f"{plain(name)}_{person}": code for person, code in value.items()}
        elif kind == "outcomes" and isinstance(value, dict):
            sent |= {f"{plain(name)}_{n}": code for n, code in enumerate(value.values(), 1)}
        else:
            sent[plain(name)] = value
    if act.assigns:
        sent |= {act.assigns: place.accounts[str(command.values["role"])].opaque}
    return sent | {"said_by": "Kees", "said_how": "telephone"}


def done_on_its_page(place: Place, desk: Desk, way: Way) -> list[str]:
    """Do the act on the page of who may do it; what was wrong. Undone afterwards."""
    with transaction.atomic():
        desk.clock.move_to(way.state.events[0].at)
        number = placed(place, way.state)
        desk.clock.move_to(way.now)
        part = f"?part={way.command.part}" if way.command.part else ""
        wrong = _tried(place, act_address(number, way.command.act) + part, way) or _not_done(place, way)
        transaction.set_rollback(True)
    return wrong


def _tried(place: Place, address: str, way: Way) -> list[str]:
    browser = place.browser(way.role)
    answer = browser.get(address)
    if answer.status_code != 200:
        return [f"the page answers {answer.status_code}"]
    wrong = faults(form_on(answer.content))
    for nth in range(TRIES):
        form = form_on(answer.content)
        sent = filled(form, given(place, way.state, way.command), random.Random(nth))
        answer = browser.post(address, sent)
        if answer.status_code == 302:
            return wrong
    return [*wrong, _refused(answer)]


def _not_done(place: Place, way: Way) -> list[str]:
    """Nothing when the act is what happened last, by this role."""
    with in_organisation(place.row.pk):
        happened = state_of(Dossier.objects.get(organisation=place.row)).events[len(way.state.events) :]
    done = [(event.act, event.by) for event in happened]
    return [] if (way.command.act, way.role) in done else [f"happened: {done}"]


def _refused(answer: HttpResponse) -> str:
    return f"refused: {text(answer)[:1500]}"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_act_is_done_on_its_page_without_javascript_and_with_keys_alone(
    provider: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(act_page, "_send_letters", lambda *_: None)
    place = place_of(provider)
    wrong = {act: found for act, way in ways(provider).items() if (found := done_on_its_page(place, desk, way))}
    assert wrong == {}
