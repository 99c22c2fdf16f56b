"""The register as a file, cell by cell as somebody counted it by hand, and an older one that comes in as a workbook."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, time
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tests.desk.conftest import Desk, text
from tests.desk.learning.test_register_entry import address, closed
from wederhoor.dossier import titling
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.organisations.models import Location, Team

PAGE = "/werkplek/leren/register/"
IMPORTS = f"{PAGE}inlezen/"
BOTH = {"Telt als klacht": "ja", "Wet": "Wet langdurige zorg (Wlz)", "Soort": "Klacht", "Weg": "", "Hoe binnengekomen": "Webformulier",
        "Verlengd": "nee", "Naar een geschilleninstantie": "nee", "Waarom niet behandeld": "", "Ingelezen": "nee"}  # fmt: skip
LATE = BOTH | {
    "Kwartaal": "2026-Q2", "Kwartaal van ontvangst": "2026-Q1", "Hoofdthema": "Zorg en behandeling", "Thema": "Medicatie",
    "Uitkomst": "", "Groep locaties": "Regio Noord", "Locatie": "Huis Noord", "Team": "Nachtploeg", "Op tijd": "nee",
    "Doorlooptijd": "tot en met 10 weken", "Dagen": 60, "Gehoopt op": "Een oplossing", "Kwam dat uit?": "Voor een deel",
    "Oorzaak": "Te weinig kennis of ervaring", "Tevreden over de behandeling": "goed", "Tevreden over de uitkomst": "matig",
    "Waarom later": "Zaak was ingewikkeld",
}  # fmt: skip
"""Came in on 2 March 2026 and closed sixty days later."""
TAKEN_BACK = BOTH | {
    "Kwartaal": "2026-Q2", "Kwartaal van ontvangst": "2026-Q2", "Hoofdthema": "Bejegening en contact", "Thema": "Omgang en bejegening",
    "Uitkomst": "Ingetrokken", "Groep locaties": "", "Locatie": "", "Team": "", "Op tijd": "ja",
    "Doorlooptijd": "tot en met 2 weken", "Dagen": 3, "Gehoopt op": "", "Kwam dat uit?": "", "Oorzaak": "",
    "Tevreden over de behandeling": "", "Tevreden over de uitkomst": "", "Waarom later": "",
}  # fmt: skip
"""Came in when the other closed, and was taken back after three days."""


def late(desk: Desk) -> str:
    """A complaint that took sixty days, with everything that the register asks and two answers about satisfaction."""
    place = Location.objects.create(organisation=desk.here, code="noord", name="Huis Noord", group="Regio Noord")
    team = Team.objects.create(organisation=desk.here, name="Nachtploeg", location=place)
    number = closed(desk, after=60, hope="solution")
    one = desk.open(number)
    titling.put_right(one, "", place, None, actor=one.actor, now=desk.now, seen=None)
    filled = {
        "theme": "medication",
        "cause": "knowledge",
        "came_of_it": "partly",
        "team": team.pk,
        "late_reason": "complex",
    }
    done = desk.post("handler", address(number), part="", **{f"part-{name}": value for name, value in filled.items()})
    assert done.status_code == 302, text(done)
    desk.act("handler", number, "ask satisfaction", treatment="goed", result="matig")
    return number


def taken_back(desk: Desk) -> str:
    number = desk.receive("tweede", theme="treatment")
    desk.later(days=3)
    said = {"how": "oral", "said_by": "Kees Kanarie", "said_how": "telephone"}
    assert desk.act("handler", number, "withdraw", **said).status_code == 302
    desk.act("handler", number, "register", theme="treatment", actions="Er was een gesprek.", results="Het is klaar.")
    done = desk.act("handler", number, "close", procedure_followed="Teruggenomen.", outcome_words="Ingetrokken.")
    assert done.status_code == 302, text(done)
    return number


def taken(desk: Desk, kind: str, query: str = "") -> bytes:
    return desk.get("handler", f"{PAGE}ophalen/?vorm={kind}{query}").content


def sheet(content: bytes) -> list[dict[str, object]]:
    book = load_workbook(BytesIO(content))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    found = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return sorted(found, key=lambda row: str(row["Kwartaal van ontvangst"]))


def test_a_workbook_of_the_register_has_every_cell_as_counted_by_hand(desk: Desk) -> None:
    late(desk)
    taken_back(desk)
    assert sheet(taken(desk, "xlsx")) == [LATE, TAKEN_BACK]
    assert sheet(taken(desk, "xlsx", "&outcome=withdrawn")) == [TAKEN_BACK]
    assert sheet(taken(desk, "xlsx", "&in_time=no&theme=medication")) == [LATE]
    assert sheet(taken(desk, "xlsx", "&law=wmo")) == []


def test_csv_json_and_the_page_say_what_the_workbook_says(desk: Desk) -> None:
    late(desk)
    rows = list(csv.DictReader(StringIO(taken(desk, "csv").decode("utf-8-sig")), delimiter=";"))
    assert rows == [{name: str(cell) for name, cell in LATE.items()} | {"Dagen": "60"}]
    said = json.loads(taken(desk, "json"))
    assert said["rows"] == [{
        "quarter": "2026-Q2", "received_quarter": "2026-Q1", "counts": True, "law": "wlz", "kind": "complaint", "heading": "care",
        "theme": "medication", "route": "", "outcome": "", "location_group": "Regio Noord", "location": "Huis Noord",
        "team": "Nachtploeg", "in_time": False, "lead_time": "10 weeks", "days": 60, "source": "web form", "hope": "solution",
        "came_of_it": "partly", "cause": "knowledge", "extended": False, "disputed": False, "treatment": "goed", "result": "matig",
        "late_reason": "complex", "not_taken_up": "", "imported": False,
    }]  # fmt: skip
    assert {said["words"][name][code] for name, code in (("theme", "medication"), ("cause", "knowledge"))} == {
        LATE["Thema"],
        LATE["Oorzaak"],
    }
    page = text(desk.get("handler", f"{PAGE}?by=theme&across=late_reason"))
    assert "Thema Samen Zaak was ingewikkeld Medicatie 1 1" in page


OLD = (
    ("Afgesloten op", "Binnengekomen op", "Rubriek", "Wet", "Binnen termijn", "Doorlooptijd"),
    (date(2024, 1, 31), datetime.combine(date(2024, 1, 2), time(14, 30)), "Bejegening", "Wlz", True, 29),
    (date(2024, 6, 30), None, "Wachttijd", "Wmo", False, 80.0),
    ("31-06-2024", None, "Wachttijd", "Wmo", "misschien", "lang"),
)
"""A workbook as a spreadsheet saves it: days as days, yes and no as truths, numbers as numbers; and a last row with three mistakes."""


def workbook(rows: tuple[tuple[object, ...], ...]) -> SimpleUploadedFile:
    book, stream = Workbook(), BytesIO()
    book.create_sheet("Leeg", 0)
    for row in rows:
        book.worksheets[1].append(row)
    book.save(stream)
    return SimpleUploadedFile("oud.xlsx", stream.getvalue())


def test_an_older_register_comes_in_as_a_workbook(desk: Desk) -> None:
    first = desk.browser("handler").post(IMPORTS, {"sent": workbook(OLD)})
    columns = desk.get("handler", first["Location"]).content.decode()
    assert all(
        f'value="{target}" selected' in columns
        for target in ("closed", "received", "theme", "law", "in_time", "lead_time")
    )
    chosen = {
        "column0": "closed",
        "column1": "received",
        "column2": "theme",
        "column3": "law",
        "column4": "in_time",
        "column5": "lead_time",
    }
    values = desk.post("handler", first["Location"], **chosen)["Location"]
    preview = desk.post(
        "handler", values, **{"theme-0": "treatment", "theme-1": "waiting", "law-0": "wlz", "law-1": "wmo"}
    )["Location"]
    page = text(desk.get("handler", preview))
    assert "4 Afgesloten op ‘31-06-2024’ kunnen wij niet lezen. Deze dag bestaat niet." in page
    assert "4 Binnen termijn ‘misschien’ kunnen wij niet lezen. Schrijf ja of nee" in page
    assert "4 Doorlooptijd ‘lang’ kunnen wij niet lezen. Schrijf het aantal dagen als een getal." in page
    assert desk.post("handler", preview).status_code == 422
    mended = desk.browser("handler").post(IMPORTS, {"sent": workbook(OLD[:-1])})["Location"]
    assert desk.post("handler", f"{mended}bekijken/").status_code == 302
    with in_organisation(desk.here.pk):
        rows = RegisterRow.objects.order_by("quarter").values_list(
            "quarter", "received_quarter", "theme", "heading", "law", "in_time", "lead_time", "imported"
        )
        assert list(rows) == [
            ("2024-Q1", "2024-Q1", "treatment", "contact", "wlz", True, "6 weeks", True),
            ("2024-Q2", "2024-Q2", "waiting", "organisation", "wmo", False, "26 weeks", True),
        ]
