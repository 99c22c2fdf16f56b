"""Reading in an older register: send the file, name its columns, map its values, look at every mistake, then all of it at once.

Every step is a page with its own address; what was chosen is kept, so nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.desk.learning.page import View, around, learning
from wederhoor.desk.learning.register import only_whole
from wederhoor.desk.signed import Signed
from wederhoor.dossier.gate import REFUSALS
from wederhoor.dossier.uploading import cut_off, takes_files
from wederhoor.insight import rights
from wederhoor.insight.importing import keeping
from wederhoor.insight.importing.checking import Choices
from wederhoor.insight.importing.columns import LEAVE, TARGETS
from wederhoor.insight.importing.keeping import Gone, Outcome, Reading, Refused
from wederhoor.insight.register.labels import TITLES, title

ACCEPT = ".xlsx,.csv,.txt"
MOST_MISTAKES, MOST_SHOWN = 200, 10
CLOSED = "closed"


def names() -> dict[str, str]:
    """What a column of the file can be."""
    own = {"closed": gettext("Gesloten (datum of kwartaal)"), "received": gettext("Ontvangen (datum of kwartaal)"),
           "lead_time": gettext("Doorlooptijd in dagen")}  # fmt: skip
    return {target: own.get(target) or title(target) for target in TARGETS}


def why_out() -> dict[str, str]:
    """Why a column never comes along."""
    return {
        "person": gettext(
            "Blijft weg: hier lijkt een persoon of een nummer in te staan. Die komen nooit in het register."
        ),
        "free text": gettext("Blijft weg: dit is vrije tekst, of er staan te veel verschillende waarden in."),
    }


def step(view: View[[UUID]]) -> Any:
    """A step with one file that is on its way in; who is past it goes back to the list."""

    @learning(rights.keeps_register)
    @wraps(view)
    def page(request: HttpRequest, who: Signed, key: UUID) -> HttpResponseBase:
        only_whole(who)
        try:
            return view(request, who, key)
        except Gone:
            messages.warning(request, gettext("Dit bestand is al ingelezen of weggegooid."))
            return redirect("desk:register imports")

    return page


@takes_files()
@require_http_methods(["GET", "POST"])
@learning(rights.keeps_register)
def imports(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """What was read in before, and a new file."""
    only_whole(who)
    wrong = ""
    if request.method == "POST":
        try:
            made = _begun(request, who)
        except Refused as refused:
            wrong = _refusal(refused)
        else:
            return redirect("desk:register columns", made)
    rows = [
        {
            "id": row.id,
            "name": name,
            "made": row.made,
            "rows": row.rows,
            "state": row.state,
            "label": gettext(row.get_state_display()),
        }
        for row, name in keeping.listed(who.tenant, actor=who.actor, now=timezone.now())
    ]
    context = around(request, who, "register") | {"rows": rows, "wrong": wrong, "accept": ACCEPT}
    return render(request, "desk/learning/register_imports.html", context, status=422 if wrong else 200)


def _begun(request: HttpRequest, who: Signed) -> UUID:
    sent = request.FILES.get("sent")
    if cut_off(request) or sent is None:
        raise Refused("too large" if cut_off(request) else "no file")
    return keeping.begin(who.tenant, sent.name or "", sent.read(), actor=who.actor, now=timezone.now())


def _refusal(refused: Refused) -> str:
    if refused.code == "twice":
        day = date_format(timezone.localtime(refused.at), "j F Y") if refused.at else ""
        words = gettext(
            "Dit bestand is al ingelezen op %(day)s. Het telt niet nog een keer mee. Draai dat eerst terug als het opnieuw moet."
        )
        return words % {"day": day}
    return gettext("Kies een bestand.") if refused.code == "no file" else gettext(REFUSALS[refused.code])


@require_http_methods(["GET", "POST"])
@step
def columns(request: HttpRequest, who: Signed, key: UUID) -> HttpResponseBase:
    """Which column of the file is which of ours."""
    here, wrong = keeping.reading(who.tenant, key, actor=who.actor, now=timezone.now()), ""
    chosen = here.choices.columns
    if request.method == "POST":
        chosen = {
            c.place: t
            for c in here.columns
            if not c.refused and (t := request.POST.get(f"column{c.place}", "")) in TARGETS
        }
        wrong = _wrong_columns(chosen)
        if not wrong:
            keeping.choose(who.tenant, key, Choices(chosen, here.choices.values), actor=who.actor, now=timezone.now())
            return redirect("desk:register values", key)
    rows = [
        {
            "place": c.place,
            "head": c.head,
            "samples": c.samples,
            "out": why_out().get(c.refused, ""),
            "now": chosen.get(c.place, LEAVE),
        }
        for c in here.columns
    ]
    context = _context(request, who, here, 1) | {"rows": rows, "targets": list(names().items()), "wrong": wrong}
    return render(request, "desk/learning/register_columns.html", context, status=422 if wrong else 200)


def _wrong_columns(chosen: dict[int, str]) -> str:
    """What makes this choice impossible; '' when nothing does."""
    targets = list(chosen.values())
    if CLOSED not in targets:
        return gettext("Wijs aan in welke kolom staat wanneer de klacht is gesloten.")
    twice = next((target for target in targets if targets.count(target) > 1), "")
    return gettext("Twee kolommen heten nu ‘%(name)s’. Kies er een.") % {"name": names()[twice]} if twice else ""


@require_http_methods(["GET", "POST"])
@step
def values(request: HttpRequest, who: Signed, key: UUID) -> HttpResponseBase:
    """Which value of the file is which code."""
    here = keeping.reading(who.tenant, key, actor=who.actor, now=timezone.now())
    asked = here.to_map()
    if request.method == "POST":
        given = {
            target: {value: _code(request, target, place, here) for place, value in enumerate(found)}
            for target, found in asked.items()
        }
        keeping.choose(
            who.tenant,
            key,
            Choices(here.choices.columns, here.choices.values | given),
            actor=who.actor,
            now=timezone.now(),
        )
        return redirect("desk:register preview", key)
    groups = [_group(here, target, found) for target, found in asked.items()]
    return render(request, "desk/learning/register_values.html", _context(request, who, here, 2) | {"groups": groups})


def _group(here: Reading, target: str, found: dict[str, str]) -> dict[str, Any]:
    """The values of one column with what each can be."""
    rows = [
        {"name": f"{target}-{place}", "value": value, "now": code} for place, (value, code) in enumerate(found.items())
    ]
    head = next(c.head for c in here.columns if here.choices.columns.get(c.place) == target)
    unsure = sum(not row["now"] for row in rows)
    return {
        "label": names()[target],
        "head": head,
        "rows": rows,
        "options": list(here.words(target).items()),
        "unsure": unsure,
    }


def _code(request: HttpRequest, target: str, place: int, here: Reading) -> str:
    code = request.POST.get(f"{target}-{place}", "")
    return code if code in here.words(target) else LEAVE


@require_http_methods(["GET", "POST"])
@step
def preview(request: HttpRequest, who: Signed, key: UUID) -> HttpResponseBase:
    """What reading in will do: the first rows, and every mistake with what to do. POST does it."""
    here, now = keeping.reading(who.tenant, key, actor=who.actor, now=timezone.now()), timezone.now()
    if CLOSED not in here.choices.columns.values():
        return redirect("desk:register columns", key)
    if here.to_map().keys() - here.choices.values.keys():
        return redirect("desk:register values", key)
    if request.method == "POST":
        try:
            came = keeping.read_in(who.tenant, key, actor=who.actor, now=now)
        except Refused:
            messages.error(request, gettext("Er is niets ingelezen: er staan nog fouten in het bestand."))
        else:
            messages.success(request, gettext("%(n)s regels staan nu in het register.") % {"n": came})
            return redirect("desk:register imports")
    found = keeping.previewed(who.tenant, here, actor=who.actor, now=now)
    context = _context(request, who, here, 3) | _preview(here, found)
    return render(
        request, "desk/learning/register_preview.html", context, status=422 if request.method == "POST" else 200
    )


def _preview(here: Reading, found: Outcome) -> dict[str, Any]:
    shown = ["quarter", *(t for t in TARGETS if t in here.choices.columns.values() and t in TITLES)]
    return {
        "columns": [title(name) for name in shown],
        "rows": [{"number": number, "cells": list(_cells(here, row, shown))} for number, row in found.checked.rows[:MOST_SHOWN]],
        "count": len(found.checked.rows), "mistakes": found.checked.mistakes[:MOST_MISTAKES],
        "wrong_rows": len({one.row for one in found.checked.mistakes}), "more": max(0, len(found.checked.mistakes) - MOST_MISTAKES),
        "doubles": _numbers(found.doubles), "alike": _numbers(found.alike),
        "ready": bool(found.checked.rows) and not found.checked.mistakes,
    }  # fmt: skip


def _cells(here: Reading, row: dict[str, Any], shown: list[str]) -> Iterator[str]:
    for name in shown:
        value = row.get(name)
        yield (
            ""
            if value in ("", None)
            else str(value)
            if name in ("quarter", "location_group")
            else here.labels.of(name, value)
        )


def _numbers(found: tuple[int, ...]) -> dict[str, Any]:
    named = ", ".join(map(str, found[:20]))
    return {"count": len(found), "rows": f"{named} …" if len(found) > 20 else named}


@require_POST
@step
def undo(request: HttpRequest, who: Signed, key: UUID) -> HttpResponseBase:
    """Take out what came in with a file, or throw away a file that is not in yet."""
    gone = keeping.undo(who.tenant, key, actor=who.actor, now=timezone.now())
    words = (
        gettext("%(n)s regels zijn uit het register gehaald.") % {"n": gone}
        if gone
        else gettext("Het bestand is weggegooid.")
    )
    messages.success(request, words)
    return redirect("desk:register imports")


def _context(request: HttpRequest, who: Signed, here: Reading, now: int) -> dict[str, Any]:
    """The frame of a step: the file and how far it is."""
    steps = (gettext("Bestand"), gettext("Kolommen"), gettext("Waarden"), gettext("Bekijken"))
    far = [
        {"label": label, "state": "done" if n < now else "current" if n == now else "todo"}
        for n, label in enumerate(steps)
    ]
    return around(request, who, "register") | {
        "file": {"id": here.id, "name": here.name, "rows": len(here.rows)},
        "phases": far,
    }
