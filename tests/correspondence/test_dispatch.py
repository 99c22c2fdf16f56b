"""From an act to a letter in the dossier and in the mail, under a real regulation with a real database."""

from __future__ import annotations

import email
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from icalendar import Calendar

from wederhoor.correspondence.dispatch import Draft, as_sent, draft, drafts, send, sources, values_of
from wederhoor.correspondence.errors import MissingParts
from wederhoor.correspondence.invitation import calendar_file
from wederhoor.correspondence.outgoing import deliver
from wederhoor.dossier import door, outbox
from wederhoor.dossier.door import Actor, NewPerson, Received
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure import meetings
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.duties import duties

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)
VALUES = {"channel": "email", "capacity": "client", "kind": "complaint", "law": "wlz"}
NAME = "Zeldzaamnaam Kanarie"


@dataclass
class Case:
    """One complaint and the mediator who handles it."""

    organisation: Organisation
    actor: Actor
    number: str
    code: str
    now: datetime = NOW

    @property
    def dossier(self) -> door.OpenDossier:
        return door.open_dossier(self.organisation, self.number, actor=self.actor, action="read", now=self.now)

    def do(self, act: str, texts: dict[str, str] | None = None, **values: str) -> None:
        self.now += timedelta(hours=1)
        dossier = self.dossier
        command = Command(act, self.actor.role, dict(values))
        done = door.perform(
            dossier, command, texts=texts or {}, actor=self.actor, now=self.now, expected_seq=dossier.seq
        )
        assert done.event, done.refusal

    def complainant(self, act: str, texts: dict[str, str] | None = None, **values: str | list[str]) -> None:
        """What the complainant does with the code."""
        self.now += timedelta(hours=1)
        dossier = door.open_by_code(self.organisation, self.code, now=self.now)
        command = Command(act, "complainant", dict(values))
        done = door.perform(
            dossier, command, texts=texts or {}, actor=dossier.actor, now=self.now, expected_seq=dossier.seq
        )
        assert done.event, done.refusal

    def draft(self, name: str, **extra: str) -> Draft:
        found = next(one for one in drafts(self.dossier, self.now, extra) if one.name == name)
        assert found == draft(self.dossier, name, found.seq, self.now, extra)
        return found


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.MAIL_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def case(db: None, folder: Path) -> Case:
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="ott", city="Plaatsdorp")
    account = Account.objects.create_user("bemiddelaar@voorbeeld.test", "Naam Bemiddelaar")
    manager = Account.objects.create_user("manager@voorbeeld.test", "Naam Manager")
    Membership.objects.create(account=account, organisation=here, role="mediator")
    Membership.objects.create(account=manager, organisation=here, role="regional manager")
    people = [
        NewPerson("complainant", NAME, "client", {"email": "kanarie@voorbeeld.test"}),
        NewPerson("accused", "Beklaagde Mus"),
    ]
    received = door.receive(
        here, Command("receive", "complainant", VALUES), texts={"complaint": "Kanarietekst"}, people=people,
        subject="Kanarieonderwerp", actor=door.visitor(here.pk), now=NOW, submitted_key=uuid4().hex,
    )  # fmt: skip
    assert isinstance(received, Received)
    giver = Actor(manager.pk, "regional manager", here.pk)
    opened = door.open_dossier(here, received.number, actor=giver, action="read", now=NOW)
    door.assign(opened, account.pk, "mediator", actor=giver, now=NOW)
    return Case(here, Actor(account.pk, "mediator", here.pk), received.number, received.code)


