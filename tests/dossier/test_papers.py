"""Papers: kept as they came and cleaned, each compartment apart, moved and withdrawn with a reason, shown to one party."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from tests.dossier import hostile
from tests.dossier.conftest import Cast
from tests.dossier.test_destruction import AFTER, close
from tests.dossier.test_door import everything_stored
from wederhoor.dossier import destruction, door, inspections, papers, papers_changed
from wederhoor.dossier.door import Actor, NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import Taken, take_in
from wederhoor.dossier.models import AccessLog, Document
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.papers import NewPaper
from wederhoor.dossier.papers_changed import NoReason
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint", "door": "committee"}
TITLE = "Kanarietitel van het verslag"


@dataclass
class House:
    """A provider with a committee and a confidant, one complaint, and somebody in each role."""

    here: Organisation
    people: dict[str, Account]
    number: str
    code: str

    def actor(self, role: str) -> Actor:
        if role == "complainant":
            return door.visitor(self.here.pk, code=self.code)
        return Actor(self.people[role].pk, role, self.here.pk)

    def open(self, role: str) -> door.OpenDossier:
        if role == "complainant":
            return door.open_by_code(self.here, self.code, now=NOW)
        return door.open_dossier(self.here, self.number, actor=self.actor(role), action="read", now=NOW)

    def put(
        self, role: str, kind: str = "report", place: str = "", shown_to: str = "", file: Taken | None = None
    ) -> UUID:
        dossier = self.open(role)
        role_kind = dossier.regulation.roles[role].kind
        where = place or papers.place_for(dossier, role_kind, kind)
        new = NewPaper(TITLE, kind, role_kind, date(2026, 3, 1), where, shown_to)
        return papers.keep(dossier, file or pdf(), new, actor=self.actor(role), now=NOW)

    def list(self, role: str) -> list[papers.PaperView]:
        return papers.listed(self.open(role), actor=self.actor(role), now=NOW)

    def ids(self, role: str) -> set[UUID]:
        return {paper.id for paper in self.list(role)}

    def read(self, role: str, document: UUID) -> bytes:
        return door.read_document(self.open(role), document, actor=self.actor(role), now=NOW)[2]


def pdf(*pages: str) -> Taken:
    found = take_in("verslag.pdf", hostile.pdf(*pages) + b"% staart die niet meekomt")
    assert isinstance(found, Taken)
    return found


@pytest.fixture
def house(db: None) -> House:
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="loj")
    people = {}
    for role in ("confidant", "officer", "chair", "committee", "secretary", "board", "accused"):
        people[role] = Account.objects.create_user(f"{role}@voorbeeld.test", f"Naam {role}")
        Membership.objects.create(account=people[role], organisation=here, role=role)
    received = door.receive(
        here, Command("receive", "complainant", VALUES),
        texts={"complaint": "Het was koud"}, subject="Kou", actor=door.visitor(here.pk), now=NOW, submitted_key="een",
        people=[NewPerson("complainant", "Kees Klaagt", "client"), NewPerson("accused", "Bram", account=people["accused"].pk)],
    )  # fmt: skip
    assert isinstance(received, door.Received), received
    made = House(here, people, received.number, received.code)
    giver, officer = made.open("officer"), made.actor("officer")
    told = Command("inform accused", "officer")
    door.perform(giver, told, texts={"explanation": "Zo gaat het"}, actor=officer, now=NOW, expected_seq=giver.seq)
    for role in ("confidant", "chair", "committee"):
        door.assign(giver, people[role].pk, role, actor=made.actor("officer"), now=NOW)
    return made


def test_a_paper_is_kept_as_it_came_and_as_it_was_cleaned_each_with_its_hash(house: House) -> None:
    file = pdf()
    house.put("officer", file=file)
    (paper,) = house.list("officer")
    assert paper.title == TITLE
    assert house.read("officer", paper.original) == file.original
    assert house.read("officer", paper.clean) == file.clean != file.original
    assert paper.sha256 != paper.original_sha256
    assert (paper.kind, paper.side, paper.dated, paper.scanned) == (
        "report",
        "handler",
        date(2026, 3, 1),
        "not scanned",
    )


def test_neither_title_nor_name_nor_content_is_readable_in_the_database(house: House) -> None:
    paper = house.put("officer", file=pdf("Kanarietekst"))
    papers_changed.move(house.open("officer"), paper, "handler", "Kanariereden", actor=house.actor("officer"), now=NOW)
    with in_organisation(house.here.pk):
        stored = everything_stored()
    assert paper.hex in stored.replace("-", "")
    for canary in ("Kanarie", "verslag.pdf", "%PDF"):
        assert canary not in stored
        assert canary.encode().hex() not in stored


def test_the_file_as_it_came_opens_only_for_who_works_on_papers_and_is_logged_as_such(house: House) -> None:
    house.put("officer", shown_to="both")
    (paper,) = house.list("officer")
    for role in ("board", "accused", "complainant"):
        with pytest.raises(NotFound):
            house.read(role, paper.original)
    house.read("officer", paper.original)
    with in_organisation(house.here.pk):
        assert AccessLog.objects.filter(action="original").count() == 1


def test_a_party_sees_only_what_it_handed_in_or_was_shown(house: House) -> None:
    mine = house.put("complainant", shown_to="complainant")
    hidden = house.put("officer")
    assert house.ids("complainant") == {mine}
    assert house.ids("accused") == set()
    papers_changed.show(house.open("officer"), hidden, "accused", "Ter reactie", actor=house.actor("officer"), now=NOW)
    assert house.ids("accused") == {hidden}
    assert house.ids("complainant") == {mine}
    (paper,) = house.list("accused")
    assert house.read("accused", paper.clean).startswith(b"%PDF-")


def test_a_party_hands_in_only_for_the_file_of_both_and_only_as_its_own(house: House) -> None:
    for place, shown_to in (("handler", "complainant"), ("party", "accused"), ("party", "both"), ("committee", "")):
        with pytest.raises(NotFound):
            house.put("complainant", place=place, shown_to=shown_to)


@pytest.mark.requirement("LOJ-32")
def test_papers_of_the_deliberation_are_for_the_committee_and_its_secretary_alone(house: House) -> None:
    paper = house.put("secretary", kind="deliberation")
    (view,) = house.list("secretary")
    assert view.compartment == "committee"
    for role in ("chair", "committee", "secretary"):
        assert house.ids(role) == {paper}
        assert house.read(role, view.clean)
    for role in ("confidant", "officer", "board", "accused", "complainant"):
        assert house.ids(role) == set()
        assert not house.open(role).documents
        with pytest.raises(NotFound):
            house.read(role, view.clean)
    with pytest.raises(NotFound):
        house.put("secretary", kind="deliberation", place="party")
    with pytest.raises(NotFound):
        papers_changed.move(house.open("chair"), paper, "party", "Voor iedereen", actor=house.actor("chair"), now=NOW)


@pytest.mark.requirement("LOJ-32")
def test_the_report_of_a_hearing_lies_with_both_sides_papers_and_both_may_see_it(house: House) -> None:
    house.put("chair", kind="hearing", shown_to="both")
    for role in ("complainant", "accused", "confidant", "secretary", "board"):
        (paper,) = house.list(role)
        assert paper.compartment == "party"
        assert house.read(role, paper.clean)


def test_papers_of_the_confidant_and_of_the_committee_are_apart(house: House) -> None:
    own, theirs = house.put("confidant"), house.put("chair")
    assert house.ids("confidant") == {own}
    assert house.ids("chair") == {theirs}
    assert house.ids("officer") == house.ids("board") == set()


def test_nobody_puts_a_paper_where_they_may_not_look(house: House) -> None:
    for role, place in (
        ("officer", "committee"),
        ("confidant", "committee"),
        ("chair", "confidant"),
        ("board", "handler"),
    ):
        with pytest.raises(NotFound):
            house.put(role, place=place)


def test_moving_needs_a_reason_is_logged_and_leaves_the_original_as_it_was(house: House) -> None:
    file, me = pdf(), house.actor("officer")
    paper = house.put("officer", file=file, shown_to="both")
    with pytest.raises(NoReason):
        papers_changed.move(house.open("officer"), paper, "handler", "  ", actor=me, now=NOW)
    papers_changed.move(house.open("officer"), paper, "handler", "Hoort bij mijn werk", actor=me, now=NOW)
    view, (change,), _ = papers.one(house.open("officer"), paper, actor=me, now=NOW)
    assert (view.compartment, view.title, view.shown_to) == ("handler", TITLE, "")
    assert (change.what, change.before, change.after, change.reason) == (
        "moved",
        "party",
        "handler",
        "Hoort bij mijn werk",
    )
    assert house.read("officer", view.original) == file.original
    assert house.ids("board") == house.ids("complainant") == set()
    with in_organisation(house.here.pk):
        assert AccessLog.objects.filter(action="move paper").count() == 1
        assert set(Document.objects.values_list("compartment", flat=True)) == {"handler"}


def test_a_withdrawn_paper_no_longer_opens_for_a_party_and_can_be_put_back(house: House) -> None:
    me = house.actor("officer")
    paper = house.put("complainant", shown_to="complainant")
    papers_changed.withdraw(house.open("officer"), paper, "Verkeerd dossier", actor=me, now=NOW)
    assert house.ids("complainant") == set()
    (view,) = house.list("officer")
    assert view.withdrawn
    assert house.read("officer", view.original)
    papers_changed.withdraw(
        house.open("officer"), paper, "Toch goed", back=True, actor=me, now=NOW + timedelta(minutes=1)
    )
    _, changes, _ = papers.one(house.open("officer"), paper, actor=me, now=NOW)
    assert [change.what for change in changes] == ["withdrawn", "back"]


def test_a_party_or_the_board_does_not_move_withdraw_or_show(house: House) -> None:
    paper = house.put("complainant", shown_to="complainant")
    for role in ("complainant", "accused", "board"):
        with pytest.raises(NotFound):
            papers_changed.withdraw(house.open(role), paper, "Weg", actor=house.actor(role), now=NOW)
        with pytest.raises(NotFound):
            papers_changed.show(house.open(role), paper, "both", "Toon", actor=house.actor(role), now=NOW)


def test_the_list_never_reads_content(house: House) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    house.put("officer")
    with CaptureQueriesContext(connection) as captured:
        house.list("officer")
    assert not [query for query in captured if '"content"' in query["sql"]]


def test_a_hostile_pdf_opens_without_what_it_would_do(house: House) -> None:
    file = take_in("a.pdf", hostile.active_pdf())
    assert isinstance(file, Taken)
    house.put("officer", file=file)
    (paper,) = house.list("officer")
    with pikepdf.open(BytesIO(house.read("officer", paper.clean))) as made:
        assert "/OpenAction" not in made.Root
    assert "active removed" in paper.warnings


def test_a_destroyed_dossier_leaves_nothing_of_its_papers(cast: Cast) -> None:
    number, me = cast.receive().number, cast.actor(cast.officer)
    dossier = cast.open(number)
    new = NewPaper(TITLE, "report", "handler", date(2026, 3, 1), "party")
    paper = papers.keep(dossier, pdf("Kanarietekst"), new, actor=me, now=NOW)
    rules = {"texts": [{"text": "Kanarie", "reason": "x"}], "pages": [], "areas": []}
    papers_changed.keep_redaction(dossier, paper, b"%PDF-kopie", rules, pages=1, actor=me, now=NOW)
    papers_changed.show(dossier, paper, "accused", "Kanariereden", actor=me, now=NOW)
    given = inspections.NewSet(
        "accused", b"%PDF-inzage", "inzage.pdf", [{"title": TITLE}], "Kanarienaam", "post", date(2026, 3, 2)
    )
    made = inspections.keep_set(dossier, given, actor=me, now=NOW)
    with in_organisation(cast.here.pk):
        before = everything_stored().replace("-", "")
    assert paper.hex in before
    assert made.hex in before
    assert "Kanarie" not in before
    cast.do(number, "acknowledge")
    close(cast, number)
    destruction.destroy(cast.open(number), actor=me, now=AFTER)
    with in_organisation(cast.here.pk):
        after = everything_stored().replace("-", "")
    assert paper.hex not in after
    assert made.hex not in after


def test_a_set_is_for_one_party_and_made_by_none_of_them(house: House) -> None:
    given = inspections.NewSet(
        "accused", b"%PDF-inzage", "inzage.pdf", [{"title": TITLE}], "Bram", "online", date(2026, 3, 2)
    )
    for role in ("complainant", "accused"):
        with pytest.raises(NotFound):
            inspections.keep_set(house.open(role), given, actor=house.actor(role), now=NOW)
    inspections.keep_set(house.open("secretary"), given, actor=house.actor("secretary"), now=NOW)
    sets = {
        role: inspections.given(house.open(role), actor=house.actor(role), now=NOW)
        for role in ("complainant", "accused", "board")
    }
    assert {role: len(found) for role, found in sets.items()} == {"complainant": 0, "accused": 1, "board": 1}
    document = sets["accused"][0].document
    assert house.read("accused", document) == b"%PDF-inzage"
    with pytest.raises(NotFound):
        house.read("complainant", document)
