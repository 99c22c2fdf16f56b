"""What acts of a dossier bring about comes on the organisation's list by itself, moves with the dossier, and outlives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from wederhoor.dossier import destruction, door, keys, regulations, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.door import NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, MeasureLink
from wederhoor.insight import gathering, measure_lists, measures, measures_due, sealed
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.measure_lists import Filters, Viewer
from wederhoor.insight.models import Measure, MeasureStep
from wederhoor.organisations.models import Account, Location, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import fold
from wederhoor.procedure.terms import AMSTERDAM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)
TODAY = date(2026, 3, 2)


class Place:
    """A provider with an account per role, and the shortest way to do an act in a complaint there."""

    def __init__(self, regulation: str, *roles: str) -> None:
        self.here = Organisation.objects.create(code=regulation, name="Zorg Hier", regulation=regulation)
        keys.organisation_key(self.here)
        self.location = Location.objects.create(organisation=self.here, code="eik", name="De Eik")
        self.accounts = {
            role: Account.objects.create_user(f"{role.replace(' ', '')}@voorbeeld.test", f"Naam {role}")
            for role in roles
        }
        for role, account in self.accounts.items():
            Membership.objects.create(account=account, organisation=self.here, role=role)

    def actor(self, role: str) -> Actor:
        return Actor(self.accounts[role].pk, role, self.here.pk)

    def receive(self, **values: str) -> str:
        command = Command(
            "receive",
            "complainant",
            {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"} | values,
        )
        received = door.receive(
            self.here, command, texts={"complaint": "Het ging niet goed."}, people=[NewPerson("complainant", "Kees Kanarie", "client")],
            subject="De gang", actor=door.visitor(self.here.pk), now=NOW, submitted_key=str(values), location=self.location,
        )  # fmt: skip
        assert isinstance(received, door.Received)
        return received.number

    def do(
        self, number: str, act: str, role: str, later: int = 0, texts: dict[str, str] | None = None, **values: str
    ) -> door.Outcome:
        now, actor = NOW + timedelta(days=later, seconds=1), self.actor(role)
        with in_organisation(self.here.pk):
            row = Dossier.objects.get(organisation=self.here, number=number)
        named = {name.replace("_", " "): value for name, value in values.items()}
        dossier = door.open_dossier(self.here, number, actor=actor, action="read", now=now)
        done = door.perform(
            dossier, Command(act, role, named), texts=texts or {}, actor=actor, now=now, expected_seq=dossier.seq
        )
        assert done.refusal is None, (done.refusal, row)
        return done

    def rows(self) -> list[Measure]:
        with in_organisation(self.here.pk):
            return list(
                Measure.objects.filter(organisation=self.here).select_related("organisation").order_by("made_on", "id")
            )

    def words(self, row: Measure) -> str:
        return sealed.text(self.here, row.what, measures.record(row.id), "what")

    def history(self, row: Measure) -> list[str]:
        with in_organisation(self.here.pk):
            mine = MeasureStep.objects.filter(organisation=self.here, measure=row.id).order_by("seq")
            return list(mine.values_list("step", flat=True))


@pytest.fixture
def jot() -> Place:
    return Place("jot", "handler", "director", "confidant")


def measured(place: Place, what: str) -> str:
    number = place.receive(theme="care")
    place.do(number, "analyse cause", "handler", texts={"cause": "Te weinig tijd."})
    place.do(
        number, "take measure", "handler", texts={"measure": what}, aim="prevent", owner=place.accounts["director"].opaque,
        ready_by="2026-04-01",
    )  # fmt: skip
    return number


@pytest.mark.requirement("JOT-15")
def test_a_measure_taken_in_a_dossier_stands_on_the_list_with_its_aim_owner_and_day(jot: Place) -> None:
    measured(jot, "Elke week een vast overleg.")
    assert gathering.gather(jot.here, NOW) == 1
    [row] = jot.rows()
    assert (row.kind, row.origin, row.aim, row.owner_id, row.due) == (
        "measure", "dossier", "prevent", jot.accounts["director"].pk, date(2026, 4, 1),
    )  # fmt: skip
    assert (row.theme, row.location_id, row.status) == ("care", jot.location.pk, "open")
    assert jot.words(row) == "Elke week een vast overleg."
    assert gathering.gather(jot.here, NOW) == 0
    assert len(jot.rows()) == 1


def test_words_that_name_somebody_stay_in_the_dossier_and_the_list_asks_for_others(jot: Place) -> None:
    measured(jot, "Kees krijgt elke week een gesprek.")
    gathering.gather(jot.here, NOW)
    [row] = jot.rows()
    assert jot.words(row) == ""
    viewer = Viewer(jot.here, regulations.pinned(regulations.in_force(jot.here, TODAY)), jot.actor("handler"))
    assert measure_lists.counted(viewer, Filters(), TODAY)["bare"] == 1


@pytest.mark.requirement("JOT-15")
def test_its_result_in_the_dossier_is_its_result_on_the_list(jot: Place) -> None:
    number = measured(jot, "Elke week een vast overleg.")
    jot.do(number, "record measure result", "handler", later=40, texts={"result": "Er is meer rust."}, effect="yes")
    gathering.gather(jot.here, NOW + timedelta(days=41))
    [row] = jot.rows()
    assert (row.status, row.done_on, row.conclusion) == ("done", date(2026, 4, 11), "worked")
    assert jot.history(row) == ["take", "finish", "check"]


def test_of_two_measures_nobody_can_know_whose_result_it_is(jot: Place) -> None:
    number = measured(jot, "Elke week een vast overleg.")
    jot.do(number, "take measure", "handler", texts={"measure": "Een folder."}, aim="limit", ready_by="2026-04-01")
    jot.do(number, "record measure result", "handler", later=9, texts={"result": "Goed."}, effect="yes")
    gathering.gather(jot.here, NOW + timedelta(days=41))
    assert [(row.status, jot.history(row)) for row in jot.rows()] == [("open", ["take", "result told"])] * 2


def test_the_measure_outlives_its_dossier_without_a_way_back(jot: Place) -> None:
    number = measured(jot, "Elke week een vast overleg.")
    gathering.gather(jot.here, NOW)
    with in_organisation(jot.here.pk):
        dossier = Dossier.objects.get(organisation=jot.here, number=number)
        assert MeasureLink.objects.filter(organisation=jot.here).count() == 1
        known = {dossier.id, dossier.id.hex, number}
        [row] = Measure.objects.filter(organisation=jot.here).values()
        lines = list(MeasureStep.objects.filter(organisation=jot.here).values())
        assert not {str(value) for line in (row, *lines) for value in line.values()} & {str(one) for one in known}
        destruction.bury(dossier, None, TODAY, jot.actor("handler"), NOW)
    with in_organisation(jot.here.pk):
        assert not MeasureLink.objects.filter(organisation=jot.here).exists()
    assert [jot.words(one) for one in jot.rows()] == ["Elke week een vast overleg."]


@pytest.fixture
def loj() -> Place:
    return Place("loj", "board", "chair", "committee", "secretary", "confidant", "officer")


@pytest.mark.requirement("LOJ-10")
def test_a_recommendation_is_followed_from_the_dossier_to_its_decision_and_to_being_done(loj: Place) -> None:
    number = loj.receive(door="committee", channel="letter")
    give(loj, number, "committee", "chair")
    loj.do(
        number, "recommend", "committee", texts={"recommendation": "Maak de roosters eerder bekend."}, asked="unasked"
    )
    gathering.gather(loj.here, NOW)
    [row] = loj.rows()
    assert (row.kind, row.asked, row.status, row.role) == ("recommendation", False, "open", "board")
    assert (row.due, row.remind_on) == (None, date(2026, 4, 13))  # LOJ gives no term: that day is our own
    assert measures_due.stage(row, date(2026, 4, 12)) == ("", 0)
    assert measures_due.stage(row, date(2026, 4, 28)) == ("answer", 1)
    with in_organisation(loj.here.pk):
        period = Period(date(2026, 1, 1), date(2026, 12, 31))
        [tally] = measures.counts(Cut(loj.here, period), today=date(2026, 12, 31), kind="recommendation").values()
    assert (tally.taken, tally.late) == (1, 0)
    loj.do(number, "answer recommendation", "board", later=5, texts={"reasons": "Dat is te duur."}, answer="rejected")
    gathering.gather(loj.here, NOW)
    [row] = loj.rows()
    assert (row.status, row.decided_on) == ("rejected", date(2026, 3, 7))
    assert sealed.text(loj.here, row.reason, measures.record(row.id), "reason") == "Dat is te duur."
    loj.do(number, "urge", "chair", later=30, texts={"words": "Wij vragen het nog een keer."})
    loj.do(number, "answer recommendation", "board", later=35, texts={"reasons": "Het kan toch."}, answer="accepted")
    loj.do(number, "carry out recommendation", "board", later=60, texts={"what": "Roosters staan er een maand eerder."})
    gathering.gather(loj.here, NOW)
    [row] = loj.rows()
    assert (row.status, row.done_on) == ("done", date(2026, 5, 1))
    assert loj.history(row) == ["recommend", "answer", "urge", "answer", "carry out"]


def test_where_the_regulation_gives_a_term_for_the_answer_that_is_its_day(loj: Place) -> None:
    number = loj.receive(door="committee", channel="letter")
    give(loj, number, "committee", "chair")
    loj.do(number, "recommend", "committee", texts={"recommendation": "Roosters eerder."}, asked="unasked")
    with in_organisation(loj.here.pk):
        dossier = Dossier.objects.get(organisation=loj.here, number=number)
        state = summaries.state_of(dossier)
    event, text = state.events[-1], state.regulation
    said = gathering.Told(dossier, state, event, text.acts["recommend"].tracks, "", clean=True)  # type: ignore[arg-type]
    assert gathering.answer_due(said) is None
    name = next(name for name, duty in text.duties.items() if "recommendation accepted" in duty.met_by)
    duty = text.duties[name].model_copy(update={"within": "2 weeks"})
    stricter = text.model_copy(update={"duties": {**text.duties, name: duty}})
    assert gathering.answer_due(replace(said, state=fold(stricter, state.events))) == date(2026, 3, 16)


def give(place: Place, number: str, *roles: str) -> None:
    """The dossier is given to these roles, by who may."""
    actor = place.actor("secretary")
    for role in roles:
        dossier = door.open_dossier(place.here, number, actor=actor, action="read", now=NOW)
        door.assign(dossier, place.accounts[role].pk, role, actor=actor, now=NOW)
