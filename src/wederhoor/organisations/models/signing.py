"""What signing in needs: sessions that know whose they are, invitations with a one-time link, and counted attempts."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from wederhoor.organisations.models.core import Account, Organisation


class Session(AbstractBaseSession):
    """A session with its account, so that it can be listed and ended."""

    account = models.UUIDField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        db_table = "organisations_session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that knows this table."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")  # type: ignore[no-any-return]  # named in the settings


class Invitation(models.Model):
    """A link with which somebody sets a password of their own, once. Of the link only the hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    hash = models.BinaryField(unique=True)
    sent = models.DateTimeField()
    until = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-sent",)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Attempts(models.Model):
    """How often something was tried. ``key`` is a keyed hash of an address or a network address: nobody is in it."""

    key = models.BinaryField(primary_key=True)
    since = models.DateTimeField()
    count = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("since",), name="attempts_since")]

    def __str__(self) -> str:
        return str(self.count)
