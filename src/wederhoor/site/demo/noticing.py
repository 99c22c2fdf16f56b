"""Signals of the demo: an invented past with few complaints at one place, so that those of now stand out there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from wederhoor.insight import signals
from wederhoor.insight.scanning import PAST, Complaint
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.player import Stage

NOT_BEFORE = 75
"""Days ago from which on the complaints of the demo itself are all there are."""
SELDOM, OFTEN = 240, 30
"""Days between complaints in the invented past: at the place of the signal, and elsewhere."""


def notice(stage: Stage, place: str) -> int:
    """Look for signals with that past beside what is there; returns how many were raised."""
    return signals.look(stage.tenant, now=stage.now, earlier=list(_past(stage, place))) if place else 0


def _past(stage: Stage, place: str) -> Iterator[Complaint]:
    themes = list(stage.regulation.lists.get("themes", {})) or [""]
    today = local_date(stage.now)
    for nth, (code, row) in enumerate(stage.places.items()):
        every = SELDOM if code == place else OFTEN
        for ago in range(PAST * 7 - nth, NOT_BEFORE, -every):
            yield Complaint(today - timedelta(days=ago), themes[ago // every % len(themes)], str(row.pk))
