"""The people of a dossier: adding, putting right, tying to an account, and what follows for who may look and who may handle."""

from __future__ import annotations

import pytest

from tests.desk.conftest import PEOPLE, Desk, act_address, dossier_address, text
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Person
from wederhoor.organisations.models import Membership


def people_address(number: str, code: str = "") -> str:
    return f"{dossier_address(number)}mensen/{code + '/' if code else ''}"


def given(**more: str) -> dict[str, str]:
    return {"name": "Wim Getuige", "side": "witness", "capacity": ""} | more


def test_somebody_is_added_and_shows_with_how_to_reach_them(desk: Desk) -> None:
    number = desk.receive()
    wishes = {
        "telephone": "06 12345678",
        "way": "telephone",
        "call_times": "na vier uur",
        "interpreter": "Pools",
        "print": "large",
    }
    assert desk.post("handler", people_address(number), **given(**wishes)).status_code == 302
    page = text(desk.get("handler", people_address(number)))
    for words in (
        "Wim Getuige",
        "Getuige",
        "06 12345678",
        "liefst per telefoon",
        "na vier uur",
        "tolk: Pools",
        "grote letters",
    ):
        assert words in page
    assert "liefst per telefoon" in text(desk.get("handler", dossier_address(number))), "also on the overview"


def test_only_the_complainant_may_stand_in_a_dossier_without_a_name(desk: Desk) -> None:
    number = desk.receive()
    refused = desk.post("handler", people_address(number), **given(name=""))
    assert refused.status_code == 422
    assert "Alleen een klager mag zonder naam" in refused.content.decode()
    assert desk.post("handler", people_address(number), **given(name="", side="complainant")).status_code == 302


def test_a_name_is_put_right_and_what_happened_stays(desk: Desk) -> None:
    number = desk.receive()
    before = desk.acts(number)
    data = given(name="Kees Kanarie-Vink", side="complainant", capacity="client", email="nieuw@voorbeeld.test")
    assert desk.post("handler", people_address(number, "p1"), **data).status_code == 302
    person = next(p for p in desk.open(number).people if p.code == "p1")
    assert (person.name, person.contact["email"]) == ("Kees Kanarie-Vink", "nieuw@voorbeeld.test")
    assert desk.acts(number) == before
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="change person").exists()


def test_who_was_put_in_by_mistake_is_taken_out_but_not_who_stands_in_the_history(desk: Desk) -> None:
    number = desk.receive()
    desk.post("handler", people_address(number), **given())
    desk.post("handler", people_address(number, "p3"), remove="1")
    desk.get("handler", people_address(number))  # says so once
    assert "Wim Getuige" not in text(desk.get("handler", people_address(number)))
    desk.act("handler", number, "declare conflict", person=desk.accounts["accused"].opaque, reason="Het gaat over hem")
    desk.post("handler", people_address(number, "p2"), remove="1")
    assert PEOPLE["accused"] in text(desk.get("handler", people_address(number)))


def test_a_mistake_in_the_form_keeps_what_was_typed(desk: Desk) -> None:
    response = desk.post(
        "handler", people_address(desk.receive()), **given(email="geen adres", name="Wim <b>Getuige</b>")
    )
    assert response.status_code == 422
    assert 'value="Wim &lt;b&gt;Getuige&lt;/b&gt;"' in response.content.decode()


@pytest.mark.parametrize("who", ["outsider", "care professional", "confidant"])
def test_the_list_is_not_there_for_who_may_not_open_the_dossier(desk: Desk, who: str) -> None:
    number = desk.receive()
    assert desk.get(who, people_address(number)).status_code == 404
    assert desk.post(who, people_address(number), **given()).status_code == 404


def as_complainant(desk: Desk, number: str, person: str = "p1", side: str = "complainant") -> None:
    """Zoë signs in as a complainant, and is tied to somebody in the dossier."""
    account = desk.accounts["care professional"]
    Membership.objects.filter(account=account).update(role="complainant")
    name = next(p.name for p in desk.open(number, HANDLER[desk.here.regulation]).people if p.code == person)
    data = given(name=name, side=side, account=account.opaque)
    assert desk.post("handler", people_address(number, person), **data).status_code == 302


HANDLER = {"jot": "handler", "ott": "mediator"}


