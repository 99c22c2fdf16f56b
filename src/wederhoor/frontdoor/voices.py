"""How the pages behind a code speak: as the regulation of the dossier does, in the organisation's own sentences."""

from __future__ import annotations

from wederhoor.dossier.asked import Shown
from wederhoor.dossier.opening import OpenDossier
from wederhoor.dossier.taking_part import Here
from wederhoor.frontdoor.publishing.providers import voice
from wederhoor.frontdoor.sentences import Voice


def voice_of(of: OpenDossier | Here | Shown) -> Voice:
    """The form of address, and whose own sentences come first."""
    member = of.member if isinstance(of, Shown) else of.row.member
    return voice(member or of.organisation, of.regulation)
