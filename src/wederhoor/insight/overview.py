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
from wederhoor.insight import overview_asked, tallies
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


@dataclass(frozen=True, slots=True)
class Now:
    """How many complaints are open, must be done this week, are past their term, and wait for somebody else.

    What is owed after closing must be done too.
    """

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
    praised: bool = False
    """Whether the lists hold compliments too, which no number here counts."""
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
        "week": today + timedelta(days=7), "months": list(months), "until": today + timedelta(days=1),
        "others": list(outsiders(regulation)), "running": list(RUNNING), "settled": list(SETTLED),
    }  # fmt: skip
    (row,) = ask(overview_asked.asked(given["member"]), given, planned=False)
    return [one if one is not None else [] for one in row]


def _made(
    found: Sequence[Any],
    tally: Tally,
    regulation: Regulation,
    quarters: Sequence[str],
    months: Sequence[date],
    account: UUID | None,
) -> Overview:
    open_, mine, came, went, places, waiting, measures, gaps, praised = found
    arrived = {(row["place"], months[row["month"] - 1]): row["n"] for row in came}
    ended = {months[row["month"] - 1]: row["n"] for row in went}
    here = {row["place"]: _now(row) for row in open_}
    per_month = {day: sum(n for (_, month), n in arrived.items() if month == day) for day in months}
    names = {row["id"]: row["name"] for row in places}
    running, late, to_check = measures
    return Overview(
        sum(here.values(), Now()), _now(mine),
        tuple(Month(day, per_month[day], ended.get(day, 0)) for day in months),
        tuple(_places(names, here, arrived, months)), tuple(_in_term(tally, quarters)), _answers(tally, regulation, quarters),
        tuple(Waiting(UUID(one["id"]), one["theme"], one["place"], _is(one["owner"], account)) for one in waiting),
        running, late, to_check, gaps or 0, names, praised=praised,
    )  # fmt: skip


def _is(owner: str | None, account: UUID | None) -> bool:
    return owner is not None and UUID(owner) == account


def _now(row: Mapping[str, Any]) -> Now:
    return Now(*(row[name] for name in ("open", "week", "late", "waiting")))


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
