"""The register of the organisation: rows with filters in the address, sums over two columns, and what came of what was hoped for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.desk.learning.page import around, learning, member_of
from wederhoor.desk.signed import Signed
from wederhoor.dossier.register import quarter
from wederhoor.insight import rights
from wederhoor.insight.register.labels import TITLES, Labels, missing_words, title, titles
from wederhoor.insight.register.listed import BY, Listed, Row, incomplete, listed
from wederhoor.insight.register.wanted import IN_TIME, UNKNOWN, Wanted
from wederhoor.insight.report.numbers import share

SHOWN = {"quarter": "", "theme": "heading", "outcome": "", "in_time": "lead_time", "law": "", "route": "source"}
"""The columns of a row, each with what stands small below it."""
USUAL = ("since", "until", "theme", "location")
"""The filters that are in sight; the others fold."""
YEARS = 6
"""So many years back a period can be chosen."""
CAME = ("yes", "partly", "no", "not asked", "")
MANY = 4
"""More columns than these may not fit: it is said where the rest is."""
QUARTERS = ("quarter", "received_quarter")
CODES = ("law", "kind", "heading", "theme", "route", "outcome", "source")


def only_whole(who: Signed) -> None:
    """The words and what was kept elsewhere are of the whole organisation: for who keeps its register, not a member's. Raises Http404."""
    if member_of(who):
        raise Http404


def quarters() -> list[str]:
    """The quarters that can be chosen, the newest first."""
    today = timezone.localdate()
    named = [f"{year}-Q{number}" for year in range(today.year, today.year - YEARS, -1) for number in (4, 3, 2, 1)]
    return [one for one in named if one <= quarter(today)]


