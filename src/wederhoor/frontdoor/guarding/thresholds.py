"""Every number of the guard, in one place. What each means stands in docs/operations.md.

`WEDERHOOR_GUARD="network=30 quarantine_from=5"` changes them for an installation; a name that is not here is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Weights of the signs, budgets, and times in seconds."""

    quarantine_from: int = 4
    """So much weight together makes a complaint wait for a look."""
    trap: int = 4
    """The field that people leave empty was filled."""
    fast: int = 2
    """Sent sooner than a person can."""
    unstamped: int = 1
    """Sent without having opened the form."""
    forged: int = 3
    """A moment of opening, or a solved puzzle, that is not ours or was used before."""
    unproved: int = 1
    """No solved puzzle: an old browser, or no JavaScript. Never enough by itself."""
    busy_network: int = 2
    flooding_network: int = 4
    busy_organisation: int = 2
    same_text: int = 3

    seconds_to_fill: int = 3
    proof_valid: int = 2 * 60 * 60
    proof_work: int = 40_000
    """The most numbers a browser tries; half of it on average."""
    network: int = 15
    """Complaints of one network to one organisation in an hour, above which it is busy."""
    network_flood: int = 60
    organisation: int = 60
    """Complaints to one organisation in an hour."""
    copies: int = 3
    """So often the same words in a day is a copy."""

    guesses_network: int = 20
    """Wrong codes of one network in a quarter of an hour; above it every try has to wait, or solve a puzzle."""
    guesses_organisation: int = 300
    guess_wait: int = 15


def thresholds() -> Thresholds:
    """The numbers in force. Raises ValueError for a name that is not one of them."""
    told = dict(part.split("=", 1) for part in settings.GUARD.split())
    known = {field.name for field in fields(Thresholds)}
    if wrong := sorted(told.keys() - known):
        raise ValueError(f"WEDERHOOR_GUARD: there is no {', '.join(wrong)}; there are {', '.join(sorted(known))}")
    return replace(Thresholds(), **{name: int(number) for name, number in told.items()})
