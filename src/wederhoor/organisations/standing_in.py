"""Who stands in for whom: one pure function over absences, and the two questions the rest of the house asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from wederhoor.organisations.models import Absence


def stand_ins(absences: Iterable[Absence], today: date) -> dict[UUID, UUID]:
    """Absent account -> who stands in for them today, one step only: a substitute who is away passes nothing on."""
    return {a.account_id: a.substitute_id for a in absences if a.substitute_id and a.on(today)}


def substitutes(accounts: Iterable[UUID], today: date) -> dict[UUID, UUID]:
    """Of these accounts those who are away today, with who stands in."""
    away = Absence.objects.filter(account__in=list(accounts), since__lte=today, until__gte=today)
    return stand_ins(away, today)


def there(accounts: Iterable[UUID], today: date) -> set[UUID]:
    """Who does the work of these today: those who are there, and who stands in for those who are not, unless away too."""
    asked = set(accounts)
    away = list(Absence.objects.filter(account__in=asked, since__lte=today, until__gte=today))
    standing = set(stand_ins(away, today).values()) - asked
    also = Absence.objects.filter(account__in=standing, since__lte=today, until__gte=today) if standing else ()
    return (asked | standing) - {one.account_id for one in (*away, *also)}


def absent_for(account: UUID, today: date) -> frozenset[UUID]:
    """For whom this account stands in today."""
    found = Absence.objects.filter(substitute_id=account, since__lte=today, until__gte=today)
    return frozenset(who for who, substitute in stand_ins(found, today).items() if substitute == account)
