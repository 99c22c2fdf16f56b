"""Rows beside an event: its sealed texts, its people, who it assigns or excludes. Used by the door only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Model

from wederhoor.dossier import accused, involvement, own_letters, regulations, search_index, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import Assignment, Compartment, Dossier, DossierKey, Person, Reception, SealedText, Seen
from wederhoor.dossier.models import Event as EventRow
from wederhoor.dossier.words import words
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Several, ask, put
from wederhoor.procedure import needs
from wederhoor.procedure.besides import excluded_by
from wederhoor.procedure.commands import Command
from wederhoor.procedure.events import Event
from wederhoor.procedure.model import Act, Regulation
from wederhoor.procedure.terms import local_date

LONGEST_CODE = 120
SAID = "said by"
"""The sealed text beside an event done in another's name: who said it, and how."""
NEXT_NUMBER = """
INSERT INTO dossier_counter AS c (organisation_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (organisation_id, year) DO UPDATE SET last = c.last + 1 RETURNING last
"""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to add. ``field`` names the person field of the command whose value becomes this person."""

    side: str
    name: str
    capacity: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    account: UUID | None = None
    compartment: str = Compartment.PARTY.value
    field: str = ""
    helps: tuple[str, ...] = ()
    """Of a helper: the codes of those whom they help."""


def next_number(organisation: Organisation, year: int) -> str:
    """The organisation's next dossier number; its counter stays locked until the transaction ends."""
    ((last,),) = ask(NEXT_NUMBER, [organisation.pk, year])
    return f"K-{year}-{last:04d}"


def compartment_of(act: Act, name: str) -> str:
    """In which compartment the text of this field is sealed. Raises ValueError for a field the act does not have."""
    if name not in act.fields:
        raise ValueError(f"the act has no field '{name}': it has {', '.join(sorted(act.fields)) or 'none'}")
    return act.fields[name].compartment


def sealed_text(row: Dossier, compartment: str, seq: int, name: str, text: str, ring: Keyring) -> SealedText:
    """One text, sealed in its place."""
    ciphertext = ring.seal(text, compartment, f"{seq}:{name}", "text")
    return SealedText(
        organisation_id=row.organisation_id, dossier_id=row.id, seq=seq, field=name, compartment=compartment,
        ciphertext=ciphertext,
    )  # fmt: skip


def following(row: Dossier, people: Iterable[Person]) -> int:
    """The number in the code of the next person: never one that somebody has, or had before they were taken out."""
    gone = Seen.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, what=Seen.GONE)
    given = (*(person.code for person in people), *gone.values_list("person", flat=True))
    return max((int(code[1:]) for code in given), default=0) + 1


def helper(act: Act, event: Event, texts: Mapping[str, str], known: Sequence[Person]) -> NewPerson | None:
    """Who helps a party, when this act adds one: somebody on that side, who sees what that side sees.

    Of several accused they help whom the act names, else who asked for it; of several complainants who asked for it.
    """
    if not act.adds_to:
        return None
    side = f"assistant of {event.values[act.adds_to]}"
    named = needs.named(act, event) or accused.helped(known, event.actor) or accused.only_one(known)
    if side == "assistant of complainant":
        named = own_letters.helped_by(known, event.actor)
    return NewPerson(side, texts["name"], helps=tuple(sorted(named)))


def person_row(row: Dossier, person: NewPerson, code: str, ring: Keyring) -> Person:
    """Somebody with the name and the contact data sealed, not saved."""
    contact = json.dumps(dict(person.contact)) if person.contact else ""
    return Person(
        organisation_id=row.organisation_id, dossier_id=row.id, code=code, side=person.side, capacity=person.capacity,
        compartment=person.compartment, account_id=person.account, helps=" ".join(person.helps),
        name=ring.seal(person.name, person.compartment, code, "name"),
        contact=ring.seal(contact, person.compartment, code, "contact") if contact else b"",
    )  # fmt: skip


def event_row(row: Dossier, event: Event) -> EventRow:
    """The event as it is stored. Raises ValueError for a value too long or too wide to be a code."""
    for name, value in event.values.items():
        for code in _strings(value):
            if len(code) > LONGEST_CODE or "\n" in code:
                raise ValueError(f"'{name}' is free text: it belongs in texts, not in the event")
    return EventRow(
        organisation_id=row.organisation_id, dossier_id=row.id, seq=event.seq, recorded=event.recorded,
        payload=event.to_json(),
    )  # fmt: skip


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [str(part) for pair in value.items() for part in pair]
    return [str(part) for part in value] if isinstance(value, (list, tuple)) else []


def _assigned(row: Dossier, act: Act, event: Event) -> list[Assignment]:
    """Who this act gives the dossier to, or keeps out of it (only accounts: others cannot sign in)."""
    given = ((event.values.get(act.assigns), False), (excluded_by(act, event), True))
    found = ((_account(value), recused) for value, recused in given)
    role = str(event.values.get("role", ""))
    return [
        assignment(row, account, "" if recused else role, local_date(event.recorded), recused=recused)
        for account, recused in found
        if account
    ]


