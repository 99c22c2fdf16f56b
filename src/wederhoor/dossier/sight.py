"""What somebody would see of a dossier if they took part now, for who is about to invite them. Asks the same rules as the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wederhoor.dossier import policy
from wederhoor.dossier.accused import Apart, of_others
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.dossier.taking_part import ASKED, role_for
from wederhoor.procedure import needs


@dataclass(frozen=True, slots=True)
class Sight:
    """One kind of thing: whether they see any of it now, how many where that says something, and the place of the rule."""

    thing: str
    yes: bool
    count: int | None = None
    source: str = ""


def sight(dossier: OpenDossier, person: PersonView, *, now: datetime) -> list[Sight]:
    """What this person would see now."""
    questions = sum(one.person in (person.code, person.opaque) for one in dossier.state.besides.questions)
    asked = Sight("questions", questions > 0, questions)
    never = [Sight("contacts", yes=False), Sight("notes", yes=False)]
    if person.side in ASKED:
        return [asked, Sight("complaint", yes=False), Sight("others", yes=False), *never]
    return [*_of_party(dossier, person, now), asked, *never]


def _of_party(dossier: OpenDossier, person: PersonView, now: datetime) -> list[Sight]:
    state, role = dossier.state, role_for(dossier.regulation, person.side)
    if not role:
        return []
    knows, rule = needs.knows(state, role, now), dossier.regulation.roles[role].reads
    source = rule.source if rule else ""
    complaint = knows and needs.reads_complaint(state, role, now)
    letters, papers = _documents(dossier, role, of_others(person.code, role, dossier.people, state, now))
    return [
        Sight("complaint", complaint, source=source),
        Sight("names", complaint, source=source),
        Sight("others", knows and needs.reads_papers(state, role, now), source=source),
        Sight("letters", knows and letters > 0, letters),
        Sight("papers", knows and papers > 0, papers),
    ]


def _documents(dossier: OpenDossier, role: str, apart: Apart) -> tuple[int, int]:
    """How many letters that left and other papers open for this role."""
    found = [d for d in dossier.documents if d.compartment == "party" and not d.kept_back and not apart.document(d)]
    letters = [d for d in found if d.kind == "letter" and policy.reads_letter(dossier.regulation, role, d.letter)]
    shown = [d for d in found if d.kind != "letter" and _shown(dossier, role, d.kind, d.shown_to)]
    return len(letters), len(shown)


def _shown(dossier: OpenDossier, role: str, kind: str, shown_to: str) -> bool:
    return policy.reads_document(dossier.regulation, role, kind, "", shown_to)