@require_safe
@learning(rights.sees_figures)
def register(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The rows of the register, so many a page, with the sums of everything that is wanted."""
    wanted = Wanted.of(request.GET.dict())
    by, across = (_column(request, name, kind) for name, kind in (("by", "heading"), ("across", "quarter")))
    page = request.GET.get("page", "")
    found = listed(
        who.tenant, wanted, by, across, int(page) if page.isdecimal() and len(page) < 8 else 1,
        member=member_of(who), actor=who.actor, now=timezone.now(),
    )  # fmt: skip
    keeps = rights.keeps_register(who.regulation, who.role)
    here = {"by": by, "across": across}
    runs = keeps and not member_of(who)
    context = around(request, who, "register") | {
        "runs": runs, "rows": list(_rows(found)), "columns": [title(name) for name in SHOWN],
        **_folded(list(_filters(found, wanted))), "chosen": list(_chosen(found, wanted, here)), "keeps": keeps,
        "sums": found.sums, "cross": crossed(found.sums.crossed, by, across, found.labels), "hoped": list(_hoped(found)),
        "by": _by(by), "across": _by(across), "page": _pages(found, wanted, here), "incomplete": found.incomplete if keeps else 0,
        "exports": [(kind.upper(), _address("desk:register export", wanted, vorm=kind)) for kind in ("xlsx", "csv", "json")],
    }  # fmt: skip
    return render(request, "desk/learning/register.html", context)


@require_safe
@learning(rights.keeps_register)
def gaps(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The closed complaints of which the register misses something, with what."""
    found = incomplete(who.tenant, actor=who.actor, now=timezone.now())
    rows = [
        {
            "number": number, "url": reverse("desk:register entry", args=[number]), "closed": closed,
            "missing": missing_words(name for name in names if name in TITLES),
        }
        for number, closed, names in found
    ]  # fmt: skip
    return render(request, "desk/learning/register_gaps.html", around(request, who, "register") | {"rows": rows})


def _column(request: HttpRequest, name: str, otherwise: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in BY else otherwise


def _rows(found: Listed) -> Iterator[dict[str, Any]]:
    columns = [(name, title(name), below) for name, below in SHOWN.items()]
    return (_row(one, columns, found.labels) for one in found.rows)


def _row(one: Row, columns: Iterable[tuple[str, str, str]], labels: Labels) -> dict[str, Any]:
    return {
        "cells": [
            (words, *_said(_cell(one, name, labels), _cell(one, below, labels) if below else ""))
            for name, words, below in columns
        ],
        "live": one.live,
        "part": not one.row.counts, "imported": one.row.imported, "group": one.row.location_group,
        "url": reverse("desk:dossier", args=[one.live.number]) if one.live.number else "",
    }  # fmt: skip


def _said(words: str, below: str) -> tuple[str, str]:
    """A theme that is called as what it stands under says so once."""
    return words, "" if below == words else below


def _cell(one: Row, name: str, labels: Labels) -> str:
    if name == "lead_time" and one.live.days is not None:
        return gettext("%(n)s dagen") % {"n": one.live.days}
    value = getattr(one.row, name)
    return value if name == "quarter" else labels.of(name, value, one.row.regulation) if value not in ("", None) else ""


def _filters(found: Listed, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Every filter with what can be chosen."""
    for name, options in _options(found).items():
        now = getattr(wanted, name)
        under = found.labels.headings() if name == "theme" else {}
        shown = _choices(options, now, under)
        if shown or now:
            yield {"name": name, "label": _names()[name], "options": shown}


def _choices(options: Mapping[str, str], now: str, under: Mapping[str, str]) -> list[dict[str, Any]]:
    """What can be chosen; what stands under a heading together, in the order of the headings."""
    order = list(dict.fromkeys(under.values()))
    rank = {code: order.index(under[code]) if code in under else len(order) for code in options}
    return [
        {"value": code, "label": options[code], "selected": code == now, "group": under.get(code, "")}
        for code in sorted(options, key=rank.__getitem__)
    ]


def _folded(filters: list[dict[str, Any]]) -> dict[str, Any]:
    """The usual filters, and the others with how many of those are used."""
    others = [one for one in filters if one["name"] not in USUAL]
    used = sum(any(option["selected"] for option in one["options"]) for one in others)
    return {"filters": [one for one in filters if one["name"] in USUAL], "others": others, "used": used}


def _names() -> dict[str, str]:
    own = {
        "since": gettext("Van kwartaal"),
        "until": gettext("Tot en met kwartaal"),
        "group": gettext("Groep locaties"),
    }
    return titles() | own


def _options(found: Listed) -> dict[str, dict[str, str]]:
    period = {one: one for one in quarters()}
    known = {name: found.labels.choices(name) for name in CODES}
    codes = {name: words | {UNKNOWN: gettext("(niet ingevuld)")} for name, words in known.items() if words}
    timely = dict(zip(IN_TIME, (gettext("ja"), gettext("nee"), gettext("geen termijn")), strict=True))
    return {
        "since": period, "until": period, **codes, "in_time": timely, "group": {one: one for one in found.groups},
        "location": {str(key): name for key, name in found.locations.items()},
        "team": {str(key): name for key, name in found.teams.items()},
    }  # fmt: skip


def _chosen(found: Listed, wanted: Wanted, here: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What is filtered on, each with the address without it."""
    options = _options(found)
    for name, value in wanted.chosen.items():
        others = {key: one for key, one in wanted.chosen.items() if key != name} | dict(here)
        url = f"{reverse('desk:register')}?{urlencode(others)}"
        yield {"label": _names()[name], "words": options[name].get(value, value), "clear_url": url}


def _by(now: str) -> list[dict[str, Any]]:
    return [{"value": name, "label": title(name), "selected": name == now} for name in BY]


def crossed(counts: Counter[tuple[Any, Any]], by: str, across: str, labels: Labels) -> dict[str, Any]:
    """A small table of two columns of the register with totals; one column where both are the same."""
    downs, overs = (_ordered({pair[place] for pair in counts}, (by, across)[place], labels) for place in (0, 1))
    overs = {} if by == across else overs
    body = [
        {
            "label": label, "cells": [counts[down, over] for over in overs],
            "total": sum(n for pair, n in counts.items() if pair[0] == down),
        }
        for down, label in downs.items()
    ]  # fmt: skip
    totals = [sum(n for pair, n in counts.items() if pair[1] == over) for over in overs]
    return {
        "newest_first": across in QUARTERS and len(overs) > MANY,
        "by": title(by), "across": title(across) if overs else "", "heads": list(overs.values()), "rows": body, "totals": totals,
        "total": counts.total(),
    }  # fmt: skip


def _ordered(values: Iterable[Any], column: str, labels: Labels) -> dict[Any, str]:
    """The values in the order of their list, quarters the newest first, the unknown last, each with its word."""
    order = list(labels.choices(column))
    rank = {code: place for place, code in enumerate(order)}
    known = sorted((v for v in values if v not in ("", None)), key=lambda v: (rank.get(v, len(rank)), str(v)))
    known = known[::-1] if column in QUARTERS else known
    found = {v: str(v) if column in ("quarter", "location_group") else labels.of(column, v) for v in known}
    return found | {v: gettext("niet ingevuld") for v in values if v in ("", None)}


def _hoped(found: Listed) -> Iterator[dict[str, Any]]:
    """What was hoped for beside what came of it (OTT-10)."""
    for code, label in _ordered({hope for hope, _ in found.sums.hoped if hope}, "hope", found.labels).items():
        cells = [found.sums.hoped[code, came] for came in CAME]
        said = sum(cells[:3])
        yield {"label": label, "cells": cells, "share": share(cells[0], said), "said": said}


def _pages(found: Listed, wanted: Wanted, here: Mapping[str, str]) -> dict[str, Any]:
    def at(page: int) -> str:
        return _address("desk:register", wanted, **here, page=str(page)) if 1 <= page <= found.pages else ""

    return {
        "number": found.page,
        "pages": found.pages,
        "previous_url": at(found.page - 1),
        "next_url": at(found.page + 1),
    }


def _address(name: str, wanted: Wanted, **more: str) -> str:
    return f"{reverse(name)}?{urlencode(wanted.chosen | more)}"
