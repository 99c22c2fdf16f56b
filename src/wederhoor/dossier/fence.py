"""The second fence between organisations: PostgreSQL row-level security, opened for one transaction at a time.

Inside ``in_organisation`` the connection sees the rows of that organisation, and of the dossiers the account is
assigned to elsewhere; a superuser, whom no fence stops, becomes the application role. All settings are local to the
transaction, so nothing leaks to the next request. Always outermost:
never inside a transaction of your own, because the access log takes a lock until its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from uuid import UUID

from django.db import Error, connection, transaction
from psycopg.pq import TransactionStatus

from wederhoor.organisations.prepared import Rows, Told, ask, ask_at_once, tell, tell_at_once

OPEN = """SELECT set_config('app.organisation', %s, true), set_config('app.account', %s, true), set_config('role',
  CASE WHEN current_setting('is_superuser') = 'on' THEN 'wederhoor_app' ELSE current_setting('role') END, true)"""
UNHURRIED = ", set_config('synchronous_commit', 'off', true)"
ON_DISK = "SELECT pg_logical_emit_message(true, 'wederhoor', '')"
"""A line in PostgreSQL's own log that says nothing: once it is on disk, so is all that was written before it."""
NOW = "SELECT current_setting('app.organisation', true), current_setting('app.account', true), current_setting('role')"
BACK = (
    "SELECT set_config('app.organisation', %s, true), set_config('app.account', %s, true), set_config('role', %s, true)"
)


END = "COMMIT"
WROTE = "SELECT pg_current_xact_id_if_assigned() IS NOT NULL"
"""Whether this transaction changed or locked any row. PostgreSQL gives it a number of its own at the first."""
_LAST: ContextVar[list[Told] | None] = ContextVar("what is told with the commit", default=None)


def _ask(query: str, *values: str) -> tuple[str, ...]:
    return tuple(value or "" for value in ask(query, values)[0])


def tell_last(told: Told, *, before: bool = False) -> None:
    """Do this with the commit, in one go: a lock that it takes is not held while Python or the disk is busy with something else.

    ``before`` what waits already. At once within a savepoint or another fence, which have an end of their own.
    """
    waiting = _LAST.get()
    if waiting is None or connection.savepoint_ids:
        tell(*told)
    else:
        waiting.insert(0 if before else len(waiting), told)


def look(organisation: int, *asked: Told) -> list[Rows]:
    """What these give in which only this organisation exists: fence, questions and end in one go."""
    if connection.in_atomic_block:
        with in_organisation(organisation, asking=asked) as found:
            return found
    with transaction.atomic():
        return ask_at_once(*asked, first=(OPEN, (str(organisation), "")), last=(END, ()))


@contextmanager
def in_organisation(
    *organisations: int, account: UUID | None = None, many: bool = False, asking: Sequence[Told] = ()
) -> Iterator[list[Rows]]:
    """One transaction in which only these organisations (and this account's assignments) exist.

    ``many`` do this at the same moment: the next one need not wait until the disk has this one. Who did it does wait.
    Gives the rows of what is asked first (``asking``), which goes together with the fence.
    """
    nested = connection.in_atomic_block
    before, open_up = _ask(NOW) if nested else (), OPEN + UNHURRIED if many and not nested else OPEN
    last: list[Told] | None = None if nested else []
    outer = _LAST.set(last)
    try:
        with transaction.atomic():
            fence = open_up, (",".join(map(str, organisations)), account.hex if account else "")
            found = ask_at_once(*asking, first=fence)
            try:
                yield found
            except Exception:
                if last is not None:
                    _end_of_nothing()
                raise
            if last is None:
                _ask(BACK, *before)
            else:
                _end(last, on_disk=open_up != OPEN)
    finally:
        _LAST.reset(outer)


def _end(last: list[Told], *, on_disk: bool) -> None:
    """The transaction ends here when something is told with its commit; else Django ends it."""
    wait: list[Told] = [(ON_DISK, ())] if on_disk else []
    if (last or wait) and not connection.needs_rollback:
        tell_at_once(*last, (END, ()), *wait)


def _end_of_nothing() -> None:
    """Who is refused before anything was written leaves nothing to undo: end it as any other.

    At a rollback psycopg forgets every statement that PostgreSQL has a plan of, and all are made again.
    """
    line = connection.connection
    if connection.needs_rollback or line is None or line.info.transaction_status != TransactionStatus.INTRANS:
        return
    with suppress(Error):  # the database went away: Django ends it, and what was refused is what is told
        if not ask(WROTE)[0][0]:
            tell(END, ())
