"""Before which day a report must be public."""

from __future__ import annotations

from datetime import date

from wederhoor.insight.figures import Period
from wederhoor.insight.report import owed
from wederhoor.insight.report.work import Opened
from wederhoor.procedure.term_syntax import parse_term
from wederhoor.procedure.terms import count, local_date


def public_before(found: Opened) -> date | None:
    """The first of: the day the regulation or the law names, and so many days after it was adopted. None where neither is said."""
    row, rule = found.row, found.rule
    days = [day for day in (owed.due(rule, Period(row.first, row.last)),) if day]
    if row.adopted and rule.public_within:
        days.append(count(parse_term(rule.public_within), local_date(row.adopted)).due)
    return min(days, default=None)
