"""LOJ: the portal and its officer, the formal terms, the part for a special body."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.case import Case, at, doubted
from tests.regulations.loj_case import JUDGED, MOMENT, formal, two_parts, with_confidant
from wederhoor.frontdoor.publishing.directory import Asker, directory


@pytest.fixture
def loj() -> Case:
    return Case("loj")


@pytest.mark.requirement("LOJ-20")
def test_lojal_is_affiliated_to_the_portal_since_13_may_2020(loj: Case) -> None:
    portal = loj.regulation.affiliations["portal"]
    assert (portal.body, portal.valid_from, portal.valid_until) == ("portal", date(2020, 5, 13), None)
    assert portal.source == "7.1"
    assert loj.regulation.external_bodies["portal"].stages == ("klachtenfunctionaris", "klachtencommissie")


@pytest.mark.requirement("LOJ-20")
@pytest.mark.parametrize("who", ["complainant", "board"])
def test_client_and_provider_may_both_ask_the_officer_of_the_portal(who: str) -> None:
    case = with_confidant(Case("loj"))
    case.do("2026-03-03T10:00", "ask officer", who)
    assert case.duty("make known", "2026-03-03T11:00").status == "open"
    assert case.regulation.roles["officer"].external


@pytest.mark.requirement("LOJ-20")
def test_the_portal_is_reached_by_mail_or_site(loj: Case) -> None:
    point = loj.regulation.contact_points["portal"]
    assert (point.mail, point.web) == ("info@klachtenportaalzorg.nl", "www.klachtenportaalzorg.nl")
    assert "info@klachtenportaalzorg.nl" in {e.mail for e in directory(loj.regulation, "u", Asker(), at(MOMENT)).others}


@pytest.mark.requirement("LOJ-21")
def test_the_formal_six_weeks_start_when_the_officer_makes_the_complaint_known(loj: Case) -> None:
    loj.open("2026-03-30T14:00", channel="web form", door="officer")
    assert loj.duty("give judgement", "2026-04-02T12:00").status == "not applicable"
    loj.do("2026-04-02T22:15", "make known to provider", "officer", made_known_on="2026-04-02", how="letter")
    owed = loj.duty("give judgement", "2026-04-03T09:00")
    assert (owed.start, owed.due, owed.aim) == (date(2026, 4, 2), date(2026, 5, 18), date(2026, 5, 11))
    assert (owed.holder, owed.source, owed.statute) == ("board", "7.4", "wkkgz 17.1")
    assert any("Hemelvaart" in step for step in owed.why)


@pytest.mark.requirement("LOJ-21")
def test_as_long_as_nothing_was_made_known_the_term_of_the_law_runs_from_submission(loj: Case) -> None:
    loj.open(door="officer")
    owed = loj.duty("give judgement by law", "2026-03-03T10:00")
    assert (owed.status, owed.start, owed.due) == ("open", date(2026, 3, 2), date(2026, 4, 13))


@pytest.mark.requirement("LOJ-21")
def test_the_start_and_the_word_after_are_doubts_shown_with_the_duty(loj: Case) -> None:
    owed = formal(loj).duty("give judgement", "2026-06-02T10:00")
    assert "de wet vanaf het indienen" in owed.doubt
    assert "binnen zes weken" in owed.doubt
    assert doubted(loj.regulation, "na zes weken") == "Binnen zes weken."


@pytest.mark.requirement("LOJ-21")
def test_the_judgement_gives_view_decisions_and_measures_with_reasons(loj: Case) -> None:
    assert set(loj.regulation.letters["judgement"].must_contain) == {"outcome", "reasons", "decisions", "measures_by"}
    formal(loj)
    for party in ("complainant", "accused"):
        loj.do("2026-06-10T10:00", "hear", "officer", party=party, how="oral")
    for empty in JUDGED:
        filled = [name for name in JUDGED if name != empty]
        assert loj.refused("2026-06-11T10:00", "judge", "board", *filled, "measures", outcome="founded").field == empty
    loj.do("2026-06-11T10:00", "judge", "board", *JUDGED, outcome="founded")
    assert loj.letters[-1] == "judgement"


@pytest.mark.requirement("LOJ-21")
def test_one_extension_of_four_weeks_with_reasons_before_the_term_ends(loj: Case) -> None:
    formal(loj)
    assert loj.refused("2026-07-06T10:00", "extend", "board").field == "reasons"
    loj.do("2026-07-06T10:00", "extend", "board", "reasons")
    assert (loj.letters[-1], loj.state.letters[-1].to) == ("extension", ("complainant",))
    assert loj.duty("give judgement", "2026-07-07T10:00").due == date(2026, 8, 10)
    assert "hoogstens 1 keer" in loj.refused("2026-07-07T10:00", "extend", "board", "reasons").because


@pytest.mark.requirement("LOJ-21")
def test_an_extension_a_day_too_late_is_refused_with_its_article(loj: Case) -> None:
    no = formal(loj).refused("2026-07-14T00:01", "extend", "board", "reasons")
    assert "13-07-2026" in no.because
    assert no.source == "7.4 (wkkgz 17.2)"


@pytest.mark.requirement("LOJ-21")
@pytest.mark.parametrize("first", ["complainant", "board"])
def test_one_more_only_when_both_agreed_and_then_it_shows_as_agreed_and_not_as_statutory(first: str) -> None:
    case = formal(Case("loj"))
    case.do("2026-07-06T10:00", "extend", "board", "reasons")

    def consent(who: str) -> None:
        if who == "complainant":
            case.do("2026-08-04T10:00", "agree extension", "complainant", how="mail")
        else:
            case.do("2026-08-04T10:00", "agree extension as provider", "board", "necessary")

    consent(first)
    no = case.refused("2026-08-05T10:00", "extend by agreement", "board", "reasons", until="2026-09-01")
    assert "instemming van " + ("de zorgaanbieder" if first == "complainant" else "klager") in no.because
    consent("board" if first == "complainant" else "complainant")
    case.do("2026-08-05T10:00", "extend by agreement", "board", "reasons", until="2026-09-01")
    assert case.letters[-1] == "agreed-extension"
    assert case.duty("give judgement", "2026-08-06T10:00").due == date(2026, 9, 1)
    by_law = case.duty("ten weeks by law", "2026-08-06T10:00")
    assert (by_law.due, by_law.statute, by_law.status) == (date(2026, 8, 10), "wkkgz 17.2", "open")
    again = case.refused("2026-08-06T10:00", "extend by agreement", "board", "reasons", until="2026-10-01")
    assert "hoogstens 1 keer" in again.because


@pytest.mark.requirement("LOJ-21")
def test_the_second_extension_says_why_it_is_needed(loj: Case) -> None:
    formal(loj).do("2026-07-06T10:00", "extend", "board", "reasons")
    assert loj.refused("2026-08-04T10:00", "agree extension as provider", "board").field == "necessary"


@pytest.mark.requirement("LOJ-30")
@pytest.mark.parametrize("act", ["judge", "judge by committee"])
def test_choosing_involuntary_care_makes_a_part_that_lojal_and_its_committee_do_not_judge(act: str) -> None:
    case = two_parts(Case("loj"))
    assert case.state.value("law", "B") == "wzd"
    role = "board" if act == "judge" else "chair"
    no = case.why_not(role, act, "2026-03-11T10:00", part="B")
    assert "8.14" in no.source
    assert "Onvrijwillige zorg" in no.because


@pytest.mark.requirement("LOJ-30")
def test_the_part_goes_to_the_special_body_and_the_rest_is_judged_here(loj: Case) -> None:
    two_parts(loj)
    assert loj.duty("give judgement", "2026-03-11T10:00", "B").status == "not applicable"
    loj.do("2026-03-11T10:00", "forward to committee", "officer", "reasons", part="B")
    assert loj.letters[-1] == "forwarded"
    loj.do("2026-03-12T10:00", "judge", "board", *JUDGED, part="A", outcome="unfounded")
    assert loj.regulation.external_bodies["special committee"].laws == ("wzd", "wvggz")
    assert loj.duty("give judgement", "2026-03-13T10:00", "A").status == "met"


@pytest.mark.requirement("LOJ-30")
def test_the_repealed_article_is_read_as_the_laws_of_today(loj: Case) -> None:
    assert "Wzd" in doubted(loj.regulation, "vervallen Bopz")
    assert "Bopz" in loj.regulation.laws["wzd"].doubt
