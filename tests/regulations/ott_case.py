"""Short words to play a complaint under the regulation of Ons Tweede Thuis."""

from __future__ import annotations

from tests.regulations.case import Case

SIDES = ("complainant", "accused")


def chosen(case: Case, *routes: str, day: str = "2026-03-03T10:00") -> Case:
    """The complainant chose one route or more."""
    case.do(day, "choose route", "complainant", route=list(routes))
    return case


def judged(case: Case, day: str = "2026-03-20T10:00") -> Case:
    """A judgement was asked at once, both sides were heard, and the board judged."""
    chosen(case, "judgement")
    for party in SIDES:
        case.do("2026-03-10T10:00", "hear", "board", party=party, how="oral")
    case.do(day, "judge", "board", "reasons", "decisions", "measures_by", outcome="partly upheld")
    return case


def mediated(case: Case, result: str, day: str = "2026-03-20T10:00") -> Case:
    """With consent the mediator tried, with this result."""
    chosen(case, "mediation")
    consent(case, "mediation", "2026-03-04T10:00")
    case.do("2026-03-05T10:00", "start mediation", "mediator")
    case.do(day, "record mediation result", "mediator", result=result)
    return case


def consent(case: Case, step: str, day: str, answer: str = "given") -> None:
    """What the complainant answered about a step."""
    case.do(day, "give consent", "complainant", step=step, answer=answer, given_by="client")


def registered_and_closed(case: Case, day: str) -> Case:
    """The mediator filled the register and closed."""
    case.do(f"{day}T10:00", "register", "mediator", "actions", theme="information")
    case.do(f"{day}T11:00", "close", "mediator", "procedure_followed", "outcome_words")
    return case
