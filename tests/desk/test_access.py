"""Who gets which page of the desk: in the right role, in the wrong one, from elsewhere, without signing in, with the wrong method."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.desk.conftest import SIGN_IN, WORKLIST, Desk, act_address, dossier_address, text

NEW, LETTERS, MAIL = f"{WORKLIST}nieuw/", f"{WORKLIST}brieven/", f"{WORKLIST}mail/"


@pytest.fixture
def number(desk: Desk) -> str:
    """A complaint whose receipt was confirmed, so that there is a letter."""
    number = desk.receive()
    assert desk.act("handler", number, "acknowledge").status_code == 302
    return number


def pages(desk: Desk, number: str) -> dict[str, str]:
    """Every page about one dossier."""
    document = next(d.id for d in desk.open(number).documents if d.kind == "letter")
    address = dossier_address(number)
    return {
        "dossier": address, "act": act_address(number, "note"), "letter": f"{address}brief/confirmation/2/",
        "document": f"{address}stuk/{document}/",
    }  # fmt: skip


def test_the_handler_gets_every_page(desk: Desk, number: str) -> None:
    for address in (WORKLIST, NEW, LETTERS, *pages(desk, number).values()):
        assert desk.get("handler", address).status_code == 200, address


def test_a_dossier_is_not_there_for_who_has_no_need_to_know(desk: Desk, number: str) -> None:
    for who in ("outsider", "care professional", "confidant"):
        for name, address in pages(desk, number).items():
            assert desk.get(who, address).status_code == 404, (who, name)
        assert desk.post(who, act_address(number, "note"), note="x", expected_seq=2).status_code == 404


def test_absent_and_forbidden_are_the_same_answer(desk: Desk, number: str) -> None:
    absent = desk.get("outsider", dossier_address("K-2026-9999"))
    forbidden = desk.get("outsider", dossier_address(number))
    assert (absent.status_code, forbidden.status_code) == (404, 404)
    assert text(absent) == text(forbidden)


def test_lists_hold_nothing_of_what_one_may_not_open(desk: Desk, number: str) -> None:
    for who in ("outsider", "care professional", "confidant"):
        for address in (WORKLIST, f"{WORKLIST}?tab=all", LETTERS):
            response = desk.get(who, address)
            assert response.status_code == 200
            assert "De gang was koud" not in text(response)
            assert dossier_address(number) not in response.content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(desk: Desk, number: str) -> None:
    for address in (WORKLIST, NEW, LETTERS, MAIL, *pages(desk, number).values()):
        response = desk.get("visitor", address)
        assert (response.status_code, response.headers["Location"]) == (302, f"{SIGN_IN}?next={address}")
    response = desk.post("visitor", act_address(number, "note"), note="x", expected_seq=2)
    assert response.headers["Location"].startswith(SIGN_IN)
    assert desk.acts(number) == ["receive", "acknowledge"]


def test_an_account_without_a_role_is_nobody(desk: Desk, number: str) -> None:
    desk.accounts["handler"].memberships.update(until="2026-02-28")
    for address in (WORKLIST, dossier_address(number)):
        assert desk.get("handler", address).status_code == 302


def test_an_unknown_act_letter_or_document_is_not_there(desk: Desk, number: str) -> None:
    address = dossier_address(number)
    for rest in ("daad/onzin/", "brief/onzin/2/", "brief/confirmation/1/", f"stuk/{uuid4()}/", "stuk/geen-id/"):
        assert desk.get("handler", f"{address}{rest}").status_code == 404, rest


def test_only_who_may_receive_takes_in_a_complaint(desk: Desk) -> None:
    assert desk.get("director", NEW).status_code == 404
    assert desk.post("director", NEW, subject="x").status_code == 404
    assert NEW not in desk.get("director", WORKLIST).content.decode()


def test_the_wrong_method(desk: Desk, number: str) -> None:
    of_dossier = pages(desk, number)
    for address in (WORKLIST, LETTERS, MAIL, of_dossier["dossier"], of_dossier["document"]):
        assert desk.post("handler", address).status_code == 405, address
    for address in (f"{WORKLIST}worden/", f"{WORKLIST}afmelden/"):
        assert desk.get("handler", address).status_code == 405, address
    for address in (NEW, of_dossier["act"], of_dossier["letter"], SIGN_IN):
        assert desk.browser("handler").put(address).status_code == 405, address


def test_sign_in_and_out(desk: Desk) -> None:
    wrong = desk.post("visitor", SIGN_IN, login="handler@voorbeeld.test", password="mis")
    assert (wrong.status_code, "horen niet bij elkaar" in text(wrong)) == (422, True)
    right = {"login": "handler@voorbeeld.test", "password": "een lang wachtwoord"}
    assert desk.post("visitor", f"{SIGN_IN}?next={LETTERS}", **right).headers["Location"] == LETTERS
    assert "Hanna Behandelt" in text(desk.get("visitor", WORKLIST))
    assert desk.post("visitor", f"{WORKLIST}afmelden/").headers["Location"] == SIGN_IN
    assert desk.get("visitor", WORKLIST).status_code == 302


def test_signing_in_never_leads_to_another_site(desk: Desk) -> None:
    right = {"login": "handler@voorbeeld.test", "password": "een lang wachtwoord"}
    for place in ("https://elders.test/", "//elders.test/", "javascript:alert(1)"):
        assert desk.post("visitor", f"{SIGN_IN}?next={place}", **right).headers["Location"] == WORKLIST


def test_outside_the_demo_nobody_becomes_another_and_no_mail_is_shown(desk: Desk) -> None:
    membership = desk.accounts["director"].memberships.get()
    desk.accounts["director"].demo = True
    desk.accounts["director"].save()
    assert desk.post("visitor", f"{WORKLIST}worden/", person=membership.pk).status_code == 404
    assert desk.get("handler", MAIL).status_code == 404
    assert "demobar" not in desk.get("handler", WORKLIST).content.decode()
    assert "Dirk Bestuurt" not in text(desk.get("visitor", SIGN_IN))


def test_in_the_demo_one_becomes_its_people_only(desk: Desk, settings: Settings) -> None:
    settings.DEMO = True
    membership = desk.accounts["director"].memberships.get()
    become = f"{WORKLIST}worden/"
    assert desk.post("visitor", become, person=membership.pk).status_code == 404, "a real account in a demo"
    desk.here.demo = desk.accounts["director"].demo = True
    desk.here.save()
    desk.accounts["director"].save()
    assert "Dirk Bestuurt" in text(desk.get("visitor", SIGN_IN))
    assert "Hanna Behandelt" not in text(desk.get("visitor", SIGN_IN)), "only demo accounts are offered"
    assert desk.post("visitor", become, person="onzin").status_code == 404
    assert desk.post("visitor", become, person=membership.pk).status_code == 302
    page = desk.get("visitor", WORKLIST)
    assert "Dirk Bestuurt" in text(page)
    assert become in page.content.decode() or SIGN_IN in page.content.decode()
