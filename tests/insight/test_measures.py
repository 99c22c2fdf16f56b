"""Counts of measures by hand, what was measured before and after, and who is reminded when."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, NoticeChoice, Summary
from wederhoor.insight import effect, measures, measures_due
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.measures import Owner, Subject, Tally
from wederhoor.insight.models import Measure
from wederhoor.insight.steps import RECOMMENDATION, Step
from wederhoor.organisations.models import Account, Location, Membership, Organisation, Team
from wederhoor.procedure.terms import AMSTERDAM

pytestmark = pytest.mark.django_db


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=AMSTERDAM)


class House:
    """A provider with a handler, a director and two locations."""

    def __init__(self) -> None:
        self.here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
        self.eik, self.iep = (
            Location.objects.create(organisation=self.here, code=c, name=c, group="Noord") for c in ("eik", "iep")
        )
        self.handler, self.director = (self._works(role) for role in ("handler", "director"))
        self.actor = Actor(self.handler.pk, "handler", self.here.pk)

    def _works(self, role: str) -> Account:
        account = Account.objects.create_user(f"{role}@voorbeeld.test", role)
        Membership.objects.create(account=account, organisation=self.here, role=role)
        return account

    def take(
        self, day: str, theme: str = "care", place: Location | None = None, due: str = "", **more: object
    ) -> uuid.UUID:
        about = Subject(location=(place or self.eik).pk, theme=theme)
        return measures.take(
            self.here, origin="itself", what="Vast overleg.", aim="prevent", about=about, actor=self.actor, now=at(day),
            due=date.fromisoformat(due) if due else None, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def step(self, measure: uuid.UUID, name: str, day: str, seen: int = 1, **more: object) -> None:
        step = Step(name, date.fromisoformat(day), True, **more)  # type: ignore[arg-type]
        measures.step(self.here, measure, step, "Gedaan.", seen=seen, actor=self.actor, now=at(day))

    def came_in(self, day: str, theme: str = "care", place: Location | None = None, **more: object) -> None:
        """A complaint on a day, as the lists have it."""
        number = uuid.uuid4()
        with in_organisation(self.here.pk):
            Dossier.objects.create(
                organisation=self.here, id=number, number=number.hex[:12], code_hash=number.bytes, regulation="jot/2024-01-01.yaml", version="1",
                submitted_key=number.hex, location=place or self.eik, received=at(day),
            )  # fmt: skip
            Summary.objects.create(
                organisation=self.here, dossier_id=number, number=number.hex[:12], regulation="jot/2024-01-01.yaml", phase="new",
                location=place or self.eik, theme=theme, last_seq=1, last_act="receive", last_at=at(day), received_on=date.fromisoformat(day),
                **more,
            )  # fmt: skip

    def row(self, measure: uuid.UUID) -> Measure:
        with in_organisation(self.here.pk):
            return Measure.objects.get(organisation=self.here, id=measure)


@pytest.fixture
def house(settings: Settings) -> House:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_ON, settings.SITE_URL = True, "https://wederhoor.voorbeeld"
    return House()


@pytest.mark.requirement("JOT-15")
def test_what_came_in_before_and_after_is_counted_by_hand(house: House) -> None:
    for day in ("2026-01-31", "2026-02-01", "2026-03-15", "2026-04-30", "2026-05-01", "2026-07-31", "2026-08-01"):
        house.came_in(day)
    house.came_in("2026-03-15", theme="safety")
    house.came_in("2026-03-15", place=house.iep)
    measure = house.take("2026-02-10")
    house.step(measure, "finish", "2026-05-01", months=3)
    assert (
        house.row(measure).before == 3
    )  # 1 February, 15 March and 30 April; not 31 January, not the other theme or place
    house.step(measure, "check", "2026-08-10", seen=2, conclusion="partly")
    assert (house.row(measure).before, house.row(measure).after) == (3, 2)  # 1 May and 31 July; 1 August is later


@pytest.mark.requirement("IZW-21")
def test_a_compliment_is_no_complaint_in_the_effect_of_a_measure_nor_on_the_road_to_it(house: House) -> None:
    for kind in ("complaint", "compliment"):
        house.came_in("2026-03-15", kind=kind)
    measure = house.take("2026-02-10")
    house.step(measure, "finish", "2026-05-01", months=3)
    assert house.row(measure).before == 1
    today, places = date(2026, 5, 1), [house.eik.pk]
    assert sum(count for _, count in effect.by_month(house.here, places, today)) == 1
    assert effect.by_place(house.here, places, today) == {house.eik.pk: 1}


@pytest.mark.requirement("JOT-15")
def test_before_and_after_are_always_counted_over_the_same_time(house: House) -> None:
    for day in ("2025-11-20", "2026-03-10", "2026-04-20", "2026-04-30", "2026-05-01", "2026-05-09", "2026-06-20"):
        house.came_in(day)
    soon = house.take("2026-02-10")
    house.step(soon, "finish", "2026-05-01", months=3)
    house.step(soon, "check", "2026-05-10", seen=2, conclusion="worked")
    row = house.row(soon)  # ten days: 21 to 30 April, and 1 to 10 May
    assert (row.before, row.after, row.counted_days) == (1, 2, 10)
    again = house.take("2026-02-10")
    house.step(again, "finish", "2026-05-01", months=1)
    assert house.row(again).before == 2
    house.step(again, "check", "2026-06-02", seen=2, conclusion="too early", months=6)
    row = house.row(again)  # 33 days, as six months are not over: from 29 March, and to 2 June
    assert (row.before, row.after, row.counted_days) == (2, 2, 33)
    house.step(again, "check", "2026-12-02", seen=3, conclusion="partly")
    row = house.row(again)  # six months each: from 1 November, and to 31 October
    assert (row.before, row.after, row.counted_days) == (4, 3, None)


@pytest.mark.requirement("JOT-15")
def test_the_effect_of_a_measure_about_a_team_counts_that_team_and_of_a_theme_every_part(house: House) -> None:
    day, night = (
        Team.objects.create(organisation=house.here, location=house.eik, name=name) for name in ("Dag", "Nacht")
    )
    for at_day in ("2026-03-15", "2026-04-20"):
        house.came_in(at_day, team=night.pk)
        house.came_in(at_day, team=day.pk)
    house.came_in("2026-05-02", team=night.pk)
    house.came_in(
        "2026-04-01", theme="food", team=night.pk, further=[["wlz", "complaint", "care"], ["wmo", "", "care"]]
    )
    about = Subject(location=house.eik.pk, team=night.pk, theme="care")
    measure = measures.take(
        house.here, origin="itself", what="Een vast gezicht.", about=about, actor=house.actor, now=at("2026-02-10")
    )
    house.step(measure, "finish", "2026-05-01", months=3)
    house.step(measure, "check", "2026-08-10", seen=2, conclusion="worked")
    row = house.row(measure)
    assert (row.before, row.after) == (3, 1), (
        "two of the night and the one with a later part about care; nothing of the day"
    )


def test_counts_per_theme_and_place_are_those_counted_by_hand(house: House) -> None:
    on_time, late, waits = (house.take("2026-01-05", due="2026-02-01") for _ in range(3))
    house.step(on_time, "finish", "2026-02-01", months=1)
    house.step(on_time, "check", "2026-03-05", seen=2, conclusion="worked")
    house.step(late, "finish", "2026-02-02")
    house.step(late, "check", "2026-03-05", seen=2, conclusion="not")
    other = house.take("2026-02-10", theme="safety", place=house.iep, due="2026-06-01")
    house.step(other, "drop", "2026-02-20")
    house.take("2025-12-31")
    assert waits
    first, today = Cut(house.here, Period.of_quarter("2026-Q1")), date(2026, 4, 1)
    with in_organisation(house.here.pk):
        assert measures.counts(first, "theme", today=today) == {
            ("care",): Tally(taken=3, done=2, late=2, worked=1, not_worked=1), ("safety",): Tally(taken=1, dropped=1),
        }  # fmt: skip
        assert measures.counts(first, today=today) == {
            (): Tally(taken=4, done=2, dropped=1, late=2, worked=1, not_worked=1)
        }
        by_place = measures.counts(first, "location_id", today=today)
        assert by_place[(house.iep.pk,)] == Tally(taken=1, dropped=1)
        assert measures.counts(first, today=today, kind=RECOMMENDATION) == {}
        assert measures.counts(Cut(house.here, Period.of_quarter("2026-Q2")), today=today) == {}


@pytest.mark.requirement("JOT-21")
def test_actions_from_a_report_are_tracked_like_measures(house: House) -> None:
    report = uuid.uuid4()
    measure = measures.take(
        house.here, origin="report", origin_id=report, what="Rooster eerder.", aim="prevent", due=date(2026, 4, 1),
        owner=Owner(house.director.pk, "director"), actor=house.actor, now=at("2026-03-02"),
    )  # fmt: skip
    row = house.row(measure)
    assert (row.origin, row.origin_id, row.owner_id, row.status) == ("report", report, house.director.pk, "open")
    assert measures_due.run(at("2026-04-02")) == 2
    with pytest.raises(ValueError):
        measures.take(house.here, origin="dossier", origin_id=report, what="x", actor=house.actor, now=at("2026-03-02"))


def test_a_citizen_service_number_is_never_kept_in_a_measure(house: House) -> None:
    with pytest.raises(ValueError, match="citizen service number"):
        measures.take(house.here, origin="meeting", what="Bel bsn 111222333.", actor=house.actor, now=at("2026-03-02"))


@pytest.mark.requirement("LOJ-10")
def test_who_does_it_is_reminded_before_on_and_after_the_day_and_then_who_handles_too(house: House) -> None:
    house.take("2026-03-02", due="2026-04-01", owner=Owner(house.director.pk, "director"))
    told: list[tuple[str, set[str]]] = []
    for day in (
        "2026-03-24",
        "2026-03-25",
        "2026-03-26",
        "2026-04-01",
        "2026-04-02",
        "2026-04-03",
        "2026-04-15",
        "2026-04-16",
    ):
        mail.outbox.clear()
        measures_due.run(at(day))
        told.append((day, {to.split("@")[0] for one in mail.outbox for to in one.to}))
    assert told == [
        ("2026-03-24", set()), ("2026-03-25", {"director"}), ("2026-03-26", set()), ("2026-04-01", {"director"}),
        ("2026-04-02", {"director", "handler"}), ("2026-04-03", set()), ("2026-04-15", set()), ("2026-04-16", {"director", "handler"}),
    ]  # fmt: skip
    [one, _] = mail.outbox
    assert "Vast overleg" not in one.subject + str(one.body)
    assert "16-04" not in str(one.body)
    assert "https://wederhoor.voorbeeld/werkplek/leren/maatregelen/?mine=1" in str(one.body)


def test_an_effect_to_look_at_comes_back_on_its_day(house: House) -> None:
    measure = house.take("2026-03-02", owner=Owner(house.director.pk, "director"))
    house.step(measure, "finish", "2026-03-02", months=1)
    assert measures_due.run(at("2026-04-01")) == 0
    assert measures_due.run(at("2026-04-02")) == 1
    assert mail.outbox[0].to == ["director@voorbeeld.test"]
    assert "Kijk nu of het heeft gewerkt" in str(mail.outbox[0].body)


def test_who_chose_the_pages_only_is_not_mailed_and_what_nobody_does_goes_to_who_handles(house: House) -> None:
    house.take("2026-03-02", due="2026-03-03")
    measures_due.run(at("2026-03-03"))
    assert [one.to for one in mail.outbox] == [["handler@voorbeeld.test"]]
    with in_organisation(house.here.pk):
        NoticeChoice.objects.create(organisation=house.here, account=house.handler, how={"measure": "app"})
    assert measures_due.run(at("2026-03-03") + timedelta(days=5)) == 0
