"""Who looked in the dossier: when, in which role and at what. Never a name of who works there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from wederhoor.dossier import overseeing
from wederhoor.dossier.actor import BY_LINK
from wederhoor.dossier.opening import OpenDossier
from wederhoor.dossier.overseeing import Look
from wederhoor.dossier.policy import PARTIES
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.sentences import dutch, say
from wederhoor.frontdoor.voices import voice_of
from wederhoor.procedure.saying import role_label

LOOKED = {
    "read": "read", "act": "read", "document": "document", "papers": "document", "original": "document", "inspections": "document",
    "refused": "refused", "read log": "log", "new code": "code", "mail code": "code", "give code": "code", "exchange code": "code",
}  # fmt: skip
"""What was done, in few words; everything else is work in the dossier."""
OTHERS = {"worker": "system", "witness": "asked", "partner": "asked", "chain partner": "asked", BY_LINK: "asked"}
CLOSE, CLOSE_OWN = 60, 1800
"""Seconds."""


@require_safe
@follower
def looked(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """The lines of the access log of this dossier, the newest first."""
    dossier = who.opened("log")
    parties = frozenset(name for name, role in dossier.regulation.roles.items() if role.kind in PARTIES)
    found = overseeing.looked_at(dossier, parties=parties, actor=who.actor, now=timezone.now())
    return shown(request, who, dossier, "looked", rows=_together([_row(dossier, look) for look in found]))


def _row(dossier: OpenDossier, look: Look) -> dict[str, Any]:
    address, acts = voice_of(dossier), dossier.regulation.acts
    own = look.role == dossier.actor.role
    role = say("following.looked.you", address) if own else dutch(role_label(dossier.state, look.role))
    if look.role in OTHERS:
        role = say(f"following.looked.{OTHERS[look.role]}", address)
    told = look.action in acts and not acts[look.action].internal
    what = (
        dutch(acts[look.action].done) if told else say(f"following.looked.{LOOKED.get(look.action, 'worked')}", address)
    )
    return {"at": look.at, "role": role, "what": what, "own": own}


def _together(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same by the same role close together is one line: own looks of half an hour, others' of a minute."""
    found: list[dict[str, Any]] = []
    for row in rows:
        last = found[-1] if found else None
        same = last and last["role"] == row["role"] and (row["own"] or last["what"] == row["what"])
        if last and same and (last["at"] - row["at"]).total_seconds() < (CLOSE_OWN if row["own"] else CLOSE):
            continue
        found.append(row)
    return found