def read(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_no_act_no_letter(case: Case) -> None:
    assert drafts(case.dossier, NOW) == []
    assert draft(case.dossier, "confirmation", 1, NOW) is None


def test_a_confirmation_fills_itself_from_the_dossier(case: Case) -> None:
    case.do("acknowledge")
    found = case.draft("confirmation")
    assert (found.missing, found.sent, found.to, found.recipient) == ((), None, ("complainant",), NAME)
    assert found.letter is not None
    text = found.letter.text
    for words in ("2 maart 2026", case.number, "Kanarieonderwerp", "Geschillencommissie", "Zorg Hier", "Plaatsdorp"):
        assert words in text


def test_the_date_in_the_letter_is_the_judgement_with_its_steps(case: Case) -> None:
    case.complainant("choose route", route=["judgement"])
    case.do("acknowledge")
    found = case.draft("confirmation")
    due = next(due for due in case.dossier.state.letters if due.name == "confirmation")
    values = values_of(sources(case.dossier, case.now), due)
    judging = next(duty for duty in duties(case.dossier.state, case.now) if duty.name == "judge")
    assert values["due_on"] == str(judging.due)
    assert values["due_why"] == [step for step in judging.why if not step.startswith("strengste lezing")]
    assert values["route"] == [case.dossier.regulation.routes["judgement"].label]
    assert found.letter is not None
    assert judging.why[0] in found.letter.text


def test_sent_is_kept_mailed_and_not_sent_twice(case: Case, folder: Path) -> None:
    case.do("acknowledge")
    document = send(case.dossier, case.draft("confirmation"), actor=case.actor, now=case.now, by_mail=True)
    _, media_type, content = door.read_document(case.dossier, document, actor=case.actor, now=case.now)
    assert media_type == "application/pdf"
    assert NAME in read(content)
    again = case.draft("confirmation")
    assert again.sent == document
    assert send(case.dossier, again, actor=case.actor, now=case.now, by_mail=True) == document
    assert list(folder.glob("*.eml")) == [], "it waits in the outbox"
    for _ in range(2):
        deliver(case.now)
    (file,) = folder.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == content
    outside = f"{file.name} {message['subject']} {attached.get_filename()}".lower()
    for secret in ("kanarie", case.number.lower(), "bevestiging", "zorg hier"):
        assert secret not in outside
    assert message["to"] == "kanarie@voorbeeld.test"


def test_without_mail_it_is_only_kept(case: Case, folder: Path) -> None:
    case.do("acknowledge")
    send(case.dossier, case.draft("confirmation"), actor=case.actor, now=case.now, by_mail=False)
    deliver(case.now)
    assert not list(folder.glob("*.eml"))
    kept = [document for document in case.dossier.documents if document.kind == "letter"]
    assert [document.letter for document in kept] == ["confirmation"]


def test_what_was_sent_is_shown_as_it_was_sent(case: Case) -> None:
    case.do("acknowledge")
    draft = case.draft("confirmation")
    send(case.dossier, draft, actor=case.actor, now=case.now, by_mail=False)
    case.do("complete intake", law="wmo")
    again = case.draft("confirmation")
    assert draft.letter is not None
    assert as_sent(case.dossier, again, actor=case.actor, now=case.now) == draft.letter.html
    assert as_sent(case.dossier, draft, actor=case.actor, now=case.now) == "", "not sent in that draft"


def nameless(case: Case, **contact: str) -> Case:
    """Another complaint, of somebody who gave no name."""
    people = [NewPerson("complainant", "", "client", contact)] if contact else []
    received = door.receive(
        case.organisation, Command("receive", "complainant", VALUES), texts={"complaint": "Kanarietekst"}, people=people,
        subject="Zonder naam", actor=door.visitor(case.organisation.pk), now=NOW, submitted_key=uuid4().hex,
    )  # fmt: skip
    assert isinstance(received, Received)
    giver = Actor(Account.objects.get(name="Naam Manager").pk, "regional manager", case.organisation.pk)
    opened = door.open_dossier(case.organisation, received.number, actor=giver, action="read", now=NOW)
    assert case.actor.account
    door.assign(opened, case.actor.account, "mediator", actor=giver, now=NOW)
    return Case(case.organisation, case.actor, received.number, received.code)


def test_who_gives_no_name_gets_every_letter_with_a_neutral_salutation(case: Case, folder: Path) -> None:
    other = nameless(case, email="zonder@voorbeeld.test", address="Kade 1\n1234 AB Plaats")
    other.do("acknowledge")
    found = other.draft("confirmation")
    assert (found.missing, found.recipient) == ((), "Klager")
    assert found.letter is not None
    assert "Beste heer of mevrouw," in found.letter.text
    assert "Beste ," not in found.letter.text
    assert found.letter.head.recipient == ("Klager", "Kade 1", "1234 AB Plaats")
    send(other.dossier, found, actor=other.actor, now=other.now, by_mail=True)
    deliver(other.now + timedelta(hours=1))
    (file,) = folder.glob("*.eml")
    assert "zonder@voorbeeld.test" in file.read_text()


def test_a_letter_to_somebody_who_left_nothing_at_all_waits_for_the_code_and_is_never_stuck(case: Case) -> None:
    other = nameless(case)
    other.do("acknowledge")
    found = other.draft("confirmation")
    assert (found.missing, found.recipient) == ((), "Klager")
    send(other.dossier, found, actor=other.actor, now=other.now, by_mail=True)
    assert other.draft("confirmation").sent


def test_what_is_missing_is_asked_and_can_be_filled(case: Case) -> None:
    case.do("acknowledge")
    case.complainant("give consent", step="tell accused", answer="given", **{"given by": "client"})
    case.do("plan meeting", {"meeting_place": "Kamer 3", "invited": "Allebei"}, **planned(case))
    for name, recipient in (("invitation", NAME), ("invitation-accused", "Beklaagde Mus")):
        found = case.draft(name)
        assert found.recipient == recipient
        assert found.letter is not None
        assert "maandag 9 maart 2026 om 14.00 uur" in found.letter.text
        assert "Kamer 3" in found.letter.text


@pytest.mark.requirement("JOT-14")
def test_an_invitation_brings_an_appointment_that_says_nothing_of_the_complaint(case: Case, folder: Path) -> None:
    case.complainant("give consent", step="tell accused", answer="given", **{"given by": "client"})
    case.do("plan meeting", {"meeting_place": "Kamer 3", "invited": "Allebei"}, **planned(case))
    for name in ("invitation", "invitation-accused"):
        send(case.dossier, case.draft(name), actor=case.actor, now=case.now, by_mail=True)
    deliver(case.now)
    (file,) = folder.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    letter, appointment = message.iter_attachments()
    assert letter.get_content_type() == "application/pdf"
    assert (appointment.get_content_type(), appointment.get_param("method")) == ("text/calendar", "REQUEST")
    made = Calendar.from_ical(appointment.get_content())
    (event,) = made.walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 3, 9, 14, 0, tzinfo=AMSTERDAM)
    assert (str(event["summary"]), str(event["location"])) == ("Afspraak", "Kamer 3")
    assert str(event["attendee"]) == "mailto:kanarie@voorbeeld.test"
    written = appointment.get_content().lower()
    assert not any(word in written for word in ("klacht", "mus", case.number.lower(), "kanarieonderwerp"))
    ways = {row.recipient: row.way for row in outbox.rows_of(case.dossier)}
    assert ways == {"p1": "mail", "p2": "print"}, "the other side is invited on paper: no address is known"


