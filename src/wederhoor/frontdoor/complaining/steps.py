"""The pages of a complaint in their order, and the form of each. A page without questions is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from wederhoor.frontdoor.complaining.asking import NEEDED, Asking
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.sentences import unmarked

SLUGS = {"who": "", "story": "verhaal", "wish": "wens", "contact": "contact", "check": "controle"}
"""The word of each page in its address."""
PRAISE_PAGES = ("story", "contact", "check")
CHECK = "check"
BELONGS = {
    "telephone": "way", "call_times": "way", "email": "way", "address": "way", "helper": "way", "share": "help_wording",
}  # fmt: skip
"""What is asked in one breath with another question, because it depends on that answer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which pages this visitor goes through."""

    asking: Asking

    @property
    def pages(self) -> list[str]:
        """In order; the last one checks and sends."""
        wanted = PRAISE_PAGES if self.asking.praises else tuple(SLUGS)
        return [page for page in wanted if page == CHECK or self.asking.fields(page)]

    def after(self, page: str) -> str:
        """The next page."""
        pages = self.pages
        return pages[min(pages.index(page) + 1, len(pages) - 1)] if page in pages else pages[0]

    def before(self, page: str) -> str:
        """The page before it; '' for the first."""
        pages = self.pages
        return pages[pages.index(page) - 1] if page in pages and pages.index(page) else ""

    def title(self, page: str) -> str:
        """The question of the page."""
        return self.asking.words(f"page.{'praise' if page == 'story' and self.asking.praises else page}")

    def intro(self, page: str) -> str:
        """A sentence under it; '' where none is needed."""
        of_praise = {"story": "intro.praise", "contact": "intro.contact_praise"}
        if page == "who":
            return ""
        return self.asking.words(of_praise.get(page, f"intro.{page}") if self.asking.praises else f"intro.{page}")

    def form(self, page: str, data: Mapping[str, Any] | None = None) -> StepForm:
        """The form of a page with what was answered before."""
        return StepForm(self.asking, page, data)


def page_of(slug: str) -> str:
    """The page with this word in its address; '' when there is none."""
    return next((page for page, word in SLUGS.items() if word == slug), "")


def url_of(provider: Provider, page: str, *, back: bool = False) -> str:
    """The address of a page; with ``back`` it returns to the check page afterwards."""
    slug = SLUGS[page]
    url = reverse("frontdoor:step", args=[provider.code, slug]) if slug else provider.complain_url
    return f"{url}?terug" if back else url


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a page, which is shown alone where the browser can: a field with what belongs to it."""

    place: str
    fields: list[forms.BoundField]
    """None: the question whether something goes along."""

    @property
    def label(self) -> str:
        """The question itself, as an attribute can hold it."""
        return unmarked(str(self.fields[0].label)) if self.fields else ""

    @property
    def wrong(self) -> bool:
        """Whether its answer is not right yet."""
        return any(field.errors for field in self.fields)


class StepForm(forms.Form):
    """The questions of one page."""

    def __init__(self, asking: Asking, page: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.asking, self.page = asking, page
        self.fields.update(asking.fields(page))
        for name, field in self.fields.items():
            field.initial = asking.answers.get(name, field.initial)
        self._needing(str((self.data if self.is_bound else asking.answers).get("way") or ""))

    def _needing(self, way: str) -> None:
        """What the chosen way of contact cannot do without is not optional any more."""
        needed = self.fields.get(NEEDED.get(way, ""))
        if needed:
            needed.required = True
            needed.error_messages["required"] = self.asking.words(f"error.{NEEDED[way]}")

    @property
    def questions(self) -> list[Question]:
        """The questions in order, each with what belongs to it; the story is followed by what goes along with it."""
        groups: dict[str, list[forms.BoundField]] = {}
        for field in self:
            first = BELONGS.get(field.name, field.name)
            groups.setdefault(first if first in self.fields else field.name, []).append(field)
        asked = [*groups.values(), *([[]] if self.page == "story" and not self.asking.praises else [])]
        return [Question(f"{self.page}-{number}", fields) for number, fields in enumerate(asked, 1)]

    @property
    def wrong(self) -> bool:
        """Whether some answer is not right yet: those questions are shown, and no other."""
        return any(question.wrong for question in self.questions)

    def typed(self) -> dict[str, str]:
        """Every answer as it was given, also one that is not right yet: nothing typed is lost."""
        return {name: str(self.data.get(name) or "").replace("\0", "").strip() for name in self.fields}
