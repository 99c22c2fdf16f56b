"""The dashboard: now, the course, in term, satisfaction and what asks for attention, counted by hand; every number leads somewhere."""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.desk.conftest import NOW, Desk, counting, queries, section, text
from tests.insight.planting import plant
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, RegisterLink, RegisterRow
from wederhoor.insight import overview, signals
from wederhoor.insight.overview import Now
from wederhoor.organisations.models import Location
from wederhoor.procedure.loading import load_for

PAGE = "/werkplek/leren/"
TODAY = NOW.date()
NUMBER = r"K-20\d\d-\d{4,5}"


@pytest.fixture
def places(desk: Desk) -> tuple[Location, Location]:
    """Three open at one place (one late, one this week, one that waits for the complainant), one at another."""
    desk.receive()
    oak, elm = (
        Location.objects.create(organisation=desk.here, code=code, name=code.title()) for code in ("eik", "iep")
    )
    handler = desk.accounts["handler"]
    soon, far = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
    plant(
        desk.here,
        [(date(2026, 2, 10), "care", oak)],
        next_aim=soon,
        next_due=TODAY - timedelta(days=1),
        handler=handler,
    )
    plant(desk.here, [(date(2026, 2, 11), "care", oak)], next_aim=soon, next_due=far)
    plant(desk.here, [(date(2026, 1, 5), "care", oak)], next_aim=far, next_due=far, next_holder="complainant")
    plant(desk.here, [(date(2025, 2, 1), "care", elm)], next_aim=far, next_due=far)
    return oak, elm


def closed(desk: Desk, quarter: str, many: int, **columns: object) -> None:
    known = {"regulation": "jot/2024-01-01.yaml", "received_quarter": quarter, "lead_time": "6 weeks", "law": "wlz"}
    with in_organisation(desk.here.pk):
        RegisterRow.objects.bulk_create(
            RegisterRow(organisation=desk.here, id=uuid.uuid4(), quarter=quarter, **(known | columns))
            for _ in range(many)
        )


def found(desk: Desk, who: str = "director") -> overview.Overview:
    actor = Actor(desk.accounts[who].pk, who, desk.here.pk)
    return overview.overview(desk.here, load_for("jot", TODAY), actor=actor, now=NOW)


def test_now_is_counted_over_everything_that_is_open(desk: Desk, places: tuple[Location, Location]) -> None:
    counted = found(desk)
    received = 1  # through the door, today
    assert counted.now.open == 4 + received
    assert counted.now.late == 1
    assert counted.now.waiting == 1
    assert found(desk, "handler").own == Now(open=1, week=1, late=1, waiting=0)


def test_the_course_of_thirteen_months_ends_with_this_one(desk: Desk, places: tuple[Location, Location]) -> None:
    months = {month.first: month.received for month in found(desk).months}
    assert len(months) == 13
    assert next(iter(months)) == date(2025, 3, 1)
    assert (months[date(2026, 1, 1)], months[date(2026, 2, 1)], months[date(2026, 3, 1)]) == (1, 2, 1)


def test_what_is_entered_late_for_a_month_that_ended_counts_at_the_next_look(
    desk: Desk, places: tuple[Location, Location]
) -> None:
    """Nothing is kept from one look to the next: also somebody who looked today already sees it."""
    before = found(desk)
    plant(desk.here, [(date(2026, 1, 6), "care", places[1])], closed=True)
    ended(desk, date(2026, 1, 20), [""])
    closed(desk, "2025-Q4", 1, in_time=False)
    after = found(desk)
    january, then = (next(month for month in one.months if month.first == date(2026, 1, 1)) for one in (after, before))
    assert (january.received, january.closed) == (then.received + 1, then.closed + 1)
    assert after.places[1].months[-3] == before.places[1].months[-3] + 1
    assert [one.late for one in after.in_term if one.quarter == "2025-Q4"] == [1]


