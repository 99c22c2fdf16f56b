"""Which regulation a new dossier falls under, and the one an old dossier was received under (pinned by its file)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import lru_cache

from django.db.models import Q

from wederhoor.organisations.models import Account, Organisation
from wederhoor.organisations.staffing import is_open, open_for_good
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_regulation, versions
from wederhoor.procedure.model import Regulation


class NoRegulation(LookupError):
    """No regulation of this organisation is in force on this day."""


@lru_cache(maxsize=64)
def pinned(file: str) -> Regulation:
    """The regulation in this file under regulations/. Published files never change, so it is loaded once."""
    return load_regulation(root() / "regulations" / file)


def open_where(account: Account, day: date) -> None:
    """Where this account came to hold a role or to sign in: what was held back until somebody reads there is open for good."""
    held = account.memberships.values("organisation")
    rows = Organisation.objects.filter(Q(pk__in=held) | Q(parent__in=held), held_back=True).select_related("parent")
    for row in rows:
        with suppress(NoRegulation):
            if is_open(row, pinned(in_force(row, day)), day):
                open_for_good(row)


def in_force(organisation: Organisation, day: date) -> str:
    """The file of the organisation's regulation that is in force on this day: the latest that began."""
    provider = organisation.provider_on(day) or (organisation.parent.provider_on(day) if organisation.parent else "")
    begun = [path for path in versions(provider) if path.stem <= day.isoformat()] if provider else []
    if not begun:
        raise NoRegulation(f"{organisation.code}: no regulation '{provider}' under regulations/ is in force on {day}")
    return f"{provider}/{begun[-1].name}"
