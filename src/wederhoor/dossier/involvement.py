"""Who is involved in a complaint, and so handles nothing of it: on either side, as a witness or as a partner of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from wederhoor.dossier.models import Assignment, Dossier, Notice, Person

SIDES = {
    "complainant": {"complainant", "client", "representative", "assistant of complainant"},
    "accused": {"accused", "assistant of accused"},
}
"""Who belongs to a side; an assistant sees what the side sees."""
CORE = frozenset({"complainant", "client", "representative", "accused", "witness", "partner", "chain partner"})
HELPERS = frozenset({"assistant of complainant", "assistant of accused"})
HELPS = frozenset({"confidant"})
"""The kinds of role whose work is to help a side: helping is no conflict for them. An employee is asked as a witness."""


def conflicts(side: str, kind: str) -> bool:
    """Whether somebody on this side of a complaint cannot act in it in a role of this kind."""
    if kind == "employee":
        return side in CORE - {"witness"}
    return side in CORE or (side in HELPERS and kind not in HELPS)


def involved(people: Iterable[Person], account: UUID | None, kind: str = "") -> bool:
    """Whether this account is somebody in the complaint, so that it cannot act in it in a role of this kind."""
    return account is not None and any(one.account_id == account and conflicts(one.side, kind) for one in people)


def people_of(row: Dossier) -> list[Person]:
    """The people of a dossier that have an account."""
    mine = Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, account__isnull=False)
    return list(mine.only("organisation_id", "dossier_id", "code", "side", "account_id"))


def stand_down(row: Dossier, account: UUID, kinds: Mapping[str, str], people: list[Person]) -> None:
    """Somebody turns out to be involved: what they had of it ends, and what they were told and did not read goes."""
    mine = Assignment.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, account_id=account)
    lost = {role for role, kind in kinds.items() if involved(people, account, kind)}
    mine.filter(recused=False, role__in=lost).delete()
    unread(row, {account})


def unread(row: Dossier, accounts: Iterable[UUID]) -> None:
    """Take back what these accounts were told of a dossier and did not read or were not mailed yet."""
    told = Notice.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, account__in=list(accounts))
    told.filter(read_at=None).delete()
    told.update(mail="")
