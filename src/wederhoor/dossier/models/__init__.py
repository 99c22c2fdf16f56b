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
from wederhoor.dossier.models.intake import Asked, Likeness, Reception, ReceptionContact
from wederhoor.dossier.models.notices import CalendarFeed, Notice, NoticeChoice

__all__ = [
    "AccessLog",
    "Asked",
    "Assignment",
    "CalendarFeed",
    "Compartment",
    "Counter",
    "Document",
    "Dossier",
    "DossierKey",
    "DossierRow",
    "Event",
    "Likeness",
    "Notice",
    "NoticeChoice",
    "Person",
    "Reception",
    "ReceptionContact",
    "SealedText",
    "Summary",
    "Tombstone",
]
