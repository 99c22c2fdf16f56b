"""All dossier tables, by subject; import them from here."""

from wederhoor.dossier.models.core import (
    AccessLog,
    Assignment,
    Compartment,
    Counter,
    Document,
    Dossier,
    DossierKey,
    DossierRow,
    Event,
    Person,
    SealedText,
    Summary,
    Tombstone,
)

__all__ = [
    "AccessLog",
    "Assignment",
    "Compartment",
    "Counter",
    "Document",
    "Dossier",
    "DossierKey",
    "DossierRow",
    "Event",
    "Person",
    "SealedText",
    "Summary",
    "Tombstone",
]
