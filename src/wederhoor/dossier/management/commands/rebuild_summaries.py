"""`rebuild_summaries`: make the summary rows again from the events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from wederhoor.dossier import summaries
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.organisations.models import Organisation


class Command(BaseCommand):
    help = "Make the summary rows of all dossiers again from their events (phases and next duties move with the days)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", default="", help="Code of one organisation.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        chosen = Organisation.objects.filter(code=options["organisation"]) if options["organisation"] else None
        for organisation in chosen if chosen is not None else Organisation.objects.filter(parent=None):
            self.stdout.write(f"{organisation.code}: {_rebuild(organisation, now)}")


def _rebuild(organisation: Organisation, now: datetime) -> int:
    with in_organisation(organisation.pk):
        return summaries.rebuild(Dossier.objects.filter(organisation=organisation).iterator(), now)
