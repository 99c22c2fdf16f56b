"""A small counter against guessing, in the database, so that it counts over all processes.

What is counted stands under a keyed hash: whoever reads the table learns no address.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from wederhoor.organisations.models import Attempts
from wederhoor.organisations.prepared import ask

WINDOW = timedelta(minutes=15)
MOST_BY_ADDRESS = 10
MOST_BY_PLACE = 60
KEPT = timedelta(days=1)
COUNT = """
INSERT INTO organisations_attempts AS a (key, since, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN a.since < %s THEN 1 ELSE a.count + 1 END,
  since = CASE WHEN a.since < %s THEN EXCLUDED.since ELSE a.since END
RETURNING count
"""

COUNT_ALL = """
INSERT INTO organisations_attempts AS a (key, since, count)
SELECT t.key, %s::timestamptz, 1 FROM unnest(%s::bytea[], %s::timestamptz[]) AS t(key, old) ORDER BY t.key
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN a.since < (SELECT o.old FROM unnest(%s::bytea[], %s::timestamptz[]) AS o(key, old) WHERE o.key = a.key)
    THEN 1 ELSE a.count + 1 END,
  since = CASE WHEN a.since < (SELECT o.old FROM unnest(%s::bytea[], %s::timestamptz[]) AS o(key, old) WHERE o.key = a.key)
    THEN EXCLUDED.since ELSE a.since END
RETURNING key, count
"""
COUNT_UNHURRIED = f"""
WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true)), counted AS ({COUNT_ALL})
SELECT key, count FROM counted, unhurried
"""  # noqa: S608  # constants only
"""The same without waiting for the disk: what a crash of the database loses is at most the counts of its last second."""


def _key(kind: str, value: str) -> bytes:
    told = f"{kind}\x1f{value.strip().lower()}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), b"attempts\x1f" + told, hashlib.sha256)


def place_of(request: HttpRequest) -> str:
    """The network address of the visitor; behind a proxy the one the proxy saw."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return told.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _count(kind: str, value: str, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_key(kind, value), now, now - WINDOW, now - WINDOW])
        return int(cursor.fetchone()[0])


def counted(counters: Sequence[tuple[bytes, timedelta]], *, now: datetime) -> list[int]:
    """Count one more under each of these hashes, each within its own window, in one question; the counts in the same order."""
    keys, old = [key for key, _ in counters], [now - window for _, window in counters]
    statement = COUNT_ALL if connection.in_atomic_block else COUNT_UNHURRIED  # another's transaction may be in a hurry
    found = {bytes(key): int(count) for key, count in ask(statement, [now, keys, old, keys, old, keys, old])}
    return [found[key] for key in keys]


def standing(counters: Sequence[tuple[bytes, timedelta]], *, now: datetime) -> list[int]:
    """The same counts without counting."""
    rows = Attempts.objects.filter(key__in=[key for key, _ in counters]).values_list("key", "since", "count")
    found = {bytes(key): (since, count) for key, since, count in rows}
    return [found[key][1] if key in found and found[key][0] >= now - window else 0 for key, window in counters]


def run_forget(now: datetime) -> int:
    """Remove what is counted no more: a chore of the worker."""
    return Attempts.objects.filter(since__lt=now - KEPT).delete()[0]


def too_many(kind: str, *, address: str, place: str, now: datetime) -> bool:
    """Count one try at something by this address from this place, and say whether it was one too many."""
    counted = [
        _count(kind, f"address {address}", now) > MOST_BY_ADDRESS,
        _count(kind, f"place {place}", now) > MOST_BY_PLACE,
    ]
    if any(counted):
        Attempts.objects.filter(since__lt=now - KEPT).delete()
    return any(counted)


def forget(kind: str, addresses: Iterable[str]) -> None:
    """It succeeded: the count of these addresses starts again."""
    Attempts.objects.filter(key__in=[_key(kind, f"address {address}") for address in addresses]).delete()
