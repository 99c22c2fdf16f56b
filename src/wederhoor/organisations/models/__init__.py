"""The tables of organisations and the people in them, one module per subject."""

from wederhoor.organisations.models.core import (
    Account,
    Accounts,
    Administrator,
    Location,
    Membership,
    Memberships,
    Organisation,
    running,
)
from wederhoor.organisations.models.place import Affiliation, ContactPoint, Logo, Partner, Team
from wederhoor.organisations.models.signing import Attempts, Invitation, Session
from wederhoor.organisations.models.standing_in import Absence

__all__ = [
    "Absence", "Account", "Accounts", "Administrator", "Affiliation", "Attempts", "ContactPoint", "Invitation", "Location", "Logo",
    "Membership", "Memberships", "Organisation", "Partner", "Session", "Team", "running",
]  # fmt: skip
