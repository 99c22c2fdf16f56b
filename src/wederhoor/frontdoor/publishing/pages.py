"""What every public page of a provider starts with."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.frontdoor.publishing.guidance import helper
from wederhoor.frontdoor.publishing.providers import Provider, find
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.free import complaining_is_free


def provider_or_404(code: str, *, shut_too: bool = False) -> Provider:
    """The provider with this code; "not found" is a page that says so. What is behind a code is there ``shut_too``."""
    found = find(code, timezone.localdate(), shut_too=shut_too)
    if found is None:
        raise Http404(gettext("Deze zorgaanbieder staat hier niet."))
    return found


def context_of(provider: Provider, **more: Any) -> dict[str, Any]:
    """What the frame of the page needs (name, colour, form of address, who helps), with what the page adds."""
    now = timezone.now().astimezone(AMSTERDAM)
    base = {
        "organisation": provider, "provider": provider, "address": provider.address, "home_url": provider.url,
        "help": helper(provider.regulation, now), "complain_url": provider.complain_url,
        "free": complaining_is_free(provider.regulation),
    }  # fmt: skip
    return {**base, **more}