def test_a_party_sees_who_take_part_but_adds_nobody(desk: Desk) -> None:
    number = desk.receive()
    as_complainant(desk, number)
    page = text(desk.get("care professional", people_address(number)))
    assert "Kees Kanarie" in page
    assert "Voeg iemand toe" not in page
    assert desk.post("care professional", people_address(number), **given()).status_code == 404
    assert desk.get("care professional", people_address(number, "p1")).status_code == 404


@pytest.mark.requirement("OTT-06", "LOJ-03")
def test_a_colleague_tied_to_the_accused_no_longer_opens_the_dossier_nor_gets_it(desk: Desk) -> None:
    number = desk.receive()
    assert desk.get("director", dossier_address(number)).status_code == 200
    about = given(name=PEOPLE["director"], side="accused", account=desk.accounts["director"].opaque)
    assert desk.post("handler", people_address(number), **about).status_code == 302
    assert desk.get("director", dossier_address(number)).status_code == 404
    assert number not in text(desk.get("director", "/werkplek/?tab=all"))
    refused = desk.act("handler", number, "assign", role="director", person=desk.accounts["director"].opaque)
    assert refused.status_code == 422
    assert "deze persoon is zelf betrokken bij de klacht" in text(refused)


@pytest.mark.requirement("OTT-06", "LOJ-03")
def test_who_is_declared_to_be_involved_is_kept_out_of_the_pages_and_of_assignment(desk: Desk) -> None:
    number, director = desk.receive(), desk.accounts["director"].opaque
    assert (
        desk.act("handler", number, "declare conflict", person=director, reason="Familie van de klager").status_code
        == 302
    )
    for address in (dossier_address(number), people_address(number), act_address(number, "note")):
        assert desk.get("director", address).status_code == 404
    refused = desk.act("handler", number, "assign", role="director", person=director)
    assert refused.status_code == 422
    assert "zelf betrokken" in text(refused)
    assert PEOPLE["director"] in text(desk.get("handler", people_address(number))).split("Wie doet niet mee")[1]


@pytest.mark.requirement("OTT-06")
def test_the_same_name_or_address_as_an_account_is_offered_as_a_warning_and_nothing_happens_by_itself(
    desk: Desk,
) -> None:
    number = desk.receive()
    desk.post("handler", people_address(number), **given(name="dirk  bestuurt", side="accused"))
    page = text(desk.get("handler", people_address(number)))
    assert "lijkt op het account van Dirk Bestuurt (zelfde naam)" in page
    assert desk.get("director", dossier_address(number)).status_code == 200, "only offered"
    desk.post("handler", people_address(number, "p3"), tie=desk.accounts["director"].opaque)
    assert desk.get("director", dossier_address(number)).status_code == 404
    with in_organisation(desk.here.pk):
        assert Person.objects.get(code="p3").account_id == desk.accounts["director"].pk


def at_the_second(desk: Desk) -> None:
    """The same people under the regulation of OTT, where the handler is a mediator."""
    desk.here.regulation = "ott"
    desk.here.save()
    Membership.objects.filter(role="handler").update(role="mediator")
    desk.accounts["mediator"] = desk.accounts["handler"]


@pytest.mark.requirement("OTT-21", "LOJ-06")
def test_an_assistant_added_by_an_act_joins_that_side_and_sees_what_it_sees(desk: Desk) -> None:
    at_the_second(desk)
    number = desk.receive()
    assert desk.act("handler", number, "note", note="Alleen voor ons", expected_seq=1).status_code == 302
    said = {"said_by": "Kees", "said_how": "telephone", "expected_seq": 2}
    added = desk.act("handler", number, "add assistant", side="complainant", name="Hulp van Kees", **said)
    assert added.status_code == 302
    page = text(desk.get("handler", people_address(number)))
    assert "Hulp van Kees" in page
    assert "Helper van de klager" in page
    assert desk.get("care professional", dossier_address(number)).status_code == 404, "not yet tied to an account"
    as_complainant(desk, number, "p3", "assistant of complainant")
    helped = text(desk.get("care professional", dossier_address(number)))
    assert "Het ging niet goed op de gang." in helped
    assert "Alleen voor ons" not in helped


