"""Questions whose SQL is made once: they answer what Django's own querysets answer, anew at every use."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from wederhoor.organisations.models import Location, Organisation
from wederhoor.organisations.prepared import Among, Given, Prepared

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
