"""The dossier: where it stands, what must be done now and why, what may be done and what not, and what happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.correspondence.dispatch import Draft, drafts
from wederhoor.desk import presenting
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import regulations
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.policy import PARTIES
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.duties import duties
from wederhoor.procedure.retention import destroy_after


def head(dossier: OpenDossier) -> dict[str, Any]:
    """What every page about a dossier says of it."""
    words = dossier.state.procedure.words.values
    capacity, law = (str(dossier.state.value(name)) for name in ("capacity", "law"))
    return {
        "number": dossier.number, "subject": dossier.subject or dossier.number, "url": reverse("desk:dossier", args=[dossier.number]),
        "capacity": words.get(("capacity", capacity), "") if capacity else "", "law": words.get(("law", law), "") if law else "",
        "location": dossier.row.location.name if dossier.row.location else "", "worklist_url": reverse("desk:worklist"),
        "destroy_after": destroy_after(dossier.state), "print_url": "",
        "regulation": "; ".join(_regulations(dossier)),
    }  # fmt: skip


def _regulations(dossier: OpenDossier) -> list[str]:
    """The regulation the dossier is under, with its version, and the cooperative's beside it."""
    beside = [regulations.pinned(dossier.row.beside)] if dossier.row.beside else []
    return [f"{r.title}, {r.version}" for r in (dossier.regulation, *beside)]


def is_party(dossier: OpenDossier) -> bool:
    """Whether this person looks as a party. A party reads the letters that were sent to it; the others work on them."""
    return dossier.regulation.roles[dossier.actor.role].kind in PARTIES


def letter_links(dossier: OpenDossier, found: list[Draft]) -> dict[int, list[dict[str, str]]]:
    """The letters that were sent, by the event that caused them."""
    links: dict[int, list[dict[str, str]]] = {}
    for draft in found:
        if draft.sent:
            url = reverse("desk:letter", args=[dossier.number, draft.name, draft.seq])
            pdf = reverse("desk:document", args=[dossier.number, draft.sent])
            links.setdefault(draft.seq, []).append({"label": draft.label, "url": url, "pdf_url": pdf})
    return links


def may_send(dossier: OpenDossier, role: str, found: Draft) -> bool:
    """A letter goes out by who may do its act, and by who handles the dossier; others read it once it was sent."""
    regulation = dossier.regulation
    return role in regulation.acts[found.act].by or regulation.roles[role].kind in ("handler", "coordinator")


def waiting(dossier: OpenDossier, found: list[Draft]) -> list[dict[str, str]]:
    """The letters still to be sent."""
    return [
        {"label": d.label, "to": d.recipient, "url": reverse("desk:letter", args=[dossier.number, d.name, d.seq])}
        for d in found
        if not d.sent and not is_party(dossier) and may_send(dossier, dossier.actor.role, d)
    ]


@require_safe
@desk
def dossier(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """One dossier, as far as this person may see it."""
    found, now = opened(who, number), timezone.now()
    state, may, letters = found.state, permitted(found.state, who.role, now), drafts(found, now)
    running = duties(state, now)
    many = gettext("Wie dit dossier opent, komt in het logboek.")
    context = frame(request, who, "worklist") | {
        "dossier": head(found), "phases": presenting.phases(state, now),
        "duties": presenting.duty_rows(state, number, running, who.role, may), "may": presenting.may_groups(state, number, may),
        "may_not": presenting.may_not_rows(state, may, of_others=False),
        "of_others": presenting.may_not_rows(state, may, of_others=True), "ended": presenting.ended_rows(running),
        "letters": waiting(found, letters),
        "timeline": presenting.timeline(found, letter_links(found, letters)),
        "people": [presenting.person_row(found, p) for p in found.people], "parts": presenting.part_rows(state),
        "facts": presenting.fact_rows(state), "access": many,
    }  # fmt: skip
    return render(request, "desk/dossier.html", context)
