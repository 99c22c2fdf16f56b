"""A search key that leaked is gone afterwards, whatever happened at the very same moment."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import search_keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import SearchKey
from wederhoor.dossier.queries.searching import search
from wederhoor.dossier.queries.worklist import Filters
from wederhoor.dossier.search_index import apart
from wederhoor.organisations.models import Organisation


def in_force(cast: Cast) -> list[bytes]:
    with in_organisation(cast.here.pk):
        return apart(bytes(SearchKey.objects.get(organisation=cast.here).wrapped))


def finds(cast: Cast) -> list[str]:
    found = search(cast.here, cast.actor(cast.officer), "Kanarietekst", Filters(), now=NOW)
    return [hit.number for hit in found.hits]


def test_a_second_key_that_leaked_just_before_it_took_over_does_not_stay(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator says it between the last dossier under the second key and the end of the first."""
    number = cast.receive().number
    search_keys.begin(cast.here, now=NOW)
    leaked, ends, said = in_force(cast), search_keys._ended, list[bool]()

    def between(organisation: Organisation, wrapped: bytes) -> bool:
        if not said:
            said.append(search_keys.begin(organisation, now=NOW, leaked=True))
        return ends(organisation, wrapped)

    monkeypatch.setattr(search_keys, "_ended", between)
    assert (
        search_keys.rebuild(cast.here, leaked=False, now=NOW, wait=0) == 2
    )  # once under the second, once under the third
    assert said == [True]
    (stays,) = in_force(cast)
    assert stays not in leaked
    assert finds(cast) == [number]


def test_a_key_that_leaked_is_replaced_also_when_its_predecessor_goes_at_that_moment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = cast.receive().number
    search_keys.begin(cast.here, now=NOW)
    leaked, read = in_force(cast), search_keys.key_of

    def meanwhile(organisation: Organisation, now: object) -> bytes:
        found = read(organisation, NOW)
        monkeypatch.setattr(search_keys, "key_of", read)
        search_keys.go_on(organisation, 10, now=NOW)
        return found

    monkeypatch.setattr(search_keys, "key_of", meanwhile)
    search_keys.rebuild(cast.here, leaked=True, now=NOW, wait=0)
    (stays,) = in_force(cast)
    assert stays not in leaked
    assert finds(cast) == [number]


def test_words_wait_together_for_their_place_in_the_index_and_are_found_meanwhile(cast: Cast) -> None:
    """The database the migrations made is as the model says: words that everybody writes are not put in their place one by one."""
    with connection.cursor() as asked:
        asked.execute("SELECT reloptions FROM pg_class WHERE relname = 'search_tokens'")
        (options,) = asked.fetchone()
    assert {"fastupdate=on", "gin_pending_list_limit=256"} <= set(options)
    assert finds(cast) == []
    number = cast.receive().number
    assert finds(cast) == [number]
