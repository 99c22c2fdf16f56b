"""What every page of a followed complaint has: who follows, the one way in, and the head with its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from wederhoor.dossier import door, keys, own
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.frontdoor.following import tickets, writing
from wederhoor.frontdoor.guarding.guessing import SOLUTION, TICKET, WaitFirst
from wederhoor.frontdoor.publishing.guidance import Help, helper
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM

AGAIN = "code_again"
"""The question for the code on the page that keeps what was typed after half an hour of quiet."""
NOT_KEPT = frozenset({AGAIN, "csrfmiddlewaretoken", TICKET, SOLUTION})
PARTS = (
    ("status", "following", "circle-dot"), ("messages", "following messages", "message-circle"),
    ("letters", "following letters", "mail"), ("doing", "following doing", "list-check"),
    ("papers", "following papers", "paperclip"), ("contact", "following contact", "user"),
    ("looked", "following looked", "search"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who follows one complaint in this browser."""

    provider: Provider
    actor: Actor
    number: str

    @property
    def tenant(self) -> Organisation:
        """The organisation that keeps the dossier."""
        return self.provider.tenant

    def opened(self, action: str = "read") -> OpenDossier:
        """The dossier, through the one way in. Raises NotFound."""
        return door.open_dossier(self.tenant, self.number, actor=self.actor, action=action, now=timezone.now())

    def url(self, name: str, *more: object) -> str:
        """The address of one of its pages."""
        return reverse(f"frontdoor:{name}", args=[self.provider.code, self.number, *more])


Page = Callable[..., HttpResponseBase]


def follower(view: Page) -> Callable[..., HttpResponseBase]:
    """A page for who typed the code a moment ago. Others are asked for it, and what they had typed stays."""

    @sensitive_post_parameters()
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, code: str, number: str, *args: Any, **more: Any) -> HttpResponseBase:
        found, now = provider_or_404(code, shut_too=True), timezone.now()
        try:
            actor = tickets.actor(request, found.tenant, number, now=now) or _again(request, found, number, now)
        except WaitFirst as first:
            return _ask(request, found, first)
        if isinstance(actor, HttpResponse):
            return actor
        if actor is None:
            return _ask(request, found)
        try:
            return view(request, Follower(found, actor, number), *args, **more)
        except NotFound:  # the code was changed, or the complaint is no more
            tickets.forget(request, found.tenant, number)
            return _ask(request, found)

    return page


def _again(request: HttpRequest, found: Provider, number: str, now: datetime) -> Actor | HttpResponse | None:
    """Who types the code again on the page that kept their words; one that works once is changed for a new code first."""
    typed = request.POST.get(AGAIN, "").strip()
    if not typed:
        return None
    try:
        dossier = tickets.opened(request, found.tenant, typed, now=now)
    except NotFound:
        return None
    if fresh := own.exchange(dossier, actor=dossier.actor, now=now):
        tickets.keep(request, dossier, keys.code_hash(found.tenant, fresh), now=now)
        context = context_of(found, number=dossier.number, code=fresh, kept=_kept(request))
        return render(request, "frontdoor/following/new_code.html", context)
    return tickets.actor(request, found.tenant, number, now=now)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed in the form that was sent."""
    return [(name, str(value)) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]


def _ask(request: HttpRequest, found: Provider, wait: WaitFirst | None = None) -> HttpResponse:
    """The code is asked first; a form that was sent comes back with everything in it."""
    if request.method != "POST":
        messages.info(request, say("following.ended", found.address))
        return redirect("frontdoor:follow", found.code)
    wrong = say("following.unknown", found.address) if request.POST.get(AGAIN) and wait is None else ""
    context = context_of(
        found,
        kept=_kept(request),
        wrong=wrong,
        had_files=bool(request.FILES),
        wait=wait,
        typed=request.POST.get(AGAIN, ""),
    )
    return render(request, "frontdoor/following/again.html", context, status=422)


def frame(request: HttpRequest, who: Follower, dossier: OpenDossier, part: str, **more: Any) -> dict[str, Any]:
    """The context of a page: the head, the parts with what is new in each, and what the page adds."""
    now, address = timezone.now(), voice_of(dossier)
    seen = own.seen_until(dossier, who.actor)
    new = {"messages": writing.unread(dossier, seen), "letters": writing.new_letters(dossier, seen)}
    parts = [
        {
            "code": name, "url": who.url(url), "icon": icon, "label": say(f"following.parts.{name}", address),
            "new": new.get(name, 0), "current": name == part,
        }
        for name, url, icon in PARTS
    ]  # fmt: skip
    others = [one for one in tickets.numbers(request, who.tenant, now=now) if one != who.number]
    return context_of(who.provider) | {
        "address": address, "number": dossier.number, "parts": parts, "part": part, "closed": dossier.state.closed,
        "close_url": reverse("frontdoor:following close", args=[who.provider.code]),
        "others": [(one, reverse("frontdoor:following", args=[who.provider.code, one])) for one in others],
        "home_url": who.provider.url, "help": _help(who, dossier, now), **more,
    }  # fmt: skip


def _help(who: Follower, dossier: OpenDossier, now: datetime) -> Help | None:
    """Who helps, for the law of this complaint or of a part of it, and as that is reached here."""
    laws = dict.fromkeys(str(dossier.state.value("law", part) or "") for part in ("", *dossier.state.parts))
    return helper(who.provider.regulation, now.astimezone(AMSTERDAM), *laws)


def shown(
    request: HttpRequest, who: Follower, dossier: OpenDossier, part: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of the followed complaint."""
    return render(
        request, f"frontdoor/following/{part}.html", frame(request, who, dossier, part, **more), status=status
    )
