"""Small pieces of the look that stand in every row: icons, terms, tags, avatars, and words for dates.

They are plain functions and not template components because a worklist calls them hundreds of times a page.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from django import forms, template
from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from wederhoor.desk.words import days_words, found_in, initials
from wederhoor.frontdoor.publishing.plain import BY_LAW, OWN
from wederhoor.frontdoor.sentences import dutch, say, unmarked
from wederhoor.organisations import contacts

register = template.Library()

SITE = Path(__file__).resolve().parents[1]
BUILT_ICONS = SITE / "static_built" / "wederhoor" / "icons.json"
TONES = ("danger", "warning", "success", "info", "neutral", "accent", "brand1", "brand2")
USED = '<use href="#i-'
SIZES = {18: "", 20: " i20", 24: " i24"}
"""The classes of the sizes in ``site.css``."""
TERM_ICONS = {"danger": "alert-circle", "success": "circle-check"}


@lru_cache(maxsize=1)
def drawings() -> dict[str, str]:
    """The built icons by name; empty when the assets have not been built yet (``wederhoor doctor`` tells)."""
    if not BUILT_ICONS.exists():
        return {}
    return dict(json.loads(BUILT_ICONS.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def allowed_icons() -> frozenset[str]:
    """The names in ``icons.txt``."""
    return frozenset((SITE / "icons.txt").read_text(encoding="utf-8").split())


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int = 24) -> SafeString:
    """One icon, hidden from assistive techniques: the words beside it carry the meaning. ``size`` in CSS pixels."""
    if name not in allowed_icons():
        raise template.TemplateSyntaxError(f"icon '{name}' is not in src/wederhoor/site/icons.txt; add it there")
    # Safe: the name is one of the packaged icons, the size is a number.
    return mark_safe(f'<svg class="ic{_sized(size)} aria-hidden="true"><use href="#i-{name}"/></svg>')  # noqa: S308


def _sized(size: int) -> str:
    """A word for the three sizes that the style sheet knows, each shorter than a width and a height: a dossier has a hundred icons."""
    return f'{SIZES[size]}"' if size in SIZES else f'" width="{int(size)}" height="{int(size)}"'


@lru_cache(maxsize=512)
def _symbol(name: str) -> str:
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawings().get(name, "")}</symbol>'


@register.simple_block_tag
def drawn(content: str) -> SafeString:
    """What stands between the tags, with after it the drawing of each icon in it, once: repeated they were half of a page."""
    found = dict.fromkeys(after.partition('"')[0] for after in content.split(USED)[1:])
    symbols = "".join(map(_symbol, found))
    # Safe: rendered templates, and drawings of the packaged icon set.
    return mark_safe(f'{content}<svg class="drawn" width="0" height="0" aria-hidden="true">{symbols}</svg>')  # noqa: S308


@register.simple_tag
def term(value: Any, dated: bool = True) -> SafeString:
    """A deadline as date (unless the date stands beside it), words and icon.

    ``value`` has ``day`` (date, date-time or None), ``words`` and ``tone``.
    """
    day = getattr(value, "day", None)
    if value is None or day is None:
        return format_html('<span class="term" data-color="neutral">{}</span>', gettext("geen termijn"))
    return _term_html(
        value.tone if value.tone in TONES else "neutral", short_day(day) if dated else "", str(value.words)
    )


@lru_cache(maxsize=2048, typed=True)
def _term_html(tone: str, day: str, words: str) -> SafeString:
    bold = format_html("<b>{}</b> ", day) if day else ""
    html = '<span class="term" data-color="{}">{}<span>{}{}</span></span>'
    return format_html(html, tone, icon(TERM_ICONS.get(tone, "clock"), 18), bold, words)


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)  # typed: marked-safe text never answers for plain text
def tag(label: str, tone: str = "neutral", sign: str = "") -> SafeString:
    """A short label on a tinted ground."""
    picture = icon(sign, 18) if sign else ""
    colour = tone if tone in TONES else "neutral"
    return format_html('<span class="ds-tag" data-color="{}">{}{}</span>', colour, picture, label)


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)  # typed: marked-safe text never answers for plain text
def avatar(initials: str, tone: str = "accent") -> SafeString:
    """Initials in a circle; decoration beside a name."""
    html = '<span class="ds-avatar" data-size="xs" data-color="{}" aria-hidden="true">{}</span>'
    return format_html(html, tone, initials or "?")


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)  # typed: marked-safe text never answers for plain text
def phase_tone(code: str) -> str:
    """A steady colour for a phase, the same on every page, derived from its code."""
    choices = ("accent", "brand1", "brand2", "info", "success")
    return choices[crc32(code.encode()) % len(choices)] if code else "neutral"


@register.simple_tag
def says(address: str, formal: str, familiar: str) -> str:
    """The sentence in the form of address of the regulation: ``u`` or ``je``."""
    return gettext(familiar if address == "je" else formal)


@register.simple_tag(takes_context=True)
def words(context: template.Context, key: str, **values: object) -> str:
    """A sentence of the public pages by its key, in the form of address of the page's ``address``."""
    return conditional_escape(say(key, context["address"], **values))


