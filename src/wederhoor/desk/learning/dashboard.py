"""The dashboard of board, quality officer and handler: now, the course of a year, in term, satisfaction, and what asks for attention.

Every number leads to its list. Whoever handles complaints sees the own work first; no page of figures names a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from wederhoor.desk.learning import signal_words as words
from wederhoor.desk.learning.page import around, learning, member_of
from wederhoor.desk.learning.report_words import stand
from wederhoor.desk.signed import Signed, role_label
from wederhoor.desk.words import term_words
from wederhoor.dossier.queries import NO_PRAISE
from wederhoor.insight import charts, governing, rights
from wederhoor.insight.figures import Answers
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.overview import InTerm, Now, Overview, Place, overview
from wederhoor.insight.report import listing, owed
from wederhoor.insight.report.listing import Reader
from wederhoor.insight.report.numbers import share

SHOWN = 5
"""So many signals are named; the rest is a click away."""
DAYS = 8
"""So many reports and duties."""


@require_safe
@learning(rights.sees_figures)
def dashboard(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Everything in one look."""
    now, member = timezone.now(), member_of(who)
    found = overview(who.tenant, who.regulation, actor=who.actor, now=now, member=member)
    handles = who.regulation.roles[who.role].kind == "handler"
    coming, complaints = _coming(who), {"kind": NO_PRAISE} if found.praised else {}
    to_adopt = sum(bool(row.get("adopt")) for row in coming)
    context = around(request, who, "dashboard") | {
        "own": _kpis(found.own, handler="me") if handles else [], "kpis": _kpis(found.now, **complaints), "course": _course(found),
        "in_term": _in_term(found.in_term), "answers": [_answers(one, per) for one, per in found.answers.items()],
        "target": _target(found.answers), "attention": list(_attention(who, found, to_adopt)),
        "coming": coming[:DAYS], "more": max(0, len(coming) - DAYS),
        "places": _places(found, complaints), "signals": list(_signals(who, found)),
        "imported": found.imported, "listed": found.listed,
    }  # fmt: skip
    return render(request, "desk/learning/dashboard.html", context)


def _kpis(found: Now, **more: str) -> list[dict[str, Any]]:
    named = [
        ("open", gettext("Open"), found.open, "accent"), ("week", gettext("Deze week te doen"), found.week, "info"),
        ("overdue", gettext("Over de termijn"), found.late, "danger"), ("others", gettext("Wacht op anderen"), found.waiting, "neutral"),
    ]  # fmt: skip
    where = {"others": {"tab": "open", "holder": "others"}}
    return [
        {
            "label": label,
            "number": count,
            "url": _worklist(**where.get(tab, {"tab": tab}), **more),
            "tone": tone if count else "neutral",
        }
        for tab, label, count, tone in named
    ]


def _worklist(tab: str, **more: str) -> str:
    return f"{reverse('desk:worklist')}?{urlencode({'tab': tab, **more})}"


def address(name: str, **query: str) -> str:
    """Where a number leads; '' where this installation has no such page."""
    try:
        return reverse(f"desk:{name}") + (f"?{urlencode(query)}" if query else "")
    except NoReverseMatch:
        return ""


def _course(found: Overview) -> charts.Bars:
    title = gettext("Binnengekomen en gesloten per maand")
    labels = [date_format(month.first, "b y") for month in found.months]
    series = [
        (gettext("Binnengekomen"), [month.received for month in found.months]),
        (gettext("Gesloten"), [month.closed for month in found.months]),
    ]
    received, closed = (sum(values) for _, values in series)
    known = {"received": received, "closed": closed, "months": len(labels)}
    told = (
        gettext("In %(months)s maanden kwamen %(received)s klachten binnen en werden er %(closed)s gesloten.") % known
    )
    return charts.bars("course", title, told, labels, series, first=gettext("Maand"))


def _in_term(found: Sequence[InTerm]) -> charts.Shares:
    title = gettext("Gesloten binnen de termijn")
    rows = [(one.quarter, (one.kept, one.late, one.without), _kept(one)) for one in found]
    told = "; ".join(f"{label}: {note}" for label, _, note in rows)
    parts = (gettext("binnen de termijn"), gettext("te laat"), gettext("zonder termijn"))
    return charts.shares("in-term", title, told, rows, parts, first=gettext("Kwartaal"))


def _kept(one: InTerm) -> str:
    count = one.kept + one.late
    if not count:
        return gettext("niets gesloten met een termijn")
    return gettext("%(share)s%%, n = %(count)s") % {"share": share(one.kept, count), "count": count}


def _answers(question: str, found: Mapping[str, Answers]) -> charts.Shares:
    """Per quarter the steps of the scale, the best first."""
    some = next(iter(found.values()))
    steps = list(reversed(some.steps))
    rows = [(name, [one.steps[step] for step in steps], _answered(one)) for name, one in found.items()]
    told = "; ".join(f"{label}: {note}" for label, _, note in rows)
    return charts.shares(f"answers-{question}", some.question, told, rows, steps, first=gettext("Kwartaal"))


