"""Who is somebody in a complaint handles nothing of it: not by role, not by assignment, not by acting, not by standing in."""

from __future__ import annotations

import pytest

from tests.dossier.conftest import NOW, VALUES, Cast
from wederhoor.dossier import door, handing_over, noticing, opening, people, summaries
from wederhoor.dossier.door import Involved, NewPerson, NotFound
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.involvement import conflicts
from wederhoor.dossier.models import Assignment, Dossier, Notice, Summary
from wederhoor.procedure.commands import Command

SIDES = ("complainant", "client", "representative", "assistant of complainant", "accused", "witness", "partner")


def about(cast: Cast, side: str) -> str:
    """A complaint in which a colleague is somebody."""
    return cast.receive(people=(NewPerson(side, "Naam colleague", account=cast.colleague.pk),)).number


def handler(cast: Cast) -> object:
    with in_organisation(cast.here.pk):
        return Summary.objects.get().handler_id


@pytest.mark.requirement("OTT-06", "LOJ-03")
@pytest.mark.parametrize("side", SIDES)
def test_who_is_somebody_in_a_complaint_neither_opens_it_as_staff_nor_is_given_it(cast: Cast, side: str) -> None:
    number = about(cast, side)
    with pytest.raises(NotFound):
        cast.open(number, cast.actor(cast.colleague))
    refused = cast.do(number, "assign", role="officer", person=cast.colleague.opaque).refusal
    assert refused
    assert "betrokken" in refused.because
    with pytest.raises(Involved):
        door.assign(cast.open(number), cast.colleague.pk, "officer", actor=cast.actor(cast.officer), now=NOW)
    cast.do(number, "acknowledge")
    _, kept = handing_over.hand_over(
        cast.here, cast.officer.pk, cast.colleague.pk, actor=cast.actor(cast.officer), now=NOW
    )
    assert [one.number for one in kept] == [number]
    assert handler(cast) == cast.officer.pk


def test_a_confidant_may_help_the_complainant_and_an_employee_be_asked_as_a_witness() -> None:
    assert not conflicts("assistant of complainant", "confidant")
    assert conflicts("accused", "confidant")
    assert not conflicts("witness", "employee")
    assert conflicts("witness", "committee")


@pytest.mark.requirement("OTT-06", "LOJ-03")
def test_who_takes_in_a_complaint_about_themselves_does_not_become_its_handler(cast: Cast) -> None:
    received = door.receive(
        cast.here, Command("receive", "officer", VALUES, on_behalf_of="complainant"), texts={"complaint": "Iets."},
        people=(NewPerson("accused", "Naam officer", account=cast.officer.pk),), subject="x", actor=cast.actor(cast.officer),
        now=NOW, submitted_key="zelf",
    )  # fmt: skip
    assert isinstance(received, door.Received)
    assert handler(cast) is None


@pytest.mark.requirement("OTT-06", "LOJ-03")
def test_a_handler_who_turns_out_to_be_somebody_in_it_handles_it_no_more_and_is_told_nothing(cast: Cast) -> None:
    number = cast.receive(people=(NewPerson("accused", "Naam colleague"),)).number
    cast.do(number, "assign", role="officer", person=cast.colleague.opaque)
    assert handler(cast) == cast.colleague.pk
    assert noticing.unread(cast.here, cast.actor(cast.colleague))
    opening.say_why(cast.here, number, "asked", "", actor=cast.actor(cast.officer), now=NOW)
    people.link(cast.open(number), "p2", cast.colleague.pk, actor=cast.actor(cast.officer), now=NOW)
    assert handler(cast) is None
    with in_organisation(cast.here.pk):
        row = Dossier.objects.get()
        assert not Assignment.objects.filter(account=cast.colleague, recused=False).exists()
        assert not Notice.objects.filter(account=cast.colleague).exists()
        assert summaries.handler_of(row, NOW.date()) is None


@pytest.mark.requirement("OTT-06", "LOJ-03")
def test_what_somebody_was_told_is_taken_back_when_they_are_excluded(cast: Cast) -> None:
    number = cast.receive().number
    assert noticing.unread(cast.here, cast.actor(cast.colleague)) == 1
    cast.do(number, "recuse", person=cast.colleague.opaque)
    assert noticing.unread(cast.here, cast.actor(cast.colleague)) == 0
    with in_organisation(cast.here.pk):
        assert not Notice.objects.filter(account=cast.colleague).exists()


def test_a_notice_that_was_left_of_a_shut_dossier_is_neither_listed_nor_counted(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.here.pk):
        row = Dossier.objects.get()
        Assignment.objects.bulk_create(
            [
                Assignment(
                    organisation_id=row.organisation_id, dossier_id=row.id, account_id=cast.colleague.pk, role="", since=NOW.date(),
                    recused=True,
                )
            ]
        )  # fmt: skip
    actor = cast.actor(cast.colleague)
    assert noticing.listed(cast.here, actor) == ([], False)
    assert noticing.unread(cast.here, actor) == 0
