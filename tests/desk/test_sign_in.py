"""Signing in: a second factor where a role asks it, guessing that stops, passwords that are forgotten, sessions one can end."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests.desk.conftest import SIGN_IN, WORKLIST, Desk, text
from wederhoor.organisations import sessions
from wederhoor.organisations.models import Attempts, Session

ADDRESS, PASSWORD = "handler@voorbeeld.test", "een lang wachtwoord"
ACCOUNT = f"{WORKLIST}account/"
RIGHT = {"login": ADDRESS, "password": PASSWORD}


def code(secret: str) -> str:
    """What an app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_app(desk: Desk) -> str:
    """The handler has set up an app; its secret."""
    account, secret = desk.accounts["handler"], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(account, secret)
    return secret


def test_with_an_app_a_password_alone_does_not_sign_in(desk: Desk) -> None:
    secret = with_app(desk)
    answer = desk.post("visitor", SIGN_IN, **RIGHT)
    assert answer.headers["Location"] == f"{ACCOUNT}code/"
    assert desk.get("visitor", WORKLIST).status_code == 302, "not signed in yet"
    page = desk.get("visitor", f"{ACCOUNT}code/")
    assert "Vul de code uit uw app in" in text(page)
    assert desk.post("visitor", f"{ACCOUNT}code/", code="000000").status_code == 200
    assert desk.post("visitor", f"{ACCOUNT}code/", code=code(secret)).headers["Location"] == WORKLIST
    assert "Hanna Behandelt" in text(desk.get("visitor", WORKLIST))


