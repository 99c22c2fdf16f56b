"""Blacking out: what is withheld is gone from the bytes, the reason is there, the rest can be read, the original stays."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from tests.dossier import hostile
from wederhoor.dossier.gate import confined, take_in
from wederhoor.dossier.gate.confined import Answer

NAME, REASON = "Zeldzaamnaam", "Gegevens van derden"


def clean(content: bytes) -> bytes:
    found = take_in("a.pdf", content)
    return found.clean  # type: ignore[union-attr]  # the test fails when it was refused


def black(content: bytes, **rules: list[dict[str, Any]]) -> Answer:
    return confined.run("black out", {"pages": [], "areas": [], "texts": []} | rules, content)


def made(content: bytes, **rules: list[dict[str, Any]]) -> bytes:
    answer = black(content, **rules)
    assert not answer.refused
    return answer.blobs[0]


def everything(content: bytes) -> bytes:
    """All bytes of a PDF, packed and unpacked, and its text as two other libraries read it."""
    parts = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_raw_bytes())
                if thing.get("/Filter") != pikepdf.Name.DCTDecode:
                    parts.append(thing.read_bytes())
            parts.append(thing.unparse(resolved=True))
    parts += [page.extract_text().encode() for page in pypdf.PdfReader(BytesIO(content)).pages]
    document = pypdfium2.PdfDocument(content)
    parts += [page.get_textpage().get_text_bounded().encode() for page in document]
    return b"\n".join(parts)


def traces(content: bytes, secret: str) -> list[bytes]:
    found = everything(content)
    forms = [secret.encode(), secret.encode().hex().encode(), secret.encode("utf-16-be"), secret.encode("utf-16-le")]
    return [form for form in forms if form.lower() in found.lower()]


def words(content: bytes, page: int) -> str:
    return str(pypdf.PdfReader(BytesIO(content)).pages[page - 1].extract_text())


@pytest.mark.requirement("LOJ-08")
def test_a_name_is_gone_from_every_page_and_every_byte_and_the_reason_stands_there() -> None:
    source = clean(
        hostile.pdf(f"Gesprek met {NAME}\nover de gang", "Niets bijzonders", f"Ook hier ZELDZAAM-\nNAAM en {NAME}s")
    )
    assert traces(source, NAME)
    copy = made(source, texts=[{"text": NAME, "reason": REASON}])
    assert traces(copy, NAME) == []
    assert traces(copy, "naam") == [], "nor the half of it on the next line"
    assert f"[weggelaten: {REASON}]" in words(copy, 1)
    assert "over de gang" in words(copy, 1), "the other words of the page can still be read aloud"
    assert words(copy, 2).strip() == "Niets bijzonders"


@pytest.mark.requirement("LOJ-08")
def test_a_withheld_page_says_so_with_its_reason_and_is_gone() -> None:
    copy = made(clean(hostile.pdf("Eerste", f"Bladzijde van {NAME}")), pages=[{"page": 2, "reason": REASON}])
    assert traces(copy, NAME) == []
    assert "Bladzijde 2 is weggelaten." in words(copy, 2)
    assert REASON in words(copy, 2)
    assert "Eerste" in words(copy, 1)


@pytest.mark.requirement("LOJ-08")
def test_an_area_is_black_in_the_picture_and_its_words_are_gone() -> None:
    copy = made(
        clean(hostile.pdf(f"{NAME}\nDe rest blijft")),
        areas=[{"page": 1, "box": [0.05, 0.06, 0.6, 0.1], "reason": REASON}],
    )
    assert traces(copy, NAME) == []
    assert "De rest blijft" in words(copy, 1)
    shown = pypdfium2.PdfDocument(copy)[0].render(scale=1).to_pil().convert("L")
    assert shown.getpixel((180, 67)) < 10
    assert shown.getpixel((500, 400)) > 245


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_words_on_a_page_that_lies_on_its_side_are_blacked_out_where_they_stand(turned: int) -> None:
    with pikepdf.open(BytesIO(hostile.pdf(f"Voor {NAME} na"))) as pdf:
        pdf.pages[0].rotate(turned, relative=False)
        out = BytesIO()
        pdf.save(out)
    copy = made(clean(out.getvalue()), texts=[{"text": NAME, "reason": REASON}])
    assert traces(copy, NAME) == []
    shown = pypdfium2.PdfDocument(copy)[0].render(scale=1).to_pil().convert("L")
    dark = sum(shown.point(lambda level: 255 if level < 10 else 0).histogram()[255:])
    assert 1000 < dark < 6000, "about the size of one name in 14 points"


def test_a_name_in_a_form_field_a_note_a_bookmark_and_shared_things_goes_as_well() -> None:
    with pikepdf.open(BytesIO(hostile.pdf(f"Over {NAME}", "Gewoon"))) as pdf:
        shared = pdf.make_stream(
            f"BT /F1 9 Tf ({NAME}) Tj ET".encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 9, 9],
        )
        for page in pdf.pages:
            page.obj.Resources.XObject = pikepdf.Dictionary(Ongebruikt=shared)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents=pikepdf.String(NAME),
            Dest=[pdf.pages[0].obj, pikepdf.Name.Fit],
        )  # fmt: skip
        pdf.pages[1].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"Over {NAME}", 0))
        out = BytesIO()
        pdf.save(out)
    copy = made(clean(out.getvalue()), texts=[{"text": NAME, "reason": REASON}])
    assert traces(copy, NAME) == []
    assert "Gewoon" in words(copy, 2)


def test_a_short_name_does_not_black_out_words_it_is_only_in_the_middle_of() -> None:
    copy = made(clean(hostile.pdf("Marie en Annemarie")), texts=[{"text": "marie", "reason": REASON}])
    assert "Annemarie" in words(copy, 1)
    assert "Marie en" not in words(copy, 1)


def test_a_reason_that_gives_the_name_away_is_no_redaction() -> None:
    answer = black(clean(hostile.pdf(f"Over {NAME}")), texts=[{"text": NAME, "reason": f"Is {NAME}"}])
    assert answer.refused == "still there"


def test_before_anything_is_done_it_says_on_which_pages_and_where_there_is_no_text_to_look_in() -> None:
    scan = BytesIO()
    Image.new("RGB", (600, 800), "white").save(scan, "PDF")
    with pikepdf.open(BytesIO(hostile.pdf(f"{NAME} en {NAME}", "Niets"))) as pdf, pikepdf.open(scan) as sheet:
        pdf.pages.extend(sheet.pages)
        out = BytesIO()
        pdf.save(out)
    said = confined.run("find", {"texts": [NAME, "Afwezig"]}, clean(out.getvalue())).said
    assert (said["found"], said["without text"]) == ({NAME: [1, 1], "Afwezig": []}, [3])


def test_a_picture_is_blacked_out_as_well() -> None:
    found = take_in("a.png", hostile.picture("PNG", (400, 200)))
    copy = made(found.clean, areas=[{"page": 1, "box": [0, 0, 1, 1], "reason": REASON}])  # type: ignore[union-attr]  # kept
    shown = pypdfium2.PdfDocument(copy)[0].render(scale=1).to_pil().convert("L")
    assert shown.getextrema()[1] < 20


def test_pages_are_drawn_as_pictures_of_the_wanted_width_as_far_as_there_are_any() -> None:
    answer = confined.run("pages", {"pages": [2, 3], "width": 800}, clean(hostile.pdf("Een", "Twee")))
    assert (answer.said["pages"], len(answer.blobs)) == ([2], 1)
    with Image.open(BytesIO(answer.blobs[0])) as shown:
        assert (shown.format, abs(shown.width - 800) < 3) == ("WEBP", True)
    assert confined.run("pages", {"pages": [1, 2], "width": 80}, clean(hostile.picture())).said["pages"] == [1]


def test_what_remains_inside_a_longer_word_is_said_of_the_copy_itself() -> None:
    source = clean(hostile.pdf(f"Kees{NAME} en p{NAME.lower()}@zorg.nl, geheel", "Een zeldzaam naamloos geval"))
    answer = black(source, texts=[{"text": NAME, "reason": REASON}, {"text": "geheel", "reason": REASON}])
    assert [tuple(one) for one in answer.said["remains"]] == [
        (NAME, f"Kees{NAME}", 1), (NAME, f"p{NAME.lower()}@zorg.nl", 1),
    ]  # fmt: skip
    short = black(clean(hostile.pdf("Mag ik speciaal ingaan op Ali")), texts=[{"text": "Ali", "reason": REASON}])
    assert short.said["remains"] == [], "the end of one word and the beginning of the next are no name"
