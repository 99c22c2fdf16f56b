"""All numbers and choices around a list in one statement; counts stop at ``CAP``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from wederhoor.dossier import keys, noticing, post, regulations, sealing
from wederhoor.dossier.queries.visible import Visible
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Written, ask

CAP = 1000
Statement = tuple[str, tuple[Any, ...]]
Views = Mapping[tuple[str, ...], Statement]
"""Statements that count, by the views of which they give the number."""
PLACES = "SELECT id FROM organisations_organisation WHERE id = %s OR parent_id = %s"
LOCATIONS = f"""SELECT json_agg(json_build_array(l.id, l.name) ORDER BY l.name) FROM organisations_location l
  WHERE l.organisation_id IN ({PLACES})"""  # noqa: S608  # constants only
TEAMS = f"""SELECT json_agg(json_build_array(t.id, t.name, EXISTS(SELECT FROM organisations_team_members m
  WHERE m.team_id = t.id AND m.account_id = %s)) ORDER BY t.name) FROM organisations_team t
  WHERE t.organisation_id IN ({PLACES})"""  # noqa: S608  # constants only
MEMBERS = """SELECT json_agg(json_build_array(o.id, o.name) ORDER BY o.name) FROM organisations_organisation o
  WHERE o.parent_id = %s"""
HANDLERS = f"""SELECT json_agg(DISTINCT jsonb_build_array(replace(a.id::text, '-', ''), a.name, m.role))
  FROM organisations_membership m JOIN organisations_account a ON a.id = m.account_id
  WHERE m.organisation_id IN ({PLACES}) AND m.role = ANY(%s) AND (m.since IS NULL OR m.since <= %s)
  AND (m.until IS NULL OR m.until >= %s)"""  # noqa: S608  # constants only
KEPT = """SELECT json_agg(json_build_array(v.id, encode(v.name, 'hex'), v.query, v.shared, v.account_id = %s) ORDER BY v.made)
  FROM dossier_savedview v WHERE v.organisation_id = %s AND (v.shared OR v.account_id = %s)"""
UNREAD = """SELECT count(*) FROM (SELECT 1 FROM dossier_notice n WHERE n.organisation_id = %s AND n.account_id = %s
  AND n.read_at IS NULL UNION ALL SELECT 1 FROM dossier_ownnotice o WHERE o.organisation_id = %s AND o.account_id = %s
  AND o.read_at IS NULL LIMIT %s) unread"""

SUSPECT = """SELECT count(*) FROM (SELECT 1 FROM dossier_quarantine q JOIN dossier_dossier d
  ON d.organisation_id = q.organisation_id AND d.id = q.dossier_id
  WHERE q.organisation_id = %s AND q.destroy_on IS NULL AND %s AND (%s OR d.member_id IN (SELECT m.organisation_id
  FROM organisations_membership m WHERE m.account_id = %s AND m.role = %s AND (m.since IS NULL OR m.since <= %s)
  AND (m.until IS NULL OR m.until >= %s))) LIMIT %s) suspect"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept view: its filters as in the address, shared with all, and whether it is the reader's own."""

    id: UUID
    name: str
    query: str
    shared: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be filtered on besides the regulation's own codes, and the kept views."""

    locations: tuple[tuple[str, str], ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    own_teams: bool = False
    """Whether the reader is in one of them."""
    members: tuple[tuple[str, str], ...] = ()
    handlers: tuple[tuple[str, str], ...] = ()
    roles: Mapping[str, tuple[str, ...]] | None = None
    """Per handler the roles they hold."""
    kept: tuple[Kept, ...] = ()
    unread: int = 0
    """How many notices wait, as the bell counts them."""
    suspect: int = 0
    """How many messages wait in quarantine for this person to look at."""


def counted(
    organisation: Organisation, seen: Visible, whole: Statement | str, views: Views, today: date, *, plain: bool
) -> tuple[int, dict[str, int], Choices]:  # fmt: skip
    """The total, how many each view has, and the choices; these only when views are asked.

    ``whole``: what makes the total, or the view that is it. A statement of several views gives their numbers as an array.
    ``plain``: without a filter. How much one leaves, no plan that is kept knows.
    """
    shown, parts = (whole, dict(views)) if isinstance(whole, str) else ("", {**views, ("",): whole})
    statements, values = [sql for sql, _ in parts.values()], [value for _, given in parts.values() for value in given]
    own, more = _choices(organisation, seen, today) if views else ([], [])
    statement = "SELECT " + ", ".join(f"({part})" for part in [*statements, *own])
    (found,) = ask(statement, [*values, *more], planned=plain)
    numbers: dict[str, int] = {}
    for names, number in zip(parts, found, strict=False):
        numbers |= zip(names, number if len(names) > 1 else (number,), strict=True)
    counts = {name: numbers[name] for names in views for name in names}
    return numbers[shown], counts, _chosen(organisation, found[len(parts) :]) if views else Choices()


def limited_both(rows: QuerySet[Any, Any], cap: int) -> Statement:
    """Counting the rows for which the first of two columns holds, and the second, each up to the cap: in one reading."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT ARRAY[0, 0]", ()
    first, second = (f"least(count(*) FILTER (WHERE theirs.{name}), {cap + 1})" for name in ("one", "other"))
    text = f"SELECT ARRAY[{first}, {second}] FROM ({sql}) theirs (one, other)"  # noqa: S608  # Django's own SQL
    return intern(text), tuple(values)  # of all colleagues in a role the same


def limited(rows: QuerySet[Any], cap: int | None = None) -> Statement:
    """Counting these rows up to the cap, as a statement with its values."""
    most = (CAP if cap is None else cap) + 1
    try:
        sql, values = rows.order_by().values_list(Written(1))[:most].query.sql_with_params()
    except EmptyResultSet:  # of nothing that is given to them
        return "SELECT 0", ()
    text = f"SELECT count(*) FROM ({sql}) counted"  # noqa: S608  # Django's own SQL
    return intern(text), tuple(values)  # of all colleagues in a role the same


def together(rows: Iterable[QuerySet[Any]], cap: int) -> Statement:
    """Counting several sets of rows that have nothing in common, together up to the cap."""
    counts = [limited(one, cap) for one in rows]
    if len(counts) == 1:
        return counts[0]
    added = " + ".join(f"({sql})" for sql, _ in counts)
    return f"SELECT least({added}, {cap + 1})", tuple(value for _, values in counts for value in values)


def _choices(organisation: Organisation, seen: Visible, today: date) -> tuple[list[str], list[Any]]:
    here, account = organisation.pk, seen.account
    handlers = [here, here, handler_roles(organisation, today), today, today]
    values = [here, here, account, here, here, here, *handlers, account, here, account, here, account, here, account]
    looks = [here, seen.role.kind in post.KINDS, seen.whole, account, seen.code, today, today, CAP]
    return [LOCATIONS, TEAMS, MEMBERS, HANDLERS, KEPT, UNREAD, SUSPECT], [*values, noticing.MOST, *looks]


def handler_roles(organisation: Organisation, today: date) -> list[str]:
    """The roles of the kind handler in the organisation's regulation in force."""
    roles = regulations.pinned(regulations.in_force(organisation, today)).roles
    return [code for code, role in roles.items() if role.kind == "handler"]


def _chosen(organisation: Organisation, found: tuple[Any, ...]) -> Choices:
    locations, teams, members, handlers, kept = (value or [] for value in found[:-2])
    names = sorted({(name, account) for account, name, _ in handlers})
    return Choices(
        locations=tuple((str(code), name) for code, name in locations),
        teams=tuple((str(code), name) for code, name, _ in teams), own_teams=any(mine for _, _, mine in teams),
        members=tuple((str(code), name) for code, name in members),
        handlers=tuple((account, name) for name, account in names),
        roles={account: tuple(r for a, _, r in handlers if a == account) for _, account in names},
        kept=tuple(
            Kept(UUID(code), view_name(organisation, UUID(code), bytes.fromhex(name)), query, shared, own)
            for code, name, query, shared, own in kept
        ),
        unread=found[-2], suspect=found[-1],
    )  # fmt: skip


def _place(organisation: Organisation, view: UUID) -> sealing.Place:
    return sealing.Place(organisation.pk, "", "view", view.hex, "name")


def view_name(organisation: Organisation, view: UUID, sealed: bytes) -> str:
    """The name of a kept view: people write what they like in it, so it is sealed."""
    return sealing.unseal(sealed, keys.organisation_key(organisation), _place(organisation, view)).decode()


def sealed_name(organisation: Organisation, view: UUID, name: str) -> bytes:
    """The same the other way."""
    return sealing.seal(name.encode(), keys.organisation_key(organisation), _place(organisation, view))