@pytest.mark.requirement("OTT-06")
def test_the_wish_for_a_man_or_a_woman_is_shown_at_assignment_and_what_cannot_be_met_is_said(desk: Desk) -> None:
    at_the_second(desk)
    number = desk.receive(**{"mediator preference": "woman"})
    page = text(desk.get("handler", act_address(number, "assign")))
    assert "Wilt u een man of een vrouw als bemiddelaar: Een vrouw" in page
    person = {"role": "mediator", "person": desk.accounts["handler"].opaque, "preference_met": "no", "expected_seq": 1}
    refused = desk.act("handler", number, "assign", **person)
    assert refused.status_code == 422
    assert "vul in: Waarom niet?" in text(refused)
    assert desk.act("handler", number, "assign", **person, reason="Er is alleen een man").status_code == 302


def test_dossiers_are_linked_and_seen_from_both(desk: Desk) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    address = f"{dossier_address(first)}gekoppeld/"
    assert desk.post("handler", address, number=second, kind="follows").status_code == 302
    assert f"{second} Volgt op dat dossier" in text(desk.get("handler", address))
    other = f"{dossier_address(second)}gekoppeld/"
    assert f"{first} Dat dossier volgt op dit" in text(desk.get("handler", other))
    assert desk.post("handler", other, remove=first).status_code == 302
    assert second not in text(desk.get("handler", address)).split("Gekoppelde dossiers")[1]


def test_a_dossier_that_one_may_not_open_cannot_be_linked_and_does_not_show(desk: Desk) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    address = f"{dossier_address(first)}gekoppeld/"
    absent = desk.post("handler", address, number="K-2026-9999", kind="same")
    assert (absent.status_code, "Er is geen dossier met dit nummer dat u mag openen." in text(absent)) == (422, True)
    assert desk.post("handler", address, number=first, kind="same").status_code == 422
    desk.post("handler", address, number=second, kind="same")
    desk.act("handler", second, "declare conflict", person=desk.accounts["director"].opaque, reason="Betrokken")
    assert second not in text(desk.get("director", address))
    assert second in text(desk.get("handler", address))


def test_a_new_code_comes_with_the_whole_address_where_it_is_used(desk: Desk) -> None:
    number = desk.receive()
    page = text(desk.post("handler", f"{dossier_address(number)}mensen/p1/", code="1"))
    assert "De oude code werkt niet meer." in page
    assert f"http://testserver/{desk.here.code}/volgen/" in page


def joined(desk: Desk, name: str) -> tuple[str, str]:
    """A complaint about who stands there under this name; its number and their code."""
    number = desk.receive()
    assert desk.post("handler", people_address(number), **given(name=name, side="accused")).status_code == 302
    return number, next(p.code for p in desk.open(number).people if p.name == name)


def test_two_names_in_one_are_noticed_and_made_two_people_by_a_person(desk: Desk) -> None:
    number, code = joined(desk, "Roos Vermeer en Jan de Boer")
    page = text(desk.get("handler", people_address(number)))
    assert "Staan hier 2 mensen?" in page
    assert "Maak apart: Roos Vermeer · Jan de Boer" in page
    assert [p.name for p in desk.open(number).people][2:] == ["Roos Vermeer en Jan de Boer"], (
        "nothing is done by itself"
    )
    assert desk.post("handler", people_address(number, code), split="1").status_code == 302
    assert [(p.side, p.name) for p in desk.open(number).people][2:] == [
        ("accused", "Roos Vermeer"),
        ("accused", "Jan de Boer"),
    ]
    assert "Staan hier" not in text(desk.get("handler", people_address(number)))
    assert desk.post("handler", people_address(number, code), split="1").status_code == 404, "it is one person now"


def test_a_colleague_among_two_names_is_noticed(desk: Desk) -> None:
    number, _ = joined(desk, f"Roos Vermeer en {PEOPLE['director']}")
    page = text(desk.get("handler", people_address(number)))
    assert "Is dit dezelfde persoon?" in page
    assert f"lijkt op het account van {PEOPLE['director']} (zelfde naam)" in page


def test_who_does_not_keep_the_people_makes_no_two_of_one(desk: Desk) -> None:
    number, code = joined(desk, "Roos Vermeer en Jan de Boer")
    for who in ("confidant", "accused", "outsider"):
        assert desk.post(who, people_address(number, code), split="1").status_code == 404
    assert len(desk.open(number).people) == 3
