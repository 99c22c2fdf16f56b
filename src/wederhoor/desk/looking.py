"""Opening a dossier for a page: absent and forbidden are the same answer, a page that is not there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404
from django.utils import timezone

from wederhoor.desk.signed import Signed
from wederhoor.dossier.door import Intent, NotFound, OpenDossier, Outcome, act_on, open_dossier


def opened(
    who: Signed, number: str, action: str = "read", beside: Callable[[OpenDossier], None] | None = None
) -> OpenDossier:
    """The dossier for this person; `beside` reads more of it in the same transaction. Raises Http404."""
    if "\0" in number:
        raise Http404
    try:
        return open_dossier(who.tenant, number, actor=who.actor, action=action, now=timezone.now(), beside=beside)
    except NotFound:
        raise Http404 from None


def acting(who: Signed, number: str, ask: Callable[[OpenDossier], Intent | None]) -> tuple[OpenDossier, Outcome | None]:
    """The dossier, and what came of doing in it what `ask` says. Raises Http404, Conflict."""
    if "\0" in number:
        raise Http404
    try:
        return act_on(who.tenant, number, ask, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
