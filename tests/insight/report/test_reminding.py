"""Who must make a report with a day hears of it before that day, once each time, and not when it was adopted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from tests.insight.report.counting import fill
from wederhoor.dossier.actor import Actor
from wederhoor.insight.report import reminding, work
from wederhoor.insight.report.listing import Reader
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.loading import load_for

NEAR = datetime(2027, 3, 10, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.django_db
@pytest.mark.requirement("OTT-09")
def test_the_mediator_is_reminded_of_the_annual_report_until_it_is_adopted(settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_FOLDER, settings.MAIL_ON = tmp_path / "mail", True
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    here = Organisation.objects.create(code="hier", name="Hier", regulation="ott")
    readers = {}
    for role in ("mediator", "board"):
        account = Account.objects.create_user(f"{role}@voorbeeld.test", role)
        Membership.objects.create(account=account, organisation=here, role=role)
        readers[role] = Reader(here, load_for("ott", "2027-01-01"), Actor(account.pk, role, here.pk))
    fill(here, {"complaints": [{"quarter": "2026-Q3"}]})
    assert reminding.run(NEAR - timedelta(days=60)) == 0
    assert reminding.run(NEAR) == 1
    assert reminding.run(NEAR) == 0
    (mail,) = settings.MAIL_FOLDER.iterdir()
    said = mail.read_text("utf-8")
    assert "To: mediator@voorbeeld.test" in said
    assert "Jaarverslag over 2026: uiterlijk 31-03-2027." in said
    made = work.start(readers["mediator"], "annual", date(2026, 1, 1), ("", None), now=NEAR)
    work.submit(readers["mediator"], made, now=NEAR)
    work.adopt(readers["board"], made, now=NEAR)
    assert reminding.run(NEAR + timedelta(days=10)) == 0
