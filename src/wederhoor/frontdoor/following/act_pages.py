"""Doing one act from the own pages: one question a page, then what it will bring about, and only then it is done.

The questions and what follows from them come from `frontdoor/acting.py`. Everything travels in the form itself: nothing typed
stands in an address or in the session, and it works without JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import own
from wederhoor.dossier.acting.forms import SEQ, plain
from wederhoor.dossier.door import OpenDossier
from wederhoor.frontdoor import acting
from wederhoor.frontdoor.acting import NotNow, Offer, PartyForm
from wederhoor.frontdoor.following import disputes
from wederhoor.frontdoor.following.doing import ON_OTHER_PAGES
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.sentences import say, together
from wederhoor.frontdoor.voices import voice_of
from wederhoor.procedure.acts import refusals

AT, BACK, SURE = "at", "back", "sure"
"""Which page was sent, and the two buttons that are not 'next'."""
IN_WRITING = "put in writing"


@dataclass
class Filling:
    """One act as it is being filled in, over several pages."""

    dossier: OpenDossier
    offer: Offer
    typed: QueryDict
    now: datetime

    def __post_init__(self) -> None:
        self.names = [name for name in self.blank().fields if name != SEQ]

    @property
    def seen(self) -> int:
        """The last event when the first question was shown."""
        told = self.typed.get(SEQ, "")
        return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else self.dossier.seq

    def blank(self) -> PartyForm:
        """The form as it is shown: what was typed on an earlier page stands in it, and of oneself what is known already."""
        return PartyForm(self.dossier, self.offer, None, now=self.now, typed=self._before())

    def filled(self) -> PartyForm:
        """The form with what was typed on all pages until now."""
        data = self.typed.copy()
        data[SEQ] = str(self.seen)
        return PartyForm(self.dossier, self.offer, data, now=self.now)

    def _before(self) -> dict[str, Any]:
        fields = self.dossier.regulation.acts[self.offer.act].fields
        several = {plain(name) for name, field in fields.items() if field.kind == "choices"}
        typed = {name: values if name in several else values[-1] for name, values in self.typed.lists() if values}
        return {**self._known(), **typed}

    def _known(self) -> dict[str, str]:
        """What the complainant confirms in writing begins as the words and the data they gave before."""
        if self.offer.act != IN_WRITING:
            return {}
        me, first = own.me(self.dossier), self.dossier.events[0].seq
        mine = {"name": me.name, **{k: me.contact.get(k, "") for k in ("address", "telephone")}} if me else {}
        said = {plain(name): text for (seq, name), text in self.dossier.texts.items() if seq == first}
        return {name: words for name, words in {**mine, **said}.items() if words}

    def kept(self, but: str = "") -> list[tuple[str, str]]:
        """What was typed on the other pages, to carry along."""
        names = set(self.names) - {but}
        found = [(name, str(value)) for name, values in self.typed.lists() if name in names for value in values]
        return [*found, (SEQ, str(self.seen))]

    def answers(self, form: PartyForm) -> list[tuple[str, str]]:
        """Question and answer, to look through before it is done."""
        return [(str(form.fields[name].label), _words(form, name)) for name in self.names]


def _words(form: PartyForm, name: str) -> str:
    value = form.cleaned_data.get(name)
    options = {str(code): words for code, words in getattr(form.fields[name], "choices", None) or ()}
    several = value if isinstance(value, list) else [value]
    return together((str(options.get(str(one), one)) for one in several if one not in (None, "")), ", ")


@require_http_methods(["GET", "POST"])
@follower
def act(request: HttpRequest, who: Follower, act: str) -> HttpResponseBase:
    """One page of an act: a question, or all answers with what they will bring about; and doing it."""
    dossier, now = who.opened("act"), timezone.now()
    offer = acting.offer_at(dossier, act, request.GET.get("part", ""), now=now)
    if offer is None or offer.act in ON_OTHER_PAGES:
        raise Http404
    if isinstance(offer, NotNow):
        return _page(
            request, who, dossier, offer, refused=offer.because, status=422 if request.method == "POST" else 200
        )
    if acting.asks_nobody(dossier, offer):
        refused = say("acting.refused.nobody", voice_of(dossier))
        return _page(request, who, dossier, offer, refused=refused, status=422 if request.method == "POST" else 200)
    filling = Filling(dossier, offer, request.POST if request.method == "POST" else request.GET, now)
    if request.method == "GET":
        return _question(request, who, filling, 0)
    if SURE in request.POST:
        return _sure(request, who, filling)
    return _next(request, who, filling)


def _next(request: HttpRequest, who: Follower, filling: Filling) -> HttpResponseBase:
    """From one page to the following, when its question was answered well."""
    number = request.POST.get(AT, "0")
    at = min(int(number) if number.isdecimal() and len(number) < 4 else 0, len(filling.names))
    if BACK in request.POST:
        return _question(request, who, filling, max(at - 1, 0))
    form = filling.filled()
    if at < len(filling.names) and filling.names[at] in form.errors:
        return _question(request, who, filling, at, form)
    return _question(request, who, filling, at + 1)


def _question(
    request: HttpRequest, who: Follower, filling: Filling, at: int, wrong: PartyForm | None = None
) -> HttpResponseBase:
    """The page of one question; after the last, the answers to look through."""
    if at >= len(filling.names):
        return _check(request, who, filling)
    name, steps = filling.names[at], len(filling.names) + 1
    form = wrong or filling.blank()
    for other in [one for one in form.errors if one != name] if wrong else ():
        del form.errors[other]
    return _page(
        request, who, filling.dossier, filling.offer, form=form, field=form[name], at=at, kept=filling.kept(name), step=at + 1,
        steps=steps, status=422 if wrong else 200,
    )  # fmt: skip


def _check(
    request: HttpRequest, who: Follower, filling: Filling, *, refused: str = "", meanwhile: str = "", status: int = 200
) -> HttpResponseBase:
    """All answers, what they will bring about, and the button that does it. A question that was skipped comes first."""
    form, steps = filling.filled(), len(filling.names) + 1
    wrong = form.errors
    missing = next((n for n, name in enumerate(filling.names) if name in wrong), None)
    if missing is not None:
        return _question(request, who, filling, missing, form)
    if not refused and (stands := _standing_in_the_way(filling, form)):
        place, refused = stands
        if place is not None:
            return _question(request, who, filling, place, form)
    outlook = None if refused else acting.outlook(filling.dossier, filling.offer, now=filling.now, form=form)
    return _page(
        request, who, filling.dossier, filling.offer, check=True, refused=refused, meanwhile=meanwhile, answers=filling.answers(form),
        kept=filling.kept(), outlook=outlook, at=len(filling.names), step=steps, steps=steps, status=422 if refused else status,
    )  # fmt: skip


def _standing_in_the_way(filling: Filling, form: PartyForm) -> tuple[int | None, str] | None:
    """What the core would refuse: at which question, or why not at all."""
    dossier = filling.dossier
    found = refusals(dossier.state, form.command(), actor=dossier.actor.who, now=filling.now)
    if not found:
        return None
    if form.refuse(found[0]):
        return filling.names.index(plain(found[0].field)), ""
    return None, acting.why_not(dossier, found[0])


def _sure(request: HttpRequest, who: Follower, filling: Filling) -> HttpResponseBase:
    """Do it, in one transaction with looking; what others did meanwhile is said first."""
    part, now = request.GET.get("part", ""), timezone.now()
    done = acting.do(who.tenant, who.number, filling.offer.slug, part, request.POST, actor=who.actor, now=now)
    if done.event:
        messages.success(request, done.said)
        helps = filling.dossier.regulation.acts[filling.offer.act].adds_to
        return redirect(who.url("following contact" if helps else "following"))
    typed = request.POST.copy()
    if done.meanwhile:
        typed[SEQ] = str(done.dossier.seq)
    again = Filling(who.opened("act"), done.offer or filling.offer, typed, now)
    status = 409 if done.meanwhile else 422
    return _check(request, who, again, refused=done.refused, meanwhile=done.meanwhile, status=status)


def _page(
    request: HttpRequest, who: Follower, dossier: OpenDossier, offer: Offer | NotNow, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "title": offer.label, "offer": offer, "source": offer.source, "back_url": who.url("following doing"),
        **disputes.beside(dossier, offer.act, timezone.now()), **more,
    }  # fmt: skip
    return shown(request, who, dossier, "act", status, **context)
