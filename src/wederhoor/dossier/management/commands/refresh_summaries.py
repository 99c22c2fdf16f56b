"""`refresh_summaries`: renew the summaries that the passing of days made stale; the worker does so every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wederhoor.dossier.summaries import refresh_stale
from wederhoor.organisations.models import Organisation


class Command(BaseCommand):
    help = "Renew phases, next duties and tasks that moved because days passed; safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        for organisation in Organisation.objects.filter(parent=None).exclude(regulation=""):
            self.stdout.write(f"{organisation.code}: {refresh_stale(organisation, timezone.now())}")
