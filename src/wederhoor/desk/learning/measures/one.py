"""One measure or recommendation: what it says, where it stands, its effect, what can be done now, and its history."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.learning.measures import road, words
from wederhoor.desk.learning.measures.forms import MeasureForm, StepForm
from wederhoor.desk.learning.measures.viewing import shown, viewer_of
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.signed import Signed
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import gathering, measure_lists, measures, rights, steps
from wederhoor.insight.measure_lists import Line, Seen
from wederhoor.insight.measures import Change, Changed, Refused, Subject
from wederhoor.insight.steps import RECOMMENDATION, Step
from wederhoor.organisations.models import Account, Location, Team

OF_OWNER = ("finish", "check", "plan check", "carry out")
OF_ALL = ("finish", "check", "plan check", "drop", "reopen", "change", "urge")
"""The steps of who handles, coordinates or governs."""
Form = StepForm | MeasureForm


@require_http_methods(["GET", "POST"])
@learning(rights.opens_measures)
def measure(request: HttpRequest, who: Signed, measure: UUID) -> HttpResponseBase:
    """The page; a step comes back to it."""
    now, today = timezone.now(), timezone.localdate()
    gathering.gather(who.tenant, now)
    try:
        seen, history = measure_lists.one(viewer_of(who), measure, now=now)
    except NotFound:
        raise Http404 from None
    way = road.of(who, seen, now)
    forms = _forms(who, seen, today, way.followed)
    if request.method == "POST":
        name = request.POST.get("step", "")
        if name not in forms:
            raise Http404
        forms[name] = _form(who, seen, name, today, request.POST)
        if forms[name].is_valid() and _done(request, who, seen, forms[name], name):
            return redirect("desk:measure", measure)
    wrong = next((name for name, form in forms.items() if form.errors), "")
    context = around(request, who, "measures") | {
        "one": shown(seen, who, today), "history": [_line(who, line) for line in reversed(history)], "seen": len(history), "road": way,
        "doing": [{"name": name, "label": words.doing()[name], "form": form, "open": name == wrong} for name, form in forms.items()],
        "form": forms.get(wrong), "came_of": [shown(each, who, today) for each in measure_lists.came_of(viewer_of(who), measure)],
        "origin_url": _origin(seen), "list_url": reverse("desk:measures"),
        "follow_url": f"{reverse('desk:measure new')}?kind=measure&uit={measure}" if _may_follow(who, seen) else "",
    }  # fmt: skip
    return render(request, "desk/learning/measures/one.html", context, status=422 if wrong else 200)


def _origin(seen: Seen) -> str:
    """Where what brought it about stands."""
    pages = {"recommendation": "desk:measure", "report": "desk:report", "signal": "desk:learning signal"}
    name = pages.get(seen.row.origin)
    return reverse(name, args=[seen.row.origin_id]) if name and seen.row.origin_id else ""


def _may_follow(who: Signed, seen: Seen) -> bool:
    return seen.row.kind == RECOMMENDATION and rights.sees_figures(who.regulation, who.role)


def may(who: Signed, seen: Seen, name: str, followed: bool) -> bool:
    """Whether this step is this person's. What a dossier follows is done there."""
    row = seen.row
    if followed and row.kind == RECOMMENDATION and name in ("answer", "carry out", "urge"):
        return False
    mine = row.owner_id == who.account.pk or (row.owner_id is None and row.role == who.role)
    if name == "answer":
        return rights.decides_recommendations(who.regulation, who.role) or mine
    if name == "carry out" and rights.decides_recommendations(who.regulation, who.role):
        return True
    if name == "urge" and rights.recommends(who.regulation, who.role):
        return True
    return (name in OF_OWNER and mine) or (name in OF_ALL and rights.sees_figures(who.regulation, who.role))


def _forms(who: Signed, seen: Seen, today: date, followed: bool) -> dict[str, Form]:
    standing = measures.standing(seen.row)
    names = [name for name in words.doing() if not steps.why_not(standing, name) and may(who, seen, name, followed)]
    return {name: _form(who, seen, name, today) for name in names}


