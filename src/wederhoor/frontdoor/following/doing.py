"""What the complainant may do now, in plain words, and for the rest why not yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor import acting, talks
from wederhoor.frontdoor.acting import NotNow, Offer
from wederhoor.frontdoor.following.frame import Follower, follower, shown
from wederhoor.frontdoor.publishing.guidance import used_in
from wederhoor.frontdoor.sentences import say, sentences
from wederhoor.frontdoor.voices import voice_of
from wederhoor.procedure.dossier import AMSTERDAM

ON_OTHER_PAGES = frozenset({"receive message"})
"""What has a page of its own."""
FIRST = (
    "choose route", "choose step", "answer about extension", "agree extension", "say whether resolved", "say not satisfied",
    "comment on minutes", "react", "put in writing", "ask satisfaction", "put dispute",
)  # fmt: skip
"""What is worth pointing at on the first page, the most pressing first."""
SURVEY, RESOLVED = "ask satisfaction", "say whether resolved"
RESULTS = ("heard complainant", "heard accused", "measures told", "conclusions confirmed", "judged", "settled")
"""After one of these somebody can say whether it came right."""
ICONS = {
    "Binnenkomst": "pencil", "Weg": "arrow-right", "Termijn": "clock", "Formeel": "message-circle", "Onderzoek": "message",
    "Mensen": "users", "Zorgvuldigheid": "hand-stop", "Gegevens": "shield-lock", "Vergoeding": "briefcase", "Buiten": "building-community",
    "Afsluiten": "circle-check", "Werk": "file-text",
}  # fmt: skip


def offers(dossier: OpenDossier, now: datetime) -> list[Offer]:
    """The acts that have a form here."""
    return [one for one in acting.offers(dossier, now=now) if one.act not in ON_OTHER_PAGES]


def not_now(dossier: OpenDossier, now: datetime) -> list[NotNow]:
    """What is the complainant's, but not now, and why."""
    return [one for one in acting.not_now(dossier, now=now) if one.act not in ON_OTHER_PAGES]


def _done_before(dossier: OpenDossier, one: Offer) -> datetime | None:
    """When this reader did the same before, themselves or by somebody of the desk in their name."""
    mine = (
        event.at
        for event in reversed(dossier.state.events)
        if (event.act, event.part) == (one.act, one.part) and (event.actor == dossier.actor.who or event.on_behalf_of)
    )
    return next(mine, None)


def _presses(dossier: OpenDossier, one: Offer) -> bool:
    """Whether an act asks for the reader now: how it went once it is over, whether it came right after talking or an outcome.

    Each until it was said; and again when something came after that.
    """
    state = dossier.state
    asked = {SURVEY: (state.closed_at, state.stopped_at), RESOLVED: tuple(_came(dossier, one.part))}
    if one.act not in asked:
        return True
    since = max((moment for moment in asked[one.act] if moment), default=None)
    said = _done_before(dossier, one)
    return since is not None and (said is None or said < since)


def _came(dossier: OpenDossier, part: str) -> Iterator[datetime]:
    """When both sides were heard, or an outcome came."""
    for fact in RESULTS:
        yield from dossier.state.times(fact, part)


def _row(who: Follower, dossier: OpenDossier, one: Offer) -> dict[str, Any]:
    before = _done_before(dossier, one)
    part = say("following.doing.part", voice_of(dossier), part=one.part) if one.part else ""
    group = dossier.regulation.acts[one.act].group
    words = " ".join(word.meaning for word in used_in(dossier.regulation, one.label))
    return {
        "label": " ".join(filter(None, (one.label, part))), "explained": one.help or words, "icon": ICONS.get(group, "circle-dot"),
        "url": who.url("following act", one.slug) + (f"?part={one.part}" if one.part else ""), "group": group,
        "before": say("following.doing.before", voice_of(dossier), day=date_format(before.astimezone(AMSTERDAM), "j F Y")) if before else "",
    }  # fmt: skip


def first_things(who: Follower, dossier: OpenDossier, now: datetime) -> list[dict[str, Any]]:
    """At most three things that ask for the complainant now."""
    can = {one.act: one for one in reversed(offers(dossier, now)) if _presses(dossier, one)}
    return [_row(who, dossier, can[name]) for name in FIRST if name in can][:3]


def meetings(who: Follower, dossier: OpenDossier, now: datetime) -> list[talks.Meeting]:
    """The talks to come, with where the complainant says whether they come."""
    coming = next((one for one in offers(dossier, now) if one.act == talks.COMING), None)
    part = f"?part={coming.part}" if coming and coming.part else ""
    return talks.meetings(dossier, now, who.url("following act", coming.slug) + part if coming else "")


def _groups(rows: list[dict[str, Any]], address: str) -> Iterator[dict[str, Any]]:
    for group in dict.fromkeys(row["group"] for row in rows):
        key = f"following.groups.{group}"
        heading = say(key, address) if key in sentences("nl") else group
        yield {"label": heading, "rows": [row for row in rows if row["group"] == group]}


@require_GET
@follower
def doing(request: HttpRequest, who: Follower) -> HttpResponseBase:
    """Everything that is the complainant's to do, and for what cannot be done now why not."""
    dossier, now = who.opened("act"), timezone.now()
    rows = [_row(who, dossier, one) for one in offers(dossier, now)]
    groups = list(_groups(rows, voice_of(dossier)))
    return shown(request, who, dossier, "doing", groups=groups, not_now=not_now(dossier, now))
