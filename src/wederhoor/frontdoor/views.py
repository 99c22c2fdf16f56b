"""The public pages. Every read is of what the regulation says, every write goes through the one door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wederhoor.dossier import door, keys
from wederhoor.frontdoor import guarding
from wederhoor.frontdoor.following import progress
from wederhoor.frontdoor.forms import ComplaintForm
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.procedure.commands import Refusal

RECEIVED = "received"


@never_cache
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest, code: str) -> HttpResponse:
    """The form. What is wrong is said at the top and at the question, with everything that was typed still there."""
    found = provider_or_404(code)
    form = ComplaintForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sent = _send(request, found, form)
        if sent is not None:
            return sent
    guard = guarding.fields(found.tenant, now=timezone.now())
    context = context_of(found, form=form, sections=form.sections(), back_url=found.url, guard=guard)
    return render(request, "frontdoor/complain.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, found: Provider, form: ComplaintForm) -> HttpResponse | None:
    """Receive the complaint; None when the regulation refuses it, with the reason in the form."""
    key, now = form.cleaned_data["key"] or form.initial["key"], timezone.now()
    weight = guarding.weigh(request, found.tenant, now=now, text=form.cleaned_data["complaint"], submission=key)
    result = door.receive(
        found.tenant, form.command(), texts=form.texts(), people=form.people(), subject=form.subject(),
        actor=door.visitor(found.tenant.pk), now=now, submitted_key=key, member=found.member,
        location=form.cleaned_data.get("location"), suspicion=weight.suspicion,
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
    found, sent = provider_or_404(code), request.session.get(RECEIVED, {})
    if sent.get("provider") != found.code:
        return redirect("frontdoor:complain", found.code)
    secret, now = keys.code_for(found.tenant, sent["key"]), timezone.now()
    dossier = door.open_by_code(found.tenant, secret, now=now)
    context = context_of(
        found,
        number=dossier.number,
        code=secret,
        next=progress.promises(dossier.state, now),
        follow_url=found.follow_url,
    )
    return render(request, "frontdoor/received.html", context)
