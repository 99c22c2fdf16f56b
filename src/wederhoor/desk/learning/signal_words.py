"""What a signal says on the screen: what it is about, its rule in plain words, its charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from wederhoor.desk.signed import Signed
from wederhoor.insight import charts
from wederhoor.insight.charts import Line, Point
from wederhoor.insight.models import Signal
from wederhoor.insight.scanning import FEWEST, MONTH

TONES = {"investigate": "info", "measure": "success", "watch": "warning", "no action": "neutral"}


def decision_words() -> dict[str, str]:
    """The four decisions."""
    return {
        "investigate": gettext("Uitzoeken"), "measure": gettext("Maatregel nemen"), "watch": gettext("In de gaten houden"),
        "no action": gettext("Geen actie"),
    }  # fmt: skip


def step_words() -> dict[str, str]:
    """The lines of the history."""
    return {
        "raise": gettext("Gevonden"), "more": gettext("Nieuwe cijfers"), "look": gettext("Bekeken"), "own": gettext("Eigenaar"),
        "decide": gettext("Besluit"),
    }  # fmt: skip


def rule_words() -> dict[str, str]:
    """The three charts by name."""
    return {"cusum": gettext("Opgeteld bewijs"), "u": gettext("Meer dan de grens"), "g": gettext("Kort na elkaar")}


def theme_words(who: Signed) -> Mapping[str, str]:
    """The themes of the regulation, by code."""
    return {code: option.label for code, option in who.regulation.lists.get("themes", {}).items()}


def subject(who: Signed, row: Signal) -> str:
    """What it is about: the theme, the place, or both."""
    return named(theme_words(who).get(row.theme, row.theme), row.location.name if row.location else "")


def named(theme: str, place: str) -> str:
    """A theme, a place, or both."""
    if theme and place:
        return gettext("%(theme)s bij %(place)s") % {"theme": theme, "place": place}
    return theme or gettext("Klachten bij %(place)s") % {"place": place}


def number(value: float) -> str:
    """Whole, or with one decimal."""
    return number_format(value, 0 if float(value).is_integer() else 1)


def summary(row: Signal) -> str:
    """The figures in one sentence."""
    known = {"count": row.figures["count"], "expected": number(row.figures["expected"]), "since": _full(row.since)}
    if row.rule == "g":
        known["days"] = number(row.figures["value"])
        said = gettext("%(count)s klachten in %(days)s dagen. Gewoonlijk duurt dat ongeveer %(expected)s dagen.")
        one = gettext("%(count)s klachten op één dag. Gewoonlijk duurt dat ongeveer %(expected)s dagen.")
        return (one if row.figures["value"] == 1 else said) % known
    return gettext("%(count)s klachten sinds %(since)s. Gewoonlijk zouden het er ongeveer %(expected)s zijn.") % known


def explained(row: Signal) -> str:
    """The rule in plain words."""
    known = {"weeks": row.figures["weeks"], "limit": number(row.figures["limit"]), "fewest": FEWEST, "month": MONTH}
    return {
        "cusum": gettext(
            "Wat gewoon is, telden we in de weken ervoor (samen %(weeks)s weken). Week na week tellen we op hoe sterk de cijfers "
            "wijzen op twee keer zo veel klachten. Boven de grens van %(limit)s is toeval geen goede verklaring meer."
        ),
        "u": gettext(
            "We tellen de laatste %(month)s weken. Bij %(limit)s klachten of meer is toeval geen goede verklaring meer, "
            "gezien wat gewoon is."
        ),
        "g": gettext(
            "We kijken in hoeveel dagen de laatste %(fewest)s klachten kwamen. Bij %(limit)s dagen of minder is toeval "
            "geen goede verklaring meer."
        ),
    }[row.rule] % known


def drawn(who: Signed, row: Signal) -> list[Line]:
    """The chart of its rule, and the counts it stands on; none any more when the complaints are as old as they are kept."""
    if "counts" not in row.chart:
        return []
    makers = {"cusum": _evidence, "g": _days}
    own = [makers[row.rule](who, row)] if row.rule in row.chart and row.rule in makers else []
    return [_counts(who, row), *own]


def _counts(who: Signed, row: Signal) -> Line:
    points = _points(row.chart["counts"], lambda value, limit: limit is not None and value >= limit)
    head = (gettext("Vier weken vanaf"), gettext("Klachten"), gettext("Grens"), gettext("Gewoonlijk"))
    legend = (head[1], head[2], head[3])
    title = gettext("Klachten per vier weken")
    return charts.line("counts", title, _told(title, who, row), points, head, legend=legend, shown=number)


def _evidence(who: Signed, row: Signal) -> Line:
    points = _points(row.chart["cusum"], lambda value, limit: limit is not None and value >= limit)
    head = (gettext("Week tot en met"), gettext("Bewijs"), gettext("Grens"))
    title = gettext("Opgeteld bewijs dat het er twee keer zo veel zijn")
    legend = (head[1], head[2], "")
    return charts.line(
        "evidence", title, _told(title, who, row), points, head, legend=legend, shown=number, whole=False
    )


def _days(who: Signed, row: Signal) -> Line:
    points = [
        Point(str(number), value, limit, usual, limit is not None and value <= limit)
        for number, value, limit, usual in row.chart["g"]
    ]
    head = (gettext("Klacht"), gettext("Dagen"), gettext("Grens"), gettext("Gewoonlijk"))
    title = gettext("In hoeveel dagen drie klachten kwamen")
    legend = (head[1], gettext("Te kort"), head[3])
    return charts.line("days", title, _told(title, who, row), points, head, legend=legend, shown=number)


def _points(rows: Sequence[Sequence[Any]], out: Any) -> list[Point]:
    return [
        Point(_short(date.fromisoformat(day)), value, limit, usual, out(value, limit))
        for day, value, limit, usual in rows
    ]


def _told(title: str, who: Signed, row: Signal) -> str:
    return f"{title}, {subject(who, row)}. {summary(row)}"


def _short(day: date) -> str:
    return date_format(day, "j b y")


def _full(day: date) -> str:
    return date_format(day, "j F Y")
