"""Questions whose SQL is made once: they answer what Django's own querysets answer, anew at every use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from wederhoor.organisations.models import Account, Location, Membership, Organisation
from wederhoor.organisations.prepared import Among, Given, Prepared, Written, ask, numbered, put

NAMES = Prepared(
    lambda: Location.objects.filter(organisation_id=Given("place")).order_by("name").values_list("name", flat=True)
)
ROWS = Prepared(
    lambda: Location.objects.filter(Among(F("code"), Given("codes"))).select_related("organisation").order_by("name")
)


@pytest.fixture
def place(db: None) -> Organisation:
    made = Organisation.objects.create(code="a", name="Zorg A", regulation="x")
    Location.objects.create(organisation=made, code="one", name="Een")
    Location.objects.create(organisation=made, code="two", name="Twee")
    return made


def test_each_use_answers_what_is_there_then(place: Organisation) -> None:
    assert NAMES.rows(place=place.pk) == ["Een", "Twee"]
    Location.objects.filter(code="one").update(name="Zes")
    assert NAMES.rows(place=place.pk) == ["Twee", "Zes"]
    assert NAMES.rows(place=place.pk + 1) == []


def test_rows_come_as_instances_with_what_belongs_to_them(place: Organisation) -> None:
    found = ROWS.rows(codes=["two", "three"])
    assert [(row.name, row.organisation.name) for row in found] == [("Twee", "Zorg A")]
    with CaptureQueriesContext(connection) as asked:
        assert ROWS.first(codes=[]) is None
    assert len(asked) == 1


def test_a_value_that_is_not_given_is_an_error(place: Organisation) -> None:
    with pytest.raises(KeyError, match="place"):
        NAMES.rows(organisation=place.pk)


def test_a_question_about_nobody_gives_nothing(place: Organisation) -> None:
    assert Prepared(lambda: Location.objects.filter(code__in=[])).rows() == []


def test_rows_of_several_tables_go_in_one_statement_also_what_belongs_to_what_is_new(db: None) -> None:
    made = Organisation(id=77, code="b", name="Zorg B", regulation="x", wrapped_key=b"k", chosen={"2026-01-01": "x"})
    rows = [Location(id=nth, organisation=made, code=f"l{nth}", name=f"Huis {nth}") for nth in (1, 2, 3)]
    with CaptureQueriesContext(connection) as asked:
        put([made], rows, [])
    assert len(asked) == 1
    found = Organisation.objects.get(code="b")
    assert (bytes(found.wrapped_key), found.chosen) == (b"k", {"2026-01-01": "x"})
    assert [row.name for row in found.locations.order_by("id")] == ["Huis 1", "Huis 2", "Huis 3"]
    put([], [])


def test_a_row_that_is_there_can_be_renewed(place: Organisation) -> None:
    put([Location(id=900, organisation=place, code="one", name="Zeven")], replace=("organisation_id", "code"))
    assert sorted(NAMES.rows(place=place.pk)) == ["Twee", "Zeven"]


def test_what_is_there_already_can_stay_as_it_is(place: Organisation) -> None:
    put([Location(id=901, organisation=place, code="one", name="Acht")], again=True)
    assert sorted(NAMES.rows(place=place.pk)) == ["Een", "Twee"]


def test_what_the_database_refuses_is_an_error_of_django(place: Organisation) -> None:
    with pytest.raises(IntegrityError, match="code"):
        put([Location(id=902, organisation=place, code="one", name="Negen")])


def test_a_number_that_is_written_is_part_of_the_statement(place: Organisation) -> None:
    rows = Location.objects.filter(organisation_id=Written(place.pk)).order_by("name")
    assert f'"organisation_id" = ({place.pk})' in str(rows.query)
    assert [row.name for row in rows] == ["Een", "Twee"]


def test_values_get_numbers_by_place_or_by_name() -> None:
    assert numbered("SELECT %s, %s, '50%%'") == (b"SELECT $1, $2, '50%'", ())
    assert numbered("SELECT %(who)s, %(day)s, %(who)s") == (b"SELECT $1, $2, $1", ("who", "day"))


def test_a_plain_statement_answers_the_same_with_names_and_by_place(db: None) -> None:
    assert ask("SELECT %(a)s::int + %(b)s::int, %(a)s::int, '5%%'", {"b": 2, "a": 1}) == [(3, 1, "5%")]
    assert ask("SELECT %s::int - %s::int", (5, 3)) == [(2,)]


def test_a_day_that_the_plan_depends_on_stands_in_the_statement(place: Organisation) -> None:
    held = Membership.objects.filter(since__lte=Written(date(2026, 11, 22)))
    assert "'2026-11-22'::date" in str(held.query)
    account = Account.objects.create_user("a@b.test", "A")
    Membership.objects.create(account=account, organisation=place, role="officer", since=date(2026, 11, 22))
    assert held.count() == 1
    assert Membership.objects.filter(since__lt=Written(date(2026, 11, 22))).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["2026-07-01 12:00:00.25+02", "1999-12-31 23:59:59+00", "2026-10-25 02:30:00+01"])
def test_a_moment_is_read_as_django_reads_it(moment: str) -> None:
    """By psycopg's own reader; where queries are written down it is Django's."""
    statement = f"SELECT '{moment}'::timestamptz, NULL::timestamptz"
    ((quick, nothing),) = ask(statement)
    with CaptureQueriesContext(connection):
        assert ask(statement) == [(quick, nothing)] == [(datetime.fromisoformat(moment), None)]
    assert quick.utcoffset() == timedelta(0)
