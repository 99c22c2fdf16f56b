"""Who is told what about a dossier: once, never who must not know, and never more than a number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import noticing, writing
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Notice, Summary
from wederhoor.organisations.models import Account


def told(cast: Cast, account: Account, role: str = "officer") -> list[tuple[str, str]]:
    """Kind and number of the notices of an account."""
    found, _ = noticing.listed(cast.here, cast.actor(account, role))
    return [(one.kind, one.number) for one in found]


def test_a_new_complaint_is_told_to_who_can_take_it_up(cast: Cast) -> None:
    number = cast.receive().number
    assert told(cast, cast.officer) == told(cast, cast.colleague) == [("new", number)]
    assert told(cast, cast.stranger) == []


def test_the_accused_is_not_told_of_the_complaint_about_them(cast: Cast) -> None:
    cast.receive(people=(NewPerson("accused", "Naam", account=cast.colleague.pk),))
    assert told(cast, cast.colleague) == []
    assert len(told(cast, cast.officer)) == 1


def test_who_gets_a_dossier_is_told_and_who_gives_it_is_not(cast: Cast) -> None:
    number = cast.receive().number
    noticing.read(cast.here, cast.actor(cast.officer), None, now=NOW)
    cast.do(number, "assign", role="officer", person=cast.colleague.opaque)
    assert ("assigned", number) in told(cast, cast.colleague)
    assert "assigned" not in [kind for kind, _ in told(cast, cast.officer)]


def test_who_takes_a_dossier_up_again_by_acting_is_told_of_as_its_handler(cast: Cast) -> None:
    number = cast.receive().number
    row, ended = cast.open(number).row, (NOW - timedelta(days=1)).date()
    with in_organisation(cast.here.pk):
        writing.put([writing.assignment(row, cast.officer.pk, "officer", ended, ended)])
    planned = cast.do(number, "plan meeting", {"meeting_place": "Hier"}, meeting_at="2026-03-09T10:00")
    assert planned.event, planned.refusal
    with in_organisation(cast.here.pk):
        assert Summary.objects.get().handler_id == cast.officer.pk
    assert told(cast, cast.colleague) == [("new", number)], "it has a handler, so a meeting in it is not for everybody"


def test_a_refused_act_tells_nobody(cast: Cast) -> None:
    number = cast.receive().number
    outcome = cast.do(number, "receive")
    assert outcome.refusal
    assert told(cast, cast.colleague) == [("new", number)]


def test_the_bell_counts_what_is_not_read(cast: Cast) -> None:
    cast.receive("a")
    cast.receive("b")
    actor = cast.actor(cast.officer)
    found, more = noticing.listed(cast.here, actor)
    assert (noticing.unread(cast.here, actor), more) == (2, False)
    assert noticing.read(cast.here, actor, [found[0].id], now=NOW) == 1
    assert noticing.unread(cast.here, actor) == 1
    assert noticing.unread(cast.here, cast.actor(cast.colleague)) == 2, "another's notices are another's to read"


def test_nobody_reads_the_notices_of_another(cast: Cast) -> None:
    cast.receive()
    found, _ = noticing.listed(cast.here, cast.actor(cast.officer))
    assert noticing.read(cast.here, cast.actor(cast.colleague), [found[0].id], now=NOW) == 0


def test_a_kind_that_is_not_wished_does_not_come(cast: Cast) -> None:
    actor = cast.actor(cast.officer)
    noticing.choose(cast.here, actor, {"new": "none"})
    noticing.choose(cast.here, actor, {"new": "none", "due": "app"})
    assert noticing.chosen(cast.here, actor)["due"] == "app"
    cast.receive()
    assert told(cast, cast.officer) == []
    assert len(told(cast, cast.colleague)) == 1
    with pytest.raises(ValueError, match="onzin"):
        noticing.choose(cast.here, actor, {"onzin": "app"})


def test_a_term_that_passed_is_told_once(cast: Cast) -> None:
    number = cast.receive().number
    noticing.read(cast.here, cast.actor(cast.officer), None, now=NOW)
    assert noticing.run_escalations(NOW) == 0
    much_later = NOW + timedelta(days=90)
    assert noticing.run_escalations(much_later) > 0
    assert noticing.run_escalations(much_later) == 0
    assert {("due", number), ("aim", number)} & set(told(cast, cast.officer))


def test_who_holds_a_duty_is_reminded_before_its_aim_and_once(cast: Cast) -> None:
    number = cast.receive().number
    soon = NOW + timedelta(days=5)
    assert noticing.run_escalations(soon) > 0
    assert noticing.run_escalations(soon) == 0
    assert ("near", number) in told(cast, cast.officer)
    assert ("aim", number) not in told(cast, cast.officer)
    assert told(cast, cast.director, "director") == []


def test_who_must_destroy_hears_when_the_term_of_keeping_passed(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge")
    closed = cast.do(number, "close", {"procedure_followed": "Gesproken.", "outcome_words": "Opgelost."})
    assert closed.refusal is None
    two_years = NOW + timedelta(days=732)
    assert noticing.run_escalations(NOW + timedelta(days=300)) == 0
    noticing.run_escalations(two_years)
    assert noticing.run_escalations(two_years) == 0
    assert {kind for kind, of in told(cast, cast.director, "director") if of == number} == {"near"}, "the day itself"
    noticing.run_escalations(two_years + timedelta(days=1))
    assert "due" in {kind for kind, _ in told(cast, cast.director, "director")}


def test_a_notice_holds_codes_only_and_goes_with_its_dossier(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.here.pk):
        values = [str(value) for row in Notice.objects.values() for value in row.values()]
    assert values
    assert not [value for value in values if "Kanarie" in value or "kanarie" in value]
