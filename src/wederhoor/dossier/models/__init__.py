"""All dossier tables, by subject; import them from here."""

from wederhoor.dossier.models.abuse import DailySalt, Quarantine, UsedProof
from wederhoor.dossier.models.care import (
    Agreement,
    Certificate,
    LegalHold,
    PrivacyOfficer,
    Rectification,
    RetentionChoice,
    Why,
)
from wederhoor.dossier.models.complaining import Unsent, UnsentFile
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
from wederhoor.dossier.models.following import CodeAsked, PersonCode, Seen
from wederhoor.dossier.models.intake import (
    Asked,
    Likeness,
    Reception,
    ReceptionContact,
)
from wederhoor.dossier.models.learning import ApprovedText
from wederhoor.dossier.models.measures import MeasureLink
from wederhoor.dossier.models.notices import (
    CalendarFeed,
    Notice,
    NoticeChoice,
)
from wederhoor.dossier.models.outbox import (
    BY_VOICE,
    CallMade,
    Job,
    LetterDraft,
    LetterSent,
    Outbox,
    Way,
    leaving,
    left,
    open_ones,
    telling,
)
from wederhoor.dossier.models.papers import InspectionSet, Paper, PaperChange, Redaction
from wederhoor.dossier.models.people import Draft, Link, Mention
from wederhoor.dossier.models.post import IncomingMail, Mailbox, MailServer
from wederhoor.dossier.models.register import RegisterEntry, RegisterLink, RegisterRow, RegisterWord
from wederhoor.dossier.models.taking_part import OutsideDraft, TakingPart
from wederhoor.dossier.models.work import Follow, OwnTold, SavedView, SearchKey, SearchWords, Task

__all__ = [
    "BY_VOICE",
    "AccessLog",
    "Agreement",
    "ApprovedText",
    "Asked",
    "Assignment",
    "CalendarFeed",
    "CallMade",
    "Certificate",
    "CodeAsked",
    "Compartment",
    "Counter",
    "DailySalt",
    "Document",
    "Dossier",
    "DossierKey",
    "DossierRow",
    "Draft",
    "Event",
    "Follow",
    "IncomingMail",
    "InspectionSet",
    "Job",
    "LegalHold",
    "LetterDraft",
    "LetterSent",
    "Likeness",
    "Link",
    "MailServer",
    "Mailbox",
    "MeasureLink",
    "Mention",
    "Notice",
    "NoticeChoice",
    "Outbox",
    "OutsideDraft",
    "OwnTold",
    "Paper",
    "PaperChange",
    "Person",
    "PersonCode",
    "PrivacyOfficer",
    "Quarantine",
    "Reception",
    "ReceptionContact",
    "Rectification",
    "Redaction",
    "RegisterEntry",
    "RegisterLink",
    "RegisterRow",
    "RegisterWord",
    "RetentionChoice",
    "SavedView",
    "SealedText",
    "SearchKey",
    "SearchWords",
    "Seen",
    "Summary",
    "TakingPart",
    "Task",
    "Tombstone",
    "Unsent",
    "UnsentFile",
    "UsedProof",
    "Way",
    "Why",
    "leaving",
    "left",
    "open_ones",
    "telling",
]
