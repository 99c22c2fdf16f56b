"""What a chart has many of, as HTML: its bars, what lies under it, and its figures to read. The frame of each is a template.

Plain functions for the same reason as `dossier_pieces`: the overview has five charts. Words are escaped here; places and sizes
are numbers that `insight.charts` wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wederhoor.insight.charts import Bar, Bars, Line, Shares

register = template.Library()


@register.simple_tag
def chart_bars(bars: Iterable[Bar]) -> SafeString:
    """Rectangles beside each other."""
    return mark_safe("".join(  # noqa: S308  # numbers
        f'<rect class="chart-bar tone-{int(one.tone)}" x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/>'
        for one in bars
    ))  # fmt: skip


@register.simple_tag
def chart_ground(chart: Bars | Line) -> SafeString:
    """What lies under a chart: lines at round numbers and the words along the bottom."""
    grid = (
        f'<line class="chart-grid" x1="0%" y1="{one.y}" x2="100%" y2="{one.y}"/>'
        f'<text class="chart-word" x="{one.x}" y="{one.y}" dy="-3" text-anchor="{one.anchor}">{escape(one.text)}</text>'
        for one in chart.grid
    )
    words = (
        f'<text class="chart-word" x="{one.x}" y="{one.y}" text-anchor="{one.anchor}">{escape(one.text)}</text>'
        for one in chart.labels
    )
    return mark_safe("".join((*grid, *words)))  # noqa: S308  # words are escaped, the rest are numbers


@register.simple_tag
def chart_table(chart: Bars | Line | Shares) -> SafeString:
    """The numbers of a chart, to read."""
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in chart.table.head)
    return mark_safe(  # noqa: S308  # each word is escaped
        f'<details class="chart-table"><summary>{escape(gettext("Bekijk de cijfers in een tabel"))}</summary>\n'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(chart.title)}"><table class="ds-table"><thead><tr>{heads}'
        f"</tr></thead>\n<tbody>{''.join(map(_row, chart.table.rows))}</tbody></table></div></details>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = map(escape, cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{one}</td>" for one in others)}</tr>\n'
