"""Papers at the desk: put in, looked at, redacted, moved, and given to a party with what was withheld and why."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from pytest_django import Settings

from tests.desk.conftest import Desk, dossier_address, text
from tests.dossier import hostile
from wederhoor.dossier import door, gate, papers, uploading
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog
from wederhoor.dossier.papers import PaperView
from wederhoor.organisations.models import Account, Membership

TITLE = "Verslag van de nacht"
GIVEN = {"kind": "report", "dated": "2026-03-01", "side": "handler", "compartment": "party", "shown_to": ""}


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
