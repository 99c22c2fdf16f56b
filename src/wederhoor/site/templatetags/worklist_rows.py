"""The rows of the worklist as HTML: a plain function, because as a template they were half the time of the page.

The clock before a date is drawn by the stylesheet: fifty times the same drawing was a quarter of the page. HTML lets
cells and rows end by themselves, and so they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from wederhoor.site.templatetags.look import TONES, day_in, phase_tone, tag

register = template.Library()
ROW = (
    '<tr><td class="c-x"><input class="ds-input" type="checkbox" name="number" value="{number}" aria-label="{choose} {number}">'
    '<td><a class="ds-link" href="{url}">{number}</a>{followed}'
    '<td class="c-subject"><b>{subject}</b><small>{sub}</small><td class="c-who"><span class="who">{who}</span>'
    '<td class="c-phase">{phase}<td class="c-term">{term}{duty}<td class="c-last">{when}<small>{act}</small>\n'
)


@register.simple_tag
def worklist_rows(rows: Iterable[Any]) -> SafeString:
    """Every row; what people wrote is escaped here, what comes from the tags is safe already."""
    words = (gettext("Kies"), gettext("Niet toegewezen"), gettext("U volgt dit dossier"))
    when = (timezone.localdate().year, get_language() or "")
    return mark_safe("".join(_row(row, *words, *when) for row in rows))  # noqa: S308  # each value is escaped in _row


def _row(row: Any, choose: str, nobody: str, followed: str, year: int, language: str) -> str:
    return ROW.format(
        number=escape(row.number), choose=choose, url=escape(row.url), subject=escape(row.subject), sub=escape(row.sub),
        who=_who(row.handler, row.initials, nobody), phase=tag(row.phase, phase_tone(row.phase_code)),
        term=_term(row.term, year, language) if row.term else "",
        followed=f'<i class="followed"><span class="ds-sr-only">{followed}</span></i>' if row.followed else "",
        duty=f"<small>{escape(' · '.join(filter(None, (row.duty, row.why))))}</small>" if row.duty or row.why else "",
        when=escape(row.when), act=escape(row.act),
    )  # fmt: skip


@lru_cache(maxsize=512)
def _who(name: str, initials: str, nobody: str) -> str:
    tone, letters = ("accent", initials) if name else ("warning", "?")
    return f'<span class="av" data-color="{tone}" aria-hidden="true">{escape(letters)}</span>{escape(name) or nobody}'


@lru_cache(maxsize=2048)
def _term(term: Any, year: int, language: str) -> str:
    """The same days stand in a list many times; ``year`` and ``language`` are part of what is remembered."""
    return _term_html(term.tone, day_in(term.day, year, language) if term.day else "", str(term.words))


def _term_html(tone: str, day: str, words: str) -> str:
    colour, bold = tone if tone in TONES else "neutral", f"<b>{escape(day)}</b> " if day else ""
    return f'<span class="term" data-color="{colour}"><span>{bold}{escape(words)}</span></span>'
