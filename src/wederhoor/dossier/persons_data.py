"""Requests under the AVG: everything about one person in a dossier, to give to that person; and putting a text right.

What is given leaves out what is about others: their names, contact data and words stay where they are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wederhoor.dossier import access, keys, own_letters, search_index
from wederhoor.dossier.accused import accused_of, helped, known_as, meant_by, names
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.involvement import HELPERS
from wederhoor.dossier.models import Compartment, Rectification, SealedText, Summary
from wederhoor.dossier.opening import DocumentView, NotFound, OpenDossier, PersonView, admit, gate
from wederhoor.procedure import needs
from wederhoor.procedure.events import Event
from wederhoor.procedure.questions import as_name

SIDES = {
    "complainant": "complainant", "client": "complainant", "representative": "complainant", "assistant of complainant": "complainant",
    "accused": "accused", "assistant of accused": "accused",
}  # fmt: skip


PARTY = Compartment.PARTY.value


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened in which this person had a part, with the person's own words."""

    seq: int
    act: str
    at: datetime
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonsData:
    """Everything a dossier holds about one person."""

    person: PersonView
    told: tuple[Told, ...]
    documents: tuple[tuple[str, datetime], ...]

    def as_json(self, number: str) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "dossier": number,
            "person": {"name": self.person.name, "side": self.person.side, "capacity": self.person.capacity, "contact": self.person.contact},
            "events": [{"act": t.act, "at": t.at.isoformat(), "texts": dict(t.texts)} for t in self.told],
            "documents": [{"name": name, "added": added.isoformat()} for name, added in self.documents],
        }  # fmt: skip


def persons_data(dossier: OpenDossier, code: str, *, actor: Actor, now: datetime) -> PersonsData:
    """What the dossier holds about this person, for who may give it out. Raises NotFound."""
    row = dossier.row
    with gate(row.organisation, actor, now=now):
        admit(row, actor, "inspect", now)
        person = next((p for p in dossier.people if p.code == code), None)
        if person is None:
            raise NotFound(row.number)
        access.log(row.organisation_id, actor, "inspect", now=now, dossier=row.number)
    return PersonsData(person, tuple(_told(dossier, person)), tuple(_documents(dossier, person)))


def _told(dossier: OpenDossier, person: PersonView) -> list[Told]:
    found = []
    for event in dossier.events:
        own, named = _own(dossier, person, event), _named(person, event)
        if own or named:
            words = tuple(_words(dossier, event)) if own else ()
            found.append(Told(event.seq, dossier.regulation.acts[event.act].done, event.at, words))
    return found


def _named(person: PersonView, event: Event) -> bool:
    codes = {code for value in event.values.values() for code in ([value] if isinstance(value, str) else value)}
    return bool(codes & {person.code, person.opaque})


def _own(dossier: OpenDossier, person: PersonView, event: Event) -> bool:
    """Whether the words of an event are this person's: done by themselves, about them as one of a side they are named
    on, or of a side on which nobody else stands."""
    if event.actor.rpartition(" ")[2] in (person.code, person.opaque):  # on their own pages, or by their account
        return True
    side = SIDES.get(person.side, "")
    if not side or not needs.is_of(dossier.state, event, side):
        return False
    alone = sum(SIDES.get(one.side, "") == side for one in dossier.people) == 1
    return alone or _named(person, event)


def _words(dossier: OpenDossier, event: Event) -> Iterator[tuple[str, str]]:
    """What stands in the file of both parties: nothing of the work within."""
    for name, field in dossier.regulation.acts[event.act].fields.items():
        if field.compartment == PARTY and (event.seq, name) in dossier.texts:
            yield as_name(field.label), dossier.texts[event.seq, name]


