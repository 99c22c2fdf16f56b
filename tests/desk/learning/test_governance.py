"""Kalender: the organisation's own duties on their pages, recorded, told, and the steps of a change of the regulation."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.desk.conftest import Desk
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog
from wederhoor.dossier.regulations import in_force, pinned
from wederhoor.insight import governing
from wederhoor.insight.models import OwnDone, RegulationStep
from wederhoor.organisations.models import Account, Membership, Organisation

CALENDAR = "/werkplek/leren/kalender/"
EVALUATION = f"{CALENDAR}governance:evaluation/"


@pytest.fixture
def at_loj(desk: Desk) -> Desk:
    """The same people under the regulation that says how often it is evaluated and who must consent to a change."""
    desk.here.regulation = "loj"
    desk.here.save(update_fields=["regulation"])
    desk.accounts["director"].memberships.filter(organisation=desk.here).update(role="board")
    return desk


def text(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


@pytest.mark.requirement("LOJ-13")
def test_the_board_sees_when_the_evaluation_is_due_and_records_it(at_loj: Desk) -> None:
    page = text(at_loj.get("director", CALENDAR))
    assert "Evaluatie van de regeling" in page
    assert "Te laat" in page
    answer = at_loj.post(
        "director", EVALUATION, what="done", on="2026-02-20", words="De commissie werkt goed.", told=["confidant"]
    )
    assert answer.status_code == 302
    page = text(at_loj.get("director", EVALUATION))
    assert "De commissie werkt goed." in page
    assert "20 februari 2028" in page
    assert "hoorde het op vrijdag 20 februari 2026" in page or "hoorde het op 20 februari 2026" in page
    with in_organisation(at_loj.here.pk):
        (row,) = OwnDone.objects.filter(organisation=at_loj.here)
        assert b"commissie" not in bytes(row.words)
        assert AccessLog.objects.filter(organisation=at_loj.here, action="record own duty").count() == 1


@pytest.mark.requirement("LOJ-13")
def test_who_did_not_hear_of_the_evaluation_is_named_until_told(at_loj: Desk) -> None:
    at_loj.post("director", EVALUATION, what="done", on="2026-02-20", words="", told=["confidant"])
    assert "Hoorde het nog niet:" in text(at_loj.get("director", CALENDAR))
    for role in ("committee", "client council", "participation council"):
        assert at_loj.post("director", EVALUATION, what="told", role=role, on="2026-02-25").status_code == 302
    assert "Hoorde het nog niet:" not in text(at_loj.get("director", CALENDAR))


def test_a_day_that_has_not_come_is_refused_with_what_was_typed(at_loj: Desk) -> None:
    answer = at_loj.post("director", EVALUATION, what="done", on="2026-04-01", words="Later dus")
    assert answer.status_code == 422
    assert "Deze dag moet nog komen." in text(answer)
    assert "Later dus" in text(answer)


def test_telling_before_it_was_done_is_refused(at_loj: Desk) -> None:
    at_loj.post("director", EVALUATION, what="done", on="2026-02-20", words="")
    answer = at_loj.post("director", EVALUATION, what="told", role="committee", on="2026-02-01")
    assert answer.status_code == 422
    assert "Kies een dag van de uitvoering tot en met vandaag." in text(answer)


@pytest.mark.requirement("LOJ-37")
def test_a_change_of_the_regulation_walks_advice_and_consent_to_the_decision(at_loj: Desk) -> None:
    answer = at_loj.post(
        "director", f"{CALENDAR}regeling/", change="change", what="Kortere termijn", holds_from="2026-06-01"
    )
    address = answer.headers["Location"]
    assert "Nog niet iedereen die advies geeft is gehoord." in text(at_loj.get("director", address))
    refused = at_loj.post("director", address, step="decide:board:", on="2026-03-02", words="")
    assert refused.status_code == 422
    for step in (
        "hear:confidant:", "hear:committee:", "consent:client council:refused", "consent:client council:given",
        "consent:works council:given", "decide:board:",
    ):  # fmt: skip
        assert at_loj.post("director", address, step=step, on="2026-03-02", words=f"Bij {step}").status_code == 302, (
            step
        )
    page = text(at_loj.get("director", address))
    assert "Cliëntenraad stemt niet in" in page
    assert "Bij decide:board:" in page
    assert "Welke stap?" not in page
    with in_organisation(at_loj.here.pk):
        assert RegulationStep.objects.filter(organisation=at_loj.here).count() == 7


@pytest.mark.parametrize(
    ("page", "given"),
    [
        (EVALUATION, {"what": "done", "on": "2026-02-20", "words": "Gebeld op bsn 111222333."}),
        (f"{CALENDAR}regeling/", {"change": "change", "what": "Na de klacht met bsn 111222333."}),
    ],
)
def test_what_stays_for_years_names_nobody(at_loj: Desk, page: str, given: dict[str, str]) -> None:
    for sure in ("", "on"):
        answer = at_loj.post("director", page, sure=sure, **given)
        assert answer.status_code == 422
        assert "Haal weg wie het is: ‘111222333’ (BSN)." in text(answer)
        assert "Ik heb gekeken: hier staat geen persoon in" in text(answer)


def test_only_who_sees_figures_sees_the_calendar(desk: Desk) -> None:
    assert desk.get("handler", CALENDAR).status_code == 200
    assert desk.get("confidant", CALENDAR).status_code == 403
    assert desk.get("visitor", CALENDAR).status_code == 302


@pytest.mark.requirement("JOT-04")
def test_an_affiliation_with_an_end_stands_in_the_calendar_with_the_way_to_renew_it(desk: Desk) -> None:
    desk.here.affiliations.create(body="dispute committee", until="2026-03-20")
    page = desk.get("handler", CALENDAR).content.decode()
    assert "/werkplek/beheer/contact/" in page
    assert "20 mrt" in page


@pytest.mark.requirement("JOT-04")
def test_an_affiliation_that_ended_is_a_duty_of_the_organisation_that_is_late(desk: Desk) -> None:
    desk.here.affiliations.create(body="dispute committee", until=desk.now.date() - timedelta(days=1))
    page = text(desk.get("handler", CALENDAR))
    assert "Te laat 1 De Geschillencommissie Zorg Bestuurder" in page
    assert "1 mrt 1 dag te laat" in page


def test_a_term_of_office_that_ends_is_told_ahead(desk: Desk) -> None:
    desk.accounts["confidant"].memberships.filter(organisation=desk.here).update(until="2026-05-31")
    page = text(desk.get("handler", CALENDAR))
    assert "Vera Vertrouwt" in page
    assert "tot en met zondag 31 mei 2026" in page or "tot en met 31 mei 2026" in page


def test_what_the_regulation_does_not_owe_has_no_page(desk: Desk) -> None:
    assert desk.get("handler", f"{CALENDAR}governance:nothing/").status_code == 404
    assert desk.get("handler", f"{CALENDAR}regeling/00000000-0000-0000-0000-000000000000/").status_code == 404


@pytest.mark.requirement("OTT-09")
def test_the_annual_report_stands_in_the_calendar_before_its_day(desk: Desk) -> None:
    desk.here.regulation = "ott"
    desk.here.save(update_fields=["regulation"])
    desk.accounts["handler"].memberships.filter(organisation=desk.here).update(role="mediator")
    page = desk.get("handler", CALENDAR).content.decode()
    assert "Jaarverslag 2025" in page
    assert "31 mrt" in page
    assert "/werkplek/leren/rapporten/" in page


@pytest.fixture
def lids(at_loj: Desk) -> Desk:
    """Two members of the cooperative under the same regulation of their own, one under the cooperative's; a board at each."""
    for code, regulation in (("a", "loj"), ("b", "loj"), ("c", "")):
        lid = Organisation.objects.create(
            code=f"lid-{code}", name=f"Lid {code}", parent=at_loj.here, regulation=regulation
        )
        account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Bestuur {code}", "een lang wachtwoord")
        Membership.objects.create(account=account, organisation=lid, role="board")
        at_loj.accounts[code] = account
    return at_loj


