"""To which dossier a mail belongs: the letter it answers, else the number in its subject. And whether its sender is known there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from wederhoor.correspondence.inbox.reading import Incoming
from wederhoor.dossier import keys, notices
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Outbox, Person
from wederhoor.dossier.summaries import state_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

NUMBER = re.compile(r"\bK-\d{4}-\d{4,6}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belongs:
    """A dossier number ('' for none), whether the mail came from an address of somebody in it, and the letter it answers."""

    number: str = ""
    known_sender: bool = False
    letter: str = ""


def belongs(organisation: Organisation, mail: Incoming) -> Belongs:
    """Where this mail seems to belong. Only a proposal: an address can be forged, so a person files it."""
    with in_organisation(organisation.pk):
        row, letter = _answered(organisation, mail)
        row = row or _named(organisation, mail)
        return Belongs(row.number, _known(row, mail.sender), letter) if row else Belongs()


def _answered(organisation: Organisation, mail: Incoming) -> tuple[Dossier | None, str]:
    """The dossier of the letter that this mail answers, or that did not arrive, and which letter it was."""
    if not mail.answers:
        return None, ""
    sent = Outbox.objects.filter(organisation=organisation, message_id__in=mail.answers).order_by("-made").first()
    row = Dossier.objects.get(organisation=organisation, id=sent.dossier_id) if sent else None
    if row:
        row.organisation = organisation
    return row, sent.letter if sent else ""


def _named(organisation: Organisation, mail: Incoming) -> Dossier | None:
    numbers = [number.upper() for number in NUMBER.findall(mail.subject)]
    row = Dossier.objects.filter(organisation=organisation, number__in=numbers).order_by("number").first()
    if row:
        row.organisation = organisation
    return row


def tell(organisation: Organisation, number: str, kind: str, about: str, *, now: datetime) -> None:
    """Tell who handles the dossier: a mail came in for it (`message`), or a letter did not arrive (`letter failed`)."""
    with in_organisation(organisation.pk):
        row = Dossier.objects.get(organisation=organisation, number=number)
        row.organisation = organisation
        state = state_of(row)
        near = notices.around(row, state, local_date(now))
        notices.tell(row, kind, about, near.handlers(state), now=now)


def _known(row: Dossier, sender: str) -> bool:
    people = list(Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).exclude(contact=b""))
    ring = keys.keyring(row.organisation, row.id, {person.compartment for person in people})
    contacts = (ring.text(person.contact, person.compartment, person.code, "contact") for person in people)
    return bool(sender) and any(json.loads(found).get("email", "").lower() == sender for found in contacts)
