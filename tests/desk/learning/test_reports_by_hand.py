"""Each report of each regulation, table by table, against numbers that were counted by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from tests.desk.conftest import text
from tests.desk.learning.test_reports import Place, place
from tests.desk.learning.test_reports_of_each import NOW, closed, heads
from tests.insight.planting import plant
from tests.insight.report.counting import fill, scenario
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Summary
from wederhoor.insight.models import Measure
from wederhoor.organisations.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.requirement("JOT-21")
def test_every_table_of_the_quarterly_report_of_jot_says_what_was_counted_by_hand() -> None:
    """Six closed in the last quarter: five complaints and one expression of discontent; three came in before it; one is another quarter's."""
    jot = place("jot", "handler", "director")
    q4, old = {"quarter": "2026-Q4", "received_quarter": "2026-Q4"}, {"quarter": "2026-Q4"}
    kept, late = {"kind": "complaint", "in_time": True}, {"kind": "complaint", "in_time": False}
    closed(
        jot,
        {**q4, **kept, "theme": "care", "law": "wlz", "lead_time": "2 weeks", "treatment": "goed", "result": "goed"},
        {**q4, **kept, "theme": "care", "law": "wlz", "lead_time": "6 weeks", "treatment": "matig", "result": "goed"},
        {**q4, "kind": "discontent", "theme": "safety", "law": "wmo", "in_time": None, "lead_time": "2 weeks"},
        {**old, **late, "theme": "safety", "law": "jeugdwet", "lead_time": "10 weeks", "treatment": "onvoldoende"},
        {**old, **kept, "theme": "care", "law": "wlz", "lead_time": "6 weeks"},
        {**old, **kept, "theme": "", "law": "wlz", "lead_time": "longer", "treatment": "voldoende"},
        {"quarter": "2026-Q3", **kept, "theme": "care", "law": "wlz"},
    )  # fmt: skip
    page = text(jot.get("handler", jot.begin("handler", "quarter", "2026-10-01")))
    for said in (
        "Binnengekomen in deze periode 3 Afgesloten in deze periode 6", "Klacht 2 5", "Uiting van ongenoegen 1 1 Totaal 3 6",
        "Zorg en begeleiding 2 3", "Veiligheid 1 2", "Niet bekend 0 1 Totaal 3 6", "Op tijd 4 80% Te laat 1 20% Geen termijn 1 – Totaal 6",
        "Hoogstens 2 weken 2 33% 2 tot 6 weken 2 33% 6 tot 10 weken 1 17% 10 tot 26 weken 0 0% Langer dan 26 weken 1 17% Totaal 6",
        "Onvoldoende 1 25% Matig 1 25% Voldoende 1 25% Goed 1 25% Niet gevraagd of niet beantwoord 2", "Gehaald: 50% van wie antwoord gaf.",
        "Goed 2 100% Niet gevraagd of niet beantwoord 4",
    ):  # fmt: skip
        assert said in page, said
    assert re.search(r"Wet langdurige zorg[^0-9]* 2 4 ", page)
    assert re.search(r"Wet maatschappelijke ondersteuning[^0-9]*(?:2015)?[^0-9]* 1 1 ", page)


@pytest.mark.requirement("OTT-09")
def test_every_table_of_the_annual_report_of_ott_says_what_was_counted_by_hand() -> None:
    """The eight complaints of the scenario were all closed in 2026; two measures, of which one is done; one recommendation that counts apart."""
    ott = place("ott", "mediator", "board")
    fill(ott.here, scenario("ott-quarter"))
    took = {
        "organisation": ott.here,
        "kind": "measure",
        "origin": "itself",
        "by": "x",
        "by_role": "mediator",
        "theme": "information",
    }
    with in_organisation(ott.here.pk):
        Measure.objects.bulk_create([
            Measure(**took, status="done", made_on=date(2026, 3, 1), done_on=date(2026, 5, 1)),
            Measure(**took, status="open", made_on=date(2026, 12, 31), due=date(2027, 2, 1)),
            Measure(**took, status="open", made_on=date(2027, 1, 2)),
            Measure(**{**took, "kind": "recommendation"}, status="open", made_on=date(2026, 4, 1)),
        ])  # fmt: skip
    address = ott.begin("mediator", "annual", "2026-01-01")
    page = text(ott.get("mediator", address))
    assert heads(ott, "mediator", address) == [
        "Aantal klachten", "Aard van de klachten", "Strekking van de oordelen", "Maatregelen",
    ]  # fmt: skip
    for said in (
        "Binnengekomen in deze periode 8 Afgesloten in deze periode 8 Binnengekomen in deze periode en nog open 0",
        "Omgang en houding 3 3 3", "Informatie 2 2 3", "Niet bekend 1 1 1 Totaal 8 8 9", "Informatie 2 1 0 0 Totaal 2 1 0 0",
    ):  # fmt: skip
        assert said in page, said
    tenor = page.split("Oordelen per thema")[1].split("Maatregelen")[0]
    assert re.findall(r"(?:Omgang en houding|Informatie|Zorg en behandeling|Totaal) (\d \d \d \d)", tenor) == [
        "1 0 0 0", "1 0 0 0", "0 0 1 0", "2 0 1 0",
    ]  # fmt: skip


