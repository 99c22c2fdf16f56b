"""Who is at these pages: somebody who came in by an invitation, or an account that is somebody in the dossier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from wederhoor.dossier import taking_part
from wederhoor.dossier.door import open_dossier
from wederhoor.dossier.opening import NotFound, OpenDossier
from wederhoor.dossier.taking_part import Entered, Here
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations.models import Account

SESSION = "taking part"
"""In the session: the dossiers somebody came in to, each with its organisation and the secret of this visit."""


def remember(request: HttpRequest, entered: Entered) -> None:
    """They came in: from now on this browser may show the dossier."""
    kept = request.session.get(SESSION, {})
    request.session.cycle_key()
    request.session[SESSION] = {**kept, entered.dossier.hex: [entered.organisation, entered.token]}


def forget(request: HttpRequest, dossier: UUID) -> None:
    """This browser may show the dossier no more."""
    request.session[SESSION] = {k: v for k, v in request.session.get(SESSION, {}).items() if k != dossier.hex}


def everywhere(request: HttpRequest, now: datetime) -> list[Here]:
    """Every dossier this visitor takes part in, by invitation and by account, each once."""
    found = [one for key in request.session.get(SESSION, {}) if (one := _by_session(request, UUID(hex=key), now))]
    if isinstance(request.user, Account):
        found += taking_part.here_by_account(request.user, now=now)
    return list({one.row.id: one for one in reversed(found)}.values())[::-1]


def _by_session(request: HttpRequest, dossier: UUID, now: datetime) -> Here | None:
    kept = request.session.get(SESSION, {}).get(dossier.hex)
    if not kept:
        return None
    try:
        return taking_part.here_by_session(int(kept[0]), dossier, str(kept[1]), now=now)
    except NotFound:
        return None


def here_or_404(request: HttpRequest, dossier: UUID, now: datetime) -> Here:
    """Who this visitor is in this dossier. Raises Http404 for who is nobody there, as for a dossier that is not there."""
    if found := _by_session(request, dossier, now):
        return found
    account = request.user if isinstance(request.user, Account) else None
    mine = taking_part.here_by_account(account, now=now) if account else []
    found = next((one for one in mine if one.row.id == dossier), None)
    if found is None:
        raise Http404
    return found


def opened(here: Here, now: datetime, action: str = "read") -> OpenDossier:
    """The dossier as far as it is theirs; the look is logged. Raises Http404."""
    if here.asked_only:
        raise Http404
    try:
        return open_dossier(here.organisation, here.row.number, actor=here.actor, action=action, now=now)
    except NotFound:
        raise Http404 from None


def taking(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of somebody who takes part: gets ``here`` in the place of the dossier in the address. Never cached."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, dossier: UUID, **more: Any) -> HttpResponseBase:
        return view(request, here_or_404(request, dossier, timezone.now()), **more)

    return page


def look(here: Here) -> dict[str, Any]:
    """What the frame of every page needs: whose it is, the form of address, and the way home."""
    return frame(here.organisation, voice_of(here)) | {
        "key": here.row.id,
        "number": here.row.number,
        "here": here,
    }


def frame(organisation: Any, address: str) -> dict[str, Any]:
    """The same before anybody came in."""
    mine = {
        "name": organisation.name,
        "colour": organisation.brand_colour.lstrip("#"),
        "logo_url": organisation.logo_url,
    }
    return {"organisation": mine, "address": address, "home_url": "/meedoen/"}