def _answered(one: Answers) -> str:
    """'81% voldoende of beter, 12 van 20 antwoordden'."""
    if not one.n + one.elsewise:
        return gettext("geen antwoord van %(closed)s") % {"closed": one.closed}
    told = gettext("%(n)s van %(closed)s antwoordden") % {"n": one.n + one.elsewise, "closed": one.closed}
    if one.elsewise:
        told += gettext(", %(n)s op een andere schaal") % {"n": one.elsewise}
    if one.share is None:
        return told
    better = gettext("%(share)s%% %(target)s of beter") % {"share": share(one.reached, one.n), "target": one.target}
    return f"{better}, {told}"


def _target(found: Mapping[str, Mapping[str, Answers]]) -> str:
    return next((one.target for per in found.values() for one in per.values() if one.target), "")


def _attention(who: Signed, found: Overview, to_adopt: int) -> Iterator[dict[str, Any]]:
    """What asks for attention, with its list; nothing that is nought."""
    mine = sum(one.mine for one in found.signals)
    named = [
        (to_adopt, ngettext("verslag wacht op uw vaststelling", "verslagen wachten op uw vaststelling", to_adopt),
         address("reports"), "warning"),
        (found.late, ngettext("maatregel te laat", "maatregelen te laat", found.late), address("measures", state="late"), "danger"),
        (found.to_check, ngettext("effect te bekijken", "effecten te bekijken", found.to_check), address("measures", state="check"), "warning"),
        (len(found.signals), ngettext("open signaal", "open signalen", len(found.signals)), address("signals"), "warning"),
        (mine, ngettext("signaal van u", "signalen van u", mine), address("signals", tab="mine"), "warning"),
        (found.gaps, ngettext("klacht onvolledig in het register", "klachten onvolledig in het register", found.gaps),
         address("register gaps") if rights.keeps_register(who.regulation, who.role) else "", "warning"),
        (found.running, ngettext("maatregel loopt", "maatregelen lopen", found.running), address("measures", state="running"), "neutral"),
    ]  # fmt: skip
    for count, label, url, tone in named:
        if count:
            yield {"count": count, "label": label, "url": url, "tone": tone}


def _signals(who: Signed, found: Overview) -> Iterator[dict[str, Any]]:
    themes = words.theme_words(who)
    for one in found.signals[:SHOWN]:
        place = found.names.get(one.place or 0, "")
        yield {"url": reverse("desk:learning signal", args=[one.id]), "mine": one.mine,
               "subject": words.named(themes.get(one.theme, one.theme), place)}  # fmt: skip


def _coming(who: Signed) -> list[dict[str, Any]]:
    """Reports that are owed now, and own duties of the organisation whose day comes soon or passed; those with a day first."""
    today, rows = timezone.localdate(), []
    reader = Reader(who.tenant, who.regulation, who.actor, member_of(who))
    for entry in listing.coming(reader, now=timezone.now()):
        label = " ".join(filter(None, (entry.rule.label, owed.named(entry.owed.period), entry.place.label)))
        row, makes = entry.row, role_label(who.regulation, entry.rule.by)
        shown = _day(label, entry.owed.due, _report(row), today)
        rows.append(shown | {"stand": stand(row), "by": "" if entry.mine else makes, "adopt": listing.to_adopt(entry)})
    whose = governing.owing(who.tenant, member_of(who))
    for own in governing.coming(whose, who.regulation, actor=who.actor, now=timezone.now()):
        if own.status(today) in ("overdue", "soon"):
            rows.append(_day(own.label, own.due, address("governance"), today))
    return sorted(rows, key=lambda row: (not row.get("adopt"), row["due"] or date.max))


def _report(row: WrittenReport | None) -> str:
    return reverse("desk:report", args=[row.id]) if row else address("reports")


def _day(label: str, due: date | None, url: str, today: date) -> dict[str, Any]:
    late = due is not None and due < today
    return {"label": label, "due": due, "url": url, "term": term_words(due, today, late=late) if due else None}


def _places(found: Overview, complaints: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each location, with its lists: the addresses of many differ only in which it is."""
    where = {
        "open_url": _worklist("open", **complaints), "late_url": _worklist("overdue", **complaints),
        "all_url": _worklist("all", since=found.months[1].first.isoformat(), **complaints),
    }  # fmt: skip
    titled = gettext("Binnengekomen per maand bij %(place)s: %(numbers)s")
    return [_place(one, where, titled) for one in found.places]


def _place(one: Place, where: Mapping[str, str], titled: str) -> dict[str, Any]:
    """The year is that of the twelve months up to now."""
    name = one.name or gettext("Locatie niet bekend")
    title = titled % {"place": name, "numbers": ", ".join(map(str, one.months))}
    lists = {list_: f"{url}&location={one.id}" if one.id else "" for list_, url in where.items()}
    counts = {"year": sum(one.months[1:]), "open": one.now.open, "late": one.now.late}
    return {"name": name, "spark": charts.spark(title, one.months), **counts, **lists}
