"""Fills a register and contacts from a scenario, for tests that count by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import ReceptionContact, RegisterRow
from wederhoor.organisations.models import Organisation

HERE = Path(__file__).parent
RENAMED = {"group": "location_group", "received": "received_quarter"}


def scenario(name: str) -> dict[str, Any]:
    """What stands in the file."""
    found: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return found


def fill(organisation: Organisation, told: dict[str, Any]) -> None:
    """The register and the contacts of the scenario."""
    with in_organisation(organisation.pk):
        RegisterRow.objects.bulk_create(rows(organisation, told["complaints"]))
        ReceptionContact.objects.bulk_create(contact(organisation, **one) for one in told.get("contacts", ()))


def rows(organisation: Organisation, told: Iterable[dict[str, Any]]) -> list[RegisterRow]:
    """A row each; what is ``more`` is another part of the complaint above it."""
    made: list[RegisterRow] = []
    for one in told:
        made.append(row(organisation, **one))
        if one.get("more"):
            made[-1].complaint = made[-2].complaint
            made[-2].several = True
    return made


def row(organisation: Organisation, *, more: bool = False, **given: Any) -> RegisterRow:
    usual = {
        "extended": False,
        "disputed": False,
        "quarter": "2026-Q3",
        "received_quarter": "2026-Q3",
        "regulation": "ott/2024-01-01.yaml",
        "lead_time": "2 weeks",
    }
    named = {RENAMED.get(key, key): value for key, value in given.items()}
    return RegisterRow(organisation=organisation, id=uuid.uuid4(), counts=not more, several=more, **(usual | named))


def contact(
    organisation: Organisation, *, role: str, topic: str, day: date, followed: bool = False
) -> ReceptionContact:
    return ReceptionContact(
        organisation=organisation, id=uuid.uuid4(), role=role, topic=topic, day=day, channel="telephone", duration="short",
        followed=followed, forget_after=day + timedelta(days=730),
    )  # fmt: skip
