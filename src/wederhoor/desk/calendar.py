"""Agenda: somebody's terms and meetings by week, and a secret, revocable address for the calendar on their phone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.words import term_words
from wederhoor.dossier import agenda
from wederhoor.dossier.agenda import Entry
from wederhoor.dossier.door import Actor

AN_HOUR = timedelta(hours=1)
SHOWN = "calendar address"


def _monday(entry: Entry) -> date:
    return entry.day - timedelta(days=entry.day.weekday())


def _row(entry: Entry, today: date) -> dict[str, Any]:
    moment = timezone.localtime(entry.at) if isinstance(entry.at, datetime) else None
    term = term_words(entry.due if entry.late else entry.at, today, late=entry.late) if entry.kind == "term" else None
    named = entry.due if entry.late else None  # the day that the words at the end of the row count to
    return {
        "number": entry.number, "url": reverse("desk:dossier", args=[entry.number]), "label": entry.label, "day": entry.day,
        "time": f"{moment:%H:%M}" if moment else "", "icon": "users" if entry.kind == "meeting" else "clock", "term": term,
        "dated": named not in (None, entry.day), "latest": entry.due if entry.due not in (entry.day, named) else None,
    }  # fmt: skip


def weeks(found: Iterable[Entry], today: date) -> list[dict[str, Any]]:
    """The entries under their week; what is past first, under its own heading."""
    listed = list(found)
    gone = [entry for entry in listed if entry.day < today and entry.kind == "term"]
    coming = [entry for entry in listed if entry.day >= today]
    head = [{"monday": None, "number": None, "rows": [_row(e, today) for e in gone]}] if gone else []
    return head + [
        {"monday": monday, "number": monday.isocalendar().week, "rows": [_row(e, today) for e in group]}
        for monday, group in groupby(coming, _monday)
    ]


@never_cache
@require_safe
@desk
def page(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The agenda, and the calendar address right after it was made."""
    found = agenda.entries(who.tenant, who.actor, now=timezone.now())
    address = request.session.pop(SHOWN, "")
    context = frame(request, who, "agenda") | {
        "weeks": weeks(found, timezone.localdate()), "made": agenda.feed_of(who.tenant, who.membership),
        "address": request.build_absolute_uri(reverse("calendar feed", args=[address])) if address else "",
    }  # fmt: skip
    return render(request, "desk/agenda.html", context)


@require_POST
@desk
def renew(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Make the address, or a new one in its place."""
    request.session[SHOWN] = agenda.renew(who.tenant, who.membership, now=timezone.now())
    return redirect("desk:agenda")


@require_POST
@desk
def revoke(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The address stops working."""
    agenda.revoke(who.tenant, who.membership)
    messages.success(request, gettext("Het agenda-adres werkt niet meer."))
    return redirect("desk:agenda")


@never_cache
@require_safe
def feed(request: HttpRequest, address: str) -> HttpResponse:
    """The calendar file. Whoever has the address reads numbers of dossiers and what must be done, nothing more."""
    held = agenda.holder_of(address, today=timezone.localdate()) if "\0" not in address else None
    if held is None:
        raise Http404
    organisation, membership = held
    actor = Actor(membership.account_id, membership.role, membership.organisation_id)
    found = agenda.entries(organisation, actor, now=timezone.now(), action="calendar")
    return HttpResponse(_file(found, timezone.now()), content_type="text/calendar; charset=utf-8")


def _file(found: Iterable[Entry], now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Wederhoor//agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Wederhoor")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in found:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    same = f"{entry.number}:{entry.kind}:{entry.label}:{entry.at if entry.kind == 'meeting' else ''}"
    event.add("uid", f"{hashlib.sha256(same.encode()).hexdigest()[:32]}@wederhoor")
    event.add("dtstamp", now)
    event.add("summary", f"{entry.number}: {entry.label}")
    event.add("class", "PRIVATE")
    event.add("dtstart", entry.at if entry.kind == "meeting" else entry.day)
    if isinstance(entry.at, datetime) and entry.kind == "meeting":
        event.add("dtend", entry.at + AN_HOUR)
    else:
        event.add("transp", "TRANSPARENT")
    if entry.due and entry.due != entry.day:
        event.add("description", f"Streefdatum. Uiterlijk {entry.due:%d-%m-%Y}.")
    return event
