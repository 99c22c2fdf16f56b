"""Need-to-know: one pure table of role kind, action and compartments, and the vetoes that beat every role.

The regulation may say per role what it sees (``Role.sees``); the table says what a kind sees when it does not, what it may do
at all, and what no regulation can give it. Answers are reasons (Dutch), '' meaning nothing stands in the way. What a party
reads at which moment is the regulation's: ``procedure/needs.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wederhoor.procedure.model import Regulation
from wederhoor.procedure.needs import PARTIES

__all__ = [
    "ACTIONS",
    "COMPARTMENTS",
    "KEEPERS",
    "NEEDS",
    "ORIGINAL",
    "PARTIES",
    "QUARANTINE",
    "Need",
    "Standing",
    "closed",
    "compartments",
    "reads_document",
    "reads_letter",
    "refusal",
]

COMPARTMENTS = ("party", "handler", "mediation", "confidant", "committee")
EVERYTHING = frozenset({"party", "handler"})
LOOKING = frozenset({"read", "list", "document", "log"})
"""Looking only: what somebody against whom an objection lies may still do."""
OUTSIDE = frozenset({"read", "act", "list", "document", "attach"})
BOARD = OUTSIDE | {"export", "hold", "log", "inspect"}
QUARANTINE = "quarantine"
"""Looking at what waits in quarantine, the only thing that its dossier opens for."""
ACTIONS = BOARD | {"assign", "destroy", "rectify", "register", QUARANTINE}
"""Everything that can be asked of the gate. An action that is not here is refused to everybody."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a kind of role needs: its actions, its compartments, and whether only in dossiers given to it."""

    actions: frozenset[str]
    sees: frozenset[str]
    per_dossier: bool


NEEDS: Mapping[str, Need] = {
    "complainant": Need(OUTSIDE | {"log"}, frozenset({"party"}), per_dossier=True),
    "accused": Need(OUTSIDE, frozenset({"party"}), per_dossier=True),
    "handler": Need(ACTIONS, EVERYTHING, per_dossier=False),
    "coordinator": Need(ACTIONS, EVERYTHING, per_dossier=False),
    "board": Need(BOARD, frozenset({"party"}), per_dossier=False),
    "mediator": Need(OUTSIDE, frozenset({"party", "mediation"}), per_dossier=True),
    "confidant": Need(OUTSIDE, frozenset({"party", "confidant"}), per_dossier=True),
    "committee": Need(OUTSIDE, frozenset({"party", "committee"}), per_dossier=True),
    "external": Need(OUTSIDE, frozenset({"party"}), per_dossier=True),
    "employee": Need(OUTSIDE, frozenset(), per_dossier=True),
    "client council": Need(frozenset(), frozenset(), per_dossier=True),
}

STAFF = frozenset({"handler", "coordinator", "mediator"})
OPENABLE: Mapping[str, frozenset[str]] = {
    "party": frozenset(NEEDS) - {"client council"},
    "handler": STAFF | {"board"},
    "mediation": STAFF | {"confidant", "external"},
    "confidant": frozenset({"confidant"}),
    "committee": frozenset({"committee", "coordinator"}),
}
"""To which kinds a compartment can be opened at all: a regulation can give less, never more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands towards one dossier."""

    member: bool = False
    """Holds the role at the dossier's organisation (or at the member provider it is about)."""
    assigned: bool = False
    """Is assigned to the dossier in this role, is a party in it in this role, or holds its code."""
    accused: bool = False
    involved: bool = False
    """Is on the other side, a witness, a partner: somebody in this complaint, so never who handles it."""
    recused: bool = False
    objected: bool = False
    """A party objected to this person, and nobody decided on it yet."""
    kept_out: bool = False
    """The complainant asked that this role knows nothing."""
    untold: bool = False
    """An accused to whom nothing was said yet."""
    substitute: bool = False
    """Stands in for an absent colleague who is assigned."""

    @property
    def given(self) -> bool:
        """Whether the dossier is this person's to work on."""
        return self.assigned or self.substitute


def veto(kind: str, action: str, standing: Standing) -> str:
    """Why nobody in this position gets in, whatever the role."""
    if standing.recused:
        return "U bent van deze zaak uitgesloten."
    if standing.kept_out:
        return "De klager wil niet dat u van deze zaak weet."
    if standing.accused and kind != "accused":
        return "De klacht gaat over u: u ziet haar alleen als beklaagde."
    if standing.involved and kind not in PARTIES:
        return "U bent zelf betrokken bij deze klacht."
    if standing.untold and kind == "accused":
        return "De aangeklaagde is nog niet op de hoogte gebracht."
    if not standing.member and not standing.given:
        return "U hebt deze rol niet in deze organisatie en de zaak is niet aan u toegewezen."
    if standing.objected and action not in LOOKING:
        return "Er ligt een bezwaar tegen u. Tot daarop is beslist doet u hier niets."
    return ""


def refusal(kind: str, action: str, standing: Standing) -> str:
    """Why this action is not for somebody in this kind of role; '' when it is."""
    need = NEEDS.get(kind)
    if need is None or action not in need.actions:
        return "Deze rol heeft dit niet nodig."
    if because := veto(kind, action, standing):
        return because
    return "De zaak is niet aan u toegewezen." if need.per_dossier and not standing.given else ""


def compartments(kind: str, sees: tuple[str, ...] = ()) -> frozenset[str]:
    """Which compartments open for a role of this kind: what the regulation says, or else the table; never what is closed to it."""
    wanted = frozenset(sees) or NEEDS[kind].sees
    return frozenset(name for name in wanted if kind in OPENABLE[name])


def closed(kind: str, action: str, compartment: str, standing: Standing, sees: tuple[str, ...] = ()) -> str:
    """One cell of the table: why this compartment stays closed for this action; '' when it opens."""
    if because := refusal(kind, action, standing):
        return because
    return "" if compartment in compartments(kind, sees) else "Dit deel van het dossier is niet voor deze rol."


KEEPERS = frozenset({"handler", "coordinator", "mediator", "confidant", "committee"})
"""The kinds of role that work on papers: they put them in, move, redact and give them, in the compartments they see."""
ORIGINAL = "original"
"""The kind of document that is a file as it came, unchecked."""


def reads_document(regulation: Regulation, role: str, kind: str, letter: str, shown_to: str) -> bool:
    """Whether a document opens for a role whose compartments hold it: letters by ``reads_letter``.

    A party reads of the rest what was shown to it; a file as it came opens only for who works on papers.
    """
    if letter or kind == "letter":
        return reads_letter(regulation, role, letter)
    asking = regulation.roles[role].kind
    if asking in PARTIES:
        return kind != ORIGINAL and shown_to in (asking, "both")
    return kind != ORIGINAL or asking in KEEPERS


def reads_letter(regulation: Regulation, role: str, letter: str) -> bool:
    """Whether a letter opens for a role: a party reads what was written to it, others what their compartments hold."""
    if letter not in regulation.letters or regulation.roles[role].kind not in PARTIES:
        return True
    kind = regulation.roles[role].kind
    to = regulation.letters[letter].to
    return any(name in regulation.roles and regulation.roles[name].kind == kind for name in to)
