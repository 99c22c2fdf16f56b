"""Doing an act: the form made from the regulation, what it will bring about, and the one door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence.dispatch import drafts as letter_drafts
from wederhoor.desk import assigning, completeness, handing, pending, presenting, tabs, talks
from wederhoor.desk.addresses import reverse
from wederhoor.desk.care import why
from wederhoor.desk.concerned import not_concerned
from wederhoor.desk.intake import coming_in
from wederhoor.desk.letters import send_out
from wederhoor.desk.looking import acting, opened
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import drafts, mentions
from wederhoor.dossier.accused import spoken_for
from wederhoor.dossier.acting import consequences
from wederhoor.dossier.acting.forms import SEQ, ActForm, Offered, People, plain
from wederhoor.dossier.door import Conflict, Intent, OpenDossier
from wederhoor.dossier.opened import called, handling
from wederhoor.dossier.own import only_by_code
from wederhoor.dossier.reasons import ReasonNeeded
from wederhoor.organisations.models import Membership
from wederhoor.organisations.staffing import staff_roles
from wederhoor.procedure.acts import Allowed, in_whose_name, permitted, refusals, why_not
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.events import Event
from wederhoor.procedure.model import Act
from wederhoor.procedure.offering import Hidden, hidden
from wederhoor.procedure.saying import role_label, sentence

PREVIEW = "preview"
MENTION = "mention"
WRITTEN = "in writing"
CONTACT, MESSAGE = "Contact", "message"
"""The group of the acts that bring news to the complainant, and the one that puts a message on their own page."""


def holding(dossier: OpenDossier) -> list[Membership]:
    """The roles that colleagues and known outsiders hold today. Who holds that of a side is in other complaints, and named in none but theirs.

    A side itself is told of colleagues only who handles this complaint.
    """
    places = [place for place in (dossier.organisation.pk, dossier.row.member_id) if place]
    known = Q(organisation__in=places) | Q(organisation__works_for__organisation=dossier.organisation)
    held = Membership.objects.filter(known).current(timezone.localdate()).select_related("account")
    if tabs.is_party(dossier):
        held = held.filter(account__in=handling(dossier))
    return list(held.filter(role__in=staff_roles(dossier.regulation)))


def people(dossier: OpenDossier, held: Iterable[Membership]) -> People:
    """Who can be named in this dossier: who holds a role at the provider, and the people of the dossier."""
    roles = dossier.regulation.roles
    staff = [(m.account.opaque, f"{m.account.name} ({roles[m.role].label})") for m in held if m.role in roles]
    tied = {p.opaque for p in dossier.people if p.account}
    named = [(p.opaque or p.code, called(dossier, p)) for p in dossier.people]
    return list(dict([*(s for s in staff if s[0] not in tied), *named, *(s for s in staff if s[0] in tied)]).items())


def events(dossier: OpenDossier) -> People:
    """What can be corrected: every event, newest first."""
    return [
        (str(e.seq), f"{sentence(dossier.state.procedure, e)} ({timezone.localtime(e.at):%d-%m-%Y %H:%M})")
        for e in reversed(dossier.events)
    ]


def act_of(dossier: OpenDossier, address: str) -> str:
    """The act at this address. Raises Http404."""
    names = {name.replace(" ", "-"): name for name in dossier.regulation.acts}
    if address not in names:
        raise Http404
    return names[address]


def _asks(dossier: OpenDossier, name: str, kind: str) -> bool:
    return any(field.kind == kind for field in dossier.regulation.acts[name].fields.values())


def form_of(
    request: HttpRequest, dossier: OpenDossier, name: str, typed: Mapping[str, list[str]] | None = None, *, done: bool = True
) -> ActForm:  # fmt: skip
    """What is sent may hold any choice of the regulation, so that a refusal comes with its reason and article.

    ``done`` false: what was typed is shown again and nobody is asked yet for what is missing.
    """
    data = request.POST if request.method == "POST" and done else None
    act, role = dossier.state.procedure.acts[name], dossier.actor.role
    behalf = in_whose_name(dossier.state, name, role)
    answers = presenting.answers(dossier) if _asks(dossier, name, "answer") else []
    asks = _asks(dossier, name, "person")
    held = holding(dossier) if asks else []
    named = people(dossier, held) if asks else []
    left_out = _left_out(dossier, name, request.GET.get("part", ""), named, held) if data is None else frozenset()
    typed_before = _initial(dossier, name, behalf, typed or {})
    lists = dict(talks.offered(dossier)) if any(_asks(dossier, name, kind) for kind in talks.KINDS) else {}
    lists |= {"accused": spoken_for(dossier)} if _asks(dossier, name, "accused") else {}
    offered = Offered(left_out, presenting.elements(dossier), answers, behalf, typed_before, lists)
    return ActForm(
        dossier.regulation, act.rule, data, people=named,
        events=events(dossier) if _asks(dossier, name, "event") else [], seq=dossier.seq, ask_when=not act.rule.extends,
        offered=offered,
    )  # fmt: skip


def _left_out(dossier: OpenDossier, name: str, part: str, named: People, held: list[Membership]) -> Hidden:
    """What the form does not offer now, since it would be refused."""
    act = dossier.state.procedure.acts[name]
    usual = hidden(dossier.state, act, dossier.actor.role, timezone.now(), part)
    given = assigning.not_offered(dossier, act.rule, named, held)
    return usual | given | not_concerned(dossier, act.rule, named)


def _shown_again(dossier: OpenDossier, name: str, part: str, form: ActForm) -> None:
    """A form that was sent offers no more than it did before."""
    asks = _asks(dossier, name, "person")
    held = holding(dossier) if asks else []
    form.shows_only(_left_out(dossier, name, part, people(dossier, held) if asks else [], held))


def _initial(dossier: OpenDossier, name: str, behalf: str, typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was typed before; the name of who probably said it."""
    several = {
        plain(n) for n, f in dossier.regulation.acts[name].fields.items() if f.kind in ("choices", "people", "accused")
    }
    kept = {n: values if n in several else values[0] for n, values in typed.items() if values}
    speaks = next((called(dossier, p) for p in dossier.people if p.side == behalf), "")
    return ({"said_by": speaks} if speaks else {}) | _as_received(dossier, name) | kept


