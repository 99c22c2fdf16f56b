"""A complaint that somebody at the desk takes in: by telephone, letter, e-mail or in person; and what comes right after."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.desk import presenting
from wederhoor.desk.intake import follow_up, from_mail
from wederhoor.desk.intake.form import IntakeForm
from wederhoor.desk.intake.resembling import rows as resembling
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import keys
from wederhoor.dossier.door import NotFound, OpenDossier, Received, receive
from wederhoor.dossier.likeness import similar, similar_to
from wederhoor.organisations import contacts
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.saying import role_label

TAKEN = "taken in"
"""In the session: number and key of what was just taken in, to say the number and code once more on the next page."""
RUNNING = ("open", "overdue")


def may_take_in(who: Signed) -> bool:
    """Whether this role takes complaints in at all."""
    return who.role in who.regulation.acts["receive"].by


def hands_in(who: Signed) -> bool:
    """Whether this role only hands in: it does not see the dossier afterwards."""
    return may_take_in(who) and who.regulation.roles[who.role].kind == "employee"


@never_cache
@require_http_methods(["GET", "POST"])
@desk
def new(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Take in a complaint. The same form sent twice is one complaint."""
    if not may_take_in(who):
        raise Http404
    return _filled_in(request, who, short=False) if not hands_in(who) else redirect("desk:signal")


@never_cache
@require_http_methods(["GET", "POST"])
@desk
def signal(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """An employee hands in what a client told: few questions, and the dossier is not theirs to see."""
    if not may_take_in(who):
        raise Http404
    return _filled_in(request, who, short=True)


def _filled_in(request: HttpRequest, who: Signed, *, short: bool) -> HttpResponseBase:
    form = IntakeForm(who, request.POST if request.method == "POST" else None, short=short)
    if mail := from_mail.mail_of(request, who):
        form.initial = from_mail.says(mail)
    form.initial.setdefault("channel", request.GET.get("channel", ""))
    refusal, alike = None, None
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            alike = similar_to(who.tenant, who.actor, form.marks(), now=timezone.now())
        elif not form.elsewhere:
            result = _received(who, form)
            if not isinstance(result, Refusal):
                if mail:
                    from_mail.file_away(request, who, mail, result.number)
                return _taken(request, who, form, result)
            refusal = result
    wrong = bool(form.errors or refusal or (getattr(form, "cleaned_data", None) and form.elsewhere))
    context = frame(request, who, "worklist") | {
        "form": form, "sections": form.sections(), "short": short, "refusal": refusal, "elsewhere": form.elsewhere,
        "contacts": _contacts(who) if form.elsewhere else [], "alike": resembling(alike) if alike else None,
        "source": who.regulation.acts["receive"].source,
    }  # fmt: skip
    return render(request, "desk/intake.html", context, status=422 if wrong else 200)


def _contacts(who: Signed) -> list[dict[str, str]]:
    """Who can be reached elsewhere: the bodies outside, as the regulation knows them."""
    here = contacts.reached(who.regulation, who.tenant, timezone.localdate())
    points = (point for point in here.values() if point.body)
    return [{"label": p.label, "telephone": p.telephone, "mail": p.mail, "web": p.web} for p in points]


def _received(who: Signed, form: IntakeForm) -> Received | Refusal:
    """The new dossier, or why it was refused."""
    command = Command("receive", who.role, form.values, frozenset(form.texts), at=form.happened)
    try:
        return receive(
            who.tenant, command, texts=form.texts, people=form.involved, subject=form.subject, actor=who.actor,
            now=timezone.now(), submitted_key=form.cleaned_data["key"], member=form.member,
            location=form.place[0], team=form.place[1], how=form.how,
        )  # fmt: skip
    except NotFound:
        raise Http404 from None


def _taken(request: HttpRequest, who: Signed, form: IntakeForm, result: Received) -> HttpResponseBase:
    if result.new:
        for problem in follow_up.answer(who, result.number, form.answers):
            messages.warning(request, problem)
    request.session[TAKEN] = {"number": result.number, "key": form.cleaned_data["key"], "organisation": who.tenant.pk}
    return redirect("desk:taken in", result.number)


@never_cache
@require_safe
@desk
def taken_in(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """What to read out or print: number, code, who calls by when. Who may not see the dossier is thanked, with the number."""
    last = request.session.get(TAKEN, {})
    just = last.get("number") == number and last.get("organisation") == who.tenant.pk
    try:
        dossier = opened(who, number)
    except Http404:
        if not just:
            raise
        return render(request, "desk/intake_thanks.html", frame(request, who, "worklist") | {"number": number})
    code = keys.code_for(who.tenant, last["key"]) if just else ""
    context = frame(request, who, "worklist") | {
        "number": number, "subject": dossier.subject, "code": code, "url": reverse("desk:dossier", args=[number]),
        "promises": _promises(dossier), "open_acts": _open_acts(dossier), "alike": resembling(similar(dossier, now=timezone.now())),
    }  # fmt: skip
    return render(request, "desk/intake_taken.html", context)


def _promises(dossier: OpenDossier) -> list[dict[str, Any]]:
    """What the complainant was promised, by whom and when at the latest."""
    found = (d for d in dossier.duties(timezone.now()) if d.status in RUNNING and "complainant" in d.owed_to)
    return [{"label": d.label, "holder": role_label(dossier.state, d.holder), "day": d.aim or d.due} for d in found]


def _open_acts(dossier: OpenDossier) -> list[dict[str, str]]:
    """The acts of the reception that can be done now."""
    acts, first = dossier.regulation.acts, dossier.state.events[0].act
    group = acts[first].group
    may = permitted(dossier.state, dossier.actor.role, timezone.now()).may
    return [
        {"label": acts[a.act].label, "url": presenting.act_url(dossier.number, a.act, a.part)}
        for a in may
        if acts[a.act].group == group
    ]
