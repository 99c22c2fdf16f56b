"""The blind index: per dossier and compartment the keyed hashes of its words. See docs/decisions/014-search-by-a-blind-index.md.

Nobody without the organisation's search key can tell a word from it, and it goes with its dossier. The key is replaced
together with the whole index (``search_keys``), so that what older backups hold means nothing any more. Meanwhile there are
two keys, the old and the new: each row is under one of them, and who searches asks for the word under both. When the new one
leaks before it is done there are three.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from wederhoor.dossier import keys, sealing
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, Person, SealedText, SearchKey, SearchWords
from wederhoor.dossier.words import number_words, terms, words
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Ending, Given, Prepared

KEYED = """SELECT %s::bigint AS organisation, %s::uuid AS dossier, %s::jsonb AS tokens, %s::jsonb AS old, %s::bigint AS mark
FROM dossier_searchkey WHERE organisation_id = %s AND wrapped = %s FOR SHARE"""
ADD = """
INSERT INTO dossier_searchwords AS w (organisation_id, dossier_id, compartment, tokens)
SELECT k.organisation, k.dossier, e.key, ARRAY(SELECT jsonb_array_elements_text(e.value)::bigint)
FROM k, jsonb_each(k.tokens) e
ON CONFLICT (organisation_id, dossier_id, compartment) DO UPDATE
SET tokens = ARRAY(SELECT DISTINCT unnest(w.tokens || CASE
  WHEN (SELECT k.old IS NULL OR w.tokens @> ARRAY[k.mark] FROM k) THEN excluded.tokens
  ELSE ARRAY(SELECT jsonb_array_elements_text(k.old -> w.compartment)::bigint FROM k) END))
"""
"""With ``old`` the key is being replaced: a row without the new key's mark is still under the old one."""
KEY = 40
"""The bytes of one wrapped key."""
MARK = "\0"
"""No word: its hash stands in every row that was made under a new key while the old one was still there."""
Words = Mapping[str, set[str]]
"""Per compartment the words of its texts and names."""
_known: dict[int, bytes] = {}


@lru_cache(maxsize=64)
def _unwrapped(wrapped: bytes, by: bytes) -> bytes:
    return sealing.unwrap(wrapped, by)


KEPT: Prepared[bytes | memoryview] = Prepared(
    lambda: SearchKey.objects.filter(organisation_id=Given("organisation")).values_list("wrapped", flat=True)
)


def key_of(organisation: Organisation, now: datetime) -> bytes:
    """The wrapped search key as it is now; made at the first word. Inside ``in_organisation``."""
    found: bytes | memoryview | None = KEPT.first(organisation=organisation.pk)
    if found is None:
        wrapped = sealing.wrap(sealing.new_key(), keys.organisation_key(organisation))
        new = SearchKey(organisation=organisation, wrapped=wrapped, made=now)
        SearchKey.objects.bulk_create([new], ignore_conflicts=True)
        found = SearchKey.objects.filter(organisation=organisation).values_list("wrapped", flat=True).get()
    _known[organisation.pk] = bytes(found)
    return _known[organisation.pk]


def apart(wrapped: bytes) -> list[bytes]:
    """The wrapped key; or while it is being replaced the old ones and, last, the new one."""
    return [wrapped[at : at + KEY] for at in range(0, len(wrapped), KEY)]


def asked(organisation: Organisation, wrapped: bytes, found: Iterable[str]) -> list[set[int]]:
    """Per term what it may be in the index: under the one key, or under either."""
    wanted = list(found)
    return [set(one) for one in zip(*(hashed(organisation, key, wanted) for key in apart(wrapped)), strict=True)]


def mark_of(organisation: Organisation, wrapped: bytes) -> int:
    """What every row under the newest key holds while there are two."""
    return hashed(organisation, apart(wrapped)[-1], [MARK])[0]


def hashed(organisation: Organisation, wrapped: bytes, found: Iterable[str]) -> list[int]:
    """The keyed hashes of these terms: eight bytes as PostgreSQL counts them."""
    key = _unwrapped(wrapped, keys.organisation_key(organisation))
    return [
        int.from_bytes(blake2b(term.encode(), key=key, digest_size=8).digest(), "big", signed=True) for term in found
    ]


def add(dossier: Dossier, found: Words, now: datetime) -> None:
    """Add words to a dossier's index, in the transaction that wrote them: one statement while the key is known."""
    told = addition(dossier, found)
    if found and not (told and told.tell()):
        add_under_key(dossier, found, now)


def add_under_key(dossier: Dossier, found: Words, now: datetime) -> None:
    """Add words under the key as it is now.

    Who acts by an assignment from outside does not see the key of the organisation: for them its own fence is opened.
    """
    organisation = dossier.organisation
    with in_organisation(organisation.pk):
        put(dossier, found, key_of(organisation, now))


def addition(dossier: Dossier, found: Words) -> Ending | None:
    """What adds words under the key as it was last seen, to go with other rows; it adds none when that is not the key any more."""
    known = _known.get(dossier.organisation_id)
    return _adding(dossier, found, known) if found and known else None


def tokens(dossier: Dossier, found: Words, wrapped: bytes) -> dict[str, list[int]]:
    """What the index holds of these words; every compartment also finds the dossier by its number."""
    numbers = number_words(dossier.number)
    return {
        compartment: hashed(dossier.organisation, wrapped, {t for word in some | numbers for t in terms(word)})
        for compartment, some in found.items()
    }


def put(dossier: Dossier, found: Words, wrapped: bytes) -> bool:
    """Add words under this key, or under both; False when it is not the key any more. Inside the fence."""
    return bool(_adding(dossier, found, wrapped).tell())


def _adding(dossier: Dossier, found: Words, wrapped: bytes) -> Ending:
    *before, newest = apart(wrapped)
    new, mark = tokens(dossier, found, newest), mark_of(dossier.organisation, wrapped) if before else 0
    told = json.dumps({place: [*some, mark] for place, some in new.items()} if before else new)
    old = json.dumps(_under_each(dossier, found, before)) if before else None
    here = dossier.organisation_id
    return Ending(f"k AS ({KEYED})", ADD, (here, dossier.id, told, old, mark, here, wrapped))


def _under_each(dossier: Dossier, found: Words, before: list[bytes]) -> dict[str, list[int]]:
    """A row that is not under the newest key is under one of those before it: the words under each of them."""
    each = [tokens(dossier, found, key) for key in before]
    return {compartment: [token for one in each for token in one[compartment]] for compartment in found}


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
