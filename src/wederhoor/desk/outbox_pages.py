"""Letters over all dossiers: the register of what left, the outbox where they can be stopped, what is to be printed or looked at."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wederhoor.correspondence.bundle import joined
from wederhoor.correspondence.dispatch import Draft, draft, drafts
from wederhoor.desk.dossier_page import is_party, may_send
from wederhoor.desk.letters import send_out
from wederhoor.desk.looking import opened
from wederhoor.desk.outbox_words import reason_words, state_words, way_words
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import letterdrafts, letterlists, outbox
from wederhoor.dossier.door import NotFound, OpenDossier, read_document
from wederhoor.dossier.letterlists import Entry
from wederhoor.dossier.policy import NEEDS
from wederhoor.dossier.reasons import ReasonNeeded

MANY = 100
"""Letters of so many dossiers at a time."""
WORKING = frozenset({"handler", "coordinator", "mediator", "board", "committee"})


def _tabs(who: Signed, current: str) -> list[dict[str, Any]]:
    """The four lists; a party has only what was sent to it."""
    listed = [
        ("letters", gettext("Verstuurd")), ("outbox", gettext("Postbus uit")), ("to print", gettext("Te printen")),
        ("to check", gettext("Ter beoordeling")),
    ]  # fmt: skip
    mine = listed if _works(who) else listed[:1]
    return [{"label": label, "url": reverse(f"desk:{name}"), "current": name == current} for name, label in mine]


def _works(who: Signed) -> bool:
    kind = who.regulation.roles[who.role].kind
    return kind in WORKING and "list" in NEEDS[kind].actions


def _row(entry: Entry) -> dict[str, Any]:
    state, tone = state_words(entry.state, entry.when)
    wrong, mend = reason_words(entry.reason)
    return {
        "number": entry.number, "label": entry.label, "to": entry.to, "way": way_words(entry.way), "when": entry.when,
        "state": state, "tone": tone, "wrong": wrong, "mend": mend, "id": entry.id, "sha256": entry.sha256,
        "dossier_url": reverse("desk:dossier", args=[entry.number]), "message_id": entry.message_id if wrong else "",
        "failed": entry.state == "failed", "unsure": entry.reason == outbox.UNSURE, "document": entry.document,
        "by_hand": entry.way == "hand" and entry.state == "waiting",
        "url": reverse("desk:letter", args=[entry.number, entry.name, entry.seq]),
        "pdf_url": reverse("desk:document", args=[entry.number, entry.document]) if entry.document else "",
        "stop_url": reverse("desk:letter stop", args=[entry.number, entry.name, entry.seq]),
    }  # fmt: skip


def _page(request: HttpRequest, who: Signed, name: str, entries: list[Entry], **more: Any) -> HttpResponseBase:
    context = {"letters": [_row(entry) for entry in entries], "tabs": _tabs(who, name), "page_name": name} | more
    return render(request, "desk/letters.html", frame(request, who, "letters") | context)


@require_safe
@desk
def register(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The register of letters: which letter of which dossier left when, how, to whom, with its hash."""
    chosen = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("q", "letter", "way")}
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 100_000 else 1
    wanted = {"number": chosen["q"], "letter": chosen["letter"], "way": chosen["way"]}
    shown, more = letterlists.register(who.tenant, who.actor, now=timezone.now(), page=page, wanted=wanted)
    labels = sorted(((code, rule.label) for code, rule in who.regulation.letters.items()), key=itemgetter(1))
    query = urlencode({name: value for name, value in chosen.items() if value})
    ways = [(way, way_words(way)) for way in ("mail", "print", "desk", "hand")]
    return _page(
        request, who, "letters", shown, labels=labels, chosen=chosen, ways=ways, query=query, page=page, previous=page - 1,
        following=page + 1 if more else 0,
    )  # fmt: skip


