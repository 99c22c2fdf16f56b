"""The parts of learning, and who may open which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop

from wederhoor.insight import rights
from wederhoor.organisations.models import Membership, Organisation
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


def outside(membership: Membership) -> bool:
    """Whether somebody comes from outside: a pool that is given single dossiers."""
    return membership.organisation.kind == Organisation.Kind.EXTERNAL


def let_in(right: Right, regulation: Regulation, membership: Membership) -> bool:
    """Whether this right is theirs: by the role; from outside nothing but the reports that the regulation names for the role."""
    if outside(membership):
        return right is rights.reads_any_report and rights.reads_any_from_outside(regulation, membership.role)
    return right(regulation, membership.role)


def tabs_for(regulation: Regulation, membership: Membership) -> list[Tab]:
    """The parts somebody may open, in order."""
    return [tab for tab in TABS if let_in(tab.right, regulation, membership)]


def address(regulation: Regulation, membership: Membership) -> str:
    """Where learning begins for somebody; '' where nothing of it is theirs."""
    found = tabs_for(regulation, membership)
    return reverse(found[0].url) if found else ""
