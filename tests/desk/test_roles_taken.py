"""Taking one of several roles at the desk, and working from outside the organisation."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from tests.desk.conftest import SIGN_IN, WORKLIST, Desk, act_address, dossier_address, text
from wederhoor.dossier import door
from wederhoor.organisations.models import Account, Membership, Organisation

TAKE = f"{WORKLIST}rol/"


def seat(desk: Desk, who: str, role: str, tenant: Organisation) -> str:
    return f"{Membership.objects.get(account=desk.accounts[who], role=role).pk}-{tenant.pk}"


def test_who_holds_two_roles_chooses_one_and_keeps_it(desk: Desk) -> None:
    Membership.objects.create(account=desk.accounts["handler"], organisation=desk.here, role="confidant")
    assert "Uw rollen" in text(desk.get("handler", WORKLIST))
    chosen = seat(desk, "handler", "confidant", desk.here)
    assert desk.post("handler", TAKE, seat=chosen).headers["Location"] == WORKLIST
    for _ in range(2):
        assert f'value="{chosen}" aria-current="true"' in desk.get("handler", WORKLIST).content.decode()
    number = desk.receive()
    assert desk.get("handler", dossier_address(number)).status_code == 404, "a confidant opens only what is assigned"


def test_who_holds_one_role_has_nothing_to_choose(desk: Desk) -> None:
    assert "Uw rollen" not in text(desk.get("handler", WORKLIST))


def test_nobody_takes_a_role_of_somebody_else(desk: Desk) -> None:
    for who in ("handler", "visitor"):
        assert desk.post(who, TAKE, seat=seat(desk, "director", "director", desk.here)).status_code == 404
    assert desk.post("handler", TAKE, seat="onzin").status_code == 404
    assert desk.get("handler", TAKE).status_code == 405


@pytest.fixture
def pool(desk: Desk) -> Desk:
    """A mediator of an outside organisation, whom two providers give something."""
    outside = Organisation.objects.create(code="pool", name="Bemiddelaars", kind="external")
    account = Account.objects.create_user("pool@voorbeeld.test", "Polly Pool", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=outside, role="external officer")
    desk.accounts["pool"] = account
    return desk


def give(desk: Desk, number: str) -> None:
    handler = door.Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    door.assign(desk.open(number), desk.accounts["pool"].pk, "external officer", actor=handler, now=desk.now)


def test_an_outsider_sees_what_is_assigned_and_nothing_else(pool: Desk) -> None:
    first, other = pool.receive("one"), pool.receive("two")
    give(pool, first)
    page = pool.get("pool", WORKLIST)
    assert (page.status_code, first in text(page), other in text(page)) == (200, True, False)
    assert pool.get("pool", dossier_address(first)).status_code == 200
    assert pool.get("pool", dossier_address(other)).status_code == 404
    assert pool.get("pool", act_address(other, "note")).status_code == 404
    assert first in text(pool.get("pool", f"{WORKLIST}?q={first}"))
    assert pool.get("pool", f"{WORKLIST}brieven/").status_code == 200


def test_an_outsider_chooses_for_which_organisation_to_work(pool: Desk) -> None:
    give(pool, pool.receive("here"))
    here, pool.here, pool.elsewhere = pool.here, pool.elsewhere, pool.here
    pool.accounts["handler"], kept = pool.accounts["outsider"], pool.accounts["handler"]
    give(pool, pool.receive("there"))
    pool.here, pool.accounts["handler"] = here, kept
    page: HttpResponse = pool.get("pool", WORKLIST)
    assert "Zorg Hier" in text(page)
    assert "Zorg Daar" in text(page)
    chosen = seat(pool, "pool", "external officer", Organisation.objects.get(code="daar"))
    assert pool.post("pool", TAKE, seat=chosen).status_code == 302
    assert f'value="{chosen}" aria-current="true"' in pool.get("pool", WORKLIST).content.decode()


def test_an_outsider_without_a_dossier_is_told_so(pool: Desk) -> None:
    page = pool.get("pool", WORKLIST)
    assert (page.status_code, "U hebt nu geen dossiers" in text(page)) == (200, True)
    assert SIGN_IN not in page.headers.get("Location", "")
