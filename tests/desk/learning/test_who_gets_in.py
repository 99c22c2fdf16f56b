"""Who is let in to learning: nobody of a pool, whatever role they hold there, and nobody into what is another member's."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.desk.conftest import WORKLIST, Desk, dossier_address, text
from wederhoor.desk.learning.urls import PATTERNS
from wederhoor.dossier import door
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.insight import measures, sealed
from wederhoor.insight.measures import Owner, Subject
from wederhoor.insight.models import CaseNote, Signal, WrittenReport
from wederhoor.insight.steps import RECOMMENDATION
from wederhoor.organisations.models import Account, Location, Membership, Organisation

LEARN = "/werkplek/leren/"
REPORTS = f"{LEARN}rapporten/"
NOWHERE = UUID(int=7)
WHOLE = [pattern for pattern in PATTERNS if "number" not in pattern.pattern.converters]
"""The addresses of learning that are of no single dossier."""


def addresses(key: UUID = NOWHERE) -> list[str]:
    """All of them, about the row with this key where they are about one."""
    return [
        reverse(
            f"desk:{one.name}",
            kwargs={name: "governance:evaluation" if name == "code" else key for name in one.pattern.converters},
        )
        for one in WHOLE
    ]


def person(desk: Desk, code: str, organisation: Organisation, role: str) -> None:
    account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Iemand {code}", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=organisation, role=role)
    desk.accounts[code] = account


def from_a_pool(desk: Desk, role: str) -> str:
    """Somebody of an outside organisation in this role, to whom one complaint is given; its number."""
    pool = Organisation.objects.create(code="pool", name="Behandelaars", kind="external")
    person(desk, "pool", pool, role)
    number = desk.receive()
    giver = door.Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    door.assign(desk.open(number), desk.accounts["pool"].pk, role, actor=giver, now=desk.now)
    return number


def test_there_are_addresses_to_ask() -> None:
    assert len(addresses()) > 30
    assert all(address.startswith(LEARN) for address in addresses())


def test_a_handler_of_a_pool_opens_nothing_of_learning(desk: Desk) -> None:
    number = from_a_pool(desk, "handler")
    assert desk.get("pool", dossier_address(number)).status_code == 200
    for address in addresses():
        answers = {desk.get("pool", address).status_code, desk.post("pool", address).status_code}
        assert 403 in answers, address
        assert answers <= {403, 405}, address
    page = desk.get("pool", WORKLIST).content.decode()
    assert LEARN not in page


def test_somebody_of_a_pool_reads_only_the_reports_that_the_regulation_names_for_the_role(desk: Desk) -> None:
    from_a_pool(desk, "confidant")
    desk.here.regulation = "loj"
    desk.here.save(update_fields=["regulation"])
    page = text(desk.get("pool", REPORTS))
    assert "Jaarrapport van de vertrouwenspersoon" in page
    assert "klachtencommissie" not in page
    for address in addresses():
        if not address.startswith((REPORTS, f"{LEARN}openbaar/")):
            assert {desk.get("pool", address).status_code, desk.post("pool", address).status_code} <= {403, 405}, (
                address
            )
    with in_organisation(desk.here.pk):
        public = _report(desk.here, None, "public")
    assert desk.get("pool", f"{REPORTS}{public}/").status_code == 404


def _report(here: Organisation, member: Organisation | None, code: str) -> UUID:
    made = uuid4()
    WrittenReport.objects.create(
        organisation=here, id=made, code=code, regulation=f"{here.regulation}/2024-01-01.yaml", first=date(2025, 1, 1),
        last=date(2025, 12, 31), member=member, made="2026-01-02T10:00Z", changed="2026-01-02T10:00Z", by="x",
    )  # fmt: skip
    return made


@pytest.fixture
def lids(desk: Desk) -> Desk:
    """Two members of a cooperative, an officer at the first, and rows of every kind about the second."""
    for code in ("a", "b"):
        lid = Organisation.objects.create(code=f"lid-{code}", name=f"Lid {code.upper()}", parent=desk.here)
        person(desk, f"officer {code}", lid, "handler")
    return desk


def rows_of(desk: Desk, lid: Organisation) -> list[UUID]:
    """A measure, a report, a case note and a signal about this member."""
    place = Location.objects.create(organisation=lid, code="els", name="De Els van B")
    officer = door.Actor(desk.accounts["officer b"].pk, "handler", lid.pk)
    measure = measures.take(
        desk.here, origin="itself", what="KANARIE overleg", aim="solve", about=Subject(lid.pk, place.pk), actor=officer,
        now=desk.now,
    )  # fmt: skip
    note, signal = uuid4(), uuid4()
    with in_organisation(desk.here.pk):
        report = _report(desk.here, lid, "quarter")
        story = sealed.seal(desk.here, "KANARIE verhaal", f"case note {note.hex}", "story")
        CaseNote.objects.create(
            organisation=desk.here,
            id=note,
            member=lid,
            month=date(2026, 1, 1),
            kept_until=date(2030, 1, 1),
            story=story,
        )
        Signal.objects.create(
            organisation=desk.here, id=signal, location=place, rule="u", since=date(2026, 1, 5), raised=desk.now, figures={},
            chart={}, evidence_on=date(2026, 1, 5),
        )  # fmt: skip
        RegisterRow.objects.create(
            organisation=desk.here, member=lid, quarter="2026-Q1", received_quarter="2026-Q1", lead_time="2 weeks",
            regulation="jot/2024-01-01.yaml", location_group="KANARIE groep",
        )  # fmt: skip
    return [measure, report, note, signal]


def test_an_officer_of_a_member_opens_nothing_that_is_another_members(lids: Desk) -> None:
    lid = Organisation.objects.get(code="lid-b")
    for key in rows_of(lids, lid):
        for address in addresses(key):
            answer = lids.get("officer a", address)
            page = text(answer) if answer.status_code == 200 else ""
            assert not {word for word in ("KANARIE", "Lid B", "De Els van B", "Iemand officer b") if word in page}, (
                address
            )
            if str(key) in address:
                assert answer.status_code in (404, 405), address
                assert lids.post("officer a", address).status_code in (302, 404, 405), address


def test_a_committee_and_a_confidant_of_a_member_see_no_recommendations_of_another_member(desk: Desk) -> None:
    desk.here.regulation = "loj"
    desk.here.save(update_fields=["regulation"])
    for role in ("committee", "confidant"):
        made = []
        for code in "ab":
            lid, _ = Organisation.objects.get_or_create(code=f"lid-{code}", name=f"Lid {code}", parent=desk.here)
            person(desk, f"{role} {code}", lid, role)
            by = door.Actor(desk.accounts[f"{role} {code}"].pk, role, lid.pk)
            made.append(
                measures.take(
                    desk.here, origin="itself", kind=RECOMMENDATION, what=f"Raad van {role} {code}.", asked=False, owner=Owner(None, "board"),
                    due=date(2026, 4, 1),
                    about=Subject(lid.pk), actor=by, now=desk.now,
                )
            )  # fmt: skip
        listed = text(desk.get(f"{role} b", f"{LEARN}maatregelen/"))
        assert f"Raad van {role} b." in listed
        assert f"Raad van {role} a." not in listed
        assert desk.get(f"{role} b", f"{LEARN}maatregelen/{made[1]}/").status_code == 200
        assert desk.get(f"{role} b", f"{LEARN}maatregelen/{made[0]}/").status_code == 404


def test_an_officer_of_a_member_gives_a_measure_to_the_own_people_or_those_of_the_cooperative(lids: Desk) -> None:
    page = text(lids.get("officer a", f"{LEARN}maatregelen/nieuw/"))
    assert "Iemand officer a" in page
    assert "Hanna Behandelt" in page
    assert "Iemand officer b" not in page
    whole = text(lids.get("handler", f"{LEARN}maatregelen/nieuw/"))
    assert "Iemand officer b" in whole