def assignment(
    row: Dossier, account: UUID, role: str, since: date, until: date | None = None, *, recused: bool = False
) -> Assignment:
    """An assignment to this dossier, not saved."""
    return Assignment(
        organisation_id=row.organisation_id, dossier_id=row.id, account_id=account, role=role, since=since, until=until,
        recused=recused,
    )  # fmt: skip


def save_assignments(row: Dossier, regulation: Regulation, made: Sequence[Assignment]) -> None:
    """Save them; a new handler takes the place of the one before."""
    for new in made:
        kind = regulation.roles[new.role].kind if new.role else ""
        if kind == "handler":
            mine = Assignment.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, recused=False)
            mine.filter(role=new.role).delete()
    Assignment.objects.bulk_create(made)


def _account(value: object) -> UUID | None:
    try:
        return UUID(hex=value) if isinstance(value, str) and len(value) == 32 else None
    except ValueError:
        return None


class Draft:
    """What one command will write beside its event: new people, new keys, sealed texts. Saved together or not at all."""

    def __init__(self, row: Dossier, ring: Keyring) -> None:
        self.row = row
        self.regulation = regulations.pinned(row.regulation)
        self.ring = ring
        self._keys: list[DossierKey] = []
        self._people: list[Person] = []
        self._texts: list[SealedText] = []
        self._known: Iterable[Person] | None = None
        self._there: Sequence[Person] = ()
        self._next = 1
        self._words: dict[str, set[str]] = {}
        self._assigns = False

    @property
    def added(self) -> list[Person]:
        """The people that it adds."""
        return self._people

    @property
    def people(self) -> list[Person] | None:
        """The people it adds, in a new dossier that is given to nobody: then they are all there is to know of it."""
        return None if self._assigns else self._people

    def add_people(
        self, command: Command, people: Sequence[NewPerson], known: Sequence[Person] | None = None
    ) -> Command:
        """Add people, coded after who is ``known`` (None: a new dossier); the command names them, by account where there is one."""
        self._keys += self.ring.add({person.compartment for person in people})
        self._known, named = known, {}
        self._there = known or ()
        for person in people:
            code = self._add(person)
            if person.field:
                named[person.field] = person.account.hex if person.account else code
        return replace(command, values={**command.values, **named}) if named else command

    def _add(self, person: NewPerson) -> str:
        if self._known is not None:
            self._next, self._known = following(self.row, self._known), None
        row = person_row(self.row, person, f"p{self._next}", self.ring)
        self._people.append(row)
        self._found(person.compartment, person.name)
        self._next += 1
        return row.code

    def add_text(self, compartment: str, seq: int, name: str, text: str) -> bytes:
        """Add one text; returns its ciphertext."""
        self._keys += self.ring.add([compartment])
        row = sealed_text(self.row, compartment, seq, name, text, self.ring)
        self._texts.append(row)
        self._found(compartment, text)
        return bytes(row.ciphertext)

    def _found(self, compartment: str, text: str) -> None:
        self._words.setdefault(compartment, set()).update(words(text))

    def seal(self, event: Event, texts: Mapping[str, str]) -> None:
        """Seal the texts of the event, and who it adds."""
        act = self.regulation.acts[event.act]
        for name, text in texts.items():
            if text:
                self.add_text(compartment_of(act, name), event.seq, name, text)
        if helps := helper(act, event, texts, self._there):
            self._keys += self.ring.add([helps.compartment])
            self._add(helps)

    def save(self, event: Event, *new: Dossier | Reception, beside: Sequence[Sequence[Model] | Several] = ()) -> None:
        """Write the event and everything that was sealed for it, with the dossier itself when it is new, and rows ``beside`` it."""
        act = self.regulation.acts[event.act]
        index = search_index.addition(self.row, self._words)
        touched = put(
            *([one] for one in new), [event_row(self.row, event)], self._keys, self._texts, self._people, *beside, ending=index
        )  # fmt: skip
        if self._words and not (index and touched):
            search_index.add_under_key(self.row, self._words, event.recorded)
        given = _assigned(self.row, act, event)
        self._assigns = bool(given)
        save_assignments(self.row, self.regulation, given)


def take_up(
    row: Dossier,
    regulation: Regulation,
    actor: Actor,
    today: date,
    people: Iterable[Person],
    known: Sequence[Assignment] | None = None,
) -> tuple[UUID | None, bool]:
    """Who has the dossier now, and whether that is new: a handler who acts in one that no handler has takes it up, unless they are among its
    ``people``. ``known``, its assignments, saves a look."""
    given = (
        list(Assignment.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id))
        if known is None
        else known
    )
    holder = summaries.having(regulation, given, today)
    handled = any(regulation.roles[one.role].kind == "handler" for one in given if summaries.runs(one, today))
    if handled or actor.account is None or regulation.roles[actor.role].kind != "handler":
        return holder, False
    if involvement.involved(people, actor.account, "handler"):
        return holder, False
    taken = assignment(row, actor.account, actor.role, today)
    put([taken])
    return summaries.having(regulation, [*given, taken], today), True