def ended(desk: Desk, day: date, parts: list[str], *kinds: str) -> None:
    """A dossier that was closed, with its parts, of these kinds."""
    several, marks = len(parts) > 1, [uuid.uuid4() for _ in parts]
    with in_organisation(desk.here.pk):
        dossier = Dossier.objects.create(
            organisation=desk.here, number=f"K-{uuid.uuid4().hex[:8]}", code_hash=uuid.uuid4().bytes, version="1",
            regulation="jot/2024-01-01.yaml", submitted_key=uuid.uuid4().hex, received=NOW,
        )  # fmt: skip
        RegisterLink.objects.bulk_create(
            RegisterLink(organisation=desk.here, dossier_id=dossier.id, row=row, part=part, closed_on=day)
            for row, part in zip(marks, parts, strict=True)
        )
        RegisterRow.objects.bulk_create(
            RegisterRow(
                organisation=desk.here,
                id=row,
                quarter="2026-Q1",
                received_quarter="2026-Q1",
                kind=kind,
                several=several,
            )
            for row, kind in zip(marks, kinds, strict=False)
        )


def test_a_complaint_in_parts_is_closed_once_in_the_course(desk: Desk) -> None:
    for day, parts in (
        (date(2026, 1, 31), ["p1", "p2"]),
        (date(2026, 2, 1), [""]),
        (date(2026, 2, 28), ["p1", "p2", "p3"]),
    ):
        ended(desk, day, parts)
    months = {month.first: month.closed for month in found(desk).months}
    assert (months[date(2026, 1, 1)], months[date(2026, 2, 1)], months[date(2026, 3, 1)]) == (1, 2, 0)


def test_each_location_has_its_own_course(desk: Desk, places: tuple[Location, Location]) -> None:
    oak, elm, unknown = found(desk).places
    assert (oak.name, oak.now.open, sum(oak.months)) == ("Eik", 3, 3)
    assert (elm.name, elm.now.open, sum(elm.months)) == ("Iep", 1, 0)
    assert (unknown.id, unknown.now.open) == (None, 1)


@pytest.mark.requirement("JOT-03")
def test_satisfaction_against_the_target_of_the_regulation_with_n_and_response(desk: Desk) -> None:
    closed(desk, "2025-Q4", 3, treatment="goed", result="matig")
    closed(desk, "2025-Q4", 1, treatment="onvoldoende")
    closed(desk, "2025-Q4", 4)
    words = section(desk.get("director", PAGE), "tevredenheid-title")
    assert "Het doel van de regeling: ‘voldoende’ of beter." in words
    assert "2025-Q4 75% voldoende of beter, 4 van 8 antwoordden" in words
    assert "0% voldoende of beter, 3 van 8 antwoordden" in words
    assert "Hoe tevreden bent u over de behandeling van uw klacht?" in words
    assert "Hoe tevreden bent u over de uitkomst?" in words


def test_in_term_is_a_share_with_its_n_per_quarter(desk: Desk) -> None:
    closed(desk, "2025-Q3", 3, in_time=True)
    closed(desk, "2025-Q3", 1, in_time=False)
    closed(desk, "2025-Q4", 2, in_time=None)
    words = text(desk.get("director", PAGE))
    assert "2025-Q3 75%, n = 4" in words
    assert "2025-Q4 niets gesloten met een termijn" in words


def test_every_number_leads_to_its_list(desk: Desk, places: tuple[Location, Location]) -> None:
    page = desk.get("director", PAGE).content.decode()
    numbers = dict(re.findall(r'<a class="ds-card kpi" href="([^"]+)"[^>]*><b>(\d+)</b>', page))
    assert numbers["/werkplek/?tab=open"] == "5"
    assert numbers["/werkplek/?tab=overdue"] == "1"
    for address in numbers:
        assert desk.get("director", address).status_code == 200
    assert f"?tab=open&amp;location={places[0].pk}" in page


def test_every_linked_number_is_the_number_of_rows_behind_it(desk: Desk, places: tuple[Location, Location]) -> None:
    """Also what waits for somebody else, and what came in at a location in the last twelve months: not what came before."""
    plant(desk.here, [(date(2025, 3, 30), "care", places[0]), (date(2026, 2, 2), "care", places[0])], closed=True)
    for who in ("director", "handler"):
        assert len(linked(desk, who)) >= 7
        assert [address for address, rows, number in linked(desk, who) if rows != number] == []
    assert any("since=2025-04-01" in address and number == 4 for address, _, number in linked(desk, "director"))


