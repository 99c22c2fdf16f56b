"""The kinds of organisations to practise with, from the scripts and their regulations. Nothing here knows a database."""

from __future__ import annotations

from datetime import date

from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation
from wederhoor.site.demo.script import scripts
from wederhoor.site.practice.world import Kind

THEMES = "themes"


def kinds(day: date) -> list[Kind]:
    """One for each script whose organisation stands by itself: its plots and the themes of its regulation of that day."""
    alone = [script for script in scripts() if not script.parent]
    known = [(one, load_for(one.regulation, day)) for one in alone]
    return [Kind(one.code, tuple(one.plots), themes(rules), rules.in_force_from) for one, rules in known]


def themes(regulation: Regulation) -> tuple[str, ...]:
    """The themes that a regulation knows."""
    return tuple(regulation.lists.get(THEMES, {})) or ("",)
