"""What learning keeps with a dossier: which of its text somebody approved without persons in it."""

from __future__ import annotations

import uuid

from django.db import models

from wederhoor.dossier.models.core import Compartment, DossierRow


class ApprovedText(DossierRow):
    """A text of this dossier that a person read and approved without persons in it, and where it went.

    ``replaced`` says per finding its kind, reason and tag and whether it was replaced, never its words. It goes with the dossier.
    """

    id = models.UUIDField(default=uuid.uuid4, editable=False)
    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    use = models.CharField(max_length=20, help_text="What for: 'note'.")
    goes_to = models.UUIDField(null=True, help_text="The note that it became.")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    compartment = models.CharField(max_length=12, choices=Compartment.choices, default=Compartment.HANDLER)
    text = models.BinaryField()
    replaced = models.JSONField(default=list)
