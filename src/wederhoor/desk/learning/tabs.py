"""The parts of learning, and who may open which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop

from wederhoor.insight import rights
from wederhoor.procedure.model import Regulation

Right = Callable[[Regulation, str], bool]


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of learning: its word (marked with ``gettext_noop``), the name of its address, and who may open it."""

    code: str
    word: str
    url: str
    right: Right


TABS: tuple[Tab, ...] = (
    # dashboard
    Tab("dashboard", gettext_noop("Overzicht"), "desk:dashboard", rights.sees_figures),
    # register
    Tab("register", gettext_noop("Register"), "desk:register", rights.sees_figures),
    # measures
    Tab("measures", gettext_noop("Maatregelen"), "desk:measures", rights.opens_measures),
    # reports
    Tab("reports", gettext_noop("Rapporten"), "desk:reports", rights.reads_any_report),
    # signals
    Tab("signals", gettext_noop("Signalen"), "desk:signals", rights.sees_figures),
    # notes
    Tab("notes", gettext_noop("Casussen"), "desk:case notes", rights.sees_figures),
    # governance
    Tab("governance", gettext_noop("Kalender"), "desk:governance", rights.sees_figures),
)
"""In the order of the page."""


def tabs_for(regulation: Regulation, role: str) -> list[Tab]:
    """The parts this role may open, in order."""
    return [tab for tab in TABS if tab.right(regulation, role)]


def address(regulation: Regulation, role: str) -> str:
    """Where learning begins for this role; '' where nothing of it is theirs."""
    found = tabs_for(regulation, role)
    return reverse(found[0].url) if found else ""
