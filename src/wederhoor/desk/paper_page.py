"""One paper at the desk: its pages, where it came from, what was done with it, and moving, withdrawing or showing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.desk import sheets
from wederhoor.desk.looking import opened
from wederhoor.desk.papers import DRAWN, PLACES, SHOWN, found, name_of, paper_row, shown_choices, shown_words, works
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.tabs import head
from wederhoor.dossier import papers, papers_changed, policy
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.papers import ChangeView, PaperView, RedactionView
from wederhoor.procedure.saying import small

DONE = {
    "moved": "Verplaatst", "withdrawn": "Teruggetrokken", "back": "Teruggezet", "shown": "Inzage veranderd",
}  # fmt: skip
READABLE = 200_000
OFFICE = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
"""How the types begin of what a word processor, a spreadsheet or a presentation makes."""


class Change(forms.Form):
    """What to do with the paper, and why."""

    what = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, dossier: OpenDossier, paper: PaperView, data: Any = None) -> None:
        super().__init__(data)
        what, reason = self.fields["what"], self.fields["reason"]
        what.label, reason.label = gettext("Wat wilt u doen?"), gettext("Waarom?")
        if isinstance(what, forms.ChoiceField):
            what.choices = list(choices(dossier, paper).items())


def choices(dossier: OpenDossier, paper: PaperView) -> dict[str, str]:
    """What can be done with this paper now, by code."""
    if paper.withdrawn:
        return {"back": gettext("Terugzetten bij de stukken")}
    made = {"withdraw": gettext("Terugtrekken: het telt niet meer mee, het blijft bewaard")}
    if paper.compartment == "party":
        now = " ".join((paper.shown_to, *paper.only_for))
        for code, label in shown_choices(dossier).items():
            if code != now:
                who = label if code.partition(" ")[2] else small(label)
                made[f"show {code}"] = gettext("Laten zien aan: %(who)s") % {"who": who}
    for code, label in PLACES.items():
        if code in dossier.compartments and code != paper.compartment and papers.fits(paper.kind, code):
            made[f"move {code}"] = gettext("Verplaatsen naar: %(place)s") % {"place": gettext(label)}
    return made


def _do(dossier: OpenDossier, who: Signed, paper: UUID, what: str, reason: str) -> None:
    verb, _, to = what.partition(" ")
    now = timezone.now()
    if verb == "move":
        papers_changed.move(dossier, paper, to, reason, actor=who.actor, now=now)
    elif verb == "show":
        papers_changed.show(dossier, paper, to, reason, actor=who.actor, now=now)
    else:
        papers_changed.withdraw(dossier, paper, reason, back=verb == "back", actor=who.actor, now=now)


@require_http_methods(["GET", "POST"])
@desk
def paper(request: HttpRequest, who: Signed, number: str, paper: UUID) -> HttpResponseBase:
    """A paper. POST moves, withdraws, puts back or shows it, with the reason."""
    dossier = opened(who, number, "attach" if request.method == "POST" else "read")
    view, changes, made = found(lambda: papers.one(dossier, paper, shows=True, actor=who.actor, now=timezone.now()))
    form = Change(dossier, view, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found(lambda: _do(dossier, who, paper, given["what"], given["reason"]))
        messages.success(request, gettext("Gedaan, met uw reden erbij."))
        return redirect("desk:papers", number)
    context = frame(request, who, "worklist") | _context(dossier, who, view, changes, made) | {"form": form}
    return render(request, "desk/paper.html", context, status=422 if form.errors else 200)


def _context(
    dossier: OpenDossier, who: Signed, view: PaperView, changes: list[ChangeView], made: list[RedactionView]
) -> dict[str, Any]:
    number, keeps = dossier.number, works(dossier)
    known = {"sha256": view.sha256, "original_sha256": view.original_sha256, "by": name_of(view.by, dossier)}
    return {
        "dossier": head(dossier), "paper": paper_row(dossier, view) | known,
        "sheets": sheets.listed(number, view.clean, view.pages, actor=who.actor) if view.media_type in DRAWN else [],
        "more": max(view.pages - sheets.MOST_SHOWN, 0), "text": _text(dossier, who, view), "works": keeps,
        "file_url": reverse("desk:paper file", args=[number, view.clean]),
        "original_url": reverse("desk:paper original", args=[number, view.id]) if keeps else "",
        "redact_url": reverse("desk:redact", args=[number, view.id]) if keeps and view.media_type in DRAWN else "",
        "office": view.media_type.startswith(OFFICE), "versions": _versions(number, view), "view": view,
        "papers_url": reverse("desk:papers", args=[number]), "changes": [_change_row(dossier, change) for change in changes],
        "redactions": [_redaction_row(number, who, one) for one in made],
    }  # fmt: skip


def _versions(number: str, view: PaperView) -> list[dict[str, str]]:
    """What this is a newer version of, and its own newer versions."""
    before = [(gettext("Nieuwe versie van:"), *view.before)] if view.before else []
    after = [(gettext("Nieuwere versie:"), *one) for one in view.after]
    return [
        {"label": label, "title": title, "url": reverse("desk:paper", args=[number, paper])}
        for label, paper, title in (*before, *after)
    ]


def _text(dossier: OpenDossier, who: Signed, view: PaperView) -> str:
    if view.media_type != "text/plain":
        return ""
    now = timezone.now()
    _, _, content = papers.content(who.tenant, dossier.number, view.clean, actor=who.actor, now=now, logged=False)
    return content.decode("utf-8", "replace")[:READABLE]


def _change_row(dossier: OpenDossier, change: ChangeView) -> dict[str, Any]:
    labels: dict[str, str] = dict(Compartment.choices)
    both = (change.before, change.after)
    words = [gettext(labels.get(code, code)) for code in both] if change.what == "moved" else []
    if change.what == "shown":
        words = [shown_words(dossier, *code.split(" ")) or gettext(SHOWN[""]) for code in both]
    return {
        "what": gettext(DONE[change.what]), "from_to": " → ".join(words), "reason": change.reason, "at": change.at,
        "who": name_of(change.by, dossier),
    }  # fmt: skip


def _redaction_row(number: str, who: Signed, one: RedactionView) -> dict[str, Any]:
    """A redacted copy: what was withheld, and why."""
    on = gettext("bladzijde %(n)s")
    rows = [(rule["text"], rule["reason"]) for rule in one.rules["texts"]]
    rows += [
        (gettext("vlak, %(where)s") % {"where": on % {"n": rule["page"]}}, rule["reason"])
        for rule in one.rules["areas"]
    ]
    rows += [(on % {"n": rule["page"]}, rule["reason"]) for rule in one.rules["pages"]]
    return {
        "at": one.at, "rows": rows, "sheets": sheets.listed(number, one.document, one.pages, actor=who.actor),
        "file_url": reverse("desk:paper file", args=[number, one.document]),
    }  # fmt: skip


@require_safe
@desk
def original(request: HttpRequest, who: Signed, number: str, paper: UUID) -> HttpResponse:
    """The warning before the file as it came."""
    dossier = opened(who, number)
    view, _, _ = found(lambda: papers.one(dossier, paper, actor=who.actor, now=timezone.now()))
    if not policy.reads_document(dossier.regulation, who.role, policy.ORIGINAL, "", ""):
        found(_nothing)
    context = frame(request, who, "worklist") | {
        "dossier": head(dossier), "paper": paper_row(dossier, view),
        "file_url": reverse("desk:paper file", args=[number, view.original]),
    }  # fmt: skip
    return render(request, "desk/papers_original.html", context)


def _nothing() -> None:
    raise NotFound
