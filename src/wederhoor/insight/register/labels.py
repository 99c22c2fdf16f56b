"""The Dutch words for the codes in the register: of every regulation that the organisation has or had, and of its own lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_noop

from wederhoor.dossier import register_words, regulations
from wederhoor.dossier.register import WEEKS
from wederhoor.dossier.register_words import Lists
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.loading import versions
from wederhoor.procedure.model import Option, Regulation
from wederhoor.procedure.register_words import THEMES, headings_of

OF_REGULATION = ("law", "kind", "theme", "route", "outcome", "source", "hope", "treatment", "result")
"""Columns whose codes a regulation gives."""
OF_LISTS: Mapping[str, str] = {
    "theme": THEMES, "heading": "headings", "cause": "causes", "came_of_it": "came_of_it", "late_reason": "late_reasons",
    "not_taken_up": "not_taken_up",
}  # fmt: skip
"""Columns whose codes stand in the organisation's lists."""
YES_OR_NO = ("in_time", "extended", "disputed")
ENDED = {
    "withdrawn": gettext_noop("Ingetrokken"), "inadmissible": gettext_noop("Niet-ontvankelijk"),
    "not taken up": gettext_noop("Niet in behandeling genomen"), "settled": gettext_noop("Opgelost naar tevredenheid"),
    "not settled": gettext_noop("Niet naar tevredenheid opgelost"), "forwarded": gettext_noop("Doorgestuurd"),
}  # fmt: skip
"""How a complaint ended without a judgement, in Dutch words."""
TITLES = {
    "quarter": gettext_noop("Kwartaal"), "received_quarter": gettext_noop("Kwartaal van ontvangst"), "law": gettext_noop("Wet"),
    "kind": gettext_noop("Soort"), "heading": gettext_noop("Hoofdthema"), "theme": gettext_noop("Thema"), "route": gettext_noop("Weg"),
    "outcome": gettext_noop("Uitkomst"), "location_group": gettext_noop("Groep locaties"), "location": gettext_noop("Locatie"),
    "team": gettext_noop("Team"), "source": gettext_noop("Hoe binnengekomen"), "cause": gettext_noop("Oorzaak"),
    "hope": gettext_noop("Gehoopt op"), "came_of_it": gettext_noop("Kwam dat uit?"), "in_time": gettext_noop("Op tijd"),
    "lead_time": gettext_noop("Doorlooptijd"), "days": gettext_noop("Dagen"), "late_reason": gettext_noop("Waarom later"),
    "not_taken_up": gettext_noop("Waarom niet behandeld"), "extended": gettext_noop("Verlengd"),
    "disputed": gettext_noop("Naar een geschilleninstantie"), "treatment": gettext_noop("Tevreden over de behandeling"),
    "result": gettext_noop("Tevreden over de uitkomst"), "counts": gettext_noop("Telt als klacht"), "imported": gettext_noop("Ingelezen"),
}  # fmt: skip
"""The name of each column."""


def title(column: str) -> str:
    """The name of a column."""
    return gettext(TITLES[column])


IN_A_LIST = {
    "hope": gettext_noop("waar de klager op hoopte"), "came_of_it": gettext_noop("of uitkwam waar de klager op hoopte"),
    "in_time": gettext_noop("of het op tijd was"), "late_reason": gettext_noop("waarom het langer duurde"),
    "not_taken_up": gettext_noop("waarom de klacht niet is behandeld"), "source": gettext_noop("hoe de klacht binnenkwam"),
    "treatment": gettext_noop("hoe tevreden de klager is over de behandeling"),
    "result": gettext_noop("hoe tevreden de klager is over de uitkomst"),
}  # fmt: skip
"""What is asked where a column is one of several that are missing: the name alone says too little, or is half a question."""


def missing_words(columns: Iterable[str]) -> str:
    """'thema, waar de klager op hoopte': columns one after another, within a sentence."""
    return ", ".join(gettext(IN_A_LIST[name]) if name in IN_A_LIST else title(name).lower() for name in columns)


