"""For whom the reports of each regulation are, what of an earlier version is still owed, and what is looked at before adopting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client

from tests.desk.conftest import text
from tests.desk.learning.test_reports import REPORTS, Place, edition, place
from tests.desk.learning.test_reports_of_each import NOW, closed, heads
from tests.desk.learning.test_reports_of_each import clock as clock
from tests.insight.report.counting import contact
from wederhoor.dossier import contacts, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.contacts import NewContact
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import ReceptionContact
from wederhoor.insight import measures
from wederhoor.insight.models import WrittenReport
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_for

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("ZK-01")
def test_a_member_of_a_cooperative_sees_its_own_report_and_no_others() -> None:
    zk = place("zk", "chair")
    members = [Organisation.objects.create(code=f"lid-{n}", name=f"Lid {n}", parent=zk.here) for n in "ab"]
    account = Account.objects.create_user("lid-a@voorbeeld.test", "Lid A", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=members[0], role="member board")
    zk.browsers["member"] = Client()
    zk.browsers["member"].force_login(account)
    closed(zk, {"member_id": members[0].pk}, {"member_id": members[1].pk}, {"member_id": members[1].pk})
    addresses = []
    for member in members:
        begun = zk.post("chair", f"{REPORTS}begin/", code="member", first="2026-01-01", group="", member=str(member.pk))
        addresses.append(begun.headers["Location"])
        zk.submit("chair", addresses[-1])
    assert "Afgesloten in deze periode 1" in text(zk.get("member", addresses[0]))
    assert zk.get("member", addresses[1]).status_code == 404
    assert "Lid b" not in text(zk.get("member", REPORTS))
    whole = zk.begin("chair", "cooperative", "2026-01-01")
    over_all = text(zk.get("chair", whole))
    assert "Lid a 1 1" in over_all
    assert "Lid b 2 2" in over_all
    assert "Afgesloten in deze periode 3" in over_all
    assert edition(zk.get("chair", whole)) == "0"


def of_member(zk: Place, code: str, role: str) -> Account:
    """Somebody of a member of the cooperative, with a browser."""
    member = Organisation.objects.create(code=code, name=code.title(), parent=zk.here)
    account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Iemand van {code}", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=member, role=role)
    zk.browsers[code] = Client()
    zk.browsers[code].force_login(account)
    return account


def test_a_confidant_of_a_member_counts_the_contacts_of_that_member_only() -> None:
    zk = place("zk", "chair")
    for code, times in (("lid-a", 1), ("lid-b", 4)):
        account = of_member(zk, code, "confidant")
        actor = Actor(account.pk, "confidant", account.memberships.get().organisation_id)
        for _ in range(times):
            told = NewContact(NOW.date().replace(year=2026), "telephone", "", "short")
            contacts.record(zk.here, load_for("zk", "2026-01-11"), told, actor=actor, now=NOW)
    for code, times in (("lid-a", 1), ("lid-b", 4)):
        own = str(Organisation.objects.get(code=code).pk)
        begun = zk.post(code, f"{REPORTS}begin/", code="confidant contacts", first="2026-01-01", group="", member=own)
        page = text(zk.get(code, begun.headers["Location"]))
        assert f"Totaal {times} 0" in page
        assert re.search(rf"kwartaal 2026 {times} 0", text(zk.get(code, "/werkplek/contacten/")))


def test_a_contact_from_before_belongs_to_the_one_member_where_its_writer_held_the_role() -> None:
    zk = place("zk", "chair")
    account = of_member(zk, "lid-a", "confidant")
    with in_organisation(zk.here.pk):
        for one in (account, None):
            made = contact(zk.here, role="confidant", topic="", day=NOW.date())
            made.account = one
            made.save(force_insert=True)
    with in_organisation(zk.here.pk), connection.cursor() as cursor:
        cursor.execute(import_module("wederhoor.dossier.migrations.0023_front").WHERE)
    with in_organisation(zk.here.pk):
        found = {row.account_id: row.member_id for row in ReceptionContact.objects.all()}
    assert found == {account.pk: account.memberships.get().organisation_id, None: None}


@pytest.fixture
def without_annual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The regulation of OTT with a version from 2027 that asks another annual report, and calls the quarterly one otherwise."""
    for name in ("law", "regulations"):
        (tmp_path / name).mkdir()
        for file in (root() / name).iterdir():
            (tmp_path / name / file.name).symlink_to(file)
    old = root() / "regulations" / "ott"
    (tmp_path / "regulations" / "ott").unlink()
    (tmp_path / "regulations" / "ott").mkdir()
    for file in old.iterdir():
        (tmp_path / "regulations" / "ott" / file.name).symlink_to(file)
    later = (
        (old / "2024-01-01.yaml").read_text("utf-8").replace("in_force_from: 2024-01-01", "in_force_from: 2027-01-01")
    )
    later = later.replace("  annual: {label: Jaarverslag,", "  of the year: {label: Verslag van het jaar,")
    later = later.replace("label: Kwartaalrapport,", "label: Rapport per kwartaal,")
    (tmp_path / "regulations" / "ott" / "2027-01-01.yaml").write_text(later, "utf-8")
    monkeypatch.setenv("WEDERHOOR_DATA", str(tmp_path))
    yield place("ott", "mediator", "board")
    regulations.pinned.cache_clear()