def test_members_under_the_same_regulation_keep_their_own_calendar(lids: Desk) -> None:
    told = {"what": "done", "on": "2026-02-20", "words": "Alleen lid a weet dit."}
    assert lids.post("a", EVALUATION, **told).status_code == 302
    assert "Alleen lid a weet dit." in text(lids.get("a", EVALUATION))
    for who in ("b", "c", "director"):
        page = text(lids.get(who, EVALUATION))
        assert "Alleen lid a weet dit." not in page
        assert "Nog niets vastgelegd." in page
    today = date(2026, 3, 2)
    due = {row.code: _evaluation(row, today) for row in Organisation.objects.filter(regulation="loj")}
    assert due["lid-a"] == date(2028, 2, 20)
    assert due["lid-b"] == due["hier"] < today


def _evaluation(row: Organisation, today: date) -> date | None:
    regulation = pinned(in_force(row, today))
    return next(own.due for own in governing.owed(row, regulation, today) if own.code == "governance:evaluation")


def test_a_change_of_the_regulation_of_one_member_is_nobody_elses(lids: Desk) -> None:
    made = lids.post("a", f"{CALENDAR}regeling/", change="change", what="Voorstel van lid a", holds_from="")
    address = made.headers["Location"]
    assert "Voorstel van lid a" in text(lids.get("a", CALENDAR))
    for who in ("b", "c", "director"):
        assert "Voorstel van lid a" not in text(lids.get(who, CALENDAR))
        assert lids.get(who, address).status_code == 404
        assert lids.post(who, address, step="hear:confidant:", on="2026-03-02", words="").status_code == 404
    with in_organisation(lids.here.pk):
        assert RegulationStep.objects.filter(organisation=lids.here).count() == 1


