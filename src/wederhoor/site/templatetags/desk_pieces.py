"""What stands around every page of the desk and in its lists, as HTML: the menu, tabs, figures, choices, phases of a dossier.

Plain functions for the same reason as `dossier_pieces`: hundreds of small template nodes took longer than the page's
questions to the database. Everything that comes in is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wederhoor.site.templatetags.look import icon

register = template.Library()


@register.simple_tag
def menu(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The menu of the desk (``signed.frame``); what waits stands behind a name as a number."""
    return mark_safe("".join(map(_menu_link, items)))  # noqa: S308  # each value is escaped below


def _menu_link(item: Mapping[str, Any]) -> str:
    count = "" if item["count"] is None else f"<b>{escape(str(item['count']))}</b>"
    here = ' aria-current="page"' if item["current"] else ""
    return f'<a class="n" href="{escape(item["url"])}"{here}>{icon(item["icon"])}{escape(item["label"])}{count}</a>\n'


@register.simple_tag
def stretch(part: Mapping[str, Any]) -> str:
    """Which of how many stand here: '1–50 van 1000+'."""
    return gettext("%(first)s–%(last)s van %(total)s") % {name: part[name] for name in ("first", "last", "total")}


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """The choices of a list (``worklist.fields``): what is chosen is said; those of one ``group`` after another stand under its name."""
    groups = (
        (name, "".join(map(_option, some))) for name, some in groupby(choices, key=lambda one: one.get("group", ""))
    )
    return mark_safe(  # noqa: S308  # each value is escaped
        "".join(f'<optgroup label="{escape(name)}">{some}</optgroup>' if name else some for name, some in groups)
    )


def _option(one: Mapping[str, Any]) -> str:
    chosen = " selected" if one["selected"] else ""
    return f'<option value="{escape(str(one["value"]))}"{chosen}>{escape(str(one["label"]))}</option>'


@register.simple_tag
def figures(kpis: Iterable[Mapping[str, str]]) -> SafeString:
    """The figures above the worklist, each the way to its view."""
    return mark_safe(  # noqa: S308  # each value is escaped
        "".join(
            f'<a class="ds-card kpi" href="{escape(one["url"])}" data-color="{one["tone"]}" data-variant="tinted">'
            f"<b>{escape(one['number'])}</b><span>{escape(one['label'])}</span></a>\n"
            for one in kpis
        )
    )


@register.simple_tag
def views(tabs: Iterable[Mapping[str, Any]], kept: Iterable[Mapping[str, Any]]) -> SafeString:
    """The views of the worklist with how much is in each, and after them those that somebody kept."""
    return mark_safe("".join([*map(_view, tabs), *map(_kept_view, kept)]))  # noqa: S308  # each value is escaped below


def _view(tab: Mapping[str, Any]) -> str:
    count = "" if tab["count"] is None else f" ({escape(tab['count'])})"
    return f'<a href="{escape(tab["url"])}"{_here(tab)}>{escape(tab["label"])}{count}</a>\n'


def _kept_view(tab: Mapping[str, Any]) -> str:
    sign = icon("users" if tab["shared"] else "bookmark", 18)
    return f'<a class="kept" href="{escape(tab["url"])}"{_here(tab)}>{sign}{escape(tab["label"])}</a>\n'


def _here(tab: Mapping[str, Any]) -> str:
    return ' aria-current="true"' if tab["current"] else ""


@register.simple_tag
def dossier_tabs(tabs: Iterable[Mapping[str, Any]]) -> SafeString:
    """The pages of a dossier (``tabs.shown``); of one that is closed to the parties it is said."""
    closed = f'<span class="ds-sr-only"> {escape(gettext("(gesloten voor de partijen)"))}</span>'
    return mark_safe("".join(_tab(tab, closed) for tab in tabs))  # noqa: S308  # each value is escaped below


def _tab(tab: Mapping[str, Any], closed: str) -> str:
    here, inside = (' aria-current="page"' if tab["current"] else ""), (' class="internal"' if tab["internal"] else "")
    after = closed if tab["internal"] else ""
    return f'<a href="{escape(tab["url"])}"{here}{inside}>{icon(tab["icon"], 18)}{escape(tab["label"])}{after}</a>'


@register.simple_tag
def phases_of(phases: Iterable[Any]) -> SafeString:
    """Where a dossier stands (``procedure.way``): what is behind it, where it is, what may come."""
    done = f'{icon("check", 18)}<span class="ds-sr-only">{escape(gettext("Geweest:"))}</span> '
    return mark_safe("".join(_phase(phase.state, phase.label, done) for phase in phases))  # noqa: S308  # as above


def _phase(state: str, label: str, done: str) -> str:
    said = {"done": ' class="done"', "current": ' aria-current="step"'}.get(state, "")
    return f"<li{said}>{done if state == 'done' else ''}{escape(label)}</li>\n"