def linked(desk: Desk, who: str) -> list[tuple[str, int, int]]:
    """Where each number of the dashboard leads, how many rows are there, and the number."""
    page = desk.get(who, PAGE).content.decode()
    numbers = re.findall(r'<a class="ds-card kpi" href="([^"]+)"[^>]*><b>(\d+)</b>', page)
    numbers += re.findall(r'<a class="ds-link" href="(/werkplek/\?tab=[^"]+location=[^"]+)">(\d+)</a>', page)
    lists = [(html.unescape(address), int(number)) for address, number in numbers]
    return [(url, len(set(re.findall(NUMBER, desk.get(who, url).content.decode()))), number) for url, number in lists]


@pytest.mark.requirement("IZW-21")
def test_a_compliment_counts_nowhere_among_complaints_but_in_ones_own_work_and_numbers_and_lists_agree(
    desk: Desk, places: tuple[Location, Location]
) -> None:
    """Open, late, arrived and closed: whoever praises complains of nothing. The list behind a number leaves it out as well."""
    before, months = found(desk), {month.first: month for month in found(desk).months}
    praise = {
        "kind": "compliment",
        "next_aim": TODAY,
        "next_due": TODAY - timedelta(days=1),
        "next_holder": "complainant",
    }
    plant(desk.here, [(date(2026, 2, 3), "care", places[0])], handler=desk.accounts["handler"], **praise)
    plant(desk.here, [(date(2026, 2, 3), "care", places[1])], closed=True, kind="compliment")
    ended(desk, date(2026, 2, 4), [""], "compliment")
    ended(desk, date(2026, 2, 4), ["A", "B"], "compliment", "complaint")
    after = found(desk)
    assert (after.now, after.places) == (before.now, before.places)
    assert found(desk, "handler").own == Now(open=2, week=2, late=2, waiting=1), "one's own work is all of it"
    months[date(2026, 2, 1)] = replace(months[date(2026, 2, 1)], closed=1)  # the one with a part that is a complaint
    assert {month.first: month for month in after.months} == months
    for who in ("director", "handler"):
        assert all(rows == number for _, rows, number in linked(desk, who))
    assert "Soort: klachten, geen complimenten" in text(desk.get("director", linked(desk, "director")[0][0]))


def test_what_is_late_after_closing_is_in_the_number_and_in_the_list(
    desk: Desk, places: tuple[Location, Location]
) -> None:
    before = found(desk, "handler")
    owed = {"next_duty": "ask satisfaction", "next_holder": "complainant", "handler": desk.accounts["handler"]}
    late = {"next_aim": TODAY - timedelta(days=2), "next_due": TODAY - timedelta(days=1)}
    plant(desk.here, [(date(2026, 1, 9), "care", places[1])], closed=True, **owed, **late)
    after = found(desk, "handler")
    assert (after.now.open, after.now.waiting) == (before.now.open, before.now.waiting), "it is closed"
    assert (after.now.week, after.now.late) == (before.now.week + 1, before.now.late + 1)
    assert (after.own.week, after.own.late, after.own.open) == (before.own.week + 1, before.own.late + 1, 1)
    assert after.places[1].now.late == before.places[1].now.late + 1
    for who in ("director", "handler"):
        assert all(rows == number for _, rows, number in linked(desk, who))


def test_imported_complaints_are_in_the_quarters_and_not_in_the_months_and_the_page_says_so(desk: Desk) -> None:
    closed(desk, "2025-Q4", 2, in_time=True, imported=True)
    words = text(desk.get("director", PAGE))
    assert "2 klachten uit een ouder register tellen hier mee, en niet in het verloop per maand" in words
    assert "2025-Q4 100%, n = 2" in words


def test_who_handles_complaints_sees_the_own_work_first(desk: Desk, places: tuple[Location, Location]) -> None:
    page = text(desk.get("handler", PAGE))
    assert page.index("Uw werk") < page.index("De hele organisatie")
    assert "handler=me" in desk.get("handler", PAGE).content.decode()
    assert "Uw werk" not in text(desk.get("director", PAGE))


def test_the_board_reads_no_name_of_anybody_in_a_complaint(desk: Desk, places: tuple[Location, Location]) -> None:
    words = text(desk.get("director", PAGE)).split("Afmelden")[1]
    assert not [name for name in ("Kanarie", "Beklaagd", "Hanna", "K-2026") if name in words]


