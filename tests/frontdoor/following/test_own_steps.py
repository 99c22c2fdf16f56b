"""Every step that is the complainant's own, done from their own pages, recorded as theirs, and for the desk to see."""

from __future__ import annotations

from typing import Any

import pytest

from tests.frontdoor.following.conftest import Complaint, made
from tests.frontdoor.following.test_act_pages import walk
from wederhoor.procedure.events import Event

pytestmark = pytest.mark.django_db
WHY = {"reasons": "Het was te koud.", "decisions": "Er komt een radiator.", "measures_by": "Mei."}


def own(complaint: Complaint, act: str) -> list[Event]:
    """What was done so, each time by who complained and in nobody's name."""
    found = [event for event in complaint.open().events if event.act == act]
    assert {(event.by, event.actor, event.on_behalf_of) for event in found} <= {("complainant", "complainant-code", "")}
    return found


def followed(provider: str, **values: Any) -> Complaint:
    complaint = made(provider, **values)
    complaint.enter()
    return complaint


def test_the_way_is_chosen_and_changed_to_a_judgement() -> None:
    complaint = followed("ott", law="wlz")
    complaint.do("acknowledge")
    complaint.do("inform")
    walk(complaint, "choose-route", {"route": ["mediation"], "reason": "Eerst praten."})
    assert complaint.open().state.value("route") == ["mediation"]
    walk(complaint, "choose-route", {"route": ["judgement"], "reason": "Praten hielp niet."})
    assert complaint.open().state.value("route") == ["judgement"]
    assert len(own(complaint, "choose route")) == 2
    assert "Oordeel voorbereiden" in complaint.see()


def test_consent_is_given_and_taken_back() -> None:
    complaint = followed("ott", law="wlz")
    complaint.do("acknowledge")
    for answer in ("given", "withdrawn"):
        walk(complaint, "give-consent", {"step": "tell accused", "answer": answer})
    assert [event.values["answer"] for event in own(complaint, "give consent")] == ["given", "withdrawn"]
    assert complaint.open().state.consents["tell accused"] == "withdrawn"


def test_a_longer_term_is_agreed_to_or_not() -> None:
    complaint = followed("izw", law="wmo")
    assert "doen/answer-about-extension/" not in complaint.see("doen/"), "nothing was extended"
    complaint.do("acknowledge")
    complaint.do("extend", {"reasons": "Een getuige is ziek."}, role="directors")
    assert "doen/answer-about-extension/" in complaint.see(), "it is pointed at on the first page"
    walk(complaint, "answer-about-extension", {"answer": "refused", "note": "Het duurt al zo lang."})
    assert [event.values["answer"] for event in own(complaint, "answer about extension")] == ["refused"]


def test_the_minutes_are_commented_on() -> None:
    complaint = followed("ott", law="wlz")
    complaint.do("hear", {"minutes": "Het gesprek was op dinsdag."}, party="complainant", how="oral")
    complaint.do("send minutes", {"minutes": "Het gesprek was op dinsdag."})
    assert "doen/comment-on-minutes/" in complaint.see()
    walk(complaint, "comment-on-minutes", {"comments": "Het was op woensdag."})
    assert len(own(complaint, "comment on minutes")) == 1
    assert "Het was op woensdag." in complaint.open().texts.values()


@pytest.mark.parametrize("outcome", ["founded", "unfounded"])
def test_after_the_judgement_the_way_to_the_dispute_body_is_open_and_is_taken(outcome: str) -> None:
    complaint = followed("jot", law="wlz")
    page = complaint.see("doen/put-dispute/")
    assert 'name="sure"' not in page, "before, it says why not"
    for party in ("complainant", "accused"):
        complaint.do("hear", party=party, how="oral")
    complaint.do("judge", WHY, role="director", outcome=outcome)
    assert "doen/put-dispute/" in complaint.see()
    complaint.here.contact_points.create(code="dispute committee", telephone="070 000 00 01")
    page = complaint.see("doen/put-dispute/")
    for said in ("De Geschillencommissie Zorg", 'href="https://www.degeschillencommissiezorg.nl/"', "070 000 00 01"):
        assert said in page
    check = complaint.send("doen/put-dispute/", {"at": "0", "body": "dispute committee"}).content.decode()
    assert "U gaat daar zelf naartoe. Wij sturen niets." in check
    assert "Wij bewaren wat u schrijft" not in check, "nothing is written here"
    walk(complaint, "put-dispute", {"body": "dispute committee"})
    assert [event.values["body"] for event in own(complaint, "put dispute")] == ["dispute committee"]
