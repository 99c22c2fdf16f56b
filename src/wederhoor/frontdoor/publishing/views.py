"""The pages that say how to complain: the list of providers, the page of one, and its regulation. They only read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from wederhoor.frontdoor.publishing import guidance
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404
from wederhoor.frontdoor.publishing.providers import providers
from wederhoor.procedure.dossier import AMSTERDAM


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Every provider, each with how to complain there."""
    listed = list(providers(timezone.localdate()))
    return render(request, "frontdoor/publishing/home.html", {"providers": listed, "sign_in_url": settings.LOGIN_URL})


@require_GET
def provider(request: HttpRequest, code: str) -> HttpResponse:
    """How to complain at this provider."""
    found = provider_or_404(code)
    now = timezone.now().astimezone(AMSTERDAM)
    rules = found.regulation
    context = context_of(
        found, steps=guidance.steps(rules), contacts=guidance.contacts(rules, now), terms=guidance.terms(rules),
        others=guidance.others(rules), glossary=guidance.glossary(rules), who=guidance.who(rules),
        elsewhere=guidance.elsewhere(rules), follow_url=found.follow_url,
    )  # fmt: skip
    context["regulation_url"] = f"{found.url}regeling/"
    return render(request, "frontdoor/publishing/provider.html", context)


@require_GET
def regulation(request: HttpRequest, code: str) -> HttpResponse:
    """The whole regulation, paragraph by paragraph."""
    found = provider_or_404(code)
    return render(request, "frontdoor/publishing/regulation.html", context_of(found, back_url=found.url))
