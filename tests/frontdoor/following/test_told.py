"""What happened is told to who reads it: "U hebt uw verhaal gedaan", and not in the words of the desk."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.frontdoor.following.conftest import Complaint, made
from wederhoor.dossier import people
from wederhoor.dossier.door import NewPerson
from wederhoor.frontdoor.sentences import sentences
from wederhoor.procedure.loading import load_regulation, providers, versions

OF_ITS_OWN = "tell wmo desk"
"""An act of this regulation alone."""


@pytest.fixture
def jot(db: None) -> Complaint:
    one = made("jot", law="wmo")
    one.enter()
    return one


def happened(page: str) -> str:
    inside = page[page.index('id="happened-title"') :].split("</dl>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside).split())


def test_who_complained_reads_what_they_did_and_what_the_other_side_did(jot: Complaint) -> None:
    jot.do("acknowledge")
    jot.do("contact", how="telephone")
    jot.do("hear", {"minutes": "Zij vertelde."}, party="complainant", how="oral")
    jot.do("hear", {"minutes": "Hij ook."}, party="accused", how="oral")
    said = happened(jot.see())
    for words in (
        "U deed uw klacht", "Wij hadden contact met u", "U hebt uw verhaal gedaan", "De andere kant heeft het verhaal gedaan",
    ):  # fmt: skip
        assert words in said
    for words in ("Klager gehoord", "Aangeklaagde gehoord", "Contact met klager gehad", "Partij gehoord"):
        assert words not in said


def test_who_did_not_want_to_be_heard_is_not_said_to_have_been_heard(jot: Complaint) -> None:
    jot.do("acknowledge")
    jot.do("waive hearing", party="complainant", how="oral")
    said = happened(jot.see())
    assert "U wilde uw verhaal niet nog eens doen" in said
    assert "U hebt uw verhaal gedaan" not in said


def test_what_nobody_worded_is_said_as_the_regulation_says_it_and_marked_as_dutch(jot: Complaint) -> None:
    jot.do("acknowledge")
    jot.do(OF_ITS_OWN, {"explanation": "Bij de balie."})
    done = jot.open().regulation.acts[OF_ITS_OWN].done
    assert f"told.complainant.{OF_ITS_OWN}" not in sentences("nl")
    jot.browser.cookies["django_language"] = "en"
    page = jot.see()
    assert f'<dt><span lang="nl">{done}</span></dt>' in page
    assert "<dt>You made your complaint</dt>" in page


def test_who_helps_the_complainant_reads_it_in_the_words_of_the_regulation(jot: Complaint) -> None:
    jot.do("acknowledge")
    jot.do("hear", {"minutes": "Zij vertelde."}, party="complainant", how="oral")
    code = people.add(
        jot.open(), NewPerson("assistant of complainant", "Hella Helpt"), actor=jot.actor, now=timezone.now()
    )
    secret = people.new_code(jot.open(), code, actor=jot.actor, now=timezone.now())
    browser = Client()
    page = jot.enter(secret, browser).content.decode()
    assert "Klager gehoord" in happened(page)
    assert "U hebt uw verhaal gedaan" not in page, "it was not they who told it"


def test_every_word_of_what_happened_is_of_an_act_that_some_regulation_has() -> None:
    texts = [load_regulation(path) for provider in providers() for path in versions(provider)]
    acts = {name for text in texts for name in text.acts}
    keys = [key.removeprefix("told.") for key in sentences("nl") if key.startswith("told.")]
    named = [key.split(".", 1)[1].removeprefix("own.") for key in keys]
    assert [name for name in named if not any(name == act or name.startswith(f"{act} ") for act in acts)] == []


@pytest.mark.django_db
def test_where_only_the_complainant_can_waive_the_other_side_is_not_said_to_have_done_so() -> None:
    loj = made("loj", law="wlz", door="manager")
    loj.enter()
    loj.do("acknowledge")
    loj.do("waive hearing", how="oral")
    said = happened(loj.see())
    assert "U wilde uw verhaal niet nog eens doen" in said
    assert "De andere kant wilde" not in said


def test_no_words_say_the_other_side_where_an_act_is_about_one_side_alone() -> None:
    wrong = []
    for provider in providers():
        for path in versions(provider):
            text = load_regulation(path)
            for name, rule in text.acts.items():
                sides = {
                    side for side in ("complainant", "accused") for e in rule.brings_about if side in e.fact.split()
                }
                own = sentences("nl").get(f"told.complainant.{name} complainant") or sentences("nl").get(
                    f"told.complainant.own.{name}"
                )
                bare = sentences("nl").get(f"told.complainant.{name}")
                if sides == {"complainant"} and str(bare).startswith("De andere kant") and not own:
                    wrong.append((provider, name))
    assert wrong == []


def test_who_gave_consent_reads_for_what(jot: Complaint) -> None:
    regulation = jot.open().regulation
    step, label = next((code, one.label) for code, one in regulation.consents.items())
    jot.do("give consent", step=step, answer="refused", **{"given by": "complainant"})
    assert f"U zei: dit mag niet {label}" in happened(jot.see())
