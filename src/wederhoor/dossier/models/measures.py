"""Which acts of a dossier brought about or moved a measure or a recommendation of the organisation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wederhoor.dossier.models.core import DossierRow


class MeasureLink(DossierRow):
    """An event that the organisation's list of measures follows, and the row there that it is about.

    It goes with its dossier; the row there stays, and says nothing of a dossier.
    """

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "seq")
    seq = models.IntegerField()
    waits = models.BooleanField(default=True, help_text="Not yet taken up in the list.")
    measure = models.UUIDField(null=True, help_text="The row it made; null for what only moved rows that were there.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("organisation",), condition=models.Q(waits=True), name="measure_link_waits"),
            models.Index(fields=("organisation", "measure"), name="measure_link_of"),
        ]
