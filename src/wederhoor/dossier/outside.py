"""Outside people: for which organisations an account has dossiers, by its assignments alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment
from wederhoor.organisations.models import Organisation


def assigned_by(account: UUID, today: date) -> list[tuple[Organisation, str]]:
    """The organisations, each with a role in which the account acts today in some dossier there."""
    with in_organisation(account=account):
        rows = Assignment.objects.filter(account_id=account, recused=False, since__lte=today).exclude(until__lt=today)
        several = rows.order_by("organisation_id", "role").distinct("organisation_id", "role")
        return [(row.organisation, row.role) for row in several.select_related("organisation")]
