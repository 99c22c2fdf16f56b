"""What stands many times on the pages of learning, as HTML: rows of the register, numbers of a table, small lines.

Plain functions for the same reason as `dossier_pieces`. Everything that comes in is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wederhoor.insight.charts import Spark

register = template.Library()


@register.simple_tag
def place_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """The rows of the table per location of the dashboard (``desk.learning.dashboard``)."""
    words = [escape(gettext(one)) for one in ("Per maand", "In een jaar", "Open", "Over de termijn")]
    return mark_safe("".join(_place(row, *words) for row in rows))  # noqa: S308  # each value is escaped below


def _place(row: Mapping[str, Any], months: str, year: str, still: str, late: str) -> str:
    return (
        f'<tr><th scope="row">{escape(row["name"])}</th><td data-label="{months}">{_spark(row["spark"])}</td>'
        f'<td data-label="{year}">{_linked(row["year"], row["all_url"])}</td>'
        f'<td data-label="{still}">{_linked(row["open"], row["open_url"] if row["open"] else "")}</td>'
        f'<td data-label="{late}">{_linked(row["late"], row["late_url"] if row["late"] else "")}</td></tr>\n'
    )


def _linked(number: int, url: str) -> str:
    return f'<a class="ds-link" href="{escape(url)}">{int(number)}</a>' if url else str(int(number))


def _spark(chart: Spark) -> str:
    """A small line beside a number: from each month to the next. Its places are numbers that `charts` wrote, and no words."""
    lines = (
        f'<line class="chart-line" x1="{one.x1}" y1="{one.y1}" x2="{one.x2}" y2="{one.y2}"/>' for one in chart.strokes
    )
    last = chart.last
    dot = f'<circle class="chart-dot" cx="{last.x}" cy="{last.y}" r="3"/>' if last else ""
    begun = '<svg class="chart-draw chart-spark" role="img" width="100%"'
    return f'{begun} height="{int(chart.height)}" aria-label="{escape(chart.title)}">{"".join(lines)}{dot}</svg>'


@register.simple_tag
def numbers(cells: Iterable[int]) -> SafeString:
    """The numbers of one row of a table."""
    return mark_safe("".join(f"<td>{int(one)}</td>" for one in cells))  # noqa: S308  # numbers


@register.simple_tag
def register_rows(rows: Iterable[Mapping[str, Any]], keeps: bool) -> SafeString:
    """The rows of the register (``desk.learning.register``); ``keeps``: whether this reader completes what is missing."""
    where, dossier = escape(gettext("Waar")), escape(gettext("Dossier"))
    return mark_safe(  # noqa: S308  # each value is escaped below
        "".join(
            f'<tr>{"".join(_cells(row))}<td data-label="{where}">{_where(row)}</td>\n'
            f'<td data-label="{dossier}">{"".join(_dossier(row, keeps))}</td></tr>\n'
            for row in rows
        )
    )


def _cells(row: Mapping[str, Any]) -> Iterator[str]:
    for nth, (title, cell, below) in enumerate(row["cells"]):
        kind = "" if nth else ' class="nowrap"'
        small = f"<small>{escape(below)}</small>" if below else ""
        yield f'<td data-label="{escape(title)}"><span{kind}>{escape(cell or "–")}</span>{small}</td>'


def _where(row: Mapping[str, Any]) -> str:
    live = row["live"]
    team = f"<small>{escape(live.team)}</small>" if live.team else ""
    return f"<span>{escape(live.location or row['group'] or '–')}</span>{team}"


def _dossier(row: Mapping[str, Any], keeps: bool) -> Iterator[str]:
    number = row["live"].number
    if row["url"]:
        yield f'<a class="ds-link nowrap" href="{escape(row["url"])}">{escape(number)}</a>'
    else:
        yield f"<span>{escape(gettext('ingelezen') if row['imported'] else '–')}</span>"
    if row["part"]:
        yield f"<small>{escape(gettext('volgend onderdeel'))}</small>"
    if keeps and row["live"].missing and row["url"]:
        complete = reverse("desk:register entry", args=[number])
        yield f'<small><a class="ds-link" href="{escape(complete)}">{escape(gettext("mist iets"))}</a></small>'
