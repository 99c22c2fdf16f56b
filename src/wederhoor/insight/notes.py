"""Case notes: a closed complaint told without persons, discussed to learn from it. See docs/decisions/028-de-identification.md.

Codes are shown only as far as at least ``LEAST`` complaints in the register share them; an organisation with fewer complaints
than that makes no notes, because everybody would know whose story it is. Nothing leads from a note to its dossier, except
for its maker, as long as the dossier is there.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wederhoor.dossier import access, register_entry
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import ApprovedText, Dossier, RegisterLink, RegisterRow
from wederhoor.dossier.opening import NotFound, OpenDossier
from wederhoor.dossier.papers import inside
from wederhoor.insight import approving, measures, sealed
from wederhoor.insight.approving import Reviewed
from wederhoor.insight.deidentify.tagging import Proposal
from wederhoor.insight.models import CaseDiscussion, CaseNote
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

LEAST = 5
"""So many closed complaints must share the codes that a note shows."""
KEPT_YEARS = 2
CODES = ("law", "theme", "route", "outcome", "lead_time")
"""The codes of a note, the coarsest first: when too few share them, the last one goes first."""
USE = "note"
MAKING, READING, TALKING = "case note made", "case notes", "case note discussed"


class NotYet(ValueError):
    """The dossier is not closed: a case is discussed afterwards."""


class TooFew(ValueError):
    """The organisation closed so few complaints that a story points at its persons."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A discussion, opened."""

    held_on: date
    with_whom: str
    lessons: str
    measure: UUID | None


@dataclass(frozen=True, slots=True)
class Note:
    """A case note, opened; ``number`` is the dossier, for its maker only and as long as it is there."""

    row: CaseNote
    story: str
    talks: tuple[Talk, ...]
    number: str = ""

    @property
    def codes(self) -> dict[str, str]:
        """The codes that may be shown."""
        return {name: code for name in CODES if (code := getattr(self.row, name))}


def make(
    dossier: OpenDossier, text: str, made: Proposal, reviewed: Reviewed, *, read: bool, actor: Actor, now: datetime
) -> UUID:
    """Approve the text and make a note of it. Raises NotYet, TooFew, StillThere, NotFound."""
    refuse(dossier)
    note = uuid.uuid4()
    with inside(dossier, "register", MAKING, actor=actor, now=now) as here:
        codes = coarse_codes(dossier.row)
        approving.approve(here, dossier, text, made, reviewed, use=USE, goes_to=note, read=read, actor=actor, now=now)
        today = local_date(now)
        row = CaseNote(
            organisation=dossier.organisation, id=note, member_id=dossier.row.member_id, month=today.replace(day=1),
            kept_until=today.replace(year=today.year + KEPT_YEARS, day=1), **codes,
        )  # fmt: skip
        row.story = sealed.seal(dossier.organisation, text, _record(note), "story")
        CaseNote.objects.bulk_create([row])
    return note


def refuse(dossier: OpenDossier) -> None:
    """Whether a note can be made of this dossier by its actor at all. Raises NotFound, NotYet, TooFew."""
    if not register_entry.may_keep(dossier.regulation, dossier.actor.role):
        raise NotFound(dossier.number)
    if not dossier.state.closed:
        raise NotYet(dossier.number)
    with in_organisation(dossier.organisation.pk):
        coarse_codes(dossier.row)


def coarse_codes(row: Dossier) -> dict[str, str]:
    """The codes of the complaint, as far as at least LEAST rows of the register share them. Raises TooFew."""
    own = RegisterLink.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).values("row")
    counted = RegisterRow.objects.filter(organisation_id=row.organisation_id, counts=True)
    of = counted.filter(member_id=row.member_id) if row.member_id else counted
    found = of.filter(id__in=own).first()
    codes = {name: getattr(found, name) for name in CODES if found and getattr(found, name)}
    while codes and of.filter(**codes).count() < LEAST:
        codes.popitem()
    if not codes and of.count() < LEAST:
        raise TooFew(row.number)
    return codes


