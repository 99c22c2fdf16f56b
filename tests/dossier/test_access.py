"""Looking in: what each side reads when, who is refused and how that is logged, and why one looks at a colleague's dossier."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import access, door, opening, reasons
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson, NotFound
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, SealedText
from wederhoor.dossier.reasons import ReasonNeeded
from wederhoor.organisations.models import Absence

STORY, SUBJECT, HEARD = "Kanarietekst over de gang", "Kanarieonderwerp", "Zo zag de klager het"


def lines(organisation: int) -> list[AccessLog]:
    with in_organisation(organisation):
        return list(AccessLog.objects.filter(organisation_id=organisation).order_by("seq"))


def about_a_colleague(cast: Cast) -> str:
    """A complaint about the colleague, whose account is known."""
    return cast.receive(people=(NewPerson("accused", "Naam colleague", account=cast.colleague.pk),)).number


def hear(cast: Cast, number: str, party: str, words: str = "") -> None:
    assert cast.do(number, "hear", {"minutes": words}, party=party, how="oral").event


def accused(cast: Cast) -> Actor:
    return cast.actor(cast.colleague, "accused")


def test_an_accused_who_was_told_nothing_finds_nothing(cast: Cast) -> None:
    number = about_a_colleague(cast)
    with pytest.raises(NotFound):
        cast.open(number, accused(cast))


def test_the_accused_reads_the_complaint_once_told_and_the_rest_once_both_were_heard(cast: Cast) -> None:
    number = about_a_colleague(cast)
    cast.do(number, "contact", {"note": "Alleen voor de behandelaar"}, how="telephone")
    hear(cast, number, "accused", "Zo zag ik het zelf")
    told = cast.open(number, accused(cast))
    assert (told.subject, set(told.texts.values())) == (SUBJECT, {STORY, "Zo zag ik het zelf"})
    hear(cast, number, "complainant", HEARD)
    assert set(cast.open(number, accused(cast)).texts.values()) == {STORY, "Zo zag ik het zelf", HEARD}


def test_the_complainant_reads_their_own_words_at_once_and_the_other_sides_later(cast: Cast) -> None:
    received = cast.receive()
    hear(cast, received.number, "accused", "Zo zag de ander het")
    assert set(door.open_by_code(cast.here, received.code, now=NOW).texts.values()) == {STORY}
    hear(cast, received.number, "complainant", HEARD)
    both = door.open_by_code(cast.here, received.code, now=NOW).texts.values()
    assert set(both) == {STORY, HEARD, "Zo zag de ander het"}


def test_who_somebody_is_comes_with_the_papers_they_are_in(cast: Cast) -> None:
    people = (NewPerson("accused", "Naam colleague", account=cast.colleague.pk), NewPerson("witness", "Naam Getuige"))
    number = cast.receive(people=people).number
    hear(cast, number, "accused")
    assert {p.name for p in cast.open(number, accused(cast)).people} == {"Zeldzaamnaam Kanarie", "Naam colleague"}
    hear(cast, number, "complainant")
    assert "Naam Getuige" in {p.name for p in cast.open(number, accused(cast)).people}


def test_an_assistant_sees_what_the_side_sees(cast: Cast) -> None:
    people = (
        NewPerson("accused", "Naam colleague", account=cast.colleague.pk),
        NewPerson("assistant of accused", "Naam director", account=cast.director.pk),
    )
    number = cast.receive(people=people).number
    helper = cast.actor(cast.director, "accused")
    with pytest.raises(NotFound):
        cast.open(number, helper)
    hear(cast, number, "accused", "Zo zag ik het zelf")
    assert cast.open(number, helper).texts == cast.open(number, accused(cast)).texts


@pytest.mark.requirement("OTT-19")
def test_a_refused_look_is_logged_without_a_number_when_there_is_none(cast: Cast) -> None:
    number = cast.receive().number
    for wanted in (number, "K-2026-9999"):
        with pytest.raises(NotFound):
            cast.open(wanted, cast.actor(cast.colleague, "listener"))
    found = [(line.who, line.role, line.action, line.dossier) for line in lines(cast.here.pk)][-2:]
    assert found == [
        (cast.colleague.opaque, "listener", access.REFUSED, number),
        (cast.colleague.opaque, "listener", access.REFUSED, ""),
    ]


def test_somebody_from_elsewhere_leaves_a_line_at_home_that_tells_nothing(cast: Cast) -> None:
    number = cast.receive().number
    before = len(lines(cast.here.pk))
    with pytest.raises(NotFound):
        cast.open(number, cast.actor(cast.stranger, at=cast.elsewhere))
    (line,) = lines(cast.elsewhere.pk)
    assert (line.who, line.action, line.dossier) == (cast.stranger.opaque, access.REFUSED, "")
    assert len(lines(cast.here.pk)) == before


def test_a_wrong_code_is_logged(cast: Cast) -> None:
    with pytest.raises(NotFound):
        door.open_by_code(cast.here, "AAAA-BBBB-CCCC-DDDD", now=NOW)
    assert [(line.action, line.dossier) for line in lines(cast.here.pk)] == [(access.REFUSED, "")]


def statements(cast: Cast, number: str, actor: Actor) -> list[str]:
    """What the database was asked, without values."""
    with CaptureQueriesContext(connection) as captured, pytest.raises(NotFound):
        cast.open(number, actor)
    return [re.sub(r"'[^']*'(::\w+)?|\b\d+\b|s\d+_x\d+", "?", query["sql"]) for query in captured]


def test_absent_and_forbidden_ask_the_database_the_same(cast: Cast) -> None:
    number = cast.receive().number
    actor = cast.actor(cast.colleague, "listener")
    statements(cast, number, actor)
    assert statements(cast, number, actor) == statements(cast, "K-2026-9999", actor)


def taken(cast: Cast) -> str:
    """A dossier that the officer handles."""
    number = cast.receive().number
    cast.do(number, "acknowledge")
    return number


def colleague(cast: Cast) -> Actor:
    return cast.actor(cast.colleague)


def test_nobody_is_asked_why_who_has_the_dossier_or_may_take_it_up(cast: Cast) -> None:
    unassigned = cast.receive("b").number
    assert cast.open(taken(cast)).number
    assert cast.open(unassigned, colleague(cast)).number == unassigned


def test_who_looks_into_a_colleagues_dossier_says_why_once_a_day(cast: Cast) -> None:
    number = taken(cast)
    with pytest.raises(ReasonNeeded):
        cast.open(number, colleague(cast))
    opening.say_why(cast.here, number, "asked", "Even meelezen", actor=colleague(cast), now=NOW)
    assert cast.open(number, colleague(cast)).number == number
    last = lines(cast.here.pk)[-1]
    assert (last.action, last.reason, last.dossier) == ("read", "asked", number)
    with pytest.raises(ReasonNeeded):
        door.open_dossier(cast.here, number, actor=colleague(cast), action="read", now=NOW + timedelta(days=1))


def test_a_substitute_is_not_asked_why(cast: Cast) -> None:
    number = taken(cast)
    Absence.objects.create(account=cast.officer, substitute=cast.colleague, since=NOW.date(), until=NOW.date())
    assert cast.open(number, colleague(cast)).number == number
    assert lines(cast.here.pk)[-1].reason == ""


def test_the_words_of_a_reason_are_sealed_and_a_reason_is_on_the_list(cast: Cast) -> None:
    number = taken(cast)
    opening.say_why(cast.here, number, "other", "Zeldzame reden", actor=colleague(cast), now=NOW)
    with in_organisation(cast.here.pk), connection.cursor() as cursor:
        cursor.execute("SELECT words FROM dossier_why")
        assert b"Zeldzame" not in bytes(cursor.fetchone()[0])
    with pytest.raises(ValueError, match="is no reason"):
        opening.say_why(cast.here, number, "curious", "", actor=colleague(cast), now=NOW)
    assert "curious" not in reasons.REASONS


def test_the_reason_is_part_of_the_chain(cast: Cast) -> None:
    number = taken(cast)
    opening.say_why(cast.here, number, "asked", "", actor=colleague(cast), now=NOW)
    assert access.first_broken(cast.here.pk) is None
    with in_organisation(cast.here.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT hash = dossier_access_line(previous, seq, who, role, on_behalf_of, dossier, action, at, hits, '') "
            "FROM dossier_accesslog WHERE reason <> ''"
        )
        assert cursor.fetchone()[0] is False


def test_nothing_is_asked_more_of_the_database_on_the_usual_road(cast: Cast) -> None:
    number = taken(cast)
    with CaptureQueriesContext(connection) as captured:
        cast.open(number)
    beside = [query["sql"] for query in captured if 'FROM "dossier_dossier"' not in query["sql"]]
    assert len(beside) == len(captured) - 1, "absence and reasons are read along with the dossier, in one question"
    assert not any("dossier_why" in sql or "absence" in sql for sql in beside)


def test_texts_stay_sealed_for_who_may_not_read_them(cast: Cast) -> None:
    number = about_a_colleague(cast)
    hear(cast, number, "complainant", HEARD)
    with in_organisation(cast.here.pk):
        assert all(HEARD.encode() not in bytes(row.ciphertext) for row in SealedText.objects.all())
