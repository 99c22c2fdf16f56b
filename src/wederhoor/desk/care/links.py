"""The ways from a dossier to its careful keeping, each for who may go it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.addresses import reverse
from wederhoor.desk.care.frame import destroys
from wederhoor.desk.signed import Signed
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.policy import NEEDS
from wederhoor.procedure.retention import retained


def keeping_links(who: Signed, dossier: OpenDossier) -> list[dict[str, str]]:
    """Who looked, the data of one person, not destroying, and (when its time has come) destroying."""
    return [
        {"label": label, "url": reverse(f"desk:{name}", args=[dossier.number]), "icon": sign}
        for name, label, sign in _of_role(dossier)
    ] + [{"label": label, "url": url, "icon": "trash"} for label, url in _of_the_end(who, dossier)]


def _of_role(dossier: OpenDossier) -> Iterator[tuple[str, str, str]]:
    actions = NEEDS[dossier.regulation.roles[dossier.actor.role].kind].actions
    if "log" in actions:
        yield "looked", gettext("Wie keek in dit dossier"), "history"
    if "inspect" in actions:
        yield "persons data", gettext("Gegevens van iemand"), "id-badge"
    if "hold" in actions:
        yield "hold", gettext("Niet vernietigen"), "lock"


def _of_the_end(who: Signed, dossier: OpenDossier) -> Iterator[tuple[str, str]]:
    """To destroying from the first day it can be; where the text names no term, to where the term is chosen."""
    kept = retained(dossier.state)
    if not destroys(who):
        return
    if kept.until and kept.until < timezone.localdate():
        yield gettext("Vernietigen"), reverse("desk:destroy", args=[dossier.number])
    elif kept.unknown:
        yield gettext("Bewaren en vernietigen"), reverse("desk:retention")
