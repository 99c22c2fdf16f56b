"""The `when` of a rule: which facts, values and terms must hold. All keys of one condition hold together."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from wederhoor.procedure.base import Strict


def as_tuple(value: object) -> object:
    """One word where a list is asked is a list of one."""
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]


def _as_words(value: object) -> object:
    """Turn yes/no/word/list into a list of words: YAML reads `yes` as a boolean."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return as_tuple(value)


ValueWords = Annotated[tuple[str, ...], BeforeValidator(_as_words)]


class Condition(Strict):
    """When a rule holds.

    Facts are names of acts done or of facts that acts bring about. `is` compares case values (law, route, kind, scheme,
    written, ... set by acts). `in_term` asks that the duty runs and its `due` has not passed; `passed` that `due` has passed
    unmet; `aim_passed` the same for `aim`.
    """

    after: Words = Field((), description="Al deze feiten zijn er.")
    after_any: Words = Field((), description="Minstens één van deze feiten is er.")
    not_after: Words = Field((), description="Geen van deze feiten is er.")
    is_: dict[str, ValueWords] = Field(default_factory=dict, alias="is", description="Waarde van de zaak is één van.")
    is_not: dict[str, ValueWords] = Field(default_factory=dict, description="Waarde van de zaak is geen van.")
    route: Words = Field((), description="Gekozen route is één van (kort voor is: {route: ...}).")
    law: Words = Field((), description="Wet van dit deel is één van (kort voor is: {law: ...}).")
    consent: Words = Field((), description="Toestemming hiervoor is gegeven en niet ingetrokken.")
    in_term: Words = Field((), description="De termijn van deze plicht loopt nog (tot en met `due`).")
    passed: Words = Field((), description="De termijn van deze plicht is voorbij zonder dat zij is nagekomen.")
    aim_passed: Words = Field((), description="De strengste datum van deze plicht is voorbij.")
    window_open: Words = Field((), description="Het venster van deze plicht (not_before) is open.")
    any_: tuple[Condition, ...] = Field((), alias="any", description="Minstens één van deze voorwaarden geldt.")
    none: tuple[Condition, ...] = Field((), description="Geen van deze voorwaarden geldt.")
    because: str = Field("", description="Eigen uitleg als de voorwaarde niet vervuld is.")
