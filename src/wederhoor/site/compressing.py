"""Pages go compressed to who comes for the first time; a page that can hold somebody's secret never does.

Compressing what holds both a secret and something that a stranger can write tells the secret by its length (BREACH), to who
makes a browser ask for it many times. A visitor who brings no session and no draft has no secret in the page; Django hides the
form's token anew each time, and so are the words of a new draft (``FRESH``): no two answers have the same.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from wederhoor.frontdoor.complaining import visit
from wederhoor.site import looks

SMALL = 500
LEVEL = 6
WORDS = ("text/html", "text/css")
FRESH = {visit.COOKIE}
"""Secrets that are made for the answer that gives them; who brings one back gets nothing compressed."""


def takes(request: HttpRequest) -> bool:
    """Whether the browser takes gzip."""
    return "gzip" in request.headers.get("Accept-Encoding", "")


def pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is asked without a session or a draft, and begins none, goes compressed."""

    def compressed(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        words = response.headers.get("Content-Type", "").startswith(WORDS) and not response.streaming
        if words:
            patch_vary_headers(response, ("Accept-Encoding",))
        if words and takes(request) and not _private(request, response) and len(response.content) > SMALL:
            _compress(response)
        return response

    return compressed


def _private(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the visitor brings, or is given, more than a choice of look or language, the token of forms, or what is fresh."""
    harmless = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, looks.SCHEME_COOKIE, looks.SIZE_COOKIE}
    known = request.COOKIES.keys() <= harmless and response.cookies.keys() <= harmless | FRESH
    return request.method != "GET" or not known or "Content-Encoding" in response


def _compress(response: HttpResponse) -> None:
    response.content = gzip.compress(response.content, LEVEL, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