@register.simple_tag
def stands_at(source: str) -> dict[str, object]:
    """Where a rule stands and whether that is the law; no ``place`` for what was chosen and stands nowhere."""
    place = "" if source in OWN else source.removeprefix(BY_LAW).strip()
    return {"place": place, "law": source.startswith(BY_LAW)}


register.simple_tag(found_in)
register.filter(initials)
register.filter(days_words)


register.filter("web_address", contacts.web_address)


@register.filter
def dialled(telephone: str) -> str:
    """A number as a telephone dials it: '(088) 555 10-00' is 0885551000."""
    return "".join(sign for sign in telephone if sign.isdigit() or sign == "+")


@register.filter
def site_name(address: str) -> str:
    """'www.example.nl/pagina' of a web address, as people say it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


@register.filter
def breakable(address: str) -> SafeString:
    """A web or mail address that goes to the next line before an @ or after a slash, and not inside a word."""
    return mark_safe(conditional_escape(address).replace("/", "/<wbr>").replace("@", "<wbr>@"))  # noqa: S308 (escaped)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """'9 dec', with the year when it is another than now and the time for a moment at which something is due."""
    return "" if value is None else day_in(value, *now_and_here())


def now_and_here() -> tuple[int, str]:
    """The year and the language in which days are said: asked once by who says many (``day_in``)."""
    return timezone.localdate().year, get_language() or ""


@lru_cache(maxsize=4096)
def day_in(day: date | datetime, year: int, language: str) -> str:
    """A page holds the same days many times; `language` is part of what is remembered."""
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    pattern = "j M" if local.year == year else "j M Y"
    words = date_words(local, f"{pattern} H:i" if isinstance(local, datetime) else pattern)
    return words if language == "en" else words.lower()  # months have a capital in English and none in Dutch


@register.filter
def full_day(value: date | datetime | None) -> str:
    """'woensdag 9 december 2026', with 'om 14:02' for a moment."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return date_words(value, "l j F Y")
    local = timezone.localtime(value)
    return gettext("%(day)s om %(time)s") % {"day": date_words(local, "l j F Y"), "time": date_words(local, "H:i")}


@register.filter
def marked(said: object) -> bool:
    """Whether these words are marked as Dutch: an option of a list says so on itself, for it can hold no mark."""
    return hasattr(said, "__html__") and 'lang="nl"' in str(said)


register.filter("unmarked", unmarked)
register.filter("dutch", dutch)


@register.filter
def summary_words(field: Any, error: str) -> str:
    """The words of one error in the summary: as at the field, with the field's name where they do not tell which."""
    bare = str(error) in {str(forms.Field.default_error_messages["required"])}
    return f"{str(field.label).rstrip('?:')}: {error}" if bare else str(error)


@register.filter
def error_target(field: Any) -> str:
    """The id that a link in the error summary points to: for a group of choices its first choice."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label or field.auto_id)


@register.filter
def lacks_something(form: forms.BaseForm) -> bool:
    """Whether a field with an error was left empty; else what was filled in is wrong, and nothing is missing."""
    return any(_empty(field.value()) for field in form if field.errors)


def _empty(value: Any) -> bool:
    return not any(value) if isinstance(value, list | tuple) else not value