def _form(who: Signed, seen: Seen, name: str, today: date, data: Any = None) -> Form:
    if name != "change":
        return StepForm(name, today, data)
    row = seen.row
    owner = f"{row.owner.opaque if row.owner else ''}:{row.role}" if row.owner or row.role else ""
    initial = {
        "what": seen.what, "aim": row.aim, "owner": owner, "due": row.due, "theme": row.theme, "location": row.location_id or "",
        "team": row.team_id or "", "asked": {True: "yes", False: "no"}.get(row.asked) if row.asked is not None else "",
    }  # fmt: skip
    return MeasureForm(who, row.kind, data, initial)


def _done(request: HttpRequest, who: Signed, seen: Seen, form: Form, name: str) -> bool:
    """Whether the step was taken; what is wrong then stands in the form."""
    given, known = form.cleaned_data, request.POST.get("seen", "")
    step = Step(
        name, given.get("on") or timezone.localdate(), bool(given.get("words")), given.get("due"), given.get("answer") or "",
        given.get("months"), given.get("conclusion") or "",
    )  # fmt: skip
    try:
        measures.step(
            who.tenant, seen.row.id, step, str(given.get("words") or ""), seen=int(known) if known.isdecimal() else -1,
            actor=who.actor, now=timezone.now(), change=_change(seen, form) if isinstance(form, MeasureForm) else None,
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, gettext("Dit kan niet: %(because)s.") % {"because": gettext(str(refused))})
        return False
    except Changed:
        form.add_error(
            None, gettext("Iemand anders heeft dit intussen gewijzigd. Kijk bij Verloop en doe het dan opnieuw.")
        )
        return False
    messages.success(request, gettext("Vastgelegd: %(step)s.") % {"step": words.steps()[name][0].lower()})
    return True


def _change(seen: Seen, form: MeasureForm) -> Change:
    """Everything as the form has it; what the form does not ask stays."""
    about = form.about(seen.row.member_id)
    place = about.location if "location" in form.fields else seen.row.location_id
    team = about.team if "team" in form.fields else seen.row.team_id
    theme = about.theme if "theme" in form.fields else seen.row.theme
    owner = form.doer if form.cleaned_data.get("owner") else measures.Owner()
    return Change(
        form.cleaned_data["what"], owner, Subject(about.member, place, team, theme), form.cleaned_data.get("aim") or ""
    )


def _line(who: Signed, line: Line) -> dict[str, Any]:
    what, sign = words.steps()[line.step]
    role = words.role_label(who.regulation, line.role)
    return {
        "what": what, "icon": sign, "when": line.at, "who": f"{line.name} ({role})" if line.name else role, "words": line.words,
        "said": [one for one in (*_moved(line), *_was(who, line)) if one],
    }  # fmt: skip


def _moved(line: Line) -> list[str]:
    """Where it stands after this line, as far as that moved."""
    moved, found = line.said.get("now", {}), []
    if status := moved.get("status"):
        found.append(gettext("staat nu op %(status)s") % {"status": words.statuses()[status][0]})
    if conclusion := moved.get("conclusion") or line.said.get("conclusion"):
        found.append(words.conclusions()[conclusion].lower())
    for name, said in (
        ("due", gettext("te doen voor %(day)s")),
        ("check_on", gettext("effect te bekijken op %(day)s")),
    ):
        if day := moved.get(name):
            found.append(said % {"day": date_format(date.fromisoformat(day), "j F Y")})
    return found


def _was(who: Signed, line: Line) -> list[str]:
    """What was changed, and what it was before."""
    found, bare, with_was = [], gettext("%(what)s gewijzigd"), gettext("%(what)s gewijzigd, eerst: %(was)s")
    for name, label in words.fields().items():
        if name in line.said:
            was = _word(who, name, line.said[name])
            found.append((with_was if was else bare) % {"what": label, "was": was})
    to = {"provider": gettext("aan de zorgaanbieder"), "accused": gettext("aan de aangeklaagde")}
    return [*found, to.get(str(line.said.get("to", "")), "")]


def _word(who: Signed, name: str, value: Any) -> str:
    """The value that stood there, in words."""
    if name == "owner_id" and value:
        return Account.objects.filter(pk=UUID(hex=value)).values_list("name", flat=True).first() or ""
    if name in ("location_id", "team_id") and value:
        rows = Location.objects.filter(pk=value) if name == "location_id" else Team.objects.filter(pk=value)
        return str(rows.first() or "")
    known = {"theme": words.themes(who.regulation), "aim": words.aims(who.regulation)}.get(name, {})
    return known.get(str(value), "") or (words.role_label(who.regulation, value) if name == "role" and value else "")
