"""What a dossier waits for beside its duties: questions without an answer, and what the complainant's wish closes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from wederhoor.dossier.door import OpenDossier
from wederhoor.procedure.watching import impossible, open_questions


def questions(dossier: OpenDossier, known: Mapping[str, str], now: datetime) -> list[dict[str, Any]]:
    """Whom something was asked who did not answer yet, the longest waiting first; only what this person may know of."""
    seen = {event.seq for event in dossier.events}
    return [
        {
            "who": dossier.called(one.person) or known.get(one.person) or gettext("Iemand anders"), "asked": one.asked,
            "before": one.before, "late": one.late,
        }
        for one in open_questions(dossier.state, now) if one.seq in seen
    ]  # fmt: skip


def closed_by_wish(dossier: OpenDossier, now: datetime) -> dict[str, list[str]]:
    """The acts that cannot be done because somebody may hear nothing, under the reason: the complainant can change that."""
    found: dict[str, list[str]] = {}
    for one in impossible(dossier.state, now):
        if one.wish:
            found.setdefault(one.because, []).append(one.label)
    return found