@pytest.mark.requirement("OTT-09")
def test_a_new_version_of_the_regulation_does_not_forgive_the_year_before_it(without_annual: Place) -> None:
    """The year 2026 ended under the text that asks an annual report before 1 April; it is made under that text."""
    listed = text(without_annual.get("mediator", REPORTS))
    assert "Jaarverslag 3.0 Jaarverslag 2026 woensdag 31 maart 2027" in listed
    assert "Kwartaalrapport 3.0 Terugkoppeling; 2 Klachtenopvang 2026, kwartaal 4" in listed
    assert "Rapport per kwartaal" not in listed, "no quarter ended under the new text yet"
    assert "Verslag van het jaar" not in listed, "no text asked it over 2026"
    address = without_annual.begin("mediator", "annual", "2026-01-01")
    assert without_annual.get("mediator", address).status_code == 200
    with in_organisation(without_annual.here.pk):
        (row,) = WrittenReport.objects.all()
        assert (row.code, row.regulation) == ("annual", "ott/2024-01-01.yaml")
    with time_machine.travel(datetime(2028, 1, 11, 9, 0, tzinfo=NOW.tzinfo), tick=False):
        without_annual.browsers["mediator"].force_login(Account.objects.get(email="mediator@voorbeeld.test"))
        later = text(without_annual.get("mediator", REPORTS))
    assert "Jaarverslag 3.0 Jaarverslag 2026" in later
    assert "Jaarverslag 3.0 Jaarverslag 2027" not in later
    assert "Verslag van het jaar 3.0 Jaarverslag 2027" in later
    assert "Rapport per kwartaal 3.0 Terugkoppeling; 2 Klachtenopvang 2027, kwartaal 4" in later


