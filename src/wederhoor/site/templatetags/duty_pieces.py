"""What must be done in a dossier, and the forms to write in it, as HTML; for the reason of `dossier_pieces`.

Everything that comes in is escaped here; pictures, dates and terms are made by `look`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wederhoor.desk.words import found_in
from wederhoor.site.templatetags.dossier_pieces import do_first
from wederhoor.site.templatetags.look import icon, short_day, tag, term

register = template.Library()
Row = Mapping[str, Any]


@register.simple_tag
def duties(rows: Iterable[Row], printed: bool) -> SafeString:
    """Duties (``owed.rows``): what, by whom, when in date, words and colour, and why; on paper all of it open."""
    opened = " open" if printed else ""
    return mark_safe("".join(_duty(row, opened) for row in rows))  # noqa: S308  # each value is escaped below


def _duty(row: Row, opened: str) -> str:
    tone, label = escape(row["term"].tone or "neutral"), escape(row["label"])
    return (
        f'<div class="duty" data-color="{tone}">\n<h3 lang="nl">{label}</h3>\n<div class="when">{term(row["term"])}</div>\n'
        f'{_waits(row)}<p class="mut small">{" · ".join(_about(row))}</p>\n{_way(row)}{_stuck(row)}{_why(row, label, opened)}</div>\n'
    )


def _waits(row: Row) -> str:
    if not row["waits_for"]:
        return ""
    return f"<p>{tag(gettext('Wacht op: %(who)s') % {'who': row['waits_for']}, 'neutral', 'clock')}</p>\n"


def _about(row: Row) -> Iterator[str]:
    """Whose it is and towards whom, until when, and what is special about it."""
    yield escape(row["holder"]) + (f" → {escape(row['owed_to'])}" if row["owed_to"] else "")
    if row["part"]:
        yield escape(row["part"])
    if row["aim"] and row["due"] and row["aim"] != row["due"]:
        days = {"aim": short_day(row["aim"]), "due": short_day(row["due"])}
        yield escape(gettext("streef naar %(aim)s, uiterlijk %(due)s") % days)
    if row["external"]:
        yield escape(gettext("loopt bij een ander"))
    if row["after_closing"]:
        yield escape(gettext("loopt door na het sluiten: de klacht zelf blijft gesloten"))
    if row["escalates"]:
        yield escape(gettext("gaat na de datum naar %(who)s") % {"who": row["escalates"]})


def _way(row: Row) -> str:
    if not row["act_url"]:
        return ""
    words = escape(row["act_label"] or row["label"])
    return (
        '<a class="ds-button do no-print" data-variant="secondary" data-color="accent" '
        f'href="{escape(row["act_url"])}">{words}</a>\n'
    )


def _stuck(row: Row) -> str:
    """Why who it is for cannot do it yet, and what to do first."""
    if not row["stuck"]:
        return ""
    words = gettext("Kan nog niet: %(because)s.") % {"because": row["stuck"].because.rstrip(".")}
    return f'<div class="not-now"><p class="small signs">{icon("ban", 18)}<span>{escape(words)}</span></p>{do_first(row["first"])}</div>\n'


def _why(row: Row, label: str, opened: str) -> str:
    if not (row["why"] or row["source"] or row["doubts"]):
        return ""
    steps = "".join(f'<li lang="nl">{escape(str(step))}</li>' for step in row["why"])
    doubt = f"<b>{escape(gettext('Twijfel in de regeling.'))}</b>"
    doubts = "".join(
        f'<p class="doubt">{icon("alert-triangle", 18)}<span>{doubt} {escape(one)}</span></p>' for one in row["doubts"]
    )
    source = f'<p class="src">{escape(found_in(row["source"]))}</p>\n' if row["source"] else ""
    asked = gettext("Waarom deze datum") if row["term"].day else gettext("Waarom geen datum")
    return (
        f'<details class="why"{opened}><summary>{escape(asked)}<span class="ds-sr-only">: {label}</span>'
        f"</summary>\n{f'<ol>{steps}</ol>' if steps else ''}\n{source}{doubts}\n</details>\n"
    )


@register.simple_tag(takes_context=True)
def panes_to_write(context: template.Context, panes: Iterable[Row], papers_url: str) -> SafeString:
    """The forms to write in (``composer.panes``), each by itself: what is typed never goes from one to another.

    ``papers_url``: where a picture goes that is pasted in a note.
    """
    token = CsrfTokenNode().render(context)
    return mark_safe("".join(_pane(nth, pane, papers_url, token) for nth, pane in enumerate(panes, 1)))  # noqa: S308


@register.simple_tag
def panes_to_choose(panes: Iterable[Row]) -> SafeString:
    """The choice between them, the first already made."""
    return mark_safe(  # noqa: S308  # each value is escaped
        "".join(
            f'<label data-color="{escape(pane["tone"])}"><input type="radio" name="composer" value="{nth}"{" checked" if nth == 1 else ""}>'
            f"{icon(pane['icon'], 18)}{escape(pane['tab'])}</label>"
            for nth, pane in enumerate(panes, 1)
        )
    )


def _pane(nth: int, pane: Row, papers_url: str, token: str) -> str:
    inside = " internal" if pane["tone"] == "warning" else ""
    hidden = {"expected_seq": pane["seq"], "back": "dossier", **pane["hidden"]}
    fields = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(str(v))}">' for n, v in hidden.items())
    return (
        f'<form class="pane pane-{nth}{inside}" data-color="{escape(pane["tone"])}" method="post" action="{escape(pane["url"])}" '
        f'data-draft="{escape(pane["draft_url"])}"{_pasting(pane, papers_url)}>{token}\n{fields}\n'
        f"{_field(pane)}{_when(pane)}{_readers(pane)}{_buttons(pane)}</form>"
    )


def _pasting(pane: Row, papers_url: str) -> str:
    if not pane["internal"]:
        return ""
    return (
        f' data-papers="{escape(papers_url)}" data-place="{escape(pane["compartment"])}" data-pasted="{escape(gettext("Schermafdruk"))}"'
        f' data-failed="{escape(gettext("Het plakken lukte niet. Probeer het bij Stukken."))}"'
    )


def _field(pane: Row) -> str:
    name = f"write_{escape(pane['code'])}"
    return (
        f'<div class="ds-field"><label class="ds-label" data-weight="semibold" for="{name}">{escape(pane["label"])}</label>\n'
        f'<div data-field="description" id="{name}_said" class="signs">{icon(pane["sign"], 18)}{escape(pane["said"])}</div>\n'
        f'<textarea class="ds-input" id="{name}" name="{escape(pane["field"])}" rows="4" required aria-describedby="{name}_said">'
        f"{escape(pane['text'])}</textarea></div>\n"
    )


def _when(pane: Row) -> str:
    if not pane.get("when"):
        return ""
    name = f"write_{escape(pane['code'])}_at"
    words = f'{escape(gettext("Wanneer?"))} <span class="opt">{escape(gettext("(hoeft niet)"))}</span>'
    return (
        f'<div class="ds-field when"><label class="ds-label" data-weight="semibold" for="{name}">{words}</label>'
        f'<input class="ds-input" type="datetime-local" id="{name}" name="happened_at"></div>\n'
    )


def _readers(pane: Row) -> str:
    if not pane["readers"]:
        return ""
    asks = escape(gettext("Wie moet dit weten?"))
    people = "".join(
        f'<label class="mention"><input class="ds-input" type="checkbox" name="mention" value="{escape(account)}" '
        f'data-name="{escape(name)}">{escape(name)}</label>'
        for account, name in pane["readers"]
    )
    return (
        f'<details class="mentions"><summary>{icon("users", 18)}{asks}</summary><fieldset class="ds-fieldset">'
        f'<legend class="ds-sr-only">{asks}</legend>{people}</fieldset></details>\n'
    )


def _buttons(pane: Row) -> str:
    kept = escape(gettext("Concept van %(saved)s") % {"saved": short_day(pane["saved"])}) if pane["saved"] else ""
    return (
        f'<div class="actions"><button class="ds-button" data-variant="tertiary" type="submit" formaction="{escape(pane["draft_url"])}" '
        f"formnovalidate>{icon('device-floppy')}{escape(gettext('Bewaar concept'))}</button>"
        f'<span class="mut small saved" role="status">{kept}</span>'
        f'<button class="ds-button main" type="submit">{icon(pane["sign"])}{escape(pane["button"])}</button></div>\n'
    )
