"""The second fence between organisations: PostgreSQL row-level security, opened for one transaction at a time.

Inside ``in_organisation`` the connection sees the rows of that organisation, and of the dossiers the account is
assigned to elsewhere; a superuser, whom no fence stops, becomes the application role. All settings are local to the
transaction, so nothing leaks to the next request. Always outermost:
never inside a transaction of your own, because the access log takes a lock until its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from wederhoor.organisations.prepared import ask

OPEN = """SELECT set_config('app.organisation', %s, true), set_config('app.account', %s, true), set_config('role',
  CASE WHEN current_setting('is_superuser') = 'on' THEN 'wederhoor_app' ELSE current_setting('role') END, true)"""
UNHURRIED = ", set_config('synchronous_commit', 'off', true)"
ON_DISK = "SELECT pg_logical_emit_message(true, 'wederhoor', '')"
"""A line in PostgreSQL's own log that says nothing: once it is on disk, so is all that was written before it."""
NOW = "SELECT current_setting('app.organisation', true), current_setting('app.account', true), current_setting('role')"
BACK = (
    "SELECT set_config('app.organisation', %s, true), set_config('app.account', %s, true), set_config('role', %s, true)"
)


def _ask(query: str, *values: str) -> tuple[str, ...]:
    return tuple(value or "" for value in ask(query, values)[0])


@contextmanager
def in_organisation(*organisations: int, account: UUID | None = None, many: bool = False) -> Iterator[None]:
    """One transaction in which only these organisations (and this account's assignments) exist.

    ``many`` do this at the same moment: the next one need not wait until the disk has this one. Who did it does wait.
    """
    nested = connection.in_atomic_block
    before, open_up = _ask(NOW) if nested else (), OPEN + UNHURRIED if many and not nested else OPEN
    with transaction.atomic():
        _ask(open_up, ",".join(map(str, organisations)), account.hex if account else "")
        yield
        if nested:
            _ask(BACK, *before)
    if open_up != OPEN:
        _ask(ON_DISK)
