"""What somebody on the complainant's side does with what is theirs: contact data, a code for a helper, what was read.

Everything goes through the same policy, fence and access log as the desk.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from wederhoor.dossier import access, codes, keys, likeness, own_letters, search_index, writing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.involvement import HELPERS
from wederhoor.dossier.keys import Keyring
from wederhoor.dossier.models import DossierKey, Person, Seen
from wederhoor.dossier.opening import NotFound, OpenDossier, PersonView, admit, fence_of
from wederhoor.dossier.own_letters import AnyPerson
from wederhoor.dossier.people import contact_of
from wederhoor.dossier.writing import NewPerson
from wederhoor.procedure.terms import local_date

MESSAGES, LETTERS = "messages", "letters"
REACHES = ("telephone", "email", "address", "helper")
"""What of the contact data brings a call or a letter to somebody."""


def reachable(contact: Mapping[str, str]) -> bool:
    """Whether these contact data let anybody call or write; who wants no contact is not called or written to."""
    return contact.get("way") != "none" and any(contact.get(name) for name in REACHES)


def only_by_code(dossier: OpenDossier) -> bool:
    """Whether the complainant's side hears of the complaint on the own page alone: nobody there can be called or written to."""
    mine = [one for one in dossier.people if one.side in codes.OWN]
    return not any(one.account or reachable(one.contact) for one in mine)


def me(dossier: OpenDossier) -> PersonView | None:
    """Who is behind this code; None when nobody is named, as in an anonymous complaint."""
    actor = dossier.actor
    if actor.account:
        return next((one for one in dossier.people if one.account == actor.account), None)
    mine = [one for one in dossier.people if one.side in codes.OWN]
    if actor.person:
        return next((one for one in mine if one.code == actor.person), None)
    order = ("complainant", "representative", "client")
    return next((one for side in order for one in mine if one.side == side), None)


@contextmanager
def _at(dossier: OpenDossier, actor: Actor, now: datetime, action: str) -> Iterator[tuple[Keyring, list[Person]]]:
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        seen, _, people = admit(row, actor, "act", now)
        yield keys.keyring(row.organisation, row.id, seen), people
        access.log(row.organisation_id, actor, action, now=now, dossier=row.number)


def change_contact(
    dossier: OpenDossier, given: Mapping[str, str], *, actor: Actor, now: datetime, name: str = ""
) -> None:
    """Change how to reach oneself, and how one wants to be told; what is not ``given`` stays. Raises NotFound for who is nobody here.

    Who gave no name before may give one after all.
    """
    mine = me(dossier)
    if mine is None:
        raise NotFound
    with _at(dossier, actor, now, "change contact") as (ring, people):
        old = next(one for one in people if one.code == mine.code)
        known = json.loads(ring.text(old.contact, old.compartment, old.code, "contact") or "{}")
        contact = contact_of({**known, **given})
        new = NewPerson(old.side, mine.name or name, old.capacity, contact, old.account_id, old.compartment)
        row = writing.person_row(dossier.row, new, old.code, ring)
        rows = Person.objects.filter(organisation_id=dossier.row.organisation_id, dossier_id=dossier.row.id)
        rows.filter(code=old.code).update(contact=row.contact, name=row.name)
        if mine.name != new.name:
            search_index.reindex(dossier.row, now)
        likeness.keep(dossier.row, likeness.of_people(dossier.row.organisation, [new]), local_date(now))


def introduce(dossier: OpenDossier, person: NewPerson, *, actor: Actor, now: datetime) -> None:
    """Who complained without a name or a way to be reached, and gives one after all."""
    with _at(dossier, actor, now, "change contact") as (ring, people):
        code = f"p{writing.following(dossier.row, people)}"
        DossierKey.objects.bulk_create(ring.add([person.compartment]))
        Person.objects.bulk_create([writing.person_row(dossier.row, person, code, ring)])
        likeness.keep(dossier.row, likeness.of_people(dossier.row.organisation, [person]), local_date(now))
        search_index.reindex(dossier.row, now)


def helpers(dossier: OpenDossier) -> list[PersonView]:
    """Who helps this person, and so can get a code from them."""
    mine = _helpers(dossier.people, dossier.actor)
    return [one for one in dossier.people if one.code in mine]


def _helpers(people: Iterable[AnyPerson], actor: Actor) -> set[str]:
    """The helpers of this side but oneself; of who helps another only those whose letters are one's own to open too."""
    side = [one for one in people if one.side in codes.OWN]
    mine = own_letters.codes_of(side, actor.who)
    helping = [one for one in side if one.side in HELPERS and one.code != actor.person]
    # of several complainants nobody hands out the code of whom nobody said whom they help
    alone = sum(one.side in own_letters.FIRST for one in side) < 2
    return {one.code for one in helping if (named := own_letters.named_by(one)) <= mine and (named or alone)}


def code_for_helper(dossier: OpenDossier, person: str, *, actor: Actor, now: datetime) -> str:
    """A code of their own for somebody who helps this side. Raises NotFound for anybody else."""
    with _at(dossier, actor, now, "give code") as (_, people):
        if person not in _helpers(people, actor):
            raise NotFound
        return codes.give(dossier.row, person, actor=actor, now=now)


def exchange(dossier: OpenDossier, *, actor: Actor, now: datetime) -> str:
    """Change a code that came by mail and works once for a new one; '' when this code is no such code."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        if not codes.works_once(row, actor):
            return ""
    with _at(dossier, actor, now, "exchange code"):
        return codes.give(row, actor.person, actor=actor, now=now)


def seen_until(dossier: OpenDossier, actor: Actor) -> dict[str, datetime]:
    """Until when this person read the messages and the letters."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = Seen.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, person=actor.person)
        return dict(mine.values_list("what", "at"))


def saw(dossier: OpenDossier, what: str, *, actor: Actor, now: datetime) -> None:
    """Remember that this person looked at what there is until now."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        Seen.objects.bulk_create(
            [Seen(organisation_id=row.organisation_id, dossier_id=row.id, person=actor.person, what=what, at=now)],
            update_conflicts=True, unique_fields=["organisation", "dossier_id", "person", "what"], update_fields=["at"],
        )  # fmt: skip
