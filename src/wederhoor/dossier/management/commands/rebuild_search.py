"""`rebuild_search`: a new search key and a new blind index, while everybody goes on; after a key leaked. The worker does it monthly."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wederhoor.dossier.search_keys import rebuild
from wederhoor.organisations.models import Organisation

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Replace the search key of every organisation and make its blind index again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--go-on", action="store_true", help="nothing leaked since: end what was begun before, with the key it has"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for organisation in Organisation.objects.exclude(wrapped_key=b""):
            try:
                self.stdout.write(
                    f"{organisation.code}: {rebuild(organisation, leaked=not options['go_on'], now=timezone.now())}"
                )
            except Exception:  # whatever it is, search stays right there, and the others go on
                logger.exception("the search index of '%s' was not made again", organisation.code)
                failed.append(organisation.code)
        if failed:
            raise CommandError(
                f"Not done: {', '.join(failed)}. Search stays right there. The log says why; mend it and do this again."
            )
