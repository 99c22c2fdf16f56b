"""The answers so far, in words, each with the page where it can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.forms.widgets import ChoiceWidget

from wederhoor.frontdoor.complaining.steps import CHECK, url_of
from wederhoor.frontdoor.complaining.visit import Visit


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer."""

    label: str
    answer: str
    url: str
    page: str


NEVER_EMPTY = {"complaint", "capacity", "name", "way"}
"""Shown also without an answer: the others only clutter the page."""


def rows(visit: Visit) -> list[Row]:
    """Every answer that was given, and the few that everybody looks for."""
    plan = visit.plan
    return [
        Row(
            str(field.label),
            answer or visit.asking.words("check.none"),
            f"{url_of(visit.provider, page, back=True)}#id_{name}",
            page,
        )
        for page in plan.pages
        if page != CHECK
        for name, field in visit.asking.fields(page).items()
        if (answer := in_words(field, visit.waiting.answers.get(name, str(field.initial or "")))) or name in NEVER_EMPTY
    ]


def in_words(field: forms.Field, given: str) -> str:
    """An answer as people say it: of a choice its label, '' for none."""
    if not isinstance(field.widget, ChoiceWidget) or not given:
        return given
    known = {str(code): str(label) for code, label in field.widget.choices if code}
    return known.get(given, "")
