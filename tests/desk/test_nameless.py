"""Who complains without a name takes part all the same: asked to a talk, heard there, chosen in an act, and told by letter."""

from __future__ import annotations

import pytest

from tests.desk.conftest import PEOPLE, VALUES, Desk, act_address, dossier_address, text
from tests.desk.test_people import given, people_address
from wederhoor.correspondence.dispatch import sources, values_of
from wederhoor.dossier import door
from wederhoor.dossier.door import NewPerson
from wederhoor.procedure.commands import Command

TALK = {"meeting": "talk", "meeting_at": "2026-03-10T14:00", "meeting_place": "Kamer zeven"}


@pytest.fixture
def number(desk: Desk) -> str:
    """A complaint of somebody who left a telephone number and no name."""
    return nameless(desk, NewPerson("complainant", "", "client", {"telephone": "06 12345678"}))


def nameless(desk: Desk, *people: NewPerson) -> str:
    accused = NewPerson("accused", PEOPLE["accused"], account=desk.accounts["accused"].pk)
    received = door.receive(
        desk.here, Command("receive", "complainant", VALUES), texts={"complaint": "Het was koud."}, people=[*people, accused],
        subject="Kou", actor=door.visitor(desk.here.pk), now=desk.now, submitted_key="zonder naam",
    )  # fmt: skip
    assert isinstance(received, door.Received)
    return received.number


@pytest.mark.requirement("JOT-14")
def test_who_gave_no_name_is_asked_to_a_talk_comes_and_reads_it_in_the_letter(desk: Desk, number: str) -> None:
    form = desk.get("handler", act_address(number, "plan meeting")).content.decode()
    assert 'value="p1"' in form
    planned = desk.act("handler", number, "plan meeting", guests=["p1", desk.accounts["accused"].opaque], **TALK)
    assert planned.status_code == 302, text(planned)
    dossier = desk.open(number)
    invitation = next(due for due in dossier.state.letters if due.name == "invitation")
    assert values_of(sources(dossier, desk.now), invitation)["invited"] == ["Klager", PEOPLE["accused"]]
    page = text(desk.get("handler", dossier_address(number)))
    assert "Wie zijn gevraagd: Klager, Bram Beklaagd" in page or "Klager, Bram Beklaagd" in page
    desk.later(days=9)
    form = text(desk.get("handler", act_address(number, "hold meeting")))
    assert "Iemand anders die was uitgenodigd" not in form
    attendance = {"attendance_p1": "present", f"attendance_{desk.accounts['accused'].opaque}": "absent"}
    held = desk.act(
        "handler", number, "hold meeting", planned="2", minutes="Wij spraken.", meeting="talk", **attendance
    )
    assert held.status_code == 302, text(held)
    page = text(desk.get("handler", dossier_address(number)))
    assert ": Klager" in page
    assert "p1" not in page.replace("p1.json", "")


def test_who_gave_no_name_can_be_chosen_where_an_act_names_somebody(desk: Desk, number: str) -> None:
    form = desk.get("handler", act_address(number, "ask information")).content.decode()
    assert '<option value="p1">Klager</option>' in form or 'value="p1"' in form
    before = {"before": "2026-03-12", "question": "Wie was erbij?"}
    desk.act(
        "handler", number, "give consent", step="contact others", answer="given", given_by="client", person="p1",
        said_by="Klager", said_how="telephone",
    )  # fmt: skip
    asked = desk.act("handler", number, "ask information", person="p1", **before)
    assert asked.status_code == 302, text(asked)
    page = text(desk.get("handler", dossier_address(number)))
    assert "Naam onbekend" not in page
    assert "Iemand anders" not in page


def test_what_is_said_in_the_name_of_who_gave_no_name_begins_with_what_they_are(desk: Desk, number: str) -> None:
    assert 'value="Klager"' in desk.get("handler", act_address(number, "withdraw")).content.decode()


def test_two_who_gave_no_name_are_told_apart(desk: Desk) -> None:
    number = nameless(desk, NewPerson("complainant", ""), NewPerson("complainant", ""))
    dossier = desk.open(number)
    assert [dossier.called(code) for code in ("p1", "p2", "p3", "p9")] == [
        "Klager 1",
        "Klager 2",
        PEOPLE["accused"],
        "",
    ]


def test_the_list_of_people_and_the_data_of_each_call_them_something(desk: Desk, number: str) -> None:
    added = desk.browser("handler").post(people_address(number), given(name="", side="complainant"), follow=True)
    said = text(added)  # type: ignore[arg-type]  # the client's own response adds to it
    assert " staat in het dossier." in said
    assert "Klager 2 staat in het dossier." in said
    assert "Gegevens van Klager 1" in text(desk.get("handler", people_address(number, "p1")))
    assert "Klager 1" in text(desk.get("handler", f"{dossier_address(number)}gegevens/"))
