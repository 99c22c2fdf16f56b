"""Several accused in one complaint: each answers for themselves, and their helpers with them, until the papers are shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.frontdoor.taking_part.conftest import House, Visitor, words_of
from wederhoor.correspondence import dispatch
from wederhoor.desk.completeness import missing
from wederhoor.desk.dossier_page import waiting
from wederhoor.dossier import inspections
from wederhoor.dossier.accused import accused_of, spoken_for
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.inspections import NewSet
from wederhoor.dossier.models import Person
from wederhoor.dossier.opened import DocumentView
from wederhoor.dossier.opening import open_by_code
from wederhoor.dossier.persons_data import persons_data

SEES = {
    "antwoord van Bram": {"Bram", "Hans"},
    "antwoord van Bea": {"Bea", "Hella"},
    "verslag van Bram": {"Bram", "Hans"},
    "verslag van Bea": {"Bea", "Hella"},
    "verslag van allebei": {"Bram", "Hans", "Bea", "Hella"},
    "helper zegt voor Bram": {"Bram", "Hans"},
}
"""Words, and who of the accused's side may read them before the papers are shown. Written by hand, not read from the software."""
SIDE = ("Bram", "Bea", "Hans", "Hella")


@dataclass
class Several:
    """Two accused, each with a helper, all on their own pages; and the desk."""

    house: House
    codes: dict[str, str]
    visitors: dict[str, Visitor]
    desk: Client

    def page(self, act: str) -> str:
        return f"/werkplek/dossiers/{self.house.number}/daad/{act}/"

    def do(self, act: str, **data: Any) -> Any:
        """An act at the desk, having seen its form."""
        shown = self.desk.get(self.page(act)).content.decode()
        seq = re.search(r'name="expected_seq" value="(\d+)"', shown)
        assert seq, words_of(self.desk.get(self.page(act)))
        return self.desk.post(self.page(act), {"expected_seq": seq[1], **data})

    def hear(self, words: str, *names: str) -> Any:
        return self.do(
            "hear", party="accused", how="oral", minutes=words, concerns=[self.codes[name] for name in names]
        )


@pytest.fixture
def several(house: House) -> Several:
    codes = {"Bram": "p2", "Bea": house.add("accused", "Bea Beklaagd")}
    desk = Client()
    desk.force_login(house.accounts[house.keeper])
    people = f"/werkplek/dossiers/{house.number}/mensen/"
    for helper, helped in (("Hans", "Bram"), ("Hella", "Bea")):
        given = {"name": f"{helper} Helper", "side": "assistant of accused", "helps": [codes[helped]]}
        assert desk.post(people, given).status_code == 302
        codes[helper] = next(one.code for one in house.open().people if one.name.startswith(helper))
    house.tell_accused()
    return Several(house, codes, {name: house.enter(codes[name]) for name in SIDE}, desk)


@pytest.mark.requirement("LOJ-06", "OTT-21", "OTT-19")
def test_each_accused_and_their_helper_read_their_own_side_and_nothing_of_the_other(several: Several) -> None:
    bram, bea, hans = (several.visitors[name] for name in ("Bram", "Bea", "Hans"))
    bram.act("respond", response="antwoord van Bram")
    bea.act("respond", response="antwoord van Bea")
    hans.act("respond", response="helper zegt voor Bram")
    assert several.hear("verslag van Bram", "Bram").status_code == 302
    assert several.hear("verslag van Bea", "Bea").status_code == 302
    assert several.hear("verslag van allebei", "Bram", "Bea").status_code == 302
    read = {name: visitor.words("gezegd/") for name, visitor in several.visitors.items()}
    found = {words: {name for name in SIDE if words in read[name]} for words in SEES}
    assert found == SEES


WORDS = ("antwoord van Bea", "verslag van Bram", "verslag van Kees")


def reads(several: Several) -> dict[str, set[str]]:
    """Which of these words each of them reads."""
    said = {name: several.visitors[name].words("gezegd/") for name in SIDE}
    return {name: {words for words in WORDS if words in said[name]} for name in SIDE}


@pytest.mark.requirement("LOJ-07")
def test_each_accused_reads_what_the_others_said_once_they_were_heard_themselves(several: Several) -> None:
    several.visitors["Bea"].act("respond", response="antwoord van Bea")
    several.hear("verslag van Bram", "Bram")
    several.do("hear", party="complainant", how="oral", minutes="verslag van Kees")
    found = reads(several)
    assert found["Bram"] == found["Hans"] == set(WORDS)
    assert "verslag van Bram" not in found["Bea"] | found["Hella"], "who is still to be heard does not read it first"
    several.hear("verslag van Bea", "Bea")
    assert all(read == set(WORDS) for read in reads(several).values())


