"""Binnenkomst: how a complaint came in, what was not asked yet, the safety question first, and what resembles it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wederhoor.desk import presenting, tabs
from wederhoor.desk.intake.resembling import rows as resembling
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import people
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.likeness import similar
from wederhoor.dossier.reception import CameIn, came_in
from wederhoor.dossier.summaries import unasked
from wederhoor.procedure.acts import Permissions
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import Act, FieldChoices, FormField
from wederhoor.procedure.watching import asked_for

SAFETY, ANSWERED = "safety question", "safety asked"
GROUNDS, DECIDED = "admissibility", "admissibility decided"


def safety(dossier: OpenDossier, may: Permissions) -> dict[str, Any] | None:
    """The safety question as a small form, for who may answer it, until somebody did or the dossier is closed."""
    state = dossier.state
    if state.closed or state.times(ANSWERED) or SAFETY not in {allowed.act for allowed in may.may}:
        return None
    name, question = next((n, q) for n, q in state.regulation.acts[SAFETY].fields.items() if q.required)
    return {
        "label": question.label, "name": name.replace(" ", "_"), "options": list(choices_of(state.regulation, question).items()),
        "url": presenting.act_url(dossier.number, SAFETY), "seq": dossier.seq,
    }  # fmt: skip


def decides_on_grounds(act: Act) -> bool:
    """Whether this act decides if a complaint is admissible: then what resembles it must be in sight."""
    lists = {_listed(field) for field in act.fields.values()}
    return GROUNDS in lists or any(effect.fact == DECIDED for effect in act.brings_about)


def _listed(field: FormField) -> str:
    """The list of the regulation that a question takes its choices from; '' for a question with its own."""
    if isinstance(field.choices, FieldChoices):
        return field.choices.list_
    return field.choices if isinstance(field.choices, str) else ""


def alike_for(dossier: OpenDossier, act: Act) -> dict[str, Any] | None:
    """What resembles the dossier, for an act that decides on its admissibility."""
    return resembling(similar(dossier, now=timezone.now())) if decides_on_grounds(act) else None


def _to_ask(dossier: OpenDossier) -> list[str]:
    fields = dossier.regulation.acts[dossier.state.events[0].act].fields
    return [*(fields[name].label for name in unasked(dossier.state)), *asked_for(dossier.state)]


def _applies(dossier: OpenDossier, came: CameIn | None) -> list[dict[str, str]]:
    """What was answered to the questions about whether the complaint belongs here, and where an answer led."""
    questions, rows = dossier.regulation.applicability, []
    for name, code in came.how.applies.items() if came else ():
        question = questions.get(name)
        answer = question.answers.get(code) if question else None
        if question and answer:
            led = "" if answer.leads_to == "here" else answer.leads_to
            rows.append({"question": question.question, "answer": answer.label, "elsewhere": led})
    return rows


@require_safe
@desk
def page(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The tab."""
    dossier = opened(who, number)
    if not people.keeps(dossier):
        raise Http404
    came, bodies = came_in(dossier), dossier.regulation.external_bodies
    context = tabs.page(request, who, dossier, "coming in") | {
        "came": came, "body": bodies[came.how.body].label if came and came.how.body in bodies else "",
        "to_ask": _to_ask(dossier), "applies": _applies(dossier, came), "alike": resembling(similar(dossier, now=timezone.now())),
    }  # fmt: skip
    return render(request, "desk/intake_tab.html", context)