def _documents(dossier: OpenDossier, person: PersonView) -> list[tuple[str, datetime]]:
    """The letters that were written to this person's side; of several accused those that were about this one."""
    side, letters = SIDES.get(person.side, ""), dossier.regulation.letters
    to = {
        name for name, letter in letters.items() if side in {needs.kind_of(dossier.state, role) for role in letter.to}
    }
    several = (
        [one for one in dossier.people if one.side == "accused"] if side == "accused" and accused_of(dossier) else []
    )
    helps = _helped(dossier, person)
    mine = names(one for one in several if one.code in {person.code, *helps}) | known_as(person)
    others = names(several) - mine

    def of_others(letter: str, seq: int) -> bool:
        named = meant_by(dossier.state, others | mine, letter, seq) if others else frozenset[str]()
        return bool(named & others) and not named & mine

    return [
        (d.name, d.added)
        for d in dossier.documents
        if d.kind == "letter" and d.letter in to and _to(d, person, helps) and not of_others(d.letter, d.seq)
    ]


def _helped(dossier: OpenDossier, person: PersonView) -> frozenset[str]:
    """Whom this person helps."""
    if person.side not in HELPERS:
        return frozenset()
    if person.side == "assistant of accused":
        return frozenset(helped(dossier.people, person.code))
    return own_letters.codes_of((one for one in dossier.people if SIDES.get(one.side) == "complainant"), person.code)


def _to(letter: DocumentView, person: PersonView, helps: frozenset[str]) -> bool:
    """Whether a letter was written to this person: of several readers each has their own; who helps somebody has theirs."""
    return not letter.only_for or not {person.code, person.side, *helps}.isdisjoint(letter.only_for)


def rectify(
    dossier: OpenDossier, seq: int, field: str, text: str, reason: str, *, keep: bool = True, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Put a text right, with the reason; ``keep`` False wipes what stood there. The event stays as it happened.

    Raises NotFound for a text that is not there or not for this actor, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("putting a text right needs a reason")
    row, record, key = dossier.row, f"{seq}:{field}", uuid.uuid4()
    with gate(row.organisation, actor, now=now):
        seen, _, _ = admit(row, actor, "rectify", now)
        mine = SealedText.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, seq=seq, field=field)
        sealed = mine.filter(compartment__in=seen).first()
        if sealed is None:
            raise NotFound(row.number)
        ring = keys.keyring(row.organisation, row.id, Compartment.values)
        before = ring.text(sealed.ciphertext, sealed.compartment, record, "text")
        place = (sealed.compartment, key.hex)
        made = Rectification(
            organisation_id=row.organisation_id, dossier_id=row.id, id=key, record=record, column="text", at=now, by=actor.who,
            compartment=sealed.compartment, role=actor.role, reason=ring.seal(reason, *place, "reason"),
            before=ring.seal(before, *place, "before") if keep else b"",
        )  # fmt: skip
        Rectification.objects.bulk_create([made])
        ciphertext = ring.seal(text, sealed.compartment, record, "text")
        mine.update(ciphertext=ciphertext)
        if record == "0:subject":  # lists show a copy
            Summary.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).update(subject=ciphertext)
        search_index.reindex(row, now)
        access.log(row.organisation_id, actor, "rectify", now=now, dossier=row.number)


@dataclass(frozen=True, slots=True)
class Rectified:
    """One text that was put right: which, when, in which role, why, and what stood there ('' when it was wiped)."""

    record: str
    at: datetime
    role: str
    reason: str
    before: str


def rectified(dossier: OpenDossier, *, actor: Actor, now: datetime) -> list[Rectified]:
    """Every rectification in the compartments that open for this actor, the newest first."""
    row = dossier.row
    with gate(row.organisation, actor, now=now):
        seen, _, _ = admit(row, actor, "rectify", now)
        rows = Rectification.objects.filter(
            organisation_id=row.organisation_id, dossier_id=row.id, compartment__in=seen
        )
        ring = keys.keyring(row.organisation, row.id, seen)
        return [
            Rectified(
                one.record, one.at, one.role, ring.text(one.reason, one.compartment, one.id.hex, "reason"),
                ring.text(one.before, one.compartment, one.id.hex, "before"),
            )
            for one in rows.order_by("-at")
        ]  # fmt: skip
