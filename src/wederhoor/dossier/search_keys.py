"""A new search key with a new index under it, a few dossiers at a time: nobody waits, and searching finds everything meanwhile.

It stops wherever it is stopped and goes on later: which dossier is under the new key stands in its rows. When all are,
the old key goes. The worker does it by itself when a key is old; an operator after a key leaked, also halfway: then a third key
comes, and all goes under that one.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length

from wederhoor.dossier import keys, sealing
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, SearchKey, SearchWords
from wederhoor.dossier.search_index import apart, key_of, mark_of, put, words_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import AMSTERDAM

logger = logging.getLogger(__name__)
BATCH, A_TURN = 50, 1000
"""How many dossiers in one transaction, and in one turn of the worker."""
OLD = timedelta(days=30)
"""After this long a key is replaced: the word of a destroyed dossier in a backup says nothing any more."""
STUCK = timedelta(days=1)
"""A replacement that takes longer than this does not go on by itself."""
QUIET = range(1, 5)
"""The hours in which the worker begins."""
LOOKING = 2.0
"""Seconds in which who is just searching under the old key alone has ended, before the first dossier changes."""


HELD = "SELECT wrapped FROM dossier_searchkey WHERE organisation_id = %s FOR SHARE"


@dataclass(frozen=True, slots=True)
class Age:
    """How old a key is, and whether its replacement is under way."""

    made: datetime
    halfway: bool

    def stuck(self, now: datetime) -> bool:
        """Whether its replacement began long ago and has not ended."""
        return self.halfway and now - self.made > STUCK


class NotRenewed(RuntimeError):
    """Of these organisations the search key could not be replaced; the others went on."""


def age(organisation: Organisation) -> Age | None:
    """Of the newest key; None where nothing was ever indexed."""
    with in_organisation(organisation.pk):
        found = SearchKey.objects.filter(organisation=organisation).values_list("made", "wrapped").first()
    return Age(found[0], len(apart(bytes(found[1]))) > 1) if found else None


def begin(organisation: Organisation, *, now: datetime, leaked: bool = False) -> bool:
    """Put a new key beside the old. False when one is under way already, unless that may have leaked: then it too is replaced."""
    with in_organisation(organisation.pk):
        key_of(organisation, now)
        wrapped = _alone(organisation)
        if len(apart(wrapped)) > 1 and not leaked:
            return False
        new = sealing.wrap(sealing.new_key(), keys.organisation_key(organisation))
        return bool(SearchKey.objects.filter(organisation=organisation).update(wrapped=wrapped + new, made=now))


def go_on(organisation: Organisation, most: int, *, now: datetime) -> tuple[int, bool]:
    """Bring dossiers under the new key, and drop the old one when all are. Returns how many, and whether it is done."""
    count, after = 0, UUID(int=0)
    while count < most:
        with in_organisation(organisation.pk):
            wrapped = _held(organisation)
            if len(apart(wrapped)) == 1:
                return count, True
            some = list(_under_old(organisation, wrapped).filter(id__gt=after).order_by("id")[:BATCH])
            for dossier in some:
                dossier.organisation = organisation
                _again(dossier, wrapped)
        if not some:
            return count, _ended(organisation, wrapped)
        count, after = count + len(some), some[-1].id
    return count, False


def _held(organisation: Organisation) -> bytes:
    """The key as it is until the end of this transaction: taken first, as acts do, so that nobody waits for each other."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [organisation.pk])
        return bytes(cursor.fetchone()[0])


def _alone(organisation: Organisation) -> bytes:
    """The key as it is, and nobody changes it or writes under it until the end of this transaction."""
    return bytes(SearchKey.objects.select_for_update().get(organisation=organisation).wrapped)


def _under_old(organisation: Organisation, wrapped: bytes) -> QuerySet[Dossier]:
    """The dossiers of which something is not under the new key, or nothing is."""
    rows = SearchWords.objects.filter(organisation=organisation, dossier_id=OuterRef("id"))
    new = rows.filter(tokens__contains=[mark_of(organisation, wrapped)])
    old = rows.exclude(tokens__contains=[mark_of(organisation, wrapped)])
    return Dossier.objects.filter(Exists(old) | ~Exists(new), organisation=organisation)


def _again(dossier: Dossier, wrapped: bytes) -> None:
    """Make its rows again. They are locked first, in the order of an act: words of an act wait, or are read here."""
    rows = SearchWords.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id)
    list(rows.select_for_update().order_by(Length("compartment"), "compartment").values_list("compartment"))
    found = words_of(dossier)
    rows.delete()
    put(dossier, found, wrapped)


def _ended(organisation: Organisation, wrapped: bytes) -> bool:
    """Drop the old key; acts that know both wait a moment.

    False when one of them left something under the old key, or when meanwhile a third key came because this one leaked.
    """
    with in_organisation(organisation.pk):
        if _alone(organisation) != wrapped:
            return False
        here = SearchWords.objects.filter(organisation=organisation)
        if here.exclude(tokens__contains=[mark_of(organisation, wrapped)]).exists():
            return False
        SearchKey.objects.filter(organisation=organisation).update(wrapped=apart(wrapped)[-1])
    return True


def rebuild(organisation: Organisation, *, leaked: bool, now: datetime, wait: float = LOOKING) -> int:
    """All of it, under a new key. When nothing leaked, what was begun is only ended. Returns how many dossiers."""
    if begin(organisation, now=now, leaked=leaked):
        time.sleep(wait)
    count, done = 0, False
    while not done:
        some, done = go_on(organisation, A_TURN, now=now)
        count += some
    return count


def run_renewal(now: datetime) -> int:
    """A turn of the worker, at each organisation; one where it fails keeps none waiting. Returns how many dossiers."""
    count, failed = 0, []
    for organisation in Organisation.objects.exclude(wrapped_key=b""):
        try:
            count += _renewed(organisation, now)
        except Exception:  # whatever it is, the others go on; Beheer and `wederhoor doctor` say that it stands still
            logger.exception("the search key of '%s' was not replaced", organisation.code)
            failed.append(organisation.code)
    if failed:
        raise NotRenewed(", ".join(failed))
    return count


def _renewed(organisation: Organisation, now: datetime) -> int:
    """Begin at night where a key is old, and go on where one was begun."""
    known = age(organisation)
    if known and known.halfway:
        return go_on(organisation, A_TURN, now=now)[0]
    if known and now - known.made > OLD and now.astimezone(AMSTERDAM).hour in QUIET:
        begin(organisation, now=now)  # the next turn goes on: who searches now has ended by then
    return 0
