"""`access_log`: check the chain of the access log and its kept anchors, and print today's anchors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wederhoor.dossier import access, overseeing
from wederhoor.organisations.models import Organisation


class Command(BaseCommand):
    help = "Check the access log and print per organisation: code, number of the last line, its hash."

    def handle(self, *args: Any, **options: Any) -> None:
        for organisation in Organisation.objects.filter(parent=None):
            if broken := access.first_broken(organisation.pk):
                raise CommandError(f"{organisation.code}: line {broken} of the access log was changed")
            seq, digest = access.anchor(organisation.pk)
            self.stdout.write(f"{organisation.code} {seq} {digest}")
        if wrong := overseeing.against_anchors(settings.ANCHORS):
            raise CommandError(f"kept anchors that no longer match: {'; '.join(wrong)}")
