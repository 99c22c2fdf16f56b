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
def spark(chart: Spark) -> SafeString:
    """A small line beside a number: from each month to the next."""
    lines = (
        f'<line class="chart-line" x1="{escape(one.x1)}" y1="{escape(one.y1)}" x2="{escape(one.x2)}" y2="{escape(one.y2)}"/>'
        for one in chart.strokes
    )
    last = chart.last
    dot = f'<circle class="chart-dot" cx="{escape(last.x)}" cy="{escape(last.y)}" r="3"/>' if last else ""
    begun = '<svg class="chart-draw chart-spark" role="img" width="100%"'
    return mark_safe(  # noqa: S308  # each value is escaped
        f'{begun} height="{int(chart.height)}" aria-label="{escape(chart.title)}">{"".join(lines)}{dot}</svg>'
    )


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
