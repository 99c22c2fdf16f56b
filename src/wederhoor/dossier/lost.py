"""Codes that were lost. Asking leaves one sealed row, whatever the address; the worker looks whether it is known.

So the page answers the same, in the same time, for an address that is known and one that is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from wederhoor.dossier import codes, keys, likeness, sealing
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import CodeAsked, Compartment, Dossier, Likeness, Person
from wederhoor.dossier.sealing import Place
from wederhoor.dossier.writing import NewPerson
from wederhoor.organisations.models import Organisation

MOST = 5
"""Of so many complaints, the newest, one address gets a code at a time."""
KEPT, AGAIN = timedelta(days=1), timedelta(minutes=15)
"""How long what was asked waits at most, and how long until a mail that did not leave is tried again."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A code to be mailed: where to, from whose page it was asked, and since when."""

    address: str
    place: str
    code: str
    regulation: str
    since: datetime


def _place(organisation: Organisation, row: UUID) -> Place:
    return Place(organisation.pk, "", "lost", row.hex, "address")


def ask(organisation: Organisation, place: str, address: str, *, now: datetime, since: datetime | None = None) -> None:
    """Somebody asks for a new code at this address, or asked ``since`` and is answered from ``now`` on."""
    key, told = uuid4(), json.dumps([address.strip(), (since or now).isoformat()]).encode()
    sealed = sealing.seal(told, keys.organisation_key(organisation), _place(organisation, key))
    with in_organisation(organisation.pk):
        CodeAsked.objects.bulk_create(
            [CodeAsked(organisation=organisation, id=key, address=sealed, place=place, at=now)]
        )


def put_back(organisation: Organisation, mailings: Iterable[Mailing], *, now: datetime) -> None:
    """These mails did not leave, or perhaps not: what was asked waits a while and is tried again, for a day."""
    for place, address, since in {(one.place, one.address, one.since) for one in mailings}:
        if now + AGAIN < since + KEPT:
            ask(organisation, place, address, now=now + AGAIN, since=since)


def forget(organisation: Organisation, *, now: datetime) -> None:
    """Wipe what was asked more than a day ago: mail is off, or the server was away all the time."""
    with in_organisation(organisation.pk):
        CodeAsked.objects.filter(organisation=organisation, at__lt=now - KEPT).delete()


def asked_at() -> list[Organisation]:
    """The organisations where somebody asked for a new code."""
    with in_organisation(*Organisation.objects.values_list("pk", flat=True)):
        rows = CodeAsked.objects.values("organisation")
        return list(Organisation.objects.filter(pk__in=[row["organisation"] for row in rows]))


def take(organisation: Organisation, *, now: datetime) -> list[Mailing]:
    """Everything that was asked here, as codes to mail where the address is known; what was asked is wiped with it."""
    with in_organisation(organisation.pk):
        ready = CodeAsked.objects.filter(organisation=organisation, at__lte=now)
        asked = list(ready.select_for_update(skip_locked=True))
        found = [mailing for one in asked for mailing in _answered(organisation, one, now)]
        CodeAsked.objects.filter(organisation=organisation, id__in=[one.id for one in asked]).delete()
    return found


def _answered(organisation: Organisation, asked: CodeAsked, now: datetime) -> Iterator[Mailing]:
    key = keys.organisation_key(organisation)
    address, since = json.loads(sealing.unseal(bytes(asked.address), key, _place(organisation, asked.id)))
    actor = Actor(None, WORKER, organisation.pk)
    for row, person in _known(organisation, address):
        code = codes.give_once(row, person, actor=actor, now=now)
        yield Mailing(address, asked.place, code, row.regulation, datetime.fromisoformat(since))


def _known(organisation: Organisation, address: str) -> Iterator[tuple[Dossier, str]]:
    """The dossiers in which somebody on the complainant's side gave this address, with whose code it is."""
    marks = likeness.of_people(organisation, [NewPerson("complainant", "", contact={"email": address})])
    alike = Likeness.objects.filter(organisation=organisation, mark__in=[mark for _, mark in marks])
    known = Dossier.objects.filter(organisation=organisation, id__in=alike.values("dossier_id"), quarantined=False)
    for row in known.order_by("-received")[:MOST]:
        row.organisation = organisation
        people = list(Person.objects.filter(organisation=organisation, dossier_id=row.id, side__in=codes.OWN))
        ring = keys.keyring(organisation, row.id, Compartment.values)
        first = codes.first_of(people)
        for one in people:
            contact = json.loads(ring.text(one.contact, one.compartment, one.code, "contact") or "{}")
            if contact.get("email", "").strip().casefold() == address.casefold():
                yield row, "" if one.code == first else one.code
