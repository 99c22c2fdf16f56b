"""How suspicious a complaint looks. It is never refused: what weighs enough waits in quarantine for a person to look."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from wederhoor.dossier.likeness import plain
from wederhoor.frontdoor.guarding import networks, proof
from wederhoor.frontdoor.guarding.proof import Proof
from wederhoor.frontdoor.guarding.thresholds import Thresholds, thresholds
from wederhoor.organisations import attempts
from wederhoor.organisations.models import Organisation

TRAP, STAMP, SOLUTION = "website", "opened", "solution"
"""The fields that the guard adds to a form."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHORT = 40
"""Fewer signs than this can be equal by chance: 'Het eten is koud.'"""


@dataclass(frozen=True, slots=True)
class Weight:
    """What was noticed, by code, and how much it weighs together."""

    score: int
    signs: tuple[str, ...]
    most: int

    @property
    def suspicion(self) -> tuple[str, ...]:
        """Why it has to wait for a look; empty when it passes. Give it to ``door.receive``."""
        return self.signs if self.score >= self.most else ()


def fields(organisation: Organisation, *, now: datetime) -> dict[str, Any]:
    """What `frontdoor/guarding/fields.html` puts in a form, as ``guard`` in the context."""
    return {"stamp": _stamp(organisation, int(now.timestamp())), "puzzle": proof.challenge(organisation, now=now)}


def _stamp(organisation: Organisation, moment: int) -> str:
    mark = hmac.new(proof.secret(organisation, "opened").encode(), str(moment).encode(), hashlib.sha256)
    return f"{moment}.{mark.hexdigest()[:32]}"


def weigh(
    request: HttpRequest, organisation: Organisation, *, now: datetime, text: str = "", submission: str = ""
) -> Weight:
    """Weigh what was sent to an organisation (who keeps the dossiers). ``text`` is the story, ``submission`` the key of the form.

    Counts as one complaint of this network; call it once per form that is sent.
    """
    rules = thresholds()
    found = [*_of_form(request, organisation, submission, rules, now), *_of_budgets(request, organisation, text, rules, now)]  # fmt: skip
    return Weight(sum(weight for _, weight in found), tuple(sign for sign, _ in found), rules.quarantine_from)


def _of_form(
    request: HttpRequest, organisation: Organisation, submission: str, rules: Thresholds, now: datetime
) -> Iterator[tuple[str, int]]:
    if request.POST.get(TRAP):
        yield "trap", rules.trap
    yield from _of_stamp(organisation, request.POST.get(STAMP, ""), rules, now)
    match proof.checked(organisation, request.POST.get(SOLUTION, ""), submission, now=now):
        case Proof.ABSENT:
            yield "unproved", rules.unproved
        case Proof.FORGED:
            yield "forged proof", rules.forged


def _of_stamp(organisation: Organisation, stamp: str, rules: Thresholds, now: datetime) -> Iterator[tuple[str, int]]:
    moment = stamp.partition(".")[0]
    if not stamp:
        yield "unstamped", rules.unstamped
    elif not (moment.isascii() and moment.isdecimal() and len(moment) < 12) or not hmac.compare_digest(
        stamp.encode(), _stamp(organisation, int(moment)).encode()
    ):
        yield "forged stamp", rules.forged
    elif now.timestamp() - int(moment) < rules.seconds_to_fill:
        yield "fast", rules.fast


def _of_budgets(
    request: HttpRequest, organisation: Organisation, text: str, rules: Thresholds, now: datetime
) -> Iterator[tuple[str, int]]:
    words, place = plain(text), f"{organisation.pk}"
    counters = [
        (networks.hashed("network", f"{place}\x1f{networks.network_of(request)}", now=now), HOUR),
        (networks.hashed("organisation", place, now=now), HOUR),
    ]
    if len(words) >= SHORT:
        counters.append((networks.hashed("text", f"{place}\x1f{words}", now=now), DAY))
    from_network, to_organisation, *same = attempts.counted(counters, now=now)
    if from_network > rules.network_flood:
        yield "flooding network", rules.flooding_network
    elif from_network > rules.network:
        yield "busy network", rules.busy_network
    if to_organisation > rules.organisation:
        yield "busy organisation", rules.busy_organisation
    if same and same[0] >= rules.copies:
        yield "same text", rules.same_text
