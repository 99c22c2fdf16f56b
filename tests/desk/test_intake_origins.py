"""Where a complaint came from: a referral, the portal, a signal of an employee, spoken and not official, another member."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.desk.conftest import VALUES, WORKLIST, Desk, dossier_address, text
from tests.desk.test_intake_questions import NEW, SIGNAL, count, number_of, opened, person, take_in
from wederhoor.dossier import door
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Reception
from wederhoor.dossier.reception import HowItCame, _as_told, came_in
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command


@pytest.mark.requirement("OTT-05")
def test_a_referral_cannot_be_saved_without_the_complainants_request_and_what_followed_has_a_date(desk: Desk) -> None:
    place = person(desk, "ott", "mediator")
    number = number_of(take_in(desk, "ott mediator", complaint="x"))
    body = next(iter(_regulation("ott").external_bodies))
    refer = f"{dossier_address(number)}daad/refer/"
    dossier = opened(desk, place, number, "ott mediator", "mediator")
    without = desk.post("ott mediator", refer, expected_seq=dossier.seq, body=body)
    assert without.status_code == 422
    asked = {"body": body, "requested_by_complainant": "yes", "followed_on": "2026-03-01"}
    assert desk.post("ott mediator", refer, expected_seq=dossier.seq, **asked).status_code == 302
    event = opened(desk, place, number, "ott mediator", "mediator").events[-1]
    assert (event.act, event.values["followed_on"]) == ("refer", "2026-03-01")


@pytest.mark.requirement("IZW-05")
def test_a_complaint_that_started_at_the_portal_keeps_its_date_there_and_here(desk: Desk) -> None:
    place = person(desk, "izw", "directors")
    given = {
        "complaint": "x",
        "channel": "portal",
        "body": "portal",
        "received_there": "2026-02-20",
        "happened_at": "2026-02-26T09:00",
    }
    number = number_of(take_in(desk, "izw directors", **given))
    dossier = opened(desk, place, number, "izw directors", "directors")
    assert dossier.events[0].values["received there"] == "2026-02-20", "one answer is the regulation's and ours"
    found = came_in(dossier)
    assert found
    assert (found.how.received_there, found.known_here) == (date(2026, 2, 20), date(2026, 2, 26))


@pytest.mark.requirement("IZW-10")
def test_an_oral_complaint_is_asked_to_be_official_and_the_six_weeks_start_when_the_form_is_confirmed(
    desk: Desk,
) -> None:
    place = person(desk, "izw", "coordinator")
    assert "Is dit een officiële klacht?" in text(desk.get("izw coordinator", NEW))
    response = take_in(
        desk, "izw coordinator", complaint="De bus kwam niet.", then_ask_whether_official="yes", address="niet gegeven"
    )
    number = number_of(response)
    dossier = opened(desk, place, number, "izw coordinator", "coordinator")
    assert [e.act for e in dossier.events] == ["receive", "ask whether official"]
    assert dossier.people[0].contact["address"] == "niet gegeven"
    assert dossier.state.duty("answer", "", desk.now).due is None, "nothing is confirmed yet"
    page = text(desk.get("izw coordinator", response.headers["Location"]))
    assert dossier.regulation.acts["put in writing"].label in page, "the form to fill in together is one click away"
    form = f"{dossier_address(number)}daad/put-in-writing/"
    given = {"name": "Kees", "address_given": "not given", "complaint": "De bus kwam niet.", "how": "form"}
    desk.later(days=1)
    assert desk.post("izw coordinator", form, expected_seq=dossier.seq, **given).status_code == 302
    due = opened(desk, place, number, "izw coordinator", "coordinator").state.duty("answer", "", desk.now)
    assert due.start == desk.now.date()


@pytest.mark.requirement("IZW-10")
def test_not_official_keeps_who_and_when_and_can_be_reversed(desk: Desk) -> None:
    place = person(desk, "izw", "coordinator")
    number = number_of(take_in(desk, "izw coordinator", complaint="x", then_ask_whether_official="no"))
    dossier = opened(desk, place, number, "izw coordinator", "coordinator")
    said = dossier.events[-1]
    assert (said.values["official"], said.actor, said.at) == ("no", desk.accounts["izw coordinator"].opaque, desk.now)
    address = f"{dossier_address(number)}daad/ask-whether-official/"
    assert desk.post("izw coordinator", address, expected_seq=dossier.seq, official="yes").status_code == 302
    assert opened(desk, place, number, "izw coordinator", "coordinator").state.value("official") == "yes"


@pytest.mark.requirement("IZW-06")
def test_an_employee_hands_in_a_signal_and_does_not_see_the_dossier_afterwards(desk: Desk) -> None:
    place = person(desk, "izw", "employee", "coordinator")
    assert desk.get("izw employee", NEW).headers["Location"] == SIGNAL
    form = text(desk.get("izw employee", SIGNAL))
    assert "U ziet het dossier zelf niet" in form
    assert "tolk" not in form.lower(), "few questions"
    response = take_in(
        desk, "izw employee", SIGNAL, complaint="Mevrouw wacht lang op de bus.", complainant_name="Kees Kanarie"
    )
    number = number_of(response)
    thanks = text(desk.get("izw employee", response.headers["Location"]))
    assert number in thanks
    assert "Kanarie" not in thanks
    assert desk.get("izw employee", dossier_address(number)).status_code == 404
    assert number not in text(desk.get("izw employee", WORKLIST))
    dossier = opened(desk, place, number, "izw coordinator", "coordinator")
    assert dossier.people[0].name == "Kees Kanarie"
    assert desk.get("izw coordinator", response.headers["Location"]).status_code == 200
    other = desk.get("izw employee", f"{NEW}K-2026-9999/")
    assert other.status_code == 404


@pytest.mark.parametrize("typed", ['{"reference"', '{"reference": "x", "applies": {"a": "b"}}', "KLZ-77"])
def test_whatever_is_typed_as_a_reference_is_read_back_as_it_was_typed(desk: Desk, typed: str) -> None:
    number = number_of(
        take_in(
            desk, complaint="x", channel="external officer", body="complaints desk", received_there="2026-02-20",
            known_by="mail", body_reference=typed, happened_at="2026-02-26T09:00",
        )
    )  # fmt: skip
    found = came_in(desk.open(number))
    assert found
    assert (found.how.reference, found.how.applies) == (typed, {})
    assert desk.get("handler", f"{dossier_address(number)}binnenkomst/").status_code == 200


def test_a_reference_from_before_answers_were_kept_with_it_is_read_as_it_stands() -> None:
    assert _as_told('{"reference"') == ('{"reference"', {})


@pytest.mark.parametrize("body", ["complaints desk"])
@pytest.mark.requirement("JOT-11")
def test_a_complaint_of_the_external_officer_keeps_the_dates_there_and_here(desk: Desk, body: str) -> None:
    number = number_of(
        take_in(
            desk, complaint="x", channel="external officer", body=body, received_there="2026-02-20", known_by="mail",
            body_reference="KLZ-77", happened_at="2026-02-26T09:00",
        )
    )  # fmt: skip
    found = came_in(desk.open(number))
    assert found
    assert (found.how.body, found.how.received_there, found.how.known_by) == (body, date(2026, 2, 20), "mail")
    assert (found.known_here, found.how.reference) == (date(2026, 2, 26), "KLZ-77")
    with in_organisation(desk.here.pk):
        assert b"KLZ-77" not in bytes(Reception.objects.get().reference)


@pytest.mark.requirement("IZW-12")
def test_a_complaint_of_the_portal_starts_the_directors_duties_at_its_notice(desk: Desk) -> None:
    place = person(desk, "izw", "directors")
    given = {"complaint": "x", "channel": "portal", "body": "portal", "received_there": "2026-02-20"}
    number = number_of(take_in(desk, "izw directors", **given))
    dossier = opened(desk, place, number, "izw directors", "directors")
    assert not dossier.state.times("received here")
    found = came_in(dossier)
    assert found
    assert found.how.received_there == date(2026, 2, 20)
    address = f"{dossier_address(number)}daad/portal-tells-directors/"
    assert desk.post("izw directors", address, expected_seq=dossier.seq).status_code == 302
    assert opened(desk, place, number, "izw directors", "directors").state.times("received here")


@pytest.mark.requirement("LOJ-21")
def test_a_complaint_of_the_portals_officer_says_how_it_was_made_known(desk: Desk) -> None:
    place = person(desk, "loj", "officer")
    body = next(code for code, b in _regulation("loj").external_bodies.items() if b.kind == "portal")
    given = {"complaint": "x", "door": "officer", "body": body, "received_there": "2026-02-20", "known_by": "letter"}
    number = number_of(take_in(desk, "loj officer", **given))
    found = came_in(opened(desk, place, number, "loj officer", "officer"))
    assert found
    assert (found.how.known_by, found.how.received_there) == ("letter", date(2026, 2, 20))


def _regulation(provider: str) -> Any:
    from wederhoor.procedure.loading import load_for

    return load_for(provider, "2026-03-02")


@pytest.mark.requirement("JOT-24")
def test_an_employees_own_complaint_is_pointed_to_the_right_place_and_not_registered(desk: Desk) -> None:
    response = take_in(desk, complaint="Mijn rooster.", place_own_employment="yes")
    assert response.status_code == 422
    page = text(response)
    assert "Klachtenloket Zorg" in page
    assert "070 - 310 53 92" in page
    assert "Mijn rooster." in page, "nothing typed is lost"
    assert count(desk.here) == 0
    taken = take_in(desk, complaint="Mijn rooster.", place_own_employment="no")
    assert taken.status_code == 302
    page = text(desk.get("handler", f"{WORKLIST}dossiers/{number_of(taken)}/binnenkomst/"))
    assert "gaat uw klacht over uw eigen werk? Nee" in page


def test_where_an_answer_led_elsewhere_the_handler_reads_that_the_complainant_went_on_here(desk: Desk) -> None:
    got = door.receive(
        desk.here, Command("receive", "complainant", VALUES), texts={"complaint": "Mijn rooster."}, people=[], subject="Rooster",
        actor=door.visitor(desk.here.pk), now=desk.now, submitted_key="weg", how=HowItCame(applies={"own employment": "yes"}),
    )  # fmt: skip
    assert isinstance(got, door.Received)
    page = text(desk.get("handler", f"{WORKLIST}dossiers/{got.number}/binnenkomst/"))
    assert "Dit wees de weg naar: Klachtenloket Zorg" in page
    assert "De klager ging hier verder." in page


@pytest.mark.requirement("ZK-01")
def test_a_neighbour_complains_about_one_member_and_the_other_member_sees_nothing_of_it(desk: Desk) -> None:
    place = person(desk, "zk", "chair")
    members = {}
    for code in ("a", "b"):
        members[code] = Organisation.objects.create(code=f"lid-{code}", name=f"Lid {code.upper()}", parent=place)
        desk.accounts[f"board {code}"] = Account.objects.create_user(f"{code}@voorbeeld.test", code, "geheim woord")
        Membership.objects.create(
            account=desk.accounts[f"board {code}"], organisation=members[code], role="member board"
        )
    assert "Over welke zorgaanbieder gaat het?" in text(desk.get("zk chair", NEW))
    given = {"complaint": "Lawaai.", "capacity": "anyone else", "channel": "in person", "member": members["a"].pk}
    number = number_of(take_in(desk, "zk chair", **given))
    with in_organisation(place.pk):
        assert Dossier.objects.get(number=number).member_id == members["a"].pk
    assert desk.get("board a", dossier_address(number)).status_code == 200
    assert desk.get("board b", dossier_address(number)).status_code == 404