def _as_received(dossier: OpenDossier, name: str) -> dict[str, str]:
    """What the complainant confirms in writing begins as the text it came in with."""
    act, first = dossier.regulation.acts[name], dossier.events[0].seq
    if not any(effect.fact == WRITTEN for effect in act.brings_about):
        return {}
    return {plain(field): text for field in act.fields if (text := dossier.texts.get((first, field)))}


def _command(form: ActForm, who: Signed, name: str, part: str) -> Command:
    return Command(name, who.role, form.values, frozenset(form.texts), part, form.at)


def _shown(
    dossier: OpenDossier, name: str, part: str, refused: Refusal | None, found: consequences.Consequences
) -> dict[str, Any]:
    act, state = dossier.regulation.acts[name], dossier.state
    behalf = in_whose_name(state, name, dossier.actor.role)
    allowed = next(
        (a for a in permitted(state, dossier.actor.role, timezone.now()).may if (a.act, a.part) == (name, part)), None
    )
    return {
        "label": act.label, "source": presenting.place(act.source, act.statute), "help": allowed.warning if allowed else "",
        "in_name_of": role_label(state, behalf) if behalf else "", "part": presenting.part_label(part), "consequences": found,
        "danger": act.closes or act.stops, "care_file": act.closes and state.regulation.retention.not_in_care_file,
        "doubts": presenting.doubts(state, name, act), "by_code": _by_code(dossier, name),
        "missing": [] if refused else completeness.before(name, dossier, timezone.now(), closes=bool(act.closes)), "closes": act.closes,
        "talks": talks.foreseen(dossier, timezone.now()) if _plans(act) else [],
        "wishes": assigning.wishes(dossier) if act.assigns else [], "bodies": handing.bodies(dossier, name, timezone.now()),
        "draft_url": reverse("desk:draft", args=[dossier.number, name.replace(" ", "-")]) + (f"?part={part}" if part else ""),
    }  # fmt: skip


