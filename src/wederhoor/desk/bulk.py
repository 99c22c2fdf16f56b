"""What can be done with several dossiers at once: assign (to be undone for ten minutes), follow, print, export.

Each dossier goes through the one door by itself: what is refused is said with its reason, and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from wederhoor.desk import exporting
from wederhoor.desk.list_filters import address, filters_of
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import policy
from wederhoor.dossier.door import Conflict, Intent, NotFound, OpenDossier, act_on, release
from wederhoor.dossier.following import follow
from wederhoor.dossier.queries import Page
from wederhoor.organisations.models import Account, Membership
from wederhoor.procedure.commands import Command

MOST = 200
UNDO = "undo_assign"
UNDO_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Given:
    """What assigning one dossier came to: the role and who had it before, or why it was refused."""

    number: str
    role: str = ""
    before: str = ""
    because: str = ""


def offered(who: Signed, found: Page, query: str) -> dict[str, Any]:
    """What this person may do with a selection."""
    kind = who.regulation.roles[who.role].kind
    may = policy.NEEDS[kind].actions
    assigns = "assign" in may and _assigning(who.regulation.acts, who.role)
    return {
        "url": reverse("desk:selection"), "handlers": list(found.choices.handlers) if assigns else [], "query": query,
        "export": "export" in may,
    }  # fmt: skip


def _assigning(acts: Any, role: str) -> str:
    """The act by which this role gives a dossier to somebody; '' when it has none."""
    return next((name for name, act in acts.items() if act.assigns and role in act.by), "")


@require_POST
@desk
def selection(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Do something with the chosen dossiers."""
    doings: dict[str, Callable[[HttpRequest, Signed, list[str]], HttpResponseBase]] = {
        "assign": assign, "follow": _follow, "unfollow": _unfollow, "print": exporting.printed,
        "export": exporting.workbook,
    }  # fmt: skip
    doing, numbers = doings.get(request.POST.get("do", "")), request.POST.getlist("number")[:MOST]
    if doing is None or any("\0" in number for number in numbers):
        raise Http404
    if not numbers and request.POST["do"] not in ("print", "export"):
        messages.warning(request, gettext("Vink eerst een of meer dossiers aan."))
        return _back(request)
    return doing(request, who, numbers)


def _back(request: HttpRequest) -> HttpResponseBase:
    """To the list it came from: its filters travel in the form, and only those that a list knows."""
    return redirect(address(filters_of(exporting.parsed(request))))


def assign(request: HttpRequest, who: Signed, numbers: list[str]) -> HttpResponseBase:
    """Give each dossier to somebody, and keep what is needed to take it back."""
    to, now = _account(request.POST.get("to", "")), timezone.now()
    person = Account.objects.filter(pk=to).first() if to else None
    if person is None:
        messages.warning(request, gettext("Kies eerst aan wie u de dossiers geeft."))
        return _back(request)
    held = set(Membership.objects.filter(account=person).current(timezone.localdate()).values_list("role", flat=True))
    done = [_given(who, number, person.pk, held, now) for number in numbers]
    _said(request, done, person.name)
    rows = [[one.number, one.before, one.role] for one in done if not one.because]
    if rows:
        request.session[UNDO] = {"at": now.isoformat(), "to": person.pk.hex, "rows": rows}
    return _back(request)


def _account(text: str) -> UUID | None:
    try:
        return UUID(hex=text)
    except ValueError:
        return None


def _given(who: Signed, number: str, to: UUID, held: set[str], now: datetime) -> Given:
    """One dossier through the door; what was decided about role and predecessor comes out of ``ask``."""
    asked: list[Given] = []

    def ask(dossier: OpenDossier) -> Intent | None:
        handlers = [code for code, role in dossier.regulation.roles.items() if role.kind == "handler"]
        role = next((code for code in handlers if code in held), handlers[0] if handlers else "")
        before = _handler(dossier, role)
        because = gettext("deze persoon behandelt het al") if before == to.hex else ""
        asked.append(Given(number, role, before, because))
        return None if because else _intent(who, dossier, to.hex, role)

    return _through(who, number, ask, asked, now)


def _handler(dossier: OpenDossier, role: str) -> str:
    """Who has the dossier in this role, as an opaque id; '' for nobody."""
    rows = [row for row in dossier.assignments if row.role == role and not row.recused]
    return max(rows, key=lambda row: row.since).account_id.hex if rows else ""


