"""A puzzle that costs a browser a second and a flood of them a lot; a solution counts once. The puzzle is altcha's, all on this site."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, Literal

from altcha import v1

from wederhoor.dossier import keys
from wederhoor.dossier.models import UsedProof
from wederhoor.frontdoor.guarding.thresholds import thresholds
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import ask

LONGEST = 2000
USE = "INSERT INTO dossier_usedproof (hash, submission, until) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1"
ALGORITHM: Literal["SHA-256"] = "SHA-256"


class Proof(Enum):
    """What came of looking at a solution."""

    GOOD = "good"
    ABSENT = "absent"
    FORGED = "forged"


def secret(organisation: Organisation, about: str) -> str:
    """A key of its own for each use, made from the organisation's key."""
    return hmac.new(keys.organisation_key(organisation), f"guard\x1f{about}".encode(), hashlib.sha256).hexdigest()


def challenge(organisation: Organisation, *, now: datetime) -> dict[str, Any]:
    """A fresh puzzle for one form."""
    rules = thresholds()
    made = v1.create_challenge(
        v1.ChallengeOptions(
            algorithm=ALGORITHM, max_number=rules.proof_work, hmac_key=secret(organisation, "proof"),
            expires=now + timedelta(seconds=rules.proof_valid),
        )
    )  # fmt: skip
    return {"salt": made.salt, "challenge": made.challenge, "signature": made.signature, "most": made.max_number}


def checked(organisation: Organisation, solution: str, submission: str, *, now: datetime) -> Proof:
    """Whether a solution is ours, right, in time and new. One that came too late counts as absent, the same form sent twice as good."""
    if not solution or len(solution) > LONGEST:
        return Proof.ABSENT
    try:
        payload = json.loads(base64.b64decode(solution, validate=True))
        known = v1.PayloadType(
            algorithm=ALGORITHM, challenge=str(payload["challenge"]), number=int(payload["number"]), salt=str(payload["salt"]),
            signature=str(payload["signature"]),
        )  # fmt: skip
        right, _ = v1.verify_solution(known, secret(organisation, "proof"), check_expires=False)
        until = datetime.fromtimestamp(int(v1.extract_params(known)["expires"][0]), UTC)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
        return Proof.FORGED
    if not right:
        return Proof.FORGED
    if until < now:
        return Proof.ABSENT
    return Proof.GOOD if _first_use(known["challenge"], submission, until) else Proof.FORGED


def _first_use(puzzle: str, submission: str, until: datetime) -> bool:
    """Remember it; False when another submission used it before."""
    mark, mine = hashlib.sha256(puzzle.encode()).digest(), hashlib.sha256(submission.encode()).digest()
    first = ask(USE, [mark, mine, until])
    return bool(first) or UsedProof.objects.filter(hash=mark, submission=mine).exists()


def solved(puzzle: dict[str, Any]) -> str:
    """The solution, as a browser sends it; for tests and benchmarks, because it takes a moment."""
    found = v1.solve_challenge(puzzle["challenge"], puzzle["salt"], ALGORITHM, puzzle["most"])
    if found is None:
        raise ValueError("this puzzle has no solution")
    told = {"algorithm": ALGORITHM, "number": found.number} | {k: puzzle[k] for k in ("challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(told).encode()).decode()
