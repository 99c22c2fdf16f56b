"""Short words for the tests of LOJ: dossiers in the state that a requirement starts from, and its letters."""

from __future__ import annotations

from tests.regulations.case import Case
from wederhoor.correspondence.letters import compose, load_letter

MOMENT = "2026-03-02T10:00"
JUDGED = ("reasons", "decisions", "measures_by")
HEAD = {"organisation": "Woonzorg Lojal", "recipient_name": "de klager", "number": "2026-0001", "today": "2026-03-02"}
CAPACITIES = ["client", "representative", "close relation", "surviving relative", "refused representative"]
GROUNDS = ["not about treatment", "not entitled", "same body before", "anonymous", "pending", "treated before"]


def letter(name: str, **values: str) -> str:
    """The text of a letter of this provider; a part that its regulation demands and that is empty stops it."""
    rule = Case("loj").regulation.letters[name]
    return compose(load_letter("loj", rule.template), {**HEAD, **values}, "u", also_needs=rule.must_contain).text


def with_confidant(case: Case) -> Case:
    case.open(door="confidant")
    return case


def mediating(case: Case) -> Case:
    """Both sides are willing and the confidant mediates."""
    with_confidant(case)
    agree(case).do("2026-03-05T09:00", "start mediation", "confidant")
    return case


def agree(case: Case) -> Case:
    case.do("2026-03-03T09:00", "give consent", "complainant", step="mediation by complainant", answer="given",
            given_by="complainant")  # fmt: skip
    case.do("2026-03-04T09:00", "accused agrees to mediation", "accused", step="mediation by accused", answer="given")
    return case


def formal(case: Case, day: str = "2026-06-01") -> Case:
    """The officer made the complaint known to Lojal."""
    case.open(f"{day}T09:00", door="officer")
    case.do(f"{day}T10:00", "make known to provider", "officer", made_known_on=day, how="mail")
    return case


def at_committee(case: Case, channel: str = "letter", day: str = MOMENT, **more: str) -> Case:
    case.open(day, door="committee", channel=channel, by="complainant" if channel == "letter" else "secretary", **more)
    return case


def admitted(case: Case) -> Case:
    at_committee(case).do("2026-03-10T10:00", "decide admissibility", "chair", admissible="admissible")
    return case


def heard(case: Case, *parties: str) -> Case:
    """The committee heard these parties and gave both the papers; each reacted to the other."""
    for party in parties or ("complainant", "accused"):
        case.do("2026-03-20T10:00", "hear in committee", "chair", party=party, how="oral")
        case.do("2026-03-21T10:00", "give papers", "secretary", "given", party=party)
    return case


def complete(case: Case) -> Case:
    heard(admitted(case))
    case.do("2026-03-23T10:00", "react", "complainant", "words")
    case.do("2026-03-23T11:00", "react as accused", "accused", "words")
    return case


def judged(case: Case, day: str = "2026-04-01T10:00") -> Case:
    complete(case).do(day, "judge by committee", "chair", outcome="founded", decided_by="consensus")
    return case


def sent(case: Case) -> Case:
    """The board received the committee's judgement on 10 April 2026."""
    judged(case).do("2026-04-09T10:00", "send committee judgement", "secretary", *JUDGED, received_on="2026-04-10")
    return case


def two_parts(case: Case) -> Case:
    """Ordinary care (A) beside involuntary care (B), both sides heard."""
    formal(case, "2026-03-02").do("2026-03-03T10:00", "split part", "officer", "subject", law="wzd")
    for party in ("complainant", "accused"):
        case.do("2026-03-10T10:00", "hear", "officer", party=party, how="oral")
    return case
