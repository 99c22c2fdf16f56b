"""The answers so far, in words, each with the page where it can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django import forms
from django.forms.widgets import ChoiceWidget

from wederhoor.frontdoor.complaining.steps import BELONGS, CHECK, url_of
from wederhoor.frontdoor.complaining.visit import Visit


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer."""

    label: str
    answer: str
    url: str
    page: str


NEVER_EMPTY = {"complaint", "capacity", "name", "way"}
"""Shown among the answers also without one: everybody looks for them there."""


def rows(visit: Visit) -> list[Row]:
    """Every answer that was given, and the few that everybody looks for."""
    none = visit.asking.words("check.none")
    return [replace(row, answer=row.answer or none) for name, row in _asked(visit) if row.answer or name in NEVER_EMPTY]


def skipped(visit: Visit) -> list[Row]:
    """The questions without an answer that can still get one; those that follow from another answer stand behind that one."""
    left = {*NEVER_EMPTY, *BELONGS, *_declined(visit)}
    return [row for name, row in _asked(visit) if not row.answer and name not in left]


def _declined(visit: Visit) -> Iterator[str]:
    """Who passed a question that offers 'weet ik niet' or 'zeg ik liever niet' is not asked for it again."""
    for _, name, field in _fields(visit):
        offered = isinstance(field.widget, ChoiceWidget) and any(not code for code, _ in field.widget.choices)
        if offered and name in visit.waiting.answers:
            yield name


def _asked(visit: Visit) -> Iterator[tuple[str, Row]]:
    """Every question of the pages by its name, with the answer that was given or ''."""
    for page, name, field in _fields(visit):
        answer = in_words(field, visit.waiting.answers.get(name, str(field.initial or "")))
        yield name, Row(str(field.label), answer, f"{url_of(visit.provider, page, back=True)}#id_{name}", page)


def _fields(visit: Visit) -> Iterator[tuple[str, str, forms.Field]]:
    """Every question of the pages before this one: its page, its name and itself."""
    for page in visit.plan.pages:
        for name, field in visit.asking.fields(page).items() if page != CHECK else ():
            yield page, name, field


def in_words(field: forms.Field, given: str) -> str:
    """An answer as people say it: of a choice its label, '' for none."""
    if not isinstance(field.widget, ChoiceWidget) or not given:
        return given
    known = {str(code): str(label) for code, label in field.widget.choices if code}
    return known.get(given, "")