@pytest.mark.requirement("LOJ-07")
def test_who_waives_being_heard_reads_the_papers_too(several: Several) -> None:
    several.hear("verslag van Bram", "Bram")
    several.do("hear", party="complainant", how="oral", minutes="verslag van Kees")
    assert several.visitors["Bea"].act("waive-hearing").status_code == 302
    assert "verslag van Bram" in reads(several)["Bea"]


def test_the_desk_says_of_whom_a_hearing_was_and_is_asked_only_where_there_are_several(several: Several) -> None:
    nobody = several.hear("verslag van Bram")
    assert nobody.status_code == 422
    assert "Kies om wie van de aangeklaagden het gaat." in words_of(nobody)
    assert "verslag van Bram" in nobody.content.decode(), "nothing typed is lost"
    several.hear("verslag van Bram", "Bram")
    event = several.house.open().events[-1]
    assert event.values["concerns"] == [several.codes["Bram"]]
    story = words_of(several.desk.get(f"/werkplek/dossiers/{several.house.number}/"))
    assert "Om wie van de aangeklaagden gaat het: Bram Beklaagd" in story
    about_kees = several.do("hear", party="complainant", how="oral", concerns=[several.codes["Bea"]])
    assert about_kees.status_code == 302
    assert "concerns" not in several.house.open().events[-1].values, "hearing the complainant is about none of them"


def test_with_one_accused_nothing_more_is_asked(house: House) -> None:
    desk = Client()
    desk.force_login(house.accounts[house.keeper])
    assert "aangeklaagden" not in desk.get(f"/werkplek/dossiers/{house.number}/daad/hear/").content.decode()
    assert 'name="helps"' not in desk.get(f"/werkplek/dossiers/{house.number}/mensen/").content.decode()


def test_minutes_sent_to_one_go_to_that_one_and_open_for_no_other(several: Several) -> None:
    several.hear("verslag van Bea", "Bea")
    assert several.do("send-minutes", concerns=[several.codes["Bea"]]).status_code == 302
    dossier = several.house.open()
    (draft,) = (one for one in dispatch.drafts(dossier, several.house.now) if one.name == "minutes")
    to = dispatch.recipients(dossier, draft, by_mail=True)
    assert several.codes["Bea"] in {one.code for one in to}
    assert several.codes["Bram"] not in {one.code for one in to}
    assert "Bram" not in draft.recipient
    if not draft.sent:
        dispatch.send(dossier, draft, actor=several.house.actor(), now=several.house.now, by_mail=False)
    dossier, bea = several.house.open(), several.codes["Bea"]
    letter = next(
        d.id for d in dossier.documents if (d.kind, d.letter) == ("letter", "minutes") and d.only_for in ((), (bea,))
    )
    opens = {n for n in SIDE if several.visitors[n].get(f"stukken/{letter}/").status_code == 200}
    assert opens == {"Bea", "Hella"}


def drafted(several: Several, name: str) -> dispatch.Draft:
    found = {one.name: one for one in dispatch.drafts(several.house.open(), several.house.now)}
    return found[name]


def gets(several: Several, draft: dispatch.Draft) -> set[str]:
    """Who of the accused gets this letter."""
    found = {one.code for one in dispatch.recipients(several.house.open(), draft, by_mail=True)}
    return {name for name, code in several.codes.items() if code in found} | (found & {"accused"})


def test_minutes_of_one_who_turns_out_to_be_a_witness_go_to_no_other_accused(several: Several) -> None:
    several.hear("verslag van Bea", "Bea")
    assert several.do("send-minutes", concerns=[several.codes["Bea"]]).status_code == 302
    people = Person.objects.filter(organisation=several.house.here, code=several.codes["Bea"])
    with in_organisation(several.house.here.pk):
        assert people.update(side="witness") == 1
    draft = drafted(several, "minutes")
    assert gets(several, draft) == set()
    assert "Bram" not in draft.recipient
    assert "Zorg" not in draft.recipient, "nor to the provider in their place"


def plan(several: Several, *guests: str, days: int = 3, **more: str) -> None:
    """A talk that the regulation holds with both sides."""
    house, both = several.house, {"complainant", "accused"}
    meeting = next(code for code, rule in house.regulation.meetings.items() if both <= set(rule.invited))
    house.do(
        "plan meeting", texts={"meeting_place": "Kamer 3"}, meeting=meeting,
        meeting_at=f"{house.now + timedelta(days=days):%Y-%m-%dT10:00}", guests=list(guests), **more,
    )  # fmt: skip


def test_a_talk_with_one_of_them_invites_that_one_and_its_cancellation_goes_to_that_one(several: Several) -> None:
    plan(several, several.codes["Bea"])
    assert gets(several, drafted(several, "invitation-accused")) == {"Bea"}
    first = several.house.open().state.events[-1].seq
    several.house.do("cancel meeting", texts={"reason": "Ziek"}, planned=str(first))
    assert gets(several, drafted(several, "cancellation")) == {"Bea"}


