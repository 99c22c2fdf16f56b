"""The blind index: per dossier and compartment the keyed hashes of its words. See docs/decisions/014-search-by-a-blind-index.md.

Nobody without the organisation's search key can tell a word from it, and it goes with its dossier. The key is replaced
together with the whole index (``rebuild_search``), so that what older backups hold means nothing any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from django.db import connection

from wederhoor.dossier import keys, sealing
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, Person, SealedText, SearchKey, SearchWords
from wederhoor.dossier.words import number_words, terms, words
from wederhoor.organisations.models import Organisation

ADD = """
WITH k AS (SELECT 1 FROM dossier_searchkey WHERE organisation_id = %(organisation)s AND wrapped = %(wrapped)s FOR SHARE)
INSERT INTO dossier_searchwords AS w (organisation_id, dossier_id, compartment, tokens)
SELECT %(organisation)s, %(dossier)s, e.key, ARRAY(SELECT jsonb_array_elements_text(e.value)::bigint)
FROM k, jsonb_each(%(tokens)s::jsonb) e
ON CONFLICT (organisation_id, dossier_id, compartment) DO UPDATE
SET tokens = ARRAY(SELECT DISTINCT unnest(w.tokens || excluded.tokens))
"""
Words = Mapping[str, set[str]]
"""Per compartment the words of its texts and names."""
_known: dict[int, bytes] = {}


@lru_cache(maxsize=64)
def _unwrapped(wrapped: bytes, by: bytes) -> bytes:
    return sealing.unwrap(wrapped, by)


def key_of(organisation: Organisation, now: datetime) -> bytes:
    """The wrapped search key as it is now; made at the first word. Inside ``in_organisation``."""
    found = SearchKey.objects.filter(organisation=organisation).values_list("wrapped", flat=True).first()
    if found is None:
        wrapped = sealing.wrap(sealing.new_key(), keys.organisation_key(organisation))
        new = SearchKey(organisation=organisation, wrapped=wrapped, made=now)
        SearchKey.objects.bulk_create([new], ignore_conflicts=True)
        found = SearchKey.objects.filter(organisation=organisation).values_list("wrapped", flat=True).get()
    _known[organisation.pk] = bytes(found)
    return _known[organisation.pk]


def hashed(organisation: Organisation, wrapped: bytes, found: Iterable[str]) -> list[int]:
    """The keyed hashes of these terms: eight bytes as PostgreSQL counts them."""
    key = _unwrapped(wrapped, keys.organisation_key(organisation))
    return [
        int.from_bytes(blake2b(term.encode(), key=key, digest_size=8).digest(), "big", signed=True) for term in found
    ]


def add(dossier: Dossier, found: Words, now: datetime) -> None:
    """Add words to a dossier's index, in the transaction that wrote them: one statement while the key is known.

    Who acts by an assignment from outside does not see the key of the organisation: for them its own fence is opened.
    """
    organisation = dossier.organisation
    known = _known.get(organisation.pk)
    if not found or (known and _added(dossier, found, known)):
        return
    with in_organisation(organisation.pk):
        _added(dossier, found, key_of(organisation, now))


def tokens(dossier: Dossier, found: Words, wrapped: bytes) -> dict[str, list[int]]:
    """What the index holds of these words; every compartment also finds the dossier by its number."""
    numbers = number_words(dossier.number)
    return {
        compartment: hashed(dossier.organisation, wrapped, {t for word in some | numbers for t in terms(word)})
        for compartment, some in found.items()
    }


def _added(dossier: Dossier, found: Words, wrapped: bytes) -> bool:
    values: dict[str, int | UUID | bytes | str] = {
        "organisation": dossier.organisation_id, "dossier": dossier.id, "wrapped": wrapped,
        "tokens": json.dumps(tokens(dossier, found, wrapped)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ADD, values)
        return bool(cursor.rowcount)


def reindex(dossier: Dossier, now: datetime) -> None:
    """Make a dossier's index again from what it holds now: after a name or text was put right or taken out."""
    SearchWords.objects.filter(organisation_id=dossier.organisation_id, dossier_id=dossier.id).delete()
    add(dossier, words_of(dossier), now)


def words_of(dossier: Dossier) -> dict[str, set[str]]:
    """The words of everything sealed in a dossier, per compartment."""
    here = {"organisation_id": dossier.organisation_id, "dossier_id": dossier.id}
    ring = keys.keyring(dossier.organisation, dossier.id, Compartment.values)
    found: dict[str, set[str]] = {}
    for text in SealedText.objects.filter(**here):
        opened = ring.text(text.ciphertext, text.compartment, f"{text.seq}:{text.field}", "text")
        found.setdefault(text.compartment, set()).update(words(opened))
    for person in Person.objects.filter(**here):
        name = ring.text(person.name, person.compartment, person.code, "name")
        found.setdefault(person.compartment, set()).update(words(name))
    return found


def rebuild(organisation: Organisation, now: datetime) -> int:
    """A new key and a new index, in one transaction; acts wait for it, so do it at night. Returns how many dossiers."""
    with in_organisation(organisation.pk):
        wrapped, count = sealing.wrap(sealing.new_key(), keys.organisation_key(organisation)), 0
        key_of(organisation, now)
        SearchKey.objects.filter(organisation=organisation).update(wrapped=wrapped, made=now)
        SearchWords.objects.filter(organisation=organisation).delete()
        for dossier in Dossier.objects.filter(organisation=organisation).iterator(chunk_size=200):
            dossier.organisation = organisation
            _added(dossier, words_of(dossier), wrapped)
            count += 1
    _known.pop(organisation.pk, None)
    return count
