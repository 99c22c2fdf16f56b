"""What a dossier is called: a title that its handler gives, and what a letter says when nobody gave one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.desk.conftest import WORKLIST, Desk, dossier_address, text
from wederhoor.correspondence import dispatch
from wederhoor.correspondence.values import plain_kind
from wederhoor.dossier import door, persons_data, placing, titling
from wederhoor.dossier.door import NotFound
from wederhoor.dossier.titling import Retitled
from wederhoor.organisations.models import Location
from wederhoor.procedure.commands import Command

ABOUT = "Wachten op de gang"


def retitle(dossier: door.OpenDossier, title: str) -> None:
    """Another title by who has it open, and the place as it is."""
    where = dossier.row.location
    titling.put_right(dossier, title, where, None, actor=dossier.actor, now=datetime.now(UTC), seen=None)


def subjects(desk: Desk, number: str) -> dict[str, str]:
    """The letters that are due, with the subject that each has."""
    drafts = dispatch.drafts(desk.open(number), desk.now)
    return {one.name: one.letter.head.subject for one in drafts if one.letter}


def named(desk: Desk, subject: str) -> str:
    """A complaint that begins with these words, as the list shows it, and that was acknowledged."""
    values = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
    story = "Begeleidster Roos kwam drie keer te laat en gaf mijn medicijnen aan iemand anders in huis."
    person = door.NewPerson("complainant", "Kees Kanarie", "client", {"email": "kees@voorbeeld.test"})
    received = door.receive(
        desk.here, Command("receive", "complainant", values), texts={"complaint": story}, people=[person], subject=subject,
        actor=door.visitor(desk.here.pk), now=desk.now, submitted_key="brief",
    )  # fmt: skip
    assert isinstance(received, door.Received)
    assert desk.act("handler", received.number, "acknowledge").status_code == 302
    return received.number


@pytest.mark.parametrize("cut", ["Begeleidster Roos kwam drie keer te laat en gaf mijn …", "Begeleidster Roos kwam"])
def test_a_letter_says_whose_complaint_of_which_day_and_never_its_first_words_cut_off(desk: Desk, cut: str) -> None:
    number = named(desk, cut)
    assert subjects(desk, number)["confirmation"] in ("uw klacht van 2 maart 2026", "jouw klacht van 2 maart 2026")
    assert not [said for said in subjects(desk, number).values() if "…" in said or "Begeleidster" in said]


def test_the_title_that_the_handler_gives_stands_in_list_search_dossier_and_letter(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam …")
    page = (
        desk.get("handler", dossier_address(number))
        .content.decode()
        .partition("Titel</dt>")[2]
        .partition('href="')[2]
        .partition('"')[0]
    )
    assert desk.post("handler", page, title=ABOUT).status_code == 302
    assert ABOUT in text(desk.get("handler", dossier_address(number)))
    assert ABOUT in text(desk.get("handler", f"{WORKLIST}?tab=all"))
    assert ABOUT in text(desk.post("handler", f"{WORKLIST}zoeken/", q="wachten"))
    assert subjects(desk, number)["confirmation"] == ABOUT
    assert "Begeleidster Roos kwam drie keer" in " ".join(desk.open(number).texts.values()), (
        "the complaint stays as it was"
    )


def test_nobody_else_gives_a_title_and_an_empty_one_changes_nothing(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam …")
    desk.act("handler", number, "hear", party="accused", how="oral")
    with pytest.raises(NotFound):
        retitle(desk.open(number, "confidant"), ABOUT)
    before = desk.open(number)
    with pytest.raises(NotFound):
        retitle(before, "  ")
    assert desk.open(number).subject == "Begeleidster Roos kwam …"


def test_who_writes_second_hears_that_the_title_was_changed_meanwhile_and_nothing_is_overwritten(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam …")
    page = f"{dossier_address(number)}plaats/"
    seen = desk.get("handler", page).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    dossier = desk.open(number)
    retitle(dossier, ABOUT)
    late = desk.post("handler", page, title="Begeleidster Roos kwam …", seen=seen)
    assert late.status_code == 409
    assert f"Er staat nu: {ABOUT}" in text(late)
    assert desk.open(number).subject == ABOUT
    again = late.content.decode().partition('name="seen" value="')[2].partition('"')[0]
    assert desk.post("handler", page, title="Medicijnen", seen=again).status_code == 302
    assert desk.open(number).subject == "Medicijnen"


@pytest.mark.parametrize(("label", "word"), [
    ("Klacht", "klacht"), ("Klacht (elke ontevredenheid)", "klacht"), ("Wat goed gaat (compliment)", "klacht"),
    ("Compliment", "compliment"),
])  # fmt: skip
def test_a_letter_calls_it_by_one_plain_word(label: str, word: str) -> None:
    assert plain_kind(label) == word


def test_a_chosen_title_counts_as_chosen_also_where_the_complaint_begins_so(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam drie keer …")
    page = f"{dossier_address(number)}plaats/"
    assert desk.post("handler", page, title="Begeleidster Roos kwam").status_code == 302
    assert subjects(desk, number)["confirmation"] == "Begeleidster Roos kwam"
    hits = text(desk.post("handler", f"{WORKLIST}zoeken/", q="begeleidster"))
    assert number in hits


def test_of_two_titles_at_once_the_second_is_refused_inside_its_own_transaction(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam …")
    one, other = desk.open(number), desk.open(number)
    retitle(one, ABOUT)
    with pytest.raises(Retitled):
        retitle(other, "Medicijnen verwisseld")
    assert desk.open(number).subject == ABOUT


def test_a_title_that_is_put_right_and_not_kept_is_nowhere_any_more(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam …")
    dossier = desk.open(number)
    retitle(dossier, "Geheim over Xandrineke")
    again = desk.open(number)
    persons_data.rectify(again, 0, "subject", "Over de gang", "AVG", keep=False, actor=again.actor, now=desk.now)
    after = desk.open(number)
    assert after.subject == "Over de gang"
    assert not any("Xandrineke" in words for words in after.texts.values())
    assert number not in text(desk.post("handler", f"{WORKLIST}zoeken/", q="Xandrineke"))


def test_who_was_overtaken_in_one_of_title_and_place_changes_neither(desk: Desk) -> None:
    number = named(desk, "Begeleidster Roos kwam …")
    there = Location.objects.create(organisation=desk.here, code="noord", name="Huis Noord")
    one = desk.open(number)
    titling.put_right(one, "", there, None, actor=one.actor, now=desk.now, seen=None)
    with pytest.raises(placing.Overtaken):
        titling.put_right(desk.open(number), ABOUT, None, None, actor=one.actor, now=desk.now, seen=(None, None))
    assert desk.open(number).subject == "Begeleidster Roos kwam …"
    stale = desk.open(number)
    retitle(desk.open(number), ABOUT)
    with pytest.raises(Retitled):
        titling.put_right(stale, "Xandrineke", None, None, actor=one.actor, now=desk.now, seen=(there.pk, None))
    after = desk.open(number)
    assert (after.subject, after.row.location) == (ABOUT, there)
    assert number not in text(desk.post("handler", f"{WORKLIST}zoeken/", q="Xandrineke"))
