"""The questions of a provider's complaint form as they stand on paper: the same as on the site, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms

from wederhoor.frontdoor.complaining.asking import Asking
from wederhoor.frontdoor.complaining.steps import CHECK, Plan
from wederhoor.frontdoor.publishing.providers import Provider

TALL, SHORT = 300, 90
"""Points of height for the story, and for a smaller text."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to tick."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question on paper: a line, a text of some height, or answers to tick."""

    name: str
    label: str
    hint: str
    kind: str
    height: int
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its questions."""

    title: str
    questions: tuple[Question, ...]


def sections(provider: Provider) -> list[Section]:
    """Every question of the form on the site."""
    plan = Plan(Asking(provider, {}))
    pages = [page for page in plan.pages if page != CHECK]
    return [Section(plan.title(page), tuple(_questions(plan.asking.fields(page)))) for page in pages]


def _questions(fields: Mapping[str, forms.Field]) -> Iterator[Question]:
    for name, field in fields.items():
        options = tuple(_options(field))
        text = isinstance(field.widget, forms.Textarea)
        kind = "choice" if options else "text" if text else "line"
        tall = TALL if field.required else SHORT
        yield Question(name, str(field.label), str(field.help_text), kind, tall if text else 0, options)


def _options(field: forms.Field) -> Iterator[Option]:
    for code, label in getattr(field, "choices", ()):
        if str(code):
            yield Option(str(code), str(label))
