"""What every rule of a regulation has in common: it is frozen, strict about unknown keys, and says where it comes from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

OWN_CHOICE = "eigen keuze"
"""The `source` of a rule that the text does not state and that the makers of the file settled."""


class Strict(BaseModel):
    """A frozen piece of a regulation; an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=False)


class Rule(Strict):
    """A piece that states something: with its place in the document and, where one applies, the article of law."""

    source: str = Field(min_length=1, description="Plaats in de regeling (of 'eigen keuze').")
    statute: str = Field("", description="Wet en artikel, bijvoorbeeld 'wkkgz 17.1'.")
    doubt: str = Field("", description="Tegenspraak of gat in de tekst, met de gekozen lezing.")


class Labelled(Rule):
    """A rule with a name on the screen (Dutch)."""

    label: str = Field(min_length=1, description="Naam op het scherm, Nederlands.")
