"""Views that belong to no side in particular: the theme of an organisation, and the visitor's choice of look."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from wederhoor.organisations.models import Logo
from wederhoor.site import compressing, looks
from wederhoor.site.theme import stylesheet


@require_safe
def theme(request: HttpRequest, colour: str) -> HttpResponse:
    """``/theme/<colour>.css``: one brand's custom properties with our own rules; the address changes with both, so it keeps."""
    try:
        plain, small = _styles(colour.lower(), looks.styles())
    except ValueError as error:
        raise Http404(str(error)) from error
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    packed = {"Content-Encoding": "gzip"} if compressing.takes(request) else {}
    return HttpResponse(small if packed else plain, content_type="text/css; charset=utf-8", headers=headers | packed)


@lru_cache(maxsize=64)
def _styles(colour: str, version: str) -> tuple[bytes, bytes]:
    """The style sheet as it is, and compressed. Raises ValueError for what is no colour."""
    css = f"{stylesheet(colour)}\n{bare(looks.SITE_CSS.read_text(encoding='utf-8'))}".encode()
    return css, gzip.compress(css, mtime=0)


QUOTED_OR_SPARE = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*;\s*(?=\})|\s*([{};])\s*|([:,])\s+|(\s+)""", re.DOTALL
)
"""Texts between quotes, which stay as they are; and what only the makers of a style sheet read."""


def bare(css: str) -> str:
    """A style sheet without what only its makers read: comments, and spaces outside texts."""
    return QUOTED_OR_SPARE.sub(lambda found: found[1] or found[2] or found[3] or (" " if found[4] else ""), css).strip()


@require_safe
def logo(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """An organisation's logo, as its pages show it."""
    row = Logo.objects.filter(organisation__code=code, organisation__logo_version=version).first()
    if row is None:
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(bytes(row.png), content_type="image/png", headers=headers)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep ``scheme`` and ``letters`` from the form in cookies and go back to the page where it was asked."""
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    for cookie, allowed in ((looks.SCHEME_COOKIE, looks.SCHEMES), (looks.SIZE_COOKIE, looks.SIZES)):
        value = request.POST.get(cookie, "")
        if value in allowed:
            response.set_cookie(cookie, value, looks.YEAR_IN_SECONDS, samesite="Lax", secure=request.is_secure())
    return response
