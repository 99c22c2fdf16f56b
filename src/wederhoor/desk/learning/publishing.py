"""An adopted public report for outside: what outside will see beside what is inside, the texts that may go, a second person, out and back."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.report_page import head
from wederhoor.desk.learning.report_words import reader
from wederhoor.desk.signed import Signed
from wederhoor.insight import rights
from wederhoor.insight.deidentify import suspicions
from wederhoor.insight.disclosure.deciding import LEAST, fewest
from wederhoor.insight.models import Publication
from wederhoor.insight.publishing import work
from wederhoor.insight.publishing.terms import public_before
from wederhoor.insight.publishing.work import Preview, Rule
from wederhoor.insight.report.listing import Reader
from wederhoor.insight.report.work import Refused

State = Publication.State


class RuleForm(forms.Form):
    """From which number on, and with how many people."""

    threshold = forms.IntegerField(
        label=gettext_lazy("Getallen hieronder laten wij niet zien"), min_value=LEAST, max_value=100,
        help_text=gettext_lazy("Gewoon is 5. Lager dan 3 kan niet."),
    )  # fmt: skip
    four_eyes = forms.BooleanField(label=gettext_lazy("Een tweede persoon keurt elke publicatie goed"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@learning(rights.reads_any_report)
def page(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """Look, choose which texts may go, and publish or propose."""
    person, now, plain = reader(who), timezone.now(), "plain" in request.POST
    texts = _chosen(request) if request.method == "POST" else {}
    if "publish" not in request.POST:
        return _shown(request, who, person, work.preview(person, report, texts, now=now, plain=plain), plain)
    try:
        work.propose(person, report, texts, request.POST.get("seen", ""), now=now, plain=plain)
    except Refused as refused:
        again = work.preview(person, report, texts, now=now, plain=plain)
        return _shown(request, who, person, again, plain, because(refused), 422)
    messages.success(request, gettext("Vastgelegd."))
    return redirect("desk:publish report", report)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The texts with a tick: those may go."""
    codes = [key.removeprefix("goes-") for key in request.POST if key.startswith("goes-")]
    return {code: said for code in codes if (said := request.POST.get(f"text-{code}", "").strip())}


def _shown(
    request: HttpRequest, who: Signed, person: Reader, seen: Preview, plain: bool, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    found, row = seen.found, seen.found.row
    made = work.of_report(person, row.id)
    context = around(request, who, "reports") | {
        "report": head(found), "sections": _sections(request, seen), "seen": seen.sha256, "plain": plain, "refusal": refusal,
        "refused": refused_words(seen.refused, seen.rule.threshold), "rule": seen.rule, "counts": _counts(seen),
        "rule_form": RuleForm(initial={"threshold": seen.rule.threshold, "four_eyes": seen.rule.four_eyes}),
        "sets_rule": work.sets_rule(person), "publishes": work.publishes(person, found), "publications": _history(person, made),
        "busy": any(one.state in (State.PROPOSED, State.PUBLISHED) for one in made), "before": public_before(found),
        "back": reverse("desk:report", args=[row.id]), "number": row.id,
    }  # fmt: skip
    return render(request, "desk/learning/publishing.html", context, status=status)


def _sections(request: HttpRequest, seen: Preview) -> list[dict[str, Any]]:
    return [_section(request, seen, place) for place in range(len(seen.parts))]


def _section(request: HttpRequest, seen: Preview, place: int) -> dict[str, Any]:
    outside, inside = seen.parts[place], seen.found.parts[place]
    there = {table.code: table for table in outside.tables}
    tables = [
        {"inside": one, "outside": there.get(one.code), "because": left_out_words(seen, one.code)}
        for one in inside.tables
    ]
    text = request.POST.get(f"text-{inside.code}", inside.text)
    doubts = [one.of(text) for one in suspicions(text)]
    goes = f"goes-{inside.code}" in request.POST
    return {
        "code": inside.code,
        "label": inside.label,
        "tables": tables,
        "text": text,
        "doubts": doubts,
        "goes": goes,
        "asks": bool(inside.text),
    }


def _counts(seen: Preview) -> dict[str, int]:
    found = Counter(why.value for release in seen.shown.values() for why in release.hidden.values())
    return {"small": found["small"], "cover": found["cover"]}


def _history(person: Reader, made: list[Publication]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.id, "state": row.state, "label": row.get_state_display(), "day": row.decided or row.proposed,
            "withdrawn": row.withdrawn, "mine": row.proposed_by == person.actor.who,
            "texts": list(work.texts_of(person, row).values()) if row.state == State.PROPOSED else [],
        }
        for row in made
    ]  # fmt: skip