def discuss(
    organisation: Organisation, note: UUID, talk: Talk, *, actor: Actor, now: datetime,
    measure: Mapping[str, Any] | None = None, member: Organisation | None = None,
) -> None:  # fmt: skip
    """Write down that it was discussed; ``measure`` (what, due, owner) goes on the list of measures. Raises NotFound."""
    with in_organisation(organisation.pk):
        row = _rows(organisation, member).filter(id=note).first()
        if row is None:
            raise NotFound
        taken = None
        if measure:
            about = measures.Subject(member=row.member_id, theme=row.theme)
            taken = measures.take(
                organisation, origin="meeting", origin_id=note, about=about, actor=actor, now=now, **measure
            )
        new = CaseDiscussion(
            organisation=organisation, id=uuid.uuid4(), note=note, held_on=talk.held_on, measure=taken, at=now, by=actor.who,
            role=actor.role,
        )  # fmt: skip
        new.with_whom = sealed.seal(organisation, talk.with_whom, _talk(new.id), "with")
        new.lessons = sealed.seal(organisation, talk.lessons, _talk(new.id), "lessons")
        CaseDiscussion.objects.bulk_create([new])
        access.log(organisation.pk, actor, TALKING, now=now)


def listed(
    organisation: Organisation, *, actor: Actor, now: datetime, member: Organisation | None = None
) -> list[tuple[Note, int]]:
    """The notes, the newest month first, each with how often it was discussed; logged as one line with the number of hits."""
    with in_organisation(organisation.pk):
        rows = list(_rows(organisation, member).order_by("-month", "id"))
        talks = CaseDiscussion.objects.filter(organisation=organisation).values_list("note").annotate(n=Count("id"))
        many = dict(talks.order_by("note"))
        access.log(organisation.pk, actor, READING, now=now, hits=len(rows))
    return [(Note(row, _story(row), ()), many.get(row.id, 0)) for row in rows]


def opened(
    organisation: Organisation, note: UUID, *, actor: Actor, now: datetime, member: Organisation | None = None
) -> Note:
    """One note with its discussions. Raises NotFound."""
    with in_organisation(organisation.pk):
        row = _rows(organisation, member).filter(id=note).first()
        if row is None:
            raise NotFound
        talks = CaseDiscussion.objects.filter(organisation=organisation, note=note).order_by("-held_on", "id")
        found = Note(row, _story(row), tuple(_opened(organisation, one) for one in talks), _number(row, actor))
        access.log(organisation.pk, actor, READING, now=now, hits=1)
    return found


def forget(now: datetime) -> int:
    """Wipe the stories that were kept long enough; what was learned stays. Returns how many."""
    wiped = 0
    for organisation in Organisation.objects.filter(parent=None):
        with in_organisation(organisation.pk):
            old = CaseNote.objects.filter(organisation=organisation, kept_until__lt=local_date(now))
            wiped += old.exclude(story=b"").update(story=b"")
    return wiped


def _rows(organisation: Organisation, member: Organisation | None) -> QuerySet[CaseNote]:
    rows = CaseNote.objects.filter(organisation=organisation).select_related("organisation")
    return rows.filter(Q(member=member)) if member else rows


def _number(row: CaseNote, actor: Actor) -> str:
    """Its dossier, for who made it: everybody else finds nothing here."""
    made = ApprovedText.objects.filter(organisation_id=row.organisation_id, goes_to=row.id, by=actor.who)
    mine = Dossier.objects.filter(organisation_id=row.organisation_id, id__in=made.values("dossier_id"))
    return mine.values_list("number", flat=True).first() or ""


def _story(row: CaseNote) -> str:
    return sealed.text(row.organisation, row.story, _record(row.id), "story")


def _opened(organisation: Organisation, row: CaseDiscussion) -> Talk:
    lessons = sealed.text(organisation, row.lessons, _talk(row.id), "lessons")
    return Talk(row.held_on, sealed.text(organisation, row.with_whom, _talk(row.id), "with"), lessons, row.measure)


def _record(note: UUID) -> str:
    return f"case note {note.hex}"


def _talk(talk: UUID) -> str:
    return f"case discussion {talk.hex}"
