"""Codes with which the complainant's side follows a complaint. Each person has their own; only hashes are kept.

The code that came with the complaint stands at the dossier and belongs to who complained. Others get a code of their own,
and so does who lost theirs: the old one stops at that moment. Losing a code never ends a complaint.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.db.models import Q, QuerySet

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import BY_CODE, Actor
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.models import Dossier, OutsideDraft, Person, PersonCode, Seen
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Given, Prepared

ONCE = timedelta(hours=24)
"""So long a code that was mailed can be changed for a new one."""
OWN = SIDES["complainant"]


def behind(organisation: Organisation, known: bytes) -> tuple[UUID, str]:
    """Of which dossier this is the code, and of whom; for a code of nobody a dossier that is not there. Two questions always."""
    first = Dossier.objects.filter(organisation=organisation, code_hash=known).values_list("id", flat=True).first()
    other = PersonCode.objects.filter(organisation=organisation, code_hash=known).values_list("dossier_id", "person")
    given = other.first()
    return (first, "") if first else given or (uuid.uuid4(), "")


VALID = Prepared(
    lambda: PersonCode.objects.filter(
        Q(until=None) | Q(until__gt=Given("now")), organisation_id=Given("organisation"), dossier_id=Given("dossier"),
        person=Given("person"),
    ).values_list("code_hash", flat=True)
)  # fmt: skip


def holds(row: Dossier, actor: Actor, now: datetime) -> bool:
    """Whether the code of this actor opens this dossier now."""
    known = actor.known or (keys.code_hash(row.organisation, actor.code) if actor.code else b"")
    valid = VALID.rows(organisation=row.organisation_id, dossier=row.id, person=actor.person, now=now)
    hashes = [bytes(one) for one in valid] + ([] if actor.person else [bytes(row.code_hash)])
    return any(compare_digest(known, one) for one in hashes)


def works_once(row: Dossier, actor: Actor) -> bool:
    """Whether the code that was typed came by mail, to be changed for a new one."""
    mine = PersonCode.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, until__isnull=False)
    return mine.filter(code_hash=actor.known).exists()


def first_of(people: Iterable[Person]) -> str:
    """Who complained: the person to whom the code of the dossier itself belongs; '' when nobody is named."""
    order = ("complainant", "representative", "client")
    found = [one for side in order for one in sorted(people, key=lambda p: int(p.code[1:])) if one.side == side]
    return found[0].code if found else ""


def person_of(actor: Actor, people: Iterable[Person]) -> str:
    """Who is behind the code of this actor."""
    return actor.person or first_of(people)


def give(row: Dossier, person: str, *, actor: Actor, now: datetime) -> str:
    """A new code for somebody on the complainant's side; the one they had stops. Inside the transaction of who was admitted."""
    people = list(Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, side__in=OWN))
    code = keys.new_code(row.organisation, nameless=not any(one.contact for one in people))
    known = keys.code_hash(row.organisation, code)
    first = person in ("", first_of(people))
    holder = "" if first else person
    _of(row, holder, first_of(people) if first else person).delete()
    if first:
        Dossier.objects.filter(organisation_id=row.organisation_id, id=row.id).update(code_hash=known)
    else:
        PersonCode.objects.bulk_create([_row(row, holder, known, now)])
    access.log(row.organisation_id, actor, "new code", now=now, dossier=row.number)
    return code


def give_once(row: Dossier, person: str, *, actor: Actor, now: datetime) -> str:
    """A code to mail: it works once, for a day, beside the one they have; only using it ends the old one."""
    code = keys.new_code(row.organisation)
    _of(row, person).filter(until__isnull=False).delete()
    known = keys.code_hash(row.organisation, code)
    PersonCode.objects.bulk_create([_row(row, person, known, now, now + ONCE)])
    access.log(row.organisation_id, actor, "mail code", now=now, dossier=row.number)
    return code


def stop(row: Dossier, person: str) -> None:
    """Somebody is no longer on the complainant's side: their code opens nothing any more. Inside the transaction."""
    _of(row, person).delete()


def settle(row: Dossier, before: str, now: datetime) -> None:
    """Somebody else than ``before`` now comes first: the code of the dossier stays with who had it, or stops when they left
    this side. Nobody inherits it, nor what was being written with it. Inside the transaction."""
    people = list(Person.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, side__in=OWN))
    if before in ("", first_of(people)):
        return
    mine = Dossier.objects.filter(organisation_id=row.organisation_id, id=row.id)
    known = bytes(mine.values_list("code_hash", flat=True).get())
    mine.update(code_hash=keys.code_hash(row.organisation, keys.new_code(row.organisation)))
    OutsideDraft.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, who=BY_CODE).delete()
    Seen.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, person="").delete()
    if any(one.code == before for one in people):
        _of(row, "").update(person=before)
        PersonCode.objects.bulk_create([_row(row, before, known, now)])
    _of(row, "").delete()


def _of(row: Dossier, *people: str) -> QuerySet[PersonCode]:
    return PersonCode.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id, person__in=people)


def _row(row: Dossier, person: str, known: bytes, now: datetime, until: datetime | None = None) -> PersonCode:
    return PersonCode(
        organisation_id=row.organisation_id, dossier_id=row.id, person=person, code_hash=known, made=now, until=until
    )
