"""The dossier: where it stands, what must be done now and why, what may be done and what not, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.correspondence import invitation
from wederhoor.correspondence.dispatch import Draft
from wederhoor.correspondence.meant import for_nobody
from wederhoor.desk import absence, composer, outbox_words, owed, pending, presenting, story, tabs, talks
from wederhoor.desk.addresses import reverse
from wederhoor.desk.care.links import keeping_links
from wederhoor.desk.completeness import sent
from wederhoor.desk.intake import coming_in
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.desk.tabs import head, is_party
from wederhoor.dossier import drafts, mentions, noticing, people
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.models import Compartment, Outbox
from wederhoor.dossier.opening import DocumentView
from wederhoor.dossier.policy import ORIGINAL, compartments
from wederhoor.procedure.acts import Permissions, permitted
from wederhoor.procedure.dossier import LetterDue
from wederhoor.procedure.saying import role_label, small

__all__ = ["compartment", "dossier", "head", "is_party", "may_send"]

FROM_MENTION = "vermelding"
UNCHECKED = frozenset({ORIGINAL, "mail"})
"""The kinds of document that are as they came: they open from the page that warns, and nowhere else."""
LEFT_OUT = UNCHECKED | {"letter on screen"}


def letter_links(dossier: OpenDossier) -> dict[int, list[dict[str, str]]]:
    """The letters that were sent, by the event that caused them; where each reader has their own, that of who complains."""
    links: dict[int, list[dict[str, str]]] = {}
    labels = dossier.regulation.letters
    theirs = {one.code for one in dossier.people if one.side in SIDES["complainant"]}
    for document in sorted(dossier.documents, key=lambda one: not theirs.issuperset(one.only_for)):
        if document.kind == "letter" and document.letter in labels:
            url = reverse("desk:letter", args=[dossier.number, document.letter, document.seq])
            pdf = reverse("desk:document", args=[dossier.number, document.id])
            link = {"label": labels[document.letter].label, "url": url, "pdf_url": pdf}
            if url not in (one["url"] for one in links.get(document.seq, ())):  # of several readers each has their own
                links.setdefault(document.seq, []).append(link)
    return links


def may_send(dossier: OpenDossier, role: str, found: Draft | LetterDue) -> bool:
    """A letter goes out by who may do its act, and by who handles the dossier; others read it once it was sent."""
    regulation = dossier.regulation
    return role in regulation.acts[found.act].by or regulation.roles[role].kind in ("handler", "coordinator")


def waiting(dossier: OpenDossier) -> list[dict[str, str]]:
    """The letters still to be sent. What is in them is not worked out here."""
    letters = dossier.regulation.letters
    return [
        {
            "label": letters[due.name].label, "url": reverse("desk:letter", args=[dossier.number, due.name, due.seq]),
            "to": ", ".join(small(role_label(dossier.state, role)) for role in due.to),
        }
        for due in dossier.state.letters
        if not is_party(dossier) and may_send(dossier, dossier.actor.role, due) and not sent(dossier, due)
        and not for_nobody(dossier, due)
    ]  # fmt: skip


def stranded(dossier: OpenDossier) -> list[dict[str, str]]:
    """Letters that should have left and did not: work for whoever sends them."""
    letters = dossier.regulation.letters
    failed = {(d.letter, d.seq) for d in dossier.documents if d.kind == "letter" and d.leaving == Outbox.State.FAILED}
    return [
        {
            "label": letters[due.name].label, "url": reverse("desk:outbox"), "failed": gettext("Niet gelukt"),
            "to": ", ".join(small(role_label(dossier.state, role)) for role in due.to),
        }
        for due in dossier.state.letters
        if (due.name, due.seq) in failed and not is_party(dossier) and may_send(dossier, dossier.actor.role, due)
    ]  # fmt: skip


def to_tell(dossier: OpenDossier) -> list[dict[str, str]]:
    """Letters that wait for somebody to tell them: who they are for wants to be called, or to hear it in a talk."""
    letters, names = dossier.regulation.letters, {person.code: person.name for person in dossier.people}
    tell = {(d.letter, d.seq): d.telling for d in dossier.documents if d.kind == "letter" and d.telling}
    return [
        {
            "label": letters[due.name].label, "url": reverse("desk:calls", args=[dossier.number]), "call": "yes",
            "to": ", ".join(names.get(code, "") or small(role_label(dossier.state, code)) for code in tell[due.name, due.seq]),
        }
        for due in dossier.state.letters
        if (due.name, due.seq) in tell and not is_party(dossier) and may_send(dossier, dossier.actor.role, due)
    ]  # fmt: skip


@require_safe
@desk
def dossier(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """One dossier, as far as this person may see it; with `?print` everything open on one page."""
    kept, bell = dict[tuple[str, str], drafts.Kept](), list[int]()

    def beside(dossier: OpenDossier) -> None:
        kept.update(drafts.mine(dossier))
        bell.append(noticing.waiting(who.tenant, who.actor))

    found, now = opened(who, number, beside=beside), timezone.now()
    if FROM_MENTION in request.GET:
        mentions.read(found, actor=who.actor, now=now)
    state, may, running = found.state, permitted(found.state, who.role, now), found.duties(now)
    known = mentions.around(found, now, presenting.actors(found))
    not_gone = set[int]() if is_party(found) else outbox_words.not_gone(found)
    named = presenting.names(found, known)
    context = tabs.page(request, who, found, "overview", *bell) | {
        "duties": owed.rows(found, running, may, now), "may": presenting.may_groups(state, number, may),
        "not_yet": _not_yet(found, may),
        "ended": presenting.ended_rows(state, running, not_gone),
        "letters": waiting(found) + stranded(found) + to_tell(found),
        "panes": [] if is_party(found) else composer.panes(found, may, kept, now, known),
        "papers_url": reverse("desk:papers", args=[number]),
        "story": story.shown(request, found, letter_links(found), named),
        "people": [presenting.person_row(found, p) for p in found.people], "parts": presenting.part_rows(found, now),
        "facts": presenting.fact_rows(found, now),
        "place_url": reverse("desk:place", args=[number]) if people.keeps(found) and not found.row.quarantined else "",
        "access": gettext("Wie dit dossier opent, komt in het logboek."),
        "standing_in": [] if is_party(found) else absence.words(found, timezone.localdate(), known),
        "consents": [] if is_party(found) else presenting.consent_rows(state, number, may),
        "general_doubts": [] if is_party(found) else presenting.general_doubts(state, running),
        "unfinished": [_unfinished(found, one) for one in kept.values()], "printed": "print" in request.GET,
        "safety": coming_in.safety(found, may), "keeping_links": keeping_links(who, found),
        "not_in_care_file": found.regulation.retention.not_in_care_file,
        "questions": [] if is_party(found) else pending.questions(found, named, now),
        "closed_by_wish": {} if is_party(found) else pending.closed_by_wish(found, now),
        "talks": talks.rows(found, may, named, now), "minutes": talks.minutes_rows(found, now),
    }  # fmt: skip
    return render(request, "desk/dossier.html", context)


def _not_yet(dossier: OpenDossier, may: Permissions) -> dict[str, Any]:
    """How many lines that page has which says what cannot be done yet and why: it is as long as the rest of this page."""
    rows = presenting.may_not_rows(dossier.state, may, of_others=False)
    return {"count": len(rows), "url": reverse("desk:not yet", args=[dossier.number])}


@require_safe
@desk
def not_yet(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """What this person may not do now and why, with what is for others to do."""
    found, now = opened(who, number), timezone.now()
    may = permitted(found.state, who.role, now)
    others = [] if is_party(found) else presenting.may_not_rows(found.state, may, of_others=True)
    context = tabs.page(request, who, found, "overview") | {
        "may_not": pending.not_yet(found, may, now), "of_others": presenting.by_holder(others),
    }  # fmt: skip
    return render(request, "desk/not_yet.html", context)


def _unfinished(dossier: OpenDossier, kept: drafts.Kept) -> dict[str, Any]:
    """Something this person was still writing."""
    act = dossier.regulation.acts[kept.act]
    address = presenting.act_url(dossier.number, kept.act, kept.part)
    return {"label": act.label, "saved": kept.saved, "url": address, "part": presenting.part_label(kept.part)}


@require_safe
@desk
def compartment(request: HttpRequest, who: Signed, number: str, compartment: str) -> HttpResponseBase:
    """One compartment: who can look in it, and every text and document that is kept there."""
    found = opened(who, number)
    if compartment not in found.compartments or is_party(found):
        raise Http404
    known = presenting.names(found)
    context = tabs.page(request, who, found, compartment) | {
        "compartment": {
            "label": gettext(Compartment(compartment).label), "internal": compartment != Compartment.PARTY,
            "roles": roles_that_see(found, compartment), "readers": _readers(found, compartment),
        },
        "story": story.written(request, _texts(found, compartment, known)),
        "documents": [_document(found, d) for d in found.documents if d.compartment == compartment and d.kind not in LEFT_OUT],
    }  # fmt: skip
    return render(request, "desk/compartment.html", context)


def roles_that_see(dossier: OpenDossier, compartment: str) -> list[str]:
    """The roles of the regulation to which this compartment opens."""
    roles = dossier.regulation.roles.values()
    return [role.label for role in roles if compartment in compartments(role.kind, role.sees)]


def _readers(dossier: OpenDossier, compartment: str) -> list[dict[str, str]]:
    """The colleagues who can look in it now, and in which role."""
    found = mentions.readers(dossier, compartment, timezone.now())
    return [{"name": name, "role": role_label(dossier.state, role)} for _, name, role in found]


def _texts(dossier: OpenDossier, compartment: str, known: dict[str, str]) -> Iterable[dict[str, Any]]:
    for item in presenting.timeline(dossier, {}, known):
        mine = [text for text in item["texts"] if text["compartment"] == compartment]
        if mine:
            yield item | {"texts": mine, "values": [], "letters": []}


def _document(dossier: OpenDossier, document: DocumentView) -> dict[str, Any]:
    url = reverse("desk:document", args=[dossier.number, document.id])
    name = (
        gettext("%(name)s (voor in de agenda)") % {"name": document.name}
        if document.media_type == invitation.MEDIA_TYPE
        else document.name
    )
    return {"name": name, "url": url, "when": document.added, "size": document.size}
