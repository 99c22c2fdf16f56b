"""Several accused in one complaint: recordings, agendas and helpers that two of them share, each kept to whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.frontdoor.taking_part.conftest import House, words_of
from tests.frontdoor.taking_part.test_several_accused import SIDE, Several
from tests.frontdoor.taking_part.test_several_accused import several as several
from wederhoor.dossier import agenda, inspections, papers, papers_changed, people
from wederhoor.dossier.accused import of_others, unheard
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import take_in
from wederhoor.dossier.models import Document
from wederhoor.dossier.opened import DocumentView
from wederhoor.dossier.papers import NewPaper
from wederhoor.dossier.persons_data import persons_data
from wederhoor.dossier.writing import NewPerson
from wederhoor.organisations.models import Account, Membership

KEES = "complainant"
"""A paper before, of which side and whom of the accused; for whom inspection is given; who of the side opens it after."""
GOING_ALONG = {
    "of the complainant, given to Bea": (KEES, (), ("accused", "Bea"), {"Bea", "Hella"}),
    "for Bram alone, given to the complainant": ("accused", ("Bram",), (KEES, ""), {"Bram", "Hans"}),
    "for Bram alone, given to Bea": ("accused", ("Bram",), ("accused", "Bea"), set(SIDE)),
    "for nobody, given to Bea": ("", (), ("accused", "Bea"), {"Bea", "Hella"}),
    "for all of them, given to Bea": ("both", (), ("accused", "Bea"), set(SIDE)),
    "for Bea alone, given to Bea": ("both", ("Bea",), ("accused", "Bea"), {"Bea", "Hella"}),
}


@pytest.mark.parametrize("case", GOING_ALONG)
def test_a_recording_that_goes_along_with_inspection_opens_for_no_other_accused(several: Several, case: str) -> None:
    before, only, (side, name), after = GOING_ALONG[case]
    house, codes = several.house, several.codes
    new = NewPaper("Opname", "other", KEES, house.now.date(), "party", shown_to="", only_for=())
    made = papers.keep(house.open(), take_in("opname.txt", b"geluid"), new, actor=house.actor(), now=house.now)
    if before:
        to = " ".join((before, *(codes[one] for one in only)))
        papers_changed.show(house.open(), made, to, "Voor hen", actor=house.actor(), now=house.now)
    show_along(house, made, side, codes[name] if name else "")
    assert opening(several, made) == after


def test_a_recording_of_one_accused_opens_for_no_other_when_the_complainant_gets_it(several: Several) -> None:
    house, bram = several.house, several.codes["Bram"]
    new = NewPaper("Opname van Bram", "other", "accused", house.now.date(), "party", shown_to="accused")
    made = papers.keep(house.open(), take_in("opname.txt", b"geluid"), new, actor=house.actor(), now=house.now)
    with in_organisation(house.here.pk):
        Document.objects.filter(paper=made).update(by=bram)
    show_along(house, made, KEES, "")
    assert opening(several, made) == {"Bram", "Hans"}
    page = words_of(several.desk.get(f"/werkplek/dossiers/{house.number}/"))
    assert "Stuk te zien voor: De klager, Bram Beklaagd" in page


def show_along(house: House, paper: UUID, side: str, only: str) -> None:
    """What happens to a file that cannot be bound, when inspection is given."""
    dossier = house.open()
    (view,) = (one for one in papers.listed(dossier, actor=house.actor(), now=house.now) if one.id == paper)
    (file,) = (one for one in dossier.documents if one.id == view.clean)
    if to := inspections.also_shown(dossier, file, side, (only,) if only else ()):
        papers_changed.show(dossier, paper, to, "Gegeven bij de inzage", actor=house.actor(), now=house.now)


def opening(several: Several, paper: UUID) -> set[str]:
    house = several.house
    (view,) = (one for one in papers.listed(house.open(), actor=house.actor(), now=house.now) if one.id == paper)
    return {name for name in SIDE if several.visitors[name].get(f"stukken/{view.clean}/").status_code == 200}


@pytest.mark.parametrize("provider", ["izw", "jot", "zk"])
def test_the_agenda_of_an_accused_holds_no_talk_of_another(build_house: Callable[[str], House], provider: str) -> None:
    house = build_house(provider)
    codes = {"Carl": "", "Dana": ""}
    accounts = {name: Account.objects.create_user(f"{name}@voorbeeld.test", name) for name in codes}
    for name, account in accounts.items():
        Membership.objects.create(account=account, organisation=house.here, role="accused")
        codes[name] = people.add(
            house.open(), NewPerson("accused", name, "", {}, account.pk), actor=house.actor(), now=house.now
        )
    house.tell_accused()
    meeting = next(iter(house.regulation.meetings), None)
    at = (house.now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    values = {"meeting_at": at, "guests": [codes["Dana"]]} | ({"meeting": meeting} if meeting else {})
    house.do("plan meeting", texts={"meeting_place": "Kamer 9"}, **values)
    day = (house.now + timedelta(days=9)).date()
    for name, account in accounts.items():
        seen = agenda.entries(house.here, Actor(account.pk, "accused", house.here.pk), now=house.now)
        talks = [one for one in seen if one.kind == "meeting" and one.day == day]
        assert len(talks) == (name == "Dana"), name
        secret = agenda.renew(house.here, Membership.objects.get(account=account), now=house.now)
        feed = Client().get(f"/agenda/{secret}.ics").content.decode()
        assert (f"{day:%Y%m%d}T" in feed) == (name == "Dana"), name


def test_a_helper_whom_an_accused_brings_helps_that_accused(several: Several) -> None:
    several.visitors["Bea"].act("add-assistant", name="Dora Derde")
    dora = next(one for one in several.house.open().people if one.name == "Dora Derde")
    assert dora.helps == (several.codes["Bea"],)
    assert "Dora Derde" not in several.visitors["Bram"].words()


@pytest.fixture
def gerda(several: Several) -> str:
    """Somebody who helps both; her code."""
    given = {
        "name": "Gerda Gedeeld",
        "side": "assistant of accused",
        "helps": [several.codes["Bram"], several.codes["Bea"]],
    }
    assert several.desk.post(f"/werkplek/dossiers/{several.house.number}/mensen/", given).status_code == 302
    return next(one.code for one in several.house.open().people if one.name == "Gerda Gedeeld")


def test_who_helps_both_shows_neither_what_was_said_for_the_other(several: Several, gerda: str) -> None:
    helper = several.house.enter(gerda)
    nobody = helper.act("respond", response="Gerda zegt iets voor een van beiden")
    assert nobody.status_code == 422, "who helps two says for whom they speak"
    assert "Gerda zegt iets" in nobody.content.decode(), "nothing typed is lost"
    page = helper.words("doen/respond/")
    assert "Voor wie antwoordt u?" in page
    assert "Bram Beklaagd" in page
    said = helper.act("respond", response="Gerda zegt iets voor Bea", concerns=[several.codes["Bea"]])
    assert said.status_code == 302, words_of(said)
    story = words_of(several.desk.get(f"/werkplek/dossiers/{several.house.number}/"))
    assert "Namens wie van de aangeklaagden: Bea Beklaagd" in story
    several.visitors["Bea"].act("respond", response="antwoord van Bea")
    several.hear("verslag van Bea", "Bea")
    everybody = several.visitors | {"Gerda": helper}
    read = {name: visitor.words("gezegd/") for name, visitor in everybody.items()}
    words = ("Gerda zegt iets", "antwoord van Bea", "verslag van Bea")
    assert {one: {name for name, said in read.items() if one in said} for one in words} == {
        "Gerda zegt iets": {"Bea", "Hella", "Gerda"},
        "antwoord van Bea": {"Bea", "Hella", "Gerda"},
        "verslag van Bea": {"Bea", "Hella", "Gerda"},
    }


def test_who_speaks_for_one_is_not_asked_for_whom(several: Several) -> None:
    for name in ("Bram", "Hans"):
        assert "Voor wie antwoordt u?" not in several.visitors[name].words("doen/respond/")


def test_a_hearing_that_a_shared_helper_waives_for_one_is_not_waived_for_the_other(
    several: Several, gerda: str
) -> None:
    helper = several.house.enter(gerda)
    several.hear("verslag van Bram", "Bram")
    waived = helper.act("waive-hearing", concerns=[several.codes["Bram"]])
    assert waived.status_code == 302, words_of(waived)
    assert unheard(several.house.open()) == ["Bea Beklaagd"]


def test_what_a_shared_helper_said_or_gave_for_one_of_them_is_kept_from_the_other(several: Several, gerda: str) -> None:
    """Whom it is for decides, not who did it."""
    several.hear("verslag van Bea", "Bea")
    several.hear("verslag van allebei", "Bram", "Bea")
    dossier, bea = several.house.open(), several.codes["Bea"]
    for_bea, for_both = (replace(event, actor=gerda) for event in dossier.state.events[-2:])
    unnamed = replace(for_bea, seq=for_both.seq + 1, values={"party": "accused"})
    state = replace(dossier.state, events=(*dossier.state.events[:-2], for_bea, for_both, unnamed))
    paper = DocumentView(
        uuid4(), 0, "paper", "", "brief.pdf", "application/pdf", 9, "", several.house.now, "party", by=gerda
    )
    helper = next(one for one in dossier.people if one.code == gerda)
    kept = {}
    for name, code in (several.codes | {"Gerda": gerda}).items():
        apart = of_others(code, "accused", dossier.people, state, several.house.now)
        events = [apart.event(state, one) for one in (for_bea, for_both, unnamed)]
        papers = [apart.document(one) for one in (replace(paper, only_for=(bea,)), paper)]
        kept[name] = (*events, *papers)
        assert not apart.person(helper), "everybody whom she helps, or helps with, knows that she helps"
    assert kept == {
        "Bram": (True, False, True, True, True), "Hans": (True, False, True, True, True),
        "Bea": (False, False, True, False, True), "Hella": (False, False, True, False, True),
        "Gerda": (False, False, False, False, False),
    }  # fmt: skip


def test_who_helps_at_the_desk_says_whom(several: Several) -> None:
    people = f"/werkplek/dossiers/{several.house.number}/mensen/"
    answer = several.desk.post(people, {"name": "Niels Niemand", "side": "assistant of accused"})
    assert answer.status_code == 422
    assert "Kies welke aangeklaagde hulp krijgt van deze persoon." in words_of(answer)
    assert "Helper van de aangeklaagde (Bram Beklaagd)" in words_of(several.desk.get(people))


@pytest.mark.requirement("LOJ-07")
def test_before_a_judgement_the_desk_names_who_of_the_accused_was_not_heard(several: Several) -> None:
    several.hear("verslag van Bram", "Bram")
    assert unheard(several.house.open()) == ["Bea Beklaagd"]
    several.hear("verslag van Bea", "Bea")
    assert unheard(several.house.open()) == []


def test_what_is_held_about_one_of_them_holds_nothing_of_the_other(several: Several) -> None:
    several.visitors["Bram"].act("respond", response="antwoord van Bram")
    several.visitors["Bea"].act("respond", response="antwoord van Bea")
    several.hear("verslag van Bram", "Bram")
    several.hear("verslag van Bea", "Bea")
    dossier = several.house.open()
    for name, other in (("Bram", "Bea"), ("Bea", "Bram")):
        held = persons_data(dossier, several.codes[name], actor=several.house.actor(), now=several.house.now)
        said = {words for told in held.told for _, words in told.texts}
        assert said == {f"antwoord van {name}", f"verslag van {name}"}, other
