"""Papers at the desk: put in, looked at, redacted, moved, and given to a party with what was withheld and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.desk.conftest import NOW, Desk, counting, dossier_address, queries, text
from tests.dossier import hostile
from wederhoor.dossier import door, gate, papers, papers_changed, uploading
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import confined
from wederhoor.dossier.gate.confined import Answer
from wederhoor.dossier.models import AccessLog
from wederhoor.dossier.papers import PaperView
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command

TITLE = "Verslag van de nacht"
GIVEN = {"kind": "report", "dated": "2026-03-01", "side": "handler", "compartment": "party", "shown_to": ""}


@pytest.fixture
def told(desk: Desk) -> str:
    """A complaint of which the accused knows: they were heard."""
    number = desk.receive()
    assert desk.act("handler", number, "acknowledge").status_code == 302
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    return number


def address(number: str, more: str = "") -> str:
    return f"{dossier_address(number)}stukken/{more}"


def file(content: bytes, name: str = "verslag.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(desk: Desk, number: str, *files: SimpleUploadedFile, who: str = "handler", **given: Any) -> HttpResponse:
    said = {"title": TITLE, "sent": list(files) or [file(hostile.pdf("Eerste", "Tweede"))], **GIVEN, **given}
    return desk.browser(who).post(address(number), said)  # type: ignore[return-value]  # the client's own response adds to it


def listed(desk: Desk, number: str, role: str = "handler") -> list[PaperView]:
    dossier = desk.open(number, role)
    return papers.listed(dossier, actor=dossier.actor, now=desk.now)


def kept(desk: Desk, number: str, *pages: str, **given: Any) -> PaperView:
    """A paper in the dossier, with these pages."""
    before = {paper.id for paper in listed(desk, number)}
    assert put(desk, number, file(hostile.pdf(*pages)), **given).status_code == 302
    (new,) = (paper for paper in listed(desk, number) if paper.id not in before)
    return new


def test_a_file_is_put_in_listed_and_downloaded_clean(desk: Desk) -> None:
    number = desk.receive()
    assert put(desk, number, file(hostile.active_pdf())).status_code == 302
    page = desk.get("handler", address(number))
    assert TITLE in text(page)
    (paper,) = listed(desk, number)
    one = desk.get("handler", address(number, f"{paper.id}/"))
    assert "Opdrachten in het bestand zijn weggehaald." in text(one)
    assert "niet gescand" in text(one)
    assert "schoon" not in text(one).replace("schoongemaakt", "")
    clean = desk.get("handler", f"{dossier_address(number)}bestand/{paper.clean}/")
    assert clean.content.startswith(b"%PDF-")
    assert b"app.alert" not in clean.content
    assert clean["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
    assert clean["X-Content-Type-Options"] == "nosniff"


def test_of_several_files_the_good_are_kept_and_the_bad_are_named_with_what_to_do(desk: Desk) -> None:
    number = desk.receive()
    bad = file(hostile.word(word__vbaProject_dot_bin=b"x"), "macro.docx")
    response = put(desk, number, file(hostile.pdf(), "goed.pdf"), bad)
    assert response.status_code == 422
    page = text(response)
    assert "macro.docx" in page
    assert "Bewaar het zonder macro's of als PDF" in page
    assert "Verslag van de nacht" in response.content.decode(), "what was typed is still there"
    assert [paper.name for paper in listed(desk, number)] == ["goed.pdf"]


def test_with_script_each_file_has_its_own_answer(desk: Desk) -> None:
    number = desk.receive()
    said = {"title": "", "sent": [file(b"MZ", "a.exe")], **GIVEN}
    answer = desk.browser("handler").post(address(number), said, headers={"X-Requested-With": "papers"})
    assert answer.status_code == 422
    assert answer.json() == {"kept": [], "refused": [gate.REFUSALS["program"]]}
    said["sent"] = [file(hostile.picture(), "schermafdruk.png")]
    answer = desk.browser("handler").post(address(number), said, headers={"X-Requested-With": "papers"})
    assert answer.json() == {"kept": ["schermafdruk.png"], "refused": []}


def test_without_a_file_or_with_too_much_the_form_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.receive()
    empty = desk.browser("handler").post(address(number), {"title": TITLE, **GIVEN})
    assert (empty.status_code, "Kies een bestand." in text(empty)) == (422, True)  # type: ignore[arg-type]  # the client's own
    monkeypatch.setattr("wederhoor.dossier.uploading.TOGETHER", 1000)
    much = put(desk, number, file(hostile.pdf() + b"%" * 2000))
    assert "Samen zijn de bestanden te groot" in text(much)
    monkeypatch.undo()
    monkeypatch.setattr("wederhoor.dossier.uploading.MOST", 100)
    monkeypatch.setattr("wederhoor.dossier.gate.MOST", 100)
    assert "groter dan 15 MB" in text(put(desk, number))
    assert listed(desk, number) == []


def test_what_is_sent_is_never_put_on_the_disk_unsealed(settings: Settings) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["wederhoor.dossier.uploading.Sealing"]
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 10


def test_files_sent_where_none_are_taken_or_by_a_stranger_are_not_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_bytes: list[int] = []
    whole = uploading.Sealing.receive_data_chunk

    def receive(self: uploading.Sealing, raw_data: bytes, start: int) -> bytes | None:
        kept_bytes.append(len(raw_data))
        return whole(self, raw_data, start)

    monkeypatch.setattr(uploading.Sealing, "receive_data_chunk", receive)
    number = desk.receive()
    for who, place in (
        ("visitor", address(number)),
        ("visitor", "/"),
        ("handler", dossier_address(number)),
        ("visitor", "/x/"),
    ):
        desk.browser(who).post(place, {"sent": file(b"x" * 5000)})
    assert kept_bytes == []
    kept(desk, number, "Een")
    assert kept_bytes


def test_pages_are_shown_as_pictures_and_each_look_is_logged(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een", "Twee")
    page = desk.get("handler", address(number, f"{paper.id}/"))
    pictures = re.findall(r'<img src="([^"]+)"', page.content.decode())
    assert len(pictures) == 2
    shown = desk.get("handler", pictures[1])
    assert (shown["Content-Type"], shown.content[:4], shown["Cache-Control"]) == (
        "image/webp",
        b"RIFF",
        "private, no-store",
    )
    assert desk.get("handler", f"{dossier_address(number)}bestand/{paper.clean}/3/").status_code == 404
    with in_organisation(desk.here.pk):
        logged = AccessLog.objects.filter(action="document", dossier=number).count()
        assert logged == 2, "the page with its picture, and a picture without that page"


def test_the_file_as_it_came_needs_a_warning_first_and_is_for_who_works_on_papers(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een", shown_to="both")
    original = f"{dossier_address(number)}bestand/{paper.original}/"
    assert "niet schoongemaakt" in text(desk.get("handler", address(number, f"{paper.id}/origineel/")))
    assert desk.get("handler", original).status_code == 404
    assert desk.post("handler", original).content.startswith(b"%PDF-")
    for who in ("director", "accused", "outsider", "confidant"):
        assert desk.get(who, address(number, f"{paper.id}/origineel/")).status_code == 404, who
        assert desk.post(who, original).status_code == 404, who


def test_what_came_unchecked_opens_nowhere_but_from_the_page_that_warns(desk: Desk) -> None:
    number = desk.receive()
    paper, dossier = kept(desk, number, "Een"), desk.open(number)
    mail = door.attach(
        dossier, name="bericht", content=b"<script>", media_type="text/html", kind="mail", actor=dossier.actor, now=desk.now
    )  # fmt: skip
    tab = desk.get("handler", f"{dossier_address(number)}deel/party/").content.decode()
    for unchecked in (paper.original, mail):
        assert str(unchecked) not in tab
        assert desk.get("handler", f"{dossier_address(number)}stuk/{unchecked}/").status_code == 404
    clean = desk.get("handler", f"{dossier_address(number)}stuk/{paper.clean}/")
    assert clean["Content-Disposition"].startswith("attachment")


def test_a_page_of_a_paper_of_a_colleagues_dossier_is_shown_after_the_reason_only(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    picture = f"{dossier_address(number)}bestand/{kept(desk, number, 'Een').clean}/1/"
    colleague = Account.objects.create_user("c@voorbeeld.test", "Carla Collega", "een lang wachtwoord")
    Membership.objects.create(account=colleague, organisation=desk.here, role="handler")
    desk.accounts["colleague"] = colleague
    asked = desk.get("colleague", picture)
    assert (asked.status_code, "waarom" in asked.headers["Location"]) == (302, True)
    desk.post("colleague", f"{dossier_address(number)}waarom/", reason="asked", words="Hanna vroeg het")
    assert desk.get("colleague", picture).status_code == 200
    assert desk.get("confidant", picture).status_code == 404
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="refused", dossier=number).exists()


def test_who_may_not_see_a_paper_finds_no_page_no_picture_and_no_file(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een", compartment="handler")
    for who in ("accused", "outsider", "confidant"):
        for place in (
            address(number, f"{paper.id}/"),
            f"{dossier_address(number)}bestand/{paper.clean}/",
            f"{dossier_address(number)}bestand/{paper.clean}/1/",
            address(number, f"{paper.id}/weglaten/"),
        ):
            assert desk.get(who, place).status_code == 404, (who, place)


def test_the_accused_hands_in_a_paper_of_its_own_and_sees_no_other(desk: Desk, told: str) -> None:
    number = told
    kept(desk, number, "Van de behandelaar")
    form = text(desk.get("accused", address(number)))
    assert "Wie mag erin kijken?" not in form
    sent = put(desk, number, who="accused", title="Mijn kant", side="handler", compartment="handler", shown_to="both")
    assert sent.status_code == 302
    (own,) = listed(desk, number, "accused")
    assert (own.title, own.side, own.compartment, own.shown_to) == ("Mijn kant", "accused", "party", "accused")
    assert TITLE not in text(desk.get("accused", address(number)))


def test_moving_showing_and_withdrawing_ask_why_and_stand_on_the_page(desk: Desk, told: str) -> None:
    number = told
    paper = kept(desk, number, "Een")
    place = address(number, f"{paper.id}/")
    assert desk.post("handler", place, what="withdraw", reason="").status_code == 422
    assert desk.post("handler", place, what="show accused", reason="Ter reactie").status_code == 302
    assert [one.id for one in listed(desk, number, "accused")] == [paper.id]
    assert desk.post("handler", place, what="move handler", reason="Niet voor partijen").status_code == 302
    assert listed(desk, number, "accused") == []
    assert desk.post("handler", place, what="withdraw", reason="Verkeerd dossier").status_code == 302
    page = text(desk.get("handler", place))
    for words in (
        "Ter reactie",
        "Niet voor partijen",
        "Verkeerd dossier",
        "Partijen → Behandelaar",
        "Teruggetrokken",
        "Hanna Behandelt",
    ):
        assert words in page, words
    assert desk.post("accused", place, what="withdraw", reason="Weg").status_code == 404


@pytest.mark.requirement("LOJ-08")
def test_words_pages_and_areas_are_left_out_of_a_copy_without_script(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Zeldzaamnaam was erbij", "Over een ander", "De rest\nmet een hoek")
    place, original = address(number, f"{paper.id}/weglaten/"), f"{dossier_address(number)}bestand/{paper.original}/"
    before = desk.post("handler", original).content
    rules = {
        "texts": "Zeldzaamnaam",
        "pages": "2 | Gaat over een ander",
        "areas": "3 5 5 60 4",
        "reason": "Gegevens van anderen",
    }
    looked = desk.post("handler", place, **rules, look="1")
    assert "‘Zeldzaamnaam’: 1 keer gevonden, op bladzijde 1." in text(looked)
    assert desk.post("handler", place, **rules, make="1").status_code == 302
    page = desk.get("handler", address(number, f"{paper.id}/"))
    for words in (
        "Kopie met weglatingen",
        "Zeldzaamnaam",
        "Gaat over een ander",
        "vlak, bladzijde 3",
        "Gegevens van anderen",
    ):
        assert words in text(page), words
    copy = next(d for d in desk.open(number).documents if d.kind == "redaction")
    made = desk.get("handler", f"{dossier_address(number)}bestand/{copy.id}/").content
    read = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]
    assert "Zeldzaamnaam" not in "".join(read)
    assert "Over een ander" not in read[1]
    again = desk.get("handler", place).content.decode()
    assert "Zeldzaamnaam | Gegevens van anderen" in again, "a next copy goes on from this one"
    assert desk.post("handler", original).content == before, "the original is untouched"


def test_leaving_out_nothing_or_what_is_not_there_is_refused_and_what_was_typed_stays(desk: Desk) -> None:
    number = desk.receive()
    place = address(number, f"{kept(desk, number, 'Een').id}/weglaten/")
    assert "Geef een woord" in text(desk.post("handler", place, reason="x", make="1"))
    assert "Bladzijde 9 is er niet." in text(desk.post("handler", place, pages="9", reason="x", make="1"))
    assert "Dit is geen vlak: overal" in text(desk.post("handler", place, areas="overal", reason="x", make="1"))
    missed = desk.post("handler", place, texts="Afwezig", reason="Zo maar", make="1")
    assert missed.status_code == 422
    assert "Geen van deze woorden is gevonden" in text(missed)
    assert "Afwezig" in missed.content.decode()


def test_a_page_that_cannot_be_drawn_now_is_there_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een")
    monkeypatch.setattr(confined, "run", lambda *_: Answer(refused="busy"))
    page = desk.get("handler", address(number, f"{paper.id}/")).content.decode()
    (sheet,) = re.findall(r'<img src="([^"]+)"[^>]*alt="Bladzijde 1"', page)
    answer = desk.get("handler", sheet)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")


def test_a_name_inside_a_longer_word_is_told_and_can_go_as_well(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Mail Zeldzaamnaam via pzeldzaamnaam@zorg.nl")
    place = address(number, f"{paper.id}/weglaten/")
    given = {"texts": "Zeldzaamnaam", "reason": "Gegevens van anderen"}
    told = "‘Zeldzaamnaam’ staat ook nog in: pzeldzaamnaam@zorg.nl (bladzijde 1)."
    assert told in text(desk.post("handler", place, **given, look="1"))
    assert told in text(desk.browser("handler").post(place, given | {"make": "1"}, follow=True))  # type: ignore[arg-type]
    more = desk.post("handler", place, **given, also="pzeldzaamnaam@zorg.nl")
    assert "staat ook nog in" not in text(more)
    assert "Zeldzaamnaam\npzeldzaamnaam@zorg.nl" in more.content.decode()
    both = given | {"texts": "Zeldzaamnaam\npzeldzaamnaam@zorg.nl", "make": "1"}
    assert "staat ook nog in" not in text(desk.browser("handler").post(place, both, follow=True))  # type: ignore[arg-type]


def test_the_whole_dossier_holds_each_paper_once_as_it_counts_and_opens_no_original(desk: Desk) -> None:
    number = desk.receive()
    kept(desk, number, "Dit stuk telt", title="Telt mee")
    old = kept(desk, number, "Dit is terug", title="Teruggenomen", dated="2026-02-01")
    desk.post("handler", address(number, f"{old.id}/"), what="withdraw", reason="Verkeerd dossier")
    partly = kept(desk, number, "Over Zeldzaamnaam", title="Verslag", dated="2026-02-02")
    where = address(number, f"{partly.id}/weglaten/")
    desk.post("handler", where, texts="Zeldzaamnaam", reason="Gegevens van anderen", make="1")
    with in_organisation(desk.here.pk):
        before = AccessLog.objects.count()
    made = desk.get("handler", f"{dossier_address(number)}dossier.pdf").content
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages)
    assert (words.count("Dit stuk telt"), words.count("Over Zeldzaamnaam")) == (1, 1)
    assert "Dit is terug" not in words
    assert "weggelaten" not in words, "the copy with things left out is for the parties"
    with in_organisation(desk.here.pk):
        logged = list(AccessLog.objects.order_by("seq").values_list("action", flat=True))[before:]
    assert logged == ["export"]


def give(desk: Desk, number: str, side: str = "accused", **given: Any) -> HttpResponse:
    said = {"receiver": "Bram Beklaagd", "way": "paper", "given": "2026-03-02"} | given
    return desk.post("handler", f"{dossier_address(number)}inzage/{side}/", **said)


@pytest.mark.requirement("LOJ-08")
def test_a_party_gets_one_pdf_with_what_was_withheld_and_why_and_the_other_party_does_not(
    desk: Desk, told: str
) -> None:
    number = told
    whole = kept(desk, number, "Geheel stuk", title="Geheel stuk", dated="2026-02-01")
    not_given = kept(desk, number, "Medisch stuk", title="Medisch stuk", dated="2026-02-02")
    partly = kept(desk, number, "Over Zeldzaamnaam", title="Gespreksverslag", dated="2026-02-03")
    kept(desk, number, "Intern", title="Intern stuk", compartment="handler")
    desk.post(
        "handler",
        address(number, f"{partly.id}/weglaten/"),
        texts="Zeldzaamnaam",
        reason="Gegevens van anderen",
        make="1",
    )
    how = {f"how-{whole.id.hex}": "whole", f"how-{partly.id.hex}": "redacted", f"how-{not_given.id.hex}": "withheld"}
    missing = give(desk, number, **how)
    assert missing.status_code == 422
    assert "Zeg waarom ‘Medisch stuk’ niet wordt gegeven." in text(missing)
    assert give(desk, number, **how, **{f"why-{not_given.id.hex}": "Gezondheid van een ander"}).status_code == 302
    page = desk.get("accused", f"{dossier_address(number)}inzage/")
    for words in (
        "Medisch stuk",
        "Gezondheid van een ander",
        "Gegevens van anderen",
        "Bram Beklaagd",
        "Op papier gegeven",
        "2 m",
    ):
        assert words in text(page), words
    assert "Zeldzaamnaam" not in text(page), "never the words themselves"
    (document,) = (d for d in desk.open(number, "accused").documents if d.kind == "inspection")
    made = desk.get("accused", f"{dossier_address(number)}bestand/{document.id}/").content
    read = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]
    assert "Wat is weggelaten en waarom" in read[0]
    assert "Gezondheid van een ander" in " ".join(read[0].split())
    assert "Geheel stuk" in read[1]
    assert "Zeldzaamnaam" not in read[2]
    assert len(read) == 3, "an index and two papers; what is withheld and what is internal is not there"
    with pikepdf.open(BytesIO(made)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Overzicht", "1. Geheel stuk", "3. Gespreksverslag"]
    assert [d for d in desk.open(number).documents if d.kind == "inspection"]
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="give inspection").count() == 1


def test_a_recording_is_given_as_a_file_of_its_own(desk: Desk, told: str) -> None:
    number = told
    put(desk, number, file(b"ID3\x04" + b"\0" * 64, "gesprek.mp3"), title="Opname")
    (paper,) = listed(desk, number)
    assert give(desk, number, **{f"how-{paper.id.hex}": "whole"}).status_code == 302
    assert [one.title for one in listed(desk, number, "accused")] == ["Opname"]


def test_inspection_is_given_whole_or_not_at_all(
    lojal: tuple[str, dict[str, Client]], monkeypatch: pytest.MonkeyPatch
) -> None:
    number, browsers = lojal
    officer, here = browsers["officer"], Organisation.objects.get()
    officer.post(address(number), {"title": "Opname", "sent": [file(b"ID3\x04" + b"\0" * 64, "gesprek.mp3")], **GIVEN})
    place = f"{dossier_address(number)}inzage/complainant/"
    (paper,) = re.findall(r'name="how-([0-9a-f]{32})"', officer.get(place).content.decode())
    monkeypatch.setattr(papers_changed, "show", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        officer.post(place, {"receiver": "Kees", "way": "online", "given": "2026-03-02", f"how-{paper}": "whole"})
    actor = Actor(Account.objects.get(email="secretary@voorbeeld.test").pk, "secretary", here.pk)
    dossier = door.open_dossier(here, number, actor=actor, action="read", now=NOW)
    assert [event.act for event in dossier.events] == ["receive"]
    assert not [d for d in dossier.documents if d.kind == "inspection"]


def test_only_who_works_on_papers_gives_inspection(desk: Desk) -> None:
    number = desk.receive()
    for who in ("accused", "outsider", "director"):
        assert desk.get(who, f"{dossier_address(number)}inzage/accused/").status_code == 404, who
    assert desk.get("handler", f"{dossier_address(number)}inzage/iemand/").status_code == 404


@pytest.fixture
def lojal(db: None, settings: Settings) -> Iterator[tuple[str, dict[str, Client]]]:
    """A complaint under the regulation that names an act for giving inspection; the browsers of who works on it."""
    settings.DEMO = False
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="loj")
    accounts = {}
    for role in ("secretary", "officer", "board", "accused"):
        accounts[role] = Account.objects.create_user(f"{role}@voorbeeld.test", f"Naam {role}", "een lang wachtwoord")
        Membership.objects.create(account=accounts[role], organisation=here, role=role)
    values = {"channel": "web form", "capacity": "client", "kind": "complaint", "door": "committee"}
    with time_machine.travel(NOW, tick=False):
        received = door.receive(
            here, Command("receive", "complainant", values), texts={"complaint": "Het was koud"}, subject="Kou",
            actor=door.visitor(here.pk), now=NOW, submitted_key="een",
            people=[door.NewPerson("complainant", "Kees", "client"), door.NewPerson("accused", "Bram", account=accounts["accused"].pk)],
        )  # fmt: skip
        assert isinstance(received, door.Received)
        browsers = {role: Client() for role in accounts}
        for role, browser in browsers.items():
            browser.force_login(accounts[role])
        yield received.number, browsers


@pytest.mark.requirement("LOJ-08")
def test_giving_inspection_is_an_act_of_the_regulation_with_what_was_withheld(
    lojal: tuple[str, dict[str, Client]],
) -> None:
    number, browsers = lojal
    officer = browsers["officer"]
    said = {"title": "Dossierstuk", "sent": [file(hostile.pdf("Een"))], **GIVEN}
    assert officer.post(address(number), said).status_code == 302
    form = officer.get(f"{dossier_address(number)}inzage/complainant/").content.decode()
    assert "Gegevens van derden" in form, "the reasons that the regulation gives"
    assert "Geef een partij inzage en afschrift" in form
    (paper,) = re.findall(r'name="how-([0-9a-f]{32})"', form)
    given = {
        "receiver": "Kees",
        "way": "post",
        "given": "2026-03-02",
        f"how-{paper}": "withheld",
        f"why-{paper}": "Gegevens van derden",
    }
    assert officer.post(f"{dossier_address(number)}inzage/complainant/", given).status_code == 302
    actor = Actor(Account.objects.get(email="secretary@voorbeeld.test").pk, "secretary", Organisation.objects.get().pk)
    dossier = door.open_dossier(Organisation.objects.get(), number, actor=actor, action="read", now=NOW)
    assert [event.act for event in dossier.events] == ["receive", "give papers"]
    assert dossier.events[1].values == {"party": "complainant"}
    assert dossier.texts[(2, "withheld")] == "Dossierstuk: het hele stuk (Gegevens van derden)"
    assert browsers["board"].get(f"{dossier_address(number)}inzage/accused/").status_code == 200, (
        "the text names the board as well"
    )
    assert browsers["accused"].get(f"{dossier_address(number)}inzage/accused/").status_code == 404


def test_the_list_asks_the_database_no_more_for_many_papers_than_for_one(desk: Desk) -> None:
    number = desk.receive()
    kept(desk, number, "Een")
    with counting() as one:
        desk.get("handler", address(number))
    for dated in ("2026-02-01", "2026-02-02", "2026-02-03"):
        kept(desk, number, "Meer", dated=dated)
    with counting() as four:
        desk.get("handler", address(number))
    assert len(queries(four)) == len(queries(one))
