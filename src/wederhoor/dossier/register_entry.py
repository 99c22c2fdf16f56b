"""What somebody who keeps the register adds to a dossier: read with its words, and kept. Part of the door.

Each function is one transaction with its line in the access log; the rows of a closed dossier follow at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from wederhoor.dossier import placing, register, register_words
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Compartment, Dossier, RegisterEntry
from wederhoor.dossier.opening import NotFound, OpenDossier, fence_of
from wederhoor.dossier.papers import Inside, inside
from wederhoor.dossier.register_words import Lists
from wederhoor.dossier.summaries import refine, state_of, told
from wederhoor.organisations.models import Team
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.register_words import THEMES
from wederhoor.procedure.terms import local_date

KEEPING, LOOKING = "register entry", "register look"
CODES: Mapping[str, str] = {
    "theme": THEMES, "cause": "causes", "came_of_it": "came_of_it", "late_reason": "late_reasons", "not_taken_up": "not_taken_up",
}  # fmt: skip
"""What can be filled in, with the list that it is chosen from."""
WORDS = ("late_words", "not_taken_up_words")
NO_TEAM = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in for a part; codes, and two explanations in words."""

    theme: str = ""
    cause: str = ""
    team: int = NO_TEAM
    came_of_it: str = ""
    late_reason: str = ""
    late_words: str = ""
    not_taken_up: str = ""
    not_taken_up_words: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """The register of one part: what the dossier says, what was filled in, and what is missing."""

    part: str
    filled: Filled
    said: Mapping[str, str]
    missing: tuple[str, ...]
    in_time: bool | None
    not_treated: bool


@dataclass(frozen=True, slots=True)
class View:
    """The register of a dossier, with the lists it is kept in and the teams that can be named."""

    parts: tuple[PartView, ...]
    lists: Lists
    teams: Mapping[int, str]


def may_keep(regulation: Regulation, role: str) -> bool:
    """Whether this role keeps the register: it handles or coordinates, and is no outsider."""
    rule = regulation.roles[role]
    return rule.kind in ("handler", "coordinator") and not rule.external


def of(dossier: OpenDossier, *, actor: Actor, now: datetime) -> View:
    """The register of this dossier. Raises NotFound for who does not keep it."""
    _keeps(dossier, actor)
    with inside(dossier, "register", LOOKING, actor=actor, now=now) as here:
        found, entries = duties(dossier.state, now), register.entries_of(here.row)
        shown = tuple(
            _part(dossier.state, part, entries.get(part), found, here) for part in sorted(dossier.state.parts) or [""]
        )
        return View(shown, register_words.lists(here.row.organisation_id), _teams(here.row))


def gaps(dossier: OpenDossier, now: datetime) -> tuple[str, ...]:
    """The columns that some part of this opened dossier still misses."""
    row, found = dossier.row, duties(dossier.state, now)
    with in_organisation(*fence_of(row.organisation, dossier.actor), account=dossier.actor.account):
        entries = register.entries_of(row)
    parts = sorted(dossier.state.parts) or [""]
    each = (name for part in parts for name in register.missing(dossier.state, part, entries.get(part), found))
    return tuple(dict.fromkeys(each))


def keep(dossier: OpenDossier, part: str, filled: Filled, *, actor: Actor, now: datetime) -> None:
    """Keep what was filled in for this part. Raises NotFound for who does not keep it, ValueError for an unknown code or part;

    ``placing.Elsewhere`` for a team that works at another place than the dossier is about.
    """
    _keeps(dossier, actor)
    with inside(dossier, "register", KEEPING, actor=actor, now=now) as here:
        register.lock(here.row)
        lists, before = register_words.lists(here.row.organisation_id), register.entries_of(here.row).get(part)
        if part not in (sorted(dossier.state.parts) or [""]):
            raise ValueError(f"{dossier.number}: there is no part '{part}'")
        _known(dossier.regulation, lists, filled, before, now)
        place = Compartment.HANDLER.value if Compartment.HANDLER.value in here.seen else Compartment.PARTY.value
        ring = here.key_for(place)
        codes = {name: getattr(filled, name) for name in CODES}
        words = {name: _sealed(ring, place, part, name, getattr(filled, name)) for name in WORDS}
        known_team = _team(here.row, filled.team, before)
        RegisterEntry.objects.update_or_create(
            organisation_id=here.row.organisation_id, dossier_id=here.row.id, part=part,
            defaults={**codes, **words, "team": known_team, "compartment": place, "changed": now, "by": actor.who},
        )  # fmt: skip
        state = state_of(here.row)
        refine(here.row, state)
        register.keep(here.row, state, now)


def _keeps(dossier: OpenDossier, actor: Actor) -> None:
    if not may_keep(dossier.regulation, actor.role):
        raise NotFound(dossier.number)


def _known(regulation: Regulation, lists: Lists, filled: Filled, before: RegisterEntry | None, now: datetime) -> None:
    """Only words that are on their list today, or that stood there already."""
    for name, kind in CODES.items():
        code, word = getattr(filled, name), lists[kind].get(getattr(filled, name))
        stood = before is not None and getattr(before, name) == code
        of_regulation = name == "theme" and code in regulation.lists.get(THEMES, {})
        if code and not stood and not of_regulation and (word is None or not word.chosen_on(local_date(now))):
            raise ValueError(f"{kind}: '{code}' cannot be chosen")


def _team(row: Dossier, team: int, before: RegisterEntry | None) -> int | None:
    """The team of this provider with that id, where it works or nowhere in particular; what stood there already stays."""
    found = Team.objects.filter(pk=team, organisation__in=_places(row)).select_related("location").first()
    if found and team != (before.team if before else row.team):
        placing.together(row.location, found)
    return found.pk if found else None


def _sealed(ring: Keyring, place: str, part: str, name: str, words: str) -> bytes:
    return ring.seal(words.strip(), place, f"register:{part}", name) if words.strip() else b""


def _part(state: State, part: str, entry: RegisterEntry | None, found: list[DutyStatus], here: Inside) -> PartView:
    return PartView(
        part, _filled(entry, here.ring, here.seen) if entry else Filled(team=here.row.team or NO_TEAM),
        dict(_said(state, part)), register.missing(state, part, entry, found),
        register.in_time(state, found, part), register.not_treated(state, part),
    )  # fmt: skip


def _filled(entry: RegisterEntry, ring: Keyring, seen: frozenset[str]) -> Filled:
    opens = entry.compartment in seen
    words = {
        name: ring.text(getattr(entry, name), entry.compartment, f"register:{entry.part}", name)
        for name in WORDS
        if opens and getattr(entry, name)
    }
    return Filled(**{name: getattr(entry, name) for name in CODES}, **words, team=entry.team or NO_TEAM)


def _said(state: State, part: str) -> Iterator[tuple[str, str]]:
    """What the events say, by column."""
    for column, name in register.TOLD.items():
        yield column, told(state, name, part)
    yield "theme", register.theme(state, part, None)
    yield "outcome", register.outcome(state, part)
    for question in register.QUESTIONS:
        yield question, register.satisfaction(state, question, part)


def _teams(row: Dossier) -> dict[int, str]:
    return dict(Team.objects.filter(organisation__in=_places(row)).values_list("id", "name"))


def _places(row: Dossier) -> list[int]:
    return [place for place in (row.organisation_id, row.member_id) if place]
