"""How much the page of a dossier asks of the database as it is really asked: committed, with session, fence, log and disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.desk.conftest import Desk, counting, dossier_address
from tests.desk.test_dossier import worked_on
from tests.desk.test_roles_taken import give, pool
from wederhoor.dossier.fence import ON_DISK, in_organisation
from wederhoor.dossier.models import Dossier, Summary
from wederhoor.organisations.models import Absence, Account, Membership, Organisation

__all__ = ["pool"]
MOST, MOST_OUTSIDE = 12, 14


@pytest.fixture
def committed(transactional_db: None, pool: Desk) -> Iterator[Desk]:
    """The cast with somebody from outside, really committed."""
    yield pool
    connection.close()


def another(desk: Desk, code: str, role: str, place: Organisation) -> Account:
    account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Iemand {code}", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=place, role=role)
    desk.accounts[code] = account
    return account


def asked(desk: Desk, who: str, number: str) -> list[str]:
    """What the second look asks; only BEGIN and COMMIT are no questions."""
    address = dossier_address(number)
    assert desk.get(who, address).status_code == 200, who
    with counting() as captured:
        assert desk.get(who, address).status_code == 200
    found = [query["sql"] for query in captured if not query["sql"].startswith(("BEGIN", "COMMIT"))]
    assert ON_DISK in found, "and its line in the log is on disk before the page is shown"
    assert any("INSERT INTO dossier_accesslog" in one for one in found)
    return found


def test_a_dossier_takes_at_most_twelve_questions_whoever_opens_it(committed: Desk) -> None:
    """The handler, the board, a colleague who said why, who stands in for the handler, and somebody from outside."""
    desk, number = committed, worked_on(committed)
    for code in ("colleague", "substitute"):
        another(desk, code, "handler", desk.here)
    assert desk.get("colleague", dossier_address(number)).status_code == 302, "a colleague says why"
    desk.post("colleague", f"{dossier_address(number)}waarom/", reason="asked")
    today = desk.now.date()
    Absence.objects.create(
        account=desk.accounts["handler"], substitute=desk.accounts["substitute"], since=today, until=today
    )
    give(desk, number)
    for who in ("handler", "director", "colleague", "substitute"):
        found = asked(desk, who, number)
        assert len(found) <= MOST, (who, found)
    assert len(asked(desk, "pool", number)) <= MOST_OUTSIDE, "with for whom they work, which is asked at each look"


def test_a_member_of_a_cooperative_asks_no_more(committed: Desk) -> None:
    desk = committed
    member = Organisation.objects.create(code="lid", name="Lid", regulation="jot", parent=desk.here)
    another(desk, "member", "director", member)
    number = desk.receive("lid")
    with in_organisation(desk.here.pk):
        Dossier.objects.filter(number=number).update(member=member)
        Summary.objects.filter(number=number).update(member=member)
    found = asked(desk, "member", number)
    assert len(found) <= MOST, found