def test_every_table_of_the_youth_care_report_says_what_was_counted_by_hand() -> None:
    """Jeugdwet 4.3.1: number and nature, tenor of the judgements, nature of the measures; and words for the rest, none of which is left out."""
    ott = place("ott", "board", "mediator")
    closed(
        ott, {"law": "jeugdwet", "theme": "information", "outcome": "upheld"},
        {"law": "jeugdwet", "theme": "information", "outcome": "not upheld"},
        {"law": "jeugdwet", "theme": "contact and attitude", "outcome": "settled", "quarter": "2027-Q1", "received_quarter": "2026-Q4"},
        {"law": "wlz", "theme": "information", "outcome": "upheld"},
    )  # fmt: skip
    with in_organisation(ott.here.pk):
        Measure.objects.bulk_create([
            Measure(organisation=ott.here, kind="measure", origin="itself", by="x", by_role="board", theme="information", aim=aim,
                    status="open", made_on=date(2026, 6, 1))
            for aim in ("prevent", "prevent", "solve")
        ])  # fmt: skip
    address = ott.begin("board", "youth care report", "2026-01-01")
    page = text(ott.get("board", address))
    for said in (
        "Binnengekomen in deze periode 3 Afgesloten in deze periode 2", "Informatie 2 2", "Oplossen 1 0 0 0", "Voorkomen 2 0 0 0",
    ):  # fmt: skip
        assert said in page, said
    assert "Informatie 1 0 1 0 Totaal 1 0 1 0" in page.split("Oordelen per thema")[1]
    assert heads(ott, "board", address)[4:] == [
        "Aantal klachten", "Aard van de klachten", "Strekking van de oordelen", "Wat met de oordelen is gedaan", "Aard van de maatregelen",
    ]  # fmt: skip


@pytest.mark.requirement("LOJ-18")
def test_the_committee_reports_where_its_open_complaints_stand_and_how_the_others_were_settled() -> None:
    """By hand: of five open complaints three were given to the committee, one of them to its chair; one came in after the year. One
    more runs under another text, and one was taken away again."""
    loj = place("loj", "committee", "board")
    file, day = "loj/2024-01-01.yaml", date(2026, 11, 2)
    plant(loj.here, [(day, "care", None)], file=file, phase="phase of a later text")
    given_to(loj, "committee")
    plant(loj.here, [(day, "care", None)], file=file, phase="committee")
    given_to(loj, "committee", until=day)
    for phase, role, on in (
        ("admissibility", "chair", day), ("committee", "committee", day), ("committee", "committee", day),
        ("informal", "confidant", day), ("committee", "committee", date(2027, 1, 4)),
    ):  # fmt: skip
        plant(loj.here, [(on, "care", None)], file=file, phase=phase)
        given_to(loj, role)
    closed(
        loj, {"route": "committee", "outcome": "founded"}, {"route": "committee", "outcome": "unfounded"},
        {"route": "committee", "outcome": "unfounded"}, {"route": "mediation", "outcome": "settled"},
    )  # fmt: skip
    page = text(loj.get("committee", loj.begin("committee", "committee", "2026-01-01")))
    assert "Afgesloten in deze periode 3" in page
    assert (
        "Fase Lopende klachten Ontvankelijkheid 1 Onderzoek door de commissie 2 Onder een andere regeling 1 Totaal 4"
        in page
    )
    assert "Oordeel van de klachtencommissie 3 100%" in page
    assert "Gegrond 1 33% Deels gegrond 0 0% Ongegrond 2 67% Totaal 3" in page


def given_to(made: Place, role: str, until: date | None = None) -> None:
    """The complaint that was planted last is given to somebody in this role."""
    with in_organisation(made.here.pk):
        last = Summary.objects.filter(organisation=made.here).latest("number")
        account = Account.objects.get(email="board@voorbeeld.test")
        Assignment.objects.create(
            organisation=made.here, dossier_id=last.dossier_id, account=account, role=role, since=last.received_on, until=until
        )  # fmt: skip


@pytest.mark.requirement("LOJ-36")
def test_the_public_report_says_number_and_nature_of_what_confidant_and_committee_settled() -> None:
    """By hand: of six the confidant settled three (two about care, one about service), the committee two about care, one way is unknown."""
    loj = place("loj", "board")
    ways = [
        ("mediation", "care"),
        ("mediation", "care"),
        ("mediation", "service"),
        ("committee", "care"),
        ("committee", "care"),
        ("", ""),
    ]
    closed(loj, *({"route": route, "theme": theme} for route, theme in ways))
    page = text(loj.get("board", loj.begin("board", "public", "2026-01-01")))
    table = page.split("Thema’s per weg")[-1]
    assert "Weg Bejegening Zorgverlening Dienstverlening Organisatie Iets anders Niet bekend" in table
    assert "Hulp en bemiddeling door de vertrouwenspersoon 0 2 1 0 0 0" in table
    assert "Oordeel van de klachtencommissie 0 2 0 0 0 0" in table
    assert "Niet bekend 0 0 0 0 0 1 Totaal 0 4 1 0 0 1" in table
