"""To whom outside an adopted report went, and what is put right of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse

from tests.desk.conftest import text
from tests.desk.learning.test_reports import REPORTS, Place, place
from tests.desk.learning.test_reports_of_each import NOW, closed
from wederhoor.organisations.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_youth_care_report_goes_to_the_ministers_the_supervisors_and_the_interest_groups() -> None:
    """Jeugdwet 4.3.2: before 1 June; who got it on which day is kept, and what is still to be sent stays in sight."""
    ott = place("ott", "board", "mediator")
    closed(ott, {"law": "jeugdwet"})
    address = ott.begin("board", "youth care report", "2026-01-01")
    assert "Ook te sturen aan" not in text(ott.get("board", address))
    ott.submit("board", address)
    assert ott.adopt("board", address).status_code == 302
    page = text(ott.get("board", address))
    assert "Ook te sturen aan Voor wie het buiten krijgt: uiterlijk maandag 31 mei 2027." in page
    assert "nog te sturen aan 3" in text(ott.get("board", REPORTS))
    for wrong, said in (
        ({"to": "Onze Ministers", "on": "2027-01-12"}, "Kies een dag vanaf het vaststellen"),
        ({"to": "Onze Ministers", "on": "2027-01-10"}, "Kies een dag vanaf het vaststellen"),
        ({"to": "de buurman", "on": "2027-01-11"}, "Kies eerst wie het verslag kreeg."),
        ({"to": "Onze Ministers", "on": "gisteren"}, "Kies de dag van verzenden."),
    ):
        refused = ott.post("board", f"{address}verstuurd/", **wrong)
        assert refused.status_code == 422
        assert said in text(refused)
    assert ott.post("board", f"{address}verstuurd/", to="Onze Ministers", on="2027-01-11").status_code == 302
    assert "Onze Ministers maandag 11 januari 2027" in text(ott.get("board", address))
    assert "nog te sturen aan 2" in text(ott.get("board", REPORTS))
    assert ott.post("mediator", f"{address}verstuurd/", to="Onze Ministers", on="2027-01-11").status_code in (404, 422)


def sent_report(ott: Place) -> str:
    """An adopted report that the law sends to three, on 15 January 2027."""
    closed(ott, {"law": "jeugdwet"})
    address = ott.begin("board", "youth care report", "2026-01-01")
    ott.submit("board", address)
    assert ott.adopt("board", address).status_code == 302
    return address


def test_a_mistake_in_who_got_a_report_is_put_right_and_the_last_word_counts() -> None:
    ott = place("ott", "board", "mediator")
    address, whom = sent_report(ott), "Onze Ministers"

    def after(days: int, **data: str) -> HttpResponse:
        """What the board sees, or gets for what it sends, so many days later."""
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            ott.browsers["board"].force_login(Account.objects.get(email="board@voorbeeld.test"))
            return ott.post("board", f"{address}verstuurd/", **data) if data else ott.get("board", address)

    def later(days: int, **data: str) -> int:
        return after(days, **data).status_code

    def page() -> str:
        return text(after(9))

    assert later(4, to=whom, on="2027-01-14") == 302
    assert later(5, to=whom, on="2027-01-12") == 302
    assert f"{whom} dinsdag 12 januari 2027" in page(), "an earlier day that was typed later is the right one"
    assert later(6, undo=whom) == 302
    assert f"{whom} dinsdag" not in page()
    assert 'name="to" value="Onze Ministers"' in after(9).content.decode(), "it can be ticked again"
    assert "nog te sturen aan 3" in text(ott.get("board", REPORTS))
    assert later(7, undo=whom) == 422
    assert later(8, to=whom, on="2027-01-13") == 302
    assert f"{whom} woensdag 13 januari 2027" in page()
    assert ott.post("mediator", f"{address}verstuurd/", undo=whom).status_code in (404, 422)


def test_who_was_ticked_stays_ticked_when_the_day_is_refused() -> None:
    ott = place("ott", "board", "mediator")
    address = sent_report(ott)
    refused = ott.post("board", f"{address}verstuurd/", to="Onze Ministers", on="2027-03-01")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="Onze Ministers" checked' in page
    assert 'name="on" value="2027-03-01"' in page


@pytest.mark.requirement("LOJ-13")
def test_adopting_the_evaluation_is_the_evaluation_that_the_board_owes_every_two_years() -> None:
    """Once: a correction of it moves no day. In the calendar it stands as one duty, not as a duty and a report."""
    loj = place("loj", "board")
    calendar, duty = "/werkplek/leren/kalender/", "/werkplek/leren/kalender/governance:evaluation/"
    assert text(loj.get("board", calendar)).count("Evaluatie van de regeling") == 1
    assert "Wie het rapport ‘Evaluatie van de regeling’ vaststelt, legt dit meteen vast." in text(
        loj.get("board", duty)
    )
    address = loj.begin("board", "evaluation", "2024-01-01")
    loj.submit("board", address)
    assert "Nog niets vastgelegd." in text(loj.get("board", duty))
    assert loj.adopt("board", address).status_code == 302
    page = text(loj.get("board", duty))
    assert "Eerder 1 maandag 11 januari 2027 vastgelegd door: Raad van Bestuur" in page
    assert "Uiterlijk donderdag 11 januari 2029" in page
    assert "Cliëntenraad hoorde het op" in page
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        loj.browsers["board"].force_login(Account.objects.get())
        assert loj.post("board", duty, what="told", role="client council", on="2027-01-15").status_code == 302
        newer = loj.post("board", f"{address}stap/", step="correct").headers["Location"]
        loj.submit("board", newer)
        assert loj.adopt("board", newer).status_code == 302
        page = text(loj.get("board", duty))
    assert "Eerder 1 maandag 11 januari 2027" in page
    assert "Cliëntenraad hoorde het op vrijdag 15 januari 2027" in page
    assert "Uiterlijk donderdag 11 januari 2029" in page
