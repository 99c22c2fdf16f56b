"""What an organisation owes by itself, apart from any complaint: evaluating its regulation, telling of it, meeting, renewing.

Computed from the regulation and from what was recorded, as the duties of a dossier are; nothing of it is stored. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import PERIODS, Governance, Meeting
from wederhoor.procedure.term_syntax import Term, parse_term
from wederhoor.procedure.terms import count, local_date

SOON = 60
"""So many days before its last day a duty of the organisation asks for attention."""


GOVERNED = "governance:"
"""What stands before the code of a rule of 'governance'."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was done and recorded: which rule, on which day, and who was told of it when."""

    code: str
    on: date
    told: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """One duty of the organisation. ``due`` is the last day (None: it goes on without a date); ``steps`` say how it came about.

    ``told`` are the roles that must hear of it, ``untold`` those that did not hear of the last time.
    """

    code: str
    kind: str
    label: str
    by: str
    due: date | None
    steps: tuple[str, ...]
    source: str
    doubt: str = ""
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    last: date | None = None
    ahead: int = SOON
    """So many days before its last day it asks for attention."""

    def status(self, today: date) -> str:
        """'overdue', 'soon', 'untold' (done, but not everybody heard), 'later'; without a date 'open' (a report to make) or 'always'."""
        if self.due and self.due < today:
            return "overdue"
        if self.due and (self.due - today).days <= self.ahead:
            return "soon"
        if self.untold:
            return "untold"
        undated = "open" if self.kind == "report" else "always"
        return "later" if self.due else undated


def period(every: str) -> Term | None:
    """How long after each time it is owed again; None where the text says no period. Raises TermError."""
    return parse_term(PERIODS.get(every, every)) if every else None


def obligations(regulation: Regulation, kept: Sequence[Kept], *, held_since: date, today: date) -> list[Own]:
    """Every duty of ``governance`` and every meeting that comes back, the first due first, those without a date last.

    ``held_since``: from which day the organisation is under this regulation; what was never recorded counts from there.
    """
    found = [*_governance(regulation, kept, held_since), *_meetings(regulation, kept, held_since, today)]
    return sorted(found, key=lambda own: (own.due is None, own.due or today, own.label))


def _governance(regulation: Regulation, kept: Sequence[Kept], since: date) -> Iterator[Own]:
    for name, rule in regulation.governance.items():
        code = f"{GOVERNED}{name}"
        last = _last(kept, code)
        due, steps = _due(period(rule.every), last.on if last else since)
        yield Own(
            code, "governance", rule.label, rule.by, due, steps, rule.source, rule.doubt, rule.told, _untold(rule, last),
            last.on if last else None,
        )  # fmt: skip


def _untold(rule: Governance, last: Kept | None) -> tuple[str, ...]:
    return tuple(role for role in rule.told if role not in last.told) if last else ()


def _meetings(regulation: Regulation, kept: Sequence[Kept], since: date, today: date) -> Iterator[Own]:
    for name, meeting in regulation.meetings.items():
        term = period(meeting.every)
        if term is None:
            continue
        code = f"meeting:{name}"
        last = _last(kept, code)
        due, steps = _due(term, last.on) if last else _first_meeting(term, since, today)
        yield Own(
            code, "meeting", meeting.label, _convener(regulation, meeting), due, steps, meeting.source, meeting.doubt,
            tuple(meeting.invited), (), last.on if last else None,
        )  # fmt: skip


def _first_meeting(term: Term, since: date, today: date) -> tuple[date, tuple[str, ...]]:
    """One that was never recorded: the end of the running period, so that a new organisation does not begin years late."""
    due, steps = _due(term, since)
    while due and due < today:
        due, steps = _due(term, due)
    return due or today, steps


def _convener(regulation: Regulation, meeting: Meeting) -> str:
    """Who calls the meeting: whoever handles or coordinates among the invited, else the first."""
    kinds = ("handler", "coordinator", "board")
    order = {role: kinds.index(k) for role in meeting.invited if (k := regulation.roles[role].kind) in kinds}
    return min(order, key=lambda role: order[role], default=meeting.invited[0])


def _last(kept: Iterable[Kept], code: str) -> Kept | None:
    return max((one for one in kept if one.code == code), key=lambda one: one.on, default=None)


def _due(term: Term | None, start: date) -> tuple[date | None, tuple[str, ...]]:
    if term is None:
        return None, ()
    counted = count(term, start)
    return local_date(counted.due), counted.steps
