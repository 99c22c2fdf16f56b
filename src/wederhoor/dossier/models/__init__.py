"""All dossier tables, by subject; import them from here."""

from wederhoor.dossier.models.care import (
    Agreement,
    Certificate,
    LegalHold,
    PrivacyOfficer,
    Rectification,
    RegisterLink,
    RegisterRow,
    RetentionChoice,
    Why,
)
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
from wederhoor.dossier.models.intake import (
    Asked,
    Likeness,
    Reception,
    ReceptionContact,
)
from wederhoor.dossier.models.notices import (
    CalendarFeed,
    Notice,
    NoticeChoice,
)
from wederhoor.dossier.models.outbox import Job, LetterDraft, LetterSent, Outbox, Way
from wederhoor.dossier.models.papers import InspectionSet, Paper, PaperChange, Redaction
from wederhoor.dossier.models.people import Draft, Link, Mention
from wederhoor.dossier.models.post import IncomingMail, Mailbox

__all__ = [
    "AccessLog",
    "Agreement",
    "Asked",
    "Assignment",
    "CalendarFeed",
    "Certificate",
    "Compartment",
    "Counter",
    "Document",
    "Dossier",
    "DossierKey",
    "DossierRow",
    "Draft",
    "Event",
    "IncomingMail",
    "InspectionSet",
    "Job",
    "LegalHold",
    "LetterDraft",
    "LetterSent",
    "Likeness",
    "Link",
    "Mailbox",
    "Mention",
    "Notice",
    "NoticeChoice",
    "Outbox",
    "Paper",
    "PaperChange",
    "Person",
    "PrivacyOfficer",
    "Reception",
    "ReceptionContact",
    "Rectification",
    "Redaction",
    "RegisterLink",
    "RegisterRow",
    "RetentionChoice",
    "SealedText",
    "Summary",
    "Tombstone",
    "Way",
    "Why",
]
