"""A dossier as somebody sees it: what of it was opened for them, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import Assignment, Dossier
from wederhoor.dossier.summaries import having
from wederhoor.organisations.models import Organisation
from wederhoor.procedure import events, needs
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.events import Value as Answer
from wederhoor.procedure.having import holder_of
from wederhoor.procedure.model import Regulation

HANDLING = frozenset({"handler", "coordinator", "mediator", "committee", "board", "external"})
"""The kinds of role that handle a complaint; who helps a side is not shown to the other."""


class NotFound(LookupError):
    """There is no such dossier, or not for you: both are the same answer. ``number`` is for the log only, when it exists."""

    def __init__(self, number: str = "") -> None:
        super().__init__()
        self.number = number


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the dossier, opened. ``code`` is how events name them (or the opaque id of their account)."""

    code: str
    side: str
    capacity: str
    name: str
    contact: dict[str, str]
    account: UUID | None
    helps: tuple[str, ...] = ()
    """Of a helper: the codes of whom they help, where several are accused."""

    @property
    def opaque(self) -> str | None:
        """The opaque id of their account, as events write it."""
        return self.account.hex if self.account else None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document, without its content; ``door.read_document`` opens that."""

    id: UUID
    seq: int
    kind: str
    letter: str
    name: str
    media_type: str
    size: int
    sha256: str
    added: datetime
    compartment: str
    leaving: str = ""
    """Of a letter that did not leave yet: 'waiting', 'sending', 'failed', or 'stopped' where it left to others only."""
    shown_to: str = ""
    by: str = ""
    paper: UUID | None = None
    shown_at: datetime | None = None
    shown_by: str = ""
    telling: tuple[str, ...] = ()
    """Of a letter: the codes of who somebody still must tell it to."""
    left: bool = False
    """Of a letter: whether anybody it is for has it."""
    only_for: tuple[str, ...] = ()
    """Of several accused: the codes of those it is for; of a letter its one reader of several. Empty for all."""

    @property
    def kept_back(self) -> bool:
        """Whether this is a letter that can still be stopped: nobody has it yet, and no party opens it."""
        return kept_back(self.leaving, self.left)


def kept_back(leaving: str | None, left: bool) -> bool:
    """Whether a letter that is so far on its way can still be stopped."""
    return leaving in ("waiting", "failed", "stopped") and not left


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier as far as this actor may see it."""

    organisation: Organisation
    row: Dossier
    regulation: Regulation
    actor: Actor
    state: State
    events: tuple[events.Event, ...]
    compartments: frozenset[str]
    subject: str
    texts: dict[tuple[int, str], str]
    people: tuple[PersonView, ...]
    documents: tuple[DocumentView, ...]
    assignments: tuple[Assignment, ...]
    on_the_way: tuple[DocumentView, ...] = ()
    """Of a party: the letters to it that can still be stopped. It opens none of them yet, but nobody says that there is none."""

    @property
    def id(self) -> UUID:
        """The random id of the dossier."""
        return self.row.id

    @property
    def number(self) -> str:
        """The number people use, such as K-2026-0001."""
        return self.row.number

    @property
    def seq(self) -> int:
        """The number of the last event: give it back to ``perform`` as ``expected_seq``."""
        return self.state.seq

    def duties(self, now: datetime) -> list[DutyStatus]:
        """The duties that are for this actor to know of."""
        return [one for one in duties(self.state, now) if needs.concerns(self.state, self.actor.role, one)]

    def values(self, now: datetime, part: str = "") -> Mapping[str, Answer]:
        """The case values that are for this actor to know."""
        return needs.values(self.state, self.actor.role, now, part)

    def name_of(self, code: str) -> str:
        """The name behind a person's code or account id in an event; '' when it is not for this actor."""
        same = (person.name for person in self.people if code in (person.code, person.opaque))
        return next(same, "")

    def called(self, code: str) -> str:
        """What to call somebody whom an event names: their name, else what they are here; '' when it is not for this actor."""
        person = next((one for one in self.people if code in (one.code, one.opaque)), None)
        return called(self, person) if person else ""


def called(dossier: OpenDossier, person: PersonView) -> str:
    """Somebody's name; who gave none is called what the regulation calls their side, with a number where several gave none."""
    if person.name:
        return person.name
    same = [one.code for one in dossier.people if one.side == person.side and not one.name]
    roles, capacities = dossier.regulation.roles.values(), dossier.regulation.capacities
    words = [role.label for role in roles if role.kind == person.side]
    words += [capacities[code].label for code in (person.capacity, person.side) if code in capacities]
    label = next(iter(words), person.side)
    return f"{label} {same.index(person.code) + 1}" if len(same) > 1 else label


def handling(dossier: OpenDossier) -> dict[UUID, str]:
    """The accounts that handle this complaint, each with the role: those a side may know of and can object to.

    Of a role that does not handle complaints as such (a confidant who mediates) only who has this one; nobody who helps a side.
    """
    roles = dossier.regulation.roles
    return {account: role for account, role in at_work(dossier) if roles[role].kind in HANDLING} | _having(dossier)


def _having(dossier: OpenDossier) -> dict[UUID, str]:
    """Who has it, by what happened, with the role; nobody while nobody has it."""
    duties = dossier.state.procedure.duties.values()
    holders = {holder_of(dossier.state, duty) for duty in duties if duty.rule.goes_along}
    mine = [one for one in dossier.assignments if one.role in holders]
    account = having(dossier.regulation, mine, timezone.localdate())
    return {one.account_id: one.role for one in mine if one.account_id == account}


def at_work(dossier: OpenDossier) -> set[tuple[UUID, str]]:
    """The accounts to which it is given or that did something in it, each with the role in which, sides among them."""
    held = {(row.account_id, row.role) for row in dossier.assignments if not row.recused}
    held |= {(UUID(hex=event.actor), event.by) for event in dossier.events if len(event.actor) == 32}
    return {(account, role) for account, role in held if role in dossier.regulation.roles}
