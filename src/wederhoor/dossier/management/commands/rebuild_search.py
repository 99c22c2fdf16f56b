"""`rebuild_search`: a new search key and a new blind index; the worker does so every month; by hand after a key leaked."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wederhoor.dossier.search_index import rebuild
from wederhoor.organisations.models import Organisation


class Command(BaseCommand):
    help = "Replace the search key of every organisation and make its blind index again."

    def handle(self, *args: Any, **options: Any) -> None:
        for organisation in Organisation.objects.exclude(wrapped_key=b""):
            self.stdout.write(f"{organisation.code}: {rebuild(organisation, timezone.now())}")
