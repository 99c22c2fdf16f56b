"""Who helps somebody reads whom they help, and no name of another as theirs; who reads the complaint is not told to wait for it."""

from __future__ import annotations

from tests.frontdoor.taking_part.conftest import STORY, House
from wederhoor.dossier import people
from wederhoor.dossier.door import NewPerson


def test_who_helps_one_of_two_complainants_speaks_for_that_one_alone(house: House) -> None:
    bea = house.add("complainant", "Bea Buur")
    helper = NewPerson("assistant of complainant", "Hans Helpt", helps=(bea,))
    hans = house.enter(people.add(house.open(), helper, actor=house.actor(), now=house.now))
    page = hans.words()
    assert "U helpt Bea Buur." in page
    assert "Kees Klager" not in page.partition("U helpt")[2].partition(".")[0]


def test_who_helps_the_accused_reads_whom_they_help_and_not_that_they_help_themselves(house: House) -> None:
    helper = house.add("assistant of accused", "Hans Helper")
    house.add("assistant of accused", "Nel Nicht")
    house.tell_accused()
    hans, bram = house.enter(helper), house.enter("p2")
    page = hans.words()
    assert "U helpt Bram Beklaagd. U doet dit voor Bram Beklaagd." in page
    assert "U helpt Bram Beklaagd." in hans.words("doen/respond/")
    assert "Wie nog meer helpt Nel Nicht" in page
    assert "Hans Helper" not in page
    assert "Wie u helpt Hans Helper Nel Nicht" in bram.words()
    assert "U helpt" not in bram.words()


def test_who_reads_the_complaint_is_not_told_that_it_may_be_read_later(house: House) -> None:
    house.tell_accused()
    said = house.enter("p2").words("gezegd/")
    assert STORY in said
    assert "De klacht en antwoorden van anderen leest u misschien later." not in said
    assert "Antwoorden van anderen leest u misschien later." in said
