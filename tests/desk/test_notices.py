"""Meldingen: the bell, the list, what one wishes, mails without content, and what never reaches whom."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPResponseException
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as LocMem

from tests.desk.conftest import WORKLIST, Desk, dossier_address, text
from wederhoor.correspondence import telling
from wederhoor.dossier import door, notices, noticing
from wederhoor.dossier.door import Actor, NewPerson, visitor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Notice
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.duties import duties, end_of

LIST = f"{WORKLIST}meldingen/"
READ = f"{LIST}gelezen/"
HOW = f"{LIST}hoe/"
SECRETS = ("Kanarie", "koud", "kanarie@voorbeeld.test", "Bram")


@pytest.fixture(autouse=True)
def _mail_in_memory(desk: Desk, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


def kinds(desk: Desk, role: str) -> list[str]:
    found, _ = noticing.listed(desk.here, Actor(desk.accounts[role].pk, role, desk.here.pk))
    return [told.kind for told in found]


def bell(desk: Desk, role: str) -> str:
    """The number on the bell; '' without one."""
    link = re.search(r'<a class="bell".*?</a>', desk.get(role, WORKLIST).content.decode(), re.DOTALL)
    assert link
    counted = re.search(r"<b>(\d+\+?)", link.group())
    return counted.group(1) if counted else ""


@pytest.mark.parametrize(("waiting", "shown"), [(99, "99"), (100, "99+"), (140, "99+")])
def test_the_bell_says_that_there_are_more_than_it_counts(desk: Desk, waiting: int, shown: str) -> None:
    desk.receive()
    with in_organisation(desk.here.pk):
        one = Notice.objects.get(account=desk.accounts["handler"])
        for nth in range(1, waiting):
            one.id, one.about = uuid4(), str(nth)
            one._state.adding = True
            one.save(force_insert=True)
    assert bell(desk, "handler") == shown


def test_the_bell_counts_and_a_notice_leads_to_its_dossier(desk: Desk) -> None:
    number = desk.receive()
    assert bell(desk, "handler") == "1"
    listed = desk.get("handler", LIST)
    assert f"Nieuwe klacht {number}" in text(listed)
    assert not [word for word in SECRETS if word in text(listed)]
    found = re.search(r'name="notice" value="(\w+)"', listed.content.decode())
    assert found
    assert desk.post("handler", READ, notice=found.group(1), number=number).headers["Location"] == dossier_address(
        number
    )
    assert bell(desk, "handler") == ""


def test_everything_is_marked_read_at_once(desk: Desk) -> None:
    desk.receive("a")
    desk.receive("b")
    assert desk.post("handler", READ).headers["Location"] == LIST
    assert "Alles gelezen" not in text(desk.get("handler", LIST))


def test_notices_are_for_who_is_signed_in_and_their_own(desk: Desk) -> None:
    desk.receive()
    assert "U hebt geen meldingen" in text(desk.get("outsider", LIST))
    assert "U hebt geen meldingen" in text(desk.get("accused", LIST))
    for address in (LIST, HOW):
        assert desk.get("visitor", address).status_code == 302
    assert desk.get("handler", READ).status_code == 405
    assert desk.browser("handler").put(HOW).status_code == 405
    assert desk.post("handler", READ, notice="onzin", number="../weg").headers["Location"] == LIST


def test_one_chooses_per_kind_how_to_be_told(desk: Desk) -> None:
    wrong = desk.post("handler", HOW, new="onzin")
    assert wrong.status_code == 422
    given = {kind.replace(" ", "_"): "app" for kind in notices.USUAL}
    assert desk.post("handler", HOW, **given | {"new": "none"}).headers["Location"] == LIST
    desk.receive()
    assert kinds(desk, "handler") == []


def test_a_mail_says_the_number_and_nothing_else_and_goes_once(desk: Desk) -> None:
    number = desk.receive()
    assert telling.run_notices(desk.now) == 1
    assert telling.run_notices(desk.now) == 0
    (sent,) = mail.outbox
    assert sent.to == ["handler@voorbeeld.test"]
    assert number in sent.body
    assert not [word for word in SECRETS if word in sent.body + sent.subject]
    assert number not in sent.subject


def test_while_the_mail_server_is_away_no_mail_is_lost(desk: Desk, settings: Any) -> None:
    desk.receive()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert telling.run_notices(desk.now) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert telling.run_notices(desk.now) == 1


def test_a_mail_server_that_says_later_is_asked_again_and_others_still_get_theirs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Account.objects.create_user("tweede@voorbeeld.test", "Tess Tweede", "een lang wachtwoord")
    Membership.objects.create(account=second, organisation=desk.here, role="handler")
    desk.receive()
    take = LocMem.send_messages

    def send(self: LocMem, given: list[mail.EmailMessage]) -> int:
        if given[0].to == ["handler@voorbeeld.test"]:
            raise SMTPResponseException(451, "later")
        return take(self, given)

    with monkeypatch.context() as patched:
        patched.setattr(LocMem, "send_messages", send)
        assert telling.run_notices(desk.now) == 1
    assert telling.run_notices(desk.now) == 1
    assert [one.to for one in mail.outbox] == [["tweede@voorbeeld.test"], ["handler@voorbeeld.test"]]


def test_the_digest_comes_once_a_day_in_the_morning(desk: Desk) -> None:
    desk.post("handler", HOW, **{kind.replace(" ", "_"): "daily" for kind in notices.USUAL})
    desk.receive("a")
    desk.receive("b")
    assert (telling.run_notices(desk.now), telling.run_digest(desk.now)) == (0, 0), (
        "they came after this morning's digest"
    )
    tomorrow = (desk.now + timedelta(days=1)).replace(hour=6)
    assert telling.run_digest(tomorrow) == 0
    assert telling.run_digest(tomorrow.replace(hour=7)) == 1
    assert telling.run_digest(tomorrow.replace(hour=8)) == 0
    assert mail.outbox[0].body.count("nieuwe klacht") == 2


def test_what_was_read_at_the_desk_is_not_mailed_and_a_leaver_gets_none(desk: Desk) -> None:
    desk.receive("a")
    desk.post("handler", READ)
    assert telling.run_notices(desk.now) == 0
    desk.receive("b")
    desk.accounts["handler"].memberships.update(until=desk.now.date() - timedelta(days=1))
    assert telling.run_notices(desk.now) == 0
    assert mail.outbox == []


def test_what_the_complainant_does_is_told_to_who_handles_it(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    code = door.keys.code_for(desk.here, "form")
    dossier = door.open_by_code(desk.here, code, now=desk.now)
    door.perform(
        dossier, Command("withdraw", "complainant", {"how": "form"}), texts={}, actor=dossier.actor, now=desk.now,
        expected_seq=dossier.seq,
    )  # fmt: skip
    assert "message" in kinds(desk, "handler")


def test_a_late_decision_is_told_to_the_director_and_to_the_role_the_regulation_names(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.later(days=60)
    noticing.run_escalations(desk.now)
    assert "due" in kinds(desk, "director"), "whose duty it is"
    assert "due" in kinds(desk, "handler"), "to whom it escalates"
    assert kinds(desk, "confidant") == []


@pytest.mark.requirement("JOT-10")
def test_a_support_worker_who_must_not_know_gets_no_notice_of_any_kind(desk: Desk) -> None:
    worker = desk.accounts["handler"]
    second = Account.objects.create_user("tweede@voorbeeld.test", "Tweede Behandelaar", "een lang wachtwoord")
    Membership.objects.create(account=second, organisation=desk.here, role="handler")
    Membership.objects.create(account=worker, organisation=desk.here, role="support worker")
    number = desk.receive(**{"tell support worker": "no"})
    assert kinds(desk, "handler") == [], "also not in another role of the same person"
    found, _ = noticing.listed(desk.here, Actor(second.pk, "handler", desk.here.pk))
    assert [told.number for told in found] == [number]
    desk.later(days=60)
    noticing.run_escalations(desk.now)
    assert kinds(desk, "handler") == []
    telling.run_notices(desk.now)
    assert ["handler@voorbeeld.test"] not in [sent.to for sent in mail.outbox]


def _ambulant(channel: str) -> tuple[Organisation, Account, str]:
    """A complaint at a provider whose employees tell the directors of every complaint."""
    place = Organisation.objects.create(code="ambulant", name="Ambulant", regulation="izw")
    director = Account.objects.create_user("directie@voorbeeld.test", "Dora Directie", "een lang wachtwoord")
    Membership.objects.create(account=director, organisation=place, role="directors")
    values = {"channel": channel, "capacity": "client", "kind": "complaint"}
    received = door.receive(
        place, Command("receive", "complainant", values), texts={"complaint": "Te laat."}, subject="Te laat",
        people=[NewPerson("complainant", "Kees Kanarie")], actor=visitor(place.pk), now=_now(), submitted_key=channel,
    )  # fmt: skip
    assert isinstance(received, door.Received)
    return place, director, received.number


def _now() -> object:
    from django.utils import timezone

    return timezone.now()


@pytest.mark.requirement("IZW-14")
@pytest.mark.parametrize("channel", ["telephone", "email", "portal"])
def test_the_directors_are_told_of_every_complaint(desk: Desk, channel: str) -> None:
    place, director, number = _ambulant(channel)
    found, _ = noticing.listed(place, Actor(director.pk, "directors", place.pk))
    assert [(told.kind, told.number) for told in found] == [("new", number)]


def test_a_director_is_not_told_where_the_regulation_does_not_say_so(desk: Desk) -> None:
    desk.receive()
    assert kinds(desk, "director") == []


def test_a_letter_that_did_not_arrive_is_told_to_who_handles_the_dossier(desk: Desk) -> None:
    number = desk.receive()
    dossier = desk.open(number)
    desk.act("handler", number, "acknowledge")
    with in_organisation(desk.here.pk):
        assert notices.letter_failed(dossier.row, desk.open(number).state, "brief", now=desk.now) == 1
        notices.letter_failed(dossier.row, desk.open(number).state, "brief", now=desk.now)
    assert kinds(desk, "handler").count("letter failed") == 1


@pytest.mark.requirement("JOT-16")
def test_the_director_hears_at_the_aim_and_after_the_last_day_who_the_regulation_names_too(desk: Desk) -> None:
    """Wlz: received on a Saturday, so the strictest reading ends on a Saturday and the last day is a Monday."""
    desk.later(days=5)
    number = desk.receive()
    decide = next(duty for duty in duties(desk.open(number).state, desk.now) if duty.name == "decide")
    assert decide.aim is not None
    assert decide.due is not None
    desk.clock.move_to(end_of(decide.aim) + timedelta(hours=1))
    noticing.run_escalations(desk.now)
    assert decided(desk) == {("director", "aim")}
    desk.clock.move_to(end_of(decide.due) + timedelta(hours=1))
    noticing.run_escalations(desk.now)
    noticing.run_escalations(desk.now)
    assert decided(desk) == {("director", "aim"), ("director", "due"), ("handler", "due")}


def decided(desk: Desk) -> set[tuple[str, str]]:
    """Who was told what of the duty to decide; never twice."""
    names = {account.pk: role for role, account in desk.accounts.items()}
    with in_organisation(desk.here.pk):
        rows = list(Notice.objects.filter(about__startswith="decide:", kind__in=("aim", "due")))
    assert len({(row.account_id, row.kind, row.about) for row in rows}) == len(rows)
    return {(names[row.account_id], row.kind) for row in rows}
