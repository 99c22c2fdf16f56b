"""The worklist: which dossiers, what must be done first, by when and why; filters in the address, kept views as tabs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.desk import bulk, worklist_rows
from wederhoor.desk.addresses import reverse
from wederhoor.desk.learning.measures.viewing import waiting_of, waits
from wederhoor.desk.list_filters import address, filters_of, query_of, tabs
from wederhoor.desk.signed import Signed, desk, frame, may_share
from wederhoor.dossier import policy, queries
from wederhoor.dossier.queries import CAP, NO_PRAISE, OWN_TEAMS, VIEWS, Filters, Page
from wederhoor.dossier.tasks import has_duties
from wederhoor.procedure.compiled import procedure_of

SIZE = 50
LAST_PAGE = 200
Options = list[tuple[str, str]]


def page_number(text: str) -> int:
    """A page that exists: deeper than this nobody looks, filters do that better."""
    return min(int(text), LAST_PAGE) if text.isdecimal() and int(text[:6]) > 0 else 1


@require_safe
@desk
def worklist(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Rows the person may see, 50 a page, filters and page in the address."""
    filters, number = filters_of(request.GET), page_number(request.GET.get("page", "1"))
    now = timezone.now()
    found = queries.worklist(
        who.tenant, who.actor, filters, now=now, page=number, size=SIZE, counted=True, also=waits(who)
    )
    context = frame(request, who, "all" if filters.view == "all" else "worklist", found.choices.unread) | {
        "worklist": _shown(who, found, filters), "rows": worklist_rows.shown(found.rows, who.role, filters.view, now=now),
        "bulk": bulk.offered(who, found, query_of(filters)), "undo": bulk.undoable(request, now), "page": _paging(found, filters),
        "calls": {"count": found.counts.get(queries.CALLS, 0), "url": reverse("desk:to call")},
        "quarantine": {"count": found.choices.suspect, "url": reverse("desk:quarantine")}, "measures": waiting_of(found.counts),
    }  # fmt: skip
    return render(request, "desk/worklist.html", context)


def _shown(who: Signed, found: Page, filters: Filters) -> dict[str, Any]:
    counts = {name: count_words(count) for name, count in found.counts.items()}
    kept = _kept(who, found, filters)
    chosen = chosen_filters(who, found, filters)
    may_receive = who.role in who.regulation.acts["receive"].by
    return {
        "kpis": _kpis(who, counts), "new_url": reverse("desk:new") if may_receive else "", "view": filters.view, "kept": kept,
        "tabs": _tabs(who, counts, filters, any(view["current"] for view in kept)), "chosen": chosen, "sorts": _sorts(filters),
        "clear_url": address(Filters(filters.view)), "filters": fields(who, found, filters), "query": query_of(filters),
        "keep_url": reverse("desk:keep view"), "kept_url": reverse("desk:kept views"), "caption": tabs()[filters.view],
        "may_share": may_share(who), "order": filters.order, "search_url": reverse("desk:search"), "empty": _empty(who, filters, chosen),
    }  # fmt: skip


def count_words(count: int) -> str:
    """'12', or '1000+' where nobody counted on."""
    return f"{CAP}+" if count > CAP else str(count)


def _offered(who: Signed) -> list[str]:
    """Views without sense for a role are left out: who works on what is given to them alone has nothing unassigned."""
    kind = who.regulation.roles[who.role].kind
    alone, shares = policy.NEEDS[kind].per_dossier, kind in ("handler", "coordinator")
    left_out = ({"unassigned"} if alone else set()) | (set() if alone or shares else {"waiting"})
    return [view for view in VIEWS if view not in left_out]


def _tabs(who: Signed, counts: dict[str, str], filters: Filters, kept: bool) -> list[dict[str, Any]]:
    names = tabs()
    return [
        {
            "label": names[view], "count": counts.get(view), "url": address(Filters(view)),
            "current": view == filters.view and not kept,
        }
        for view in _offered(who)
    ]  # fmt: skip


def _kpis(who: Signed, counts: dict[str, str]) -> list[dict[str, str]]:
    names, tones = (
        tabs(),
        {"mine": "accent", "unassigned": "info", "open": "neutral", "week": "warning", "overdue": "danger"},
    )
    first = "unassigned" if "unassigned" in _offered(who) else "mine"
    return [
        {"url": address(Filters(view)), "tone": tones[view], "number": counts[view], "label": names[view]}
        for view in (first, "open", "week", "overdue")
    ]


def _kept(who: Signed, found: Page, filters: Filters) -> list[dict[str, Any]]:
    """One's own, and what those who handle share with each other: it is not for a side in a complaint."""
    aside = who.regulation.roles[who.role].kind in policy.PARTIES
    query, place = query_of(filters), reverse("desk:worklist")
    return [
        {"label": view.name, "url": f"{place}?{view.query}", "current": view.query == query, "shared": view.shared}
        for view in found.choices.kept
        if view.own or not aside
    ]


