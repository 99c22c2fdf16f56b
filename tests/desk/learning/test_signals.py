"""Signals at the desk: the list, one with its chart and its complaints, deciding, and who may not see it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse

from tests.desk.conftest import NOW, Desk, counting, queries, text
from tests.insight.planting import every, plant
from wederhoor.dossier.fence import in_organisation
from wederhoor.insight import signals
from wederhoor.insight.models import Measure, Signal
from wederhoor.organisations.models import Location

LIST = "/werkplek/leren/signalen/"
SUNDAY = date(2026, 3, 1)
HANNA = "Hanna Behandelt"


@pytest.fixture
def raised(desk: Desk) -> Signal:
    """Much more about care at one of two locations, found this Monday."""
    desk.receive()  # brings the keys of the organisation about
    oak, elm = (
        Location.objects.create(organisation=desk.here, code=code, name=code.title()) for code in ("eik", "iep")
    )
    begin = SUNDAY - timedelta(days=700)
    quiet = [(21, "care", oak), (23, "planning", oak), (19, "care", elm), (29, "planning", elm)]
    plant(desk.here, [row for days, theme, where in quiet for row in every(days, theme, where, begin, SUNDAY)])
    plant(desk.here, every(5, "care", oak, SUNDAY - timedelta(days=60), SUNDAY))
    assert signals.look(desk.here, now=NOW) == 1
    with in_organisation(desk.here.pk):
        return Signal.objects.get()


def page_of(raised: Signal) -> str:
    return f"{LIST}{raised.id}/"


def send(desk: Desk, who: str, raised: Signal, **given: str) -> HttpResponse:
    """Fill in the page as it is now."""
    known = re.search(r'name="seen" value="(\d+)"', desk.get(who, page_of(raised)).content.decode())
    return desk.post(who, page_of(raised), seen=known[1] if known else "", **given)


@pytest.mark.requirement("LOJ-10")
def test_the_list_says_what_stands_out_with_its_figures(desk: Desk, raised: Signal) -> None:
    words = text(desk.get("director", LIST))
    assert "Zorg en begeleiding bij Eik" in words
    assert f"{raised.figures['count']} klachten" in words
    assert "Open (1)" in words
    assert HANNA in words


@pytest.mark.requirement("LOJ-10")
def test_one_signal_shows_its_rule_its_chart_and_its_table(desk: Desk, raised: Signal) -> None:
    answer = desk.get("director", page_of(raised))
    page, words = answer.content.decode(), text(answer)
    assert "toeval" in words
    assert "Klachten per vier weken" in words
    assert '<svg class="chart-draw" role="img"' in page
    assert "<title " in page
    assert "Bekijk de cijfers in een tabel" in words
    assert "style=" not in page


def test_who_handles_complaints_reads_the_numbers_and_others_how_many_there_are(desk: Desk, raised: Signal) -> None:
    handler, board = text(desk.get("handler", page_of(raised))), text(desk.get("director", page_of(raised)))
    with in_organisation(desk.here.pk):
        number = (
            signals.Summary.objects.annotate(about=signals.THEME)
            .filter(signals._about(raised))
            .values_list("number", flat=True)[0]
        )
    assert number in handler
    assert "mag u niet openen" not in handler
    assert number in board or "mag u niet openen" in board


@pytest.mark.requirement("LOJ-10")
def test_deciding_shows_the_decision_with_its_reason_and_who_took_it(desk: Desk, raised: Signal) -> None:
    answer = send(desk, "handler", raised, code="investigate", reason="Wij vragen het team.")
    assert answer.status_code == 302
    words = text(desk.get("director", page_of(raised)))
    assert "Besluit : Uitzoeken Wij vragen het team." in words
    assert HANNA in words
    assert "Besloten (1)" in text(desk.get("director", LIST))
    assert "Nu valt er niets op" in text(desk.get("director", LIST))
    assert "Uitzoeken" in text(desk.get("director", LIST + "?tab=decided"))


@pytest.mark.requirement("LOJ-10")
def test_deciding_on_a_measure_puts_it_on_the_list(desk: Desk, raised: Signal) -> None:
    given = {"code": "measure", "reason": "Te weinig mensen.", "what": "Een extra dienst.", "due": "2026-05-01"}
    assert send(desk, "handler", raised, **given).status_code == 302
    with in_organisation(desk.here.pk):
        measure = Measure.objects.get()
    assert (measure.origin, measure.origin_id, measure.due) == ("signal", raised.id, date(2026, 5, 1))


def test_a_decision_without_a_reason_comes_back_with_what_was_typed(desk: Desk, raised: Signal) -> None:
    answer = send(desk, "handler", raised, code="measure", reason="", what="Een extra dienst.")
    assert answer.status_code == 422
    assert "Zeg waarom" in text(answer)
    assert "Een extra dienst." in text(answer)
    answer = send(desk, "handler", raised, code="measure", reason="Daarom.")
    assert "Zeg welke maatregel u neemt." in text(answer)


def test_a_signal_is_given_to_somebody_else(desk: Desk, raised: Signal) -> None:
    send(desk, "handler", raised, to=desk.accounts["director"].pk.hex)
    assert "Eigenaar : Dirk Bestuurt" in text(desk.get("handler", page_of(raised)))
    assert "Van mij (1)" in text(desk.get("director", LIST))


def test_looking_again_finds_nothing_twice(desk: Desk, raised: Signal) -> None:
    assert desk.post("handler", LIST + "zoek/").status_code == 302
    assert "Geen nieuwe signalen" in text(desk.get("handler", LIST))
    assert desk.get("handler", LIST + "zoek/").status_code == 405


@pytest.mark.parametrize("who", ["confidant", "care professional"])
def test_who_does_not_see_figures_reads_why_not(desk: Desk, raised: Signal, who: str) -> None:
    for address in (LIST, page_of(raised)):
        answer = desk.get(who, address)
        assert answer.status_code == 403
        assert "Eik" not in text(answer)


def test_another_organisation_finds_no_such_signal(desk: Desk, raised: Signal) -> None:
    assert desk.get("outsider", page_of(raised)).status_code == 404
    assert "Eik" not in text(desk.get("outsider", LIST))
    assert send(desk, "outsider", raised, code="no action", reason="x").status_code == 404


def test_filters_narrow_the_list(desk: Desk, raised: Signal) -> None:
    assert "Zorg en begeleiding bij Eik" in text(desk.get("handler", LIST + "?theme=care"))
    assert "Geen signalen met deze filters" in text(desk.get("handler", LIST + "?location=999999"))


def test_a_signal_needs_few_questions_to_the_database(desk: Desk, raised: Signal) -> None:
    desk.get("handler", page_of(raised))
    with counting() as asked:
        desk.get("handler", page_of(raised))
    assert len(queries(asked)) <= 16


def test_of_two_who_decide_the_later_reads_it_and_keeps_what_was_typed(desk: Desk, raised: Signal) -> None:
    known = re.search(r'name="seen" value="(\d+)"', desk.get("director", page_of(raised)).content.decode())
    assert known
    send(desk, "handler", raised, code="watch", reason="Eerst kijken.")
    answer = desk.post(
        "director", page_of(raised), seen=known[1], code="measure", reason="Nu doen.", what="Een dienst."
    )
    assert answer.status_code == 422
    assert "Iemand anders deed intussen iets met dit signaal" in text(answer)
    assert "Nu doen." in text(answer)
    with in_organisation(desk.here.pk):
        assert not Measure.objects.exists()


def test_a_decision_that_seems_to_name_somebody_is_asked_again_and_a_number_never_passes(
    desk: Desk, raised: Signal
) -> None:
    given = {"code": "measure", "reason": "Te weinig mensen.", "what": "Praat met mevrouw De Vries, bsn 111222333."}
    answer = send(desk, "handler", raised, **given)
    assert answer.status_code == 422
    assert "Haal weg wie het is" in text(answer)
    assert send(desk, "handler", raised, sure="on", **given).status_code == 422
    named = given | {"what": "Praat met mevrouw De Vries."}
    assert send(desk, "handler", raised, **named).status_code == 422
    assert send(desk, "handler", raised, sure="on", **named).status_code == 302


def test_a_chart_that_is_gone_says_why(desk: Desk, raised: Signal) -> None:
    signals.fade(desk.here, now=NOW + timedelta(weeks=300))
    assert "De grafiek is weg" in text(desk.get("handler", page_of(raised)))