@pytest.mark.requirement("JOT-14")
def test_a_talk_that_is_moved_changes_the_appointment_that_was_sent(case: Case) -> None:
    first = planned(case)
    texts = {"meeting_place": "Kamer 3", "invited": "Allebei"}
    case.do("plan meeting", texts, **first)
    case.do("plan meeting", texts, **first | {"meeting_at": "2026-03-10T15:00:00+01:00", "moved": "yes"})
    case.do("plan meeting", texts, **first | {"meeting_at": "2026-03-12T09:00:00+01:00"})
    dues = [due for due in case.dossier.state.letters if due.name == "invitation"]
    files = [calendar_file(case.dossier, due, sender="zorg@hier.test", now=case.now) for due in dues]
    (one,), (moved,), (other,) = (Calendar.from_ical(file).walk("VEVENT") for file in files)
    assert (str(one["uid"]), one["sequence"]) == (str(moved["uid"]), 0)
    assert moved["sequence"] == 1
    assert moved.decoded("dtstart") == datetime(2026, 3, 10, 15, 0, tzinfo=AMSTERDAM)
    assert str(other["uid"]) != str(one["uid"]), "a second talk is a second appointment"
    assert [one.stands for one in meetings.planned(case.dossier.state)] == [False, True, True]


@pytest.mark.requirement("JOT-14")
def test_a_talk_that_is_off_takes_the_appointment_out_of_the_calendar(case: Case, folder: Path) -> None:
    texts = {"meeting_place": "Kamer 3"}
    case.do("plan meeting", texts, **planned(case))
    case.do("plan meeting", texts, **planned(case) | {"meeting_at": "2026-03-10T15:00:00+01:00", "moved": "yes"})
    first = case.dossier.state.letters[0].seq
    case.do("cancel meeting", {"reason": "Iemand is ziek."}, planned=str(first))
    found = case.draft("cancellation")
    assert found.letter is not None
    for words in ("dinsdag 10 maart 2026 om 15.00 uur", "Kamer 3", "Iemand is ziek."):
        assert words in found.letter.text
    send(case.dossier, found, actor=case.actor, now=case.now, by_mail=True)
    deliver(case.now)
    (file,) = folder.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    _, appointment = message.iter_attachments()
    assert (appointment.get_content_type(), appointment.get_param("method")) == ("text/calendar", "CANCEL")
    (event,) = Calendar.from_ical(appointment.get_content()).walk("VEVENT")
    invited = calendar_file(case.dossier, case.dossier.state.letters[0], sender="zorg@hier.test", now=case.now)
    (before,) = Calendar.from_ical(invited).walk("VEVENT")
    assert str(event["uid"]) == str(before["uid"]), "also when it leaves from another address"
    assert (event["sequence"], event["status"]) == (2, "CANCELLED")
    shown = f"{message['subject']} {message.get_body().get_content()}".casefold()  # type: ignore[union-attr]  # it has one
    assert not any(word in shown for word in ("ziek", "gesprek", "klacht", "kanarie", case.number.casefold()))


