"""Before which day a report is public: what the Jeugdwet says of the yearly report."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from wederhoor.insight.models import WrittenReport
from wederhoor.insight.publishing.terms import public_before
from wederhoor.insight.report.work import Opened
from wederhoor.procedure.loading import load_for

HERE = ZoneInfo("Europe/Amsterdam")


def opened(adopted: datetime) -> Opened:
    """The youth report of 2025, adopted at this moment."""
    text = load_for("zk", date(2026, 1, 1))
    row = WrittenReport(code="youth year", first=date(2025, 1, 1), last=date(2025, 12, 31), adopted=adopted)
    return Opened(row, text.reports["youth year"], text, {}, (), "", mine=True, adopts=True)


@pytest.mark.parametrize(
    ("adopted", "before"),
    [((2026, 3, 2), (2026, 3, 12)), ((2026, 5, 29), (2026, 5, 31)), ((2026, 2, 1), (2026, 2, 11))],
)
def test_the_youth_report_is_public_ten_days_after_it_was_adopted_and_before_the_first_of_june(
    adopted: tuple[int, int, int], before: tuple[int, int, int]
) -> None:
    assert public_before(opened(datetime(*adopted, 12, tzinfo=HERE))) == date(*before)
