"""Papers: what was handed in, what was blacked out in it, and what each party was given to inspect.

The bytes are ``Document`` rows; these rows say what they are. They hold codes and opaque ids; titles, reasons and texts are
sealed in the compartment of the paper.
"""

from __future__ import annotations

import uuid

from django.db import models

from wederhoor.dossier.models.core import Compartment, DossierRow


class Paper(DossierRow):
    """A paper as it was handed in: its sealed original, and the clean copy that people open."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    original = models.UUIDField(help_text="The document as it came.")
    cleaned = models.UUIDField(help_text="The document that the gate made of it.")
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    kind = models.CharField(max_length=30)
    side = models.CharField(max_length=30, help_text="Who handed it in: a side, or the kind of the role.")
    dated = models.DateField()
    pages = models.IntegerField(default=0)
    warnings = models.JSONField(default=list, help_text="Codes of the gate.")
    scanned = models.CharField(max_length=12)
    title = models.BinaryField()
    added = models.DateTimeField()
    by = models.CharField(max_length=40)
    withdrawn = models.BooleanField(default=False)
    version_of = models.UUIDField(null=True, help_text="The paper that this is a newer version of, such as its PDF.")


class PaperChange(DossierRow):
    """A paper was moved to another compartment, withdrawn, put back, or shown to a party; by whom, and why."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    paper = models.UUIDField()
    what = models.CharField(max_length=12)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    reason = models.BinaryField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class Redaction(DossierRow):
    """A copy of a paper in which pages, areas or words were blacked out. What and why is sealed; the original stays."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    paper = models.UUIDField()
    document = models.UUIDField()
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    rules = models.BinaryField(help_text="JSON: pages, areas and texts, each with its reason.")
    pages = models.IntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class InspectionSet(DossierRow):
    """What one party was given to inspect: one PDF with an index, and what was withheld and why."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "id")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    document = models.UUIDField()
    side = models.CharField(max_length=30)
    way = models.CharField(max_length=30)
    given = models.DateField()
    seq = models.IntegerField(
        default=0, help_text="The event by which it was given, where the regulation has such an act."
    )
    entries = models.BinaryField(help_text="JSON: per paper its title, whole, redacted or withheld, and why.")
    receiver = models.BinaryField(help_text="To whom it was given.")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