def _by_code(dossier: OpenDossier, name: str) -> dict[str, str] | None:
    """How to do an act of contact while the complainant can be neither called nor written to: by a message on their own page."""
    act = dossier.regulation.acts[name]
    if act.group != CONTACT or dossier.actor.role == "complainant" or not only_by_code(dossier):
        return None
    may = {one.act for one in permitted(dossier.state, dossier.actor.role, timezone.now()).may}
    return {"url": presenting.act_url(dossier.number, MESSAGE) if MESSAGE in may - {name} else ""}


def _plans(act: Act) -> bool:
    """Whether this act plans a talk: it asks which one and when."""
    return {"meeting", "meeting_at"} <= act.fields.keys()


def _changes(dossier: OpenDossier, added: tuple[Event, ...]) -> list[dict[str, Any]]:
    acts, known = dossier.regulation.acts, presenting.names(dossier)
    return [{"what": acts[e.act].done, "when": e.at, "who": known.get(e.actor, "")} for e in added]


def _page(
    request: HttpRequest, who: Signed, dossier: OpenDossier, name: str, part: str, form: ActForm, *,
    refusal: Refusal | None = None, conflict: tuple[Event, ...] = (), kept: drafts.Kept | None = None,
    found: consequences.Consequences | None = None, warnings: tuple[str, ...] = (), status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    now = timezone.now()
    if form.is_bound:
        _shown_again(dossier, name, part, form)
    none = consequences.Consequences(())
    usual = none if refusal else consequences.of(dossier.state, Allowed(name, "", "", part), now)
    context = frame(request, who, "worklist") | {
        "dossier": tabs.head(dossier), "form": form, "act": _shown(dossier, name, part, refusal, found or usual),
        "refusal": refusal, "first": pending.first(dossier, refusal, now, part),
        "conflict": _changes(dossier, conflict), "kept": kept, "previewed": found is not None, "warnings": warnings,
        "alike": coming_in.alike_for(dossier, dossier.regulation.acts[name]),
    }  # fmt: skip
    return render(request, "desk/act.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk
def act(request: HttpRequest, who: Signed, number: str, act: str) -> HttpResponseBase:
    """The form of one act (GET), and doing it (POST). Nothing typed is lost, whatever stands in the way."""
    part = request.GET.get("part", "")
    if request.method == "GET":
        return _asked(request, who, number, act, part)
    try:
        why.said(request, who, number)
        return (_asked if PREVIEW in request.POST else _done)(request, who, number, act, part)
    except ReasonNeeded:
        return why.first(request, who, number)


def _asked(request: HttpRequest, who: Signed, number: str, address: str, part: str) -> HttpResponseBase:
    """The form as it is, or with what was filled in and what exactly that will bring about."""
    mine: dict[tuple[str, str], drafts.Kept] = {}
    dossier = opened(who, number, "act", beside=lambda found: mine.update(drafts.mine(found)))
    name = act_of(dossier, address)
    kept = mine.get((name, part)) if request.method == "GET" else None
    asked = {plain(n): request.GET.getlist(n) for n in dossier.regulation.acts[name].fields if n in request.GET}
    form = form_of(request, dossier, name, asked | dict(kept.typed if kept else {}))
    refused = why_not(dossier.state, dossier.state.procedure.acts[name], who.role, timezone.now(), part)
    if request.method == "GET" or refused:
        return _page(request, who, dossier, name, part, form, refusal=refused, kept=kept)
    if not form.is_valid():
        return _page(request, who, dossier, name, part, form, status=422)
    return _previewed(request, who, dossier, name, part, form)


def _previewed(
    request: HttpRequest, who: Signed, dossier: OpenDossier, name: str, part: str, form: ActForm
) -> HttpResponseBase:
    command, now = _command(form, who, name, part), timezone.now()
    if refused := refusals(dossier.state, command, actor=who.actor.who, now=now):
        return _refused(request, who, dossier, name, part, form, refused[0])
    found = consequences.of(dossier.state, Allowed(name, "", "", part), now, answers=form.values)
    warned = handing.said_first(dossier, command, form.texts, handing.WARNED in request.POST)
    return _page(request, who, dossier, name, part, form, found=found, warnings=warned)


def _done(request: HttpRequest, who: Signed, number: str, address: str, part: str) -> HttpResponseBase:
    """Open and do it in one transaction; the form is made from the dossier as it is then."""
    made, warned = list[ActForm](), list[str]()

    def ask(dossier: OpenDossier) -> Intent | None:
        name = act_of(dossier, address)
        form = form_of(request, dossier, name)
        made.append(form)
        if not form.is_valid():
            return None
        command = _command(form, who, name, part)
        warned.extend(handing.said_first(dossier, command, form.texts, handing.WARNED in request.POST))
        return None if warned else Intent(
            command, form.texts, form.seq, said=form.said,
            mentioned=_mentioned(request, dossier, name),
        )  # fmt: skip

    try:
        dossier, outcome = acting(who, number, ask)
    except Conflict as conflict:
        return _after_conflict(request, who, number, address, part, conflict.events)
    name = act_of(dossier, address)
    if warned:
        return _page(request, who, opened(who, number, "act"), name, part, made[0], warnings=tuple(warned), status=422)
    if outcome is None:
        return _again(request, who, number, name, part, made[0], None)
    if outcome.refusal:
        return _again(request, who, number, name, part, made[0], outcome.refusal)
    messages.success(request, dossier.regulation.acts[name].done)
    if any(due.seq == outcome.state.seq for due in outcome.state.letters):
        _send_letters(request, who, number, outcome.state.seq)
    return redirect("desk:dossier", number)


def _mentioned(request: HttpRequest, dossier: OpenDossier, name: str) -> list[UUID]:
    """The colleagues asked to read it, as far as they may read where it is written."""
    asked = set(request.POST.getlist(MENTION))
    if not asked:
        return []
    texts = [f.compartment for f in dossier.regulation.acts[name].fields.values() if f.kind in TEXT_KINDS]
    readers = mentions.who_can(dossier, texts[0] if texts else "party", timezone.now())
    return [account for account, _ in readers if account.hex in asked]


def _again(
    request: HttpRequest, who: Signed, number: str, name: str, part: str, form: ActForm, refusal: Refusal | None
) -> HttpResponseBase:
    """The same form with what was typed and what stands in the way."""
    dossier = opened(who, number, "act")
    if refusal is None:
        return _page(request, who, dossier, name, part, form, status=422)
    return _refused(request, who, dossier, name, part, form, refusal)


def not_kept(
    request: HttpRequest, who: Signed, dossier: OpenDossier, name: str, part: str, typed: Mapping[str, list[str]], because: str
) -> HttpResponseBase:  # fmt: skip
    """The form with what was typed, and why it could not be kept as a draft."""
    form = form_of(request, dossier, name, typed, done=False)
    return _page(request, who, dossier, name, part, form, refusal=Refusal(name, because, "", "draft"), status=413)


def _after_conflict(
    request: HttpRequest, who: Signed, number: str, address: str, part: str, added: tuple[Event, ...]
) -> HttpResponseBase:
    """The same form with what was typed, what others did meanwhile, and the new number of the last event."""
    fresh = opened(who, number, "act")
    name = act_of(fresh, address)
    form = form_of(request, fresh, name)
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
    mine = [d for d in letter_drafts(fresh, now) if d.seq == seq and not d.sent]
    for draft in mine:
        if draft.letter and not draft.missing:
            send_out(request, who, fresh, draft)
        else:
            messages.warning(request, gettext("De brief ‘%(label)s’ is nog niet af.") % {"label": draft.label})
