"""What happened with papers, between what happened by acts: put in, copied with things left out, shown to a party.

Papers are rows beside the events (decision 015). Only documents that this person may open are told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from wederhoor.desk.inspection import act_for
from wederhoor.desk.papers import SHOWN, shown_words
from wederhoor.desk.presenting import INTERNAL
from wederhoor.dossier import papers
from wederhoor.dossier.actor import BY_LINK
from wederhoor.dossier.opening import DocumentView, OpenDossier

NAMED = 6
"""So many papers of one moment are named; of more it is said how many."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was done with a paper."""

    what: str
    to: str
    by: str
    at: datetime
    document: DocumentView


def beside(dossier: OpenDossier, items: Iterable[dict[str, Any]], known: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """These moments, newest first, with what was done with papers after each of them."""
    found: dict[int, list[Told]] = {}
    for told in sorted(_all(dossier), key=lambda one: one.at, reverse=True):
        found.setdefault(_after(dossier, told.at), []).append(told)
    for item in items:
        yield from _together(dossier, item["seq"], found.get(item["seq"], ()), known)
        yield item


def _all(dossier: OpenDossier) -> Iterator[Told]:
    for one in dossier.documents:
        if one.kind == papers.PAPER:
            yield Told("put in", "", one.by, one.added, one)
            if one.shown_at:
                yield Told("shown", one.shown_to, one.shown_by, one.shown_at, one)
        elif one.kind == papers.REDACTION:
            yield Told("redacted", "", one.by, one.added, one)
        elif one.kind == papers.INSPECTION and not act_for(dossier, one.shown_to):
            yield Told("given", one.shown_to, one.by, one.added, one)


def _after(dossier: OpenDossier, moment: datetime) -> int:
    """The last event before this moment."""
    return max((event.seq for event in dossier.events if event.at <= moment), default=dossier.events[0].seq)


def _together(
    dossier: OpenDossier, seq: int, found: Sequence[Told], known: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The same thing done by the same person after the same event is one moment."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for told in found:
        groups.setdefault((told.what, told.to, told.by, told.document.compartment), []).append(told)
    for place, group in enumerate(groups.values(), 1):
        first = group[0]
        who = gettext("Iemand met een link") if first.by == BY_LINK else known.get(first.by, "")
        yield {
            "seq": f"{seq}-{place}", "what": _words(dossier, first, len(group)), "when": first.at, "who": who, "in_name_of": "", "part": "",
            "icon": "lock" if first.document.compartment in INTERNAL else "paperclip", "tone": "neutral", "values": [], "texts": [],
            "letters": [*(_link(dossier, told.document) for told in group[:NAMED]), *_more(dossier, len(group) - NAMED)],
        }  # fmt: skip


def _words(dossier: OpenDossier, told: Told, number: int) -> str:
    to = gettext(SHOWN.get(told.to, told.to)).lower()
    if told.document.only_for:
        to = shown_words(dossier, told.to, *told.document.only_for)
    if told.what == "put in":
        return ngettext("Stuk toegevoegd", "%(n)s stukken toegevoegd", number) % {"n": number}
    if told.what == "redacted":
        return gettext("Kopie met weglatingen gemaakt")
    if told.what == "given":
        return gettext("Inzage gegeven aan: %(who)s") % {"who": to}
    if not told.to:
        return gettext("Stuk niet meer te zien voor de partijen")
    return gettext("Stuk te zien voor: %(who)s") % {"who": to}


def _more(dossier: OpenDossier, left: int) -> Iterator[dict[str, str]]:
    """The way to those that are not named."""
    if left > 0:
        words = ngettext("en nog %(n)s stuk", "en nog %(n)s stukken", left) % {"n": left}
        yield {"label": words, "url": reverse("desk:papers", args=[dossier.number])}


def _link(dossier: OpenDossier, document: DocumentView) -> dict[str, str]:
    name = "desk:paper" if document.paper else "desk:paper file"
    return {"label": document.name, "url": reverse(name, args=[dossier.number, document.paper or document.id])}
