"""Reports at the desk: owed, written, handed in, adopted, frozen; on paper and as a workbook; nobody sees what is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pypdf
import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import text
from tests.insight.report.counting import contact, fill, row, scenario
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, ReceptionContact, RegisterRow
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.report import reminding
from wederhoor.organisations.models import Account, Location, Membership, Organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
REPORTS = "/werkplek/leren/rapporten/"
SECRET = "Alleen voor dit verslag geschreven."


@dataclass
class Place:
    """One provider with a browser for each role."""

    here: Organisation
    browsers: dict[str, Client]

    def get(self, role: str, address: str) -> HttpResponse:
        return self.browsers[role].get(address)  # type: ignore[return-value]  # the client's own response adds to it

    def post(self, role: str, address: str, /, **data: str) -> HttpResponse:
        return self.browsers[role].post(address, data)  # type: ignore[return-value]  # the client's own response adds to it

    def begin(self, role: str, code: str, first: str = "2026-07-01", group: str = "") -> str:
        """Start a draft; its address."""
        return self.post(role, f"{REPORTS}begin/", code=code, first=first, group=group, member="").headers["Location"]

    def submit(self, role: str, address: str, **texts: str) -> HttpResponse:
        return self.post(
            role, f"{address}bewaar/", edition=edition(self.get(role, address)), submit="1", nobody="yes", **texts
        )

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """On another moment, everybody signed in anew."""
        with time_machine.travel(moment, tick=False):
            for role, browser in self.browsers.items():
                browser.force_login(Account.objects.get(email=f"{role.replace(' ', '-')}@voorbeeld.test"))
            yield

    def adopt(self, role: str, address: str) -> HttpResponse:
        """Adopt it, having read what there is to look at."""
        return self.post(role, f"{address}stap/", step="adopt", read="yes")


def edition(response: HttpResponse) -> str:
    found = re.search(r'name="edition" value="(\d+)"', response.content.decode())
    assert found
    return found[1]


def place(code: str, *roles: str) -> Place:
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation=code)
    browsers = {}
    for role in roles:
        account = Account.objects.create_user(f"{role.replace(' ', '-')}@voorbeeld.test", role, "een lang wachtwoord")
        Membership.objects.create(account=account, organisation=here, role=role)
        browsers[role] = Client()
        browsers[role].force_login(account)
    return Place(here, browsers)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ott() -> Place:
    made = place("ott", "mediator", "board", "regional manager", "confidant")
    for group in ("Noord", "Zuid"):
        Location.objects.create(organisation=made.here, code=group.lower(), name=group, group=group)
    fill(made.here, scenario("ott-quarter"))
    return made


@pytest.mark.requirement("OTT-08")
def test_the_mediator_sees_which_reports_are_owed_and_begins_one(ott: Place) -> None:
    said = text(ott.get("mediator", REPORTS))
    assert "Kwartaalrapport 3.0 Terugkoppeling; 2 Klachtenopvang 2026, kwartaal 3" in said
    assert "Kwartaalrapport per regio 3.0 Terugkoppeling 2026, kwartaal 3 Noord" in said
    page = text(ott.get("mediator", ott.begin("mediator", "quarterly")))
    assert "Kwartaalrapport 2026, kwartaal 3" in page
    assert "Omgang en houding 2 2" in page


@pytest.mark.requirement("OTT-09")
def test_the_annual_report_of_the_mediator_is_due_before_the_first_of_april(ott: Place) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=NOW.tzinfo), tick=False):
        ott.browsers["mediator"].force_login(Account.objects.get(email="mediator@voorbeeld.test"))
        said = text(ott.get("mediator", REPORTS))
        assert "Jaarverslag 3.0 Jaarverslag 2026 woensdag 31 maart 2027" in said
        page = text(ott.get("mediator", ott.begin("mediator", "annual", "2026-01-01")))
    for section in ("Aantal klachten", "Aard van de klachten", "Strekking van de oordelen", "Maatregelen"):
        assert section in page
    assert "Staat in 3.0 Jaarverslag" in page
    assert "oordelen doet de raad van bestuur" in page


@pytest.mark.requirement("OTT-03")
def test_contacts_without_a_complaint_stand_in_the_quarterly_report(ott: Place) -> None:
    with in_organisation(ott.here.pk):
        ReceptionContact.objects.bulk_create(
            [contact(ott.here, role="mediator", topic="information", day=NOW.date().replace(month=8))]
        )
    page = text(ott.get("mediator", ott.begin("mediator", "quarterly")))
    assert "Contacten zonder klacht Wie met mensen sprak Door Contacten Waarvan een klacht werd" in page
    assert "Klachtenbemiddelaar 3 1" in page


@pytest.mark.requirement("OTT-08")
def test_an_adopted_report_stays_as_it_was_when_the_register_changes(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    assert ott.submit("mediator", address, **{"text-4": SECRET}).status_code == 302
    assert ott.adopt("board", address).status_code == 302
    before = ott.get("board", address).content
    assert SECRET in before.decode()
    with in_organisation(ott.here.pk):
        RegisterRow.objects.bulk_create([row(ott.here, theme="information", law="wlz", group="Noord")])
        RegisterRow.objects.filter(organisation=ott.here, theme="care and treatment").delete()
    assert figures(ott.get("board", address)) == figures(HttpResponse(before))
    fresh = ott.begin("mediator", "quarterly per region", group="Noord")
    assert "Informatie 2 1 2" in text(ott.get("mediator", fresh))


@pytest.mark.requirement("OTT-08")
def test_the_paper_and_the_workbook_of_an_adopted_report_stay_as_they_were_too(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address, **{"text-4": SECRET})
    ott.adopt("board", address)
    paper, book = printed(ott, "board", address), cells(ott, "board", address)
    assert "Omgang en houding 2 2 2" in paper
    assert ("Totaal", 5, 5, 6) in book
    with in_organisation(ott.here.pk):
        RegisterRow.objects.bulk_create([row(ott.here, theme="information", law="wlz", group="Noord")])
        RegisterRow.objects.filter(organisation=ott.here, theme="care and treatment").delete()
    Organisation.objects.filter(pk=ott.here.pk).update(name="Zorg Anders")
    assert printed(ott, "board", address) == paper
    assert cells(ott, "board", address) == book


def printed(ott: Place, role: str, address: str) -> str:
    """What a report says on paper."""
    paper = pypdf.PdfReader(BytesIO(ott.get(role, f"{address}pdf/").content))
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def cells(ott: Place, role: str, address: str) -> list[tuple[object, ...]]:
    """Every row of its workbook."""
    book = openpyxl.load_workbook(BytesIO(ott.get(role, f"{address}xlsx/").content))
    return [tuple(cell for cell in line if cell is not None) for sheet in book.worksheets for line in sheet.values]


def figures(response: HttpResponse) -> list[str]:
    return re.findall(r"<td class=\"num\">([^<]*)</td>", response.content.decode())


def test_the_database_itself_refuses_to_change_an_adopted_report(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address)
    ott.adopt("board", address)
    with in_organisation(ott.here.pk):
        adopted = WrittenReport.objects.filter(organisation=ott.here, state="adopted")
        for change in (lambda: adopted.update(content=b""), adopted.delete):
            with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
                change()


def test_a_correction_is_a_new_version_and_the_old_one_stays(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address, **{"text-4": "Eerste lezing."})
    ott.adopt("board", address)
    newer = ott.post("mediator", f"{address}stap/", step="correct").headers["Location"]
    assert newer != address
    assert "Eerste lezing." in ott.get("mediator", newer).content.decode()
    assert ott.get("board", newer).status_code == 404
    ott.submit("mediator", newer, **{"text-4": "Tweede lezing."})
    ott.adopt("board", newer)
    assert "Eerste lezing." in ott.get("board", address).content.decode()
    assert "Tweede lezing." in ott.get("board", newer).content.decode()
    assert "versie 2" in text(ott.get("board", REPORTS))


def test_an_adopted_report_never_leaves_the_list_whatever_the_year_or_a_later_regulation(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address)
    ott.adopt("board", address)
    with time_machine.travel(datetime(2031, 3, 1, 9, tzinfo=NOW.tzinfo), tick=False):
        ott.browsers["board"].force_login(Account.objects.get(email="board@voorbeeld.test"))
        assert address in ott.get("board", REPORTS).content.decode()
        Organisation.objects.filter(pk=ott.here.pk).update(regulation="loj")
        assert address in ott.get("board", REPORTS).content.decode()
        page = ott.get("board", address)
        assert page.status_code == 200
        assert "Kwartaalrapport" in text(page)


def test_what_was_typed_is_kept_by_itself_and_by_the_button_and_never_lost(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    kept = ott.browsers["mediator"].post(
        f"{address}bewaar/", {"edition": "0", "text-4": SECRET}, headers={"Accept": "application/json"}
    )
    assert kept.json()["said"].startswith("Bewaard om 09:00")
    assert kept.json()["edition"] == 1
    assert SECRET in ott.get("mediator", address).content.decode()
    preview = ott.post("mediator", f"{address}bewaar/", edition="1", preview="1", **{"text-4": SECRET})
    assert preview.headers["Location"].endswith("?bekijk=1")
    assert "<textarea" not in ott.get("mediator", preview.headers["Location"]).content.decode()
    refused = ott.post("mediator", f"{address}bewaar/", edition="2", submit="1", **{"text-4": "Nieuwe woorden"})
    assert refused.status_code == 422
    assert "Nieuwe woorden" in refused.content.decode()


def test_of_two_writers_the_later_one_is_told_and_loses_nothing(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    second = Account.objects.create_user("tweede@voorbeeld.test", "Tweede", "een lang wachtwoord")
    Membership.objects.create(account=second, organisation=ott.here, role="mediator")
    ott.browsers["second"] = Client()
    ott.browsers["second"].force_login(second)
    ott.post("mediator", f"{address}bewaar/", edition="0", **{"text-4": "Van de eerste."})
    told = ott.post("second", f"{address}bewaar/", edition="0", **{"text-4": "Van de tweede."})
    assert told.status_code == 422
    assert "Een collega bewaarde dit verslag na u" in text(told)
    assert "Van de tweede." in told.content.decode()
    assert "Dit is hier nu bewaard. Neem over wat moet blijven: Van de eerste." in text(told)
    again = ott.post("second", f"{address}bewaar/", edition=edition(told), **{"text-4": "Van de eerste en de tweede."})
    assert again.status_code == 302
    assert "Dit is hier nu bewaard" not in text(ott.get("second", address))


def test_a_text_that_looks_as_if_it_names_somebody_gets_a_warning(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.post("mediator", f"{address}bewaar/", edition="0", **{"text-4": "Mevrouw Jansen (bsn 111222333) belde."})
    said = text(ott.get("mediator", address))
    assert "Staat hier een persoon in?" in said
    assert "111222333" in said


def test_a_report_that_waits_for_the_board_stands_among_its_notices_and_on_its_overview(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    assert "wacht op uw vaststelling" not in text(ott.get("board", "/werkplek/leren/"))
    ott.submit("mediator", address)
    bell, seen = "/werkplek/meldingen/", ott.get("board", "/werkplek/leren/")
    assert "Een verslag wacht op uw vaststelling Kwartaalrapport" in text(ott.get("board", bell))
    assert "1 verslag wacht op uw vaststelling" in text(seen)
    assert address in seen.content.decode(), "the line leads to the report"
    assert "wacht op uw vaststelling" not in text(ott.get("mediator", bell)), "who wrote it waits"
    board = ott.get("board", bell).content.decode()
    own = re.search(r'name="own" value="(report:[^"]*)"', board)
    notice = re.search(r'name="notice" value="([^"]*)"', board)
    assert own
    assert notice
    opened = ott.post("board", f"{bell}gelezen/", notice=notice[1], own=own[1])
    assert opened.headers["Location"] == address
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        for role in ("mediator", "board"):
            ott.browsers[role].force_login(Account.objects.get(email=f"{role}@voorbeeld.test"))
        ott.post("board", f"{address}stap/", step="back", remark="De bijlage mist.")
        ott.submit("mediator", address)
        assert text(ott.get("board", bell)).count("Een verslag wacht op uw vaststelling") == 2, (
            "handed in again, told again"
        )


def test_who_adopts_a_report_gets_one_mail_about_it(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address)
    now = NOW + timedelta(hours=22)
    reminding.run(now)
    assert reminding.run(now) == 0
    (sent,) = [one for one in mail.outbox if one.subject == "Een verslag wacht op vaststellen"]
    assert sent.to == ["board@voorbeeld.test"]
    assert "is ingediend. U stelt het vast of stuurt het terug." in sent.body


def test_what_goes_back_says_why_and_can_be_handed_in_again(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address)
    assert ott.post("board", f"{address}stap/", step="back", remark="").status_code == 422
    ott.post("board", f"{address}stap/", step="back", remark="De bijlage mist.")
    assert "De bijlage mist." in text(ott.get("mediator", address))
    assert ott.submit("mediator", address).status_code == 302


def test_a_draft_is_its_makers_and_adopting_is_for_whom_the_regulation_says(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    assert ott.get("board", address).status_code == 404
    assert ott.adopt("mediator", address).status_code == 422
    ott.submit("mediator", address)
    assert ott.get("board", address).status_code == 200
    assert ott.adopt("mediator", address).status_code == 422
    assert (
        ott.post("board", f"{REPORTS}begin/", code="quarterly", first="2026-07-01", group="", member="").status_code
        == 404
    )


def test_who_gets_no_report_gets_no_page(ott: Place) -> None:
    assert ott.get("confidant", REPORTS).status_code == 403


def test_another_organisation_sees_nothing_of_it(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    there = Organisation.objects.create(code="daar", name="Zorg Daar", regulation="ott")
    account = Account.objects.create_user("daar@voorbeeld.test", "Daar", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=there, role="mediator")
    outsider = Client()
    outsider.force_login(account)
    assert outsider.get(address).status_code == 404


def test_every_look_is_in_the_access_log(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.get("mediator", address)
    ott.get("mediator", f"{address}xlsx/")
    with in_organisation(ott.here.pk):
        actions = list(AccessLog.objects.filter(organisation=ott.here).order_by("seq").values_list("action", flat=True))
    assert actions == ["start report", "report", "report file"]


def test_page_workbook_and_paper_say_the_same_numbers(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.post("mediator", f"{address}bewaar/", edition="0", **{"text-4": SECRET})
    book = openpyxl.load_workbook(BytesIO(ott.get("mediator", f"{address}xlsx/").content))
    assert book.sheetnames[:4] == ["Verslag", "Aantal klachten", "Aantal per soort", "Aantal per thema"]
    sheet = [[cell for cell in line if cell is not None] for line in book["Aantal per thema"].values]
    assert ["Omgang en houding", 2, 2, 2] in sheet
    assert ["Totaal", 5, 5, 6] in sheet
    paper = pypdf.PdfReader(BytesIO(ott.get("mediator", f"{address}pdf/").content))
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Omgang en houding 2 2 2" in words
    assert "Totaal 5 5 6" in words
    assert SECRET in words
    assert "concept, niet vastgesteld" in words
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(paper.trailer["/Root"]["/Lang"]).startswith("nl")
