"""The dashboard's figures: what is open now, how it went these months, what asks for attention. Numbers and codes, no person.

Everything of the lists comes in one statement, all of the register in another: the page asks little however many complaints
there are. Nothing is kept from one look to the next: each counts the rows as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from wederhoor.dossier import access
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.queries.visible import outsiders, visible
from wederhoor.dossier.register import QUESTIONS, quarter
from wederhoor.insight import tallies
from wederhoor.insight.figures import Answers, Cut, Period
from wederhoor.insight.steps import RUNNING, SETTLED
from wederhoor.insight.tallies import Count, Tally
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import ask
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

MONTHS, QUARTERS = 13, 5
NOTHING = Count(0, 0)
BY = [("quarter",), ("quarter", "in_time"), ("imported",), *(("quarter", one) for one in QUESTIONS)]
NOW = """SELECT json_agg(n) FROM (SELECT location_id AS place, count(*) AS open, count(*) FILTER (WHERE next_aim <= %(week)s) AS week,
 count(*) FILTER (WHERE next_due < %(today)s) AS late, count(*) FILTER (WHERE next_holder = ANY(%(others)s)) AS waiting,
 count(*) FILTER (WHERE handler_id = %(account)s) AS my_open,
 count(*) FILTER (WHERE handler_id = %(account)s AND next_aim <= %(week)s) AS my_week,
 count(*) FILTER (WHERE handler_id = %(account)s AND next_due < %(today)s) AS my_late,
 count(*) FILTER (WHERE handler_id = %(account)s AND next_holder = ANY(%(others)s)) AS my_waiting
 FROM dossier_summary WHERE organisation_id = %(organisation)s AND NOT closed AND {member} GROUP BY location_id) n"""
ARRIVED = """SELECT json_agg(c) FROM (SELECT location_id AS place, width_bucket(received_on, %(months)s::date[]) AS month, count(*) AS n
 FROM dossier_summary WHERE organisation_id = %(organisation)s AND received_on >= %(since)s AND received_on < %(until)s AND {member}
 GROUP BY 1, 2) c"""
WENT = """SELECT width_bucket(closed_on, %(months)s::date[]) AS month, {counted} AS n FROM dossier_registerlink
 WHERE organisation_id = %(organisation)s AND closed_on >= %(since)s AND closed_on < %(until)s AND part {part} '' AND {linked} GROUP BY 1"""
PLACES = """SELECT json_agg(p) FROM (SELECT id, name FROM organisations_location WHERE organisation_id = ANY(
 ARRAY(SELECT id FROM organisations_organisation WHERE (id = %(organisation)s OR parent_id = %(organisation)s)
 AND (%(member)s::bigint IS NULL OR id = %(member)s))) ORDER BY name) p"""
SIGNALS = """SELECT json_agg(s) FROM (SELECT s.id, s.theme, s.location_id AS place, s.owner_id AS owner FROM insight_signal s
 LEFT JOIN organisations_location l ON l.id = s.location_id WHERE s.organisation_id = %(organisation)s AND s.status = 'open'
 AND (%(member)s::bigint IS NULL OR l.organisation_id = %(member)s) ORDER BY s.raised DESC) s"""
MEASURES = """SELECT json_build_array(count(*) FILTER (WHERE status = ANY(%(running)s)),
 count(*) FILTER (WHERE status = ANY(%(running)s) AND due < %(today)s),
 count(*) FILTER (WHERE check_on <= %(today)s AND NOT conclusion = ANY(%(settled)s)))
 FROM insight_measure WHERE organisation_id = %(organisation)s AND {member}"""
GAPS = """SELECT count(DISTINCT dossier_id) FROM dossier_registerlink
 WHERE organisation_id = %(organisation)s AND missing <> '' AND {linked}"""
ALONE = WENT.replace("{counted}", "count(*)").replace("{part}", "=")
IN_PARTS = WENT.replace("{counted}", "count(DISTINCT dossier_id)").replace("{part}", "<>")
ENDED = f"SELECT json_agg(e) FROM (SELECT month, sum(n) AS n FROM ({ALONE} UNION ALL {IN_PARTS}) w GROUP BY month) e"  # noqa: S608
"""Complaints, and not their parts, of which the register has a row each."""
ALL = f"SELECT ({NOW}), ({ARRIVED}), ({ENDED}), ({PLACES}), ({SIGNALS}), ({MEASURES}), ({GAPS})"
EVERY = "%(member)s::bigint IS NULL"
OF_MEMBER = "member_id = %(member)s"
LINKED = """dossier_id IN (SELECT m.dossier_id FROM dossier_summary m
 WHERE m.organisation_id = %(organisation)s AND m.member_id = %(member)s)"""


@dataclass(frozen=True, slots=True)
class Now:
    """How many complaints are open, must be done this week, are past their term, and wait for somebody else."""

    open: int = 0
    week: int = 0
    late: int = 0
    waiting: int = 0

    def __add__(self, other: Now) -> Now:
        return Now(self.open + other.open, self.week + other.week, self.late + other.late, self.waiting + other.waiting)


@dataclass(frozen=True, slots=True)
class Month:
    """What came in and what was closed in a month."""

    first: date
    received: int
    closed: int


@dataclass(frozen=True, slots=True)
class Place:
    """One location: what is open there, and what came in per month. ``id`` None: no location is known."""

    id: int | None
    name: str
    now: Now
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InTerm:
    """Of what was closed in a quarter: in term, late, and without a term."""

    quarter: str
    kept: int
    late: int
    without: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open signal."""

    id: UUID
    theme: str
    place: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the dashboard counts."""

    now: Now
    own: Now
    months: tuple[Month, ...]
    places: tuple[Place, ...]
    in_term: tuple[InTerm, ...]
    answers: Mapping[str, Mapping[str, Answers]]
    """Per question, per quarter."""
    signals: tuple[Waiting, ...] = ()
    running: int = 0
    late: int = 0
    to_check: int = 0
    gaps: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    imported: int = 0
    """Closed complaints in these quarters that came from an older register: known by quarter, not by month."""
    listed: bool = True
    """Whether the lists behind the numbers show this reader all of it."""


def overview(
    organisation: Organisation,
    regulation: Regulation,
    *,
    actor: Actor,
    now: datetime,
    member: Organisation | None = None,
) -> Overview:
    """The figures of an organisation, or of one member of a cooperative; logged as one line."""
    today = local_date(now)
    months = _months(today)
    with in_organisation(organisation.pk, account=actor.account):
        found = _asked(organisation, regulation, member, actor, months, today)
        whole = Period(_quarter_back(Period.of_quarter(quarter(today)).first, QUARTERS - 1), today)
        tally = tallies.tallied(Cut(organisation, whole, member), BY, received=False)
        seen = visible(organisation, actor, today)
        access.log(organisation.pk, actor, "dashboard", now=now, hits=sum(row["open"] for row in found[0]))
    made = _made(found, tally, regulation, whole.quarters, months, actor.account)
    imported = tally["imported",].get((True,), NOTHING).complaints
    return replace(made, imported=imported, listed=seen is not None and seen.all)


def _asked(
    organisation: Organisation,
    regulation: Regulation,
    member: Organisation | None,
    actor: Actor,
    months: Sequence[date],
    today: date,
) -> list[Any]:
    given: dict[str, Any] = {
        "organisation": organisation.pk, "member": member.pk if member else None, "account": actor.account, "today": today,
        "week": today + timedelta(days=7), "months": list(months), "since": months[0], "until": today + timedelta(days=1),
        "others": list(outsiders(regulation)), "running": list(RUNNING), "settled": list(SETTLED),
    }  # fmt: skip
    (row,) = ask(_of(ALL, given["member"]), given, planned=False)
    return [one if one is not None else [] for one in row]


def _of(statement: str, member: int | None) -> str:
    """The statement for the whole organisation, or for one member of a cooperative."""
    return statement.format(member=OF_MEMBER if member else EVERY, linked=LINKED if member else EVERY)


def _made(
    found: Sequence[Any],
    tally: Tally,
    regulation: Regulation,
    quarters: Sequence[str],
    months: Sequence[date],
    account: UUID | None,
) -> Overview:
    open_, came, went, places, waiting, measures, gaps = found
    arrived = {(row["place"], months[row["month"] - 1]): row["n"] for row in came}
    ended = {months[row["month"] - 1]: row["n"] for row in went}
    here = {row["place"]: _now(row, "") for row in open_}
    per_month = {day: sum(n for (_, month), n in arrived.items() if month == day) for day in months}
    names = {row["id"]: row["name"] for row in places}
    running, late, to_check = measures
    return Overview(
        sum(here.values(), Now()), sum((_now(row, "my_") for row in open_), Now()),
        tuple(Month(day, per_month[day], ended.get(day, 0)) for day in months),
        tuple(_places(names, here, arrived, months)), tuple(_in_term(tally, quarters)), _answers(tally, regulation, quarters),
        tuple(Waiting(UUID(one["id"]), one["theme"], one["place"], _is(one["owner"], account)) for one in waiting),
        running, late, to_check, gaps or 0, names,
    )  # fmt: skip


def _is(owner: str | None, account: UUID | None) -> bool:
    return owner is not None and UUID(owner) == account


def _now(row: Mapping[str, Any], prefix: str) -> Now:
    return Now(*(row[prefix + name] for name in ("open", "week", "late", "waiting")))


def _places(
    names: Mapping[int, str],
    here: Mapping[int | None, Now],
    arrived: Mapping[tuple[int | None, date], int],
    months: Sequence[date],
) -> Iterable[Place]:
    known: list[int | None] = [*names]
    for place in [*known, None] if any(place is None for place in (*here, *(one for one, _ in arrived))) else known:
        course = tuple(arrived.get((place, day), 0) for day in months)
        yield Place(place, names.get(place, "") if place else "", here.get(place, Now()), course)


def _in_term(tally: Tally, quarters: Sequence[str]) -> Iterable[InTerm]:
    counts = {key: one.complaints for key, one in tally["quarter", "in_time"].items()}
    for name in quarters:
        yield InTerm(name, *(counts.get((name, how), 0) for how in (True, False, None)))


def _answers(tally: Tally, regulation: Regulation, quarters: Sequence[str]) -> dict[str, dict[str, Answers]]:
    asked = regulation.satisfaction
    if asked is None:
        return {}
    closed = {key[0]: one.complaints for key, one in tally["quarter",].items()}
    return {
        question: {name: _answer(tally, asked.scale, asked.target, question, name, closed.get(name, 0), words) for name in quarters}
        for question, words in asked.questions.items() if question in QUESTIONS
    }  # fmt: skip


def _answer(
    tally: Tally, scale: Sequence[str], target: str, question: str, name: str, closed: int, words: str
) -> Answers:
    counts = {key: one.complaints for key, one in tally["quarter", question].items()}
    others = sum(n for (period, answer), n in counts.items() if period == name and answer and answer not in scale)
    return Answers(words, {step: counts.get((name, step), 0) for step in scale}, closed, target, others)


def _months(today: date) -> list[date]:
    """The first days of the last thirteen months, this one among them."""
    whole = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(whole - MONTHS + 1, whole + 1)]


def _quarter_back(first: date, back: int) -> date:
    whole = first.year * 12 + first.month - 1 - back * 3
    return date(whole // 12, whole % 12 + 1, 1)
