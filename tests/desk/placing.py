"""A place with its people, and a dossier in it in which exactly this happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.desk.conftest import NOW
from wederhoor.dossier import door
from wederhoor.dossier.acting.forms import plain
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.keys import organisation_key
from wederhoor.dossier.models import Assignment, Dossier
from wederhoor.dossier.models import Event as Stored
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import State
from wederhoor.procedure.loading import load_for


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


def placed(place: Place, state: State) -> door.Received:
    """A dossier in which exactly this happened, given to everybody in their role; its number and code."""
    first = state.events[0]
    people = [
        NewPerson("complainant", "Kees", "client", {"email": "kees@voorbeeld.test"}),
        NewPerson("accused", "Bo Beklaagd"),
    ]
    result = door.receive(
        place.row, Command(first.act, first.by, dict(first.values)), texts={"complaint": "Het was koud."}, people=people,
        subject="Kou", actor=door.visitor(place.row.pk), now=first.at, submitted_key=uuid4().hex,
    )  # fmt: skip
    assert isinstance(result, door.Received), result
    with in_organisation(place.row.pk):
        dossier = Dossier.objects.get(organisation=place.row, number=result.number)
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
    return result


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
