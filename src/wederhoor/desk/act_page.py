"""Doing an act: the form made from the regulation, what it will bring about, and the one door."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence.dispatch import drafts
from wederhoor.desk import consequences, presenting
from wederhoor.desk.dossier_page import head
from wederhoor.desk.forms import SEQ, ActForm, People, plain
from wederhoor.desk.letters import send_out
from wederhoor.desk.looking import opened
from wederhoor.desk.offering import hidden
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier.door import Conflict, OpenDossier, perform
from wederhoor.organisations.models import Membership
from wederhoor.procedure.acts import Allowed, permitted, why_not
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.events import Event


def people(dossier: OpenDossier) -> People:
    """Who can be named in this dossier: colleagues with a role there, and the people of the dossier."""
    places = [place for place in (dossier.organisation.pk, dossier.row.member_id) if place]
    held = Membership.objects.filter(organisation__in=places).current(timezone.localdate()).select_related("account")
    roles = dossier.regulation.roles
    staff = [(m.account.opaque, f"{m.account.name} ({roles[m.role].label})") for m in held if m.role in roles]
    return list(dict(staff + [(p.code, p.name) for p in dossier.people if p.name]).items())


def events(dossier: OpenDossier) -> People:
    """What can be corrected: every event, newest first."""
    acts = dossier.regulation.acts
    return [
        (str(e.seq), f"{acts[e.act].done} ({timezone.localtime(e.at):%d-%m-%Y %H:%M})")
        for e in reversed(dossier.events)
    ]


def _name(dossier: OpenDossier, address: str) -> str:
    names = {name.replace(" ", "-"): name for name in dossier.regulation.acts}
    if address not in names:
        raise Http404
    return names[address]


def _form(request: HttpRequest, dossier: OpenDossier, name: str) -> ActForm:
    """What is sent may hold any choice of the regulation, so that a refusal comes with its reason and article."""
    data = request.POST if request.method == "POST" else None
    act, part = dossier.state.procedure.acts[name], request.GET.get("part", "")
    left_out = hidden(dossier.state, act, dossier.actor.role, timezone.now(), part) if data is None else frozenset()
    return ActForm(
        dossier.regulation, act.rule, data, people=people(dossier), events=events(dossier), seq=dossier.seq,
        ask_when=not act.rule.extends, hidden=left_out,
    )  # fmt: skip


def _command(form: ActForm, who: Signed, name: str, part: str) -> Command:
    return Command(name, who.role, form.values, frozenset(form.texts), part, form.at)


def _shown(dossier: OpenDossier, name: str, part: str, refused: Refusal | None) -> dict[str, Any]:
    act, state, now = dossier.regulation.acts[name], dossier.state, timezone.now()
    allowed = next((a for a in permitted(state, dossier.actor.role, now).may if a.act == name and a.part == part), None)
    found = (
        consequences.of(state, allowed or Allowed(name, "", "", part), now)
        if not refused
        else consequences.Consequences((), ())
    )
    return {
        "label": act.label, "source": presenting.place(act.source, act.statute), "help": allowed.warning if allowed else "",
        "in_name_of": presenting.role_label(state, allowed.on_behalf_of) if allowed and allowed.on_behalf_of else "",
        "part": presenting.part_label(part), "consequences": found.sentences, "letters": found.letters,
        "danger": act.closes or act.stops, "doubt": act.doubt,
    }  # fmt: skip


def _changes(dossier: OpenDossier, added: tuple[Event, ...]) -> list[dict[str, Any]]:
    acts, known = dossier.regulation.acts, presenting.names(dossier)
    return [{"what": acts[e.act].done, "when": e.at, "who": known.get(e.actor, "")} for e in added]


def _page(
    request: HttpRequest, who: Signed, dossier: OpenDossier, name: str, part: str, form: ActForm, *,
    refusal: Refusal | None = None, conflict: tuple[Event, ...] = (), status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    context = frame(request, who, "worklist") | {
        "dossier": head(dossier), "form": form, "act": _shown(dossier, name, part, refusal), "refusal": refusal,
        "conflict": _changes(dossier, conflict),
    }  # fmt: skip
    return render(request, "desk/act.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk
def act(request: HttpRequest, who: Signed, number: str, act: str) -> HttpResponseBase:
    """The form of one act (GET), and doing it (POST). Nothing typed is lost, whatever stands in the way."""
    dossier, part = opened(who, number, "act"), request.GET.get("part", "")
    name = _name(dossier, act)
    form = _form(request, dossier, name)
    refused = why_not(dossier.state, dossier.state.procedure.acts[name], who.role, timezone.now(), part)
    if request.method == "GET":
        return _page(request, who, dossier, name, part, form, refusal=refused)
    if not form.is_valid():
        return _page(request, who, dossier, name, part, form, status=422)
    return _done(request, who, dossier, name, part, form)


def _done(
    request: HttpRequest, who: Signed, dossier: OpenDossier, name: str, part: str, form: ActForm
) -> HttpResponseBase:
    command = _command(form, who, name, part)
    try:
        outcome = perform(
            dossier, command, texts=form.texts, actor=who.actor, now=timezone.now(), expected_seq=form.seq
        )
    except Conflict as conflict:
        return _after_conflict(request, who, dossier.number, name, part, conflict.events)
    if outcome.refusal:
        return _refused(request, who, dossier, name, part, form, outcome.refusal)
    messages.success(request, dossier.regulation.acts[name].done)
    _send_letters(request, who, dossier.number, outcome.state.seq)
    return redirect("desk:dossier", dossier.number)


def _after_conflict(
    request: HttpRequest, who: Signed, number: str, name: str, part: str, added: tuple[Event, ...]
) -> HttpResponseBase:
    """The same form with what was typed, what others did meanwhile, and the new number of the last event."""
    fresh = opened(who, number, "act")
    form = _form(request, fresh, name)
    typed = request.POST.copy()
    typed[SEQ] = str(fresh.seq)
    form.data = typed
    return _page(request, who, fresh, name, part, form, conflict=added, status=409)


def _refused(
    request: HttpRequest, who: Signed, dossier: OpenDossier, name: str, part: str, form: ActForm, refusal: Refusal
) -> HttpResponseBase:
    if refusal.field and plain(refusal.field) in form.fields:
        form.add_error(plain(refusal.field), f"{refusal.because} ({refusal.source})")
        return _page(request, who, dossier, name, part, form, status=422)
    return _page(request, who, dossier, name, part, form, refusal=refusal, status=422)


def _send_letters(request: HttpRequest, who: Signed, number: str, seq: int) -> None:
    """Letters in which nothing is missing go out with the act; the others wait in the dossier."""
    fresh, now = opened(who, number), timezone.now()
    mine = [d for d in drafts(fresh, now) if d.seq == seq and not d.sent]
    for draft in mine:
        if draft.letter and not draft.missing:
            send_out(request, who, fresh, draft)
        else:
            messages.warning(request, gettext("De brief ‘%(label)s’ is nog niet af.") % {"label": draft.label})
