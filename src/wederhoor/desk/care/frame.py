"""What the pages of careful keeping share: which of them somebody has, and the tabs between them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.signed import Signed, frame
from wederhoor.dossier import overseeing, policy


def destroys(who: Signed) -> bool:
    """Whether the role destroys dossiers at its own organisation."""
    role = who.regulation.roles[who.role]
    own = who.membership.organisation_id == who.tenant.pk
    return own and "destroy" in policy.NEEDS[role.kind].actions


def oversees(who: Signed) -> bool:
    """Whether this is a privacy officer of the organisation."""
    return overseeing.oversees(who.tenant, who.account.pk, timezone.localdate())


def care_frame(request: HttpRequest, who: Signed, current: str) -> dict[str, Any]:
    """The frame with the tabs that are for this person."""
    tabs = []
    if destroys(who):
        tabs.append((gettext("Bewaren en vernietigen"), reverse("desk:retention"), "retention"))
    if oversees(who):
        tabs.append((gettext("Logboek"), reverse("desk:access log"), "log"))
    shown = [{"label": label, "url": url, "current": code == current} for label, url, code in tabs]
    return frame(request, who, "care") | {"tabs": shown if len(shown) > 1 else []}
