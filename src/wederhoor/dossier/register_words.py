"""The words of the register as one organisation uses them: the common list, with what it added, renamed or ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from django.utils.translation import gettext_noop

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import RegisterWord
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.procedure.register_words import HEADINGS, THEMES, common

EDITABLE = (HEADINGS, THEMES, "causes", "late_reasons", "not_taken_up")
"""The lists that an organisation may change; whether a hope came true is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One word of a list."""

    code: str
    label: str
    heading: str = ""
    until: date | None = None
    own: bool = False
    """Added by the organisation itself."""

    def chosen_on(self, day: date) -> bool:
        """Whether it can be chosen on this day."""
        return self.until is None or day <= self.until


class Unfit(ValueError):
    """A word that cannot be kept; the message says why, in Dutch, with room for the ``label``."""

    def __init__(self, wrong: str, label: str) -> None:
        super().__init__(wrong % {"label": label})
        self.wrong, self.label = wrong, label


FORMULA = "=+-@"
"""With which a spreadsheet begins something that it executes."""
Lists = dict[str, dict[str, Listed]]
OWN: Prepared[RegisterWord] = Prepared(
    lambda: RegisterWord.objects.filter(organisation_id=Given("organisation")).order_by("changed")
)


def lists(organisation: int) -> Lists:
    """Every list, by code, in the order of the common list with the own words behind it. Inside ``in_organisation``."""
    found = {name: {c: Listed(c, w.label, w.heading) for c, w in words.items()} for name, words in common().items()}
    for row in OWN.rows(organisation=organisation):
        own = row.code not in common()[row.kind]
        found[row.kind][row.code] = Listed(row.code, row.label, row.heading, row.until, own)
    return found


def headings(organisation: int) -> dict[str, str]:
    """The heading of each theme. Inside ``in_organisation``."""
    return {code: word.heading for code, word in lists(organisation)[THEMES].items()}


def keep(organisation: Organisation, kind: str, word: Listed, *, actor: Actor, now: datetime) -> Listed:
    """Add a word (its code empty), or change one that is there: its label, its heading, its last day. Inside ``in_organisation``.

    Raises Unfit. Nothing is ever deleted: rows of years ago name it.
    """
    known = lists(organisation.pk)
    if kind not in EDITABLE or (word.code and word.code not in known[kind]):
        raise LookupError(f"{kind}: no word '{word.code}'")
    label = " ".join(word.label.split())
    for wrong in _wrong(known, kind, word, label):
        raise Unfit(wrong, label)
    code = word.code or _code(label, known[kind])
    RegisterWord.objects.update_or_create(
        organisation=organisation, kind=kind, code=code,
        defaults={"label": label, "heading": word.heading, "until": word.until, "changed": now, "by": actor.who},
    )  # fmt: skip
    return Listed(code, label, word.heading, word.until, code not in common()[kind])


def _wrong(known: Lists, kind: str, word: Listed, label: str) -> Iterator[str]:
    if not label or len(label) > 80:
        yield gettext_noop("Geef het een naam van hooguit 80 tekens.")
    if re.search(r"@|\d{5}", label):
        yield gettext_noop("Zet geen nummer of adres in deze naam: hij staat in rapporten.")
    if label[:1] in FORMULA:
        yield gettext_noop("Begin deze naam met een letter of een cijfer.")
    same = (one for one in known[kind].values() if one.code != word.code)
    if any(one.label.casefold() == label.casefold() for one in same):
        yield gettext_noop("‘%(label)s’ staat al in deze lijst.")
    if kind == THEMES and word.heading not in known[HEADINGS]:
        yield gettext_noop("Kies onder welk hoofdthema dit telt.")


def _code(label: str, known: dict[str, Listed]) -> str:
    """A code of its own, that no word has or had."""
    plain = normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    base = "own " + (re.sub(r"[^a-z0-9]+", " ", plain).strip()[:40] or "word")
    return next(code for n in range(1, len(known) + 2) if (code := base if n == 1 else f"{base} {n}") not in known)
