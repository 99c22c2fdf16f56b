"""The filters of a list: as they stand in an address, and as the queries want them. Codes and opaque ids, never a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language, gettext

from wederhoor.desk.addresses import reverse
from wederhoor.dossier.queries import ORDERS, VIEWS, Filters

FIELDS = ("phase", "location", "team", "member", "law", "kind", "handler", "holder", "since")


def tabs() -> dict[str, str]:
    """The views with their names, in order."""
    return _tabs(get_language() or "")


@lru_cache(maxsize=8)
def _tabs(language: str) -> dict[str, str]:
    return {
        "mine": gettext("Mijn werk"), "unassigned": gettext("Niet toegewezen"), "week": gettext("Deze week"),
        "overdue": gettext("Over de termijn"), "waiting": gettext("Wacht op anderen"), "following": gettext("Gevolgd"),
        "open": gettext("Alle open"), "closed": gettext("Gesloten"), "all": gettext("Alles"),
    }  # fmt: skip


def filters_of(given: QueryDict | dict[str, str]) -> Filters:
    """The filters in an address; what is unknown in them counts as not chosen."""
    tab, order = given.get("tab") or "", given.get("sort") or ""
    chosen = {name: (given.get(name) or "").replace("\0", "")[:60] for name in FIELDS}
    view, since = tab if tab in VIEWS else "open", _day(chosen.pop("since"))
    return Filters(view=view, order=order if order in ORDERS else "", since=since, **chosen)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def query_of(filters: Filters) -> str:
    """The filters as they stand in an address: codes and opaque ids, never a text."""
    named = {"tab": filters.view, "sort": filters.order} | {name: getattr(filters, name) for name in FIELDS}
    return urlencode({name: value for name, value in named.items() if value})


def address(filters: Filters, **changes: str) -> str:
    """The worklist with these filters, some of them changed."""
    wanted = replace(filters, **changes) if changes else filters
    if wanted.plain:
        return _plain(wanted.view, wanted.order)
    return f"{reverse('desk:worklist')}?{query_of(wanted)}"


@lru_cache(maxsize=128)
def _plain(view: str, order: str) -> str:
    """A view without a filter: a page leads to each of them."""
    return f"{reverse('desk:worklist')}?{query_of(Filters(view, order=order))}"
