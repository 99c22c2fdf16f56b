"""Beheer: privacy officers, a lost second factor, and the mailboxes; for who runs the place and for nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, text
from wederhoor.correspondence.inbox import collecting
from wederhoor.dossier import overseeing, post, search_keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, SearchKey
from wederhoor.organisations.models import Administrator, Membership, Organisation, Session

PRIVACY, MAIL = f"{WORKLIST}beheer/privacy/", f"{WORKLIST}beheer/mail/"
BOX = {
    "do": "add",
    "scheme": "imaps",
    "host": "mail.voorbeeld.test",
    "user": "klacht@hier",
    "password": "p@s/s",
    "folder": "INBOX",
}


@pytest.fixture
def place(desk: Desk, settings: Settings) -> Desk:
    """The director runs the place."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_ON = True
    Administrator.objects.create(account=desk.accounts["director"], organisation=desk.here)
    return desk


def logged(desk: Desk) -> list[str]:
    with in_organisation(desk.here.pk):
        return list(AccessLog.objects.filter(role="administrator").order_by("seq").values_list("action", flat=True))


def factor(desk: Desk, who: str) -> str:
    return f"{WORKLIST}beheer/mensen/{desk.accounts[who].pk}/tweede-stap/"


def oversees(desk: Desk, who: str) -> bool:
    return overseeing.oversees(desk.here, desk.accounts[who].pk, desk.now.date())


def test_an_administrator_appoints_a_privacy_officer_and_ends_it_and_the_log_says_so(place: Desk) -> None:
    handler = place.accounts["handler"]
    assert place.post("director", PRIVACY, account=handler.pk, since="2026-03-02").status_code == 302
    assert oversees(place, "handler")
    assert "Hanna Behandelt" in text(place.get("director", PRIVACY))
    assert place.get("handler", f"{WORKLIST}zorgvuldigheid/logboek/").status_code == 200
    assert "Privacyfunctionaris aangewezen" in text(place.get("handler", f"{WORKLIST}zorgvuldigheid/logboek/"))
    assert place.post("director", PRIVACY, end=handler.pk).status_code == 302
    assert not oversees(place, "handler")
    assert place.get("handler", f"{WORKLIST}zorgvuldigheid/logboek/").status_code == 404
    assert logged(place) == ["appoint privacy officer", "end privacy officer"]


@pytest.mark.parametrize(
    "wrong", [{"account": ""}, {"since": ""}, {"since": "2026-04-02", "until": "2026-04-01"}, {"account": "outsider"}]
)
def test_what_is_not_right_is_asked_again(place: Desk, wrong: dict[str, str]) -> None:
    given: dict[str, Any] = {"account": place.accounts["handler"].pk, "since": "2026-03-02"} | wrong
    if given["account"] == "outsider":
        given["account"] = place.accounts["outsider"].pk
    assert place.post("director", PRIVACY, **given).status_code == 422
    assert logged(place) == []


def test_nobody_else_appoints_or_takes_a_factor_away(place: Desk) -> None:
    for who in ("handler", "outsider"):
        for address in (PRIVACY, factor(place, "confidant"), MAIL):
            assert place.get(who, address).status_code == 404
            assert (
                place.post(who, address, account=place.accounts[who].pk, since="2026-03-02", **BOX).status_code == 404
            )
    assert not oversees(place, "handler")
    assert post.mailboxes(place.here) == []


def test_a_lost_second_factor_is_taken_away_after_asking_and_the_person_hears_of_it(place: Desk) -> None:
    handler = place.accounts["handler"]
    TOTP.activate(handler, "JBSWY3DPEHPK3PXP")
    place.get("handler", WORKLIST)
    assert Session.objects.filter(account=handler.pk).exists()
    person = place.get("director", f"{WORKLIST}beheer/mensen/{handler.pk}/")
    assert factor(place, "handler") in person.content.decode()
    assert "Weet u zeker" in text(place.get("director", factor(place, "handler")))
    assert handler.authenticator_set.exists(), "looking takes nothing away"
    assert place.post("director", factor(place, "handler")).status_code == 302
    assert not handler.authenticator_set.exists()
    assert not Session.objects.filter(account=handler.pk).exists()
    assert logged(place) == ["reset second factor"]
    (told,) = mail.outbox
    assert told.to == [handler.email]
    assert "Hebt u hier niet om gevraagd?" in str(told.body)