def _intent(who: Signed, dossier: OpenDossier, to: str, role: str) -> Intent | None:
    """The act by which this regulation gives a dossier to somebody; None when it leaves none to this role."""
    name = _assigning(dossier.regulation.acts, who.role)
    if not name:
        return None
    values = {dossier.regulation.acts[name].assigns: to, "role": role}
    return Intent(Command(name, who.role, values), {}, dossier.seq)


def _through(
    who: Signed, number: str, ask: Callable[[OpenDossier], Intent | None], asked: list[Given], now: datetime
) -> Given:
    try:
        _, outcome = act_on(who.tenant, number, ask, actor=who.actor, now=now, looked_at=False)
    except NotFound:
        return Given(number, because=gettext("dit dossier is er niet voor u"))
    except Conflict:
        return Given(number, because=gettext("iemand anders was er net mee bezig"))
    if outcome is None:
        return (
            asked[-1]
            if asked[-1].because
            else replace(asked[-1], because=gettext("de regeling laat dit niet aan uw rol"))
        )
    if outcome.refusal:
        return Given(number, because=f"{outcome.refusal.because} ({outcome.refusal.source})")
    return asked[-1]


def _said(request: HttpRequest, done: list[Given], name: str) -> None:
    """How many went well; and each that did not, with its reason."""
    well = sum(not one.because for one in done)
    if well:
        words = ngettext("%(n)s dossier is nu van %(name)s.", "%(n)s dossiers zijn nu van %(name)s.", well)
        messages.success(request, words % {"n": well, "name": name})
    for one in done:
        if one.because:
            messages.warning(request, f"{one.number}: {one.because}")


def undoable(request: HttpRequest, now: datetime) -> dict[str, Any] | None:
    """The last assignment of several, while it can be taken back."""
    kept = request.session.get(UNDO)
    if not kept or now - datetime.fromisoformat(kept["at"]) > UNDO_FOR:
        return None
    until = timezone.localtime(datetime.fromisoformat(kept["at"]) + UNDO_FOR)
    return {"url": reverse("desk:undo"), "count": len(kept["rows"]), "until": until}


@require_POST
@desk
def undo(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Give the dossiers back to who had them; what nobody had is nobody's again."""
    now = timezone.now()
    if undoable(request, now) is None:
        messages.warning(request, gettext("Er is niets meer om terug te draaien; dat kan tien minuten."))
        return redirect("desk:worklist")
    kept = request.session.pop(UNDO)
    done = [_undone(who, number, kept["to"], before, role, now) for number, before, role in kept["rows"]]
    well = sum(not one.because for one in done)
    if well:
        words = ngettext("%(n)s dossier is teruggegeven.", "%(n)s dossiers zijn teruggegeven.", well)
        messages.success(request, words % {"n": well})
    for one in done:
        if one.because:
            messages.warning(request, f"{one.number}: {one.because}")
    return redirect("desk:worklist")


def _undone(who: Signed, number: str, to: str, before: str, role: str, now: datetime) -> Given:
    asked: list[Given] = []

    def ask(dossier: OpenDossier) -> Intent | None:
        moved = _handler(dossier, role) != to
        asked.append(Given(number, role, to, gettext("het is intussen aan iemand anders gegeven") if moved else ""))
        return None if moved or not before else _intent(who, dossier, before, role)

    done = _through(who, number, ask, asked, now)
    if before or not asked or asked[-1].because:
        return done
    release(who.tenant, number, UUID(hex=to), role, actor=who.actor, now=now)
    return asked[-1]


def _follow(request: HttpRequest, who: Signed, numbers: list[str]) -> HttpResponseBase:
    found = follow(who.tenant, numbers, on=True, actor=who.actor, now=timezone.now())
    words = ngettext("U volgt nu %(n)s dossier.", "U volgt nu %(n)s dossiers.", len(found))
    messages.success(request, words % {"n": len(found)})
    return _back(request)


def _unfollow(request: HttpRequest, who: Signed, numbers: list[str]) -> HttpResponseBase:
    found = follow(who.tenant, numbers, on=False, actor=who.actor, now=timezone.now())
    words = ngettext("U volgt %(n)s dossier niet meer.", "U volgt %(n)s dossiers niet meer.", len(found))
    messages.success(request, words % {"n": len(found)})
    return _back(request)
