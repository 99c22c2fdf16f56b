"""Who holds which role, where nobody is left to decide and who stands in then, and which roles need a second factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.manage.page import Place, frame_of, manages
from wederhoor.desk.second_factor import ADMINISTRATOR
from wederhoor.dossier.handing_over import stuck
from wederhoor.organisations.models import Account, Administrator
from wederhoor.organisations.models.core import running
from wederhoor.organisations.staffing import (
    Gap,
    Holders,
    ask_whom,
    gaps,
    holders,
    needed_roles,
    one_for_all,
    staff_roles,
)
from wederhoor.procedure.model import Regulation


@dataclass(frozen=True, slots=True)
class Trouble:
    """Somewhere nobody is left: what it is about, and who may stand in or must be asked."""

    about: str
    words: str
    solved: bool


def _solved_by(gap: Gap, regulation: Regulation, names: dict[str, str], ask: list[str]) -> tuple[str, bool]:
    if gap.substitute:
        who = names.get(gap.substitute, "")
        return gettext("%(role)s neemt waar: %(who)s.") % {
            "role": regulation.roles[gap.substitute].label,
            "who": who,
        }, True
    return gettext("Niemand mag: vraag %s.") % (", ".join(ask) or gettext("de beheerder")), False


def troubles(place: Place, regulation: Regulation, held: Holders) -> list[Trouble]:
    """Roles without anybody, one person in two deciding roles, and open dossiers in which nobody is left."""
    ask, names = ask_whom(place.tenant, regulation, place.today), _names(held)
    found = []
    for gap in gaps(regulation, held):
        words, solved = _solved_by(gap, regulation, names, ask)
        found.append(Trouble(gettext("Niemand is %s") % regulation.roles[gap.role].label, words, solved))
    for one, two in one_for_all(regulation, held):
        about = gettext("%(one)s en %(two)s zijn één persoon: %(who)s")
        roles = {"one": regulation.roles[one].label, "two": regulation.roles[two].label, "who": names[one]}
        words = gettext(
            "Gaat een klacht over deze persoon, dan beslist niemand. Geef een van de rollen ook aan iemand anders."
        )
        found.append(Trouble(about % roles, words, False))
    for number, own, gap in stuck(place.tenant, held, place.today):
        words, solved = _solved_by(gap, own, names, ask)
        about = gettext("Dossier %(number)s: niemand is meer %(role)s, want die is beklaagd of uitgesloten")
        found.append(Trouble(about % {"number": number, "role": own.roles[gap.role].label}, words, solved))
    return found


def _names(held: Holders) -> dict[str, str]:
    accounts = Account.objects.in_bulk({account for found in held.values() for account in found})
    return {role: ", ".join(sorted(accounts[a].name for a in found if a in accounts)) for role, found in held.items()}


def rows(place: Place, regulation: Regulation, held: Holders) -> list[dict[str, Any]]:
    """Every role with who holds it; red where somebody must and nobody does."""
    names, needed = _names(held), set(needed_roles(regulation))
    return [
        {
            "code": code, "label": label, "who": names.get(code, ""), "missing": code in needed and code not in names,
            "source": regulation.roles[code].source, "needed": code in needed, "factor": code in place.tenant.second_factor,
            "not_with": [regulation.roles[other].label for other in regulation.roles[code].incompatible_with if other in regulation.roles],
        }
        for code, label in staff_roles(regulation).items()
    ]  # fmt: skip


def _administrators(place: Place) -> list[str]:
    """The names of who runs this organisation today."""
    rows = Administrator.objects.filter(running(place.today), organisation=place.organisation)
    return sorted(rows.values_list("account__name", flat=True))


@require_http_methods(["GET", "POST"])
@manages
def roles(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The roles of the regulation in force."""
    regulation = place.regulation
    if request.method == "POST" and regulation:
        allowed = {ADMINISTRATOR, *staff_roles(regulation)}
        place.tenant.second_factor = sorted(allowed & set(request.POST.getlist("factor")))
        place.tenant.save(update_fields=["second_factor"])
        messages.success(request, gettext("Vastgelegd."))
        return redirect("desk:manage roles")
    held = holders(place.tenant, place.today)
    context = frame_of(request, place, "manage roles") | {
        "roles": rows(place, regulation, held) if regulation else [], "administrator": ADMINISTRATOR,
        "administrators": ", ".join(_administrators(place)),
        "troubles": troubles(place, regulation, held) if regulation else [], "administrator_factor": ADMINISTRATOR in place.tenant.second_factor,
    }  # fmt: skip
    return render(request, "desk/manage/roles.html", context)
