"""Following a complaint with its code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import door
from wederhoor.frontdoor.following import progress
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """With the code: where the complaint stands, what was promised and why, and the letters."""
    found, typed = provider_or_404(code), request.POST.get("code", "").strip()
    if not typed:
        wrong = gettext("Vul uw code in.") if request.method == "POST" else ""
        return render(
            request, "frontdoor/following/follow.html", context_of(found, wrong=wrong), status=422 if wrong else 200
        )
    now = timezone.now()
    try:
        dossier = door.open_by_code(found.tenant, typed, now=now)
    except door.NotFound:
        wrong = gettext("Deze code kennen wij niet. Kijk de letters en cijfers na.")
        return render(
            request, "frontdoor/following/follow.html", context_of(found, wrong=wrong, typed=typed), status=422
        )
    return render(request, "frontdoor/following/follow.html", context_of(found, **progress.progress(dossier, now)))