def _sorts(filters: Filters) -> dict[str, dict[str, str]]:
    """For each column that sorts: where a click leads and how it is sorted now."""
    found = {}
    for column, first in (("number", "-number"), ("aim", "aim"), ("last", "-last")):
        now = filters.ordered if filters.ordered.lstrip("-") == column else ""
        other = column if now.startswith("-") else f"-{column}"
        state = {"": "none", column: "ascending", f"-{column}": "descending"}[now]
        found[column] = {"url": address(filters, order=other if now else first), "state": state}
    return found


def options(who: Signed, found: Page, filters: Filters) -> dict[str, tuple[str, Options]]:
    """What can be filtered on: name, and its choices."""
    law, choices = who.regulation, found.choices
    handlers = [("me", gettext("Ik")), ("nobody", gettext("Niemand")), *choices.handlers]
    return {
        "phase": (gettext("Fase"), [(code, phase.label) for code, phase in law.phases.items()]),
        "location": (gettext("Locatie"), list(choices.locations)),
        "team": (
            gettext("Team"),
            [*([(OWN_TEAMS, gettext("Mijn team"))] if choices.own_teams else []), *choices.teams],
        ),
        "member": (gettext("Lid"), list(choices.members)),
        "law": (gettext("Wet"), [(code, option.label) for code, option in law.laws.items()]),
        "kind": (
            gettext("Soort"),
            [*_without_praise(filters), *((code, option.label) for code, option in law.kinds.items())],
        ),
        "handler": (gettext("Behandelaar"), handlers),
        "holder": (gettext("Wacht op"), [("others", gettext("iemand buiten de organisatie"))]),
        "since": (gettext("Binnengekomen vanaf"), [(filters.since, _since(filters.since))]),
    }


def _without_praise(filters: Filters) -> Options:
    """Only where a number of complaints leads: a list shows both, and a regulation may know no compliments."""
    return [(NO_PRAISE, gettext("klachten, geen complimenten"))] if filters.kind == NO_PRAISE else []


def _since(day: str) -> str:
    try:
        return date_format(date.fromisoformat(day), "j F Y")
    except ValueError:
        return gettext("onbekend")


def fields(who: Signed, found: Page, filters: Filters) -> list[dict[str, Any]]:
    """The filter fields; one with nothing to choose is left out."""
    shown = []
    for name, (label, choices) in options(who, found, filters).items():
        value = getattr(filters, name)
        if len(choices) > 1 or value:
            rows = [{"value": code, "label": words, "selected": code == value} for code, words in choices]
            shown.append({"name": name, "label": label, "options": rows})
    return shown


def chosen_filters(who: Signed, found: Page, filters: Filters) -> list[dict[str, str]]:
    """The filters in force, each with the way to clear it."""
    shown = []
    for name, (label, choices) in options(who, found, filters).items():
        if value := getattr(filters, name):
            words = dict(choices).get(value, gettext("onbekend"))
            shown.append({"label": label, "words": words, "clear_url": address(filters, **{name: ""})})
    return shown


def _nothing_to_do(who: Signed) -> str:
    """Why there is no work: what waits may be elsewhere, or the regulation gives this role none at all."""
    if not has_duties(procedure_of(who.regulation), who.role):
        return gettext("De regeling geeft u geen taken. Wat u mag zien, staat bij ‘Leren’.")
    if "unassigned" in _offered(who):
        return gettext("U hebt nu niets te doen. Kijk bij ‘Niet toegewezen’ of er werk wacht.")
    return gettext("U hebt nu niets te doen.")


def _empty(who: Signed, filters: Filters, chosen: list[dict[str, str]]) -> str:
    if chosen:
        return gettext("Geen dossier past bij deze filters. Haal er een weg.")
    if filters.view == "mine":
        return _nothing_to_do(who)
    return {
        "unassigned": gettext("Alles is toegewezen."),
        "week": gettext("Deze week loopt er geen termijn af."),
        "overdue": gettext("Niets is te laat."),
        "waiting": gettext("U wacht nu op niemand."),
        "open": gettext("Er loopt nu geen dossier dat u mag zien."),
        "closed": gettext("Er is nog geen gesloten dossier dat u mag zien."),
        "all": gettext("Er is nog geen dossier dat u mag zien. Het komt hier zodra iemand u erbij betrekt."),
        "following": gettext("U volgt nog geen dossier. Vink er een aan en kies ‘Volgen’."),
    }.get(filters.view, gettext("Hier staat nu niets. Kies een andere weergave."))


def _paging(found: Page, filters: Filters) -> dict[str, Any]:
    first = (found.number - 1) * found.size
    base, exact = f"{address(filters)}&page=", found.total <= CAP
    return {
        "first": first + 1 if found.rows else 0, "last": first + len(found.rows), "total": count_words(found.total),
        "number": found.number, "pages": -(-found.total // found.size) if exact else None,
        "previous_url": f"{base}{found.number - 1}" if found.number > 1 else "",
        "next_url": f"{base}{found.number + 1}" if found.more and found.number < LAST_PAGE else "",
    }  # fmt: skip