def titles() -> dict[str, str]:
    """The name of each column."""
    return {column: gettext(name) for column, name in TITLES.items()}


@dataclass(frozen=True, slots=True)
class Labels:
    """Where the words come from: the lists, and the regulations with the newest first."""

    lists: Lists
    regulations: tuple[Regulation, ...]
    _made: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)
    """What was asked before, while a page is made."""

    def of(self, column: str, code: object, file: str = "") -> str:
        """The word for a code of a column; a row's own regulation (``file``) goes first. What nobody knows is shown as it is."""
        if column in YES_OR_NO:
            return "" if code is None else gettext("ja") if code else gettext("nee")
        known = _of(regulations.pinned(file), column) if file and column in OF_REGULATION else {}
        word = str(code)
        return known.get(word) or self.choices(column).get(word, word)

    def choices(self, column: str) -> dict[str, str]:
        """Every code of a column with its word, in the order of the regulation; a code with two words shows both."""
        if column not in self._made:
            self._made[column] = self._choices(column)
        return self._made[column]

    def headings(self) -> dict[str, str]:
        """The word of the heading under which each theme counts, in the order of the headings; the organisation's own choice first."""
        of_themes = {code: heading for one in reversed(self.regulations) for code, heading in headings_of(one).items()}
        of_themes |= {code: word.heading for code, word in self.lists[THEMES].items()}
        words = self.choices("heading")
        ranked = sorted((heading, code) for code, heading in of_themes.items() if heading in words)
        place = list(words).index
        return {code: words[heading] for heading, code in sorted(ranked, key=lambda one: place(one[0]))}

    def _choices(self, column: str) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for words in (*(_of(one, column) for one in self.regulations), self._listed(column), _fixed(column)):
            for code, label in words.items():
                if label not in found.setdefault(code, []):
                    found[code].append(label)
        return {code: " / ".join(labels) for code, labels in found.items()}

    def _listed(self, column: str) -> dict[str, str]:
        name = OF_LISTS.get(column)
        return {code: word.label for code, word in self.lists[name].items()} if name else {}


def _of(regulation: Regulation, column: str) -> dict[str, str]:
    """The codes and words of a column that one regulation gives."""
    if column in ("treatment", "result"):
        return {step: step for step in regulation.satisfaction.scale} if regulation.satisfaction else {}
    options: dict[str, Mapping[str, Option]] = {
        "law": regulation.laws, "kind": regulation.kinds, "theme": regulation.lists.get(THEMES, {}), "route": regulation.routes,
        "outcome": regulation.outcomes, "source": regulation.channels, "hope": regulation.hopes,
    }  # fmt: skip
    return {code: option.label for code, option in options.get(column, {}).items()}


def _fixed(column: str) -> dict[str, str]:
    if column == "lead_time":
        found = {f"{weeks} weeks": gettext("tot en met %(n)s weken") % {"n": weeks} for weeks in WEEKS}
        return found | {"longer": gettext("langer dan %(n)s weken") % {"n": WEEKS[-1]}}
    return {code: gettext(word) for code, word in ENDED.items()} if column == "outcome" else {}


def labels_of(organisation: Organisation) -> Labels:
    """The words of this organisation. Inside ``in_organisation``."""
    return Labels(register_words.lists(organisation.pk), tuple(_regulations(organisation)))


def _regulations(organisation: Organisation) -> Iterator[Regulation]:
    """Every version of every regulation that it, or a member of it, has or had; the newest first."""
    members = list(organisation.members.all()) if organisation.kind == Organisation.Kind.COOPERATIVE else []
    providers = [code for one in (organisation, *members) for code in (one.regulation, *one.chosen.values()) if code]
    for provider in dict.fromkeys(providers):
        for path in reversed(versions(provider)):
            yield regulations.pinned(f"{provider}/{path.name}")
