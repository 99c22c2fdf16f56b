"""Several people on one side: each has their own code, sees what is theirs, and stands in the log as themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.frontdoor.following.conftest import Complaint, made
from tests.frontdoor.following.test_act_pages import walk
from wederhoor.dossier import people
from wederhoor.dossier.door import NewPerson, NotFound
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Person

FATHER = NewPerson("representative", "Vader Klager", "representative", {"email": "vader@voorbeeld.test"})
OTHER = NewPerson("accused", "Bea Beklaagd")


def code_of(complaint: Complaint, side: str) -> str:
    (person,) = [p.code for p in complaint.open().people if p.side == side]
    return people.new_code(complaint.open(), person, actor=complaint.actor, now=timezone.now())


def follows(complaint: Complaint, code: str) -> Any:
    browser = Client()
    complaint.enter(code, browser)
    return browser


@pytest.fixture
def two(db: None) -> Complaint:
    """A complaint of a client and their father."""
    complaint = made("ott", FATHER, OTHER, law="wlz")
    complaint.enter()
    return complaint


def test_each_has_a_code_of_their_own_and_one_does_not_end_the_other(two: Complaint) -> None:
    father = follows(two, code_of(two, "representative"))
    assert father.get(two.at()).status_code == 200
    assert two.browser.get(two.at()).status_code == 200
    code_of(two, "complainant")
    assert father.get(two.at()).status_code == 200, "the client's new code ends the client's old one only"
    assert two.browser.get(two.at()).status_code == 302


def test_who_chose_no_way_to_be_told_has_none_chosen_and_may_leave_it_so(two: Complaint) -> None:
    page = two.see("gegevens/")
    ways = re.findall(r'<input[^>]+name="way"[^>]*>', page)
    assert len(ways) == 5
    assert not [one for one in ways if "checked" in one]
    two.send("gegevens/", {"telephone": "0612000000"})
    (klara,) = [p.contact for p in two.open().people if p.side == "complainant"]
    assert klara["telephone"] == "0612000000"
    assert not klara.get("way")


def test_contact_data_are_seen_and_changed_by_who_they_belong_to(two: Complaint) -> None:
    father = follows(two, code_of(two, "representative"))
    his, hers = father.get(two.at("gegevens/")).content.decode(), two.see("gegevens/")
    assert ("vader@voorbeeld.test" in his, "klara@voorbeeld.test" in his) == (True, False)
    assert ("vader@voorbeeld.test" in hers, "klara@voorbeeld.test" in hers) == (False, True)
    father.post(two.at("gegevens/"), {"way": "telephone", "telephone": "0600000001"})
    contact = {p.name: p.contact.get("telephone", "") for p in two.open().people}
    assert contact == {"Klara Klager": "0612345678", "Vader Klager": "0600000001", "Bea Beklaagd": ""}


def test_what_was_read_is_kept_for_each(two: Complaint) -> None:
    father = follows(two, code_of(two, "representative"))
    two.do("message", {"message": "Aan u beiden."})
    assert "Aan u beiden." in two.see("berichten/")
    assert 'class="how-many">1<' in father.get(two.at()).content.decode()
    assert 'class="how-many">1<' not in two.see()


def test_the_log_and_what_happened_say_whose_code_it_was(two: Complaint) -> None:
    father = follows(two, code_of(two, "representative"))
    father.post(two.at("berichten/"), {"message": "Ik ben de vader."})
    (event,) = [e for e in two.open().events if e.act == "receive message"]
    assert event.actor == "complainant-code p2"
    with in_organisation(two.here.pk):
        assert AccessLog.objects.filter(who="complainant-code p2", role="complainant").exists()


def test_who_is_no_longer_on_this_side_gets_in_no_more(two: Complaint) -> None:
    father = follows(two, code_of(two, "representative"))
    (person,) = [p for p in two.open().people if p.side == "representative"]
    people.change(
        two.open(),
        person.code,
        name=person.name,
        side="witness",
        capacity="",
        contact={},
        actor=two.actor,
        now=timezone.now(),
    )
    assert father.get(two.at()).status_code == 302


def test_nobody_on_the_other_side_gets_such_a_code(two: Complaint) -> None:
    with pytest.raises(NotFound):
        code_of(two, "accused")


def test_a_helper_gives_no_codes_to_themselves(two: Complaint) -> None:
    walk(two, "add-assistant", {"name": "Hanna Helpster"})
    (person,) = re.findall(r'name="code" value="(p\d+)"', two.see("gegevens/"))
    shown = two.send("gegevens/", {"code": person}).content.decode()
    helper = follows(two, re.findall(r'class="code">([^<]+)</p>', shown)[0])
    answer = helper.post(two.at("gegevens/"), {"code": person}, follow=True).content.decode()
    assert 'class="code"' not in answer


def codes_given(complaint: Complaint, browser: Any, helper: str) -> list[str]:
    """What the page with one's data gives who asks a code for a helper."""
    answer = browser.post(complaint.at("gegevens/"), {"code": helper})
    return re.findall(r'class="code">([^<]+)<', answer.content.decode())


def test_of_two_who_complain_neither_gets_a_code_for_a_helper_of_whom_nobody_said_whom_they_help(db: None) -> None:
    complaint = made("ott", NewPerson("complainant", "Otto Ander", "client"), OTHER, law="wlz")
    complaint.enter()
    hulp = NewPerson("assistant of complainant", "Hanna Hulp")
    helper = people.add(complaint.open(), hulp, actor=complaint.actor, now=timezone.now())
    (otto,) = [p.code for p in complaint.open().people if p.name == "Otto Ander"]
    of_otto = follows(complaint, people.new_code(complaint.open(), otto, actor=complaint.actor, now=timezone.now()))
    for browser in (complaint.browser, of_otto):
        assert "Hanna Hulp" not in browser.get(complaint.at("gegevens/")).content.decode()
        assert codes_given(complaint, browser, helper) == []
    said = {"name": "Hanna Hulp", "side": hulp.side, "capacity": "", "contact": {}, "helps": (otto,)}
    people.change(complaint.open(), helper, **said, actor=complaint.actor, now=timezone.now())
    assert codes_given(complaint, complaint.browser, helper) == [], "she helps Otto, not who asks"
    assert len(codes_given(complaint, of_otto, helper)) == 1


def test_who_complains_alone_gets_a_code_for_the_helper_of_whom_nobody_said_whom_they_help(db: None) -> None:
    complaint = made("ott", OTHER, law="wlz")
    complaint.enter()
    hulp = NewPerson("assistant of complainant", "Hanna Hulp")
    helper = people.add(complaint.open(), hulp, actor=complaint.actor, now=timezone.now())
    with in_organisation(complaint.here.pk):
        Person.objects.filter(code=helper).update(helps="")  # as helpers of before this was asked
    assert len(codes_given(complaint, complaint.browser, helper)) == 1