@pytest.mark.requirement("LOJ-10")
def test_an_open_signal_asks_for_attention(desk: Desk, places: tuple[Location, Location]) -> None:
    with in_organisation(desk.here.pk):
        signals.Signal.objects.bulk_create([
            signals.Signal(organisation=desk.here, theme="care", location=places[0], rule="u", since=TODAY, raised=NOW,
                           figures={"count": 9, "expected": 2, "value": 9, "limit": 7, "weeks": 104}, chart={"counts": []},
                           evidence_on=TODAY, owner=desk.accounts["director"])
        ])  # fmt: skip
    words = text(desk.get("director", PAGE))
    assert "1 open signaal" in words
    assert "1 signaal van u" in words
    assert "Zorg en begeleiding bij Eik" in words
    assert "signaal van u" not in text(desk.get("handler", PAGE))


def test_charts_have_a_title_and_a_table_and_no_style(desk: Desk, places: tuple[Location, Location]) -> None:
    page = desk.get("director", PAGE).content.decode()
    assert page.count("Bekijk de cijfers in een tabel") >= 3
    assert 'role="img"' in page
    assert "style=" not in page


@pytest.mark.parametrize("who", ["confidant", "care professional"])
def test_who_does_not_see_figures_reads_why_not(desk: Desk, who: str) -> None:
    assert desk.get(who, PAGE).status_code == 403


def test_another_organisation_has_its_own_figures(desk: Desk, places: tuple[Location, Location]) -> None:
    page = desk.get("outsider", PAGE)
    assert page.status_code == 200
    assert "Eik" not in text(page)


def test_looking_is_in_the_log_once(desk: Desk, places: tuple[Location, Location]) -> None:
    desk.get("director", PAGE)
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="dashboard").values_list("role", "hits").get() == ("director", 5)


def test_the_page_asks_the_database_at_most_eleven_times(desk: Desk, places: tuple[Location, Location]) -> None:
    desk.get("director", PAGE)
    with counting() as asked:
        desk.get("director", PAGE)
    assert len(queries(asked)) <= 11


def test_an_empty_organisation_has_an_empty_dashboard(desk: Desk) -> None:
    words = text(desk.get("director", PAGE))
    assert "Er zijn nog geen locaties" in words
    assert "Niets op dit moment" in words


def test_a_report_that_is_owed_without_a_day_stands_on_the_overview_and_in_the_calendar(desk: Desk) -> None:
    desk.here.regulation = "loj"
    desk.here.save(update_fields=["regulation"])
    desk.accounts["director"].memberships.filter(organisation=desk.here).update(role="board")
    coming = section(desk.get("director", PAGE), "rapporten-en-verplichtingen-title")
    assert "staat er niets aan te komen" not in coming
    assert "Evaluatie van de regeling 2024 en 2025 Nog te maken" in coming
    assert "Jaarrapport van de klachtencommissie 2025 Lid van de klachtencommissie Nog te maken" in coming, (
        "what somebody else must make"
    )
    calendar = text(desk.get("director", f"{PAGE}kalender/"))
    assert "Nog te maken, zonder dag" in calendar
    assert "Openbaar jaarverslag over klachten 2025 Raad van Bestuur" in calendar
    reports = text(desk.get("director", f"{PAGE}rapporten/"))
    assert re.search(
        r"In de maak \d+ .*Jaarrapport van de klachtencommissie 8.10 2025 .*Lid van de klachtencommissie", reports
    )


def test_the_board_sees_that_the_report_of_somebody_else_is_late(desk: Desk) -> None:
    desk.here.regulation = "ott"
    desk.here.save(update_fields=["regulation"])
    desk.accounts["director"].memberships.filter(organisation=desk.here).update(role="board")
    desk.later(days=60)
    coming = section(desk.get("director", PAGE), "rapporten-en-verplichtingen-title")
    assert "Jaarverslag 2025 Klachtenbemiddelaar Nog te maken 31 mrt" in coming


def test_no_day_stands_twice_in_the_calendar(desk: Desk) -> None:
    desk.here.affiliations.create(body="dispute committee", until="2026-03-20")
    page = text(desk.get("director", f"{PAGE}kalender/"))
    assert len(re.findall("20 (?:mrt|maart)", page)) == 1
