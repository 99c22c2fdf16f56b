"""Requests under the AVG: what is held about one person, and putting a text right."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import persons_data
from wederhoor.dossier.door import NewPerson, NotFound
from wederhoor.dossier.fence import in_organisation

STORY = "Kanarietekst over de gang"


@pytest.fixture
def number(cast: Cast) -> str:
    """A complaint in which both sides were heard."""
    people = (NewPerson("accused", "Naam colleague", account=cast.colleague.pk), NewPerson("witness", "Naam Getuige"))
    number = cast.receive(people=people).number
    for party in ("complainant", "accused"):
        cast.do(number, "hear", {"minutes": f"Woorden van {party}"}, party=party, how="oral")
    return number


def test_each_side_gets_its_own_words_and_none_of_the_others(cast: Cast, number: str) -> None:
    dossier, actor = cast.open(number), cast.actor(cast.officer)
    codes = {p.side: p.code for p in dossier.people}
    given = {
        side: json.dumps(persons_data.persons_data(dossier, code, actor=actor, now=NOW).as_json(number))
        for side, code in codes.items()
    }
    assert STORY in given["complainant"]
    assert "Woorden van complainant" in given["complainant"]
    assert "Woorden van accused" in given["accused"]
    for side, not_theirs in (
        ("complainant", "Woorden van accused"),
        ("accused", STORY),
        ("accused", "Kanarie"),
        ("witness", STORY),
    ):
        assert not_theirs not in given[side], side
    assert "kanarie@voorbeeld.test" in given["complainant"]


def test_of_two_people_on_one_side_nobody_gets_the_words_of_the_other_nor_the_work_within(cast: Cast) -> None:
    people = (
        NewPerson("representative", "Naam Vertegenwoordiger"), NewPerson("accused", "Naam colleague", account=cast.colleague.pk),
        NewPerson("accused", "Naam Tweede"),
    )  # fmt: skip
    number = cast.receive(people=people).number
    cast.do(number, "hear", {"minutes": "Woorden van een aangeklaagde"}, party="accused", how="oral")
    cast.do(number, "note", {"note": "Geheime notitie"})
    dossier, actor = cast.open(number), cast.actor(cast.officer)
    for person in dossier.people:
        found = persons_data.persons_data(dossier, person.code, actor=actor, now=NOW)
        given = json.dumps(found.as_json(number))
        for words in (STORY, "Woorden van een aangeklaagde", "Geheime notitie"):
            assert words not in given, person.side


def test_only_who_may_gives_it_out(cast: Cast, number: str) -> None:
    dossier = cast.open(number)
    with pytest.raises(NotFound):
        persons_data.persons_data(dossier, "p1", actor=cast.actor(cast.colleague, "accused"), now=NOW)
    with pytest.raises(NotFound):
        persons_data.persons_data(dossier, "p99", actor=cast.actor(cast.officer), now=NOW)


def test_a_text_is_put_right_with_a_reason_and_what_stood_there_is_kept(cast: Cast, number: str) -> None:
    dossier, actor = cast.open(number), cast.actor(cast.officer)
    before = len(dossier.events)
    with pytest.raises(ValueError, match="reason"):
        persons_data.rectify(dossier, 1, "complaint", "Anders", " ", actor=actor, now=NOW)
    persons_data.rectify(dossier, 1, "complaint", "Het was de trap", "Verkeerd opgeschreven", actor=actor, now=NOW)
    after = cast.open(number)
    assert after.texts[1, "complaint"] == "Het was de trap"
    assert len(after.events) == before, "what happened stays"
    (one,) = persons_data.rectified(after, actor=actor, now=NOW)
    assert (one.record, one.before, one.reason) == ("1:complaint", STORY, "Verkeerd opgeschreven")


def test_a_text_can_be_wiped_for_good(cast: Cast, number: str) -> None:
    dossier, actor = cast.open(number), cast.actor(cast.officer)
    persons_data.rectify(
        dossier, 1, "complaint", "[verwijderd]", "Verzoek van klager", keep=False, actor=actor, now=NOW
    )
    (one,) = persons_data.rectified(dossier, actor=actor, now=NOW)
    assert one.before == ""
    with in_organisation(cast.here.pk), connection.cursor() as cursor:
        cursor.execute("SELECT before FROM dossier_rectification")
        assert bytes(cursor.fetchone()[0]) == b""


def test_nobody_puts_right_what_does_not_open_for_them(cast: Cast, number: str) -> None:
    dossier = cast.open(number)
    with pytest.raises(NotFound):
        persons_data.rectify(dossier, 1, "complaint", "x", "y", actor=cast.actor(cast.director, "director"), now=NOW)
    with pytest.raises(NotFound):
        persons_data.rectify(dossier, 9, "complaint", "x", "y", actor=cast.actor(cast.officer), now=NOW)