def test_who_is_asked_stands_in_the_invitation_by_name(case: Case) -> None:
    people = {person.name: person.code for person in case.dossier.people}
    case.do("plan meeting", {"meeting_place": "Kamer 3"}, **planned(case) | {"guests": list(people.values())})
    found = case.draft("invitation")
    assert found.letter is not None
    assert "Beklaagde Mus" in found.letter.text


def test_a_colleague_who_is_asked_stands_in_the_invitation_too(case: Case) -> None:
    assert case.actor.account
    guests = ["p1", case.actor.account.hex]
    case.do("plan meeting", {"meeting_place": "Kamer 3"}, **planned(case) | {"guests": guests})
    values = values_of(sources(case.dossier, case.now), case.dossier.state.letters[0])
    assert Account.objects.get(pk=case.actor.account).name in values["invited"]


def test_nothing_of_another_law_is_offered(case: Case) -> None:
    case.do("acknowledge")
    case.do("complete intake", law="wmo")
    due = case.dossier.state.letters[0]
    values = values_of(sources(case.dossier, case.now), due)
    assert "dispute_body" not in values
    assert "Stemgever" not in str(values)


def planned(case: Case) -> dict[str, str]:
    """A talk with both sides."""
    both = {"complainant", "accused"}
    code = next(code for code, rule in case.dossier.regulation.meetings.items() if both <= set(rule.invited))
    return {"meeting_at": "2026-03-09T14:00:00+01:00", "meeting": code}


def test_the_reason_of_a_withdrawal_stays_with_the_complainant(case: Case) -> None:
    case.do("acknowledge")
    case.complainant("withdraw", {"reason": "Geheimereden"}, how="letter")
    accused, provider = case.draft("withdrawal-accused"), case.draft("withdrawal-provider")
    assert accused.recipient == "Beklaagde Mus"
    assert provider.recipient.endswith("van Zorg Hier")
    for found in (accused, provider):
        due = next(due for due in case.dossier.state.letters if due.name == found.name)
        assert "reasons" not in values_of(sources(case.dossier, case.now), due)
        assert found.letter is not None
        assert "Geheimereden" not in found.letter.text
        assert "Geheimereden" not in str(case.draft(found.name, reason="Geheimereden"))


def test_a_letter_that_misses_something_is_refused_until_it_is_given(case: Case) -> None:
    case.organisation.name = ""
    case.do("acknowledge")
    bare = case.dossier
    (found,) = drafts(bare, case.now)
    assert found.missing == (("organisation", "naam van de organisatie"),)
    assert found.letter is None
    with pytest.raises(MissingParts, match="naam van de organisatie"):
        send(bare, found, actor=case.actor, now=case.now, by_mail=False)
    (given,) = drafts(bare, case.now, {"organisation": "Zorg Hier", "csrfmiddlewaretoken": "x"})
    assert given.letter is not None


@pytest.mark.requirement("JOT-14")
def test_the_minutes_go_to_both_sides_and_their_comments_come_back(case: Case) -> None:
    meeting = planned(case)
    case.do("plan meeting", {"meeting_place": "Kamer 3", "invited": "Allebei"}, **meeting)
    case.do(
        "hold meeting", {"minutes": "Wij spraken over de tocht.", "attended": "Allebei"}, meeting=meeting["meeting"]
    )
    case.do("send minutes", until="2026-03-20")
    found = case.draft("minutes")
    assert found.letter is not None
    assert "reageren tot en met 20 maart 2026" in found.letter.text
    assert "Wij spraken over de tocht." in found.letter.text
    send(case.dossier, found, actor=case.actor, now=case.now, by_mail=True)
    assert {row.role for row in outbox.rows_of(case.dossier)} == {"complainant", "accused"}
    case.complainant("comment on minutes", {"comments": "Het was ook donker."})
    last = case.dossier.events[-1]
    assert case.dossier.texts[last.seq, "comments"] == "Het was ook donker."
