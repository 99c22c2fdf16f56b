"""Small words of the screens: initials, distance to a day, and the colour that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from wederhoor.procedure.base import OWN_CHOICE
from wederhoor.procedure.terms import local_date

SOON = 7
"""From so many calendar days before a deadline it is shown in the warning colour."""


@dataclass(frozen=True, slots=True)
class TermWords:
    """A deadline on the screen: the day, the distance in words, and its colour."""

    day: date | datetime | None
    words: str
    tone: str


def initials(name: str) -> str:
    """At most two capitals of a name: 'Ada Boom' gives 'AB'."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words[:1]))


def days_words(days: int) -> str:
    """Distance to a deadline in words: 'vandaag', 'nog 5 dagen', '2 dagen te laat'."""
    if days == 0:
        return gettext("vandaag")
    if days > 0:
        return ngettext("nog %(n)s dag", "nog %(n)s dagen", days) % {"n": days}
    return ngettext("%(n)s dag te laat", "%(n)s dagen te laat", -days) % {"n": -days}


def term_words(day: date | datetime | None, today: date, *, late: bool) -> TermWords:
    """A deadline in words. People work to `aim`; only what is past `due` is called late."""
    if day is None:
        return TermWords(None, gettext("zo snel als kan, zonder datum"), "neutral")
    left = (local_date(day) - today).days
    if left < 0 and not late:
        return TermWords(day, gettext("streefdatum voorbij"), "warning")
    tone = "danger" if late else "warning" if left <= SOON else "neutral"
    return TermWords(day, days_words(left), tone)


def capital(words: str) -> str:
    """'wet' as it stands before a value: 'Wet'."""
    return words[:1].upper() + words[1:]


def found_in(source: str) -> str:
    """Where a rule stands: its place in the text; or that it does not stand there, and somebody chose."""
    if source.startswith(OWN_CHOICE):
        return gettext("Staat niet in de regeling: een eigen keuze.")
    return f"{gettext('Staat in:')} {source}"