@require_POST
@desk
def verify(request: HttpRequest, who: Signed, number: str, document: UUID) -> HttpResponseBase:
    """Whether a kept letter still is what left, by its hash."""
    dossier = opened(who, number, "document")
    try:
        _, _, content = read_document(dossier, document, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    same = letterlists.sealed_as(dossier, document) == {hashlib.sha256(content).hexdigest()}
    words = gettext("Klopt: de bewaarde brief is precies wat er wegging (%(number)s).")
    wrong = gettext("Klopt niet: de bewaarde brief is niet wat er wegging (%(number)s). Meld dit aan uw beheerder.")
    (messages.success if same else messages.error)(request, (words if same else wrong) % {"number": number})
    return redirect("desk:letters")


@require_http_methods(["GET", "POST"])
@desk
def waiting(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The outbox: what still can be stopped, and what did not succeed and needs somebody."""
    if request.method == "POST":
        return _decided(request, who)
    found = letterlists.outbox(who.tenant, who.actor, now=timezone.now()) if _works(who) else []
    return _page(request, who, "outbox", found)


def _decided(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """What a person decided about a letter that did not succeed."""
    dossier, now = opened(who, str(request.POST.get("number", "")), "attach"), timezone.now()
    entry = _entry_of(request, who, dossier)
    if "arrived" in request.POST:
        done = outbox.arrived(dossier, entry, actor=who.actor, now=now)
    else:
        way = "print" if "print" in request.POST else ""
        done = outbox.again(dossier, entry, actor=who.actor, now=now, way=way)
    if done:
        messages.success(request, gettext("Vastgelegd."))
    else:
        messages.error(request, gettext("Deze brief is intussen al afgehandeld."))
    return redirect("desk:outbox")


def _entry_of(request: HttpRequest, who: Signed, dossier: OpenDossier) -> UUID:
    """The letter in the outbox that was meant, for who may send it; else there is no such page."""
    given = str(request.POST.get("entry", ""))
    row = next((row for row in outbox.rows_of(dossier) if str(row.id) == given), None)
    found = draft(dossier, row.letter, row.seq, timezone.now()) if row and _works(who) else None
    if row is None or found is None or is_party(dossier) or not may_send(dossier, who.role, found):
        raise Http404
    return row.id


def _mine(who: Signed, number: str, action: str) -> OpenDossier | None:
    """The dossier; None when a colleague has it and nobody said today why they look: then its own page asks first."""
    try:
        return opened(who, number, action)
    except ReasonNeeded:
        return None


def _of_colleagues(request: HttpRequest, number: int) -> None:
    words = ngettext(
        "%(n)s dossier is van een collega. Open het eerst en zeg waarom.",
        "%(n)s dossiers zijn van een collega. Open ze eerst en zeg waarom.", number,
    )  # fmt: skip
    if number:
        messages.warning(request, words % {"n": number})


@require_http_methods(["GET", "POST"])
@desk
def to_print(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """What goes by post. POST says that these were printed and posted."""
    found = letterlists.to_print(who.tenant, who.actor, now=timezone.now()) if _works(who) else []
    if request.method == "GET":
        return _page(request, who, "to print", found)
    chosen = set(request.POST.getlist("entry"))
    by_dossier: dict[str, list[UUID]] = defaultdict(list)
    for entry in found:
        if entry.id and str(entry.id) in chosen:
            by_dossier[entry.number].append(entry.id)
    open_ = {number: _mine(who, number, "attach") for number in by_dossier}
    number = sum(
        outbox.printed(dossier, by_dossier[number], actor=who.actor, now=timezone.now())
        for number, dossier in open_.items()
        if dossier
    )
    _of_colleagues(request, sum(dossier is None for dossier in open_.values()))
    words = ngettext("%(n)s brief is op de post.", "%(n)s brieven zijn op de post.", number) % {"n": number}
    messages.success(request, words)
    return redirect("desk:to print")


@require_safe
@desk
def print_all(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Everything to be printed as one PDF; each letter as it was sealed."""
    found = letterlists.to_print(who.tenant, who.actor, now=timezone.now()) if _works(who) else []
    if not found:
        return redirect("desk:to print")
    contents = [(entry.number, content) for entry in found if (content := _content(who, entry))]
    if not contents:
        _of_colleagues(request, len({entry.number for entry in found}))
        return redirect("desk:to print")
    content = joined(contents)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="brieven.pdf"'}
    )


def _content(who: Signed, entry: Entry) -> bytes:
    dossier = _mine(who, entry.number, "document")
    if dossier is None or entry.document is None:
        return b""
    return read_document(dossier, entry.document, actor=who.actor, now=timezone.now())[2]


@require_safe
@desk
def to_check(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Letters of others that leave only after somebody else looked."""
    found = letterlists.to_check(who.tenant, who.actor, now=timezone.now()) if _works(who) else []
    return _page(request, who, "to check", found)


@require_POST
@desk
def together(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Letters of many dossiers at once: which there are, and sending those that were ticked. They wait where they can be stopped."""
    numbers = list(dict.fromkeys(request.POST.getlist("number")))[:MANY]
    ticked = set(request.POST.getlist("letter")) if "send" in request.POST else set()
    found = {number: _mine(who, number, "act") for number in numbers}
    letters = [(dossier, one) for dossier in found.values() if dossier for one in _waiting(who, dossier)]
    rows = [_waiting_row(dossier, one) for dossier, one in letters]
    for row, (dossier, one) in zip(rows, letters, strict=True):
        if row["key"] in ticked and one.letter:
            send_out(request, who, dossier, one)
    _of_colleagues(request, sum(dossier is None for dossier in found.values()))
    if ticked:
        return redirect("desk:outbox")
    context = {"rows": rows, "numbers": numbers, "tabs": _tabs(who, "")}
    return render(request, "desk/letters_together.html", frame(request, who, "letters") | context)


def _waiting(who: Signed, dossier: OpenDossier) -> list[Draft]:
    """The letters of a dossier that this person may send, with what was typed for them before."""
    now = timezone.now()
    mine = [d for d in drafts(dossier, now) if not d.sent and not is_party(dossier) and may_send(dossier, who.role, d)]
    kept = [letterdrafts.written(dossier, d.name, d.seq).typed for d in mine]
    return [draft(dossier, d.name, d.seq, now, typed) or d for d, typed in zip(mine, kept, strict=True)]


def _waiting_row(dossier: OpenDossier, found: Draft) -> dict[str, Any]:
    return {
        "key": f"{dossier.number} {found.name} {found.seq}", "number": dossier.number, "label": found.label,
        "to": found.recipient, "ready": bool(found.letter), "missing": [label for _, label in found.missing],
        "url": reverse("desk:letter", args=[dossier.number, found.name, found.seq]),
    }  # fmt: skip
