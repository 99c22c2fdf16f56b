"""An older register goes in as a whole or not at all, no person comes along, and it can be taken out again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, RegisterRow
from wederhoor.insight.importing import keeping
from wederhoor.insight.importing.checking import Choices, checked
from wederhoor.insight.importing.columns import columns_of, guessed
from wederhoor.insight.importing.keeping import Gone, Refused
from wederhoor.insight.models import RegisterImport
from wederhoor.organisations.models import Account, Organisation
from wederhoor.procedure.loading import load_for

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
FILE = """Naam cliënt;Datum ontvangst;Datum afgehandeld;Thema;Wet;Binnen termijn;Omschrijving
Kees Kanarie;1-1-2024;31-01-2024;Omgang en bejegening;Wlz;ja;De gang was koud en Kees was boos
Piet Papegaai;05-02-2024;01-06-2024;Gedoe met wachten;Wmo;nee;Nog een verhaal
"""


@pytest.fixture
def here(db: None) -> Organisation:
    return Organisation.objects.create(code="hier", name="Hier", regulation="jot")


@pytest.fixture
def actor(here: Organisation) -> Actor:
    return Actor(Account.objects.create_user("h@voorbeeld.test", "Hanna").pk, "handler", here.pk)


def begun(here: Organisation, actor: Actor, text: str = FILE, name: str = "register.csv") -> UUID:
    return keeping.begin(here, name, text.encode(), actor=actor, now=NOW)


def mapped(here: Organisation, actor: Actor, key: UUID) -> None:
    """Everything as guessed, and 'Gedoe met wachten' by hand."""
    found = keeping.reading(here, key, actor=actor, now=NOW)
    values = found.to_map()
    if "Gedoe met wachten" in values.get("theme", {}):
        values["theme"]["Gedoe met wachten"] = "waiting"
    keeping.choose(here, key, Choices(found.choices.columns, values), actor=actor, now=NOW)


def rows(here: Organisation) -> list[RegisterRow]:
    with in_organisation(here.pk):
        return list(RegisterRow.objects.order_by("quarter"))


def test_columns_are_guessed_and_persons_stay_out(here: Organisation, actor: Actor) -> None:
    found = keeping.reading(here, begun(here, actor), actor=actor, now=NOW)
    assert {c.head: (c.refused, c.guess) for c in found.columns} == {
        "Naam cliënt": ("person", ""), "Datum ontvangst": ("", "received"), "Datum afgehandeld": ("", "closed"), "Thema": ("", "theme"),
        "Wet": ("", "law"), "Binnen termijn": ("", "in_time"), "Omschrijving": ("free text", ""),
    }  # fmt: skip
    assert found.to_map() == {
        "theme": {"Omgang en bejegening": "treatment", "Gedoe met wachten": ""},
        "law": {"Wlz": "wlz", "Wmo": "wmo"},
    }


@pytest.mark.parametrize("cell", ["jan@voorbeeld.test", "123456782", "06-12345678", "1234 AB", "mevrouw De Vries"])
def test_a_column_with_a_person_in_a_cell_stays_out_whatever_it_is_called(cell: str) -> None:
    [column] = columns_of(["Thema"], [(2, ["Zorg"]), (3, [cell])])
    assert (column.refused, column.guess, column.samples) == ("person", "", ())


def test_rows_go_in_with_what_they_say(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    mapped(here, actor, key)
    assert keeping.read_in(here, key, actor=actor, now=NOW) == 2
    first, second = rows(here)
    assert (first.quarter, first.received_quarter, first.law, first.theme, first.heading, first.in_time, first.lead_time) == (
        "2024-Q1", "2024-Q1", "wlz", "treatment", "contact", True, "6 weeks",
    )  # fmt: skip
    assert (second.quarter, second.theme, second.heading, second.in_time, second.lead_time) == (
        "2024-Q2", "waiting", "organisation", False, "26 weeks",
    )  # fmt: skip
    assert {row.imported for row in (first, second)} == {True}
    with in_organisation(here.pk):
        assert AccessLog.objects.filter(action="register read in", hits=2).count() == 1


def test_no_name_is_anywhere_in_the_database(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor, name="klachten Kees Kanarie.csv")
    mapped(here, actor, key)
    for done in (False, True):
        if done:
            keeping.read_in(here, key, actor=actor, now=NOW)
        with in_organisation(here.pk), connection.cursor() as cursor:
            cursor.execute("SELECT t::text, encode(cells, 'escape') FROM insight_registerimport t")
            everything = repr(cursor.fetchall())
            cursor.execute("SELECT t::text FROM dossier_registerrow t")
            everything += repr(cursor.fetchall())
        assert "Kanarie" not in everything
        assert "Papegaai" not in everything


def test_one_mistake_and_nothing_goes_in(here: Organisation, actor: Actor) -> None:
    text = (
        FILE
        + "Jan;1-1-2024;31-02-2024;Zorg;Wlz;misschien;x\nAn;1-9-2024;1-8-2024;Zorg;Wlz;ja;x\nBo;;;Zorg;Wlz;ja;x\nCo;;1-1-2031;Zorg;Wlz;;x\n"
    )
    key = begun(here, actor, text)
    mapped(here, actor, key)
    found = keeping.previewed(here, keeping.reading(here, key, actor=actor, now=NOW), actor=actor, now=NOW).checked
    assert [(one.row, one.head) for one in found.mistakes] == [
        (4, "Datum afgehandeld"), (4, "Binnen termijn"), (5, "Datum ontvangst"), (6, "Datum afgehandeld"), (7, "Datum afgehandeld"),
    ]  # fmt: skip
    assert found.mistakes[0].wrong == "‘31-02-2024’ kunnen wij niet lezen."
    assert all(one.remedy for one in found.mistakes)
    with pytest.raises(Refused, match="mistakes"):
        keeping.read_in(here, key, actor=actor, now=NOW)
    assert rows(here) == []


def test_the_same_file_is_not_read_in_twice(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    mapped(here, actor, key)
    keeping.read_in(here, key, actor=actor, now=NOW)
    with pytest.raises(Refused, match="twice"):
        begun(here, actor, name="anders.csv")
    with pytest.raises(Refused, match="twice"):
        begun(here, actor, FILE.replace(";", "\t"))
    with pytest.raises(Gone):
        keeping.read_in(here, key, actor=actor, now=NOW)
    assert len(rows(here)) == 2


def test_rows_of_an_earlier_file_are_skipped_in_a_longer_one(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    mapped(here, actor, key)
    keeping.read_in(here, key, actor=actor, now=NOW)
    again = begun(
        here,
        actor,
        FILE + "Kees Kanarie;1-1-2024;31-01-2024;Omgang en bejegening;Wlz;ja;De gang was koud en Kees was boos\n",
    )
    mapped(here, actor, again)
    found = keeping.previewed(here, keeping.reading(here, again, actor=actor, now=NOW), actor=actor, now=NOW)
    assert (found.doubles, [number for number, _ in found.checked.rows]) == ((2, 3), [4])
    assert keeping.read_in(here, again, actor=actor, now=NOW) == 1
    assert len(rows(here)) == 3


def test_two_rows_that_are_the_same_both_count_and_are_named(here: Organisation, actor: Actor) -> None:
    twice = FILE + FILE.splitlines()[1] + "\n"
    found = keeping.previewed(
        here, keeping.reading(here, begun(here, actor, twice), actor=actor, now=NOW), actor=actor, now=NOW
    )
    assert (found.doubles, found.alike, len(found.checked.rows)) == ((), (4,), 3)


def test_what_was_chosen_is_remembered_for_the_next_file(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    mapped(here, actor, key)
    keeping.read_in(here, key, actor=actor, now=NOW)
    later = FILE.replace("2024", "2025")
    found = keeping.reading(here, begun(here, actor, later), actor=actor, now=NOW)
    assert found.to_map()["theme"] == {"Omgang en bejegening": "treatment", "Gedoe met wachten": "waiting"}


def test_a_whole_file_can_be_taken_out_again(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    mapped(here, actor, key)
    keeping.read_in(here, key, actor=actor, now=NOW)
    with in_organisation(here.pk):
        RegisterRow.objects.create(
            organisation=here, quarter="2026-Q1", received_quarter="2026-Q1", lead_time="2 weeks", regulation="x"
        )
    assert keeping.undo(here, key, actor=actor, now=NOW) == 2
    assert [row.imported for row in rows(here)] == [False]
    with pytest.raises(Gone):
        keeping.undo(here, key, actor=actor, now=NOW)
    assert begun(here, actor)  # and it may come in again
    with in_organisation(here.pk):
        assert list(RegisterImport.objects.order_by("state").values_list("state", flat=True)) == ["read", "undone"]


def test_another_organisation_cannot_touch_it(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    elsewhere = Organisation.objects.create(code="daar", name="Daar", regulation="jot")
    for act in (keeping.read_in, keeping.undo):
        with pytest.raises(Gone):
            act(elsewhere, key, actor=actor, now=NOW)


@pytest.mark.parametrize(
    ("said", "quarter"),
    [("31-03-2024", "2024-Q1"), ("1/4/2024", "2024-Q2"), ("2024-07-01 00:00:00", "2024-Q3"), ("2024-Q4", "2024-Q4"),
     ("Q1 2024", "2024-Q1"), ("2e kwartaal 2024", "2024-Q2"), ("2024 kw 3", "2024-Q3")],
)  # fmt: skip
def test_days_and_quarters_as_people_write_them(said: str, quarter: str) -> None:
    found = checked(["Gesloten"], [(2, [said])], Choices({0: "closed"}), date(2026, 1, 1))
    assert [row["quarter"] for _, row in found.rows] == [quarter]


def test_a_value_is_recognised_by_its_word() -> None:
    words = {"wlz": "Wet langdurige zorg (Wlz)", "wmo": "Wet maatschappelijke ondersteuning (Wmo)"}
    assert (
        guessed("WLZ", words),
        guessed("wet maatschappelijke ondersteuning (wmo)", words),
        guessed("wet", words),
    ) == ("wlz", "wmo", "")


@pytest.mark.parametrize(
    ("said", "code"),
    [("gegrond", "founded"), ("Ongegrond", "unfounded"), ("niet gegrond", "unfounded"), ("gedeeltelijk gegrond", "partly founded"),
     ("geen oordeel", "no judgement"), ("oordeel", ""), ("gegrond verklaard", "founded"), ("ongegrond verklaard", "unfounded"),
     ("gegrond: nee", ""), ("Gegrond? Nee", ""), ("niet als gegrond beoordeeld", ""), ("onvoldoende gegrond", ""),
     ("ten dele gegrond", ""), ("grotendeels ongegrond", ""), ("niet: gegrond", ""), ("de klacht is gegrond", "founded")],
)  # fmt: skip
def test_a_judgement_is_never_read_as_its_opposite(said: str, code: str) -> None:
    outcomes = {name: one.label for name, one in load_for("jot", "2026-01-01").outcomes.items()}
    assert guessed(said, outcomes) == code


def test_what_waits_half_read_goes_after_a_week(here: Organisation, actor: Actor) -> None:
    key = begun(here, actor)
    assert keeping.forget(NOW + timedelta(days=7)) == 0
    assert keeping.forget(NOW + timedelta(days=7, minutes=1)) == 1
    with pytest.raises(Gone):
        keeping.reading(here, key, actor=actor, now=NOW)
