"""The register: what is counted of a closed complaint for ever, what a person adds to it, and the words it is kept in.

``RegisterEntry`` and ``RegisterLink`` go with their dossier. ``RegisterRow`` and ``RegisterWord`` belong to the organisation:
no person, no number, no way back to a dossier.
"""

# ruff: noqa: DJ008  (rows are never printed)

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from wederhoor.dossier.models.core import PRAISE, Compartment, DossierRow
from wederhoor.organisations.models import Location, Organisation

COUNTED = ("organisation", "quarter", "in_time", "treatment", "result", "imported", "kind")
"""What the dashboard counts by: it comes out of the index alone."""


class RegisterEntry(DossierRow):
    """What the events of a dossier (or a part of it) do not say, filled in by who keeps the register. Codes; the words are sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "part")
    part = models.CharField(max_length=4, blank=True)
    theme = models.CharField(max_length=60, blank=True, help_text="Finer than what was said at the reception.")
    cause = models.CharField(max_length=60, blank=True)
    team = models.BigIntegerField(null=True, help_text="Id of the team; one that was removed is no longer named.")
    came_of_it = models.CharField(max_length=20, blank=True)
    late_reason = models.CharField(max_length=60, blank=True)
    late_words = models.BinaryField(default=bytes)
    not_taken_up = models.CharField(max_length=60, blank=True)
    not_taken_up_words = models.BinaryField(default=bytes)
    compartment = models.CharField(max_length=12, choices=Compartment.choices, default=Compartment.HANDLER)
    changed = models.DateTimeField()
    by = models.CharField(max_length=40)


class RegisterLink(DossierRow):
    """Which register rows came from this dossier, so that they are replaced, and what is known only as long as it exists."""

    pk = models.CompositePrimaryKey("organisation_id", "dossier_id", "row")
    row = models.UUIDField()
    part = models.CharField(max_length=4, blank=True)
    received_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.BigIntegerField(null=True, help_text="Id of the team; one that was removed is no longer named.")
    missing = models.CharField(
        max_length=200, blank=True, help_text="Columns still to be filled in: 'cause,came_of_it'."
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("organisation", "row"), name="register_link_row"),
            models.Index(
                fields=("organisation", "closed_on"), condition=~models.Q(missing=""), name="register_link_missing"
            ),
            models.Index(
                fields=("organisation", "closed_on"), condition=~models.Q(part=""), name="register_link_parts"
            ),
            models.Index(
                fields=("organisation", "closed_on"), include=("part", "dossier_id"), name="register_link_closed"
            ),
        ]


class RegisterRow(models.Model):
    """What is counted of a closed complaint (or a part of it) for ever: no person, no number, no way back to a dossier."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    complaint = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), help_text="By chance: the same for the parts of one complaint."
    )
    member = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    regulation = models.CharField(max_length=100)
    quarter = models.CharField(max_length=7, help_text="Of closing, such as '2026-Q1'.")
    received_quarter = models.CharField(max_length=7)
    counts = models.BooleanField(default=True, help_text="Counts as a complaint; False for the second and later parts.")
    several = models.BooleanField(
        default=False, db_default=False, help_text="One of several parts of its complaint, the first too."
    )
    law = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=60, blank=True, help_text="The heading of the theme, as it was then.")
    route = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    location_group = models.CharField(max_length=60, blank=True)
    in_time = models.BooleanField(null=True, help_text="Within the regulation's own term; None when it has none.")
    lead_time = models.CharField(max_length=20)
    source = models.CharField(max_length=60, blank=True, help_text="The channel by which it came in.")
    hope = models.CharField(max_length=60, blank=True, help_text="What was hoped for; of several the first.")
    came_of_it = models.CharField(
        max_length=20, blank=True, help_text="Whether what was hoped for came: yes, partly, no."
    )
    cause = models.CharField(max_length=60, blank=True)
    extended = models.BooleanField(null=True, help_text="A term was extended; unknown of some imported rows.")
    disputed = models.BooleanField(null=True, help_text="It reached the dispute body; unknown of some imported rows.")
    treatment = models.CharField(max_length=60, blank=True, help_text="Satisfaction with the treatment, on the scale.")
    result = models.CharField(max_length=60, blank=True, help_text="Satisfaction with the outcome, on the scale.")
    late_reason = models.CharField(max_length=60, blank=True, help_text="Code of why it took longer than the term.")
    not_taken_up = models.CharField(max_length=60, blank=True, help_text="Code of why it was not taken up.")
    imported = models.BooleanField(default=False, help_text="Came from a register kept elsewhere.")
    batch = models.UUIDField(null=True, help_text="The import that it came with, so that it can be undone.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("organisation", "quarter"), name="register_quarter"),
            models.Index(fields=("organisation", "received_quarter"), name="register_received"),
            models.Index(fields=("organisation", "-quarter", "id"), name="register_listed"),
            models.Index(fields=("organisation", "complaint"), condition=models.Q(several=True), name="register_parts"),
            models.Index(fields=COUNTED, condition=models.Q(several=False), name="register_counted"),
            models.Index(
                fields=("organisation", "quarter", "complaint"),
                include=("counts", *COUNTED[2:]),
                condition=models.Q(several=True),
                name="register_counted_parts",
            ),
            models.Index(fields=("organisation", "id"), condition=PRAISE, name="register_praise"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(counts=True) | models.Q(several=True), name="register_part_of_several"
            ),
        ]


class RegisterWord(models.Model):
    """A theme, heading, cause or reason that an organisation adds to the common list, renames or ended. Never deleted."""

    pk = models.CompositePrimaryKey("organisation_id", "kind", "code")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=20, help_text="The list: 'themes', 'headings', 'causes', ...")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=80)
    heading = models.CharField(max_length=60, blank=True, help_text="Of a theme: the code of its heading.")
    until = models.DateField(null=True, help_text="The last day on which it can be chosen.")
    changed = models.DateTimeField()
    by = models.CharField(max_length=40)
