"""Opening a dossier for a page: absent and forbidden are the same answer, a page that is not there."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from wederhoor.desk.signed import Signed
from wederhoor.dossier.door import NotFound, OpenDossier, open_dossier


def opened(who: Signed, number: str, action: str = "read") -> OpenDossier:
    """The dossier for this person. Raises Http404."""
    if "\0" in number:
        raise Http404
    try:
        return open_dossier(who.tenant, number, actor=who.actor, action=action, now=timezone.now())
    except NotFound:
        raise Http404 from None
