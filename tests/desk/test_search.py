"""Search: by number, name and text, only in what one may read; nothing of it in an address, a log or the index itself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.desk.conftest import WORKLIST, Desk, text
from tests.desk.test_worklist import logged
from wederhoor.dossier import door, people, persons_data, search_index, search_keys
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.management.commands import rebuild_search
from wederhoor.dossier.models import AccessLog, Dossier, SearchKey, SearchWords
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.site.cli import doctor

SEARCH = f"{WORKLIST}zoeken/"


def found(desk: Desk, who: str, words: str, query: str = "") -> list[str]:
    page = desk.post(who, SEARCH, q=words, query=query)
    assert page.status_code == 200
    return re.findall(r'<a class="ds-link" href="/werkplek/dossiers/([\w-]+)/"', page.content.decode())


def test_a_dossier_is_found_by_number_name_subject_and_text(desk: Desk) -> None:
    number, other = desk.receive("a"), desk.receive("b")
    assert found(desk, "handler", number) == [number]
    assert found(desk, "handler", other.rsplit("-", 1)[1]) == [other]
    for words in ("kanarie", "Kanarie KEES", "gang koud", "kana", "ging niet goed"):
        assert set(found(desk, "handler", words)) == {number, other}, words
    assert found(desk, "handler", "kanariepiet") == found(desk, "handler", "narie") == []


def test_what_is_said_later_is_found_too_with_the_words_around_it(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "note", note="De fysiotherapeut belde over de Wâldpyk.")
    page = text(desk.post("handler", SEARCH, q="fysiothera waldpyk"))
    assert number in page
    assert "De fysiotherapeut belde" in page


def test_a_compartment_one_may_not_read_is_not_searched(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "note", note="Strikt vertrouwelijk: zilvermeeuw.")
    assert found(desk, "handler", "zilvermeeuw") == [number]
    confidant = desk.accounts["confidant"].pk
    actor = Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    door.assign(desk.open(number), confidant, "confidant", actor=actor, now=desk.now)
    assert found(desk, "confidant", "koud") == [number]
    assert found(desk, "confidant", "zilvermeeuw") == []


def test_an_accused_finds_nothing_before_the_complaint_is_theirs_to_read(desk: Desk) -> None:
    desk.receive()
    assert found(desk, "accused", "koud") == found(desk, "accused", "kanarie") == []


def test_dossiers_one_may_not_open_are_not_found(desk: Desk) -> None:
    desk.receive()
    for who in ("outsider", "confidant", "care professional"):
        assert found(desk, who, "kanarie") == []


def test_of_a_colleagues_dossier_only_the_number_and_the_subject_are_found(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "note", note="Hier staat een zilvermeeuw.")
    colleague = Account.objects.create_user("c@voorbeeld.test", "Carla Collega", "een lang wachtwoord")
    Membership.objects.create(account=colleague, organisation=desk.here, role="handler")
    desk.accounts["colleague"] = colleague
    for who, shown in (("handler", True), ("colleague", False)):
        page = text(desk.post(who, SEARCH, q="zilvermeeuw"))
        assert (number in page, "De gang was koud" in page, "Hier staat een" in page) == (True, True, shown), who


def test_the_log_holds_the_number_of_hits_and_not_the_words(desk: Desk) -> None:
    desk.receive()
    found(desk, "handler", "kanarie")
    assert logged(desk) == ("search", 1)
    with in_organisation(desk.here.pk):
        assert "kanarie" not in str(list(AccessLog.objects.values_list("action", "dossier", "who", "role")))


def test_words_are_never_taken_from_an_address(desk: Desk) -> None:
    desk.receive()
    assert "De gang was koud" not in text(desk.get("handler", f"{SEARCH}?q=kanarie"))


def test_a_list_is_searched_with_its_filters(desk: Desk) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    desk.act("handler", second, "acknowledge")
    assert found(desk, "handler", "koud", "tab=unassigned") == [first]


def test_the_index_tells_nothing_without_its_key_and_goes_with_the_dossier(desk: Desk) -> None:
    number = desk.receive()
    with in_organisation(desk.here.pk):
        tokens = {token for row in SearchWords.objects.all() for token in row.tokens}
        row = Dossier.objects.get(number=number)
        old = bytes(SearchKey.objects.get().wrapped)
        row.organisation = desk.here
    assert search_keys.rebuild(desk.here, leaked=True, now=desk.now, wait=0) == 1
    with in_organisation(desk.here.pk):
        new = {token for row in SearchWords.objects.all() for token in row.tokens}
        assert bytes(SearchKey.objects.get().wrapped) != old
    assert tokens
    assert not tokens & new
    assert found(desk, "handler", "kanarie") == [number]
    desk.act("handler", number, "note", note="Na de nieuwe sleutel: albatros.")
    assert found(desk, "handler", "albatros") == [number]


def indexed(desk: Desk) -> dict[str, set[int]]:
    """Per dossier its hashes, whatever the compartment."""
    with in_organisation(desk.here.pk):
        numbers = dict(Dossier.objects.values_list("id", "number"))
        kept: dict[str, set[int]] = {}
        for row in SearchWords.objects.all():
            kept.setdefault(numbers[row.dossier_id], set()).update(row.tokens)
    return kept


def test_halfway_a_new_key_everything_is_found_and_new_words_too_and_nothing_of_the_old_key_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_keys, "BATCH", 1)
    numbers = [desk.receive(key) for key in ("een", "twee", "drie")]
    before = indexed(desk)
    assert search_keys.begin(desk.here, now=desk.now)
    assert not search_keys.begin(desk.here, now=desk.now), "one at a time"
    assert search_keys.go_on(desk.here, 1, now=desk.now) == (1, False)
    (changed,) = [number for number in numbers if not before[number] & indexed(desk)[number]]
    assert sorted(found(desk, "handler", "kanarie")) == sorted(numbers)
    for number in numbers:
        desk.act("handler", number, "note", note="Halverwege: albatros.")
    assert sorted(found(desk, "handler", "albatros")) == sorted(numbers)
    assert not before[changed] & indexed(desk)[changed], "new words in it are under the new key alone"
    assert search_keys.rebuild(desk.here, leaked=False, now=desk.now, wait=0) == len(numbers) - 1, (
        "it goes on where it stopped"
    )
    for words in ("kanarie", "albatros"):
        assert sorted(found(desk, "handler", words)) == sorted(numbers)
    old, new = set.union(*before.values()), set.union(*indexed(desk).values())
    assert not old & new
    with in_organisation(desk.here.pk):
        assert len(search_index.apart(bytes(SearchKey.objects.get().wrapped))) == 1


def test_a_key_that_leaks_halfway_is_replaced_too_and_everything_is_found_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_keys, "BATCH", 1)
    numbers = [desk.receive(key) for key in ("een", "twee", "drie")]
    search_keys.begin(desk.here, now=desk.now)
    search_keys.go_on(desk.here, 1, now=desk.now)
    halfway = set.union(*indexed(desk).values())
    assert search_keys.begin(desk.here, now=desk.now, leaked=True)
    for number in numbers:
        desk.act("handler", number, "note", note="Onderweg: albatros.")
    assert sorted(found(desk, "handler", "albatros")) == sorted(numbers)
    search_keys.go_on(desk.here, 1, now=desk.now)
    for words in ("kanarie", "albatros"):
        assert sorted(found(desk, "handler", words)) == sorted(numbers)
    search_keys.rebuild(desk.here, leaked=False, now=desk.now, wait=0)
    for words in ("kanarie", "albatros"):
        assert sorted(found(desk, "handler", words)) == sorted(numbers)
    assert not halfway & set.union(*indexed(desk).values()), "nothing is left under the key that leaked"
    with in_organisation(desk.here.pk):
        assert len(search_index.apart(bytes(SearchKey.objects.get().wrapped))) == 1


def test_doctor_counts_the_keys_and_their_age(desk: Desk) -> None:
    desk.receive()
    search_keys.begin(desk.here, now=timezone.now() - timedelta(days=3))
    with in_organisation(desk.here.pk):
        days, keys = doctor._search_age(connection.connection, desk.here.pk) or (0, 0)
    assert keys == 2
    assert days >= 3
    assert doctor._search_age(connection.connection, 999_999) is None


def test_where_a_renewal_fails_the_others_go_on_and_it_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.receive()
    other = Organisation.objects.create(code="aaa-ervoor", name="Ervoor", wrapped_key=b"no key at all")
    search_keys.begin(desk.here, now=desk.now)
    real = search_keys.age

    def breaking(organisation: Organisation) -> search_keys.Age | None:
        if organisation == other:
            raise OSError("the disk is full")
        return real(organisation)

    monkeypatch.setattr(search_keys, "age", breaking)
    with pytest.raises(search_keys.NotRenewed, match="aaa-ervoor"):
        search_keys.run_renewal(desk.now)
    assert real(desk.here) == search_keys.Age(desk.now, halfway=False)


def test_the_worker_replaces_an_old_key_at_night_by_itself(desk: Desk) -> None:
    number = desk.receive()
    before = indexed(desk)
    search_keys.run_renewal(desk.now)
    assert indexed(desk) == before, "the key is new"
    night = (desk.now + search_keys.OLD + timedelta(days=1)).replace(hour=2)
    search_keys.run_renewal(night.replace(hour=10))
    assert not search_keys.age(desk.here).halfway, "not by day"  # type: ignore[union-attr]  # there is one
    search_keys.run_renewal(night)
    assert search_keys.run_renewal(night + timedelta(minutes=1)) == 1
    assert not before[number] & indexed(desk)[number]
    assert search_keys.age(desk.here) == search_keys.Age(night, halfway=False)
    assert found(desk, "handler", "kanarie") == [number]


def test_the_command_renews_every_organisation_also_when_one_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    number, said, rebuild = desk.receive(), StringIO(), rebuild_search.rebuild
    Organisation.objects.create(code="aaa", name="Kapot", regulation="jot", wrapped_key=b"x")
    Organisation.objects.create(code="zzz", name="Kapot", regulation="jot", wrapped_key=b"x")

    def breaking(organisation: Organisation, *, leaked: bool, now: datetime) -> int:
        if organisation.name == "Kapot":
            raise ValueError("geen sleutel")
        return rebuild(organisation, leaked=leaked, now=now, wait=0)

    monkeypatch.setattr(rebuild_search, "rebuild", breaking)
    with pytest.raises(CommandError, match=r"Not done: (aaa, zzz|zzz, aaa)"):
        call_command("rebuild_search", stdout=said)
    assert said.getvalue().split() == [f"{desk.here.code}:", "1"]
    assert found(desk, "handler", "kanarie") == [number]


def test_a_name_that_was_put_right_is_found_and_the_old_one_is_not(desk: Desk) -> None:
    number = desk.receive()
    actor = Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    assert door.open_dossier(desk.here, number, actor=actor, action="read", now=desk.now).number == number
    with in_organisation(desk.here.pk):
        row = Dossier.objects.get(number=number)
        row.organisation = desk.here
        SearchWords.objects.all().delete()
        search_index.reindex(row, desk.now)
    assert found(desk, "handler", "kanarie") == [number]


def test_people_put_right_on_their_page_and_texts_put_right_are_found_under_the_new_words(desk: Desk) -> None:
    number = desk.receive()
    dossier = desk.open(number)
    actor, given = dossier.actor, {"capacity": "client", "contact": {}, "actor": dossier.actor, "now": desk.now}
    people.change(dossier, "p1", name="Wilma Wulp", side="complainant", **given)
    persons_data.rectify(dossier, 1, "complaint", "Het ging over de Grutto.", "typefout", actor=actor, now=desk.now)
    assert found(desk, "handler", "wulp") == found(desk, "handler", "grutto") == [number]
    assert found(desk, "handler", "kanarie") == []
