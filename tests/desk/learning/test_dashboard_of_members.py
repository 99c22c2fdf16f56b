"""The overview at the members of a cooperative: each sees its own numbers, and each number is that of the list behind it."""

from __future__ import annotations

import html
import re
import uuid
from datetime import date, timedelta

import pytest

from tests.desk.conftest import NOW, Desk, section
from tests.insight.planting import plant
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.organisations.models import Account, Location, Membership, Organisation

PAGE = "/werkplek/leren/"
TODAY = NOW.date()


@pytest.fixture
def lids(desk: Desk) -> Desk:
    """A cooperative under one text with two members: a under its own, b under the cooperative's; two and three open, closed with answers."""
    desk.here.regulation = "zk"
    desk.here.save(update_fields=["regulation"])
    desk.accounts["handler"].memberships.filter(organisation=desk.here).update(role="chair")
    for code, regulation, role, scale in (("a", "izw", "directors", "tevreden"), ("b", "", "member board", "goed")):
        lid = Organisation.objects.create(
            code=f"lid-{code}", name=f"Lid {code}", parent=desk.here, regulation=regulation
        )
        account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Bestuur {code}", "een lang wachtwoord")
        Membership.objects.create(account=account, organisation=lid, role=role)
        desk.accounts[code] = account
        place = Location.objects.create(organisation=lid, code=f"huis-{code}", name=f"Huis {code}")
        file = f"{regulation or 'zk'}/2024-01-01.yaml"
        known = {"file": file, "member": lid, "next_aim": TODAY + timedelta(days=3)}
        plant(desk.here, [(date(2026, 2, 10), "care", place)], next_due=TODAY - timedelta(days=1), **known)
        plant(
            desk.here,
            [(date(2026, 2, 11), "care", place)],
            next_due=TODAY + timedelta(days=9),
            next_holder="complainant",
            **known,
        )
        if code == "b":
            plant(desk.here, [(date(2026, 2, 12), "care", place)], next_due=TODAY + timedelta(days=9), **known)
        with in_organisation(desk.here.pk):
            RegisterRow.objects.bulk_create(
                RegisterRow(
                    organisation=desk.here, id=uuid.uuid4(), member=lid, regulation=file, quarter="2025-Q4", received_quarter="2025-Q4",
                    lead_time="6 weeks", law="wlz", in_time=n > 0, treatment=answer,
                )
                for n, answer in enumerate((scale, ""))
            )  # fmt: skip
    return desk


def numbers(desk: Desk, who: str) -> dict[str, int]:
    page = desk.get(who, PAGE).content.decode()
    found = re.findall(r'<a class="ds-card kpi" href="([^"]+)"[^>]*><b>(\d+)</b>', page)
    found += re.findall(r'<a class="ds-link" href="(/werkplek/\?tab=[^"]+location=[^"]+)">(\d+)</a>', page)
    return {html.unescape(address): int(number) for address, number in found}


@pytest.mark.parametrize(("who", "still"), [("a", 2), ("b", 3)])
def test_a_member_sees_its_own_numbers_and_each_is_that_of_its_list(lids: Desk, who: str, still: int) -> None:
    found = numbers(lids, who)
    assert (
        found["/werkplek/?tab=open"],
        found["/werkplek/?tab=overdue"],
        found["/werkplek/?tab=open&holder=others"],
    ) == (still, 1, 1)
    for address, number in found.items():
        rows = set(re.findall(r"K-20\d\d-\d{4,5}", lids.get(who, address).content.decode()))
        assert len(rows) == number, address
    page = lids.get(who, PAGE).content.decode()
    assert f"Huis {who}" in page
    assert f"Huis {'b' if who == 'a' else 'a'}" not in page


@pytest.mark.requirement("JOT-03")
def test_answers_on_the_scale_of_another_text_are_no_silence(lids: Desk) -> None:
    """One of two answered at each member, each on the scale of its own text."""
    assert "1 van 2 antwoordden" in section(lids.get("a", PAGE), "tevredenheid-title")
    assert "1 van 2 antwoordden" in section(lids.get("b", PAGE), "tevredenheid-title")
    assert "2 van 4 antwoordden, 1 op een andere schaal" in section(lids.get("handler", PAGE), "tevredenheid-title")
