"""Signals of an organisation: raised once per cause, given to somebody, looked at, decided on, and quiet until there is more."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pytest_django import Settings

from tests.insight.planting import every, plant
from wederhoor.dossier import keys
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog
from wederhoor.insight import signals
from wederhoor.insight.models import Measure, Signal, SignalStep
from wederhoor.insight.signals import Changed, Decision, newest
from wederhoor.organisations.models import Account, Location, Membership, Organisation
from wederhoor.procedure.terms import AMSTERDAM

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=AMSTERDAM)
"""A Monday."""
SUNDAY = date(2026, 3, 1)
BEGIN = SUNDAY - timedelta(days=700)


@dataclass
class Place:
    """An organisation with two locations, a quality officer and a quiet past of two years."""

    here: Organisation
    oak: Location
    elm: Location
    officer: Actor

    def all(self) -> list[Signal]:
        with in_organisation(self.here.pk):
            return list(Signal.objects.order_by("raised"))

    def opened(self, now: datetime = NOW) -> tuple[Signal, list[signals.Line]]:
        found = signals.opened(self.here, self.all()[-1].id, actor=self.officer, now=now)
        assert found
        return found

    def burst(self, last: date = SUNDAY, days: int = 5) -> None:
        plant(self.here, every(days, "care", self.oak, last - timedelta(days=60), last))


@pytest.fixture
def place(db: None) -> Place:
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
    keys.organisation_key(here)
    oak, elm = (Location.objects.create(organisation=here, code=code, name=code.title()) for code in ("eik", "iep"))
    account = Account.objects.create_user("kwaliteit@voorbeeld.test", "Karin Kwaliteit", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=here, role="handler")
    quiet = [(21, "care", oak), (23, "food", oak), (19, "care", elm), (29, "food", elm)]
    plant(here, [row for days, theme, where in quiet for row in every(days, theme, where, BEGIN, SUNDAY)])
    return Place(here, oak, elm, Actor(account.pk, "handler", here.pk))


def test_a_quiet_organisation_has_no_signals(place: Place) -> None:
    assert signals.look(place.here, now=NOW) == 0


@pytest.mark.requirement("LOJ-10")
def test_a_signal_keeps_its_rule_its_figures_and_the_points_of_its_chart(place: Place) -> None:
    place.burst()
    assert signals.look(place.here, now=NOW) == 1
    (row,) = place.all()
    assert (row.theme, row.location_id, row.status) == ("care", place.oak.pk, "open")
    assert row.rule in ("cusum", "u", "g")
    assert row.figures["count"] >= 12
    assert row.figures["expected"] < row.figures["count"] / 2
    assert row.evidence_on == SUNDAY
    assert len(row.chart["counts"]) == 13
    assert sum(point[1] for point in row.chart["counts"][-3:]) >= 12


@pytest.mark.requirement("LOJ-10")
def test_a_complaint_of_several_parts_counts_under_each_of_their_themes(place: Place) -> None:
    """Twelve complaints that begin with something else each time, and of which a later part is always about care."""
    days = [day for day, _, _ in every(5, "", place.elm, SUNDAY - timedelta(days=60), SUNDAY)]
    for nth, day in enumerate(days):
        first = ("food", "information", "safety", "money")[nth % 4]
        plant(
            place.here, [(day, first, place.elm)], further=[["wlz", "complaint", "care"], ["wmo", "complaint", "care"]]
        )
    assert signals.look(place.here, now=NOW) == 1
    (row,) = place.all()
    assert (row.theme, row.location_id) == ("care", place.elm.pk)
    _, many = signals.complaints(row, actor=place.officer, now=NOW)
    assert many == row.figures["count"] >= len(days), "each of them once, whatever it began with"


@pytest.mark.requirement("IZW-21")
def test_a_compliment_stands_not_among_the_complaints_of_a_signal(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    signal, _ = place.opened()
    numbers, every_one = signals.complaints(signal, actor=place.officer, now=NOW)
    plant(place.here, [(SUNDAY - timedelta(days=1), "care", place.oak)], kind="compliment")
    assert signals.complaints(signal, actor=place.officer, now=NOW) == (numbers, every_one)
    plant(place.here, [(SUNDAY - timedelta(days=1), "care", place.oak)], kind="complaint")
    assert signals.complaints(signal, actor=place.officer, now=NOW)[1] == every_one + 1


def test_a_signal_is_not_raised_twice_while_it_is_open(place: Place) -> None:
    place.burst()
    assert [signals.look(place.here, now=NOW) for _ in range(3)] == [1, 0, 0]
    week = NOW + timedelta(days=7)
    place.burst(SUNDAY + timedelta(days=7), 3)
    assert signals.look(place.here, now=week) == 0
    (row,) = place.all()
    assert row.evidence_on == SUNDAY + timedelta(days=7)
    assert [line.step for line in place.opened(week)[1]] == ["raise", "own", "more", "look"]


def test_the_database_holds_one_open_signal_per_cause(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    (row,) = place.all()
    with in_organisation(place.here.pk), pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.bulk_create([
            Signal(organisation=place.here, theme=row.theme, location=row.location, rule="u", since=SUNDAY, raised=NOW,
                   figures={}, chart={}, evidence_on=SUNDAY)
        ])  # fmt: skip


@pytest.mark.requirement("LOJ-10")
def test_a_decision_has_its_reason_sealed_and_its_place_in_the_history(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    signals.decide(
        row, Decision("investigate", "We vragen het team op Eik."), seen=newest(lines), actor=place.officer, now=NOW
    )
    row, lines = place.opened()
    assert (row.status, row.decision, row.decided_on) == ("decided", "investigate", NOW.date())
    assert [(line.step, line.words) for line in lines][-1] == ("decide", "We vragen het team op Eik.")
    with in_organisation(place.here.pk):
        kept = [bytes(words) for words in SignalStep.objects.values_list("words", flat=True) if words]
    assert kept
    assert all(b"team" not in words for words in kept)


def test_a_decision_without_a_reason_is_refused(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    with pytest.raises(ValueError, match="with its reason"):
        signals.decide(row, Decision("no action", ""), seen=newest(lines), actor=place.officer, now=NOW)


@pytest.mark.requirement("LOJ-10")
def test_what_was_decided_stays_quiet_until_more_comes_after_it(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    signals.decide(
        row, Decision("no action", "Een verhuizing, dat is voorbij."), seen=newest(lines), actor=place.officer, now=NOW
    )
    week = NOW + timedelta(days=7)
    assert signals.look(place.here, now=week) == 0
    later = NOW + timedelta(days=70)
    place.burst((later - timedelta(days=1)).date(), 2)
    assert signals.look(place.here, now=later) == 1
    assert [one.status for one in place.all()] == ["decided", "open"]


@pytest.mark.requirement("LOJ-10")
def test_a_decision_to_measure_puts_a_measure_on_the_list(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    decision = Decision("measure", "Te weinig mensen in de avond.", "Een extra avonddienst.", due=date(2026, 5, 1))
    made = signals.decide(row, decision, seen=newest(lines), actor=place.officer, now=NOW)
    with in_organisation(place.here.pk):
        measure = Measure.objects.get(id=made)
    assert (measure.origin, measure.origin_id, measure.location_id) == ("signal", row.id, place.oak.pk)
    assert (measure.theme, measure.due) == ("care", date(2026, 5, 1))


def test_who_looked_is_kept_once_per_person(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    place.opened()
    _, lines = place.opened()
    assert [line.step for line in lines].count("look") == 1


def test_every_look_at_signals_is_in_the_log(place: Place) -> None:
    place.burst()
    signals.look_again(place.here, actor=place.officer, now=NOW)
    signals.listed(place.here, actor=place.officer, now=NOW)
    place.opened()
    with in_organisation(place.here.pk):
        assert [(line.action, line.hits) for line in AccessLog.objects.order_by("seq")] == [
            ("look for signals", 1), ("signals", 1), ("signal", None),
        ]  # fmt: skip


def test_a_new_signal_goes_to_who_handles_complaints_and_is_mailed_once_without_a_word_of_it(
    place: Place, settings: Settings, tmp_path: Path
) -> None:
    settings.MAIL_ON, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    place.burst()
    assert [signals.run(NOW), signals.run(NOW)] == [1, 0]
    (row,) = place.all()
    assert row.owner_id == place.officer.account
    (sent,) = mail.outbox
    assert sent.to == ["kwaliteit@voorbeeld.test"]
    assert "Eik" not in sent.body
    assert "care" not in sent.subject + sent.body


def test_another_organisation_sees_nothing_of_it(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    there = Organisation.objects.create(code="daar", name="Zorg Daar", regulation="jot")
    assert signals.look(there, now=NOW) == 0
    with in_organisation(there.pk):
        assert not Signal.objects.exists()
        assert not SignalStep.objects.exists()


def test_of_a_member_only_its_own_locations(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    member = Organisation.objects.create(code="lid", name="Lid", regulation="jot", parent=place.here)
    assert signals.listed(place.here, actor=place.officer, now=NOW, member=member) == []


def test_two_who_decide_at_once_make_one_measure_and_the_later_is_told(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    wanted = Decision("measure", "Te weinig mensen in de avond.", "Een extra avonddienst.")
    signals.decide(row, wanted, seen=newest(lines), actor=place.officer, now=NOW)
    with pytest.raises(Changed):
        signals.decide(row, wanted, seen=newest(lines), actor=place.officer, now=NOW)
    with pytest.raises(Changed):
        signals.give(row, None, seen=newest(lines), actor=place.officer, now=NOW)
    with in_organisation(place.here.pk):
        assert Measure.objects.count() == 1
    row, lines = place.opened()
    signals.decide(row, Decision("watch", "Toch eerst kijken."), seen=newest(lines), actor=place.officer, now=NOW)
    assert place.all()[0].decision == "watch"


def test_that_somebody_only_looked_stands_in_nobodys_way(place: Place) -> None:
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    signals.opened(place.here, row.id, actor=Actor(uuid.uuid4(), "director", place.here.pk), now=NOW)
    signals.decide(row, Decision("watch", "We kijken mee."), seen=newest(lines), actor=place.officer, now=NOW)
    assert place.all()[0].status == "decided"


def test_what_goes_wrong_at_one_organisation_keeps_no_other_waiting(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    place.burst()
    broken = Organisation.objects.create(code="aaa", name="Kapot", regulation="jot", wrapped_key=b"no key")
    with in_organisation(broken.pk):
        Signal.objects.bulk_create([
            Signal(organisation=broken, rule="u", since=date(2020, 1, 6), raised=NOW, figures={}, chart={"counts": [["x"]]},
                   evidence_on=date(2020, 1, 12)),
            Signal(organisation=broken, theme="care", rule="u", since=date(2020, 1, 6), raised=NOW, figures={}, chart={"counts": [3]},
                   evidence_on=date(2020, 1, 12)),
        ])  # fmt: skip
    assert signals.run(NOW) == 1
    assert "'aaa'" in caplog.text


def test_a_measure_on_a_signal_of_a_member_is_of_that_member(place: Place) -> None:
    member = Organisation.objects.create(code="lid", name="Lid", regulation="jot", parent=place.here)
    Location.objects.filter(pk=place.oak.pk).update(organisation=member)
    place.burst()
    signals.look(place.here, now=NOW)
    row, lines = place.opened()
    decision = Decision("measure", "Te weinig mensen in de avond.", "Een extra avonddienst.")
    made = signals.decide(row, decision, seen=newest(lines), actor=place.officer, now=NOW)
    with in_organisation(place.here.pk):
        assert Measure.objects.get(id=made).member_id == member.pk


def test_a_chart_has_the_day_of_no_complaint_and_does_not_outlive_them(place: Place) -> None:
    plant(place.here, [(day, "lost", place.elm) for day in (date(2026, 2, 25), date(2026, 2, 26), date(2026, 2, 28))])
    signals.look(place.here, now=NOW)
    [row] = place.all()
    assert (row.rule, row.since) == ("g", date(2026, 2, 23))  # the Monday of the week
    assert [value for _, value, *_ in row.chart["g"]] == [3]
    days = {point[0] for points in row.chart.values() for point in points}
    assert not days & {"2026-02-25", "2026-02-26", "2026-02-28"}
    signals.fade(place.here, now=NOW + timedelta(weeks=60))
    [row] = place.all()
    assert 0 < len(row.chart["counts"]) < 13
    assert "g" in row.chart
    signals.fade(place.here, now=NOW + timedelta(weeks=105))
    [row] = place.all()
    assert row.chart == {}
    assert row.figures["count"] == 3
