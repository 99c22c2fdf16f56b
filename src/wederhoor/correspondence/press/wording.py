"""Letters as Word documents, from the same blocks as the PDF: real headings and lists, Dutch as language, a title."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from wederhoor.correspondence.letters import Letter, reread
from wederhoor.correspondence.press import FAMILY
from wederhoor.correspondence.tree import Block, Span

LANGUAGE = "nl-NL"
LISTS = {"bullets": "List Bullet", "numbers": "List Number"}
NORMAL, LARGE = 11, 18


def written(given: dict[str, Any], blobs: list[bytes]) -> bytes:
    """The letter as .docx; the same letter gives the same text, `large` is 18 points instead of 11."""
    letter, made = reread(blobs[0]), Document()
    _set_up(made, letter, LARGE if given["large"] else NORMAL)
    for lines in ((letter.head.organisation, *letter.head.organisation_address), letter.head.recipient):
        _lines(made, lines)
    _lines(made, [f"{label}: {value}" for label, value in letter.head.facts])
    made.add_heading(letter.title, level=1)
    _blocks(made, letter.body)
    made.sections[0].footer.paragraphs[0].text = " · ".join(
        filter(None, (letter.head.organisation, letter.head.contact))
    )
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _set_up(made: Made, letter: Letter, points: int) -> None:
    """Title, language, paper and font, as the PDF has them."""
    about, moment = made.core_properties, datetime.fromisoformat(letter.head.iso_date).replace(tzinfo=UTC)
    about.title, about.author, about.language = letter.title, letter.head.organisation, LANGUAGE
    about.created = about.modified = moment
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    for name, grow in (("Normal", 1.0), ("Heading 1", 1.5), ("Heading 2", 1.15), ("Heading 3", 1.0)):
        style = made.styles[name]
        style.font.name, style.font.size = FAMILY, Pt(round(points * grow))
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:hAnsi"), FAMILY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    made.styles["Normal"].element.get_or_add_rPr().append(language)


def _lines(made: Made, lines: Sequence[str]) -> None:
    paragraph = made.add_paragraph()
    for place, line in enumerate(lines):
        run = paragraph.add_run(line)
        if place < len(lines) - 1:
            run.add_break()


def _blocks(made: Made, blocks: Sequence[Block], style: str = "") -> None:
    for block in blocks:
        if block.kind == "heading":
            _spans(made.add_heading(level=block.level), block.spans)
        elif block.items:
            for item in block.items:
                _blocks(made, item, LISTS[block.kind])
        else:
            _spans(made.add_paragraph(style=style or None), block.spans)


def _spans(paragraph: Paragraph, spans: Sequence[Span]) -> None:
    for span in spans:
        if span.kind == "link":
            _link(paragraph, span)
            continue
        run = paragraph.add_run(span.text)
        if span.kind == "break":
            run.add_break()
        run.bold, run.italic = span.kind == "strong" or None, span.kind == "emphasis" or None


def _link(paragraph: Paragraph, span: Span) -> None:
    """A link that a reader can follow: python-docx reads them and makes none."""
    target = paragraph.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), target)
    run = paragraph.add_run(span.text)
    run.underline = True
    element.append(run._r)
    paragraph._p.append(element)
