"""The road of a recommendation that a committee made: which step is possible now, why not the others, and the report without names."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from tests.desk.conftest import text
from tests.insight.test_gathering import NOW, Place, give
from wederhoor.insight import gathering

pytestmark = pytest.mark.django_db
LIST = "/werkplek/leren/maatregelen/"


@pytest.fixture
def loj() -> Place:
    return Place("loj", "board", "chair", "committee", "secretary", "confidant", "officer")


def page(place: Place, role: str, address: str, later: int) -> str:
    """What somebody reads there, so many days on; '' where it is not theirs."""
    with time_machine.travel(NOW + timedelta(days=later, hours=1), tick=False):
        browser = Client()
        browser.force_login(place.accounts[role])
        answer = browser.get(address)
    return text(answer) if answer.status_code == 200 else ""  # type: ignore[arg-type]  # the client's own response


def reported(loj: Place) -> UUID:
    """The recommendation that was urged twice, announced to both and reported, on the seventieth day."""
    number = loj.receive(door="committee", channel="letter")
    give(loj, number, "committee", "chair")
    loj.do(number, "recommend", "committee", texts={"recommendation": "Eerder bekend."}, asked="unasked")
    gathering.gather(loj.here, NOW)
    steps = (
        ("urge", 30, {}),
        ("urge again", 60, {}),
        *(("announce report", 62, {"to": to}) for to in ("provider", "accused")),
    )
    for act, later, to in steps:
        loj.do(number, act, "chair", later=later, texts={"words": "Wij vragen het."}, **to)
    told = {"serious_and_structural": "yes", "read_without_names": "yes"}
    loj.do(number, "report recommendations to inspectorate", "chair", later=70, texts={"text": "Te laat."}, **told)
    return loj.rows()[0].id


@pytest.mark.requirement("LOJ-31")
def test_the_page_leads_along_two_reminders_and_both_notices_to_a_report_without_names(loj: Place) -> None:
    number = loj.receive(door="committee", channel="letter")
    give(loj, number, "committee", "chair")
    loj.do(
        number, "recommend", "committee", texts={"recommendation": "Maak de roosters eerder bekend."}, asked="unasked"
    )
    gathering.gather(loj.here, NOW)
    [row] = loj.rows()
    address = f"{LIST}{row.id}/"
    first = page(loj, "chair", address, 1)
    assert "Dring aan op uitvoering van de aanbeveling Doe dit nu" in first
    assert "Dring opnieuw aan op uitvoering Kan nu niet" in first
    assert "Antwoord op de aanbeveling Kan nu, en is aan: Raad van Bestuur." in first
    loj.do(number, "urge", "chair", later=30, texts={"words": "Wij vragen het nog een keer."})
    assert "Kondig de melding aan de inspectie aan Kan nu niet" in page(loj, "chair", address, 31)
    loj.do(number, "urge again", "chair", later=60, texts={"words": "Wij vragen het weer."})
    assert "Kondig de melding aan de inspectie aan Doe dit nu" in page(loj, "chair", address, 61)
    loj.do(number, "announce report", "chair", later=62, texts={"words": "Wij gaan dit melden."}, to="provider")
    waiting = page(loj, "chair", address, 63)
    assert "Meld de klacht zonder namen bij de inspectie Kan nu niet" in waiting
    assert "Aangeklaagde" in waiting
    loj.do(number, "announce report", "chair", later=64, texts={"words": "Wij gaan dit melden."}, to="accused")
    told = {"serious_and_structural": "yes", "read_without_names": "yes"}
    loj.do(
        number,
        "report recommendations to inspectorate",
        "chair",
        later=70,
        texts={"text": "Roosters komen te laat."},
        **told,
    )
    after = page(loj, "chair", address, 71)
    assert "Meld de klacht zonder namen bij de inspectie gedaan" in after
    assert "Zonder namen bij de inspectie gemeld" in after
    report = page(loj, "chair", f"{address}melding/", 71)
    for said in ("Roosters komen te laat.", "Maak de roosters eerder bekend.", "2026-Q1", "Wet langdurige zorg"):
        assert said in report
    body = report[report.index("Melding zonder namen aan de inspectie") :]
    assert not re.search(r"Kanarie|Naam |K-2026|De Eik", body)
    assert page(loj, "confidant", f"{address}melding/", 71) == ""
    assert page(loj, "confidant", address, 71) == ""


@pytest.mark.requirement("LOJ-31")
def test_the_report_asks_whether_somebody_read_it_without_names(loj: Place) -> None:
    number = loj.receive(door="committee", channel="letter")
    give(loj, number, "committee", "chair")
    loj.do(
        number, "recommend", "committee", texts={"recommendation": "Maak de roosters eerder bekend."}, asked="unasked"
    )
    for day, act in ((10, "urge"), (20, "urge again")):
        loj.do(number, act, "chair", later=day, texts={"words": "Nog een keer."})
    for to in ("provider", "accused"):
        loj.do(number, "announce report", "chair", later=30, texts={"words": "Wij melden dit."}, to=to)
    with pytest.raises(AssertionError, match="vul in: Staan er geen namen"):
        loj.do(
            number, "report recommendations to inspectorate", "chair", later=40, texts={"text": "Roosters."}, serious_and_structural="yes"
        )  # fmt: skip


@pytest.mark.requirement("LOJ-31")
def test_a_name_in_the_report_is_said_before_it_goes_and_not_after(loj: Place) -> None:
    number = loj.receive(door="committee", channel="letter")
    give(loj, number, "committee", "chair")
    loj.do(
        number, "recommend", "committee", texts={"recommendation": "Maak de roosters eerder bekend."}, asked="unasked"
    )
    for day, act in ((10, "urge"), (20, "urge again")):
        loj.do(number, act, "chair", later=day, texts={"words": "Nog een keer."})
    for to in ("provider", "accused"):
        loj.do(number, "announce report", "chair", later=30, texts={"words": "Wij melden dit."}, to=to)
    address = f"/werkplek/dossiers/{number}/daad/report-recommendations-to-inspectorate/"
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        browser = Client()
        browser.force_login(loj.accounts["chair"])
        seq = re.search(r'name="expected_seq" value="(\d+)"', browser.get(address).content.decode())
        assert seq
        given = {"expected_seq": seq[1], "serious_and_structural": "yes", "read_without_names": "yes"}
        named = browser.post(address, given | {"text": "Mevrouw Jansen belde 06-12345678 over het rooster."})
        assert named.status_code == 422
        said = text(named)  # type: ignore[arg-type]  # the client's own response
        assert "Dit gaat zonder namen weg. Kijk naar:" in said
        assert "06-12345678" in said.split("Kijk naar:")[1]
        clean = browser.post(address, given | {"text": "De roosters komen te laat."})
        assert clean.status_code == 302, text(clean)  # type: ignore[arg-type]  # the client's own response
