"""Case notes at the desk: made from a closed dossier after somebody approved the text, discussed, and with no way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from tests.desk.conftest import Desk, text
from tests.desk.learning.test_register_entry import closed
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, ApprovedText, Assignment, Dossier, RegisterRow
from wederhoor.dossier.queries import read_many
from wederhoor.insight import notes
from wederhoor.insight.models import CaseNote, Measure

LIST = "/werkplek/leren/casussen/"
STORY = "Kees Kanarie zat op 3 maart 2026 in de kou. Kees belde 06-12345678. Begeleidster Joke zei niets."
SAFE = "[persoon 1] zat in maart in de kou. Niemand zei iets."


def address(number: str) -> str:
    return f"/werkplek/dossiers/{number}/casus/"


def more(desk: Desk, number: int = 4) -> None:
    """So many other closed complaints with the same codes as the first, so that nobody is alone with a code."""
    with in_organisation(desk.here.pk):
        row = RegisterRow.objects.first()
        assert row is not None
        for _ in range(number):
            row.id = row._meta.get_field("id").get_default()
            RegisterRow.objects.bulk_create([row])


@pytest.fixture
def number(desk: Desk) -> str:
    found = closed(desk)
    more(desk)
    return found


def made(desk: Desk, number: str, words: str = SAFE, **data: str) -> CaseNote:
    answer = desk.post("handler", address(number), story=STORY, text=words, step="approve", **data)
    assert answer.status_code == 302, text(answer)
    with in_organisation(desk.here.pk):
        return CaseNote.objects.get()


def test_the_proposal_has_nobody_in_it_and_says_why(desk: Desk, number: str) -> None:
    assert "Het ging niet goed op de gang." in text(desk.get("handler", address(number)))
    page = text(desk.post("handler", address(number), story=STORY, step="propose"))
    assert "[persoon 1] zat in maart 2026 in de kou. [persoon 1] belde [telefoonnummer]." in page
    assert "staat in het dossier" in page
    assert "nummer met tien cijfers" in page


def test_what_somebody_keeps_stays_and_what_somebody_marks_goes(desk: Desk, number: str) -> None:
    answer = desk.post("handler", address(number), story=STORY, step="propose", keep="Joke", also="in de kou")
    page = text(answer)
    assert "[weggelaten] . [persoon 1]" in page.replace("[weggelaten].", "[weggelaten] .")
    assert "Begeleidster Joke zei niets." in page


def test_an_edited_proposal_is_not_lost(desk: Desk, number: str) -> None:
    page = text(
        desk.post("handler", address(number), story=STORY, text="Iemand had het koud.", sign="x", step="propose")
    )
    assert "Iemand had het koud." in page


@pytest.mark.requirement("IZW-16")
def test_a_note_is_made_after_approval_and_read_by_who_sees_figures(desk: Desk, number: str) -> None:
    note = made(desk, number)
    page = text(desk.get("director", f"{LIST}{note.id}/"))
    assert SAFE in page
    assert number not in page
    assert "in de kou" in text(desk.get("director", LIST))
    for who in ("confidant", "accused", "outsider"):
        assert desk.get(who, f"{LIST}{note.id}/").status_code in (403, 404)


@pytest.mark.parametrize("words", ["Kees had het koud.", "Bel 06-12345678.", "Zijn bsn is 999945956.", "Kanarie, K."])
def test_nobody_can_approve_what_names_somebody_of_the_dossier(desk: Desk, number: str, words: str) -> None:
    answer = desk.post("handler", address(number), story=STORY, text=words, step="approve", read="yes")
    assert answer.status_code == 422
    assert "Hier staat misschien nog een persoon in" in text(answer)
    with in_organisation(desk.here.pk):
        assert not CaseNote.objects.exists()
        assert not ApprovedText.objects.exists()


def test_what_may_be_a_person_needs_somebody_who_says_it_is_not(desk: Desk, number: str) -> None:
    words = "Volgens Joris was het koud."
    assert desk.post("handler", address(number), story=STORY, text=words, step="approve").status_code == 422
    made(desk, number, words, read="yes")


def test_only_the_maker_finds_the_way_back_and_only_while_the_dossier_lives(desk: Desk, number: str) -> None:
    note = made(desk, number)
    assert number in text(desk.get("handler", f"{LIST}{note.id}/"))
    with in_organisation(desk.here.pk):
        ApprovedText.objects.all().delete()
    assert number not in text(desk.get("handler", f"{LIST}{note.id}/"))


def test_the_table_of_notes_holds_no_dossier_no_person_and_no_readable_text(desk: Desk, number: str) -> None:
    note = made(desk, number)
    with in_organisation(desk.here.pk), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(n)::text FROM insight_casenote n")
        (row,) = cursor.fetchone()
        approved = ApprovedText.objects.get()
    assert approved.dossier_id.hex not in row.replace("-", "")
    assert "kou" not in row
    assert note.month.day == 1
    assert "Kees" not in str(approved.replaced)
    assert [one["kind"] for one in approved.replaced] == ["naam", "datum", "naam", "telefoon", "naam"]


def test_codes_that_few_complaints_share_are_not_shown(desk: Desk, number: str) -> None:
    with in_organisation(desk.here.pk):
        rest = RegisterRow.objects.exclude(id__in=notes.RegisterLink.objects.values("row"))
        rest.update(lead_time="longer", outcome="other", route="other")
    note = made(desk, number)
    assert (note.law, note.theme) == ("wlz", "care")
    assert (note.route, note.outcome, note.lead_time) == ("", "", "")


def test_where_few_complaints_are_closed_everybody_would_know_and_none_is_made(desk: Desk) -> None:
    found = closed(desk)
    assert "Er zijn te weinig gesloten klachten." in text(desk.get("handler", address(found)))
    assert desk.post("handler", address(found), story=STORY, text=SAFE, step="approve", read="yes").status_code == 409


def test_a_running_complaint_is_no_case_yet(desk: Desk) -> None:
    found = desk.receive()
    assert "Deze klacht loopt nog." in text(desk.get("handler", address(found)))
    assert desk.get("director", address(found)).status_code == 404


@pytest.mark.requirement("IZW-16")
def test_a_discussion_leaves_lessons_and_a_measure(desk: Desk, number: str) -> None:
    page = f"{LIST}{made(desk, number).id}/"
    data = {"held_on": "2026-03-01", "with_whom": "Team Oost", "lessons": "Eerst vragen.", "what": "Elke dag vragen."}
    assert desk.post("director", page, **data).status_code == 302
    words = text(desk.get("handler", page))
    assert "Team Oost" in words
    assert "Eerst vragen." in words
    with in_organisation(desk.here.pk):
        assert Measure.objects.get().origin == "meeting"
        assert AccessLog.objects.filter(action="case note discussed").count() == 1


def test_a_discussion_that_seems_to_name_somebody_comes_back_as_it_was(desk: Desk, number: str) -> None:
    page = f"{LIST}{made(desk, number).id}/"
    data = {"held_on": "2026-03-01", "with_whom": "het team", "lessons": "Mevrouw Jansen moet eerst vragen."}
    answer = desk.post("director", page, **data)
    assert answer.status_code == 422
    assert "Jansen moet eerst vragen." in text(answer)
    assert desk.post("director", page, nobody="on", **data).status_code == 302
    numbered = data | {"what": "Bel bsn 111222333."}
    assert desk.post("director", page, nobody="on", **numbered).status_code == 422


def test_a_case_without_a_theme_is_called_by_its_month_so_that_two_are_told_apart(desk: Desk, number: str) -> None:
    note = made(desk, number)
    with in_organisation(desk.here.pk):
        CaseNote.objects.filter(organisation=desk.here, id=note.id).update(theme="")
    shown = text(desk.get("handler", f"/werkplek/leren/casussen/{note.id}/"))
    assert "Casus uit maart 2026" in shown


def test_the_note_on_paper(desk: Desk, number: str) -> None:
    note = made(desk, number)
    answer = desk.get("director", f"{LIST}{note.id}/pdf/")
    assert answer.content.startswith(b"%PDF-")


def test_after_two_years_the_story_is_wiped_and_the_lessons_stay(desk: Desk, number: str) -> None:
    note = made(desk, number)
    data = {"held_on": "2026-03-01", "with_whom": "het team", "lessons": "Eerst vragen."}
    desk.post("director", f"{LIST}{note.id}/", **data)
    assert notes.forget(desk.now + timedelta(days=700)) == 0
    assert notes.forget(desk.now + timedelta(days=800)) == 1
    page = text(desk.get("director", f"{LIST}{note.id}/"))
    assert "Het verhaal is gewist." in page
    assert "Eerst vragen." in page


def test_what_resembles_what_is_read_when_asked_and_logged(desk: Desk) -> None:
    for nth in range(3):
        desk.receive(key=f"form{nth}", mail=f"kanarie{nth}@voorbeeld.test")
    assert "gang" not in text(desk.get("handler", "/werkplek/leren/signalen/gelijkend/"))
    page = text(desk.post("handler", "/werkplek/leren/signalen/gelijkend/"))
    assert "3 klachten" in page
    assert "gang" in page
    assert "Kanarie" not in page.split("Zoek wat op elkaar lijkt")[1]
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="alike", hits=3).count() == 1


@pytest.mark.requirement("LOJ-10")
def test_what_resembles_what_is_looked_for_only_in_what_opens_for_who_asks(desk: Desk) -> None:
    """Of three that are alike one is shut to the handler: it is not read, and two are no group."""
    found = [desk.receive(key=f"form{nth}", mail=f"kanarie{nth}@voorbeeld.test") for nth in range(3)]
    for number in found:
        desk.act("handler", number, "note", note="Zwijgwoord fluisterwoord behandelaarswoord.")
    page = "/werkplek/leren/signalen/gelijkend/"

    def read(who: str) -> dict[str, str]:
        actor = Actor(desk.accounts[who].pk, who, desk.here.pk)
        return {one.number: one.text for one in read_many(desk.here, actor, most=99, logged="alike", now=desk.now)}

    assert all("Zwijgwoord" in words for words in read("handler").values())
    assert read("outsider") == read("accused") == {}
    assert "3 klachten" in text(desk.post("handler", page))
    with in_organisation(desk.here.pk):
        shut = Dossier.objects.get(organisation=desk.here, number=found[0])
        Assignment.objects.create(
            organisation=desk.here, dossier_id=shut.id, account=desk.accounts["handler"], role="handler", since=desk.now.date(),
            recused=True,
        )  # fmt: skip
    assert read("handler").keys() == set(found[1:])
    assert "3 klachten" not in text(desk.post("handler", page)), "two are no group"
