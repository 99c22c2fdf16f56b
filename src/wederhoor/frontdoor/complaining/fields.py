"""Form fields as these pages show them: big tiles with a pictogram, a folded list, a line, a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget

from wederhoor.frontdoor.complaining.wording import Choice
from wederhoor.frontdoor.sentences import say


class Tiles(forms.RadioSelect):
    """One answer a row, each a big target with a pictogram and text."""

    template_name = "frontdoor/complaining/tiles.html"

    def __init__(self, shown: Sequence[Choice]) -> None:
        super().__init__()
        self.shown = {one.code: one for one in shown}

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        """With what the tile shows beside its label."""
        option = super().create_option(name, value, *rest, **more)
        return option | {"choice": self.shown.get(str(value))}


def picked(
    label: str, shown: Sequence[Choice], *, address: str, about: str = "", initial: str = ""
) -> forms.ChoiceField:
    """Choose one by a tile."""
    return _chosen(label, shown, Tiles(shown), address, about, initial)


def listed(label: str, shown: Sequence[Choice], nothing: str, *, address: str, about: str = "") -> forms.ChoiceField:
    """Choose one from a list that stays folded, with ``nothing`` first."""
    return _chosen(label, [Choice("", nothing), *shown], forms.Select(), address, about, "")


def _chosen(
    label: str, shown: Sequence[Choice], widget: ChoiceWidget, address: str, about: str, initial: str
) -> forms.ChoiceField:
    wrong = {"invalid_choice": say("complaining.error.choice", address)}
    options = [(one.code, one.label) for one in shown]
    return forms.ChoiceField(
        label=label,
        help_text=about,
        choices=options,
        widget=widget,
        required=False,
        initial=initial,
        error_messages=wrong,
    )


def line(label: str, about: str = "", **attrs: str) -> forms.CharField:
    """One line, never needed."""
    return forms.CharField(
        label=label, help_text=about, required=False, max_length=200, widget=forms.TextInput(attrs=attrs)
    )


def story(
    label: str, about: str = "", *, rows: int = 8, missing: str = "", most: int | None = None, **attrs: str
) -> forms.CharField:
    """A text of any length, or of at ``most`` so many signs; needed when ``missing`` says what to do without."""
    return forms.CharField(
        label=label, help_text=about, required=bool(missing), error_messages={"required": missing}, max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, **attrs}),
    )  # fmt: skip
