"""How much comes from where, without keeping an address: networks are hashed with a salt that lives one day."""

from __future__ import annotations

import hashlib
import hmac
import os
from datetime import date, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from wederhoor.dossier.models import DailySalt, UsedProof
from wederhoor.organisations import attempts
from wederhoor.procedure.terms import local_date

IPV4, IPV6 = 24, 48
"""How much of an address is one network: a neighbourhood of a provider, or what one customer gets."""


def network_of(request: HttpRequest) -> str:
    """The network a visitor comes from; 'unknown' when the server does not say."""
    try:
        address = ip_address(attempts.place_of(request))
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    size = IPV6 if isinstance(address, IPv6Address) else IPV4
    return str(ip_network((address, size), strict=False))


def hashed(kind: str, value: str, *, now: datetime) -> bytes:
    """What is counted instead of the value: the same for the same value today, and untraceable when the day's salt is gone."""
    return hmac.digest(_salt(local_date(now)), f"{kind}\x1f{value}".encode(), hashlib.sha256)


@lru_cache(maxsize=2)
def _salt(day: date) -> bytes:
    DailySalt.objects.bulk_create([DailySalt(day=day, salt=os.urandom(32))], ignore_conflicts=True)
    return bytes(DailySalt.objects.values_list("salt", flat=True).get(day=day))


def run_forget(now: datetime) -> int:
    """Throw away the salts of other days, and used puzzles that would have ended by now: a chore of the worker."""
    gone, _ = DailySalt.objects.filter(day__lt=local_date(now) - timedelta(days=1)).delete()
    used, _ = UsedProof.objects.filter(until__lt=now).delete()
    return gone + used
