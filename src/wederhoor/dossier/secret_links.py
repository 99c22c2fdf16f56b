"""The address of a link with a secret in it: '<organisation>.<secret>'. Only a hash of the secret is kept."""

from __future__ import annotations

import hashlib

from wederhoor.dossier.opening import NotFound
from wederhoor.organisations.models import Organisation


def hashed(secret: str) -> bytes:
    """What is kept of a secret that nobody can guess."""
    return hashlib.sha256(secret.encode()).digest()


def organisation_of(address: str) -> tuple[Organisation, str]:
    """Whose link it is, and its secret. Raises NotFound."""
    place, _, secret = address.partition(".")
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 10 else 0
    organisation = Organisation.objects.filter(pk=number).first()
    if organisation is None or not secret:
        raise NotFound
    return organisation, secret
