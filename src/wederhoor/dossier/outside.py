"""Outside people: for which organisations an account has dossiers, by its assignments alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment


def assigned_by(account: UUID, today: date) -> Counter[tuple[int, str]]:
    """(organisation, role) -> in how many dossiers there the account acts in that role today."""
    with in_organisation(account=account):
        rows = Assignment.objects.filter(account_id=account, recused=False, since__lte=today).exclude(until__lt=today)
        return Counter(rows.values_list("organisation_id", "role"))
