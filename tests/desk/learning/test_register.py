"""The pages of the register: who sees them, what leads where, the worklist of what is missing, the words."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.desk.conftest import Desk, text
from tests.desk.learning.test_register_entry import address, closed
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, RegisterRow, RegisterWord
from wederhoor.organisations.models import Membership, Organisation

PAGE = "/werkplek/leren/register/"


def test_the_board_sees_the_register_and_who_keeps_it_may_take_it_along(desk: Desk) -> None:
    closed(desk)
    for who in ("handler", "director"):
        page = text(desk.get(who, PAGE))
        assert "1 klacht" in page
        assert "Zorg en begeleiding" in page
    assert "XLSX" in text(desk.get("handler", PAGE))
    assert "XLSX" not in text(desk.get("director", PAGE))
    for who, status in (("handler", 200), ("director", 403), ("confidant", 403), ("accused", 403)):
        assert desk.get(who, f"{PAGE}ophalen/?vorm=csv").status_code == status
    assert desk.get("handler", f"{PAGE}ophalen/?vorm=exe").status_code == 404
    assert desk.get("confidant", PAGE).status_code == 403
    assert "0 klachten" in text(desk.get("outsider", PAGE))


@pytest.mark.requirement("JOT-20")
def test_what_is_missing_of_closed_complaints_is_a_list_to_work_from(desk: Desk) -> None:
    number = closed(desk, hope="solution")
    page = desk.get("handler", PAGE)
    assert "Register: 1 gesloten klacht mist iets" in text(page)
    gaps = desk.get("handler", f"{PAGE}onvolledig/")
    assert "oorzaak" in text(gaps)
    assert address(number) in gaps.content.decode()
    desk.post("handler", address(number), part="", **{"part-cause": "staffing", "part-came_of_it": "no"})
    assert "mist iets" not in text(desk.get("handler", PAGE))
    assert "Het register is volledig." in text(desk.get("handler", f"{PAGE}onvolledig/"))
    assert desk.get("director", f"{PAGE}onvolledig/").status_code == 403


def test_a_number_shows_only_for_who_may_open_the_dossier(desk: Desk) -> None:
    number = closed(desk)
    assert number in text(desk.get("handler", PAGE))
    with in_organisation(desk.here.pk):
        looks = AccessLog.objects.filter(action="register list", role="handler")
        assert [(one.dossier, one.hits) for one in looks] == [("", 1)]


def test_filters_stand_in_the_address_and_can_be_taken_away(desk: Desk) -> None:
    closed(desk)
    page = desk.get("handler", f"{PAGE}?heading=care&law=wmo&by=law")
    assert "Gefilterd op: Wet: Wet maatschappelijke ondersteuning (Wmo)" in text(page)
    assert "Geen gesloten klachten die hierbij passen." in text(page)
    assert 'href="/werkplek/leren/register/?heading=care&amp;by=law&amp;across=quarter"' in page.content.decode()
    assert desk.get("handler", f"{PAGE}?page=99999999999&by=geheim&since=x").status_code == 200


def test_the_usual_filters_are_in_sight_and_the_others_fold_until_one_is_used(desk: Desk) -> None:
    closed(desk)
    folded = desk.get("handler", PAGE).content.decode()
    before, inside = folded.split('<details class="fold"', 1)
    assert all(f'name="{name}"' in before for name in ("since", "until", "theme", "by"))
    assert inside.startswith("><summary>Meer filters</summary>")
    assert all(f'name="{name}"' in inside for name in ("law", "kind", "heading", "outcome", "in_time", "source"))
    used = desk.get("handler", f"{PAGE}?heading=care&law=wlz").content.decode()
    assert ' class="fold" open><summary>Meer filters (2 gebruikt)</summary>' in used


def test_the_themes_to_filter_on_stand_under_their_main_theme(desk: Desk) -> None:
    """Those of the form and the finer ones of the register in one list, each where it counts."""
    closed(desk)
    choose = desk.get("handler", PAGE).content.decode().split('name="theme"')[1].split("</select>")[0]
    care = choose.split('<optgroup label="Zorg en behandeling">')[1].split("</optgroup>")[0]
    assert 'value="care"' in care
    assert 'value="medication"' in care
    assert choose.count("<optgroup") == len(set(re.findall(r'optgroup label="([^"]*)"', choose))), "each once"
    assert choose.rstrip().endswith("(niet ingevuld)</option>")


def test_the_newest_quarter_and_the_total_stand_first(desk: Desk) -> None:
    closed(desk)
    with in_organisation(desk.here.pk):
        row = RegisterRow.objects.get()
        for quarter in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"):
            row.id, row.complaint, row.quarter = uuid4(), uuid4(), quarter
            row.save(force_insert=True)
    page = text(desk.get("handler", PAGE))
    assert "Hoofdthema Samen 2026-Q1 2025-Q4 2025-Q3 2025-Q2 2025-Q1 Zorg en behandeling 5 1 1 1 1 1" in page
    assert "Het nieuwste kwartaal staat voorop." in page


def test_the_words_of_the_register_are_changed_by_who_keeps_it(desk: Desk) -> None:
    words = f"{PAGE}woorden/"
    assert "Toon en houding" in text(desk.get("handler", words))
    assert desk.get("director", words).status_code == 403
    wrong = desk.post("handler", words, label="Toon en houding", heading="contact")
    assert wrong.status_code == 422
    assert "staat al in deze lijst" in text(wrong)
    formula = desk.post("handler", words, label="=HYPERLINK(1)", heading="contact")
    assert "Begin deze naam met een letter of een cijfer." in text(formula)
    assert desk.post("handler", words, label="Deuren op slot", heading="involuntary", until="").status_code == 302
    assert "Deuren op slot" in text(desk.get("handler", words))
    ended = desk.post("handler", f"{words}?lijst=causes&woord=staffing", label="Personeel", until="2026-02-28")
    assert ended.status_code == 302
    number = closed(desk)
    form = desk.get("handler", address(number)).content.decode()
    assert "Deuren op slot" in form
    assert "Personeel" not in form
    with in_organisation(desk.here.pk):
        assert RegisterWord.objects.count() == 2
    assert desk.get("handler", f"{words}?lijst=nergens").status_code == 404


def test_a_member_of_a_cooperative_sees_its_own_rows_and_keeps_no_words(desk: Desk) -> None:
    member = Organisation.objects.create(code="lid", name="Lid", parent=desk.here, regulation="jot")
    other = Organisation.objects.create(code="lid-b", name="Lid B", parent=desk.here, regulation="jot")
    Membership.objects.filter(account=desk.accounts["outsider"]).update(organisation=member)
    known = {
        "quarter": "2026-Q1",
        "received_quarter": "2026-Q1",
        "lead_time": "2 weeks",
        "regulation": "jot/2024-01-01.yaml",
    }
    with in_organisation(desk.here.pk):
        for own in (member, other, other):
            RegisterRow.objects.create(organisation=desk.here, member=own, **known)
    page = desk.get("outsider", PAGE)
    assert "1 klacht " in text(page)
    assert "Ouder register inlezen" not in text(page)
    assert len(desk.get("outsider", f"{PAGE}ophalen/?vorm=csv").content.decode().splitlines()) == 2
    assert desk.get("outsider", f"{PAGE}woorden/").status_code == 404
    assert desk.get("outsider", f"{PAGE}inlezen/").status_code == 404
    assert "3 klachten" in text(desk.get("handler", PAGE))
