"""The session store: Django's own in the database, with the account beside it so that sessions can be listed and ended."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from wederhoor.organisations.models import Session
from wederhoor.organisations.prepared import Given, Prepared

KEPT = Prepared(lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now")))


class SessionStore(DatabaseStore):
    """What SESSION_ENGINE names."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = KEPT.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None  # as Django does: a key that is not there is not taken over
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        whose = data.get(SESSION_KEY)
        row.account = UUID(whose) if whose else None
        return row


def end(account: UUID, *, but: str | None = "") -> int:
    """End the sessions of an account, all or all but one; returns how many."""
    mine = Session.objects.filter(account=account)
    return (mine.exclude(session_key=but) if but else mine).delete()[0]
