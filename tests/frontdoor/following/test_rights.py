"""What the texts promise the complainant, from their own pages: inspection, exchange, the rules, the confidant, a dispute."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone

from tests.frontdoor.following.conftest import Complaint, made
from tests.frontdoor.following.test_act_pages import walk
from wederhoor.dossier import inspections
from wederhoor.dossier.inspections import NewSet

PDF = b"%PDF-1.7 alleen voor de proef"


@pytest.mark.requirement("LOJ-08")
@pytest.mark.django_db
def test_the_complainant_asks_to_inspect_and_reads_what_was_given_and_what_was_withheld_and_why() -> None:
    complaint = made("loj", law="wlz", door="officer")
    complaint.enter()
    assert f'href="{complaint.at("doen/ask-inspection/")}"' in complaint.see("papieren/")
    walk(complaint, "ask-inspection", {"which": "Alle dagrapporten."})
    assert "Alle dagrapporten." in complaint.open().texts.values()
    assert "Wij zeggen u welke papieren u krijgt." in complaint.see()
    waiting = {duty.name for duty in complaint.open().duties(timezone.now()) if duty.status == "open"}
    assert {one for one in waiting if "inspection" in one} == {"answer inspection of complainant"}
    entries = [
        {
            "paper": "x",
            "title": "Dagrapport",
            "how": "redacted",
            "withheld": [("een vlak op bladzijde 2", "naam van een ander")],
        }
    ]
    given = NewSet("complainant", PDF, "inzage.pdf", entries, "Klara Klager", "online", date(2026, 11, 20))
    inspections.keep_set(complaint.open(), given, actor=complaint.actor, now=timezone.now())
    complaint.do("answer inspection", {"reasons": "Een naam van een ander."}, party="complainant", answer="partly")
    assert "Wij zeggen u welke papieren u krijgt." not in complaint.see()
    page = complaint.see("papieren/")
    assert "naam van een ander" in page
    (link,) = re.findall(r'href="([^"]+/papieren/[0-9a-f-]{36}/)"', page)
    assert complaint.browser.get(link).content == PDF


@pytest.mark.requirement("LOJ-42")
@pytest.mark.django_db
def test_questions_and_answers_are_exchanged_and_stand_with_their_day() -> None:
    complaint = made("loj", law="wlz", door="officer")
    complaint.enter()
    complaint.do("acknowledge")
    complaint.do("make known to provider", how="letter", made_known_on=f"{timezone.localdate()}")
    walk(complaint, "exchange", {"what": "question", "words": "Waarom duurde het zo lang?"})
    complaint.do("exchange", {"words": "De monteur was ziek."}, party="complainant", what="answer", how="letter")
    complaint.do("exchange", {"words": "Alleen voor de andere kant."}, party="accused", what="question", how="letter")
    page = complaint.see("berichten/")
    assert page.index("Waarom duurde het zo lang?") < page.index("De monteur was ziek.")
    assert "Alleen voor de andere kant." not in page
    asked = next(e for e in complaint.open().events if e.act == "exchange")
    assert asked.values["how"] == "web form"


@pytest.mark.requirement("OTT-29")
def test_the_rules_are_asked_for_and_it_is_logged_which(complaint: Complaint) -> None:
    walk(complaint, "ask-for-regulation", {"version": "both"})
    (event,) = [e for e in complaint.open().events if e.act == "ask for regulation"]
    assert (event.by, event.values["version"]) == ("complainant", "both")


@pytest.mark.requirement("OTT-32")
@pytest.mark.django_db
def test_on_a_wzd_complaint_every_page_offers_the_wzd_confidant_and_they_can_be_added() -> None:
    complaint = made("ott", law="wzd")
    complaint.enter()
    for page in ("", "berichten/", "doen/"):
        assert "088 678 1000" in complaint.see(page)
    walk(complaint, "add-assistant", {"name": "De Wzd-vertrouwenspersoon"})
    assert "De Wzd-vertrouwenspersoon" in complaint.see("gegevens/")


@pytest.mark.requirement("OTT-32")
@pytest.mark.django_db
def test_a_part_that_turns_out_to_be_wzd_brings_the_wzd_confidant_on_every_page() -> None:
    complaint = made("ott", law="wlz")
    complaint.enter()
    assert "088 678 1000" not in complaint.see(), "nothing of the Wzd before there is care against somebody's will"
    complaint.do("split part", {"subject": "De deur op slot"}, law="wzd")
    for page in ("", "berichten/", "doen/", "gegevens/", "brieven/"):
        assert "088 678 1000" in complaint.see(page), page


def test_the_way_to_the_dispute_body_says_where_and_what_it_costs(complaint: Complaint) -> None:
    complaint.do("acknowledge")
    page = complaint.see("doen/put-dispute/")
    assert "Geschillencommissie" in page
    assert "kan nu nog niet" in page or "kan nu niet" in page


@pytest.mark.django_db
def test_the_accuseds_answer_stays_theirs_until_both_may_read_it() -> None:
    complaint = made("ott", law="wlz")
    complaint.enter()
    complaint.do("hear", {"minutes": "Kanarie van de andere kant"}, party="accused", how="oral")
    assert "Kanarie van de andere kant" not in complaint.see() + complaint.see("berichten/")
