"""Tables of careful keeping: why somebody looked, what may not be destroyed yet, what stays afterwards, who may look into the log.

``Why`` and ``LegalHold`` go with their dossier. The others belong to the organisation and hold no person
of a dossier.
"""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid

from django.db import models

from wederhoor.dossier.models.core import Compartment, DossierRow
from wederhoor.organisations.models import Account, Organisation


class Why(DossierRow):
    """Why somebody opened a dossier that a colleague in the same role handles: on this day, a code and sealed words."""

    id = models.UUIDField(default=uuid.uuid4, editable=False)
    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=60)
    day = models.DateField()
    code = models.CharField(max_length=30)
    words = models.BinaryField(default=bytes, help_text="Sealed in the party file.")


class LegalHold(DossierRow):
    """The dossier may not be destroyed until this is lifted. The reasons are sealed; who and when are opaque ids and moments."""

    id = models.UUIDField(default=uuid.uuid4, editable=False)
    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    since = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    compartment = models.CharField(max_length=12, choices=Compartment.choices, default=Compartment.PARTY)
    reason = models.BinaryField()
    lifted = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=40, blank=True)
    lifted_role = models.CharField(max_length=60, blank=True)
    lifted_reason = models.BinaryField(default=bytes)


class RetentionChoice(models.Model):
    """How long an organisation keeps dossiers where its regulation does not say so: chosen when, by whom, decided on what day."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    regulation = models.CharField(max_length=40, help_text="Code of the regulation, such as 'loj'.")
    term = models.CharField(max_length=30)
    decided_on = models.DateField()
    chosen = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)


class Certificate(models.Model):
    """The paper that says a dossier was destroyed. It belongs to the tombstone and names no person."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    dossier_id = models.UUIDField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made = models.DateTimeField()


class PrivacyOfficer(models.Model):
    """An account may look into the access log of an organisation, from and until (last day). It opens no dossier."""

    pk = models.CompositePrimaryKey("organisation_id", "account_id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)


class Agreement(models.Model):
    """An account agreed to keep what it sees in this organisation confidential, and to which wording."""

    pk = models.CompositePrimaryKey("organisation_id", "account_id", "wording")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    wording = models.CharField(max_length=20)
    at = models.DateTimeField()


class Rectification(DossierRow):
    """A text or a person's data that was put right or wiped at somebody's request. Sealed where the text itself is sealed."""

    id = models.UUIDField(default=uuid.uuid4, editable=False)
    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    record = models.CharField(max_length=80, help_text="What: '3:note' is a text of event 3, 'p1' a person.")
    column = models.CharField(max_length=20)
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    reason = models.BinaryField()
    before = models.BinaryField(default=bytes, help_text="What stood there; empty when it was wiped.")
