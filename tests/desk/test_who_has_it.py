"""Who has the dossier: the list and the duty that goes along with it give one answer, also when an assignment ends without an act."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.desk.conftest import Desk, counting, dossier_address, queries
from tests.desk.test_dossier import counted
from wederhoor.dossier import summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.handing_over import ADMINISTRATOR, end_assignment
from wederhoor.dossier.models import Assignment, Summary, Task
from wederhoor.organisations.models import Account, Membership, Organisation, Partner
from wederhoor.procedure.loading import load_for

PROGRESS = "keep informed by law"
OUTSIDE = "external officer"


@pytest.fixture
def officer(desk: Desk) -> Account:
    """Somebody of a portal that works for this provider."""
    portal = Organisation.objects.create(code="loket", name="Klachtenloket", kind=Organisation.Kind.EXTERNAL)
    Partner.objects.create(outside=portal, organisation=desk.here)
    account = Account.objects.create_user("oscar@loket.test", "Oscar Loket")
    Membership.objects.create(account=account, organisation=portal, role=OUTSIDE)
    return account


def owes(desk: Desk, number: str) -> str:
    """Who owes the progress message, by the page of the handler."""
    return next(one.holder for one in desk.open(number).duties(desk.now) if one.name == PROGRESS)


def listed(desk: Desk, number: str) -> tuple[object, set[str]]:
    """Who the lists say has it, and in whose work the duty stands as their own."""
    with in_organisation(desk.here.pk):
        tasks = Task.objects.filter(duty=PROGRESS, held=True).values_list("role", flat=True)
        return Summary.objects.get(number=number).handler_id, set(tasks)


def test_who_got_it_outside_has_it_in_list_and_duty_and_gives_it_back_when_that_ends(
    desk: Desk, officer: Account
) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    assert owes(desk, number) == "handler"
    desk.later(days=1)
    assert desk.act("director", number, "assign", role=OUTSIDE, person=officer.opaque).status_code == 302
    assert (owes(desk, number), listed(desk, number)[0]) == (OUTSIDE, officer.pk)
    desk.later(days=3)
    assert desk.act("handler", number, "tell progress", explanation="Wij wachten.").status_code == 302
    assert (owes(desk, number), listed(desk, number)[0]) == (OUTSIDE, officer.pk), (
        "who tells once does not take it over"
    )
    administrator = Actor(desk.accounts["director"].pk, ADMINISTRATOR, desk.here.pk)
    assert end_assignment(
        desk.here, officer.pk, number, OUTSIDE, actor=administrator, now=desk.now + timedelta(hours=1)
    )
    assert owes(desk, number) == "handler"
    assert listed(desk, number)[0] == desk.accounts["handler"].pk
    assert OUTSIDE not in listed(desk, number)[1]
    assert desk.act("director", number, "assign", role=OUTSIDE, person=officer.opaque).status_code == 302
    assert owes(desk, number) == OUTSIDE, "given anew"


def test_the_night_asks_once_who_still_has_them_however_many_are_held_outside(desk: Desk, officer: Account) -> None:
    numbers = [desk.receive(f"form-{nth}") for nth in range(3)]
    for number in numbers:
        desk.act("handler", number, "acknowledge")
        assert desk.act("director", number, "assign", role=OUTSIDE, person=officer.opaque).status_code == 302
    with in_organisation(desk.here.pk):
        Task.objects.all().delete()
    with counting() as asked:
        assert summaries.refresh_stale(desk.here, desk.now) == 3
    assert len([one for one in queries(asked) if 'FROM "dossier_assignment"' in one]) == 1
    assert [listed(desk, number)[1] for number in numbers] == [{OUTSIDE}] * 3, "and it stands in the work of who has it"


def test_at_the_committee_its_secretary_has_it_and_not_the_confidant_of_before() -> None:
    loj, today = load_for("loj", date(2026, 3, 2)), date(2026, 3, 20)

    def given(role: str, since: date, until: date | None = None) -> Assignment:
        return Assignment(id=uuid4(), account_id=uuid4(), role=role, since=since, until=until)

    confidant = given("confidant", date(2026, 3, 2))
    secretary, chair = given("secretary", date(2026, 3, 9)), given("chair", date(2026, 3, 9))
    assert summaries.having(loj, [confidant, chair, secretary], today) == secretary.account_id
    over = given("secretary", date(2026, 3, 9), date(2026, 3, 12))
    assert summaries.having(loj, [confidant, over], today) == confidant.account_id


def test_who_got_it_outside_opens_it_in_at_most_twelve_queries(desk: Desk, officer: Account) -> None:
    number = desk.receive()
    assert desk.act("director", number, "assign", role=OUTSIDE, person=officer.opaque).status_code == 302
    desk.accounts[OUTSIDE] = officer
    desk.get(OUTSIDE, dossier_address(number))
    with counting() as captured:
        assert desk.get(OUTSIDE, dossier_address(number)).status_code == 200
    assert len(counted(captured)) <= 12, counted(captured)
