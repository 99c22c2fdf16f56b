"""The short session behind a code: the code is typed once and never kept; what is kept is its hash, for half an hour of quiet.

Several dossiers can be open in one browser. "Sluit af" forgets them all.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import OpenDossier
from wederhoor.frontdoor.guarding import guessing
from wederhoor.organisations.models import Organisation

KEY = "following"
IDLE = timedelta(minutes=30)


def opened(request: HttpRequest, organisation: Organisation, typed: str, *, now: datetime) -> OpenDossier:
    """The dossier of a typed code, and from now on its pages. Raises NotFound, and WaitFirst after too many wrong ones."""
    dossier = guessing.open_by_code(request, organisation, typed, now=now)
    keep(request, dossier, dossier.actor.known, now=now)
    return dossier


def keep(request: HttpRequest, dossier: OpenDossier, known: bytes, *, now: datetime) -> None:
    """Open its pages to this browser, under a new session key."""
    mine = _running(request, now)
    mine[_key(dossier.organisation, dossier.number)] = {
        "known": known.hex(), "person": dossier.actor.person, "seen": now.isoformat(),
    }  # fmt: skip
    request.session[KEY] = mine
    request.session.cycle_key()


def actor(request: HttpRequest, organisation: Organisation, number: str, *, now: datetime) -> Actor | None:
    """Who follows this dossier in this browser; None when nobody does, or it was quiet for too long."""
    mine = _running(request, now)
    ticket = mine.get(_key(organisation, number))
    if ticket is None:
        return None
    ticket["seen"] = now.isoformat()
    request.session[KEY] = mine
    return Actor(None, "complainant", organisation.pk, known=bytes.fromhex(ticket["known"]), person=ticket["person"])


def numbers(request: HttpRequest, organisation: Organisation, *, now: datetime) -> list[str]:
    """The dossiers of this organisation that are open in this browser."""
    start = _key(organisation, "")
    return sorted(one.removeprefix(start) for one in _running(request, now) if one.startswith(start))


def close(request: HttpRequest) -> None:
    """Forget them all."""
    request.session.pop(KEY, None)
    request.session.cycle_key()


def forget(request: HttpRequest, organisation: Organisation, number: str) -> None:
    """Forget one: its code opens nothing any more."""
    kept = request.session.get(KEY, {})
    request.session[KEY] = {one: ticket for one, ticket in kept.items() if one != _key(organisation, number)}


def _key(organisation: Organisation, number: str) -> str:
    return f"{organisation.pk}:{number}"


def _running(request: HttpRequest, now: datetime) -> dict[str, dict[str, Any]]:
    """The tickets that were used in the last half hour."""
    kept = request.session.get(KEY, {})
    return {
        number: ticket for number, ticket in kept.items() if now - datetime.fromisoformat(str(ticket["seen"])) <= IDLE
    }
