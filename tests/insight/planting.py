"""Complaints planted straight into the lists: what signals and dashboard count, without the story behind each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Summary
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.terms import AMSTERDAM

FILE = "jot/2024-01-01.yaml"


def plant(
    organisation: Organisation, rows: Iterable[tuple[date, str, Location | None]], *, file: str = FILE, **columns: Any
) -> None:
    """One open complaint per row: the day, the theme, the location."""
    with in_organisation(organisation.pk):
        start = Dossier.objects.count()
        dossiers, summaries = [], []
        for number, (day, theme, place) in enumerate(rows, start + 1):
            at = datetime.combine(day, time(9), AMSTERDAM)
            known = {
                "organisation": organisation,
                "number": f"K-{day.year}-{number:05d}",
                "regulation": file,
                "location": place,
            }
            dossier = Dossier(
                id=uuid.uuid4(),
                code_hash=uuid.uuid4().bytes,
                version="1",
                submitted_key=uuid.uuid4().hex,
                received=at,
                **known,
            )
            dossiers.append(dossier)
            usual: dict[str, Any] = {
                "law": "wlz",
                "phase": "handling",
                "last_seq": 1,
                "last_act": "receive",
                "last_at": at,
            }
            summaries.append(Summary(dossier_id=dossier.id, theme=theme, received_on=day, **known, **(usual | columns)))
        Dossier.objects.bulk_create(dossiers)
        Summary.objects.bulk_create(summaries)


def every(
    days: int, theme: str, place: Location | None, first: date, last: date
) -> list[tuple[date, str, Location | None]]:
    """A complaint every so many days."""
    return [(first + timedelta(days=day), theme, place) for day in range(0, (last - first).days, days)]