def test_the_youth_care_report_does_not_begin_with_the_words_of_measures_of_every_law() -> None:
    ott = place("ott", "mediator", "board")
    took = {"origin": "itself", "actor": Actor(None, "board", ott.here.pk)}
    measures.take(ott.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    address = ott.begin("board", "youth care report", "2026-01-01")
    page = ott.get("board", address)
    place_of = heads(ott, "board", address).index("Aard van de maatregelen")
    assert "1 op de lijst staat niet in uw tekst Wij bellen terug. Loopt nog. Zet in de tekst" in text(page)
    (written,) = re.findall(rf'<textarea name="text-{place_of}"[^>]*>([^<]*)', page.content.decode())
    assert written.strip() == "", "its writer takes what belongs there"


@pytest.mark.requirement("LOJ-18")
def test_the_chair_of_the_committee_reads_along_while_a_member_writes_and_the_officer_reads_why_not() -> None:
    loj = place("loj", "committee", "chair", "board", "officer")
    closed(loj, {"route": "committee"})
    address = loj.begin("committee", "committee", "2026-01-01")
    assert "Jaarrapport van de klachtencommissie" in text(loj.get("chair", REPORTS))
    page = loj.get("chair", address)
    assert "Afgesloten in deze periode 1" in text(page)
    assert "<textarea" not in page.content.decode()
    assert loj.get("board", address).status_code == 404, "a draft is the committee's"
    assert loj.post("chair", f"{address}stap/", step="adopt", read="yes").status_code == 422
    refused = loj.get("officer", REPORTS)
    assert refused.status_code == 403
    assert "De regeling noemt uw rol (Klachtenfunctionaris van Klachtenportaal Zorg) niet bij een verslag." in text(
        refused
    )
    assert "behandelt" not in text(refused)
    elsewhere = text(loj.get("chair", "/werkplek/leren/register/"))
    assert "Dit deel is er voor deze rollen: Ambtelijk secretaris, Raad van Bestuur" in elsewhere
    assert "Uw rol is nu: Voorzitter van de klachtencommissie." in elsewhere


def test_nobody_adopts_a_report_of_noughts_with_words_that_were_made_ready_without_looking() -> None:
    loj = place("loj", "board", "committee")
    took = {"origin": "itself", "actor": Actor(None, "board", loj.here.pk)}
    measures.take(loj.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    theirs = loj.begin("committee", "committee", "2026-01-01")
    assert "Alle cijfers in dit verslag zijn nul." in text(loj.get("committee", theirs)), "its writer is told as well"
    loj.submit("committee", theirs, **{"text-1": "Wat nog open staat, is op tijd."})
    page = text(loj.get("board", theirs))
    assert "Kijk hier eerst naar Alle cijfers in dit verslag zijn nul." in page
    assert "Er staat tekst bij cijfers die alle nul zijn. Klopt die tekst? Stand van zaken" in page
    refused = loj.post("board", f"{theirs}stap/", step="adopt")
    assert refused.status_code == 422
    assert "bevestig dat u dit verslag las" in text(refused)
    closed(loj, {"route": "committee"})
    assert "Het register telt nu anders dan bij het indienen. Aantal klachten, Wijze van afdoen" in text(
        loj.get("board", theirs)
    )
    assert loj.adopt("board", theirs).status_code == 302
    assert "Kijk hier eerst naar" not in text(loj.get("board", theirs))
    public = loj.begin("board", "public", "2026-01-01")
    loj.submit("board", public)
    made_ready = "Deze tekst is klaargezet uit de lijst van maatregelen. Niemand veranderde hem. Maatregelen"
    assert made_ready not in text(loj.get("board", public)), "nothing was kept of it: the writer left it out"
    ready = loj.post("board", f"{public}stap/", step="back", remark="Zet de maatregelen erin.")
    assert ready.status_code == 302


def test_words_that_were_made_ready_and_that_nobody_changed_are_asked_about() -> None:
    loj = place("loj", "board")
    took = {"origin": "itself", "actor": Actor(None, "board", loj.here.pk)}
    measures.take(loj.here, what="Wij bellen terug.", now=datetime(2026, 11, 3, 9, tzinfo=NOW.tzinfo), **took)  # type: ignore[arg-type]
    closed(loj, {"route": "committee", "theme": "care"})
    address = loj.begin("board", "public", "2026-01-01")
    asked = "Niemand veranderde hem. Maatregelen"
    assert asked in text(loj.get("board", address))
    place_of = heads(loj, "board", address).index("Maatregelen")
    loj.submit("board", address, **{f"text-{place_of}": "Wij bellen terug, sinds november."})
    assert asked not in text(loj.get("board", address))
    assert loj.post("board", f"{address}stap/", step="adopt").status_code == 302, "nothing to look at: one press"
