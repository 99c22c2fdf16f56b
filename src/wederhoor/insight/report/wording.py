"""What the codes of the register are called in the regulation of this organisation. A report is a Dutch document."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from wederhoor.insight.register.labels import ENDED
from wederhoor.procedure.model import Option, Regulation

UNKNOWN = "Niet bekend"
LEAD_TIMES = {
    "2 weeks": "Hoogstens 2 weken", "6 weeks": "2 tot 6 weken", "10 weeks": "6 tot 10 weken", "26 weeks": "10 tot 26 weken",
    "longer": "Langer dan 26 weken",
}  # fmt: skip
IN_TIME = {True: "Op tijd", False: "Te laat", None: "Geen termijn"}
AIMS = {"solve": "Oplossen", "limit": "Beperken", "prevent": "Voorkomen"}
CAME = {"yes": "Ja", "partly": "Deels", "no": "Nee", "not asked": "Niet gevraagd"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The names of codes: from the regulation, and of what only the organisation knows: its members, and the words of its register.

    What the regulation lists stands in every table, also with nothing counted; a word of the register only where it was used.
    """

    regulation: Regulation
    members: Mapping[int, str] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def listed(self, column: str) -> Mapping[Any, str]:
        """The known codes of a column with their names, in the order of the regulation."""
        text = self.regulation
        lists: dict[str, Mapping[str, Option]] = {
            "law": text.laws, "kind": text.kinds, "route": text.routes, "source": text.channels, "outcome": text.outcomes,
            "hope": text.hopes, "theme": text.lists.get("themes", {}), "not_taken_up": text.admissibility,
        }  # fmt: skip
        fixed: dict[str, Mapping[Any, str]] = {
            "lead_time": LEAD_TIMES, "in_time": IN_TIME, "came_of_it": CAME, "aim": AIMS, "member_id": self.members,
        }  # fmt: skip
        scale = text.satisfaction.scale if text.satisfaction and column in ("treatment", "result") else ()
        named = {code: option.label for code, option in lists.get(column, {}).items()} | {
            step: step.capitalize() for step in scale
        }
        return {**named, **fixed.get(column, {})}

    def judges(self, outcome: str) -> bool:
        """Whether this outcome is a judgement, and no other way in which a complaint ends."""
        return outcome in self.regulation.outcomes or (bool(outcome) and outcome not in ENDED)

    def ordered(self, column: str, found: Collection[Any]) -> list[tuple[Any, str]]:
        """Every code that is known or found, with its name: those of the regulation first, 'not known' last."""
        known, more = self.listed(column), ENDED if column == "outcome" else self.own.get(column, {})
        used = [code for code in more if code in found and code not in known]
        codes = [
            *known,
            *used,
            *sorted({code for code in found if code not in known and code not in more and code != ""}, key=str),
        ]
        named = [(code, known.get(code) or more.get(code) or str(code)) for code in codes]
        return [*named, ("", UNKNOWN)] if "" in set(found) - set(known) else named
