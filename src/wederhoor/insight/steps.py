"""The steps of a measure and of a recommendation: which are possible now, why not the others, and what comes of them. Pure.

Why not is a Dutch msgid: who shows it translates it.

A measure is open, then done or dropped; done, its effect is looked at after some months. A recommendation is open, then accepted or
rejected with a reason; accepted, it is done some day. Late is not a status: it is an open row whose day passed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_noop

from wederhoor.procedure.term_legs import plus_months

MEASURE, RECOMMENDATION = "measure", "recommendation"
STATUSES = {MEASURE: ("open", "done", "dropped"), RECOMMENDATION: ("open", "accepted", "rejected", "done")}
RUNNING = ("open", "accepted")
ANSWERS = ("accepted", "rejected")
CONCLUSIONS = ("worked", "partly", "not", "too early")
SETTLED = CONCLUSIONS[:3]
MONTHS = (1, 3, 6, 12)
"""After so many months one can look at the effect; no longer than complaints are kept by day."""

FROM: dict[str, dict[str, tuple[str, ...]]] = {
    "change": {MEASURE: ("open",), RECOMMENDATION: ("open", "accepted")},
    "finish": {MEASURE: ("open",)},
    "drop": {MEASURE: ("open",)},
    "reopen": {MEASURE: ("done", "dropped")},
    "plan check": {MEASURE: ("done",)},
    "check": {MEASURE: ("done",)},
    "answer": {RECOMMENDATION: ("open", "rejected")},
    "carry out": {RECOMMENDATION: ("accepted",)},
    "urge": {RECOMMENDATION: ("open", "accepted", "rejected")},
}
"""Each step, and from which status of what."""
REASONED = ("drop", "reopen", "answer", "urge")
"""Steps that say why, in words."""
TOLD = ("finish", "check", "carry out")
"""Steps that say what came of it, in words."""
BECAUSE = {
    "open": gettext_noop("dit staat nog open"),
    "accepted": gettext_noop("dit is overgenomen en nog niet uitgevoerd"),
    "rejected": gettext_noop("dit is niet overgenomen"),
    "done": gettext_noop("dit is klaar"),
    "dropped": gettext_noop("dit is vervallen"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a measure or a recommendation stands."""

    kind: str
    status: str = "open"
    due: date | None = None
    decided_on: date | None = None
    done_on: date | None = None
    check_months: int | None = None
    check_on: date | None = None
    conclusion: str = ""

    def late(self, today: date) -> bool:
        """Whether its day passed while it is not done."""
        return self.status in RUNNING and self.due is not None and self.due < today

    def to_check(self, today: date) -> bool:
        """Whether its effect is to be looked at now."""
        return self.check_on is not None and self.check_on <= today and self.conclusion not in SETTLED


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its codes and days; the words go beside it."""

    name: str
    on: date
    worded: bool = False
    due: date | None = None
    answer: str = ""
    months: int | None = None
    conclusion: str = ""


def why_not(standing: Standing, name: str) -> str:
    """Why this step cannot be done now; '' when it can."""
    statuses = FROM[name].get(standing.kind)
    if statuses is None:
        return (
            gettext_noop("dit hoort bij een aanbeveling")
            if standing.kind == MEASURE
            else gettext_noop("dit hoort bij een maatregel")
        )
    if standing.status not in statuses:
        return BECAUSE[standing.status]
    if name in ("plan check", "check") and standing.conclusion in SETTLED:
        return gettext_noop("over het effect is al een conclusie")
    if name == "plan check" and standing.check_on:
        return gettext_noop("er is al een dag om naar het effect te kijken")
    return ""


def refused(standing: Standing, step: Step) -> str:
    """Why this step as given is not taken; '' when it is."""
    if because := why_not(standing, step.name):
        return because
    if step.name in REASONED + TOLD and not step.worded:
        return gettext_noop("zeg waarom") if step.name in REASONED else gettext_noop("zeg wat ervan kwam")
    if step.name == "answer" and step.answer not in ANSWERS:
        return gettext_noop("kies of de aanbeveling wordt overgenomen")
    if step.name == "check" and step.conclusion not in CONCLUSIONS:
        return gettext_noop("kies of het heeft gewerkt")
    if step.months is not None and step.months not in MONTHS:
        return gettext_noop("kies na hoeveel maanden u naar het effect kijkt")
    if step.months is None and (step.name == "plan check" or step.conclusion == CONCLUSIONS[3]):
        return gettext_noop("kies na hoeveel maanden u naar het effect kijkt")
    if step.name in ("finish", "carry out") and standing.decided_on and step.on < standing.decided_on:
        return gettext_noop("dit kan niet klaar zijn voor het besluit")
    return ""


def taken(standing: Standing, step: Step) -> Standing:
    """Where it stands after this step. Raises ValueError for a step that is refused."""
    if because := refused(standing, step):
        raise ValueError(f"{step.name}: {because}")
    due = step.due or standing.due
    match step.name:
        case "finish":
            return _planned(replace(standing, status="done", done_on=step.on), step, step.on)
        case "drop":
            return replace(standing, status="dropped", decided_on=step.on)
        case "reopen":
            return Standing(standing.kind, due=due)
        case "plan check":
            return _planned(standing, step, standing.done_on or step.on)
        case "check":
            said = replace(standing, conclusion=step.conclusion)
            return said if step.conclusion in SETTLED else _planned(said, step, step.on)
        case "answer":
            return replace(standing, status=step.answer, decided_on=step.on, due=due)
        case "carry out":
            return replace(standing, status="done", done_on=step.on)
        case "change":
            return replace(standing, due=due)
    return standing


def _planned(standing: Standing, step: Step, start: date) -> Standing:
    if step.months is None:
        return standing
    return replace(standing, check_months=step.months, check_on=plus_months(start, step.months))


def wrong(standing: Standing) -> list[str]:
    """What cannot be so; nothing, after any permitted steps."""
    found = []
    if standing.status not in STATUSES[standing.kind]:
        found.append(f"a {standing.kind} is never {standing.status}")
    if (standing.done_on is not None) != (standing.status == "done"):
        found.append("a day of being done and the status differ")
    if standing.status in ("accepted", "rejected", "dropped") and standing.decided_on is None:
        found.append("decided without a day")
    if (standing.check_on or standing.conclusion) and (standing.kind, standing.status) != (MEASURE, "done"):
        found.append("an effect of what is not done")
    if standing.conclusion == CONCLUSIONS[3] and standing.check_on is None:
        found.append("too early to say, and nobody looks again")
    return found