@require_POST
@learning(rights.reads_any_report)
def decide(request: HttpRequest, who: Signed, publication: UUID) -> HttpResponseBase:
    """A second person says yes or no; or it is withdrawn."""
    person, now, step = reader(who), timezone.now(), request.POST.get("step", "")
    try:
        if step in ("yes", "no"):
            work.decide(person, publication, yes=step == "yes", now=now)
        elif step == "withdraw":
            work.withdraw(person, publication, now=now)
        messages.success(request, gettext("Vastgelegd."))
    except Refused as refused:
        messages.error(request, because(refused))
    return redirect("desk:publish report", work.report_of(person, publication))


@require_POST
@learning(rights.reads_any_report)
def rule(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """The organisation's own rule, from now on."""
    person, form = reader(who), RuleForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("De grens blijft zoals zij was. Lager dan %s kan niet.") % LEAST)
        return redirect("desk:publish report", report)
    data = form.cleaned_data
    try:
        work.set_rule(person, report, Rule(data["threshold"], data["four_eyes"]), now=timezone.now())
        messages.success(request, gettext("De grens is bewaard. Zij geldt voor wat hierna openbaar wordt."))
    except Refused as refused:
        messages.error(request, because(refused))
    return redirect("desk:publish report", report)


def because(refused: Refused) -> str:
    """Why it cannot be done, in a sentence."""
    said = {
        "not yours to publish": gettext("Wie dit verslag maakt of vaststelt, publiceert het."),
        "no figures": gettext("Deze getallen kunnen niet naar buiten. Publiceer alleen de woorden."),
        "personal": gettext("Haal eerst dit uit de tekst: %s. Het wijst naar een persoon.") % refused.about,
        "changed since": gettext("Wat buiten te zien zal zijn, is veranderd. Kijk nog eens, en publiceer dan."),
        "is there": gettext("Van dit verslag is al een publicatie. Trek die eerst in."),
        "decided": gettext("Hierover is al besloten."),
        "a second person": gettext("Een ander dan wie het voorstelde, keurt het goed."),
        "newer is out": gettext("Er is al een nieuwere versie."),
        "not out": gettext("Dit is niet openbaar."),
        "not yours to set": gettext(
            "Deze grens geldt voor de hele organisatie. Wie die bestuurt of coördineert, stelt hem in."
        ),
        "too low": gettext("Lager dan %s kan niet.") % refused.about,
    }
    return said[refused.because]


def refused_words(code: str, threshold: int) -> str:
    """Why no figures may go out at all."""
    return {
        "": "",
        "few": gettext("Er zijn minder dan %s klachten. Bijna elk getal zou verborgen zijn, en wie erbij was weet de rest.")
        % fewest(threshold),
        "difference": gettext("Naast wat al openbaar is, verschillen de totalen een paar klachten. Dat verschil is uit te rekenen."),
        "crossing": gettext("Deze klachten vallen deels samen met een eerdere publicatie. Dan is uit te rekenen wat niet mag."),
    }[code]  # fmt: skip


def left_out_words(seen: Preview, code: str) -> str:
    """Why a table stays inside."""
    reasons = {
        "deep": gettext("Drie verdelingen tegelijk laten zien over wie het gaat."),
        "loop": gettext("Samen met de andere tabellen is deze terug te rekenen."),
        "earlier": gettext("Eerder zijn dezelfde klachten anders verdeeld. Samen zijn ze terug te rekenen."),
        "counted": gettext(
            "Eerder ging deze verdeling naar buiten, maar anders geteld. Samen zijn ze terug te rekenen."
        ),
        "unsafe": gettext("Er is geen manier om hier alle kleine getallen te verbergen."),
        "basis": gettext("Deze tabel telt iets anders dan afgesloten klachten. Dat is naast elkaar terug te rekenen."),
        "nested": gettext("Deze tabel verdeelt een getal uit een andere tabel."),
        "difference": gettext("Het verschil met het aantal klachten is klein en zou te zien zijn."),
    }
    return reasons.get(seen.left_out.get(code, ""), gettext("Deze getallen blijven binnen."))
