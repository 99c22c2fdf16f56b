"""What the organisation itself must do stands among the notices of who must do it, with mail and without."""

from __future__ import annotations

import re
import uuid
from datetime import datetime

import pytest
from django.core import mail
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, text
from wederhoor.correspondence import own_duties
from wederhoor.correspondence.own_duties import Telling
from wederhoor.dossier import noticing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import NoticeChoice, OwnNotice
from wederhoor.insight import reminding
from wederhoor.organisations.models import Administrator, Organisation
from wederhoor.procedure.dossier import AMSTERDAM

NOTICES = f"{WORKLIST}meldingen/"
SIGNAL = uuid.uuid4()
REPORT = Telling("report:2026-03-31:", "quarterly", "14", "Er moet een rapport komen", "Uiterlijk 31 maart.")
TOLD = {
    "een signaal": (Telling(f"signal:{SIGNAL.hex}", "owner", "open", "x", "y"), f"/leren/signalen/{SIGNAL}/", "Een signaal wacht op u"),
    "een maatregel die te laat is": (
        Telling(f"measure:{SIGNAL.hex}:2026-02-20", "late", "late 0", "x", "y"), "/leren/maatregelen/?mine=1", "Een maatregel of aanbeveling",
    ),
    "een rapport": (REPORT, "/leren/rapporten/", "Een rapport moet klaar"),
    "een evaluatie": (Telling("own:2026-03-31", "governance:x", "passed", "x", "y"), "/leren/kalender/", "De organisatie moet zelf iets doen"),
    "een aansluiting": (Telling("affiliation:1:2026-03-31", "klachtenloket", "30", "x", "y"), "/leren/kalender/", "Een aansluiting loopt af"),
}  # fmt: skip


def tell(desk: Desk, one: Telling, *whom: str) -> int:
    return own_duties.tell(desk.here, one, [desk.accounts[name] for name in whom], now=desk.now)


def bell(desk: Desk, who: str) -> int:
    actor = Actor(desk.accounts[who].pk, who, desk.here.pk)
    return noticing.unread(desk.here, actor)


@pytest.mark.parametrize("what", TOLD)
def test_it_stands_among_the_notices_once_and_leads_to_where_it_is_done(desk: Desk, what: str) -> None:
    one, address, words = TOLD[what]
    desk.receive()
    before = bell(desk, "handler")
    tell(desk, one, "handler")
    tell(desk, one, "handler")
    assert bell(desk, "handler") == before + 1
    assert bell(desk, "confidant") == 0, "who need not do it hears nothing"
    page = desk.get("handler", NOTICES).content.decode()
    assert page.count(words) == 1
    row = page[page.index(words) - 1200 : page.index(words)]
    found = re.findall(r'name="notice" value="(\w+)"', row)[-1]
    own = re.findall(r'name="own" value="([^"]+)"', row)[-1]
    answer = desk.post("handler", f"{NOTICES}gelezen/", notice=found, own=own)
    assert answer.status_code == 302
    assert answer["Location"].endswith(address)
    assert bell(desk, "handler") == before
    assert "Te laat" in text(desk.get("handler", NOTICES)) or one.stage not in ("passed", "late 0")


def test_the_bell_counts_it_on_the_worklist_too_and_all_are_read_together(desk: Desk) -> None:
    tell(desk, REPORT, "handler")
    assert re.search(r"Meldingen\s*1\b", text(desk.get("handler", WORKLIST)))
    desk.post("handler", f"{NOTICES}gelezen/")
    assert bell(desk, "handler") == 0


def test_a_later_stage_is_told_again_and_each_mail_leaves_once(desk: Desk) -> None:
    assert tell(desk, REPORT, "handler") == 1
    assert tell(desk, REPORT, "handler") == 0
    late = Telling(REPORT.about, REPORT.code, "passed", REPORT.subject, REPORT.words)
    assert tell(desk, late, "handler") == 1
    assert bell(desk, "handler") == 2


@pytest.mark.parametrize(("way", "mails", "rings"), [("once", 1, 1), ("app", 0, 1), ("none", 0, 0)])
def test_it_comes_as_somebody_chose(desk: Desk, way: str, mails: int, rings: int) -> None:
    with in_organisation(desk.here.pk):
        NoticeChoice.objects.create(organisation=desk.here, account=desk.accounts["handler"], how={"own": way})
    assert tell(desk, REPORT, "handler") == mails
    assert bell(desk, "handler") == rings


def test_what_was_told_more_than_a_year_ago_is_gone(desk: Desk) -> None:
    tell(desk, REPORT, "handler")
    desk.later(days=500)
    tell(desk, Telling("report:2027-09-30:", "quarterly", "14", "x", "y"), "handler")
    with in_organisation(desk.here.pk):
        assert [row.about for row in OwnNotice.objects.filter(organisation=desk.here)] == ["report:2027-09-30:"]


def test_of_each_member_of_a_cooperative_the_same_duty_is_told_by_name(desk: Desk, settings: Settings) -> None:
    """Who runs the cooperative is told of each of its members: which one it is stands there, and in the mail."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    day = datetime(2026, 1, 2, 7, 35, tzinfo=AMSTERDAM)
    Administrator.objects.create(account=desk.accounts["handler"], organisation=desk.here)
    for name in ("Lid Oost", "Lid West"):
        Organisation.objects.create(code=name[4:].lower(), name=name, regulation="loj", parent=desk.here)
    reminding.run(day)
    reminding.run(day)
    mails = [one.body for one in mail.outbox if one.to == [desk.accounts["handler"].email]]
    page = text(desk.get("handler", NOTICES))
    for name in ("Lid Oost", "Lid West"):
        assert sum(f"Evaluatie van de regeling ({name})" in body for body in mails) == 1
        assert page.count(f"({name})") == 1
