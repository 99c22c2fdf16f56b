"""The regulation format: roles, what each sees, and from when on a party reads what is not its own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wederhoor.procedure.base import Labelled, Rule
from wederhoor.procedure.conditions_model import Condition, Words

RoleKind = Literal[
    "complainant", "accused", "handler", "mediator", "confidant", "committee", "board", "coordinator", "employee", "external", "client council",
]  # fmt: skip
Compartment = Literal["party", "handler", "mediation", "confidant", "committee"]


class Reads(Rule):
    """From when on a party reads what is not its own. The other side's papers open for both at once, or as the text says."""

    complaint: Condition = Field(Condition(), description="Vanaf wanneer deze kant de klacht leest.")
    papers: Condition = Field(Condition(), description="Vanaf wanneer deze kant de stukken van anderen leest.")


class Role(Labelled):
    """Somebody who may act or owes something: one person, several, or a body outside."""

    kind: RoleKind
    sees: tuple[Compartment, ...] = ()
    external: bool = False
    held_by: Literal["one", "several", "body"] = "one"
    substitute: str = Field("", description="Rol die waarneemt.")
    members: dict[str, str] = Field(default_factory=dict, description="Samenstelling: zetel -> namens wie.")
    quorum: int | None = None
    speaks_for_complainant: bool = Field(False, description="Mag daden van klager in diens naam vastleggen.")
    incompatible_with: Words = ()
    excluded_when_involved: bool = Field(True, description="Wie zelf betrokken is, doet in deze rol niet mee.")
    reads: Reads | None = Field(
        None, description="Voor klager en aangeklaagde; zonder dit geldt regulations/_vocabulary.yaml."
    )
    kept_out: Condition | None = Field(None, description="Zolang dit geldt mag deze rol niets van de zaak weten.")
