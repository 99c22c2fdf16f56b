"""What belongs to following a complaint from one's own pages: codes per person, what was read, and codes asked for anew."""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from wederhoor.dossier.models.core import DossierRow
from wederhoor.organisations.models import Organisation


class PersonCode(DossierRow):
    """A code of one person on the complainant's side, as a hash. With ``until`` it works once: it is changed for a new code."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.CharField(
        max_length=12, blank=True, help_text="The person's code in events; '' when nobody is named."
    )
    code_hash = models.BinaryField()
    made = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "code_hash"), name="person_code_once"),
        ]


class Seen(DossierRow):
    """Until when somebody on the complainant's side has read the messages, or the letters; GONE: they were taken out, then."""

    GONE = "gone"
    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "person", "what")
    person = models.CharField(max_length=12, blank=True)
    what = models.CharField(max_length=10)
    at = models.DateTimeField()


class CodeAsked(models.Model):
    """Somebody asked for a new code. The worker looks whether the address is known, and wipes this row either way."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    address = models.BinaryField(help_text="Sealed with the key of the organisation.")
    place = models.CharField(max_length=40, help_text="The code of the provider whose page it was.")
    at = models.DateTimeField()
