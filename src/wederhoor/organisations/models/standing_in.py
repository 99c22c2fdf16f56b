"""Absence with a substitute, and who stands in for whom on a day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from wederhoor.organisations.models.core import Account


class Absence(models.Model):
    """Somebody is away from and until (last day); meanwhile the substitute does their work."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="stands_in")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        ordering = ("since",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(substitute=models.F("account")), name="absence_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.since} - {self.until}"

    def on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.since <= day <= self.until
