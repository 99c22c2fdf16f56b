"""An affiliation that ends: told ahead to who runs the place, and up to the board when it passed. Each warning once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from smtplib import SMTPResponseException
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from pytest_django import Settings

from wederhoor.correspondence import lapsing
from wederhoor.organisations.models import Account, Administrator, Affiliation, Membership, Organisation

UNTIL = date(2026, 6, 30)


@pytest.fixture
def here(db: None, settings: Settings) -> Organisation:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_ON = True
    row = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")
    runs = Account.objects.create_user("beheer@voorbeeld.test", "Bea Heert")
    Administrator.objects.create(account=runs, organisation=row)
    board = Account.objects.create_user("bestuur@voorbeeld.test", "Dirk Bestuurt")
    Membership.objects.create(account=board, organisation=row, role="director")
    Affiliation.objects.create(organisation=row, body="dispute committee", until=UNTIL)
    return row


def at(days_before: int) -> datetime:
    day = UNTIL - timedelta(days=days_before)
    return datetime(day.year, day.month, day.day, 7, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


def told() -> list[tuple[str, ...]]:
    """To whom the mails since the last look went."""
    found = [tuple(message.to) for message in mail.outbox]
    mail.outbox.clear()
    return found


def test_who_runs_the_place_is_told_ninety_and_thirty_days_ahead_and_not_in_between(here: Organisation) -> None:
    runs = [("beheer@voorbeeld.test",)]
    for days, expected in ((91, []), (90, runs), (89, []), (31, []), (30, runs), (29, []), (0, [])):
        lapsing.run(at(days))
        lapsing.run(at(days) + timedelta(hours=1))
        assert told() == expected, days


def test_when_it_passed_the_board_is_told_too_and_what_it_means(here: Organisation) -> None:
    lapsing.run(at(-1))
    assert "bij De Geschillencommissie Zorg liep af op 30-06-2026" in mail.outbox[0].body
    assert "Nieuwe klachten kunnen daar niet meer heen, en geen brief noemt" in mail.outbox[0].body
    assert sorted(told()) == [("beheer@voorbeeld.test",), ("bestuur@voorbeeld.test",)]
    lapsing.run(at(-20))
    assert told() == []


def test_a_renewal_ends_the_duty(here: Organisation) -> None:
    assert [one.left for one in lapsing.lapsing(here, UNTIL - timedelta(days=10))] == [10]
    Affiliation.objects.create(
        organisation=here, body="dispute committee", since=UNTIL, until=UNTIL + timedelta(days=365)
    )
    assert lapsing.lapsing(here, UNTIL - timedelta(days=10)) == []
    Affiliation.objects.create(organisation=here, body="portal")
    assert lapsing.run(at(5)) == 0
    assert told() == []


def test_a_renewal_that_begins_later_leaves_a_gap_of_which_somebody_is_told(here: Organisation) -> None:
    """From 1 July until 1 September nothing goes there and no letter names it, whatever holds after."""
    Affiliation.objects.create(organisation=here, body="dispute committee", since=UNTIL + timedelta(days=63))
    assert [(one.until, one.left) for one in lapsing.lapsing(here, UNTIL - timedelta(days=10))] == [(UNTIL, 10)]
    lapsing.run(at(-1))
    assert "liep af op 30-06-2026" in mail.outbox[0].body
    assert lapsing.lapsing(here, UNTIL + timedelta(days=63)) == []


def test_a_member_that_wrote_it_down_itself_is_told_under_the_regulation_of_its_cooperative_too(
    here: Organisation,
) -> None:
    Affiliation.objects.update(until=None)
    member = Organisation.objects.create(code="lid", name="Lid Noord", parent=here)
    Affiliation.objects.create(organisation=member, body="dispute committee", until=UNTIL)
    assert lapsing.run(at(30)) == 1
    assert (
        "De aansluiting van Lid Noord bij De Geschillencommissie Zorg loopt tot en met 30-06-2026"
        in mail.outbox[0].body
    )


def test_a_mail_server_that_is_away_leaves_the_warning_for_the_next_turn(
    here: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.open", away)
        assert lapsing.run(at(30)) == 0
    assert lapsing.run(at(30) + timedelta(hours=1)) == 1
    assert told() == [("beheer@voorbeeld.test",)]


def test_who_was_mailed_is_not_mailed_again_when_another_could_not_be(
    here: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Account.objects.create_user("tweede@voorbeeld.test", "Tweede Heert")
    Administrator.objects.create(account=second, organisation=here)
    sent = mail.EmailMessage.send

    def busy(self: mail.EmailMessage, fail_silently: bool = False) -> int:
        if self.to == [second.email]:
            raise SMTPResponseException(451, b"later")
        return sent(self)

    with monkeypatch.context() as broken:
        broken.setattr(mail.EmailMessage, "send", busy)
        assert lapsing.run(at(30)) == 1
    assert told() == [("beheer@voorbeeld.test",)]
    assert lapsing.run(at(13)) == 1
    assert told() == [("tweede@voorbeeld.test",)]


def test_who_runs_the_place_from_today_is_told_too(here: Organisation) -> None:
    lapsing.run(at(30))
    told()
    Administrator.objects.create(
        account=Account.objects.create_user("nieuw@voorbeeld.test", "Nieuw"), organisation=here
    )
    lapsing.run(at(13))
    assert told() == [("nieuw@voorbeeld.test",)]
