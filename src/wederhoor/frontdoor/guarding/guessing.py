"""Codes are guessed slowly: after some wrong ones from a network (or at an organisation) every try first waits or solves a puzzle.

Nobody is locked out: who has the right code gets in, at once with the puzzle, after some seconds without it. Whether a code
exists is not to be seen: wrong, revoked and unknown ones take the same road, and the waiting comes before anything is looked up.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from wederhoor.dossier import door, keys
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.frontdoor.guarding import networks, proof
from wederhoor.frontdoor.guarding.proof import Proof
from wederhoor.frontdoor.guarding.thresholds import thresholds
from wederhoor.organisations import attempts
from wederhoor.organisations.models import Organisation

WINDOW = timedelta(minutes=15)
TICKET, SOLUTION = "ticket", "solution"
"""The fields that `frontdoor/guarding/wait.html` adds to the form with the code."""


@dataclass
class WaitFirst(Exception):
    """Not looked up: the same code again, with this ticket, after ``seconds``, or with the puzzle solved."""

    ticket: str
    puzzle: dict[str, Any]
    seconds: int


def open_by_code(request: HttpRequest, organisation: Organisation, code: str, *, now: datetime) -> OpenDossier:
    """The dossier of a typed code. Raises NotFound, or WaitFirst when there were too many wrong ones.

    Give what WaitFirst carries to the page as ``wait``.
    """
    counters = _counters(request, organisation, now)
    if _too_many(counters, now) and not _waited(request, organisation, code, now):
        rules = thresholds()
        raise WaitFirst(_ticket(organisation, code, now), proof.challenge(organisation, now=now), rules.guess_wait)
    try:
        return door.open_by_code(organisation, code, now=now)
    except NotFound:
        attempts.counted(counters, now=now)
        raise


def _counters(request: HttpRequest, organisation: Organisation, now: datetime) -> list[tuple[bytes, timedelta]]:
    place = f"{organisation.pk}"
    network = networks.hashed("guess network", f"{place}\x1f{networks.network_of(request)}", now=now)
    return [(network, WINDOW), (networks.hashed("guess organisation", place, now=now), WINDOW)]


def _too_many(counters: list[tuple[bytes, timedelta]], now: datetime) -> bool:
    rules = thresholds()
    network, organisation = attempts.standing(counters, now=now)
    return network >= rules.guesses_network or organisation >= rules.guesses_organisation


def _ticket(organisation: Organisation, code: str, moment: datetime) -> str:
    """When it was asked, for this code only."""
    told = f"{int(moment.timestamp())}.".encode() + keys.code_hash(organisation, code)
    mark = hmac.new(proof.secret(organisation, "ticket").encode(), told, hashlib.sha256)
    return f"{int(moment.timestamp())}.{mark.hexdigest()[:32]}"


def _waited(request: HttpRequest, organisation: Organisation, code: str, now: datetime) -> bool:
    told, rules = request.POST.get(TICKET, ""), thresholds()
    moment = told.partition(".")[0]
    if not (moment.isascii() and moment.isdecimal() and len(moment) < 12):
        return False
    asked = datetime.fromtimestamp(int(moment), tz=now.tzinfo)
    if not hmac.compare_digest(told.encode(), _ticket(organisation, code, asked).encode()) or asked < now - WINDOW:
        return False
    long_enough = asked <= now - timedelta(seconds=rules.guess_wait)
    return long_enough or proof.checked(organisation, request.POST.get(SOLUTION, ""), told, now=now) is Proof.GOOD
