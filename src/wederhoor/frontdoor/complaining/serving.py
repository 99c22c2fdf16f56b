"""What every page of a complaint has in common: the visitor, the frame, going on, and a database that is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wederhoor.dossier.uploading import takes_files
from wederhoor.frontdoor.complaining.visit import HIDDEN, Visit, from_here
from wederhoor.frontdoor.publishing.directory import Asker, Entry, directory
from wederhoor.frontdoor.publishing.guidance import helper
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404

AT_ONCE = "X-Wederhoor-Page"
"""The script of these pages asks for the next page in the answer itself: one request instead of two."""
NOT_TYPED = {HIDDEN, "naar", "kind", "website"}
View = Callable[..., HttpResponseBase]


def at_the_form(view: View) -> View:
    """A page of the form: finds provider and visitor, remembers the words, and loses nothing when the database is away.

    A form from another site comes without the cookie; its answer never puts another in the place of the visitor's own.
    """

    @csrf_exempt
    @never_cache
    @takes_files(signed=False)
    @wraps(view)
    def page(request: HttpRequest, code: str, **more: Any) -> HttpResponseBase:
        ours = request.method in ("GET", "HEAD") or from_here(request)
        visit: Visit | None = None
        try:
            visit = Visit.of(request, provider_or_404(code))
            response = view(request, visit, **more)
        except (DatabaseError, InterfaceError):
            return trouble(request, visit.provider.regulation.address if visit else "u")
        if ours and not visit.remembered and not response.has_header("X-Forget"):
            visit.remember(response)
        return response

    return page


def trouble(request: HttpRequest, address: str) -> HttpResponse:
    """The database does not answer. What was typed comes back, with a button to send it again; nothing here needs the database."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "typed": typed,
        "long": [value for name, value in typed if value.strip() and name not in NOT_TYPED],
        "address": address,
    }
    return render(request, "frontdoor/complaining/trouble.html", context, status=503)


def framed(visit: Visit, url: str) -> dict[str, Any]:
    """What the frame of a page needs; who helps is who is there for the care that was said."""
    provider, law = visit.provider, visit.waiting.answers.get("law", "")
    near = {"help": helper(provider.regulation, timezone.localtime(), law)} if law else {}
    return context_of(provider, **near) | {
        "page_url": url, "hidden": "" if visit.remembered else visit.words, "no_cookies": visit.without_cookies,
        "keep_url": reverse("frontdoor:kept", args=[provider.code]), "wipe_url": reverse("frontdoor:wipe", args=[provider.code]),
        "back_in_url": reverse("frontdoor:come back", args=[provider.code]),
    }  # fmt: skip


def helpers(visit: Visit, law: str) -> list[Entry]:
    """Who can help under this law, confidants first."""
    found = directory(visit.provider.regulation, visit.provider.address, Asker(law=law), timezone.localtime())
    everybody = [*found.confidants, *found.others]
    return [one for one in everybody if one.phone or one.mail or one.chat or one.web]


def onward(
    request: HttpRequest,
    visit: Visit,
    name: str,
    show: Callable[[HttpRequest, Visit], HttpResponseBase],
    *,
    url: str = "",
) -> HttpResponseBase:
    """On to the next page: by a redirect, so that the back button works; at once for the script and where nothing is remembered."""
    url = url or reverse(name, args=[visit.provider.code])
    if visit.remembered and not request.headers.get(AT_ONCE):
        return redirect(url)
    request.method, request.GET, request.path, request.META["QUERY_STRING"] = "GET", QueryDict(), url, ""
    return answered(show(request, visit), url)


def answered(response: HttpResponseBase, url: str) -> HttpResponseBase:
    """The response with the address of its page."""
    response.headers.setdefault("X-Page", url)
    return response
