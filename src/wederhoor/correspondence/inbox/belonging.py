"""To which dossier a mail belongs: the letter it answers, else the number in its subject. And whether its sender is known there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from wederhoor.correspondence.inbox.reading import Incoming
from wederhoor.dossier import keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Person
from wederhoor.organisations.models import Organisation

NUMBER = re.compile(r"\bK-\d{4}-\d{4,6}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belongs:
    """A dossier number ('' for none), and whether the mail came from an address of somebody in it."""

    number: str = ""
    known_sender: bool = False


def belongs(organisation: Organisation, mail: Incoming) -> Belongs:
    """Where this mail seems to belong. Only a proposal: an address can be forged, so a person files it."""
    with in_organisation(organisation.pk):
        row = _named(organisation, mail)
        return Belongs(row.number, _known(row, mail.sender)) if row else Belongs()


def _named(organisation: Organisation, mail: Incoming) -> Dossier | None:
    numbers = [number.upper() for number in NUMBER.findall(mail.subject)]
    row = Dossier.objects.filter(organisation=organisation, number__in=numbers).order_by("number").first()
    if row:
        row.organisation = organisation
    return row


def _known(row: Dossier, sender: str) -> bool:
    people = list(Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).exclude(contact=b""))
    ring = keys.keyring(row.organisation, row.id, {person.compartment for person in people})
    contacts = (ring.text(person.contact, person.compartment, person.code, "contact") for person in people)
    return bool(sender) and any(json.loads(found).get("email", "").lower() == sender for found in contacts)