def test_a_factor_that_also_guards_another_organisation_is_not_taken_away_here(place: Desk) -> None:
    handler = place.accounts["handler"]
    TOTP.activate(handler, "JBSWY3DPEHPK3PXP")
    Membership.objects.create(account=handler, organisation=place.elsewhere, role="handler")
    assert place.post("director", factor(place, "handler")).status_code == 409
    assert handler.authenticator_set.exists()


def test_neither_ones_own_nor_one_that_is_not_there(place: Desk) -> None:
    TOTP.activate(place.accounts["director"], "JBSWY3DPEHPK3PXP")
    assert place.post("director", factor(place, "director")).status_code == 409
    assert place.post("director", factor(place, "handler")).status_code == 409
    assert place.get("director", factor(place, "outsider")).status_code == 404


def test_a_mailbox_is_added_and_its_address_never_shown_again(place: Desk) -> None:
    assert place.post("director", MAIL, **BOX).status_code == 302
    ((_, address),) = post.mailboxes(place.here)
    assert address == "imaps://klacht%40hier:p%40s%2Fs@mail.voorbeeld.test/INBOX"
    page = place.get("director", MAIL).content.decode()
    assert "Postbus 1" in page
    assert not [word for word in ("mail.voorbeeld.test", "klacht@hier", "klacht%40hier", "p@s/s") if word in page]
    assert logged(place) == ["add mailbox"]


@pytest.mark.parametrize("wrong", [{"host": "x@y/z"}, {"scheme": "imap"}, {"password": ""}, {"scheme": "/etc"}])
def test_no_open_line_and_no_folder_of_the_server(place: Desk, wrong: dict[str, str]) -> None:
    assert place.post("director", MAIL, **(BOX | wrong)).status_code == 422
    assert post.mailboxes(place.here) == []


def test_looking_now_says_what_came_and_what_went_wrong(place: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    place.post("director", MAIL, **BOX)

    def collect(organisations: list[Organisation], *, now: datetime) -> int:
        ((box, _),) = post.mailboxes(organisations[0])
        post.looked(box, cursor="", problem="De mailserver is niet bereikbaar.", now=now)
        return 0

    monkeypatch.setattr(collecting, "collect", collect)
    assert place.post("director", MAIL, do="look").status_code == 302
    page = text(place.get("director", MAIL))
    assert page.count("De mailserver is niet bereikbaar.") == 2, "said at once, and shown beside the mailbox"
    assert "laatst gekeken" in page


def test_a_mailbox_is_taken_away(place: Desk) -> None:
    place.post("director", MAIL, **BOX)
    ((box, _),) = post.mailboxes(place.here)
    assert place.post("director", MAIL, do=f"remove {box.id.hex[::-1]}").status_code == 404
    assert place.post("director", MAIL, do=f"remove {box.id.hex}").status_code == 302
    assert post.mailboxes(place.here) == []
    assert place.post("director", MAIL, do="onzin").status_code == 404


def test_beheer_says_how_old_the_search_key_is_and_begins_a_new_one(place: Desk) -> None:
    number = place.receive()
    page = text(place.get("director", PRIVACY))
    assert "De sleutel is van" in page
    assert place.post("director", PRIVACY, search_key="new").status_code == 302
    assert "Er komt een nieuwe sleutel" in text(place.get("director", PRIVACY))
    assert "search key" in logged(place)
    assert "staat stil" not in text(place.get("director", PRIVACY))
    with in_organisation(place.here.pk):
        SearchKey.objects.update(made=place.now - timedelta(days=2))
    assert "het vernieuwen staat stil" in text(place.get("director", PRIVACY))
    assert place.post("director", PRIVACY, search_key="new").status_code == 302, "also when the new one leaked"
    assert search_keys.run_renewal(place.now) == 1
    assert "Er komt een nieuwe sleutel" not in text(place.get("director", PRIVACY))
    assert number in place.post("handler", f"{WORKLIST}zoeken/", q="kanarie", query="").content.decode()
    assert place.post("handler", PRIVACY, search_key="new").status_code == 404