def test_who_works_at_a_member_under_the_cooperatives_regulation_reads_its_calendar_and_writes_nothing(
    lids: Desk,
) -> None:
    lids.post("director", EVALUATION, what="done", on="2026-02-20", words="De coöperatie keek terug.")
    page = text(lids.get("c", EVALUATION))
    assert "De coöperatie keek terug." in page
    assert "Alleen wie bij deze organisatie zelf werkt, legt dit vast." in page
    assert "Het is gedaan" not in page
    assert "Doe een voorstel" not in text(lids.get("c", CALENDAR))
    assert lids.post("c", EVALUATION, what="done", on="2026-02-21", words="").status_code == 404
    assert lids.get("c", f"{CALENDAR}regeling/").status_code == 404
    with in_organisation(lids.here.pk):
        assert OwnDone.objects.filter(organisation=lids.here).count() == 1


def test_every_look_at_the_calendar_is_in_the_log(at_loj: Desk) -> None:
    address = at_loj.post("director", f"{CALENDAR}regeling/", change="change", what="Korter", holds_from="").headers[
        "Location"
    ]
    for page in (CALENDAR, EVALUATION, address, "/werkplek/leren/"):
        before = _looks(at_loj)
        assert at_loj.get("director", page).status_code == 200
        assert _looks(at_loj) == before + 1, page


def _looks(desk: Desk) -> int:
    with in_organisation(desk.here.pk):
        return AccessLog.objects.filter(organisation=desk.here, action="own duties").count()


def test_the_regulations_own_words_are_marked_as_dutch(at_loj: Desk) -> None:
    page = at_loj.get("director", CALENDAR).content.decode()
    assert 'lang="nl">Evaluatie van de regeling</a>' in page
    assert '<h1 class="ds-heading" data-size="md" lang="nl">' in at_loj.get("director", EVALUATION).content.decode()
