"""Quarantine: what came in through the site and looked suspicious. A person says whether it is a complaint."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import quarantine
from wederhoor.dossier.opening import NotFound, OpenDossier
from wederhoor.dossier.quarantine import PAGE, Waiting

DONE = "geen-klacht"
"""The tab of what was decided to be no complaint."""
SALT, LASTS = "quarantine list", 24 * 60 * 60
"""What a list is signed for, and for how many seconds it can be decided on."""
WAYS = ("complaint", "none", "again")
"""What can be said of what waits."""


def signs() -> dict[str, str]:
    """Why something waits, for who looks."""
    return {
        "trap": gettext("Een onzichtbaar veld was ingevuld"), "fast": gettext("Heel snel verstuurd"),
        "unstamped": gettext("Verstuurd zonder het formulier te openen"), "unproved": gettext("Zonder rekenpuzzel"),
        "forged stamp": gettext("Nagemaakt tijdstip"), "forged proof": gettext("Nagemaakte of gebruikte rekenpuzzel"),
        "busy network": gettext("Veel uit hetzelfde netwerk"), "flooding network": gettext("Heel veel uit hetzelfde netwerk"),
        "busy organisation": gettext("Heel veel tegelijk"), "same text": gettext("Dezelfde tekst vaker verstuurd"),
    }  # fmt: skip


def words(sign: str) -> str:
    """Why it waits, for who looks."""
    return signs().get(sign, sign)


def _sign(told: str) -> str:
    return told if told in signs() else ""


def _row(line: Waiting) -> dict[str, Any]:
    return {
        "number": line.number, "subject": line.subject or gettext("(zonder onderwerp)"), "received": line.received,
        "reasons": [(sign, words(sign)) for sign in line.reasons], "destroy_on": line.destroy_on,
        "url": reverse("desk:quarantine one", args=[line.number]),
    }  # fmt: skip


def _tabs(done: bool) -> list[dict[str, Any]]:
    address = reverse("desk:quarantine")
    return [
        {"label": gettext("Te bekijken"), "url": address, "current": not done},
        {"label": gettext("Geen klacht"), "url": f"{address}?tab={DONE}", "current": done},
    ]


def _page_number(request: HttpRequest) -> int:
    told = request.GET.get("page", "1")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 5 and int(told) else 1


@require_safe
@desk
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """What waits for a look, or what was no complaint."""
    done, page, now = request.GET.get("tab") == DONE, _page_number(request), timezone.now()
    sign = _sign(request.GET.get("sign", ""))
    try:
        lines, total = quarantine.listed(who.tenant, decided=done, actor=who.actor, now=now, page=page, sign=sign)
        whole = total > len(lines)
        shown = quarantine.numbers(who.tenant, decided=done, sign=sign, actor=who.actor, now=now) if whole else []
    except NotFound:
        raise Http404 from None
    context = frame(request, who, "post") | {
        "tabs": _tabs(done), "rows": [_row(line) for line in lines], "done": done, "total": total,
        "sign": sign, "sign_words": words(sign), "at_once": len(shown), "list": signing.dumps(shown, salt=SALT, compress=True),
        "kept_days": quarantine.KEPT.days, "next_page": page + 1 if page * PAGE < total else None,
        "previous_page": page - 1 if page > 1 else None,
    }  # fmt: skip
    return render(request, "desk/quarantine.html", context)


@require_safe
@desk
def one(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """One complaint as it was sent."""
    try:
        dossier, line = quarantine.opened(who.tenant, number, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    context = frame(request, who, "post") | {
        "one": _row(line) | _told(dossier),
        "kept_days": quarantine.KEPT.days,
    }
    return render(request, "desk/quarantine_one.html", context)


def _told(dossier: OpenDossier) -> dict[str, Any]:
    act = dossier.regulation.acts[dossier.events[0].act]
    texts = [
        {"label": act.fields[field].label if field in act.fields else field, "text": text}
        for (_, field), text in dossier.texts.items()
    ]
    return {"texts": texts, "people": dossier.people}


@require_POST
@desk
def decide(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """This is a complaint, these are none, or look again; said of those that were ticked, or of a whole list at once."""
    whole, what = request.POST.get("all", ""), request.POST.get("what", "")
    if (whole or what) not in WAYS or whole == "complaint":
        raise Http404
    try:
        numbers = _of_list(request) if whole else request.POST.getlist("number")
        if not numbers:
            messages.warning(request, gettext("Kies eerst een of meer berichten."))
            return redirect("desk:quarantine")
        return _done(request, who, numbers, whole or what)
    except NotFound:
        raise Http404 from None


def _of_list(request: HttpRequest) -> list[str]:
    """The numbers of the list as it was shown: signed, so that nobody decides on what was not on it."""
    try:
        numbers: list[str] = signing.loads(request.POST.get("list", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise Http404 from None
    return numbers


def _done(request: HttpRequest, who: Signed, numbers: list[str], what: str) -> HttpResponseBase:
    do = {"complaint": quarantine.are_complaints, "again": quarantine.take_back, "none": quarantine.no_complaint}[what]
    decided = do(who.tenant, numbers, actor=who.actor, now=timezone.now())
    if decided.done:
        messages.success(request, _said(what, decided.done))
    if decided.gone:
        said = ngettext(
            "Over %(n)s bericht was intussen al beslist.", "Over %(n)s berichten was intussen al beslist.", decided.gone
        )
        messages.warning(request, said % {"n": decided.gone})
    alone = what == "complaint" and len(numbers) == decided.done == 1
    return redirect("desk:dossier", numbers[0]) if alone else redirect("desk:quarantine")


def _said(what: str, done: int) -> str:
    if what == "complaint":
        said = ngettext(
            "Het is een dossier. Alle termijnen tellen vanaf de ontvangst.",
            "Het zijn %(n)s dossiers. Alle termijnen tellen vanaf de ontvangst.",
            done,
        )
    elif what == "again":
        said = ngettext(
            "Het bericht staat weer bij ‘Te bekijken’.", "%(n)s berichten staan weer bij ‘Te bekijken’.", done
        )
    else:
        said = ngettext(
            "%(n)s bericht is geen klacht. Na %(days)s dagen is het weg.",
            "%(n)s berichten zijn geen klacht. Na %(days)s dagen zijn ze weg.",
            done,
        )
    return said % {"n": done, "days": quarantine.KEPT.days}
