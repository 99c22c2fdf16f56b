"""What resembles a complaint, in words for a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from wederhoor.dossier.likeness import Alike


def _words(kind: str) -> str:
    return {
        "name": gettext("zelfde naam"), "mail": gettext("zelfde e-mailadres"), "telephone": gettext("zelfde telefoonnummer"),
        "accused": gettext("over dezelfde persoon"), "place": gettext("zelfde plek, kort geleden"), "words": gettext("lijkt op het onderwerp"),
    }[kind]  # fmt: skip


def rows(found: Sequence[Alike]) -> dict[str, Any]:
    """The dossiers that may be opened."""
    listed = [
        {
            "number": row.number, "url": reverse("desk:dossier", args=[row.number]), "subject": row.subject,
            "received": row.received_on, "closed": row.closed, "because": ", ".join(map(_words, row.because)),
        }
        for row in found
    ]  # fmt: skip
    return {"rows": listed}
