"""Need-to-know: one pure table of role kind, action and compartments, and the vetoes that beat every role.

The regulation may say per role what it sees (``Role.sees``); the table says what a kind sees when it does not, and what
it may do at all. Answers are reasons (Dutch), '' meaning nothing stands in the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wederhoor.procedure.model import Regulation

EVERYTHING = frozenset({"party", "handler"})
ACTIONS = frozenset({"read", "act", "list", "document", "attach", "assign", "export", "destroy"})
OUTSIDE = frozenset({"read", "act", "document", "attach"})


@dataclass(frozen=True, slots=True)
class Need:
    """What a kind of role needs: its actions, its compartments, and whether only in dossiers given to it."""

    actions: frozenset[str]
    sees: frozenset[str]
    per_dossier: bool


NEEDS: Mapping[str, Need] = {
    "complainant": Need(OUTSIDE | {"list"}, frozenset({"party"}), per_dossier=True),
    "accused": Need(OUTSIDE | {"list"}, frozenset({"party"}), per_dossier=True),
    "handler": Need(ACTIONS, EVERYTHING, per_dossier=False),
    "coordinator": Need(ACTIONS, EVERYTHING, per_dossier=False),
    "board": Need(OUTSIDE | {"list", "export"}, frozenset({"party"}), per_dossier=False),
    "mediator": Need(OUTSIDE | {"list"}, frozenset({"party", "mediation"}), per_dossier=True),
    "confidant": Need(OUTSIDE | {"list"}, frozenset({"party", "confidant"}), per_dossier=True),
    "committee": Need(OUTSIDE | {"list"}, frozenset({"party", "committee"}), per_dossier=True),
    "external": Need(OUTSIDE | {"list"}, frozenset({"party"}), per_dossier=True),
    "employee": Need(OUTSIDE | {"list"}, frozenset(), per_dossier=True),
    "client council": Need(frozenset(), frozenset(), per_dossier=True),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands towards one dossier."""

    member: bool = False
    """Holds the role at the dossier's organisation (or at the member provider it is about)."""
    assigned: bool = False
    """Is assigned to the dossier in this role, is a party in it in this role, or holds its code."""
    accused: bool = False
    recused: bool = False


def veto(kind: str, standing: Standing) -> str:
    """Why nobody in this position gets in, whatever the role."""
    if standing.recused:
        return "U bent van deze zaak uitgesloten."
    if standing.accused and kind != "accused":
        return "De klacht gaat over u: u ziet haar alleen als beklaagde."
    if not standing.member and not standing.assigned:
        return "U hebt deze rol niet in deze organisatie en de zaak is niet aan u toegewezen."
    return ""


def refusal(kind: str, action: str, standing: Standing) -> str:
    """Why this action is not for somebody in this kind of role; '' when it is."""
    need = NEEDS.get(kind)
    if need is None or action not in need.actions:
        return "Deze rol heeft dit niet nodig."
    if because := veto(kind, standing):
        return because
    return "De zaak is niet aan u toegewezen." if need.per_dossier and not standing.assigned else ""


def compartments(kind: str, sees: tuple[str, ...] = ()) -> frozenset[str]:
    """Which compartments open for a role of this kind: what the regulation says, or else the table."""
    return frozenset(sees) or NEEDS[kind].sees


PARTIES = frozenset({"complainant", "accused"})


def reads_letter(regulation: Regulation, role: str, letter: str) -> bool:
    """Whether a letter opens for a role: a party reads what was written to it, others what their compartments hold."""
    if letter not in regulation.letters or regulation.roles[role].kind not in PARTIES:
        return True
    kind = regulation.roles[role].kind
    to = regulation.letters[letter].to
    return any(name in regulation.roles and regulation.roles[name].kind == kind for name in to)
