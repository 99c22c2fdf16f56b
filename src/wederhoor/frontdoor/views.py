"""The public pages. Every read is of what the regulation says, every write goes through the one door."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wederhoor.dossier import door, keys
from wederhoor.frontdoor import guidance, progress
from wederhoor.frontdoor.forms import ComplaintForm
from wederhoor.frontdoor.providers import Provider, find, providers
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.dossier import AMSTERDAM

RECEIVED = "received"


def _provider(code: str) -> Provider:
    found = find(code, timezone.localdate())
    if found is None:
        raise Http404(gettext("Deze zorgaanbieder staat hier niet."))
    return found


def _context(provider: Provider, **more: Any) -> dict[str, Any]:
    now = timezone.now().astimezone(AMSTERDAM)
    base = {
        "organisation": provider, "provider": provider, "address": provider.address, "home_url": provider.url,
        "help": guidance.helper(provider.regulation, now), "complain_url": provider.complain_url,
    }  # fmt: skip
    return {**base, **more}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Every provider, each with how to complain there."""
    listed = list(providers(timezone.localdate()))
    return render(request, "frontdoor/home.html", {"providers": listed, "sign_in_url": settings.LOGIN_URL})


@require_GET
def provider(request: HttpRequest, code: str) -> HttpResponse:
    """How to complain at this provider."""
    found = _provider(code)
    now = timezone.now().astimezone(AMSTERDAM)
    rules = found.regulation
    context = _context(
        found, steps=guidance.steps(rules), contacts=guidance.contacts(rules, now), terms=guidance.terms(rules),
        others=guidance.others(rules), glossary=guidance.glossary(rules), who=guidance.who(rules),
        elsewhere=guidance.elsewhere(rules), follow_url=found.follow_url,
    )  # fmt: skip
    return render(request, "frontdoor/provider.html", context | {"regulation_url": f"{found.url}regeling/"})


@require_GET
def regulation(request: HttpRequest, code: str) -> HttpResponse:
    """The whole regulation, paragraph by paragraph."""
    found = _provider(code)
    return render(request, "frontdoor/regulation.html", _context(found, back_url=found.url))


@never_cache
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest, code: str) -> HttpResponse:
    """The form. What is wrong is said at the top and at the question, with everything that was typed still there."""
    found = _provider(code)
    form = ComplaintForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = _send(request, found, form)
        if sent is not None:
            return sent
    context = _context(found, form=form, sections=form.sections(), back_url=found.url)
    return render(request, "frontdoor/complain.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, found: Provider, form: ComplaintForm) -> HttpResponse | None:
    """Receive the complaint; None when the regulation refuses it, with the reason in the form."""
    key = form.cleaned_data["key"] or form.initial["key"]
    result = door.receive(
        found.tenant, form.command(), texts=form.texts(), people=form.people(), subject=form.subject(),
        actor=door.visitor(found.tenant.pk), now=timezone.now(), submitted_key=key, member=found.member,
        location=form.cleaned_data.get("location"),
    )  # fmt: skip
    if isinstance(result, Refusal):
        form.add_error(None, gettext("Dit lukt zo niet: %s.") % result.because)
        return None
    request.session[RECEIVED] = {"provider": found.code, "key": key}
    return redirect("frontdoor:received", found.code)


@never_cache
@require_GET
def received(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt: number, code, and what happens next with its dates."""
    found, sent = _provider(code), request.session.get(RECEIVED, {})
    if sent.get("provider") != found.code:
        return redirect("frontdoor:complain", found.code)
    secret, now = keys.code_for(found.tenant, sent["key"]), timezone.now()
    dossier = door.open_by_code(found.tenant, secret, now=now)
    context = _context(
        found,
        number=dossier.number,
        code=secret,
        next=progress.promises(dossier.state, now),
        follow_url=found.follow_url,
    )
    return render(request, "frontdoor/received.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """With the code: where the complaint stands, what was promised and why, and the letters."""
    found, typed = _provider(code), request.POST.get("code", "").strip()
    if not typed:
        wrong = gettext("Vul uw code in.") if request.method == "POST" else ""
        return render(request, "frontdoor/follow.html", _context(found, wrong=wrong), status=422 if wrong else 200)
    now = timezone.now()
    try:
        dossier = door.open_by_code(found.tenant, typed, now=now)
    except door.NotFound:
        wrong = gettext("Deze code kennen wij niet. Kijk de letters en cijfers na.")
        return render(request, "frontdoor/follow.html", _context(found, wrong=wrong, typed=typed), status=422)
    return render(request, "frontdoor/follow.html", _context(found, **progress.progress(dossier, now)))
