"""The policy for content of every page: made once. The library makes it anew for each answer, and then again for a report of none."""

from __future__ import annotations

from functools import lru_cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """The library's middleware; a page with a policy or a nonce of its own goes through it as ever."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with the policy."""
        own = getattr(request, "_csp_nonce", None) or any(name.startswith("_csp_") for name in vars(response))
        if own:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _usual())
        return response


@lru_cache(maxsize=1)
def _usual() -> str:
    return build_policy()
