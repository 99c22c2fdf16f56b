"""What to mind when a dossier is given to somebody: the complainant's preference, and who cannot take it."""

from __future__ import annotations

from wederhoor.dossier.door import OpenDossier
from wederhoor.procedure.choices import choices_of

PREFERENCE = "mediator preference"


def wishes(dossier: OpenDossier) -> list[str]:
    """The complainant's preference for a man or a woman, in words; nothing when none was told or the regulation does not ask."""
    found = next((str(e.values[PREFERENCE]) for e in reversed(dossier.events) if e.values.get(PREFERENCE)), "")
    asked = (act.fields[PREFERENCE] for act in dossier.regulation.acts.values() if PREFERENCE in act.fields)
    field = next(asked, None)
    if not found or field is None:
        return []
    return [f"{field.label.rstrip('?')}: {choices_of(dossier.regulation, field).get(found, found)}"]
