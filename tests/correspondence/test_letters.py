"""Templates, composing, HTML and PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.correspondence.filled import filled
from wederhoor.correspondence.errors import LetterError, MissingParts
from wederhoor.correspondence.inspection import Cover, Entry, bound
from wederhoor.correspondence.letters import Address, compose, letter_names, load_letter
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.correspondence.press import typesetting
from wederhoor.dossier.inspections import WHOLE
from wederhoor.insight.report import paper as report
from wederhoor.insight.report.kept import Part
from wederhoor.procedure.data import root
from wederhoor.procedure.loading import load_regulation
from wederhoor.procedure.model import Regulation

REGULATIONS = sorted(root().glob("regulations/*/2024-01-01.yaml"))
HOSTILE = [
    "#panic()",
    "</p><script>alert(1)</script>",
    "$x$ *a* _b_ `c` @d <e> \\ [f] {{ number }}",
    "{u|je} {{> closing }}",
]


def regulation(file: Path) -> Regulation:
    return load_regulation(file)


class Tags(HTMLParser):
    """All tags and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def plain(words: str) -> str:
    return " ".join(words.split())


def pdf_text(content: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


@pytest.mark.parametrize("address", ["u", "je"])
@pytest.mark.parametrize("name", letter_names())
def test_every_template_composes(name: str, address: str) -> None:
    template = load_letter("", name)
    letter = compose(template, filled(template), "u" if address == "u" else "je")
    assert letter.title in letter.html
    assert letter.title in letter.text
    assert not re.search(r"[{}\ue000-\uf8ff]", letter.text)


@pytest.mark.parametrize("name", letter_names())
def test_the_form_of_address_is_kept(name: str) -> None:
    template = load_letter("", name)
    formal, familiar = (compose(template, filled(template), address).text for address in ("u", "je"))
    assert not re.search(r"\b(je|jij|jou|jouw)\b", formal, re.IGNORECASE)
    assert not re.search(r"\b(u|uw)\b", familiar, re.IGNORECASE)


def test_missing_parts_are_named_in_dutch_in_the_order_of_the_letter() -> None:
    template = load_letter("", "judgement")
    values = {name: value for name, value in filled(template).items() if name not in {"reasons", "measures_by"}}
    with pytest.raises(MissingParts) as caught:
        compose(template, {**values, "decisions": "  "}, "u")
    assert caught.value.names == ("reasons", "decisions", "measures_by")
    assert caught.value.labels == ("redenen", "beslissingen", "wanneer de maatregelen klaar zijn")


def test_what_the_regulation_asks_for_is_required_and_gets_a_part_of_its_own() -> None:
    template = load_letter("", "withdrawal")
    with pytest.raises(MissingParts, match="kosten"):
        compose(template, filled(template), "u", also_needs=["costs"])
    letter = compose(template, filled(template, costs="Niets"), "u", also_needs=["costs"])
    assert "<h2>Kosten</h2><p>Niets</p>" in letter.html


def test_an_unknown_place_is_told_with_file_line_and_the_nearest_word(tmp_path: Path) -> None:
    folder = tmp_path / "regulations" / "_letters"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text('---\ntitle: "Brief"\nto: complainant\n---\n\nOp {{ recieved_on }}.\n')
    with pytest.raises(LetterError) as caught:
        load_letter("", "brief", root=tmp_path)
    expected = "regulations/_letters/brief.md:6: recieved_on: unknown placeholder; did you mean received_on?"
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{{> grreting }}", "did you mean greeting"),
        ("{{? route }}open", "never closed"),
        ("{{/ route }}", "closes nothing"),
        ("los { haakje", "loose brace"),
    ],
)
def test_a_wrong_template_is_told_at_once(tmp_path: Path, body: str, what: str) -> None:
    folder = tmp_path / "regulations" / "_letters"
    (folder / "blocks").mkdir(parents=True)
    (folder / "blocks" / "greeting.md").write_text("Beste {{ recipient_name }},")
    (folder / "brief.md").write_text(f'---\ntitle: "Brief"\nto: complainant\n---\n{body}\n')
    with pytest.raises(LetterError, match=f"brief.md:5.*{what}"):
        load_letter("", "brief", root=tmp_path)


