"""The end of a dossier: when it may go, what holds it, what stays, and what is counted of it for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import destruction, door, holding, retaining
from wederhoor.dossier.destruction import Held, TooEarly
from wederhoor.dossier.door import Actor, NotFound
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, DossierKey, RegisterRow, RetentionChoice, Tombstone
from wederhoor.dossier.register import lead_time, quarter
from wederhoor.procedure.commands import Command

LAST = date(2028, 3, 2)
"""Closed on 2 March 2026; the regulation keeps two years after closing."""
AFTER = NOW.replace(year=2028, month=3, day=3)


def close(cast: Cast, number: str, actor: Actor | None = None) -> None:
    actor = actor or cast.actor(cast.officer)
    dossier = cast.open(number, actor)
    fields = dossier.regulation.acts["close"].fields
    values = {name: next(iter(field.choices)) for name, field in fields.items() if isinstance(field.choices, dict)}
    texts = {name: "Afgerond" for name, field in fields.items() if field.kind == "long text"}
    command = Command("close", actor.role, values)
    done = door.perform(dossier, command, texts=texts, actor=actor, now=NOW, expected_seq=dossier.seq)
    assert done.event, done.refusal


@pytest.fixture
def number(cast: Cast) -> str:
    """A closed dossier."""
    number = cast.receive().number
    cast.do(number, "acknowledge")
    close(cast, number)
    return number


def end(cast: Cast, number: str, now: object = AFTER, actor: Actor | None = None) -> Tombstone:
    dossier = cast.open(number)
    return destruction.destroy(dossier, actor=actor or cast.actor(cast.officer), now=now)  # type: ignore[arg-type]


@pytest.mark.requirement("OTT-20")
def test_it_is_listed_the_day_after_two_years_and_late_from_then_on(cast: Cast, number: str) -> None:
    actor = cast.actor(cast.officer)
    before = AFTER - timedelta(days=1)
    assert retaining.retention(cast.here, actor=actor, now=before).due == ()
    (one,) = retaining.retention(cast.here, actor=actor, now=AFTER).due
    assert (one.number, one.closed_on, one.until, one.source) == (number, NOW.date(), LAST, "1")
    assert [one.days_late(LAST + timedelta(days=n)) for n in (1, 2, 31)] == [0, 1, 30]


def test_too_early_is_refused_on_the_last_day_and_not_the_day_after(cast: Cast, number: str) -> None:
    with pytest.raises(TooEarly):
        end(cast, number, AFTER - timedelta(days=1))
    assert end(cast, number).kept_until == LAST


def test_only_a_role_that_destroys_does(cast: Cast, number: str) -> None:
    for who, role in ((cast.director, "director"), (cast.mediator, "mediator")):
        with pytest.raises(NotFound):
            end(cast, number, actor=cast.actor(who, role))
    with pytest.raises(NotFound):
        retaining.retention(cast.here, actor=cast.actor(cast.director, "director"), now=AFTER)


@pytest.mark.requirement("OTT-20")
def test_what_stays_is_a_tombstone_without_a_person(cast: Cast, number: str) -> None:
    stone = end(cast, number)
    assert (stone.number, stone.version, stone.role, stone.closed_on) == (number, "1", "officer", NOW.date())
    assert stone.rows["event"] == 3
    assert stone.digest == destruction.digest(stone)
    with in_organisation(cast.here.pk):
        assert (Dossier.objects.count(), DossierKey.objects.count()) == (0, 0)
        assert AccessLog.objects.filter(action="destroy", dossier=number).count() == 1
    with pytest.raises(NotFound):
        cast.open(number)


def test_every_table_of_a_dossier_is_emptied(cast: Cast, number: str) -> None:
    """Asked of the catalogue, so that a table added later is not forgotten."""
    dossier = cast.open(number).id
    end(cast, number)
    tables = (
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'dossier_id'"
    )
    with in_organisation(cast.here.pk), connection.cursor() as cursor:
        cursor.execute(tables)
        names = [name for (name,) in cursor.fetchall()]
        assert len(names) > 15
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" WHERE dossier_id = %s', [dossier])  # noqa: S608  # from the catalogue
            assert (name, cursor.fetchone()[0]) == (name, 1 if name == "dossier_tombstone" else 0)


def test_a_hold_stops_destroying_until_it_is_lifted_with_a_reason(cast: Cast, number: str) -> None:
    actor, dossier = cast.actor(cast.officer), cast.open(number)
    holding.hold(dossier, "Rechtszaak loopt", actor=actor, now=NOW)
    with pytest.raises(Held):
        end(cast, number)
    found = retaining.retention(cast.here, actor=actor, now=AFTER)
    assert ([k.number for k in found.held], found.due) == ([number], ())
    (one,) = holding.holds(dossier, actor=actor, now=NOW)
    assert (one.reason, one.role, one.lifted) == ("Rechtszaak loopt", "officer", None)
    with pytest.raises(ValueError, match="reason"):
        holding.lift(dossier, one.id, " ", actor=actor, now=NOW)
    holding.lift(dossier, one.id, "Uitspraak is er", actor=actor, now=NOW)
    with pytest.raises(NotFound):
        holding.lift(dossier, one.id, "Nog eens", actor=actor, now=NOW)
    assert end(cast, number).number == number


def test_the_reason_of_a_hold_is_sealed(cast: Cast, number: str) -> None:
    holding.hold(cast.open(number), "Zeldzame rechtszaak", actor=cast.actor(cast.officer), now=NOW)
    with in_organisation(cast.here.pk), connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM dossier_legalhold")
        assert b"Zeldzame" not in bytes(cursor.fetchone()[0])


@pytest.mark.requirement("OTT-20")
def test_without_a_term_it_is_a_work_item_until_the_organisation_chooses(
    cast: Cast, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = cast.actor(cast.officer)
    monkeypatch.setattr(retaining, "destroy_after", lambda state: None)
    with in_organisation(cast.here.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE dossier_summary SET destroy_after = NULL")
    (one,) = retaining.retention(cast.here, actor=actor, now=NOW).unknown
    assert (one.number, one.until, one.source) == (number, None, "proef")
    with pytest.raises(TooEarly, match="unknown"):
        end(cast, number)
    retaining.choose(cast.here, "proef", "2 years", NOW.date(), actor=actor, now=NOW)
    found = retaining.retention(cast.here, actor=actor, now=AFTER)
    assert ([k.number for k in found.due], found.unknown) == ([number], ())
    assert found.due[0].source.startswith("eigen keuze")
    assert end(cast, number).kept_until == LAST
    with in_organisation(cast.here.pk):
        assert RetentionChoice.objects.get().role == "officer"


def test_a_dossier_about_oneself_is_not_on_the_list(cast: Cast) -> None:
    people = (door.NewPerson("accused", "Naam colleague", account=cast.colleague.pk),)
    number = cast.receive(people=people).number
    cast.do(number, "acknowledge")
    close(cast, number)
    assert retaining.retention(cast.here, actor=cast.actor(cast.colleague), now=AFTER).due == ()
    assert [k.number for k in retaining.retention(cast.here, actor=cast.actor(cast.officer), now=AFTER).due] == [number]


def register(cast: Cast) -> list[RegisterRow]:
    with in_organisation(cast.here.pk):
        return list(RegisterRow.objects.all())


@pytest.mark.requirement("OTT-20")
def test_the_register_keeps_a_row_that_leads_to_nobody(cast: Cast, number: str) -> None:
    (row,) = register(cast)
    assert (row.quarter, row.law, row.kind, row.in_time, row.lead_time, row.counts) == (
        "2026-Q1", "wmo", "complaint", True, "2 weeks", True,
    )  # fmt: skip
    dossier = cast.open(number).id
    end(cast, number)
    (kept,) = register(cast)
    assert kept.id == row.id
    said = [str(value) for name, value in vars(kept).items() if not name.startswith("_")]
    assert all(number not in word and str(dossier) not in word for word in said)


def test_an_open_dossier_is_in_no_register(cast: Cast) -> None:
    cast.receive()
    assert register(cast) == []


def test_classes_of_the_register() -> None:
    assert [lead_time(n) for n in (0, 14, 15, 42, 70, 71, 182, 183)] == [
        "2 weeks", "2 weeks", "6 weeks", "6 weeks", "10 weeks", "26 weeks", "26 weeks", "longer",
    ]  # fmt: skip
    assert [quarter(date(2026, m, 1)) for m in (1, 3, 4, 12)] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]


def test_the_certificate_stays_with_the_tombstone(cast: Cast, number: str) -> None:
    stone, actor = end(cast, number), cast.actor(cast.officer)
    destruction.keep_certificate(stone, b"%PDF-1", actor=actor, now=AFTER)
    destruction.keep_certificate(stone, b"%PDF-2", actor=actor, now=AFTER)
    assert destruction.certificate(cast.here, stone.dossier_id, actor=actor, now=AFTER) == (stone, b"%PDF-1")
    with pytest.raises(NotFound):
        destruction.certificate(cast.here, stone.dossier_id, actor=cast.actor(cast.director, "director"), now=AFTER)
