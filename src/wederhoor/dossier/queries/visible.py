"""Which dossiers somebody may list: the same policy and vetoes as for one dossier, in one query for who they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast

from wederhoor.dossier import keys, policy, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.involvement import SIDES, conflicts
from wederhoor.dossier.models import Compartment, DossierKey, Summary
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Among, Written, ask
from wederhoor.procedure.model import Regulation, Role
from wederhoor.procedure.terms import AMSTERDAM

PARTY = Compartment.PARTY.value
STANDING = """
SELECT given.mine, given.shut,
 (SELECT coalesce(json_agg(json_build_array(p.dossier_id, p.side)), '[]') FROM dossier_person p
  WHERE p.organisation_id = %(organisation)s AND p.account_id = %(account)s),
 ARRAY(SELECT m.organisation_id FROM organisations_membership m WHERE m.account_id = %(account)s AND m.role = %(role)s
  AND (m.since IS NULL OR m.since <= %(today)s) AND (m.until IS NULL OR m.until >= %(today)s)),
 ARRAY(SELECT o.id FROM organisations_organisation o WHERE o.parent_id = %(organisation)s),
 (SELECT coalesce(json_agg(json_build_array(a.dossier_id, a.role)), '[]') FROM organisations_absence b
  JOIN dossier_assignment a ON a.account_id = b.account_id AND a.organisation_id = %(organisation)s
  WHERE b.substitute_id = %(account)s AND b.since <= %(today)s AND b.until >= %(today)s
  AND NOT a.recused AND a.since <= %(today)s AND (a.until IS NULL OR a.until >= %(today)s))
FROM (SELECT
  coalesce(string_agg(a.dossier_id::text, ',' ORDER BY a.dossier_id) FILTER (WHERE a.role = %(role)s AND NOT a.recused), '') AS mine,
  coalesce(string_agg(a.dossier_id::text, ',' ORDER BY a.dossier_id) FILTER (WHERE a.recused), '') AS shut
  FROM dossier_assignment a WHERE a.organisation_id = %(organisation)s AND a.account_id = %(account)s
  AND a.since <= %(today)s AND (a.until IS NULL OR a.until >= %(today)s)) given
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database knows of the actor: dossiers given and closed to them, their sides, where they hold the role."""

    assigned: frozenset[UUID]
    recused: frozenset[UUID]
    sides: tuple[tuple[UUID, str], ...]
    places: frozenset[int]
    members: frozenset[int]
    stood_in: tuple[tuple[UUID, str], ...]
    """What colleagues have for whom the actor stands in today, with their role in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Visible:
    """The summary rows somebody may list; ``given`` are the dossiers that are theirs by name.

    ``make`` makes their queryset: most pages have the statements that came of it already.
    Two are equal when everything that decides what is visible is: so that statements made for one serve the other.
    """

    make: Callable[[], QuerySet[Summary]]
    given: frozenset[UUID]
    role: Role
    whole: bool
    account: UUID
    code: str
    key: tuple[object, ...]
    text: Regulation
    """Of today."""
    all: bool
    """Whether nothing of the organisation is kept from them."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Visible) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def rows(self) -> QuerySet[Summary]:
        """The rows, to filter and to order."""
        return self.make()

    @property
    def party(self) -> bool:
        """Whether the role is one of the two sides, whose reading depends on what happened."""
        return self.role.kind in policy.PARTIES

    @property
    def last(self) -> str:
        """The column with when something happened last: for a side only what it may know of."""
        return f"last_for_{self.role.kind}" if self.party else "last_at"

    def last_of(self, row: Summary) -> datetime:
        """When something happened last that the role may know of; while that is not known, the day the complaint came."""
        found: datetime | None = getattr(row, self.last)
        return found or self.at_first(row)

    @staticmethod
    def at_first(row: Any) -> datetime:
        """When the complaint came."""
        return datetime.combine(row.received_on, time(), AMSTERDAM)

    def reads_subject_of(self, row: Summary) -> bool:
        """Whether the subject of this dossier is for the role now."""
        return self.reads_subjects and f"|{self.code}|" not in row.unread_by

    @property
    def per_dossier(self) -> bool:
        """Whether the role sees only what is given to it."""
        return policy.NEEDS[self.role.kind].per_dossier

    @property
    def reads_subjects(self) -> bool:
        """Whether the party file, and so the subject, opens for the role."""
        return PARTY in policy.compartments(self.role.kind, self.role.sees)


def visible(organisation: Organisation, actor: Actor, today: date) -> Visible | None:
    """What this actor may list; None for who may list nothing. Inside ``in_organisation``."""
    text = _text_of(organisation, actor, today)
    roles = text.roles
    role, account = roles.get(actor.role), actor.account
    if role is None or account is None or "list" not in policy.NEEDS[role.kind].actions:
        return None
    known = _standing(organisation, account, actor.role, today)
    given = _together(known.assigned, _on_their_side(known, role.kind), _stood_in_for(known, actor.role, roles))
    reach = None if policy.NEEDS[role.kind].per_dossier else _reach(organisation, known)
    if reach is None and not given:
        return None
    shut = _shut(known, role.kind)
    some_hidden = role.kind == "accused" or role.kept_out is not None
    whole = None if reach is None else reach == Q()
    key = (organisation.pk, account, actor.role, role.kind, given, shut, known.places, whole, some_hidden, today)

    def rows() -> QuerySet[Summary]:
        allowed = among(given) if reach is None else reach | among(given) if reach else reach
        found = Summary.objects.filter(allowed, organisation_id=Written(organisation.pk))
        found = found.exclude(among(shut)) if shut else found
        return found.exclude(hidden_from__contains=f"|{actor.role}|") if some_hidden else found

    mine, every = given - shut if shut else given, bool(whole) and not shut and not some_hidden
    return Visible(rows, mine, role, bool(whole), account, actor.role, key, text, every)


def _together(*some: frozenset[UUID]) -> frozenset[UUID]:
    """All of these; where only one has anything that very set, so that the next page finds its statements at once."""
    filled = [one for one in some if one]
    return filled[0] if len(filled) == 1 else frozenset[UUID]().union(*filled)


def _text_of(organisation: Organisation, actor: Actor, today: date) -> Regulation:
    """The text under which the role is held: that of the member of a cooperative where it is held, else the organisation's."""
    held_at = None
    if actor.organisation not in (None, organisation.pk):
        held_at = organisation.members.filter(pk=actor.organisation).first()
    return regulations.pinned(regulations.in_force(held_at or organisation, today))


