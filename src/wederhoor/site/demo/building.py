"""Building the demo: every organisation of the scripts, with what happened before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import load_for
from wederhoor.site.demo.making import PASSWORD, learns, made
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import Script, scripts
from wederhoor.site.practice.playing import before


def build(now: datetime | None = None) -> list[str]:
    """Make what is not there yet; returns lines that say who can sign in."""
    return [*_who(_built(now)), f"wachtwoord van iedereen: {PASSWORD}"]


def skipped(now: datetime | None = None) -> list[str]:
    """Build, and say which steps of the scripts their regulation did not allow: for who writes scripts."""
    return [line for _, stage in _built(now) for line in stage.skipped]


def _built(now: datetime | None) -> list[tuple[Script, Stage]]:
    now = (now or timezone.now()).astimezone(AMSTERDAM)
    found = [(script, made(script, now)) for script in scripts() if _has_regulation(script, now)]
    for script, stage in found:
        if stage.new and script.life.before:
            before(stage, script, script.life.before)
    for _, stage in found:
        if stage.new:
            learns(stage)
    return found


def _has_regulation(script: Script, now: datetime) -> bool:
    try:
        load_for(script.regulation, now.date())
    except LookupError:
        return False
    return True


def _who(stages: list[tuple[Script, Stage]]) -> Iterator[str]:
    for script, stage in stages:
        roles = stage.regulation.roles
        yield f"{script.name} ({stage.regulation.title})"
        for role, account in stage.cast.items():
            also = ", ook beheerder en functionaris gegevensbescherming" if role == stage.runs else ""
            yield f"  {account.email}: {account.name}, {roles[role].label}{also}"
        if stage.colleague:
            yield f"  {stage.colleague.email}: {stage.colleague.name}, {roles[stage.assigner].label} (collega)"
