"""The pages that say how to complain: the list of providers, the page of one, and its regulation. They only read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from wederhoor.frontdoor.publishing import guidance, papers, whole
from wederhoor.frontdoor.publishing import plain as plainly
from wederhoor.frontdoor.publishing.directory import Asker, directory
from wederhoor.frontdoor.publishing.learned import published
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404
from wederhoor.frontdoor.publishing.providers import providers
from wederhoor.frontdoor.publishing.ways import ways
from wederhoor.frontdoor.sentences import dutch
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Every provider, each with how to complain there; those that match what was typed, when something was."""
    typed = request.GET.get("zoek", "").strip()[:100]
    listed = [found for found in providers(timezone.localdate()) if found.matches(typed)]
    begun = not listed and not typed and Organisation.objects.exclude(kind=Organisation.Kind.EXTERNAL).exists()
    context = {"providers": listed, "typed": typed, "begun": begun, "address": "u", "sign_in_url": settings.LOGIN_URL}
    return render(request, "frontdoor/publishing/home.html", context)


@require_GET
def provider(request: HttpRequest, code: str) -> HttpResponse:
    """How to complain at this provider, and who helps the person who asks."""
    found, now = provider_or_404(code), timezone.now().astimezone(AMSTERDAM)
    rules, address, asker = found.regulation, found.address, Asker.of(request.GET.dict())
    who_helps = directory(rules, address, asker, now)
    context = context_of(
        found, steps=guidance.steps(found.published, address), who_helps=who_helps, asker=asker,
        hidden_names=dutch(", ".join(entry.name for entry in who_helps.hidden)), ways=ways(rules, address, now),
        elsewhere=guidance.elsewhere(rules), glossary=guidance.glossary(rules), help=None, who=guidance.who(rules),
        members=found.members(timezone.localdate()), in_force=date_format(found.in_force_from, "j F Y"),
        learned=bool(published(found)),
    )  # fmt: skip
    return render(request, "frontdoor/publishing/provider.html", context)


@require_GET
def plain(request: HttpRequest, code: str) -> HttpResponse:
    """The regulation in plain words, with the last day of each term if the complaint were made today."""
    found = provider_or_404(code)
    chapters = plainly.chapters(found.published, found.address, timezone.localdate())
    context = context_of(found, chapters=chapters, in_force=date_format(found.in_force_from, "j F Y"))
    return render(request, "frontdoor/publishing/plain.html", context)


@require_GET
def regulation(request: HttpRequest, code: str, first: str = "") -> HttpResponse:
    """The whole regulation, paragraph by paragraph: the version in force, or the one that began on ``first``."""
    found = provider_or_404(code)
    listed = found.versions(first)
    shown = next((one for one in listed if one.here), None)
    if shown is None:
        raise Http404(gettext("Deze versie van de regeling is hier niet."))
    context = context_of(
        found, text=shown.text, chapters=whole.chapters(shown.text, found.address), versions=listed,
        in_force=shown.day, until=date_format(shown.text.until, "j F Y") if shown.text.until else "",
        newest=shown.file == found.file,
    )  # fmt: skip
    return render(request, "frontdoor/publishing/regulation.html", context)


@require_GET
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A PDF: the regulation in plain words or in full, or the complaint form."""
    found = provider_or_404(code)
    if kind not in papers.KINDS:
        raise Http404(gettext("Dit papier is hier niet."))
    content = papers.paper(found, kind)
    name = f"{found.code}-{kind}.pdf"
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
