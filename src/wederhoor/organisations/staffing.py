"""Joiners and leavers, and who holds which role: what goes together, what nobody holds, and who to ask then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from wederhoor.organisations import sessions
from wederhoor.organisations.invitations import waits
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation, Team
from wederhoor.procedure.model import Regulation

PARTIES = frozenset({"complainant", "accused"})
BESIDE = frozenset({"employee", "client council"})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two roles that one person may not hold together, and where that is written."""

    role: str
    other: str
    source: str


def staff_roles(regulation: Regulation) -> dict[str, str]:
    """Code and label of the roles people can be given: not those of the parties."""
    return {code: role.label for code, role in regulation.roles.items() if role.kind not in PARTIES}


def complaining_roles(regulation: Regulation) -> list[str]:
    """The codes of the roles of who complains: an account that holds nothing else is no colleague, and named in no complaint but its own."""
    return [code for code, role in regulation.roles.items() if role.kind == "complainant"]


def needed_roles(regulation: Regulation) -> list[str]:
    """The roles that owe something or alone may do something: without somebody in them a dossier can get stuck."""
    owing = {duty.holder for duty in regulation.duties.values() if not duty.external}
    alone = {act.by[0] for act in regulation.acts.values() if len(act.by) == 1}
    roles = regulation.roles.items()
    return [code for code, role in roles if code in owing | alone and role.kind not in PARTIES | BESIDE]


def clashes(regulation: Regulation, roles: Iterable[str]) -> list[Clash]:
    """Every pair among these roles that does not go together."""
    known = [code for code in dict.fromkeys(roles) if code in regulation.roles]
    found = []
    for place, code in enumerate(known):
        for other in known[place + 1 :]:
            for one, two in ((code, other), (other, code)):
                if two in regulation.roles[one].incompatible_with:
                    found.append(Clash(one, two, regulation.roles[one].source))
                    break
    return found


Holders = Mapping[str, frozenset[UUID]]


def holders(organisation: Organisation, today: date) -> dict[str, frozenset[UUID]]:
    """Who holds which role today: here, at its members, and at the outside organisations it works with."""
    here = Q(organisation=organisation) | Q(organisation__parent=organisation)
    outside = Q(organisation__works_for__organisation=organisation)
    found: dict[str, set[UUID]] = {}
    for role, account in Membership.objects.filter(here | outside).current(today).values_list("role", "account_id"):
        found.setdefault(role, set()).add(account)
    return {role: frozenset(accounts) for role, accounts in found.items()}


@dataclass(frozen=True, slots=True)
class Gap:
    """A role in which nobody is left; ``substitute`` is the role that may stand in and has somebody, or ''."""

    role: str
    substitute: str = ""


def gaps(regulation: Regulation, held: Holders, without: frozenset[UUID] = frozenset()) -> list[Gap]:
    """The needed roles in which nobody is left when these people do not count."""
    left = {role for role, accounts in held.items() if accounts - without}
    found = []
    for role in needed_roles(regulation):
        if role not in left:
            substitute = regulation.roles[role].substitute
            found.append(Gap(role, substitute if substitute in left else ""))
    return found


READING = ("handler", "coordinator", "board")
"""The kinds that read a new complaint, in turn until somebody holds one."""


def reading(regulation: Regulation, *held: Mapping[str, Set[UUID]], without: Set[UUID] = frozenset()) -> set[UUID]:
    """Who reads a new complaint, of who holds which role: everybody of the first kind that somebody holds."""
    for kind in READING:
        codes = [code for code, role in regulation.roles.items() if role.kind == kind]
        for one in held:
            if found := set[UUID]().union(*(one.get(code, ()) for code in codes)) - without:
                return found
    return set()


def here(organisation: Organisation, today: date) -> dict[str, set[UUID]]:
    """Who holds which role today at the organisation itself, or at its cooperative, and can sign in."""
    places = [place for place in (organisation.pk, organisation.parent_id) if place]
    found: dict[str, set[UUID]] = {}
    rows = Membership.objects.filter(organisation__in=places).current(today).alias(waits=waits()).filter(waits=False)
    for role, account in rows.values_list("role", "account_id"):
        found.setdefault(role, set()).add(account)
    return found


def nobody_reads(organisation: Organisation, regulation: Regulation, today: date) -> list[str]:
    """The roles that read what comes in, when nobody does; nothing when somebody reads it."""
    if reading(regulation, here(organisation, today)):
        return []
    kinds = ([code for code, role in regulation.roles.items() if role.kind == kind] for kind in READING)
    within = ([code for code in codes if not regulation.roles[code].external] for codes in kinds)
    return next(filter(None, within), [])


def is_open(organisation: Organisation, regulation: Regulation, today: date) -> bool:
    """Whether the public may know of it. Who was not held back, or is no more, stays open: a complaint is never refused."""
    return not organisation.held_back or bool(reading(regulation, here(organisation, today)))


def open_for_good(organisation: Organisation) -> None:
    """It is held back no more: somebody reads here, or a complaint came in."""
    Organisation.objects.filter(pk=organisation.pk, held_back=True).update(held_back=False)
    organisation.held_back = False


def one_for_all(regulation: Regulation, held: Holders) -> list[tuple[str, str]]:
    """Pairs of a handling and a deciding role that one and the same person alone holds: nobody independent is left."""
    kinds = {
        kind: [c for c, r in regulation.roles.items() if r.kind == kind and held.get(c)]
        for kind in ("handler", "board")
    }
    return [
        (one, two)
        for one in kinds["handler"]
        for two in kinds["board"]
        if held[one] == held[two] and len(held[one]) == 1
    ]


def ask_whom(organisation: Organisation, regulation: Regulation, today: date) -> list[str]:
    """Who solves it when nobody may: the administrators, and the client council."""
    running = Administrator.objects.filter(organisation=organisation).select_related("account")
    names = [row.account.name for row in running if (row.until or today) >= today]
    council = [code for code, role in regulation.roles.items() if role.kind == "client council"]
    members = Membership.objects.filter(organisation=organisation, role__in=council).current(today)
    contacts = [point.label for point in regulation.contact_points.values() if point.role in council]
    named = [row.account.name for row in members.select_related("account")]
    return [*names, *(named or contacts or [regulation.roles[code].label for code in council])]


def give(account: Account, organisation: Organisation, role: str, since: date | None, until: date | None) -> Membership:
    """Give a role; the same role again gets these dates."""
    row, _ = Membership.objects.update_or_create(
        account=account, organisation=organisation, role=role, defaults={"since": since, "until": until}
    )
    return row


def leave(account: Account, organisation: Organisation, last_day: date, today: date) -> None:
    """Somebody's last day here: roles and rights end on it, and when it has come their sessions do too."""
    with transaction.atomic():
        for rows in (
            account.memberships.filter(organisation=organisation),
            account.administers.filter(organisation=organisation),
        ):
            rows.filter(Q(until__isnull=True) | Q(until__gt=last_day)).update(until=last_day)
        if last_day > today:
            return
        for team in Team.objects.filter(organisation=organisation, members=account):
            team.members.remove(account)
        sessions.end(account.pk)
        if last_day < today and not _anywhere(account, today):
            Account.objects.filter(pk=account.pk).update(is_active=False)


def _anywhere(account: Account, today: date) -> bool:
    ahead = Q(until__isnull=True) | Q(until__gte=today)
    return account.memberships.filter(ahead).exists() or account.administers.filter(ahead).exists()


def yesterday(today: date) -> date:
    """The last day of what must not hold today any more."""
    return today - timedelta(days=1)
