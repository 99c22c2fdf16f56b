"""Letters: to read on the screen, as PDF, in large print; not while one can be stopped; and what they ask of the reader."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.frontdoor.following.conftest import Complaint
from tests.frontdoor.following.test_act_pages import walk
from wederhoor.correspondence import dispatch
from wederhoor.dossier import calls, keys, outbox
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Outbox, Person

LETTER = re.compile(r'href="([^"]+/brieven/[0-9a-f-]{36}/)"')


def posted(complaint: Complaint, name: str, *, leaves: bool = True) -> None:
    """The handler sends this letter by post, and puts it in the box."""
    dossier = complaint.open()
    draft = next(d for d in dispatch.drafts(dossier, timezone.now()) if d.name == name)
    assert draft.letter, draft.missing
    dispatch.send(dossier, draft, actor=complaint.actor, now=timezone.now(), by_mail=False)
    if leaves:
        waiting = [row.id for row in outbox.rows_of(complaint.open())]
        outbox.printed(complaint.open(), waiting, actor=complaint.actor, now=timezone.now())


def test_a_letter_is_read_downloaded_and_had_in_large_print(complaint: Complaint) -> None:
    complaint.do("acknowledge")
    posted(complaint, "confirmation")
    (address,) = LETTER.findall(complaint.see("brieven/"))
    page = complaint.browser.get(address).content.decode()
    assert 'class="letter"' in page
    assert page.count("<h1") == 1
    plain, large = (complaint.browser.get(f"{address}{form}/").content for form in ("pdf", "groot"))
    assert plain.startswith(b"%PDF-")
    assert large.startswith(b"%PDF-")
    assert plain != large


def test_a_letter_that_can_still_be_stopped_is_not_shown(complaint: Complaint, settings: Settings) -> None:
    settings.LETTERS_WAIT = timedelta(minutes=3)
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    assert LETTER.findall(complaint.see("brieven/")) == []


def test_a_letter_in_the_tray_for_the_post_can_be_stopped_and_is_not_shown(complaint: Complaint) -> None:
    complaint.send("gegevens/", {"way": "post", "address": "Dorpsstraat 1, 1234 AB Dorp"})
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    assert LETTER.findall(complaint.see("brieven/")) == []
    waiting = outbox.rows_of(complaint.open())
    outbox.printed(complaint.open(), [row.id for row in waiting], actor=complaint.actor, now=timezone.now())
    assert len(LETTER.findall(complaint.see("brieven/"))) == 1


def test_who_wants_no_contact_finds_the_letter_with_the_code(complaint: Complaint) -> None:
    complaint.send("gegevens/", {"way": "none"})
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    assert len(LETTER.findall(complaint.see("brieven/"))) == 1


@pytest.mark.parametrize("way", ["post", "telephone", "in person", "helper"])
def test_who_has_no_address_or_is_told_by_somebody_reads_the_letter_behind_the_code(
    complaint: Complaint, settings: Settings, way: str
) -> None:
    reached(complaint, {"way": way, "telephone": "0612345678"})
    settings.LETTERS_WAIT = timedelta(minutes=3)
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    assert LETTER.findall(complaint.see("brieven/")) == [], "not while it can be stopped"
    moved(complaint, not_before=timezone.now() - timedelta(minutes=1))
    assert len(LETTER.findall(complaint.see("brieven/"))) == 1
    assert not stopped(complaint), "what somebody could read is not taken away: it is corrected"
    assert len(LETTER.findall(complaint.see("brieven/"))) == 1


@pytest.mark.parametrize("result", [calls.ON_PAPER, calls.NO_ANSWER])
def test_a_letter_does_not_go_away_because_of_a_call(complaint: Complaint, result: str) -> None:
    reached(complaint, {"way": "telephone", "telephone": "0612345678"})
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    (one,) = outbox.rows_of(complaint.open())
    later, now = timezone.now() + timedelta(days=1), timezone.now()
    assert calls.record(complaint.open(), one.id, result, note="", again=later, actor=complaint.actor, now=now)
    assert len(LETTER.findall(complaint.see("brieven/"))) == 1


@pytest.mark.parametrize(
    ("reason", "shown"), [(outbox.UNSURE, 1), (outbox.NO_ADDRESS, 1), (outbox.REFUSED, 0), (outbox.UNREACHABLE, 0)]
)
def test_of_failed_mail_only_what_nobody_can_stop_is_read_behind_the_code(
    complaint: Complaint, reason: str, shown: int
) -> None:
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    moved(complaint, state="failed", way="mail", reason=reason)
    assert len(LETTER.findall(complaint.see("brieven/"))) == shown
    assert stopped(complaint) is not bool(shown), (
        "what the server refused waits for a person, who can still hold it back"
    )


def test_what_may_have_arrived_stays_readable_when_it_goes_by_post(complaint: Complaint) -> None:
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    moved(complaint, state="failed", way="mail", reason=outbox.UNSURE)
    (one,) = outbox.rows_of(complaint.open())
    assert outbox.again(complaint.open(), one.id, actor=complaint.actor, now=timezone.now(), way="print")
    assert len(LETTER.findall(complaint.see("brieven/"))) == 1


def reached(complaint: Complaint, contact: dict[str, str]) -> None:
    """What the dossier holds of how to reach the complainant; no mail, no address."""
    with in_organisation(complaint.here.pk):
        person = Person.objects.get(side="complainant")
        ring = keys.keyring(complaint.here, complaint.open().id, [person.compartment])
        sealed = ring.seal(json.dumps(contact), person.compartment, person.code, "contact")
        Person.objects.filter(side="complainant").update(contact=sealed)


def moved(complaint: Complaint, **to: object) -> None:
    with in_organisation(complaint.here.pk):
        Outbox.objects.update(**to)


def stopped(complaint: Complaint) -> bool:
    return outbox.stop(complaint.open(), "confirmation", 2, actor=complaint.actor, now=timezone.now())


def test_a_letter_to_the_other_side_is_not_there(complaint: Complaint) -> None:
    complaint.do("acknowledge")
    for name in (d.name for d in dispatch.drafts(complaint.open(), timezone.now()) if "complainant" not in d.to):
        posted(complaint, name)
    assert LETTER.findall(complaint.see("brieven/")) == []


def test_the_minutes_lead_to_commenting_on_them(complaint: Complaint) -> None:
    complaint.do("acknowledge")
    complaint.do("hold meeting", {"minutes": "Wij spraken over de kou."}, meeting=meeting(complaint))
    complaint.do("send minutes", {"minutes": "Wij spraken over de kou."})
    posted(complaint, "minutes")
    (address,) = LETTER.findall(complaint.see("brieven/"))
    page = complaint.browser.get(address).content.decode()
    assert f'href="{complaint.at("doen/comment-on-minutes/")}"' in page
    walk(complaint, "comment-on-minutes", {"comments": "Het ging ook over het lawaai."})
    assert "Het ging ook over het lawaai." in complaint.open().texts.values()


def meeting(complaint: Complaint) -> str:
    return next(iter(complaint.open().regulation.meetings))


def test_while_a_letter_waits_the_pages_say_that_it_is_on_its_way(complaint: Complaint, settings: Settings) -> None:
    settings.LETTERS_WAIT = timedelta(minutes=3)
    assert "Er is een brief onderweg." not in complaint.see() + complaint.see("brieven/")
    complaint.do("acknowledge")
    posted(complaint, "confirmation", leaves=False)
    for page in ("", "brieven/"):
        assert "Er is een brief onderweg. Kijk later nog een keer." in complaint.see(page), page
    assert "Er zijn nog geen brieven." not in complaint.see("brieven/")
    moved(complaint, not_before=timezone.now() - timedelta(minutes=1))
    outbox.printed(
        complaint.open(),
        [row.id for row in outbox.rows_of(complaint.open())],
        actor=complaint.actor,
        now=timezone.now(),
    )
    assert "Er is een brief onderweg." not in complaint.see() + complaint.see("brieven/")