def waits(several: Several) -> set[str]:
    """The letters that wait to be written, as the dossier and the page of closing name them."""
    shown = {one["label"] for one in waiting(several.house.open())}
    closing = " ".join(one["label"] for one in missing(several.house.open(), several.house.now))
    letters = several.house.open().regulation.letters
    named = {name for name in letters if letters[name].label in shown}
    assert named == {name for name in letters if f"‘{letters[name].label}’ is nog niet verstuurd" in closing}
    return named


def test_a_talk_with_the_complainant_alone_leaves_no_letter_to_the_accused_waiting_for_ever(several: Several) -> None:
    plan(several, "p1")
    assert {one.name for one in dispatch.drafts(several.house.open(), several.house.now)} >= {"invitation"}
    assert "invitation-accused" not in {one.name for one in dispatch.drafts(several.house.open(), several.house.now)}
    assert "invitation" in waits(several)
    assert "invitation-accused" not in waits(several)


def test_a_talk_with_the_accused_alone_invites_no_complainant(several: Several) -> None:
    plan(several, several.codes["Bea"])
    assert gets(several, drafted(several, "invitation-accused")) == {"Bea"}
    assert "invitation" not in {one.name for one in dispatch.drafts(several.house.open(), several.house.now)}
    assert waits(several) & {"invitation", "invitation-accused"} == {"invitation-accused"}


def test_a_talk_with_the_accused_alone_invites_no_complainant_by_a_letter_for_both(
    build_house: Callable[[str], House],
) -> None:
    house = build_house("jot")
    house.do(
        "plan meeting", texts={"meeting_place": "Kamer 3"}, meeting=next(iter(house.open().regulation.meetings)),
        meeting_at=f"{house.now + timedelta(days=3):%Y-%m-%dT10:00}", guests=["p2"],
    )  # fmt: skip
    (draft,) = (one for one in dispatch.drafts(house.open(), house.now) if one.name == "invitation")
    people = {one.code: one for one in house.open().people}
    assert draft.recipient == people["p2"].name
    assert {one.code for one in dispatch.recipients(house.open(), draft, by_mail=True)} == {"p2"}


def test_a_set_to_inspect_and_a_paper_shown_to_one_open_for_that_one_and_their_helper(several: Several) -> None:
    house = several.house
    new = NewSet(
        "accused", b"%PDF-1.4 set", "set.pdf", [], "Bea Beklaagd", "online", house.now.date(), only_for=(several.codes["Bea"],)
    )  # fmt: skip
    inspections.keep_set(house.open(), new, actor=house.actor(), now=house.now)
    (given,) = inspections.given(house.open(), actor=house.actor(), now=house.now)
    opens = {name for name in SIDE if several.visitors[name].get(f"stukken/{given.document}/").status_code == 200}
    assert opens == {"Bea", "Hella"}
    page = f"/werkplek/dossiers/{house.number}/inzage/accused/"
    asked = several.desk.get(page)
    assert "Voor wie van de aangeklaagden?" in words_of(asked)
    refused = several.desk.post(page, {"receiver": "Bea", "way": "online", "given": f"{house.now:%Y-%m-%d}"})
    assert refused.status_code == 422, "it is not given to somebody whom nobody chose"


def test_who_complains_is_never_asked_for_which_accused_they_answer(several: Several) -> None:
    view = open_by_code(several.house.here, several.house.code, now=several.house.now)
    assert len(accused_of(view)) == 2
    assert spoken_for(view) == []


def letters_of(several: Several, name: str, *written: tuple[str, int]) -> list[str]:
    """Of letters that were written, those that somebody gets who asks for their data."""
    house, dossier = several.house, several.house.open()
    kept = tuple(
        DocumentView(uuid4(), seq, "letter", letter, letter, "application/pdf", 1, "", house.now, "party")
        for letter, seq in written
    )
    found = persons_data(replace(dossier, documents=kept), several.codes[name], actor=house.actor(), now=house.now)
    return [said for said, _ in found.documents]


@pytest.mark.requirement("JOT-14")
def test_the_letter_of_a_moved_talk_is_among_the_data_of_who_it_was_for_alone(several: Several) -> None:
    plan(several, several.codes["Bram"], several.codes["Bea"])
    first = several.house.open().seq
    plan(several, several.codes["Bram"], days=5, moved="yes")
    seq = several.house.open().seq
    off, again = ("cancellation", seq), ("invitation-accused", seq)
    assert letters_of(several, "Bea", off, again) == ["cancellation"], "she is not asked any more"
    assert letters_of(several, "Bram", off, again) == ["invitation-accused"], "he is asked, and nothing is off for him"
    several.house.do("cancel meeting", texts={"reason": "Ziek"}, planned=str(first))
    last = several.house.open().seq
    assert letters_of(several, "Bram", ("cancellation", last)) == ["cancellation"]
    assert letters_of(several, "Bea", ("cancellation", last)) == [], "the talk with Bram alone"
