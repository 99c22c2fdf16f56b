"""A new measure or recommendation that no act of a dossier brought about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.learning.measures.forms import MeasureForm, owners
from wederhoor.desk.learning.measures.viewing import id_of, viewer_of
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.signed import Signed
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import measure_lists, measures, rights
from wederhoor.insight.steps import MEASURE, RECOMMENDATION
from wederhoor.procedure.model import Regulation


def adds(regulation: Regulation, role: str) -> bool:
    """Who may put something on the list by hand."""
    return rights.sees_figures(regulation, role) or rights.recommends(regulation, role)


@require_http_methods(["GET", "POST"])
@learning(adds)
def new(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The form: a measure, or a recommendation (``?kind=recommendation``); ``?uit=`` is the recommendation it comes from."""
    kind, source = _kind(request, who), _source(request, who)
    form = MeasureForm(who, kind, request.POST if request.method == "POST" else None, _initial(who, kind))
    if request.method == "POST" and form.is_valid():
        made = _made(who, kind, form, source)
        messages.success(request, gettext("Het staat op de lijst."))
        return redirect("desk:measure", made)
    context = around(request, who, "measures") | {
        "form": form, "list_url": reverse("desk:measures"),
        "title": gettext("Nieuwe aanbeveling") if kind == RECOMMENDATION else gettext("Nieuwe maatregel"),
    }  # fmt: skip
    return render(request, "desk/learning/measures/new.html", context, status=422 if form.errors else 200)


def _kind(request: HttpRequest, who: Signed) -> str:
    """What is asked for, as far as this role adds it."""
    asked = request.GET.get("kind", "")
    recommends, takes = rights.recommends(who.regulation, who.role), rights.sees_figures(who.regulation, who.role)
    if asked == RECOMMENDATION and recommends:
        return RECOMMENDATION
    return MEASURE if takes else RECOMMENDATION


def _source(request: HttpRequest, who: Signed) -> UUID | None:
    """The recommendation it comes from, when this person may see it."""
    given = id_of(request.GET.get("uit", ""))
    if given is None:
        return None
    try:
        measure_lists.one(viewer_of(who), given, now=timezone.now())
    except NotFound:
        return None
    return given


def _initial(who: Signed, kind: str) -> dict[str, Any]:
    if kind == MEASURE:
        return {}
    answering = [value for value, _ in owners(who) if value.startswith(":")]
    roles = [value for value in answering if rights.decides_recommendations(who.regulation, value[1:])]
    return {"owner": roles[0] if roles else ""}


def _made(who: Signed, kind: str, form: MeasureForm, source: UUID | None) -> UUID:
    given = form.cleaned_data
    return measures.take(
        who.tenant, kind=kind, origin="recommendation" if source else "itself", origin_id=source, what=given["what"],
        aim=given.get("aim") or "", owner=form.doer, due=given.get("due"), about=form.about(viewer_of(who).member),
        asked=given["asked"] == "yes" if "asked" in given else None, actor=who.actor, now=timezone.now(),
    )  # fmt: skip
