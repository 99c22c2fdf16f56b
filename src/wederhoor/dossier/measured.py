"""What the organisation's list of measures and recommendations follows of a dossier: the acts of which its regulation says so.

An event is the truth; a link only says that the list still has to take it up, and afterwards which row came of it.
"""

from __future__ import annotations

from wederhoor.dossier.models import Dossier, MeasureLink
from wederhoor.procedure.events import Event
from wederhoor.procedure.model import Act


def after(row: Dossier, act: Act, event: Event) -> None:
    """Leave this event for the list, in the transaction of the event."""
    if act.tracks:
        MeasureLink.objects.bulk_create([
            MeasureLink(organisation_id=row.organisation_id, dossier_id=row.id, seq=event.seq)
        ])  # fmt: skip
