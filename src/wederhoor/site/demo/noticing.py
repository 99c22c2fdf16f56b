"""Signals of the demo: looked for in its complaints of the last year, as the worker does every week. Nothing is invented beside them."""

from __future__ import annotations

from wederhoor.insight import signals
from wederhoor.site.demo.player import Stage


def notice(stage: Stage) -> int:
    """Look for signals; returns how many were raised."""
    return signals.look(stage.tenant, now=stage.now) if stage.row == stage.tenant else 0
