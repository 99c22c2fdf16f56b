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
MOST = 12
OUTSIDE = {
    "the session": 'FROM "organisations_session"',
    "who it is, and what they look after": '"organisations_administrator"',
    "the fence around their own assignments": "set_config('app.organisation', ''",
    "for whom they work": 'SELECT DISTINCT ON ("dossier_assignment"',
    "the fence around the dossier": "set_config('app.organisation', ''",
    "the dossier, with what happened and how they stand towards it": '"dossier_why"',
    "its people": 'FROM "dossier_person"',
    "its keys and texts": '"dossier_sealedtext"',
    "its documents": 'FROM "dossier_document"',
    "what they began to write": 'FROM "dossier_draft"',
    "the bell": 'FROM "dossier_notice"',
    "the line in the log": "INSERT INTO dossier_accesslog",
    "that line on disk": ON_DISK,
    "which roles they could take instead": '"organisations_absence"',
}
"""Everything that is asked for somebody from outside, in this order, with words of its SQL."""


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


def test_a_dossier_takes_at_most_twelve_questions_and_from_outside_the_fourteen_that_are_named(committed: Desk) -> None:
    """The handler, the board, a colleague who said why and who stands in for the handler; somebody from outside by name.

    Who is let in by what is read along stands in ``tests/dossier/test_footing.py``.
    """
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
    found = asked(desk, "pool", number)
    assert len(found) == len(OUTSIDE), found
    for (what, words), sql in zip(OUTSIDE.items(), found, strict=True):
        assert words in sql, (what, sql)


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