def outsiders(regulation: Regulation) -> tuple[str, ...]:
    """Who can hold a duty without being of the organisation."""
    roles = regulation.roles.items()
    outside = (code for code, role in roles if role.external or role.kind in policy.PARTIES)
    return (*outside, *regulation.external_bodies)


def among(dossiers: Iterable[UUID]) -> Q:
    """The rows of these dossiers. As one text: a list of each id by itself took longer to write than to answer."""
    ids = Value(f"{{{','.join(sorted(dossier.hex for dossier in dossiers))}}}", output_field=TextField())
    return Q(Among(F("dossier_id"), Cast(ids, ArrayField(UUIDField()))))


def _standing(organisation: Organisation, account: UUID, role: str, today: date) -> Standing:
    values: dict[str, int | UUID | str | date] = {
        "organisation": organisation.pk,
        "account": account,
        "role": role,
        "today": today,
    }
    assigned, recused, sides, places, members, stood_in = ask(STANDING, values)[0]
    return Standing(
        assigned=_ids(assigned), recused=_ids(recused),
        sides=tuple((UUID(dossier), side) for dossier, side in sides), places=frozenset(places), members=frozenset(members),
        stood_in=tuple((UUID(dossier), held) for dossier, held in stood_in),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _ids(text: str) -> frozenset[UUID]:
    """What stands in a text of ids: of somebody with hundreds of dossiers the same at every page until one is given or closed."""
    return frozenset(map(UUID, filter(None, text.split(","))))


def _stood_in_for(known: Standing, role: str, roles: Mapping[str, Role]) -> frozenset[UUID]:
    """What absent colleagues have in this role, or in one it may stand in for: meanwhile it is the actor's work."""
    if roles[role].kind in policy.PARTIES:
        return frozenset()
    mine = {code for code, rule in roles.items() if role in (code, rule.substitute)}
    return frozenset(dossier for dossier, held in known.stood_in if held in mine)


def _on_their_side(known: Standing, kind: str) -> frozenset[UUID]:
    return frozenset(dossier for dossier, side in known.sides if side in SIDES.get(kind, set()))


def _shut(known: Standing, kind: str) -> frozenset[UUID]:
    """The vetoes: excluded from it, or somebody in it (unless that is the role they look in)."""
    if kind in policy.PARTIES:
        own = "accused" if kind == "complainant" else ""
        return known.recused | {dossier for dossier, side in known.sides if side == own}
    return known.recused | {dossier for dossier, side in known.sides if conflicts(side, kind)}


def _reach(organisation: Organisation, known: Standing) -> Q | None:
    """All dossiers of the organisation, or of the member providers where the role is held; None when nowhere."""
    if organisation.pk in known.places:
        return Q()
    return Q(member__in=known.places) if known.places & known.members else None


def with_subjects(organisation: Organisation, rows: Sequence[Summary], seen: Visible) -> list[tuple[Summary, str]]:
    """The rows with their subjects, opened with one query for all their keys; '' when not for this actor."""
    if not seen.reads_subjects:
        return [(row, "") for row in rows]
    mine = DossierKey.objects.filter(organisation=organisation, compartment=PARTY)
    wrapped = dict(mine.filter(dossier_id__in=[row.dossier_id for row in rows]).values_list("dossier_id", "wrapped"))
    above = keys.organisation_key(organisation) if rows else b""
    return [
        (row, subject(organisation, row, bytes(wrapped[row.dossier_id]), above) if seen.reads_subject_of(row) else "")
        for row in rows
    ]


def subject(organisation: Organisation, row: Summary, key: bytes, above: bytes) -> str:
    """The subject of a dossier, opened with its wrapped key and the organisation's."""
    ring = keys.Keyring(organisation, row.dossier_id, {PARTY: key}, above)
    return ring.text(row.subject, PARTY, "0:subject", "text")
