"""Invitations: a link that works once, with which somebody sets a password of their own. Only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import Combinable

from wederhoor.organisations import sessions
from wederhoor.organisations.models import Account, Invitation, Organisation

VALID = timedelta(days=7)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def invite(account: Account, organisation: Organisation | None, *, now: datetime) -> str:
    """A fresh link's token; earlier links of this account stop working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke(account, now=now)
        Invitation.objects.create(
            account=account, organisation=organisation, hash=_hash(token), sent=now, until=now + VALID
        )
    return token


def waits() -> Combinable:
    """Of a membership: whether its account cannot sign in, because it was shut or its invitation was not taken up."""
    invited = Exists(Invitation.objects.filter(account=OuterRef("account_id")))
    without = Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX) & Q(invited)
    return ExpressionWrapper(Q(account__is_active=False) | without, output_field=BooleanField())


def revoke(account: Account, *, now: datetime) -> int:
    """The links that are out stop working; returns how many there were."""
    return Invitation.objects.filter(account=account, accepted=None, revoked=None).update(revoked=now)


def find(token: str, *, now: datetime) -> Invitation | None:
    """The invitation behind a link that still works."""
    rows = Invitation.objects.filter(hash=_hash(token), accepted=None, revoked=None, until__gte=now)
    return rows.select_related("account", "organisation").first()


def accept(invitation: Invitation, password: str, *, now: datetime) -> bool:
    """Set the password; False when another got there first with the same link."""
    with transaction.atomic():
        mine = Invitation.objects.filter(pk=invitation.pk, accepted=None, revoked=None)
        if not mine.update(accepted=now):
            return False
        account = invitation.account
        account.set_password(password)
        account.is_active = True
        account.save(update_fields=["password", "is_active"])
        sessions.end(account.pk)
    return True
