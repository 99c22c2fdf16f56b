"""The door to the own pages: the code, closing, a lost code; and the first page, which says where the complaint stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wederhoor.correspondence import line
from wederhoor.dossier import keys, lost, own
from wederhoor.dossier.door import NotFound
from wederhoor.frontdoor.following import tickets, writing
from wederhoor.frontdoor.following.doing import first_things, meetings
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.following.progress import progress
from wederhoor.frontdoor.guarding.guessing import WaitFirst
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.sentences import say
from wederhoor.organisations import attempts


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Type the code (GET); with a code that opens something its pages open (POST)."""
    found, typed, now = provider_or_404(code, shut_too=True), request.POST.get("code", "").strip(), timezone.now()
    if request.method == "GET":
        return _asked(request, found)
    if not typed:
        return _asked(request, found, say("following.enter.missing", found.address))
    try:
        dossier = tickets.opened(request, found.tenant, typed, now=now)
    except NotFound:
        return _asked(request, found, say("following.unknown", found.address), typed)
    except WaitFirst as first:
        return _asked(request, found, typed=typed, wait=first)
    if fresh := own.exchange(dossier, actor=dossier.actor, now=now):
        tickets.keep(request, dossier, keys.code_hash(found.tenant, fresh), now=now)
        return _new(request, found, dossier.number, fresh)
    return redirect("frontdoor:following", found.code, dossier.number)


def _asked(
    request: HttpRequest, found: Provider, wrong: str = "", typed: str = "", wait: WaitFirst | None = None
) -> HttpResponse:
    running = tickets.numbers(request, found.tenant, now=timezone.now())
    context = context_of(found, wrong=wrong, typed=typed, back_url=found.url, running=running, wait=wait)
    return render(request, "frontdoor/following/enter.html", context, status=422 if wrong or wait else 200)


def _new(request: HttpRequest, found: Provider, number: str, code: str) -> HttpResponse:
    """The new code, shown once; the old one opens nothing any more."""
    return render(request, "frontdoor/following/new_code.html", context_of(found, number=number, code=code))


@never_cache
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """ "Sluit af": this browser forgets every complaint that was open in it."""
    found = provider_or_404(code, shut_too=True)
    tickets.close(request)
    messages.success(request, say("following.closed", found.address))
    return redirect("frontdoor:follow", found.code)


@never_cache
@require_http_methods(["GET", "POST"])
def lost_code(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a new code. The answer is the same whatever is typed, and as fast: the worker looks whether it is known."""
    found, address, now = provider_or_404(code, shut_too=True), request.POST.get("email", "").strip(), timezone.now()
    if request.method == "GET" or line.of(found.tenant) is None:
        return _lost(request, found)
    if "@" not in address or len(address) > 200:
        return _lost(request, found, wrong=say("following.lost.wrong", found.address), typed=address)
    if not attempts.too_many("lost code", address=address, place=attempts.place_of(request), now=now):
        lost.ask(found.tenant, found.code, address, now=now)
    return _lost(request, found, done=True)


def _lost(request: HttpRequest, found: Provider, **more: Any) -> HttpResponse:
    """The page, with who can read a new code out; without mail that is the only way."""
    roles = found.regulation.roles
    reached = [c for c in found.regulation.contact_points.values() if c.role in roles and (c.telephone or c.mail)]
    contacts = [one for one in reached if roles[one.role].kind in ("handler", "coordinator")]
    status = 422 if more.get("wrong") else 200
    context = context_of(found, contacts=contacts, mails=line.of(found.tenant) is not None, **more)
    return render(request, "frontdoor/following/lost.html", context, status=status)


@require_GET
@follower
def status(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """Where it stands, the way, what was promised and why that date, and what happened."""
    dossier, now = who.opened(), timezone.now()
    return shown(
        request, who, dossier, "status", **progress(dossier, now), doing=first_things(who, dossier, now),
        meetings=meetings(who, dossier, now), on_the_way=writing.on_the_way(dossier),
    )  # fmt: skip
