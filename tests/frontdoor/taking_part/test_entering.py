"""Coming in: a link that works once, with a second known thing; back with a code; until a day, or revoked; every look logged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from tests.frontdoor.taking_part.conftest import House, words_of
from wederhoor.dossier import taking_part
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, TakingPart
from wederhoor.organisations.models import Account, Membership


def logged(house: House) -> list[tuple[str, str]]:
    with in_organisation(house.here.pk):
        return list(AccessLog.objects.order_by("seq").values_list("who", "action"))


def test_the_link_works_once_with_the_digits_and_gives_a_code_to_come_back_with(house: House) -> None:
    house.tell_accused()
    given = house.invite("p2")
    browser, address = Client(), f"/meedoen/link/{given.address}/"
    assert words_of(browser.get(address)).count("zes cijfers") >= 1
    assert browser.get(address).status_code == 200, "looking does not use it up"
    wrong = browser.post(address, {"said": "000000" if given.code != "000000" else "111111"})
    assert wrong.status_code == 422
    assert "Dit klopt niet" in words_of(wrong)
    taken = browser.post(address, {"said": f"{given.code[:3]} {given.code[3:]}"})
    assert "Bewaar deze code" in words_of(taken)
    assert Client().get(address).status_code == 404, "the link is used"
    assert browser.get(f"/meedoen/{house.open().id}/").status_code == 200
    way_back = taken.context["way_back"]
    other = Client()
    assert other.get(f"/meedoen/{house.open().id}/").status_code == 404
    back = other.post(f"/meedoen/terug/{house.here.pk}/", {"code": way_back.upper().replace("-", " ")})
    assert back.status_code == 302
    assert other.get(f"/meedoen/{house.open().id}/").status_code == 200
    assert browser.get(f"/meedoen/{house.open().id}/").status_code == 404, "one visit at a time"


def test_the_address_the_link_was_mailed_to_can_be_the_second_known_thing(house: House) -> None:
    house.tell_accused()
    given = house.invite("p2", second=taking_part.MAILBOX)
    address = f"/meedoen/link/{given.address}/"
    assert given.code == ""
    assert Client().post(address, {"said": "kees@voorbeeld.test"}).status_code == 422
    assert Client().post(address, {"said": "Bram@Voorbeeld.test "}).status_code == 200


def test_without_an_address_there_is_no_invitation_that_asks_for_it(house: House) -> None:
    house.tell_accused()
    dossier = house.open()
    person = replace(next(one for one in dossier.people if one.code == "p2"), contact={})
    given = taking_part.Inviting(house.now.date(), taking_part.MAILBOX, "")
    with pytest.raises(ValueError, match="geen e-mailadres"):
        taking_part.invite(dossier, person, given, actor=dossier.actor, now=house.now)


def test_coming_back_often_is_no_guessing(house: House) -> None:
    house.tell_accused()
    given, browser = house.invite("p2"), Client()
    way_back = browser.post(f"/meedoen/link/{given.address}/", {"said": given.code}).context["way_back"]
    answers = [Client().post(f"/meedoen/terug/{house.here.pk}/", {"code": way_back}).status_code for _ in range(12)]
    assert set(answers) == {302}


def test_guessing_the_digits_is_stopped(house: House) -> None:
    house.tell_accused()
    given = house.invite("p2")
    browser, codes = Client(), (f"{n:06d}" for n in range(1000) if f"{n:06d}" != given.code)
    answers = [browser.post(f"/meedoen/link/{given.address}/", {"said": next(codes)}).status_code for _ in range(12)]
    assert answers[-1] == 429
    assert browser.post(f"/meedoen/link/{given.address}/", {"said": given.code}).status_code == 429


def test_no_secret_is_kept_and_every_look_is_logged(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    visitor.get()
    visitor.get("gezegd/")
    with in_organisation(house.here.pk):
        row = TakingPart.objects.get()
    kept = b"".join(bytes(value) for value in (row.link_hash, row.second_hash, row.way_back_hash, row.session_hash))
    assert visitor.taken.context["way_back"].encode() not in kept
    lines = logged(house)
    assert ("p2", "came in") in lines
    assert lines.count(("p2", "read")) == 2


def test_a_revoked_invitation_ends_the_visit_at_once(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    way_back = visitor.taken.context["way_back"]
    taking_part.revoke(house.open(), "p2", actor=house.actor(), now=house.now)
    assert visitor.get().status_code == 404
    wrong = Client().post(f"/meedoen/terug/{house.here.pk}/", {"code": way_back})
    assert wrong.status_code == 422


def test_a_new_invitation_ends_the_one_before(house: House) -> None:
    house.tell_accused()
    old = house.invite("p2")
    visitor = house.enter("p2")
    assert Client().get(f"/meedoen/link/{old.address}/").status_code == 404
    house.invite("p2")
    assert visitor.get().status_code == 404


def test_after_its_last_day_an_invitation_is_over(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2", valid_until=house.now.date())
    assert visitor.get().status_code == 200
    house.clock.shift(24 * 3600)
    assert visitor.get().status_code == 404


def test_leaving_shows_nothing_to_who_comes_after(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    assert "Niemand ziet hier nu iets van u." in words_of(visitor.post("weg/"))
    assert visitor.get().status_code == 404


def test_an_account_that_is_somebody_in_the_dossier_has_the_same_pages(house: House) -> None:
    account = Account.objects.create_user("bram@zorg.test", "Bram Beklaagd", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=house.here, role="employee")
    from wederhoor.dossier import people

    people.link(house.open(), "p2", account.pk, actor=house.actor(), now=house.now)
    browser = Client()
    browser.force_login(account)
    assert "Hier staat nu niets voor u." in words_of(browser.get("/meedoen/")), (
        "not told yet: not even that there is one"
    )
    house.tell_accused()
    assert browser.get("/meedoen/").status_code == 302
    assert "Waar het staat" in words_of(browser.get("/meedoen/", follow=True))


def test_a_page_of_somebody_else_is_not_there(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    other = "00000000-0000-4000-8000-000000000000"
    for page in ("", "gezegd/", "stukken/", "doen/respond/", "vraag/3/"):
        assert visitor.browser.get(f"/meedoen/{other}/{page}").status_code == 404
        assert Client().get(f"{visitor.home}{page}").status_code == 404


@pytest.mark.parametrize("address", ["x", "1.x", "0.x", "999999999999.x", "1.", ".x"])
def test_a_link_that_nobody_made_gets_one_answer(house: House, address: str) -> None:
    answer = Client().get(f"/meedoen/link/{address}/")
    assert answer.status_code == 404
    assert "Deze link werkt niet" in words_of(answer)
