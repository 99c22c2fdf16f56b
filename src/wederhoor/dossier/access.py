"""The access log: who looked, in which role, on whose behalf, at what. No names, no content; a chain of hashes."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation, tell_last
from wederhoor.dossier.models import AccessLog

REFUSED = "refused"
"""The action of a line about somebody who was not let in."""
LINE = """INSERT INTO dossier_accesslog
 (organisation_id, who, role, on_behalf_of, dossier, action, at, hits, reason, seq, previous, hash)
 VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '', '')"""  # the database makes the last three
CHECK = """
SELECT seq FROM (
  SELECT l.seq, l.hash, l.previous,
    lag(l.hash, 1, '') OVER chain AS before, lag(l.seq, 1, 0::bigint) OVER chain AS last,
    dossier_access_line(l.previous, l.seq, l.who, l.role, l.on_behalf_of, l.dossier, l.action, l.at, l.hits, l.reason) AS line
  FROM dossier_accesslog l WHERE l.organisation_id = %s WINDOW chain AS (ORDER BY l.seq)
) c WHERE c.previous <> c.before OR c.hash <> c.line OR c.seq <> c.last + 1 ORDER BY seq LIMIT 1
"""


def log(
    organisation: int, actor: Actor, action: str, *, now: datetime, dossier: str = "", hits: int | None = None,
    reason: str = "",
) -> None:  # fmt: skip
    """Write one line, in the transaction of the read itself. With its commit, because it locks the organisation's chain."""
    tell_last((LINE, (organisation, actor.who, actor.role, actor.on_behalf_of, dossier, action, now, hits, reason)))


def first_broken(organisation: int) -> int | None:
    """The first line whose place in the chain is wrong; None when the log is whole."""
    with in_organisation(organisation), connection.cursor() as cursor:
        cursor.execute(CHECK, [organisation])
        row = cursor.fetchone()
    return row[0] if row else None


def anchor(organisation: int) -> tuple[int, str]:
    """Number and hash of the last line, to be kept elsewhere every day."""
    with in_organisation(organisation):
        last = AccessLog.objects.filter(organisation_id=organisation).order_by("-seq").first()
    return (last.seq, bytes(last.hash).hex()) if last else (0, "")
