"""Complaints that resemble each other: found by blind marks, shown as far as one may open them, never joined."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.dossier.conftest import NOW, VALUES, Cast
from wederhoor.dossier import door, likeness
from wederhoor.dossier.door import NewPerson, Received
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Likeness
from wederhoor.organisations.models import Location
from wederhoor.procedure.commands import Command


def receive(
    cast: Cast, key: str, *people: NewPerson, subject: str = "x", days: int = 0, place: Location | None = None
) -> Received:
    received = door.receive(
        cast.here, Command("receive", "complainant", VALUES), texts={"complaint": "Iets."}, people=people, subject=subject,
        actor=door.visitor(cast.here.pk), now=NOW - timedelta(days=days), submitted_key=key, location=place,
    )  # fmt: skip
    assert isinstance(received, Received)
    return received


def alike(cast: Cast, number: str) -> dict[str, tuple[str, ...]]:
    found = likeness.similar(cast.open(number), now=NOW)
    return {row.number: row.because for row in found}


@pytest.mark.parametrize(
    ("first", "second", "because"),
    [
        (NewPerson("complainant", "Mw. J. de Vries"), NewPerson("client", "Vries, J."), "name"),
        (NewPerson("complainant", "Zoë Blank"), NewPerson("complainant", "ZOE  BLANK"), "name"),
        (
            NewPerson("complainant", "A", contact={"telephone": "06 12 34 56 78"}),
            NewPerson("complainant", "B", contact={"telephone": "+31 6-12345678"}),
            "telephone",
        ),
        (
            NewPerson("complainant", "A", contact={"email": "Wie@Voorbeeld.test"}),
            NewPerson("complainant", "B", contact={"email": "wie@voorbeeld.test "}),
            "mail",
        ),
    ],
)
def test_the_same_person_is_found_however_it_was_written(
    cast: Cast, first: NewPerson, second: NewPerson, because: str
) -> None:
    one, two = receive(cast, "a", first).number, receive(cast, "b", second).number
    assert alike(cast, two) == {one: (because,)}
    assert alike(cast, one) == {two: (because,)}


def test_somebody_else_is_not_found(cast: Cast) -> None:
    receive(cast, "a", NewPerson("complainant", "Jan Jansen", contact={"telephone": "0612345678"}))
    other = receive(cast, "b", NewPerson("complainant", "Jan Janssen", contact={"telephone": "0612345679"}))
    assert alike(cast, other.number) == {}


def test_the_same_accused_account_the_same_place_lately_and_the_same_words_are_found(cast: Cast) -> None:
    accused = NewPerson("accused", "Wie dan ook", account=cast.mediator.pk)
    place = cast.here.locations.create(code="linde", name="De Linde")
    one = receive(cast, "a", accused, subject="De verwarming bleef nachtenlang kapot", place=place).number
    two = receive(cast, "b", accused, subject="Kapotte verwarming, nachtenlang", place=place).number
    assert alike(cast, two) == {one: ("accused", "place", "words")}


def test_a_place_of_long_ago_and_one_common_word_are_nothing(cast: Cast) -> None:
    place = cast.here.locations.create(code="linde", name="De Linde")
    receive(cast, "a", subject="verwarming uit", days=200, place=place)
    assert alike(cast, receive(cast, "b", subject="verwarming aan", place=place).number) == {}


def test_of_what_one_may_not_open_one_does_not_learn_that_it_is_there(cast: Cast) -> None:
    client = NewPerson("complainant", "Kees Kanarie")
    marks, me = likeness.of_people(cast.here, [client]), cast.actor(cast.officer)
    nothing = likeness.similar_to(cast.here, me, marks, now=NOW)
    receive(cast, "a", client, NewPerson("accused", "Naam", account=cast.officer.pk))
    assert likeness.similar_to(cast.here, me, marks, now=NOW) == nothing == ()
    assert likeness.similar(cast.open(receive(cast, "b", client).number), now=NOW) == ()


def test_a_mark_cannot_be_read_and_differs_per_organisation(cast: Cast) -> None:
    people = [NewPerson("complainant", "Kees Kanarie")]
    here, there = (likeness.of_people(place, people) for place in (cast.here, cast.elsewhere))
    assert here
    assert not here & there
    receive(cast, "a", *people)
    with in_organisation(cast.here.pk):
        assert not [row for row in Likeness.objects.all() if b"anarie" in bytes(row.mark)]


def test_before_registering_one_can_look_whether_something_resembles_it(cast: Cast) -> None:
    number = receive(cast, "a", NewPerson("complainant", "Kees Kanarie")).number
    marks = likeness.of_people(cast.here, [NewPerson("complainant", "kanarie, kees")])
    found = likeness.similar_to(cast.here, cast.actor(cast.officer), marks, now=NOW)
    assert [(row.number, "name" in row.because) for row in found] == [(number, True)]
    stranger = likeness.similar_to(cast.here, cast.actor(cast.stranger, at=cast.elsewhere), marks, now=NOW)
    assert stranger == ()
