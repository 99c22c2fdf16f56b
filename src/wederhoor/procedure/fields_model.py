"""The questions of an act and the facts it brings about, as a regulation writes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from wederhoor.procedure.base import Strict
from wederhoor.procedure.conditions_model import Condition, Words
from wederhoor.procedure.roles import Compartment


class FieldChoices(Strict):
    """A choice list taken from another list of the regulation."""

    list_: str = Field(alias="list")
    only: Words = ()


FieldKind = Literal[
    "text", "long text", "choice", "choices", "date", "moment", "yes or no", "number", "amount", "term", "person", "outcomes", "event",
    "answer", "people", "planned", "attendance", "accused",
]  # fmt: skip


class FormField(Strict):
    """A question of an act. Free text never enters an event: it is sealed beside it, in `compartment`."""

    label: str
    kind: FieldKind
    required: bool = False
    help: str = ""
    choices: str | FieldChoices | dict[str, str] | None = None
    compartment: Compartment = "party"
    letter: bool = Field(False, description="De inhoud komt als gelijknamig deel in de brief.")
    required_when: Condition | None = None
    required_by: dict[str, str] = Field(
        default_factory=dict, description="Vraag -> eigenschap: verplicht als de gekozen optie die eigenschap heeft."
    )
    required_with: Words = Field((), description="Vragen: pas verplicht als één daarvan is beantwoord.")
    of_role: dict[str, str] = Field(default_factory=dict, description="Keuze -> rol die alleen zelf zo kan antwoorden.")
    inside: bool = Field(
        False, description="Alleen voor wie de klacht aanneemt: staat niet op het formulier voor klagers."
    )


class Tracks(Strict):
    """What an act is to the organisation's list of measures and recommendations; the other keys name the question that says it."""

    as_: Literal["measure", "result", "recommendation", "answer", "done", "urge", "announce", "report"] = Field(
        alias="as"
    )
    words: str = Field("", description="Vraag met de tekst; zonder tekst komt er niets op de lijst.")
    aim: str = ""
    owner: str = ""
    due: str = ""
    asked: str = ""
    answer: str = ""
    effect: str = ""
    to: str = ""


class Effect(Strict):
    """A fact that an act brings about: `fact` may hold {field}; `dated` names a date field that gives its day."""

    fact: str
    when: Condition | None = None
    dated: str = ""
    sets: dict[str, str] = Field(
        default_factory=dict, description="Waarden die de zaak met dit feit krijgt, zoals de weg die de klacht gaat."
    )


def _effects(value: object) -> object:
    """Facts may be written as bare words."""
    items = (value,) if isinstance(value, (str, dict)) else value
    return tuple({"fact": v} if isinstance(v, str) else v for v in items) if isinstance(items, (list, tuple)) else items


Effects = Annotated[tuple[Effect, ...], BeforeValidator(_effects)]
