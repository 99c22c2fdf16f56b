"""Handing in a report: each word that looks like a person is asked about first, and who adopts it reads those words too."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from tests.desk.conftest import text
from tests.desk.learning.test_reports import NOW, Place, clock, ott
from wederhoor.dossier.actor import Actor
from wederhoor.insight.report import work
from wederhoor.insight.report.listing import Reader
from wederhoor.insight.report.work import Refused
from wederhoor.organisations.models import Account
from wederhoor.procedure.loading import load_for

pytestmark = pytest.mark.django_db
__all__ = ["clock", "ott"]
NAMED = "Zie ook Jan Smit. De tafel is gemaakt."


@pytest.mark.requirement("OTT-09")
def test_who_hands_in_a_report_is_asked_first_about_each_word_that_looks_like_a_person(ott: Place) -> None:
    """Before anything is fixed, with the words quoted; what was typed and ticked stays."""
    address = ott.begin("mediator", "quarterly")
    asked = ott.submit("mediator", address, **{"text-4": NAMED})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Is dit een persoon: ‘Jan Smit’?" in text(asked)
    assert "‘Jan Smit’ is geen persoon" in text(asked)
    assert NAMED in page
    assert re.search(r'name="nobody" value="yes" checked', page), "what was confirmed stays so"
    assert ott.get("board", address).status_code == 404, "nothing was handed in"
    other = ott.submit("mediator", address, **{"text-4": NAMED, "fine": "De tafel"})
    assert other.status_code == 422, "saying it of other words is no answer"
    assert ott.submit("mediator", address, **{"text-4": NAMED, "fine": "Jan Smit"}).status_code == 302


def test_a_citizen_service_number_never_stands_in_a_report_that_is_handed_in(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    for said, number in (
        ("Het gaat om bsn {}.", "111222333"),
        ("BSN: {}", "12345672"),
        ("burgerservicenummer {} stond erbij", "123456783"),
        ("BSN {} met een tikfout", "123456789"),
    ):
        never = ott.submit("mediator", address, **{"text-4": said.format(number), "fine": number})
        assert never.status_code == 422, said
        assert f"{number} lijkt een burgerservicenummer" in text(never)
        assert f'name="fine" value="{number}"' not in never.content.decode()


def test_what_a_colleague_wrote_in_between_is_not_handed_in_unseen(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    account = Account.objects.get(email="mediator@voorbeeld.test")
    actor, report = Actor(account.pk, "mediator", ott.here.pk), UUID(address.rstrip("/").rpartition("/")[2])
    person = Reader(ott.here, load_for("ott", NOW.date()), actor)
    seen = work.opened(person, report, now=NOW).row.edition
    work.keep(person, report, {}, seen, now=NOW)
    with pytest.raises(Refused, match="changed since"):
        work.submit(person, report, now=NOW, edition=seen)


def test_the_board_reads_the_words_that_look_like_a_person(ott: Place) -> None:
    address = ott.begin("mediator", "quarterly")
    ott.submit("mediator", address, **{"text-4": NAMED, "fine": "Jan Smit"})
    page = ott.get("board", address)
    assert "Kijk hier eerst naar" in text(page)
    assert '<q lang="nl">Jan Smit</q>' in page.content.decode()
