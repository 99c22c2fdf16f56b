"""Short words for the tests of IZW: dossiers in the state that a requirement starts from, and its letters."""

from __future__ import annotations

from tests.regulations.case import Case
from wederhoor.correspondence.letters import compose, load_letter

MOMENT = "2026-03-02T10:00"
ANSWER = ("reasons", "decisions", "measures_by")
HEAD = {
    "organisation": "IederZijnWerk Ambulant",
    "recipient_name": "de klager",
    "number": "2026-0001",
    "today": "2026-03-02",
}


def oral(case: Case, day: str = MOMENT, **more: str) -> Case:
    """A complaint told to an employee."""
    case.open(day, channel="in person", by="employee", received_by="employee", **more)
    return case


def at_portal(case: Case, day: str = "2026-06-01T10:00", **more: str) -> Case:
    """A complaint that came in at the portal."""
    case.open(day, channel="portal", by="portal officer", **more)
    return case


def ready_to_answer(case: Case, day: str = "2026-03-10T10:00") -> Case:
    """Investigated, and both sides heard."""
    case.do(day, "investigate", "coordinator", "findings")
    for party in ("complainant", "accused"):
        case.do(day, "hear", "coordinator", party=party, how="oral")
    return case


def letter(name: str, **values: str) -> str:
    """The text of a letter of this provider; a part that its regulation demands and that is empty stops it."""
    rule = Case("izw").regulation.letters[name]
    return compose(load_letter("izw", rule.template), {**HEAD, **values}, "u", also_needs=rule.must_contain).text
