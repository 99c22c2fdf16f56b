"""A report weighed for outside: each way of counting beside everything that went out before, in whatever way it was counted. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wederhoor.insight.disclosure.deciding import LeftOut, control
from wederhoor.insight.disclosure.known import known
from wederhoor.insight.disclosure.releases import HOLDS, TOTAL, Figures, Release, cells_of


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
        if _gives_away(figures, shown, before, threshold):
            left_out |= dict.fromkeys((table.name for table in figures.tables), LeftOut.COUNTED.value)
            continue
        verdict = control(figures, before, threshold=threshold, secret=secret)
        left_out |= {name: why.value for name, why in verdict.left_out.items()}
        if verdict.release and (verdict.release.tables or not figures.tables or not place):
            shown[figures.basis] = verdict.release
        elif not place:
            return Weighed({}, verdict.refused.value if verdict.refused else "", left_out)
    return Weighed(shown, "", left_out)


def _gives_away(figures: Figures, shown: Mapping[str, Release], before: Sequence[Release], threshold: int) -> bool:
    """Whether the two totals beside each other would tell a small number.

    Such as the further parts of the last quarter: those of the year less those of three quarters.
    """
    held = shown.get(HOLDS.get(figures.basis, ""))
    if held is None:
        return False
    earlier = [_beyond(old, one) for one, old in _pairs(before, figures.basis, held.basis)]
    mine = Release(figures.scope, figures.basis, (), cells_of((), figures.total), {}, threshold)
    found = known([*earlier, _beyond(held, mine)])
    differences = [*({name: 1} for name in found.rest), *found.less]
    left = (sum(sign * found.true.get(name, 0) for name, sign in form.items()) for form in differences)
    return any(0 < abs(n) < threshold for n in left)


def _pairs(before: Sequence[Release], basis: str, held: str) -> Iterator[tuple[Release, Release]]:
    """What was counted this way, each with what was counted the other way of the same complaints."""
    for one in before:
        if one.basis == basis:
            yield from ((one, old) for old in before if old.basis == held and old.scope == one.scope)


def _beyond(held: Release, more: Release) -> Release:
    """What is counted beyond the other, as if that were published."""
    n = more.cells[TOTAL] - held.cells[TOTAL]
    return Release(more.scope, f"{more.basis} beyond {held.basis}", (), {TOTAL: n}, {}, more.threshold)
