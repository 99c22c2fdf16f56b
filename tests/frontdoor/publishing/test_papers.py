"""What can be downloaded: the text, plain and in full, and the complaint form, printed or to fill in on a computer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from django.test import Client

from tests.frontdoor.publishing.conftest import REGULATIONS
from wederhoor.correspondence.press.fillable import export_name
from wederhoor.frontdoor.publishing import papers
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.publishing.questions import Question, sections

Under = Callable[[str], Provider]


@pytest.fixture(autouse=True)
def shelf(tmp_path_factory: pytest.TempPathFactory, settings: object, request: pytest.FixtureRequest) -> Path:
    """Papers are made once for all tests here, as they are for all visitors."""
    home = tmp_path_factory.getbasetemp() / "papers-of-tests"
    settings.WEDERHOOR_HOME = home  # type: ignore[attr-defined]
    return home / "papers"


def questions(provider: Provider) -> list[Question]:
    return [question for section in sections(provider) for question in section.questions]


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def claims_ua(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as about:
        return about.get("pdfuaid:part") == "1" and "/StructTreeRoot" in pdf.Root and str(pdf.Root.Lang) == "nl-NL"


@pytest.mark.requirement("JOT-04", "OTT-07")
@pytest.mark.parametrize("kind", ["uitleg", "regeling"])
def test_both_texts_can_be_downloaded_as_an_accessible_pdf(client: Client, under: Under, kind: str) -> None:
    answer = client.get(f"/{under('ott').code}/papier/{kind}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert claims_ua(answer.content)


@pytest.mark.requirement("OTT-07")
def test_the_pdf_of_the_full_text_has_every_paragraph(under: Under) -> None:
    found = under("ott")
    text = text_of(papers.paper(found, "regeling")).replace(" ", "")
    missing = [place for place, one in found.published.paragraphs.items() if one.says.replace(" ", "") not in text]
    assert missing == []


@pytest.mark.requirement("IZW-19")
@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_printed_form_asks_every_question_of_the_regulation_and_says_where_to_send_it(
    under: Under, regulation: str
) -> None:
    found = under(regulation)
    content = papers.paper(found, "formulier")
    text = text_of(content).replace(" ", "")
    wanted = [q.label for q in questions(found)] + [o.label for q in questions(found) for o in q.options]
    assert [label for label in wanted if label.replace(" ", "") not in text] == []
    assert all(line.replace(" ", "") in text for line in papers.send_to(found))
    assert claims_ua(content)


@pytest.mark.requirement("IZW-19")
@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_fillable_form_has_a_named_field_with_its_question_for_everything_that_is_asked(
    under: Under, regulation: str
) -> None:
    found = under(regulation)
    fields = pypdf.PdfReader(io.BytesIO(papers.paper(found, "invulformulier"))).get_fields() or {}
    assert {name: field["/TU"] for name, field in fields.items()} == {q.name: q.label for q in questions(found)}
    for question in questions(found):
        if question.options:
            assert set(fields[question.name]["/_States_"]) == {
                "/Off", *("/" + export_name(option.code) for option in question.options)
            }  # fmt: skip


@pytest.mark.requirement("IZW-19")
def test_the_fillable_form_can_be_filled_in_and_keeps_what_was_filled_in(under: Under) -> None:
    found = under("izw")
    choice = next(q for q in questions(found) if q.options)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(papers.paper(found, "invulformulier")))
    on = "/" + export_name(choice.options[0].code)
    for page in writer.pages:
        writer.update_page_form_field_values(page, {"complaint": "Het was koud.", choice.name: on})
    kept = io.BytesIO()
    writer.write(kept)
    fields = pypdf.PdfReader(kept).get_fields() or {}
    assert (fields["complaint"]["/V"], fields[choice.name]["/V"]) == ("Het was koud.", on)


@pytest.mark.requirement("IZW-19")
def test_a_browser_that_shows_pdf_finds_the_fields_and_takes_what_is_typed(under: Under) -> None:
    """With the engine of Chromium: a click in the field of the story, and typing."""
    from pypdfium2 import raw

    content = papers.paper(under("izw"), "invulformulier")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number, rect = next(
            (number, [float(x) for x in annot.Rect])
            for number, page in enumerate(pdf.pages)
            for annot in page.get("/Annots", [])
            if str(annot.get("/T", "")) == "complaint"
        )
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    form = document.formenv.raw
    page = document[number]
    middle = ((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
    assert raw.FPDFPage_HasFormFieldAtPoint(form, page, *middle) == raw.FPDF_FORMFIELD_TEXTFIELD
    raw.FORM_OnLButtonDown(form, page, 0, *middle)
    raw.FORM_OnLButtonUp(form, page, 0, *middle)
    for sign in "Koud":
        raw.FORM_OnChar(form, page, ord(sign), 0)
    raw.FORM_ForceToKillFocus(form)
    kept = io.BytesIO()
    document.save(kept)
    fields = pypdf.PdfReader(kept).get_fields() or {}
    assert fields["complaint"]["/V"] == "Koud"


@pytest.mark.requirement("IZW-19")
def test_a_screen_reader_meets_each_field_at_its_question_and_tab_goes_in_that_order(under: Under) -> None:
    found = under("izw")
    with pikepdf.open(io.BytesIO(papers.paper(found, "invulformulier"))) as pdf:
        met: list[str] = []
        top = pdf.Root.StructTreeRoot.K
        for element in (top[0] if isinstance(top, pikepdf.Array) else top).K:
            if str(element.get("/S")) == "/Form":
                widget = element.K.Obj
                met.append(str(widget.get("/T") or widget.Parent.T))
        assert list(dict.fromkeys(met)) == [question.name for question in questions(found)]
        assert all(str(page.Tabs) == "/S" for page in pdf.pages)
        boxes = sum(max(len(question.options), 1) for question in questions(found))
        assert len(met) == boxes


def test_a_paper_is_made_once_for_all_visitors_and_anew_when_its_words_change(
    under: Under, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = under("izw")
    papers.paper(found, "formulier")
    (first,) = shelf.glob("bij-izw.formulier.nl.*.pdf")
    monkeypatch.setattr("wederhoor.frontdoor.publishing.papers.press.made", lambda *_: b"%PDF new")
    assert papers.paper(found, "formulier") == first.read_bytes()
    renamed = Provider(found.row, found.regulation.model_copy(update={"title": "Nieuwe titel"}), found.published, "x")
    assert papers.paper(renamed, "formulier") == b"%PDF new"
    assert [path for path in shelf.glob("bij-izw.formulier.nl.*.pdf") if path == first] == []


@pytest.mark.parametrize("colour", ["ffff00", "ffffff", "0b6e6e", ""])
def test_the_headings_on_paper_stand_out_whatever_the_brand(colour: str) -> None:
    ink = papers.ink(colour).removeprefix("#")
    light = papers._light([int(ink[at : at + 2], 16) for at in (0, 2, 4)])
    assert 1.05 / (light + 0.05) >= 4.49


def test_a_paper_that_does_not_exist_is_not_found(client: Client, under: Under) -> None:
    assert client.get(f"/{under('izw').code}/papier/geheim.pdf").status_code == 404