def test_the_secret_of_the_app_is_sealed_in_the_database(desk: Desk) -> None:
    secret = with_app(desk)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_an_app_is_set_up_with_the_password_asked_again(desk: Desk) -> None:
    desk.post("visitor", SIGN_IN, **RIGHT)
    desk.clock.shift(timedelta(minutes=10))
    asked = desk.get("visitor", f"{ACCOUNT}app/")
    assert asked.headers["Location"].startswith(f"{ACCOUNT}nogmaals/")
    assert desk.post("visitor", asked.headers["Location"], password=PASSWORD).status_code == 302
    page = desk.get("visitor", f"{ACCOUNT}app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret
    assert desk.post("visitor", f"{ACCOUNT}app/", code=code(secret[1])).status_code == 302
    assert Authenticator.objects.filter(user=desk.accounts["handler"], type="totp").exists()
    codes = text(desk.get("visitor", f"{ACCOUNT}herstelcodes/"))
    assert "Nog 10 van 10 codes over" in codes


def test_a_recovery_code_works_once(desk: Desk) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    with_app(desk)
    used = RecoveryCodes.activate(desk.accounts["handler"]).get_unused_codes()[0]
    for worked in (True, False):
        client = Client()
        client.post(SIGN_IN, RIGHT)
        assert (client.post(f"{ACCOUNT}code/", {"code": used}).status_code == 302) is worked


def test_a_role_that_needs_a_second_factor_is_led_to_it_before_anything_else(desk: Desk) -> None:
    desk.here.second_factor = ["handler"]
    desk.here.save()
    number = desk.receive()
    for address in (WORKLIST, f"{WORKLIST}dossiers/{number}/", f"{WORKLIST}nieuw/"):
        assert desk.get("handler", address).headers["Location"] == f"{ACCOUNT}tweede/", address
    assert "Stel die eerst in" in text(desk.get("handler", ACCOUNT))
    assert desk.get("director", WORKLIST).status_code == 200, "another role does not need it"
    with_app(desk)
    assert desk.get("handler", WORKLIST).status_code == 200


def test_the_last_factor_cannot_be_removed_where_the_role_needs_it(desk: Desk) -> None:
    with_app(desk)
    desk.here.second_factor = ["handler"]
    desk.here.save()
    desk.post("visitor", SIGN_IN, **RIGHT)
    desk.post("visitor", f"{ACCOUNT}code/", code=code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))
    desk.post("visitor", f"{ACCOUNT}app/weg/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_guessing_stops_and_the_answer_is_the_same_for_an_address_that_is_not_there(desk: Desk) -> None:
    for address in (ADDRESS, "niemand@voorbeeld.test"):
        answers = [desk.post("visitor", SIGN_IN, login=address, password=f"mis {n}") for n in range(12)]
        assert [answer.status_code for answer in answers] == [422] * 10 + [429] * 2, address
    known, unknown = (
        Client().post(SIGN_IN, {"login": who, "password": "mis"}) for who in (ADDRESS, "x@voorbeeld.test")
    )
    assert (known.status_code, unknown.status_code) == (429, 422)
    assert desk.post("visitor", SIGN_IN, **RIGHT).status_code == 429, "not even with the right password"
    desk.clock.shift(timedelta(minutes=16))
    assert desk.post("visitor", SIGN_IN, **RIGHT).status_code == 302


def test_guessing_a_code_stops(desk: Desk) -> None:
    secret = with_app(desk)
    desk.post("visitor", SIGN_IN, **RIGHT)
    answers = [desk.post("visitor", f"{ACCOUNT}code/", code="000000").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    assert desk.post("visitor", f"{ACCOUNT}code/", code=code(secret)).status_code == 429


def test_one_place_does_not_guess_at_many_addresses(desk: Desk) -> None:
    answers = [
        desk.post("visitor", SIGN_IN, login=f"x{n}@voorbeeld.test", password="mis").status_code for n in range(61)
    ]
    assert (answers[-2], answers[-1]) == (422, 429)


def test_nobody_can_be_read_from_the_counter(desk: Desk) -> None:
    desk.post("visitor", SIGN_IN, login=ADDRESS, password="mis")
    rows = list(Attempts.objects.all())
    assert rows
    assert not any(word in bytes(row.key) for row in rows for word in (b"handler", b"127.0"))


def test_a_forgotten_password_is_reset_by_mail_once(desk: Desk, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told = {
        text(desk.browser("visitor").post(f"{ACCOUNT}vergeten/", {"email": who}, follow=True))
        for who in (ADDRESS, "x@y.test")
    }  # type: ignore[arg-type]  # the client's own response adds to it
    assert len(told) == 1, "the same page whether the address is known or not"
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    new = "een heel nieuw wachtwoord"
    visitor = desk.browser("visitor")
    form = visitor.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    assert visitor.post(address, {"password1": new, "password2": new}).status_code == 302
    assert visitor.post(SIGN_IN, {"login": ADDRESS, "password": new}).status_code == 302
    again = Client().get(link[1], follow=True)
    assert "Deze link werkt niet (meer)" in again.content.decode()


def test_one_sees_ones_own_sessions_and_ends_the_others(desk: Desk) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0"})
    other.post(SIGN_IN, RIGHT)
    desk.post("visitor", SIGN_IN, **RIGHT)
    assert "Firefox, Windows" in text(desk.get("visitor", ACCOUNT))
    assert desk.post("visitor", f"{ACCOUNT}sessies/beeindigen/").status_code == 302
    assert other.get(WORKLIST).status_code == 302
    assert desk.get("visitor", WORKLIST).status_code == 200
    assert Session.objects.filter(account=desk.accounts["handler"].pk).count() == 1


def test_sessions_of_somebody_else_stay(desk: Desk) -> None:
    desk.browser("director")
    desk.post("handler", f"{ACCOUNT}sessies/beeindigen/")
    assert desk.get("director", WORKLIST).status_code == 200
    assert sessions.end(desk.accounts["director"].pk) == 1
    assert desk.get("director", WORKLIST).status_code == 302


@pytest.mark.parametrize("place", ["account/nieuw/", "account/wachtwoord/zetten/"])
def test_nobody_makes_an_account_of_their_own(desk: Desk, place: str) -> None:
    assert desk.get("visitor", f"{WORKLIST}{place}").status_code == 404


def test_pages_of_ones_account_are_for_who_is_signed_in(desk: Desk) -> None:
    for place in ("", "tweede/", "app/", "sleutels/", "wachtwoord/"):
        answer = desk.get("visitor", f"{ACCOUNT}{place}")
        assert (answer.status_code, answer.headers["Location"].startswith(SIGN_IN)) == (302, True), place
        assert desk.get("handler", f"{ACCOUNT}{place}").status_code in (200, 302), place
    assert desk.post("handler", ACCOUNT).status_code == 405
    assert desk.get("handler", f"{ACCOUNT}sessies/beeindigen/").status_code == 405


def test_the_label_of_a_field_is_not_said_again_inside_it(desk: Desk) -> None:
    for place in ("wachtwoord/", "vergeten/"):
        page = desk.get("visitor" if place == "vergeten/" else "handler", f"{ACCOUNT}{place}").content.decode()
        inner = page.split("<main", 1)[1]
        assert "<input" in inner
        assert "placeholder" not in inner, place


def test_a_page_that_is_not_there_leads_a_worker_back_to_the_desk_and_others_to_the_first_page(desk: Desk) -> None:
    at_work = desk.get("handler", f"{WORKLIST}dossiers/K-1999-0001/")
    assert (at_work.status_code, f'href="{WORKLIST}"' in at_work.content.decode()) == (404, True)
    outside = desk.get("visitor", "/bestaat-niet/")
    assert (outside.status_code, 'class="ds-button" href="/"' in outside.content.decode()) == (404, True)


def test_a_field_left_empty_says_what_to_do(desk: Desk) -> None:
    page = desk.post("handler", f"{ACCOUNT}afwezig/")
    assert page.status_code == 422
    assert "Vul dit in." in page.content.decode()
    assert "Maak een keuze." in page.content.decode()


def test_the_pages_need_no_inline_script(desk: Desk) -> None:
    page = desk.get("visitor", SIGN_IN)
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page.content.decode())
    assert Path("src/wederhoor/site/templates/mfa").is_dir()
