"""What happened with papers stands between what else happened, for who may see them; what to do with what cannot be drawn or read."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from tests.desk.conftest import Desk, counting, dossier_address, section, text
from tests.desk.test_dossier import counted
from tests.desk.test_papers import address, file, kept, listed, put
from tests.dossier import hostile

STORY = "story-title"
REASON = "Gegevens van anderen"


def story(desk: Desk, number: str, who: str = "handler") -> str:
    return section(desk.get(who, dossier_address(number)), STORY)


def test_a_paper_that_was_put_in_stands_in_what_happened_with_the_way_to_it(desk: Desk) -> None:
    number = desk.receive()
    assert "Stuk toegevoegd" not in story(desk, number)
    paper = kept(desk, number, "Een")
    told = story(desk, number)
    assert "Stuk toegevoegd" in told
    assert "Hanna" in told.partition("Stuk toegevoegd")[2][:80], "by whom"
    assert f'href="{address(number, f"{paper.id}/")}"' in desk.get("handler", dossier_address(number)).content.decode()


def test_several_put_in_together_are_one_moment(desk: Desk) -> None:
    number = desk.receive()
    put(desk, number, file(hostile.pdf("Een"), "een.pdf"), file(hostile.pdf("Twee"), "twee.pdf"))
    told = story(desk, number)
    assert told.count("toegevoegd") == 1
    assert "2 stukken toegevoegd" in told
    assert ("een.pdf" in told, "twee.pdf" in told) == (True, True)


def test_of_many_put_in_together_the_rest_is_counted_with_the_way_to_it(desk: Desk) -> None:
    number = desk.receive()
    put(desk, number, *(file(hostile.pdf(f"Blad {n}"), f"blad-{n}.pdf") for n in range(8)))
    told = story(desk, number)
    assert "8 stukken toegevoegd" in told
    assert told.count("blad-") == 6
    assert "en nog 2 stukken" in told


def test_what_was_redacted_and_what_was_given_to_a_party_stands_there_too(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    paper = kept(desk, number, "Over Zeldzaamnaam")
    desk.post(
        "handler", address(number, f"{paper.id}/weglaten/"), texts="Zeldzaamnaam", reason=REASON, make="1"
    )  # fmt: skip
    desk.post("handler", address(number, f"{paper.id}/"), what="show complainant", reason="Was van hen")
    told = story(desk, number)
    assert "Kopie met weglatingen gemaakt" in told
    assert "Stuk te zien voor: de klager" in told
    desk.post("handler", address(number, f"{paper.id}/"), what="show ", reason="Toch niet")
    assert "Stuk niet meer te zien voor de partijen" in story(desk, number)
    assert "Zeldzaamnaam" not in story(desk, number)


@pytest.mark.requirement("LOJ-32")
def test_a_paper_stands_in_the_story_of_who_may_open_it_only(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.act("handler", number, "hear", party="accused", how="oral")
    put(desk, number, file(hostile.pdf("Intern"), "intern.pdf"), compartment="handler")
    put(desk, number, file(hostile.pdf("Gedeeld"), "gedeeld.pdf"), shown_to="accused")
    assert ("intern.pdf" in story(desk, number), "gedeeld.pdf" in story(desk, number)) == (True, True)
    accused = story(desk, number, "accused")
    assert ("intern.pdf" in accused, "gedeeld.pdf" in accused) == (False, True)


def test_a_dossier_with_papers_takes_no_more_queries(desk: Desk) -> None:
    number = desk.receive()
    for name in ("Een", "Twee", "Drie"):
        kept(desk, number, name)
    desk.get("handler", dossier_address(number))
    with counting() as captured:
        assert desk.get("handler", dossier_address(number)).status_code == 200
    assert len(counted(captured)) <= 12, counted(captured)


def test_an_office_file_says_what_to_do_and_its_pdf_is_a_newer_version_of_it(desk: Desk) -> None:
    number = desk.receive()
    put(desk, number, file(hostile.word(), "verslag.docx"), title="Verslag")
    (office,) = listed(desk, number)
    where = address(number, f"{office.id}/")
    page = desk.get("handler", where)
    assert "Word, Excel of PowerPoint is hier niet te zien. Het is gecontroleerd" in text(page)
    assert "Opslaan als, PDF" in text(page)
    assert 'href="#as-pdf"' in page.content.decode(), "the button to leave something out leads there"
    put(desk, number, file(hostile.pdf("Verslag")), title="Verslag (PDF)", version_of=str(office.id))
    newer = next(paper for paper in listed(desk, number) if paper.id != office.id)
    assert "Nieuwere versie: Verslag (PDF)" in text(desk.get("handler", where))
    made = desk.get("handler", address(number, f"{newer.id}/"))
    assert "Nieuwe versie van: Verslag" in text(made)
    assert "weglaten/" in made.content.decode()


def test_a_newer_version_of_what_one_may_not_see_is_refused(desk: Desk) -> None:
    number = desk.receive()
    other = kept(desk, desk.receive("another"), "Elders")
    answer = put(desk, number, file(hostile.pdf("Een")), version_of=str(other.id))
    assert answer.status_code == 404
    assert listed(desk, number) == []


def test_sound_says_that_it_was_not_checked(desk: Desk) -> None:
    number = desk.receive()
    put(desk, number, file(b"ID3\x04" + bytes(64), "gesprek.mp3"))
    (paper,) = listed(desk, number)
    assert "niet gecontroleerd" in text(desk.get("handler", address(number, f"{paper.id}/")))


def with_scan(words: str) -> bytes:
    """A page with words, and a page that is only a picture."""
    scan, out = BytesIO(), BytesIO()
    Image.new("RGB", (600, 800), "white").save(scan, "PDF")
    with pikepdf.open(BytesIO(hostile.pdf(words))) as pdf, pikepdf.open(scan) as sheet:
        pdf.pages.extend(sheet.pages)
        pdf.save(out)
    return out.getvalue()


def test_words_are_not_left_out_of_a_scan_before_somebody_looked(desk: Desk) -> None:
    number = desk.receive()
    put(desk, number, file(with_scan("Over Zeldzaamnaam")))
    (paper,) = listed(desk, number)
    where, given = address(number, f"{paper.id}/weglaten/"), {"texts": "Zeldzaamnaam", "reason": REASON, "make": "1"}
    asked = desk.post("handler", where, **given)
    assert asked.status_code == 422
    assert "Op bladzijde 2 is geen tekst om in te zoeken, zoals bij een scan. Teken vlakken" in text(asked)
    assert 'name="looked"' in asked.content.decode()
    for more in ({"looked": "on"}, {"areas": "2 10 10 20 5"}, {"pages": "2"}):
        assert desk.post("handler", where, **given, **more).status_code == 302, more
