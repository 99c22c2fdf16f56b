"""A term that had passed stays passed when the complaint is withdrawn after it, in whatever words the regulation says that it lapses."""

from __future__ import annotations

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case
from tests.regulations.loj_case import formal
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.lapsing import held_since


def _late(provider: str) -> tuple[Case, str]:
    """A complaint of which the term for the judgement passed long before the last day of September, and the duty that says so."""
    case = Case(provider)
    if provider == "loj":
        return formal(case, "2026-03-02"), "give judgement"
    case.open()
    return case, next(
        n for n, d in case.regulation.duties.items() if d.when_passed and "dispute open" in d.when_passed.opens
    )


@pytest.mark.parametrize("provider", ["izw", "loj"])
def test_who_withdraws_after_the_term_may_still_go_to_the_dispute_body(provider: str) -> None:
    case, duty = _late(provider)
    assert case.duty(duty, "2026-09-29T10:00").status == "overdue"
    assert "put dispute" in case.may("complainant", "2026-09-29T10:00")
    case.do("2026-09-30T10:00", "withdraw", "complainant", how="mail")
    found = case.duty(duty, "2026-09-30T12:00")
    assert (found.status, found.passed) == ("lapsed", True)
    assert "put dispute" in case.may("complainant", "2026-09-30T12:00")


@pytest.mark.parametrize("provider", ["izw", "loj"])
def test_who_withdraws_in_time_leaves_no_term_that_passed(provider: str) -> None:
    case, duty = _late(provider)
    case.do("2026-03-05T10:00", "withdraw", "complainant", how="mail")
    found = case.duty(duty, "2026-09-30T12:00")
    assert (found.status, found.passed) == ("lapsed", False)


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ({"after": ["acknowledge", "withdraw"]}, "2026-03-09T10:00"),
        ({"after_any": ["acknowledge", "withdraw"]}, "2026-03-03T10:00"),
        ({"any": [{"after": ["withdraw"]}]}, "2026-03-09T10:00"),
        ({"any": [{"after": ["acknowledge"], "law": ["zvw"]}, {"after": ["withdraw"]}]}, "2026-03-09T10:00"),
        ({"after": ["acknowledge"], "any": [{"after": ["withdraw"]}]}, "2026-03-09T10:00"),
        ({"after": ["acknowledge"], "law": ["wmo"]}, "2026-03-06T10:00"),
        ({"after": ["withdraw"], "law": ["wmo"]}, "2026-03-09T10:00"),
        ({"any": [{"after": ["acknowledge"], "law": ["wmo"]}]}, "2026-03-06T10:00"),
        ({"law": ["wmo"]}, "2026-03-06T10:00"),
        ({"is": {"kind": "complaint"}}, "2026-03-02T10:00"),
        ({"consent": ["share with confidant"]}, "2026-03-08T10:00"),
        ({"not_after": ["judge"]}, "2026-03-02T10:00"),
    ],
)
def test_since_when_a_condition_holds_is_read_from_every_way_of_saying_it(
    when: dict[str, object], moment: str | None
) -> None:
    case = Case("jot")
    case.open()
    case.do("2026-03-03T10:00", "acknowledge", "handler")
    asked = {"step": "share with confidant", "given_by": "complainant"}
    case.do("2026-03-04T10:00", "give consent", "complainant", answer="given", **asked)
    case.do("2026-03-05T10:00", "give consent", "complainant", answer="withdrawn", **asked)
    case.do("2026-03-06T10:00", "complete intake", "handler", law="wmo")
    case.do("2026-03-08T10:00", "give consent", "complainant", answer="given", **asked)
    case.do("2026-03-09T10:00", "withdraw", "complainant", how="mail")
    found = held_since(case.state, Condition.model_validate(when), "", at("2026-03-10T10:00"))
    assert found == (at(moment) if moment else None)
