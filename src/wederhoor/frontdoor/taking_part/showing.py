"""What the pages of somebody who takes part show, from a dossier that was opened for them. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from wederhoor.dossier import accused, own_letters
from wederhoor.dossier.codes import OWN
from wederhoor.dossier.opening import DocumentView, OpenDossier
from wederhoor.dossier.taking_part import Here
from wederhoor.dossier.testifying import Testimony
from wederhoor.frontdoor import acting, talks
from wederhoor.frontdoor.acting import Offer
from wederhoor.frontdoor.happened import happened
from wederhoor.frontdoor.sentences import dutch
from wederhoor.frontdoor.talks import COMING, Meeting
from wederhoor.procedure import needs
from wederhoor.procedure.duties import DutyStatus
from wederhoor.procedure.events import Event
from wederhoor.procedure.questions import as_name
from wederhoor.procedure.saying import role_label, sentence, small
from wederhoor.procedure.terms import local_date

RUNNING = ("open", "overdue")
MINUTES, RESPOND = "comment on minutes", "respond"
REPRESENTATIVE = "representative"
HELPERS = {"complainant": "assistant of complainant", "accused": "assistant of accused"}


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is asked of them: what, by when ('' for no day), why, and where they do it."""

    label: str
    url: str
    before: date | datetime | None = None
    why: str = ""
    source: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Something that was said: on which day, what it is, by whom, and the words."""

    day: date
    title: str
    who: str
    words: tuple[tuple[str, str], ...]


def home(dossier: OpenDossier, here: Here, put: Testimony, now: datetime) -> dict[str, Any]:
    """The whole first page."""
    state = dossier.state
    offers = acting.offers(dossier, now=now)
    tasks = list(_tasks(dossier, here, put, offers, now))
    asked = {task.act for task in tasks} | {COMING}
    return {
        "phase": state.regulation.phases[state.phase(now)].label, "closed": state.closed,
        "tasks": tasks, "promises": _promises(dossier, now), "offers": [o for o in offers if o.act not in asked],
        "not_now": acting.not_now(dossier, now=now), "meetings": meetings(dossier, now, offers), "letters": letters(dossier),
        "happened": happened(dossier, dossier.events),
        "reads": needs.reads_complaint(state, dossier.actor.role, now), "put": put, "helpers": _helpers(dossier), "helps": helps(dossier),
    }  # fmt: skip


def _tasks(dossier: OpenDossier, here: Here, put: Testimony, offers: list[Offer], now: datetime) -> Iterator[Task]:
    """Questions that wait, what their side owes by the regulation, minutes to read, and a meeting without an answer."""
    key, mine = dossier.id, {offer.act: offer for offer in offers}
    for one in put.waiting:
        yield Task(one.words, reverse("frontdoor:taking part question", args=[key, one.seq]), one.before, "question")
    if MINUTES in mine:
        yield _offered(dossier, mine[MINUTES], _owed(dossier, now, "minutes"), "minutes")
    if RESPOND in mine and not _did(dossier, RESPOND) and needs.reads_complaint(dossier.state, dossier.actor.role, now):
        yield _offered(dossier, mine[RESPOND], _owed(dossier, now, "hear"), "respond")
    for meeting in meetings(dossier, now, offers):
        if meeting.url and not meeting.coming:
            yield Task(meeting.label, meeting.url, meeting.at, "meeting")


def _offered(dossier: OpenDossier, offer: Offer, duty: DutyStatus | None, why: str) -> Task:
    return Task(offer.label, doing_url(dossier, offer), duty.due if duty else None, why, offer.source, offer.act)


def _owed(dossier: OpenDossier, now: datetime, about: str) -> DutyStatus | None:
    """The running term that an answer of theirs belongs to, where the regulation has one."""
    side = needs.kind_of(dossier.state, dossier.actor.role)
    found = [d for d in dossier.duties(now) if d.status in RUNNING and about in d.name]
    own = [d for d in found if needs.kind_of(dossier.state, d.holder) == side]
    return next(iter(own), None)


def _did(dossier: OpenDossier, act: str) -> bool:
    return any(event.act == act for event in dossier.events)


def doing_url(dossier: OpenDossier, offer: Offer) -> str:
    """Where an act is done."""
    return with_part(reverse("frontdoor:taking part act", args=[dossier.id, offer.slug]), offer.part)


def with_part(address: str, part: str) -> str:
    """The address of a page about one element of the complaint."""
    return f"{address}?part={part}" if part else address


def _promises(dossier: OpenDossier, now: datetime) -> list[dict[str, Any]]:
    """What others owe this side, in the order of the road: that of the regulation."""
    state, side = dossier.state, needs.kind_of(dossier.state, dossier.actor.role)
    found = [d for d in dossier.duties(now) if d.status in RUNNING and needs.kind_of(state, d.holder) != side]
    return [
        {"label": d.label, "who": dutch(small(role_label(state, d.holder))), "day": d.due, "late": d.status == "overdue",
         "why": d.why, "source": d.source}
        for d in found
    ]  # fmt: skip


def _helpers(dossier: OpenDossier) -> list[str]:
    side, who = HELPERS[needs.kind_of(dossier.state, dossier.actor.role)], dossier.actor.who
    found = [person for person in dossier.people if person.side == side and who not in accused.known_as(person)]
    return [person.name for person in found if person.name]


def helps(dossier: OpenDossier) -> str:
    """Whom a helper helps and speaks for, by name; '' for a party itself."""
    people, who = dossier.people, dossier.actor.who
    me = next((one for one in people if who in accused.known_as(one)), None)
    if me is None or me.side not in {*HELPERS.values(), REPRESENTATIVE}:
        return ""
    if me.side == HELPERS["accused"]:
        codes = accused.helped(people, who) or accused.only_one(people)
        return ", ".join(one.name for one in people if one.code in codes and one.name)
    mine = {one.code for one in people if one.side == "complainant"}
    if me.side == HELPERS["complainant"]:
        mine &= own_letters.codes_of((one for one in people if one.side in OWN), who)
    return ", ".join(one.name for one in people if one.code in mine and one.name)


def meetings(dossier: OpenDossier, now: datetime, offers: list[Offer] | None = None) -> list[Meeting]:
    """The meetings that this side was told of and that stand, from today on."""
    coming = next((offer for offer in offers or () if offer.act == COMING), None)
    return talks.meetings(dossier, now, doing_url(dossier, coming) if coming else "")


def letters(dossier: OpenDossier) -> list[DocumentView]:
    """The letters that were written to this side and left, and the papers it was given to inspect."""
    return [d for d in dossier.documents if d.kind in ("letter", "inspection")]


def openable(dossier: OpenDossier) -> set[UUID]:
    """What they may open: their letters, and what was shown to them."""
    return {d.id for d in dossier.documents}


def said(dossier: OpenDossier, now: datetime) -> dict[str, Any]:
    """The words of the dossier that are theirs to read, the first first."""
    read = needs.reads_complaint(dossier.state, dossier.actor.role, now)
    found = [one for event in dossier.events if (one := _words(dossier, event)).words]
    return {"said": found, "reads": read, "subject": dossier.subject if read else ""}


def _words(dossier: OpenDossier, event: Event) -> Words:
    fields = dossier.regulation.acts[event.act].fields
    texts = ((as_name(field.label), dossier.texts.get((event.seq, name), "")) for name, field in fields.items())
    who = _who(dossier, event)
    title = sentence(dossier.state.procedure, event)
    return Words(local_date(event.at), title, who, tuple((label, text) for label, text in texts if text))


def _who(dossier: OpenDossier, event: Event) -> str:
    """Whose words they are: a name where that may be known, else the role."""
    by = event.on_behalf_of or event.by
    label, side = role_label(dossier.state, by), needs.kind_of(dossier.state, by)
    name = dossier.name_of(event.actor.rpartition(" ")[2])
    alone = [person.name for person in dossier.people if person.side == side and person.name]
    name = name or (alone[0] if len(alone) == 1 else "")
    return format_html("{} ({})", name, dutch(small(label))) if name else dutch(label)
