"""Letters that somebody tells: to who wants to be called, hears it in a talk, or through a helper. Whose work it is, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q

from wederhoor.dossier import access, keys, notices, outbox, regulations, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import CallMade, Compartment, Dossier, Outbox, Summary, Way, open_ones
from wederhoor.dossier.opening import OpenDossier, admit, fence_of
from wederhoor.dossier.queries.visible import Visible, visible
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date

TOLD, NO_ANSWER, LEFT_WORD, ON_PAPER = "told", "no answer", "left word", "on paper"
RESULTS = (TOLD, NO_ANSWER, LEFT_WORD, ON_PAPER)
PARTY = Compartment.PARTY.value
LATE = timedelta(days=2)
"""A letter that was not told so long after it could be is told of again."""
MOST = 200


@dataclass(frozen=True, slots=True)
class ToTell:
    """One letter that somebody must tell, in one dossier."""

    id: UUID
    number: str
    letter: str
    seq: int
    label: str
    to: str
    recipient: str
    reason: str
    since: datetime
    again: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt: when, by whom, which letter, and what came of it."""

    letter: str
    at: datetime
    by: str
    result: str
    note: str


def mine(seen: Visible) -> Q:
    """The dossiers whose calls are this person's: theirs by name, or nobody's while their role takes up what comes."""
    theirs = Q(handler=seen.account) | Q(dossier_id__in=seen.given)
    return theirs if seen.per_dossier else theirs | Q(handler=None)


def waiting(organisation: Organisation, actor: Actor, *, now: datetime) -> list[ToTell]:
    """What this person must tell, the longest waiting first. Logged as a list."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        seen = visible(organisation, actor, local_date(now))
        if seen is None or seen.party:
            return []
        rows = seen.rows.filter(mine(seen))
        found = open_ones().filter(organisation=organisation, dossier_id__in=rows.values("dossier_id"))
        some = list(found.order_by("made")[:MOST])
        known = {row.dossier_id: row for row in Summary.objects.filter(dossier_id__in={one.dossier_id for one in some})}
        access.log(organisation.pk, actor, "calls", now=now, hits=len(some))
    return [_to_tell(one, known[one.dossier_id].number, known[one.dossier_id].regulation) for one in some]


def _to_tell(one: Outbox, number: str, file: str) -> ToTell:
    regulation = regulations.pinned(file)
    letter, role = regulation.letters.get(one.letter), regulation.roles.get(one.role)
    return ToTell(
        one.id, number, one.letter, one.seq, letter.label if letter else one.letter, role.label if role else one.role,
        one.recipient, one.reason, one.made, one.not_before,
    )  # fmt: skip


def of(dossier: OpenDossier) -> tuple[list[ToTell], list[Tried]]:
    """What still must be told in this dossier, and every attempt so far, the newest first."""
    row, actor = dossier.row, dossier.actor
    here = {"organisation_id": row.organisation_id, "dossier_id": row.id}
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        open_ = list(open_ones().filter(**here).order_by("made"))
        made = list(CallMade.objects.filter(**here).order_by("-at"))
        ring = keys.keyring(row.organisation, row.id, [PARTY])
    tried = [Tried(one.letter, one.at, one.by, one.result, _note(ring, one)) for one in made]
    return [_to_tell(one, row.number, row.regulation) for one in open_], tried


def _note(ring: keys.Keyring, one: CallMade) -> str:
    return ring.text(one.note, PARTY, one.id.hex, "note") if one.note else ""


def record(
    dossier: OpenDossier, entry: UUID, result: str, *, note: str, again: datetime | None, actor: Actor, now: datetime
) -> bool:
    """Keep what came of an attempt; told is gone, on paper goes to the printer, else it waits until ``again``. False: too late."""
    if result not in RESULTS:
        raise ValueError(f"'{result}' is no result of a call; choose from: {', '.join(RESULTS)}")
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "attach", now)
        here = open_ones().filter(organisation_id=row.organisation_id, dossier_id=row.id, id=entry)
        one = here.select_for_update().first()
        if one is None:
            return False
        _keep(row, one, result, note, actor, now)
        if result == TOLD:
            return outbox.arrived(dossier, entry, actor=actor, now=now)
        if result == ON_PAPER:
            here.update(way=Way.PRINT, reason=outbox.BY_CODE, not_before=now)
        else:
            here.update(not_before=again or now, tries=one.tries + 1)
        access.log(row.organisation_id, actor, "call", now=now, dossier=row.number)
    return True


def _keep(row: Dossier, one: Outbox, result: str, note: str, actor: Actor, now: datetime) -> None:
    ring, key = keys.keyring(row.organisation, row.id, [PARTY]), uuid4()
    made = CallMade(
        organisation_id=row.organisation_id, dossier_id=row.id, id=key, letter=one.letter, seq=one.seq, at=now, by=actor.who,
        result=result, note=ring.seal(note, PARTY, key.hex, "note") if note else b"",
    )  # fmt: skip
    CallMade.objects.bulk_create([made])


def run_reminders(now: datetime) -> int:
    """Tell who handles a dossier that a letter waits to be told, and once more when it waits long. Nothing is told twice."""
    return sum(_reminded(place, now) for place in Organisation.objects.exclude(wrapped_key=b""))


def _reminded(organisation: Organisation, now: datetime) -> int:
    with in_organisation(organisation.pk):
        due = open_ones().filter(organisation=organisation, not_before__lte=now).order_by("not_before", "id")
        ids = list(due.values_list("id", flat=True))
    return sum(_told(organisation, ids[start : start + MOST], now) for start in range(0, len(ids), MOST))


def _told(organisation: Organisation, ids: list[UUID], now: datetime) -> int:
    with in_organisation(organisation.pk):
        found = list(open_ones().filter(organisation=organisation, id__in=ids))
        states = summaries.states(organisation, [one.dossier_id for one in found])
        rows = {row.id: row for row in Dossier.objects.filter(organisation=organisation, id__in=list(states))}
        return sum(
            notices.to_call(rows[one.dossier_id], states[one.dossier_id], about, now=now)
            for one in found
            for about in _abouts(one, now)
        )


def _abouts(one: Outbox, now: datetime) -> Iterable[str]:
    yield f"call:{one.id.hex}"
    if now - one.not_before > LATE:
        yield f"call:{one.id.hex}:late"