def test_an_unknown_value_is_an_error() -> None:
    template = load_letter("", "withdrawal")
    with pytest.raises(LetterError, match="did you mean reasons"):
        compose(template, filled(template, reasonz="x"), "u")


@pytest.mark.parametrize("large", [False, True])
def test_the_pdf_is_tagged_and_reads_back(large: bool) -> None:
    template = load_letter("", "judgement")
    letter = compose(template, filled(template, outcome="De klacht is gegrond."), "u")
    content = letter.pdf(large=large)
    assert "De klacht is gegrond." in pdf_text(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("nl")
        meta = pdf.open_metadata()
        claims = [meta[f"pdf{part}"] for part in ("uaid:part", "aid:part", "aid:conformance")]
        assert claims == ["1", "2", "A"]
        assert meta["dc:title"] == letter.title


@pytest.mark.parametrize("large", [False, True])
def test_an_address_of_a_site_breaks_after_a_slash_and_never_at_a_hyphen(large: bool) -> None:
    """Who types it over from paper must not wonder whether a hyphen at the end of a line belongs to it."""
    where = "https://voorbeeld.test/zorg-in-de-buurt/" + "regeling-van-de-zorg/" * 6
    template = load_letter("", "judgement")
    letter = compose(template, filled(template, reasons=f"Lees dit op {where} en bel daarna."), "u")
    lines = [
        line.strip()
        for page in pypdf.PdfReader(io.BytesIO(letter.pdf(large=large))).pages
        for line in page.extract_text().splitlines()
    ]
    parts = [line for line in lines if "regeling-van" in line]
    assert len(parts) > 1, "it is longer than a line"
    assert all("-van-de-zorg/" in line for line in parts)
    assert not [line for line in lines if line.endswith("-")]


@pytest.mark.parametrize("large", [False, True])
def test_a_name_that_no_line_holds_is_read_over_from_paper_without_a_sign_more_or_less(large: bool) -> None:
    where = (
        "https://www.stichting-"
        + "voor-zorg-en-wonen-in-het-hele-land-" * 4
        + "en-omstreken.voorbeeld.test/klachten?open"
    )
    template = load_letter("", "judgement")
    letter = compose(template, filled(template, reasons=f"Lees dit op {where} en bel daarna."), "u")
    pages = pypdf.PdfReader(io.BytesIO(letter.pdf(large=large))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    first = next(at for at, line in enumerate(lines) if "stichting-voor" in line)
    assert f"op{where}en bel" in "".join("".join(lines[first - 2 : first + 9]).split(" ")).replace("enbel", "en bel")
    assert not [line for line in lines if line.endswith("-")]


@pytest.mark.parametrize(
    ("large", "last"),
    [
        (False, "klachtenregeling-voor-clienten-en-hun-naasten-2026.html"),
        (True, "klachtenregeling-voor-clienten-en-naasten.html"),
    ],
)
@pytest.mark.parametrize(
    "lead", ["Lees dit op", "Lees dit rustig na, alleen of samen met iemand die u helpt, op", "- Lees dit op"]
)
def test_a_part_of_an_address_that_fits_on_a_line_of_its_own_stands_there_whole(
    large: bool, last: str, lead: str
) -> None:
    template = load_letter("", "judgement")
    letter = compose(
        template, filled(template, reasons=f"{lead} https://www.voorbeeld.test/{last} en bel daarna."), "u"
    )
    pages = pypdf.PdfReader(io.BytesIO(letter.pdf(large=large))).pages
    assert any(last in line for page in pages for line in page.extract_text().splitlines())


def test_an_address_of_hyphens_only_still_makes_a_letter() -> None:
    """Somebody drew a line behind https://: the letter leaves, with every sign."""
    template = load_letter("", "judgement")
    letter = compose(template, filled(template, reasons=f"Zie https://{'-' * 3000} en bel daarna."), "u")
    pages = pypdf.PdfReader(io.BytesIO(letter.pdf())).pages
    assert sum(page.extract_text().count("-") for page in pages) >= 3000


def test_the_same_content_is_the_same_pdf_and_hash() -> None:
    template = load_letter("", "progress")
    first, second = (compose(template, filled(template), "u") for _ in range(2))
    assert first.sha256 == second.sha256
    assert first.pdf() == second.pdf()
    assert compose(template, filled(template, progress="anders"), "u").sha256 != first.sha256


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_that_somebody_typed_stays_text(words: str) -> None:
    template = load_letter("", "judgement")
    letter = compose(template, filled(template, reasons=words, recipient_name=words, subject=words), "u")
    read = Tags(letter.html)
    assert "script" not in read.tags
    assert words in "".join(read.words)
    assert plain(words).replace(" ", "") in pdf_text(letter.pdf()).replace(" ", "")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.text(min_size=1, max_size=80), line=st.text(max_size=30))
def test_no_text_breaks_the_letter(words: str, line: str) -> None:
    template = load_letter("", "progress")
    known = Tags(compose(template, filled(template), "u").html).tags
    letter = compose(template, filled(template, progress=f"a{words}", recipient_name=f"b{line}"), "u")
    assert Tags(letter.html).tags <= known | {"ul", "li", "br"}
    assert letter.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("file", REGULATIONS, ids=lambda file: file.parent.name)
def test_every_letter_of_a_regulation_has_its_template_and_known_places(file: Path) -> None:
    rules = regulation(file)
    for name, letter in rules.letters.items():
        template = load_letter(rules.provider, letter.template)
        unknown = set(letter.must_contain) - PLACEHOLDERS.keys()
        assert not unknown, f"{rules.provider}: {name}: {unknown}"
        values = {**filled(template), **dict.fromkeys(letter.must_contain, "woorden")}
        assert compose(template, values, rules.address, also_needs=letter.must_contain).html


@pytest.mark.skipif(not typesetting.FONTS.is_dir(), reason="the font is built by `python -m wederhoor.site.assets`")
def test_a_letter_is_set_in_the_house_font() -> None:
    template = load_letter("", "closing")
    pages = pypdf.PdfReader(io.BytesIO(compose(template, filled(template), "u").pdf())).pages
    fonts = {str(font.get_object()["/BaseFont"]) for font in pages[0]["/Resources"]["/Font"].values()}
    assert any("AtkinsonHyperlegibleNext" in font for font in fonts), fonts


@pytest.mark.parametrize(("address", "words"), [("u", "Beste heer of mevrouw,"), ("je", "Hallo,")])
def test_who_gave_no_name_is_greeted_in_the_words_of_the_regulation(address: Address, words: str) -> None:
    template = load_letter("ott", "confirmation")
    values = {name: value for name, value in filled(template).items() if name != "recipient_name"}
    letter = compose(template, {**values, "recipient_role": "Klager"}, address)
    assert letter.text.count(words) == 1
    assert "Beste ," not in letter.text
    with pytest.raises(MissingParts):
        compose(template, {name: value for name, value in values.items() if name != "recipient_role"}, address)


def _inspected(said: str) -> bytes:
    paper = Entry("Brief", "van 2 maart", WHOLE, (), "text/plain", said.encode())
    return bound(Cover("Zorg Hier", "Inzage", (), "Dit is wat er is."), [paper])


def _reported(said: str) -> bytes:
    facts = {"title": "Jaarverslag", "period": "2025", "organisation": "Zorg Hier", "version": "1"}
    return report.pdf(facts, [Part("words", "Woorden", "", (), said)], "Concept", date(2026, 1, 1))


@pytest.mark.parametrize("made", [_inspected, _reported])
def test_an_address_in_an_inspection_or_a_report_breaks_as_in_a_letter(made: Callable[[str], bytes]) -> None:
    content = made(f"Lees dit op https://voorbeeld.test/{'regeling-van-de-zorg/' * 9} en bel.")
    lines = [
        line.strip() for page in pypdf.PdfReader(io.BytesIO(content)).pages for line in page.extract_text().splitlines()
    ]
    assert len([line for line in lines if "regeling-van-de-zorg/" in line]) > 1
    assert not [line for line in lines if line.endswith("-")]
