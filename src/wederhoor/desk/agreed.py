"""Whether somebody agreed to keep confidential what they see; asked of the database once per session."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from wederhoor.dossier import overseeing
from wederhoor.organisations.models import Account, Organisation

WORDING = "2026-1"
"""Of the text on the page; who agreed to an older one is asked again."""
AGREED = "agreed"


def must_agree(request: HttpRequest, account: Account, tenant: Organisation) -> bool:
    """Whether this account has still to agree here. The invented people of a demo are not asked."""
    if not settings.CONFIDENTIALITY or account.demo or request.session.get(AGREED) == tenant.pk:
        return False
    if overseeing.has_agreed(tenant, account.pk, WORDING):
        request.session[AGREED] = tenant.pk
        return False
    return True
