"""A report weighed for outside: each way of counting beside everything that went out before, in whatever way it was counted. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wederhoor.insight.disclosure.deciding import control
from wederhoor.insight.disclosure.releases import Figures, Release


@dataclass(frozen=True, slots=True)
class Weighed:
    """What may go out per way of counting, why no figures may, and why a table stays inside."""

    shown: Mapping[str, Release]
    refused: str
    left_out: Mapping[str, str]


def weighed(wished: Sequence[Figures], before: Sequence[Release], *, threshold: int, secret: str) -> Weighed:
    """Without the first of what is wished nothing goes out, and no bare total of tables that stay inside.

    ``before``: all that was ever published, oldest first.
    """
    shown: dict[str, Release] = {}
    left_out: dict[str, str] = {}
    for place, figures in enumerate(wished):
        verdict = control(figures, before, threshold=threshold, secret=secret)
        left_out |= {name: why.value for name, why in verdict.left_out.items()}
        if verdict.release and (verdict.release.tables or not figures.tables or not place):
            shown[figures.basis] = verdict.release
        elif not place:
            return Weighed({}, verdict.refused.value if verdict.refused else "", left_out)
    return Weighed(shown, "", left_out)
