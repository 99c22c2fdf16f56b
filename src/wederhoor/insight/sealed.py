"""Texts of the organisation that belong to no dossier (a measure, a report, a decision on a signal): sealed with its own key."""

from __future__ import annotations

from wederhoor.dossier import keys, sealing
from wederhoor.dossier.sealing import Place
from wederhoor.organisations.models import Organisation


def seal(organisation: Organisation, text: str, record: str, column: str) -> bytes:
    """Ciphertext for this place; ``record`` names the table and the row, such as "measure 018f...". Nothing for ''."""
    return (
        sealing.seal(text.encode(), keys.organisation_key(organisation), _place(organisation, record, column))
        if text
        else b""
    )


def text(organisation: Organisation, sealed: bytes | memoryview, record: str, column: str) -> str:
    """The plain text of this place; '' when nothing was sealed."""
    key, place = keys.organisation_key(organisation), _place(organisation, record, column)
    return sealing.unseal(bytes(sealed), key, place).decode() if sealed else ""


def _place(organisation: Organisation, record: str, column: str) -> Place:
    return Place(organisation.pk, "", "learning", record, column)
