"""What stands many times in a dossier as HTML: plain functions, because as templates they were most of the time of the page.

Everything that comes in is escaped here; pictures and dates are made by `look`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wederhoor.site.templatetags.look import day_in, icon, now_and_here

register = template.Library()


@register.simple_tag
def happened(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """What happened (``presenting.timeline``): what, when, by whom, with answers, texts and letters."""
    words = {"closed": gettext("niet zichtbaar voor de klager"), "for": gettext("namens %(name)s")}
    now = now_and_here()
    return mark_safe("".join(_moment(item, words, *now) for item in items))  # noqa: S308  # each value is escaped below


def _moment(item: Mapping[str, Any], words: Mapping[str, str], year: int, language: str) -> str:
    behalf = words["for"] % {"name": item["in_name_of"]} if item["in_name_of"] else ""
    beside = " · ".join(
        escape(str(one)) for one in (day_in(item["when"], year, language), item["who"], behalf, item["part"]) if one
    )
    values = "".join(
        f"<div><dt>{escape(v['label'])}:</dt><dd>{escape(str(v['value']))}</dd></div>" for v in item["values"]
    )
    return (
        f'<li data-color="{item["tone"]}" id="stap-{item["seq"]}"><span class="dot">{icon(item["icon"], 18)}</span>'
        f'<div class="msg"><p><b lang="nl">{escape(item["what"])}</b> <span class="mut">{beside}</span></p>'
        + (f'<dl class="vals" lang="nl">{values}</dl>' if values else "")
        + "".join(_text(text, words["closed"]) for text in item["texts"])
        + "".join(map(_letter, item["letters"]))
        + "</div></li>\n"
    )


def _text(text: Mapping[str, Any], closed: str) -> str:
    label, said = escape(text["label"]), f'<p class="pre">{escape(text["text"])}</p></div>'
    if text["internal"]:
        return f'<div class="note"><p class="signs">{icon("lock", 18)}{label} – {closed}</p>{said}'
    return f'<div class="said">{f"""<p class="signs">{label}</p>""" if label else ""}{said}'


def _letter(letter: Mapping[str, str]) -> str:
    label, url = escape(letter["label"]), escape(letter["url"])
    pdf = escape(letter.get("pdf_url", ""))
    other = f' <a class="ds-link" href="{pdf}">PDF<span class="ds-sr-only"> {label}</span></a>' if pdf else ""
    return f'<p class="row">{icon("file-text", 18)}<a class="ds-link" href="{url}">{label}</a>{other}</p>'


@register.simple_tag
def act_groups(groups: Iterable[Mapping[str, Any]]) -> SafeString:
    """What one may do (``presenting.may_groups``), folded per group; the first is open."""
    behalf = gettext("namens %(name)s")
    return mark_safe("".join(_group(group, behalf, place == 0) for place, group in enumerate(groups)))  # noqa: S308


def _group(group: Mapping[str, Any], behalf: str, first: bool) -> str:
    acts = "".join(_act(act, behalf) for act in group["acts"])
    return (
        f'<details class="acts-group"{" open" if first else ""}><summary>{icon(group["icon"], 18)}<h3>{escape(group["label"])}</h3>'
        f'<span class="count">{len(group["acts"])}</span></summary><div class="acts">{acts}</div></details>\n'
    )


def _act(act: Mapping[str, str], behalf: str) -> str:
    name = escape(behalf % {"name": act["in_name_of"]}) + " · " if act["in_name_of"] else ""
    small = f"{name}{escape(act['source'])}"
    return (
        f'<a class="act-link" href="{escape(act["url"])}"><span>{escape(act["label"])}<small>{small}</small></span></a>'
    )


@register.simple_tag
def not_yet(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """What one may not do now (``pending.not_yet``), why, what to do first, and where that stands."""
    return mark_safe("".join(map(_refused, rows)))  # noqa: S308  # each value is escaped below


@register.simple_tag
def do_first(steps: Iterable[Mapping[str, str]]) -> SafeString:
    """The steps that take away what stands in the way (``pending.first``)."""
    return mark_safe(_do_first(steps))  # noqa: S308  # each value is escaped below


def _do_first(steps: Iterable[Mapping[str, str]]) -> str:
    listed = list(steps)
    together, instead = ([one for one in listed if bool(one["instead"]) is several] for several in (False, True))
    return _under(gettext("Doe dit eerst:"), together) + _under(gettext("Doe een van deze eerst:"), instead)


def _under(head: str, steps: list[Mapping[str, str]]) -> str:
    rows = "".join(_step(one) for one in steps)
    return f'<div class="do-first"><span>{escape(head)}</span><ul class="plain">{rows}</ul></div>' if rows else ""


def _step(one: Mapping[str, str]) -> str:
    label = escape(" · ".join(filter(None, (one["label"], one["part"]))))
    if one["url"]:
        return f'<li><a class="ds-link" lang="nl" href="{escape(one["url"])}">{label}</a></li>'
    words = gettext("aan: %(name)s; kan ook nog niet") if one["later"] else gettext("aan: %(name)s")
    later = gettext("kan ook nog niet")
    whose = words % {"name": one["by"]} if one["by"] else later
    return f'<li><span lang="nl">{label}</span> <small class="mut">{escape(whose)}</small></li>'


def _refused(act: Mapping[str, Any]) -> str:
    source = f'<small class="mut">{escape(act["source"])}</small>' if act["source"] else ""
    return f"<li><b>{escape(act['label'])}</b><p>{escape(act['because'])}</p>{_do_first(act['first'])}{source}</li>"


@register.simple_tag
def of_others(holders: Mapping[str, Iterable[Mapping[str, str]]]) -> SafeString:
    """What is for others to do (``presenting.by_holder``), under whose it is."""
    return mark_safe("".join(_holder(because, rows) for because, rows in holders.items()))  # noqa: S308


def _holder(because: str, rows: Iterable[Mapping[str, str]]) -> str:
    acts = "".join(f"<li>{escape(r['label'])} <small>{escape(r['source'])}</small></li>" for r in rows)
    return f'<li><b>{escape(because)}</b><ul class="ds-list">{acts}</ul></li>'
